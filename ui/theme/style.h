#pragma once

#include <QtWidgets/QProxyStyle>

namespace inia::ui {

class Theme;

// Fusion with the few things a style sheet cannot say: icon sizes, no dotted focus frames (our widgets draw
// their own ring), a menu's delay, and drop-down arrows that match our chevrons.
class Style final : public QProxyStyle {
    Q_OBJECT

public:
    // `theme` outlives the style.
    explicit Style(const Theme& theme);
    Q_DISABLE_COPY_MOVE(Style)

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;

private:
    const Theme& m_theme;
};

} // namespace inia::ui
