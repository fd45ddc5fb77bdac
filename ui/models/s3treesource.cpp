#include "ui/models/s3treesource.h"

#include "core/s3/s3location.h"
#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

const std::string& bucketName(const TreeItem& item)
{
    return item.resource->identifier("name").text();
}

} // namespace

S3TreeSource::S3TreeSource(Resource service) : m_service(std::make_shared<const Resource>(std::move(service)))
{
}

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
    item.resource = m_service;
    return item;
}

Result<Collection> S3TreeSource::children(const TreeItem& item) const
{
    if (isService(item))
        return item.resource->collection("buckets");
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
    for (const auto& bucket : page.response["Buckets"].items()) {
        auto resource = m_service->subResource("Bucket", {bucket["Name"].text()});
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

} // namespace inia::ui
