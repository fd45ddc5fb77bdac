#include "tests/support/jsonfile.h"

#include "core/model/servicemodel.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/timestamps.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

namespace inia::tests {

namespace {

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// INIA_BOTOCORE_DIR holds unpacked source packages, whose folders carry the version.
QString botocoreData()
{
    const QDir folder(QStringLiteral(INIA_BOTOCORE_DIR));
    for (const auto& name : folder.entryList({QStringLiteral("botocore-*")}, QDir::Dirs)) {
        const auto path = folder.filePath(name + QStringLiteral("/botocore/data"));
        if (QDir(path).exists())
            return path;
    }
    return {};
}

} // namespace

Value readJsonFile(const QString& path)
{
    auto value = parseJson(readFile(path).toStdString());
    return value ? std::move(value).value() : Value();
}

Value untagged(const Value& value)
{
    if (value.isList()) {
        Value::List list;
        for (const auto& item : value.items())
            list.push_back(untagged(item));
        return list;
    }
    if (!value.isMap())
        return value;
    if (value.contains("__bytes__"))
        return QByteArray::fromBase64(QByteArray::fromStdString(value["__bytes__"].text()));
    if (value.contains("__timestamp__"))
        return timestampFromValue(value["__timestamp__"]).value_or(Timestamp());
    ValueMap map;
    for (const auto& [name, item] : value.members())
        map.insert(name, untagged(item));
    return map;
}

QString conformancePath(const QString& relative)
{
    return QStringLiteral(INIA_CONFORMANCE_DIR "/") + relative;
}

bool hasBotocore()
{
    return !QStringLiteral(INIA_BOTOCORE_DIR).isEmpty() && !botocoreData().isEmpty();
}

std::shared_ptr<const ServiceModel> botocoreModel(const std::string& service)
{
    const QDir folder(botocoreData() + QLatin1Char('/') + QString::fromStdString(service));
    const auto versions = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const auto& version : versions) {
        const auto text = readFile(folder.filePath(version + QStringLiteral("/service-2.json")));
        auto document = Document::fromJson(text.toStdString(), service);
        if (document)
            return std::make_shared<const ServiceModel>(service, std::move(document).value());
    }
    return nullptr;
}

std::shared_ptr<const ServiceModel> modelFromValue(const Value& description)
{
    auto document = Document::fromJson(toJson(description), "test model");
    if (!document)
        return nullptr;
    return std::make_shared<const ServiceModel>("test", std::move(document).value());
}

} // namespace inia::tests
