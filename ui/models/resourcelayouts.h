#pragma once

#include "core/common/result.h"
#include "core/jmespath/expression.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "ui/models/roles.h"

#include <QtCore/QByteArray>
#include <QtCore/QVariant>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QJsonObject;

namespace inia {
struct ResourceDefinition;
} // namespace inia

namespace inia::ui {

// What names and types say about how a member is shown. A path is "Member" or "Member.Member".

/// "Name" of "State.Name".
[[nodiscard]] std::string_view lastPart(std::string_view path);

/// Can be one cell.
[[nodiscard]] bool isScalar(ShapeType type);

/// Names read like words, other identifiers are raw data.
[[nodiscard]] bool isNameLike(std::string_view identifier);

/// Of a member by its type in the models, or by a value where the models do not have it.
[[nodiscard]] ColumnKind memberKind(std::string_view path, ShapeType type);
[[nodiscard]] ColumnKind memberKind(std::string_view path, const Value& sample);

/// How numbers of a unit are shown ("MiB", "ms"); nothing for units that stand in the header as they are
/// told.
[[nodiscard]] std::optional<ColumnKind> kindOfUnit(std::string_view unit);
/// What a number of a unit is multiplied with to be bytes, or microseconds; 1 for none of these.
[[nodiscard]] std::int64_t factorOfUnit(std::string_view unit);

/// Times that came as texts or as numbers since 1970, and numbers with a unit, as they are drawn: ms since
/// 1970, bytes, microseconds. Invalid for what is none of these.
[[nodiscard]] QVariant measuredCell(ColumnKind kind, std::string_view unit, const Value& cell);

/// Whether a member says by one word how a resource is: "State", "StackStatus", "State.Name", "Status.Code".
[[nodiscard]] bool isStateMember(std::string_view path);

/// One column of a table of resources: where its cells are found and what they are.
struct ResourceColumn {
    enum class Source : quint8 {
        Title,      ///< the readable end of the identifier: "orders" of a queue's URL or a topic's ARN
        Identifier, ///< `key`: its name in code
        Member,     ///< `key`: a path of members in the data, "State.Name"
        Tag,        ///< `key`: the tag's
        Expression, ///< `key`: JMESPath over the data
        Region,     ///< of several regions that are one list
    };
    Source source = Source::Member;
    std::string key;
    std::string label;
    ColumnKind kind = ColumnKind::Text;
    /// Of numbers: "MiB", "s", "epoch ms"; mostly empty.
    std::string unit;
    /// Of an expression, once it was parsed; else its cells are blank.
    std::optional<Expression> expression;

    /// The same cells, whatever they are called.
    friend bool operator==(const ResourceColumn& a, const ResourceColumn& b)
    {
        return a.source == b.source && a.key == b.key;
    }
};

using ResourceColumns = std::vector<ResourceColumn>;

/// The column of what a person has typed or picked: a path of members ("State.Name") or any JMESPath, that is
/// then parsed. `sample` is what it finds in some row, for what kind of cell that is. Fails (kind Parameter)
/// with a sentence for the user.
[[nodiscard]] Result<ResourceColumn> typedColumn(const std::string& path, const std::string& label,
                                                 const Value& sample);
/// "Size (B)": the label, and what its numbers are.
[[nodiscard]] std::string columnTitle(const ResourceColumn& column);

/// What a worker thread may read of a row: values of its own, never the resource, whose data may change.
struct ResourceFacts {
    /// As the listing brought it; null where it brings identifiers only.
    Value data;
    /// By place in the type's definition.
    Value::List identifiers;
    /// Their names in code; shared by all rows.
    std::shared_ptr<const std::vector<std::string>> names;
    /// Of several regions that are one list, its own; else null.
    std::shared_ptr<const std::string> region;
};

/// What the column shows of the row; null for a blank. Safe in any thread.
[[nodiscard]] Value cellValue(const ResourceColumn& column, const ResourceFacts& row);

/// A member of nested maps, "State.Name"; null when there is none.
[[nodiscard]] Value memberAt(const Value& data, std::string_view path);

/// The tags of a resource's data as a list of {"Key", "Value"}; null when it has none. They are called Tags,
/// TagSet or TagList.
[[nodiscard]] Value tagsOf(const Value& data);

/// The text of a scalar for searching and sorting; empty for lists and maps.
[[nodiscard]] std::string plainCell(const Value& cell);

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
