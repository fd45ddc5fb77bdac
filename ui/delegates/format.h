#pragma once

#include <QtCore/QString>
#include <QtCore/QTimeZone>

#include <chrono>

// Numbers in human terms. All of them are one line of plain text with the unit beside the figure.
namespace inia::ui {

// "3,000"
[[nodiscard]] QString countText(qint64 count);
// "812 B", "4.1 KB", "48.2 MB", "1.21 GB": three significant digits (four
// between 1,000 and 1,023), units of 1024. KB has one decimal at
// most, since hundredths of it are single bytes. Negative = unknown = empty.
[[nodiscard]] QString sizeText(qint64 bytes);
// "50,524,971 bytes", "1 byte"
[[nodiscard]] QString exactSizeText(qint64 bytes);
// "0.4 ms", "61 ms", "1.02 s", "12.4 s", "2 min 05 s" from microseconds. Negative = unknown = empty.
[[nodiscard]] QString durationText(qint64 microseconds);
// "0.6 s", "12 s", "2 min 05 s": what a whole listing took; steady while it counts.
[[nodiscard]] QString elapsedText(qint64 microseconds);
// For a status line: milliseconds while "0.0 s" would say nothing, then as elapsedText().
[[nodiscard]] QString waitedText(std::chrono::milliseconds time);
// "14 Jul 2026, 10:00" from milliseconds since 1970; local time unless a zone is given.
[[nodiscard]] QString dateText(qint64 msSinceEpoch);
[[nodiscard]] QString dateText(qint64 msSinceEpoch, const QTimeZone& zone);
// "14 Jul 2026, 10:00:03 +02:00"
[[nodiscard]] QString exactDateText(qint64 msSinceEpoch);
[[nodiscard]] QString exactDateText(qint64 msSinceEpoch, const QTimeZone& zone);

} // namespace inia::ui
