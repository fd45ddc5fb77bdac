#include "ui/widgets/tableview.h"

#include "ui/delegates/tabledelegate.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtCore/QScopedValueRollback>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <limits>

namespace inia::ui {

FixedRowsTable::FixedRowsTable(int rowHeight, QWidget* parent) : QTableView(parent), m_rowHeight(rowHeight)
{
    verticalHeader()->hide();
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setShowGrid(false);
    setWordWrap(false);
    if (auto* corner = findChild<QAbstractButton*>())
        corner->hide();
}

void FixedRowsTable::setModel(QAbstractItemModel* model)
{
    disconnect(m_removal);
    QTableView::setModel(model);
    verticalHeader()->setModel(nullptr);
    if (model) {
        m_removal = connect(model, &QAbstractItemModel::rowsRemoved, this, [this] {
            updateGeometries();
            viewport()->update();
        });
    }
    updateGeometries();
}

void FixedRowsTable::reset()
{
    QTableView::reset();
    updateGeometries();
}

// ---- where rows are ---------------------------------------------------------------------------------------

int FixedRowsTable::verticalOffset() const
{
    return verticalScrollBar()->value();
}

int FixedRowsTable::rowAt(int y) const
{
    const int at = y + verticalOffset();
    return at < 0 || at / m_rowHeight >= rowCount() ? -1 : at / m_rowHeight;
}

int FixedRowsTable::rowViewportPosition(int row) const
{
    return row * m_rowHeight - verticalOffset();
}

QRect FixedRowsTable::visualRect(const QModelIndex& index) const
{
    if (!index.isValid() || index.parent() != rootIndex() || isColumnHidden(index.column()))
        return {};
    return {columnViewportPosition(index.column()), rowViewportPosition(index.row()),
            columnWidth(index.column()), m_rowHeight};
}

QModelIndex FixedRowsTable::indexAt(const QPoint& point) const
{
    const int row = rowAt(point.y());
    const int column = columnAt(point.x());
    return row >= 0 && column >= 0 ? model()->index(row, column, rootIndex()) : QModelIndex();
}

// Qt would measure the rows in sight, by a header that knows none.
int FixedRowsTable::sizeHintForColumn(int) const
{
    return 0;
}

void FixedRowsTable::updateGeometries()
{
    if (m_isUpdating)
        return;
    const QScopedValueRollback<bool> guard(m_isUpdating, true);
    QHeaderView* head = horizontalHeader();
    const int tall = head->isHidden()
                         ? 0
                         : qBound(head->minimumHeight(), head->sizeHint().height(), head->maximumHeight());
    setViewportMargins(0, tall, 0, 0);
    const QRect room = viewport()->geometry();
    head->setGeometry(room.left(), room.top() - tall, room.width(), tall);

    const qint64 height = qint64(rowCount()) * m_rowHeight;
    QSize seen = viewport()->size();
    const QSize most = maximumViewportSize();
    if (most.width() >= head->length() && most.height() >= height)
        seen = most;
    horizontalScrollBar()->setSingleStep(m_rowHeight);
    horizontalScrollBar()->setPageStep(seen.width());
    horizontalScrollBar()->setRange(0, qMax(0, head->length() - seen.width()));
    verticalScrollBar()->setSingleStep(m_rowHeight);
    verticalScrollBar()->setPageStep(seen.height());
    verticalScrollBar()->setRange(
        0, static_cast<int>(std::clamp<qint64>(height - seen.height(), 0, std::numeric_limits<int>::max())));
    // Not QTableView's, which asks the header; this one fetches more.
    QAbstractItemView::updateGeometries(); // NOLINT(bugprone-parent-virtual-call)
}

// Rows below what is in sight change the scroll bar and nothing else.
void FixedRowsTable::rowsInserted(const QModelIndex& parent, int first, int last)
{
    QTableView::rowsInserted(parent, first, last);
    updateGeometries();
    const int top = qMax(0, rowViewportPosition(first));
    if (top < viewport()->height())
        viewport()->update(0, top, viewport()->width(), viewport()->height() - top);
}

// Qt 6.4 paints all that is in sight; later ones look in the vertical header for what has changed.
void FixedRowsTable::dataChanged(const QModelIndex& topLeft, const QModelIndex& bottomRight,
                                 const QList<int>& roles)
{
    QTableView::dataChanged(topLeft, bottomRight, roles);
    const int first = qMax(topLeft.row(), verticalOffset() / m_rowHeight);
    const int last = qMin(bottomRight.row(), (verticalOffset() + viewport()->height()) / m_rowHeight);
    if (first <= last)
        viewport()->update(0, rowViewportPosition(first), viewport()->width(),
                           (last - first + 1) * m_rowHeight);
}

// What Qt put off while the table was hidden would stay put off, and no change of a row be painted until
// then.
void FixedRowsTable::showEvent(QShowEvent* event)
{
    QTableView::showEvent(event);
    executeDelayedItemsLayout();
}

// ---- moving -----------------------------------------------------------------------------------------------

int FixedRowsTable::scrolledTo(int row, ScrollHint hint) const
{
    const int seen = viewport()->height();
    const int top = row * m_rowHeight;
    switch (hint) {
    case PositionAtTop:
        return top;
    case PositionAtBottom:
        return top + m_rowHeight - seen;
    case PositionAtCenter:
        return top - (seen - m_rowHeight) / 2;
    case EnsureVisible:
        break;
    }
    if (top < verticalOffset())
        return top;
    return qMax(verticalOffset(), qMin(top, top + m_rowHeight - seen));
}

void FixedRowsTable::scrollToColumn(int column)
{
    const int left = columnViewportPosition(column);
    const int beyond = left + columnWidth(column) - viewport()->width();
    if (left < 0 || columnWidth(column) > viewport()->width())
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + left);
    else if (beyond > 0)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + beyond);
}

void FixedRowsTable::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    if (!index.isValid() || index.parent() != rootIndex() || isColumnHidden(index.column()))
        return;
    executeDelayedItemsLayout();
    verticalScrollBar()->setValue(scrolledTo(index.row(), hint));
    scrollToColumn(index.column());
}

// The next one that is shown, in the order on screen; itself at the end.
int FixedRowsTable::columnBeside(int column, int step) const
{
    const QHeaderView* head = horizontalHeader();
    for (int at = head->visualIndex(column) + step; at >= 0 && at < head->count(); at += step) {
        if (!head->isSectionHidden(head->logicalIndex(at)))
            return head->logicalIndex(at);
    }
    return column;
}

QModelIndex FixedRowsTable::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = rowCount();
    if (rows == 0)
        return {};
    const int page = qMax(1, viewport()->height() / m_rowHeight - 1);
    int row = currentIndex().isValid() ? currentIndex().row() : -1;
    int column = currentIndex().isValid() ? currentIndex().column() : columnBeside(-1, 1);
    if (row < 0)
        return model()->index(action == MoveEnd ? rows - 1 : 0, qMax(0, column), rootIndex());
    switch (action) {
    case MoveUp:
        --row;
        break;
    case MoveDown:
        ++row;
        break;
    case MovePageUp:
        row -= page;
        break;
    case MovePageDown:
        row += page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rows - 1;
        break;
    case MoveLeft:
    case MovePrevious:
        column = columnBeside(column, -1);
        break;
    case MoveRight:
    case MoveNext:
        column = columnBeside(column, 1);
        break;
    }
    return model()->index(qBound(0, row, rows - 1), column, rootIndex());
}

// ---- selecting --------------------------------------------------------------------------------------------

// Whole rows, whatever columns the rectangle meets.
void FixedRowsTable::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command)
{
    const int last = rowCount() - 1;
    if (last < 0 || !selectionModel())
        return;
    const auto rowNear = [&](int y) { return qBound(0, (y + verticalOffset()) / m_rowHeight, last); };
    const QRect area = rect.normalized();
    selectionModel()->select(
        QItemSelection(
            model()->index(rowNear(area.top()), 0, rootIndex()),
            model()->index(rowNear(area.bottom()), model()->columnCount(rootIndex()) - 1, rootIndex())),
        command);
}

QRegion FixedRowsTable::visualRegionForSelection(const QItemSelection& selection) const
{
    const int first = verticalOffset() / m_rowHeight;
    const int last = (verticalOffset() + viewport()->height()) / m_rowHeight;
    QRegion region;
    for (const QItemSelectionRange& range : selection) {
        const int top = qMax(first, range.top());
        const int bottom = qMin(last, range.bottom());
        if (top <= bottom)
            region +=
                QRect(0, rowViewportPosition(top), viewport()->width(), (bottom - top + 1) * m_rowHeight);
    }
    return region;
}

// ---- painting ---------------------------------------------------------------------------------------------

void FixedRowsTable::paintCells(QPainter& painter, const QRegion& region, int hoveredRow) const
{
    const QHeaderView* head = horizontalHeader();
    const QRect area = region.boundingRect();
    const int rows = rowCount();
    if (rows == 0 || head->count() == 0 || area.isEmpty())
        return;
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QStyle::State plain =
        option.state & ~(QStyle::State_Selected | QStyle::State_MouseOver | QStyle::State_HasFocus);
    const int firstColumn = qMax(0, head->visualIndexAt(area.left()));
    const int bottom = (area.bottom() + verticalOffset()) / m_rowHeight;
    for (int row = (qMax(0, area.top()) + verticalOffset()) / m_rowHeight; row <= bottom && row < rows;
         ++row) {
        const int y = rowViewportPosition(row);
        if (!region.intersects(QRect(area.left(), y, area.width(), m_rowHeight)))
            continue;
        for (int at = firstColumn; at < head->count(); ++at) {
            const int column = head->logicalIndex(at);
            const int x = head->sectionViewportPosition(column);
            if (x > area.right())
                break;
            if (head->isSectionHidden(column))
                continue;
            const QModelIndex index = model()->index(row, column, rootIndex());
            option.index = index;
            option.rect = QRect(x, y, head->sectionSize(column), m_rowHeight);
            option.state = plain;
            option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
            option.state.setFlag(QStyle::State_MouseOver, row == hoveredRow);
            itemDelegateForIndex(index)->paint(&painter, option, index);
        }
    }
}

namespace {
constexpr int skeletonRows = 10;
}

TableView::TableView(const Appearance& appearance, QWidget* parent)
    : FixedRowsTable(appearance.theme().sizes().row, parent),
      m_appearance(appearance),
      m_header(new HeaderView(appearance, this)),
      m_delegate(new TableDelegate(appearance, this))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalHeader(m_header);
    m_header->setSectionsClickable(true);
    m_header->setFirstPadding(14);
    setItemDelegate(m_delegate);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    connect(&appearance, &Appearance::changed, viewport(), qOverload<>(&QWidget::update));
}

void TableView::setLoading(bool loading)
{
    m_loading = loading;
    viewport()->update();
}

int TableView::rowsBottom() const
{
    const int rows = model() ? model()->rowCount(rootIndex()) : 0;
    if (rows == 0)
        return 0;
    const int bottom = rowViewportPosition(rows - 1) + rowHeight();
    return bottom <= viewport()->height() ? bottom : -1;
}

QPoint TableView::belowCurrentRow() const
{
    return viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
}

void TableView::setStretchColumn(int column)
{
    m_stretchColumn = column;
    stretch();
}

void TableView::stretch()
{
    if (!model() || m_stretchColumn < 0 || m_stretchColumn >= m_header->count())
        return;
    int others = 0;
    for (int section = 0; section < m_header->count(); ++section) {
        if (section != m_stretchColumn)
            others += m_header->sectionSize(section);
    }
    m_header->resizeSection(m_stretchColumn,
                            qMax(m_appearance.theme().px(160), viewport()->width() - others));
}

void TableView::resizeEvent(QResizeEvent* event)
{
    FixedRowsTable::resizeEvent(event);
    stretch();
}

// Qt speaks of the window here; our rows are lit by the view's own focus.
void TableView::initViewItemOption(QStyleOptionViewItem* option) const
{
    FixedRowsTable::initViewItemOption(option);
    option->state.setFlag(QStyle::State_Active, hasFocus());
}

// The ring of the current one goes around its row, of which Qt knows the cell alone.
void TableView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    FixedRowsTable::currentChanged(current, previous);
    for (const QModelIndex& index : {current, previous}) {
        const QRect cell = visualRect(index);
        viewport()->update(0, cell.y(), viewport()->width(), cell.height());
    }
}

void TableView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const bool hovers = m_hoveredRow >= 0 && model() && m_hoveredRow < model()->rowCount(rootIndex()) &&
                        !selectionModel()->isRowSelected(m_hoveredRow, rootIndex());
    if (hovers)
        painter.fillRect(0, rowViewportPosition(m_hoveredRow), viewport()->width(), rowHeight(),
                         m_appearance.theme().color(Token::Hover));
    paintCells(painter, event->region(), m_hoveredRow);
    paintBehindColumns(painter);
    if (m_loading && (!model() || model()->rowCount(rootIndex()) == 0))
        paintSkeleton(painter);
    paintCurrentRing(painter);
}

// The delegate lights cells only; rows are lit to the edge, also where the columns do not fill the width.
void TableView::paintBehindColumns(QPainter& painter) const
{
    const int end = m_header->length() - m_header->offset();
    if (!model() || end >= viewport()->width())
        return;
    const Token light = hasFocus() ? Token::Selection : Token::SelectionInactive;
    const int rows = model()->rowCount(rootIndex());
    for (int row = qMax(0, rowAt(0)); row < rows && rowViewportPosition(row) < viewport()->height(); ++row) {
        if (selectionModel()->isRowSelected(row, rootIndex()))
            painter.fillRect(end, rowViewportPosition(row), viewport()->width() - end, rowHeight(),
                             m_appearance.theme().color(light));
    }
}

void TableView::paintSkeleton(QPainter& painter) const
{
    if (!model())
        return;
    const int tall = m_appearance.theme().sizes().row;
    for (int section = 0; section < m_header->count(); ++section) {
        if (m_header->isSectionHidden(section))
            continue;
        const QVariant kind = model()->headerData(section, Qt::Horizontal, ColumnKindRole);
        const int x = m_header->sectionViewportPosition(section);
        for (int row = 0; row < skeletonRows; ++row)
            m_delegate->paintSkeleton(painter, QRect(x, row * tall, m_header->sectionSize(section), tall),
                                      kind.isValid() ? kind.value<ColumnKind>() : ColumnKind::Text, row,
                                      section == 0);
    }
}

// Only the keyboard can make a row current without selecting it; it has to be seen all the same.
void TableView::paintCurrentRing(QPainter& painter) const
{
    const QModelIndex current = currentIndex();
    if (!hasFocus() || !current.isValid() || selectionModel()->isRowSelected(current.row(), rootIndex()))
        return;
    const QRectF row(0, rowViewportPosition(current.row()), viewport()->width(), rowHeight());
    strokeRounded(painter, row.adjusted(1, 1, -1, -1), m_appearance.theme().sizes().radiusBadge, 1.5,
                  m_appearance.theme().color(Token::Focus));
}

void TableView::setHoveredRow(int row)
{
    if (m_hoveredRow == row)
        return;
    for (int changed : {m_hoveredRow, row}) {
        if (changed >= 0)
            viewport()->update(0, rowViewportPosition(changed), viewport()->width(), rowHeight());
    }
    m_hoveredRow = row;
}

void TableView::mouseMoveEvent(QMouseEvent* event)
{
    setHoveredRow(rowAt(event->position().toPoint().y()));
    FixedRowsTable::mouseMoveEvent(event);
}

bool TableView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        setHoveredRow(-1);
    return FixedRowsTable::viewportEvent(event);
}

void TableView::focusInEvent(QFocusEvent* event)
{
    FixedRowsTable::focusInEvent(event);
    viewport()->update();
}

void TableView::focusOutEvent(QFocusEvent* event)
{
    FixedRowsTable::focusOutEvent(event);
    viewport()->update();
}

} // namespace inia::ui
