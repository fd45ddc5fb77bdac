#include "core/protocol/jsonwriter.h"

#include "core/model/value.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace inia {

namespace {

constexpr char32_t replacement = 0xFFFD;

/// The code point at the front of `text`, taken off it.
char32_t takeCodePoint(std::string_view& text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    text.remove_prefix(1);
    if (lead < 0x80)
        return lead;
    const std::size_t extra = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < extra)
        return replacement;
    char32_t point = lead & (0x3Fu >> extra);
    for (std::size_t i = 0; i < extra; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0) != 0x80)
            return replacement;
        point = point << 6 | (next & 0x3F);
    }
    static constexpr char32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    if (point < smallest[extra] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        return replacement;
    text.remove_prefix(extra);
    return point;
}

void appendUnit(std::string& out, unsigned unit)
{
    char buffer[8];
    std::snprintf(buffer, sizeof(buffer), "\\u%04x", unit);
    out += buffer;
}

void appendEscaped(std::string& out, char32_t point)
{
    if (point < 0x10000) {
        appendUnit(out, static_cast<unsigned>(point));
        return;
    }
    const auto rest = static_cast<unsigned>(point) - 0x10000;
    appendUnit(out, 0xD800 + (rest >> 10));
    appendUnit(out, 0xDC00 + (rest & 0x3FF));
}

/// JSON asks for the first of these; terminals obey the others as well.
bool isControl(char32_t point)
{
    return point < ' ' || (point >= 0x7F && point < 0xA0);
}

bool appendShortEscape(std::string& out, char c)
{
    static constexpr std::string_view plain = "\"\\\n\r\t\b\f";
    static constexpr std::string_view letters = "\"\\nrtbf";
    const auto index = plain.find(c);
    if (index == std::string_view::npos)
        return false;
    out += '\\';
    out += letters[index];
    return true;
}

constexpr std::array<bool, 256> plainCharacters()
{
    std::array<bool, 256> is{};
    for (std::size_t c = ' '; c <= '~'; ++c)
        is[c] = c != '"' && c != '\\';
    return is;
}

/// How many characters at the front are written as they are.
std::size_t plainLength(std::string_view text)
{
    static constexpr auto is = plainCharacters();
    std::size_t length = 0;
    while (length < text.size() && is[static_cast<unsigned char>(text[length])])
        ++length;
    return length;
}

/// ISO 8601 as Python's datetime.isoformat() prints it: the CLI's users parse that.
std::string offsetTime(Timestamp time)
{
    auto text = formatTimestamp(time, TimestampFormat::Iso8601);
    if (!text)
        return scalarText(unixTimestampValue(time));
    text->pop_back(); // "Z"
    return *text + "+00:00";
}

} // namespace

void JsonWriter::newLine()
{
    if (m_style.indent == 0)
        return;
    m_out += '\n';
    m_out.append(m_hasItems.size() * static_cast<std::size_t>(m_style.indent), ' ');
}

void JsonWriter::beforeItem()
{
    if (m_afterKey) {
        m_afterKey = false;
        return;
    }
    if (m_hasItems.empty())
        return;
    if (m_hasItems.back())
        m_out += m_style.itemSeparator;
    m_hasItems.back() = true;
    newLine();
}

void JsonWriter::begin(char bracket)
{
    beforeItem();
    m_out += bracket;
    m_hasItems.push_back(false);
}

void JsonWriter::end(char bracket)
{
    const bool hadItems = m_hasItems.back();
    m_hasItems.pop_back();
    if (hadItems)
        newLine();
    m_out += bracket;
}

void JsonWriter::quoted(std::string_view value)
{
    m_out += '"';
    for (;;) {
        const auto plain = plainLength(value);
        m_out += value.substr(0, plain);
        value.remove_prefix(plain);
        if (value.empty())
            break;
        if (appendShortEscape(m_out, value.front())) {
            value.remove_prefix(1);
        } else {
            const auto before = value;
            const auto point = takeCodePoint(value);
            const auto length = before.size() - value.size();
            if (m_style.asciiOnly || isControl(point))
                appendEscaped(m_out, point);
            else if (point == replacement && length == 1)
                m_out += "\xEF\xBF\xBD";
            else
                m_out += before.substr(0, length);
        }
    }
    m_out += '"';
}

void JsonWriter::key(std::string_view name)
{
    beforeItem();
    quoted(name);
    m_out += m_style.keySeparator;
    m_afterKey = true;
}

void JsonWriter::text(std::string_view value)
{
    beforeItem();
    quoted(value);
}

void JsonWriter::integer(std::int64_t value)
{
    beforeItem();
    m_out += std::to_string(value);
}

void JsonWriter::number(double value)
{
    if (!std::isfinite(value))
        return text(doubleText(value));
    beforeItem();
    m_out += doubleText(value);
}

void JsonWriter::boolean(bool value)
{
    beforeItem();
    m_out += boolText(value);
}

void JsonWriter::null()
{
    beforeItem();
    m_out += "null";
}

void JsonWriter::value(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return null();
    case Value::Kind::Bool:
        return boolean(value.toBool());
    case Value::Kind::Int:
        return integer(value.toInt());
    case Value::Kind::Double:
        return number(value.toDouble());
    case Value::Kind::Text:
        return text(value.text());
    case Value::Kind::Blob:
        return text(base64Text(value));
    case Value::Kind::Time:
        return text(offsetTime(value.time()));
    case Value::Kind::List:
        beginList();
        items(value);
        return endList();
    case Value::Kind::Map:
        beginMap();
        for (const auto& [name, member] : value.members()) {
            key(name);
            this->value(member);
        }
        return endMap();
    }
}

/// One member after the other, rather than all Values at once.
void JsonWriter::items(const RecordList& records)
{
    const auto& names = records.columns();
    for (std::size_t row = 0; row < records.size(); ++row) {
        beginMap();
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto member = records.cell(row, i);
            if (member.isNull())
                continue;
            key(names[i]);
            value(member);
        }
        endMap();
    }
}

void JsonWriter::items(const Value& list)
{
    if (const auto& records = list.records())
        return items(*records);
    for (const auto& item : list.items())
        value(item);
}

std::string toJson(const Value& value, JsonStyle style)
{
    JsonWriter writer(style);
    writer.value(value);
    return writer.take();
}

} // namespace inia
