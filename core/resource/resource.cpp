#include "core/resource/resource.h"

#include "core/jmespath/search.h"
#include "core/model/names.h"
#include "core/resource/collection.h"
#include "core/resource/requestparams.h"
#include "core/resource/resourceanswer.h"
#include "core/resource/resourcereply.h"
#include "core/resource/resourcestructure.h"
#include "core/waiting/waiter.h"

#include <algorithm>

namespace inia {

namespace {

const Value noIdentifier;

Error wrongIdentifiers(const Resource& resource, const std::string& problem)
{
    return makeError(ErrorKind::Parameter, "WrongIdentifiers",
                     resource.definition().service + "." + resource.type() + " " + problem);
}

/// "'bucket_name', 'key'"
std::string listed(const std::vector<IdentifierDefinition>& identifiers)
{
    std::string text;
    for (const auto& identifier : identifiers)
        text += (text.empty() ? "'" : ", '") + identifier.snakeName + "'";
    return text.empty() ? "no identifier" : text;
}

Value bucketEntry(const Value& response, const Value& name)
{
    for (const auto& bucket : response["Buckets"].items()) {
        if (bucket["Name"] == name)
            return bucket;
    }
    return Value::emptyMap();
}

Value withSize(Value head)
{
    if (const Value length = head["ContentLength"]; !length.isNull()) {
        head.mutableMap().remove("ContentLength");
        head.insert("Size", length);
    }
    return head;
}

} // namespace

Error unknownMember(const Resource& resource, std::string_view what, std::string_view name,
                    const std::vector<std::string>& known)
{
    auto message = resource.definition().service + "." + resource.type() + " has no " + std::string(what) +
                   " '" + std::string(name) + "'";
    if (const auto similar = similarNames(name, known); !similar.empty())
        message += "; did you mean " + similar.front() + "?";
    return makeError(ErrorKind::UnknownName, "UnknownName", std::move(message));
}

Resource::Resource(Client client, std::shared_ptr<const ResourceDefinitions> definitions,
                   ResourceDefinitions::Definition definition, std::vector<Value> identifiers)
    : m_client(std::move(client)),
      m_definitions(std::move(definitions)),
      m_definition(std::move(definition)),
      m_identifiers(std::move(identifiers)),
      m_data(std::make_shared<Data>())
{
    m_identifiers.resize(m_definition->identifiers.size());
}

Result<Resource> Resource::create(Client client, std::shared_ptr<const ResourceDefinitions> definitions,
                                  std::string_view type, std::vector<Value> identifiers)
{
    auto definition = definitions->definition(type, client.model());
    if (!definition)
        return definition.error();
    return Resource(std::move(client), std::move(definitions), std::move(definition).value(),
                    std::move(identifiers));
}

Resource Resource::sibling(std::vector<Value> identifiers) const
{
    Resource result = *this;
    result.m_identifiers = std::move(identifiers);
    result.m_identifiers.resize(m_definition->identifiers.size());
    result.m_data = std::make_shared<Data>();
    return result;
}

const Value& Resource::identifier(std::string_view name) const
{
    for (std::size_t i = 0; i < m_definition->identifiers.size(); ++i) {
        if (m_definition->identifiers[i].snakeName == name)
            return m_identifiers[i];
    }
    return noIdentifier;
}

std::string Resource::text() const
{
    std::string text = m_definition->service + "." + type() + "(";
    for (std::size_t i = 0; i < m_identifiers.size(); ++i) {
        text += (i == 0 ? "" : ", ") + m_definition->identifiers[i].snakeName + "=";
        text += m_identifiers[i].isInt() ? std::to_string(m_identifiers[i].toInt())
                                         : "'" + m_identifiers[i].text() + "'";
    }
    return text + ")";
}

Result<Resource> Resource::subResource(std::string_view name, std::vector<Value> identifiers) const
{
    const auto& subs = m_definition->subResources;
    const auto sub =
        std::find_if(subs.begin(), subs.end(), [name](const auto& entry) { return entry.name == name; });
    if (sub == subs.end())
        return unknownMember(*this, "sub-resource", name, availableSubResources());
    auto child = create(m_client, m_definitions, sub->resource.type, {});
    if (!child)
        return child;
    // What the parent knows comes first, the caller's values follow: boto3's positional arguments.
    std::vector<Value> values;
    for (const auto& source : sub->resource.identifiers) {
        if (source.source == "identifier")
            values.push_back(identifier(snakeCase(source.name)));
    }
    std::move(identifiers.begin(), identifiers.end(), std::back_inserter(values));
    const auto& known = child->definition().identifiers;
    if (values.size() > known.size()) {
        return wrongIdentifiers(*child, "is told by " + listed(known) + "; there are " +
                                            std::to_string(values.size()) + " values for it");
    }
    child->m_identifiers = std::move(values);
    child->m_identifiers.resize(known.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (child->m_identifiers[i].isNull())
            return wrongIdentifiers(*child, "needs a value for its identifier '" + known[i].snakeName + "'");
    }
    return child;
}

std::vector<std::string> Resource::availableSubResources() const
{
    return ResourceStructure::of(*m_definition).subResources;
}

Result<Collection> Resource::collection(std::string_view name) const
{
    for (const auto& collection : m_definition->collections) {
        if (collection.name == name)
            return Collection(*this, collection, buildParams(*this, collection.request));
    }
    return unknownMember(*this, "collection", name, ResourceStructure::of(*m_definition).collections);
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

Value Resource::acceptLoad(const Value& response)
{
    switch (m_definition->loadRule) {
    case LoadRule::Modelled:
        m_data->value = foundAt(m_definition->loadPath, response);
        break;
    case LoadRule::BucketSearch:
        m_data->value = bucketEntry(response, identifier("name"));
        break;
    case LoadRule::ObjectHead:
        m_data->value = withSize(response);
        break;
    case LoadRule::Merged:
        m_data->value = overriddenParams(m_data->value.isMap() ? m_data->value : Value::emptyMap(),
                                         foundAt(m_definition->loadPath, response));
        break;
    }
    return m_data->value;
}

bool Resource::acceptLoadError(const Error& error)
{
    if (m_definition->loadRule != LoadRule::BucketSearch || error.code != "AccessDenied")
        return false;
    m_data->value = Value::emptyMap();
    return true;
}

Value Resource::attribute(std::string_view name) const
{
    if (const auto& value = identifier(name); !value.isNull())
        return value;
    for (const auto& attribute : m_definition->attributes) {
        if (attribute.name == name)
            return attribute.identifier.empty() ? m_data->value[attribute.member]
                                                : identifier(attribute.identifier);
    }
    return {};
}

Result<ResourceAnswer> Resource::reference(std::string_view name) const
{
    for (const auto& reference : m_definition->references) {
        if (reference.name == name)
            return answerOf(*this, reference.resource, {}, m_data->value, {});
    }
    return unknownMember(*this, "reference", name, ResourceStructure::of(*m_definition).references);
}

ResourceReplyPtr Resource::get(std::string_view name, CallOptions options) const
{
    return ResourceReply::get(*this, name, std::move(options));
}

ResourceReplyPtr Resource::act(std::string_view action, const Value& params, CallOptions options) const
{
    return ResourceReply::act(*this, action, params, std::move(options));
}

Result<Owned<Waiter>> Resource::waiter(std::string_view name, const Value& params) const
{
    for (const auto& waiter : m_definition->waiters) {
        if (waiter.name == name)
            return m_client.waiter(waiter.waiter, waiterParams(name, params));
    }
    return unknownMember(*this, "waiter", name, ResourceStructure::of(*m_definition).waiters);
}

Value Resource::waiterParams(std::string_view name, const Value& params) const
{
    for (const auto& waiter : m_definition->waiters) {
        if (waiter.name == name)
            return overriddenParams(buildParams(*this, waiter.request), params);
    }
    return params;
}

} // namespace inia
