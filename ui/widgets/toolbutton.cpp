#include "ui/widgets/toolbutton.h"

#include "ui/theme/appearance.h"

namespace inia::ui {

ToolButton::ToolButton(const Appearance& appearance, const QString& iconName, const QString& text,
                       const QKeySequence& shortcut, QWidget* parent, Ground ground)
    : QToolButton(parent), m_appearance(appearance), m_shortcut(shortcut)
{
    if (ground == Ground::Window)
        setProperty("kind", QStringLiteral("onWindow"));
    setFocusPolicy(Qt::TabFocus);
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    if (!shortcut.isEmpty())
        setShortcut(shortcut);
    setMeaning(iconName, text);
    setIconPixels(16, 28);
}

void ToolButton::setMeaning(const QString& iconName, const QString& text, Token color)
{
    setIcon(m_appearance.icons().icon(iconName, color));
    setAccessibleName(text);
    setToolTip(m_shortcut.isEmpty()
                   ? text
                   : QStringLiteral("%1 (%2)").arg(text, m_shortcut.toString(QKeySequence::NativeText)));
    setShortcut(m_shortcut);
}

void ToolButton::setIconPixels(int size, int side)
{
    const Theme& theme = m_appearance.theme();
    setIconSize(QSize(theme.px(size), theme.px(size)));
    setFixedSize(theme.px(side), theme.px(side));
}

} // namespace inia::ui
