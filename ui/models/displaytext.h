#pragma once

#include "core/common/result.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QString>
#include <QtCore/QTimeZone>

#include <chrono>
#include <string_view>

namespace inia::ui {

/// UTF-8 of core as QString, unchanged.
[[nodiscard]] QString toQString(std::string_view utf8);

/// The same for a single line on screen: control characters become their visible pictures (U+2400 ...), so
/// that a key with a line break or a NUL is still one row and still looks odd.
[[nodiscard]] QString toOneLine(std::string_view utf8);
[[nodiscard]] QString toOneLine(QString text);

/// In which numbers and dates are written: that of the window's words, which the program sets as Qt's
/// default.
[[nodiscard]] QLocale textLocale();
/// "3,000"
[[nodiscard]] QString groupedNumber(qint64 number);
/// "0.25"; thousands are not set apart.
[[nodiscard]] QString decimalNumber(double number, int decimals);
/// "14 Jul 2026, 10:00" with the clock in that form.
[[nodiscard]] QString momentText(const QDateTime& time, const QString& clock = QStringLiteral("HH:mm"));

/// The id of an account, "1234-5678-9012"; anything but twelve digits as it is.
[[nodiscard]] QString accountText(const QString& accountId);
/// Whether the word is part of the id, which may be written in hyphens on either side: as accounts are
/// written here, in AWS's console, and anything in between.
[[nodiscard]] bool isInAccount(const QString& word, const QString& accountId);

/// One line that begins as sentences do; messages of core also stand behind "Operation: ".
[[nodiscard]] QString sentenceText(std::string_view text);

/// One line that says why something failed: the service's code and message.
[[nodiscard]] QString errorText(const Error& error);

// Numbers in human terms. All of them are one line of plain text with the unit beside the figure.

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
// "12.5 %", "1,204", "48.2 MB" for bytes ("B"): a figure that was measured, with the unit behind it.
[[nodiscard]] QString amountText(double amount, const QString& unit);
// "14 Jul 2026, 10:00" from milliseconds since 1970; local time unless a zone is given.
[[nodiscard]] QString dateText(qint64 msSinceEpoch);
[[nodiscard]] QString dateText(qint64 msSinceEpoch, const QTimeZone& zone);
// "14 Jul 2026, 10:00:03 +02:00"
[[nodiscard]] QString exactDateText(qint64 msSinceEpoch);
[[nodiscard]] QString exactDateText(qint64 msSinceEpoch, const QTimeZone& zone);
/// A storage class of S3, "STANDARD_IA", as people say it: "Standard-IA". Unknown ones stay as they are.
[[nodiscard]] QString storageClassText(std::string_view storageClass);

} // namespace inia::ui
