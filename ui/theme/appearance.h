#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtGui/QIcon>
#include <QtGui/QPixmap>
#include <QtWidgets/QProxyStyle>

#include <memory>

class QApplication;

namespace inia::ui {

class DesktopPortal;

// The program's drawings by name ("folder", "chev-r"), each filled in with one colour of the theme. A name
// that does not exist gives "cube", the shape of things without a drawing of their own.
//
// Cheap to copy; copies and all icons made from them share one cache, which a change of theme empties. An
// icon looks its colour up when it is painted, so icons need not be made again.
class Icons final {
public:
    // `theme` outlives everything that paints.
    explicit Icons(const Theme& theme);

    // Text3 when the widget is disabled, `token` otherwise.
    [[nodiscard]] QIcon icon(const QString& name, Token token = Token::Text2) const;
    // For delegates: `size` in device-independent pixels, `ratio` the device pixels in one of them.
    [[nodiscard]] QPixmap pixmap(const QString& name, Token token, int size, qreal ratio) const;
    [[nodiscard]] static bool exists(const QString& name);
    [[nodiscard]] static QStringList names();

    void clearCache();

private:
    class Engine;
    struct Store;
    std::shared_ptr<Store> m_store;
};

// Fusion with the few things a style sheet cannot say: icon sizes, no dotted focus frames (our widgets draw
// their own ring), a menu's delay, and drop-down arrows that match our chevrons.
class Style final : public QProxyStyle {
    Q_OBJECT

public:
    // `theme` outlives the style.
    Style(const Theme& theme, const Icons& icons);
    Q_DISABLE_COPY_MOVE(Style)

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap standard, const QStyleOption* option,
                       const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;

private:
    const Theme& m_theme;
    Icons m_icons;
};

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
