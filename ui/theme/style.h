#pragma once

#include "ui/theme/icons.h"

#include <QtWidgets/QProxyStyle>

namespace inia::ui {

class Theme;

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

} // namespace inia::ui
