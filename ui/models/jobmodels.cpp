#include "ui/models/jobmodels.h"

#include "ui/models/displaytext.h"
#include "ui/models/roles.h"
#include "ui/models/transfermodel.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <algorithm>
#include <utility>

namespace inia::ui {

namespace {

class JobTexts {
    Q_DECLARE_TR_FUNCTIONS(JobTexts)
};

KeyValue factOf(const QString& key, const QString& value, bool mono = false)
{
    KeyValue row;
    row.key = key;
    row.value = value;
    row.copy = value;
    row.mono = mono;
    return row;
}

QString outcomeText(JobItemState state)
{
    switch (state) {
    case JobItemState::Queued:
        return JobTexts::tr("Waiting");
    case JobItemState::Sent:
    case JobItemState::Copied:
    case JobItemState::Leaving:
        return JobTexts::tr("Under way");
    case JobItemState::Done:
        return JobTexts::tr("Done");
    case JobItemState::Failed:
        return JobTexts::tr("Failed");
    case JobItemState::Kept:
        return JobTexts::tr("Copied, the original stays");
    case JobItemState::Skipped:
        return JobTexts::tr("Left alone");
    }
    return {};
}

QString jobStateText(const JobSummary& job)
{
    switch (job.state) {
    case Job::State::Waiting:
        return JobTexts::tr("Waiting");
    case Job::State::Running:
        return job.isRunningHere ? JobTexts::tr("Running") : JobTexts::tr("Runs in another program");
    case Job::State::Paused:
        return job.isAtRest ? JobTexts::tr("Paused") : JobTexts::tr("Pausing");
    case Job::State::Stopped:
        return JobTexts::tr("Stopped by itself");
    case Job::State::Interrupted:
        return JobTexts::tr("Interrupted");
    case Job::State::Done:
        return job.failed > 0 ? JobTexts::tr("%1 not").arg(groupedNumber(qint64(job.failed)))
                              : JobTexts::tr("Done");
    case Job::State::Cancelled:
        return job.isAtRest ? JobTexts::tr("Cancelled") : JobTexts::tr("Ending");
    case Job::State::Unreadable:
        return JobTexts::tr("Damaged");
    }
    return {};
}

/// Painted like a transfer that is as far.
TransferJob::State lookOf(const JobSummary& job)
{
    switch (job.state) {
    case Job::State::Waiting:
    case Job::State::Running:
        return TransferJob::State::Running;
    case Job::State::Paused:
        return TransferJob::State::Paused;
    case Job::State::Stopped:
    case Job::State::Interrupted:
        return TransferJob::State::Interrupted;
    case Job::State::Done:
        return job.failed > 0 ? TransferJob::State::Failed : TransferJob::State::Succeeded;
    case Job::State::Cancelled:
        return TransferJob::State::Cancelled;
    case Job::State::Unreadable:
        break;
    }
    return TransferJob::State::Failed;
}

QString sessionText(const TransferSession& session)
{
    return toQString(session.profile) + QStringLiteral(" \u00B7 ") + toQString(session.region);
}

QString doneText(JobAction action, const QString& what)
{
    switch (action) {
    case JobAction::Delete:
    case JobAction::DeleteVersions:
        return JobTexts::tr("%1 deleted").arg(what);
    case JobAction::Undelete:
        return JobTexts::tr("%1 restored").arg(what);
    case JobAction::Copy:
        return JobTexts::tr("%1 copied").arg(what);
    case JobAction::Move:
        return JobTexts::tr("%1 moved").arg(what);
    case JobAction::Change:
        return JobTexts::tr("%1 changed").arg(what);
    case JobAction::RemoveCurrent:
    case JobAction::UndoMove:
        return JobTexts::tr("%1 undone").arg(what);
    }
    return {};
}

QString iconOf(JobAction action)
{
    switch (action) {
    case JobAction::Copy:
        return QStringLiteral("copy");
    case JobAction::Move:
        return QStringLiteral("fwd");
    case JobAction::Undelete:
    case JobAction::RemoveCurrent:
    case JobAction::UndoMove:
        return QStringLiteral("history");
    case JobAction::Change:
        return QStringLiteral("edit");
    case JobAction::Delete:
    case JobAction::DeleteVersions:
        break;
    }
    return QStringLiteral("trash");
}

} // namespace

QString countedObjects(qint64 count)
{
    return count == 1 ? JobTexts::tr("1 object") : JobTexts::tr("%1 objects").arg(groupedNumber(count));
}

QString requestsText(const std::vector<JobRequest>& requests)
{
    QStringList parts;
    for (const JobRequest& request : requests)
        parts.append(groupedNumber(qint64(request.count)) + u' ' + toQString(request.operation));
    return parts.join(QStringLiteral(", "));
}

QString priceText(const std::vector<JobRequest>& requests, const std::string& region)
{
    constexpr double pricedRequests = 1000;
    static const QJsonObject prices = [] {
        QFile file(QStringLiteral(":/inia/prices.json"));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }();
    const QJsonObject regions = prices[QLatin1String("regions")].toObject();
    QString where = toQString(region);
    if (!regions.contains(where))
        where = prices[QLatin1String("default")].toString();
    const QJsonObject row = regions[where].toObject();
    if (row.isEmpty())
        return {};
    double dollars = 0;
    for (const JobRequest& request : requests) {
        const double price = request.priced == JobRequest::Class::Write  ? row[QLatin1String("A")].toDouble()
                             : request.priced == JobRequest::Class::Read ? row[QLatin1String("B")].toDouble()
                                                                         : 0;
        dollars += static_cast<double>(request.count) * price / pricedRequests;
    }
    constexpr double cent = 0.01;
    const QString amount = dollars == 0     ? JobTexts::tr("no charge for requests")
                           : dollars < cent ? JobTexts::tr("less than $0.01")
                                            : JobTexts::tr("about $%1").arg(decimalNumber(dollars, 2));
    const QDate date = QDate::fromString(prices[QLatin1String("date")].toString(), Qt::ISODate);
    return JobTexts::tr("%1, %2 list price of %3")
        .arg(amount, where, textLocale().toString(date, QStringLiteral("d MMM yyyy")));
}

QString jobEndText(const JobSummary& job)
{
    const QString done = doneText(job.action, countedObjects(qint64(job.done)));
    QString text =
        job.failed > 0 ? JobTexts::tr("%1; %2 not").arg(done, groupedNumber(qint64(job.failed))) : done;
    if (job.isMoreThere)
        text += JobTexts::tr("; new ones have come meanwhile");
    return text;
}

std::vector<KeyValueSection> jobFacts(const JobSummary& job, quint64 id)
{
    KeyValueSection facts{{}, {}};
    const QString from = QStringLiteral("s3://") + toQString(job.bucket) + u'/';
    facts.rows.push_back(factOf(JobTexts::tr("What"), toQString(job.title)));
    facts.rows.push_back(factOf(JobTexts::tr("Where"), from + toOneLine(job.below), true));
    if (isCopying(job.action) && job.targetBucket != job.bucket)
        facts.rows.push_back(
            factOf(JobTexts::tr("To"), QStringLiteral("s3://") + toQString(job.targetBucket) + u'/', true));
    facts.rows.push_back(factOf(JobTexts::tr("First object"), toOneLine(job.firstKey), true));
    facts.rows.push_back(factOf(JobTexts::tr("Session"), sessionText(job.session)));
    facts.rows.push_back(factOf(JobTexts::tr("Objects"),
                                JobTexts::tr("%1 of %2 done, %3 not")
                                    .arg(groupedNumber(qint64(job.done)), groupedNumber(qint64(job.items)),
                                         groupedNumber(qint64(job.failed)))));
    if (job.bytes > 0)
        facts.rows.push_back(
            factOf(JobTexts::tr("Bytes"),
                   JobTexts::tr("%1 of %2").arg(byteText(job.doneBytes), byteText(job.bytes))));
    if (job.callsAtOnce > 0)
        facts.rows.push_back(factOf(JobTexts::tr("Calls at once"), groupedNumber(qint64(job.callsAtOnce))));
    if (job.created > 0)
        facts.rows.push_back(
            factOf(JobTexts::tr("Begun"), momentText(QDateTime::fromSecsSinceEpoch(job.created))));
    if (job.ended > 0)
        facts.rows.push_back(
            factOf(JobTexts::tr("Ended"), momentText(QDateTime::fromSecsSinceEpoch(job.ended))));
    facts.rows.push_back(factOf(JobTexts::tr("Undo"), job.isUndoable ? JobTexts::tr("Can be undone")
                                                      : job.hasEnded()
                                                          ? JobTexts::tr("Nothing of it can be undone")
                                                          : JobTexts::tr("When it has ended")));
    facts.rows.push_back(factOf(JobTexts::tr("Number"), job.isWrittenDown
                                                            ? QString::number(id)
                                                            : JobTexts::tr("Is not written down")));
    return {facts};
}

// ---- the jobs there are -----------------------------------------------------------------------------------

namespace {

constexpr int flushJobsMs = 100;

} // namespace

JobTableModel::JobTableModel(JobList& jobs, QObject* parent)
    : QAbstractTableModel(parent), m_jobs(jobs), m_ids(jobs.ids())
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(flushJobsMs);
    connect(&m_timer, &QTimer::timeout, this, &JobTableModel::flush);
    connect(&jobs, &JobList::loaded, this, [this] {
        std::vector<quint64> ids = m_jobs.ids();
        m_changed.insert(ids.begin(), ids.end());
        if (ids != m_ids) {
            beginResetModel();
            m_ids = std::move(ids);
            endResetModel();
        }
        flush();
    });
    connect(&jobs, &JobList::changed, this, [this](quint64 id) {
        m_changed.insert(id);
        if (!m_timer.isActive())
            m_timer.start();
    });
}

int JobTableModel::rowOf(quint64 id) const
{
    const auto place = std::lower_bound(m_ids.begin(), m_ids.end(), id, std::greater<>());
    return place == m_ids.end() || *place != id ? -1 : static_cast<int>(place - m_ids.begin());
}

void JobTableModel::flush()
{
    for (const quint64 id : std::exchange(m_changed, {})) {
        int row = rowOf(id);
        if (row < 0) {
            const auto place = std::lower_bound(m_ids.begin(), m_ids.end(), id, std::greater<>());
            row = static_cast<int>(place - m_ids.begin());
            beginInsertRows({}, row, row);
            m_ids.insert(place, id);
            endInsertRows();
        }
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    emit refreshed();
}

int JobTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
}

int JobTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobTableModel::text(const JobSummary& job, int column) const
{
    switch (column) {
    case TitleColumn:
        return job.title.empty() ? doneText(job.action, countedObjects(qint64(job.items)))
                                 : toOneLine(job.title);
    case ItemsColumn:
        return job.failed > 0
                   ? tr("%1 of %2, %3 not")
                         .arg(groupedNumber(qint64(job.done)), groupedNumber(qint64(job.items)),
                              groupedNumber(qint64(job.failed)))
                   : tr("%1 of %2").arg(groupedNumber(qint64(job.done)), groupedNumber(qint64(job.items)));
    case RateColumn:
        return job.itemsPerSecond <= 0
                   ? QVariant()
                   : tr("%1/s").arg(decimalNumber(job.itemsPerSecond, job.itemsPerSecond < 10 ? 1 : 0));
    case TimeLeftColumn:
        return job.left ? QVariant(remainingText(job.left->count())) : QVariant();
    case StateColumn:
        return jobStateText(job);
    case SessionColumn:
        return sessionText(job.session);
    default:
        return {};
    }
}

QVariant JobTableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JobSummary* job = m_jobs.find(id(index.row()));
    if (job == nullptr)
        return {};
    const double ended = static_cast<double>(job->done + job->failed);
    const double fraction = job->items == 0 ? -1 : ended / static_cast<double>(job->items);
    switch (role) {
    case Qt::DisplayRole:
        return text(*job, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == ProgressColumn && fraction >= 0
                   ? tr("%1 percent").arg(static_cast<int>(fraction * 100))
                   : text(*job, index.column());
    case IconNameRole:
        return iconOf(job->action);
    case TransferModel::FractionRole:
        return fraction;
    case TransferModel::JobStateRole:
        return static_cast<int>(lookOf(*job));
    case ErrorTextRole:
    case ExactTextRole:
        return job->why && (role == ErrorTextRole || index.column() == StateColumn)
                   ? QVariant(errorText(*job->why))
                   : QVariant();
    default:
        return {};
    }
}

QVariant JobTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == ColumnKindRole)
        return QVariant::fromValue(section == TitleColumn ? ColumnKind::Name : ColumnKind::Secondary);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TitleColumn:
        return tr("Job");
    case ProgressColumn:
        return tr("Progress");
    case ItemsColumn:
        return tr("Objects");
    case RateColumn:
        return tr("Rate");
    case TimeLeftColumn:
        return tr("Time left");
    case StateColumn:
        return tr("State");
    case SessionColumn:
        return tr("Session");
    default:
        return {};
    }
}

// ---- what came of one -------------------------------------------------------------------------------------

JobReportModel::JobReportModel(Job job, QObject* parent)
    : QAbstractTableModel(parent), m_job(std::make_shared<const Job>(std::move(job)))
{
    setFilter({}, {});
}

void JobReportModel::setFilter(std::optional<JobItemState> outcome, const QString& text)
{
    beginResetModel();
    m_rows.clear();
    const std::string wanted = text.toStdString();
    for (std::size_t number = 0; number < m_job->items.size(); ++number) {
        if ((!outcome || m_job->items.state(number) == *outcome) &&
            (wanted.empty() || m_job->items.key(number).find(wanted) != std::string_view::npos))
            m_rows.push_back(static_cast<std::uint32_t>(number));
    }
    endResetModel();
}

int JobReportModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int JobReportModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant JobReportModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const std::size_t number = m_rows[static_cast<std::size_t>(index.row())];
    const JobItemState state = m_job->items.state(number);
    if (role == HealthRole)
        return QVariant::fromValue(state == JobItemState::Done     ? Health::Good
                                   : state == JobItemState::Failed ? Health::Bad
                                   : state >= JobItemState::Kept   ? Health::Changing
                                                                   : Health::Off);
    if (role != Qt::DisplayRole && role != ExactTextRole)
        return {};
    switch (index.column()) {
    case KeyColumn:
        return toOneLine(m_job->items.key(number));
    case TargetColumn:
        return toOneLine(m_job->items.target(number));
    case SizeColumn:
        return role == Qt::DisplayRole ? QVariant(qlonglong(m_job->items.bytesOf(number))) : QVariant();
    case OutcomeColumn:
        return outcomeText(state);
    case CodeColumn:
        return toQString(m_job->items.outcome(number).code);
    case MessageColumn:
        return toOneLine(m_job->items.outcome(number).message);
    case RequestColumn:
        return toQString(m_job->items.outcome(number).requestId);
    default:
        return {};
    }
}

QVariant JobReportModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == ColumnKindRole)
        return QVariant::fromValue(section == KeyColumn || section == TargetColumn ? ColumnKind::Name
                                   : section == SizeColumn                         ? ColumnKind::Size
                                   : section == OutcomeColumn                      ? ColumnKind::State
                                   : section == RequestColumn                      ? ColumnKind::Mono
                                                                                   : ColumnKind::Secondary);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case KeyColumn:
        return tr("Object");
    case TargetColumn:
        return tr("To");
    case SizeColumn:
        return tr("Size");
    case OutcomeColumn:
        return tr("Outcome");
    case CodeColumn:
        return tr("Code");
    case MessageColumn:
        return tr("Message");
    case RequestColumn:
        return tr("Request id");
    default:
        return {};
    }
}

} // namespace inia::ui
