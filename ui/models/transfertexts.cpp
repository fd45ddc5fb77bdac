#include "ui/models/transfertexts.h"

#include "core/transfer/transferjob.h"
#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>

#include <array>
#include <cmath>

namespace inia::ui {

namespace {

constexpr std::size_t shownFailures = 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("inia::ui::TransferTexts", text);
}

KeyValue fact(const QString& key, const QString& value, bool mono = false)
{
    KeyValue row;
    row.key = key;
    row.value = value;
    row.copy = value;
    row.mono = mono;
    return row;
}

QString remotePlace(const TransferJob& job)
{
    const bool isSingle = job.items.size() == 1 && job.counts.files == 1;
    return QStringLiteral("s3://") + toQString(job.bucket) + u'/' +
           toOneLine(isSingle ? job.items.begin()->second.key : job.prefix);
}

QString localPlace(const TransferJob& job)
{
    if (!job.folder.isEmpty())
        return job.folder;
    return job.items.size() == 1 && job.counts.files == 1 ? job.items.begin()->second.path : QString();
}

KeyValueSection failures(const TransferJob& job)
{
    KeyValueSection section{tr("Failed files"), {}};
    for (const auto& [number, item] : job.items) {
        if (item.state != TransferItem::State::Failed)
            continue;
        if (section.rows.size() == shownFailures) {
            section.rows.push_back(
                fact(QString(),
                     tr("and %1 more")
                         .arg(groupedNumber(job.counts.failedFiles - static_cast<qint64>(shownFailures)))));
            break;
        }
        KeyValue row = fact(toOneLine(item.key), toQString(item.error));
        row.exact = row.key + u'\n' + row.value;
        section.rows.push_back(row);
    }
    return section;
}

} // namespace

QString byteText(qint64 bytes)
{
    constexpr std::array<const char*, 6> units{"B", "KB", "MB", "GB", "TB", "PB"};
    auto value = static_cast<double>(std::max<qint64>(0, bytes));
    std::size_t unit = 0;
    while (value >= 1023.5 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    const int decimals = unit == 0 || value >= 99.95 ? 0 : value >= 9.995 || unit == 1 ? 1 : 2;
    return QString::number(value, 'f', decimals) + u' ' + QString::fromUtf8(units[unit]);
}

QString remainingText(qint64 seconds)
{
    if (seconds < 60)
        return tr("%1 s").arg(std::max<qint64>(1, seconds));
    const qint64 minutes = (seconds + 30) / 60;
    if (minutes < 60)
        return tr("%1 min").arg(minutes);
    constexpr qint64 minutesPerDay = 1440;
    if (minutes < 2 * minutesPerDay)
        return tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
    return tr("%1 days").arg(minutes / minutesPerDay);
}

std::vector<KeyValueSection> transferFacts(const TransferJob& job)
{
    const bool isUpload = job.kind == TransferKind::Upload;
    KeyValueSection main{{}, {}};
    if (const QString from = isUpload ? localPlace(job) : remotePlace(job); !from.isEmpty())
        main.rows.push_back(fact(tr("From"), from, true));
    main.rows.push_back(fact(tr("To"), isUpload ? remotePlace(job) : localPlace(job), true));
    main.rows.push_back(fact(tr("Session"), toQString(job.session.profile) + QStringLiteral(" \u00B7 ") +
                                                toQString(job.session.region)));
    main.rows.push_back(
        fact(tr("Files"),
             tr("%1 of %2 done").arg(groupedNumber(job.counts.doneFiles), groupedNumber(job.counts.files))));
    main.rows.push_back(fact(tr("Existing ones"), job.existing == ExistingPolicy::Overwrite ? tr("Overwrite")
                                                  : job.existing == ExistingPolicy::Skip    ? tr("Skip")
                                                                                         : tr("Keep both")));
    if (isUpload)
        main.rows.push_back(fact(tr("Content-Type"), job.contentType.empty() ? tr("By each file's name")
                                                                             : toQString(job.contentType)));
    if (job.counts.unverifiedFiles > 0)
        main.rows.push_back(
            fact(tr("Not verified"), tr("%1, of which the service has no checksum of the whole")
                                         .arg(groupedNumber(job.counts.unverifiedFiles))));
    std::vector<KeyValueSection> sections{std::move(main)};
    if (job.counts.failedFiles > 0)
        sections.push_back(failures(job));
    return sections;
}

} // namespace inia::ui
