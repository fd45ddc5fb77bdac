#pragma once

#include "core/model/value.h"

#include <cstdint>
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

} // namespace inia::dynamodb
