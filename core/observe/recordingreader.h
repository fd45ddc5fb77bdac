#pragma once

#include "core/observe/recording.h"

namespace inia {

/// Reads a file of writeRecording(). What is odd about it stands in its notes: a last line that was cut is
/// left out, a hash that is wrong says so, lines and members of later versions are passed over and counted.
/// Fails with kind Configuration for a file that cannot be read or is no recording, Unsupported for one of a
/// newer version.
[[nodiscard]] Result<Recording> readRecording(const QString& path);

} // namespace inia
