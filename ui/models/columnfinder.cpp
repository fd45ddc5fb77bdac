#include "ui/models/columnfinder.h"

#include "ui/models/resourcenames.h"
#include "ui/models/resourcepresentation.h"

#include <algorithm>

namespace inia::ui {

namespace {

constexpr std::size_t mostDerived = 7;
constexpr std::size_t mostTags = 2;
/// Rows whose members are looked at: what none of them has is rare, and looking takes time.
constexpr std::size_t mostLookedAt = 200;
using Source = ResourceColumn::Source;

std::string_view lastPart(std::string_view path)
{
    const auto dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

bool isScalar(ShapeType type)
{
    return type != ShapeType::Structure && type != ShapeType::List && type != ShapeType::Map &&
           type != ShapeType::Unknown && type != ShapeType::Blob;
}

/// "State", "StackStatus", "State.Name", "Status.Code".
bool isState(std::string_view path)
{
    const auto last = lastPart(path);
    if (last == "Name" || last == "Code") {
        const auto owner = path.substr(0, path.size() - std::min(path.size(), last.size() + 1));
        return lastPart(owner) == "State" || lastPart(owner) == "Status";
    }
    return last.ends_with("State") || last.ends_with("Status") || last == "StateValue";
}

bool isRawText(std::string_view path)
{
    const auto last = lastPart(path);
    return last.ends_with("Id") || last.ends_with("Arn") || last.ends_with("ARN") || last.ends_with("Url") ||
           last.ends_with("ETag") || last.ends_with("Fingerprint") || last.ends_with("Token");
}

/// Names read like words, other identifiers are raw data.
bool isNameLike(std::string_view identifier)
{
    return identifier == "name" || identifier == "key" || identifier.ends_with("_name") ||
           identifier.ends_with("_key");
}

ColumnKind scalarKind(std::string_view path, bool text, bool number, bool time)
{
    if (time)
        return ColumnKind::Date;
    if (number)
        return lastPart(path).ends_with("Bytes") ? ColumnKind::Size : ColumnKind::Number;
    if (text && isState(path))
        return ColumnKind::State;
    return text && isRawText(path) ? ColumnKind::Mono : ColumnKind::Text;
}

/// Where a derived column stands: states first, then short words, ids, numbers, dates.
int rank(const ResourceColumn& column)
{
    switch (column.kind) {
    case ColumnKind::State:
        return 0;
    case ColumnKind::Text:
        return 1;
    case ColumnKind::Mono:
        return 2;
    case ColumnKind::Number:
    case ColumnKind::Size:
        return 3;
    default:
        return 4;
    }
}

ResourceColumn tagColumn(const std::string& key)
{
    return {Source::Tag, key, key, key == "Name" ? ColumnKind::Name : ColumnKind::Text};
}

} // namespace

ColumnFinder::ColumnFinder(const ResourceDefinition& type, const Shape& shape, const ResourceLayouts& layouts)
    : m_type(type), m_shape(shape), m_layouts(layouts)
{
    addShape(shape, {});
}

void ColumnFinder::addShape(const Shape& shape, const std::string& before)
{
    if (!shape.valid() || shape.type() != ShapeType::Structure)
        return;
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        const std::string path = before + std::string(member.name);
        if (isScalar(member.shape.type()))
            m_paths.push_back(path);
        else if (before.empty())
            addShape(member.shape, path + ".");
    }
}

void ColumnFinder::look(const ResourceRows& rows, std::size_t first)
{
    for (std::size_t row = first; row < rows.size(); ++row) {
        const ResourceFacts& facts = rows[row];
        const Value tags = tagsOf(facts.data);
        for (const auto& tag : tags.items())
            ++m_tags[tag["Key"].text()];
        if (m_rows < mostLookedAt) {
            ++m_rows;
            lookAt(facts.data, {});
            lookAtIdentifiers(facts);
        }
    }
}

void ColumnFinder::lookAtIdentifiers(const ResourceFacts& facts)
{
    for (std::size_t i = 0; facts.names && i < facts.names->size() && i < facts.identifiers.size(); ++i) {
        const std::string& text = facts.identifiers[i].text();
        if (shortIdentifier(text) != text)
            m_titled.insert((*facts.names)[i]);
        for (const auto& [name, value] : facts.data.members()) {
            if (value.isText() && value == facts.identifiers[i])
                m_same[name] = (*facts.names)[i];
        }
    }
}

void ColumnFinder::lookAt(const Value& data, const std::string& before)
{
    for (const auto& [name, value] : data.members()) {
        const std::string path = before + name;
        if (value.isMap() && before.empty()) {
            lookAt(value, path + ".");
        } else if (!value.isMap() && !value.isList() && !value.isNull() && !value.isBlob()) {
            const bool blank = value.isText() && value.text().empty();
            Seen& seen = m_seen[path];
            if (seen.count == 0 && std::find(m_paths.begin(), m_paths.end(), path) == m_paths.end())
                m_paths.push_back(path);
            if (!blank || seen.sample.isNull())
                seen.sample = value;
            seen.count += blank ? 0 : 1;
        }
    }
}

ColumnKind ColumnFinder::memberKind(std::string_view path) const
{
    const auto dot = path.find('.');
    Shape shape = m_shape.valid() ? m_shape.member(path.substr(0, dot)) : Shape();
    if (shape.valid() && dot != std::string_view::npos)
        shape = shape.member(path.substr(dot + 1));
    if (shape.valid()) {
        const ShapeType type = shape.type();
        const bool number = type == ShapeType::Int || type == ShapeType::Long || type == ShapeType::Float ||
                            type == ShapeType::Double;
        return scalarKind(path, type == ShapeType::Text, number, type == ShapeType::Time);
    }
    const auto seen = m_seen.find(path);
    const Value sample = seen != m_seen.end() ? seen->second.sample : Value("");
    return scalarKind(path, sample.isText(), sample.isNumber(), sample.isTime());
}

ResourceColumn ColumnFinder::memberColumn(const std::string& path) const
{
    return {Source::Member, path, memberLabel(path), memberKind(path)};
}

/// A member that only repeats an identifier, by the definition or by what has come.
bool ColumnFinder::isIdentifierMember(std::string_view path) const
{
    return m_same.contains(path) ||
           std::any_of(m_type.identifiers.begin(), m_type.identifiers.end(),
                       [path](const auto& identifier) { return identifier.memberName == path; });
}

/// Members say more than identifiers: "Instance id" where the identifier is an "id".
std::string ColumnFinder::identifierLabel(const std::string& name) const
{
    for (const auto& [member, identifier] : m_same) {
        if (identifier == name && !isNameLike(name))
            return memberLabel(member);
    }
    return memberLabel(name);
}

/// The identifiers that tell siblings apart: those of the parent are the same in all rows. The readable end
/// of URLs and ARNs comes first.
ResourceColumns ColumnFinder::identifierColumns() const
{
    ResourceColumns columns;
    for (const auto& identifier : m_type.identifiers) {
        const std::string& name = identifier.snakeName;
        const bool titled = m_titled.contains(name);
        if (titled)
            columns.push_back({Source::Title, name, "Name", ColumnKind::Name});
        columns.push_back({Source::Identifier, name, identifierLabel(name),
                           isNameLike(name) && !titled ? ColumnKind::Name : ColumnKind::Mono});
    }
    return columns;
}

ResourceColumns ColumnFinder::commonTags(const ResourceColumns& besides) const
{
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const auto& [key, count] : m_tags) {
        const bool shown = std::find(besides.begin(), besides.end(), tagColumn(key)) != besides.end();
        if (!shown && key != "Name" && !key.starts_with("aws:"))
            ranked.emplace_back(count, key);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    ResourceColumns columns;
    for (std::size_t i = 0; i < std::min(ranked.size(), mostTags); ++i)
        columns.push_back(tagColumn(ranked[i].second));
    return columns;
}

bool ColumnFinder::isBlank(const ResourceColumn& column) const
{
    if (column.source == Source::Tag)
        return !m_tags.contains(column.key);
    if (column.source != Source::Member)
        return false;
    const auto seen = m_seen.find(column.key);
    return seen == m_seen.end() || seen->second.count == 0;
}

ResourceColumns ColumnFinder::derived() const
{
    ResourceColumns columns;
    if (m_tags.contains("Name"))
        columns.push_back(tagColumn("Name"));
    const ResourceColumns identifiers = identifierColumns();
    columns.insert(columns.end(), identifiers.begin(), identifiers.end());
    ResourceColumns members;
    for (const auto& path : m_paths) {
        ResourceColumn column = memberColumn(path);
        const bool nested = path.find('.') != std::string::npos && column.kind != ColumnKind::State;
        const bool blank = m_rows > 0 && isBlank(column);
        // Ids of other things and long texts are for those who ask for them.
        const bool dull = lastPart(path).ends_with("Arn") || lastPart(path).ends_with("Document") ||
                          lastPart(path).ends_with("Token");
        if (!nested && !blank && !dull && !isIdentifierMember(path))
            members.push_back(std::move(column));
    }
    std::stable_sort(members.begin(), members.end(),
                     [](const auto& a, const auto& b) { return rank(a) < rank(b); });
    for (const auto& column : members) {
        if (columns.size() < mostDerived)
            columns.push_back(column);
    }
    const ResourceColumns tags = commonTags(columns);
    columns.insert(columns.end(), tags.begin(), tags.end());
    return columns;
}

ResourceColumns ColumnFinder::preferred() const
{
    const ResourceColumns& wanted = m_layouts.columns(m_type);
    if (wanted.empty())
        return derived();
    ResourceColumns columns;
    for (ResourceColumn column : wanted) {
        if (column.source == Source::Tag && column.key.empty()) {
            const ResourceColumns tags = commonTags(columns);
            columns.insert(columns.end(), tags.begin(), tags.end());
            continue;
        }
        if (m_rows > 0 && isBlank(column))
            continue;
        if (column.kind == ColumnKind::Text)
            column.kind = preferredKind(column);
        columns.push_back(std::move(column));
    }
    // What stands first is what one calls the thing by.
    const auto name = std::find_if(columns.begin(), columns.end(),
                                   [](const auto& column) { return column.kind != ColumnKind::State; });
    if (name != columns.end())
        std::rotate(columns.begin(), name, std::next(name));
    if (!columns.empty() && columns.front().kind == ColumnKind::Text)
        columns.front().kind = ColumnKind::Name;
    return columns;
}

ColumnKind ColumnFinder::preferredKind(const ResourceColumn& column) const
{
    if (column.source == Source::Member)
        return memberKind(column.key);
    const bool words = column.source == Source::Tag || isNameLike(column.key);
    return words ? ColumnKind::Text : ColumnKind::Mono;
}

ResourceColumns ColumnFinder::all() const
{
    ResourceColumns columns = identifierColumns();
    for (const auto& path : m_paths) {
        if (!isIdentifierMember(path))
            columns.push_back(memberColumn(path));
    }
    for (const auto& [key, count] : m_tags)
        columns.push_back(tagColumn(key));
    return columns;
}

} // namespace inia::ui
