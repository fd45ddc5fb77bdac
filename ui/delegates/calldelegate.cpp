#include "ui/delegates/calldelegate.h"

#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QLinearGradient>

#include <cmath>

namespace inia::ui {

namespace {

constexpr int setUpHeight = 4;
constexpr int callHeight = 10;
constexpr int attemptHeight = 8;
constexpr qreal minimumWidth = 2;
constexpr int tickDistance = 46;

QString tickText(qint64 us, qint64 step)
{
    if (step < 1000)
        return durationText(us);
    if (step < 500'000 && us < 10'000'000)
        return QCoreApplication::translate("Format", "%1 ms").arg(us / 1000);
    return QCoreApplication::translate("Format", "%1 s")
        .arg(decimalNumber(static_cast<double>(us) / 1e6, step < 1'000'000 ? 1 : 0));
}

bool isSetUp(Phase phase)
{
    return phase < Phase::Wait;
}

// The lines of one timeline share all of this.
struct Pen {
    QPainter& painter;
    const QRect& cell;
    const Theme& theme;
    const TimeScale& scale;
    int barHeight;

    void bar(qint64 from, qint64 to, int height, const QBrush& brush) const
    {
        const qreal left = scale.x(from);
        const qreal width = qMax(minimumWidth, scale.x(to) - left);
        const int tall = theme.px(height);
        const QRectF rect(left, cell.top() + (cell.height() - tall) / 2.0, width, tall);
        painter.setBrush(brush);
        painter.drawRoundedRect(rect, qMin<qreal>(2, width / 2), 2);
    }
};

void drawRunning(const Pen& pen, qint64 from, qint64 to)
{
    const QColor full = pen.theme.color(Token::WfWait);
    QColor faded = full;
    faded.setAlpha(0);
    const qreal right = qMax(pen.scale.x(to), pen.scale.x(from) + minimumWidth);
    QLinearGradient gradient(pen.scale.x(from), 0, right, 0);
    gradient.setColorAt(0.6, full);
    gradient.setColorAt(1, faded);
    pen.bar(from, to, pen.barHeight, gradient);
}

void drawAttempt(const Pen& pen, const AttemptTimeline& attempt)
{
    if (attempt.outcome == Outcome::Failed) {
        pen.bar(attempt.startUs, attempt.endUs, pen.barHeight, pen.theme.color(Token::DangerDot));
        return;
    }
    qint64 at = attempt.startUs;
    for (int i = 0; i < phaseCount; ++i) {
        const auto phase = static_cast<Phase>(i);
        const qint64 length = attempt.phaseUs[i];
        if (length <= 0)
            continue;
        pen.bar(at, at + length, isSetUp(phase) ? setUpHeight : pen.barHeight,
                pen.theme.color(phaseToken(phase)));
        at += length;
    }
    if (attempt.outcome == Outcome::Running)
        drawRunning(pen, at, attempt.endUs);
    else if (at == attempt.startUs) // nothing but start and end is known
        pen.bar(at, attempt.endUs, pen.barHeight, pen.theme.color(Token::WfWait));
}

void drawBackoff(const Pen& pen, qint64 from, qint64 to)
{
    const qreal left = pen.scale.x(from) + 2;
    const qreal right = pen.scale.x(to) - 1;
    if (right - left < 2)
        return;
    const QColor color = pen.theme.color(Token::WfBackoff);
    const qreal y = pen.cell.top() + pen.cell.height() / 2.0 - 0.5;
    const int dots = static_cast<int>(std::ceil((right - left) / 3));
    for (int dot = 0; dot < dots; ++dot)
        pen.painter.fillRect(QRectF(left + dot * 3.0, y, 1, 1), color);
}

} // namespace

TimeScale::TimeScale(TimeRange range, int left, int width) : m_range(range), m_left(left), m_width(width) {}

qreal TimeScale::x(qint64 us) const
{
    if (!isValid())
        return m_left;
    const qreal part =
        static_cast<qreal>(us - m_range.fromUs) / static_cast<qreal>(m_range.toUs - m_range.fromUs);
    return m_left + part * m_width;
}

qint64 TimeScale::step(int apart) const
{
    const qreal least = static_cast<qreal>(m_range.toUs - m_range.fromUs) * apart / m_width;
    for (qint64 power = 100;; power *= 10) {
        for (qint64 factor : {1, 2, 4, 5}) {
            if (static_cast<qreal>(power * factor) >= least)
                return power * factor;
        }
    }
}

QList<TimeTick> TimeScale::ticks(const Theme& theme) const
{
    QList<TimeTick> result;
    if (!isValid())
        return result;
    const qint64 distance = step(theme.px(tickDistance));
    for (qint64 us = (m_range.fromUs / distance + 1) * distance; us <= m_range.toUs; us += distance)
        result.append({qRound(x(us)), tickText(us, distance)});
    return result;
}

Token phaseToken(Phase phase)
{
    switch (phase) {
    case Phase::Queue:
        return Token::WfQueue;
    case Phase::Dns:
        return Token::WfDns;
    case Phase::Connect:
        return Token::WfConnect;
    case Phase::Tls:
        return Token::WfTls;
    case Phase::Wait:
        return Token::WfWait;
    case Phase::Download:
        break;
    }
    return Token::WfDownload;
}

void drawTimeGrid(QPainter& painter, const QRect& cell, const Theme& theme, const TimeScale& scale)
{
    const QColor& color = theme.color(Token::Border);
    drawHairline(painter, QRect(cell.left(), cell.top(), 1, cell.height()), color);
    for (const TimeTick& tick : scale.ticks(theme))
        drawHairline(painter, QRect(tick.x, cell.top(), 1, cell.height()), color);
}

void drawTimeline(QPainter& painter, const QRect& cell, const Theme& theme, const TimeScale& scale,
                  const Timeline& timeline, bool attempt)
{
    if (!scale.isValid())
        return;
    painter.save();
    painter.setClipRect(cell, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const Pen pen{painter, cell, theme, scale, attempt ? attemptHeight : callHeight};
    for (qsizetype i = 0; i < timeline.attempts.size(); ++i) {
        if (i > 0)
            drawBackoff(pen, timeline.attempts[i - 1].endUs, timeline.attempts[i].startUs);
        drawAttempt(pen, timeline.attempts[i]);
    }
    painter.restore();
}

namespace {

constexpr int serviceLeft = 10; // as in the tree: room for the arrow
constexpr int innerIndent = 12;
constexpr int dotSide = 8;

Outcome outcomeOf(const QModelIndex& index)
{
    const QVariant outcome = index.data(OutcomeRole);
    return outcome.isValid() ? outcome.value<Outcome>() : Outcome::Ok;
}

int depthOf(const QModelIndex& index)
{
    int depth = 0;
    for (auto parent = index.parent(); parent.isValid(); parent = parent.parent())
        ++depth;
    return depth;
}

bool isAttempt(const QModelIndex& index)
{
    return RowDelegate::nodeKind(index) == NodeKind::Attempt;
}

} // namespace

CallDelegate::CallDelegate(const Appearance& appearance, QObject* parent, int rowHeight)
    : RowDelegate(appearance, rowHeight, parent)
{
}

void CallDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const Sizes& sizes = theme().sizes();
    const QRect room = option.rect.adjusted(sizes.cellPadding, 0, -sizes.cellPadding, 0);
    const ColumnKind kind = columnKind(index);
    switch (kind) {
    case ColumnKind::Service:
        paintText(*painter, option.rect.adjusted(theme().px(serviceLeft), 0, -sizes.cellPadding, 0),
                  FontRole::Secondary, Token::Text2, index.data(Qt::DisplayRole).toString());
        break;
    case ColumnKind::Operation:
        paintOperation(*painter, option, index, room);
        break;
    case ColumnKind::Cause:
        paintText(*painter, room, FontRole::Secondary,
                  index.data(BackgroundRole).toBool() ? quiet(option) : Token::Text2,
                  index.data(Qt::DisplayRole).toString());
        break;
    case ColumnKind::Status:
        paintStatus(*painter, option, index, room);
        break;
    case ColumnKind::Size:
    case ColumnKind::Duration:
        paintFigureCell(*painter, index, room, kind);
        break;
    case ColumnKind::Waterfall:
        paintWaterfall(*painter, option, index);
        break;
    default:
        paintText(*painter, room, FontRole::Data, Token::Text, index.data(Qt::DisplayRole).toString());
    }
}

void CallDelegate::paintOperation(QPainter& painter, const QStyleOptionViewItem&, const QModelIndex& index,
                                  const QRect& room) const
{
    const bool attempt = isAttempt(index);
    QRect rest = room;
    rest.setLeft(rest.left() + depthOf(index) * theme().px(innerIndent));
    const bool failed = outcomeOf(index) == Outcome::Failed && !attempt;
    const Token ink = failed ? Token::Danger : (attempt ? Token::Text2 : Token::Text);
    const int end = paintText(painter, rest, attempt ? FontRole::Data : FontRole::Control, ink,
                              index.data(Qt::DisplayRole).toString());
    rest.setLeft(end + theme().px(attempt ? 8 : 10));
    paintText(painter, rest, attempt ? FontRole::Secondary : FontRole::Data, Token::Text2,
              index.data(TargetRole).toString(), attempt ? Qt::ElideRight : Qt::ElideMiddle);
}

void CallDelegate::paintStatus(QPainter& painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index, const QRect& room) const
{
    const Outcome outcome = outcomeOf(index);
    if (outcome == Outcome::Running) {
        paintSpinner(painter, option, room.left());
        return;
    }
    QRect rest = room;
    if (outcome == Outcome::Failed) {
        const int side = theme().px(dotSide);
        drawDot(painter, QPointF(room.left() + side / 2.0 + 1, room.center().y() + 1), side,
                theme().color(Token::DangerDot));
        rest.setLeft(room.left() + side + theme().px(8));
    }
    const Token ink = outcome == Outcome::Failed      ? Token::Danger
                      : outcome == Outcome::Cancelled ? quiet(option)
                                                      : Token::Text;
    const int end = paintText(painter, rest, FontRole::Data, ink, index.data(Qt::DisplayRole).toString());
    const QString badge = index.data(StatusBadgeRole).toString();
    if (badge.isEmpty())
        return;
    const QSize size = badgeSize(theme(), badge);
    const QRect at(
        QPoint(end + theme().px(8), option.rect.top() + (option.rect.height() - size.height()) / 2), size);
    if (at.right() <= room.right() + theme().sizes().cellPadding)
        drawBadge(painter, at, theme(), badge, BadgeKind::Warning);
}

void CallDelegate::paintFigureCell(QPainter& painter, const QModelIndex& index, const QRect& room,
                                   ColumnKind kind) const
{
    const QVariant value = index.data(Qt::DisplayRole);
    if (!value.isValid())
        return;
    const bool size = kind == ColumnKind::Size;
    const QString text = size ? sizeText(value.toLongLong()) : durationText(value.toLongLong());
    paintFigure(painter, room, size || isAttempt(index) ? Token::Text2 : Token::Text, text);
}

void CallDelegate::paintWaterfall(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    const auto range =
        index.model()->headerData(index.column(), Qt::Horizontal, TimeRangeRole).value<TimeRange>();
    const TimeScale scale(range, option.rect.left(), option.rect.width() - theme().sizes().cellPadding);
    drawTimeGrid(painter, option.rect, theme(), scale);
    drawTimeline(painter, option.rect, theme(), scale, index.data(TimelineRole).value<Timeline>(),
                 isAttempt(index));
}

} // namespace inia::ui
