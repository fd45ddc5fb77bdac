#include "core/protocol/xmlscanner.h"

#include "core/protocol/textscalars.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>

namespace inia {

namespace {

/// Deeper ones are left to the tree, which has the limit that counts.
constexpr int deepest = 100;

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

constexpr std::array<bool, 256> nameCharacters()
{
    std::array<bool, 256> is{};
    for (const char c :
         std::string_view("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:_-."))
        is[static_cast<unsigned char>(c)] = true;
    return is;
}

bool isNameCharacter(char c)
{
    static constexpr auto is = nameCharacters();
    return is[static_cast<unsigned char>(c)];
}

void appendUtf8(std::string& out, std::uint32_t code)
{
    const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | code >> 6);
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | code >> 12);
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | code >> 18);
        add(0x80 | (code >> 12 & 0x3F));
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    }
}

/// What stands between & and ;. False when it is none of XML's own or no usable character.
bool appendEntity(std::string& out, std::string_view name)
{
    struct Entity {
        std::string_view name;
        char character;
    };
    static constexpr std::array<Entity, 5> entities{
        {{"quot", '"'}, {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"apos", '\''}}};
    for (const auto& entity : entities) {
        if (entity.name == name) {
            out += entity.character;
            return true;
        }
    }
    if (name.size() < 2 || name[0] != '#')
        return false;
    const bool isHex = name[1] == 'x';
    const auto digits = name.substr(isHex ? 2 : 1);
    std::uint32_t code = 0;
    const auto* end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, code, isHex ? 16 : 10);
    const bool isCharacter = code > 0 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
    if (parsed.ec != std::errc() || parsed.ptr != end || !isCharacter)
        return false;
    appendUtf8(out, code);
    return true;
}

/// Text as it is meant. Line ends of other systems are left to the tree.
bool unescape(std::string_view text, std::string& out)
{
    if (text.find('\r') != std::string_view::npos)
        return false;
    out.reserve(text.size());
    for (;;) {
        const auto mark = text.find('&');
        out += text.substr(0, mark);
        if (mark == std::string_view::npos)
            return true;
        const auto end = text.find(';', mark);
        if (end == std::string_view::npos || !appendEntity(out, text.substr(mark + 1, end - mark - 1)))
            return false;
        text.remove_prefix(end + 1);
    }
}

bool twoDigits(std::string_view text, std::size_t at, unsigned& number)
{
    const auto tens = static_cast<unsigned>(text[at]) - '0';
    const auto ones = static_cast<unsigned>(text[at + 1]) - '0';
    number = tens * 10 + ones;
    return tens < 10 && ones < 10;
}

/// "2026-01-02T03:04:05.678Z" and nothing else, the form in which nearly all timestamps in XML come.
std::optional<Timestamp> plainTimestamp(std::string_view text)
{
    constexpr std::string_view form = "dddd-dd-ddTdd:dd:dd";
    if (text.size() < form.size() + 1 || text.back() != 'Z' || text[4] != '-' || text[7] != '-' ||
        text[10] != 'T' || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    unsigned century = 0;
    unsigned year = 0;
    unsigned month = 0;
    unsigned day = 0;
    unsigned hour = 0;
    unsigned minute = 0;
    unsigned second = 0;
    if (!twoDigits(text, 0, century) || !twoDigits(text, 2, year) || !twoDigits(text, 5, month) ||
        !twoDigits(text, 8, day) || !twoDigits(text, 11, hour) || !twoDigits(text, 14, minute) ||
        !twoDigits(text, 17, second) || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(century * 100 + year)),
                                           std::chrono::month(month), std::chrono::day(day));
    if (!date.ok() || century * 100 + year < 1)
        return std::nullopt;
    std::int32_t nanoseconds = 0;
    if (text.size() > form.size() + 1) {
        const auto fraction = text.substr(form.size() + 1, text.size() - form.size() - 2);
        if (text[form.size()] != '.' || fraction.empty() || fraction.size() > 6)
            return std::nullopt;
        std::int32_t unit = 100'000'000;
        for (const char c : fraction) {
            if (c < '0' || c > '9')
                return std::nullopt;
            nanoseconds += (c - '0') * unit;
            unit /= 10;
        }
    }
    const auto days = std::chrono::sys_days(date).time_since_epoch().count();
    return Timestamp{std::int64_t{days} * 86'400 + hour * 3600 + minute * 60 + second, nanoseconds};
}

class XmlScanner final {
public:
    XmlScanner(ShapeTables& tables, std::string_view text)
        : m_tables(tables), m_at(text.data()), m_end(text.data() + text.size())
    {
    }

    [[nodiscard]] std::optional<Value> document(const ShapeEntry& entry);
    [[nodiscard]] std::optional<Value> head(const ShapeEntry& entry);

private:
    struct Tag {
        std::string_view name;
        bool isEmpty = false;
        [[nodiscard]] std::string_view localName() const
        {
            const auto colon = name.find(':');
            return colon == std::string_view::npos ? name : name.substr(colon + 1);
        }
    };

    Value giveUp()
    {
        m_failed = true;
        return {};
    }
    [[nodiscard]] bool isAt(std::string_view what) const
    {
        return static_cast<std::size_t>(m_end - m_at) >= what.size() &&
               std::memcmp(m_at, what.data(), what.size()) == 0;
    }
    void skipSpace()
    {
        while (m_at < m_end && isSpace(*m_at))
            ++m_at;
    }
    [[nodiscard]] bool openRoot(Tag& root);
    [[nodiscard]] std::string_view takeName();
    [[nodiscard]] bool skipAttributes();
    [[nodiscard]] bool openTag(Tag& tag);
    [[nodiscard]] bool closeTag(std::string_view name);
    [[nodiscard]] bool toNextTag();
    [[nodiscard]] bool nextChild(const Tag& parent, Tag& child);
    void skipElement(const Tag& tag);
    [[nodiscard]] Value read(const ShapeEntry& entry, const Tag& tag);
    [[nodiscard]] Value readStructure(const ShapeEntry& entry, const Tag& tag);
    void readMember(const ShapeEntry& member, const Tag& tag, std::size_t slot);
    [[nodiscard]] Value readList(const ShapeEntry& entry, const Tag& tag);
    [[nodiscard]] Value readScalar(const ShapeEntry& entry, const Tag& tag);

    ShapeTables& m_tables;
    const char* m_at;
    const char* m_end;
    std::vector<Value> m_slots; // stack: per open structure a place for every member
    int m_depth = 0;
    bool m_failed = false;
};

std::string_view XmlScanner::takeName()
{
    const char* begin = m_at;
    const char* end = begin;
    while (end < m_end && isNameCharacter(*end))
        ++end;
    m_at = end;
    return {begin, static_cast<std::size_t>(end - begin)};
}

bool XmlScanner::skipAttributes()
{
    if (m_at < m_end && *m_at == '>')
        return true;
    for (;;) {
        const bool hasSpace = m_at < m_end && isSpace(*m_at);
        skipSpace();
        if (m_at == m_end || *m_at == '>' || *m_at == '/')
            return m_at < m_end;
        if (!hasSpace || takeName().empty() || m_end - m_at < 2 || m_at[0] != '=' ||
            (m_at[1] != '"' && m_at[1] != '\''))
            return false;
        const auto* close = static_cast<const char*>(
            std::memchr(m_at + 2, m_at[1], static_cast<std::size_t>(m_end - m_at - 2)));
        if (!close)
            return false;
        m_at = close + 1;
    }
}

bool XmlScanner::openTag(Tag& tag)
{
    ++m_at; // the '<'
    tag.name = takeName();
    const bool startsWell = !tag.name.empty() && (tag.name[0] > '9' || tag.name[0] == ':');
    if (!startsWell || !skipAttributes())
        return false;
    tag.isEmpty = *m_at == '/';
    if (tag.isEmpty)
        ++m_at;
    if (m_at == m_end || *m_at != '>')
        return false;
    ++m_at;
    return true;
}

bool XmlScanner::closeTag(std::string_view name)
{
    m_at += 2; // the '</'
    if (!isAt(name))
        return false;
    m_at += name.size();
    skipSpace();
    if (m_at == m_end || *m_at != '>')
        return false;
    ++m_at;
    return true;
}

bool XmlScanner::toNextTag()
{
    const char* next = m_at; // mostly the next tag, or after a few spaces: memchr() would take longer
    while (next < m_end && *next != '<')
        ++next;
    m_at = next;
    if (m_end - m_at > 1)
        return true;
    m_at = m_end;
    return false;
}

/// False when there is none; then the parent is closed, or scanning has failed.
bool XmlScanner::nextChild(const Tag& parent, Tag& child)
{
    if (parent.isEmpty || m_failed)
        return false;
    if (!toNextTag()) {
        m_failed = true;
    } else if (m_at[1] == '/') {
        m_failed = !closeTag(parent.name);
    } else if (openTag(child)) {
        return true;
    } else {
        m_failed = true;
    }
    return false;
}

void XmlScanner::skipElement(const Tag& tag)
{
    if (tag.isEmpty)
        return;
    std::vector<Tag> open{tag};
    while (!open.empty()) {
        Tag child;
        const Tag parent = open.back();
        if (!nextChild(parent, child)) {
            if (m_failed)
                return;
            open.pop_back();
        } else if (!child.isEmpty) {
            open.push_back(child);
        }
    }
}

Value XmlScanner::read(const ShapeEntry& entry, const Tag& tag)
{
    if (m_failed || m_depth >= deepest)
        return giveUp();
    if (entry.type == ShapeType::Map)
        return giveUp();
    if (entry.type != ShapeType::Structure && entry.type != ShapeType::List)
        return readScalar(entry, tag);
    ++m_depth;
    auto value = entry.type == ShapeType::List ? readList(entry, tag) : readStructure(entry, tag);
    --m_depth;
    return value;
}

Value XmlScanner::readStructure(const ShapeEntry& entry, const Tag& tag)
{
    const auto& table = m_tables.of(entry);
    if (!table.hasPlainElements)
        return giveUp();
    const auto& members = table.members;
    const auto base = m_slots.size();
    m_slots.resize(base + members.size());
    std::size_t hint = 0; // elements mostly come in the order of the model, and repeated ones in a row
    std::size_t count = 0;
    Tag child;
    while (nextChild(tag, child)) {
        const auto name = child.localName();
        std::size_t tried = 0;
        for (; tried < members.size() && members[hint].xmlName != name; ++tried)
            hint = hint + 1 == members.size() ? 0 : hint + 1;
        if (tried == members.size()) {
            skipElement(child);
            continue;
        }
        count += m_slots[base + hint].isNull() ? 1 : 0;
        readMember(members[hint], child, base + hint);
    }
    ValueMap map;
    map.reserve(count);
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (auto& value = m_slots[base + i]; !value.isNull())
            map.appendUnchecked(std::string(members[i].name), std::move(value));
    }
    m_slots.resize(base);
    return map;
}

/// Of a repeated element the first one counts, unless it is a list written without a wrapper.
void XmlScanner::readMember(const ShapeEntry& member, const Tag& tag, std::size_t slot)
{
    const bool isElsewhere = member.location == Location::Header || member.location == Location::HeaderMap ||
                             member.location == Location::StatusCode;
    if (member.flattened && member.type == ShapeType::List && !isElsewhere) {
        auto item = read(m_tables.of(member).element, tag);
        m_slots[slot].append(std::move(item));
    } else if (isElsewhere || !m_slots[slot].isNull()) {
        skipElement(tag);
    } else {
        auto value = read(member, tag); // may move the slots
        m_slots[slot] = std::move(value);
    }
}

Value XmlScanner::readList(const ShapeEntry& entry, const Tag& tag)
{
    if (entry.flattened)
        return giveUp(); // only as a member
    const auto& element = m_tables.of(entry).element;
    Value::List list;
    Tag child;
    while (nextChild(tag, child))
        list.push_back(read(element, child));
    return list;
}

Value XmlScanner::readScalar(const ShapeEntry& entry, const Tag& tag)
{
    std::string_view raw;
    bool isPlain = true;
    if (!tag.isEmpty) {
        const char* end = m_at;
        for (; end < m_end && *end != '<'; ++end) {
            if (*end == '&' || *end == '\r')
                isPlain = false;
        }
        if (m_end - end < 2 || end[1] != '/')
            return giveUp();
        raw = {m_at, static_cast<std::size_t>(end - m_at)};
        m_at = end;
        if (!closeTag(tag.name))
            return giveUp();
    }
    if (entry.type == ShapeType::Time) {
        if (const auto time = plainTimestamp(raw))
            return *time;
    }
    if (isPlain && entry.type == ShapeType::Text)
        return raw;
    std::string text;
    if (isPlain)
        text = raw;
    else if (!unescape(raw, text))
        return giveUp();
    if (entry.type == ShapeType::Text)
        return text;
    Value value;
    std::string problem;
    return scalarFromText(entry.type, std::move(text), value, problem) ? value : giveUp();
}

bool XmlScanner::openRoot(Tag& root)
{
    if (isAt("<?xml ")) {
        const std::string_view rest(m_at, static_cast<std::size_t>(m_end - m_at));
        const auto end = rest.find("?>");
        if (end == std::string_view::npos)
            return false;
        m_at += end + 2;
    }
    skipSpace();
    return m_at < m_end && *m_at == '<' && openTag(root);
}

std::optional<Value> XmlScanner::head(const ShapeEntry& entry)
{
    const auto& table = m_tables.of(entry);
    Tag root;
    if (!table.hasPlainElements || !openRoot(root))
        return std::nullopt;
    Value members = Value::emptyMap();
    Tag child;
    while (nextChild(root, child)) {
        const auto member =
            std::find_if(table.members.begin(), table.members.end(),
                         [&](const ShapeEntry& candidate) { return candidate.xmlName == child.localName(); });
        if (member == table.members.end()) {
            skipElement(child);
            continue;
        }
        if (member->type == ShapeType::Structure || member->type == ShapeType::List ||
            member->type == ShapeType::Map)
            return members;
        auto value = readScalar(*member, child);
        if (!members.contains(member->name))
            members.insert(member->name, std::move(value));
    }
    return m_failed ? std::nullopt : std::optional<Value>(members);
}

std::optional<Value> XmlScanner::document(const ShapeEntry& entry)
{
    Tag root;
    if (!openRoot(root))
        return std::nullopt;
    auto value = read(entry, root);
    skipSpace();
    if (m_failed || m_at != m_end)
        return std::nullopt;
    return value;
}

} // namespace

std::optional<Value> scanXml(const ShapeEntry& entry, ShapeTables& tables, std::string_view text)
{
    if (text.find('\0') != std::string_view::npos)
        return std::nullopt;
    return XmlScanner(tables, text).document(entry);
}

std::optional<Value> scanXmlHead(const ShapeEntry& entry, ShapeTables& tables, std::string_view text)
{
    return XmlScanner(tables, text).head(entry);
}

} // namespace inia
