#include "core/protocol/headerreader.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/textscalars.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <string>
#include <vector>

namespace inia {

namespace {

/// An item in quotes, its escapes undone; `text` is left behind the closing quote.
std::string takeQuoted(std::string_view& text)
{
    std::string item;
    text.remove_prefix(1);
    while (!text.empty() && text.front() != '"') {
        if (text.front() == '\\' && text.size() > 1)
            text.remove_prefix(1);
        item += text.front();
        text.remove_prefix(1);
    }
    return item;
}

/// Items between commas. HTTP dates hold a comma of their own, so that every second one counts.
std::vector<std::string> splitList(std::string_view text, bool datesWithComma)
{
    std::vector<std::string> items;
    while (true) {
        text = ascii::trimmed(text);
        if (!text.empty() && text.front() == '"') {
            items.push_back(takeQuoted(text));
            text.remove_prefix(std::min(text.size(), text.find(',')));
        } else {
            auto comma = text.find(',');
            if (datesWithComma && comma != std::string_view::npos)
                comma = text.find(',', comma + 1);
            items.emplace_back(ascii::trimmed(text.substr(0, comma)));
            text.remove_prefix(std::min(text.size(), comma));
        }
        if (text.empty())
            return items;
        text.remove_prefix(1);
    }
}

Value readHeader(const ShapeEntry& member, ShapeTables& tables, std::string_view text,
                 UnreadableValues& unreadable)
{
    if (member.type == ShapeType::List) {
        const auto& element = tables.of(member).element;
        const auto format = element.shape.trait("timestampFormat").text();
        const bool dates = element.type == ShapeType::Time && (format.empty() || format == "rfc822");
        Value::List list;
        for (auto& item : splitList(text, dates))
            list.push_back(readScalarText(element, std::move(item), unreadable));
        return list;
    }
    if (member.type == ShapeType::Text && member.shape.flag("jsonvalue")) {
        const auto json = parseBase64(text);
        auto parsed =
            parseJson(json ? std::string_view(json->constData(), static_cast<std::size_t>(json->size()))
                           : std::string_view());
        if (parsed)
            return std::move(parsed).value();
        unreadable.add(std::string(member.name) + ", which is no JSON in base64");
        return {};
    }
    return readScalarText(member, std::string(text), unreadable);
}

/// A header sent more than once is one list.
std::string joined(const HttpHeaders& headers, std::string_view name)
{
    std::string text;
    for (const auto& [key, value] : headers) {
        if (equalsIgnoringCase(key, name))
            text.append(text.empty() ? "" : ", ").append(value);
    }
    return text;
}

Value readPrefix(const ShapeEntry& member, const HttpHeaders& headers)
{
    const auto prefix = member.shape.locationName();
    Value map = Value::emptyMap();
    for (const auto& [name, value] : headers) {
        if (name.size() >= prefix.size() &&
            equalsIgnoringCase(std::string_view(name).substr(0, prefix.size()), prefix))
            map.insert(std::string_view(name).substr(prefix.size()), value);
    }
    return map;
}

} // namespace

void readHeaderMembers(const ShapeTable& table, ShapeTables& tables, const HttpResponse& response,
                       Value& into, UnreadableValues& unreadable)
{
    for (const auto& member : table.members) {
        if (member.location == Location::StatusCode) {
            into.insert(member.name, response.status);
        } else if (member.location == Location::HeaderMap) {
            into.insert(member.name, readPrefix(member, response.headers));
        } else if (member.location == Location::Header && response.headers.contains(member.wireName)) {
            into.insert(member.name,
                        readHeader(member, tables, joined(response.headers, member.wireName), unreadable));
        }
    }
}

} // namespace inia
