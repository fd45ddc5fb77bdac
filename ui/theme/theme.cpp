#include "ui/theme/theme.h"

#include "ui/theme/stylesheet.h"

#include <bit>
#include <cmath>

namespace inia::ui {

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
