#include "ui/browse/choicedelegate.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

namespace inia::ui {

ChoiceDelegate::ChoiceDelegate(const Appearance& appearance, QObject* parent)
    : RowDelegate(appearance, 26, parent)
{
}

void ChoiceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QRect& row = option.rect;
    const QString name = index.data(Qt::DisplayRole).toString();
    const bool production = index.data(ProductionRole).toBool();
    int x = paintIcon(*painter, option, row.left() + theme().px(12), index.data(IconNameRole).toString(),
                      production ? Token::Danger : Token::Text2, sizes.icon);
    int right = row.right() - theme().px(12);
    if (name == m_marked)
        paintIcon(*painter, option, right - sizes.iconSmall, QStringLiteral("check"), Token::Accent,
                  sizes.iconSmall);
    right -= sizes.iconSmall + sizes.iconGap;
    x = paintText(*painter, QRect(x, row.top(), right - x, row.height()), FontRole::Control,
                  production ? Token::Danger : Token::Text, name, Qt::ElideMiddle);
    if (production) {
        const QString label = tr("PROD");
        const QSize size = badgeSize(theme(), label);
        x += theme().px(8);
        drawBadge(*painter, QRect(QPoint(x, row.center().y() + 1 - size.height() / 2), size), theme(), label,
                  BadgeKind::Production);
        x += size.width();
    }
    const QString suffix = index.data(SuffixRole).toString();
    const int wide = metrics(FontRole::Secondary).horizontalAdvance(suffix);
    const int left = qMax(x + theme().px(8), right - wide);
    paintText(*painter, QRect(left, row.top(), right - left + 1, row.height()), FontRole::Secondary,
              Token::Text2, suffix, Qt::ElideRight);
}

} // namespace inia::ui
