#include "ui/widgets/pathcrumb.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>

namespace inia::ui {

namespace {

// Spaces, controls and nothing at all are legal parts of a key; they still have to be visible and clickable.
QString visibleText(const QString& part)
{
    if (part.isEmpty())
        return QStringLiteral("\u2205");
    QString text = part;
    for (QChar& c : text) {
        if (!c.isPrint() && !c.isSurrogate())
            c = QChar(0xFFFD);
    }
    return text.trimmed().isEmpty() ? text.replace(u' ', QChar(0x2423)) : text;
}

} // namespace

PathCrumb::PathCrumb(const Appearance& appearance, const QString& text, bool last, QWidget* parent)
    : QAbstractButton(parent), m_appearance(appearance), m_last(last)
{
    setText(visibleText(text));
    setToolTip(text.size() > 40 ? text : QString());
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(text);
}

QSize PathCrumb::sizeHint() const
{
    const Theme& theme = m_appearance.theme();
    const QFontMetrics metrics(theme.font(m_last ? FontRole::Strong : FontRole::Control));
    return {qMin(metrics.horizontalAdvance(text()) + 1, theme.px(280)) + 2 * theme.px(4), theme.px(22)};
}

void PathCrumb::paintEvent(QPaintEvent*)
{
    const Theme& theme = m_appearance.theme();
    QPainter painter(this);
    if (underMouse())
        fillRounded(painter, rect(), theme.sizes().radiusBadge, theme.color(Token::Hover));
    const QFont& font = theme.font(m_last ? FontRole::Strong : FontRole::Control);
    painter.setFont(font);
    painter.setPen(theme.color(m_last || underMouse() ? Token::Text : Token::Text2));
    const QRect space = rect().adjusted(theme.px(4), 0, -theme.px(4) + 1, 0);
    painter.drawText(space, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(text(), Qt::ElideMiddle, space.width()));
    if (hasFocus())
        strokeRounded(painter, rect(), theme.sizes().radiusBadge, 2, theme.color(Token::Focus));
}

void PathCrumb::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    case Qt::Key_Left:
        focusNextPrevChild(false);
        return;
    case Qt::Key_Right:
        focusNextPrevChild(true);
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

} // namespace inia::ui
