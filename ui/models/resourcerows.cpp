#include "ui/models/resourcerows.h"

#include "core/observe/secretshapes.h"
#include "core/resource/resource.h"
#include "core/text/ascii.h"
#include "ui/models/listingtablemodel.h"
#include "ui/models/resourcelayouts.h"
#include "ui/models/resourcepresentation.h"

#include <algorithm>

namespace inia::ui {

namespace {

/// What rows are sorted by.
struct SortKey {
    bool blank = true;
    double number = 0;
    std::string text;
};

SortKey sortKey(const Value& cell)
{
    if (cell.isNull())
        return {};
    if (cell.isNumber())
        return {false, cell.toDouble(), {}};
    if (cell.isTime())
        return {false, static_cast<double>(cell.time().seconds) + cell.time().nanoseconds * 1e-9, {}};
    SortKey key{false, 0, plainCell(cell)};
    for (char& c : key.text)
        c = ascii::toLower(c);
    return key;
}

bool isBefore(const SortKey& a, const SortKey& b)
{
    return a.number != b.number ? a.number < b.number : a.text < b.text;
}

void sortRows(RowOrder& order, std::size_t sorted, const ResourceRows& rows, const ResourceOrder& wanted)
{
    std::vector<SortKey> keys(rows.size());
    for (const auto row : order)
        keys[row] = sortKey(cellValue(*wanted.column, rows[row]));
    const bool ascending = wanted.direction == Qt::AscendingOrder;
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        if (keys[a].blank != keys[b].blank)
            return keys[b].blank;
        if (isBefore(keys[a], keys[b]))
            return ascending;
        return isBefore(keys[b], keys[a]) ? !ascending : a < b;
    };
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(sorted);
    std::sort(middle, order.end(), before);
    std::inplace_merge(order.begin(), middle, order.end(), before);
}

/// Hides what is secret in data of resources of one type.
class Redaction final {
public:
    explicit Redaction(const Resource& resource)
        : m_secrets(resource.client().model().kept<SecretShapes>()),
          m_shape(resource.client().model().shape(resource.definition().shape))
    {
    }

    [[nodiscard]] Value operator()(const Value& data) const { return m_secrets.redacted(m_shape, data); }

private:
    SecretShapes& m_secrets;
    Shape m_shape;
};

/// What is new over what is known.
Value overlaid(const Value& known, const Value& data)
{
    Value all = known.isMap() ? known : Value::emptyMap();
    for (const auto& [name, member] : data.members())
        all.insert(name, member);
    return all;
}

} // namespace

const ResourceFacts& ResourceRows::operator[](std::size_t row) const
{
    const auto next = std::upper_bound(m_starts.begin(), m_starts.end(), row);
    const auto page = static_cast<std::size_t>(next - m_starts.begin()) - 1;
    return (*m_pages[page])[row - m_starts[page]];
}

void ResourceRows::append(const CollectionDefinition& definition, const CollectionPage& page,
                          const std::vector<Resource>& resources, std::shared_ptr<const std::string> region)
{
    if (resources.empty())
        return;
    auto names = std::make_shared<std::vector<std::string>>();
    for (const auto& identifier : resources.front().definition().identifiers)
        names->push_back(identifier.snakeName);
    const Value data = page.items.isNull() ? rowData(definition, page.response) : page.items;
    auto facts = std::make_shared<Page>();
    facts->reserve(resources.size());
    const Redaction redacted(resources.front());
    for (std::size_t i = 0; i < resources.size(); ++i)
        facts->push_back({redacted(data[i]), resources[i].identifiers(), names, region});
    m_starts.push_back(m_size);
    m_size += facts->size();
    m_pages.push_back(std::move(facts));
}

void ResourceRows::complete(std::size_t row, const Resource& resource, const Value& data)
{
    const auto next = std::upper_bound(m_starts.begin(), m_starts.end(), row);
    const auto page = static_cast<std::size_t>(next - m_starts.begin()) - 1;
    auto changed = std::make_shared<Page>(*m_pages[page]);
    ResourceFacts& facts = (*changed)[row - m_starts[page]];
    facts.data = overlaid(facts.data, Redaction(resource)(data));
    m_pages[page] = std::move(changed);
}

Arrangement arrange(const ResourceRows& rows, const ResourceOrder& order, Arrangement done,
                    const std::function<bool()>& cancelled)
{
    constexpr std::size_t cancelStride = 1024;
    const auto sorted = done.order.size();
    const TextFilter filter(order.contains);
    const auto matches = [&](const ResourceFacts& row) {
        return std::any_of(order.searched.begin(), order.searched.end(), [&](const ResourceColumn& column) {
            return filter.matches(plainCell(cellValue(column, row)));
        });
    };
    for (std::size_t row = done.rows; row < rows.size(); ++row) {
        if (row % cancelStride == 0 && cancelled())
            return {};
        if (order.contains.empty() || matches(rows[row]))
            done.order.push_back(static_cast<std::uint32_t>(row));
    }
    if (order.column)
        sortRows(done.order, sorted, rows, order);
    done.rows = rows.size();
    return done;
}

namespace {

/// Rows whose members are looked at: what none of them has is rare, and looking takes time.
constexpr std::size_t mostLookedAt = 200;

} // namespace

SeenMembers::SeenMembers(const Shape& shape)
{
    addShape(shape, {});
}

void SeenMembers::addShape(const Shape& shape, const std::string& before)
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

void SeenMembers::look(const ResourceRows& rows, std::size_t first)
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

void SeenMembers::lookAtIdentifiers(const ResourceFacts& facts)
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

void SeenMembers::lookAt(const Value& data, const std::string& before)
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

Value SeenMembers::sample(std::string_view path) const
{
    const auto seen = m_seen.find(path);
    return seen != m_seen.end() ? seen->second.sample : Value("");
}

bool SeenMembers::isBlank(std::string_view path) const
{
    const auto seen = m_seen.find(path);
    return seen == m_seen.end() || seen->second.count == 0;
}

std::string SeenMembers::identifierIn(std::string_view member) const
{
    const auto same = m_same.find(member);
    return same != m_same.end() ? same->second : std::string();
}

std::string SeenMembers::memberOf(std::string_view identifier) const
{
    for (const auto& [member, repeated] : m_same) {
        if (repeated == identifier)
            return member;
    }
    return {};
}

namespace {

constexpr std::size_t mostDerived = 7;
constexpr std::size_t mostTags = 2;

using Source = ResourceColumn::Source;

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
    : m_type(type), m_shape(shape), m_layouts(layouts), m_seen(shape)
{
}

ColumnKind ColumnFinder::memberKind(std::string_view path) const
{
    const auto dot = path.find('.');
    Shape shape = m_shape.valid() ? m_shape.member(path.substr(0, dot)) : Shape();
    if (shape.valid() && dot != std::string_view::npos)
        shape = shape.member(path.substr(dot + 1));
    return shape.valid() ? ui::memberKind(path, shape.type()) : ui::memberKind(path, m_seen.sample(path));
}

ResourceColumn ColumnFinder::memberColumn(const std::string& path) const
{
    return {Source::Member, path, memberLabel(path), memberKind(path)};
}

/// A member that only repeats an identifier, by the definition or by what has come.
bool ColumnFinder::isIdentifierMember(std::string_view path) const
{
    return !m_seen.identifierIn(path).empty() ||
           std::any_of(m_type.identifiers.begin(), m_type.identifiers.end(),
                       [path](const auto& identifier) { return identifier.memberName == path; });
}

/// Members say more than identifiers: "Instance id" where the identifier is an "id".
std::string ColumnFinder::identifierLabel(const std::string& name) const
{
    if (const std::string member = m_seen.memberOf(name); !member.empty() && !isNameLike(name))
        return memberLabel(member);
    return memberLabel(name);
}

/// The identifiers that tell siblings apart: those of the parent are the same in all rows. The readable end
/// of URLs and ARNs comes first.
ResourceColumns ColumnFinder::identifierColumns() const
{
    ResourceColumns columns;
    for (const auto& identifier : m_type.identifiers) {
        const std::string& name = identifier.snakeName;
        const bool titled = m_seen.hasTitle(name);
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
    for (const auto& [key, count] : m_seen.tags()) {
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
        return !m_seen.tags().contains(column.key);
    return column.source == Source::Member && m_seen.isBlank(column.key);
}

ResourceColumns ColumnFinder::derived() const
{
    ResourceColumns columns;
    if (m_seen.tags().contains("Name"))
        columns.push_back(tagColumn("Name"));
    const ResourceColumns identifiers = identifierColumns();
    columns.insert(columns.end(), identifiers.begin(), identifiers.end());
    ResourceColumns members;
    for (const auto& path : m_seen.paths()) {
        ResourceColumn column = memberColumn(path);
        const bool nested = path.find('.') != std::string::npos && column.kind != ColumnKind::State;
        const bool blank = !m_seen.isNothing() && isBlank(column);
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

/// What inference chose; rows that are texts have the columns of what loading them brings as well, which
/// are blank until then.
ResourceColumns ColumnFinder::inferred() const
{
    ResourceColumns columns;
    for (const auto& definition : m_type.columns) {
        const auto same =
            std::find_if(m_type.identifiers.begin(), m_type.identifiers.end(),
                         [&](const auto& identifier) { return identifier.memberName == definition.path; });
        ResourceColumn column;
        if (definition.kind == "tags") {
            column.source = Source::Tag;
        } else if (definition.path == "@") {
            column = identifierColumns().back();
        } else if (same != m_type.identifiers.end()) {
            column = {Source::Identifier, same->snakeName, memberLabel(definition.path), ColumnKind::Text};
        } else {
            column = memberColumn(definition.path);
            column.kind = ColumnKind::Text;
        }
        if (definition.kind == "state")
            column.kind = ColumnKind::State;
        else if (definition.kind == "name" && columns.empty())
            column.kind = ColumnKind::Name;
        else if (definition.kind == "time")
            column.kind = ColumnKind::Date;
        else if (const auto measure = kindOfUnit(definition.unit))
            column.kind = *measure;
        if (definition.unit != "B")
            column.unit = definition.unit;
        columns.push_back(std::move(column));
    }
    // Of rows that are texts the list brings nothing else.
    const bool isText = !m_type.identifiers.empty() && m_type.identifiers.back().memberName.empty();
    if (isText && !columns.empty()) {
        const auto& name = m_type.identifiers.back().snakeName;
        ResourceColumns identifiers = identifierColumns();
        std::erase_if(identifiers, [&](const ResourceColumn& column) { return column.key != name; });
        std::erase_if(columns, [&](const ResourceColumn& column) { return column == identifiers.back(); });
        if (m_seen.hasTitle(name)) {
            // The end of a cluster's ARN is what "clusterName" says again; the ARN itself tells nothing more.
            std::erase_if(columns, [this](const ResourceColumn& column) {
                return ascii::lowered(column.key) == ascii::lowered(m_type.name) + "name";
            });
            columns.push_back(identifiers.back());
            identifiers.pop_back();
        }
        columns.insert(columns.begin(), identifiers.begin(), identifiers.end());
    }
    return columns;
}

ResourceColumns ColumnFinder::preferred() const
{
    ResourceColumns wanted = m_layouts.columns(m_type);
    if (wanted.empty())
        wanted = inferred();
    if (wanted.empty())
        return derived();
    ResourceColumns columns;
    for (ResourceColumn column : wanted) {
        if (column.source == Source::Tag && column.key.empty()) {
            const ResourceColumns tags = commonTags(columns);
            columns.insert(columns.end(), tags.begin(), tags.end());
            continue;
        }
        // Rows that are completed have it in a moment.
        const bool comes = m_type.completion.atOnce > 0 && column.source == Source::Member;
        if (!m_seen.isNothing() && isBlank(column) && !comes)
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

bool ColumnFinder::knows(const ResourceColumn& column) const
{
    if (column.source != Source::Member)
        return false;
    Shape shape = m_shape;
    std::string_view path = column.key;
    while (shape.valid() && shape.type() == ShapeType::Structure && !path.empty()) {
        const auto dot = path.find('.');
        shape = shape.member(path.substr(0, dot));
        path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    }
    return (shape.valid() && path.empty()) || !m_seen.isBlank(column.key);
}

ResourceColumns ColumnFinder::all() const
{
    ResourceColumns columns = identifierColumns();
    for (const auto& path : m_seen.paths()) {
        if (!isIdentifierMember(path))
            columns.push_back(memberColumn(path));
    }
    for (const auto& [key, count] : m_seen.tags())
        columns.push_back(tagColumn(key));
    return columns;
}

} // namespace inia::ui
