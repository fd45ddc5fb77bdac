#pragma once

#include "core/common/result.h"
#include "core/model/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace inia {

/// The three forms of Smithy's timestampFormat trait.
enum class TimestampFormat { Iso8601, HttpDate, UnixSeconds };

/// "iso8601", "rfc822", "unixTimestamp" (any case); `fallback` for other words.
[[nodiscard]] TimestampFormat timestampFormatFromName(std::string_view name, TimestampFormat fallback);

enum class FractionStyle {
    Wire,    ///< what botocore sends: microseconds, six digits where there is a fraction, none in HTTP dates
    Shortest ///< the same with the trailing zeros of the fraction cut
};

/// Fails for years outside 0001-9999 in the two calendar formats.
[[nodiscard]] Result<std::string> formatTimestamp(Timestamp time, TimestampFormat format,
                                                  FractionStyle style = FractionStyle::Wire);

/// Seconds since 1970 as JSON and CBOR carry them: an integer, or a double when there are microseconds.
[[nodiscard]] Value unixTimestampValue(Timestamp time);

/// Reads what services were seen to send whatever their model says, as botocore does: seconds since 1970,
/// ISO 8601 in its usual spellings, HTTP dates in all three forms. A time without zone counts as UTC.
[[nodiscard]] std::optional<Timestamp> parseTimestamp(std::string_view text);
/// Rounded to microseconds, more a double does not hold.
[[nodiscard]] std::optional<Timestamp> timestampFromSeconds(double seconds);
/// What a caller may give for a timestamp: a timestamp, a number of seconds, or a text.
[[nodiscard]] std::optional<Timestamp> timestampFromValue(const Value& value);

/// "2026-01-02T03:04:05.678Z" and nothing else, the form in which nearly all timestamps in XML come: several
/// times as fast as parseTimestamp(), which has to read what this leaves.
[[nodiscard]] std::optional<Timestamp> plainTimestamp(std::string_view text);

} // namespace inia
