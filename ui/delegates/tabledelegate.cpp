#include "ui/delegates/tabledelegate.h"

#include "ui/delegates/format.h"
#include "ui/models/itemsmodel.h"
#include "ui/models/transfermodel.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtCore/QLocale>

#include <cmath>

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

namespace {

constexpr int rowPixels = 26;
constexpr int barPixels = 6;
constexpr int percentPixels = 46;

struct Look {
    Token bar = Token::Accent;
    Token text = Token::Text2;
    const char* icon = "";
};

Look lookOf(TransferJob::State state)
{
    switch (state) {
    case TransferJob::State::Running:
        return {Token::Accent, Token::Text, ""};
    case TransferJob::State::Paused:
        return {Token::Text3, Token::Text2, ""};
    case TransferJob::State::Interrupted:
        return {Token::WarningDot, Token::Warning, "warn"};
    case TransferJob::State::Succeeded:
        return {Token::SuccessDot, Token::Text2, ""};
    case TransferJob::State::Failed:
        return {Token::DangerDot, Token::Danger, "error"};
    case TransferJob::State::Cancelled:
        break;
    }
    return {Token::Text3, Token::Text3, ""};
}

Look lookOf(const QModelIndex& index)
{
    return lookOf(static_cast<TransferJob::State>(index.data(TransferModel::JobStateRole).toInt()));
}

} // namespace

TransferDelegate::TransferDelegate(const Appearance& appearance, QObject* parent)
    : RowDelegate(appearance, rowPixels, parent)
{
}

void TransferDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    paintBackground(*painter, option);
    if (index.column() == TransferModel::ProgressColumn)
        paintBar(*painter, option, index);
    else
        paintState(*painter, option, index);
}

void TransferDelegate::paintBar(QPainter& painter, const QStyleOptionViewItem& option,
                                const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QRect room = option.rect.adjusted(sizes.cellPadding, 0, -sizes.cellPadding, 0);
    const double fraction = index.data(TransferModel::FractionRole).toDouble();
    const int thick = theme().px(barPixels);
    const int percent = theme().px(percentPixels);
    const QRectF bar(room.left(), room.top() + (room.height() - thick) / 2.0, room.width() - percent, thick);
    fillRounded(painter, bar, thick / 2.0, theme().color(Token::Track));
    if (fraction > 0) {
        QRectF done = bar;
        done.setWidth(std::max<double>(thick, bar.width() * fraction));
        fillRounded(painter, done, thick / 2.0, theme().color(lookOf(index).bar));
    }
    if (fraction >= 0)
        paintFigure(painter, room, Token::Text2,
                    QStringLiteral("%1 %").arg(static_cast<int>(std::floor(fraction * 100))));
}

void TransferDelegate::paintState(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    QRect room = option.rect.adjusted(sizes.cellPadding, 0, -sizes.cellPadding, 0);
    const Look look = lookOf(index);
    const Token ink = look.text == Token::Text3 ? quiet(option) : look.text;
    if (*look.icon != '\0')
        room.setLeft(
            paintIcon(painter, option, room.left(), QString::fromUtf8(look.icon), ink, sizes.iconSmall));
    paintText(painter, room, FontRole::Data, ink, index.data(Qt::DisplayRole).toString());
}

} // namespace inia::ui
