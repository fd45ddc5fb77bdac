#pragma once

#include "core/common/result.h"
#include "core/transfer/linejournal.h"
#include "core/transfer/transferjob.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QString>

#include <map>
#include <memory>
#include <vector>

namespace inia {

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
