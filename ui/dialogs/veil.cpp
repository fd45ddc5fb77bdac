#include "ui/dialogs/veil.h"

#include "ui/theme/appearance.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

namespace inia::ui {

namespace {
constexpr int half = 128; // of full opacity
} // namespace

Veil::Veil(const Appearance& appearance, QWidget* window, bool production)
    : QWidget(window), m_appearance(appearance), m_production(production)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    window->installEventFilter(this);
    cover();
    raise();
    show();
}

void Veil::cover()
{
    const Sizes& sizes = m_appearance.theme().sizes();
    const int frame = m_production ? sizes.productionFrame : 0;
    setGeometry(parentWidget()->rect().adjusted(frame, frame + sizes.sessionBar, -frame, -frame));
}

bool Veil::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        cover();
    return false;
}

void Veil::paintEvent(QPaintEvent*)
{
    QColor color = m_appearance.theme().color(Token::Window);
    color.setAlpha(half);
    QPainter(this).fillRect(rect(), color);
}

} // namespace inia::ui
