#pragma once

#include "core/common/result.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/protocol/jsonwriter.h"

#include <string>

namespace inia::cli {

// Values that JSON has no form for. Bytes are {"$blob": "base64"}; numbers that are none are the texts
// "NaN", "Infinity" and "-Infinity"; timestamps are ISO 8601.

/// Parameters as they stand in JSON -> as operations take them. `shape` says where {"$blob": ...} stands for
/// bytes (not where a map or a document is meant) and where "NaN" is a number; it may be invalid. Texts for
/// blobs and timestamps stay: the serializers take them. Fails (kind Parameter) on bad base64.
[[nodiscard]] Result<Value> valuesFromJson(const Value& json, const Shape& shape);

/// Any value in this form; toJson() writes bytes as bare base64, as the AWS CLI does.
[[nodiscard]] std::string markedJson(const Value& value, JsonStyle style = {});

} // namespace inia::cli
