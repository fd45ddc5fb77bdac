#pragma once

#include "core/resource/resourcereply.h"

#include <string_view>

namespace inia::cli {

/// Parameters of a line, read by the input of the operation they are for.
[[nodiscard]] Result<Value> paramsFor(const Value& json, const Resource& resource,
                                      std::string_view operation);

/// Runs an action with the parameters of a line; those of DynamoDB's resources hold native values, tagged as
/// in core/dynamodb/taggedvalue.h.
[[nodiscard]] Result<ResourceReplyPtr> startAction(const Resource& resource, std::string_view action,
                                                   const Value& params, CallOptions options);

/// What a finished action gave, in the same form.
[[nodiscard]] Result<Value> actionAnswer(const ResourceReply& reply);

} // namespace inia::cli
