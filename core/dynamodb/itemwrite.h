#pragma once

#include "core/dynamodb/nativevalue.h"
#include "core/dynamodb/tableschema.h"

#include <string>

namespace inia::dynamodb {

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
