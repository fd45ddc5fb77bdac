#include "ui/widgets/sessiontabs.h"

#include "ui/commands/commandtable.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/controls.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QHBoxLayout>

namespace inia::ui {

namespace {

constexpr int padding = 14; // before the name
constexpr int wordGap = 8;
constexpr int closeSide = 22;

QString accessibleText(const SessionTab& tab)
{
    QString text = QStringLiteral("%1, %2").arg(tab.name, tab.region);
    if (tab.production)
        text += SessionTabBar::tr(", production");
    if (tab.readOnly)
        text += SessionTabBar::tr(", read-only");
    return text;
}

} // namespace

SessionTabBar::SessionTabBar(const Appearance& appearance, QWidget* parent)
    : QTabBar(parent), m_appearance(appearance)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(false);
    setElideMode(Qt::ElideMiddle);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAccessibleName(tr("Sessions"));
    connect(this, &QTabBar::currentChanged, this, &SessionTabBar::showCloseButtons);
}

int SessionTabBar::add(const SessionTab& tab)
{
    // The data has to be there before QTabBar asks for the size.
    m_tabs.append(tab);
    const int index = addTab(tab.name);
    addCloseButton(index);
    put(index, tab);
    showCloseButtons();
    return index;
}

void SessionTabBar::put(int index, const SessionTab& tab)
{
    if (index >= m_tabs.size())
        m_tabs.resize(index + 1);
    m_tabs[index] = tab;
    setTabText(index, accessibleText(tab)); // what screen readers say; the paint uses the data
    setTabToolTip(index, accessibleText(tab));
    if (tabButton(index, RightSide))
        tabButton(index, RightSide)->setAccessibleName(tr("Close session %1").arg(tab.name));
    updateGeometry();
    update();
}

void SessionTabBar::addCloseButton(int index)
{
    auto* close = new ToolButton(m_appearance, QStringLiteral("x"), tr("Close session"), {}, this,
                                 ToolButton::Ground::Window);
    close->setIconPixels(14, closeSide);
    setTabButton(index, RightSide, close);
    connect(close, &QToolButton::clicked, this, [this, close] {
        for (int i = 0; i < count(); ++i) {
            if (tabButton(i, RightSide) == close)
                emit closeRequested(i);
        }
    });
}

// Only the current tab has one: the others would ask to be closed by mistake.
void SessionTabBar::showCloseButtons()
{
    for (int i = 0; i < count(); ++i) {
        if (tabButton(i, RightSide))
            tabButton(i, RightSide)->setVisible(i == currentIndex());
    }
}

QSize SessionTabBar::tabSizeHint(int index) const
{
    const Theme& theme = m_appearance.theme();
    const SessionTab& tab = m_tabs.value(index);
    int width = theme.px(padding) + QFontMetrics(theme.font(FontRole::Strong)).horizontalAdvance(tab.name);
    width += theme.px(wordGap) + QFontMetrics(theme.font(FontRole::Secondary)).horizontalAdvance(tab.region);
    if (tab.production)
        width += theme.px(wordGap) + badgeSize(theme, tr("PROD")).width();
    if (tab.readOnly)
        width += theme.px(wordGap) + theme.sizes().iconSmall;
    return {width + theme.px(closeSide + 20), theme.sizes().sessionBar};
}

QSize SessionTabBar::minimumTabSizeHint(int) const
{
    return {m_appearance.theme().px(150), m_appearance.theme().sizes().sessionBar};
}

void SessionTabBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int i = 0; i < count(); ++i)
        paintTab(painter, i);
}

void SessionTabBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete && currentIndex() >= 0)
        emit closeRequested(currentIndex());
    else
        QTabBar::keyPressEvent(event);
}

void SessionTabBar::mouseReleaseEvent(QMouseEvent* event)
{
    const int index = tabAt(event->position().toPoint());
    if (event->button() == Qt::MiddleButton && index >= 0)
        emit closeRequested(index);
    else
        QTabBar::mouseReleaseEvent(event);
}

void SessionTabBar::tabRemoved(int index)
{
    m_tabs.remove(index);
    QTabBar::tabRemoved(index);
}

void SessionTabBar::paintGround(QPainter& painter, const QRect& area, const SessionTab& tab,
                                bool current) const
{
    const Theme& theme = m_appearance.theme();
    const qreal radius = theme.sizes().radiusField;
    const int strip = theme.sizes().sessionStrip;
    painter.save();
    painter.setClipRect(area);
    if (current) {
        // The card reaches below the bar, so that only its upper corners are round.
        const QRectF card = QRectF(area).adjusted(0, 0, 0, radius);
        fillRounded(painter, card, radius, theme.color(Token::Surface));
        strokeRounded(painter, card, radius, 1, theme.color(Token::Border));
    }
    painter.setClipRect(QRect(area.left(), area.top(), area.width(), strip));
    painter.setOpacity(current ? 1.0 : 0.55);
    const QRectF band = current ? QRectF(area).adjusted(0, 0, 0, radius) : QRectF(area);
    if (current)
        fillRounded(painter, band, radius, theme.color(tab.color));
    else
        fillRounded(painter, QRectF(area.left(), area.top(), area.width(), strip), strip / 2.0,
                    theme.color(tab.color));
    painter.restore();
}

void SessionTabBar::paintTab(QPainter& painter, int index) const
{
    const Theme& theme = m_appearance.theme();
    const SessionTab& tab = m_tabs.value(index);
    const bool current = index == currentIndex();
    const QRect area = tabRect(index).adjusted(theme.px(2), theme.px(4), -theme.px(6), 0);
    paintGround(painter, area, tab, current);
    paintWords(painter, area.adjusted(theme.px(padding - 2), theme.px(1), -theme.px(closeSide + 2), 0), tab,
               current);
    if (current && hasFocus())
        strokeRounded(painter, area.adjusted(theme.px(3), theme.px(6), -theme.px(3), -theme.px(4)),
                      theme.sizes().radiusRow, 2, theme.color(Token::Focus));
}

// Badge and lock keep their room, then the name; the region takes what is left.
void SessionTabBar::paintWords(QPainter& painter, QRect space, const SessionTab& tab, bool current) const
{
    const Theme& theme = m_appearance.theme();
    const int gap = theme.px(wordGap);
    const QString badge = tr("PROD");
    const QSize badgeRoom = tab.production ? badgeSize(theme, badge) : QSize();
    const int lock = theme.sizes().iconSmall;
    const int marks = (tab.production ? badgeRoom.width() + gap : 0) + (tab.readOnly ? lock + gap : 0);
    const int middle = space.top() + space.height() / 2;
    const auto word = [&](FontRole role, Token ink, const QString& text) {
        const QFontMetrics metrics(theme.font(role));
        const int room = space.width() - marks;
        if (room < metrics.horizontalAdvance(u'm') * 2)
            return;
        const QString shown = metrics.elidedText(text, Qt::ElideMiddle, room);
        painter.setFont(theme.font(role));
        painter.setPen(theme.color(ink));
        painter.drawText(space, Qt::AlignLeft | Qt::AlignVCenter, shown);
        space.setLeft(space.left() + metrics.horizontalAdvance(shown) + gap);
    };
    word(FontRole::Strong, current ? Token::Text : Token::Text2, tab.name);
    word(FontRole::Secondary, Token::Text2, tab.region);
    if (tab.production) {
        const QPoint at(space.left(), middle - badgeRoom.height() / 2);
        drawBadge(painter, QRect(at, badgeRoom), theme, badge, BadgeKind::Production);
        space.setLeft(space.left() + badgeRoom.width() + gap);
    }
    if (tab.readOnly)
        painter.drawPixmap(
            QPoint(space.left(), middle - lock / 2 - 1),
            m_appearance.icons().pixmap(QStringLiteral("lock"), Token::Text2, lock, devicePixelRatioF()));
}

SessionTabs::SessionTabs(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_bar(new SessionTabBar(appearance, this)),
      m_new(new ToolButton(appearance, QStringLiteral("plus"), tr("Open another session"),
                           keysOf(CommandId::NewTab).value(0), this, ToolButton::Ground::Window))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(appearance.theme().px(6), 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    // As deep as the words, which stand below the strip.
    auto* deeper = new QVBoxLayout;
    deeper->setContentsMargins(0, appearance.theme().px(3), 0, 0);
    deeper->addWidget(m_new);
    layout->addLayout(deeper);
    layout->addStretch(1);
    setFixedHeight(appearance.theme().sizes().sessionBar);
    connect(m_bar, &QTabBar::currentChanged, this, &SessionTabs::currentChanged);
    connect(m_bar, &SessionTabBar::closeRequested, this, &SessionTabs::closeRequested);
    connect(m_new, &QToolButton::clicked, this, &SessionTabs::newRequested);
}

int SessionTabs::addTab(const SessionTab& tab)
{
    return m_bar->add(tab);
}

void SessionTabs::setTab(int index, const SessionTab& tab)
{
    if (index >= 0 && index < m_bar->count())
        m_bar->put(index, tab);
}

SessionTab SessionTabs::tab(int index) const
{
    return m_bar->at(index);
}

void SessionTabs::removeTab(int index)
{
    m_bar->removeTab(index);
}

int SessionTabs::count() const
{
    return m_bar->count();
}

int SessionTabs::currentIndex() const
{
    return m_bar->currentIndex();
}

void SessionTabs::setCurrentIndex(int index)
{
    m_bar->setCurrentIndex(index);
}

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
