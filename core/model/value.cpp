#include "core/model/value.h"

#include "core/model/recordlist.h"

#include <algorithm>
#include <mutex>
#include <unordered_map>

namespace inia {

namespace {

const Value nullValue;
const Value::List noItems;
const ValueMap noMembers;
const std::string noText;
const std::shared_ptr<const RecordList> noRecords;

constexpr std::size_t npos = static_cast<std::size_t>(-1);
/// Above this many members a hash beats comparing every name.
constexpr std::size_t indexedFrom = 24;

} // namespace

struct ValueMap::Index {
    std::unordered_map<std::string, std::size_t> positions;
};

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
    if (shared->use_count() > 1)
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
    if (shared->use_count() > 1)
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
    if (m_entries.size() < indexedFrom) {
        const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                        [name](const Entry& entry) { return entry.first == name; });
        return found == m_entries.end() ? npos : static_cast<std::size_t>(found - m_entries.begin());
    }
    if (!m_index) {
        auto index = std::make_shared<Index>();
        index->positions.reserve(m_entries.size());
        for (std::size_t i = 0; i < m_entries.size(); ++i)
            index->positions.try_emplace(m_entries[i].first, i);
        m_index = std::move(index);
    }
    const auto found = m_index->positions.find(std::string(name));
    return found == m_index->positions.end() ? npos : found->second;
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
    if (m_index) {
        // A copy of this map may share the index: never write into it in place.
        if (m_index.use_count() > 1)
            m_index = std::make_shared<Index>(*m_index);
        m_index->positions.try_emplace(name, m_entries.size());
    }
    m_entries.emplace_back(std::move(name), std::move(value));
}

bool ValueMap::remove(std::string_view name)
{
    const auto index = indexOf(name);
    if (index == npos)
        return false;
    m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(index));
    m_index.reset();
    return true;
}

bool operator==(const ValueMap& a, const ValueMap& b)
{
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&b](const ValueMap::Entry& entry) {
               const auto* other = b.find(entry.first);
               return other && *other == entry.second;
           });
}

} // namespace inia
