#pragma once

#include "core/transfer/transferjob.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <map>

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

} // namespace inia
