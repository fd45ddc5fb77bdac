#include "ui/delegates/tabledelegate.h"

#include "ui/delegates/calldelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/itemsmodel.h"
#include "ui/models/transfermodel.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtCore/QLocale>
#include <QtGui/QFontMetrics>

#include <cmath>
#include <utility>

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
    else if (state != RowState::Ready && (first || index.data(ErrorTextRole).isValid()))
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

namespace {
constexpr int chevronRoom = 16;
}

HeaderView::HeaderView(const Appearance& appearance, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent), m_appearance(appearance)
{
    setFixedHeight(appearance.theme().sizes().tableHeader);
    setSectionResizeMode(QHeaderView::Interactive);
    setMinimumSectionSize(appearance.theme().px(40));
    setHighlightSections(false);
    setStretchLastSection(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
}

QSize HeaderView::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), m_appearance.theme().sizes().tableHeader};
}

void HeaderView::setFirstPadding(int padding)
{
    m_firstPadding = padding;
    viewport()->update();
}

ColumnKind HeaderView::kindOf(int section) const
{
    const QVariant kind = model()->headerData(section, Qt::Horizontal, ColumnKindRole);
    return kind.isValid() ? kind.value<ColumnKind>() : ColumnKind::Text;
}

QSize HeaderView::sectionSizeFromContents(int section) const
{
    const Theme& theme = m_appearance.theme();
    if (!model()) // Qt asks while the view is losing it
        return {0, theme.sizes().tableHeader};
    const QString label = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const int text = QFontMetrics(theme.font(FontRole::Header)).horizontalAdvance(label);
    const bool icon = model()->headerData(section, Qt::Horizontal, IconNameRole).isValid();
    return {text + theme.px(chevronRoom) + (icon ? theme.sizes().iconSmall + theme.px(4) : 0) +
                2 * theme.sizes().cellPadding,
            theme.sizes().tableHeader};
}

void HeaderView::mousePressEvent(QMouseEvent* event)
{
    m_sizesBefore.clear();
    for (int section = 0; section < count(); ++section)
        m_sizesBefore.append(sectionSize(section));
    QHeaderView::mousePressEvent(event);
}

// Qt tells only that a section has another size, not by whom.
void HeaderView::mouseReleaseEvent(QMouseEvent* event)
{
    QHeaderView::mouseReleaseEvent(event);
    const QList<int> before = std::exchange(m_sizesBefore, {});
    if (before.size() != count())
        return;
    for (int section = 0; section < count(); ++section) {
        if (sectionSize(section) != before[section])
            emit sectionSized(section, sectionSize(section));
    }
}

void HeaderView::paintEvent(QPaintEvent* event)
{
    const Theme& theme = m_appearance.theme();
    {
        QPainter painter(viewport());
        painter.fillRect(viewport()->rect(), theme.color(Token::Surface));
    }
    QHeaderView::paintEvent(event);
    QPainter painter(viewport());
    // Qt draws what lies behind the last section in the window's colour.
    const int end = length() - offset();
    if (end < viewport()->width())
        painter.fillRect(end, 0, viewport()->width() - end, viewport()->height(),
                         theme.color(Token::Surface));
    drawHairline(painter, QRect(0, viewport()->height() - 1, viewport()->width(), 1),
                 theme.color(Token::Border));
}

void HeaderView::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    if (!model() || !rect.isValid())
        return;
    painter->fillRect(rect, m_appearance.theme().color(Token::Surface));
    if (kindOf(section) == ColumnKind::Waterfall) {
        paintScale(*painter, rect, section);
        return;
    }
    const Theme& theme = m_appearance.theme();
    const int left = visualIndex(section) == 0 ? theme.px(m_firstPadding) : theme.sizes().cellPadding;
    paintLabel(*painter, rect.adjusted(left, 0, -theme.sizes().cellPadding, 0), section);
}

void HeaderView::paintLabel(QPainter& painter, const QRect& room, int section) const
{
    const Theme& theme = m_appearance.theme();
    const QString label = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    const bool right = TableDelegate::isRightAligned(kindOf(section));
    const QFontMetrics metrics(theme.font(FontRole::Header));
    const int chevron = sorted ? theme.px(chevronRoom) : 0;
    const QString icon = model()->headerData(section, Qt::Horizontal, IconNameRole).toString();
    const int iconRoom = icon.isEmpty() ? 0 : theme.sizes().iconSmall + theme.px(4);
    const QString text =
        metrics.elidedText(label, Qt::ElideRight, qMax(0, room.width() - chevron - iconRoom));
    painter.setFont(theme.font(FontRole::Header));
    painter.setPen(theme.color(sorted ? Token::Text : Token::Text2));
    painter.drawText(room, (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine,
                     text);
    if (!icon.isEmpty()) {
        const QPixmap mark = m_appearance.icons().pixmap(icon, Token::Text2, theme.sizes().iconSmall,
                                                         painter.device()->devicePixelRatioF());
        const int at = room.left() + metrics.horizontalAdvance(text) + theme.px(4);
        painter.drawPixmap(at, room.top() + (room.height() - theme.sizes().iconSmall) / 2, mark);
    }
    if (!sorted)
        return;
    const int width = metrics.horizontalAdvance(text) + iconRoom;
    const qreal x =
        right ? room.right() + 1 - width - chevron / 2.0 : room.left() + width + chevron / 2.0 + 2;
    const bool ascending = sortIndicatorOrder() == Qt::AscendingOrder;
    drawChevron(painter, QPointF(x, room.center().y() + 1), theme.px(8),
                ascending ? Chevron::Up : Chevron::Down, theme.color(Token::Text));
}

void HeaderView::paintScale(QPainter& painter, const QRect& rect, int section) const
{
    const Theme& theme = m_appearance.theme();
    const auto range = model()->headerData(section, Qt::Horizontal, TimeRangeRole).value<TimeRange>();
    const TimeScale scale(range, rect.left(), rect.width() - theme.sizes().cellPadding);
    const QFontMetrics metrics(theme.font(FontRole::Secondary));
    painter.setFont(theme.font(FontRole::Secondary));
    const int tall = rect.height() / 2 + theme.px(4);
    int freeFrom = rect.left();
    for (const TimeTick& tick : scale.ticks(theme)) {
        drawHairline(painter, QRect(tick.x, rect.bottom() - tall, 1, tall), theme.color(Token::Border));
        const int width = metrics.horizontalAdvance(tick.label);
        const QRect at(tick.x - theme.px(5) - width, rect.top(), width + 1, rect.height());
        if (at.left() < freeFrom)
            continue;
        painter.setPen(theme.color(Token::Text2));
        painter.drawText(at, Qt::AlignRight | Qt::AlignVCenter, tick.label);
        freeFrom = tick.x;
    }
}

} // namespace inia::ui
