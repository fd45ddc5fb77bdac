#pragma once

#include "core/model/shape.h"
#include "core/resource/resourcedefinition.h"
#include "ui/models/resourcelayouts.h"
#include "ui/models/seenmembers.h"

namespace inia::ui {

/// Works out the columns of a table of resources: from the type's entry in ResourceLayouts where it has one,
/// else from its shape and what has come.
class ColumnFinder final {
public:
    /// `shape`: of the type's data; invalid where the models name none.
    ColumnFinder(const ResourceDefinition& type, const Shape& shape, const ResourceLayouts& layouts);

    /// Looks at rows that have come, from `first` on.
    void look(const ResourceRows& rows, std::size_t first) { m_seen.look(rows, first); }
    /// What is shown if nobody chooses: columns that are blank in all rows looked at are left out, but for
    /// the identifiers. Before the first row it is what the models alone say.
    [[nodiscard]] ResourceColumns preferred() const;
    /// Whether the models or the rows know the member that a column shows.
    [[nodiscard]] bool knows(const ResourceColumn& column) const;
    /// All there are: identifiers, members of the shape and those seen, tags seen.
    [[nodiscard]] ResourceColumns all() const;

private:
    [[nodiscard]] ResourceColumns identifierColumns() const;
    [[nodiscard]] ResourceColumns derived() const;
    [[nodiscard]] ResourceColumns inferred() const;
    [[nodiscard]] ResourceColumns commonTags(const ResourceColumns& besides) const;
    [[nodiscard]] ResourceColumn memberColumn(const std::string& path) const;
    [[nodiscard]] ColumnKind preferredKind(const ResourceColumn& column) const;
    [[nodiscard]] std::string identifierLabel(const std::string& name) const;
    [[nodiscard]] ColumnKind memberKind(std::string_view path) const;
    [[nodiscard]] bool isIdentifierMember(std::string_view path) const;
    [[nodiscard]] bool isBlank(const ResourceColumn& column) const;

    const ResourceDefinition& m_type;
    Shape m_shape;
    const ResourceLayouts& m_layouts;
    SeenMembers m_seen;
};

} // namespace inia::ui
