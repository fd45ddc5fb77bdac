#pragma once

#include "core/async/task.h"
#include "core/common/result.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"

#include <QtCore/QObject>
#include <QtCore/QtGlobal>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace inia {

/// What boto3 takes as ExtraArgs of uploads (S3Transfer.ALLOWED_UPLOAD_ARGS) and of copies. Others fail with
/// kind Parameter, code UnknownArgument.
[[nodiscard]] Result<void> checkUploadArguments(const Value& arguments);
[[nodiscard]] Result<void> checkCopyArguments(const Value& arguments);

/// Object Lambda access points take no transfers, as in boto3: kind Unsupported.
[[nodiscard]] Result<void> checkTransferBucket(std::string_view bucket);

/// Name of the argument that is the checksum of the whole object ("ChecksumCRC32"); empty when there is none.
[[nodiscard]] std::string fullObjectChecksum(const Value& arguments);

/// Bucket, key and those of the arguments that the operation takes.
[[nodiscard]] Value objectParams(const OperationModel& operation, const std::string& bucket,
                                 const std::string& key, const Value& arguments);

/// How transfers are cut up. The defaults are those of boto3's TransferConfig; sizes are bytes.
struct TransferConfig {
    /// From this size on an object goes in parts.
    qint64 multipartThreshold = qint64(8) * 1024 * 1024;
    /// Made larger by itself where the object would need more than 10,000 parts; at least 5 MiB when sent.
    qint64 partSize = qint64(8) * 1024 * 1024;
    /// Calls at the same time, over all transfers that share a TransferSlots.
    int maxConcurrency = 10;
    /// Times one range of a download is asked for.
    int downloadAttempts = 5;
    /// Bytes a second over all transfers that share a BandwidthLimit; 0 for no limit.
    qint64 maxBandwidth = 0;
};

/// How many calls all transfers that share it may have under way; the others stand in line, first come first
/// served.
class TransferSlots final {
public:
    /// One call's place, given back when it goes out of scope.
    class Slot final {
    public:
        Slot() = default;
        ~Slot() { release(); }
        Slot(Slot&& other) noexcept = default;
        Slot& operator=(Slot&& other) noexcept;
        Slot(const Slot&) = delete;
        Slot& operator=(const Slot&) = delete;
        void release();

    private:
        friend class TransferSlots;
        struct State;
        explicit Slot(std::shared_ptr<State> state) : m_state(std::move(state)) {}
        std::shared_ptr<State> m_state;
    };

    explicit TransferSlots(int count);
    ~TransferSlots();
    Q_DISABLE_COPY_MOVE(TransferSlots)

    /// Runs `granted` once, from the event loop, when there is a place, unless `context` dies first.
    void acquire(QObject* context, std::function<void(Slot)> granted);

private:
    std::shared_ptr<Slot::State> m_state;
};

/// One upload, download or copy of an S3 object, over one or many calls; a Task. An upload in parts that is
/// dropped or whose process dies stays on the server, for resume(); one that fails or is cancelled is aborted
/// there first.
class Transfer : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Transfer)
public:
    enum class State {
        Waiting, ///< before start()
        Running,
        Paused,    ///< no call is under way; what is done stays done
        Stopping,  ///< failed or cancelled: taking back what is on the server or on disk
        Succeeded, ///< result() holds what the service answered
        Failed,    ///< result() says why
        Cancelled,
    };
    Q_ENUM(State)

    [[nodiscard]] State state() const { return m_state; }
    /// Bytes that are safely there, so that it may go back when a part is sent once more.
    [[nodiscard]] qint64 done() const { return m_done; }
    /// -1 until it is known.
    [[nodiscard]] qint64 total() const { return m_total; }
    /// Valid after finished(): the last answer of the service.
    [[nodiscard]] const Result<Value>& result() const { return *m_result; }
    /// Its calls are done and what is left is for the disk to do, so that another may take its place.
    [[nodiscard]] bool isSettling() const { return m_isSettling; }
    /// After it has succeeded: whether there was a checksum or an ETag by which what arrived was found to be
    /// what was sent.
    [[nodiscard]] virtual bool isVerified() const { return true; }
    /// What another process needs to go on from here (upload id, part size, size and time of the source):
    /// a map of plain values, without secrets. Null when starting anew costs no more.
    [[nodiscard]] virtual Value resumePoint() const { return {}; }

    virtual void start() = 0;
    /// Lets parts under way come to an end or gives them up; no new ones start.
    virtual void pause() = 0;
    /// After pause().
    virtual void resume() = 0;

signals:
    void stateChanged();
    void progressed(qint64 done, qint64 total);
    /// isSettling() from now on.
    void settling();
    /// Worth writing down: another part is done.
    void resumePointChanged();

protected:
    explicit Transfer(QObject* parent = nullptr) : Task(parent) {}
    /// Emits stateChanged() when it is another.
    void setState(State state);
    /// Emits progressed().
    void setProgress(qint64 done, qint64 total);
    /// Emits settling().
    void settle();
    /// Sets the result and the state that goes with it, and ends.
    void finish(Result<Value> result);

private:
    std::optional<Result<Value>> m_result;
    State m_state = State::Waiting;
    qint64 m_done = 0;
    qint64 m_total = -1;
    bool m_isSettling = false;
};

} // namespace inia
