#pragma once

#include "core/client/client.h"
#include "core/model/value.h"
#include "core/transfer/transfer.h"

#include <QtCore/QtGlobal>

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

class WatchedBody;

/// How an object goes to S3 in parts and which of them are there. Parts are numbered from 1.
class PartPlan final {
public:
    struct Part {
        int number = 0;
        qint64 offset = 0;
        qint64 size = 0;
    };

    PartPlan(qint64 size, qint64 partSize);

    /// The size of parts nearest to the wanted one that S3 takes for an object of `size` bytes: doubled until
    /// there are at most 10,000 of them, then at least 5 MiB and at most 5 GiB.
    [[nodiscard]] static qint64 fittingPartSize(qint64 wanted, qint64 size);

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] qint64 partSize() const { return m_partSize; }
    [[nodiscard]] int count() const { return static_cast<int>(m_entries.size()); }
    [[nodiscard]] Part part(int number) const;

    /// The first part that is neither there nor handed out; it counts as handed out from then on.
    [[nodiscard]] std::optional<Part> takeNext();
    [[nodiscard]] bool hasNext() const { return nextFrom(m_next) < m_entries.size(); }
    /// Everything that is not there may be handed out again.
    void takeBack() { m_next = 0; }
    /// `entry` is what CompleteMultipartUpload wants to know of it.
    void setDone(int number, Value entry);
    [[nodiscard]] bool isDone(int number) const;
    [[nodiscard]] bool isComplete() const { return m_doneCount == count(); }
    [[nodiscard]] qint64 doneBytes() const { return m_doneBytes; }
    /// The entries in order.
    [[nodiscard]] Value entries() const;

private:
    [[nodiscard]] std::size_t nextFrom(std::size_t index) const;

    qint64 m_size;
    qint64 m_partSize;
    std::vector<Value> m_entries; ///< null: not there
    std::size_t m_next = 0;
    int m_doneCount = 0;
    qint64 m_doneBytes = 0;
};

/// What uploads and copies have in common: an object is made by one call, or in parts of which several are
/// under way at a time. Each call takes a slot. When it fails or is cancelled the calls under way are given
/// up and the upload is aborted; if that fails as well the error names the upload that remains. Once the
/// last call has been made pause() and cancel() come too late.
///
/// Success needs proof: an ETag with every answer, and the checksum of what was sent where the answer has
/// one (kind Parse, NoProof; kind Checksum, StoredChecksumMismatch). When the answer to the call that makes
/// the object is lost, or proves nothing, HeadObject is asked: an object that is the one that was to be made,
/// by size and checksum or ETag, is a success.
class MultipartTransfer : public Transfer {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MultipartTransfer)
public:
    ~MultipartTransfer() override;

    /// Before start(): what the calls are for, in the inspector.
    void setCallOptions(CallOptions options);
    /// Before start(): when the connection or the credentials fail, parts that are there stay, for a new
    /// transfer with resumePoint(). Who asks for it aborts the upload in the end.
    void keepWhenInterrupted() { m_keepsWhenInterrupted = true; }

    /// Of the upload in parts; empty while there is none, or when it was aborted.
    [[nodiscard]] const std::string& uploadId() const { return m_uploadId; }

    void start() final;
    void pause() final;
    void resume() final;
    void cancel() final;

protected:
    struct Order {
        std::string operation;
        Value params;
        std::shared_ptr<const RequestBody> body;
        std::shared_ptr<const WatchedBody> watched = nullptr; ///< below `body`, where its checksum counts
    };
    using Answered = std::function<void(const Result<Value>&)>;

    /// The object to be made.
    struct Target {
        std::string bucket;
        std::string key;
        Value arguments; ///< boto3's ExtraArgs
    };
    MultipartTransfer(Client client, Target target, std::shared_ptr<TransferSlots> slots,
                      const TransferConfig& config, QObject* parent);

    // What uploads and copies do each in their own way.

    /// Once, before anything else: whether the arguments make sense.
    [[nodiscard]] virtual Result<void> check() = 0;
    /// Finds out about the source, then makes the object by one call or calls sendParts(). Again after a
    /// pause that came before sendParts().
    virtual void begin() = 0;
    [[nodiscard]] virtual Value createParams() const = 0;
    [[nodiscard]] virtual Result<Order> partOrder(const PartPlan::Part& part) = 0;
    /// What CompleteMultipartUpload wants to know of a part, from the answer to its order; an error when the
    /// answer does not prove that the part is there.
    [[nodiscard]] virtual Result<Value> partEntry(const Order& order, int number,
                                                  const Value& answer) const = 0;
    [[nodiscard]] virtual Value completeParams() const = 0;
    /// The last chance to say no.
    [[nodiscard]] virtual Result<void> beforeComplete() { return {}; }
    /// CompleteMultipartUpload was refused: whether to ask again, with other completeParams().
    [[nodiscard]] virtual bool completesOtherwise(const Error&) { return false; }
    /// After CompleteMultipartUpload.
    virtual void completed(const Value& answer) { finish(answer); }
    /// Whether an object, as HeadObject describes it, is the one that was to be made; `told` may run later.
    virtual void compare(const Value& head, std::function<void(bool isSame)> told) = 0;
    [[nodiscard]] virtual int mostAtOnce() const { return m_config.maxConcurrency; }
    /// Says what failed, in front of why.
    [[nodiscard]] virtual Error described(const Error& error) const = 0;

    // What they do it with.

    [[nodiscard]] const Client& client() const { return m_client; }
    [[nodiscard]] const Target& target() const { return m_target; }
    [[nodiscard]] Target& target() { return m_target; }
    [[nodiscard]] const TransferConfig& config() const { return m_config; }
    [[nodiscard]] OperationModel operation(std::string_view name) const;
    /// Bucket, key and what the operation takes of `arguments`.
    [[nodiscard]] Value paramsFor(std::string_view operationName, const Value& arguments) const;
    /// Makes a call when there is a slot for it.
    void ask(const Client& client, Order order, Answered answered);
    /// Creates an upload, sends what the plan lacks, completes it. With an upload id that upload is gone on
    /// with.
    void sendParts(PartPlan plan, std::string uploadId = {});
    /// The call that makes the object has failed in a way after which the object may be there all the same:
    /// asks, then completed() or, with why(), fail().
    void confirm(const Error& why);
    /// Whether confirm() makes sense.
    [[nodiscard]] static bool mayBeDone(const Error& error);
    /// Whether the parts prove that it is the object: nothing when they say nothing about it.
    [[nodiscard]] std::optional<bool> isOfParts(const Value& answer) const;
    /// From now on fail() and cancel() abort this upload.
    void adopt(std::string uploadId) { m_uploadId = std::move(uploadId); }
    void disown() { m_uploadId.clear(); }
    /// Takes back what was begun, then finishes with the error.
    void fail(Error error);
    [[nodiscard]] const std::optional<PartPlan>& plan() const { return m_plan; }
    void setTotal(qint64 total);

private:
    void giveUp() final;
    enum class Phase { Beginning, Creating, Sending, Completing, AfterCompletion };
    struct RunningCall {
        ReplyPtr reply;
        TransferSlots::Slot slot;
        qint64 sent = 0;
    };

    void run(const Client& client, Order order, Answered answered, TransferSlots::Slot slot);
    void proceed();
    void create();
    void fill();
    [[nodiscard]] bool wantsPart() const;
    void sendPart(TransferSlots::Slot slot);
    void complete();
    void giveUpCalls();
    void abortUpload();
    void refreshProgress();
    [[nodiscard]] bool isETagOfParts(const std::string& etag) const;
    [[nodiscard]] bool isTooLate() const;

    Client m_client;
    Target m_target;
    std::shared_ptr<TransferSlots> m_slots;
    TransferConfig m_config;
    CallOptions m_callOptions;
    Phase m_phase = Phase::Beginning;
    std::optional<PartPlan> m_plan;
    std::string m_uploadId;
    std::map<int, RunningCall> m_calls;
    int m_lastCall = 0;
    quint64 m_firstPartCall = 0; ///< by Reply::callId()
    int m_round = 0;             ///< slots that were asked for in an earlier one are not wanted any more
    bool m_asksForSlot = false;
    bool m_pauseWanted = false;
    bool m_keepsWhenInterrupted = false;
    bool m_confirming = false;
    std::optional<Error> m_failure;
    ReplyPtr m_abort;
};

} // namespace inia
