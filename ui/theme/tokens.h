#pragma once

#include <QtCore/QStringView>
#include <QtCore/QtGlobal>

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

} // namespace inia::ui
