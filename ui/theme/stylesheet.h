#pragma once

#include <QtCore/QString>

namespace inia::ui {

class Theme;

// The application's one style sheet: line edits, push buttons, menus, scroll bars, splitters, tooltips.
// Selectors are types and properties that never change after a widget is built (`kind="..."`), because each
// change of a property polishes the widget again.
[[nodiscard]] QString applicationStyleSheet(const Theme& theme);

} // namespace inia::ui
