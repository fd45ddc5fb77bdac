#pragma once

#include "core/transfer/downloadoutput.h"
#include "core/transfer/filecommit.h"

#include <QtCore/QByteArray>
#include <QtCore/QFile>
#include <QtCore/QString>

#include <memory>
#include <optional>

namespace inia {

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
