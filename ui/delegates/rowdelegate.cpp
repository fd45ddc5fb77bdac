#include "ui/delegates/rowdelegate.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"

#include <QtCore/QTimerEvent>
#include <QtGui/QHelpEvent>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QStyleOptionViewItem>
#include <QtWidgets/QToolTip>

#include <utility>
#include <vector>

namespace inia::ui {

namespace {
constexpr int tickMs = 50;
constexpr qreal degreesPerTick = 20;
} // namespace

void SpinnerClock::drawn(const QStyleOptionViewItem& option, const QRect& place)
{
    const auto* view = qobject_cast<const QAbstractScrollArea*>(option.widget);
    if (!view)
        return;
    m_viewport = view->viewport();
    if (!m_places.contains(place))
        m_places.append(place);
    if (!m_timer.isActive())
        m_timer.start(tickMs, this);
}

void SpinnerClock::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_timer.timerId()) {
        QObject::timerEvent(event);
        return;
    }
    if (m_places.isEmpty() || !m_viewport || !m_viewport->isVisible()) {
        m_places.clear();
        m_timer.stop();
        return;
    }
    m_angle += degreesPerTick;
    if (m_angle >= 360)
        m_angle -= 360;
    const QList<QRect> places = std::exchange(m_places, {});
    for (const QRect& place : places)
        m_viewport->update(place);
}

struct RowDelegate::Cache {
    explicit Cache(const Theme& theme) : figures(theme.font(FontRole::Data))
    {
        metrics.reserve(fontRoleCount);
        for (int role = 0; role < fontRoleCount; ++role)
            metrics.emplace_back(theme.font(static_cast<FontRole>(role)));
    }

    std::vector<QFontMetrics> metrics;
    Figures figures;
};

RowDelegate::RowDelegate(const Appearance& appearance, int rowHeight, QObject* parent)
    : QStyledItemDelegate(parent),
      m_appearance(appearance),
      m_spinners(new SpinnerClock(this)),
      m_rowHeight(rowHeight)
{
    measure();
    connect(&appearance, &Appearance::changed, this, &RowDelegate::measure);
}

RowDelegate::~RowDelegate() = default;

void RowDelegate::measure()
{
    m_cache = std::make_unique<Cache>(m_appearance.theme());
}

const Theme& RowDelegate::theme() const
{
    return m_appearance.theme();
}

const QFontMetrics& RowDelegate::metrics(FontRole role) const
{
    return m_cache->metrics[static_cast<size_t>(role)];
}

const Figures& RowDelegate::figures() const
{
    return m_cache->figures;
}

int RowDelegate::rowHeight() const
{
    return theme().px(m_rowHeight);
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.rect.width(), rowHeight()};
}

ColumnKind RowDelegate::columnKind(const QModelIndex& index)
{
    const QVariant kind = index.model()->headerData(index.column(), Qt::Horizontal, ColumnKindRole);
    return kind.isValid() ? kind.value<ColumnKind>() : ColumnKind::Text;
}

RowState RowDelegate::rowState(const QModelIndex& index)
{
    const QVariant state = index.data(StateRole);
    return state.isValid() ? state.value<RowState>() : RowState::Ready;
}

NodeKind RowDelegate::nodeKind(const QModelIndex& index)
{
    const QVariant kind = index.data(NodeKindRole);
    return kind.isValid() ? kind.value<NodeKind>() : NodeKind::Plain;
}

QString RowDelegate::stateText(const QModelIndex& index)
{
    const QString reason = index.data(ErrorTextRole).toString();
    switch (rowState(index)) {
    case RowState::Loading:
        return tr("Loading\u2026");
    case RowState::LoadMore:
        return tr("Load more");
    case RowState::Denied:
        return reason.isEmpty() ? tr("Denied") : tr("Denied: %1").arg(reason);
    case RowState::Failed:
        return reason.isEmpty() ? tr("Failed") : tr("Failed: %1").arg(reason);
    case RowState::Empty:
        return tr("Empty");
    case RowState::Ready:
        break;
    }
    return {};
}

bool RowDelegate::isRetryable(const QModelIndex& index)
{
    const QVariant offered = index.data(RetryableRole);
    return offered.isValid() ? offered.toBool() : rowState(index) == RowState::Failed;
}

Token RowDelegate::quiet(const QStyleOptionViewItem& option)
{
    return option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_MouseOver)
               ? Token::Text2
               : Token::Text3;
}

void RowDelegate::paintBackground(QPainter& painter, const QStyleOptionViewItem& option) const
{
    if (option.state.testFlag(QStyle::State_Selected)) {
        const bool active = option.state.testFlag(QStyle::State_Active);
        painter.fillRect(option.rect, theme().color(active ? Token::Selection : Token::SelectionInactive));
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter.fillRect(option.rect, theme().color(Token::Hover));
    }
}

int RowDelegate::paintIcon(QPainter& painter, const QStyleOptionViewItem& option, int x, const QString& name,
                           Token token, int size) const
{
    const int y = option.rect.top() + (option.rect.height() - size) / 2;
    painter.drawPixmap(QPoint(x, y),
                       m_appearance.icons().pixmap(name, token, size, painter.device()->devicePixelRatioF()));
    return x + size + theme().sizes().iconGap;
}

int RowDelegate::paintText(QPainter& painter, const QRect& rect, FontRole role, Token token,
                           const QString& text, Qt::TextElideMode elide) const
{
    if (text.isEmpty() || rect.width() <= 0)
        return rect.left();
    const QFontMetrics& font = metrics(role);
    const int wanted = font.horizontalAdvance(text);
    painter.setFont(theme().font(role));
    painter.setPen(theme().color(token));
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     wanted <= rect.width() ? text : font.elidedText(text, elide, rect.width()));
    return rect.left() + qMin(wanted, rect.width());
}

void RowDelegate::paintFigure(QPainter& painter, const QRect& rect, Token token, QStringView text) const
{
    painter.setPen(theme().color(token));
    figures().draw(painter, rect, Qt::AlignRight, text);
}

void RowDelegate::paintSpinner(QPainter& painter, const QStyleOptionViewItem& option, int x) const
{
    const int side = theme().sizes().iconSmall;
    const QRect place(x, option.rect.top() + (option.rect.height() - side) / 2, side, side);
    drawSpinner(painter, place, theme(), m_spinners->angle());
    m_spinners->drawn(option, place);
}

bool RowDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                            const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString text = index.data(ExactTextRole).toString();
    const QVariant value = index.data(Qt::DisplayRole);
    const ColumnKind kind = columnKind(index);
    if (text.isEmpty() && value.isValid() && kind == ColumnKind::Size)
        text = exactSizeText(value.toLongLong());
    else if (text.isEmpty() && value.isValid() && kind == ColumnKind::Date)
        text = exactDateText(value.toLongLong());
    if (text.isEmpty()) {
        const QString whole = rowState(index) == RowState::Ready ? value.toString() : stateText(index);
        const int room = option.rect.width() - 2 * theme().sizes().cellPadding;
        if (metrics(FontRole::Data).horizontalAdvance(whole) > room)
            text = whole;
    }
    if (text.isEmpty())
        text = index.data(Qt::ToolTipRole).toString();
    QToolTip::showText(event->globalPos(), text.toHtmlEscaped(), view->viewport(), view->visualRect(index));
    return true;
}

namespace {

Token dotToken(Health health)
{
    switch (health) {
    case Health::Good:
        return Token::SuccessDot;
    case Health::Coming:
        return Token::InfoDot;
    case Health::Changing:
        return Token::WarningDot;
    case Health::Bad:
        return Token::DangerDot;
    default:
        return Token::Text3;
    }
}

// Normal needs no colour.
Token healthInk(Health health, Token quiet)
{
    switch (health) {
    case Health::Coming:
        return Token::Info;
    case Health::Changing:
        return Token::Warning;
    case Health::Bad:
        return Token::Danger;
    case Health::Gone:
        return quiet;
    default:
        return Token::Text2;
    }
}

} // namespace

// What is settled and what is under way differ by the dot's shape, not by its colour alone.
void RowDelegate::paintHealth(QPainter& painter, const QStyleOptionViewItem& option, const QRect& room,
                              Health health, const QString& text) const
{
    if (health == Health::Unknown) {
        paintText(painter, room, FontRole::Data, Token::Text, text);
        return;
    }
    const int side = theme().px(8);
    drawDot(painter, QPointF(room.left() + side / 2.0, room.center().y() + 0.5), side,
            theme().color(dotToken(health)), health != Health::Good && health != Health::Bad);
    paintText(painter, room.adjusted(side + theme().sizes().iconGap, 0, 0, 0), FontRole::Data,
              healthInk(health, quiet(option)), text);
}

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
