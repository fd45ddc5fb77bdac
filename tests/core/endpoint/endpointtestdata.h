#pragma once

#include "core/endpoint/partitions.h"
#include "core/model/document.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <memory>
#include <string>

namespace inia::test {

using DocumentPtr = std::shared_ptr<const Document>;
using PartitionsPtr = std::shared_ptr<const Partitions>;

/// The JSON file as document; null when it is missing or broken.
inline DocumentPtr loadJson(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto bytes = file.readAll();
    auto document =
        Document::fromJson({bytes.constData(), static_cast<std::size_t>(bytes.size())}, path.toStdString());
    return document ? std::move(document).value() : DocumentPtr();
}

inline DocumentPtr parseJson(std::string_view json)
{
    auto document = Document::fromJson(json, "test");
    return document ? std::move(document).value() : DocumentPtr();
}

inline PartitionsPtr toPartitions(const DocumentPtr& document)
{
    auto partitions = document ? Partitions::fromDocument(*document) : Result<PartitionsPtr>(PartitionsPtr());
    return partitions ? std::move(partitions).value() : PartitionsPtr();
}

/// Two small partitions, enough for tests that stand alone.
inline PartitionsPtr samplePartitions()
{
    return toPartitions(parseJson(R"json({"partitions": [
        {"id": "aws", "regionRegex": "^(us|eu)\\-\\w+\\-\\d+$",
         "outputs": {"dnsSuffix": "amazonaws.com", "dualStackDnsSuffix": "api.aws", "name": "aws",
                     "supportsFIPS": true, "supportsDualStack": true, "implicitGlobalRegion": "us-east-1"},
         "regions": {"us-west-2": {"description": "US West (Oregon)"}, "aws-global": {"description": "global"},
                     "eu-west-1": {"description": "Europe (Ireland)"}}},
        {"id": "aws-cn", "regionRegex": "^cn\\-\\w+\\-\\d+$",
         "outputs": {"dnsSuffix": "amazonaws.com.cn", "dualStackDnsSuffix": "api.amazonwebservices.com.cn",
                     "supportsFIPS": true, "supportsDualStack": false,
                     "implicitGlobalRegion": "cn-northwest-1"},
         "regions": {"cn-north-1": {"description": "China (Beijing)"}, "us-odd-1": {"description": "odd"}}}]})json"));
}

/// botocore's data folder below `packages`; empty when there is none.
inline QString botocoreData(const QString& packages)
{
    if (packages.isEmpty())
        return {};
    const QDir root(packages);
    for (const auto& name : root.entryList({QStringLiteral("botocore-*")}, QDir::Dirs)) {
        const auto data = root.filePath(name + QStringLiteral("/botocore/data"));
        if (QDir(data).exists())
            return data;
    }
    return {};
}

} // namespace inia::test
