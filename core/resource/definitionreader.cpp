#include "core/resource/definitionreader.h"

#include "core/model/names.h"

#include <algorithm>

namespace inia {

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

} // namespace inia
