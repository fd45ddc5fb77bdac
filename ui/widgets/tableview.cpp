#include "ui/widgets/tableview.h"

#include "ui/delegates/headerview.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QMouseEvent>
#include <QtWidgets/QScrollBar>

namespace inia::ui {

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
