#include "ui/widgets/tabstrip.h"

#include "ui/delegates/format.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"

#include <QtGui/QFontMetrics>

namespace inia::ui {

TabStrip::TabStrip(const Appearance& appearance, QWidget* parent, Density density)
    : QTabBar(parent),
      m_appearance(appearance),
      m_gap(appearance.theme().px(density == Density::Normal ? 20 : 10))
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

int TabStrip::addPage(const QString& title)
{
    return addTab(title);
}

void TabStrip::setCount(int index, qint64 count)
{
    if (index < 0 || index >= this->count())
        return;
    setTabData(index, count < 0 ? QVariant() : QVariant(count));
    // QTabBar lays out again only when a text changes.
    setTabText(index, tabText(index));
    updateGeometry();
    update();
}

QString TabStrip::countText(int index) const
{
    const QVariant count = tabData(index);
    return count.isValid() ? ui::countText(count.toLongLong()) : QString();
}

QSize TabStrip::tabSizeHint(int index) const
{
    const Theme& theme = m_appearance.theme();
    int width = QFontMetrics(theme.font(FontRole::Control)).horizontalAdvance(tabText(index)) + m_gap;
    const QString count = countText(index);
    if (!count.isEmpty())
        width += countPillSize(theme, count).width() + theme.px(8);
    return {width, theme.sizes().panelTabs};
}

QSize TabStrip::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

QSize TabStrip::sizeHint() const
{
    int width = 0;
    for (int i = 0; i < count(); ++i)
        width += tabSizeHint(i).width();
    return {width, m_appearance.theme().sizes().panelTabs};
}

QSize TabStrip::minimumSizeHint() const
{
    return {m_gap, m_appearance.theme().sizes().panelTabs};
}

void TabStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int i = 0; i < count(); ++i)
        paintTab(painter, i);
}

void TabStrip::paintTab(QPainter& painter, int index) const
{
    const Theme& theme = m_appearance.theme();
    const bool current = index == currentIndex();
    const QRect area = tabRect(index).adjusted(0, 0, -m_gap, 0);
    const bool hovered = tabRect(index).contains(mapFromGlobal(QCursor::pos()));
    painter.setFont(theme.font(FontRole::Control));
    painter.setPen(
        theme.color(!isTabEnabled(index) ? Token::Text3 : (current || hovered ? Token::Text : Token::Text2)));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, tabText(index));
    const QString count = countText(index);
    if (!count.isEmpty()) {
        const QSize pill = countPillSize(theme, count);
        const QRect at(area.right() + 1 - pill.width(), (height() - pill.height()) / 2, pill.width(),
                       pill.height());
        drawCountPill(painter, at, theme, count);
    }
    if (current)
        painter.fillRect(QRect(area.left(), height() - theme.px(2), area.width(), theme.px(2)),
                         theme.color(Token::Accent));
    if (current && hasFocus())
        strokeRounded(painter, area.adjusted(-theme.px(4), theme.px(3), theme.px(4), -theme.px(4)),
                      theme.sizes().radiusRow, 2, theme.color(Token::Focus));
}

} // namespace inia::ui
