#include "ui/theme/theme.h"

#include <QtCore/QHash>
#include <QtCore/QLatin1StringView>
#include <QtCore/QString>
#include <QtGui/QFontDatabase>
#include <QtGui/QFontInfo>
#include <QtGui/QGuiApplication>

#include <array>
#include <bit>
#include <cmath>

namespace inia::ui {

class Theme;

// The application's one style sheet: line edits, push buttons, menus, scroll bars, splitters, tooltips.
// Selectors are types and properties that never change after a widget is built (`kind="..."`), because each
// change of a property polishes the widget again.
[[nodiscard]] QString applicationStyleSheet(const Theme& theme);

QLatin1StringView tokenName(Token token)
{
    static constexpr std::array<QLatin1StringView, tokenCount> names{
        QLatin1StringView("window"),       QLatin1StringView("sunken"),
        QLatin1StringView("surface"),      QLatin1StringView("raised"),
        QLatin1StringView("field"),        QLatin1StringView("track"),
        QLatin1StringView("trackOn"),      QLatin1StringView("border"),
        QLatin1StringView("borderStrong"), QLatin1StringView("text"),
        QLatin1StringView("text2"),        QLatin1StringView("text3"),
        QLatin1StringView("accent"),       QLatin1StringView("accentHover"),
        QLatin1StringView("onAccent"),     QLatin1StringView("focus"),
        QLatin1StringView("selection"),    QLatin1StringView("selectionInactive"),
        QLatin1StringView("hover"),        QLatin1StringView("hoverWindow"),
        QLatin1StringView("success"),      QLatin1StringView("successBg"),
        QLatin1StringView("successDot"),   QLatin1StringView("warning"),
        QLatin1StringView("warningBg"),    QLatin1StringView("warningDot"),
        QLatin1StringView("danger"),       QLatin1StringView("dangerBg"),
        QLatin1StringView("dangerDot"),    QLatin1StringView("onDanger"),
        QLatin1StringView("info"),         QLatin1StringView("infoBg"),
        QLatin1StringView("infoDot"),      QLatin1StringView("wfQueue"),
        QLatin1StringView("wfDns"),        QLatin1StringView("wfConnect"),
        QLatin1StringView("wfTls"),        QLatin1StringView("wfWait"),
        QLatin1StringView("wfDownload"),   QLatin1StringView("wfBackoff"),
        QLatin1StringView("vKey"),         QLatin1StringView("vString"),
        QLatin1StringView("vNumber"),      QLatin1StringView("vBool"),
        QLatin1StringView("vNull"),        QLatin1StringView("s1"),
        QLatin1StringView("s2"),           QLatin1StringView("s3"),
        QLatin1StringView("s4"),           QLatin1StringView("s5"),
        QLatin1StringView("s6"),
    };
    return names[static_cast<size_t>(token)];
}

Token sessionToken(int index, bool production)
{
    static constexpr std::array<Token, 5> ordinary{Token::Session1, Token::Session2, Token::Session4,
                                                   Token::Session5, Token::Session6};
    if (production)
        return Token::Session3;
    return ordinary[static_cast<size_t>(qMax(index, 0)) % ordinary.size()];
}

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

namespace {

// `@name` is a token, `#n` a number of design pixels. Heights are content heights: the sheet's box adds
// padding and border to them.
constexpr QLatin1StringView sheetTemplate(R"(
QLineEdit, QPlainTextEdit[kind="field"] {
    background: @field; border: #1px solid @borderStrong; border-radius: #6px;
    padding: 0 #6px; min-height: #26px; selection-background-color: @selection; selection-color: @text;
}
QLineEdit:focus, QPlainTextEdit[kind="field"]:focus { border: #2px solid @focus; padding: 0 #5px; min-height: #24px; }
QLineEdit:disabled { background: @window; color: @text3; border-color: @border; }
QLineEdit:read-only { background: @surface; }
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus {
    background: transparent; border: none; padding: 0; min-height: #20px;
}
QLineEdit QToolButton { min-height: 0; padding: 0; border: none; background: transparent; }

QPlainTextEdit, QTextEdit { background: @surface; color: @text; border: none;
    selection-background-color: @selection; selection-color: @text; }

QPushButton {
    background: @raised; color: @text; border: #1px solid @borderStrong; border-radius: #6px;
    padding: 0 #12px; min-height: #26px; font-weight: 500; outline: none;
}
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @track; }
QPushButton:focus { border: #2px solid @focus; padding: 0 #11px; min-height: #24px; }
QPushButton:disabled { background: @window; color: @text3; border-color: @border; }
QPushButton[kind="dock"] { min-height: #22px; padding: 0 #8px; }
QPushButton[kind="dock"]:focus { min-height: #20px; padding: 0 #7px; }

QToolButton { background: transparent; border: none; border-radius: #5px; color: @text2; }
QToolButton:hover { background: @hover; }
QToolButton[kind="onWindow"]:hover { background: @hoverWindow; }
QToolButton:pressed, QToolButton:checked:pressed { background: @track; }
QToolButton:focus { border: #2px solid @focus; }
QToolButton:disabled { background: transparent; }
QToolButton::menu-indicator { image: none; width: 0; }

QMenu { background: @raised; color: @text; border: #1px solid @borderStrong; padding: #4px 0; }
QMenu::item { height: #26px; padding: 0 #24px 0 #10px; margin: 0 #4px; border-radius: #5px; }
QMenu::icon { padding-left: #8px; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @text3; }
QMenu::separator { height: #1px; background: @border; margin: #4px 0; }

QScrollBar:vertical { background: transparent; width: #10px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: #10px; margin: 0; border: none; }
QScrollBar::handle:vertical { background: @borderStrong; border-radius: #3px; margin: #2px; min-height: #32px; }
QScrollBar::handle:horizontal { background: @borderStrong; border-radius: #3px; margin: #2px; min-width: #32px; }
QScrollBar::handle:hover { background: @text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QSplitter::handle { background: @border; }
QToolTip { background: @raised; color: @text; border: #1px solid @borderStrong; padding: #4px #6px; }
QDialog { background: @surface; }
)");

bool isWord(QChar c)
{
    return c.isLetterOrNumber();
}

QString expand(QStringView source, const Theme& theme, const QHash<QString, QString>& colors)
{
    QString result;
    result.reserve(source.size() + 512);
    for (qsizetype i = 0; i < source.size(); ++i) {
        const QChar mark = source[i];
        if (mark != u'@' && mark != u'#') {
            result.append(mark);
            continue;
        }
        qsizetype end = i + 1;
        while (end < source.size() && (mark == u'@' ? isWord(source[end]) : source[end].isDigit()))
            ++end;
        const QStringView word = source.sliced(i + 1, end - i - 1);
        if (mark == u'@')
            result.append(colors.value(word.toString()));
        else
            result.append(QString::number(theme.px(word.toInt())));
        i = end - 1;
    }
    return result;
}

} // namespace

QString applicationStyleSheet(const Theme& theme)
{
    QHash<QString, QString> colors;
    for (int i = 0; i < tokenCount; ++i) {
        const auto token = static_cast<Token>(i);
        colors.insert(tokenName(token), theme.color(token).name());
    }
    return expand(QString(sheetTemplate), theme, colors);
}

namespace {

struct TokenRow {
    Token token;
    QRgb light;
    QRgb dark;
};

// The only place of the program that writes a colour down. Row number = token.
constexpr std::array<TokenRow, tokenCount> tokenTable{{
    {Token::Window, 0xF2F3F5, 0x17191C},       {Token::Sunken, 0xF8F9FA, 0x1B1D21},
    {Token::Surface, 0xFFFFFF, 0x1E2125},      {Token::Raised, 0xFFFFFF, 0x282B31},
    {Token::Field, 0xFFFFFF, 0x25282E},        {Token::Track, 0xE9EBEF, 0x2B2F35},
    {Token::TrackOn, 0xFFFFFF, 0x454B55},      {Token::Border, 0xE1E4E8, 0x2E3238},
    {Token::BorderStrong, 0xC3C8D0, 0x464B54}, {Token::Text, 0x1A1D23, 0xE3E5E9},
    {Token::Text2, 0x565E6C, 0xA3AAB5},        {Token::Text3, 0x646C79, 0x8D95A1},
    {Token::Accent, 0x4A55C8, 0x98A2FA},       {Token::AccentHover, 0x3D47B0, 0xAEB6FB},
    {Token::OnAccent, 0xFFFFFF, 0x12151F},     {Token::Focus, 0x6670E0, 0x7E89F0},
    {Token::Selection, 0xE3E6FA, 0x2E3459},    {Token::SelectionInactive, 0xE6E8EC, 0x30343A},
    {Token::Hover, 0xF1F2F5, 0x26292F},        {Token::HoverWindow, 0xE7E9ED, 0x22252A},
    {Token::Success, 0x18703D, 0x5FC98A},      {Token::SuccessBg, 0xE4F4EA, 0x1B3326},
    {Token::SuccessDot, 0x2A9D5A, 0x3FB873},   {Token::Warning, 0x8A5A00, 0xE3B04B},
    {Token::WarningBg, 0xFCF1D8, 0x382C14},    {Token::WarningDot, 0xC98300, 0xE0A32C},
    {Token::Danger, 0xC02434, 0xFF8489},       {Token::DangerBg, 0xFCE9EA, 0x3F2024},
    {Token::DangerDot, 0xD93545, 0xF05A63},    {Token::OnDanger, 0xFFFFFF, 0x1C0B0D},
    {Token::Info, 0x0B64A0, 0x6BB8EE},         {Token::InfoBg, 0xE3F0F9, 0x16303F},
    {Token::InfoDot, 0x1C86CC, 0x3A9EE0},      {Token::WfQueue, 0x8A929F, 0x6F7783},
    {Token::WfDns, 0x2AA198, 0x3DB5AC},        {Token::WfConnect, 0xCF7717, 0xE59B4B},
    {Token::WfTls, 0xA35BC4, 0xB77AD6},        {Token::WfWait, 0x42A46C, 0x4BA56F},
    {Token::WfDownload, 0x3E8FD6, 0x4FA0E6},   {Token::WfBackoff, 0x868E9B, 0x727A86},
    {Token::VKey, 0x6A2F8F, 0xCFA5EE},         {Token::VString, 0x1B6B3A, 0x86CFA0},
    {Token::VNumber, 0x0B5FA5, 0x7CBDF5},      {Token::VBool, 0x9A4A00, 0xE8AE6C},
    {Token::VNull, 0x646C79, 0x8D95A1},        {Token::Session1, 0x2F8F83, 0x3DAA9C},
    {Token::Session2, 0xB0722A, 0xC98A3E},     {Token::Session3, 0xD93545, 0xF05A63},
    {Token::Session4, 0x7A5BC4, 0x9A7FE0},     {Token::Session5, 0x4A7FB8, 0x5F98D6},
    {Token::Session6, 0x828791, 0x8A8F99},
}};

constexpr bool tableIsInOrder()
{
    for (size_t i = 0; i < tokenTable.size(); ++i) {
        if (static_cast<size_t>(tokenTable[i].token) != i)
            return false;
    }
    return true;
}
static_assert(tableIsInOrder());

// Sizes is a run of ints and nothing else; scaling them in one loop cannot forget one.
Sizes scaled(const Sizes& sizes, qreal scale)
{
    auto values = std::bit_cast<std::array<int, sizeof(Sizes) / sizeof(int)>>(sizes);
    for (int& value : values)
        value = qRound(value * scale);
    return std::bit_cast<Sizes>(values);
}

qreal luminance(const QColor& color)
{
    const auto linear = [](qreal channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

Theme Theme::make(Scheme scheme, const Typography& typography, bool highContrast)
{
    Theme theme;
    theme.m_scheme = scheme;
    theme.m_typography = typography;
    theme.m_scale = typography.scale();
    for (const TokenRow& row : tokenTable)
        theme.m_colors[static_cast<size_t>(row.token)] =
            QColor(scheme == Scheme::Dark ? row.dark : row.light);
    if (highContrast) {
        theme.m_colors[static_cast<size_t>(Token::Border)] = theme.color(Token::Text3);
        theme.m_colors[static_cast<size_t>(Token::BorderStrong)] = theme.color(Token::Text2);
    }
    for (int role = 0; role < fontRoleCount; ++role)
        theme.m_fonts[static_cast<size_t>(role)] = typography.font(static_cast<FontRole>(role));
    theme.m_sizes = scaled(Sizes{}, theme.m_scale);
    return theme;
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, color(Token::Window));
    palette.setColor(QPalette::Base, color(Token::Surface));
    palette.setColor(QPalette::AlternateBase, color(Token::Sunken));
    palette.setColor(QPalette::Button, color(Token::Raised));
    palette.setColor(QPalette::Light, color(Token::Raised));
    palette.setColor(QPalette::Midlight, color(Token::Hover));
    palette.setColor(QPalette::Mid, color(Token::Border));
    palette.setColor(QPalette::Dark, color(Token::BorderStrong));
    palette.setColor(QPalette::Shadow, color(Token::BorderStrong));
    for (QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText,
                                     QPalette::HighlightedText, QPalette::ToolTipText}) {
        palette.setColor(role, color(Token::Text));
        palette.setColor(QPalette::Disabled, role, color(Token::Text3));
    }
    palette.setColor(QPalette::Highlight, color(Token::Selection));
    palette.setColor(QPalette::Inactive, QPalette::Highlight, color(Token::SelectionInactive));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(Token::SelectionInactive));
    palette.setColor(QPalette::PlaceholderText, color(Token::Text3));
    palette.setColor(QPalette::Link, color(Token::Accent));
    palette.setColor(QPalette::LinkVisited, color(Token::Accent));
    palette.setColor(QPalette::BrightText, color(Token::Danger));
    palette.setColor(QPalette::ToolTipBase, color(Token::Raised));
    return palette;
}

QString Theme::styleSheet() const
{
    return applicationStyleSheet(*this);
}

qreal contrastRatio(const QColor& first, const QColor& second)
{
    const qreal a = luminance(first);
    const qreal b = luminance(second);
    return (qMax(a, b) + 0.05) / (qMin(a, b) + 0.05);
}

} // namespace inia::ui
