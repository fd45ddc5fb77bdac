#include "core/protocol/cbor.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/shapetables.h"
#include "core/protocol/timestamps.h"

#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

namespace inia {

namespace {

constexpr int indefinite = 31;
constexpr std::uint8_t breakCode = 0xFF;

class CborReader final {
public:
    explicit CborReader(const QByteArray& bytes)
        : m_next(reinterpret_cast<const std::uint8_t*>(bytes.constData())), m_end(m_next + bytes.size())
    {
    }

    [[nodiscard]] Value item();
    [[nodiscard]] bool atEnd() const { return m_next == m_end; }
    [[nodiscard]] const char* error() const { return m_error; }
    Value fail(const char* what)
    {
        if (!m_error)
            m_error = what;
        m_next = m_end; // every loop below ends at the end of the bytes
        return {};
    }

private:
    [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(m_end - m_next); }
    [[nodiscard]] std::uint64_t bigEndian(std::size_t count);
    [[nodiscard]] std::uint64_t argument(int info);
    [[nodiscard]] QByteArray string(int majorType, int info);
    [[nodiscard]] Value itemOf(int majorType, int info);
    [[nodiscard]] Value text(int info);
    [[nodiscard]] Value list(int info);
    [[nodiscard]] Value map(int info);
    [[nodiscard]] Value tagged(int info);
    [[nodiscard]] Value simple(int info);
    [[nodiscard]] bool more(int info, std::uint64_t& remaining);

    const std::uint8_t* m_next;
    const std::uint8_t* m_end;
    const char* m_error = nullptr;
    ValueBudget m_budget;
    int m_depth = 0;
};

std::uint64_t CborReader::bigEndian(std::size_t count)
{
    if (left() < count) {
        fail("the bytes end in the middle of an item");
        return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i)
        value = value << 8 | *m_next++;
    return value;
}

std::uint64_t CborReader::argument(int info)
{
    if (info < 24)
        return static_cast<std::uint64_t>(info);
    if (info <= 27)
        return bigEndian(std::size_t{1} << (info - 24));
    fail("an item has no valid length");
    return 0;
}

QByteArray CborReader::string(int majorType, int info)
{
    if (info != indefinite) {
        const auto length = argument(info);
        if (length > left()) {
            fail("a string is longer than the bytes left");
            return {};
        }
        const QByteArray result(reinterpret_cast<const char*>(m_next), static_cast<qsizetype>(length));
        m_next += length;
        return result;
    }
    QByteArray result;
    while (left() > 0 && *m_next != breakCode) {
        const int head = *m_next++;
        if (head >> 5 != majorType || (head & 31) == indefinite)
            fail("a piece of a string is of another type");
        else
            result += string(majorType, head & 31);
    }
    if (bigEndian(1) != breakCode)
        fail("a string has no end");
    return result;
}

Value CborReader::text(int info)
{
    const auto bytes = string(3, info);
    if (!simdjson::validate_utf8(bytes.constData(), static_cast<std::size_t>(bytes.size())))
        return fail("a text is not UTF-8");
    return bytes.toStdString();
}

/// Whether another element follows in a list or map of `remaining` or indefinite length.
bool CborReader::more(int info, std::uint64_t& remaining)
{
    if (info != indefinite)
        return remaining-- > 0 && !m_error;
    if (left() > 0 && *m_next == breakCode) {
        ++m_next;
        return false;
    }
    if (left() == 0)
        fail("a list or map has no end");
    return !m_error;
}

Value CborReader::list(int info)
{
    auto remaining = info == indefinite ? 0 : argument(info);
    if (remaining > left())
        return fail("a list is longer than the bytes left");
    Value::List items;
    items.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(remaining, 4096)));
    while (more(info, remaining))
        items.push_back(item());
    return items;
}

Value CborReader::map(int info)
{
    auto remaining = info == indefinite ? 0 : argument(info);
    if (remaining > left())
        return fail("a map is longer than the bytes left");
    ValueMap members;
    while (more(info, remaining)) {
        const auto key = item();
        auto value = item();
        if (!key.isText())
            return fail("a key is not a text");
        if (!value.isNull())
            members.insert(key.text(), std::move(value));
    }
    return members;
}

Value CborReader::tagged(int info)
{
    if (argument(info) != 1)
        return fail("a tag other than a timestamp's");
    auto value = item();
    if (value.isList() || value.isMap())
        return fail("a timestamp is not a number");
    const auto time = value.isNumber() ? timestampFromValue(value) : std::nullopt;
    return time ? Value(*time) : value; // which whoever knows the shape may make something of
}

double halfFloat(std::uint64_t bits)
{
    const auto exponent = static_cast<int>(bits >> 10 & 31);
    const auto fraction = static_cast<double>(bits & 1023);
    double value = 0;
    if (exponent == 31)
        value = (bits & 1023) != 0 ? std::numeric_limits<double>::quiet_NaN()
                                   : std::numeric_limits<double>::infinity();
    else if (exponent == 0)
        value = std::ldexp(fraction, -24);
    else
        value = std::ldexp(fraction + 1024, exponent - 25);
    return (bits & 0x8000) != 0 ? -value : value;
}

Value CborReader::simple(int info)
{
    switch (info) {
    case 20:
    case 21:
        return info == 21;
    case 22: // null
    case 23: // undefined
        return {};
    case 25:
        return halfFloat(bigEndian(2));
    case 26: {
        const auto bits = static_cast<std::uint32_t>(bigEndian(4));
        float value = 0;
        std::memcpy(&value, &bits, sizeof(value));
        return static_cast<double>(value);
    }
    case 27: {
        const auto bits = bigEndian(8);
        double value = 0;
        std::memcpy(&value, &bits, sizeof(value));
        return value;
    }
    default:
        return fail("an unknown simple value");
    }
}

Value CborReader::item()
{
    if (m_error)
        return {};
    if (m_depth >= maxNesting)
        return fail("the items are nested too deeply");
    if (!m_budget.spend())
        return fail("it holds more values than fit");
    ++m_depth;
    const auto head = static_cast<int>(bigEndian(1));
    auto value = m_error ? Value() : itemOf(head >> 5, head & 31);
    --m_depth;
    return value;
}

Value CborReader::itemOf(int majorType, int info)
{
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    switch (majorType) {
    case 0: {
        const auto number = argument(info);
        return number <= largest ? Value(number) : Value(static_cast<double>(number));
    }
    case 1: {
        const auto number = argument(info);
        return number <= largest ? Value(-1 - static_cast<std::int64_t>(number))
                                 : Value(-1.0 - static_cast<double>(number));
    }
    case 2:
        return string(2, info);
    case 3:
        return text(info);
    case 4:
        return list(info);
    case 5:
        return map(info);
    case 6:
        return tagged(info);
    default:
        return simple(info);
    }
}

} // namespace

Result<Value> parseCbor(const QByteArray& bytes)
{
    CborReader reader(bytes);
    auto value = reader.item();
    if (!reader.error() && !reader.atEnd())
        (void)reader.fail("bytes follow the item");
    if (reader.error()) {
        return makeError(ErrorKind::Parse, "InvalidCbor",
                         std::string("the body is not the CBOR expected: ") + reader.error());
    }
    return value;
}

void CborWriter::bigEndian(std::uint64_t value, int bytes)
{
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        m_out.append(static_cast<char>(value >> shift & 0xFF));
}

void CborWriter::head(int majorType, std::uint64_t argument)
{
    const auto put = [this, majorType](std::uint64_t info) {
        m_out.append(static_cast<char>(static_cast<std::uint64_t>(majorType) << 5 | info));
    };
    if (argument < 24) {
        put(argument);
    } else if (argument <= 0xFF) {
        put(24);
        bigEndian(argument, 1);
    } else if (argument <= 0xFFFF) {
        put(25);
        bigEndian(argument, 2);
    } else if (argument <= 0xFFFFFFFF) {
        put(26);
        bigEndian(argument, 4);
    } else {
        put(27);
        bigEndian(argument, 8);
    }
}

void CborWriter::integer(std::int64_t value)
{
    if (value >= 0)
        head(0, static_cast<std::uint64_t>(value));
    else
        head(1, ~static_cast<std::uint64_t>(value)); // -1 - value, without overflow
}

void CborWriter::text(std::string_view value)
{
    head(3, value.size());
    m_out.append(value.data(), static_cast<qsizetype>(value.size()));
}

void CborWriter::bytes(const QByteArray& value)
{
    head(2, static_cast<std::uint64_t>(value.size()));
    m_out.append(value);
}

bool CborWriter::special(double value)
{
    if (std::isfinite(value))
        return false;
    m_out.append(static_cast<char>(0xF9));
    bigEndian(std::isnan(value) ? 0x7E00 : value > 0 ? 0x7C00 : 0xFC00, 2);
    return true;
}

void CborWriter::float32(float value)
{
    if (special(static_cast<double>(value)))
        return;
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof(bits));
    m_out.append(static_cast<char>(0xFA));
    bigEndian(bits, 4);
}

void CborWriter::float64(double value)
{
    if (special(value))
        return;
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof(bits));
    m_out.append(static_cast<char>(0xFB));
    bigEndian(bits, 8);
}

void CborWriter::timestamp(Timestamp time)
{
    head(6, 1);
    const auto seconds = unixTimestampValue(time);
    if (seconds.isInt())
        integer(seconds.toInt());
    else
        float64(seconds.toDouble());
}

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
