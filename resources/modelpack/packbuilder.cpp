#include "resources/modelpack/packbuilder.h"

#include "core/jmespath/jsontext.h"
#include "core/model/servicemodel.h"
#include "core/policy/effect.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>

#include <cstdio>

namespace inia {

namespace {

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<QByteArray> orEmpty(Result<std::optional<QByteArray>> text)
{
    if (!text)
        return text.error();
    return text->value_or(QByteArray());
}

QString packageRoot(const QDir& folder, const QString& package)
{
    QStringList candidates{folder.path()};
    for (const auto& name : folder.entryList({package + QStringLiteral("-*")}, QDir::Dirs, QDir::Name))
        candidates.prepend(folder.filePath(name));
    for (const auto& candidate : candidates) {
        if (QDir(candidate).exists(package + QStringLiteral("/data")))
            return candidate;
    }
    return {};
}

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

Result<std::shared_ptr<const Document>> readDocument(const ModelSource& source, const QString& service,
                                                     const QString& version, const QString& name)
{
    const auto json = source.read(service, version, name);
    const auto extras = source.read(service, version, name + QStringLiteral(".sdk-extras"));
    if (!json || !extras)
        return json ? extras.error() : json.error();
    if (json->isEmpty())
        return std::shared_ptr<const Document>();
    auto image = compileDocument(view(*json), (service + u'/' + name).toStdString(),
                                 {CompileOptions::Documentation::Keep, view(*extras)});
    if (!image)
        return image.error();
    return Document::fromImage(std::move(*image));
}

/// With its documentation, which the models in the pack are without.
Result<explorer::ServiceSource> readService(const ModelSource& source, const std::string& name)
{
    const auto service = QString::fromStdString(name);
    const auto versions = source.versions(service);
    if (versions.isEmpty())
        return makeError(ErrorKind::Model, "NoSuchModel", "there is no model of " + name);
    auto model = readDocument(source, service, versions.last(), QStringLiteral("service-2"));
    auto paginators = readDocument(source, service, versions.last(), QStringLiteral("paginators-1"));
    if (!model || !paginators)
        return model ? paginators.error() : model.error();
    return explorer::ServiceSource{name, versions.last().toStdString(),
                                   std::make_shared<const ServiceModel>(name, *model), *paginators};
}

std::string percent(int part, int whole)
{
    char text[16];
    std::snprintf(text, sizeof(text), "%.1f %%", whole == 0 ? 0.0 : 100.0 * part / whole);
    return text;
}

} // namespace

// ---- what is packed ---------------------------------------------------------------------------------------

Result<ModelSource> ModelSource::find(const QString& folder)
{
    const QString botocore = packageRoot(QDir(folder), QStringLiteral("botocore"));
    const QString boto3 = packageRoot(QDir(folder), QStringLiteral("boto3"));
    if (botocore.isEmpty() || boto3.isEmpty()) {
        return makeError(ErrorKind::Model, "NoModelSource",
                         folder.toStdString() + " holds no unpacked " +
                             (botocore.isEmpty() ? "botocore" : "boto3") +
                             " package; packaging/fetch-models.sh puts both there");
    }
    ModelSource source;
    source.m_botocore = QDir(botocore);
    source.m_boto3 = QDir(boto3);
    return source;
}

QStringList ModelSource::services() const
{
    return QDir(m_botocore.filePath(QStringLiteral("botocore/data")))
        .entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

QStringList ModelSource::versions(const QString& service) const
{
    const QDir folder(m_botocore.filePath(QStringLiteral("botocore/data/") + service));
    QStringList result;
    for (const auto& version : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QDir versionFolder(folder.filePath(version));
        if (versionFolder.exists(QStringLiteral("service-2.json")) ||
            versionFolder.exists(QStringLiteral("service-2.json.gz")))
            result.append(version);
    }
    return result;
}

Result<QByteArray> ModelSource::read(const QString& service, const QString& version,
                                     const QString& name) const
{
    const bool fromBoto3 = name == QStringLiteral("resources-1");
    const QDir& root = fromBoto3 ? m_boto3 : m_botocore;
    const QString package = fromBoto3 ? QStringLiteral("boto3") : QStringLiteral("botocore");
    return orEmpty(
        readModelFile(root.filePath(package + QStringLiteral("/data/") + service + u'/' + version), name));
}

Result<QByteArray> ModelSource::readShared(const QString& name) const
{
    return orEmpty(readModelFile(m_botocore.filePath(QStringLiteral("botocore/data")), name));
}

QByteArray ModelSource::licenceNotice() const
{
    QByteArray notice;
    for (const auto& root : {m_botocore, m_boto3}) {
        for (const auto& name :
             {QStringLiteral("NOTICE"), QStringLiteral("LICENSE.txt"), QStringLiteral("LICENSE")}) {
            const QByteArray text = readFile(root.filePath(name));
            if (!text.isEmpty())
                notice += root.dirName().toUtf8() + ": " + name.toUtf8() + "\n\n" + text + "\n\n";
        }
    }
    return notice;
}

// ---- the packs --------------------------------------------------------------------------------------------

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

// ---- the explorer's documents -----------------------------------------------------------------------------

Result<std::unique_ptr<DefinitionPacker>> DefinitionPacker::make(const ModelSource& source,
                                                                 const QString& folder)
{
    std::unique_ptr<DefinitionPacker> packer(new DefinitionPacker);
    auto builder = explorer::DefinitionBuilder::make(
        {readFile(folder + QStringLiteral("/rules.json")), readFile(folder + QStringLiteral("/effects.json")),
         readFile(folder + QStringLiteral("/borrowed.json")),
         [folder](const std::string& service) {
             return readFile(folder + QStringLiteral("/services/") + QString::fromStdString(service) +
                             QStringLiteral(".json"));
         }},
        [&source](const std::string& service) { return readService(source, service); });
    if (!builder)
        return builder.error();
    packer->m_builder = std::move(*builder);
    return packer;
}

Result<DefinitionPacker::Entry> DefinitionPacker::add(const QString& service)
{
    auto built = m_builder->build(service.toStdString());
    if (!built)
        return built.error();
    m_reports.push_back(built->report);
    return Entry{jmespath::jsonText(built->document), jmespath::jsonText(built->roots),
                 std::move(built->problems)};
}

std::string DefinitionPacker::report() const
{
    int counted = 0, unreachable = 0, lists = 0, unreachableLists = 0, roots = 0, withRoot = 0, withItems = 0,
        withAnything = 0;
    std::string rows;
    for (const auto& service : m_reports) {
        counted += service.counted;
        unreachable += service.unreachable;
        lists += service.lists;
        unreachableLists += service.unreachableLists;
        roots += service.roots;
        withRoot += service.roots > 0 ? 1 : 0;
        withItems += service.roots > 0 || service.isBorrowing ? 1 : 0;
        withAnything += service.roots > 0 || service.isBorrowing || service.facts > 0 ? 1 : 0;
        const auto& note = service.isBorrowing ? "items of another service" : service.reason;
        rows += "| " + service.service + " | " + std::to_string(service.operations) + " | " +
                std::to_string(service.counted - service.unreachable) + " of " +
                std::to_string(service.counted) + " | " + std::to_string(service.types) + " | " +
                std::to_string(service.roots) + (note.empty() ? " | |\n" : " | " + note + " |\n");
    }
    const auto of = [](int part, int whole) {
        return std::to_string(part) + " of " + std::to_string(whole) + " (" + percent(part, whole) + ')';
    };
    const int services = static_cast<int>(m_reports.size());
    return "| | |\n| --- | --- |\n| list operations that can be reached | " +
           of(counted - unreachable, counted) + " |\n| those of them that list for certain | " +
           of(lists - unreachableLists, lists) + " |\n| services with a list of their own | " +
           of(withRoot, services) + " |\n| with one, or with items of another service | " +
           of(withItems, services) + " |\n| with anything at all | " + of(withAnything, services) +
           " |\n| lists that need no item | " + std::to_string(roots) +
           " |\n\n| service | operations | lists reached | types | at the root | |\n| --- | --- | --- | --- "
           "| --- "
           "| --- |\n" +
           rows;
}

} // namespace inia
