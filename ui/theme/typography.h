#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtGui/QFont>

namespace inia::ui {

// What a text is, not how large it is. Sizes in comments are for the 13 px base.
enum class FontRole : quint8 {
    Data,          // 13/400: table cells, tree rows
    Control,       // 13/500: buttons, fields, services in the tree
    Strong,        // 13/600: last path part, session name
    DialogHeading, // 15/600
    PanelHeading,  // 14/600
    Secondary,     // 12/400: facts, subtitles, status line
    Header,        // 12/500: table headers, counts
    Badge,         // 11/600: badges, section labels
    Mono,          // 12: raw data
    MonoSmall,     // 11: model types
};
inline constexpr int fontRoleCount = static_cast<int>(FontRole::MonoSmall) + 1;

// The two families and the base size from which every font of the window is derived.
struct Typography {
    QString family;
    QString monoFamily;
    int px = 13; // pixel size of Data

    // Follows the desktop's font where there is a desktop. A bare X server or the offscreen platform has
    // none: Qt then reports a generic stand-in, and we take the first of Inter, Noto Sans and DejaVu Sans.
    [[nodiscard]] static Typography fromDesktop(const QFont& desktopFont);

    // The same with the installed families and the kind of desktop given, so that it can be tested.
    [[nodiscard]] static Typography choose(const QFont& desktopFont, bool bareDesktop,
                                           const QStringList& installed);

    [[nodiscard]] QFont font(FontRole role) const;
    [[nodiscard]] qreal scale() const { return qMax(1.0, px / 13.0); }

    bool operator==(const Typography&) const = default;
};

} // namespace inia::ui
