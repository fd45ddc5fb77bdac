#include "core/resource/resourcedefinition.h"

#include "core/model/names.h"

namespace inia {

namespace {

constexpr std::string_view serviceType = "ServiceResource";

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

ResourceDefinition readDefinition(std::string_view type, Node node)
{
    ResourceDefinition definition;
    definition.name = type;
    definition.shape = node["shape"].text();
    for (const auto item : node["identifiers"].items()) {
        definition.identifiers.push_back({std::string(item["name"].text()), snakeCase(item["name"].text()),
                                          std::string(item["memberName"].text())});
    }
    for (const auto& [name, item] : node["hasMany"].members())
        definition.collections.push_back(
            {snakeCase(name), readRequest(item["request"]), readReference(item["resource"])});
    for (const auto& [name, item] : node["has"].members())
        definition.subResources.push_back({std::string(name), readReference(item["resource"])});
    definition.loadRequest = readRequest(node["load"]["request"]);
    definition.loadPath = node["load"]["path"].text();
    return definition;
}

} // namespace

ResourceDefinitions::ResourceDefinitions(std::shared_ptr<const Document> document)
    : m_document(std::move(document))
{
}

Result<ResourceDefinition> ResourceDefinitions::definition(std::string_view type) const
{
    const auto root = m_document->root();
    if (type != serviceType) {
        const auto node = root["resources"][type];
        if (node)
            return readDefinition(type, node);
        return makeError(ErrorKind::UnknownName, "UnknownResource",
                         "there is no resource type " + std::string(type));
    }
    auto service = readDefinition(type, root["service"]);
    // boto3 offers every type at the service, also those its `has` leaves out; identifiers are asked for.
    for (const auto& [name, node] : root["resources"].members()) {
        bool listed = false;
        for (const auto& sub : service.subResources)
            listed = listed || sub.name == name;
        if (listed)
            continue;
        SubResourceDefinition sub{std::string(name), {std::string(name), {}, {}}};
        for (const auto identifier : node["identifiers"].items())
            sub.resource.identifiers.push_back({std::string(identifier["name"].text()), "input", {}, {}});
        service.subResources.push_back(std::move(sub));
    }
    return service;
}

std::vector<std::string> ResourceDefinitions::types() const
{
    std::vector<std::string> names;
    for (const auto& [name, node] : m_document->root()["resources"].members())
        names.emplace_back(name);
    return names;
}

} // namespace inia
