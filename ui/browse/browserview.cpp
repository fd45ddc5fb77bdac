#include "ui/browse/browserview.h"

#include "ui/browse/filterrow.h"
#include "ui/delegates/format.h"
#include "ui/delegates/headerview.h"
#include "ui/models/displaytext.h"
#include "ui/models/objecttablemodel.h"
#include "ui/models/roles.h"
#include "ui/panels/errorstate.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/failurestrip.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/tableview.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int skeletonDelayMs = 150; // a fast answer must not flicker
constexpr int selectionRestMs = 120;
constexpr int clockMs = 100;
constexpr int sizeWidth = 104;
constexpr int dateWidth = 160;
constexpr int classWidth = 150;
constexpr int maxTableHeight = 1 << 23;

} // namespace

BrowserView::BrowserView(const Appearance& appearance, ObjectTableModel& model, QString profile,
                         QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_model(model),
      m_profile(std::move(profile)),
      m_filter(new FilterRow(appearance, this)),
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
    buildTable();
    buildLayout();
    connectParts();
    refresh();
}

void BrowserView::buildTable()
{
    const Theme& theme = m_appearance.theme();
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Objects"));
    HeaderView* header = m_table->header();
    header->resizeSection(ObjectTableModel::SizeColumn, theme.px(sizeWidth));
    header->resizeSection(ObjectTableModel::ModifiedColumn, theme.px(dateWidth));
    header->resizeSection(ObjectTableModel::StorageClassColumn, theme.px(classWidth));
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    m_table->setSortingEnabled(true);
    m_table->setStretchColumn(ObjectTableModel::NameColumn);
}

void BrowserView::buildLayout()
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

void BrowserView::connectParts()
{
    connect(&m_model, &ObjectTableModel::listingChanged, this, &BrowserView::refresh);
    connect(&m_model, &ObjectTableModel::orderApplied, this, &BrowserView::refresh);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &BrowserView::selectPending);
    connect(m_table, &QAbstractItemView::activated, this, &BrowserView::activate);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &BrowserView::refreshSelection);
    connect(&m_selectionTimer, &QTimer::timeout, this, &BrowserView::selectionSettled);
    connect(&m_skeletonTimer, &QTimer::timeout, this, [this] { m_table->setLoading(true); });
    connect(&m_clock, &QTimer::timeout, this, [this] { m_status->setFacts(listingStatus(facts())); });
    connect(m_status, &StatusLine::loadMoreRequested, this, [this] { m_model.loadMore(); });
    connect(m_status, &StatusLine::loadAllRequested, &m_model, &ObjectTableModel::loadAll);
    connect(m_status, &StatusLine::cancelRequested, &m_model, &ObjectTableModel::cancel);
    connect(m_filter, &FilterRow::serverFilterRequested, this, &BrowserView::serverFilterRequested);
    connect(m_filter, &FilterRow::containsChanged, this, &BrowserView::setContains);
    connect(m_filter, &FilterRow::leftField, this, &BrowserView::focusRows);
    // Queued: what an action does may replace the buttons it came from.
    connect(m_state, &StateView::actionTriggered, this, &BrowserView::act, Qt::QueuedConnection);
    connect(m_gap, &FailureStrip::actionTriggered, this, &BrowserView::act, Qt::QueuedConnection);
    connect(m_state, &StateView::copyRequested, this, &BrowserView::copyRequested);
    addKey(Qt::Key_Backspace, m_table, &BrowserView::goUp);
    addKey(QKeySequence::Copy, m_table, &BrowserView::copySelected);
}

void BrowserView::addKey(const QKeySequence& key, QWidget* where, void (BrowserView::*handler)())
{
    auto* shortcut = new QShortcut(key, where);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, handler);
}

void BrowserView::enter(const S3Location& place, const std::string& select)
{
    m_place = place;
    m_pendingKey = select;
    m_filter->clearField();
    m_filter->setServerFilter(toOneLine(place.prefix.substr(place.folder().size())));
    resetSorting();
    selectPending();
    refreshSelection();
    refresh();
}

// The model has gone back to the server's order; the header has to say so too.
void BrowserView::resetSorting()
{
    m_table->header()->setSortIndicator(-1, Qt::AscendingOrder);
}

void BrowserView::showInstead(const std::optional<StateContent>& content, const StatusFacts& status)
{
    m_instead = content;
    m_insteadStatus = status;
    m_filter->setVisible(!content);
    refresh();
}

ListingFacts BrowserView::facts() const
{
    ListingFacts facts;
    facts.place = m_place;
    facts.profile = m_profile;
    facts.state = m_model.state();
    facts.error = m_model.error();
    facts.loaded = m_model.loadedCount();
    facts.shown = m_model.rowCount();
    facts.pages = m_model.pages();
    facts.requests = m_model.requests();
    facts.elapsed = m_model.elapsed();
    facts.contains = toQString(m_model.order().contains);
    return facts;
}

void BrowserView::refresh()
{
    const ListingFacts now = facts();
    const bool loading = !m_instead && now.state == CollectionCursor::State::Loading;
    m_progress->setRunning(loading);
    if (!loading || now.loaded > 0) {
        m_skeletonTimer.stop();
        m_table->setLoading(false);
    } else if (!m_skeletonTimer.isActive()) {
        m_skeletonTimer.start();
    }
    if (loading && !m_clock.isActive())
        m_clock.start();
    else if (!loading)
        m_clock.stop();
    m_status->setFacts(m_instead ? m_insteadStatus : listingStatus(now));

    const auto gap = m_instead ? std::nullopt : listingGap(now);
    m_gap->setVisible(gap.has_value());
    if (gap)
        m_gap->setContent(*gap);
    // The strip stands right below the last row, so the table takes no more room than its rows need.
    const qint64 rowsHeight =
        m_table->header()->sizeHint().height() + now.shown * m_table->verticalHeader()->defaultSectionSize();
    m_table->setMaximumHeight(gap ? static_cast<int>(qMin<qint64>(rowsHeight, maxTableHeight))
                                  : QWIDGETSIZE_MAX);

    const auto state = m_instead ? m_instead : listingState(now);
    if (state)
        m_state->setContent(*state);
    m_pages->setCurrentIndex(state ? 1 : 0);
}

void BrowserView::refreshSelection()
{
    qint64 count = 0;
    qint64 bytes = 0;
    const auto ranges = m_table->selectionModel()->selection();
    for (const QItemSelectionRange& range : ranges) {
        count += range.height();
        for (int row = range.top(); row <= range.bottom(); ++row)
            bytes += qMax<qint64>(0, m_model.sizeAt(row));
    }
    m_status->setSelectionText(count == 0 ? QString()
                                          : tr("%1 selected, %2").arg(countText(count), sizeText(bytes)));
    m_selectionTimer.start();
}

void BrowserView::selectPending()
{
    if (m_pendingKey.empty())
        return;
    const int row = m_model.rowOf(m_pendingKey);
    if (row < 0)
        return;
    m_pendingKey.clear();
    const QModelIndex index = m_model.index(row, 0);
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                          QItemSelectionModel::Rows);
    m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

std::optional<BrowserView::SelectedRow> BrowserView::onlySelected() const
{
    const auto ranges = m_table->selectionModel()->selection();
    if (ranges.size() != 1 || ranges.first().height() != 1)
        return std::nullopt;
    const int row = ranges.first().top();
    return SelectedRow{m_model.keyAt(row), m_model.isPrefix(row),
                       m_model.index(row, ObjectTableModel::NameColumn).data(IconNameRole).toString()};
}

void BrowserView::activate(const QModelIndex& index)
{
    if (index.isValid() && m_model.isPrefix(index.row()))
        emit prefixOpened(m_model.keyAt(index.row()));
}

void BrowserView::setContains(const QString& text)
{
    m_model.setContains(text);
    refresh();
}

void BrowserView::act(const QString& id)
{
    if (m_instead) {
        emit actionTriggered(id);
    } else if (id == stateaction::retry) {
        m_model.retry();
    } else if (id == stateaction::loadMore) {
        m_model.loadMore();
    } else if (id == stateaction::showRequest) {
        emit showCallRequested(m_model.lastCallId());
    } else if (id == stateaction::askServer) {
        const QString text = m_filter->text();
        m_filter->setMode(FilterRow::Mode::Prefix);
        emit serverFilterRequested(text);
    } else if (id == stateaction::clearFilter) {
        m_filter->clearField();
        if (m_place.folder() != m_place.prefix)
            emit serverFilterRequested({});
    }
}

void BrowserView::copySelected()
{
    QStringList uris;
    const auto ranges = m_table->selectionModel()->selection();
    for (const QItemSelectionRange& range : ranges) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            uris.append(toQString(S3Location{m_place.bucket, m_model.keyAt(row)}.uri()));
    }
    if (!uris.isEmpty())
        emit copyRequested(uris.join(u'\n'));
}

void BrowserView::focusFilter()
{
    m_filter->focusField();
}

void BrowserView::focusRows()
{
    m_table->setFocus(Qt::OtherFocusReason);
}

} // namespace inia::ui
