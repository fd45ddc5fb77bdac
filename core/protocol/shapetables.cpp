#include "core/protocol/shapetables.h"

#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"
#include "core/text/ascii.h"

#include <algorithm>

namespace inia {

namespace {

Location locationFromName(std::string_view name)
{
    if (name.empty())
        return Location::Body;
    if (name == "header")
        return Location::Header;
    if (name == "headers")
        return Location::HeaderMap;
    if (name == "statusCode")
        return Location::StatusCode;
    if (name == "uri")
        return Location::Uri;
    return name == "querystring" ? Location::Query : Location::Body;
}

void fillStructure(ShapeTable& table, const Shape& shape)
{
    table.members.reserve(shape.memberCount());
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        table.members.push_back(ShapeTables::entry(member.shape, member.name));
    }
    table.hasPlainElements =
        !table.isUnion && !table.isDocument &&
        std::none_of(table.members.begin(), table.members.end(), [](const ShapeEntry& member) {
            return member.xmlAttribute || !member.otherXmlName.empty();
        });
}

std::unique_ptr<const ShapeTable> makeTable(const ShapeEntry& entry)
{
    auto table = std::make_unique<ShapeTable>();
    table->isUnion = entry.shape.isUnion();
    table->isDocument = entry.shape.isDocument();
    if (entry.type == ShapeType::Structure) {
        fillStructure(*table, entry.shape);
    } else if (entry.type == ShapeType::List) {
        table->element = ShapeTables::entry(entry.shape.element());
    } else if (entry.type == ShapeType::Map) {
        table->key = ShapeTables::entry(entry.shape.key());
        table->value = ShapeTables::entry(entry.shape.value());
    }
    return table;
}

} // namespace

ShapeEntry ShapeTables::entry(const Shape& shape, std::string_view name)
{
    ShapeEntry entry;
    entry.shape = shape;
    entry.type = shape.type();
    entry.name = name;
    const auto locationName = shape.locationName();
    entry.wireName = locationName.empty() ? name : locationName;
    entry.xmlName = entry.wireName;
    entry.location = locationFromName(shape.location());
    entry.flattened = shape.isFlattened();
    entry.xmlAttribute = shape.flag("xmlAttribute");
    if (entry.flattened && entry.type == ShapeType::List) {
        const auto elementName = shape.element().locationName();
        if (!elementName.empty() && elementName != entry.wireName) {
            entry.xmlName = elementName;
            entry.otherXmlName = entry.wireName;
        }
    }
    return entry;
}

ShapeTables& ShapeTables::ofModel(const ServiceModel& model)
{
    return model.kept<ShapeTables>();
}

const ShapeTable& ShapeTables::find(const ShapeEntry& entry)
{
    const std::lock_guard lock(m_mutex);
    auto& table = m_tables[entry.shape.name()];
    if (!table)
        table = makeTable(entry);
    entry.table.set(table.get());
    return *table;
}

namespace {

template <typename T>
std::optional<Value> valueOf(std::optional<T> parsed)
{
    return parsed ? std::optional<Value>(std::move(*parsed)) : std::nullopt;
}

std::string_view scalarWord(ShapeType type)
{
    switch (type) {
    case ShapeType::Bool:
        return "no boolean";
    case ShapeType::Int:
    case ShapeType::Long:
        return "no integer";
    case ShapeType::Float:
    case ShapeType::Double:
        return "no number";
    case ShapeType::Time:
        return "no timestamp";
    case ShapeType::Blob:
        return "not base64";
    default:
        return "no text";
    }
}

} // namespace

std::optional<bool> parseBool(std::string_view text)
{
    text = ascii::trimmed(text);
    if (text == "1" || equalsIgnoringCase(text, "true"))
        return true;
    if (text == "0" || equalsIgnoringCase(text, "false"))
        return false;
    return std::nullopt;
}

std::optional<Value> scalarFromText(ShapeType type, std::string text)
{
    switch (type) {
    case ShapeType::Bool:
        return valueOf(parseBool(text));
    case ShapeType::Int:
    case ShapeType::Long:
        return valueOf(parseInteger(text));
    case ShapeType::Float:
    case ShapeType::Double:
        return valueOf(parseDouble(text));
    case ShapeType::Time:
        return valueOf(parseTimestamp(text));
    case ShapeType::Blob:
        return valueOf(parseBase64(text));
    default:
        return Value(std::move(text));
    }
}

Value unreadableScalar(const ShapeEntry& entry, UnreadableValues& unreadable)
{
    const auto name = entry.name.empty() ? entry.shape.name() : entry.name;
    unreadable.add(std::string(name) + ", which is " + std::string(scalarWord(entry.type)));
    return {};
}

Value readScalarText(const ShapeEntry& entry, std::string text, UnreadableValues& unreadable)
{
    auto value = scalarFromText(entry.type, std::move(text));
    return value ? std::move(*value) : unreadableScalar(entry, unreadable);
}

} // namespace inia
