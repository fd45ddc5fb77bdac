#include "ui/delegates/calldelegate.h"

#include "ui/delegates/format.h"
#include "ui/delegates/waterfall.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

namespace inia::ui {

namespace {

constexpr int serviceLeft = 10; // as in the tree: room for the arrow
constexpr int innerIndent = 12;
constexpr int dotSide = 8;

Outcome outcomeOf(const QModelIndex& index)
{
    const QVariant outcome = index.data(OutcomeRole);
    return outcome.isValid() ? outcome.value<Outcome>() : Outcome::Ok;
}

int depthOf(const QModelIndex& index)
{
    int depth = 0;
    for (auto parent = index.parent(); parent.isValid(); parent = parent.parent())
        ++depth;
    return depth;
}

bool isAttempt(const QModelIndex& index)
{
    return RowDelegate::nodeKind(index) == NodeKind::Attempt;
}

} // namespace

CallDelegate::CallDelegate(const Appearance& appearance, QObject* parent, int rowHeight)
    : RowDelegate(appearance, rowHeight, parent)
{
}

void CallDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QRect room = option.rect.adjusted(sizes.cellPadding, 0, -sizes.cellPadding, 0);
    const ColumnKind kind = columnKind(index);
    switch (kind) {
    case ColumnKind::Service:
        paintText(*painter, option.rect.adjusted(theme().px(serviceLeft), 0, -sizes.cellPadding, 0),
                  FontRole::Secondary, Token::Text2, index.data(Qt::DisplayRole).toString());
        break;
    case ColumnKind::Operation:
        paintOperation(*painter, option, index, room);
        break;
    case ColumnKind::Cause:
        paintText(*painter, room, FontRole::Secondary,
                  index.data(BackgroundRole).toBool() ? quiet(option) : Token::Text2,
                  index.data(Qt::DisplayRole).toString());
        break;
    case ColumnKind::Status:
        paintStatus(*painter, option, index, room);
        break;
    case ColumnKind::Size:
    case ColumnKind::Duration:
        paintFigureCell(*painter, index, room, kind);
        break;
    case ColumnKind::Waterfall:
        paintWaterfall(*painter, option, index);
        break;
    default:
        paintText(*painter, room, FontRole::Data, Token::Text, index.data(Qt::DisplayRole).toString());
    }
}

void CallDelegate::paintOperation(QPainter& painter, const QStyleOptionViewItem&, const QModelIndex& index,
                                  const QRect& room) const
{
    const bool attempt = isAttempt(index);
    QRect rest = room;
    rest.setLeft(rest.left() + depthOf(index) * theme().px(innerIndent));
    const bool failed = outcomeOf(index) == Outcome::Failed && !attempt;
    const Token ink = failed ? Token::Danger : (attempt ? Token::Text2 : Token::Text);
    const int end = paintText(painter, rest, attempt ? FontRole::Data : FontRole::Control, ink,
                              index.data(Qt::DisplayRole).toString());
    rest.setLeft(end + theme().px(attempt ? 8 : 10));
    paintText(painter, rest, attempt ? FontRole::Secondary : FontRole::Data, Token::Text2,
              index.data(TargetRole).toString(), attempt ? Qt::ElideRight : Qt::ElideMiddle);
}

void CallDelegate::paintStatus(QPainter& painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index, const QRect& room) const
{
    const Outcome outcome = outcomeOf(index);
    if (outcome == Outcome::Running) {
        paintSpinner(painter, option, room.left());
        return;
    }
    QRect rest = room;
    if (outcome == Outcome::Failed) {
        const int side = theme().px(dotSide);
        drawDot(painter, QPointF(room.left() + side / 2.0 + 1, room.center().y() + 1), side,
                theme().color(Token::DangerDot));
        rest.setLeft(room.left() + side + theme().px(8));
    }
    const Token ink = outcome == Outcome::Failed      ? Token::Danger
                      : outcome == Outcome::Cancelled ? quiet(option)
                                                      : Token::Text;
    const int end = paintText(painter, rest, FontRole::Data, ink, index.data(Qt::DisplayRole).toString());
    const QString badge = index.data(StatusBadgeRole).toString();
    if (badge.isEmpty())
        return;
    const QSize size = badgeSize(theme(), badge);
    const QRect at(
        QPoint(end + theme().px(8), option.rect.top() + (option.rect.height() - size.height()) / 2), size);
    if (at.right() <= room.right() + theme().sizes().cellPadding)
        drawBadge(painter, at, theme(), badge, BadgeKind::Warning);
}

void CallDelegate::paintFigureCell(QPainter& painter, const QModelIndex& index, const QRect& room,
                                   ColumnKind kind) const
{
    const QVariant value = index.data(Qt::DisplayRole);
    if (!value.isValid())
        return;
    const bool size = kind == ColumnKind::Size;
    const QString text = size ? sizeText(value.toLongLong()) : durationText(value.toLongLong());
    paintFigure(painter, room, size || isAttempt(index) ? Token::Text2 : Token::Text, text);
}

void CallDelegate::paintWaterfall(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    const auto range =
        index.model()->headerData(index.column(), Qt::Horizontal, TimeRangeRole).value<TimeRange>();
    const TimeScale scale(range, option.rect.left(), option.rect.width() - theme().sizes().cellPadding);
    drawTimeGrid(painter, option.rect, theme(), scale);
    drawTimeline(painter, option.rect, theme(), scale, index.data(TimelineRole).value<Timeline>(),
                 isAttempt(index));
}

} // namespace inia::ui
