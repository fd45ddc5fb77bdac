#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/protocol/validator.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace inia {

// What someone who edits parameters by hand needs: parameterProblems(), and texts read as values.

/// Bytes of a file that stand in parameters; larger ones are for uploads.
inline constexpr std::int64_t mostFileBytes = std::int64_t(16) * 1024 * 1024;

/// JSON text as parameters of `shape`. Where the shape says blob, base64 becomes bytes, as does
/// {"$blob": base64}; with Read {"$file": PATH} is what the file holds at this moment ("~/" is one's own
/// folder), which is for texts that a person has typed, never for what came from elsewhere. All else stays as
/// it is. Fails (kind Parameter) when it is no JSON, a blob no base64, or a file cannot be read or has too
/// much; whether it fits is parameterProblems()' business.
enum class FileMarks : std::uint8_t { Kept, Read };
[[nodiscard]] Result<Value> parametersFromJson(const Shape& shape, std::string_view text,
                                               FileMarks files = FileMarks::Kept);

/// ISO 8601, an HTTP date or seconds since 1970; a time without zone is UTC.
[[nodiscard]] std::optional<Timestamp> timestampFromText(std::string_view text);

} // namespace inia
