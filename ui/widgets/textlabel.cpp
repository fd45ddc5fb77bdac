#include "ui/widgets/textlabel.h"

#include "ui/theme/appearance.h"

namespace inia::ui {

TextLabel::TextLabel(const Appearance& appearance, FontRole font, Token color, const QString& text,
                     QWidget* parent)
    : QLabel(text, parent), m_appearance(appearance), m_color(color)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setFont(appearance.theme().font(font));
    applyColor();
    connect(&appearance, &Appearance::changed, this, &TextLabel::applyColor);
}

void TextLabel::setColor(Token color)
{
    m_color = color;
    applyColor();
}

void TextLabel::applyColor()
{
    QPalette own = palette();
    own.setColor(QPalette::WindowText, m_appearance.theme().color(m_color));
    setPalette(own);
}

} // namespace inia::ui
