#pragma once

#include "core/common/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QFile>
#include <QtCore/QString>

#include <functional>
#include <memory>
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
    static void add(std::shared_ptr<QFile> file, const QString& path, ExistingTarget policy, Done done);

private:
    struct State;
    static void begin(const std::shared_ptr<State>& state);
    std::shared_ptr<State> m_state;
};

} // namespace inia
