#pragma once

#include "core/resource/resource.h"
#include "ui/browse/rowspage.h"
#include "ui/browse/servicekit.h"
#include "ui/models/resourcefinder.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

class QStackedLayout;

namespace inia::ui {

class CollectionView;
class StatusLine;

// The collections of a service as a table; choosing one opens it.
class ServiceView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServiceView)

public:
    // The services outlive the view.
    explicit ServiceView(const ViewParts& parts, QWidget* parent = nullptr);

    // `name` is the service's, as people say it; the row of the collection `select` becomes current.
    void showCollections(const Resource& service, const QString& name, const std::string& select);
    // In place of the table: an error, or that there is nothing to list.
    void showState(const StateContent& content, const QString& status);
    [[nodiscard]] TableView* table() const { return m_table; }
    void showNotice(const QString& text);

signals:
    void collectionOpened(const std::string& name);
    void consoleRequested();

private:
    void open(const QModelIndex& index);

    CollectionListModel m_model;
    TableView* m_table;
    StateView* m_state;
    StatusLine* m_status;
    QStackedLayout* m_pages;
};

// A service: the kinds of resources that it has. Asks nothing.
class ServicePage final : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServicePage)

public:
    ServicePage(const ViewParts& parts, DetailsArea& details);

    [[nodiscard]] QWidget* focusArea() const override;
    void enter(const Place& place, const Place& from) override;
    void focusRows() override;
    void showNotice(const QString& text) override;

private:
    void showNothing(const Resource& service, const QString& name);

    const ServiceResources& m_resources;
    DetailsArea& m_details;
    ServiceView* m_view; // the page's widget
    ResourceLocation m_place;
};

// The resources of one collection; for the place of a resource, that resource selected among the others. The
// list of buckets is one too.
class ResourcesPage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ResourcesPage)

public:
    ResourcesPage(const ViewParts& parts, DetailsArea& details);

    [[nodiscard]] CollectionView* view() const { return m_view; }

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;
    [[nodiscard]] Act act(CommandId id) override;
    [[nodiscard]] std::vector<Resource> selected() const override;
    [[nodiscard]] std::optional<Place> searchRoot() const override;
    [[nodiscard]] std::function<void(Finder&)> findableRows() const override;
    void showRow(const std::string& id) override;

private:
    void list(const ResourceLocation& collection, const std::string& select);
    void open(const Resource& resource);
    void followSelection();
    void chooseRegions();
    void listRegions(const std::vector<std::string>& regions);
    [[nodiscard]] QString noRegions() const;
    [[nodiscard]] std::vector<RegionName> otherSessions() const;
    [[nodiscard]] std::vector<MergedCursor::Part> regionsOf(const ResourceLocation& collection) const;
    void showDetails();
    void showFailure(std::size_t part);
    void deleteSelected();
    [[nodiscard]] Result<ExportDesk::Wish> exportWish() const override;
    [[nodiscard]] Place placeOf(const Resource& resource) const;

    const ServiceResources& m_resources;
    DetailsArea& m_details;
    const Appearance& m_appearance;
    const ChangeGate& m_gate;
    CollectionView* m_view;        // the page's widget
    QPointer<StateView> m_failure; // why a region is not in the list; the details'
    Place m_place;
    std::optional<ResourceLocation> m_listed; // the collection that the view has
};

// Any service by its definitions alone; the last of the kits, for what no other one knows better.
class ExplorerKit final : public ServiceKit {
public:
    [[nodiscard]] PageMaker pageFor(const Place& place) const override;
    [[nodiscard]] PanelMaker detailsFor(const Selection& selection) const override;
    [[nodiscard]] std::unique_ptr<TreeSource> treeSource(const std::string& service,
                                                         const ServiceResources& resources) const override;
    [[nodiscard]] std::vector<CommandId> commands() const override;
};

} // namespace inia::ui
