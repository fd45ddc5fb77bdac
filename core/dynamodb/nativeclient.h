#pragma once

#include "core/client/client.h"
#include "core/dynamodb/nativevalue.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>
#include <string_view>

namespace inia::dynamodb {

struct NativeReplyDeleter;

/// A call with a native answer. The contract is that of Reply: who holds it owns the call, finished() comes
/// exactly once and never during call(), and it may be dropped in its own slot.
class NativeReply final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NativeReply)
public:
    [[nodiscard]] bool isFinished() const { return m_result.has_value(); }
    /// Valid after finished().
    [[nodiscard]] const Result<NativeValue>& result() const { return *m_result; }
    /// The call underneath, with its id, attempts and request; null when it was refused before.
    [[nodiscard]] Reply* reply() const { return m_reply.get(); }
    void cancel();

signals:
    void finished();

private:
    friend class NativeClient;
    friend struct NativeReplyDeleter;
    /// A null reply finishes with the error.
    NativeReply(OperationModel operation, ReplyPtr reply, Error error);
    void receive();

    OperationModel m_operation;
    ReplyPtr m_reply;
    Error m_error;
    std::optional<Result<NativeValue>> m_result;
};

/// Disconnects and deletes later, so that a reply may be dropped inside its own slot.
struct NativeReplyDeleter {
    void operator()(NativeReply* reply) const;
};
using NativeReplyPtr = std::unique_ptr<NativeReply, NativeReplyDeleter>;

/// The client of boto3's DynamoDB resource: takes and gives native values, and conditions for expressions. A
/// cheap handle over a client of the service.
class NativeClient final {
public:
    explicit NativeClient(Client client) : m_client(std::move(client)) {}

    [[nodiscard]] const Client& client() const { return m_client; }
    /// Never null; parameters that cannot be sent come out of the reply as errors, like all others.
    [[nodiscard]] NativeReplyPtr call(std::string_view operation, const NativeValue& params = {},
                                      CallOptions options = {}) const;

private:
    Client m_client;
};

} // namespace inia::dynamodb
