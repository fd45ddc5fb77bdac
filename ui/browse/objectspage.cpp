#include "ui/browse/objectspage.h"

#include "core/endpoint/partitions.h"
#include "core/s3/s3listing.h"
#include "core/session/session.h"
#include "ui/browse/listingpage.h"
#include "ui/browse/rowspage.h"
#include "ui/browse/servicekit.h"
#include "ui/browse/servicepages.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/roles.h"
#include "ui/panels/detailspanel.h"
#include "ui/preview/objecttabs.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QShortcut>

#include <algorithm>
#include <array>

namespace inia::ui {

namespace {

class ObjectWordsTexts {
    Q_DECLARE_TR_FUNCTIONS(ObjectWords)
};

QString startsWith(const S3Location& place)
{
    return toOneLine(place.prefix.substr(place.folder().size()));
}

StateContent emptyState(const S3Location& place)
{
    StateContent content;
    content.iconName = QStringLiteral("folder-open");
    const QString filter = startsWith(place);
    if (!filter.isEmpty()) {
        content.iconName = QStringLiteral("filter");
        content.title = ObjectWordsTexts::tr("No key starts with “%1”").arg(filter);
        content.sentence = ObjectWordsTexts::tr("The server looked at all keys in %1.")
                               .arg(toOneLine(S3Location{place.bucket, place.folder()}.uri()));
        content.actions = {
            {stateaction::clearFilter, ObjectWordsTexts::tr("Clear filter"), QStringLiteral("x")}};
        return content;
    }
    if (place.prefix.empty()) {
        content.title = ObjectWordsTexts::tr("No objects in %1").arg(toOneLine(place.bucket));
        content.sentence = ObjectWordsTexts::tr("The bucket answered with a complete, empty list.");
    } else {
        content.title = ObjectWordsTexts::tr("Nothing in %1").arg(toOneLine(place.lastPart()));
        content.sentence = ObjectWordsTexts::tr("No key in the bucket begins with this prefix.");
    }
    content.actions = {
        {stateaction::upload, ObjectWordsTexts::tr("Upload files\u2026"), QStringLiteral("upload")}};
    return content;
}

} // namespace

ListingWords objectWords(const S3Location& place, const QString& profile)
{
    const QString where = toOneLine(place.bucket);
    ListingWords words;
    words.many = ObjectWordsTexts::tr("objects");
    words.empty = emptyState(place);
    words.failed = ObjectWordsTexts::tr("%1 could not be listed").arg(where);
    words.denied = ObjectWordsTexts::tr("You may not list %1").arg(where);
    words.deniedSentence =
        ObjectWordsTexts::tr(
            "%1 has no s3:ListBucket on this bucket, or a policy denies it. Details of a key you "
            "know can still be asked for by its path.")
            .arg(profile);
    words.allLookedAt = ObjectWordsTexts::tr("All keys of this place were looked at.");
    words.moreToLookAt = ObjectWordsTexts::tr("This place has more keys, not looked at yet.");
    words.askServer = ObjectWordsTexts::tr("Ask the server by prefix");
    words.serverFiltered = !startsWith(place).isEmpty();
    return words;
}

namespace {

constexpr int sizeWidth = 104;
constexpr int dateWidth = 160;
constexpr int classWidth = 150;
constexpr int versionWidth = 220;

// Names that widths are kept under.
constexpr const char* objectsType = "s3.objects";
constexpr std::array<const char*, ObjectTableModel::ColumnCount> columnNames{"name", "size", "modified",
                                                                             "class", "version"};

} // namespace

ObjectsView::ObjectsView(const Appearance& appearance, ObjectTableModel& model, QString profile,
                         QWidget* parent)
    : ListingPage(appearance, model, tr("Objects"), parent), m_model(model), m_profile(std::move(profile))
{
    buildTable();
    buildFilter();
    refresh();
}

void ObjectsView::buildTable()
{
    const Theme& theme = appearance().theme();
    HeaderView* header = table()->header();
    header->resizeSection(ObjectTableModel::SizeColumn, theme.px(sizeWidth));
    header->resizeSection(ObjectTableModel::ModifiedColumn, theme.px(dateWidth));
    header->resizeSection(ObjectTableModel::StorageClassColumn, theme.px(classWidth));
    table()->setStretchColumn(ObjectTableModel::NameColumn);
    connect(header, &HeaderView::sectionSized, this, [this](int section, int size) {
        // The name has what the others leave.
        if (m_choices && section != ObjectTableModel::NameColumn)
            m_choices->setWidth(objectsType, columnNames[static_cast<std::size_t>(section)], size);
        table()->setStretchColumn(ObjectTableModel::NameColumn);
    });
}

void ObjectsView::setColumnChoices(std::shared_ptr<ColumnChoices> choices)
{
    m_choices = std::move(choices);
    for (int section = 0; section < table()->header()->count(); ++section) {
        if (const int width = m_choices->width(objectsType, columnNames[static_cast<std::size_t>(section)]))
            table()->header()->resizeSection(section, width);
    }
    table()->setStretchColumn(ObjectTableModel::NameColumn);
}

void ObjectsView::buildFilter()
{
    filter().setServerWords(ServerFilterWords{tr("Prefix \u00B7 server"),
                                              tr("The server sends only keys that start with the text"),
                                              tr("Key starts with\u2026")});
    filter().setCanSearch();
    filter().setContainsPlaceholder(tr("Name contains\u2026"));
    connect(&filter(), &FilterRow::searchRequested, this, &ObjectsView::searchRequested);
    connect(&filter(), &FilterRow::serverFilterRequested, this, &ObjectsView::serverFilterRequested);
    connect(&filter(), &FilterRow::chipRemoved, this, &ObjectsView::clearServerFilter);
}

void ObjectsView::enter(const S3Location& place, const std::string& select)
{
    m_place = place;
    m_pendingKey = select;
    filter().clearField();
    if (m_model.areVersions()) {
        const int width = m_choices ? m_choices->width(objectsType, columnNames.back()) : 0;
        table()->header()->resizeSection(ObjectTableModel::VersionColumn,
                                         width > 0 ? width : appearance().theme().px(versionWidth));
    }
    table()->setStretchColumn(ObjectTableModel::NameColumn);
    const QString startsWith = toOneLine(place.prefix.substr(place.folder().size()));
    filter().setChips(startsWith.isEmpty() ? QList<FilterChip>()
                                           : QList<FilterChip>{{tr("starts with"), startsWith}});
    resetSorting();
    selectPending();
    refreshSelection();
    refresh();
}

void ObjectsView::addTool(QWidget* tool, int room)
{
    filter().addTool(tool, room);
}

ListingWords ObjectsView::words() const
{
    return objectWords(m_place, m_profile);
}

QString ObjectsView::selectionText(qint64 count) const
{
    qint64 bytes = 0;
    for (const int row : selectedRows())
        bytes += qMax<qint64>(0, m_model.sizeAt(row));
    return tr("%1 selected, %2").arg(countText(count), sizeText(bytes));
}

void ObjectsView::select(const std::string& key)
{
    m_pendingKey = key;
    selectPending();
}

int ObjectsView::takePendingRow()
{
    const int row = m_pendingKey.empty() ? -1 : m_model.rowOf(m_pendingKey);
    if (row >= 0)
        m_pendingKey.clear();
    return row;
}

std::optional<ObjectsView::SelectedRow> ObjectsView::onlySelected() const
{
    const auto ranges = table()->selectionModel()->selection();
    if (ranges.size() != 1 || ranges.first().height() != 1)
        return std::nullopt;
    const int row = ranges.first().top();
    return SelectedRow{
        m_model.keyAt(row),
        m_model.isPrefix(row),
        m_model.index(row, ObjectTableModel::NameColumn).data(IconNameRole).toString(),
        m_model.sizeAt(row),
        m_model.index(row, ObjectTableModel::StorageClassColumn).data(ExactTextRole).toString().toStdString(),
        m_model.areVersions() && !m_model.isPrefix(row) ? std::optional(m_model.versionAt(row))
                                                        : std::nullopt};
}

std::string ObjectsView::rowKey(int row) const
{
    if (!m_model.areVersions() || m_model.isPrefix(row))
        return m_model.keyAt(row);
    const ObjectVersion version = m_model.versionAt(row);
    return version.key + '\0' + version.id;
}

std::vector<ObjectVersion> ObjectsView::selectedVersions() const
{
    std::vector<ObjectVersion> versions;
    for (const int row : selectedRows()) {
        if (m_model.areVersions() && !m_model.isPrefix(row))
            versions.push_back(m_model.versionAt(row));
    }
    return versions;
}

std::vector<std::string> ObjectsView::selectedKeys() const
{
    std::vector<std::string> keys;
    for (const int row : selectedRows()) {
        if (!m_model.isPrefix(row))
            keys.push_back(m_model.keyAt(row));
    }
    return keys;
}

bool ObjectsView::hasFolderSelected() const
{
    const auto rows = selectedRows();
    return std::any_of(rows.begin(), rows.end(), [this](int row) { return m_model.isPrefix(row); });
}

void ObjectsView::activate(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    if (m_model.isPrefix(index.row()))
        emit prefixOpened(m_model.keyAt(index.row()));
    else
        emit objectOpened();
}

void ObjectsView::act(const QString& id)
{
    if (id == stateaction::upload) {
        emit uploadRequested();
        return;
    }
    if (id != stateaction::askServer) {
        ListingPage::act(id);
        return;
    }
    const QString text = filter().text();
    filter().setMode(FilterRow::Mode::Server);
    emit serverFilterRequested(text);
}

void ObjectsView::clearServerFilter()
{
    if (m_place.folder() != m_place.prefix)
        emit serverFilterRequested({});
}

QString ObjectsView::copyText() const
{
    QStringList uris;
    for (const int row : selectedRows())
        uris.append(toQString(S3Location{m_place.bucket, m_model.keyAt(row)}.uri()));
    return uris.join(u'\n');
}

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

ObjectsPage::ObjectsPage(const ViewParts& parts, DetailsArea& details)
    : ObjectsPage(std::make_unique<ObjectTableModel>(), parts, details)
{
    if (parts.columns)
        m_view->setColumnChoices(parts.columns);
}

ObjectsPage::ObjectsPage(std::unique_ptr<ObjectTableModel> objects, const ViewParts& parts,
                         DetailsArea& details)
    : RowsPage(parts, new ObjectsView(parts.appearance, *objects, parts.profile)),
      m_appearance(parts.appearance),
      m_resources(parts.resources),
      m_details(details),
      m_objects(std::move(objects)),
      m_gate(parts.gate),
      m_view(static_cast<ObjectsView*>(widget())),
      m_versions(new ToolButton(parts.appearance, QStringLiteral("history"), tr("Show versions"), {}, m_view))
{
    m_view->addTool(m_versions);
    connect(m_versions, &QAbstractButton::clicked, this, &ObjectsPage::toggleVersions);
    connect(&services(), &WindowServices::objectsChanged, this, [this](const std::string& bucket) {
        if (bucket == m_place.bucket)
            reload();
    });
    connect(m_view, &ObjectsView::prefixOpened, this, [this](const std::string& prefix) {
        services().go(alike({m_place.bucket, prefix}));
    });
    connect(m_view, &ObjectsView::objectOpened, this, &ObjectsPage::preview);
    for (const auto& key : keysOf(CommandId::Preview)) {
        auto* shortcut = new QShortcut(key, m_view->table());
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, &ObjectsPage::preview);
    }
    connect(m_view, &ObjectsView::serverFilterRequested, this, &ObjectsPage::filterByServer);
    connect(m_view, &ObjectsView::searchRequested, this, [this](const QString& text) {
        services().go(
            Place(S3Location{m_place.bucket, m_place.folder()}).withState("find", text.toStdString()));
    });
    connect(m_view, &ObjectsView::selectionSettled, this, &ObjectsPage::showDetails);
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
    m_areVersions = place.state("versions") != nullptr;
    m_versions->setMeaning(QStringLiteral("history"),
                           m_areVersions ? tr("Hide versions") : tr("Show versions"),
                           m_areVersions ? Token::Accent : Token::Text2);
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
    if (!found)
        return found.error();
    const std::string startsWith = m_place.prefix.substr(folder.size());
    return m_areVersions ? versionsBelow(*found, folder, startsWith)
                         : objectsBelow(*found, folder, startsWith);
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
    if (m_areVersions) {
        columns.push_back({Source::Member, "VersionId", "Version", ColumnKind::Mono});
        columns.push_back({Source::Member, "IsLatest", "Current", ColumnKind::Text});
    }
    return ExportDesk::Wish{*listed, std::move(columns), "CommonPrefixes", {}, m_gate.info()};
}

void ObjectsPage::list(const std::string& select)
{
    const S3Location folder{m_place.bucket, m_place.folder()};
    const auto listing = this->listing();
    if (listing)
        m_objects->open(*listing, folder, m_areVersions);
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
        services().refine(alike(wanted));
    else
        services().go(alike(wanted));
}

Place ObjectsPage::alike(const S3Location& where) const
{
    return m_areVersions ? Place(where).withState("versions") : Place(where);
}

// A step of its own in the history.
void ObjectsPage::toggleVersions()
{
    if (m_place.bucket.empty())
        return;
    const Place place(m_place);
    services().go(m_areVersions ? place : place.withState("versions"));
}

void ObjectsPage::showDetails()
{
    if (m_place.bucket.empty())
        return; // the selection of a place that was left
    const auto selected = m_view->onlySelected();
    const auto found = bucket();
    if (selected && !selected->isPrefix && found) {
        Value known = Value::map({{"Size", selected->size}, {"StorageClass", selected->storageClass}});
        if (const auto& version = selected->version) {
            known.insert("VersionId", version->id);
            known.insert("IsMarker", version->isMarker);
            known.insert("LastModified", version->modified);
        }
        if (const auto object = found->subResource("Object", {selected->key})) {
            m_details.showSelection(
                {S3Location{m_place.bucket, selected->key}, {*object}, selected->iconName, known});
            return;
        }
    }
    const S3Location place{m_place.bucket, selected ? selected->key : m_place.folder()};
    std::vector<Resource> shown;
    if (place.prefix.empty() && found)
        shown.push_back(*found);
    m_details.showSelection({place, shown, {}, {}});
}

std::optional<PreviewTarget> ObjectsPage::previewTarget() const
{
    const auto selected = m_view->onlySelected();
    const auto found = bucket();
    const bool isMarker = selected && selected->version && selected->version->isMarker;
    if (!selected || selected->isPrefix || isMarker || !found)
        return std::nullopt;
    return PreviewTarget{found->client(),
                         {m_place.bucket, selected->key},
                         selected->size,
                         selected->storageClass,
                         selected->version ? selected->version->id : std::string()};
}

void ObjectsPage::preview()
{
    const auto target = previewTarget();
    if (!target) {
        if (m_view->hasSelection())
            showNotice(tr("Select one object to preview it"));
        return;
    }
    if (!m_preview) {
        m_preview = new PreviewWindow(m_appearance, services(), m_view);
    }
    m_preview->showObject(*target);
}

void ObjectsPage::goOn()
{
    RowsPage::goOn();
    if (m_preview)
        m_preview->view()->goOn();
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
    // Actions of objects would be of their current versions.
    return found && !m_areVersions ? selectedObjects(*found) : std::vector<Resource>();
}

std::optional<Place> ObjectsPage::searchRoot() const
{
    const auto row = m_view->onlySelected();
    return Place(S3Location{m_place.bucket, row && row->isPrefix ? row->key : m_place.folder()});
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
    if (id == CommandId::Preview)
        return {[this] { preview(); }, previewTarget() ? QString() : tr("Select one object to preview it")};
    if (id == CommandId::ShowVersions)
        return {[this] { toggleVersions(); }, {}};
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
    std::vector<Resource> resources = selected();
    if (resources.empty() && !m_view->hasSelection())
        resources.push_back(*found);
    services().showMenu(resources, m_view->table()->viewport()->mapToGlobal(inTable));
}

namespace {

bool isInBucket(const Place& place)
{
    return place.s3() != nullptr && !place.s3()->bucket.empty();
}

std::unique_ptr<DetailsView> makeObjectDetails(const ViewParts& parts)
{
    const Session& session = parts.session;
    auto* summary = new DetailsPanel(parts.appearance, parts.services,
                                     session.partitions()->forRegion(session.region()).name);
    return std::make_unique<ObjectTabs>(parts.appearance, parts.services, summary);
}

} // namespace

// The buckets themselves are a collection like others.
PageMaker S3Kit::pageFor(const Place& place) const
{
    if (isInBucket(place) && place.state("compare"))
        return &makePage<ComparePage>;
    return isInBucket(place) ? &makePage<ObjectsPage> : nullptr;
}

PanelMaker S3Kit::detailsFor(const Selection& selection) const
{
    return isInBucket(selection.place) ? &makeObjectDetails : nullptr;
}

std::unique_ptr<TreeSource> S3Kit::treeSource(const std::string& service,
                                              const ServiceResources& resources) const
{
    return service == "s3" ? std::make_unique<S3TreeSource>(resources) : nullptr;
}

std::vector<CommandId> S3Kit::commands() const
{
    return {CommandId::Preview, CommandId::ShowVersions};
}

} // namespace inia::ui
