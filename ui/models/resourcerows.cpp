#include "ui/models/resourcerows.h"

#include "core/resource/resourceanswer.h"
#include "core/text/ascii.h"
#include "ui/models/textfilter.h"

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

void ResourceRows::append(const CollectionCursor& cursor, const CollectionPage& page,
                          const std::vector<Resource>& resources)
{
    if (resources.empty())
        return;
    auto names = std::make_shared<std::vector<std::string>>();
    for (const auto& identifier : resources.front().definition().identifiers)
        names->push_back(identifier.snakeName);
    const auto& definition = cursor.collection().definition();
    const Value data = page.items.isNull() ? rowData(definition, page.response) : page.items;
    auto facts = std::make_shared<Page>();
    facts->reserve(resources.size());
    for (std::size_t i = 0; i < resources.size(); ++i)
        facts->push_back({data[i], resources[i].identifiers(), names});
    m_starts.push_back(m_size);
    m_size += facts->size();
    m_pages.push_back(std::move(facts));
}

void ResourceRows::complete(std::size_t row, const Value& data)
{
    const auto next = std::upper_bound(m_starts.begin(), m_starts.end(), row);
    const auto page = static_cast<std::size_t>(next - m_starts.begin()) - 1;
    auto changed = std::make_shared<Page>(*m_pages[page]);
    ResourceFacts& facts = (*changed)[row - m_starts[page]];
    facts.data = overlaid(facts.data, data);
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

} // namespace inia::ui
