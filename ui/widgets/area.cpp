#include "ui/widgets/area.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

namespace inia::ui {

Area::Area(const Appearance& appearance, Token ground, Qt::Edges hairlines, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_ground(ground), m_hairlines(hairlines)
{
}

void Area::setGround(Token ground)
{
    m_ground = ground;
    update();
}

void Area::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(m_ground));
    const QColor& line = theme.color(Token::Border);
    if (m_hairlines.testFlag(Qt::TopEdge))
        drawHairline(painter, QRect(0, 0, width(), 1), line);
    if (m_hairlines.testFlag(Qt::BottomEdge))
        drawHairline(painter, QRect(0, height() - 1, width(), 1), line);
    if (m_hairlines.testFlag(Qt::LeftEdge))
        drawHairline(painter, QRect(0, 0, 1, height()), line);
    if (m_hairlines.testFlag(Qt::RightEdge))
        drawHairline(painter, QRect(width() - 1, 0, 1, height()), line);
}

} // namespace inia::ui
