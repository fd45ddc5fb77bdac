#pragma once

#include "ui/theme/tokens.h"
#include "ui/theme/typography.h"

#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QPalette>

#include <array>

namespace inia::ui {

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
