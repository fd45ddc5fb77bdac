#pragma once

#include "core/common/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <optional>

namespace inia {

/// Text of FOLDER/NAME.json, else of FOLDER/NAME.json.gz unpacked; nothing when neither is there. Fails
/// (kind Model) when a file that is there cannot be read or unpacked, or unpacks to more than 256 MiB.
[[nodiscard]] Result<std::optional<QByteArray>> readModelFile(const QString& folder, const QString& name);

} // namespace inia
