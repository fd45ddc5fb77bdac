#include "ui/theme/painting.h"

#include <QtCore/QRectF>
#include <QtGui/QFontMetrics>
#include <QtGui/QFontMetricsF>
#include <QtGui/QGlyphRun>
#include <QtGui/QPainter>
#include <QtGui/QPen>

#include <algorithm>
#include <utility>

namespace inia::ui {

namespace {

// Saves what a shape changes, instead of the painter's whole state.
class ShapeScope final {
public:
    explicit ShapeScope(QPainter& painter)
        : m_painter(painter),
          m_pen(painter.pen()),
          m_brush(painter.brush()),
          m_antialiased(painter.testRenderHint(QPainter::Antialiasing))
    {
        painter.setRenderHint(QPainter::Antialiasing);
    }
    ~ShapeScope()
    {
        m_painter.setPen(m_pen);
        m_painter.setBrush(m_brush);
        m_painter.setRenderHint(QPainter::Antialiasing, m_antialiased);
    }
    Q_DISABLE_COPY_MOVE(ShapeScope)

private:
    QPainter& m_painter;
    QPen m_pen;
    QBrush m_brush;
    bool m_antialiased;
};

std::pair<Token, Token> badgeTokens(BadgeKind kind)
{
    switch (kind) {
    case BadgeKind::Success:
        return {Token::Success, Token::SuccessBg};
    case BadgeKind::Warning:
        return {Token::Warning, Token::WarningBg};
    case BadgeKind::Danger:
        return {Token::Danger, Token::DangerBg};
    case BadgeKind::Info:
        return {Token::Info, Token::InfoBg};
    case BadgeKind::Production:
        return {Token::OnDanger, Token::Danger};
    case BadgeKind::Neutral:
        break;
    }
    return {Token::Text2, Token::Track};
}

} // namespace

void fillRounded(QPainter& painter, const QRectF& rect, qreal radius, const QColor& color)
{
    const ShapeScope scope(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(rect, radius, radius);
}

void strokeRounded(QPainter& painter, const QRectF& rect, qreal radius, qreal width, const QColor& color)
{
    const ShapeScope scope(painter);
    painter.setPen(QPen(color, width));
    painter.setBrush(Qt::NoBrush);
    const qreal half = width / 2;
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half);
}

void drawHairline(QPainter& painter, const QRect& line, const QColor& color)
{
    painter.fillRect(line, color);
}

void drawChevron(QPainter& painter, const QPointF& centre, qreal span, Chevron direction, const QColor& color)
{
    const ShapeScope scope(painter);
    painter.setPen(QPen(color, qMax(1.4, span / 5), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const qreal a = span / 2; // half of the long side
    const qreal b = span / 4; // half of the short side
    QPolygonF line;
    if (direction == Chevron::Right)
        line << centre + QPointF(-b, -a) << centre + QPointF(b, 0) << centre + QPointF(-b, a);
    else if (direction == Chevron::Down)
        line << centre + QPointF(-a, -b) << centre + QPointF(0, b) << centre + QPointF(a, -b);
    else
        line << centre + QPointF(-a, b) << centre + QPointF(0, -b) << centre + QPointF(a, b);
    painter.drawPolyline(line);
}

void drawDot(QPainter& painter, const QPointF& centre, qreal diameter, const QColor& color, bool hollow)
{
    const ShapeScope scope(painter);
    const qreal width = hollow ? 1.5 : 0;
    painter.setPen(hollow ? QPen(color, width) : QPen(Qt::NoPen));
    painter.setBrush(hollow ? QBrush(Qt::NoBrush) : QBrush(color));
    painter.drawEllipse(centre, (diameter - width) / 2, (diameter - width) / 2);
}

void drawSpinner(QPainter& painter, const QRectF& rect, const Theme& theme, qreal angle)
{
    const ShapeScope scope(painter);
    const qreal width = qMax(1.5, rect.width() / 9);
    const QRectF ring = rect.adjusted(width, width, -width, -width);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.color(Token::BorderStrong), width));
    painter.setOpacity(0.6);
    painter.drawEllipse(ring);
    painter.setOpacity(1);
    painter.setPen(QPen(theme.color(Token::Accent), width, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(ring, qRound((90 - angle) * 16), 100 * 16);
}

QSize badgeSize(const Theme& theme, const QString& text)
{
    const QFontMetrics metrics(theme.font(FontRole::Badge));
    return {metrics.horizontalAdvance(text) + 2 * theme.px(6), theme.sizes().badge};
}

void drawBadge(QPainter& painter, const QRectF& rect, const Theme& theme, const QString& text, BadgeKind kind)
{
    const auto [ink, ground] = badgeTokens(kind);
    fillRounded(painter, rect, theme.sizes().radiusBadge, theme.color(ground));
    painter.setFont(theme.font(FontRole::Badge));
    painter.setPen(theme.color(ink));
    painter.drawText(rect, Qt::AlignCenter, text);
}

QSize countPillSize(const Theme& theme, const QString& text)
{
    const QFontMetrics metrics(theme.font(FontRole::Badge));
    const int height = theme.sizes().countPill;
    return {qMax(height, metrics.horizontalAdvance(text) + 2 * theme.px(5)), height};
}

void drawCountPill(QPainter& painter, const QRectF& rect, const Theme& theme, const QString& text)
{
    fillRounded(painter, rect, rect.height() / 2, theme.color(Token::Track));
    painter.setFont(theme.font(FontRole::Badge));
    painter.setPen(theme.color(Token::Text2));
    painter.drawText(rect, Qt::AlignCenter, text);
}

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

Figures::Figures(const QFont& font) : m_font(font), m_raw(QRawFont::fromFont(font))
{
    QString all;
    for (int i = 0; i < charCount; ++i)
        all.append(QChar(firstChar + i));
    const QList<quint32> glyphs = m_raw.glyphIndexesForString(all);
    const QFontMetricsF metrics(font);
    for (int i = 0; i < charCount; ++i) {
        const auto at = static_cast<size_t>(i);
        m_glyphs[at] = i < glyphs.size() ? glyphs[i] : 0;
        m_advances[at] = metrics.horizontalAdvance(QChar(firstChar + i));
    }
    const auto zero = m_advances.begin() + (u'0' - firstChar);
    const auto [least, most] = std::minmax_element(zero, zero + 10);
    m_digit = *most;
    m_even = *most - *least < 0.01;
    m_ascent = metrics.ascent();
    m_height = metrics.height();
}

bool Figures::canDraw(QStringView text) const
{
    return m_raw.isValid() && text.size() <= maxGlyphs && std::all_of(text.begin(), text.end(), [](QChar c) {
               return c.unicode() >= firstChar && c.unicode() < firstChar + charCount;
           });
}

qreal Figures::cell(QChar c) const
{
    return isDigit(c) ? m_digit : m_advances[static_cast<size_t>(c.unicode() - firstChar)];
}

qreal Figures::width(QStringView text) const
{
    if (m_even || !canDraw(text))
        return QFontMetricsF(m_font).horizontalAdvance(text.toString());
    qreal total = 0;
    for (QChar c : text)
        total += cell(c);
    return total;
}

void Figures::draw(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, QStringView text) const
{
    if (m_even || !canDraw(text)) {
        painter.setFont(m_font);
        painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter | Qt::TextSingleLine),
                         text.toString());
        return;
    }
    std::array<quint32, maxGlyphs> glyphs;
    std::array<QPointF, maxGlyphs> positions;
    qreal x = 0;
    size_t count = 0;
    for (QChar c : text) {
        const auto at = static_cast<size_t>(c.unicode() - firstChar);
        const qreal room = cell(c);
        glyphs[count] = m_glyphs[at];
        positions[count] = QPointF(x + (room - m_advances[at]) / 2, 0);
        x += room;
        ++count;
    }
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setRawData(glyphs.data(), positions.data(), static_cast<int>(count));
    const qreal left = alignment.testFlag(Qt::AlignRight) ? rect.right() - x : rect.left();
    const qreal baseline = qRound(rect.top() + (rect.height() - m_height) / 2 + m_ascent);
    painter.drawGlyphRun(QPointF(left, baseline), run);
}

} // namespace inia::ui
