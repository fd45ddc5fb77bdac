#include "ui/browse/listingpage.h"

#include "ui/browse/filterrow.h"
#include "ui/commands/commandtable.h"
#include "ui/delegates/headerview.h"
#include "ui/models/listingtablemodel.h"
#include "ui/widgets/tableview.h"

#include <QtGui/QShortcut>

namespace inia::ui {

ListingPage::ListingPage(const Appearance& appearance, ListingTableModel& model, const QString& rowsName,
                         QWidget* parent)
    : ListingPage(appearance, model, new FilterRow(appearance, tr("Filter %1").arg(rowsName.toLower())),
                  rowsName, parent)
{
}

ListingPage::ListingPage(const Appearance& appearance, ListingTableModel& model, FilterRow* filter,
                         const QString& rowsName, QWidget* parent)
    : RowsView(appearance, filter, rowsName, parent), m_model(model), m_filter(filter)
{
    setModel(&m_model);
    table()->header()->setSortIndicatorClearable(true);
    resetSorting();
    table()->setSortingEnabled(true);
    connect(&m_model, &ListingTableModel::listingChanged, this, &ListingPage::refresh);
    connect(&m_model, &ListingTableModel::orderApplied, this, &ListingPage::refresh);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ListingPage::selectPending);
    connect(table(), &QAbstractItemView::activated, this, &ListingPage::activate);
    connect(m_filter, &FilterRow::containsChanged, this, &ListingPage::setContains);
    auto* remove = new QShortcut(keysOf(CommandId::Delete).value(0), table());
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &ListingPage::deletionRequested);
    connect(m_filter, &FilterRow::leftField, this, &ListingPage::focusRows);
}

bool ListingPage::reloadRows()
{
    bool reloads = false;
    keepRowsDuring([&] { reloads = m_model.reload(); });
    refresh();
    return reloads;
}

void ListingPage::resetSorting()
{
    table()->header()->setSortIndicator(-1, Qt::AscendingOrder);
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
    facts.sorted = m_model.isSorted();
    return facts;
}

RowsReport ListingPage::report() const
{
    const ListingFacts now = facts();
    return {listingStatus(now), listingState(now), listingGap(now), now.loaded > 0, m_model.isArranged()};
}

void ListingPage::selectPending()
{
    const int row = takePendingRow();
    if (row < 0)
        return;
    const QModelIndex index = m_model.index(row, 0);
    table()->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                          QItemSelectionModel::Rows);
    table()->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void ListingPage::setContains(const QString& text)
{
    m_model.setContains(text);
    refresh();
}

void ListingPage::loadMore()
{
    m_model.loadMore();
}

void ListingPage::loadAll()
{
    m_model.loadAll();
}

void ListingPage::retry()
{
    m_model.retry();
}

void ListingPage::cancel()
{
    m_model.cancel();
}

void ListingPage::clearFilters()
{
    m_filter->clearField();
    clearServerFilter();
}

quint64 ListingPage::lastCallId() const
{
    return m_model.lastCallId();
}

void ListingPage::focusFilter()
{
    m_filter->focusField();
}

} // namespace inia::ui
