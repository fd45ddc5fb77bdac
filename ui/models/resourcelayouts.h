#pragma once

#include "core/common/result.h"
#include "ui/models/resourcecolumn.h"

#include <QtCore/QByteArray>

#include <map>
#include <string>

class QJsonObject;

namespace inia {

struct ResourceDefinition;

} // namespace inia

namespace inia::ui {

/// How resources are shown where the models do not say it: the columns one wants to see first, and which
/// words of a state are good or bad. Data of the program (resources/resourcetables.json); a type without an
/// entry is shown by what its shape and its first page hold.
class ResourceLayouts final {
public:
    /// Fails (kind Configuration) when the text is not what it should be, naming the place.
    [[nodiscard]] static Result<ResourceLayouts> parse(const QByteArray& json);
    /// The one built into the program. Empty when it is missing.
    [[nodiscard]] static ResourceLayouts builtIn();

    /// The columns of a type in their order, kinds not yet known; empty for types without an entry. A column
    /// with Source::Tag and an empty key stands for the tags most rows have.
    [[nodiscard]] const ResourceColumns& columns(const ResourceDefinition& type) const;
    [[nodiscard]] Health health(std::string_view state) const;

private:
    void readHealth(const QJsonObject& health);

    std::map<std::string, ResourceColumns, std::less<>> m_columns;
    std::map<std::string, Health, std::less<>> m_health;
    std::map<std::string, Health, std::less<>> m_endings;
};

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
