#include "ui/widgets/sessiontabs.h"

#include "ui/commands/commandtable.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/sessiontabbar.h"
#include "ui/widgets/toolbutton.h"

#include <QtWidgets/QHBoxLayout>

namespace inia::ui {

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

} // namespace inia::ui
