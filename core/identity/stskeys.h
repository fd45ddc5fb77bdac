#pragma once

#include "core/identity/sourcecontext.h"
#include "core/learned/sharedcalls.h"

namespace inia {

/// Asks STS for the keys of a role and hands them over with the account of the role; those who ask with the
/// same parameters at the same time share one call. Lives in a source.
class StsKeys final {
public:
    explicit StsKeys(SourceContextPtr context) : m_context(std::move(context)) {}

    /// `operation` is AssumeRole or AssumeRoleWithWebIdentity; without `credentials` it goes unsigned. Calls
    /// back once, possibly before it returns; never if `context` died.
    void ask(const std::string& operation, const Value& params,
             std::shared_ptr<CredentialsProvider> credentials, QObject* context,
             CredentialsProvider::Callback callback);

    /// The name of a role session that nobody has named: botocore-session-SECONDS.
    [[nodiscard]] std::string defaultSessionName() const;

private:
    SourceContextPtr m_context;
    SharedCalls m_calls;
};

/// "Credentials" of an answer of STS, or of a cache that keeps such answers.
[[nodiscard]] Result<Credentials> keysFromSts(const Value& answer);

} // namespace inia
