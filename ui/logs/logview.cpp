#include "ui/logs/logview.h"

#include "core/common/clock.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/panels/detailssections.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QEvent>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>

#include <utility>

namespace inia::ui {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using State = logs::LogSearch::State;

constexpr minutes followedAtFirst{10};
constexpr int timeWidth = 196;
constexpr int streamWidth = 96;
constexpr int memberWidth = 84;
constexpr int narrowestMessage = 240;
const QString widenAction = QStringLiteral("widen");

} // namespace

LogView::LogView(const Appearance& appearance, QString profile, QWidget* parent)
    : LogView(appearance, std::move(profile), new LogBar(appearance), parent)
{
}

LogView::LogView(const Appearance& appearance, QString profile, LogBar* bar, QWidget* parent)
    : RowsView(appearance, bar, tr("Log events"), parent),
      m_profile(std::move(profile)),
      m_bar(bar),
      m_details(new BodyPanel(appearance))
{
    setModel(&m_model);
    build();
    refresh();
}

// The table looks at the model, which goes with this object.
LogView::~LogView()
{
    table()->setModel(nullptr);
    delete m_details;
}

void LogView::build()
{
    table()->setStretchColumn(-1);
    table()->header()->setSectionsClickable(false);
    for (QWidget* watched :
         {table()->viewport(), static_cast<QWidget*>(table()), static_cast<QWidget*>(m_bar->field())})
        watched->installEventFilter(this);
    connect(m_bar, &LogBar::runRequested, this, &LogView::run);
    connect(m_bar, &LogBar::stopRequested, this, &LogView::cancel);
    connect(this, &RowsView::selectionSettled, this, &LogView::showDetails);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { m_fittedColumns = 0; });
    connect(&m_model, &QAbstractItemModel::columnsInserted, this, [this] { m_fittedColumns = 0; });
    m_idle.setSingleShot(true);
    m_idle.setInterval(mostIdle);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        m_isIdle = true;
        pauseTail();
    });
}

void LogView::enter(Client client, Wish wish)
{
    leave();
    m_client = std::move(client);
    m_wish = std::move(wish);
    m_bar->setPattern(m_wish.pattern);
    m_bar->setMode(m_wish.follows ? LogBar::Mode::Follow : LogBar::Mode::Search);
    run();
}

void LogView::enterFailed(const Error& error, Wish wish)
{
    leave();
    m_wish = std::move(wish);
    m_failure = error;
    refresh();
}

void LogView::leave()
{
    m_failure.reset();
    m_search.reset();
    m_tail.reset();
    stopQuery();
    m_client.reset();
    m_model.clear();
    m_idle.stop();
}

void LogView::reload()
{
    if (m_bar->mode() == LogBar::Mode::Search && m_search)
        keepRowsDuring([this] { run(); });
    else
        run();
}

logs::LogQuestion LogView::question(seconds range) const
{
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(m_client->clock()->now());
    return {m_wish.group, m_wish.streams, m_bar->text(), now - range, {}, true};
}

void LogView::run()
{
    if (!m_client)
        return;
    cancel();
    m_search.reset();
    m_tail.reset();
    stopQuery();
    m_model.clear();
    m_loadsAll = false;
    switch (m_bar->mode()) {
    case LogBar::Mode::Search:
        search();
        break;
    case LogBar::Mode::Follow:
        follow();
        break;
    case LogBar::Mode::Insights:
        ask();
        break;
    }
    refresh();
}

void LogView::search()
{
    m_search = makeOwned<logs::LogSearch>(*m_client, question(m_bar->range()));
    connect(m_search.get(), &logs::LogSearch::pageReady, this,
            [this](const std::vector<logs::LogEvent>& events) {
                m_model.append(events);
                fitColumns();
            });
    connect(m_search.get(), &logs::LogSearch::stateChanged, this, [this] {
        m_loadsAll = m_loadsAll && m_search->state() != State::Failed && !m_model.isFull();
        if (m_loadsAll && m_search->state() == State::More)
            m_search->fetchNextPage("Load all events");
        refresh();
    });
    m_search->fetchNextPage("Search " + m_wish.group);
}

void LogView::follow()
{
    m_tail = makeOwned<logs::LogTail>(*m_client, question(followedAtFirst));
    connect(m_tail.get(), &logs::LogTail::arrived, this, &LogView::takeTail);
    connect(m_tail.get(), &logs::LogTail::polled, this, &LogView::refresh);
    connect(m_tail.get(), &Task::finished, this, &LogView::refresh);
    m_isIdle = false;
    m_idle.start();
    pauseTail();
    m_tail->start();
}

void LogView::ask()
{
    const auto now = question(m_bar->range());
    const auto end = std::chrono::time_point_cast<std::chrono::milliseconds>(m_client->clock()->now());
    m_query = makeOwned<logs::LogQuery>(
        *m_client, logs::LogQuery::Options{{m_wish.group}, m_bar->text(), now.from, end});
    connect(m_query.get(), &logs::LogQuery::changed, this, [this] {
        m_model.setQueryRows(m_query->rows());
        fitColumns();
        refresh();
    });
    connect(m_query.get(), &Task::finished, this, &LogView::refresh);
    m_query->start();
}

// One that runs goes on and costs until the service is told.
void LogView::stopQuery()
{
    if (!m_query)
        return;
    m_query->disconnect(this);
    m_query->cancel();
    m_stopped = std::move(m_query);
}

// The end of the list stays in sight while it is in sight.
void LogView::takeTail(const std::vector<logs::LogEvent>& events)
{
    auto* bar = table()->verticalScrollBar();
    const bool isAtEnd = bar->value() >= bar->maximum();
    m_model.insert(events);
    fitColumns();
    if (isAtEnd)
        table()->scrollToBottom();
}

// Nobody looks, or nobody is there.
void LogView::pauseTail()
{
    if (!m_tail)
        return;
    m_tail->setPaused(m_isIdle || !isVisible() || window()->isMinimized());
    refresh();
}

bool LogView::eventFilter(QObject* watched, QEvent* event)
{
    const bool isInput = event->type() == QEvent::MouseMove || event->type() == QEvent::Wheel ||
                         event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress;
    if (isInput && m_tail) {
        m_idle.start();
        if (std::exchange(m_isIdle, false))
            pauseTail();
    }
    return RowsView::eventFilter(watched, event);
}

void LogView::showEvent(QShowEvent* event)
{
    RowsView::showEvent(event);
    pauseTail();
}

void LogView::hideEvent(QHideEvent* event)
{
    RowsView::hideEvent(event);
    pauseTail();
}

void LogView::cancel()
{
    m_loadsAll = false;
    if (m_search)
        m_search->cancel();
    if (m_tail)
        m_tail->cancel();
    if (m_query)
        m_query->cancel();
    m_idle.stop();
    refresh();
}

void LogView::focusFilter()
{
    m_bar->field()->setFocus(Qt::ShortcutFocusReason);
    m_bar->field()->selectAll();
}

void LogView::fitColumns()
{
    if (m_fittedColumns == m_model.columnCount())
        return;
    m_fittedColumns = m_model.columnCount();
    const Theme& theme = appearance().theme();
    const bool isEvents = m_model.eventAt(0) != nullptr;
    int used = 0;
    for (int column = 0; column < m_fittedColumns - 1; ++column) {
        const int width = column == 0 ? timeWidth : isEvents && column == 1 ? streamWidth : memberWidth;
        table()->header()->resizeSection(column, theme.px(width));
        used += theme.px(width);
    }
    table()->header()->resizeSection(m_fittedColumns - 1,
                                     qMax(theme.px(narrowestMessage), table()->viewport()->width() - used));
}

void LogView::showDetails()
{
    if (!m_details)
        return;
    const auto rows = selectedRows();
    const int row = rows.isEmpty() ? -1 : rows.back();
    const auto* event = m_model.eventAt(row);
    m_details->head().setContent(QStringLiteral("logs"),
                                 event      ? logTimeText(event->time)
                                 : row >= 0 ? tr("Row %1").arg(countText(row + 1))
                                            : groupText(),
                                 event      ? toOneLine(event->stream)
                                 : row >= 0 ? groupText()
                                            : tr("Select an event"));
    const QByteArray text = row >= 0 ? m_model.textAt(row) : QByteArray();
    const bool isJson = !event || !logs::membersOf(event->message).isNull();
    m_details->body().setBody(text,
                              isJson ? QStringLiteral("application/json") : QStringLiteral("text/plain"), {});
}

std::optional<Error> LogView::error() const
{
    std::optional<Error> error = m_failure;
    if (m_search)
        error = m_search->error();
    else if (m_tail && m_tail->isFinished())
        error = m_tail->error();
    else if (m_query && m_query->isFinished())
        error = m_query->error();
    if (error && error->kind == ErrorKind::Cancelled)
        error.reset();
    return error;
}

QString LogView::groupText() const
{
    return toOneLine(m_wish.group);
}

StatusFacts LogView::searchStatus() const
{
    StatusFacts status;
    const QString count =
        m_model.rowCount() == 1 ? tr("1 event") : tr("%1 events").arg(countText(m_model.rowCount()));
    const State state = m_search->state();
    status.mark = pageMark(state, m_search->error());
    status.count = state == State::Loading    ? tr("%1, searching\u2026").arg(count)
                   : state == State::Complete ? tr("%1, complete").arg(count)
                   : state == State::Failed   ? (m_search->pages() > 0 ? tr("%1, then failed").arg(count)
                                                                       : failureWord(m_search->error()))
                   : state == State::More     ? tr("%1, more").arg(count)
                                              : tr("Stopped");
    if (m_search->searchedTo() && state != State::Complete)
        status.facts.append(tr("searched to %1").arg(logTimeText(*m_search->searchedTo())));
    status.facts.append(requestsText(m_search->requests()));
    status.facts.append(waitedText(m_search->elapsed()));
    if (m_search->question().newestFirst && !m_search->isNewestFirst())
        status.facts.append(tr("oldest first"));
    status.canLoadMore = state == State::More;
    status.canLoadAll = state == State::More && !m_model.isFull();
    status.canCancel = state == State::Loading;
    return status;
}

StatusFacts LogView::tailStatus() const
{
    StatusFacts status;
    const QString count =
        m_model.rowCount() == 1 ? tr("1 event") : tr("%1 events").arg(countText(m_model.rowCount()));
    const auto interval = m_tail->interval();
    if (m_tail->isFinished())
        status.count = error() ? tr("%1, then failed").arg(count) : tr("%1, no longer followed").arg(count);
    else if (m_isIdle)
        status.count = tr("%1, paused after an hour without input").arg(count);
    else if (m_tail->isPaused())
        status.count = tr("%1, paused").arg(count);
    else
        status.count = tr("%1, following").arg(count);
    status.mark = error() ? StatusFacts::Mark::Warning : StatusFacts::Mark::None;
    if (!m_tail->isFinished())
        status.facts.append(tr("%1 requests/min").arg(std::chrono::milliseconds(minutes(1)) / interval));
    if (m_tail->error() && !m_tail->isFinished())
        status.facts.append(tr("last request: %1").arg(errorName(*m_tail->error())));
    status.facts.append(requestsText(m_tail->requests()));
    if (m_model.dropped() > 0)
        status.facts.append(tr("the oldest %1 have left").arg(countText(m_model.dropped())));
    status.facts.append(tr("events later than 60 s may be missed"));
    status.canCancel = !m_tail->isFinished();
    return status;
}

StatusFacts LogView::queryStatus() const
{
    StatusFacts status;
    const QString count =
        m_model.rowCount() == 1 ? tr("1 row") : tr("%1 rows").arg(countText(m_model.rowCount()));
    const bool isRunning = !m_query->isFinished();
    status.mark = isRunning ? StatusFacts::Mark::Busy
                  : error() ? StatusFacts::Mark::Warning
                            : StatusFacts::Mark::None;
    status.count = isRunning          ? tr("%1, running\u2026").arg(count)
                   : error()          ? tr("%1, then failed").arg(count)
                   : m_query->error() ? tr("%1, stopped").arg(count)
                                      : tr("%1, complete").arg(count);
    status.facts.append(tr("%1 scanned").arg(sizeText(static_cast<qint64>(m_query->bytesScanned()))));
    status.facts.append(requestsText(m_query->requests()));
    status.canCancel = isRunning;
    return status;
}

StateContent LogView::emptyState() const
{
    StateContent content;
    content.iconName = QStringLiteral("logs");
    const bool isFiltered = !m_bar->text().empty() && m_bar->mode() != LogBar::Mode::Insights;
    if (m_tail) {
        content.title = m_tail->isFinished() ? tr("No longer followed") : tr("Waiting for events");
        content.sentence = (isFiltered ? tr("%1 had none that match in the last 10 minutes.")
                                       : tr("%1 had none in the last 10 minutes."))
                               .arg(groupText());
    } else if (m_search && m_search->state() == State::More) {
        content.title = tr("Nothing found yet");
        content.sentence =
            tr("%1 pages were empty, and there are more to be searched.").arg(m_search->pages());
        content.actions = {{stateaction::loadMore, tr("Search on"), QStringLiteral("search")}};
    } else if (m_search && m_search->state() == State::Pristine) {
        content.title = tr("Stopped before the first page");
        content.actions = {{stateaction::loadMore, tr("Search"), QStringLiteral("search")}};
    } else if (m_search) {
        content.title = isFiltered ? tr("No event matches") : tr("No events");
        content.sentence = tr("%1 was searched whole: %2.").arg(groupText(), m_bar->rangeText());
        if (const QString longer = m_bar->longerRange(); !longer.isNull())
            content.actions.append({widenAction, tr("Search: %1").arg(longer), QStringLiteral("clock")});
        if (isFiltered)
            content.actions.append(
                {stateaction::clearFilter, tr("Search without the pattern"), QStringLiteral("x")});
    } else if (m_query) {
        content.title = tr("The query found no rows");
        content.sentence = tr("%1: %2.").arg(groupText(), m_bar->rangeText());
    } else {
        content.title = tr("Write a query and run it");
        content.sentence =
            tr("Logs Insights is paid for by the bytes a query scans, which stand below then.");
    }
    return content;
}

RowsReport LogView::report() const
{
    RowsReport report;
    if (!m_client && !m_failure)
        return report;
    report.status = m_search  ? searchStatus()
                    : m_tail  ? tailStatus()
                    : m_query ? queryStatus()
                              : StatusFacts();
    report.hasRows = m_model.rowCount() > 0;
    const auto problem = error();
    const bool isLoading = report.status.mark == StatusFacts::Mark::Busy;
    if (problem && report.hasRows) {
        const QString kept = tr("The %1 rows above are kept.").arg(countText(m_model.rowCount()));
        report.below = m_search ? failedPageState(*problem, m_search->pages() + 1, kept)
                                : endedEarlyState(*problem, kept);
    } else if (problem) {
        report.instead = errorState(*problem, tr("%1 could not be read").arg(groupText()), lastCallId() != 0);
        if (isAccessDenied(*problem))
            report.instead->sentence = tr("%1 may not call logs:%2 on this group, or a policy denies it.")
                                           .arg(m_profile, toOneLine(problem->operation));
        offerSignIn(*report.instead, *problem);
        if (!m_client)
            report.instead = withoutRetry(*report.instead);
    } else if (!report.hasRows && !isLoading) {
        report.instead = emptyState();
    }
    return report;
}

void LogView::refresh()
{
    RowsView::refresh();
    m_bar->setRunning((m_search && m_search->state() == State::Loading) ||
                      (m_tail && !m_tail->isFinished()) || (m_query && !m_query->isFinished()));
}

void LogView::loadMore()
{
    if (m_search)
        m_search->fetchNextPage("Load more");
}

void LogView::loadAll()
{
    m_loadsAll = true;
    loadMore();
}

void LogView::retry()
{
    if (m_search)
        m_search->fetchNextPage("Try again");
    else
        run();
}

void LogView::clearFilters()
{
    m_bar->setPattern({});
    run();
}

void LogView::act(const QString& id)
{
    if (id == widenAction)
        m_bar->widen();
    else
        RowsView::act(id);
}

quint64 LogView::lastCallId() const
{
    return m_search  ? m_search->lastCallId()
           : m_tail  ? m_tail->lastCallId()
           : m_query ? m_query->lastCallId()
                     : 0;
}

std::string LogView::rowKey(int row) const
{
    const auto* event = m_model.eventAt(row);
    return event ? event->id : std::string();
}

QString LogView::copyText() const
{
    QStringList lines;
    for (const int row : selectedRows())
        lines.append(QString::fromUtf8(m_model.textAt(row)).trimmed());
    return lines.join(u'\n');
}

} // namespace inia::ui
