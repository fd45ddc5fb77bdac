#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/jobs/job.h"
#include "core/jobs/jobjournal.h"
#include "core/jobs/jobround.h"

#include <QtCore/QTimer>

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// Runs a job, from its beginning or from where a program that died has left it. Copies begin sixteen at a
/// time, one more for fifty that went well, up to 64, and half as many when the service says that it is too
/// much; of deletions four calls, of a thousand keys each. What passes is tried again, three times in all.
/// Of moves one whose new name is the name of another waits until that one has gone.
///
/// It stops by itself, and asks, when all it does is refused: job().state is Stopped and job().why tells;
/// resume() goes on. So it is when the keys run out (Interrupted; no item has failed by that) and when the
/// journal cannot be written any more. A Task: finished() when all items have come to an end or it was
/// cancelled, then what is under way has ended. Dropped, it can be gone on with like after a crash.
class JobRunner final : public Task, private JobRound::Owner {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobRunner)
public:
    /// Without a journal it can be neither gone on with nor undone.
    JobRunner(Client client, Job job, std::unique_ptr<JobJournal> journal);
    ~JobRunner() override;

    void start();
    /// Nothing new is asked for; what is under way ends.
    void pause();
    /// After pause(), or when it stopped by itself.
    void resume();
    void cancel() override;
    /// For a program that has to end: like pause(), but large copies are taken back.
    void interrupt();

    /// After so many calls it stops and asks; 0 for never.
    void setMostCalls(std::size_t calls) { m_mostCalls = calls; }

    [[nodiscard]] const Job& job() const { return m_job; }
    [[nodiscard]] bool hasJournal() const { return m_journal != nullptr; }
    /// Nothing is under way.
    [[nodiscard]] bool isAtRest() const { return m_rounds.empty() && !m_lastLook; }
    /// Copies that may be under way at a time.
    [[nodiscard]] std::size_t copiesAtOnce() const { return m_copiesAtOnce; }
    /// Copies, or deletions of a thousand, that are under way.
    [[nodiscard]] std::size_t callsAtOnce() const;

signals:
    void progressed();
    /// Another job().state, or at rest in it.
    void stateChanged();

private:
    void announce(JobItemState state, const std::vector<std::size_t>& numbers,
                  std::function<void()> then) override;
    void settle(std::size_t number, JobItemState state, const JobOutcome& outcome) override;
    void trouble(std::size_t number, const Error& error, JobItemState meanwhile, JobItemState end) override;
    void answered(int attempts) override;
    void proceeded() override;

    void giveUp() override;
    void fill();
    void findChains();
    [[nodiscard]] bool openRound();
    /// Whether its turn has come: not while another one still stands at its new name.
    [[nodiscard]] bool isReady(std::size_t number);
    [[nodiscard]] bool isFull() const;
    void roundEnded(JobRound* which);
    void judge(std::size_t number, const std::optional<Error>& error);
    void stop(Job::State state, Error why);
    void hold(bool isForGood);
    void restIfDone();
    void lookWhatIsLeft();
    void finish(Job::State state);
    void setState(Job::State state);
    [[nodiscard]] qint64 now() const;

    Client m_client;
    Job m_job;
    std::unique_ptr<JobJournal> m_journal;
    std::shared_ptr<TransferSlots> m_slots;
    std::vector<Owned<JobRound>> m_rounds;      ///< oldest first
    std::size_t m_next = 0;                     ///< item that has been in no round
    std::deque<std::size_t> m_again;            ///< those that have to be in another one
    std::map<std::size_t, int> m_tries;         ///< of items that have failed
    std::map<std::size_t, std::size_t> m_after; ///< items that have to wait for another one
    QTimer m_breath;                            ///< runs before what failed is tried again
    ReplyPtr m_lastLook;
    bool m_isFillComing = false;
    std::size_t m_copiesAtOnce;
    int m_goodCopies = 0;      ///< since it became more or less
    std::deque<bool> m_lately; ///< whether items that ended have failed
    std::size_t m_failedLately = 0;
    std::string m_refusal; ///< of all items that ended last
    int m_refusals = 0;
    std::size_t m_calls = 0;
    std::size_t m_mostCalls = 0;
};

} // namespace inia
