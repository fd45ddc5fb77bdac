#include "ui/widgets/frames.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QPainter>
#include <QtWidgets/QVBoxLayout>

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

ProductionFrame::ProductionFrame(const Appearance& appearance, QWidget* parent)
    : QWidget(parent), m_appearance(appearance)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
}

void ProductionFrame::setContent(QWidget* content)
{
    layout()->addWidget(content);
}

void ProductionFrame::setProduction(bool production)
{
    m_production = production;
    const int frame = production ? m_appearance.theme().sizes().productionFrame : 0;
    layout()->setContentsMargins(frame, frame, frame, frame);
    setAccessibleDescription(production ? tr("Production session") : QString());
    update();
}

void ProductionFrame::paintEvent(QPaintEvent*)
{
    if (!m_production)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Danger));
}

} // namespace inia::ui
