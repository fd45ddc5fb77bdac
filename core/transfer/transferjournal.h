#pragma once

#include "core/common/result.h"
#include "core/transfer/transferjob.h"

#include <QtCore/QFile>
#include <QtCore/QJsonObject>
#include <QtCore/QLockFile>
#include <QtCore/QString>

#include <memory>
#include <vector>

namespace inia {

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
    void write(const QJsonObject& record);

private:
    explicit TransferJournal(const QString& path);
    void read();
    [[nodiscard]] bool rewrite();

    QFile m_file;
    QLockFile m_lock;
    std::vector<TransferJob> m_jobs;
};

} // namespace inia
