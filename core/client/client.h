#pragma once

#include "core/client/features.h"
#include "core/client/reply.h"
#include "core/model/servicemodel.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class BodySink;
class ChangePolicy;
class Paginator;
class RequestBody;
class Waiter;
struct PaginationConfig;
struct WaiterConfig;
struct ClientParts;

/// What a caller may say about one call, beside its parameters.
struct CallOptions {
    /// The user's action that caused it ("Expand S3", "Load more"); shown in the inspector.
    std::string cause;
    /// What it is about ("logs/2026/ · page 2"); shown behind the operation.
    std::string target;
    /// True for what the program does by itself (account id, region look-up).
    bool background = false;
    /// Builds and signs the request, sends nothing; see Reply::preparedRequest().
    bool dryRun = false;
    /// What the call is part of, such as a waiter; named in the User-Agent.
    FeatureSet features;
    /// Sent as the streaming payload (PutObject's Body), which the parameters lack then; null to take it from
    /// there. Never in memory as a whole, read anew by every attempt. Fails with kind Parameter where the
    /// operation has no such payload and where the body cannot be read.
    std::shared_ptr<const RequestBody> body;
    /// Takes a streaming payload (GetObject's Body) as it comes, which the result then lacks; null to get it
    /// there as one blob, of 512 MiB at most. Nothing is handed on twice: once write() was called a failed
    /// call is not retried. Taking less than offered pauses the server until Reply::resume().
    std::shared_ptr<BodySink> bodySink;
    /// Gets the events of an event stream one by one ({"Records": {...}}), which the result then lacks; empty
    /// to get them there as a list. May drop the Reply. An exception in the stream ends the call with it.
    std::function<void(const Value& event)> onEvent;
    /// Longest time for the whole call, with all attempts and the waits before them; it ends with kind
    /// Timeout, code CallTimeout. 0 for none: each attempt has the limits of the client's settings in any
    /// case.
    std::chrono::milliseconds timeout{0};
};

/// One service in one region with one set of credentials: boto3's low-level client. A cheap handle; copies
/// share connections, retry quota and caches. Parameters and answers are plain Values, names are the
/// model's ("Bucket"); operations go by either name ("ListObjectsV2", "list_objects_v2").
class Client final {
public:
    explicit Client(std::shared_ptr<ClientParts> parts);

    [[nodiscard]] const ServiceModel& model() const;
    [[nodiscard]] const std::string& serviceName() const;
    [[nodiscard]] const std::string& region() const;
    /// What the calls may do now: the session's, so that it may be locked while the client is there.
    [[nodiscard]] ChangePolicy& policy() const;

    /// Never null. Unknown operations and bad parameters come out of the reply as errors, like all others. In
    /// a locked session what would change something fails with kind ReadOnly before it is signed, dry runs
    /// among it: a signed request is as good as sent.
    [[nodiscard]] ReplyPtr call(std::string_view operation, Value params = {},
                                CallOptions options = {}) const;

    /// Whether botocore has a paginator for the operation.
    [[nodiscard]] bool canPaginate(std::string_view operation) const;
    [[nodiscard]] Result<Paginator> paginator(std::string_view operation, Value params = {}) const;
    [[nodiscard]] Result<Paginator> paginator(std::string_view operation, Value params,
                                              const PaginationConfig& config) const;

    /// Names of the service's waiters as the model spells them ("BucketExists").
    [[nodiscard]] std::vector<std::string> waiterNames() const;
    /// A waiter that has not started, by either name ("BucketExists", "bucket_exists"). Unknown names fail
    /// with UnknownName and the nearest ones.
    [[nodiscard]] Result<std::unique_ptr<Waiter>> waiter(std::string_view name, Value params = {}) const;
    [[nodiscard]] Result<std::unique_ptr<Waiter>> waiter(std::string_view name, Value params,
                                                         const WaiterConfig& config) const;

    [[nodiscard]] const std::shared_ptr<ClientParts>& parts() const { return m_parts; }

private:
    std::shared_ptr<ClientParts> m_parts;
};

} // namespace inia
