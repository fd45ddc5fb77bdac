#pragma once

#include "core/dynamodb/nativevalue.h"
#include "core/model/value.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia::dynamodb {

/// The types a value can be typed in as, by DynamoDB's names: S, N, B, BOOL, NULL.
enum class TypedKind { Text, Number, Binary, Bool, Null };

[[nodiscard]] std::string_view typedKindName(TypedKind kind);

/// One attribute of a key and its type: Text, Number or Binary.
struct KeyAttribute {
    std::string name;
    TypedKind kind = TypedKind::Text;
    friend bool operator==(const KeyAttribute&, const KeyAttribute&) = default;
};

/// How the items of a table or of one of its indexes are found. Global indexes may have several attributes of
/// each part; all others have one partition key and at most one sort key.
struct KeySchema {
    std::string index; ///< empty for the table itself
    std::vector<KeyAttribute> partition;
    std::vector<KeyAttribute> sort;
    bool isGlobal = false;  ///< a global secondary index, which cannot be read consistently
    std::string projection; ///< ALL, KEYS_ONLY, INCLUDE; empty for the table
    friend bool operator==(const KeySchema&, const KeySchema&) = default;
};

/// What DescribeTable tells about a table's keys and size.
struct TableSchema {
    std::string name;
    KeySchema table;
    std::vector<KeySchema> indexes; ///< local ones first, each kind in the order told
    std::int64_t itemCount = 0;     ///< as the service counted it some hours ago
    std::int64_t sizeBytes = 0;

    /// From the member "Table" of the answer. What is missing there is empty here.
    [[nodiscard]] static TableSchema fromDescription(const Value& table);

    /// The table's own keys for an empty name, and for names that no index has.
    [[nodiscard]] const KeySchema& keys(std::string_view index) const;
    [[nodiscard]] bool isKnown() const { return !table.partition.empty(); }
};

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

// Parameters, for NativeClient, of the calls that write items so that nothing is overwritten unseen.

/// The key attributes of the item and nothing else.
[[nodiscard]] NativeValue keyOf(const NativeValue& item, const KeySchema& keys);

/// GetItem: the item of this key as it is now.
[[nodiscard]] NativeValue getItemParams(const std::string& table, const NativeValue& key);

/// PutItem on the condition that there is no item of this key.
[[nodiscard]] NativeValue newItemParams(const std::string& table, const NativeValue& item,
                                        const KeySchema& keys);

/// UpdateItem that sets and removes the attributes in which `after` differs from `before`, on the condition
/// that they still are as in `before` and the item is there. Others are left alone, so that what somebody
/// else has written there stays. The answer has the whole item. Fails with kind Parameter when nothing
/// differs (code NoChange), the key does (KeyChanged), or more does than one call can say (TooMany).
[[nodiscard]] Result<NativeValue> editedItemParams(const std::string& table, const NativeValue& before,
                                                   const NativeValue& after, const KeySchema& keys);

} // namespace inia::dynamodb
