#include "ui/delegates/tabledelegate.h"

#include "ui/delegates/format.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtCore/QLocale>

namespace inia::ui {

TableDelegate::TableDelegate(const Appearance& appearance, QObject* parent, int rowHeight)
    : RowDelegate(appearance, rowHeight, parent)
{
}

bool TableDelegate::isRightAligned(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Number:
    case ColumnKind::Size:
    case ColumnKind::Date:
    case ColumnKind::Duration:
        return true;
    default:
        return false;
    }
}

QRect TableDelegate::contentRect(const QRect& cell, bool first) const
{
    const Sizes& sizes = theme().sizes();
    return cell.adjusted(first ? sizes.panelPadding : sizes.cellPadding, 0, -sizes.cellPadding, 0);
}

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    paintBackground(*painter, option);
    const bool first = index.column() == 0;
    const QRect room = contentRect(option.rect, first);
    const ColumnKind kind = columnKind(index);
    const RowState state = rowState(index);
    if (state == RowState::Loading)
        paintSkeleton(*painter, option.rect, kind, index.row(), first);
    else if (state != RowState::Ready && first)
        paintStateRow(*painter, option, index, room);
    else
        paintCell(*painter, option, index, room, kind);
}

QString TableDelegate::figureText(ColumnKind kind, qint64 value)
{
    switch (kind) {
    case ColumnKind::Size:
        return sizeText(value);
    case ColumnKind::Date:
        return dateText(value);
    case ColumnKind::Duration:
        return durationText(value);
    default:
        return countText(value);
    }
}

void TableDelegate::paintCell(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                              const QRect& room, ColumnKind kind) const
{
    if (kind == ColumnKind::Name) {
        paintName(painter, option, index, room);
        return;
    }
    const QVariant value = index.data(Qt::DisplayRole);
    if (!value.isValid())
        return;
    // What came as a text and is no number or time is shown as it came.
    if (isRightAligned(kind) && value.userType() != QMetaType::QString) {
        const Token ink = kind == ColumnKind::Date ? Token::Text2 : Token::Text;
        const bool fraction = value.userType() == QMetaType::Double;
        paintFigure(painter, room, ink,
                    fraction ? QLocale::c().toString(value.toDouble(), 'g', QLocale::FloatingPointShortest)
                             : figureText(kind, value.toLongLong()));
    } else if (kind == ColumnKind::State) {
        paintHealth(painter, option, room, index.data(HealthRole).value<Health>(),
                    index.data(Qt::DisplayRole).toString());
    } else if (kind == ColumnKind::Mono) {
        paintText(painter, room, FontRole::Mono, Token::Text, value.toString(), Qt::ElideMiddle);
    } else {
        paintText(painter, room, FontRole::Data, kind == ColumnKind::Secondary ? Token::Text2 : Token::Text,
                  value.toString());
    }
}

void TableDelegate::paintName(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                              const QRect& room) const
{
    QRect rest = room;
    const QString icon = index.data(IconNameRole).toString();
    if (!icon.isEmpty()) {
        const Token ink = index.data(FolderRole).toBool() ? Token::Accent : Token::Text2;
        rest.setLeft(paintIcon(painter, option, room.left(), icon, ink, theme().sizes().icon));
    }
    const Token ink = index.data(DimRole).toBool() ? Token::Text2 : Token::Text;
    paintText(painter, rest, FontRole::Data, ink, index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle);
}

void TableDelegate::paintStateRow(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index, const QRect& room) const
{
    const RowState state = rowState(index);
    const bool bad = state == RowState::Denied || state == RowState::Failed;
    const Token ink = bad ? Token::Danger : (state == RowState::LoadMore ? Token::Accent : Token::Text2);
    const QString icon = state == RowState::Denied   ? QStringLiteral("lock")
                         : state == RowState::Failed ? QStringLiteral("warn")
                                                     : QStringLiteral("dots");
    QRect rest = room;
    rest.setLeft(paintIcon(painter, option, room.left(), icon, ink, theme().sizes().icon));
    paintText(painter, rest, state == RowState::LoadMore ? FontRole::Control : FontRole::Data, ink,
              stateText(index));
}

void TableDelegate::paintSkeleton(QPainter& painter, const QRect& cell, ColumnKind kind, int row,
                                  bool first) const
{
    // Lengths between 40 % and 80 % from a small hash: uneven like real data, and still from paint to paint.
    const int part = 40 + static_cast<int>((static_cast<unsigned>(row) * 2654435761U >> 24) % 40);
    QRect room = contentRect(cell, first);
    if (first)
        room.setLeft(room.left() + theme().sizes().icon + theme().sizes().iconGap);
    const int widest = qMin(room.width(), theme().px(kind == ColumnKind::Name ? 220 : 110));
    const int length = kind == ColumnKind::Date ? widest : widest * part / 100;
    const int thick = theme().px(8);
    const int x = isRightAligned(kind) ? room.right() + 1 - length : room.left();
    fillRounded(painter, QRectF(x, room.top() + (room.height() - thick) / 2.0, length, thick), thick / 2.0,
                theme().color(Token::Track));
}

} // namespace inia::ui
