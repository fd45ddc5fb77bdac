#pragma once

#include "core/dynamodb/nativevalue.h"
#include "core/dynamodb/tableschema.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace inia::dynamodb {

/// The value somebody typed: a number with all its digits, bytes as base64, true or false; text as it stands.
/// White space around all but text is left out. Fails with kind Parameter and a sentence for that person.
[[nodiscard]] Result<NativeValue> parseTyped(TypedKind kind, std::string_view text);

/// One attribute asked one thing, as a person gives it.
struct AttributeTest {
    /// What boto3's Key and Attr can be asked.
    enum class Operator {
        Equal,
        NotEqual,
        Less,
        LessOrEqual,
        Greater,
        GreaterOrEqual,
        BeginsWith,
        Between,
        IsIn,
        Exists,
        NotExists,
        Contains,
        NotContains,
        HasType,
        SizeEqual,
        SizeLess,
        SizeLessOrEqual,
        SizeGreater,
        SizeGreaterOrEqual,
    };

    std::string attribute; ///< a name or a path such as "a.b[1]"; in a key always a name
    Operator op = Operator::Equal;
    TypedKind kind = TypedKind::Text; ///< of the values; HasType and sizes have their own
    std::vector<std::string> values;  ///< as typed: none, one, two for Between, any number for IsIn
    bool isName = false;              ///< `attribute` is one name, whatever dots are in it

    friend bool operator==(const AttributeTest&, const AttributeTest&) = default;
};

/// How many values the operator takes; -1 for one or more.
[[nodiscard]] int valueCount(AttributeTest::Operator op);
/// Whether the values' type is the user's to choose.
[[nodiscard]] bool takesKind(AttributeTest::Operator op);

/// Where something is wrong, so that it can be said at the field.
struct QueryProblem {
    enum class Part { Partition, Sort, Filter };

    Part part = Part::Filter;
    std::size_t row = 0; ///< which of the partition attributes, sort attributes or filters
    std::string message;
};

/// What is asked of a table: a scan or a query, as a value that can be kept, compared and run again.
struct ItemQuery {
    enum class Mode { Scan, Query };

    std::string table;
    std::string index; ///< empty for the table itself
    Mode mode = Mode::Scan;
    std::vector<AttributeTest> partition; ///< of a query: Equal for every partition attribute
    std::vector<AttributeTest> sort;      ///< of a query: none, or from the first sort attribute on
    std::vector<AttributeTest> filters;   ///< all of them have to hold
    std::optional<std::int64_t> pageSize; ///< items looked at per page; the service stops at 1 MB anyhow
    bool consistentRead = false;
    bool descending = false; ///< of a query

    /// "Scan" or "Query".
    [[nodiscard]] const char* operation() const;
    /// Parameters for NativeClient, with conditions as boto3's Key and Attr make them, asking for the
    /// capacity consumed. Everything that cannot be sent is added to `problems`; then the parameters are not
    /// to be used.
    [[nodiscard]] NativeValue params(std::vector<QueryProblem>& problems) const;

    friend bool operator==(const ItemQuery&, const ItemQuery&) = default;
};

} // namespace inia::dynamodb
