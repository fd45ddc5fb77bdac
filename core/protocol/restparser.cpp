#include "core/protocol/restparser.h"

#include "core/protocol/errorparser.h"
#include "core/protocol/headerreader.h"

#include <algorithm>

namespace inia {

namespace {

bool isBodyMember(const ShapeEntry& member)
{
    return member.location != Location::Header && member.location != Location::HeaderMap &&
           member.location != Location::StatusCode;
}

} // namespace

Result<Value> RestParser::parseOutput(const OperationModel& operation, const HttpResponse& response,
                                      UnreadableValues& unreadable) const
{
    auto result = parseErrorMembers(operation.output(), response, unreadable);
    if (!result)
        return result;
    Value metadata = Value::emptyMap();
    addRequestIds(response, metadata);
    result->insert("ResponseMetadata", std::move(metadata));
    return result;
}

Result<Value> RestParser::parseErrorMembers(const Shape& shape, const HttpResponse& response,
                                            UnreadableValues& unreadable) const
{
    Value result = Value::emptyMap();
    if (!shape.valid())
        return result;
    auto& tables = ShapeTables::ofModel(shape.model());
    const auto entry = ShapeTables::entry(shape);
    const auto& table = tables.of(entry);
    readHeaderMembers(table, tables, response, result, unreadable);
    if (!shape.payloadMember().empty()) {
        if (const auto added = addPayload(shape, tables, response, result, unreadable); !added)
            return added.error();
        return result;
    }
    if (!std::any_of(table.members.begin(), table.members.end(), isBodyMember))
        return result;
    auto body = parseBody(entry, tables, response.body, unreadable);
    if (!body)
        return body;
    for (const auto& [name, value] : body->members())
        result.insert(name, value);
    return result;
}

Result<void> RestParser::addPayload(const Shape& shape, ShapeTables& tables, const HttpResponse& response,
                                    Value& into, UnreadableValues& unreadable) const
{
    const auto name = shape.payloadMember();
    const auto entry = ShapeTables::entry(shape.member(name), name);
    if (entry.shape.isEventStream() || response.isBodyElsewhere)
        return {}; // read message by message, or already handed on
    if (entry.type == ShapeType::Blob) {
        into.insert(name, response.body);
        return {};
    }
    if (entry.type == ShapeType::Text) {
        into.insert(name, response.body.toStdString());
        return {};
    }
    if (response.body.isEmpty() && entry.shape.isUnion())
        return {};
    auto value = parseBody(entry, tables, response.body, unreadable);
    if (!value)
        return value.error();
    into.insert(name, std::move(value).value());
    return {};
}

} // namespace inia
