#include "core/model/recordlist.h"

#include <algorithm>

namespace inia {

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
