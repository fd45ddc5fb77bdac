#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QRectF>
#include <QtCore/QStringView>
#include <QtGui/QFont>
#include <QtGui/QPainter>
#include <QtGui/QRawFont>

#include <array>

class QPainter;
class QRectF;

namespace inia::ui {

// Shapes that widgets and delegates share. Rectangles are outer edges; strokes stay inside them.

enum class Chevron : quint8 { Right, Down, Up };
enum class BadgeKind : quint8 { Neutral, Success, Warning, Danger, Info, Production };

void fillRounded(QPainter& painter, const QRectF& rect, qreal radius, const QColor& color);
void strokeRounded(QPainter& painter, const QRectF& rect, qreal radius, qreal width, const QColor& color);

// One device-independent pixel, filled and not stroked, so that it stays sharp at fractional scales.
void drawHairline(QPainter& painter, const QRect& line, const QColor& color);

void drawChevron(QPainter& painter, const QPointF& centre, qreal span, Chevron direction,
                 const QColor& color);

// Full = a settled state, hollow = a passing one.
void drawDot(QPainter& painter, const QPointF& centre, qreal diameter, const QColor& color,
             bool hollow = false);

// `angle` in degrees, clockwise.
void drawSpinner(QPainter& painter, const QRectF& rect, const Theme& theme, qreal angle);

// Text on its tint; `rect` from badgeSize().
[[nodiscard]] QSize badgeSize(const Theme& theme, const QString& text);
void drawBadge(QPainter& painter, const QRectF& rect, const Theme& theme, const QString& text,
               BadgeKind kind);

// A number on a round track, as tabs and tree rows show it.
[[nodiscard]] QSize countPillSize(const Theme& theme, const QString& text);
void drawCountPill(QPainter& painter, const QRectF& rect, const Theme& theme, const QString& text);

// Draws numbers so that they stand in columns. Some UI fonts (Inter) have digits of different widths, and the
// font feature that evens them out is reachable only from Qt 6.7: so each digit is centred in the advance of
// the widest one. All other characters keep their own advance. Measures the font once; drawing allocates only
// for text longer than 48 characters or outside ASCII.
class Figures final {
public:
    Figures() = default;
    explicit Figures(const QFont& font);

    // True when the font needs no help.
    [[nodiscard]] bool hasEvenDigits() const { return m_even; }
    [[nodiscard]] qreal width(QStringView text) const;
    // One line, centred vertically in `rect`, left or right aligned; not clipped, not elided.
    void draw(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, QStringView text) const;

private:
    static constexpr int firstChar = 32;
    static constexpr int charCount = 95;
    static constexpr qsizetype maxGlyphs = 48;

    [[nodiscard]] bool canDraw(QStringView text) const;
    [[nodiscard]] qreal cell(QChar c) const; // the room a character takes

    QFont m_font;
    QRawFont m_raw;
    std::array<quint32, charCount> m_glyphs{};
    std::array<qreal, charCount> m_advances{};
    qreal m_digit = 0; // advance of the widest digit
    qreal m_ascent = 0;
    qreal m_height = 0;
    bool m_even = true;
};

} // namespace inia::ui
