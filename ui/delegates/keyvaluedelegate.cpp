#include "ui/delegates/keyvaluedelegate.h"

#include "ui/theme/appearance.h"

#include <QtGui/QMouseEvent>

namespace inia::ui {

KeyValueDelegate::KeyValueDelegate(const Appearance& appearance, QObject* parent, int rowHeight)
    : RowDelegate(appearance, rowHeight, parent)
{
}

QSize KeyValueDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (nodeKind(index) == NodeKind::Section)
        return {option.rect.width(), theme().sizes().sectionLabel};
    return RowDelegate::sizeHint(option, index);
}

QRect KeyValueDelegate::copyRect(const QRect& cell) const
{
    const int side = theme().px(20);
    return {cell.right() - theme().px(10) - side, cell.top() + (cell.height() - side) / 2, side, side};
}

void KeyValueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QString text = index.data(Qt::DisplayRole).toString();
    const QRect padded = option.rect.adjusted(sizes.panelPadding, 0, 0, 0);
    if (nodeKind(index) == NodeKind::Section) {
        if (index.column() == 0)
            paintText(*painter, padded.adjusted(0, theme().px(6), 0, 0), FontRole::Badge, Token::Text2,
                      text.toUpper());
        return;
    }
    if (index.column() == 0)
        paintText(*painter, padded.adjusted(0, 0, -theme().px(8), 0), FontRole::Secondary, Token::Text2, text,
                  Qt::ElideMiddle);
    else
        paintValue(*painter, option, index);
}

void KeyValueDelegate::paintValue(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    QRect room = option.rect.adjusted(0, 0, -theme().sizes().panelPadding, 0);
    if (!index.data(CopyRole).toString().isEmpty()) {
        const QRect copy = copyRect(option.rect);
        const int side = theme().sizes().iconSmall;
        const Token ink = option.state.testFlag(QStyle::State_MouseOver) ? Token::Text2 : Token::Text3;
        paintIcon(painter, option, copy.center().x() - side / 2, QStringLiteral("copy"), ink, side);
        room.setRight(copy.left() - theme().px(4));
    }
    const RowState state = rowState(index);
    const bool mono = index.data(MonoRole).toBool();
    Token ink = index.data(LinkRole).toBool() ? Token::Accent : Token::Text;
    QString text = index.data(Qt::DisplayRole).toString();
    if (state == RowState::Loading) {
        paintSpinner(painter, option, room.left());
        return;
    }
    if (state == RowState::Denied || state == RowState::Failed) {
        ink = Token::Danger;
        text = stateText(index);
    }
    if (const auto health = index.data(HealthRole).value<Health>(); health != Health::Unknown) {
        paintHealth(painter, option, room, health, text);
        return;
    }
    paintText(painter, room, mono ? FontRole::Mono : FontRole::Data, ink, text,
              mono ? Qt::ElideMiddle : Qt::ElideRight);
}

bool KeyValueDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                                   const QModelIndex& index)
{
    if (event->type() != QEvent::MouseButtonRelease || index.column() != 1)
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const QString text = index.data(CopyRole).toString();
    if (!text.isEmpty() && copyRect(option.rect).contains(mouse->pos())) {
        emit copyRequested(text);
        return true;
    }
    if (index.data(LinkRole).toBool()) {
        emit linkActivated(index);
        return true;
    }
    return false;
}

} // namespace inia::ui
