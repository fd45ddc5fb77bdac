#pragma once

#include "core/call/caller.h"
#include "core/common/result.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/protocol/validator.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class Catalog;
class ChangePolicy;
class Clock;
class Paginator;
class Presigner;
class ServerGate;
class Waiter;
struct ClientConfig;
struct PaginationConfig;
struct WaiterConfig;

/// One service in one region with one set of credentials: boto3's low-level client. A cheap handle; copies
/// share connections, retry quota and caches. Parameters and answers are plain Values, names are the
/// model's ("Bucket"); operations go by either name ("ListObjectsV2", "list_objects_v2").
class Client final {
public:
    /// Knows nothing yet of what others that were made with the same have found out.
    explicit Client(ClientContext context);

    [[nodiscard]] const ServiceModel& model() const;
    [[nodiscard]] const std::string& serviceName() const;
    [[nodiscard]] const std::string& region() const;
    [[nodiscard]] const ClientConfig& config() const;
    [[nodiscard]] const std::shared_ptr<Clock>& clock() const;
    [[nodiscard]] const Catalog& catalog() const;
    /// What the calls may do now: the session's, so that it may be locked while the client is there.
    [[nodiscard]] ChangePolicy& policy() const;
    /// Which S3 server it speaks to; null for other services.
    [[nodiscard]] const std::shared_ptr<ServerGate>& server() const;

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
    [[nodiscard]] Result<Owned<Waiter>> waiter(std::string_view name, Value params = {}) const;
    [[nodiscard]] Result<Owned<Waiter>> waiter(std::string_view name, Value params,
                                               const WaiterConfig& config) const;

    /// Makes URLs and forms that others can use without keys of their own.
    [[nodiscard]] Presigner presigner() const;

    /// By which the parts of core make its calls.
    [[nodiscard]] const Caller& caller() const { return m_caller; }

private:
    Caller m_caller;
};

// What someone who edits parameters by hand needs: parameterProblems(), and texts read as values.

/// Bytes of a file that stand in parameters; larger ones are for uploads.
inline constexpr std::int64_t mostFileBytes = std::int64_t(16) * 1024 * 1024;

/// JSON text as parameters of `shape`. Where the shape says blob, base64 becomes bytes, as does
/// {"$blob": base64}; with Read {"$file": PATH} is what the file holds at this moment ("~/" is one's own
/// folder), which is for texts that a person has typed, never for what came from elsewhere. All else stays as
/// it is. Fails (kind Parameter) when it is no JSON, a blob no base64, or a file cannot be read or has too
/// much; whether it fits is parameterProblems()' business.
enum class FileMarks : std::uint8_t { Kept, Read };
[[nodiscard]] Result<Value> parametersFromJson(const Shape& shape, std::string_view text,
                                               FileMarks files = FileMarks::Kept);

/// ISO 8601, an HTTP date or seconds since 1970; a time without zone is UTC.
[[nodiscard]] std::optional<Timestamp> timestampFromText(std::string_view text);

} // namespace inia
