#include "core/protocol/cborbody.h"

#include "core/protocol/cbor.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/shapetables.h"
#include "core/protocol/timestamps.h"

#include <algorithm>
#include <optional>

namespace inia {

namespace {

class CborBodyWriter final {
public:
    void write(const Shape& shape, const Value& value);
    [[nodiscard]] Result<QByteArray> take()
    {
        if (m_error)
            return *m_error;
        return m_cbor.take();
    }

private:
    void writeStructure(const Shape& shape, const Value& value);
    void writeContainer(const Shape& shape, const Value& value);
    void writeScalar(const Shape& shape, const Value& value);

    CborWriter m_cbor;
    std::optional<Error> m_error;
};

void CborBodyWriter::writeStructure(const Shape& shape, const Value& value)
{
    const auto isSent = [&shape](const ValueMap::Entry& entry) {
        return !entry.second.isNull() && shape.hasMember(entry.first);
    };
    const auto& members = value.members();
    m_cbor.beginMap(static_cast<std::size_t>(std::count_if(members.begin(), members.end(), isSent)));
    for (const auto& entry : members) {
        if (!isSent(entry))
            continue;
        const auto member = shape.member(entry.first);
        const auto wireName = member.locationName();
        m_cbor.text(wireName.empty() ? std::string_view(entry.first) : wireName);
        write(member, entry.second);
    }
}

void CborBodyWriter::writeContainer(const Shape& shape, const Value& value)
{
    if (shape.type() == ShapeType::List) {
        m_cbor.beginList(value.items().size());
        for (const auto& item : value.items())
            write(shape.element(), item);
        return;
    }
    m_cbor.beginMap(value.members().size());
    for (const auto& [name, item] : value.members()) {
        m_cbor.text(name);
        write(shape.value(), item);
    }
}

void CborBodyWriter::writeScalar(const Shape& shape, const Value& value)
{
    switch (shape.type()) {
    case ShapeType::Blob:
        return m_cbor.bytes(blobBytes(value));
    case ShapeType::Bool:
        return m_cbor.boolean(value.toBool());
    case ShapeType::Int:
    case ShapeType::Long:
        return m_cbor.integer(value.isBool() ? std::int64_t{value.toBool()} : value.toInt());
    case ShapeType::Float:
        return m_cbor.float32(static_cast<float>(value.toDouble()));
    case ShapeType::Double:
        return m_cbor.float64(value.toDouble());
    case ShapeType::Time:
        if (const auto time = timestampFromValue(value))
            return m_cbor.timestamp(*time);
        m_error = makeError(ErrorKind::Parameter, "ParamValidation",
                            "invalid timestamp for " + std::string(shape.name()));
        return;
    default:
        return m_cbor.text(scalarText(value));
    }
}

void CborBodyWriter::write(const Shape& shape, const Value& value)
{
    if (value.isNull())
        m_cbor.null();
    else if (shape.type() == ShapeType::Structure)
        writeStructure(shape, value);
    else if (shape.type() == ShapeType::List || shape.type() == ShapeType::Map)
        writeContainer(shape, value);
    else
        writeScalar(shape, value);
}

Error misfit(const ShapeEntry& entry, std::string_view what)
{
    return makeError(ErrorKind::Parse, "InvalidCbor",
                     std::string(what) + " (" + std::string(entry.shape.name()) + ")");
}

Result<Value> readStructure(const ShapeEntry& entry, ShapeTables& tables, const Value& item,
                            UnreadableValues& unreadable)
{
    const auto& table = tables.of(entry);
    const auto set = item.size() - (item.contains("__type") ? 1 : 0);
    if (table.isUnion && set != 1)
        return misfit(entry, "a union must have one and only one member set");
    ValueMap map;
    for (const auto& member : table.members) {
        const auto* found = item.members().find(member.name);
        if (!found || found->isNull())
            continue;
        auto value = readCborBody(member, tables, *found, unreadable);
        if (!value)
            return value;
        map.appendUnchecked(std::string(member.name), std::move(value).value());
    }
    return Value(std::move(map));
}

Value readScalar(const ShapeEntry& entry, const Value& item, UnreadableValues& unreadable)
{
    if (entry.type == ShapeType::Time && !item.isTime()) {
        const auto time = timestampFromValue(item);
        return time ? Value(*time) : unreadableScalar(entry, unreadable);
    }
    if ((entry.type == ShapeType::Float || entry.type == ShapeType::Double) && item.isInt())
        return item.toDouble();
    return item;
}

} // namespace

Result<QByteArray> writeCborBody(const Shape& shape, const Value& value)
{
    CborBodyWriter writer;
    writer.write(shape, value);
    return writer.take();
}

Result<Value> readCborBody(const ShapeEntry& entry, ShapeTables& tables, const Value& item,
                           UnreadableValues& unreadable)
{
    if (item.isNull())
        return item;
    if (entry.type == ShapeType::Structure)
        return item.isMap() ? readStructure(entry, tables, item, unreadable)
                            : misfit(entry, "a map was expected");
    if (entry.type == ShapeType::List) {
        if (!item.isList())
            return misfit(entry, "a list was expected");
        Value::List list;
        list.reserve(item.size());
        for (const auto& element : item.items()) {
            auto value = readCborBody(tables.of(entry).element, tables, element, unreadable);
            if (!value)
                return value;
            list.push_back(std::move(value).value());
        }
        return Value(std::move(list));
    }
    if (entry.type == ShapeType::Map) {
        if (!item.isMap())
            return misfit(entry, "a map was expected");
        ValueMap map;
        for (const auto& [name, element] : item.members()) {
            auto value = readCborBody(tables.of(entry).value, tables, element, unreadable);
            if (!value)
                return value;
            map.appendUnchecked(name, std::move(value).value());
        }
        return Value(std::move(map));
    }
    return readScalar(entry, item, unreadable);
}

} // namespace inia
