#include "core/resource/resourcedefinitions.h"

#include "core/common/result.h"
#include "core/model/document.h"
#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "core/resource/inferreddefinitions.h"
#include "core/resource/resourcedefinition.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace inia {

/// Reads one type of a resources-1.json. Names are given out in boto3's order (identifiers, actions,
/// sub-resources and references, collections, waiters, attributes): one that is taken gets its kind behind
/// it ("routes_attribute"). For one use.
class DefinitionReader final {
public:
    DefinitionReader(Node root, const ServiceModel& model) : m_root(root), m_model(model) {}

    /// Fails (kind Model) when a name is taken twice.
    [[nodiscard]] Result<ResourceDefinition> read(std::string_view type);

private:
    [[nodiscard]] std::string takeName(std::string name, std::string_view category);
    void readIdentifiers(Node node);
    void readActions(Node node);
    void readRelations(std::string_view type, Node node);
    void readServiceRelations(Node node);
    void addRelation(std::string_view name, ResourceReference reference);
    void readCollections(Node node);
    void readWaiters(Node node);
    void readAttributes();

    Node m_root;
    const ServiceModel& m_model;
    ResourceDefinition m_definition;
    std::set<std::string, std::less<>> m_names;
    std::optional<Error> m_error;
};

/// Adds what boto3 writes in code: transfers of S3 buckets and objects, the loading of buckets and object
/// summaries, EC2's create_tags and delete_tags, DynamoDB's batch_writer.
void addInjectedMembers(ResourceDefinition& definition);

Result<Value> ResourceExtension::travelling(const Resource& /*resource*/, std::string_view /*action*/,
                                            const Value& params) const
{
    return params;
}

Result<ResourceExtension::Work> ResourceExtension::begin(const Resource& /*resource*/,
                                                         std::string_view action, const Value& /*params*/,
                                                         const CallOptions& /*options*/) const
{
    return makeError(ErrorKind::Unsupported, "MoreThanOneCall",
                     "'" + std::string(action) + "' is more than one call and cannot be run as an action");
}

namespace {

RequestDefinition readRequest(Node node)
{
    RequestDefinition request;
    request.operation = node["operation"].text();
    for (const auto item : node["params"].items()) {
        RequestDefinition::Param param;
        param.target = item["target"].text();
        param.source = item["source"].text();
        param.name = item["name"].text();
        param.path = item["path"].text();
        param.value = item["value"].toValue();
        request.params.push_back(std::move(param));
    }
    return request;
}

ResourceReference readReference(Node node)
{
    ResourceReference reference;
    reference.type = node["type"].text();
    reference.path = node["path"].text();
    for (const auto item : node["identifiers"].items()) {
        ResourceReference::Identifier identifier;
        identifier.target = item["target"].text();
        identifier.source = item["source"].text();
        identifier.name = item["name"].text();
        identifier.path = item["path"].text();
        reference.identifiers.push_back(std::move(identifier));
    }
    return reference;
}

ActionDefinition readAction(std::string name, Node node)
{
    ActionDefinition action;
    action.name = std::move(name);
    action.request = readRequest(node["request"]);
    action.resource = readReference(node["resource"]);
    action.path = node["path"].text();
    return action;
}

} // namespace

Result<ResourceDefinition> DefinitionReader::read(std::string_view type)
{
    const auto node = type == serviceResourceType ? m_root["service"] : m_root["resources"][type];
    m_definition.service = m_model.name();
    m_definition.name = type;
    m_definition.shape = node["shape"].text();
    m_definition.loadRequest = readRequest(node["load"]["request"]);
    m_definition.loadPath = node["load"]["path"].text();
    m_names = {"meta"};
    if (node.contains("load"))
        m_names.insert("load");
    readIdentifiers(node["identifiers"]);
    readActions(node["actions"]);
    readRelations(type, node["has"]);
    readCollections(node["hasMany"]);
    readWaiters(node["waiters"]);
    readAttributes();
    // Batch actions are called on collections and take no names here.
    for (const auto& [name, item] : node["batchActions"].members())
        m_definition.batchActions.push_back(readAction(snakeCase(name), item));
    if (m_error)
        return *m_error;
    return std::move(m_definition);
}

std::string DefinitionReader::takeName(std::string name, std::string_view category)
{
    if (m_names.contains(name))
        name += "_" + std::string(category);
    if (!m_names.insert(name).second) {
        m_error = makeError(ErrorKind::Model, "NameClash",
                            "the resource definition " + m_definition.name + " of " + m_definition.service +
                                " has two members called '" + name + "'");
    }
    return name;
}

void DefinitionReader::readIdentifiers(Node node)
{
    for (const auto item : node.items()) {
        m_definition.identifiers.push_back({std::string(item["name"].text()),
                                            takeName(snakeCase(item["name"].text()), "identifier"),
                                            std::string(item["memberName"].text())});
    }
}

void DefinitionReader::readActions(Node node)
{
    for (const auto& [name, item] : node.members())
        m_definition.actions.push_back(readAction(takeName(snakeCase(name), "action"), item));
}

void DefinitionReader::readRelations(std::string_view type, Node node)
{
    if (type == serviceResourceType) {
        readServiceRelations(node);
        return;
    }
    for (const auto& [name, item] : node.members())
        addRelation(name, readReference(item["resource"]));
}

/// boto3 offers every type at the service, also those its `has` leaves out, whose identifiers are asked for;
/// a name in `has` takes the place of a type that is called the same (ec2's KeyPair gives a KeyPairInfo).
void DefinitionReader::readServiceRelations(Node node)
{
    std::vector<std::pair<std::string, ResourceReference>> relations;
    const auto put = [&relations](std::string_view name, ResourceReference reference) {
        const auto same = std::find_if(relations.begin(), relations.end(),
                                       [name](const auto& relation) { return relation.first == name; });
        if (same == relations.end())
            relations.emplace_back(name, std::move(reference));
        else
            same->second = std::move(reference);
    };
    for (const auto& [type, resource] : m_root["resources"].members()) {
        bool listed = false;
        for (const auto& [name, item] : node.members()) {
            if (item["resource"]["type"].text() != type)
                continue;
            put(name, readReference(item["resource"]));
            listed = true;
        }
        if (listed)
            continue;
        ResourceReference reference{std::string(type), {}, {}};
        for (const auto identifier : resource["identifiers"].items())
            reference.identifiers.push_back({std::string(identifier["name"].text()), "input", {}, {}});
        put(type, std::move(reference));
    }
    for (auto& [name, reference] : relations)
        addRelation(name, std::move(reference));
}

void DefinitionReader::addRelation(std::string_view name, ResourceReference reference)
{
    if (reference.needsData())
        m_definition.references.push_back({takeName(snakeCase(name), "reference"), std::move(reference)});
    else
        m_definition.subResources.push_back(
            {takeName(std::string(name), "subresource"), std::move(reference)});
}

void DefinitionReader::readCollections(Node node)
{
    for (const auto& [name, item] : node.members()) {
        m_definition.collections.push_back({takeName(snakeCase(name), "collection"),
                                            readRequest(item["request"]), readReference(item["resource"])});
    }
}

void DefinitionReader::readWaiters(Node node)
{
    for (const auto& [name, item] : node.members()) {
        m_definition.waiters.push_back({takeName(snakeCase("WaitUntil" + std::string(name)), "waiter"),
                                        std::string(item["waiterName"].text()), readRequest(item)});
    }
}

void DefinitionReader::readAttributes()
{
    if (m_definition.shape.empty())
        return;
    const auto shape = m_model.shape(m_definition.shape);
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i).name;
        const auto plain = snakeCase(member);
        AttributeDefinition attribute{takeName(plain, "attribute"), std::string(member), {}};
        bool isIdentifier = false;
        for (const auto& identifier : m_definition.identifiers) {
            isIdentifier = isIdentifier || identifier.snakeName == plain;
            if (!identifier.memberName.empty() && snakeCase(identifier.memberName) == plain)
                attribute.identifier = identifier.snakeName;
        }
        if (!isIdentifier)
            m_definition.attributes.push_back(std::move(attribute));
    }
}

namespace {

struct InjectedAction {
    std::string_view service;
    std::string_view type;
    std::string_view name;
    ActionRule rule = ActionRule::Programmed;
};

constexpr InjectedAction injectedActions[] = {
    {"s3", "Bucket", "upload_file"},
    {"s3", "Bucket", "upload_fileobj"},
    {"s3", "Bucket", "download_file"},
    {"s3", "Bucket", "download_fileobj"},
    {"s3", "Bucket", "copy"},
    {"s3", "Object", "upload_file"},
    {"s3", "Object", "upload_fileobj"},
    {"s3", "Object", "download_file"},
    {"s3", "Object", "download_fileobj"},
    {"s3", "Object", "copy"},
    {"dynamodb", "Table", "batch_writer"},
    {"ec2", "ServiceResource", "create_tags", ActionRule::CreateTags},
    {"ec2", "Instance", "delete_tags", ActionRule::DeleteTags},
};

RequestDefinition::Param fromIdentifier(std::string target, std::string identifier)
{
    return {std::move(target), "identifier", std::move(identifier), {}, {}};
}

ActionDefinition actionFor(const InjectedAction& injected)
{
    ActionDefinition action;
    action.name = injected.name;
    action.rule = injected.rule;
    if (injected.rule == ActionRule::CreateTags)
        action.request.operation = "CreateTags";
    if (injected.rule == ActionRule::DeleteTags)
        action.request = {"DeleteTags", {fromIdentifier("Resources[0]", "Id")}};
    return action;
}

/// Takes the place of a modelled action of that name, which EC2's create_tags has.
void put(std::vector<ActionDefinition>& actions, ActionDefinition action)
{
    const auto same = std::find_if(actions.begin(), actions.end(),
                                   [&action](const auto& known) { return known.name == action.name; });
    if (same == actions.end())
        actions.push_back(std::move(action));
    else
        *same = std::move(action);
}

} // namespace

void addInjectedMembers(ResourceDefinition& definition)
{
    for (const auto& injected : injectedActions) {
        if (injected.service == definition.service && injected.type == definition.name)
            put(definition.actions, actionFor(injected));
    }
    if (definition.service != "s3")
        return;
    if (definition.name == "Bucket") {
        // No operation describes one bucket.
        definition.loadRequest = {"ListBuckets", {}};
        definition.loadRule = LoadRule::BucketSearch;
    } else if (definition.name == "ObjectSummary") {
        definition.loadRequest = {"HeadObject",
                                  {fromIdentifier("Bucket", "BucketName"), fromIdentifier("Key", "Key")}};
        definition.loadRule = LoadRule::ObjectHead;
    }
}

ResourceDefinitions::ResourceDefinitions(std::shared_ptr<const Document> document,
                                         std::shared_ptr<const ResourceExtension> extension)
    : m_document(std::move(document)),
      m_extension(extension ? std::move(extension) : std::make_shared<const ResourceExtension>())
{
}

ResourceDefinitions::~ResourceDefinitions() = default;

Result<ResourceDefinitions::Definition> ResourceDefinitions::definition(std::string_view type,
                                                                        const ServiceModel& model) const
{
    if (const auto known = m_known.find(type); known != m_known.end())
        return known->second;
    if (type != serviceType && !isType(type)) {
        auto message = model.name() + " has no resource type '" + std::string(type) + "'";
        if (const auto similar = similarNames(type, types()); !similar.empty())
            message += "; did you mean " + similar.front() + "?";
        return makeError(ErrorKind::UnknownName, "UnknownResource", std::move(message));
    }
    auto found = read(type, model);
    if (!found)
        return found.error();
    auto definition = std::make_shared<const ResourceDefinition>(std::move(found).value());
    m_known.emplace(type, definition);
    return definition;
}

Node ResourceDefinitions::typeNodes() const
{
    const auto root = m_document->root();
    return InferredDefinitions::isIn(root) ? root["types"] : root["resources"];
}

bool ResourceDefinitions::isType(std::string_view type) const
{
    return InferredDefinitions::isIn(m_document->root()) ? typeNodes().contains(inferred::nounOf(type))
                                                         : typeNodes().contains(type);
}

Result<ResourceDefinition> ResourceDefinitions::read(std::string_view type, const ServiceModel& model) const
{
    if (InferredDefinitions::isIn(m_document->root())) {
        if (!m_inferred)
            m_inferred = std::make_unique<const InferredDefinitions>(m_document->root(), model);
        return m_inferred->read(type);
    }
    auto found = DefinitionReader(m_document->root(), model).read(type);
    if (found)
        addInjectedMembers(*found);
    return found;
}

std::vector<std::string> ResourceDefinitions::types() const
{
    const bool isInferred = InferredDefinitions::isIn(m_document->root());
    std::vector<std::string> names;
    for (const auto& [name, node] : typeNodes().members()) {
        // Those of another service, which lists them.
        if (node.contains("borrowed"))
            continue;
        names.push_back(isInferred ? inferred::typeName(name, node["title"].text()) : std::string(name));
    }
    return names;
}

} // namespace inia
