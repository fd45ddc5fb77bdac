#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QStringView>
#include <QtCore/QtGlobal>
#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QPalette>

#include <array>

namespace inia::ui {

enum class Scheme : quint8 { Light, Dark };

// The names of all colours of the window. Widgets and delegates ask for a token, never for a value, so that
// one table decides what a colour is in light and in dark.
enum class Token : quint8 {
    Window,
    Sunken,
    Surface,
    Raised,
    Field,
    Track,
    TrackOn,
    Border,
    BorderStrong,
    Text,
    Text2,
    Text3,
    Accent,
    AccentHover,
    OnAccent,
    Focus,
    Selection,
    SelectionInactive,
    Hover,
    HoverWindow,
    Success,
    SuccessBg,
    SuccessDot,
    Warning,
    WarningBg,
    WarningDot,
    Danger,
    DangerBg,
    DangerDot,
    OnDanger,
    Info,
    InfoBg,
    InfoDot,
    WfQueue,
    WfDns,
    WfConnect,
    WfTls,
    WfWait,
    WfDownload,
    WfBackoff,
    VKey,
    VString,
    VNumber,
    VBool,
    VNull,
    Session1,
    Session2,
    Session3,
    Session4,
    Session5,
    Session6,
};

inline constexpr int tokenCount = static_cast<int>(Token::Session6) + 1;

// The token's name as the style sheet template writes it: "text2", "wfQueue", "s1".
[[nodiscard]] QLatin1StringView tokenName(Token token);

// The colour of session number `index` (0-based). Red is left out: it marks production and nothing else.
[[nodiscard]] Token sessionToken(int index, bool production);

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

// Heights, widths, radii and spaces in device-independent pixels, already scaled by the UI font.
struct Sizes {
    int sessionBar = 40, toolbar = 40, filterRow = 40;
    int row = 26, rowCompact = 22, rowRoomy = 30;
    int inspectorRow = 24, valueRow = 22, keyValueRow = 22;
    int tableHeader = 28, sectionLabel = 30, statusLine = 30;
    int control = 28, dockControl = 24;
    int panelTabs = 32, badge = 18, countPill = 16, chip = 20;
    int failureStrip = 84;
    int treeWidth = 264, treeMin = 200;
    int detailsWidth = 312, detailsMin = 260;
    int inspectorDetail = 370, inspectorDetailFull = 524;
    int keyColumn = 104, windowMinWidth = 960, windowMinHeight = 600;
    int cellPadding = 8, panelPadding = 14, dialogPadding = 18;
    int iconGap = 6, buttonGap = 8, indent = 16;
    int iconSmall = 14, icon = 16, iconLarge = 20, disc = 36;
    int radiusBadge = 4, radiusRow = 5, radiusField = 6, radiusCard = 8;
    int sessionStrip = 3, productionFrame = 3, selectionInset = 6;
};

// Every value of the window's look: one object, handed on by reference. A value type, so that a light and a
// dark one can stand side by side in a test.
class Theme final {
public:
    // `highContrast`: borders take the colours of text, for desktops that ask for it.
    [[nodiscard]] static Theme make(Scheme scheme, const Typography& typography, bool highContrast = false);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] const QColor& color(Token token) const { return m_colors[static_cast<size_t>(token)]; }
    [[nodiscard]] const QFont& font(FontRole role) const { return m_fonts[static_cast<size_t>(role)]; }
    [[nodiscard]] const Sizes& sizes() const { return m_sizes; }
    [[nodiscard]] const Typography& typography() const { return m_typography; }

    // `value` design pixels at this theme's scale, rounded to whole pixels.
    [[nodiscard]] int px(qreal value) const { return qRound(value * m_scale); }

    // For Fusion: what unstyled widgets and dialogs of Qt draw with.
    [[nodiscard]] QPalette palette() const;
    // The application's style sheet; to be set once per theme, never per widget.
    [[nodiscard]] QString styleSheet() const;

private:
    Scheme m_scheme = Scheme::Light;
    qreal m_scale = 1.0;
    Typography m_typography;
    std::array<QColor, tokenCount> m_colors;
    std::array<QFont, fontRoleCount> m_fonts;
    Sizes m_sizes;
};

// The ratio of WCAG 2 between two opaque colours: 1 (same) to 21 (black on white).
[[nodiscard]] qreal contrastRatio(const QColor& first, const QColor& second);

} // namespace inia::ui
