#include "core/dynamodb/itemjson.h"
#include "core/dynamodb/itemwrite.h"
#include "ui/models/itemsmodel.h"

#include <algorithm>
#include <unordered_set>

namespace inia::ui {

using dynamodb::NativeValue;

namespace {

/// Equal for equal keys, however their numbers are written.
std::string keyName(const NativeValue& item, const dynamodb::KeySchema& keys)
{
    std::string name;
    const NativeValue key = dynamodb::keyOf(item, keys);
    for (const auto& [attribute, value] : key.members()) {
        const auto text = value.isNumber() ? value.number().canonicalText() : dynamodb::toPlainJson(value);
        name += std::to_string(text.size()) + ':' + text;
    }
    return name;
}

} // namespace

NativeValue ItemsModel::keyAt(int row) const
{
    return dynamodb::keyOf(itemAt(row), m_schema.table);
}

int ItemsModel::putItem(const NativeValue& item)
{
    const auto name = keyName(item, m_schema.table);
    const auto found = std::find_if(m_items.begin(), m_items.end(), [this, &name](const NativeValue& known) {
        return keyName(known, m_schema.table) == name;
    });
    const auto row = static_cast<int>(found - m_items.begin());
    takeColumns({item});
    if (found != m_items.end()) {
        *found = item;
        emit dataChanged(index(row, 0), index(row, columnCount() - 1));
    } else {
        beginInsertRows({}, row, row);
        m_items.push_back(item);
        m_added.insert(name);
        endInsertRows();
    }
    emit progressChanged();
    return row;
}

NativeValue::List ItemsModel::withoutAdded(const NativeValue::List& items)
{
    NativeValue::List others;
    for (const auto& item : items) {
        if (m_added.erase(keyName(item, m_schema.table)) > 0)
            putItem(item);
        else
            others.push_back(item);
    }
    return others;
}

// From the end, whole stretches at a time: many rows next to each other go in one step.
void ItemsModel::removeItems(const std::vector<NativeValue>& keys)
{
    std::unordered_set<std::string> names;
    for (const auto& key : keys)
        m_added.erase(*names.insert(keyName(key, m_schema.table)).first);
    const auto goes = [&](int row) { return names.contains(keyName(itemAt(row), m_schema.table)); };
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (!goes(last))
            continue;
        int first = last;
        while (first > 0 && goes(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_items.erase(m_items.begin() + first, m_items.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
    emit progressChanged();
}

} // namespace inia::ui
