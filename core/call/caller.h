#pragma once

#include "core/async/task.h"
#include "core/call/calloptions.h"
#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/learned/sharedcalls.h"
#include "core/model/value.h"
#include "core/signing/signingcontext.h"

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

namespace inia {

class ClientMemory;
class OperationModel;
struct ClientContext;

/// One call under way, with the contract of a Task. attemptStarted, retryScheduled and progress may come
/// before finished(), never after.
class Reply : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Reply)
public:
    /// Valid after finished(). The operation's output with "ResponseMetadata", or why there is none.
    [[nodiscard]] virtual const Result<Value>& result() const = 0;
    /// Number of the call for observers, id in the ExchangeLog; 0 when nobody watches or records.
    [[nodiscard]] virtual quint64 callId() const = 0;
    /// Attempts made so far.
    [[nodiscard]] virtual int attempts() const = 0;
    /// The signed request of a dry run, valid after finished() with a value.
    [[nodiscard]] virtual const HttpRequest& preparedRequest() const = 0;
    [[nodiscard]] virtual const SigningRecord& signingRecord() const = 0;
    /// After an error of the service: what botocore's ClientError.response holds. Null otherwise.
    [[nodiscard]] virtual Value errorResponse() const { return {}; }
    /// Scalars of the result that do not fit the model, null there.
    [[nodiscard]] virtual UnreadableValues unreadable() const { return {}; }
    /// The call's body sink can take more.
    virtual void resume() {}

signals:
    void attemptStarted(int number);
    void retryScheduled(int nextAttempt, std::chrono::milliseconds delay);
    /// Bytes of the response body so far, and in all (-1 when unknown).
    void progress(qint64 received, qint64 total);
    /// Bytes of the request body that have left so far, and in all; begins anew with every attempt.
    void uploaded(qint64 sent, qint64 total);

protected:
    Reply() = default;
};

using ReplyPtr = Owned<Reply>;

/// Makes the calls of one client: what it was made with, and what it has found out since. A cheap handle;
/// Client, paginators, waiters and presigners hold one.
class Caller final {
public:
    explicit Caller(ClientContext context);

    [[nodiscard]] const ClientContext& context() const { return *m_context; }
    /// For core/call and core/presign.
    [[nodiscard]] ClientMemory& memory() const { return *m_memory; }

    /// Told once, before the result, what outlineOf() an answer says, while the rest of it is on its way or
    /// parsed: a hint by which the next page may be asked for, and no more, since the rest may never come or
    /// be that of another attempt. Not told when nothing is known. May not drop the call.
    using OutlineReceiver = std::function<void(const Value& outline)>;
    /// See Client::call().
    [[nodiscard]] ReplyPtr call(std::string_view operation, Value params, CallOptions options,
                                OutlineReceiver receiver = {}) const;
    /// The same for what a call needs to know before it can go on; `parent` is that call, by Reply::callId().
    [[nodiscard]] Ask ask(quint64 parent = 0) const;

    /// Whether the session and the server let the call go now: see ChangePolicy and ServerGate.
    [[nodiscard]] Result<void> mayGo(const OperationModel& operation, const Value& params,
                                     const CallOptions& options) const;
    /// Before a server that has not said anything yet is refused what it may offer: the answer to a HEAD of
    /// the bucket tells which one it is, whatever it says of the bucket. Null where there is nothing to ask;
    /// else calls back once, later, and dropping what comes back gives it up.
    [[nodiscard]] std::shared_ptr<void> askServer(const OperationModel& operation, const Value& params,
                                                  const CallOptions& options, quint64 parent,
                                                  std::function<void()> answered) const;
    /// What an answer tells of the server.
    void learnServer(const HttpResponse& answer) const;

private:
    std::shared_ptr<const ClientContext> m_context;
    std::shared_ptr<ClientMemory> m_memory;
};

/// What a call would send, but for who sends it: for code that signs by itself.
struct RequestDraft {
    HttpRequest request; ///< with the headers that the signature brings, without the signature
    SigningContext signing;
    bool hasSignedUrl = false; ///< the body lacks a URL that takes keys to make
};

/// The parameters as the model wants them (Checked), or whatever can be serialized: with stand-ins for
/// secrets that are too short.
enum class DraftParameters { Checked, AsTheyAre };

/// Builds a request as a call does and asks nobody: no keys, no service, no session of S3 Express. So a
/// locked session may have it as well. Fails as the call would before it is signed.
[[nodiscard]] Result<RequestDraft> draftRequest(const Caller& caller, std::string_view operation,
                                                Value params,
                                                DraftParameters parameters = DraftParameters::Checked);

} // namespace inia
