#include "ui/browse/objectspage.h"

#include "core/s3/s3location.h"
#include "ui/actions/changegate.h"
#include "ui/browse/browserview.h"
#include "ui/browse/detailsarea.h"
#include "ui/browse/exportdesk.h"
#include "ui/models/serviceresources.h"
#include "ui/panels/detailspanel.h"
#include "ui/widgets/tableview.h"

#include <algorithm>

namespace inia::ui {

namespace {

// Of the place one came from, what is a row in this folder.
std::string rowOf(const S3Location& from, const S3Location& to)
{
    if (from.bucket != to.bucket || !from.prefix.starts_with(to.folder()))
        return to.folder() != to.prefix ? to.prefix : std::string();
    const auto slash = from.prefix.find('/', to.folder().size());
    return slash != std::string::npos ? from.prefix.substr(0, slash + 1) : std::string();
}

} // namespace

ObjectsPage::ObjectsPage(const Appearance& appearance, const ServiceResources& resources,
                         DetailsArea& details, const ChangeGate& gate, const QString& profile,
                         const std::shared_ptr<ColumnChoices>& columns)
    : ObjectsPage(std::make_unique<ObjectTableModel>(), appearance, resources, details, gate, profile)
{
    if (columns)
        m_view->setColumnChoices(columns);
}

ObjectsPage::ObjectsPage(std::unique_ptr<ObjectTableModel> objects, const Appearance& appearance,
                         const ServiceResources& resources, DetailsArea& details, const ChangeGate& gate,
                         const QString& profile)
    : RowsPage(appearance, new BrowserView(appearance, *objects, profile)),
      m_resources(resources),
      m_details(details),
      m_objects(std::move(objects)),
      m_gate(gate),
      m_view(static_cast<BrowserView*>(widget()))
{
    connect(m_view, &BrowserView::prefixOpened, this, [this](const std::string& prefix) {
        emit placeRequested(S3Location{m_place.bucket, prefix});
    });
    connect(m_view, &BrowserView::serverFilterRequested, this, &ObjectsPage::filterByServer);
    connect(m_view, &BrowserView::selectionSettled, this, &ObjectsPage::showDetails);
    connect(m_view, &ListingPage::deletionRequested, this, &ObjectsPage::deleteSelected);
    m_view->table()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view->table(), &QWidget::customContextMenuRequested, this, &ObjectsPage::showMenu);
}

ObjectsPage::~ObjectsPage()
{
    deleteWidget();
}

Result<Resource> ObjectsPage::bucket() const
{
    const auto& service = m_resources.service("s3");
    return service ? service->subResource("Bucket", {m_place.bucket}) : service.error();
}

void ObjectsPage::enter(const Place& place, const Place& from)
{
    m_place = *place.s3();
    list(from.s3() ? rowOf(*from.s3(), m_place) : std::string());
}

void ObjectsPage::leave()
{
    m_place = {};
    m_objects->clear();
}

Result<Collection> ObjectsPage::listing() const
{
    const std::string folder = m_place.folder();
    const auto found = bucket();
    return found ? objectsBelow(*found, folder, m_place.prefix.substr(folder.size()))
                 : Result<Collection>(found.error());
}

// As the table has them, folders too.
Result<ExportDesk::Wish> ObjectsPage::exportWish() const
{
    const auto listed = listing();
    if (!listed)
        return listed.error();
    using Source = ResourceColumn::Source;
    ResourceColumns columns{*typedColumn("Key || Prefix", "Key", {})};
    columns.push_back({Source::Member, "Size", "Size", ColumnKind::Size});
    columns.push_back({Source::Member, "LastModified", "Last modified", ColumnKind::Date});
    columns.push_back({Source::Member, "StorageClass", "Storage class", ColumnKind::Text});
    columns.push_back({Source::Member, "ETag", "ETag", ColumnKind::Mono});
    return ExportDesk::Wish{*listed, std::move(columns), "CommonPrefixes", {}, m_gate.info()};
}

void ObjectsPage::list(const std::string& select)
{
    const S3Location folder{m_place.bucket, m_place.folder()};
    const auto listing = this->listing();
    if (listing)
        m_objects->open(*listing, folder);
    else
        m_objects->openFailed(folder, listing.error());
    m_view->enter(m_place, select);
    showDetails();
}

void ObjectsPage::reload()
{
    if (!m_view->reload())
        list({});
}

void ObjectsPage::filterByServer(const QString& startsWith)
{
    const S3Location wanted{m_place.bucket, m_place.folder() + startsWith.toStdString()};
    // A slash in the text leads into another folder, which is a step of its own.
    if (wanted.folder() == m_place.folder())
        emit placeRefined(wanted);
    else
        emit placeRequested(wanted);
}

void ObjectsPage::showDetails()
{
    if (m_place.bucket.empty())
        return; // the selection of a place that was left
    const auto selected = m_view->onlySelected();
    const auto found = bucket();
    if (selected && !selected->isPrefix && found) {
        if (const auto object = found->subResource("Object", {selected->key})) {
            m_details.showObject(*object, {m_place.bucket, selected->key}, selected->iconName);
            return;
        }
    }
    m_details.showPlace({m_place.bucket, selected ? selected->key : m_place.folder()});
}

std::vector<Resource> ObjectsPage::selectedObjects(const Resource& bucket) const
{
    std::vector<Resource> resources;
    for (const auto& key : m_view->selectedKeys()) {
        if (resources.empty()) {
            if (auto object = bucket.subResource("Object", {key}))
                resources.push_back(std::move(object).value());
        } else {
            resources.push_back(resources.front().sibling({bucket.identifier("name"), key}));
        }
    }
    return resources;
}

std::vector<Resource> ObjectsPage::selected() const
{
    const auto found = bucket();
    return found ? selectedObjects(*found) : std::vector<Resource>();
}

std::function<void(Finder&)> ObjectsPage::findableRows() const
{
    return [rows = m_objects->rows(), prefix = m_objects->location().prefix](Finder& finder) {
        for (std::size_t row = 0; row < std::min(rows.size(), mostFindable); ++row) {
            Findable thing;
            thing.kind = Findable::Kind::Row;
            thing.isLoaded = true;
            thing.service = "s3";
            thing.title = rows.name(row);
            thing.id = rows[row].wholeKey ? thing.title : prefix + thing.title;
            finder.add(std::move(thing));
        }
    };
}

void ObjectsPage::showRow(const std::string& id)
{
    m_view->select(id);
}

CentrePage::Act ObjectsPage::act(CommandId id)
{
    // As the key does it, which others hear too.
    if (id == CommandId::Delete)
        return {[this] { emit m_view->deletionRequested(); },
                m_view->hasSelection() ? QString() : tr("Select rows first")};
    return RowsPage::act(id);
}

// Of the objects selected; of nothing where only folders are, whose transfers others add; of the bucket where
// nothing is selected.
void ObjectsPage::showMenu(const QPoint& inTable)
{
    const auto found = bucket();
    if (!found)
        return;
    std::vector<Resource> resources = selectedObjects(*found);
    if (resources.empty() && !m_view->hasSelection())
        resources.push_back(*found);
    emit contextMenuRequested(resources, m_view->table()->viewport()->mapToGlobal(inTable));
}

// Folders are for those who look at what is below them first.
void ObjectsPage::deleteSelected()
{
    const auto found = bucket();
    if (!found || !m_view->hasSelection() || m_view->hasFolderSelected())
        return;
    emit deletionRequested(selectedObjects(*found), m_view->table()->belowCurrentRow());
}

} // namespace inia::ui
