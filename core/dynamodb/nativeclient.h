#pragma once

#include "core/client/client.h"
#include "core/dynamodb/nativevalue.h"

#include <QtCore/QObject>

#include <memory>
#include <optional>
#include <string_view>

namespace inia::dynamodb {

/// A call with a native answer.
class NativeReply final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NativeReply)
public:
    /// Valid after finished().
    [[nodiscard]] const Result<NativeValue>& result() const { return *m_result; }
    /// The call underneath, with its id, attempts and request; null when it was refused before.
    [[nodiscard]] Reply* reply() const { return m_reply.get(); }
    void cancel() override;

private:
    friend class NativeClient;
    /// A null reply finishes with the error.
    NativeReply(OperationModel operation, ReplyPtr reply, Error error);
    void giveUp() override { m_reply.reset(); }
    void receive();

    OperationModel m_operation;
    ReplyPtr m_reply;
    Error m_error;
    std::optional<Result<NativeValue>> m_result;
};

using NativeReplyPtr = Owned<NativeReply>;

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
