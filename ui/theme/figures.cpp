#include "ui/theme/figures.h"

#include <QtCore/QRectF>
#include <QtGui/QFontMetricsF>
#include <QtGui/QGlyphRun>
#include <QtGui/QPainter>

#include <algorithm>

namespace inia::ui {

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
