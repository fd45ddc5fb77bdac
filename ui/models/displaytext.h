#pragma once

#include "core/common/result.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtCore/QString>

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

} // namespace inia::ui
