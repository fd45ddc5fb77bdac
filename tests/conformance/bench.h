#pragma once

#include "core/session/session.h"
#include "tests/support/fakeclock.h"
#include "tests/support/faketransport.h"

#include <memory>
#include <string>
#include <vector>

namespace inia::conformance {

/// How the session of a case is set up; the defaults are those of the reference run.
struct BenchSetup {
    Environment::Variables environment;
    std::string region = "us-west-2";
    bool isUnsigned = false;
    std::string sessionToken;
    std::string accountId;
    ClientOptions options;
};

/// A session with a transport that answers by script, the reference run's keys and clock, and boto3's own
/// defaults (`defaults_mode` legacy).
struct Bench {
    std::shared_ptr<tests::FakeTransport> transport;
    std::shared_ptr<tests::FakeClock> clock;
    Session session;
};
[[nodiscard]] Result<Bench> makeBench(const BenchSetup& setup = {});

/// The bench that cases without settings of their own share.
[[nodiscard]] const Bench& sharedBench();
/// A client of the shared bench, made once for each service; null when there is no such service.
[[nodiscard]] const Client* sharedClient(const std::string& service);

/// A client of a small model that belongs to a case, whose endpoint is always `endpointUrl`.
[[nodiscard]] Client clientForModel(std::shared_ptr<const ServiceModel> model,
                                    const std::string& endpointUrl);

/// Puts botocore's Config names (nested "s3" and "retries" too) into options.
[[nodiscard]] Result<void> applyConfig(ClientOptions& options, const Value& config,
                                       const std::string& prefix = {});

/// Runs the event loop until the reply has finished.
void wait(const Reply& reply);

/// The signed request of a call that is not sent.
[[nodiscard]] Result<HttpRequest> dryRun(const Client& client, const std::string& operation,
                                         const Value& params);

} // namespace inia::conformance
