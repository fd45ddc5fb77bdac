#pragma once

#include "core/session/session.h"
#include "tests/support/fakes3.h"
#include "tests/support/faketransport.h"

#include <chrono>

namespace inia::tests {

/// A session whose requests go to a FakeTransport, with made-up keys, no config files and a single attempt a
/// call. S3 is asked path style.
struct TestSession {
    std::shared_ptr<FakeTransport> transport;
    std::shared_ptr<ExchangeLog> log;
    Session session;

    /// Answers come from `s3`, which has to live as long.
    void serve(const FakeS3& s3);
    [[nodiscard]] Resource s3() const;
    [[nodiscard]] Resource bucket(const std::string& name) const;
};

/// Whether this build has the service models: a test without them is skipped.
[[nodiscard]] bool hasModelPack();

/// Fails when the model pack is missing. `environment` is laid over the session's own variables; a clock
/// other than the machine's may be given.
[[nodiscard]] Result<TestSession> makeTestSession(const Environment::Variables& environment = {},
                                                  std::shared_ptr<Clock> clock = nullptr,
                                                  SessionOptions options = {});

/// A session whose requests go over the network to `endpoint`, with the same keys, three attempts a call and
/// pauses that pass at once. A server may be silent for `readTimeout`. Fails when the model pack is missing.
[[nodiscard]] Result<Session> makeNetworkSession(const std::string& endpoint,
                                                 std::chrono::milliseconds readTimeout,
                                                 std::shared_ptr<ExchangeLog> log = nullptr,
                                                 SessionOptions options = {});

} // namespace inia::tests
