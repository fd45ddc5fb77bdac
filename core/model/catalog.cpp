#include "core/model/catalog.h"

#include "core/common/result.h"
#include "core/model/document.h"
#include "core/model/names.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QStringList>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace inia {

/// Endpoint rules for a model that brings none: the configured endpoint, else
/// https://PREFIX.REGION.SUFFIX of the region's partition, with the usual FIPS and dual stack names.
/// botocore falls back to endpoints.json then, whose patterns are these.
[[nodiscard]] Result<std::shared_ptr<const Document>> genericRuleSet(std::string_view endpointPrefix);

/// Whether a service-2 document that somebody wrote by hand holds together: metadata with a protocol we
/// speak, operations whose shapes exist, shapes of known types whose members exist. Built-in models are
/// not checked. Fails with kind Model, naming `place` and the path inside the document.
[[nodiscard]] Result<void> checkServiceModel(const Document& document, std::string_view place);

namespace {

/// @ stands for the endpoint prefix.
constexpr std::string_view rules = R"({
"version": "1.0",
"parameters": {
  "Region": {"builtIn": "AWS::Region", "required": false, "type": "String"},
  "UseDualStack": {"builtIn": "AWS::UseDualStack", "required": true, "default": false, "type": "Boolean"},
  "UseFIPS": {"builtIn": "AWS::UseFIPS", "required": true, "default": false, "type": "Boolean"},
  "Endpoint": {"builtIn": "SDK::Endpoint", "required": false, "type": "String"}
},
"rules": [
  {"conditions": [{"fn": "isSet", "argv": [{"ref": "Endpoint"}]}], "type": "endpoint",
   "endpoint": {"url": {"ref": "Endpoint"}, "properties": {}, "headers": {}}},
  {"conditions": [{"fn": "isSet", "argv": [{"ref": "Region"}]},
                  {"fn": "aws.partition", "argv": [{"ref": "Region"}], "assign": "Partition"}],
   "type": "tree", "rules": [
    {"conditions": [{"fn": "booleanEquals", "argv": [{"ref": "UseFIPS"}, true]},
                    {"fn": "booleanEquals", "argv": [{"ref": "UseDualStack"}, true]}], "type": "endpoint",
     "endpoint": {"url": "https://@-fips.{Region}.{Partition#dualStackDnsSuffix}", "properties": {}, "headers": {}}},
    {"conditions": [{"fn": "booleanEquals", "argv": [{"ref": "UseFIPS"}, true]}], "type": "endpoint",
     "endpoint": {"url": "https://@-fips.{Region}.{Partition#dnsSuffix}", "properties": {}, "headers": {}}},
    {"conditions": [{"fn": "booleanEquals", "argv": [{"ref": "UseDualStack"}, true]}], "type": "endpoint",
     "endpoint": {"url": "https://@.{Region}.{Partition#dualStackDnsSuffix}", "properties": {}, "headers": {}}},
    {"conditions": [], "type": "endpoint",
     "endpoint": {"url": "https://@.{Region}.{Partition#dnsSuffix}", "properties": {}, "headers": {}}}
  ]},
  {"conditions": [], "type": "error", "error": "Invalid Configuration: Missing Region"}
]})";

} // namespace

Result<std::shared_ptr<const Document>> genericRuleSet(std::string_view endpointPrefix)
{
    std::string json;
    for (const char c : rules) {
        if (c == '@')
            json += endpointPrefix;
        else
            json += c;
    }
    return Document::fromJson(json, "the generic endpoint rules");
}

namespace {

constexpr std::array<std::string_view, 13> shapeTypes{
    "structure", "list", "map",   "string", "character", "blob",  "boolean",
    "integer",   "long", "float", "double", "timestamp", "bigint"};
constexpr std::array<std::string_view, 6> protocols{"json",  "rest-json", "rest-xml", "smithy-rpc-v2-cbor",
                                                    "query", "ec2"};

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Collects the first thing that is wrong.
class Check final {
public:
    Check(Node root, std::string_view place) : m_root(root), m_place(place) {}

    Result<void> run()
    {
        checkMetadata();
        for (const auto& [name, operation] : m_root["operations"].members())
            checkOperation("operations." + std::string(name), operation);
        for (const auto& [name, shape] : m_root["shapes"].members())
            checkShape("shapes." + std::string(name), shape);
        if (m_problem.empty())
            return {};
        return makeError(ErrorKind::Model, "InvalidModel",
                         "the model in " + std::string(m_place) + " is wrong at " + m_problem);
    }

private:
    void fail(const std::string& path, const std::string& problem)
    {
        if (m_problem.empty())
            m_problem = path + ": " + problem;
    }

    void checkMetadata()
    {
        const auto metadata = m_root["metadata"];
        const auto offered = metadata["protocols"];
        bool spoken = contains(protocols, metadata["protocol"].text());
        for (const auto protocol : offered.items())
            spoken = spoken || contains(protocols, protocol.text());
        if (!spoken)
            fail("metadata.protocol", "must be json, rest-json, rest-xml, smithy-rpc-v2-cbor, query or ec2");
        if (metadata["endpointPrefix"].text().empty())
            fail("metadata.endpointPrefix", "is missing");
        if (!m_root["operations"].isMap())
            fail("operations", "is missing");
    }

    void checkReference(const std::string& path, Node reference)
    {
        if (!reference["shape"].isText())
            fail(path, "has no \"shape\"");
        else if (!m_root["shapes"][reference["shape"].text()].isMap())
            fail(path, "there is no shape '" + std::string(reference["shape"].text()) + "'");
    }

    void checkOperation(const std::string& path, Node operation)
    {
        if (!operation["http"]["method"].isText() || !operation["http"]["requestUri"].isText())
            fail(path + ".http", "needs \"method\" and \"requestUri\"");
        for (const auto* name : {"input", "output"}) {
            const auto reference = operation[name];
            if (!reference)
                continue;
            checkReference(path + '.' + name, reference);
            if (m_root["shapes"][reference["shape"].text()]["type"].text() != "structure")
                fail(path + '.' + name, "must be a structure");
        }
        for (std::uint32_t i = 0; i < operation["errors"].size(); ++i)
            checkReference(path + ".errors[" + std::to_string(i) + ']', operation["errors"].at(i));
    }

    void checkShape(const std::string& path, Node shape)
    {
        const auto type = shape["type"].text();
        if (!contains(shapeTypes, type))
            fail(path + ".type", "'" + std::string(type) + "' is no type of shape");
        for (const auto& [name, member] : shape["members"].members())
            checkReference(path + ".members." + std::string(name), member);
        if (type == "list")
            checkReference(path + ".member", shape["member"]);
        if (type == "map") {
            checkReference(path + ".key", shape["key"]);
            checkReference(path + ".value", shape["value"]);
        }
    }

    Node m_root;
    std::string_view m_place;
    std::string m_problem;
};

} // namespace

Result<void> checkServiceModel(const Document& document, std::string_view place)
{
    return Check(document.root(), place).run();
}

namespace {

QString findPack()
{
    const QString fromEnvironment = qEnvironmentVariable("INIA_MODEL_PACK");
    if (!fromEnvironment.isEmpty())
        return fromEnvironment;
    const QString beside =
        QCoreApplication::applicationDirPath() + QStringLiteral("/../share/inia/models.pack");
    const QString built = QStringLiteral(INIA_BUILT_MODEL_PACK);
    for (const auto& path : {beside, built}) {
        if (QFileInfo::exists(path))
            return path;
    }
    return QStringLiteral(INIA_INSTALLED_MODEL_PACK);
}

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

Catalog::Catalog(std::shared_ptr<const ModelPack> pack, ModelFolders folders)
    : m_pack(std::move(pack)), m_folders(std::move(folders))
{
}

Result<std::shared_ptr<const Catalog>> Catalog::open(const QString& packPath, ModelFolders folders)
{
    auto pack = ModelPack::open(packPath.isEmpty() ? findPack() : packPath);
    if (!pack)
        return pack.error();
    auto catalog = std::make_shared<Catalog>(std::move(pack).value(), std::move(folders));
    auto index = catalog->shared("index");
    if (!index)
        return index.error();
    catalog->m_index = std::move(index).value();
    return std::shared_ptr<const Catalog>(std::move(catalog));
}

std::shared_ptr<const Catalog> Catalog::withFolders(ModelFolders folders) const
{
    auto catalog = std::make_shared<Catalog>(m_pack, std::move(folders));
    catalog->m_index = m_index;
    return catalog;
}

std::vector<std::string> Catalog::services() const
{
    std::vector<std::string> names = m_folders.services();
    for (const auto& [name, summary] : m_index->root()["services"].members())
        names.emplace_back(name);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

Node Catalog::summary(std::string_view service) const
{
    return m_index->root()["services"][service];
}

std::vector<std::string> Catalog::versions(std::string_view service, std::string_view file) const
{
    std::vector<std::string> names = m_folders.versions(service, file);
    for (const auto& [version, parts] : summary(service)["versions"].members()) {
        if (parts.contains(file))
            names.emplace_back(version);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

Error Catalog::unknownService(std::string_view name) const
{
    std::string message = "there is no service '" + std::string(name) + "'";
    const auto similar = similarNames(name, services());
    for (std::size_t i = 0; i < similar.size(); ++i)
        message += (i == 0 ? "; did you mean " : ", ") + similar[i];
    if (!similar.empty())
        message += '?';
    return makeError(ErrorKind::UnknownName, "UnknownService", std::move(message));
}

Error Catalog::noSuchPart(std::string_view service, std::string_view version, std::string_view file) const
{
    if (versions(service, "service-2").empty())
        return unknownService(service);
    std::string message = "service '" + std::string(service) + "' has no " + std::string(file);
    const auto known = versions(service, file);
    if (!version.empty() && !known.empty()) {
        message += " of API version " + std::string(version) + "; there is";
        for (std::size_t i = 0; i < known.size(); ++i)
            message += (i == 0 ? " " : ", ") + known[i];
    }
    return makeError(ErrorKind::UnknownName, "NoSuchModel", std::move(message));
}

Result<std::shared_ptr<const ServiceModel>> Catalog::service(std::string_view name,
                                                             std::string_view version) const
{
    const std::string key = std::string(name) + '/' + std::string(version);
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_services.find(key);
        if (found != m_services.end())
            return found->second;
    }
    auto document = part(name, version, "service-2");
    if (!document)
        return document.error();
    auto model = std::make_shared<const ServiceModel>(std::string(name), std::move(document).value());
    const std::lock_guard lock(m_mutex);
    return m_services.try_emplace(key, std::move(model)).first->second;
}

Result<Catalog::DocumentPtr> Catalog::paginators(std::string_view service, std::string_view version) const
{
    return part(service, version, "paginators-1");
}

Result<Catalog::DocumentPtr> Catalog::waiters(std::string_view service, std::string_view version) const
{
    return part(service, version, "waiters-2");
}

Result<Catalog::DocumentPtr> Catalog::ruleSet(std::string_view service, std::string_view version) const
{
    if (versions(service, "endpoint-rule-set-1").empty() && !versions(service, "service-2").empty()) {
        auto model = this->service(service, version);
        return model ? genericRuleSet((*model)->endpointPrefix()) : Result<DocumentPtr>(model.error());
    }
    return part(service, version, "endpoint-rule-set-1");
}

Result<Catalog::DocumentPtr> Catalog::resources(std::string_view service, std::string_view version) const
{
    return part(service, version, "resources-1");
}

Result<Catalog::DocumentPtr> Catalog::explorer(std::string_view service) const
{
    return part(service, {}, "explorer-1");
}

bool Catalog::hasResources(std::string_view service) const
{
    return !versions(service, "resources-1").empty();
}

bool Catalog::isExplored(std::string_view service) const
{
    return !hasResources(service) && !versions(service, "explorer-1").empty();
}

Result<Catalog::DocumentPtr> Catalog::documentation(std::string_view service) const
{
    // Read seldom and once: not worth keeping open.
    const auto pack = ModelPack::open(QFileInfo(m_pack->path()).dir().filePath(QStringLiteral("docs.pack")));
    return pack ? (*pack)->document(service) : pack.error();
}

Result<Catalog::DocumentPtr> Catalog::part(std::string_view service, std::string_view version,
                                           std::string_view file) const
{
    // Paginators are asked for with every listing: which version counts is settled once.
    const std::string key =
        "part/" + std::string(service) + '/' + std::string(version) + '/' + std::string(file);
    if (auto document = known(key))
        return document;
    return remembered(key, find(service, version, file));
}

Result<Catalog::DocumentPtr> Catalog::find(std::string_view service, std::string_view version,
                                           std::string_view file) const
{
    std::string wanted(version);
    if (wanted.empty()) {
        const auto all = versions(service, file);
        if (all.empty())
            return noSuchPart(service, version, file);
        wanted = all.back();
    }
    auto own = fromFolders(service, wanted, file);
    if (!own || *own)
        return own;
    const auto entry = summary(service)["versions"][wanted][file];
    return entry ? shared(std::string(entry.text())) : noSuchPart(service, version, file);
}

Result<Catalog::DocumentPtr> Catalog::fromFolders(std::string_view service, const std::string& version,
                                                  std::string_view file) const
{
    if (m_folders.empty())
        return DocumentPtr();
    const std::string key = "own/" + std::string(service) + '/' + version + '/' + std::string(file);
    if (auto document = known(key))
        return document;
    const std::string extrasFile = std::string(file) + ".sdk-extras";
    auto text = m_folders.read(service, version, file);
    auto ownExtras = m_folders.read(service, version, extrasFile);
    if (!text || !ownExtras)
        return text ? ownExtras.error() : text.error();
    if (!*text)
        return DocumentPtr();
    const auto entry = summary(service)["versions"][version][extrasFile];
    const QByteArray extras = *ownExtras ? (*ownExtras)->json : m_pack->bytes(entry.text());
    auto image = compileDocument(view((*text)->json), (*text)->place + '/' + std::string(file),
                                 {CompileOptions::Documentation::Drop, view(extras)});
    if (!image)
        return image.error();
    auto document = Document::fromImage(std::move(image).value());
    if (document && file == "service-2") {
        if (auto checked = checkServiceModel(**document, (*text)->place); !checked)
            return checked.error();
    }
    return remembered(key, std::move(document));
}

Result<Catalog::DocumentPtr> Catalog::shared(const std::string& entry) const
{
    if (auto document = known(entry))
        return document;
    return remembered(entry, m_pack->document(entry));
}

Catalog::DocumentPtr Catalog::known(const std::string& key) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_documents.find(key);
    return found == m_documents.end() ? DocumentPtr() : found->second;
}

Result<Catalog::DocumentPtr> Catalog::remembered(const std::string& key, Result<DocumentPtr> document) const
{
    if (!document)
        return document;
    const std::lock_guard lock(m_mutex);
    return m_documents.try_emplace(key, std::move(document).value()).first->second;
}

} // namespace inia
