#include "core/resource/resource.h"

#include "core/jmespath/expression.h"
#include "core/model/names.h"
#include "core/observe/secretshapes.h"
#include "core/resource/requestparams.h"
#include "core/resource/resourcedefinition.h"
#include "core/resource/resourcereply.h"
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

OperationModel Resource::loadOperation() const
{
    return canLoad() ? m_client.model().operation(m_definition->loadRequest.operation) : OperationModel();
}

Resource Resource::redacted() const
{
    Resource result = sibling(m_identifiers);
    const ServiceModel& model = m_client.model();
    result.setData(model.kept<SecretShapes>().redacted(model.shape(m_definition->shape), data()));
    return result;
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

namespace {

Value sourceValue(const Resource& parent, const ResourceReference::Identifier& identifier,
                  const Value& params, const Value& response, const Value& items)
{
    if (identifier.source == "item") {
        Value column = Value::emptyList();
        for (const auto& item : items.items())
            column.append(searchOrNull(identifier.path, item));
        return column;
    }
    if (identifier.source == "response")
        return searchOrNull(identifier.path, response);
    if (identifier.source == "requestParameter")
        return searchOrNull(identifier.path, params);
    if (identifier.source == "data")
        return searchOrNull(identifier.path, parent.data());
    return parent.attribute(snakeCase(identifier.name));
}

/// One a identifier of `type`: a list with an item for each resource, or a value that all have.
std::vector<Value> identifierColumns(const Resource& parent, const ResourceDefinition& type,
                                     const ResourceReference& reference, const Value& params,
                                     const Value& response, const Value& items)
{
    std::vector<Value> columns(type.identifiers.size());
    for (const auto& source : reference.identifiers) {
        if (source.source == "input")
            continue;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (type.identifiers[i].name == source.target)
                columns[i] = sourceValue(parent, source, params, response, items);
        }
    }
    return columns;
}

const Value* firstList(const std::vector<Value>& columns)
{
    const auto list =
        std::find_if(columns.begin(), columns.end(), [](const auto& column) { return column.isList(); });
    return list == columns.end() ? nullptr : &*list;
}

std::vector<Resource> rows(const Resource& prototype, const std::vector<Value>& columns, const Value& items,
                           std::size_t count)
{
    std::vector<Resource> result;
    result.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::vector<Value> identifiers;
        identifiers.reserve(columns.size() + 1);
        for (const auto& column : columns)
            identifiers.push_back(column.isList() ? column[i] : column);
        result.push_back(prototype.sibling(std::move(identifiers)));
        if (items.isList() && !items[i].isText()) // which is nothing but an identifier
            result.back().setData(items[i]);
    }
    return result;
}

bool lacksIdentifier(const Resource& resource)
{
    const auto& values = resource.identifiers();
    return std::any_of(values.begin(), values.end(), [](const Value& value) { return value.isNull(); });
}

/// Walks the path through the output's shape as boto3 does: a part that meets a list steps into its items,
/// whatever the part says.
Value emptyValue(std::string_view path, Shape shape)
{
    while (!path.empty()) {
        const auto dot = path.find('.');
        auto part = path.substr(0, dot);
        path.remove_prefix(dot == std::string_view::npos ? path.size() : dot + 1);
        part = part.substr(0, part.find('['));
        if (shape.type() == ShapeType::Structure)
            shape = shape.member(part);
        else if (shape.type() == ShapeType::List)
            shape = shape.element();
    }
    if (shape.type() == ShapeType::List)
        return Value::emptyList();
    if (shape.type() == ShapeType::Structure || shape.type() == ShapeType::Map)
        return Value::emptyMap();
    return {};
}

} // namespace

Value foundAt(std::string_view path, const Value& value)
{
    return path.empty() || path == "$" ? value : searchOrNull(path, value);
}

Result<ResourceAnswer> answerOf(const Resource& parent, const ResourceReference& reference,
                                const Value& params, const Value& response, std::string_view operation)
{
    const auto prototype = Resource::create(parent.client(), parent.definitions(), reference.type, {});
    if (!prototype)
        return prototype.error();
    const auto found = reference.path.empty() ? Value() : foundAt(reference.path, response);
    const auto columns =
        identifierColumns(parent, prototype->definition(), reference, params, response, found);
    const auto* list = firstList(columns);
    if (!list && lacksIdentifier(prototype->sibling(columns))) {
        if (operation.empty())
            return ResourceAnswer();
        return ResourceAnswer::of(
            emptyValue(reference.path, parent.client().model().operation(operation).output()));
    }
    ResourceAnswer answer;
    if (!list) {
        answer.kind = ResourceAnswer::Kind::One;
        answer.resources.push_back(prototype->sibling(columns));
        answer.resources.back().setData(found);
        return answer;
    }
    answer.kind = ResourceAnswer::Kind::Many;
    answer.resources = rows(*prototype, columns, found.size() > 0 ? found : Value(), list->size());
    if (std::any_of(answer.resources.begin(), answer.resources.end(), lacksIdentifier)) {
        return makeError(ErrorKind::Parse, "MissingIdentifier",
                         "an item of the answer lacks an identifier of " + prototype->definition().service +
                             "." + reference.type);
    }
    return answer;
}

std::vector<Resource> pageResources(const Resource& parent, const ResourceReference& reference,
                                    const Value& params, const Value& response, std::size_t count)
{
    const auto prototype = Resource::create(parent.client(), parent.definitions(), reference.type, {});
    if (!prototype)
        return {};
    const auto found = reference.path.empty() ? Value() : foundAt(reference.path, response);
    return rows(*prototype,
                identifierColumns(parent, prototype->definition(), reference, params, response, found), found,
                count);
}

std::size_t identifiedCount(const Resource& parent, const ResourceReference& reference, const Value& params,
                            const Value& response)
{
    const auto prototype = Resource::create(parent.client(), parent.definitions(), reference.type, {});
    if (!prototype)
        return 0;
    const auto columns = identifierColumns(parent, prototype->definition(), reference, params, response, {});
    const auto* list = firstList(columns);
    return list ? list->size() : 0;
}

Value rowData(const CollectionDefinition& definition, const Value& response)
{
    if (!definition.resource.path.empty()) {
        Value items = foundAt(definition.resource.path, response);
        if (!items.isNull())
            return items;
    }
    for (const auto& identifier : definition.resource.identifiers) {
        const auto end = identifier.path.rfind("[].");
        if (identifier.source == "response" && end != std::string::npos)
            return foundAt(identifier.path.substr(0, end + 2), response);
    }
    return {};
}

Collection::Collection(Resource parent, CollectionDefinition definition, Value params)
    : m_parent(std::move(parent)), m_definition(std::move(definition)), m_params(std::move(params))
{
}

Collection Collection::filter(const Value& params) const
{
    Collection result = *this;
    result.m_params = mergedParams(m_params, params);
    return result;
}

Collection Collection::limit(std::int64_t count) const
{
    Collection result = *this;
    result.m_limit = count;
    return result;
}

Collection Collection::pageSize(std::int64_t count) const
{
    Collection result = *this;
    result.m_pageSize = count;
    return result;
}

Collection Collection::withOperation(std::string_view operation) const
{
    Collection result = *this;
    result.m_definition.request.operation = operation;
    return result;
}

Owned<CollectionCursor> Collection::open() const
{
    return makeOwned<CollectionCursor>(*this);
}

BatchReplyPtr Collection::batch(std::string_view action, Value params, CallOptions options) const
{
    return BatchReply::start(*this, action, std::move(params), std::move(options));
}

CollectionCursor::CollectionCursor(Collection collection)
    : m_collection(std::move(collection)),
      m_pages(m_collection.parent().client().caller(), m_collection.definition().request.operation,
              m_collection.params(), m_collection.pageSize())
{
    m_pages.setTake([this](const Value& page, std::size_t seen) { return take(page, seen); });
    connect(&m_pages, &PageCursor::pageReady, this, &CollectionCursor::tell);
    connect(&m_pages, &PageCursor::stateChanged, this, &CollectionCursor::stateChanged);
}

void CollectionCursor::setReadAhead(std::function<CallOptions(int page)> options, int last)
{
    if (m_collection.limit())
        options = nullptr;
    m_pages.setReadAhead(std::move(options), last);
}

PageCursor::Taken CollectionCursor::take(const Value& response, std::size_t seen)
{
    m_page = pageOf(response);
    const auto limit = m_collection.limit();
    if (!limit)
        return {m_page.count, false};
    const auto left = static_cast<std::size_t>(
        std::max<std::int64_t>(0, *limit - m_itemCount + static_cast<std::int64_t>(seen)));
    m_page.count = std::min(m_page.count, left);
    return {m_page.count, m_page.count == left};
}

CollectionPage CollectionCursor::pageOf(const Value& response) const
{
    CollectionPage page;
    page.response = response;
    const auto& reference = m_collection.definition().resource;
    if (!reference.path.empty())
        page.items = foundAt(reference.path, page.response);
    // Without data on the page the identifiers alone say how many there are.
    page.count = reference.path.empty()
                     ? identifiedCount(m_collection.parent(), reference, m_collection.params(), page.response)
                     : page.items.size();
    return page;
}

void CollectionCursor::tell()
{
    const auto page = std::exchange(m_page, {});
    m_itemCount += static_cast<std::int64_t>(page.count);
    emit pageReady(page);
}

std::vector<Resource> CollectionCursor::resources(const CollectionPage& page) const
{
    return pageResources(m_collection.parent(), m_collection.definition().resource, m_collection.params(),
                         page.response, page.count);
}

} // namespace inia
