#pragma once

#include "core/async/task.h"
#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/unreadablevalues.h"
#include "core/model/value.h"
#include "core/signing/signingrecord.h"

#include <chrono>

namespace inia {

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

} // namespace inia
