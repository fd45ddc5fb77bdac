#include "ui/delegates/itemdelegate.h"

#include "ui/models/itemsmodel.h"

namespace inia::ui {

ItemDelegate::ItemDelegate(const Appearance& appearance, QObject* parent, int rowHeight)
    : RowDelegate(appearance, rowHeight, parent)
{
}

int ItemDelegate::leftPadding(const QModelIndex& index) const
{
    return index.column() == 0 ? theme().sizes().panelPadding : theme().sizes().cellPadding;
}

int ItemDelegate::cellWidth(const QModelIndex& index) const
{
    int width = leftPadding(index) + theme().sizes().cellPadding +
                metrics(FontRole::Data).horizontalAdvance(index.data().toString());
    const QString mark = index.data(ItemsModel::TypeMarkRole).toString();
    if (!mark.isEmpty())
        width += metrics(FontRole::Secondary).horizontalAdvance(mark) + theme().sizes().iconGap;
    return width;
}

void ItemDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    paintBackground(*painter, option);
    const QVariant value = index.data(Qt::DisplayRole);
    if (!value.isValid())
        return;
    QRect room = option.rect.adjusted(leftPadding(index), 0, -theme().sizes().cellPadding, 0);
    const auto type = index.data(ValueTypeRole).value<ValueType>();
    if (type == ValueType::Number) {
        paintNumber(*painter, index, room);
        return;
    }
    const bool isRight = columnKind(index) == ColumnKind::Number;
    if (type == ValueType::Null) {
        const QString text = value.toString();
        if (isRight)
            room.setLeft(room.right() - metrics(FontRole::Data).horizontalAdvance(text));
        paintText(*painter, room, FontRole::Data, quiet(option), text);
        return;
    }
    const QString mark = index.data(ItemsModel::TypeMarkRole).toString();
    if (!mark.isEmpty()) {
        QRect end = room;
        end.setLeft(room.right() + 1 - metrics(FontRole::Secondary).horizontalAdvance(mark));
        paintText(*painter, end, FontRole::Secondary, quiet(option), mark);
        room.setRight(end.left() - theme().sizes().iconGap);
    }
    if (value.toString().isEmpty()) { // there, and not to be taken for a value that is missing
        paintText(*painter, room, FontRole::Data, quiet(option), QStringLiteral("\"\""));
        return;
    }
    const FontRole font = type == ValueType::Blob ? FontRole::Mono : FontRole::Data;
    paintText(*painter, room, font, Token::Text, value.toString());
}

// Cut in the middle where there is no room, so that nobody takes a part for the number.
void ItemDelegate::paintNumber(QPainter& painter, const QModelIndex& index, const QRect& room) const
{
    const QString text = index.data().toString();
    if (figures().width(text) > room.width())
        paintText(painter, room, FontRole::Data, Token::Text, text, Qt::ElideMiddle);
    else if (columnKind(index) == ColumnKind::Number)
        paintFigure(painter, room, Token::Text, text);
    else
        paintText(painter, room, FontRole::Data, Token::Text, text);
}

} // namespace inia::ui
