#include "core/jmespath/jsontext.h"

#include <QtCore/QDateTime>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace inia::jmespath {

namespace {

void appendUnit(std::string& out, char16_t unit)
{
    static constexpr std::string_view hex = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += hex[static_cast<std::size_t>((unit >> shift) & 15)];
}

void appendCharacter(std::string& out, char16_t unit)
{
    static constexpr std::string_view escaped = "\"\\\b\f\n\r\t";
    static constexpr std::string_view letters = "\"\\bfnrt";
    const auto position = unit < 0x80 ? escaped.find(static_cast<char>(unit)) : std::string_view::npos;
    if (position != std::string_view::npos) {
        out += '\\';
        out += letters[position];
    } else if (unit >= 0x20 && unit < 0x7F) {
        out += static_cast<char>(unit);
    } else {
        appendUnit(out, unit);
    }
}

void appendText(std::string& out, std::string_view text)
{
    out += '"';
    for (const auto unit : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())))
        appendCharacter(out, unit.unicode());
    out += '"';
}

/// As Python writes a float: the shortest digits that give the same number, with an exponent only for very
/// large and very small ones, and never looking like an integer.
std::string numberText(double number)
{
    if (std::isnan(number))
        return "NaN";
    if (std::isinf(number))
        return number < 0 ? "-Infinity" : "Infinity";
    const auto size = std::fabs(number);
    const bool exponent = size != 0 && (size < 1e-4 || size >= 1e16);
    std::array<char, 64> buffer;
    const auto [end, failure] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number,
                      exponent ? std::chars_format::scientific : std::chars_format::fixed);
    std::string text(buffer.data(), failure == std::errc() ? end : buffer.data());
    if (!exponent && text.find('.') == std::string::npos)
        text += ".0";
    return text;
}

std::string timeText(Timestamp time)
{
    // Years 1 to 9999: what ISO 8601 can write.
    const auto seconds = std::clamp<std::int64_t>(time.seconds, -62135596800, 253402300799);
    const auto milliseconds = seconds * 1000 + time.nanoseconds / 1000000;
    const auto moment = QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
    return moment.toString(time.nanoseconds == 0 ? Qt::ISODate : Qt::ISODateWithMs).toStdString();
}

struct Separators {
    const char* item;
    const char* name;
};

void append(std::string& out, const Value& value, Separators separators)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        out += "null";
        break;
    case Value::Kind::Bool:
        out += value.toBool() ? "true" : "false";
        break;
    case Value::Kind::Int:
        out += std::to_string(value.toInt());
        break;
    case Value::Kind::Double:
        out += numberText(value.toDouble());
        break;
    case Value::Kind::Text:
        appendText(out, value.text());
        break;
    case Value::Kind::Blob:
        appendText(out, value.blob().toBase64().toStdString());
        break;
    case Value::Kind::Time:
        appendText(out, timeText(value.time()));
        break;
    case Value::Kind::List: {
        const char* separator = "[";
        for (const auto& item : value.items()) {
            out += std::exchange(separator, separators.item);
            append(out, item, separators);
        }
        out += value.size() == 0 ? "[]" : "]";
        break;
    }
    case Value::Kind::Map: {
        const char* separator = "{";
        for (const auto& [name, member] : value.members()) {
            out += std::exchange(separator, separators.item);
            appendText(out, name);
            out += separators.name;
            append(out, member, separators);
        }
        out += value.size() == 0 ? "{}" : "}";
        break;
    }
    }
}

} // namespace

std::string jsonText(const Value& value)
{
    std::string out;
    append(out, value, {",", ":"});
    return out;
}

std::string spacedJsonText(const Value& value)
{
    std::string out;
    append(out, value, {", ", ": "});
    return out;
}

} // namespace inia::jmespath
