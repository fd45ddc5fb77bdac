#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/unreadablevalues.h"
#include "core/model/value.h"
#include "core/signing/signingrecord.h"

#include <QtCore/QObject>

#include <chrono>
#include <memory>

namespace inia {

/// The face of one call under way. Contract:
/// 1. Client::call() returns a ReplyPtr; who holds it owns the call. Destroying it cancels: connections go
///    at once, the socket on the next turn of the event loop. Nothing is emitted then.
/// 2. finished() comes exactly once, never during call(); after it result() is valid. cancel() makes it
///    come with kind Cancelled.
/// 3. attemptStarted, retryScheduled and progress may come before it, never after.
/// 4. One thread, no exceptions, no event loop inside.
class Reply : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Reply)
public:
    [[nodiscard]] virtual bool isFinished() const = 0;
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
    virtual void cancel() = 0;
    /// The call's body sink can take more.
    virtual void resume() {}

signals:
    void finished();
    void attemptStarted(int number);
    void retryScheduled(int nextAttempt, std::chrono::milliseconds delay);
    /// Bytes of the response body so far, and in all (-1 when unknown).
    void progress(qint64 received, qint64 total);
    /// Bytes of the request body that have left so far, and in all; begins anew with every attempt.
    void uploaded(qint64 sent, qint64 total);

protected:
    Reply() = default;
};

/// Disconnects and deletes later, so that a Reply may be dropped inside its own slot.
struct ReplyDeleter {
    void operator()(Reply* reply) const;
};
using ReplyPtr = std::unique_ptr<Reply, ReplyDeleter>;

} // namespace inia
