#include "core/model/value.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <functional>
#include <mutex>

namespace inia {

namespace {

const Value nullValue;
const Value::List noItems;
const ValueMap noMembers;
const std::string noText;
const std::shared_ptr<const RecordList> noRecords;

constexpr std::size_t npos = static_cast<std::size_t>(-1);
/// From this many members on a hash beats comparing every name by enough to pay for itself: 7 ns against 30.
/// No structure of AWS has as many, and so no reader of answers pays for a table; maps of a user's own do.
constexpr std::size_t indexedFrom = 96;

/// Whether nobody else has it, so that it may be changed in place. Somebody in another thread may have let go
/// of it a moment ago: what was read there comes before what is written here, which use_count() alone does
/// not promise. ThreadSanitizer knows no fences, but sees the count of a copy go up and down.
template <typename T>
bool isUnshared(const std::shared_ptr<T>& shared)
{
#ifdef __SANITIZE_THREAD__
    return std::shared_ptr<T>(shared).use_count() == 2;
#else
    if (shared.use_count() > 1)
        return false;
    std::atomic_thread_fence(std::memory_order_acquire);
    return true;
#endif
}

std::uint32_t hashOf(std::string_view name)
{
    return static_cast<std::uint32_t>(std::hash<std::string_view>()(name));
}

} // namespace

/// Shared by copies of a Value, which may be in several threads.
struct Value::Records {
    explicit Records(std::shared_ptr<const RecordList> list) : list(std::move(list)) {}
    [[nodiscard]] const List& items()
    {
        std::call_once(m_made, [this] { m_items = list->toList(); });
        return m_items;
    }

    const std::shared_ptr<const RecordList> list;

private:
    std::once_flag m_made;
    List m_items;
};

// Here and not in each source that handles values, for the compiler's sake.
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;

Value::Value(List list) : m_data(std::make_shared<List>(std::move(list))) {}
Value::Value(ValueMap map) : m_data(std::make_shared<ValueMap>(std::move(map))) {}
Value::Value(std::shared_ptr<const RecordList> records)
    : m_data(std::make_shared<Records>(std::move(records)))
{
}

Value Value::map(std::initializer_list<std::pair<std::string_view, Value>> members)
{
    ValueMap result;
    result.reserve(members.size());
    for (const auto& [name, value] : members)
        result.insert(name, value);
    return result;
}

Value Value::list(std::initializer_list<Value> items)
{
    return List(items);
}
Value Value::emptyMap()
{
    return ValueMap();
}
Value Value::emptyList()
{
    return List();
}

bool Value::toBool(bool fallback) const
{
    const auto* value = std::get_if<bool>(&m_data);
    return value ? *value : fallback;
}

std::int64_t Value::toInt(std::int64_t fallback) const
{
    if (const auto* value = std::get_if<std::int64_t>(&m_data))
        return *value;
    if (const auto* value = std::get_if<double>(&m_data)) {
        // Outside this range the conversion itself would be undefined.
        return *value >= -9.2e18 && *value <= 9.2e18 ? static_cast<std::int64_t>(*value) : fallback;
    }
    return fallback;
}

double Value::toDouble(double fallback) const
{
    if (const auto* value = std::get_if<double>(&m_data))
        return *value;
    if (const auto* value = std::get_if<std::int64_t>(&m_data))
        return static_cast<double>(*value);
    return fallback;
}

const std::string& Value::text() const
{
    const auto* value = std::get_if<std::string>(&m_data);
    return value ? *value : noText;
}

QByteArray Value::blob() const
{
    const auto* value = std::get_if<QByteArray>(&m_data);
    return value ? *value : QByteArray();
}

Timestamp Value::time() const
{
    const auto* value = std::get_if<Timestamp>(&m_data);
    return value ? *value : Timestamp();
}

const Value::List& Value::items() const
{
    if (const auto* value = std::get_if<std::shared_ptr<List>>(&m_data))
        return **value;
    const auto* value = std::get_if<std::shared_ptr<Records>>(&m_data);
    return value ? (*value)->items() : noItems;
}

const std::shared_ptr<const RecordList>& Value::records() const
{
    const auto* value = std::get_if<std::shared_ptr<Records>>(&m_data);
    return value ? (*value)->list : noRecords;
}

const ValueMap& Value::members() const
{
    const auto* value = std::get_if<std::shared_ptr<ValueMap>>(&m_data);
    return value ? **value : noMembers;
}

std::size_t Value::size() const
{
    if (const auto& list = records())
        return list->size();
    return isList() ? items().size() : members().size();
}

const Value& Value::operator[](std::string_view name) const
{
    const auto* value = members().find(name);
    return value ? *value : nullValue;
}

const Value& Value::operator[](std::size_t index) const
{
    const auto& list = items();
    return index < list.size() ? list[index] : nullValue;
}

bool Value::contains(std::string_view name) const
{
    return members().find(name) != nullptr;
}

ValueMap& Value::mutableMap()
{
    auto* shared = std::get_if<std::shared_ptr<ValueMap>>(&m_data);
    if (!shared)
        return *m_data.emplace<std::shared_ptr<ValueMap>>(std::make_shared<ValueMap>());
    if (!isUnshared(*shared))
        *shared = std::make_shared<ValueMap>(**shared);
    return **shared;
}

Value::List& Value::mutableList()
{
    if (records())
        m_data = std::make_shared<List>(items());
    auto* shared = std::get_if<std::shared_ptr<List>>(&m_data);
    if (!shared)
        return *m_data.emplace<std::shared_ptr<List>>(std::make_shared<List>());
    if (!isUnshared(*shared))
        *shared = std::make_shared<List>(**shared);
    return **shared;
}

void Value::insert(std::string_view name, Value value)
{
    mutableMap().insert(name, std::move(value));
}
void Value::append(Value value)
{
    mutableList().push_back(std::move(value));
}

bool operator==(const Value& a, const Value& b)
{
    if (a.isNumber() && b.isNumber() && a.kind() != b.kind())
        return a.toDouble() == b.toDouble();
    if (a.kind() != b.kind())
        return false;
    if (a.isList())
        return a.items() == b.items();
    if (a.isMap())
        return a.members() == b.members();
    return a.m_data == b.m_data;
}

std::size_t ValueMap::indexOf(std::string_view name) const
{
    if (m_slots.empty()) {
        const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                        [name](const Entry& entry) { return entry.first == name; });
        return found == m_entries.end() ? npos : static_cast<std::size_t>(found - m_entries.begin());
    }
    const auto hash = hashOf(name);
    const auto mask = m_slots.size() - 1;
    for (auto i = hash & mask; m_slots[i].member != 0; i = (i + 1) & mask) {
        const std::size_t member = m_slots[i].member - 1;
        if (m_slots[i].hash == hash && m_entries[member].first == name)
            return member;
    }
    return npos;
}

/// Of equal names the first counts, and no answer can make the table slow by repeating one.
void ValueMap::addToTable(std::size_t member)
{
    const auto& name = m_entries[member].first;
    const auto hash = hashOf(name);
    const auto mask = m_slots.size() - 1;
    auto i = hash & mask;
    for (; m_slots[i].member != 0; i = (i + 1) & mask) {
        if (m_slots[i].hash == hash && m_entries[m_slots[i].member - 1].first == name)
            return;
    }
    m_slots[i] = {hash, static_cast<std::uint32_t>(member + 1)};
}

void ValueMap::makeTable()
{
    m_slots.clear();
    if (m_entries.size() < indexedFrom)
        return;
    m_slots.resize(std::bit_ceil(m_entries.capacity() * 4 / 3 + 1));
    for (std::size_t member = 0; member < m_entries.size(); ++member)
        addToTable(member);
}

const Value* ValueMap::find(std::string_view name) const
{
    const auto index = indexOf(name);
    return index == npos ? nullptr : &m_entries[index].second;
}

Value* ValueMap::find(std::string_view name)
{
    const auto index = indexOf(name);
    return index == npos ? nullptr : &m_entries[index].second;
}

Value& ValueMap::operator[](std::string_view name)
{
    const auto index = indexOf(name);
    if (index != npos)
        return m_entries[index].second;
    appendUnchecked(std::string(name), Value());
    return m_entries.back().second;
}

void ValueMap::appendUnchecked(std::string name, Value value)
{
    m_entries.emplace_back(std::move(name), std::move(value));
    if (m_entries.size() * 4 <= m_slots.size() * 3)
        addToTable(m_entries.size() - 1);
    else if (m_entries.size() >= indexedFrom)
        makeTable();
}

bool ValueMap::remove(std::string_view name)
{
    const auto index = indexOf(name);
    if (index == npos)
        return false;
    m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(index));
    makeTable();
    return true;
}

bool operator==(const ValueMap& a, const ValueMap& b)
{
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&b](const ValueMap::Entry& entry) {
               const auto* other = b.find(entry.first);
               return other && *other == entry.second;
           });
}

namespace {

/// A list of Values.
class ItemRecords final : public RecordList {
public:
    ItemRecords(Value list, std::vector<std::string> columns)
        : m_list(std::move(list)), m_columns(std::move(columns))
    {
    }

    [[nodiscard]] std::size_t size() const override { return m_list.size(); }
    [[nodiscard]] const std::vector<std::string>& columns() const override { return m_columns; }
    [[nodiscard]] Value cell(std::size_t row, std::size_t column) const override
    {
        return column < m_columns.size() ? m_list[row][m_columns[column]] : Value();
    }
    [[nodiscard]] std::string_view text(std::size_t row, std::size_t column, std::string&) const override
    {
        return column < m_columns.size() ? std::string_view(m_list[row][m_columns[column]].text())
                                         : std::string_view();
    }

private:
    Value m_list;
    std::vector<std::string> m_columns;
};

} // namespace

std::size_t RecordList::columnOf(std::string_view name) const
{
    const auto& names = columns();
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

Value RecordList::record(std::size_t row) const
{
    const auto& names = columns();
    ValueMap map;
    map.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (auto value = cell(row, i); !value.isNull())
            map.appendUnchecked(names[i], std::move(value));
    }
    return map;
}

Value::List RecordList::toList() const
{
    Value::List list;
    list.reserve(size());
    for (std::size_t row = 0; row < size(); ++row)
        list.push_back(record(row));
    return list;
}

std::shared_ptr<const RecordList> recordsOf(const Value& list, std::vector<std::string> columns)
{
    if (const auto& records = list.records())
        return records;
    return std::make_shared<ItemRecords>(list, std::move(columns));
}

} // namespace inia
