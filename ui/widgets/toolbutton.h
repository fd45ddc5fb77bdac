#pragma once

#include "ui/theme/tokens.h"

#include <QtGui/QKeySequence>
#include <QtWidgets/QToolButton>

namespace inia::ui {

class Appearance;

// A button that is only an icon. It cannot be built without the words for it: they become the accessible name
// and, with the shortcut, the tooltip. Takes focus by Tab only, so that a click leaves the focus in the data.
class ToolButton final : public QToolButton {
    Q_OBJECT

public:
    enum class Ground : quint8 { Surface, Window }; // decides the hover colour

    ToolButton(const Appearance& appearance, const QString& iconName, const QString& text,
               const QKeySequence& shortcut = {}, QWidget* parent = nullptr, Ground ground = Ground::Surface);
    Q_DISABLE_COPY_MOVE(ToolButton)

    // Changes drawing and words, for a button with two states (record, stop).
    void setMeaning(const QString& iconName, const QString& text, Token color = Token::Text2);
    void setIconPixels(int size, int side); // icon and button, in design pixels

private:
    const Appearance& m_appearance;
    QKeySequence m_shortcut;
};

} // namespace inia::ui
