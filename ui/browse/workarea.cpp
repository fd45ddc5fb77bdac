#include "ui/browse/workarea.h"

#include "ui/browse/navigator.h"
#include "ui/browse/servicekit.h"
#include "ui/browse/sessioncontroller.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/treeview.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>

namespace inia::ui {

namespace {

// What a part needs the area to have before it is open by itself.
constexpr int detailsNeed = 1200;
constexpr int treeNeeds = 720;
constexpr int dockNeeds = 420;
constexpr int dockHeight = 300;
constexpr int detailsWidth = 336;

QSplitter* makeSplitter(Qt::Orientation orientation, QWidget* parent)
{
    auto* splitter = new QSplitter(orientation, parent);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

} // namespace

WorkArea::WorkArea(const Appearance& appearance, SessionController& sessions, SharedParts shared,
                   QWidget* dock, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_sessions(sessions),
      m_columns(makeSplitter(Qt::Horizontal, this)),
      m_rows(makeSplitter(Qt::Vertical, this)),
      m_content(makeSplitter(Qt::Horizontal, this)),
      m_trees(new QStackedWidget(this)),
      m_browsers(new QStackedWidget(this)),
      m_detailPanels(new QStackedWidget(this)),
      m_dock(dock),
      m_shared(std::move(shared))
{
    QStackedWidget* stacks[] = {m_trees, m_browsers, m_detailPanels};
    for (int i = 0; i < 3; ++i) {
        m_nothing[i] = new QWidget(this);
        m_nothing[i]->setAutoFillBackground(true);
        m_nothing[i]->setBackgroundRole(i == 0 ? QPalette::Window : QPalette::Base);
        stacks[i]->addWidget(m_nothing[i]);
    }
    buildSplitters(dock);
    connect(&sessions, &SessionController::opened, this, [this](int index) {
        Tab tab;
        tab.start = m_sessions.at(index).start;
        m_tabs.insert(m_tabs.begin() + index, std::move(tab));
    });
    connect(&sessions, &SessionController::replaced, this, &WorkArea::replaceTab);
    connect(&sessions, &SessionController::infoChanged, this, [this](int index) {
        if (SessionView* view = m_tabs[static_cast<std::size_t>(index)].view.get())
            view->setInfo(m_sessions.at(index).info);
    });
    connect(&sessions, &SessionController::keysRenewed, this, [this](int index) {
        if (SessionView* view = m_tabs[static_cast<std::size_t>(index)].view.get())
            view->goOn();
    });
    connect(&sessions, &SessionController::closed, this, [this](int index) {
        dropTab(m_tabs[static_cast<std::size_t>(index)]);
        m_tabs.erase(m_tabs.begin() + index);
        m_current = -1;
        showCurrent();
    });
}

WorkArea::~WorkArea() = default;

void WorkArea::buildSplitters(QWidget* dock)
{
    const Theme& theme = m_appearance.theme();
    const Sizes& sizes = theme.sizes();
    m_trees->setMinimumWidth(sizes.treeMin);
    m_detailPanels->setMinimumWidth(sizes.detailsMin);
    m_content->addWidget(m_browsers);
    m_content->addWidget(m_detailPanels);
    m_content->setStretchFactor(0, 1);
    m_content->setStretchFactor(1, 0);
    m_content->setSizes({theme.px(840), theme.px(detailsWidth)});
    m_rows->addWidget(m_content);
    m_rows->addWidget(dock);
    m_rows->setStretchFactor(0, 1);
    m_rows->setStretchFactor(1, 0);
    m_rows->setSizes({theme.px(520), theme.px(dockHeight)});
    m_columns->addWidget(m_trees);
    m_columns->addWidget(m_rows);
    m_columns->setStretchFactor(0, 0);
    m_columns->setStretchFactor(1, 1);
    m_columns->setSizes({sizes.treeWidth, theme.px(1176)});
    for (const QSplitter* splitter : {m_columns, m_rows, m_content})
        connect(splitter, &QSplitter::splitterMoved, this, &WorkArea::layoutChanged);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_columns);
}

void WorkArea::fillTab(int index)
{
    const OpenSession& open = m_sessions.at(index);
    Tab& tab = m_tabs[static_cast<std::size_t>(index)];
    if (tab.view || tab.error != nullptr)
        return;
    if (!open.session) {
        tab.error = makeError(index, open.session.error());
        m_browsers->addWidget(tab.error);
        return;
    }
    tab.session = *open.session;
    tab.view = std::make_unique<SessionView>(m_appearance, *open.session, open.info, open.color, tab.start,
                                             m_shared);
    m_trees->addWidget(tab.view->tree());
    m_browsers->addWidget(tab.view->centre());
    m_detailPanels->addWidget(tab.view->details());
    connect(tab.view.get(), &SessionView::placeChanged, this, [this, view = tab.view.get()] {
        if (view == current())
            emit placeChanged();
    });
}

std::vector<WindowServices::OpenTab> WorkArea::openTabs() const
{
    std::vector<WindowServices::OpenTab> open;
    for (const Tab& tab : m_tabs) {
        if (tab.view)
            open.push_back({{tab.session->profileName(), tab.session->region()}, &tab.view->resources()});
    }
    return open;
}

Place WorkArea::placeOf(int index) const
{
    const Tab& tab = m_tabs.at(static_cast<std::size_t>(index));
    return tab.view ? tab.view->navigator().current() : tab.start;
}

QWidget* WorkArea::makeError(int index, const Error& error)
{
    auto* state = new StateView(m_appearance);
    state->setContent(sessionErrorState(error));
    const OpenSession* open = &m_sessions.at(index);
    connect(
        state, &StateView::actionTriggered, this,
        [this, open](const QString& id) {
            if (id == stateaction::chooseProfile) {
                emit chooseProfileRequested();
                return;
            }
            for (int i = 0; i < m_sessions.count(); ++i) {
                if (&m_sessions.at(i) == open) {
                    m_sessions.retry(i);
                    return;
                }
            }
        },
        Qt::QueuedConnection);
    return state;
}

void WorkArea::dropTab(Tab& tab)
{
    tab.view.reset();
    if (tab.error != nullptr) {
        tab.error->hide();
        tab.error->deleteLater();
        tab.error = nullptr;
    }
}

void WorkArea::replaceTab(int index)
{
    Tab& tab = m_tabs[static_cast<std::size_t>(index)];
    const auto& session = m_sessions.at(index).session;
    tab.start = placeOf(index);
    if (tab.session && session)
        tab.start = placeFor(tab.start, *tab.session, *session);
    dropTab(tab);
    if (index == m_current)
        showCurrent();
}

void WorkArea::setCurrentIndex(int index)
{
    m_current = index;
    showCurrent();
}

SessionView* WorkArea::current() const
{
    const auto index = static_cast<std::size_t>(m_current);
    return m_current >= 0 && index < m_tabs.size() ? m_tabs[index].view.get() : nullptr;
}

void WorkArea::showCurrent()
{
    if (m_current >= 0 && m_current < static_cast<int>(m_tabs.size()))
        fillTab(m_current);
    SessionView* view = current();
    const auto index = static_cast<std::size_t>(m_current);
    QWidget* error = m_current >= 0 && index < m_tabs.size() ? m_tabs[index].error : nullptr;
    m_trees->setCurrentWidget(view != nullptr ? view->tree() : m_nothing[0]);
    QWidget* centre = view != nullptr ? static_cast<QWidget*>(view->centre()) : error;
    m_browsers->setCurrentWidget(centre != nullptr ? centre : m_nothing[1]);
    m_detailPanels->setCurrentWidget(view != nullptr ? static_cast<QWidget*>(view->details()) : m_nothing[2]);
    applyOpen();
    emit currentViewChanged();
}

bool WorkArea::isTreeOpen() const
{
    return m_treeWish.in(hasTreeRoom());
}

bool WorkArea::isDockOpen() const
{
    return m_dockWish.in(hasDockRoom());
}

bool WorkArea::isDetailsOpen() const
{
    return hasTreeRoom() ? m_detailsWish.in(isWide()) : m_smallDetails;
}

void WorkArea::setTreeOpen(bool open)
{
    m_treeWish.in(hasTreeRoom()) = open;
    applyOpen();
    emit layoutChanged();
}

void WorkArea::setDockOpen(bool open)
{
    m_dockWish.in(hasDockRoom()) = open;
    applyOpen();
    emit layoutChanged();
}

void WorkArea::setDetailsOpen(bool open)
{
    (hasTreeRoom() ? m_detailsWish.in(isWide()) : m_smallDetails) = open;
    applyOpen();
    emit layoutChanged();
}

bool WorkArea::hasTreeRoom() const
{
    return width() >= m_appearance.theme().px(treeNeeds);
}

bool WorkArea::hasDockRoom() const
{
    return height() >= m_appearance.theme().px(dockNeeds);
}

bool WorkArea::isWide() const
{
    return width() >= m_appearance.theme().px(detailsNeed);
}

// In a narrow window the details give way first, in a small one the tree and the dock: until they are asked
// for there.
void WorkArea::applyOpen()
{
    m_trees->setVisible(isTreeOpen());
    m_dock->setVisible(isDockOpen());
    m_detailPanels->setVisible(isDetailsOpen() && current() != nullptr);
}

void WorkArea::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    applyOpen();
    emit roomChanged();
}

WorkAreaLayout WorkArea::layoutState() const
{
    WorkAreaLayout layout;
    layout.columns = m_columns->saveState();
    layout.rows = m_rows->saveState();
    layout.content = m_content->saveState();
    layout.tree = m_treeWish.roomy;
    layout.dock = m_dockWish.roomy;
    layout.details = m_detailsWish.roomy;
    layout.crampedTree = m_treeWish.cramped;
    layout.crampedDock = m_dockWish.cramped;
    layout.crampedDetails = m_detailsWish.cramped;
    return layout;
}

void WorkArea::restoreLayout(const WorkAreaLayout& layout)
{
    m_columns->restoreState(layout.columns);
    m_rows->restoreState(layout.rows);
    m_content->restoreState(layout.content);
    for (QSplitter* splitter : {m_columns, m_rows, m_content}) {
        splitter->setHandleWidth(1); // parts of the saved state that are ours to decide
        splitter->setChildrenCollapsible(false);
    }
    m_treeWish = {layout.tree, layout.crampedTree};
    m_dockWish = {layout.dock, layout.crampedDock};
    m_detailsWish = {layout.details, layout.crampedDetails};
    applyOpen();
}

void WorkArea::focusTree()
{
    SessionView* view = current();
    if (view == nullptr)
        return;
    if (isTreeOpen())
        view->tree()->setFocus(Qt::OtherFocusReason);
    else
        view->focusRows();
}

QList<QWidget*> WorkArea::areas() const
{
    QList<QWidget*> areas;
    if (SessionView* view = current())
        areas = {view->tree(), view->focusArea(), view->details()};
    else
        areas = {m_browsers->currentWidget()};
    areas.append(m_dock);
    areas.removeIf([](const QWidget* area) { return !area->isVisible(); });
    return areas;
}

} // namespace inia::ui
