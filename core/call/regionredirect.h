#pragma once

#include "core/common/error.h"
#include "core/http/httpmessage.h"
#include "core/model/operationmodel.h"
#include "core/model/value.h"

#include <optional>
#include <string>

namespace inia {

class ClientMemory;
struct ClientContext;

/// The region S3 says the bucket lives in, when the answer is about that: 301, 302, 307, PermanentRedirect,
/// AuthorizationHeaderMalformed or IllegalLocationConstraintException, and 301 or 400 to HEAD requests,
/// whose answers have no body. botocore's S3RegionRedirectorv2.
[[nodiscard]] std::optional<std::string> redirectRegion(const OperationModel& operation, const Error& error,
                                                        const HttpResponse& response);

/// Where the bucket of one call lives: what earlier calls found out, or what the answer to this one says.
class RegionRedirect final {
public:
    /// `params` are the call's own, before an ARN or alias was put for the bucket.
    RegionRedirect(const ClientContext& context, ClientMemory& memory, const Value& params);

    /// The region that takes the place of the client's, when the service has named one.
    [[nodiscard]] const std::optional<std::string>& region() const { return m_region; }
    /// Takes the region from a failure, and remembers it for the client's later calls. False when the
    /// failure names none or the call was redirected already: it has to be judged by itself then.
    [[nodiscard]] bool follow(const OperationModel& operation, const Error& error,
                              const HttpResponse& response);
    /// Whether the failure is about the region without naming one: then the bucket itself has to be asked by
    /// HeadBucket, whose answer says it in a header even when it is a refusal.
    [[nodiscard]] bool hasToAsk(const OperationModel& operation, const Error& error,
                                const HttpResponse& response) const;
    /// The same as follow(), with HeadBucket's answer: its result or Reply::errorResponse().
    [[nodiscard]] bool followAnswer(const Value& answer);
    [[nodiscard]] const std::string& bucket() const { return m_bucket; }

private:
    [[nodiscard]] bool mayFollow() const;
    [[nodiscard]] bool goTo(const std::string& region);

    const ClientContext& m_context;
    ClientMemory& m_memory;
    bool m_isS3;
    std::string m_bucket;
    std::optional<std::string> m_region;
    bool m_followed = false;
};

} // namespace inia
