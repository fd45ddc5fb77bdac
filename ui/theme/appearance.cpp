#include "ui/theme/appearance.h"

#include "ui/theme/style.h"
#ifdef INIA_HAVE_DBUS
#include "ui/theme/desktopportal.h"
#endif

#include <QtWidgets/QApplication>
#include <QtWidgets/QToolTip>

#include <optional>

namespace inia::ui {

namespace {

std::optional<Scheme> schemeFromEnvironment()
{
    const QByteArray wanted = qgetenv("INIA_APPEARANCE").toLower();
    if (wanted == "light")
        return Scheme::Light;
    if (wanted == "dark")
        return Scheme::Dark;
    return std::nullopt;
}

} // namespace

Appearance::Appearance(QApplication& application, QObject* parent)
    : QObject(parent),
      m_typography(Typography::fromDesktop(application.font())),
      m_paletteScheme(schemeOf(application.palette())),
      m_theme(Theme::make(m_paletteScheme, m_typography)),
      m_icons(m_theme)
{
}

Appearance::~Appearance() = default;

Scheme Appearance::schemeOf(const QPalette& palette)
{
    const int window = palette.color(QPalette::Window).lightness();
    const int text = palette.color(QPalette::WindowText).lightness();
    return window < text ? Scheme::Dark : Scheme::Light;
}

Scheme Appearance::systemScheme() const
{
    if (const std::optional<Scheme> wanted = schemeFromEnvironment())
        return *wanted;
#ifdef INIA_HAVE_DBUS
    if (m_portal && m_portal->scheme())
        return *m_portal->scheme();
#endif
    return m_paletteScheme;
}

void Appearance::setSetting(QApplication& application, Setting setting)
{
    m_setting = setting;
    if (setting == Setting::System) {
        followDesktop(application);
        apply(application, systemScheme());
    } else {
        apply(application, setting == Setting::Dark ? Scheme::Dark : Scheme::Light);
    }
}

void Appearance::followDesktop([[maybe_unused]] QApplication& application)
{
#ifdef INIA_HAVE_DBUS
    if (m_portal)
        return;
    m_portal = new DesktopPortal(this);
    connect(m_portal, &DesktopPortal::changed, this, [this, &application] {
        if (m_setting == Setting::System)
            apply(application, systemScheme());
    });
#endif
}

void Appearance::apply(QApplication& application, Scheme scheme)
{
#ifdef INIA_HAVE_DBUS
    const bool highContrast = m_portal && m_portal->highContrast();
#else
    const bool highContrast = false;
#endif
    m_theme = Theme::make(scheme, m_typography, highContrast);
    m_icons.clearCache();
    if (!m_styled) {
        application.setStyle(new Style(m_theme, m_icons)); // the application owns it
        m_styled = true;
    }
    application.setPalette(m_theme.palette());
    application.setFont(m_theme.font(FontRole::Data));
    application.setStyleSheet(m_theme.styleSheet());
    QToolTip::setFont(m_theme.font(FontRole::Secondary));
    emit changed();
}

} // namespace inia::ui
