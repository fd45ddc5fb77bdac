#pragma once

#include "core/client/reply.h"
#include "core/credentials/credentialsprovider.h"

#include <QtCore/QPointer>

#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace inia {

struct ClientParts;

/// Session credentials of S3 Express: requests for a directory bucket are signed with keys that CreateSession
/// gives for that bucket. Keeps the last hundred buckets. A session is renewed when less than 45 seconds are
/// left of it; should that fail it serves until 10 seconds before its end. botocore's numbers.
class S3ExpressSessions final {
public:
    S3ExpressSessions() = default;
    Q_DISABLE_COPY_MOVE(S3ExpressSessions)

    /// Calls back once, possibly before it returns; never if `context` died. Those who ask for the same
    /// bucket at the same time wait for one CreateSession, which is a call of the client `parts` belong to.
    /// Fails as that call does.
    void resolve(const std::shared_ptr<ClientParts>& parts, const std::string& bucket, QObject* context,
                 CredentialsProvider::Callback callback);

private:
    struct Session {
        std::string bucket;
        Credentials credentials;
    };
    struct Waiter {
        QPointer<QObject> context;
        CredentialsProvider::Callback callback;
    };
    struct Request {
        ReplyPtr reply;
        std::vector<Waiter> waiters;
    };
    [[nodiscard]] const Session* find(const std::string& bucket);
    void dropIfUnwanted(const std::string& bucket);
    void open(const std::shared_ptr<ClientParts>& parts, const std::string& bucket);
    void receive(const ClientParts& parts, const std::string& bucket);
    [[nodiscard]] Result<Credentials> take(const ClientParts& parts, const std::string& bucket,
                                           const Result<Value>& answer);

    std::list<Session> m_sessions; ///< most recently used first
    std::map<std::string, Request> m_requests;
};

} // namespace inia
