#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QRectF>
#include <QtGui/QPainter>

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

} // namespace inia::ui
