#include "ui/profiles/profiledelegate.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

namespace inia::ui {

void ProfileDelegate::paintFolder(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QRect room = contentRect(option.rect, true);
    const QString icon = index.data(OpenIconNameRole).toString();
    drawChevron(painter, QPointF(room.left() + sizes.iconSmall / 2.0, room.center().y() + 0.5), theme().px(8),
                icon.isEmpty() ? Chevron::Right : Chevron::Down, theme().color(Token::Text2));
    const int left = paintIcon(painter, option, room.left() + sizes.iconSmall + theme().px(4),
                               icon.isEmpty() ? QStringLiteral("folder") : icon, Token::Text2, sizes.icon);
    const int x = paintText(painter, QRect(left, room.top(), room.right() - left, room.height()),
                            FontRole::Strong, Token::Text, index.data().toString());
    const int rest = x + theme().px(8);
    paintText(painter, QRect(rest, room.top(), room.right() - rest, room.height()), FontRole::Secondary,
              quiet(option), QString::number(index.data(CountRole).toInt()));
}

void ProfileDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    paintBackground(*painter, option);
    const Sizes& sizes = theme().sizes();
    const bool production = index.data(ProductionRole).toBool();
    if (index.data(FolderRole).toBool()) {
        paintFolder(*painter, option, index);
        return;
    }
    const int indent = index.data(DepthRole).toInt() * (sizes.iconSmall + theme().px(4));
    const QRect room = contentRect(option.rect, true).adjusted(indent, 0, 0, 0);
    const int square = theme().px(9);
    const int middle = room.center().y() + 1;
    fillRounded(*painter, QRect(room.left(), middle - square / 2, square, square), theme().px(2),
                theme().color(sessionToken(index.data(SessionColorRole).toInt(), production)));
    int right = room.right();
    const bool locked = index.data(LockedRole).toBool();
    const QString label = tr("PROD");
    const QSize badge = badgeSize(theme(), label);
    right -= locked ? sizes.iconSmall + sizes.iconGap : 0;
    right -= production ? badge.width() + sizes.iconGap : 0;
    const int left = room.left() + square + sizes.iconGap;
    int x = paintText(*painter, QRect(left, room.top(), right - left, room.height()), FontRole::Data,
                      production ? Token::Danger : Token::Text, index.data().toString(), Qt::ElideMiddle);
    x += sizes.iconGap;
    if (production) {
        drawBadge(*painter, QRect(QPoint(x, middle - badge.height() / 2), badge), theme(), label,
                  BadgeKind::Production);
        x += badge.width() + sizes.iconGap;
    }
    if (locked)
        paintIcon(*painter, option, x, QStringLiteral("lock"), quiet(option), sizes.iconSmall);
}

} // namespace inia::ui
