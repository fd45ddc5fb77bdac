#include "ui/browse/listingpage.h"

#include "ui/browse/filterrow.h"
#include "ui/delegates/headerview.h"
#include "ui/models/listingtablemodel.h"
#include "ui/panels/errorstate.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/failurestrip.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/tableview.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace inia::ui {

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

} // namespace

ListingPage::ListingPage(const Appearance& appearance, ListingTableModel& model, const QString& rowsName,
                         QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_model(model),
      m_filter(new FilterRow(appearance, tr("Filter %1").arg(rowsName.toLower()), this)),
      m_progress(new ProgressLine(appearance, this)),
      m_table(new TableView(appearance, this)),
      m_gap(new FailureStrip(appearance, this)),
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
    m_table->setModel(&m_model);
    m_table->setAccessibleName(rowsName);
    m_table->header()->setSortIndicatorClearable(true);
    resetSorting();
    m_table->setSortingEnabled(true);
    buildLayout();
    connectParts();
}

void ListingPage::buildLayout()
{
    auto* rows = new QWidget(this);
    auto* column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(m_gap);
    column->addStretch(0);
    m_gap->hide();
    m_pages->addWidget(rows);
    m_pages->addWidget(m_state);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_filter);
    m_progress->setFixedHeight(2);
    all->addWidget(m_progress);
    all->addLayout(m_pages, 1);
    all->addWidget(m_status);
}

void ListingPage::connectParts()
{
    connect(&m_model, &ListingTableModel::listingChanged, this, &ListingPage::refresh);
    connect(&m_model, &ListingTableModel::orderApplied, this, &ListingPage::refresh);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ListingPage::selectPending);
    connect(m_table, &QAbstractItemView::activated, this, &ListingPage::activate);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ListingPage::refreshSelection);
    // A reset takes the selection away without saying so.
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ListingPage::refreshSelection);
    connect(&m_model, &QAbstractItemModel::columnsInserted, this, &ListingPage::selectWholeRows);
    connect(&m_selectionTimer, &QTimer::timeout, this, &ListingPage::selectionSettled);
    connect(&m_skeletonTimer, &QTimer::timeout, this, [this] { m_table->setLoading(true); });
    connect(&m_clock, &QTimer::timeout, this, [this] { m_status->setFacts(listingStatus(facts())); });
    connect(m_status, &StatusLine::loadMoreRequested, this, [this] { m_model.loadMore(); });
    connect(m_status, &StatusLine::loadAllRequested, &m_model, &ListingTableModel::loadAll);
    connect(m_status, &StatusLine::cancelRequested, &m_model, &ListingTableModel::cancel);
    connect(m_filter, &FilterRow::containsChanged, this, &ListingPage::setContains);
    connect(m_filter, &FilterRow::leftField, this, &ListingPage::focusRows);
    // Queued: what an action does may replace the buttons it came from.
    connect(m_state, &StateView::actionTriggered, this, &ListingPage::act, Qt::QueuedConnection);
    connect(m_gap, &FailureStrip::actionTriggered, this, &ListingPage::act, Qt::QueuedConnection);
    connect(m_state, &StateView::copyRequested, this, &ListingPage::copyRequested);
    addKey(Qt::Key_Backspace, m_table, &ListingPage::goUp);
    addKey(QKeySequence::Copy, m_table, &ListingPage::copySelected);
}

void ListingPage::addKey(const QKeySequence& key, QWidget* where, void (ListingPage::*handler)())
{
    auto* shortcut = new QShortcut(key, where);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, handler);
}

void ListingPage::resetSorting()
{
    m_table->header()->setSortIndicator(-1, Qt::AscendingOrder);
}

void ListingPage::showNotice(const QString& text)
{
    m_status->showNotice(text);
}

ListingFacts ListingPage::facts() const
{
    ListingFacts facts;
    facts.words = words();
    facts.state = m_model.state();
    facts.error = m_model.error();
    facts.loaded = m_model.loadedCount();
    facts.shown = m_model.rowCount();
    facts.pages = m_model.pages();
    facts.requests = m_model.requests();
    facts.elapsed = m_model.elapsed();
    facts.contains = m_model.contains();
    return facts;
}

void ListingPage::refresh()
{
    const ListingFacts now = facts();
    runTimers(now);
    m_status->setFacts(listingStatus(now));
    showGap(now);
    const auto state = listingState(now);
    if (state)
        m_state->setContent(*state);
    m_pages->setCurrentIndex(state ? 1 : 0);
}

void ListingPage::runTimers(const ListingFacts& facts)
{
    const bool loading = facts.state == CollectionCursor::State::Loading;
    m_progress->setRunning(loading);
    if (!loading || facts.loaded > 0) {
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

void ListingPage::showGap(const ListingFacts& facts)
{
    const auto gap = listingGap(facts);
    m_gap->setVisible(gap.has_value());
    if (gap)
        m_gap->setContent(*gap);
    // The strip stands right below the last row, so the table takes no more room than its rows need.
    const qint64 rowsHeight = m_table->header()->sizeHint().height() +
                              facts.shown * m_table->verticalHeader()->defaultSectionSize();
    m_table->setMaximumHeight(gap ? static_cast<int>(qMin<qint64>(rowsHeight, maxTableHeight))
                                  : QWIDGETSIZE_MAX);
}

void ListingPage::refreshSelection()
{
    qint64 count = 0;
    for (const auto& [first, last] : selectedSpans(*m_table))
        count += last - first + 1;
    m_status->setSelectionText(count == 0 ? QString() : selectionText(count));
    m_selectionTimer.start();
}

// A column that was added would leave a hole in the rows selected.
void ListingPage::selectWholeRows()
{
    QItemSelection rows;
    for (const auto& [first, last] : selectedSpans(*m_table))
        rows.select(m_model.index(first, 0), m_model.index(last, m_model.columnCount() - 1));
    m_table->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
}

void ListingPage::selectPending()
{
    const int row = takePendingRow();
    if (row < 0)
        return;
    const QModelIndex index = m_model.index(row, 0);
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                          QItemSelectionModel::Rows);
    m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

QList<int> ListingPage::selectedRows() const
{
    QList<int> rows;
    for (const auto& [first, last] : selectedSpans(*m_table)) {
        for (int row = first; row <= last; ++row)
            rows.append(row);
    }
    return rows;
}

void ListingPage::setContains(const QString& text)
{
    m_model.setContains(text);
    refresh();
}

void ListingPage::act(const QString& id)
{
    if (id == stateaction::retry) {
        m_model.retry();
    } else if (id == stateaction::loadMore) {
        m_model.loadMore();
    } else if (id == stateaction::showRequest) {
        emit showCallRequested(m_model.lastCallId());
    } else if (id == stateaction::clearFilter) {
        m_filter->clearField();
        clearServerFilter();
    }
}

void ListingPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_selectionTimer.stop();
}

void ListingPage::copySelected()
{
    const QString text = copyText();
    if (!text.isEmpty())
        emit copyRequested(text);
}

void ListingPage::focusFilter()
{
    m_filter->focusField();
}

void ListingPage::focusRows()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

} // namespace inia::ui
