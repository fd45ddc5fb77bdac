#pragma once

#include "core/dynamodb/nativevalue.h"
#include "core/model/operationmodel.h"

namespace inia::dynamodb {

// What boto3's DynamoDB resource does to the calls of its client (boto3.dynamodb.transform): it walks
// parameters and answer along the model, and where the shape is an AttributeValue, native values stand
// for typed ones.

/// The parameters as the client takes them. Conditions become expressions, first those for
/// ConditionExpression shapes, then those for KeyExpression shapes; their placeholders are laid over the
/// caller's ExpressionAttributeNames and -Values at the top. Fails with kind Parameter and says where; what
/// merely does not fit the model is left for the client to say.
[[nodiscard]] Result<Value> toCallParams(const OperationModel& operation, const NativeValue& params);

/// The answer with native values where the service gave typed ones; fails with kind Parse.
[[nodiscard]] Result<NativeValue> fromCallResult(const OperationModel& operation, const Value& result);

} // namespace inia::dynamodb
