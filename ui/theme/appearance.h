#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QtCore/QObject>

class QApplication;

namespace inia::ui {

class DesktopPortal;

// Decides between light and dark, and dresses the application in it. Made once, before the first widget, and
// handed on by reference; widgets read `theme()` while painting and so need no copy of anything.
//
// The order of who decides: the user's setting, then the environment variable INIA_APPEARANCE (light, dark,
// system), then the desktop's portal, then the palette the desktop gave Qt before ours was set. After that
// the application's palette is ours and tells nothing about the desktop any more.
class Appearance final : public QObject {
    Q_OBJECT

public:
    enum class Setting : quint8 { System, Light, Dark };

    // Reads the desktop's palette and font; changes nothing yet.
    explicit Appearance(QApplication& application, QObject* parent = nullptr);
    ~Appearance() override;
    Q_DISABLE_COPY_MOVE(Appearance)

    // The address stays the same for life; the value changes with the scheme.
    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] const Icons& icons() const { return m_icons; }
    [[nodiscard]] Setting setting() const { return m_setting; }
    // What the desktop asks for, whatever is set.
    [[nodiscard]] Scheme systemScheme() const;

    // Applies the setting at once and, for System, follows the desktop from now on.
    void setSetting(QApplication& application, Setting setting);
    // Style, palette, font and style sheet; emits changed(). May be called again at any time.
    void apply(QApplication& application, Scheme scheme);

    // Light or dark, from a palette that is not ours.
    [[nodiscard]] static Scheme schemeOf(const QPalette& palette);

signals:
    // Pixmaps and cached fonts are out of date. Widgets are repainted by Qt because the palette changed;
    // delegates with caches of their own have to listen.
    void changed();

private:
    void followDesktop(QApplication& application);

    Typography m_typography;
    Scheme m_paletteScheme;
    Theme m_theme;
    Icons m_icons;
    Setting m_setting = Setting::System;
    DesktopPortal* m_portal = nullptr;
    bool m_styled = false;
};

} // namespace inia::ui
