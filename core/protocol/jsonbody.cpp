#include "core/protocol/jsonbody.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/shapetables.h"
#include "core/protocol/timestamps.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace inia {

namespace {

class JsonBodyWriter final {
public:
    void write(const Shape& shape, const Value& value);
    [[nodiscard]] Result<std::string> take()
    {
        if (m_error)
            return *m_error;
        return m_json.take();
    }

private:
    void writeStructure(const Shape& shape, const Value& value);
    void writeTime(const Shape& shape, const Value& value);
    void fail(std::string message)
    {
        if (!m_error)
            m_error = makeError(ErrorKind::Parameter, "ParamValidation", std::move(message));
    }

    JsonWriter m_json;
    std::optional<Error> m_error;
    int m_depth = 0;
};

void JsonBodyWriter::writeStructure(const Shape& shape, const Value& value)
{
    m_json.beginMap();
    for (const auto& [name, item] : value.members()) {
        const auto member = shape.member(name);
        if (!member.valid() || item.isNull())
            continue;
        const auto wireName = member.locationName();
        m_json.key(wireName.empty() ? std::string_view(name) : wireName);
        write(member, item);
    }
    m_json.endMap();
}

void JsonBodyWriter::writeTime(const Shape& shape, const Value& value)
{
    const auto time = timestampFromValue(value);
    const auto format =
        timestampFormatFromName(shape.trait("timestampFormat").text(), TimestampFormat::UnixSeconds);
    if (time && format == TimestampFormat::UnixSeconds)
        return m_json.value(unixTimestampValue(*time));
    const auto text = time ? formatTimestamp(*time, format) : Result<std::string>(std::string());
    if (!time || !text)
        fail("invalid timestamp for " + std::string(shape.name()));
    m_json.text(text ? *text : std::string());
}

void JsonBodyWriter::write(const Shape& shape, const Value& value)
{
    if (m_depth >= maxNesting) {
        m_json.null();
        return fail("the parameters are nested too deeply");
    }
    ++m_depth;
    if (value.isNull()) {
        m_json.null();
    } else if (shape.type() == ShapeType::Structure && !shape.isDocument()) {
        writeStructure(shape, value);
    } else if (shape.type() == ShapeType::List) {
        m_json.beginList();
        for (const auto& item : value.items())
            write(shape.element(), item);
        m_json.endList();
    } else if (shape.type() == ShapeType::Map) {
        m_json.beginMap();
        for (const auto& [name, item] : value.members()) {
            m_json.key(name);
            write(shape.value(), item);
        }
        m_json.endMap();
    } else if (shape.type() == ShapeType::Blob) {
        m_json.text(base64Text(value));
    } else if (shape.type() == ShapeType::Time) {
        writeTime(shape, value);
    } else {
        m_json.value(value);
    }
    --m_depth;
}

} // namespace

Result<std::string> writeJsonBody(const Shape& shape, const Value& value)
{
    JsonBodyWriter writer;
    writer.write(shape, value);
    return writer.take();
}

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

class JsonBodyReader final {
public:
    JsonBodyReader(ShapeTables& tables, UnreadableValues& unreadable)
        : m_tables(tables), m_unreadable(unreadable)
    {
    }

    [[nodiscard]] Value read(const ShapeEntry& entry, element json);
    [[nodiscard]] const std::string& error() const { return m_error; }

private:
    [[nodiscard]] Value readStructure(const ShapeEntry& entry, simdjson::dom::object object);
    [[nodiscard]] Value readList(const ShapeEntry& entry, simdjson::dom::array array);
    [[nodiscard]] Value readMap(const ShapeEntry& entry, simdjson::dom::object object);
    [[nodiscard]] Value readDocument(const ShapeEntry& entry, element json);
    [[nodiscard]] Value readNumber(const ShapeEntry& entry, element json);
    [[nodiscard]] bool checkUnion(const ShapeEntry& entry, simdjson::dom::object object, Value& unknown);
    Value fail(const ShapeEntry& entry, std::string_view what);

    ShapeTables& m_tables;
    UnreadableValues& m_unreadable;
    ValueBudget m_budget;
    std::vector<element> m_found; // stack: per open structure the JSON value of every member
    std::string m_error;
};

Value JsonBodyReader::fail(const ShapeEntry& entry, std::string_view what)
{
    if (m_error.empty()) {
        m_error = std::string(what) + " in " +
                  std::string(entry.name.empty() ? "a list or map" : entry.name) + " (" +
                  std::string(entry.shape.name()) + ")";
    }
    return {};
}

Value JsonBodyReader::read(const ShapeEntry& entry, element json)
{
    if (!m_error.empty() || json.is_null())
        return {};
    if (!m_budget.spend())
        return fail(entry, ValueBudget::problem());
    switch (entry.type) {
    case ShapeType::Structure:
        if (m_tables.of(entry).isDocument)
            return readDocument(entry, json);
        if (json.is_object())
            return readStructure(entry, json.get_object().value_unsafe());
        return fail(entry, "an object was expected");
    case ShapeType::Map:
        if (json.is_object())
            return readMap(entry, json.get_object().value_unsafe());
        return fail(entry, "an object was expected");
    case ShapeType::List:
        if (json.is_array())
            return readList(entry, json.get_array().value_unsafe());
        return fail(entry, "an array was expected");
    default:
        break;
    }
    if (json.is_string())
        return readScalarText(entry, std::string(json.get_string().value_unsafe()), m_unreadable);
    if (json.is_number())
        return readNumber(entry, json);
    if (entry.type == ShapeType::Blob || entry.type == ShapeType::Time)
        return unreadableScalar(entry, m_unreadable);
    return readDocument(entry, json); // what the server sent is worth more than nothing
}

Value JsonBodyReader::readDocument(const ShapeEntry& entry, element json)
{
    auto value = valueFromJson(json, m_budget);
    return m_budget.isExceeded() ? fail(entry, ValueBudget::problem()) : value;
}

Value JsonBodyReader::readNumber(const ShapeEntry& entry, element json)
{
    ValueBudget ofOne(1);
    auto value = valueFromJson(json, ofOne);
    if (entry.type == ShapeType::Float || entry.type == ShapeType::Double)
        return value.toDouble();
    if (entry.type == ShapeType::Time) {
        const auto time = timestampFromValue(value);
        return time ? Value(*time) : unreadableScalar(entry, m_unreadable);
    }
    if (entry.type == ShapeType::Blob)
        return unreadableScalar(entry, m_unreadable);
    const bool isInteger = entry.type == ShapeType::Int || entry.type == ShapeType::Long;
    return isInteger && value.isDouble() && std::abs(value.toDouble()) < 9.2e18 ? Value(value.toInt())
                                                                                : value;
}

Value JsonBodyReader::readStructure(const ShapeEntry& entry, simdjson::dom::object object)
{
    const auto& table = m_tables.of(entry);
    const auto& members = table.members;
    if (Value unknown; table.isUnion && !checkUnion(entry, object, unknown))
        return unknown;
    const auto base = m_found.size();
    m_found.resize(base + members.size());
    std::vector<bool> isSet(members.size());
    std::size_t hint = 0;
    for (const auto field : object) {
        for (std::size_t tried = 0; tried < members.size(); ++tried) {
            if (members[hint].wireName == field.key) {
                m_found[base + hint] = field.value;
                isSet[hint] = !field.value.is_null();
                break;
            }
            hint = hint + 1 == members.size() ? 0 : hint + 1;
        }
    }
    ValueMap map;
    map.reserve(static_cast<std::size_t>(std::count(isSet.begin(), isSet.end(), true)));
    for (std::size_t i = 0; i < members.size() && m_error.empty(); ++i) {
        if (isSet[i])
            map.appendUnchecked(std::string(members[i].name), read(members[i], m_found[base + i]));
    }
    m_found.resize(base);
    return map;
}

bool JsonBodyReader::checkUnion(const ShapeEntry& entry, simdjson::dom::object object, Value& unknown)
{
    std::string_view tag;
    std::size_t count = 0;
    for (const auto field : object) {
        if (field.key == "__type" || field.value.is_null())
            continue;
        tag = field.key;
        ++count;
    }
    if (count != 1) {
        unknown = fail(entry, "a union must have one and only one member set");
        return false;
    }
    const auto& members = m_tables.of(entry).members;
    if (std::any_of(members.begin(), members.end(), [tag](const ShapeEntry& m) { return m.wireName == tag; }))
        return true;
    unknown = Value::map({{"SDK_UNKNOWN_MEMBER", Value::map({{"name", Value(tag)}})}});
    return false;
}

Value JsonBodyReader::readList(const ShapeEntry& entry, simdjson::dom::array array)
{
    const auto& element = m_tables.of(entry).element;
    Value::List list;
    list.reserve(std::min(array.size(), m_budget.left()));
    for (const auto item : array) {
        if (!m_error.empty())
            break;
        list.push_back(read(element, item));
    }
    return list;
}

Value JsonBodyReader::readMap(const ShapeEntry& entry, simdjson::dom::object object)
{
    const auto& table = m_tables.of(entry);
    // The models do not say which maps may hold nulls. Scalars and structures keep theirs, as in botocore; a
    // list or map that is null is one that was left out.
    const bool keepsNull = table.value.type != ShapeType::List && table.value.type != ShapeType::Map;
    ValueMap map;
    for (const auto field : object) {
        if (!m_error.empty())
            break;
        if (!field.value.is_null() || keepsNull)
            map.insert(field.key, read(table.value, field.value));
    }
    return map;
}

} // namespace

Result<Value> readJsonBody(const ShapeEntry& entry, ShapeTables& tables, std::string_view text,
                           UnreadableValues& unreadable)
{
    if (text.empty())
        return Value::emptyMap();
    simdjson::dom::parser parser;
    element root;
    if (const auto problem = parseJsonDocument(parser, text, root); !problem.empty())
        return makeError(ErrorKind::Parse, "InvalidJson", "the body is not JSON: " + problem);
    JsonBodyReader reader(tables, unreadable);
    auto value = reader.read(entry, root);
    if (!reader.error().empty())
        return makeError(ErrorKind::Parse, "InvalidJson", reader.error());
    return value;
}

} // namespace inia
