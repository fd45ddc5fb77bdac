#include "core/protocol/textscalars.h"

#include "core/http/httpmessage.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"
#include "core/text/ascii.h"

namespace inia {

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
