#include "ui/delegates/treedelegate.h"

#include "ui/delegates/format.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

namespace inia::ui {

namespace {

constexpr int iconLeft = 10; // from the row's indentation; leaves room for the arrow
constexpr int squareSide = 10;
constexpr int trailingInset = 14;
constexpr int linkGap = 12;
constexpr int leastSuffix = 56;

bool isError(RowState state)
{
    return state == RowState::Denied || state == RowState::Failed;
}

Token sessionColor(const QModelIndex& index)
{
    return sessionToken(index.data(SessionColorRole).toInt(), index.data(ProductionRole).toBool());
}

// What the model says of its rows ("9 more types", "No queues") is better than the state's own name.
QString rowWords(const QModelIndex& index)
{
    const RowState state = RowDelegate::rowState(index);
    const QString words = index.data(Qt::DisplayRole).toString();
    const bool has = (state == RowState::LoadMore || state == RowState::Empty) && !words.isEmpty();
    return has ? words : RowDelegate::stateText(index);
}

QString stateIcon(RowState state)
{
    switch (state) {
    case RowState::Denied:
        return QStringLiteral("lock");
    case RowState::Failed:
        return QStringLiteral("warn");
    case RowState::LoadMore:
        return QStringLiteral("dots");
    default:
        return QStringLiteral("folder");
    }
}

} // namespace

TreeDelegate::TreeDelegate(const Appearance& appearance, QObject* parent, int rowHeight)
    : RowDelegate(appearance, rowHeight, parent)
{
}

int TreeDelegate::textLeft(const QRect& row) const
{
    return row.left() + theme().px(iconLeft) + theme().sizes().icon + theme().sizes().iconGap;
}

int TreeDelegate::rightEdge(const QRect& row) const
{
    return row.right() - theme().px(trailingInset);
}

void TreeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    if (rowState(index) != RowState::Ready)
        paintStateRow(*painter, option, index);
    else if (nodeKind(index) == NodeKind::Section)
        paintSection(*painter, option, index);
    else
        paintNode(*painter, option, index);
}

void TreeDelegate::paintSection(QPainter& painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const
{
    const QRect room(theme().sizes().panelPadding, option.rect.top(), rightEdge(option.rect),
                     option.rect.height());
    paintText(painter, room, FontRole::Badge, Token::Text2, index.data(Qt::DisplayRole).toString().toUpper());
}

void TreeDelegate::paintNode(QPainter& painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const NodeKind kind = nodeKind(index);
    int x = option.rect.left() + theme().px(iconLeft);
    if (kind == NodeKind::Session) {
        const int side = theme().px(squareSide);
        fillRounded(painter, QRectF(x, option.rect.top() + (option.rect.height() - side) / 2.0, side, side),
                    theme().px(2.5), theme().color(sessionColor(index)));
        x += side + theme().px(8);
    } else {
        const bool open = option.state.testFlag(QStyle::State_Open);
        QString icon = open ? index.data(OpenIconNameRole).toString() : QString();
        if (icon.isEmpty())
            icon = index.data(IconNameRole).toString();
        x = paintIcon(painter, option, x, icon, Token::Text2, theme().sizes().icon);
    }
    const FontRole font = kind == NodeKind::Session   ? FontRole::Strong
                          : kind == NodeKind::Service ? FontRole::Control
                                                      : FontRole::Data;
    const QString name = index.data(Qt::DisplayRole).toString();
    // Where one is stays readable, however long the name of the session.
    const int nameEnd = kind == NodeKind::Session ? x : x + metrics(font).horizontalAdvance(name);
    const int right = paintTrailing(painter, option, index, nameEnd);
    const bool production = kind == NodeKind::Session && index.data(ProductionRole).toBool();
    const bool dim = index.data(DimRole).toBool() || index.data(LockedRole).toBool();
    const Token ink = production ? Token::Danger : (dim ? Token::Text2 : Token::Text);
    paintText(painter, QRect(x, option.rect.top(), right - x, option.rect.height()), font, ink, name,
              Qt::ElideMiddle);
}

int TreeDelegate::paintTrailing(QPainter& painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index, int nameEnd) const
{
    int right = rightEdge(option.rect);
    if (index.data(LockedRole).toBool()) {
        const int side = theme().sizes().iconSmall;
        paintIcon(painter, option, right - side, QStringLiteral("lock"), Token::Text2, side);
        right -= side + theme().sizes().iconGap;
    }
    const QVariant count = index.data(CountRole);
    QString text = count.isValid() ? countText(count.toLongLong()) : index.data(SuffixRole).toString();
    if (text.isEmpty())
        return right;
    // The name comes first: a long id is cut short, and left out where too little of it would be left.
    const QFontMetrics& font = metrics(FontRole::Secondary);
    if (!count.isValid()) {
        const int room = right - nameEnd - 2 * theme().sizes().cellPadding;
        if (room < qMin(font.horizontalAdvance(text), theme().px(leastSuffix)))
            return right;
        text = font.elidedText(text, Qt::ElideMiddle, room);
    }
    const int width = font.horizontalAdvance(text);
    const QRect room(right - width, option.rect.top(), width + 1, option.rect.height());
    paintText(painter, room, FontRole::Secondary, count.isValid() ? quiet(option) : Token::Text2, text);
    return right - width - theme().sizes().cellPadding;
}

QRect TreeDelegate::retryRect(const QRect& row, const QModelIndex& index) const
{
    if (!isError(rowState(index)) || !isRetryable(index))
        return {};
    const int link = metrics(FontRole::Control).horizontalAdvance(tr("Retry"));
    const int text = metrics(FontRole::Data).horizontalAdvance(stateText(index));
    // A long reason is cut short; the link never is.
    const int left = qMin(textLeft(row) + text + theme().px(linkGap), rightEdge(row) - link);
    return {left, row.top(), link + 1, row.height()};
}

void TreeDelegate::paintStateRow(QPainter& painter, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const
{
    const RowState state = rowState(index);
    const int iconAt = option.rect.left() + theme().px(iconLeft);
    const int left = textLeft(option.rect);
    int right =
        state == RowState::LoadMore ? paintTrailing(painter, option, index, left) : rightEdge(option.rect);
    const Token ink =
        isError(state) ? Token::Danger : (state == RowState::LoadMore ? Token::Accent : Token::Text2);
    if (state == RowState::Loading)
        paintSpinner(painter, option, iconAt + theme().px(1));
    else
        paintIcon(painter, option, iconAt, stateIcon(state), ink, theme().sizes().icon);
    const QRect link = retryRect(option.rect, index);
    if (!link.isEmpty()) {
        paintText(painter, link, FontRole::Control, Token::Accent, tr("Retry"));
        right = link.left() - theme().sizes().cellPadding;
    }
    paintText(painter, QRect(left, option.rect.top(), right - left, option.rect.height()),
              state == RowState::LoadMore ? FontRole::Control : FontRole::Data, ink, rowWords(index));
}

} // namespace inia::ui
