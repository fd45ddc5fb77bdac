#include "ui/browse/resourcespage.h"

#include "core/model/servicemodel.h"
#include "ui/browse/collectionview.h"
#include "ui/browse/listingdialogs.h"
#include "ui/browse/rowspage.h"
#include "ui/browse/servicekit.h"
#include "ui/browse/servicepages.h"
#include "ui/commands/commandtable.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/resourcepresentation.h"
#include "ui/panels/resourcedetails.h"
#include "ui/panels/resourcefacts.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace inia::ui {

namespace {

constexpr int operationWidth = 300;

} // namespace

ServiceView::ServiceView(const ViewParts& parts, QWidget* parent)
    : QWidget(parent),
      m_table(new TableView(parts.appearance, this)),
      m_state(new StateView(parts.appearance, this)),
      m_status(new StatusLine(parts.appearance, this)),
      m_pages(new QStackedLayout)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Types of resources"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->header()->resizeSection(CollectionListModel::OperationColumn,
                                     parts.appearance.theme().px(operationWidth));
    m_table->setStretchColumn(CollectionListModel::NameColumn);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_state);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(m_pages, 1);
    all->addWidget(m_status);
    connect(m_table, &QAbstractItemView::activated, this, &ServiceView::open);
    connect(m_state, &StateView::copyRequested, &parts.services, &PageServices::copy);
    connect(m_state, &StateView::actionTriggered, this, [this](const QString& id) {
        if (id == stateaction::openConsole)
            emit consoleRequested();
    });
    auto* up = new QShortcut(keysOf(CommandId::UpFromRows).value(0), m_table);
    up->setContext(Qt::WidgetShortcut);
    connect(up, &QShortcut::activated, &parts.services, &PageServices::up);
}

void ServiceView::showCollections(const Resource& service, const QString& name, const std::string& select)
{
    m_model.setCollectionsOf(service);
    StatusFacts status;
    const int types = m_model.rowCount();
    status.count = types == 1 ? tr("1 type of resource in %1").arg(name)
                              : tr("%1 types of resources in %2").arg(countText(types), name);
    m_status->setFacts(status);
    m_pages->setCurrentWidget(m_table);
    const QModelIndex index = m_model.index(m_model.rowOf(select), CollectionListModel::NameColumn);
    if (index.isValid())
        m_table->setCurrentIndex(index);
}

void ServiceView::showState(const StateContent& content, const QString& text)
{
    StatusFacts status;
    status.mark = content.danger ? StatusFacts::Mark::Warning : StatusFacts::Mark::None;
    status.count = text;
    m_status->setFacts(status);
    m_state->setContent(content);
    m_pages->setCurrentWidget(m_state);
}

void ServiceView::showNotice(const QString& text)
{
    m_status->showNotice(text);
}

void ServiceView::open(const QModelIndex& index)
{
    if (index.isValid())
        emit collectionOpened(m_model.nameAt(index.row()));
}

ServicePage::ServicePage(const ViewParts& parts, DetailsArea& details)
    : CentrePage(new ServiceView(parts), parts.services),
      m_resources(parts.resources),
      m_details(details),
      m_view(static_cast<ServiceView*>(widget()))
{
    connect(m_view, &ServiceView::collectionOpened, this,
            [this](const std::string& name) { services().go(m_place.collection(name)); });
    connect(m_view, &ServiceView::consoleRequested, this,
            [this] { services().go(ConsolePage::placeOf(m_place.service)); });
}

QWidget* ServicePage::focusArea() const
{
    return m_view->table();
}

void ServicePage::enter(const Place& place, const Place& from)
{
    m_place = *place.resource();
    const auto& service = m_resources.service(m_place.service);
    const QString name = m_resources.displayName(m_place.service);
    if (service && service->definition().collections.empty()) {
        showNothing(*service, name);
    } else if (service) {
        const bool inside = from.resource() && from.service() == m_place.service && !from.isService();
        m_view->showCollections(*service, name,
                                inside ? from.resource()->steps.front().collection : std::string());
    } else {
        // What it has no models for stays so.
        m_view->showState(withoutRetry(errorState(service.error(),
                                                  tr("%1 cannot be used in this session").arg(name), false)),
                          tr("Failed"));
    }
    if (service && !detailReads(*service).empty())
        m_details.showSelection({place, {*service}, {}});
    else
        m_details.clear();
}

// Why there is nothing to list, and where its operations are all the same.
void ServicePage::showNothing(const Resource& service, const QString& name)
{
    const auto& why = service.definition().whyEmpty;
    StateContent content;
    content.iconName = QStringLiteral("info");
    content.title = tr("Nothing in %1 can be listed").arg(name);
    content.sentence = why.empty() ? tr("None of its operations lists anything.")
                                   : tr("Its lists want what no other call tells (%1).").arg(toOneLine(why));
    content.actions = {{stateaction::openConsole, tr("Open API console"), QStringLiteral("terminal")}};
    m_view->showState(
        content,
        tr("%1 operations")
            .arg(countText(static_cast<qint64>(service.client().model().callableOperations().size()))));
}

void ServicePage::focusRows()
{
    m_view->table()->setFocus(Qt::OtherFocusReason);
}

void ServicePage::showNotice(const QString& text)
{
    m_view->showNotice(text);
}

namespace {

ResourceLocation locationOf(const Place& place)
{
    if (const ResourceLocation* location = place.resource())
        return *location;
    ResourceLocation buckets{"s3", {{"buckets", {}}}};
    const std::string& bucket = place.s3()->bucket;
    return bucket.empty() ? buckets : buckets.resource({bucket});
}

// What tells the resource at this place, or the one it is in, among those of the collection; empty for none.
std::string rowIn(const ResourceLocation& collection, const ResourceLocation& place)
{
    const std::size_t depth = collection.steps.size();
    ResourceLocation outer = collection;
    outer.regions.clear();
    if (place.steps.size() < depth || !isInside(place.uri(), outer.uri()))
        return {};
    std::string id;
    for (const auto& identifier : place.steps[depth - 1].identifiers)
        id += (id.empty() ? "" : ",") + identifier;
    return id;
}

// A row goes by its name, which is the first column's, by its id, and by what else tells it.
void addRow(Finder& finder, const ResourceFacts& row, const ResourceColumns& columns,
            const std::string& service)
{
    constexpr std::size_t longestName = 200;
    Findable thing;
    thing.kind = Findable::Kind::Row;
    thing.isLoaded = true;
    thing.service = service;
    std::vector<std::string> names;
    for (const auto& identifier : row.identifiers) {
        thing.id += (thing.id.empty() ? "" : ",") + plainCell(identifier);
        names.push_back(plainCell(identifier));
    }
    for (const auto& column : columns) {
        const std::string text =
            column.kind == ColumnKind::State ? std::string() : plainCell(cellValue(column, row));
        if (text.empty() || text.size() > longestName)
            continue;
        if (thing.title.empty())
            thing.title = text;
        else if (column.kind == ColumnKind::Name || column.kind == ColumnKind::Mono)
            names.push_back(text);
    }
    if (thing.title.empty() && !names.empty())
        thing.title = names.back();
    if (!names.empty() && names.back() != thing.title)
        thing.detail = names.back();
    finder.add(std::move(thing), names);
}

} // namespace

ResourcesPage::ResourcesPage(const ViewParts& parts, DetailsArea& details)
    : RowsPage(parts, new CollectionView(parts.appearance, parts.profile)),
      m_resources(parts.resources),
      m_details(details),
      m_appearance(parts.appearance),
      m_gate(parts.gate),
      m_view(static_cast<CollectionView*>(widget()))
{
    if (parts.columns)
        m_view->setColumnChoices(parts.columns);
    connect(m_view, &CollectionView::resourceOpened, this, &ResourcesPage::open);
    connect(m_view, &CollectionView::selectionSettled, this, &ResourcesPage::followSelection);
    connect(m_view, &CollectionView::contextMenuRequested, &services(), &PageServices::showMenu);
    connect(m_view, &CollectionView::regionsRequested, this, &ResourcesPage::chooseRegions);
    connect(m_view, &ListingPage::deletionRequested, this, &ResourcesPage::deleteSelected);
}

void ResourcesPage::enter(const Place& place, const Place& from)
{
    m_place = place;
    const ResourceLocation wanted = locationOf(place);
    const ResourceLocation collection = wanted.isResource() ? wanted.parent() : wanted;
    const std::string select = rowIn(collection, wanted.isResource() ? wanted : locationOf(from));
    if (m_listed == collection)
        m_view->select(select);
    else
        list(collection, select);
    m_view->offerRegions(noRegions().isNull());
    showDetails();
}

void ResourcesPage::list(const ResourceLocation& collection, const std::string& select)
{
    m_listed = collection;
    if (collection.isMerged()) {
        if (auto regions = regionsOf(collection); !regions.empty()) {
            m_view->enter(std::move(regions), select);
            return;
        }
    }
    const auto& service = m_resources.service(collection.service);
    m_view->enter(service ? collectionAt(*service, collection) : Result<Collection>(service.error()), select);
}

std::vector<MergedCursor::Part> ResourcesPage::regionsOf(const ResourceLocation& collection) const
{
    std::vector<std::string> names = collection.regions;
    if (names.front() == ResourceLocation::allRegions) {
        names.clear();
        for (const auto& region : m_resources.regions(collection.service)) {
            if (region.isKnown)
                names.push_back(region.name);
        }
    }
    std::vector<MergedCursor::Part> parts;
    const auto tabs = services().openTabs();
    for (const auto& name : names) {
        const RegionName wanted(name);
        const ServiceResources* resources = &m_resources;
        if (!wanted.profile.empty() && wanted.profile != m_resources.session().profileName()) {
            const auto tab = std::find_if(tabs.begin(), tabs.end(), [&wanted](const auto& open) {
                return open.name.name() == wanted.name();
            });
            if (tab == tabs.end()) {
                parts.push_back({name, makeError(ErrorKind::Parameter, "SessionNotOpen",
                                                 tr("%1 is not open here. Open a tab of it, and list again.")
                                                     .arg(toQString(name))
                                                     .toStdString())});
                continue;
            }
            resources = tab->resources;
        }
        const auto& service = resources->service(collection.service, wanted.region);
        parts.push_back(
            {name, service ? collectionAt(*service, collection) : Result<Collection>(service.error())});
    }
    return parts;
}

// Why what is listed cannot be listed in other regions as well; null when it can.
QString ResourcesPage::noRegions() const
{
    if (!m_listed || !m_view->listed())
        return tr("Nothing is listed");
    if (m_listed->steps.size() > 1)
        return tr("What is listed is of one region");
    if (m_place.s3())
        return tr("Buckets of all regions are listed");
    if (m_resources.regions(m_listed->service).size() < 2 && otherSessions().empty())
        return tr("%1 has no regions, and no other session is open")
            .arg(m_resources.displayName(m_listed->service));
    return {};
}

// The tabs of other profiles: what they have of the service can stand in the same list.
std::vector<RegionName> ResourcesPage::otherSessions() const
{
    std::vector<RegionName> others;
    for (const auto& tab : services().openTabs()) {
        if (tab.name.profile != m_resources.session().profileName())
            others.push_back(tab.name);
    }
    return others;
}

void ResourcesPage::chooseRegions()
{
    if (const QString none = noRegions(); !none.isNull()) {
        m_view->showNotice(none);
        return;
    }
    RegionsDialog::Choice choice;
    choice.what = collectionNoun(m_view->listed()->definition().name);
    choice.regions = m_resources.regions(m_listed->service);
    if (choice.regions.empty())
        choice.regions.push_back({m_resources.session().region(), tr("this session").toStdString(), true});
    for (const RegionName& other : otherSessions())
        choice.regions.push_back({other.name(), tr("an open session").toStdString(), false});
    if (m_listed->isMerged() && m_listed->regions.front() != ResourceLocation::allRegions)
        choice.chosen = m_listed->regions;
    if (const auto client = m_resources.session().client("ec2"))
        choice.ec2 = *client;
    auto* dialog = new RegionsDialog(m_appearance, std::move(choice), m_view);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RegionsDialog::chosen, this, &ResourcesPage::listRegions);
    dialog->open();
}

void ResourcesPage::listRegions(const std::vector<std::string>& regions)
{
    ResourceLocation collection = *m_listed;
    collection.regions = regions;
    services().go(collection);
}

void ResourcesPage::leave()
{
    m_listed.reset();
    m_view->clear();
}

void ResourcesPage::reload()
{
    m_view->reload();
}

void ResourcesPage::deleteSelected()
{
    if (const auto rows = selected(); !rows.empty())
        services().deleteResources(rows, m_view->table()->belowCurrentRow());
}

std::vector<Resource> ResourcesPage::selected() const
{
    return m_view->selected();
}

// The buckets that are selected, else all of them.
std::optional<Place> ResourcesPage::searchRoot() const
{
    if (m_place.s3() == nullptr)
        return std::nullopt;
    std::vector<std::string> buckets;
    for (const Resource& resource : selected())
        buckets.push_back(resource.identifier("name").text());
    if (buckets.size() == 1)
        return Place(S3Location{buckets.front(), {}});
    std::string list;
    for (const std::string& bucket : buckets)
        list += (list.empty() ? "" : ",") + bucket;
    return list.empty() ? Place() : Place().withState("in", list);
}

// By all their short texts that stand in the columns: names, ids, tags.
std::function<void(Finder&)> ResourcesPage::findableRows() const
{
    if (!m_listed)
        return {};
    return [rows = m_view->model().rows(), columns = m_view->model().columns(),
            service = m_listed->service](Finder& finder) {
        for (std::size_t row = 0; row < std::min(rows.size(), mostFindable); ++row)
            addRow(finder, rows[row], columns, service);
    };
}

void ResourcesPage::showRow(const std::string& id)
{
    m_view->select(id);
}

CentrePage::Act ResourcesPage::act(CommandId id)
{
    const QString nothing = m_view->listed() ? QString() : tr("Nothing is listed");
    switch (id) {
    case CommandId::Delete:
        return {[this] { deleteSelected(); }, m_view->hasSelection() ? QString() : tr("Select rows first")};
    case CommandId::ListRegions:
        return {[this] { chooseRegions(); }, noRegions()};
    case CommandId::ChooseColumns:
        return {[this] { m_view->chooseColumns(); }, nothing};
    case CommandId::AddColumn:
        return {[this] { m_view->chooseColumns(true); }, nothing};
    default:
        return RowsPage::act(id);
    }
}

Result<ExportDesk::Wish> ResourcesPage::exportWish() const
{
    if (!m_view->listed())
        return makeError(ErrorKind::Parameter, "NothingListed", tr("Nothing is listed").toStdString());
    return ExportDesk::Wish{m_view->listed(), m_view->model().columns(), {}, {},
                            m_gate.info(),    m_view->listedRegions()};
}

Place ResourcesPage::placeOf(const Resource& resource) const
{
    if (m_place.s3())
        return S3Location{resource.identifier("name").text(), {}};
    ResourceLocation there = locationIn(*m_listed, m_view->model().collection()->definition(), resource);
    if (const std::string elsewhere = regionNameOf(resource, m_resources, services());
        m_listed->isMerged() && !elsewhere.empty())
        there.regions = {elsewhere};
    return there;
}

void ResourcesPage::open(const Resource& resource)
{
    services().go(placeOf(resource));
}

// At the place of a resource, choosing another row leads to that one's place, without a step in the history.
void ResourcesPage::followSelection()
{
    if (!m_listed)
        return; // the selection of a place that was left
    const auto selected = m_view->selected();
    if (selected.size() == 1 && m_place.resource() && m_place.resource()->isResource() &&
        m_view->model().collection()) {
        m_place = placeOf(selected.front());
        services().refine(m_place);
    }
    showDetails();
}

// Without a selection, what the place is about: the resource that is not loaded yet, or has this collection.
void ResourcesPage::showDetails()
{
    const auto selected = m_view->selected();
    if (!selected.empty()) {
        m_details.showSelection({m_place, selected, {}});
        return;
    }
    if (const auto failed = m_view->selectedFailure()) {
        showFailure(*failed);
        return;
    }
    const ResourceLocation location = locationOf(m_place);
    const auto& service = m_resources.service(location.service);
    const auto resource = service ? resourceAt(*service, location) : Result<Resource>(service.error());
    if (resource && !resource->identifiers().empty())
        m_details.showSelection({m_place, {*resource}, {}});
    else
        m_details.clear();
}

void ResourcesPage::showFailure(std::size_t part)
{
    if (!m_failure) {
        m_failure = new StateView(m_appearance);
        connect(m_failure, &StateView::copyRequested, &services(), &PageServices::copy);
        connect(
            m_failure, &StateView::actionTriggered, this,
            [this] {
                if (const auto failed = m_view->selectedFailure())
                    m_view->retryRegion(*failed);
            },
            Qt::QueuedConnection);
    }
    const auto& model = m_view->model();
    StateContent content = errorState(
        model.failure(part), tr("%1 could not be listed").arg(toQString(model.part(part).name)), false);
    m_failure->setContent(content);
    m_details.showPanel(m_failure);
}

namespace {

std::unique_ptr<DetailsView> makeResourceDetails(const ViewParts& parts)
{
    return std::make_unique<ResourceDetails>(parts.appearance, parts.services);
}

} // namespace

// The list of buckets is the place of the whole of S3.
PageMaker ExplorerKit::pageFor(const Place& place) const
{
    return place.resource() && place.isService() ? &makePage<ServicePage> : &makePage<ResourcesPage>;
}

PanelMaker ExplorerKit::detailsFor(const Selection&) const
{
    return &makeResourceDetails;
}

std::unique_ptr<TreeSource> ExplorerKit::treeSource(const std::string& service,
                                                    const ServiceResources& resources) const
{
    return std::make_unique<ServiceTreeSource>(resources, service);
}

std::vector<CommandId> ExplorerKit::commands() const
{
    return {CommandId::ListRegions, CommandId::ChooseColumns, CommandId::AddColumn};
}

} // namespace inia::ui
