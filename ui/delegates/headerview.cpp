#include "ui/delegates/headerview.h"

#include "ui/delegates/calldelegate.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>

#include <utility>

namespace inia::ui {

namespace {
constexpr int chevronRoom = 16;
}

HeaderView::HeaderView(const Appearance& appearance, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent), m_appearance(appearance)
{
    setFixedHeight(appearance.theme().sizes().tableHeader);
    setSectionResizeMode(QHeaderView::Interactive);
    setMinimumSectionSize(appearance.theme().px(40));
    setHighlightSections(false);
    setStretchLastSection(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
}

QSize HeaderView::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), m_appearance.theme().sizes().tableHeader};
}

void HeaderView::setFirstPadding(int padding)
{
    m_firstPadding = padding;
    viewport()->update();
}

ColumnKind HeaderView::kindOf(int section) const
{
    const QVariant kind = model()->headerData(section, Qt::Horizontal, ColumnKindRole);
    return kind.isValid() ? kind.value<ColumnKind>() : ColumnKind::Text;
}

QSize HeaderView::sectionSizeFromContents(int section) const
{
    const Theme& theme = m_appearance.theme();
    if (!model()) // Qt asks while the view is losing it
        return {0, theme.sizes().tableHeader};
    const QString label = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const int text = QFontMetrics(theme.font(FontRole::Header)).horizontalAdvance(label);
    const bool icon = model()->headerData(section, Qt::Horizontal, IconNameRole).isValid();
    return {text + theme.px(chevronRoom) + (icon ? theme.sizes().iconSmall + theme.px(4) : 0) +
                2 * theme.sizes().cellPadding,
            theme.sizes().tableHeader};
}

void HeaderView::mousePressEvent(QMouseEvent* event)
{
    m_sizesBefore.clear();
    for (int section = 0; section < count(); ++section)
        m_sizesBefore.append(sectionSize(section));
    QHeaderView::mousePressEvent(event);
}

// Qt tells only that a section has another size, not by whom.
void HeaderView::mouseReleaseEvent(QMouseEvent* event)
{
    QHeaderView::mouseReleaseEvent(event);
    const QList<int> before = std::exchange(m_sizesBefore, {});
    if (before.size() != count())
        return;
    for (int section = 0; section < count(); ++section) {
        if (sectionSize(section) != before[section])
            emit sectionSized(section, sectionSize(section));
    }
}

void HeaderView::paintEvent(QPaintEvent* event)
{
    const Theme& theme = m_appearance.theme();
    {
        QPainter painter(viewport());
        painter.fillRect(viewport()->rect(), theme.color(Token::Surface));
    }
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    // Qt draws what lies behind the last section in the window's colour.
    const int end = length() - offset();
    if (end < viewport()->width())
        painter.fillRect(end, 0, viewport()->width() - end, viewport()->height(),
                         theme.color(Token::Surface));
    drawHairline(painter, QRect(0, viewport()->height() - 1, viewport()->width(), 1),
                 theme.color(Token::Border));
}

void HeaderView::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    if (!model() || !rect.isValid())
        return;
    painter->fillRect(rect, m_appearance.theme().color(Token::Surface));
    if (kindOf(section) == ColumnKind::Waterfall) {
        paintScale(*painter, rect, section);
        return;
    }
    const Theme& theme = m_appearance.theme();
    const int left = visualIndex(section) == 0 ? theme.px(m_firstPadding) : theme.sizes().cellPadding;
    paintLabel(*painter, rect.adjusted(left, 0, -theme.sizes().cellPadding, 0), section);
}

void HeaderView::paintLabel(QPainter& painter, const QRect& room, int section) const
{
    const Theme& theme = m_appearance.theme();
    const QString label = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    const bool right = TableDelegate::isRightAligned(kindOf(section));
    const QFontMetrics metrics(theme.font(FontRole::Header));
    const int chevron = sorted ? theme.px(chevronRoom) : 0;
    const QString icon = model()->headerData(section, Qt::Horizontal, IconNameRole).toString();
    const int iconRoom = icon.isEmpty() ? 0 : theme.sizes().iconSmall + theme.px(4);
    const QString text =
        metrics.elidedText(label, Qt::ElideRight, qMax(0, room.width() - chevron - iconRoom));
    painter.setFont(theme.font(FontRole::Header));
    painter.setPen(theme.color(sorted ? Token::Text : Token::Text2));
    painter.drawText(room, (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine,
                     text);
    if (!icon.isEmpty()) {
        const QPixmap mark = m_appearance.icons().pixmap(icon, Token::Text2, theme.sizes().iconSmall,
                                                         painter.device()->devicePixelRatioF());
        const int at = room.left() + metrics.horizontalAdvance(text) + theme.px(4);
        painter.drawPixmap(at, room.top() + (room.height() - theme.sizes().iconSmall) / 2, mark);
    }
    if (!sorted)
        return;
    const int width = metrics.horizontalAdvance(text) + iconRoom;
    const qreal x =
        right ? room.right() + 1 - width - chevron / 2.0 : room.left() + width + chevron / 2.0 + 2;
    const bool ascending = sortIndicatorOrder() == Qt::AscendingOrder;
    drawChevron(painter, QPointF(x, room.center().y() + 1), theme.px(8),
                ascending ? Chevron::Up : Chevron::Down, theme.color(Token::Text));
}

void HeaderView::paintScale(QPainter& painter, const QRect& rect, int section) const
{
    const Theme& theme = m_appearance.theme();
    const auto range = model()->headerData(section, Qt::Horizontal, TimeRangeRole).value<TimeRange>();
    const TimeScale scale(range, rect.left(), rect.width() - theme.sizes().cellPadding);
    const QFontMetrics metrics(theme.font(FontRole::Secondary));
    painter.setFont(theme.font(FontRole::Secondary));
    const int tall = rect.height() / 2 + theme.px(4);
    int freeFrom = rect.left();
    for (const TimeTick& tick : scale.ticks(theme)) {
        drawHairline(painter, QRect(tick.x, rect.bottom() - tall, 1, tall), theme.color(Token::Border));
        const int width = metrics.horizontalAdvance(tick.label);
        const QRect at(tick.x - theme.px(5) - width, rect.top(), width + 1, rect.height());
        if (at.left() < freeFrom)
            continue;
        painter.setPen(theme.color(Token::Text2));
        painter.drawText(at, Qt::AlignRight | Qt::AlignVCenter, tick.label);
        freeFrom = tick.x;
    }
}

} // namespace inia::ui
