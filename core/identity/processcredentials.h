#pragma once

#include "core/identity/sourcecontext.h"

#include <chrono>

namespace inia {

/// The keys that a profile's `credential_process` prints. The command is split into words like a shell's but
/// runs without one, as with botocore. It has to print one JSON object with Version 1, and to be done within
/// `longest`; what it says on standard error is part of the error, what it prints never is.
class ProcessCredentials final : public CredentialsProvider {
public:
    ProcessCredentials(SourceContextPtr context, std::string profile,
                       std::chrono::milliseconds longest = std::chrono::seconds(60));
    void resolve(QObject* context, Callback callback) override;

private:
    SourceContextPtr m_context;
    std::string m_profile;
    std::chrono::milliseconds m_longest;
};

/// What the process printed, as keys. `accountId` is the profile's, for a process that does not tell.
[[nodiscard]] Result<Credentials> keysFromProcess(std::string_view printed, const std::string& accountId,
                                                  const std::string& place);

} // namespace inia
