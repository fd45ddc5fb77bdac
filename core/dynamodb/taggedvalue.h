#pragma once

#include "core/dynamodb/nativevalue.h"
#include "core/model/servicemodel.h"

#include <string>
#include <string_view>

namespace inia::dynamodb {

// Native values as JSON has them. Null, booleans, texts, lists, maps and whole numbers stand for themselves;
// a number with a fraction is a float to JSON, and so it is here. For the rest there are maps of one member:
// {"$decimal": "1.50"}, {"$float": "0.5"}, {"$blob": "base64"} or {"$bytes": "base64"}, {"$set": [...]},
// {"$condition": tree}, and {"$map": {...}} for a map that would look like one of these.

/// Fails with kind Parameter for tags that do not hold what they say.
[[nodiscard]] Result<NativeValue> nativeFromTagged(const Value& tagged);

/// The other way; every number is a {"$decimal"}, bytes stay bytes for the writer of the JSON to mark.
[[nodiscard]] Value taggedFromNative(const NativeValue& value);

/// An answer as plain JSON with the values of items tagged.
[[nodiscard]] Result<Value> taggedFromAnswer(const OperationModel& operation, const NativeValue& answer);

/// A condition from a tree: ["and", a, b], ["or", a, b], ["not", a], ["key", name, operator, values ...],
/// ["attr", name, operator, values ...], ["attr", name, "size", operator, values ...], with boto3's names of
/// operators. A value is a tagged one, or {"$attr": name}, {"$key": name}, {"$size": name}. Fails with kind
/// Parameter.
[[nodiscard]] Result<Condition> conditionFromTree(const Value& tree);

/// JSON text with its whole numbers beyond 64 bits written as {"$decimal"}: no digit gets lost in reading.
[[nodiscard]] std::string withTaggedLongNumbers(std::string_view json);

} // namespace inia::dynamodb
