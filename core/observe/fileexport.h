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
#include <vector>

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

struct HarOptions {
    std::string program = "Inia";
    /// Writes the same made-up number for each account id.
    bool hidesAccounts = false;
};

/// Writes calls as HAR 1.2, for browsers and whoever else reads it: an entry for each attempt, in the order
/// they began, and a page for each cause. What is ours stands in members that begin with an underscore.
///
/// Nothing secret goes in: the calls are redacted already (CallRedaction); headers, URLs and bodies are
/// looked through once more by names, answers of calls that reveal secrets are left out, and so are bodies
/// that could not be read. Bodies of more than 1 MiB are cut, which their comment says.
///
/// For any thread; see ExchangeLog::snapshot(). Fails with kind Configuration when the device does, Cancelled
/// once `stop` is set.
[[nodiscard]] Result<void> writeHar(const std::vector<std::shared_ptr<const ExchangeCall>>& calls,
                                    const HarOptions& options, QIODevice& device,
                                    const std::atomic<bool>& stop);

} // namespace inia
