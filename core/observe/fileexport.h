#pragma once

#include "core/async/task.h"
#include "core/common/result.h"
#include "core/observe/exchangelog.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <atomic>
#include <functional>
#include <memory>
#include <string>

class QIODevice;

namespace inia {

/// A body as it may leave the program: without what its names say is secret, or left out.
struct ExportedBody {
    QByteArray bytes;
    bool isText = true; ///< UTF-8
    bool isRewritten = false;
    std::string leftOut; ///< why; empty when it is there
};

[[nodiscard]] ExportedBody exportedRequestBody(const ExchangeCall& call, const ExchangeAttempt& attempt);
/// Answers of calls that reveal secrets are left out, and those that could not be read, in which nobody knows
/// what stands.
[[nodiscard]] ExportedBody exportedAnswerBody(const ExchangeCall& call, const ExchangeAttempt& attempt);

/// Writes a file that only its owner may read, in a thread of its own. The file takes the place of an older
/// one when it is whole; until then nothing has changed.
class FileExport final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FileExport)
public:
    /// Runs in the other thread and has to look at `stop`.
    using Write = std::function<Result<void>(QIODevice& device, const std::atomic<bool>& stop)>;

    FileExport(QString path, Write write);

    void start();
    void cancel() override;
    [[nodiscard]] const QString& path() const { return m_path; }
    /// Valid once it has finished. Fails with kind Configuration when the file cannot be written.
    [[nodiscard]] const Result<void>& result() const { return m_result; }

private:
    void giveUp() override { *m_stop = true; }
    void finish(Result<void> result);

    QString m_path;
    Write m_write;
    Result<void> m_result;
    std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
};

/// The same at once, for programs without a window.
[[nodiscard]] Result<void> writeFileNow(const QString& path, const FileExport::Write& write);

} // namespace inia
