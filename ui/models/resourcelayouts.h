#pragma once

#include "core/common/result.h"
#include "ui/models/resourcecolumn.h"

#include <QtCore/QByteArray>

#include <map>
#include <string>

class QJsonObject;

namespace inia {
struct ResourceDefinition;
}

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

} // namespace inia::ui
