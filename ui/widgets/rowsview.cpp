#include "ui/widgets/rowsview.h"

#include "ui/delegates/rowdelegate.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QDateTime>
#include <QtCore/QScopedValueRollback>
#include <QtGui/QShortcut>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace inia::ui {

RowsMemory::RowsMemory(TableView* table, KeyOf keyOf)
    : QObject(table), m_table(table), m_keyOf(std::move(keyOf))
{
    const QAbstractItemModel* model = table->model();
    connect(model, &QAbstractItemModel::modelReset, this, &RowsMemory::takeReset);
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { takeRows(first, last); });
    connect(model, &QAbstractItemModel::layoutChanged, this, [this] { scroll(false); });
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        if (!m_selects)
            forget();
    });
}

void RowsMemory::keepDuring(const std::function<void()>& reload)
{
    // What an earlier reload has not brought back yet is no longer seen and still wanted.
    if (!m_waits)
        keep();
    m_armed = true;
    reload();
    if (std::exchange(m_armed, false))
        forget();
}

void RowsMemory::keep()
{
    forget();
    const QAbstractItemModel* model = m_table->model();
    const QItemSelection selection = m_table->selectionModel()->selection();
    for (const QItemSelectionRange& range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            m_selected.insert(m_keyOf(row));
    }
    m_selected.erase(std::string());
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid()) {
        m_current = m_keyOf(current.row());
        m_currentColumn = current.column();
    }
    m_value = m_table->verticalScrollBar()->value();
    const int top = m_table->rowAt(0);
    if (top >= 0) {
        m_top = m_keyOf(top);
        m_topOffset = -m_table->rowViewportPosition(top);
    }
    m_scrolls = m_value > 0;
    m_waits = model->rowCount() > 0;
}

void RowsMemory::forget()
{
    m_selected.clear();
    m_current.clear();
    m_top.clear();
    m_topRow = QPersistentModelIndex();
    m_scrolls = false;
    m_waits = false;
}

void RowsMemory::takeReset()
{
    if (!std::exchange(m_armed, false)) {
        forget();
        return;
    }
    m_topRow = QPersistentModelIndex();
    m_lastValue = m_table->verticalScrollBar()->value();
}

void RowsMemory::takeRows(int first, int last)
{
    if (!m_waits)
        return;
    const QAbstractItemModel* model = m_table->model();
    const int lastColumn = model->columnCount() - 1;
    QItemSelection found;
    for (int row = first; row <= last; ++row) {
        const std::string key = m_keyOf(row);
        if (key.empty())
            continue;
        if (m_selected.erase(key) > 0) {
            const bool follows = !found.isEmpty() && found.last().bottom() == row - 1;
            const int top = follows ? found.last().top() : row;
            if (follows)
                found.removeLast();
            found.append(QItemSelectionRange(model->index(top, 0), model->index(row, lastColumn)));
        }
        if (key == m_top) {
            m_topRow = model->index(row, 0);
            m_top.clear();
        }
        if (key == m_current) {
            m_current.clear();
            // Being current is no reason to be scrolled to.
            m_table->setAutoScroll(false);
            m_table->selectionModel()->setCurrentIndex(model->index(row, qMin(m_currentColumn, lastColumn)),
                                                       QItemSelectionModel::NoUpdate);
            m_table->setAutoScroll(true);
        }
    }
    if (!found.isEmpty()) {
        const QScopedValueRollback<bool> guard(m_selects, true);
        m_table->selectionModel()->select(found, QItemSelectionModel::Select);
    }
    scroll(false);
}

void RowsMemory::settle()
{
    if (!m_waits)
        return;
    scroll(true);
    forget();
}

// A bar at its end asks for more rows: it goes there only when there is no other way.
void RowsMemory::scroll(bool isEnd)
{
    QScrollBar* bar = m_table->verticalScrollBar();
    if (!m_scrolls || bar->value() != m_lastValue) {
        m_scrolls = false;
        return;
    }
    const int wanted = m_topRow.isValid() ? m_topRow.row() * m_table->rowHeight() + m_topOffset : m_value;
    if (isEnd || (m_topRow.isValid() && wanted <= bar->maximum()))
        bar->setValue(wanted);
    m_lastValue = bar->value();
}

namespace {

constexpr int skeletonDelayMs = 150; // a fast answer must not flicker
constexpr int selectionRestMs = 120;
constexpr int clockMs = 100;
constexpr int maxTableHeight = 1 << 23;

// First and last of the rows in a run. Several ranges of one selection may lie in the same rows.
std::vector<std::pair<int, int>> selectedSpans(const QAbstractItemView& table)
{
    std::vector<std::pair<int, int>> ranges;
    const auto selection = table.selectionModel()->selection();
    for (const QItemSelectionRange& range : selection)
        ranges.emplace_back(range.top(), range.bottom());
    std::sort(ranges.begin(), ranges.end());
    std::vector<std::pair<int, int>> spans;
    for (const auto& [first, last] : ranges) {
        if (!spans.empty() && first <= spans.back().second)
            spans.back().second = std::max(spans.back().second, last);
        else
            spans.emplace_back(first, last);
    }
    return spans;
}

// Before the other parts are made, as Tab goes in the order in which they come to the view.
QWidget* takenOver(QWidget* above, QWidget* view)
{
    above->setParent(view);
    return above;
}

// The whole value: of what the delegate shortens, what it was made of.
QString cellText(const QModelIndex& index)
{
    const QVariant exact = index.data(ExactTextRole);
    if (exact.isValid())
        return exact.toString();
    const QVariant value = index.data();
    if (RowDelegate::columnKind(index) != ColumnKind::Date || !value.isValid())
        return value.toString();
    return QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC).toString(Qt::ISODateWithMs);
}

} // namespace

RowsView::RowsView(const Appearance& appearance, QWidget* above, const QString& rowsName, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_above(takenOver(above, this)),
      m_progress(new ProgressLine(appearance, this)),
      m_table(new TableView(appearance, this)),
      m_below(new FailureStrip(appearance, this)),
      m_state(new StateView(appearance, this)),
      m_status(new StatusLine(appearance, this)),
      m_pages(new QStackedLayout)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_skeletonTimer.setSingleShot(true);
    m_skeletonTimer.setInterval(skeletonDelayMs);
    m_selectionTimer.setSingleShot(true);
    m_selectionTimer.setInterval(selectionRestMs);
    m_clock.setInterval(clockMs);
    m_table->setAccessibleName(rowsName);
    buildLayout();
    connectParts();
}

void RowsView::buildLayout()
{
    auto* rows = new QWidget(this);
    auto* column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_below);
    column->addStretch(0);
    m_below->hide();
    m_pages->addWidget(rows);
    m_pages->addWidget(m_state);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_above);
    m_progress->setFixedHeight(2);
    all->addWidget(m_progress);
    all->addLayout(m_pages, 1);
    all->addWidget(m_status);
}

void RowsView::connectParts()
{
    connect(&m_selectionTimer, &QTimer::timeout, this, &RowsView::selectionSettled);
    connect(&m_skeletonTimer, &QTimer::timeout, this, [this] { m_table->setLoading(true); });
    connect(&m_clock, &QTimer::timeout, this, [this] { m_status->setFacts(report().status); });
    connect(m_status, &StatusLine::loadMoreRequested, this, &RowsView::loadMore);
    connect(m_status, &StatusLine::loadAllRequested, this, &RowsView::loadAll);
    connect(m_status, &StatusLine::cancelRequested, this, &RowsView::cancel);
    // Queued: what an action does may replace the buttons it came from.
    connect(m_state, &StateView::actionTriggered, this, &RowsView::act, Qt::QueuedConnection);
    connect(m_below, &FailureStrip::actionTriggered, this, &RowsView::act, Qt::QueuedConnection);
    connect(m_state, &StateView::copyRequested, this, &RowsView::copyRequested);
    addKey(CommandId::UpFromRows, &RowsView::goUp);
    addKey(CommandId::CopyRows, &RowsView::copySelected);
}

void RowsView::addKey(CommandId id, void (RowsView::*handler)())
{
    for (const auto& key : keysOf(id)) {
        auto* shortcut = new QShortcut(key, m_table);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, handler);
    }
}

void RowsView::setModel(QAbstractItemModel* model)
{
    m_table->setModel(model);
    // Before what follows the selection, as it says whether that is to be followed.
    m_memory = new RowsMemory(m_table, [this](int row) { return rowKey(row); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RowsView::refreshSelection);
    // A reset takes the selection away without saying so.
    connect(model, &QAbstractItemModel::modelReset, this, &RowsView::refreshSelection);
    connect(model, &QAbstractItemModel::columnsInserted, this, &RowsView::selectWholeRows);
}

void RowsView::refresh()
{
    const RowsReport now = report();
    runTimers(now.status.mark == StatusFacts::Mark::Busy, now.hasRows);
    m_status->setFacts(now.status);
    showBelow(now.below);
    showInstead(now.instead);
    if (m_memory && m_memory->isWaiting() && now.status.mark != StatusFacts::Mark::Busy && now.isArranged) {
        m_memory->settle();
        refreshSelection();
    }
}

void RowsView::copyCell()
{
    emit copyRequested(cellText(m_table->currentIndex()));
}

void RowsView::copyTable()
{
    const QAbstractItemModel* model = m_table->model();
    QStringList cells;
    for (int column = 0; column < model->columnCount(); ++column)
        cells.append(model->headerData(column, Qt::Horizontal).toString());
    QStringList lines{cells.join(u'\t')};
    for (const int row : selectedRows()) {
        cells.clear();
        for (int column = 0; column < model->columnCount(); ++column)
            cells.append(cellText(model->index(row, column)).replace(u'\t', u' '));
        lines.append(cells.join(u'\t'));
    }
    emit copyRequested(lines.join(u'\n'));
}

bool RowsView::hasSelection() const
{
    return m_table->selectionModel() != nullptr && m_table->selectionModel()->hasSelection();
}

bool RowsView::hasMore() const
{
    return report().status.canLoadAll;
}

void RowsView::keepRowsDuring(const std::function<void()>& reload)
{
    m_memory->keepDuring(reload);
}

// Who has the focus in one of the two keeps it when the other takes over.
void RowsView::showInstead(const std::optional<StateContent>& content)
{
    const int next = content ? 1 : 0;
    const QWidget* shown = m_pages->currentWidget();
    const QWidget* focus = window()->focusWidget();
    const bool moves = next != m_pages->currentIndex() && focus != nullptr && shown->isAncestorOf(focus);
    if (content)
        m_state->setContent(*content);
    m_pages->setCurrentIndex(next);
    if (moves)
        focusRows();
}

void RowsView::runTimers(bool loading, bool hasRows)
{
    m_progress->setRunning(loading);
    if (!loading || hasRows) {
        m_skeletonTimer.stop();
        m_table->setLoading(false);
    } else if (!m_skeletonTimer.isActive()) {
        m_skeletonTimer.start();
    }
    if (loading && !m_clock.isActive())
        m_clock.start();
    else if (!loading)
        m_clock.stop();
}

void RowsView::showBelow(const std::optional<StateContent>& content)
{
    m_below->setVisible(content.has_value());
    if (content)
        m_below->setContent(*content);
    // The strip stands right below the last row, so the table takes no more room than its rows need.
    const qint64 rows = m_table->model()->rowCount();
    const qint64 height = m_table->header()->sizeHint().height() + rows * m_table->rowHeight();
    m_table->setMaximumHeight(content ? static_cast<int>(qMin<qint64>(height, maxTableHeight))
                                      : QWIDGETSIZE_MAX);
}

void RowsView::refreshSelection()
{
    qint64 count = 0;
    for (const auto& [first, last] : selectedSpans(*m_table))
        count += last - first + 1;
    m_status->setSelectionText(count == 0 ? QString() : selectionText(count));
    if (m_memory->isWaiting())
        m_selectionTimer.stop(); // what was selected is on its way
    else
        m_selectionTimer.start();
}

QString RowsView::selectionText(qint64 count) const
{
    return tr("%1 selected").arg(countText(count));
}

// A column that was added would leave a hole in the rows selected.
void RowsView::selectWholeRows()
{
    const QAbstractItemModel* model = m_table->model();
    QItemSelection rows;
    for (const auto& [first, last] : selectedSpans(*m_table))
        rows.select(model->index(first, 0), model->index(last, model->columnCount() - 1));
    m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
}

QList<int> RowsView::selectedRows() const
{
    QList<int> rows;
    for (const auto& [first, last] : selectedSpans(*m_table)) {
        for (int row = first; row <= last; ++row)
            rows.append(row);
    }
    return rows;
}

void RowsView::act(const QString& id)
{
    if (id == stateaction::retry)
        retry();
    else if (id == stateaction::loadMore)
        loadMore();
    else if (id == stateaction::showRequest)
        emit showCallRequested(lastCallId());
    else if (id == stateaction::clearFilter)
        clearFilters();
    else if (id == stateaction::signIn || id == stateaction::enterCode)
        emit signInRequested();
}

void RowsView::goOn()
{
    const auto waits = [](const std::optional<StateContent>& content) {
        return content &&
               std::any_of(content->actions.begin(), content->actions.end(), [](const StateAction& action) {
                   return action.id == stateaction::signIn || action.id == stateaction::enterCode;
               });
    };
    const RowsReport now = report();
    if (waits(now.instead) || waits(now.below))
        retry();
}

void RowsView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_selectionTimer.stop();
}

void RowsView::copySelected()
{
    const QString text = copyText();
    if (!text.isEmpty())
        emit copyRequested(text);
}

void RowsView::focusRows()
{
    focusArea()->setFocus(Qt::OtherFocusReason);
}

QWidget* RowsView::focusArea() const
{
    return m_pages->currentIndex() == 1 ? static_cast<QWidget*>(m_state) : m_table;
}

void RowsView::showNotice(const QString& text)
{
    m_status->showNotice(text);
}

} // namespace inia::ui
