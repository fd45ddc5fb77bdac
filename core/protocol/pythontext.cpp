#include "core/protocol/pythontext.h"

#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"

#include <QtCore/QList>
#include <QtCore/QString>

#include <algorithm>
#include <cstdio>

namespace inia {

namespace {

constexpr std::size_t longestText = 400;

/// What Python's repr() shows as it is: str.isprintable().
bool isPrintable(char32_t point)
{
    switch (QChar::category(point)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    case QChar::Separator_Space:
        return point == U' ';
    default:
        return true;
    }
}

/// How many bytes the character at the front takes; 1 for bytes that are none.
std::size_t characterSize(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    return std::min(size, text.size());
}

/// A character that is not ASCII.
void appendCharacter(std::string& out, std::string_view bytes)
{
    const auto points = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())).toUcs4();
    for (const auto point : points) {
        if (isPrintable(point)) {
            out += bytes;
            return;
        }
        char buffer[12];
        if (point < 0x100)
            std::snprintf(buffer, sizeof(buffer), "\\x%02x", point);
        else if (point < 0x10000)
            std::snprintf(buffer, sizeof(buffer), "\\u%04x", point);
        else
            std::snprintf(buffer, sizeof(buffer), "\\U%08x", point);
        out += buffer;
    }
}

bool appendEscape(std::string& out, char c, char quote)
{
    constexpr std::string_view plain = "\n\r\t";
    constexpr std::string_view letters = "nrt";
    const auto index = plain.find(c);
    if (c != '\\' && c != quote && index == std::string_view::npos)
        return false;
    out += '\\';
    out += index == std::string_view::npos ? c : letters[index];
    return true;
}

std::string quoted(std::string_view text, bool isText)
{
    const char quote =
        text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
    std::string out = isText ? "" : "b";
    out += quote;
    while (!text.empty()) {
        const auto byte = static_cast<unsigned char>(text.front());
        const auto size = isText ? characterSize(text) : 1;
        if (size > 1) {
            appendCharacter(out, text.substr(0, size));
        } else if (!appendEscape(out, text.front(), quote)) {
            char buffer[8] = {text.front()};
            if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !isText))
                std::snprintf(buffer, sizeof(buffer), "\\x%02x", byte);
            out += buffer;
        }
        text.remove_prefix(size);
    }
    return out + quote;
}

/// Stops once `limit` bytes are exceeded.
void appendRepresentation(std::string& out, const Value& value, std::size_t limit)
{
    if (out.size() > limit)
        return;
    switch (value.kind()) {
    case Value::Kind::Null:
        out += "None";
        break;
    case Value::Kind::Text:
        out += quoted(std::string_view(value.text()).substr(0, limit), true);
        break;
    case Value::Kind::Blob:
        out += quoted(std::string_view(value.blob().toStdString()).substr(0, limit), false);
        break;
    case Value::Kind::Time: {
        const auto text = formatTimestamp(value.time(), TimestampFormat::Iso8601);
        out += text ? *text : scalarText(unixTimestampValue(value.time()));
        break;
    }
    case Value::Kind::List: {
        out += '[';
        const char* separator = "";
        for (const auto& item : value.items()) {
            out += std::exchange(separator, ", ");
            appendRepresentation(out, item, limit);
        }
        out += ']';
        break;
    }
    case Value::Kind::Map: {
        out += '{';
        const char* separator = "";
        for (const auto& [name, item] : value.members()) {
            out.append(std::exchange(separator, ", ")).append(quoted(name, true)).append(": ");
            appendRepresentation(out, item, limit);
        }
        out += '}';
        break;
    }
    default:
        out += scalarText(value);
    }
}

} // namespace

std::string_view pythonTypeName(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return "<class 'NoneType'>";
    case Value::Kind::Bool:
        return "<class 'bool'>";
    case Value::Kind::Int:
        return "<class 'int'>";
    case Value::Kind::Double:
        return "<class 'float'>";
    case Value::Kind::Text:
        return "<class 'str'>";
    case Value::Kind::Blob:
        return "<class 'bytes'>";
    case Value::Kind::Time:
        return "<class 'datetime.datetime'>";
    case Value::Kind::List:
        return "<class 'list'>";
    case Value::Kind::Map:
        return "<class 'dict'>";
    }
    return {};
}

std::string pythonText(const Value& value)
{
    std::string out;
    if (value.isText())
        out = value.text();
    else
        appendRepresentation(out, value, longestText);
    if (out.size() <= longestText)
        return out;
    auto end = longestText;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80)
        --end; // not through the middle of a character
    return out.substr(0, end) + "...";
}

std::string pythonRepresentation(const Value& value)
{
    std::string out;
    appendRepresentation(out, value, std::string::npos);
    return out;
}

std::string pythonString(const Value& value)
{
    return value.isText() ? value.text() : pythonRepresentation(value);
}

} // namespace inia
