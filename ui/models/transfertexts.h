#pragma once

#include "ui/models/keyvaluemodel.h"

#include <QtCore/QString>

namespace inia {
struct TransferJob;
}

namespace inia::ui {

/// "812 B", "48.2 MB": three significant digits, units of 1024.
[[nodiscard]] QString byteText(qint64 bytes);
/// "8 s", "3 min", "2 h 05 min": how long something will still take, no more exact than it can be known.
[[nodiscard]] QString remainingText(qint64 seconds);
/// All about one job: from where, where to, what failed.
[[nodiscard]] std::vector<KeyValueSection> transferFacts(const TransferJob& job);

} // namespace inia::ui
