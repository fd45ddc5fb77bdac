#include "ui/widgets/filledbutton.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>

namespace inia::ui {

FilledButton::FilledButton(const Appearance& appearance, Kind kind, const QString& text,
                           const QString& iconName, QWidget* parent)
    : QAbstractButton(parent)
    , m_appearance(appearance)
    , m_kind(kind)
    , m_iconName(iconName)
{
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

int FilledButton::contentWidth() const
{
    const Theme& theme = m_appearance.theme();
    const int icon = m_iconName.isEmpty() ? 0 : theme.sizes().icon + theme.sizes().iconGap;
    return QFontMetrics(theme.font(FontRole::Strong)).horizontalAdvance(text()) + icon;
}

QSize FilledButton::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    return {contentWidth() + 2 * theme.px(12), theme.sizes().control};
}

void FilledButton::paintGround(QPainter& painter) const
{
    const Theme& theme = m_appearance.theme();
    const qreal radius = theme.sizes().radiusField;
    if (!isEnabled()) {
        fillRounded(painter, rect(), radius, theme.color(Token::Window));
        strokeRounded(painter, rect(), radius, 1, theme.color(Token::Border));
        return;
    }
    const bool primary = m_kind == Kind::Primary;
    const Token pressed = primary ? Token::AccentHover : Token::DangerDot;
    const Token ground = underMouse() || isDown() ? pressed : (primary ? Token::Accent : Token::Danger);
    fillRounded(painter, rect(), radius, theme.color(ground));
    if (hasFocus()) {
        const Token ring = primary ? Token::OnAccent : Token::OnDanger;
        strokeRounded(painter, rect().adjusted(2, 2, -2, -2), radius - 2, 1.5, theme.color(ring));
    }
}

void FilledButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    paintGround(painter);
    const Token filled = m_kind == Kind::Primary ? Token::OnAccent : Token::OnDanger;
    const Token ink = isEnabled() ? filled : Token::Text3;
    int x = (width() - contentWidth()) / 2;
    if (!m_iconName.isEmpty()) {
        const int side = theme.sizes().icon;
        painter.drawPixmap(QPointF(x, (height() - side) / 2.0),
                           m_appearance.icons().pixmap(m_iconName, ink, side, devicePixelRatioF()));
        x += side + theme.sizes().iconGap;
    }
    painter.setFont(theme.font(FontRole::Strong));
    painter.setPen(theme.color(ink));
    painter.drawText(QRect(x, 0, width() - x, height()),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, text());
}

void FilledButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

} // namespace inia::ui
