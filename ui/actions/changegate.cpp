#include "ui/actions/changegate.h"

#include "ui/theme/appearance.h"

#include <QtGui/QAction>
#include <QtWidgets/QMenu>

namespace inia::ui {

ChangeGate::ChangeGate(SessionInfo info, ChangePolicy& policy, QObject* parent)
    : QObject(parent), m_info(std::move(info)), m_policy(policy)
{
    connect(&m_policy, &ChangePolicy::changed, this, &ChangeGate::changed);
}

void ChangeGate::setInfo(const SessionInfo& info)
{
    if (info == m_info)
        return;
    m_info = info;
    emit changed();
}

QString ChangeGate::reason() const
{
    return isOpen() ? QString() : tr("%1 is read-only. %2").arg(m_info.profile, howToUnlock());
}

QString ChangeGate::howToUnlock()
{
    return tr("Allow changes with the lock in the session bar (Ctrl+Shift+L).");
}

void ChangeGate::guard(QAction* action, const Icons& icons) const
{
    if (isOpen())
        return;
    action->setEnabled(false);
    action->setIcon(icons.icon(QStringLiteral("lock")));
    action->setToolTip(reason());
}

void ChangeGate::addOffer(QMenu& menu, const Icons& icons)
{
    menu.setToolTipsVisible(true);
    if (isOpen())
        return;
    menu.addSeparator();
    QAction* offer = menu.addAction(icons.icon(QStringLiteral("unlock")),
                                    tr("Allow changes in %1\u2026").arg(m_info.profile));
    offer->setObjectName(QStringLiteral("allow-changes"));
    connect(offer, &QAction::triggered, this, &ChangeGate::allowRequested);
}

} // namespace inia::ui
