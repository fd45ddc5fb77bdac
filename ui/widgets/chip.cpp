#include "ui/widgets/chip.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>

namespace inia::ui {

Chip::Chip(const Appearance& appearance, Kind kind, const QString& key, const QString& value, QWidget* parent)
    : QAbstractButton(parent), m_appearance(appearance), m_kind(kind), m_key(key)
{
    setText(value);
    setAccessibleName(key.isEmpty() ? value : QStringLiteral("%1 %2").arg(key, value));
    setFocusPolicy(kind == Kind::Outlined ? Qt::TabFocus : Qt::NoFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Chip::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics keyFont(theme.font(FontRole::Secondary));
    const QFontMetrics valueFont(theme.font(FontRole::Header));
    int width = 2 * theme.px(8) + valueFont.horizontalAdvance(text());
    if (!m_key.isEmpty())
        width += keyFont.horizontalAdvance(m_key) + theme.px(6);
    return {width, m_kind == Kind::Outlined ? theme.px(24) : theme.sizes().chip};
}

void Chip::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const qreal radius = theme.sizes().radiusBadge;
    if (m_kind == Kind::Outlined) {
        fillRounded(painter, rect(), radius, theme.color(underMouse() ? Token::Hover : Token::Raised));
        const bool ring = hasFocus();
        strokeRounded(painter, rect(), radius, ring ? 2 : 1,
                      theme.color(ring ? Token::Focus : Token::BorderStrong));
    } else {
        fillRounded(painter, rect(), radius,
                    theme.color(m_kind == Kind::Filter ? Token::Selection : Token::Track));
    }
    QRect space = rect().adjusted(theme.px(8), 0, -theme.px(8), 0);
    if (!m_key.isEmpty()) {
        painter.setFont(theme.font(FontRole::Secondary));
        painter.setPen(theme.color(Token::Text2));
        painter.drawText(space, Qt::AlignLeft | Qt::AlignVCenter, m_key);
        space.setLeft(space.left() + QFontMetrics(painter.font()).horizontalAdvance(m_key) + theme.px(6));
    }
    painter.setFont(theme.font(FontRole::Header));
    painter.setPen(theme.color(m_kind == Kind::Filter ? Token::Accent : Token::Text));
    painter.drawText(space, Qt::AlignLeft | Qt::AlignVCenter, text());
}

} // namespace inia::ui
