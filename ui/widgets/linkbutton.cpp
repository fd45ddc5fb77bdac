#include "ui/widgets/linkbutton.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>

namespace inia::ui {

LinkButton::LinkButton(const Appearance& appearance, const QString& text, QWidget* parent, FontRole font)
    : QAbstractButton(parent), m_appearance(appearance), m_font(font)
{
    setText(text);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize LinkButton::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics metrics(theme.font(m_font));
    return {metrics.horizontalAdvance(text()) + 2 * theme.px(4), metrics.height() + theme.px(4)};
}

void LinkButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    QFont font = theme.font(m_font);
    font.setUnderline(underMouse());
    painter.setFont(font);
    const Token ink = !isEnabled() ? Token::Text3 : (underMouse() ? Token::AccentHover : Token::Accent);
    painter.setPen(theme.color(ink));
    painter.drawText(rect(), Qt::AlignCenter, text());
    if (hasFocus())
        strokeRounded(painter, rect(), theme.sizes().radiusBadge, 1.5, theme.color(Token::Focus));
}

void LinkButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

} // namespace inia::ui
