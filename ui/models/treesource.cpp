#include "ui/models/treesource.h"

#include "core/resource/resource.h"
#include "core/s3/s3listing.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/resourcelayouts.h"
#include "ui/models/resourcepresentation.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <unordered_set>

namespace inia::ui {

namespace {

const std::string& bucketName(const TreeEntry& entry)
{
    return entry.resource->identifier("name").text();
}

} // namespace

bool S3TreeSource::isService(const TreeEntry& entry)
{
    return entry.kind == NodeKind::Service;
}

TreeEntry S3TreeSource::root() const
{
    TreeEntry entry;
    entry.kind = NodeKind::Service;
    entry.label = QStringLiteral("S3");
    entry.iconName = QStringLiteral("bucket");
    entry.counted = true;
    return entry;
}

Result<Collection> S3TreeSource::children(const TreeEntry& entry) const
{
    if (isService(entry)) {
        const auto& service = m_resources.service("s3");
        return service ? service->collection("buckets") : Result<Collection>(service.error());
    }
    return objectsBelow(*entry.resource, entry.path);
}

std::vector<TreeEntry> S3TreeSource::entries(const TreeEntry& parent, const CollectionPage& page) const
{
    if (isService(parent))
        return buckets(page);
    std::vector<TreeEntry> result;
    const auto& prefixes = page.response["CommonPrefixes"].items();
    result.reserve(prefixes.size());
    for (const auto& prefix : prefixes) {
        TreeEntry entry;
        entry.path = prefix["Prefix"].text();
        const std::string_view name = entry.path;
        entry.label = toOneLine(name.starts_with(parent.path) ? name.substr(parent.path.size()) : name);
        entry.iconName = QStringLiteral("folder");
        entry.openIconName = QStringLiteral("folder-open");
        entry.resource = parent.resource;
        result.push_back(std::move(entry));
    }
    return result;
}

std::vector<TreeEntry> S3TreeSource::buckets(const CollectionPage& page) const
{
    std::vector<TreeEntry> result;
    const auto& service = m_resources.service("s3");
    if (!service)
        return result;
    for (const auto& bucket : page.response["Buckets"].items()) {
        auto resource = service->subResource("Bucket", {bucket["Name"].text()});
        if (!resource)
            continue;
        TreeEntry entry;
        entry.label = toOneLine(bucket["Name"].text());
        entry.iconName = QStringLiteral("bucket");
        entry.resource = std::make_shared<const Resource>(std::move(*resource));
        result.push_back(std::move(entry));
    }
    return result;
}

std::string S3TreeSource::uri(const TreeEntry& entry) const
{
    return isService(entry) ? S3Location().uri() : S3Location{bucketName(entry), entry.path}.uri();
}

QString S3TreeSource::emptyText(const TreeEntry& entry) const
{
    return isService(entry) ? QCoreApplication::translate("inia::ui::S3TreeSource", "No buckets")
                            : QCoreApplication::translate("inia::ui::S3TreeSource", "No prefixes");
}

QString S3TreeSource::permission(const TreeEntry& entry) const
{
    return isService(entry) ? QStringLiteral("s3:ListAllMyBuckets") : QStringLiteral("s3:ListBucket");
}

namespace {

const CollectionDefinition* definitionOf(const TreeEntry& entry)
{
    const auto& collections = entry.resource->definition().collections;
    const auto found = std::find_if(collections.begin(), collections.end(),
                                    [&](const auto& known) { return known.name == entry.collection; });
    return found == collections.end() ? nullptr : &*found;
}

TreeEntry resourceEntry(Resource resource, std::string uri)
{
    TreeEntry entry;
    entry.label = resourceName(resource);
    const QString id = lastIdentifier(resource);
    // The names of ARNs and URLs are their ends; the rest of them is for the details.
    if (entry.label != id && toQString(shortIdentifier(id.toStdString())) == id)
        entry.suffix = id;
    entry.iconName = resourceIconName(resource.type());
    // Nobody can be asked for what is below a thing whose id is missing from the answer.
    const auto& ids = resource.identifiers();
    entry.leaf = resource.definition().collections.empty() ||
                 std::any_of(ids.begin(), ids.end(), [](const Value& id) { return plainCell(id).empty(); });
    entry.path = std::move(uri);
    entry.resource = std::make_shared<const Resource>(std::move(resource));
    return entry;
}

} // namespace

ServiceTreeSource::ServiceTreeSource(const ServiceResources& resources, std::string service)
    : m_resources(resources), m_service(std::move(service))
{
}

TreeEntry ServiceTreeSource::root() const
{
    TreeEntry entry;
    entry.kind = NodeKind::Service;
    entry.label = m_resources.displayName(m_service);
    entry.iconName = serviceIconName(m_service);
    entry.path = ResourceLocation{m_service, {}}.uri();
    return entry;
}

Result<GivenEntries> ServiceTreeSource::given(const TreeEntry& entry) const
{
    auto resource = entry.resource;
    if (!resource) {
        const auto& service = m_resources.service(m_service);
        if (!service)
            return service.error();
        resource = std::make_shared<const Resource>(*service);
    }
    const auto names = collectionNames(*resource);
    const auto foremost = foremostCollections(*resource, names);
    GivenEntries result;
    for (const auto& name : foremost)
        result.shown.push_back(collectionEntry(entry, resource, name));
    for (const auto& name : names) {
        if (std::find(foremost.begin(), foremost.end(), name) == foremost.end())
            result.folded.push_back(collectionEntry(entry, resource, name));
    }
    return result;
}

TreeEntry ServiceTreeSource::collectionEntry(const TreeEntry& parent,
                                             const std::shared_ptr<const Resource>& resource,
                                             const std::string& name) const
{
    TreeEntry entry;
    entry.label = collectionLabel(name);
    entry.resource = resource;
    entry.collection = name;
    entry.path = parent.path + (parent.kind == NodeKind::Service ? "" : "/") + name;
    entry.counted = true;
    if (const auto* definition = definitionOf(entry))
        entry.iconName = resourceIconName(definition->resource.type);
    return entry;
}

Result<Collection> ServiceTreeSource::children(const TreeEntry& entry) const
{
    return ownCollection(*entry.resource, entry.collection);
}

std::vector<TreeEntry> ServiceTreeSource::entries(const TreeEntry& parent, const CollectionPage& page) const
{
    std::vector<TreeEntry> result;
    const auto collection = children(parent);
    const auto place = ResourceLocation::parse(parent.path);
    if (!collection || !place)
        return result;
    const auto& definition = collection->definition();
    // CloudWatch names a metric once for each set of dimensions; in a tree they are the same thing.
    std::unordered_set<std::string> known;
    for (auto& resource : pageResources(*parent.resource, definition.resource, collection->params(),
                                        page.response, page.count)) {
        auto uri = locationIn(*place, definition, resource).uri();
        if (known.insert(uri).second)
            result.push_back(resourceEntry(std::move(resource), std::move(uri)));
    }
    return result;
}

QString ServiceTreeSource::emptyText(const TreeEntry& entry) const
{
    return QCoreApplication::translate("inia::ui::ServiceTreeSource", "No %1")
        .arg(collectionNoun(entry.collection));
}

QString ServiceTreeSource::permission(const TreeEntry& entry) const
{
    const auto* definition = entry.resource ? definitionOf(entry) : nullptr;
    return toQString(definition ? m_service + ":" + definition->request.operation : m_service);
}

ResourceTreeNode::ResourceTreeNode(TreeEntry entry, ResourceTreeNode* parent, int row)
    : m_entry(std::move(entry)), m_parent(parent), m_row(row)
{
}

int ResourceTreeNode::row() const
{
    // Children only come behind others, so their rows are fixed; the state row moves along.
    return isStateRow() ? m_parent->childCount() : m_row;
}

ResourceTreeNode* ResourceTreeNode::at(int row) const
{
    if (row >= 0 && row < childCount())
        return m_children[static_cast<std::size_t>(row)].get();
    return row == childCount() ? m_stateRow.get() : nullptr;
}

ResourceTreeNode& ResourceTreeNode::append(TreeEntry entry)
{
    return *m_children.emplace_back(std::make_unique<ResourceTreeNode>(std::move(entry), this, childCount()));
}

void ResourceTreeNode::clear()
{
    cursor.reset();
    openError.reset();
    m_children.clear();
    m_stateRow.reset();
    m_shownState = RowState::Ready;
    passedOver = 0;
    barrenPages = 0;
    locked = false;
}

void ResourceTreeNode::setShownState(RowState state)
{
    m_shownState = state;
    if (state == RowState::Ready)
        m_stateRow.reset();
    else if (!m_stateRow)
        m_stateRow = std::make_unique<ResourceTreeNode>(TreeEntry(), this, 0);
}

CollectionCursor::State ResourceTreeNode::state() const
{
    using State = CollectionCursor::State;
    if (fixed)
        return State::Complete;
    if (openError)
        return State::Failed;
    return cursor ? cursor->state() : State::Pristine;
}

RowState ResourceTreeNode::wantedState() const
{
    using State = CollectionCursor::State;
    if (fixed)
        return folded.empty() ? RowState::Ready : RowState::LoadMore;
    switch (state()) {
    case State::Pristine:
        // With a cursor: the first page was asked for and given up.
        return cursor ? RowState::LoadMore : RowState::Ready;
    case State::Loading:
        return RowState::Loading;
    case State::More:
        return RowState::LoadMore;
    case State::Failed:
        return error() && isAccessDenied(*error()) ? RowState::Denied : RowState::Failed;
    case State::Complete:
        break;
    }
    return m_children.empty() ? RowState::Empty : RowState::Ready;
}

const Error* ResourceTreeNode::error() const
{
    if (openError)
        return &*openError;
    return cursor && cursor->error() ? &*cursor->error() : nullptr;
}

} // namespace inia::ui
