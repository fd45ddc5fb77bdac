#pragma once

#include "core/client/client.h"
#include "core/common/clock.h"
#include "core/transfer/folderwalk.h"
#include "core/transfer/transfer.h"
#include "core/transfer/transferjob.h"

#include <QtCore/QObject>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace inia {

/// How a queue gets the transfers for its items.
class ItemTransfers {
public:
    ItemTransfers() = default;
    virtual ~ItemTransfers() = default;
    Q_DISABLE_COPY_MOVE(ItemTransfers)

    /// One that has not started; null when there is nothing to move, as for a folder.
    [[nodiscard]] virtual Result<Owned<Transfer>> make(const TransferJob& job, const TransferItem& item,
                                                       const Client& client) = 0;
    /// Removes what an item that nobody will go on with has left, by its resume point.
    virtual void discard(const TransferJob& job, const TransferItem& item, const Result<Client>& client) = 0;
};

/// Uploads and downloads in the order in which they were asked for, so many files at a time, kept in a
/// journal. Its cost does not grow with the number of files: those that are done are counted and forgotten,
/// objects of a folder are listed as they are needed.
class TransferQueue final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferQueue)
public:
    /// A client for S3 with a session's credentials; an error when the session is not there now.
    using Clients = std::function<Result<Client>(const TransferSession&)>;
    /// Small files wait for the service most of their time: as many as there are connections to a host.
    static constexpr int usualFilesAtOnce = 24;
    /// `journal` may be null: then nothing is kept.
    TransferQueue(Clients clients, std::unique_ptr<ItemTransfers> transfers, std::shared_ptr<Clock> clock,
                  std::unique_ptr<TransferJournal> journal, int filesAtOnce = usualFilesAtOnce);
    ~TransferQueue() override;

    /// Newest last.
    [[nodiscard]] int count() const { return static_cast<int>(m_jobs.size()); }
    [[nodiscard]] const TransferJob& at(int index) const { return *m_jobs[static_cast<std::size_t>(index)]; }
    /// -1 when there is none.
    [[nodiscard]] int indexOf(quint64 job) const;
    /// Bytes that are there, those of files under way too; goes back when a part is sent again.
    [[nodiscard]] qint64 doneBytes(const TransferJob& job) const;
    /// Files under way.
    [[nodiscard]] int runningFiles(const TransferJob& job) const;
    /// Uploads in parts that are under way or can be gone on with, by their ids.
    [[nodiscard]] std::set<std::string> ownUploads() const;
    /// Jobs that are not finished.
    [[nodiscard]] int unfinished() const;

    /// Takes over what is to be done; number and times are set here. Returns the number.
    quint64 add(TransferJob job);
    void pause(quint64 job);
    /// A paused or interrupted job goes on; one that failed tries the failed files again. An upload of a
    /// locked session stays paused, and its error says why; so does one that is under way when the lock
    /// closes, with the parts that are there.
    void resume(quint64 job);
    /// Takes back what was begun; files that are done stay. What a locked session has begun cannot be taken
    /// back: the job is held instead.
    void cancel(quint64 job);
    /// Cancels it when it is unfinished.
    void remove(quint64 job);
    void clearFinished();
    /// Jobs that wait for keys of the profile.
    [[nodiscard]] int waitingForKeys(const std::string& profile) const;
    /// A session was opened or signed in again: what waited for its credentials goes on.
    void sessionAvailable(const TransferSession& session);

signals:
    void added(int index);
    void changed(int index);
    void aboutToRemove(int index);
    void removed();

private:
    struct Running {
        quint64 job = 0;
        quint64 item = 0;
        Owned<Transfer> transfer;
    };

    [[nodiscard]] TransferJob* find(quint64 job);
    void tell(const TransferJob& job);
    void write(const QJsonObject& record);
    void schedule();
    void fill();
    [[nodiscard]] bool startNext(TransferJob& job);
    void start(TransferJob& job, quint64 number, Owned<Transfer> transfer);
    void ended(Transfer* transfer);
    void itemFailed(TransferJob& job, quint64 number, const Error& error);
    [[nodiscard]] bool solveExisting(TransferJob& job, quint64 number, const Error& error);
    void itemDone(TransferJob& job, quint64 number, TransferJob::Done how);
    void list(TransferJob& job);
    void listed(quint64 id, const Result<PrefixListing::Page>& page);
    void settle(TransferJob& job);
    void setState(TransferJob& job, TransferJob::State state);
    void interrupt(TransferJob& job, const Error& error);
    void heedLocks();
    [[nodiscard]] bool holdIfLocked(TransferJob& job);
    void giveUp(TransferJob& job);
    [[nodiscard]] int filesUnderWay() const;
    [[nodiscard]] const Result<Client>& clientFor(const TransferJob& job);

    Clients m_clients;
    std::unique_ptr<ItemTransfers> m_transfers;
    std::shared_ptr<Clock> m_clock;
    std::unique_ptr<TransferJournal> m_journal;
    int m_filesAtOnce;
    std::vector<std::unique_ptr<TransferJob>> m_jobs;
    std::vector<Running> m_running;
    std::vector<Running> m_ending; ///< cancelled, taking back what they began
    std::map<quint64, Owned<PrefixListing>> m_listings;
    std::map<quint64, Result<Client>> m_clientsOfJobs;
    quint64 m_nextJob = 1;
    bool m_scheduled = false;
};

} // namespace inia
