#include "ui/signin/qrcode.h"

#include <QtGui/QPainter>

#ifdef INIA_HAS_QRENCODE
#include <qrencode.h>

#include <memory>
#endif

namespace inia::ui {

namespace {

constexpr int quietModules = 4; // of ground around it
constexpr int pixelsOfModule = 3;

} // namespace

QrCode::QrCode(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("QR code of the address"));
}

bool QrCode::setText([[maybe_unused]] const QString& text)
{
    m_side = 0;
    m_modules.clear();
#ifdef INIA_HAS_QRENCODE
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
        QRcode_encodeString(text.toUtf8().constData(), 0, QR_ECLEVEL_L, QR_MODE_8, 1), QRcode_free);
    if (code) {
        m_side = code->width;
        for (int i = 0; i < m_side * m_side; ++i)
            m_modules.push_back((code->data[i] & 1) != 0);
    }
#endif
    updateGeometry();
    update();
    return m_side > 0;
}

QSize QrCode::sizeHint() const
{
    const int side = (m_side + 2 * quietModules) * pixelsOfModule;
    return {side, side};
}

void QrCode::paintEvent(QPaintEvent*)
{
    if (m_side == 0)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    auto module = m_modules.begin();
    for (int y = 0; y < m_side; ++y) {
        for (int x = 0; x < m_side; ++x, ++module) {
            if (*module)
                painter.fillRect((x + quietModules) * pixelsOfModule, (y + quietModules) * pixelsOfModule,
                                 pixelsOfModule, pixelsOfModule, Qt::black);
        }
    }
}

} // namespace inia::ui
