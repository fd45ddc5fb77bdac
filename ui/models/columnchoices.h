#pragma once

#include "ui/models/resourcecolumn.h"

#include <QtCore/QByteArray>

#include <map>
#include <string>

namespace inia::ui {

/// Which columns the user has chosen for a type of resource ("ec2.Instance"), to be kept from one start to
/// the next. Tables of one window share it.
class ColumnChoices final {
public:
    ColumnChoices() = default;
    /// From toJson(); what cannot be understood is left out.
    [[nodiscard]] static ColumnChoices fromJson(const QByteArray& json);
    [[nodiscard]] QByteArray toJson() const;

    /// Null when nothing was chosen.
    [[nodiscard]] const ResourceColumns* find(const std::string& type) const;
    void choose(const std::string& type, ResourceColumns columns) { m_columns[type] = std::move(columns); }
    /// False when nothing was chosen.
    bool forget(const std::string& type) { return m_columns.erase(type) > 0; }

private:
    std::map<std::string, ResourceColumns> m_columns;
};

} // namespace inia::ui
