#pragma once

#include "ui/browse/centrepage.h"
#include "ui/models/treesource.h"
#include "ui/panels/detailsview.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QPoint>

#include <memory>
#include <string>
#include <vector>

namespace inia {
class Session;
}

namespace inia::ui {

class Appearance;
class ChangeGate;
class ColumnChoices;
class DetailsArea;
class ServiceResources;
struct KeptCalls;

// What a tab does for its pages and panels, beside what its window does.
class PageServices : public WindowServices {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PageServices)

public:
    using WindowServices::WindowServices;

    // In place of where one is: a filter that is being refined is no step of the history.
    virtual void refine(const Place& place) = 0;
    virtual void up() = 0;
    // What can be done with these, as a menu at `global`.
    virtual void showMenu(const std::vector<Resource>& resources, const QPoint& global) = 0;
    // By the Delete key; `global` is where a menu would open.
    virtual void deleteResources(const std::vector<Resource>& resources, const QPoint& global) = 0;
};

// What the pages and panels of a session are made with; all of it outlives them.
struct ViewParts {
    const Appearance& appearance;
    const Session& session;
    const ServiceResources& resources;
    ChangeGate& gate;
    PageServices& services;
    QString profile;
    std::shared_ptr<ColumnChoices> columns; // null: each table has its own
    std::shared_ptr<KeptCalls> kept;        // of the API console; null: none
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

// What the tabs of a window share.
struct SharedParts {
    WindowServices& services;
    std::shared_ptr<const ServiceKits> kits;
    std::shared_ptr<ColumnChoices> columns; // null: each table has its own
    std::shared_ptr<KeptCalls> kept;        // null: none
};

} // namespace inia::ui
