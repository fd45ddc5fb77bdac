#include "core/protocol/restbinding.h"

#include "core/http/textencoding.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/shapetables.h"
#include "core/protocol/timestamps.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <string>
#include <vector>

namespace inia {

namespace {

Error badParameter(std::string message)
{
    return makeError(ErrorKind::Parameter, "ParamValidation",
                     "Parameter validation failed:\n" + std::move(message));
}

Result<std::string> timeText(const Shape& shape, const Value& value, TimestampFormat fallback)
{
    const auto time = timestampFromValue(value);
    if (!time)
        return badParameter("Invalid timestamp for " + std::string(shape.name()));
    return formatTimestamp(*time, timestampFormatFromName(shape.trait("timestampFormat").text(), fallback));
}

Result<std::string> uriText(const Shape& shape, const Value& value)
{
    if (shape.type() == ShapeType::Bool)
        return std::string(boolText(value.toBool()));
    if (shape.type() == ShapeType::Time)
        return timeText(shape, value, TimestampFormat::Iso8601);
    return scalarText(value);
}

/// An item with a comma or quote in it is quoted, so that the list can be taken apart again.
std::string headerListItem(const std::string& text)
{
    if (text.find_first_of("\",") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

Result<std::string> headerText(const Shape& shape, const Value& value)
{
    if (shape.type() == ShapeType::Time) {
        // Headers carry whole seconds in every format.
        const auto time = timestampFromValue(value);
        return timeText(shape, time ? Value(Timestamp{time->seconds, 0}) : value, TimestampFormat::HttpDate);
    }
    if (shape.type() == ShapeType::List) {
        const auto element = shape.element();
        std::string joined;
        for (const auto& item : value.items()) {
            if (item.isNull())
                continue;
            auto text = headerText(element, item);
            if (!text)
                return text;
            joined += joined.empty() ? "" : ",";
            joined += element.type() == ShapeType::Text ? headerListItem(*text) : *text;
        }
        return joined;
    }
    if (shape.type() == ShapeType::Text && shape.flag("jsonvalue") && shape.location() == "header")
        return QByteArray::fromStdString(toJson(value, JsonStyle::compact())).toBase64().toStdString();
    if (shape.type() == ShapeType::Bool)
        return std::string(boolText(value.toBool()));
    return scalarText(value);
}

Result<void> checkHeader(std::string_view name, std::string_view value)
{
    // A line break would let a value smuggle in headers of its own.
    static constexpr std::string_view forbidden("\r\n\0", 3);
    if (name.find_first_of(forbidden) == std::string_view::npos &&
        value.find_first_of(forbidden) == std::string_view::npos)
        return {};
    return badParameter("Invalid header value for " +
                        std::string(name.substr(0, name.find_first_of(forbidden))) +
                        ": line breaks and NUL cannot be sent in a header");
}

} // namespace

Result<RestBinding> RestBinding::bind(const Shape& input, const Value& params)
{
    RestBinding binding;
    if (!input.valid())
        return binding;
    for (const auto& [name, value] : params.members()) {
        const auto member = input.member(name);
        if (!member.valid() || value.isNull())
            continue;
        if (const auto added = binding.add(name, member, value); !added)
            return added.error();
    }
    return binding;
}

Result<void> RestBinding::add(std::string_view name, const Shape& member, const Value& value)
{
    const auto location = member.location();
    const auto key = member.locationName().empty() ? name : member.locationName();
    if (location == "uri") {
        auto text = uriText(member, value);
        if (!text)
            return text.error();
        m_labels.emplace_back(key, std::move(text).value());
        return {};
    }
    if (location == "querystring")
        return addQuery(key, member, value);
    if (location == "header")
        return addHeader(key, member, value);
    if (location == "headers")
        return addHeaderMap(member.locationName(), value);
    m_body.insert(name, value);
    return {};
}

void RestBinding::setQuery(std::string_view key, Texts values)
{
    const auto found =
        std::find_if(m_query.begin(), m_query.end(), [key](const auto& item) { return item.first == key; });
    if (found == m_query.end())
        m_query.emplace_back(key, std::move(values));
    else
        found->second = std::move(values);
}

Result<void> RestBinding::addQuery(std::string_view key, const Shape& member, const Value& value)
{
    const auto texts = [](const Shape& shape, const Value& list) -> Result<Texts> {
        Texts result;
        for (const auto& item : list.items()) {
            auto text = uriText(shape, item);
            if (!text)
                return text.error();
            result.push_back(std::move(text).value());
        }
        return result;
    };
    const auto one = [&texts](const Shape& shape, const Value& item) -> Result<Texts> {
        if (shape.type() == ShapeType::List)
            return texts(shape.element(), item);
        auto text = uriText(shape, item);
        if (!text)
            return text.error();
        return Texts{std::move(text).value()};
    };
    if (member.type() != ShapeType::Map) {
        auto values = one(member, value);
        if (!values)
            return values.error();
        setQuery(key, std::move(values).value());
        return {};
    }
    for (const auto& [name, item] : value.members()) {
        auto values = one(member.value(), item);
        if (!values)
            return values.error();
        setQuery(name, std::move(values).value());
    }
    return {};
}

Result<void> RestBinding::addHeader(std::string_view key, const Shape& member, const Value& value)
{
    if (member.type() == ShapeType::List && value.size() == 0)
        return {};
    auto text = headerText(member, value);
    if (!text)
        return text.error();
    if (auto good = checkHeader(key, *text); !good)
        return good;
    m_headers.set(key, std::move(text).value());
    return {};
}

Result<void> RestBinding::addHeaderMap(std::string_view prefix, const Value& value)
{
    for (const auto& [name, item] : value.members()) {
        const auto header = std::string(prefix) + name;
        const auto text = scalarText(item);
        if (auto good = checkHeader(header, text); !good)
            return good;
        m_headers.set(header, text);
    }
    return {};
}

Result<RestBinding::Target> RestBinding::target(std::string_view uriTemplate) const
{
    std::string uri;
    while (!uriTemplate.empty()) {
        const auto open = uriTemplate.find('{');
        const auto close = uriTemplate.find('}', open);
        uri += uriTemplate.substr(0, open);
        if (open == std::string_view::npos || close == std::string_view::npos)
            break;
        auto name = uriTemplate.substr(open + 1, close - open - 1);
        const bool greedy = !name.empty() && name.back() == '+';
        if (greedy)
            name.remove_suffix(1);
        const auto label = std::find_if(m_labels.begin(), m_labels.end(),
                                        [name](const auto& entry) { return entry.first == name; });
        if (label == m_labels.end())
            return badParameter("Missing required parameter in input: \"" + std::string(name) + '"');
        uri += greedy ? percentEncodePath(label->second) : percentEncode(label->second);
        uriTemplate.remove_prefix(close + 1);
    }
    const auto mark = uri.find('?');
    Target result{uri.substr(0, mark), mark == std::string::npos ? std::string() : uri.substr(mark + 1)};
    if (result.path.empty())
        result.path = "/";
    for (const auto& [key, values] : m_query) {
        for (const auto& value : values) {
            result.query.append(result.query.empty() ? "" : "&").append(percentEncode(key)).append("=");
            result.query += percentEncode(value);
        }
    }
    return result;
}

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
