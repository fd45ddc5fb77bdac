#include "ui/theme/typography.h"

#include <QtCore/QLatin1StringView>
#include <QtGui/QFontDatabase>
#include <QtGui/QFontInfo>
#include <QtGui/QGuiApplication>

#include <array>

namespace inia::ui {

namespace {

constexpr int basePx = 13;

QString firstInstalled(std::initializer_list<QLatin1StringView> wanted, const QStringList& installed)
{
    for (QLatin1StringView family : wanted) {
        if (installed.contains(family))
            return QString(family);
    }
    return {};
}

bool isBareDesktop()
{
#if defined(Q_OS_LINUX)
    return QGuiApplication::platformName() == QLatin1StringView("offscreen") ||
           qEnvironmentVariableIsEmpty("XDG_CURRENT_DESKTOP");
#else
    return false;
#endif
}

struct RoleFont {
    int delta; // pixels beside the base
    QFont::Weight weight;
};

constexpr std::array<RoleFont, fontRoleCount> roleFonts{{
    {0, QFont::Normal},
    {0, QFont::Medium},
    {0, QFont::DemiBold},
    {2, QFont::DemiBold},
    {1, QFont::DemiBold},
    {-1, QFont::Normal},
    {-1, QFont::Medium},
    {-2, QFont::DemiBold},
    {-1, QFont::Normal},
    {-2, QFont::Normal},
}};

} // namespace

Typography Typography::fromDesktop(const QFont& desktopFont)
{
    return choose(desktopFont, isBareDesktop(), QFontDatabase::families());
}

Typography Typography::choose(const QFont& desktopFont, bool bareDesktop, const QStringList& installed)
{
    Typography result;
    if (bareDesktop) {
        result.family = firstInstalled(
            {QLatin1StringView("Inter"), QLatin1StringView("Noto Sans"), QLatin1StringView("DejaVu Sans")},
            installed);
        result.px = basePx;
    } else {
        result.px = QFontInfo(desktopFont).pixelSize();
    }
    if (result.family.isEmpty())
        result.family = desktopFont.family();
    result.monoFamily = firstInstalled({QLatin1StringView("JetBrains Mono")}, installed);
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    // On a bare system the generic name may resolve to any font; one with columns has to be found by name.
    if (result.monoFamily.isEmpty() && (bareDesktop || !QFontInfo(fixed).fixedPitch()))
        result.monoFamily =
            firstInstalled({QLatin1StringView("Noto Sans Mono"), QLatin1StringView("DejaVu Sans Mono"),
                            QLatin1StringView("Liberation Mono")},
                           installed);
    if (result.monoFamily.isEmpty())
        result.monoFamily = fixed.family();
    return result;
}

QFont Typography::font(FontRole role) const
{
    const RoleFont& wanted = roleFonts[static_cast<size_t>(role)];
    const bool mono = role == FontRole::Mono || role == FontRole::MonoSmall;
    QFont font(mono ? monoFamily : family);
    if (mono)
        font.setStyleHint(QFont::Monospace);
    font.setPixelSize(qMax(8, px + wanted.delta));
    font.setWeight(wanted.weight);
    return font;
}

} // namespace inia::ui
