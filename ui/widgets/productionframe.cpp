#include "ui/widgets/productionframe.h"

#include "ui/theme/appearance.h"

#include <QtGui/QPainter>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

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
