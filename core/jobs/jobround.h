#pragma once

#include "core/async/task.h"
#include "core/client/client.h"
#include "core/jobs/job.h"
#include "core/objects/objectdeletion.h"
#include "core/objects/objectmove.h"
#include "core/objects/objectplan.h"
#include "core/objects/objectproperties.h"
#include "core/objects/objectversions.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace inia {

class TransferSlots;

/// Up to a thousand items of a job, seen through: looked back at where they were under way when a program
/// died, copied, verified, deleted. What was asked for once and never answered is read, not repeated, where
/// that would do harm. A Task; cancel() gives up what is under way.
class JobRound final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobRound)
public:
    /// Who runs the job: keeps its items and its journal.
    class Owner {
    public:
        /// These are about to be asked for. `then` comes when that is written down, or never.
        virtual void announce(JobItemState state, const std::vector<std::size_t>& numbers,
                              std::function<void()> then) = 0;
        /// An item has got so far.
        virtual void settle(std::size_t number, JobItemState state, const JobOutcome& outcome) = 0;
        /// It failed: it is tried again from `meanwhile` on, or comes to its `end`.
        virtual void trouble(std::size_t number, const Error& error, JobItemState meanwhile,
                             JobItemState end) = 0;
        /// A copy has been answered, after so many attempts.
        virtual void answered(int attempts) = 0;
        /// Something has changed: there may be room for more.
        virtual void proceeded() = 0;

    protected:
        Owner() = default;
        ~Owner() = default;
        Q_DISABLE_COPY_MOVE(Owner)
    };

    /// `owner` and `job` outlive it.
    JobRound(Client client, Owner& owner, const Job& job, std::vector<std::size_t> numbers,
             std::shared_ptr<TransferSlots> transfers);
    ~JobRound() override;

    void start();
    void cancel() override;
    /// Begins nothing new: what is under way comes to its end; with `isForGood` large copies are taken back.
    void endSoon(bool isForGood);

    [[nodiscard]] const std::vector<std::size_t>& numbers() const { return m_numbers; }
    /// Copies are begun one by one, by whoever counts those of all rounds.
    [[nodiscard]] bool canCopy() const { return m_isReady && !m_isEnding && !m_toCopy.empty(); }
    void beginCopy();
    [[nodiscard]] std::size_t copying() const { return m_copies.size(); }

private:
    struct Copying {
        std::size_t number = 0;
        ReplyPtr look; // or
        Owned<ObjectCopy> copy;
        Owned<ObjectChanging> change;
    };
    /// Which of an item's two objects.
    enum class Side { Source, Target };
    using Numbers = std::vector<std::size_t>;

    void giveUp() override;
    void begin();
    [[nodiscard]] bool isEndingNow();
    [[nodiscard]] CallOptions options(const std::string& target) const;
    [[nodiscard]] std::string keyOf(std::size_t number, Side side) const;
    [[nodiscard]] std::string versionOf(std::size_t number, Side side) const;

    // what was under way
    void lookForSources(Numbers numbers);
    void comparedSources(const Numbers& numbers);
    void lookForTarget(Copying* which);
    void foundTarget(Copying* which);
    [[nodiscard]] bool isOurCopy(const JobItem& item, const Value& head) const;
    void abortUpload(Copying* which, const std::string& upload);

    // copies
    void copy(Copying* which);
    void copied(Copying* which);
    void change(Copying* which);
    void changed(Copying* which);
    [[nodiscard]] std::unique_ptr<Copying> take(Copying* which);
    void proven(std::size_t number, const std::string& version);
    void copiesEnded();
    void verify();
    void verified(const Numbers& numbers);
    void sourcesMayGo();

    // deletions
    void checkCurrent(Side side, Numbers numbers);
    void checkedCurrent(Side side, const Numbers& numbers);
    void gone(std::size_t number, Side side, const std::string& marker);
    void remove(Side side, Numbers numbers);
    void removed(Side side, const Numbers& numbers);

    Client m_client;
    Owner& m_owner;
    const Job& m_job;
    Numbers m_numbers;
    std::shared_ptr<TransferSlots> m_slots;
    bool m_isEnding = false;
    bool m_isReady = false;   ///< what was under way is known
    bool m_hasLooked = false; ///< whether the sources of a move are still as they were
    Numbers m_toCopy;         ///< last first
    std::vector<std::unique_ptr<Copying>> m_copies;
    Numbers m_proven;                              ///< their sources may go
    std::map<std::size_t, std::string> m_doubtful; ///< to be looked for, with the version that was made
    Numbers m_back;                                ///< of UndoMove: the source is there again
    Owned<ObjectSurvey> m_survey;
    Owned<ObjectVersions> m_versions;
    Owned<ObjectDeletion> m_deletion;
};

} // namespace inia
