#pragma once

#include "core/explorer/rules.h"
#include "core/model/servicemodel.h"

#include <cstdint>
#include <deque>
#include <optional>

namespace inia::explorer {

/// What a text's pattern lets through.
struct Taken {
    bool arn = true;
    bool other = true;
};

/// Whether a pattern takes an ARN, and whether it takes anything else: found out by trying, alternative by
/// alternative. Patterns of other dialects than Python's, which botocore speaks, say nothing.
[[nodiscard]] Taken takenBy(const Rules& rules, std::string_view pattern);

/// One scalar (or list of scalars) that an operation takes, at any depth.
struct Parameter {
    std::string path; ///< how it stands in the parameters: "Filters[].Name"
    std::string name;
    std::string flat; ///< all words of the name joined, a list's in the singular
    std::string noun; ///< of the name without its attribute
    std::string attribute;
    std::string nameNoun; ///< noun of the name; with its attribute where it has nothing else
    Shape shape;          ///< of an element where `path` ends in "[]"
    std::string_view type;
    const Prose* docs = nullptr;
    std::vector<std::string_view> values; ///< of an enum, empty ones included
    /// The segments before it in the URI, empty without: its own, and joined with the one before that.
    std::string segment;
    std::string segments;
    std::string segmentNoun;
    Taken takes;
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> most;
    bool isList = false;
    bool isToken = false;
    bool isUnion = false;
    bool isBare = false;    ///< called just "id", "arn", "name"
    bool isGeneric = false; ///< its noun names anything
    bool isTelling = false; ///< the name of its shape says what its values are
    std::string shapeNoun;  ///< of such a shape; empty where that is generic

    [[nodiscard]] std::string_view shapeName() const { return shape.name(); }
    [[nodiscard]] bool isEnum() const { return !values.empty(); }
    [[nodiscard]] bool isText() const { return type == "string"; }
};

/// Whether a shape's name says what its values are; "String" and "ResourceArn" do not.
[[nodiscard]] bool isTellingShape(const Rules& rules, std::string_view name);

/// Reads parameters out of one service's model.
class ParameterReader final {
public:
    ParameterReader(const Rules& rules, const Library& library) : m_rules(rules), m_library(library) {}

    /// Required ones, down to scalars through structures and lists.
    [[nodiscard]] std::deque<Parameter> required(const OperationModel& operation) const;
    /// The others at the top.
    [[nodiscard]] std::deque<Parameter> optional(const OperationModel& operation) const;
    /// At a path, required or not; nothing when there is none.
    [[nodiscard]] std::optional<Parameter> at(const OperationModel& operation, std::string_view path) const;
    [[nodiscard]] Parameter make(std::string path, std::string_view name, Shape shape, bool isList) const;
    /// The same under a name that says more: DomainIdEquals is a DomainId.
    [[nodiscard]] Parameter renamed(const Parameter& parameter, std::string_view name) const;
    [[nodiscard]] Taken takenBy(std::string_view pattern) const;

private:
    struct Segment {
        std::string name;
        std::string joined;
    };
    using Segments = std::map<std::string, Segment, std::less<>>;
    struct Walk {
        const Segments& segments;
        std::deque<Parameter>& found;
    };

    [[nodiscard]] Segments segmentsOf(std::string_view uri) const;
    void walk(const Walk& walk, const Shape& shape, const std::vector<std::string_view>& names,
              const std::string& path, int depth) const;
    void walkMember(const Walk& walk, std::string_view name, const Shape& member, const std::string& path,
                    int depth) const;
    void walkList(const Walk& walk, std::string_view name, const Shape& list, const std::string& path,
                  int depth) const;
    void place(Parameter& parameter, const Segments& segments, std::string_view name,
               const Shape& member) const;
    [[nodiscard]] std::deque<Parameter> collect(const OperationModel& operation,
                                                const std::vector<std::string_view>& names) const;

    const Rules& m_rules;
    const Library& m_library;
    mutable std::unordered_map<std::string_view, Taken> m_taken;
};

} // namespace inia::explorer
