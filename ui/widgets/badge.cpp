#include "ui/widgets/badge.h"

#include "ui/theme/appearance.h"

namespace inia::ui {

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
