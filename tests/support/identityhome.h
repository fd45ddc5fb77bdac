#pragma once

#include "core/credentials/credentials.h"
#include "core/session/session.h"
#include "tests/support/fakeclock.h"
#include "tests/support/faketransport.h"

#include <QtCore/QTemporaryDir>

#include <set>
#include <string>

namespace inia::tests {

/// A home folder of its own with config files and caches, and sessions of a program that runs in it: they
/// share transport, clock and identities as tabs do. The clock begins at 2026-01-02T03:04:05Z.
class IdentityHome final {
public:
    IdentityHome();

    void setVariable(const std::string& name, const std::string& value);
    /// The path of a file in ~/.aws.
    [[nodiscard]] std::string path(const std::string& name) const;
    /// Writes a file in ~/.aws and gives its path.
    std::string write(const std::string& name, const std::string& text);
    [[nodiscard]] QByteArray read(const std::string& name) const;
    /// Copies a tree that stands for the root of a disk, with home in /home. What the files and, from then
    /// on, variables say of files in the root means the copies.
    void copyFrom(const QString& root);

    /// Writes a token of Identity Center that lasts for hours, or for `lasts`; renewable.
    void signIn(const std::string& session, const std::string& startUrl, const std::string& region,
                std::chrono::seconds lasts = std::chrono::hours(8));

    /// Requests to STS for the keys of a role get these from now on, with a life of `lasts`.
    void answerSts(const std::string& accessKey, const std::string& secretKey, const std::string& token,
                   const std::string& account, std::chrono::seconds lasts = std::chrono::hours(1));
    [[nodiscard]] FakeTransport::Handler stsHandler() const { return m_stsHandler; }
    /// The access key of the first request that was signed.
    [[nodiscard]] std::string firstSigner() const;

    [[nodiscard]] FakeTransport& transport() { return *m_transport; }
    [[nodiscard]] const FakeTransport& transport() const { return *m_transport; }
    [[nodiscard]] FakeClock& clock() { return *m_clock; }
    [[nodiscard]] Runtime& runtime() { return m_runtime; }
    [[nodiscard]] Result<Session> open(SessionOptions options = {});

private:
    QTemporaryDir m_root;
    std::set<std::string> m_rootFiles;
    Environment::Variables m_variables;
    std::shared_ptr<FakeTransport> m_transport = std::make_shared<FakeTransport>();
    std::shared_ptr<FakeClock> m_clock = std::make_shared<FakeClock>();
    FakeTransport::Handler m_stsHandler;
    Runtime m_runtime;
};

/// The keys of a session, waited for.
[[nodiscard]] Result<Credentials> keysOf(const Session& session);
/// The bearer token of a session's requests, waited for.
[[nodiscard]] Result<BearerToken> bearerOf(const Session& session);
/// The ids of the features that the session's requests tell in their User-Agent.
[[nodiscard]] std::set<std::string> featuresOf(const Session& session);

} // namespace inia::tests
