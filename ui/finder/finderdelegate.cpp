#include "ui/finder/finderdelegate.h"

#include "ui/theme/appearance.h"

namespace inia::ui {

namespace {

constexpr int finderRowHeight = 28;

} // namespace

FinderDelegate::FinderDelegate(const Appearance& appearance, QObject* parent)
    : RowDelegate(appearance, finderRowHeight, parent)
{
}

void FinderDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QRect& row = option.rect;
    const QString reason = index.data(ErrorTextRole).toString();
    const bool isGrey = !reason.isEmpty();
    const int gap = theme().px(8);
    int x = paintIcon(*painter, option, row.left() + theme().px(12), index.data(IconNameRole).toString(),
                      isGrey ? quiet(option) : Token::Text2, sizes.icon);
    int right = row.right() - theme().px(12);
    const QString end = isGrey ? reason : index.data(SuffixRole).toString();
    const QString name = index.data().toString();
    const QString detail = index.data(TargetRole).toString();
    const int nameWidth = metrics(FontRole::Data).horizontalAdvance(name);
    // The name comes first; what is said at the end has at most half.
    const int endWidth = qMin(metrics(FontRole::Secondary).horizontalAdvance(end), (right - x) / 2);
    const int room = end.isEmpty() ? right : right - endWidth - gap;
    x = paintText(*painter, QRect(x, row.top(), qMin(nameWidth + 1, room - x), row.height()), FontRole::Data,
                  isGrey ? quiet(option) : Token::Text, name, Qt::ElideMiddle);
    if (!detail.isEmpty() && x + gap < room)
        paintText(*painter, QRect(x + gap, row.top(), room - x - gap, row.height()), FontRole::Secondary,
                  quiet(option), detail, Qt::ElideRight);
    if (!end.isEmpty())
        paintText(*painter, QRect(right - endWidth, row.top(), endWidth + 1, row.height()),
                  FontRole::Secondary, isGrey ? quiet(option) : Token::Text2, end, Qt::ElideRight);
}

} // namespace inia::ui
