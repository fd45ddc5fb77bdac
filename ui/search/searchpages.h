#pragma once

#include "ui/browse/rowspage.h"
#include "ui/browse/servicekit.h"
#include "ui/search/searchview.h"
#include "ui/search/treemap.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia::ui {

class DetailsHead;
class KeyValueView;
class PreviewWindow;
class SegmentedControl;
struct PreviewTarget;

// How much there is below a place, folder by folder, as a map and as a table. Counts to a depth of three;
// what is within that is looked at without another request.
class SizesView final : public RowsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SizesView)

public:
    SizesView(const Appearance& appearance, QString profile, QWidget* parent = nullptr);
    ~SizesView() override;

    void enter(Client client, const std::string& bucket, const std::string& prefix);
    void enterFailed(const Error& error, const std::string& bucket, const std::string& prefix);
    // Ends the count that is under way; what was counted stays for those who come back.
    void leave() { cancel(); }
    void reload() { count(); }
    void cancel() override;
    void focusFilter() override;

    [[nodiscard]] const SizesModel& model() const { return m_model; }
    [[nodiscard]] Treemap* map() const { return m_map; }
    [[nodiscard]] const PrefixSizes* sizes() const { return m_sizes.get(); }
    // What is known of the folder that is selected, else of the place.
    [[nodiscard]] QWidget* details() const { return m_details; }

signals:
    void folderOpened(const std::string& prefix);

private:
    SizesView(const Appearance& appearance, QString profile, QWidget* above, QWidget* parent);
    void build();
    void count();
    void showSums();
    void showDetails();
    void open(int share);
    void selectShare(int share);
    [[nodiscard]] bool knows(const std::string& prefix) const;
    [[nodiscard]] RowsReport report() const override;
    void loadMore() override {}
    void loadAll() override {}
    void retry() override { count(); }
    void clearFilters() override {}
    [[nodiscard]] quint64 lastCallId() const override { return 0; }
    [[nodiscard]] std::string rowKey(int row) const override;
    [[nodiscard]] QString copyText() const override;

    QString m_profile;
    SizesModel m_model;
    QWidget* m_above;
    SegmentedControl* m_colours;
    Treemap* m_map;
    QPointer<QWidget> m_details;
    DetailsHead* m_head;
    KeyValueView* m_facts;
    std::optional<Client> m_client;
    std::optional<Error> m_failure; // there is no client
    std::string m_bucket;
    std::string m_prefix;  // that is shown
    std::string m_counted; // that was counted from
    Owned<PrefixSizes> m_sizes;
    std::shared_ptr<ListingMemory> m_memory = std::make_shared<ListingMemory>();
    QElapsedTimer m_clock;
    qint64 m_elapsed = 0;
    QTimer m_soon;
};

// A search, at an address of its own. The details tell the object that is selected, and without one how the
// search goes.
class SearchPage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SearchPage)

public:
    SearchPage(const ViewParts& parts, DetailsArea& details);

    [[nodiscard]] SearchView* view() const { return m_view; }

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override { m_view->run(); }
    [[nodiscard]] Act act(CommandId id) override;
    [[nodiscard]] std::vector<Resource> selected() const override;
    [[nodiscard]] QList<QAction*> ownActions() const override;

private:
    void showDetails();
    void showMenu(const QPoint& inTable);
    void preview();
    void openFolder();
    void copyUris();
    void deleteSelected();
    void exportRows(CommandId format);
    [[nodiscard]] std::optional<PreviewTarget> target() const;

    const Appearance& m_appearance;
    const Session& m_session;
    const ServiceResources& m_resources;
    DetailsArea& m_details;
    SearchView* m_view; // the page's widget
    bool m_isEntered = false;
    QPointer<PreviewWindow> m_preview; // made when first wanted
    QList<QAction*> m_actions;         // the table's
};

// The sizes of what is below a place. The details tell the folder that is selected.
class SizesPage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SizesPage)

public:
    SizesPage(const ViewParts& parts, DetailsArea& details);

    [[nodiscard]] SizesView* view() const { return m_view; }

    void enter(const Place& place, const Place& from) override;
    void leave() override { m_view->leave(); }
    void reload() override { m_view->reload(); }

private:
    const Session& m_session;
    DetailsArea& m_details;
    SizesView* m_view; // the page's widget
    std::string m_bucket;
};

// Looking for objects, and for what takes the room, at places of S3 that say so.
class SearchKit final : public ServiceKit {
public:
    [[nodiscard]] PageMaker pageFor(const Place& place) const override;
};

} // namespace inia::ui
