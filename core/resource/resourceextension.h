#pragma once

#include "core/async/task.h"
#include "core/common/result.h"
#include "core/model/value.h"

#include <functional>
#include <string_view>

namespace inia {

class Resource;
struct CallOptions;

/// What boto3 writes in code for the resources of a service, beside its definitions: parameters in another
/// form than they travel in, and actions that are more than one call. The kits of services have them
/// (core/dynamodb, core/s3); the definitions of a service carry its own.
class ResourceExtension {
public:
    ResourceExtension() = default;
    virtual ~ResourceExtension() = default;
    Q_DISABLE_COPY_MOVE(ResourceExtension)

    /// Something under way, and what has become of it once it has finished.
    struct Work {
        Owned<Task> task;
        std::function<Result<void>()> result;
    };

    /// The caller's parameters of an action as they travel.
    [[nodiscard]] virtual Result<Value> travelling(const Resource& resource, std::string_view action,
                                                   const Value& params) const;
    /// Begins an action of ActionRule::Programmed. Without an extension, or where it does not know the
    /// action, that fails with kind Unsupported.
    [[nodiscard]] virtual Result<Work> begin(const Resource& resource, std::string_view action,
                                             const Value& params, const CallOptions& options) const;
};

} // namespace inia
