#include "ui/widgets/treeview.h"

#include "ui/delegates/rowdelegate.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>

namespace inia::ui {

namespace {
constexpr int arrowCentre = -4; // from the start of the cell's content
}

TreeView::TreeView(const Appearance& appearance, Look look, RowDelegate* delegate, QWidget* parent)
    : QTreeView(parent), m_appearance(appearance), m_look(look), m_delegate(delegate)
{
    delegate->setParent(this);
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(delegate);
    setUniformRowHeights(true);
    setHeaderHidden(true);
    header()->setStretchLastSection(false);
    setIndentation(appearance.theme().sizes().indent);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setAnimated(false);
    setMouseTracking(true);
    setExpandsOnDoubleClick(look == Look::Rows);
    if (look == Look::Navigation) {
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        viewport()->setBackgroundRole(QPalette::Window);
        setStretchColumn(0);
    }
    connect(&appearance, &Appearance::changed, viewport(), qOverload<>(&QWidget::update));
}

HeaderView* TreeView::showHeader()
{
    auto* header = new HeaderView(m_appearance, this);
    header->setFirstPadding(m_appearance.theme().sizes().indent + 10);
    setHeader(header);
    setHeaderHidden(false);
    return header;
}

void TreeView::setStretchColumn(int column)
{
    m_stretchColumn = column;
    stretch();
}

void TreeView::stretch()
{
    const QHeaderView* head = header();
    if (m_stretchColumn < 0 || m_stretchColumn >= head->count())
        return;
    int others = 0;
    for (int section = 0; section < head->count(); ++section) {
        if (section != m_stretchColumn && !head->isSectionHidden(section))
            others += head->sectionSize(section);
    }
    header()->resizeSection(m_stretchColumn, qMax(m_appearance.theme().px(80), viewport()->width() - others));
}

void TreeView::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    stretch();
}

bool TreeView::hasArrow(const QModelIndex& index) const
{
    // Hidden only when known to be a leaf: an unopened node may turn out to be empty.
    return RowDelegate::rowState(index) == RowState::Ready && !index.data(LeafRole).toBool() &&
           model()->hasChildren(index);
}

// Not QTreeView's own: that one fills the branch area and asks the style for every cell.
void TreeView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    cell.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
    cell.state.setFlag(QStyle::State_Active, hasFocus());
    cell.state.setFlag(QStyle::State_MouseOver, m_hovered.isValid() && m_hovered.row() == index.row() &&
                                                    m_hovered.parent() == index.parent());
    cell.state.setFlag(QStyle::State_Open, isExpanded(index));
    const QRect row(0, option.rect.top(), viewport()->width(), option.rect.height());
    paintGround(*painter, row, cell.state);
    const QHeaderView* head = header();
    for (int visual = 0; visual < head->count(); ++visual) {
        const int section = head->logicalIndex(visual);
        if (head->isSectionHidden(section))
            continue;
        const QModelIndex at = index.siblingAtColumn(section);
        cell.rect = QRect(columnViewportPosition(section), row.top(), columnWidth(section), row.height());
        if (section == treePosition() || (treePosition() < 0 && section == 0)) {
            cell.rect.setLeft(visualRect(at).left());
            paintArrow(*painter, cell.rect, index);
        }
        if (cell.rect.width() > 0)
            m_delegate->paint(painter, cell, at);
    }
    if (currentIndex().isValid() && currentIndex().siblingAtColumn(0) == index.siblingAtColumn(0) &&
        hasFocus() && !cell.state.testFlag(QStyle::State_Selected))
        strokeRounded(*painter, QRectF(row).adjusted(1, 1, -1, -1), m_appearance.theme().sizes().radiusRow,
                      1.5, m_appearance.theme().color(Token::Focus));
}

void TreeView::drawBranches(QPainter*, const QRect&, const QModelIndex&) const {}

void TreeView::paintGround(QPainter& painter, const QRect& row, QStyle::State state) const
{
    const Theme& theme = m_appearance.theme();
    const bool navigation = m_look == Look::Navigation;
    Token ground = navigation ? Token::HoverWindow : Token::Hover;
    if (state.testFlag(QStyle::State_Selected))
        ground = state.testFlag(QStyle::State_Active) ? Token::Selection : Token::SelectionInactive;
    else if (!state.testFlag(QStyle::State_MouseOver))
        return;
    if (!navigation) {
        painter.fillRect(row, theme.color(ground));
        return;
    }
    const int inset = theme.sizes().selectionInset;
    fillRounded(painter, row.adjusted(inset, 0, -inset, 0), theme.sizes().radiusRow, theme.color(ground));
}

void TreeView::paintArrow(QPainter& painter, const QRect& cell, const QModelIndex& index) const
{
    if (!hasArrow(index))
        return;
    const Theme& theme = m_appearance.theme();
    const QPointF centre(cell.left() + theme.px(arrowCentre) + 0.5, cell.top() + cell.height() / 2.0);
    drawChevron(painter, centre, theme.px(8), isExpanded(index) ? Chevron::Down : Chevron::Right,
                theme.color(Token::Text2));
}

bool TreeView::activateStateRow(const QModelIndex& index)
{
    const RowState state = index.isValid() ? RowDelegate::rowState(index) : RowState::Ready;
    if (state == RowState::LoadMore) {
        emit loadMoreRequested(index);
        return true;
    }
    if ((state == RowState::Denied || state == RowState::Failed) && RowDelegate::isRetryable(index)) {
        emit retryRequested(index);
        return true;
    }
    return false;
}

void TreeView::updateRow(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const QRect cell = visualRect(index);
    viewport()->update(0, cell.top(), viewport()->width(), cell.height());
}

void TreeView::setHovered(const QModelIndex& index)
{
    if (m_hovered == index)
        return;
    updateRow(m_hovered);
    updateRow(index);
    m_hovered = index;
}

// Qt repaints the cells of a row only, and the ring of the current row reaches over the arrow as well.
void TreeView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    updateRow(previous);
    updateRow(current);
}

void TreeView::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(indexAt(event->position().toPoint()).siblingAtColumn(0));
    QTreeView::mouseMoveEvent(event);
}

bool TreeView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        setHovered({});
    return QTreeView::viewportEvent(event);
}

void TreeView::mousePressEvent(QMouseEvent* event)
{
    m_pressed = indexAt(event->position().toPoint());
    QTreeView::mousePressEvent(event);
}

void TreeView::mouseReleaseEvent(QMouseEvent* event)
{
    QTreeView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !index.isValid() || index != m_pressed)
        return;
    // More is loaded by a click anywhere on its row; trying again needs the link, so that a click can select
    // an error to read it.
    const auto* delegate = qobject_cast<const TreeDelegate*>(m_delegate);
    const bool onLink =
        delegate && delegate->retryRect(visualRect(index), index).contains(event->position().toPoint());
    if (RowDelegate::rowState(index) == RowState::LoadMore || onLink)
        (void)activateStateRow(index);
}

void TreeView::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if ((enter || event->key() == Qt::Key_Space) && activateStateRow(currentIndex())) {
        event->accept();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void TreeView::focusInEvent(QFocusEvent* event)
{
    QTreeView::focusInEvent(event);
    viewport()->update();
}

void TreeView::focusOutEvent(QFocusEvent* event)
{
    QTreeView::focusOutEvent(event);
    viewport()->update();
}

} // namespace inia::ui
