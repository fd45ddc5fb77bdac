#pragma once

#include "core/common/result.h"
#include "core/objects/objectdeletion.h"
#include "core/objects/objectmove.h"
#include "core/objects/objectproperties.h"
#include "core/objects/objectversions.h"
#include "core/transfer/transferjob.h"

#include <QtCore/QByteArray>
#include <QtCore/QtGlobal>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// What a job does with each of its items.
enum class JobAction : std::uint8_t {
    Delete,         ///< the current version; a marker takes its place where there are versions
    DeleteVersions, ///< by their ids, for good
    Undelete,       ///< deletes the markers above what is to come back
    Copy,           ///< onto `target`; of an older version, too, which becomes the current one there
    Move,           ///< copies, verifies, deletes the source
    RemoveCurrent,  ///< deletes a version by its id while it is the current one: undoes deletions and copies
    UndoMove,       ///< the marker over the source first, then the copy, each while it is the current one
    Change,         ///< what Job::change says
};
[[nodiscard]] std::string_view jobActionName(JobAction action);
[[nodiscard]] constexpr bool isCopying(JobAction action)
{
    return action == JobAction::Copy || action == JobAction::Move;
}
/// Whether each item has calls of its own.
[[nodiscard]] constexpr bool isOneByOne(JobAction action)
{
    return isCopying(action) || action == JobAction::Change;
}
/// Whether something may be lost by it, so that it never runs without a journal that can be written.
[[nodiscard]] bool isDestroying(JobAction action, bool overwrites);

/// Where an item stands. Those from Done on have come to their end.
enum class JobItemState : std::uint8_t {
    Queued,
    Sent,    ///< it was asked for, or was about to be; nobody knows yet what became of it
    Copied,  ///< of a move: the copy is verified
    Leaving, ///< of a move: the same for the deletion of the source
    Done,
    Failed,
    Kept,    ///< of a move: copied, but the source stays; `error` tells why
    Skipped, ///< is not any more what was planned for: left alone
};
[[nodiscard]] std::string_view jobItemStateName(JobItemState state);

struct JobItem {
    std::string key;
    std::string etag;    ///< it has to have, where servers heed that; with its quotation marks
    std::string version; ///< that is meant; empty: the current one
    std::string storageClass;
    std::int64_t size = 0;
    std::string target; ///< key of a copy; of a Change back to other tags, these, as tagsText() has them
    std::string targetVersion; ///< of UndoMove: the copy
};

/// What came of an item.
struct JobOutcome {
    std::string newVersion; ///< that a copy made; empty where there are none
    std::string marker;     ///< that took the place of what was deleted; empty when nobody knows
    std::string upload;     ///< in parts, that is not complete yet
    std::string code;       ///< of the error; empty when there is none
    std::string message;
    std::string requestId;
    std::string before; ///< of tags that were changed: a "?" and what they were, as tagsText() has it
};

/// The items of a job in little memory: texts one behind the other in one block, 40 bytes beside them.
class JobItems final {
public:
    void add(const JobItem& item);
    [[nodiscard]] std::size_t size() const { return m_records.size(); }
    [[nodiscard]] JobItem at(std::size_t number) const;
    [[nodiscard]] std::string_view key(std::size_t number) const { return field(m_records[number].item, 0); }
    [[nodiscard]] std::string_view target(std::size_t number) const
    {
        return field(m_records[number].item, targetField);
    }
    [[nodiscard]] std::string_view etag(std::size_t number) const { return field(m_records[number].item, 1); }
    [[nodiscard]] std::int64_t bytesOf(std::size_t number) const { return m_records[number].size; }
    [[nodiscard]] JobItemState state(std::size_t number) const { return m_records[number].state; }
    [[nodiscard]] JobOutcome outcome(std::size_t number) const;
    /// Whether there is anything to tell of it.
    [[nodiscard]] bool hasOutcome(std::size_t number) const { return m_records[number].outcome != 0; }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }

    void setState(std::size_t number, JobItemState state);
    void setOutcome(std::size_t number, const JobOutcome& outcome);

    /// How many are in that state.
    [[nodiscard]] std::size_t count(JobItemState state) const
    {
        return m_counts[static_cast<std::size_t>(state)];
    }
    /// How many have come to an end, well or badly.
    [[nodiscard]] std::size_t ended() const;
    /// In memory.
    [[nodiscard]] std::size_t bytesUsed() const
    {
        return m_text.capacity() + m_records.capacity() * sizeof(Record);
    }
    /// Bytes of those that are done.
    [[nodiscard]] std::int64_t doneBytes() const { return m_doneBytes; }

private:
    struct Record {
        std::uint64_t item = 0;    ///< where its texts begin
        std::uint64_t outcome = 0; ///< likewise; 0: there is none
        std::int64_t size = 0;
        JobItemState state = JobItemState::Queued;
    };
    static constexpr int targetField = 4;
    std::uint64_t store(const std::vector<std::string_view>& fields);
    [[nodiscard]] std::string_view field(std::uint64_t at, int number) const;

    std::string m_text = std::string(1, '\0'); // nothing begins at 0
    std::vector<Record> m_records;
    std::array<std::size_t, static_cast<std::size_t>(JobItemState::Skipped) + 1> m_counts{};
    std::int64_t m_bytes = 0;
    std::int64_t m_doneBytes = 0;
};

/// A plan and how far it has come.
struct Job {
    enum class State {
        Waiting, ///< nothing was begun
        Running,
        Paused,
        Stopped,     ///< by itself: `why` is to be looked at before it goes on
        Interrupted, ///< the program died, or the keys ran out
        Done,        ///< all items have come to an end, well or badly
        Cancelled,
        Unreadable, ///< its journal is damaged: nothing is ever sent for it
    };

    quint64 id = 0; ///< 0: has no journal
    JobAction action = JobAction::Delete;
    TransferSession session; ///< which can be opened again
    std::string bucket;
    std::string targetBucket; ///< of copies and moves
    bool overwrites = false;
    /// The server takes no conditions with deletions: what is to go is listed directly before, which still
    /// leaves a moment in between.
    bool looksFirst = false;
    ObjectChange change; ///< of Change
    std::string below;   ///< the folder that a deletion empties; it is looked at once more in the end
    std::string title;   ///< shown in the inspector, too
    qint64 created = 0;  ///< seconds since 1970, as `ended`
    qint64 ended = 0;
    quint64 undoes = 0; ///< the job it takes back
    JobItems items;
    State state = State::Waiting;
    std::optional<Error> why;
    /// After a deletion: there are new objects in `below`.
    bool isMoreThere = false;

    [[nodiscard]] bool hasEnded() const { return state == State::Done || state == State::Cancelled; }
};
[[nodiscard]] std::string_view jobStateName(Job::State state);

// Plans: jobs that have not begun. `title` is what the user did, and shown in the inspector.

/// `below`: the folder that is meant as a whole; empty for single objects.
[[nodiscard]] Job deletionJob(std::string bucket, const std::vector<ListedObject>& objects, std::string below,
                              std::string title);
/// For good, by their ids. `action` is DeleteVersions, or Undelete for what markersAbove() gives.
[[nodiscard]] Job versionsJob(JobAction action, std::string bucket,
                              const std::vector<ObjectDeletion::Key>& versions, std::string title);
/// As ObjectPlan has found out.
[[nodiscard]] Job moveJob(const ObjectMove::Order& order);
/// Makes older versions the current ones of their keys, each by a copy onto itself. Those that are current
/// already, and markers, are left out.
[[nodiscard]] Job restoreJob(std::string bucket, const std::vector<ObjectVersion>& versions,
                             std::string title);

/// Gives objects another class, each by a copy onto itself. Those that have it are left out; archived ones
/// fail, unless they have been restored.
[[nodiscard]] Job classJob(std::string bucket, const std::vector<ListedObject>& objects,
                           const std::string& storageClass, std::string title);
/// Of restoring, those alone that are archived, or may be.
[[nodiscard]] Job changeJob(std::string bucket, const std::vector<ListedObject>& objects, ObjectChange change,
                            std::string title);

/// What a job has done, taken back: markers that it made are removed, versions that it made are deleted,
/// each while it is the current one. Fails (kind Parameter) with NotUndoable, which says why.
[[nodiscard]] Result<Job> undoOf(const Job& job);
/// Whether there is anything that it could take back.
[[nodiscard]] bool isUndoable(const Job& job);
/// How many items that are done undoOf() has no way for: no version was kept, or nobody knows which.
[[nodiscard]] std::size_t notUndoable(const Job& job);
/// What has failed, once more.
[[nodiscard]] Job failedOf(const Job& job);

/// Requests of one kind.
struct JobRequest {
    enum class Class : std::uint8_t { Write, Read, Free }; ///< as S3 prices them: A, B, nothing

    std::string operation;
    std::size_t count = 0;
    Class priced = Class::Write;
    Value first; ///< its parameters; of a thousand keys the first few
};
/// What requests are counted by.
struct JobTally {
    std::size_t items = 0;
    std::size_t large = 0;    ///< are copied in parts
    std::size_t parts = 0;    ///< of those
    std::size_t doubtful = 0; ///< of which no ETag will prove the copy

    /// Counts an item in, or out.
    void count(std::int64_t size, std::string_view etag, bool isIn = true);
};
/// What it will ask for at least: what fails takes some more. `sample`: the job, or its first few items.
[[nodiscard]] std::vector<JobRequest> requestsOf(const Job& sample, const JobTally& tally);

// Reports.

/// What is told of an item, as texts.
struct JobRow {
    std::size_t number = 0;
    JobItem item;
    JobItemState state = JobItemState::Queued;
    JobOutcome outcome;
};
/// The rows with that outcome, all without one, in their order; `take` says whether it wants more.
void forEachRow(const Job& job, std::optional<JobItemState> state,
                const std::function<bool(const JobRow&)>& take);

enum class ReportFormat { Csv, Json, NdJson };
/// The same as a file, piece by piece: with a header row, as one list, or an object a line.
void writeReport(const Job& job, std::optional<JobItemState> state, ReportFormat format,
                 const std::function<bool(const QByteArray&)>& write);

} // namespace inia
