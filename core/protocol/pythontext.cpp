#include "core/protocol/pythontext.h"

#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"

#include <cstdio>

namespace inia {

namespace {

constexpr std::size_t longestText = 400;

std::string quoted(std::string_view text, bool isText)
{
    const char quote =
        text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
    std::string out = isText ? "" : "b";
    out += quote;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\\' || c == quote) {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !isText)) {
            char buffer[8];
            std::snprintf(buffer, sizeof(buffer), "\\x%02x", byte);
            out += buffer;
        } else {
            out += c;
        }
    }
    return out + quote;
}

void appendRepresentation(std::string& out, const Value& value)
{
    if (out.size() > longestText)
        return;
    switch (value.kind()) {
    case Value::Kind::Null:
        out += "None";
        break;
    case Value::Kind::Text:
        out += quoted(std::string_view(value.text()).substr(0, longestText), true);
        break;
    case Value::Kind::Blob:
        out += quoted(value.blob().left(longestText).toStdString(), false);
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
            appendRepresentation(out, item);
        }
        out += ']';
        break;
    }
    case Value::Kind::Map: {
        out += '{';
        const char* separator = "";
        for (const auto& [name, item] : value.members()) {
            out.append(std::exchange(separator, ", ")).append(quoted(name, true)).append(": ");
            appendRepresentation(out, item);
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
        appendRepresentation(out, value);
    if (out.size() <= longestText)
        return out;
    auto end = longestText;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80)
        --end; // not through the middle of a character
    return out.substr(0, end) + "...";
}

} // namespace inia
