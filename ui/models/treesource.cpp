#include "ui/models/treesource.h"

#include "core/resource/resource.h"
#include "core/s3/s3listing.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcecolumn.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/resourcepresentation.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <unordered_set>

namespace inia::ui {

namespace {

const std::string& bucketName(const TreeItem& item)
{
    return item.resource->identifier("name").text();
}

} // namespace

bool S3TreeSource::isService(const TreeItem& item)
{
    return item.kind == NodeKind::Service;
}

TreeItem S3TreeSource::root() const
{
    TreeItem item;
    item.kind = NodeKind::Service;
    item.label = QStringLiteral("S3");
    item.iconName = QStringLiteral("bucket");
    item.counted = true;
    return item;
}

Result<Collection> S3TreeSource::children(const TreeItem& item) const
{
    if (isService(item)) {
        const auto& service = m_resources.service("s3");
        return service ? service->collection("buckets") : Result<Collection>(service.error());
    }
    return objectsBelow(*item.resource, item.path);
}

std::vector<TreeItem> S3TreeSource::items(const TreeItem& parent, const CollectionPage& page) const
{
    if (isService(parent))
        return buckets(page);
    std::vector<TreeItem> result;
    const auto& prefixes = page.response["CommonPrefixes"].items();
    result.reserve(prefixes.size());
    for (const auto& prefix : prefixes) {
        TreeItem item;
        item.path = prefix["Prefix"].text();
        const std::string_view name = item.path;
        item.label = toOneLine(name.starts_with(parent.path) ? name.substr(parent.path.size()) : name);
        item.iconName = QStringLiteral("folder");
        item.openIconName = QStringLiteral("folder-open");
        item.resource = parent.resource;
        result.push_back(std::move(item));
    }
    return result;
}

std::vector<TreeItem> S3TreeSource::buckets(const CollectionPage& page) const
{
    std::vector<TreeItem> result;
    const auto& service = m_resources.service("s3");
    if (!service)
        return result;
    for (const auto& bucket : page.response["Buckets"].items()) {
        auto resource = service->subResource("Bucket", {bucket["Name"].text()});
        if (!resource)
            continue;
        TreeItem item;
        item.label = toOneLine(bucket["Name"].text());
        item.iconName = QStringLiteral("bucket");
        item.resource = std::make_shared<const Resource>(std::move(*resource));
        result.push_back(std::move(item));
    }
    return result;
}

std::string S3TreeSource::uri(const TreeItem& item) const
{
    return isService(item) ? S3Location().uri() : S3Location{bucketName(item), item.path}.uri();
}

QString S3TreeSource::emptyText(const TreeItem& item) const
{
    return isService(item) ? QCoreApplication::translate("inia::ui::S3TreeSource", "No buckets")
                           : QCoreApplication::translate("inia::ui::S3TreeSource", "No prefixes");
}

QString S3TreeSource::permission(const TreeItem& item) const
{
    return isService(item) ? QStringLiteral("s3:ListAllMyBuckets") : QStringLiteral("s3:ListBucket");
}

namespace {

const CollectionDefinition* definitionOf(const TreeItem& item)
{
    const auto& collections = item.resource->definition().collections;
    const auto found = std::find_if(collections.begin(), collections.end(),
                                    [&](const auto& entry) { return entry.name == item.collection; });
    return found == collections.end() ? nullptr : &*found;
}

TreeItem resourceItem(Resource resource, std::string uri)
{
    TreeItem item;
    item.label = resourceName(resource);
    const QString id = lastIdentifier(resource);
    // The names of ARNs and URLs are their ends; the rest of them is for the details.
    if (item.label != id && toQString(shortIdentifier(id.toStdString())) == id)
        item.suffix = id;
    item.iconName = resourceIconName(resource.type());
    // Nobody can be asked for what is below a thing whose id is missing from the answer.
    const auto& ids = resource.identifiers();
    item.leaf = resource.definition().collections.empty() ||
                std::any_of(ids.begin(), ids.end(), [](const Value& id) { return plainCell(id).empty(); });
    item.path = std::move(uri);
    item.resource = std::make_shared<const Resource>(std::move(resource));
    return item;
}

} // namespace

ServiceTreeSource::ServiceTreeSource(const ServiceResources& resources, std::string service)
    : m_resources(resources), m_service(std::move(service))
{
}

TreeItem ServiceTreeSource::root() const
{
    TreeItem item;
    item.kind = NodeKind::Service;
    item.label = m_resources.displayName(m_service);
    item.iconName = serviceIconName(m_service);
    item.path = ResourceLocation{m_service, {}}.uri();
    return item;
}

Result<GivenItems> ServiceTreeSource::given(const TreeItem& item) const
{
    auto resource = item.resource;
    if (!resource) {
        const auto& service = m_resources.service(m_service);
        if (!service)
            return service.error();
        resource = std::make_shared<const Resource>(*service);
    }
    const auto names = collectionNames(*resource);
    const auto foremost = foremostCollections(*resource, names);
    GivenItems result;
    for (const auto& name : foremost)
        result.shown.push_back(collectionItem(item, resource, name));
    for (const auto& name : names) {
        if (std::find(foremost.begin(), foremost.end(), name) == foremost.end())
            result.folded.push_back(collectionItem(item, resource, name));
    }
    return result;
}

TreeItem ServiceTreeSource::collectionItem(const TreeItem& parent,
                                           const std::shared_ptr<const Resource>& resource,
                                           const std::string& name) const
{
    TreeItem item;
    item.label = collectionLabel(name);
    item.resource = resource;
    item.collection = name;
    item.path = parent.path + (parent.kind == NodeKind::Service ? "" : "/") + name;
    item.counted = true;
    if (const auto* definition = definitionOf(item))
        item.iconName = resourceIconName(definition->resource.type);
    return item;
}

Result<Collection> ServiceTreeSource::children(const TreeItem& item) const
{
    return ownCollection(*item.resource, item.collection);
}

std::vector<TreeItem> ServiceTreeSource::items(const TreeItem& parent, const CollectionPage& page) const
{
    std::vector<TreeItem> result;
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
            result.push_back(resourceItem(std::move(resource), std::move(uri)));
    }
    return result;
}

QString ServiceTreeSource::emptyText(const TreeItem& item) const
{
    return QCoreApplication::translate("inia::ui::ServiceTreeSource", "No %1")
        .arg(collectionNoun(item.collection));
}

QString ServiceTreeSource::permission(const TreeItem& item) const
{
    const auto* definition = item.resource ? definitionOf(item) : nullptr;
    return toQString(definition ? m_service + ":" + definition->request.operation : m_service);
}

ResourceTreeNode::ResourceTreeNode(TreeItem item, ResourceTreeNode* parent, int row)
    : m_item(std::move(item)), m_parent(parent), m_row(row)
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

ResourceTreeNode& ResourceTreeNode::append(TreeItem item)
{
    return *m_children.emplace_back(std::make_unique<ResourceTreeNode>(std::move(item), this, childCount()));
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
        m_stateRow = std::make_unique<ResourceTreeNode>(TreeItem(), this, 0);
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
