#include "ui/widgets/labels.h"

#include "ui/theme/appearance.h"

#include <QtGui/QPainter>

namespace inia::ui {

ElidedLabel::ElidedLabel(const Appearance& appearance, FontRole font, Token color, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_font(font), m_color(color)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QFontMetrics ElidedLabel::metrics() const
{
    return QFontMetrics(m_appearance.theme().font(m_font));
}

void ElidedLabel::setText(const QString& text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidedLabel::setColor(Token color)
{
    m_color = color;
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

void ElidedLabel::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics font = metrics();
    return {font.horizontalAdvance(m_text) + 1, font.height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetrics font = metrics();
    return {qMin(sizeHint().width(), font.averageCharWidth() * 4), font.height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_appearance.theme().font(m_font));
    painter.setPen(m_appearance.theme().color(isEnabled() ? m_color : Token::Text3));
    painter.drawText(rect(), static_cast<int>(m_alignment | Qt::AlignVCenter | Qt::TextSingleLine),
                     metrics().elidedText(m_text, m_mode, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent*)
{
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    setToolTip(metrics().horizontalAdvance(m_text) > width() ? m_text : QString());
}

TextLabel::TextLabel(const Appearance& appearance, FontRole font, Token color, const QString& text,
                     QWidget* parent)
    : QLabel(text, parent), m_appearance(appearance), m_color(color)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setFont(appearance.theme().font(font));
    applyColor();
    connect(&appearance, &Appearance::changed, this, &TextLabel::applyColor);
}

void TextLabel::setColor(Token color)
{
    m_color = color;
    applyColor();
}

void TextLabel::applyColor()
{
    QPalette own = palette();
    own.setColor(QPalette::WindowText, m_appearance.theme().color(m_color));
    setPalette(own);
}

Badge::Badge(const Appearance& appearance, const QString& text, BadgeKind kind, QWidget* parent)
    : QWidget(parent), m_appearance(appearance)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setState(text, kind);
}

void Badge::setState(const QString& text, BadgeKind kind)
{
    m_text = text;
    m_kind = kind;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return badgeSize(m_appearance.theme(), m_text);
}

void Badge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    drawBadge(painter, rect(), m_appearance.theme(), m_text, m_kind);
}

} // namespace inia::ui
