#pragma once

#include "core/session/session.h"
#include "tests/integration/countingtransport.h"
#include "tests/integration/expectedcontent.h"

#include <memory>
#include <string>

namespace inia::tests {

/// A real server that somebody has started and seeded (packaging/test.sh does), and what it holds.
struct TestServer {
    Runtime runtime; ///< the real network; config files and credentials of this server only
    std::shared_ptr<CountingTransport> transport;
    std::shared_ptr<ExchangeLog> log;
    std::string endpoint;
    ExpectedContent content;

    [[nodiscard]] Result<Session> session(SessionOptions options = {}) const;
    /// The access key of `profile` with a secret that is not its own.
    [[nodiscard]] SessionOptions wrongSecret(const std::string& profile) const;
};

/// The moto sandbox. The error, for QSKIP, names the environment variables that are not set.
[[nodiscard]] Result<TestServer> sandboxServer();
/// MinIO: no profiles, its administrator's keys are in the environment of the sessions.
[[nodiscard]] Result<TestServer> minioServer();
/// DynamoDB Local, which is empty and takes any keys.
[[nodiscard]] Result<TestServer> dynamoDbServer();

} // namespace inia::tests
