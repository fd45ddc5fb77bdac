#include "ui/widgets/button.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>

namespace inia::ui {

Button::Button(const Appearance& appearance, Kind kind, const QString& text, const QString& iconName,
               QWidget* parent)
    : QPushButton(text, parent), m_appearance(appearance), m_kind(kind), m_iconName(iconName)
{
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

const QFont& Button::labelFont() const
{
    return m_appearance.theme().font(m_kind == Kind::Default ? FontRole::Control : FontRole::Strong);
}

int Button::contentWidth() const
{
    const Sizes& sizes = m_appearance.theme().sizes();
    const int icon = m_iconName.isEmpty() ? 0 : sizes.icon + sizes.iconGap;
    return QFontMetrics(labelFont()).size(Qt::TextShowMnemonic, text()).width() + icon;
}

QSize Button::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    return {contentWidth() + 2 * theme.px(13), theme.sizes().control};
}

void Button::paintOutlined(QPainter& painter) const
{
    const Theme& theme = m_appearance.theme();
    const qreal radius = theme.sizes().radiusField;
    Token ground = Token::Raised;
    if (!isEnabled())
        ground = Token::Window;
    else if (isDown())
        ground = Token::Track;
    else if (underMouse())
        ground = Token::Hover;
    fillRounded(painter, rect(), radius, theme.color(ground));
    if (hasFocus())
        strokeRounded(painter, rect(), radius, 2, theme.color(Token::Focus));
    else
        strokeRounded(painter, rect(), radius, 1,
                      theme.color(isEnabled() ? Token::BorderStrong : Token::Border));
}

void Button::paintFilled(QPainter& painter) const
{
    const Theme& theme = m_appearance.theme();
    const qreal radius = theme.sizes().radiusField;
    const bool primary = m_kind == Kind::Primary;
    const Token lit = primary ? Token::AccentHover : Token::DangerDot;
    const Token ground = underMouse() || isDown() ? lit : (primary ? Token::Accent : Token::Danger);
    fillRounded(painter, rect(), radius, theme.color(ground));
    if (hasFocus()) {
        const Token ring = primary ? Token::OnAccent : Token::OnDanger;
        strokeRounded(painter, rect().adjusted(2, 2, -2, -2), radius - 2, 1.5, theme.color(ring));
    }
}

void Button::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const bool outlined = m_kind == Kind::Default || !isEnabled();
    if (outlined)
        paintOutlined(painter);
    else
        paintFilled(painter);
    const Token filledInk = m_kind == Kind::Primary ? Token::OnAccent : Token::OnDanger;
    const Token ink = !isEnabled() ? Token::Text3 : (outlined ? Token::Text : filledInk);
    int x = (width() - contentWidth()) / 2;
    if (!m_iconName.isEmpty()) {
        const int side = theme.sizes().icon;
        const Token iconInk = ink == Token::Text ? Token::Text2 : ink;
        painter.drawPixmap(QPoint(x, (height() - side) / 2),
                           m_appearance.icons().pixmap(m_iconName, iconInk, side, devicePixelRatioF()));
        x += side + theme.sizes().iconGap;
    }
    painter.setFont(labelFont());
    painter.setPen(theme.color(ink));
    painter.drawText(QRect(x, 0, width() - x, height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, text());
}

void Button::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QPushButton::keyPressEvent(event);
}

} // namespace inia::ui
