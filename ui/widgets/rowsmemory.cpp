#include "ui/widgets/rowsmemory.h"

#include "ui/widgets/tableview.h"

#include <QtCore/QScopedValueRollback>
#include <QtWidgets/QScrollBar>

#include <utility>

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

} // namespace inia::ui
