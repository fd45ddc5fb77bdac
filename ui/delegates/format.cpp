#include "ui/delegates/format.h"

#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>

#include <array>

namespace inia::ui {

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

} // namespace inia::ui
