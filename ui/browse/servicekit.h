#pragma once

#include "core/resource/resource.h"
#include "core/text/finder.h"
#include "ui/commands/commandtable.h"
#include "ui/models/place.h"
#include "ui/models/treesource.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QWidget>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QAction;

namespace inia {
class Session;
} // namespace inia

namespace inia::operations {
class Turns;
}

namespace inia::ui {

class Appearance;
class ChangeGate;
class ColumnChoices;
class DetailsArea;
class ServiceResources;
class StateView;
struct KeptCalls;

// What stands in the middle of a session for one kind of place: a view, and what it needs to show the places
// of its kind. A page tells the details what is selected in it.
class CentrePage : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CentrePage)

public:
    // Owns `widget` until the window has deleted it; `services` outlives the page.
    CentrePage(QWidget* widget, PageServices& services) : m_widget(widget), m_services(services) {}
    ~CentrePage() override { deleteWidget(); }

    [[nodiscard]] QWidget* widget() const { return m_widget; }
    // The part of the widget that F6 goes to.
    [[nodiscard]] virtual QWidget* focusArea() const { return m_widget; }

    // Shows a place of this page's kind. `from` is where one was before: coming out of a place inside this
    // one, that is the row one wants to see.
    virtual void enter(const Place& place, const Place& from) = 0;
    // Another page takes over: whatever is under way ends.
    virtual void leave() {}
    // Asks again, keeping the selection.
    virtual void reload() {}
    // Asks again for what failed for want of a person who signs in.
    virtual void goOn() {}
    virtual void cancelLoading() {}
    virtual void focusRows() { m_widget->setFocus(Qt::OtherFocusReason); }
    virtual void focusFilter() {}
    // What a command of the table does here, or why it cannot.
    struct Act {
        std::function<void()> run;
        QString obstacle; // null when it can be done
    };
    [[nodiscard]] virtual Act act(CommandId) { return {{}, tr("Not for what is shown here")}; }
    // Adds the rows that are loaded, the first of very many, each by an id for showRow(); to be called in any
    // thread, soon. Null when there are none.
    static constexpr std::size_t mostFindable = 200'000;
    [[nodiscard]] virtual std::function<void(Finder&)> findableRows() const { return {}; }
    // Makes it the row that is selected.
    virtual void showRow(const std::string&) {}
    // What can be done here with what is selected, beside the actions of resources.
    [[nodiscard]] virtual QList<QAction*> ownActions() const { return {}; }
    // What is selected, as far as it is resources.
    [[nodiscard]] virtual std::vector<Resource> selected() const { return {}; }
    // Below what is selected, or what is shown: where a search of S3 would begin. Nothing elsewhere.
    [[nodiscard]] virtual std::optional<Place> searchRoot() const { return std::nullopt; }
    // Says for a while what was done elsewhere: a good end that no dialog tells.
    virtual void showNotice(const QString& text) = 0;

protected:
    [[nodiscard]] PageServices& services() const { return m_services; }
    // For the destructors of pages that have what their widget shows: it has to go first.
    void deleteWidget() { delete m_widget; }

private:
    QPointer<QWidget> m_widget;
    PageServices& m_services;
};

// What the pages and panels of a session are made with; all of it outlives them.
struct ViewParts {
    const Appearance& appearance;
    const Session& session;
    const ServiceResources& resources;
    ChangeGate& gate;
    PageServices& services;
    QString profile;
    std::shared_ptr<ColumnChoices> columns;        // null: each table has its own
    std::shared_ptr<KeptCalls> kept;               // of the API console; null: none
    std::shared_ptr<operations::Turns> turns = {}; // of calls that all tabs share; null: they do not wait
};

// Each tells one page, or panel, from others too: places with the same maker share its page.
using PageMaker = std::unique_ptr<CentrePage> (*)(const ViewParts& parts, DetailsArea& details);
using PanelMaker = std::unique_ptr<DetailsView> (*)(const ViewParts& parts);

template <class Page>
std::unique_ptr<CentrePage> makePage(const ViewParts& parts, DetailsArea& details)
{
    return std::make_unique<Page>(parts, details);
}

// What the window knows of a service, or of one way to look at things: which page shows a place, which panel
// tells a selection, how the tree goes, which commands there are. Kits are asked in order; what one does not
// answer is for the next.
class ServiceKit {
public:
    ServiceKit() = default;
    virtual ~ServiceKit() = default;
    Q_DISABLE_COPY_MOVE(ServiceKit)

    // Null: not this kit's place.
    [[nodiscard]] virtual PageMaker pageFor(const Place&) const { return nullptr; }
    // Null: not this kit's to tell.
    [[nodiscard]] virtual PanelMaker detailsFor(const Selection&) const { return nullptr; }
    // Null: the tree finds its way through the service by another kit. `resources` outlives the source; reads
    // no models before the service is expanded.
    [[nodiscard]] virtual std::unique_ptr<TreeSource> treeSource(const std::string&,
                                                                 const ServiceResources&) const
    {
        return nullptr;
    }
    // Of the command table, what its pages do by act() besides what all rows can.
    [[nodiscard]] virtual std::vector<CommandId> commands() const { return {}; }
};

// The kits of a window, in the order in which they are asked.
class ServiceKits final {
public:
    template <class Kit>
    void add()
    {
        m_kits.push_back(std::make_unique<Kit>());
    }

    // The last kit has an answer for everything.
    [[nodiscard]] PageMaker pageFor(const Place& place) const;
    [[nodiscard]] PanelMaker detailsFor(const Selection& selection) const;
    [[nodiscard]] std::unique_ptr<TreeSource> treeSource(const std::string& service,
                                                         const ServiceResources& resources) const;
    [[nodiscard]] std::vector<CommandId> commands() const;

private:
    std::vector<std::unique_ptr<ServiceKit>> m_kits;
};

// One of ResourceLocation::regions: where a row of a list over regions and sessions is. Empty: in the session
// of these resources.
[[nodiscard]] std::string regionNameOf(const Resource& row, const ServiceResources& own,
                                       const WindowServices& services);

// What the tabs of a window share.
struct SharedParts {
    WindowServices& services;
    std::shared_ptr<const ServiceKits> kits;
    std::shared_ptr<ColumnChoices> columns;        // null: each table has its own
    std::shared_ptr<KeptCalls> kept;               // null: none
    std::shared_ptr<operations::Turns> turns = {}; // null: calls do not wait for those of other tabs
};

// The right side of a session: what is known about the selected thing, by the panel that the kits have for
// it.
class DetailsArea final : public QStackedWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DetailsArea)

public:
    // All of it outlives the area.
    DetailsArea(const ServiceKits& kits, const ViewParts& parts, QWidget* parent = nullptr);

    void showSelection(const Selection& selection);
    // A panel that a page has of its own; stays here until it is deleted.
    void showPanel(QWidget* panel);
    // Nothing is selected: says what would be shown here.
    void clear();
    // The page has asked for what will stand here.
    void expect();
    // Asks again for what failed for want of a person who signs in.
    void goOn();

private:
    void show(QWidget* panel);
    void showNothing(const QString& title, const QString& sentence);
    DetailsView& panelBy(PanelMaker maker);

    const ServiceKits& m_kits;
    const ViewParts& m_parts;
    std::map<PanelMaker, DetailsView*> m_panels; // made when they are first needed
    StateView* m_nothing;
};

// The middle of a session: the page that the kits have for the place one is at. Each page is made when it is
// first needed, and kept.
class CentreArea final : public QStackedWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CentreArea)

public:
    // All of it outlives the area.
    CentreArea(const ServiceKits& kits, const ViewParts& parts, DetailsArea& details,
               QWidget* parent = nullptr);
    ~CentreArea() override;

    void enter(const Place& place, const Place& from);
    [[nodiscard]] CentrePage& page() const { return *m_current; }
    // The page of a class, whether it is shown or not.
    template <class Page>
    [[nodiscard]] Page& pageOf()
    {
        return static_cast<Page&>(pageBy(&makePage<Page>));
    }

private:
    CentrePage& pageBy(PageMaker maker);

    const ServiceKits& m_kits;
    const ViewParts& m_parts;
    DetailsArea& m_details;
    std::map<PageMaker, std::unique_ptr<CentrePage>> m_pages;
    CentrePage* m_current = nullptr;
};

} // namespace inia::ui
