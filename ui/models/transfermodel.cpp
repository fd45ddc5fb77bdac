#include "ui/models/transfermodel.h"

#include "core/policy/effect.h"
#include "core/transfer/transferjob.h"
#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>

#include <array>

namespace inia::ui {

namespace {

constexpr std::size_t shownFailures = 20;

class TransferTexts {
    Q_DECLARE_TR_FUNCTIONS(TransferTexts)
};

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
    KeyValueSection section{TransferTexts::tr("Failed files"), {}};
    for (const auto& [number, item] : job.items) {
        if (item.state != TransferItem::State::Failed)
            continue;
        if (section.rows.size() == shownFailures) {
            section.rows.push_back(
                fact(QString(),
                     TransferTexts::tr("and %1 more")
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
    return decimalNumber(value, decimals) + u' ' + QString::fromUtf8(units[unit]);
}

QString remainingText(qint64 seconds)
{
    if (seconds < 60)
        return TransferTexts::tr("%1 s").arg(std::max<qint64>(1, seconds));
    const qint64 minutes = (seconds + 30) / 60;
    if (minutes < 60)
        return TransferTexts::tr("%1 min").arg(minutes);
    constexpr qint64 minutesPerDay = 1440;
    if (minutes < 2 * minutesPerDay)
        return TransferTexts::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
    return TransferTexts::tr("%1 days").arg(minutes / minutesPerDay);
}

std::vector<KeyValueSection> transferFacts(const TransferJob& job)
{
    const bool isUpload = job.kind == TransferKind::Upload;
    KeyValueSection main{{}, {}};
    if (const QString from = isUpload ? localPlace(job) : remotePlace(job); !from.isEmpty())
        main.rows.push_back(fact(TransferTexts::tr("From"), from, true));
    main.rows.push_back(fact(TransferTexts::tr("To"), isUpload ? remotePlace(job) : localPlace(job), true));
    main.rows.push_back(
        fact(TransferTexts::tr("Session"),
             toQString(job.session.profile) + QStringLiteral(" \u00B7 ") + toQString(job.session.region)));
    main.rows.push_back(fact(TransferTexts::tr("Files"),
                             TransferTexts::tr("%1 of %2 done")
                                 .arg(groupedNumber(job.counts.doneFiles), groupedNumber(job.counts.files))));
    main.rows.push_back(fact(TransferTexts::tr("Existing ones"),
                             job.existing == ExistingPolicy::Overwrite ? TransferTexts::tr("Overwrite")
                             : job.existing == ExistingPolicy::Skip    ? TransferTexts::tr("Skip")
                                                                       : TransferTexts::tr("Keep both")));
    if (isUpload)
        main.rows.push_back(fact(TransferTexts::tr("Content-Type"),
                                 job.contentType.empty() ? TransferTexts::tr("By each file's name")
                                                         : toQString(job.contentType)));
    if (job.counts.unverifiedFiles > 0)
        main.rows.push_back(fact(TransferTexts::tr("Not verified"),
                                 TransferTexts::tr("%1, of which the service has no checksum of the whole")
                                     .arg(groupedNumber(job.counts.unverifiedFiles))));
    std::vector<KeyValueSection> sections{std::move(main)};
    if (job.counts.failedFiles > 0)
        sections.push_back(failures(job));
    return sections;
}

namespace {

constexpr int flushMs = 100;
constexpr double measureSeconds = 0.5;
/// Weight of what was measured last.
constexpr double smoothing = 0.4;

constexpr std::array<const char*, TransferModel::ColumnCount> titles{
    QT_TRANSLATE_NOOP("inia::ui::TransferModel", "Name"),
    QT_TRANSLATE_NOOP("inia::ui::TransferModel", "Progress"),
    QT_TRANSLATE_NOOP("inia::ui::TransferModel", "Size"),
    QT_TRANSLATE_NOOP("inia::ui::TransferModel", "Speed"),
    QT_TRANSLATE_NOOP("inia::ui::TransferModel", "Time left"),
    QT_TRANSLATE_NOOP("inia::ui::TransferModel", "State"),
    QT_TRANSLATE_NOOP("inia::ui::TransferModel", "Session"),
};

} // namespace

TransferModel::TransferModel(TransferQueue& queue, std::shared_ptr<const Clock> clock, QObject* parent)
    : QAbstractTableModel(parent), m_queue(queue), m_rows(queue.count()), m_clock(std::move(clock))
{
    m_timer.setInterval(flushMs);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TransferModel::flush);
    connect(&queue, &TransferQueue::added, this, [this](int index) {
        beginInsertRows({}, index, index);
        ++m_rows;
        endInsertRows();
        emit refreshed();
    });
    connect(&queue, &TransferQueue::aboutToRemove, this, [this](int index) {
        beginRemoveRows({}, index, index);
        m_meters.erase(m_queue.at(index).id);
        m_changed.erase(m_queue.at(index).id);
    });
    connect(&queue, &TransferQueue::removed, this, [this] {
        --m_rows;
        endRemoveRows();
        emit refreshed();
    });
    connect(&queue, &TransferQueue::changed, this, [this](int index) {
        m_changed.insert(m_queue.at(index).id);
        if (!m_timer.isActive())
            m_timer.start();
    });
}

TransferModel::~TransferModel() = default;

void TransferModel::flush()
{
    const std::set<quint64> changed = std::exchange(m_changed, {});
    for (const quint64 id : changed) {
        const int row = m_queue.indexOf(id);
        if (row < 0)
            continue;
        measure(m_queue.at(row));
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    if (!changed.empty())
        emit refreshed();
}

void TransferModel::measure(const TransferJob& job)
{
    if (job.state != TransferJob::State::Running) {
        m_meters.erase(job.id);
        return;
    }
    const auto now = m_clock->now();
    const qint64 bytes = m_queue.doneBytes(job);
    const auto [meter, isNew] = m_meters.try_emplace(job.id, Meter{bytes, now, 0});
    const std::chrono::duration<double> passed = now - meter->second.at;
    if (isNew || passed.count() < measureSeconds)
        return;
    const double current =
        static_cast<double>(std::max<qint64>(0, bytes - meter->second.bytes)) / passed.count();
    const double before = meter->second.speed;
    meter->second = {bytes, now, before > 0 ? before + smoothing * (current - before) : current};
}

double TransferModel::speed(quint64 job) const
{
    const auto meter = m_meters.find(job);
    return meter == m_meters.end() ? 0 : meter->second.speed;
}

int TransferModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int TransferModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

double TransferModel::fraction(const TransferJob& job) const
{
    if (job.state == TransferJob::State::Succeeded)
        return 1;
    const auto& counts = job.counts;
    if (counts.bytes > 0)
        return std::min(1.0, static_cast<double>(m_queue.doneBytes(job)) / static_cast<double>(counts.bytes));
    return counts.files > 0 ? static_cast<double>(counts.doneFiles) / static_cast<double>(counts.files) : -1;
}

qint64 TransferModel::secondsLeft(const TransferJob& job) const
{
    const double bytesPerSecond = speed(job.id);
    if (bytesPerSecond < 1 || job.isListing || job.state != TransferJob::State::Running)
        return -1;
    return static_cast<qint64>(static_cast<double>(job.counts.bytes - m_queue.doneBytes(job)) /
                               bytesPerSecond);
}

QString TransferModel::sizeText(const TransferJob& job) const
{
    const QString total = byteText(job.counts.bytes);
    const bool isPart = !job.isFinished() && job.counts.bytes > 0;
    QString text = isPart ? tr("%1 of %2").arg(byteText(m_queue.doneBytes(job)), total) : total;
    if (job.counts.files > 1 || job.isListing)
        text = tr("%1 of %2 files \u00B7 %3")
                   .arg(groupedNumber(job.counts.doneFiles),
                        groupedNumber(job.counts.files) + (job.isListing ? QStringLiteral("+") : QString()),
                        text);
    return text;
}

QString TransferModel::stateText(const TransferJob& job) const
{
    switch (job.state) {
    case TransferJob::State::Running:
        return m_queue.runningFiles(job) > 0
                   ? (job.kind == TransferKind::Upload ? tr("Uploading") : tr("Downloading"))
               : job.isListing ? tr("Listing")
                               : tr("Waiting");
    case TransferJob::State::Paused:
        return job.error && job.error->code == sessionIsReadOnly ? tr("Paused, read-only") : tr("Paused");
    case TransferJob::State::Interrupted:
        return tr("Interrupted");
    case TransferJob::State::Succeeded:
        return job.counts.skippedFiles > 0
                   ? tr("Done, %1 skipped").arg(groupedNumber(job.counts.skippedFiles))
                   : tr("Done");
    case TransferJob::State::Failed:
        return job.counts.files > 1 ? tr("%1 failed").arg(groupedNumber(job.counts.failedFiles))
                                    : tr("Failed");
    case TransferJob::State::Cancelled:
        return tr("Cancelled");
    }
    return {};
}

QVariant TransferModel::text(const TransferJob& job, int column) const
{
    switch (column) {
    case NameColumn:
        return job.title;
    case SizeColumn:
        return sizeText(job);
    case SpeedColumn:
        return speed(job.id) < 1 ? QVariant() : tr("%1/s").arg(byteText(static_cast<qint64>(speed(job.id))));
    case TimeLeftColumn:
        return secondsLeft(job) < 0 ? QVariant() : remainingText(secondsLeft(job));
    case StateColumn:
        return stateText(job);
    case SessionColumn:
        return toQString(job.session.profile) + QStringLiteral(" \u00B7 ") + toQString(job.session.region);
    default:
        return {};
    }
}

QVariant TransferModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TransferJob& job = m_queue.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(job, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == ProgressColumn && fraction(job) >= 0
                   ? tr("%1 percent").arg(static_cast<int>(fraction(job) * 100))
                   : text(job, index.column());
    case IconNameRole:
        return job.kind == TransferKind::Upload ? QStringLiteral("upload") : QStringLiteral("download");
    case FractionRole:
        return fraction(job);
    case JobStateRole:
        return static_cast<int>(job.state);
    case JobIdRole:
        return job.id;
    case ErrorTextRole:
        return job.error ? QVariant(toQString(job.error->message)) : QVariant();
    case ExactTextRole:
        return index.column() == StateColumn && job.error ? QVariant(toQString(job.error->message))
                                                          : QVariant();
    default:
        return {};
    }
}

QVariant TransferModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return QCoreApplication::translate("inia::ui::TransferModel",
                                           titles[static_cast<std::size_t>(section)]);
    if (role == ColumnKindRole)
        return QVariant::fromValue(section == NameColumn ? ColumnKind::Name : ColumnKind::Secondary);
    return {};
}

} // namespace inia::ui
