#include "ui/dialogs/veil.h"

#include "ui/theme/appearance.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QDialog>

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
    // A dialog has no session bar and no frame to leave in sight.
    const bool isDialog = qobject_cast<const QDialog*>(parentWidget()) != nullptr;
    const int frame = m_production && !isDialog ? sizes.productionFrame : 0;
    const int bar = isDialog ? 0 : sizes.sessionBar;
    setGeometry(parentWidget()->rect().adjusted(frame, frame + bar, -frame, -frame));
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
