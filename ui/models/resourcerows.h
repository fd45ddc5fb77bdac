#pragma once

#include "core/model/servicemodel.h"
#include "core/resource/resource.h"
#include "core/resource/resourcedefinition.h"
#include "ui/models/listingtablemodel.h"
#include "ui/models/resourcelayouts.h"

#include <QtCore/Qt>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace inia::ui {

/// The loaded rows of a collection, page by page, without what is secret: no cell, no order and no filter
/// gives it away. A cheap copy is what a worker thread reads while more come.
class ResourceRows final {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] const ResourceFacts& operator[](std::size_t row) const;
    /// `page` of a collection, whose resources are `resources`; `region` where there are several of them.
    void append(const CollectionDefinition& definition, const CollectionPage& page,
                const std::vector<Resource>& resources, std::shared_ptr<const std::string> region = {});

    /// What was read of a row later, which is `resource`; copies that were taken before do not see it.
    void complete(std::size_t row, const Resource& resource, const Value& data);

private:
    using Page = std::vector<ResourceFacts>;

    std::vector<std::shared_ptr<const Page>> m_pages;
    std::vector<std::size_t> m_starts; ///< row of each page's first
    std::size_t m_size = 0;
};

/// Which rows are shown in which order. The default is all of them as the service sent them.
struct ResourceOrder {
    std::optional<ResourceColumn> column;
    Qt::SortOrder direction = Qt::AscendingOrder;
    /// Only rows in which a cell of `searched` contains this, without regard to case; empty for all.
    std::string contains;
    ResourceColumns searched;

    [[nodiscard]] bool isServerOrder() const { return !column && contains.empty(); }
};

/// As the other arrange(). Blanks come last in both directions.
[[nodiscard]] Arrangement arrange(const ResourceRows& rows, const ResourceOrder& order, Arrangement done,
                                  const std::function<bool()>& cancelled);

/// What the rows of a table of resources have been seen to have: scalar members, also those one structure
/// deep, tags, and how they repeat the identifiers.
class SeenMembers final {
public:
    using Counts = std::map<std::string, std::size_t, std::less<>>;

    /// Members of `shape` are known from the start; it may be invalid.
    explicit SeenMembers(const Shape& shape);

    /// Looks at rows that have come, from `first` on. Of very many it looks at the tags alone.
    void look(const ResourceRows& rows, std::size_t first);

    /// No row has been looked at.
    [[nodiscard]] bool isNothing() const { return m_rows == 0; }
    /// Of scalar members: in the order of the shape, then as they came.
    [[nodiscard]] const std::vector<std::string>& paths() const { return m_paths; }
    /// A value of the member, not blank if there is one; an empty text when it was never seen.
    [[nodiscard]] Value sample(std::string_view path) const;
    /// No row had more than an empty text.
    [[nodiscard]] bool isBlank(std::string_view path) const;
    /// How often each tag was seen.
    [[nodiscard]] const Counts& tags() const { return m_tags; }
    /// The identifier that a member repeats; empty for none.
    [[nodiscard]] std::string identifierIn(std::string_view member) const;
    /// The member that repeats an identifier; empty for none.
    [[nodiscard]] std::string memberOf(std::string_view identifier) const;
    /// An identifier with a readable end, as URLs and ARNs have.
    [[nodiscard]] bool hasTitle(std::string_view identifier) const { return m_titled.contains(identifier); }

private:
    struct Seen {
        std::size_t count = 0; ///< without blanks
        Value sample;
    };

    void addShape(const Shape& shape, const std::string& before);
    void lookAt(const Value& data, const std::string& before);
    void lookAtIdentifiers(const ResourceFacts& facts);

    std::vector<std::string> m_paths;
    std::map<std::string, Seen, std::less<>> m_seen;
    Counts m_tags;
    std::map<std::string, std::string, std::less<>> m_same; ///< identifiers by the members that repeat them
    std::set<std::string, std::less<>> m_titled;
    std::size_t m_rows = 0;
};

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
