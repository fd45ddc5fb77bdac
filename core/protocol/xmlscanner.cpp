#include "core/protocol/xmlscanner.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/shapetables.h"
#include "core/protocol/timestamps.h"
#include "core/protocol/xmlreader.h"

#include <algorithm>
#include <array>
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

/// Of what takeName() takes: no digit, dash or dot at the start.
bool isName(std::string_view characters)
{
    return !characters.empty() && characters[0] > '9';
}

bool isElsewhere(const ShapeEntry& member)
{
    return member.location == Location::Header || member.location == Location::HeaderMap ||
           member.location == Location::StatusCode;
}

bool isPrefixed(const ShapeEntry& member)
{
    return member.xmlName.find(':') != std::string_view::npos;
}

bool isFlatList(const ShapeEntry& member)
{
    return member.flattened && member.type == ShapeType::List;
}

/// From `hint` on, since elements mostly come in the order of the model, and repeated ones in a row.
bool findMember(const std::vector<ShapeEntry>& members, std::string_view name, std::size_t& hint)
{
    for (std::size_t tried = 0; tried < members.size(); ++tried) {
        if (members[hint].xmlName == name)
            return true;
        hint = hint + 1 == members.size() ? 0 : hint + 1;
    }
    return false;
}

class XmlScanner final {
public:
    XmlScanner(ShapeTables& tables, const QByteArray& text)
        : m_tables(tables), m_text(text), m_at(text.constData()), m_end(text.constData() + text.size())
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
        [[nodiscard]] const char* begin() const { return name.data() - 1; } ///< its '<'
    };
    struct Text {
        std::string_view raw;
        bool isPlain = true; ///< means what it says
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
    [[nodiscard]] bool openPlainTag(std::string_view name, Tag& tag);
    [[nodiscard]] bool closeTag(std::string_view name);
    [[nodiscard]] bool toNextTag();
    [[nodiscard]] bool nextChild(const Tag& parent, Tag& child);
    [[nodiscard]] bool nextMember(const Tag& parent, const std::vector<ShapeEntry>& members,
                                  std::size_t& hint, Tag& child);
    void skipElement(const Tag& tag);
    [[nodiscard]] Value read(const ShapeEntry& entry, const Tag& tag);
    [[nodiscard]] Value readStructure(const ShapeEntry& entry, const Tag& tag);
    void readMember(const ShapeEntry& member, const Tag& tag, std::size_t slot);
    [[nodiscard]] bool isRecords(const ShapeEntry& member) const;
    [[nodiscard]] ScannedRecords* recordsAt(std::size_t slot, const ShapeTable& table);
    void readRecord(const ShapeEntry& member, const Tag& tag, std::size_t slot);
    void readCell(const ShapeEntry& member, const Tag& tag, ScannedRecords& records, std::size_t column);
    void readOtherCell(const ShapeEntry& member, const Tag& tag, ScannedRecords& records, std::size_t column);
    void takeRecords(std::size_t base);
    [[nodiscard]] Value readList(const ShapeEntry& entry, const Tag& tag);
    [[nodiscard]] std::optional<Text> readText(const Tag& tag);
    [[nodiscard]] Value readScalar(const ShapeEntry& entry, const Tag& tag);
    [[nodiscard]] Value scalar(const ShapeEntry& entry, const Text& text);

    ShapeTables& m_tables;
    const QByteArray& m_text;
    const char* m_at;
    const char* m_end;
    std::vector<Value> m_slots; // stack: per open structure a place for every member
    std::vector<std::shared_ptr<ScannedRecords>> m_records; // by member of the root
    std::string m_scratch;
    ValueBudget m_budget;
    int m_depth = 0;
    bool m_hasReturns = true; // may have
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
        if (!hasSpace || !isName(takeName()) || m_end - m_at < 2 || m_at[0] != '=' ||
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
    if (!isName(tag.name) || !skipAttributes())
        return false;
    tag.isEmpty = *m_at == '/';
    if (tag.isEmpty)
        ++m_at;
    if (m_at == m_end || *m_at != '>')
        return false;
    ++m_at;
    return true;
}

/// Whether this tag stands next in its plainest form, as most do that were expected: then it need not be
/// taken apart.
bool XmlScanner::openPlainTag(std::string_view name, Tag& tag)
{
    const std::string_view rest(m_at, static_cast<std::size_t>(m_end - m_at));
    const auto end = name.size() + 1;
    if (rest.size() <= end || rest[0] != '<' || rest[end] != '>' || rest.compare(1, name.size(), name) != 0)
        return false;
    tag = {rest.substr(1, name.size()), false};
    m_at += end + 1;
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
    if (m_failed || m_depth >= deepest || !m_budget.spend())
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
    std::size_t hint = 0;
    std::size_t count = 0;
    Tag child;
    while (nextChild(tag, child)) {
        if (!findMember(members, child.localName(), hint)) {
            skipElement(child);
            continue;
        }
        count += m_slots[base + hint].isNull() ? 1 : 0;
        readMember(members[hint], child, base + hint);
    }
    if (m_depth == 1)
        takeRecords(base);
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
    if (isElsewhere(member)) {
        skipElement(tag);
    } else if (isRecords(member)) {
        readRecord(member, tag, slot);
    } else if (isFlatList(member)) {
        auto item = read(m_tables.of(member).element, tag);
        m_slots[slot].append(std::move(item));
    } else if (!m_slots[slot].isNull()) {
        skipElement(tag);
    } else {
        auto value = read(member, tag); // may move the slots
        m_slots[slot] = std::move(value);
    }
}

/// Lists right below the root without a wrapper: so does S3 write its listings, which can be very long.
bool XmlScanner::isRecords(const ShapeEntry& member) const
{
    return m_depth == 1 && isFlatList(member) && m_tables.of(member).element.type == ShapeType::Structure;
}

/// Null when these structures are more than elements by name.
ScannedRecords* XmlScanner::recordsAt(std::size_t slot, const ShapeTable& table)
{
    if (!m_slots[slot].isNull())
        return m_records[slot].get();
    const auto& members = table.members;
    if (!table.hasPlainElements || members.empty() || std::any_of(members.begin(), members.end(), isPrefixed))
        return nullptr;
    m_slots[slot] = Value::emptyList(); // until all are there
    m_records.resize(std::max(m_records.size(), slot + 1));
    m_records[slot] = std::make_shared<ScannedRecords>(m_text, table);
    return m_records[slot].get();
}

void XmlScanner::readRecord(const ShapeEntry& member, const Tag& tag, std::size_t slot)
{
    const auto& table = m_tables.of(m_tables.of(member).element);
    const auto& members = table.members;
    ScannedRecords* records = recordsAt(slot, table);
    if (!records) {
        giveUp();
        return;
    }
    if (!m_budget.spend(1 + members.size() / 4)) { // a cell is a quarter of a value
        giveUp();
        return;
    }
    records->beginRow();
    ++m_depth;
    std::size_t column = 0;
    Tag child;
    while (nextMember(tag, members, column, child)) {
        readCell(members[column], child, *records, column);
        if (!isFlatList(members[column]) && column + 1 < members.size())
            ++column;
    }
    --m_depth;
}

/// Like nextChild(), but passes over elements that are no member, and tells which one it is. `hint` is the
/// one to be expected.
bool XmlScanner::nextMember(const Tag& parent, const std::vector<ShapeEntry>& members, std::size_t& hint,
                            Tag& child)
{
    if (parent.isEmpty || m_failed)
        return false;
    if (openPlainTag(members[hint].xmlName, child))
        return true;
    while (nextChild(parent, child)) {
        if (findMember(members, child.localName(), hint))
            return true;
        skipElement(child);
    }
    return false;
}

void XmlScanner::readCell(const ShapeEntry& member, const Tag& tag, ScannedRecords& records,
                          std::size_t column)
{
    if (isElsewhere(member) || (!isFlatList(member) && records.has(column))) {
        skipElement(tag);
    } else if (member.type == ShapeType::Text) {
        const auto text = readText(tag);
        m_scratch.clear();
        if (text && (text->isPlain || appendXmlText(text->raw, m_scratch)))
            records.setText(column, text->raw, text->isPlain);
        else
            giveUp();
    } else if (member.type == ShapeType::Int || member.type == ShapeType::Long ||
               member.type == ShapeType::Time) {
        records.set(column, readScalar(member, tag));
    } else {
        readOtherCell(member, tag, records, column);
    }
}

/// Owners, checksum algorithms and the like are the same in one row after the other.
void XmlScanner::readOtherCell(const ShapeEntry& member, const Tag& tag, ScannedRecords& records,
                               std::size_t column)
{
    if (const auto known =
            records.repeated(column, {tag.begin(), static_cast<std::size_t>(m_end - tag.begin())})) {
        m_at = tag.begin() + known;
        return;
    }
    const bool isList = isFlatList(member);
    auto value = read(isList ? m_tables.of(member).element : member, tag);
    if (m_failed)
        return;
    if (isList && records.has(column)) {
        records.appendItem(column, std::move(value));
        return;
    }
    records.set(column, isList ? Value(Value::List{std::move(value)}) : std::move(value));
    records.remember(column, {tag.begin(), static_cast<std::size_t>(m_at - tag.begin())});
}

void XmlScanner::takeRecords(std::size_t base)
{
    for (std::size_t i = 0; i < m_records.size(); ++i) {
        if (auto& records = m_records[i])
            m_slots[base + i] = std::shared_ptr<const RecordList>(std::move(records));
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

std::optional<XmlScanner::Text> XmlScanner::readText(const Tag& tag)
{
    Text text;
    if (tag.isEmpty)
        return text;
    const auto* end =
        static_cast<const char*>(std::memchr(m_at, '<', static_cast<std::size_t>(m_end - m_at)));
    if (!end || m_end - end < 2 || end[1] != '/')
        return std::nullopt;
    text.raw = {m_at, static_cast<std::size_t>(end - m_at)};
    text.isPlain = text.raw.find('&') == std::string_view::npos &&
                   (!m_hasReturns || text.raw.find('\r') == std::string_view::npos);
    m_at = end;
    return closeTag(tag.name) ? std::optional(text) : std::nullopt;
}

Value XmlScanner::readScalar(const ShapeEntry& entry, const Tag& tag)
{
    const auto text = readText(tag);
    return text ? scalar(entry, *text) : giveUp();
}

Value XmlScanner::scalar(const ShapeEntry& entry, const Text& text)
{
    if (entry.type == ShapeType::Time) {
        if (const auto time = plainTimestamp(text.raw))
            return *time;
    }
    if (text.isPlain && entry.type == ShapeType::Text)
        return text.raw;
    std::string meant;
    if (text.isPlain)
        meant = text.raw;
    else if (!appendXmlText(text.raw, meant))
        return giveUp();
    if (entry.type == ShapeType::Text)
        return meant;
    auto value = scalarFromText(entry.type, std::move(meant));
    return value ? std::move(*value) : giveUp();
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
    m_hasReturns = m_text.contains('\r'); // hardly any has: none of its texts needs to be searched then
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

std::optional<Value> scanXml(const ShapeEntry& entry, ShapeTables& tables, const QByteArray& text)
{
    if (text.contains('\0'))
        return std::nullopt;
    return XmlScanner(tables, text).document(entry);
}

std::optional<Value> scanXmlHead(const ShapeEntry& entry, ShapeTables& tables, const QByteArray& text)
{
    return XmlScanner(tables, text).head(entry);
}

} // namespace inia
