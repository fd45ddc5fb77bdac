#include "ui/panels/foldheader.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>

namespace inia::ui {

FoldHeader::FoldHeader(const Appearance& appearance, const QString& name, QWidget* parent)
    : QAbstractButton(parent), m_appearance(appearance), m_left(appearance.theme().sizes().panelPadding)
{
    setText(name);
    setAccessibleName(name);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setFixedHeight(appearance.theme().sizes().row);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::toggled, this, qOverload<>(&QWidget::update));
}

void FoldHeader::setNote(const QString& note)
{
    m_note = note;
    setAccessibleDescription(note);
    update();
}

void FoldHeader::setLeftPadding(int pixels)
{
    m_left = pixels;
    update();
}

QSize FoldHeader::sizeHint() const
{
    return {m_appearance.theme().px(120), m_appearance.theme().sizes().row};
}

void FoldHeader::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    drawChevron(painter, QPointF(m_left + theme.px(4), height() / 2.0), theme.px(8),
                isOpen() ? Chevron::Down : Chevron::Right, theme.color(Token::Text2));
    painter.setFont(theme.font(FontRole::Strong));
    painter.setPen(theme.color(Token::Text));
    const int textLeft = m_left + theme.px(14);
    painter.drawText(QRect(textLeft, 0, width() - textLeft, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     text());
    const int noteLeft = textLeft + QFontMetrics(painter.font()).horizontalAdvance(text()) + theme.px(8);
    painter.setFont(theme.font(FontRole::Secondary));
    painter.setPen(theme.color(Token::Text2));
    painter.drawText(QRect(noteLeft, 0, width() - noteLeft, height()), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_note, Qt::ElideRight, width() - noteLeft));
    if (hasFocus())
        strokeRounded(painter, QRectF(rect()).adjusted(theme.px(6), 2, -theme.px(6), -2),
                      theme.sizes().radiusRow, 2, theme.color(Token::Focus));
}

void FoldHeader::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

} // namespace inia::ui
