#include "resources/modelpack/packbuilder.h"

#include "core/model/servicemodel.h"
#include "core/policy/effect.h"

#include <QtCore/QDir>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QSaveFile>

namespace inia {

namespace {

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string compactJson(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

/// The part of one service, by the names of the whole: {"services": "s3api", "noJson": [...], ...}. Lists of
/// services become the version of the tool that they are about.
QJsonObject partOf(const QJsonObject& commandLineTool, const QString& service)
{
    QJsonObject part;
    for (auto group = commandLineTool.begin(); group != commandLineTool.end(); ++group) {
        if (const auto told = group->toObject().value(service); !told.isUndefined())
            part.insert(group.key(), told);
        else if (group->toArray().contains(service))
            part.insert(group.key(), commandLineTool.value(QStringLiteral("cli")));
    }
    return part;
}

} // namespace

Result<void> PackBuilder::setCommandLineTool(const QByteArray& json)
{
    QJsonParseError error;
    m_commandLineTool = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError || !m_commandLineTool.contains(QStringLiteral("services")))
        return makeError(ErrorKind::Model, "BrokenDefinitions",
                         "cli.json: " + error.errorString().toStdString());
    return {};
}

Result<void> PackBuilder::addPart(const QString& entry, const QString& name, const ModelText& text,
                                  const std::string& newestEntry)
{
    const std::string entryName = entry.toStdString();
    auto image =
        compileDocument(view(text.json), entryName, {CompileOptions::Documentation::Drop, view(text.extras)});
    if (!image)
        return image.error();
    std::string dictionary = newestEntry;
    if (name == QStringLiteral("endpoint-rule-set-1")) {
        // Most rule sets differ in a few names only.
        dictionary = m_ruleSetDictionary;
        if (m_ruleSetDictionary.empty())
            m_ruleSetDictionary = entryName;
    }
    m_models.add(entryName, *image, dictionary);
    return {};
}

Result<void> PackBuilder::addDocumentation(const QString& service, const QString& version)
{
    const auto json = m_source.read(service, version, QStringLiteral("service-2"));
    if (!json)
        return json.error();
    auto docs =
        compileDocument(view(*json), service.toStdString(), {CompileOptions::Documentation::Only, {}});
    if (!docs)
        return docs.error();
    m_docs.add(service.toStdString(), *docs);
    return {};
}

Result<void> PackBuilder::addVersion(const QString& service, const QString& version, bool isNewest,
                                     std::string& partsJson)
{
    for (const auto& name :
         {QStringLiteral("service-2"), QStringLiteral("paginators-1"), QStringLiteral("waiters-2"),
          QStringLiteral("endpoint-rule-set-1"), QStringLiteral("resources-1")}) {
        const auto json = m_source.read(service, version, name);
        const QString extrasName = name + QStringLiteral(".sdk-extras");
        const auto extras = m_source.read(service, version, extrasName);
        if (!json || !extras)
            return json ? extras.error() : json.error();
        if (json->isEmpty())
            continue;
        const QString entry = service + u'/' + version + u'/' + name;
        // Older versions of a service look much like its newest one.
        const auto newest = m_newestEntries.find(name);
        const bool hasNewest = !isNewest && newest != m_newestEntries.end();
        if (auto added = addPart(entry, name, {*json, *extras}, hasNewest ? newest->second : std::string());
            !added)
            return added;
        if (isNewest)
            m_newestEntries[name] = entry.toStdString();
        partsJson +=
            (partsJson.empty() ? "\"" : ",\"") + name.toStdString() + "\":\"" + entry.toStdString() + '"';
        if (extras->isEmpty())
            continue;
        // As text: they also go over a user's own copy of the model.
        const std::string extrasEntry = (service + u'/' + version + u'/' + extrasName).toStdString();
        m_models.add(extrasEntry, *extras);
        partsJson += ",\"" + extrasName.toStdString() + "\":\"" + extrasEntry + '"';
    }
    return {};
}

Result<void> PackBuilder::addExplorer(const QString& service, const QString& version,
                                      const Explorer& explorer, std::string& partsJson)
{
    const auto entry = (service + u'/' + version).toStdString() + "/explorer-1";
    auto image = compileDocument(explorer.json, entry);
    if (!image)
        return image.error();
    m_models.add(entry, std::move(*image), m_firstExplorer);
    if (m_firstExplorer.empty())
        m_firstExplorer = entry;
    partsJson += (partsJson.empty() ? "" : ",") + std::string("\"explorer-1\":\"") + entry + '"';
    return {};
}

Result<void> PackBuilder::addSummary(const QString& service, const QStringList& versions,
                                     const std::string& versionsJson, const Explorer& explorer)
{
    const auto json = m_source.read(service, versions.last(), QStringLiteral("service-2"));
    const auto extras = m_source.read(service, versions.last(), QStringLiteral("service-2.sdk-extras"));
    if (!json || !extras)
        return json ? extras.error() : json.error();
    auto image = compileDocument(view(*json), service.toStdString(),
                                 {CompileOptions::Documentation::Drop, view(*extras)});
    if (!image)
        return image.error();
    auto document = Document::fromImage(std::move(image).value());
    if (!document)
        return document.error();
    const ServiceModel model(service.toStdString(), *document);
    QJsonObject summary{
        {QStringLiteral("serviceId"), toQString(model.serviceId())},
        {QStringLiteral("fullName"), toQString(model.metadata()["serviceFullName"].text())},
        {QStringLiteral("protocol"), toQString(model.protocol())},
        {QStringLiteral("apiVersions"), QJsonArray::fromStringList(versions)},
        {QStringLiteral("operationCount"), static_cast<int>(model.operations().size())},
    };
    if (const auto differences = partOf(m_commandLineTool, service); !differences.isEmpty())
        summary.insert(QStringLiteral("commandLine"), differences);
    std::string text = compactJson(summary);
    text.pop_back();
    addOperationNames(model);
    m_indexJson += (m_indexJson.empty() ? "\"" : ",\"") + service.toStdString() + "\":" + text +
                   (explorer.roots.empty() ? std::string() : ",\"roots\":" + explorer.roots) +
                   ",\"versions\":{" + versionsJson + "}}";
    return {};
}

void PackBuilder::addOperationNames(const ServiceModel& model)
{
    std::string reads;
    std::string changes;
    for (const auto name : model.callableOperations()) {
        const bool isChange = changesSomething(effectOf(model.operation(name)).effect);
        std::string& names = isChange ? changes : reads;
        names += (names.empty() ? "\"" : ",\"") + std::string(name) + '"';
    }
    m_operationsJson += (m_operationsJson.empty() ? "\"" : ",\"") + model.name() + "\":{\"reads\":[" + reads +
                        "],\"changes\":[" + changes + "]}";
}

Result<void> PackBuilder::addService(const QString& service, const Explorer& explorer)
{
    const auto versions = m_source.versions(service);
    if (versions.isEmpty())
        return {};
    m_newestEntries.clear();
    std::string versionsJson;
    for (auto version = versions.crbegin(); version != versions.crend(); ++version) {
        std::string parts;
        if (auto added = addVersion(service, *version, *version == versions.last(), parts); !added)
            return added;
        if (*version == versions.last() && !explorer.json.empty()) {
            if (auto added = addExplorer(service, *version, explorer, parts); !added)
                return added;
        }
        versionsJson += (versionsJson.empty() ? "\"" : ",\"") + version->toStdString() + "\":{" + parts + '}';
    }
    if (auto added = addDocumentation(service, versions.last()); !added)
        return added;
    ++m_serviceCount;
    return addSummary(service, versions, versionsJson, explorer);
}

Result<void> PackBuilder::addSharedFiles()
{
    for (const auto& name : {QStringLiteral("partitions"), QStringLiteral("endpoints"),
                             QStringLiteral("sdk-default-configuration")}) {
        const auto json = m_source.readShared(name);
        if (!json)
            return json.error();
        auto image =
            compileDocument(view(*json), name.toStdString(), {CompileOptions::Documentation::Drop, {}});
        if (!image)
            return image.error();
        m_models.add(name.toStdString(), *image);
    }
    return {};
}

Result<void> PackBuilder::addDocument(const std::string& name, const QByteArray& json)
{
    auto image = compileDocument(view(json), name);
    if (!image)
        return image.error();
    m_models.add(name, *image);
    return {};
}

Result<void> PackBuilder::write(const QString& folder)
{
    auto index = compileDocument("{\"services\":{" + m_indexJson + "}}", "the index");
    if (!index)
        return index.error();
    m_models.add("index", *index);
    auto operations = compileDocument('{' + m_operationsJson + '}', "the operations");
    if (!operations)
        return operations.error();
    m_models.add("operations", *operations);
    if (!QDir().mkpath(folder))
        return makeError(ErrorKind::Model, "CannotWrite", "cannot make the folder " + folder.toStdString());
    if (auto written = m_docs.write(folder + QStringLiteral("/docs.pack")); !written)
        return written;
    QSaveFile notice(folder + QStringLiteral("/NOTICE.botocore"));
    if (!notice.open(QIODevice::WriteOnly) || notice.write(m_source.licenceNotice()) < 0 || !notice.commit())
        return makeError(ErrorKind::Model, "CannotWrite", "cannot write " + notice.fileName().toStdString());
    // Last, because its presence tells the build that all is there.
    return m_models.write(folder + QStringLiteral("/models.pack"));
}

} // namespace inia
