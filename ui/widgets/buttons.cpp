#include "ui/widgets/buttons.h"

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

ToolButton::ToolButton(const Appearance& appearance, const QString& iconName, const QString& text,
                       const QKeySequence& shortcut, QWidget* parent, Ground ground)
    : QToolButton(parent), m_appearance(appearance), m_shortcut(shortcut)
{
    if (ground == Ground::Window)
        setProperty("kind", QStringLiteral("onWindow"));
    setFocusPolicy(Qt::TabFocus);
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    if (!shortcut.isEmpty())
        setShortcut(shortcut);
    setMeaning(iconName, text);
    setIconPixels(16, 28);
}

void ToolButton::setMeaning(const QString& iconName, const QString& text, Token color)
{
    setIcon(m_appearance.icons().icon(iconName, color));
    setAccessibleName(text);
    setToolTip(m_shortcut.isEmpty()
                   ? text
                   : QStringLiteral("%1 (%2)").arg(text, m_shortcut.toString(QKeySequence::NativeText)));
    setShortcut(m_shortcut);
}

void ToolButton::setIconPixels(int size, int side)
{
    const Theme& theme = m_appearance.theme();
    setIconSize(QSize(theme.px(size), theme.px(size)));
    setFixedSize(theme.px(side), theme.px(side));
}

} // namespace inia::ui
