#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <QtCore/QFile>
#include <QtCore/QJsonObject>
#include <QtCore/QLockFile>
#include <QtCore/QString>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// A file of JSON objects, a line each, added at its end and brought to the disk when somebody asks for it,
/// so that at most the last line is lost. One process has it at a time, and its owner alone may read it:
/// names of buckets and files are nobody else's business.
class LineJournal final {
public:
    explicit LineJournal(const QString& path);

    [[nodiscard]] QString path() const { return m_file.fileName(); }
    /// False while another process has it. Makes the folder when it is missing.
    [[nodiscard]] bool lock();
    /// Each line that is an object, in order; others are passed over. A file that is not there has none.
    void read(const std::function<void(const QJsonObject&)>& take);
    /// The last one that is complete, if it is no longer than some KiB; empty for none.
    [[nodiscard]] QJsonObject lastLine();
    /// Replaced as a whole by what `fill` appends.
    [[nodiscard]] bool
    rewrite(const std::function<void(const std::function<void(const QJsonObject&)>&)>& fill);
    /// To go on at its end, behind a line that may have been cut off. Made when it is not there.
    [[nodiscard]] bool openForMore();
    /// False when it does not fit on the disk.
    [[nodiscard]] bool append(const QJsonObject& record);
    /// Has all that was appended on the disk, then calls `done` by the event loop, unless `context` dies
    /// first. Waits in another thread.
    void sync(QObject* context, std::function<void(bool isDone)> done);
    [[nodiscard]] std::string errorText() const { return m_file.errorString().toStdString(); }

private:
    QFile m_file;
    QLockFile m_lock;
    bool m_isCut = false; ///< the last line
};

enum class TransferKind { Upload, Download };

/// What to do where there is an object or a file of that name already.
enum class ExistingPolicy { Overwrite, Skip, KeepBoth };

/// Which session's credentials a job needs: the session itself ends with the program.
struct TransferSession {
    std::string profile;
    std::string region;
    std::string endpointUrl; ///< only when the user has typed one
    friend bool operator==(const TransferSession&, const TransferSession&) = default;
};

/// One file of a job that is not done yet.
struct TransferItem {
    enum class State { Waiting, Running, Failed };
    State state = State::Waiting;
    std::string key;
    QString path;     ///< of the local file
    qint64 size = -1; ///< -1 while unknown
    Value resumePoint;
    int attempt = 0;   ///< names tried before this one, with KeepBoth
    int breaks = 0;    ///< times the connection has failed it
    std::string error; ///< of a Failed one, for a person
};

/// What the user asked for in one go: a file, a folder, some of each. Items that are done are counted and
/// forgotten.
struct TransferJob {
    enum class State {
        Running,     ///< or waiting for its turn
        Paused,      ///< by the user, or an upload by the lock of its session, which `error` tells then
        Interrupted, ///< by the end of the program or of the credentials; resume() goes on
        Succeeded,
        Failed, ///< some items have
        Cancelled,
    };
    struct Counts {
        qint64 files = 0;
        qint64 bytes = 0; ///< of known sizes
        qint64 doneFiles = 0;
        qint64 doneBytes = 0;
        qint64 skippedFiles = 0; ///< among the done ones
        qint64 failedFiles = 0;
        qint64 unverifiedFiles = 0; ///< among the done ones: there was no checksum to compare them with
    };

    quint64 id = 0;
    TransferKind kind = TransferKind::Download;
    TransferSession session;
    QString title; ///< "photos/", "report.pdf", "3 files"
    std::string bucket;
    /// Upload: beginning of all keys. Download of a folder: what is listed; empty for the whole bucket.
    std::string prefix;
    QString folder; ///< download: where to
    ExistingPolicy existing = ExistingPolicy::Skip;
    std::string contentType; ///< of all files that are uploaded; empty: by each file's name
    qint64 created = 0;      ///< ms since 1970
    qint64 ended = 0;        ///< 0 while unfinished

    State state = State::Running;
    std::optional<Error> error; ///< why it was interrupted or held, or that of the first item that failed
    bool isListing = false;     ///< download of a folder: there may be more objects
    std::string listedTo;       ///< the last key that is listed
    std::string listToken;      ///< the service's word for the next page; not kept in the journal
    Counts counts;
    std::map<quint64, TransferItem> items; ///< by number; not those that are done
    std::deque<quint64> waiting;
    quint64 nextItem = 0;
    int breaks = 0; ///< files in a row that the connection has failed

    [[nodiscard]] bool isFinished() const
    {
        return state == State::Succeeded || state == State::Failed || state == State::Cancelled;
    }
    void add(TransferItem item);
    /// Everything that is left waits, failed items too when `failedToo`.
    void requeue(bool failedToo);
    /// How a file came to its end.
    enum class Done { Verified, Unverified, Skipped };
    void setDone(quint64 item, Done how);
    void setFailed(quint64 item, std::string why);
};

/// Credentials that have run out: a reason to wait for better ones, no fault of the file.
[[nodiscard]] bool isCredentialsLapse(const Error& error);
/// No connection, a service that cannot now, credentials that have run out: what a transfer had done stays
/// worth keeping.
[[nodiscard]] bool isInterruption(const Error& error);

/// Jobs as lines of JSON: what a line says and what it does to the jobs it is read back into. Unknown and
/// damaged records do nothing.
namespace journal {

[[nodiscard]] QJsonObject jobRecord(const TransferJob& job);
/// Items from `first` on. `areNew` when jobRecord() has not counted them.
[[nodiscard]] QJsonObject itemsRecord(const TransferJob& job, quint64 first, bool areNew);
[[nodiscard]] QJsonObject stateRecord(const TransferJob& job);
[[nodiscard]] QJsonObject doneRecord(const TransferJob& job, quint64 item, TransferJob::Done how);
/// Error and resume point of an item.
[[nodiscard]] QJsonObject itemRecord(const TransferJob& job, quint64 item);
[[nodiscard]] QJsonObject removeRecord(quint64 job);

void apply(const QJsonObject& record, std::map<quint64, TransferJob>& jobs);

} // namespace journal

/// What the queue has to do, in a file that survives the end of the program however it comes: a line of JSON
/// for everything that happens, added at the end, so that at most the last line is lost. Read and written
/// anew with only what still counts when it is opened. Holds names, never secrets: texts of errors come
/// redacted. Its owner alone may read it.
class TransferJournal final {
public:
    /// Makes folder and file when they are missing. Fails (kind Configuration) with JournalInUse when another
    /// process has it, and with UnwritableJournal.
    [[nodiscard]] static Result<std::unique_ptr<TransferJournal>> open(const QString& path);

    /// What was in it at open(): by number, everything unfinished Interrupted.
    [[nodiscard]] std::vector<TransferJob> takeJobs() { return std::move(m_jobs); }
    void write(const QJsonObject& record) { static_cast<void>(m_lines.append(record)); }

private:
    explicit TransferJournal(const QString& path);
    void read();
    [[nodiscard]] bool rewrite();

    LineJournal m_lines;
    std::vector<TransferJob> m_jobs;
};

} // namespace inia
