#include "ui/theme/style.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QStyleOption>

namespace inia::ui {

Style::Style(const Theme& theme, const Icons& icons)
    : QProxyStyle(QStringLiteral("fusion")), m_theme(theme), m_icons(icons)
{
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    // Session tabs are the only ones with a button: it stands beside the words, which are below the strip.
    return element == SE_TabBarTabRightButton ? rect.translated(m_theme.px(2), m_theme.px(2)) : rect;
}

QIcon Style::standardIcon(StandardPixmap standard, const QStyleOption* option, const QWidget* widget) const
{
    if (standard == SP_LineEditClearButton)
        return m_icons.icon(QStringLiteral("x"));
    return QProxyStyle::standardIcon(standard, option, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_LineEditIconSize:
        return m_theme.sizes().icon;
    case PM_LineEditIconMargin:
        return m_theme.px(1);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                     QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_Widget_Animate:
    case SH_UnderlineShortcut:
        return 0;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    if (element == PE_FrameFocusRect)
        return;
    if (element == PE_IndicatorArrowDown) {
        drawChevron(*painter, QRectF(option->rect).center(), m_theme.px(6), Chevron::Down,
                    m_theme.color(Token::Text2));
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

} // namespace inia::ui
