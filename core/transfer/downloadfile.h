#pragma once

#include "core/common/result.h"
#include "core/transfer/downloadpart.h"

#include <QtCore/QByteArray>
#include <QtCore/QFile>
#include <QtCore/QString>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace inia {

/// What to do when there is a file of that name already.
enum class ExistingTarget {
    Fail, ///< kind Parameter, code TargetExists; nothing is downloaded
    Overwrite,
    KeepBoth, ///< the new one becomes "name (1).txt"
};

/// Whether a file can be put there: fails (kind Parameter) with BadTarget or TargetExists.
[[nodiscard]] Result<void> checkTarget(const QString& path, ExistingTarget policy);
/// A new file beside `path` to write to, whose name is NAME.XXXXXXXX. Fails with DiskFull or
/// UnwritableTarget.
[[nodiscard]] Result<std::shared_ptr<QFile>> makeTemporary(const QString& path);
/// Whether makeTemporary() may have called a file so.
[[nodiscard]] bool isTemporaryName(const QString& name, const QString& path);
/// "PATH WHY", of kind Parameter.
[[nodiscard]] Error targetError(const char* code, const QString& path, const std::string& why);
/// Why `file`, on its way to `path`, took no more.
[[nodiscard]] Error writeError(const QString& path, const QFile& file);

/// "name (2).txt" for name.txt and 2. Of a name that would get longer than `most` bytes that way, the part
/// before the number is shortened; 0 for no limit, as keys have none.
[[nodiscard]] QString numberedPath(const QString& path, int number, qsizetype most = 0);

/// Brings files to disk and then gives them their names in one step, in threads of its own; where a policy
/// does not allow to overwrite, a file that has come there meanwhile is never lost. All that has come while
/// the disk was busy is brought there at once: small files would otherwise cost a fifth more. For one thread
/// with an event loop, by which `done` gets the path that the file has. What still waits when this dies is
/// dropped.
class FileCommits final {
public:
    using Done = std::function<void(const Result<QString>& path)>;

    FileCommits();
    ~FileCommits();
    Q_DISABLE_COPY_MOVE(FileCommits)

    /// A new file of these bytes.
    void add(QByteArray bytes, const QString& path, ExistingTarget policy, Done done);
    /// One that was written under a temporary name, which nobody uses any more. Has a thread of its own,
    /// since a large one may keep the disk for long.
    static void nameWritten(std::shared_ptr<QFile> file, const QString& path, ExistingTarget policy,
                            Done done);

private:
    struct State;
    static void begin(const std::shared_ptr<State>& state);
    std::shared_ptr<State> m_state;
};

/// A file that appears under its name when it is whole: until then it is NAME.XXXXXXXX, eight hexadecimal
/// digits, in the same folder, as s3transfer has it; of a name that is too long for that, the beginning. It
/// is written to disk before it gets its name.
class DownloadFile final : public DownloadOutput {
public:
    /// With `commits` a file up to mostInMemory is made, written and named by them in one go: until then it
    /// has no temporary file and no resume point, and a folder that is not there is told at the end.
    DownloadFile(QString path, ExistingTarget policy, std::shared_ptr<FileCommits> commits = nullptr);

    static constexpr qint64 mostInMemory = qint64(128) * 1024;

    [[nodiscard]] bool isSequential() const override { return false; }
    /// Fails (kind Parameter) with TargetExists, BadTarget (no regular file, no folder there, no name that
    /// Qt can write) or DiskFull, and leaves nothing then.
    [[nodiscard]] Result<void> open(qint64 size) override;
    [[nodiscard]] Result<void> write(qint64 offset, std::string_view bytes) override;
    void commit(QObject* context, std::function<void(Result<void>)> done) override;
    [[nodiscard]] std::shared_ptr<const RequestBody> written(qint64 size) const override;
    void discard() override;
    [[nodiscard]] Value resumePoint() const override;
    [[nodiscard]] bool reopen(const Value& resumePoint, qint64 size) override;
    void discardEarlier(const Value& resumePoint) override { removeLeftover(m_path, resumePoint); }

    /// Where the file is after a commit(): another path than asked for with KeepBoth.
    [[nodiscard]] QString path() const { return m_place->path; }
    /// Removes the temporary file of a download that nobody will go on with; no other file.
    static void removeLeftover(const QString& path, const Value& resumePoint);

private:
    [[nodiscard]] Result<void> make(qint64 size);

    QString m_path;
    ExistingTarget m_policy;
    std::shared_ptr<FileCommits> m_commits; ///< may be null
    /// What a commit, which may outlive this, has come to.
    struct Place {
        QString path;
        bool isFinal = false;
    };
    std::shared_ptr<Place> m_place;
    std::optional<QByteArray> m_small; ///< all that came, instead of the file
    std::shared_ptr<QFile> m_file;     ///< shared with the thread that commits
};

} // namespace inia
