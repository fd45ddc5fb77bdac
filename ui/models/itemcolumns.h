#pragma once

#include "core/dynamodb/itemquery.h"

#include <QtCore/QString>

#include <string>
#include <unordered_set>
#include <vector>

namespace inia::ui {

/// The columns of a table of items: the keys, then attributes as they turn up.
class ItemColumns final {
public:
    struct Column {
        std::string attribute;
        QString key;              ///< "Partition key of ..."; empty for other attributes
        bool isNumeric = false;   ///< no value so far is anything but a number
        bool isDescribed = false; ///< a key, whose type is known
    };

    /// Those that have no column yet.
    void addKeys(const dynamodb::KeySchema& keys);
    /// The attributes of these items that have not been seen before, as many as there is room for: those that
    /// most of the items have first, and among equals by where they came first. The others are hidden from
    /// now on. Give them to append().
    [[nodiscard]] std::vector<std::string> findNew(const dynamodb::NativeValue::List& items,
                                                   std::size_t most);
    void append(std::vector<std::string> attributes);
    /// Looks at the values of these items; the columns that hold not only numbers any more.
    [[nodiscard]] std::vector<int> judge(const dynamodb::NativeValue::List& items);

    [[nodiscard]] int size() const { return static_cast<int>(m_columns.size()); }
    [[nodiscard]] const Column& at(int column) const { return m_columns[static_cast<std::size_t>(column)]; }
    /// Attributes that have been seen and got no column.
    [[nodiscard]] int hiddenCount() const { return m_hidden; }
    /// The columns' attributes with the types that filters would ask for, by the first value of each.
    [[nodiscard]] std::vector<dynamodb::KeyAttribute>
    attributes(const std::vector<dynamodb::NativeValue>& items) const;

private:
    std::vector<Column> m_columns;
    std::unordered_set<std::string> m_known; ///< attributes seen, with a column or without
    int m_hidden = 0;
};

} // namespace inia::ui
