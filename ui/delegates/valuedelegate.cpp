#include "ui/delegates/valuedelegate.h"

namespace inia::ui {

namespace {
constexpr int keyLeft = 10; // as in the tree: room for the arrow
}

ValueDelegate::ValueDelegate(const Appearance& appearance, QObject* parent, int rowHeight)
    : RowDelegate(appearance, rowHeight, parent)
{
}

Token ValueDelegate::valueToken(const QModelIndex& index, const QStyleOptionViewItem& option)
{
    if (index.data(LinkRole).toBool())
        return Token::Accent;
    const QVariant type = index.data(ValueTypeRole);
    switch (type.isValid() ? type.value<ValueType>() : ValueType::String) {
    case ValueType::String:
        return Token::VString;
    case ValueType::Number:
    case ValueType::Timestamp:
        return Token::VNumber;
    case ValueType::Boolean:
        return Token::VBool;
    case ValueType::Null:
        return option.state.testFlag(QStyle::State_Selected) ? Token::Text2 : Token::VNull;
    default:
        return quiet(option); // "[ 998 items ]" speaks about the value and is none
    }
}

void ValueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    const int padding = theme().sizes().cellPadding;
    const QRect room = option.rect.adjusted(padding, 0, -padding, 0);
    switch (columnKind(index)) {
    case ColumnKind::Key:
        paintText(*painter, option.rect.adjusted(theme().px(keyLeft), 0, -padding, 0), FontRole::Mono,
                  Token::VKey, text, Qt::ElideMiddle);
        break;
    case ColumnKind::ValueType:
        paintText(*painter, room, FontRole::Secondary, Token::Text2, text);
        break;
    default:
        paintText(*painter, room, FontRole::Mono, valueToken(index, option), text);
    }
}

} // namespace inia::ui
