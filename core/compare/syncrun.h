#pragma once

#include "core/async/task.h"
#include "core/compare/sides.h"
#include "core/jobs/jobjournal.h"
#include "core/jobs/jobrunner.h"
#include "core/transfer/transfer.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// Something to be done with a pair.
struct SyncItem {
    enum class Action : std::uint8_t { Copy, Delete };
    enum class State : std::uint8_t { Waiting, Running, Done, Failed, Skipped };
    ComparedPair pair;
    Action action = Action::Copy;
    State state = State::Waiting;
    std::optional<Error> error;
};

/// What makes the target as the source is, as far as that may be done.
[[nodiscard]] std::vector<SyncItem> syncItems(const ComparedPairs& compared, bool deletes,
                                              bool takesConflicts);

/// Makes a target what a source is: uploads, downloads or copies, each with its own checks, and when all of
/// them went well, deletes what is in the target only. What is there already and was not seen to be is not
/// replaced, nor is what has changed since it was seen. What ends in the middle is gone on with by comparing
/// again. A Task; cancel() takes back what is under way, and what is done stays.
class SyncRun final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SyncRun)
public:
    struct Order {
        ComparePlace source;
        ComparePlace target;
        std::vector<SyncItem> items;
        /// Both sides are known to their ends: without, nothing is ever deleted.
        bool mayDelete = false;
        bool setsTimes = true; ///< files get the time of their objects
        bool takesTimesFromMetadata =
            false;         ///< that of x-amz-meta-mtime, as rclone writes it, if there is one
        std::string cause; ///< shown in the inspector
        std::shared_ptr<SeenPairs> seen;
        std::vector<std::string> gone; ///< ComparedPairs::gone
        std::optional<JobFolder> jobs; ///< where copies and deletions of objects are written down
        TransferSession session;       ///< of these
        int filesAtOnce = 24;
    };

    explicit SyncRun(Order order);
    ~SyncRun() override;

    void start();
    void cancel() override;

    /// Valid after finished(). Fails with kind Parameter, NotAllKnown, before anything is done, when items
    /// are to be deleted that may not; with Unfinished when items have failed; with what ended it early.
    [[nodiscard]] const Result<void>& result() const { return m_result; }
    [[nodiscard]] const std::vector<SyncItem>& items() const { return m_order.items; }
    [[nodiscard]] std::size_t done() const { return m_done; } ///< ended, well or badly
    [[nodiscard]] std::size_t failed() const { return m_failed; }
    [[nodiscard]] std::int64_t doneBytes() const;
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }
    /// The last job that was written down; 0: none.
    [[nodiscard]] quint64 deletionJob() const { return m_deletionJob; }

signals:
    void progressed();
    /// That item is in another state.
    void itemChanged(std::size_t item);

private:
    struct Moving {
        std::size_t item = 0;
        Owned<Transfer> transfer;
        QString file;            ///< of a download
        std::string fingerprint; ///< of the file that is uploaded
    };
    enum class Step { Copies, NewObjects, ChangedObjects, Deletions, Saving };

    void giveUp() override;
    void next();
    void startMore();
    [[nodiscard]] bool startOne(std::size_t item);
    [[nodiscard]] Result<void> prepare(Moving& moving, const ComparedPair& pair);
    [[nodiscard]] Owned<Transfer> upload(Moving& moving, const ComparedPair& pair) const;
    void moved(Transfer* which);
    void movedWell(const Moving& moving);
    void runJob(Job job, std::vector<std::size_t> items);
    void jobChanged();
    void jobEnded();
    void copyObjects(PairState state);
    void deleteAll();
    void deleteFiles(std::vector<std::size_t> items);
    void settle(std::size_t item, SyncItem::State state, std::optional<Error> error = {});
    void skipRest(const Error& error);
    void save();
    void finish();

    Order m_order;
    Step m_step = Step::Copies;
    std::size_t m_next = 0;
    std::shared_ptr<TransferSlots> m_slots;
    std::vector<std::unique_ptr<Moving>> m_moving;
    Owned<JobRunner> m_job;
    std::vector<std::size_t> m_jobItems;
    std::size_t m_jobTold = 0;
    std::shared_ptr<std::atomic_bool> m_stopped = std::make_shared<std::atomic_bool>(false);
    std::optional<Error> m_end; ///< what ended it early
    std::size_t m_done = 0;
    std::size_t m_failed = 0;
    std::int64_t m_bytes = 0;
    std::int64_t m_doneBytes = 0;
    int m_breaks = 0; ///< items in a row that the connection has failed
    quint64 m_deletionJob = 0;
    Result<void> m_result;
};

} // namespace inia
