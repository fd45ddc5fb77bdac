#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QLabel>

namespace inia::ui {

class Appearance;

// Words that wrap, in a font and a colour of the theme. Plain text, whatever is in it.
class TextLabel final : public QLabel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TextLabel)

public:
    TextLabel(const Appearance& appearance, FontRole font, Token color, const QString& text = {},
              QWidget* parent = nullptr);

    void setColor(Token color);

private:
    void applyColor();

    const Appearance& m_appearance;
    Token m_color;
};

} // namespace inia::ui
