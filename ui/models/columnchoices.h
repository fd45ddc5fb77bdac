#pragma once

#include "ui/models/resourcecolumn.h"

#include <QtCore/QByteArray>

#include <map>
#include <string>

namespace inia::ui {

/// Which columns the user has chosen for a type of resource ("ec2.Instance"), and how wide those are whose
/// width was set by hand, to be kept from one start to the next. Tables of one window share it.
class ColumnChoices final {
public:
    ColumnChoices() = default;
    /// From toJson(); what cannot be understood is left out.
    [[nodiscard]] static ColumnChoices fromJson(const QByteArray& json);
    [[nodiscard]] QByteArray toJson() const;

    /// Null when nothing was chosen.
    [[nodiscard]] const ResourceColumns* find(const std::string& type) const;
    void choose(const std::string& type, ResourceColumns columns) { m_columns[type] = std::move(columns); }
    /// The choice for one type as JSON to share; what fromText() of the same takes. Empty without a choice.
    [[nodiscard]] static QByteArray shared(const std::string& type, const ResourceColumns& columns);
    /// Fails (kind Parameter) when the text is none, or is for another type.
    [[nodiscard]] static Result<ResourceColumns> fromShared(const std::string& type, const QByteArray& text);
    /// False when nothing was chosen.
    bool forget(const std::string& type) { return m_columns.erase(type) > 0; }

    /// In pixels; 0 when the width was left as it is. A column goes by a name that it keeps.
    [[nodiscard]] int width(const std::string& type, const std::string& column) const;
    void setWidth(const std::string& type, const std::string& column, int width);
    [[nodiscard]] static std::string nameOf(const ResourceColumn& column);

private:
    std::map<std::string, ResourceColumns> m_columns;
    std::map<std::string, std::map<std::string, int>> m_widths;
};

} // namespace inia::ui
