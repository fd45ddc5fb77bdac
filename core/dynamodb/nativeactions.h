#pragma once

#include "core/dynamodb/batchwriter.h"
#include "core/resource/resourcereply.h"

#include <memory>

namespace inia::dynamodb {

// Items in the actions of DynamoDB's resources, as boto3's resource (not its client) has them: native values
// for typed ones, and conditions for expressions. Resource::act() follows the same rules with the values that
// a Value can hold, and so refuses doubles, as boto3 refuses floats; exact numbers, sets and conditions come
// this way.

/// Whether the actions of this resource take and give native values: DynamoDB's do.
[[nodiscard]] bool takesNativeValues(const Resource& resource);

/// What gives Resource::act() these rules.
[[nodiscard]] std::shared_ptr<const ResourceExtension> resourceExtension();

/// Runs an action ("put_item", "query", "batch_get_item") with native parameters; see Resource::act().
/// Parameters that cannot be sent come out of the reply as errors of kind Parameter. Never null.
[[nodiscard]] ResourceReplyPtr act(const Resource& resource, std::string_view action,
                                   const NativeValue& params, CallOptions options = {});

/// The data that a finished action gave, with native values; its result() holds them as they travelled. Fails
/// with the error of the action, and with kind Parse.
[[nodiscard]] Result<NativeValue> nativeData(const ResourceReply& reply);

/// boto3's Table.batch_writer(). Fails with kind Parameter for what is no table.
[[nodiscard]] Result<Owned<BatchWriter>> batchWriter(const Resource& table, BatchWriterOptions options = {});

/// Native parameters of an action as they travel; null for actions that there are not.
[[nodiscard]] Result<Value> actionParams(const Resource& resource, std::string_view action,
                                         const NativeValue& params);

} // namespace inia::dynamodb
