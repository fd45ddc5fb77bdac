#include "ui/transfers/drophint.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>

namespace inia::ui {

DropHint::DropHint(const Appearance& appearance, QWidget* over) : QWidget(over), m_appearance(appearance)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropHint::showFor(const QRect& row, const QString& words)
{
    m_row = row;
    m_words = words;
    setGeometry(parentWidget()->rect());
    show();
    raise();
    update();
}

void DropHint::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    const QRectF frame = m_row.isNull() ? QRectF(rect()) : QRectF(m_row);
    strokeRounded(painter, frame.adjusted(1, 1, -1, -1), theme.sizes().radiusField, 2,
                  theme.color(Token::Focus));
    const QFontMetrics metrics(theme.font(FontRole::Control));
    const int padding = theme.px(12);
    const QString words = metrics.elidedText(m_words, Qt::ElideMiddle, width() - 4 * padding);
    const QSize size(metrics.horizontalAdvance(words) + 2 * padding, theme.px(28));
    const QRect pill((width() - size.width()) / 2, height() - size.height() - padding, size.width(),
                     size.height());
    fillRounded(painter, pill, theme.sizes().radiusField, theme.color(Token::Accent));
    painter.setFont(theme.font(FontRole::Control));
    painter.setPen(theme.color(Token::OnAccent));
    painter.drawText(pill, Qt::AlignCenter, words);
}

} // namespace inia::ui
