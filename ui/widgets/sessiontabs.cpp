#include "ui/widgets/sessiontabs.h"

#include "ui/theme/appearance.h"
#include "ui/theme/painting.h"
#include "ui/widgets/toolbutton.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QTabBar>

namespace inia::ui {

namespace {

constexpr int padding = 14; // before the name
constexpr int wordGap = 8;
constexpr int closeSide = 22;

QString accessibleText(const SessionTab& tab)
{
    QString text = QStringLiteral("%1, %2").arg(tab.name, tab.region);
    if (tab.production)
        text += SessionTabs::tr(", production");
    if (tab.readOnly)
        text += SessionTabs::tr(", read-only");
    return text;
}

} // namespace

class SessionTabs::Bar final : public QTabBar {
public:
    Bar(const Appearance& appearance, SessionTabs* owner)
        : QTabBar(owner), m_appearance(appearance), m_owner(owner)
    {
        setDrawBase(false);
        setExpanding(false);
        setUsesScrollButtons(false);
        setElideMode(Qt::ElideMiddle);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        setAccessibleName(SessionTabs::tr("Sessions"));
        QObject::connect(this, &QTabBar::currentChanged, this, &Bar::showCloseButtons);
    }

    void put(int index, const SessionTab& tab)
    {
        if (index >= tabs.size())
            tabs.resize(index + 1);
        tabs[index] = tab;
        setTabText(index, accessibleText(tab)); // what screen readers say; the paint uses `tabs`
        setTabToolTip(index, accessibleText(tab));
        if (tabButton(index, RightSide))
            tabButton(index, RightSide)->setAccessibleName(SessionTabs::tr("Close session %1").arg(tab.name));
        updateGeometry();
        update();
    }

    void addCloseButton(int index)
    {
        auto* close = new ToolButton(m_appearance, QStringLiteral("x"), SessionTabs::tr("Close session"), {},
                                     this, ToolButton::Ground::Window);
        close->setIconPixels(14, closeSide);
        setTabButton(index, RightSide, close);
        QObject::connect(close, &QToolButton::clicked, m_owner, [this, close] {
            for (int i = 0; i < count(); ++i) {
                if (tabButton(i, RightSide) == close)
                    emit m_owner->closeRequested(i);
            }
        });
    }

    // Only the current tab has one: the others would ask to be closed by mistake. They have the middle
    // mouse button.
    void showCloseButtons()
    {
        for (int i = 0; i < count(); ++i) {
            if (tabButton(i, RightSide))
                tabButton(i, RightSide)->setVisible(i == currentIndex());
        }
    }

    QList<SessionTab> tabs;

protected:
    QSize tabSizeHint(int index) const override
    {
        const Theme& theme = m_appearance.theme();
        const SessionTab& tab = tabs.value(index);
        int width =
            theme.px(padding) + QFontMetrics(theme.font(FontRole::Strong)).horizontalAdvance(tab.name);
        width +=
            theme.px(wordGap) + QFontMetrics(theme.font(FontRole::Secondary)).horizontalAdvance(tab.region);
        if (tab.production)
            width += theme.px(wordGap) + badgeSize(theme, SessionTabs::tr("PROD")).width();
        if (tab.readOnly)
            width += theme.px(wordGap) + theme.sizes().iconSmall;
        return {width + theme.px(closeSide + 20), theme.sizes().sessionBar};
    }

    QSize minimumTabSizeHint(int) const override
    {
        return {m_appearance.theme().px(150), m_appearance.theme().sizes().sessionBar};
    }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        for (int i = 0; i < count(); ++i)
            paintTab(painter, i);
    }

    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Delete && currentIndex() >= 0)
            emit m_owner->closeRequested(currentIndex());
        else
            QTabBar::keyPressEvent(event);
    }

    void mouseReleaseEvent(QMouseEvent* event) override
    {
        const int index = tabAt(event->position().toPoint());
        if (event->button() == Qt::MiddleButton && index >= 0)
            emit m_owner->closeRequested(index);
        else
            QTabBar::mouseReleaseEvent(event);
    }

    void tabRemoved(int index) override
    {
        tabs.remove(index);
        QTabBar::tabRemoved(index);
    }

private:
    void paintGround(QPainter& painter, const QRect& area, const SessionTab& tab, bool current) const
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

    void paintTab(QPainter& painter, int index) const
    {
        const Theme& theme = m_appearance.theme();
        const SessionTab& tab = tabs.value(index);
        const bool current = index == currentIndex();
        const QRect area = tabRect(index).adjusted(theme.px(2), theme.px(4), -theme.px(6), 0);
        paintGround(painter, area, tab, current);
        paintWords(painter, area.adjusted(theme.px(padding - 2), theme.px(1), -theme.px(closeSide + 2), 0),
                   tab, current);
        if (current && hasFocus())
            strokeRounded(painter, area.adjusted(theme.px(3), theme.px(6), -theme.px(3), -theme.px(4)),
                          theme.sizes().radiusRow, 2, theme.color(Token::Focus));
    }

    // Badge and lock keep their room, then the name; the region takes what is left.
    void paintWords(QPainter& painter, QRect space, const SessionTab& tab, bool current) const
    {
        const Theme& theme = m_appearance.theme();
        const int gap = theme.px(wordGap);
        const QString badge = SessionTabs::tr("PROD");
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

    const Appearance& m_appearance;
    SessionTabs* m_owner;
};

SessionTabs::SessionTabs(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_bar(new Bar(appearance, this)),
      m_new(new ToolButton(appearance, QStringLiteral("plus"), tr("Open another session"),
                           QKeySequence(Qt::CTRL | Qt::Key_T), this, ToolButton::Ground::Window))
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
    connect(m_new, &QToolButton::clicked, this, &SessionTabs::newRequested);
}

int SessionTabs::addTab(const SessionTab& tab)
{
    // The data has to be there before QTabBar asks for the size.
    m_bar->tabs.append(tab);
    const int index = m_bar->QTabBar::addTab(tab.name);
    m_bar->addCloseButton(index);
    m_bar->put(index, tab);
    m_bar->showCloseButtons();
    return index;
}

void SessionTabs::setTab(int index, const SessionTab& tab)
{
    if (index >= 0 && index < m_bar->count())
        m_bar->put(index, tab);
}

SessionTab SessionTabs::tab(int index) const
{
    return m_bar->tabs.value(index);
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

} // namespace inia::ui
