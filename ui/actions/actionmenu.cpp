#include "ui/actions/actionmenu.h"

#include "ui/actions/actionrunner.h"
#include "ui/theme/icons.h"

#include <QtWidgets/QMenu>

#include <memory>

namespace inia::ui {

namespace {

// Choices of one group stand together; a line parts the groups.
int groupOf(const ActionChoice& choice)
{
    switch (choice.kind) {
    case ActionChoice::Kind::Copy:
        return 1;
    case ActionChoice::Kind::Open:
        return 2;
    case ActionChoice::Kind::Wait:
        return 3;
    case ActionChoice::Kind::Act:
        break;
    }
    return choice.effect == Effect::Read ? 0 : choice.effect == Effect::Write ? 4 : 5;
}

} // namespace

ActionMenu::ActionMenu(const Icons& icons, ActionRunner& runner) : m_icons(icons), m_runner(runner) {}

void ActionMenu::fill(QMenu& menu, const std::vector<Resource>& resources) const
{
    const auto shared = std::make_shared<const std::vector<Resource>>(resources);
    int group = menu.isEmpty() ? -1 : -2;
    for (const auto& choice : choicesFor(resources, m_runner.partition())) {
        if (group != -1 && groupOf(choice) != group)
            menu.addSeparator();
        group = groupOf(choice);
        const bool locked = choice.changes() && !m_runner.writesAllowed();
        const Token ink = choice.effect == Effect::Destructive ? Token::Danger : Token::Text2;
        QAction* item = menu.addAction(
            m_icons.icon(locked ? QStringLiteral("lock") : choice.iconName, locked ? Token::Text3 : ink),
            choice.text);
        item->setEnabled(!locked);
        item->setObjectName(QString::fromStdString(choice.name));
        QObject::connect(item, &QAction::triggered, &m_runner,
                         [runner = &m_runner, choice, shared] { runner->run(choice, *shared); });
    }
}

} // namespace inia::ui
