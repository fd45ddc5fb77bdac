#pragma once

#include "core/credentials/credentialsprovider.h"
#include "core/learned/sharedcalls.h"

#include <list>
#include <memory>
#include <string>

namespace inia {

class Clock;

/// Session credentials of S3 Express: requests for a directory bucket are signed with keys that CreateSession
/// gives for that bucket. Keeps the last hundred buckets. A session is renewed when less than 45 seconds are
/// left of it; should that fail it serves until 10 seconds before its end. botocore's numbers.
class S3ExpressSessions final {
public:
    /// Calls back once, possibly before it returns; never if `context` died. Those who ask for the same
    /// bucket at the same time wait for one CreateSession, which `ask` makes. Fails as that call does.
    void resolve(const Clock& clock, const Ask& ask, const std::string& bucket, QObject* context,
                 CredentialsProvider::Callback callback);

private:
    struct Session {
        std::string bucket;
        Credentials credentials;
    };
    [[nodiscard]] const Session* find(const std::string& bucket);
    [[nodiscard]] Result<Credentials> take(const Clock& clock, const std::string& bucket,
                                           const Result<Value>& answer);

    std::list<Session> m_sessions; ///< most recently used first
    SharedCalls m_calls;
};

} // namespace inia
