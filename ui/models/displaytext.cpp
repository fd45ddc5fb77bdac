#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace inia::ui {

namespace {

class DisplayTexts {
    Q_DECLARE_TR_FUNCTIONS(DisplayTexts)
};

constexpr char16_t controlPictures = 0x2400;
constexpr char16_t deletePicture = 0x2421;
constexpr char16_t lineSeparator = 0x2028;
constexpr char16_t paragraphSeparator = 0x2029;

QChar visible(QChar character)
{
    const auto code = character.unicode();
    if (code < 0x20)
        return QChar(static_cast<char16_t>(controlPictures + code));
    if (code == 0x7F)
        return QChar(deletePicture);
    if ((code >= 0x80 && code < 0xA0) || code == lineSeparator || code == paragraphSeparator)
        return QChar(QChar::ReplacementCharacter);
    return character;
}

} // namespace

QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString toOneLine(std::string_view utf8)
{
    return toOneLine(toQString(utf8));
}

QString toOneLine(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar shown = visible(text.at(i));
        if (shown != text.at(i))
            text[i] = shown;
    }
    return text;
}

QLocale textLocale()
{
    const QLocale locale;
    // C's sets no thousands apart.
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : locale;
}

QString groupedNumber(qint64 number)
{
    return textLocale().toString(number);
}

QString decimalNumber(double number, int decimals)
{
    QLocale locale = textLocale();
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(number, 'f', decimals);
}

QString momentText(const QDateTime& time, const QString& clock)
{
    const QDate day = time.date();
    //: Day, month, year, time: 14 Jul 2026, 10:00
    return DisplayTexts::tr("%1 %2 %3, %4")
        .arg(QString::number(day.day()), textLocale().standaloneMonthName(day.month(), QLocale::ShortFormat),
             QString::number(day.year()), time.time().toString(clock));
}

QString accountText(const QString& accountId)
{
    const bool digits = std::all_of(accountId.begin(), accountId.end(), [](QChar c) { return c.isDigit(); });
    if (accountId.size() != 12 || !digits)
        return accountId;
    return QStringLiteral("%1-%2-%3").arg(accountId.first(4), accountId.sliced(4, 4), accountId.last(4));
}

bool isInAccount(const QString& word, const QString& accountId)
{
    const bool isNumber =
        std::all_of(word.begin(), word.end(), [](QChar c) { return c == u'-' || (c >= u'0' && c <= u'9'); });
    const auto digits = [](QString text) { return text.remove(u'-'); };
    const QString wanted = digits(word);
    return isNumber && !wanted.isEmpty() && digits(accountId).contains(wanted);
}

QString sentenceText(std::string_view text)
{
    QString sentence = toOneLine(text);
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    return sentence;
}

QString errorText(const Error& error)
{
    const QString message = toOneLine(error.message);
    if (error.code.empty())
        return message;
    const QString code = toOneLine(error.code);
    if (message.isEmpty())
        return code;
    return error.kind == ErrorKind::Service ? code + QStringLiteral(": ") + message : message;
}

namespace {

struct Format {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

// As many decimals as three significant digits leave, at most `most`.
int decimalsFor(double value, int most)
{
    if (value >= 99.95)
        return 0;
    return qMin(most, value >= 9.995 ? 1 : 2);
}

QString minutesText(qint64 seconds)
{
    constexpr qint64 hour = 3600;
    constexpr qint64 day = 24 * hour;
    if (seconds >= day)
        return seconds % day < hour ? Format::tr("%1 d").arg(seconds / day)
                                    : Format::tr("%1 d %2 h").arg(seconds / day).arg(seconds % day / hour);
    if (seconds >= hour)
        return seconds % hour < 60 ? Format::tr("%1 h").arg(seconds / hour)
                                   : Format::tr("%1 h %2 min").arg(seconds / hour).arg(seconds % hour / 60);
    return Format::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QDateTime timeOf(qint64 msSinceEpoch)
{
    return QDateTime::fromMSecsSinceEpoch(msSinceEpoch);
}

QDateTime timeOf(qint64 msSinceEpoch, const QTimeZone& zone)
{
    return QDateTime::fromMSecsSinceEpoch(msSinceEpoch, zone);
}

QString longText(const QDateTime& time)
{
    const int offset = time.offsetFromUtc() / 60;
    const QLatin1Char zero('0');
    return QStringLiteral("%1 %2%3:%4")
        .arg(momentText(time, QStringLiteral("HH:mm:ss")),
             offset < 0 ? QStringLiteral("-") : QStringLiteral("+"))
        .arg(qAbs(offset) / 60, 2, 10, zero)
        .arg(qAbs(offset) % 60, 2, 10, zero);
}

} // namespace

QString countText(qint64 count)
{
    return groupedNumber(count);
}

QString sizeText(qint64 bytes)
{
    static constexpr std::array<QLatin1StringView, 6> units{
        QLatin1StringView(" KB"), QLatin1StringView(" MB"), QLatin1StringView(" GB"),
        QLatin1StringView(" TB"), QLatin1StringView(" PB"), QLatin1StringView(" EB")};
    if (bytes < 0)
        return {};
    if (bytes < 1024)
        return countText(bytes) + QLatin1StringView(" B");
    double value = static_cast<double>(bytes) / 1024;
    size_t unit = 0;
    // What would round to 1,024 belongs to the next unit.
    while (value >= 1023.5 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    if (value >= 999.5)
        return countText(qRound64(value)) + units[unit];
    return decimalNumber(value, decimalsFor(value, unit == 0 ? 1 : 2)) + units[unit];
}

QString exactSizeText(qint64 bytes)
{
    return bytes == 1 ? Format::tr("1 byte") : Format::tr("%1 bytes").arg(countText(bytes));
}

QString durationText(qint64 microseconds)
{
    if (microseconds < 0)
        return {};
    const double ms = static_cast<double>(microseconds) / 1000;
    if (ms < 0.95)
        return Format::tr("%1 ms").arg(decimalNumber(ms, ms == 0 ? 0 : 1));
    if (ms < 999.5)
        return Format::tr("%1 ms").arg(qRound(ms));
    if (ms < 59'950)
        return Format::tr("%1 s").arg(decimalNumber(ms / 1000, decimalsFor(ms / 1000, 2)));
    return minutesText(qRound64(ms / 1000));
}

QString elapsedText(qint64 microseconds)
{
    if (microseconds < 0)
        return {};
    const double seconds = static_cast<double>(microseconds) / 1e6;
    if (seconds < 59.5)
        return Format::tr("%1 s").arg(decimalNumber(seconds, seconds < 9.95 ? 1 : 0));
    return minutesText(qRound64(seconds));
}

QString waitedText(std::chrono::milliseconds time)
{
    constexpr std::chrono::milliseconds quick(100);
    const qint64 us = std::chrono::microseconds(time).count();
    return time < quick ? durationText(us) : elapsedText(us);
}

QString amountText(double amount, const QString& unit)
{
    constexpr double roundedFrom = 1'000;
    constexpr int digits = 4;
    if (unit == QLatin1String("B") && amount >= 0)
        return sizeText(static_cast<qint64>(amount));
    const bool isWhole = amount == std::round(amount) || std::abs(amount) >= roundedFrom;
    const QString text = isWhole ? countText(qRound64(amount)) : textLocale().toString(amount, 'g', digits);
    return unit.isEmpty() ? text : QStringLiteral("%1 %2").arg(text, unit);
}

QString dateText(qint64 msSinceEpoch)
{
    return momentText(timeOf(msSinceEpoch));
}

QString dateText(qint64 msSinceEpoch, const QTimeZone& zone)
{
    return momentText(timeOf(msSinceEpoch, zone));
}

QString exactDateText(qint64 msSinceEpoch)
{
    return longText(timeOf(msSinceEpoch));
}

QString exactDateText(qint64 msSinceEpoch, const QTimeZone& zone)
{
    return longText(timeOf(msSinceEpoch, zone));
}

QString storageClassText(std::string_view storageClass)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> names{{
        {"STANDARD", "Standard"},
        {"STANDARD_IA", "Standard-IA"},
        {"ONEZONE_IA", "One Zone-IA"},
        {"INTELLIGENT_TIERING", "Intelligent-Tiering"},
        {"GLACIER", "Glacier Flexible"},
        {"GLACIER_IR", "Glacier Instant"},
        {"DEEP_ARCHIVE", "Glacier Deep Archive"},
        {"REDUCED_REDUNDANCY", "Reduced Redundancy"},
        {"EXPRESS_ONEZONE", "Express One Zone"},
        {"OUTPOSTS", "Outposts"},
        {"SNOW", "Snow"},
    }};
    const auto* found = std::find_if(names.begin(), names.end(),
                                     [&](const auto& name) { return name.first == storageClass; });
    return toQString(found != names.end() ? found->second : storageClass);
}

} // namespace inia::ui
