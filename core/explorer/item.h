#pragma once

#include "core/explorer/parameter.h"
#include "core/explorer/reading.h"
#include "core/explorer/rules.h"
#include "core/model/value.h"

#include <deque>
#include <memory>

namespace inia::explorer {

/// What fills one parameter of a call.
struct Source {
    enum class Kind {
        Item,     ///< a member of the row, at `path`
        Loaded,   ///< a member that is known when the item was loaded
        Each,     ///< one call for each element at `path`
        Given,    ///< what the row's own list was asked with, by parameter path
        Constant, ///< `value`
        Fan,      ///< one call for each of `values`; empty: of the parameter's enum
        Account,
        Region,
        TimeFrom,
        TimeTo,
        Token,
    };
    Kind kind = Kind::Item;
    std::string path;
    bool isTail = false;       ///< only what is behind the last "/" or ":"
    bool needsNothing = false; ///< known without any item
    int up = 0;                ///< hosts above the row's own
    std::string alternative;   ///< another path, taken where there is nothing at `path`
    Value value;
    std::vector<std::string> values;
};

struct Fill {
    const Parameter* parameter = nullptr;
    Source source;
};
/// Shared by a link and whoever chose it: definitions may replace what is in it later.
using Fills = std::shared_ptr<std::vector<Fill>>;

/// A scalar in an item.
struct Field {
    std::string path; ///< "@" is the item itself, "@key" its key in the map
    std::string name;
    std::string flat;
    std::string noun;
    std::string attribute; ///< "any" where it may be any identifier
    Shape shape;
    std::string_view type;
    int depth = 0;
    bool isArnOnly = false;
    bool isLoaded = false;   ///< known only when the item was loaded
    bool isOfParent = false; ///< its documentation calls it the parent's
    [[nodiscard]] std::string_view shapeName() const { return shape.name(); }
    [[nodiscard]] bool isItself() const { return path == "@" || path == "@key"; }
};

/// A list of texts in an item.
struct TextList {
    std::string path; ///< ends in "[]"
    std::string flat; ///< in the singular
};

/// How one item is asked for as a whole.
struct Load {
    std::string operation;
    std::string at;
    Fills fills;
};

/// What a list lists, and how that list is asked.
struct ItemType {
    std::string name; ///< its primary noun
    std::vector<std::pair<std::string, int>> nouns;
    const Reading* listing = nullptr;
    ItemType* host = nullptr; ///< whose item the list needs; null at the root
    std::deque<Field> fields;
    std::vector<TextList> lists;
    std::map<std::string, const Parameter*, std::less<>> request; ///< what the list was given, by flat name
    WordSet identities; ///< flat names by which other operations know it
    std::string borrowedFrom;
    std::optional<Load> load;

    [[nodiscard]] int rankOf(std::string_view noun, int otherwise) const;
    [[nodiscard]] bool goesBy(std::string_view noun) const { return rankOf(noun, -1) >= 0; }
    void setNoun(const std::string& noun, int rank);
    [[nodiscard]] bool isScalar() const { return !fields.empty() && fields.front().isItself(); }
    [[nodiscard]] int depth() const; ///< number of hosts above it
};

/// Makes fields and says which of them a parameter wants.
class ItemReader final {
public:
    ItemReader(const Rules& rules, const Library& library, const ParameterReader& parameters)
        : m_rules(rules), m_library(library), m_parameters(parameters)
    {
    }

    [[nodiscard]] Field field(std::string path, std::string_view name, const Shape& shape, int depth) const;
    /// Fields and lists of what the type's listing lists.
    void findFields(ItemType& type, const Shape& output) const;
    /// Kinds of identifier that a parameter takes, the best first.
    [[nodiscard]] std::vector<std::string> kindsWanted(const Parameter& parameter) const;
    /// Whether a field's value can be a parameter's, by its type and by what patterns say of ARNs.
    [[nodiscard]] bool fits(const Parameter& parameter, const Field& field) const;

    struct Pick {
        const Field* field = nullptr;
        bool isTail = false;
    };
    /// The field that holds what a parameter asks for: what the list gives before what only a load gives.
    [[nodiscard]] Pick pick(const Parameter& parameter, const ItemType& type) const;

private:
    using Candidates = std::vector<const Field*>;
    [[nodiscard]] Pick pickFrom(const Parameter& parameter, const ItemType& type,
                                const Candidates& fields) const;
    [[nodiscard]] const Field* pickByKind(const Parameter& parameter, const ItemType& type,
                                          const Candidates& usable,
                                          const std::vector<std::string>& wanted) const;
    [[nodiscard]] Pick pickItself(const Parameter& parameter, const Candidates& fields,
                                  const std::vector<std::string>& wanted) const;
    [[nodiscard]] const Field* pickLoosely(const Parameter& parameter, const ItemType& type,
                                           const Candidates& usable) const;
    [[nodiscard]] Field itselfField(const ItemType& type, const Shape& output) const;

    const Rules& m_rules;
    const Library& m_library;
    const ParameterReader& m_parameters;
};

/// Whether a noun is rather that of what stands above a type: schema in schemaVersion.
[[nodiscard]] bool isNounAbove(std::string_view noun, const ItemType& type);

} // namespace inia::explorer
