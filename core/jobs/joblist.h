#pragma once

#include "core/client/client.h"
#include "core/jobs/job.h"
#include "core/jobs/jobjournal.h"
#include "core/jobs/jobrunner.h"

#include <QtCore/QObject>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace inia {

/// A job as a list tells it, without its items.
struct JobSummary {
    JobAction action = JobAction::Delete;
    Job::State state = Job::State::Waiting;
    TransferSession session;
    std::string bucket;
    std::string targetBucket;
    std::string below;
    std::string firstKey; ///< of its items
    std::string title;
    qint64 created = 0; ///< seconds since 1970, as `ended`
    qint64 ended = 0;
    quint64 undoes = 0;
    std::size_t items = 0;
    std::size_t done = 0;
    std::size_t failed = 0; ///< and kept, and skipped
    std::int64_t bytes = 0;
    std::int64_t doneBytes = 0;
    std::optional<Error> why;
    bool isMoreThere = false; ///< as Job has it
    bool isRunningHere = false;
    bool isAtRest = true;    ///< nothing is under way, also when it is held
    bool isUndoable = false; ///< some of it, and nobody has yet
    bool isWrittenDown = true;
    /// While it runs: of the last ten seconds.
    double itemsPerSecond = 0;
    std::size_t callsAtOnce = 0;
    std::optional<std::chrono::seconds> left;

    [[nodiscard]] static JobSummary of(const Job& job);
    [[nodiscard]] bool hasEnded() const
    {
        return state == Job::State::Done || state == Job::State::Cancelled;
    }
};

/// All jobs of the user: those that run in this program, and those that are written down. What reads and
/// writes whole journals is done in other threads. Dropping it interrupts what runs: it can be gone on with.
class JobList final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobList)
public:
    /// By whom the job of a session asks; fails when nobody has that session.
    using Clients = std::function<Result<Client>(const TransferSession&)>;

    JobList(JobFolder folder, Clients clients);
    ~JobList() override;

    /// Reads what is written down, then emits loaded().
    void load();
    /// Newest first.
    [[nodiscard]] std::vector<quint64> ids() const;
    /// Null when there is none.
    [[nodiscard]] const JobSummary* find(quint64 id) const;
    /// Of that session, the newest that can be undone.
    [[nodiscard]] std::optional<quint64> newestUndoable(const TransferSession& session) const;
    /// With its items, as far as they have come: for a report, a preview of undoOf() or of failedOf().
    void read(quint64 id, QObject* context, std::function<void(const Result<Job>&)> taken) const;

    /// How many have not come to their end here.
    [[nodiscard]] std::size_t running() const { return m_running.size(); }

    /// Writes it down and runs it, under the number that is told to `begun`. Where it cannot be written down
    /// that is told by problem(), and it runs.
    void start(Job job, std::function<void(quint64)> begun = {});
    void pause(quint64 id);
    /// One that stands still, also of a program that has died.
    void resume(quint64 id);
    void cancel(quint64 id);
    /// There are keys again: what stands still here for want of them goes on.
    void keysRenewed(const std::string& profile);

signals:
    void loaded();
    /// It was not there before, or is another now.
    void changed(quint64 id);
    void problem(const inia::Error& error);

private:
    struct Running {
        Owned<JobRunner> runner;
        std::deque<std::pair<std::chrono::steady_clock::time_point, std::size_t>> ended; ///< items, at times
    };

    void run(quint64 id, Job job, std::unique_ptr<JobJournal> journal);
    void refresh(quint64 id);
    void measure(Running& running, JobSummary& summary) const;

    JobFolder m_folder;
    Clients m_clients;
    std::map<quint64, JobSummary> m_jobs;
    std::map<quint64, Running> m_running;
    quint64 m_lastUnwritten = 0; ///< numbers of those without a journal count down from the greatest
};

} // namespace inia
