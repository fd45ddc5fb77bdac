#include "core/resource/resource.h"

#include "core/jmespath/search.h"
#include "core/model/names.h"
#include "core/resource/collection.h"
#include "core/resource/requestparams.h"

#include <algorithm>

namespace inia {

namespace {

const std::string noIdentifier;

Error unknownMember(const Resource& resource, std::string_view what, std::string_view name)
{
    return makeError(ErrorKind::UnknownName, "UnknownName",
                     resource.type() + " of " + resource.client().serviceName() + " has no " +
                         std::string(what) + " '" + std::string(name) + "'");
}

} // namespace

Resource::Resource(Client client, std::shared_ptr<const ResourceDefinitions> definitions,
                   ResourceDefinition definition, std::vector<std::string> identifiers)
    : m_client(std::move(client)),
      m_definitions(std::move(definitions)),
      m_definition(std::make_shared<const ResourceDefinition>(std::move(definition))),
      m_identifiers(std::move(identifiers)),
      m_data(std::make_shared<Data>())
{
    m_identifiers.resize(m_definition->identifiers.size());
}

Result<Resource> Resource::create(Client client, std::shared_ptr<const ResourceDefinitions> definitions,
                                  std::string_view type, std::vector<std::string> identifiers)
{
    auto definition = definitions->definition(type);
    if (!definition)
        return definition.error();
    return Resource(std::move(client), std::move(definitions), std::move(definition).value(),
                    std::move(identifiers));
}

Resource Resource::sibling(std::vector<std::string> identifiers) const
{
    Resource result = *this;
    result.m_identifiers = std::move(identifiers);
    result.m_identifiers.resize(m_definition->identifiers.size());
    result.m_data = std::make_shared<Data>();
    return result;
}

const std::string& Resource::identifier(std::string_view name) const
{
    for (std::size_t i = 0; i < m_definition->identifiers.size(); ++i) {
        if (m_definition->identifiers[i].snakeName == name)
            return m_identifiers[i];
    }
    return noIdentifier;
}

Result<Resource> Resource::subResource(std::string_view name, std::vector<std::string> identifiers) const
{
    const auto& subs = m_definition->subResources;
    const auto sub =
        std::find_if(subs.begin(), subs.end(), [name](const auto& entry) { return entry.name == name; });
    if (sub == subs.end())
        return unknownMember(*this, "sub-resource", name);
    auto child = create(m_client, m_definitions, sub->resource.type, {});
    if (!child)
        return child;
    std::size_t used = 0;
    for (const auto& source : sub->resource.identifiers) {
        const auto& known = child->definition().identifiers;
        const auto target = std::find_if(known.begin(), known.end(),
                                         [&source](const auto& id) { return id.name == source.target; });
        if (target == known.end())
            continue;
        auto& value = child->m_identifiers[static_cast<std::size_t>(target - known.begin())];
        if (source.source == "identifier")
            value = identifier(snakeCase(source.name));
        else if (source.source == "input" && used < identifiers.size())
            value = std::move(identifiers[used++]);
        if (value.empty()) {
            return makeError(ErrorKind::Parameter, "MissingIdentifier",
                             std::string(name) + " needs a value for its identifier '" + target->snakeName +
                                 "'");
        }
    }
    return child;
}

Result<Collection> Resource::collection(std::string_view name) const
{
    for (const auto& collection : m_definition->collections) {
        if (collection.name == name)
            return Collection(*this, collection, buildParams(*this, collection.request));
    }
    return unknownMember(*this, "collection", name);
}

bool Resource::canLoad() const
{
    return !m_definition->loadRequest.operation.empty();
}

ReplyPtr Resource::load(CallOptions options) const
{
    return m_client.call(m_definition->loadRequest.operation, buildParams(*this, m_definition->loadRequest),
                         std::move(options));
}

Value Resource::acceptLoad(const Value& response) const
{
    m_data->value = searchOrNull(m_definition->loadPath.empty() ? "@" : m_definition->loadPath, response);
    return m_data->value;
}

Value Resource::attribute(std::string_view name) const
{
    for (std::size_t i = 0; i < m_definition->identifiers.size(); ++i) {
        if (m_definition->identifiers[i].snakeName == name)
            return m_identifiers[i];
    }
    for (const auto& [member, value] : m_data->value.members()) {
        if (snakeCase(member) == name)
            return value;
    }
    return {};
}

} // namespace inia
