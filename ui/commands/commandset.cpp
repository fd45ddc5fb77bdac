#include "ui/commands/commandset.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QAbstractButton>

namespace inia::ui {

CommandSet::CommandSet(QWidget* window) : QObject(window), m_window(window) {}

void CommandSet::add(CommandId id, Act act, Obstacle obstacle)
{
    m_bound[id] = {std::move(act), std::move(obstacle)};
    if (commandOf(id).scope != CommandScope::Window)
        return;
    for (const auto& key : keysOf(id))
        connect(new QShortcut(key, m_window), &QShortcut::activated, this, [this, id] { run(id); });
}

void CommandSet::add(CommandId id, QAbstractButton* button, const QString& whyNot)
{
    m_bound[id] = {[button] { button->click(); },
                   [button, whyNot] { return button->isEnabled() ? QString() : whyNot; }};
}

std::vector<CommandId> CommandSet::all() const
{
    std::vector<CommandId> ids;
    for (const auto& command : commandTable()) {
        if (m_bound.contains(command.id))
            ids.push_back(command.id);
    }
    return ids;
}

QString CommandSet::obstacle(CommandId id) const
{
    const auto found = m_bound.find(id);
    if (found == m_bound.end())
        return tr("Not in this window");
    return found->second.obstacle ? found->second.obstacle() : QString();
}

void CommandSet::run(CommandId id)
{
    const QString reason = obstacle(id);
    if (reason.isNull())
        m_bound.at(id).act();
    else
        emit refused(reason);
}

} // namespace inia::ui
