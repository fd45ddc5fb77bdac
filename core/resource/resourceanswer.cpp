#include "core/resource/resourceanswer.h"

#include "core/jmespath/search.h"
#include "core/model/names.h"

#include <algorithm>

namespace inia {

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

} // namespace inia
