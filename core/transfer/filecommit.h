#pragma once

#include "core/common/result.h"
#include "core/transfer/downloadfile.h"

namespace inia {

/// Brings what was written to disk and gives the file its name in one step; where `policy` does not allow to
/// overwrite, a file that has come there meanwhile is never lost. Returns the path it got. Blocks; for a
/// thread of its own.
[[nodiscard]] Result<QString> commitFile(QFile& file, const QString& path, ExistingTarget policy);

/// "name (2).txt" for name.txt and 2. Of a name that would get longer than `most` bytes that way, the part
/// before the number is shortened; 0 for no limit, as keys have none.
[[nodiscard]] QString numberedPath(const QString& path, int number, qsizetype most = 0);

} // namespace inia
