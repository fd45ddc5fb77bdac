#pragma once

#include "core/jobs/job.h"
#include "core/transfer/transferjob.h"

#include <QtCore/QJsonArray>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace inia {

/// What becomes of one job, in a file of its own that survives the end of the program however it comes: what
/// it is, all its items, then which of them are about to be sent and what came of each. What is about to be
/// sent is written before it is; results are gathered, for a thousand items or a tenth of a second, since
/// what is lost of them is looked for when the job goes on. Brought to the disk before the first of them
/// that destroys, and then once a second. One process has it at a time.
class JobJournal final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobJournal)
public:
    ~JobJournal() override;

    /// These are about to be asked for, and stand in `state` until a result comes. Calls `then` when the
    /// journal may be relied on: once it has an error(), at once for what is not `isDestroying`, else never.
    void announce(JobItemState state, const std::vector<std::size_t>& numbers, bool isDestroying,
                  std::function<void()> then);
    /// What `items` say now.
    void note(const JobItems& items, std::size_t number);
    void noteState(const Job& job);
    /// Writes what was gathered.
    void flush();
    /// Writes what was gathered and lets others have it; nothing is written any more.
    void close();
    /// What did not get onto the disk.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// Tries once more, after error().
    [[nodiscard]] bool recover(const Job& job);

signals:
    void failed();

private:
    friend class JobFolder;
    explicit JobJournal(std::unique_ptr<LineJournal> lines);
    void write(const QJsonObject& record);
    void sync();
    void fail();

    std::unique_ptr<LineJournal> m_lines;
    std::vector<std::size_t> m_doneRun;           ///< gathered: done without anything to tell
    QJsonArray m_others;                          ///< gathered: the others
    std::vector<std::function<void()>> m_waiting; ///< until the first sync
    QTimer m_gathering;
    QTimer m_syncing;
    bool m_isOnDisk = false; ///< since the first sync
    bool m_isSyncing = false;
    bool m_isDirty = true; ///< as the plan is at first
    std::optional<Error> m_error;
};

/// The jobs of a user, a file each, in a folder that all programs share.
class JobFolder final {
public:
    struct Opened {
        Job job;
        std::unique_ptr<JobJournal> journal;
    };

    explicit JobFolder(QString path) : m_path(std::move(path)) {}
    /// Below the data of the user's applications.
    [[nodiscard]] static QString usualPath();

    /// Writes the job down under a new number, which it gets. Fails (kind Configuration) with
    /// UnwritableJournal.
    [[nodiscard]] Result<std::unique_ptr<JobJournal>> create(Job& job) const;
    /// To go on with it. Fails with UnknownJob (kind Parameter), with JournalInUse while another process has
    /// it, and with UnreadableJob when it is damaged, so that nobody knows what it was about.
    [[nodiscard]] Result<Opened> open(quint64 id) const;
    /// The same two for another thread: a journal is made of the lines where the job is to run.
    [[nodiscard]] Result<std::unique_ptr<LineJournal>> write(Job& job) const;
    [[nodiscard]] Result<std::unique_ptr<LineJournal>> reopen(quint64 id, Job& job) const;
    [[nodiscard]] static std::unique_ptr<JobJournal> journalOf(std::unique_ptr<LineJournal> lines);
    /// To look at it; of one that runs elsewhere as far as it has come.
    [[nodiscard]] Result<Job> read(quint64 id) const;
    /// Newest first. Those that are damaged have state Unreadable and no items.
    [[nodiscard]] std::vector<Job> list() const;
    /// Removes those that have ended, or are damaged, since thirty days, and of others that have ended all
    /// but the newest hundred. Reads no more of them than their ends.
    void tidy(qint64 now) const;

private:
    [[nodiscard]] QString pathOf(quint64 id) const;
    [[nodiscard]] std::vector<quint64> ids() const;

    QString m_path;
};

} // namespace inia
