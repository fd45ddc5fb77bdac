#include "ui/actions/actionmenu.h"

#include "ui/actions/actionrunner.h"
#include "ui/actions/changegate.h"
#include "ui/theme/icons.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QMenu>

#include <algorithm>
#include <array>
#include <memory>

namespace inia::ui {

namespace {

class ActionMenuTexts {
    Q_DECLARE_TR_FUNCTIONS(ActionMenu)
};

constexpr std::ptrdiff_t mostInGroup = 7; // a longer group folds into a menu of its own

// Choices of one group stand together; a line parts the groups.
enum Group { Reads, Copies, Collections, Waiters, Writes, Destroys, GroupCount };

Group groupOf(const ActionChoice& choice)
{
    switch (choice.kind) {
    case ActionChoice::Kind::Copy:
        return Copies;
    case ActionChoice::Kind::Open:
        return Collections;
    case ActionChoice::Kind::Wait:
        return Waiters;
    case ActionChoice::Kind::Act:
        break;
    }
    if (!choice.changes())
        return Reads;
    return choice.effect == Effect::Destroy ? Destroys : Writes;
}

QString groupName(Group group)
{
    static const std::array<const char*, GroupCount> names{"Look at", "Copy",         "Open",
                                                           "Wait",    "More changes", "Delete and remove"};
    return ActionMenuTexts::tr(names[group]);
}

} // namespace

ActionMenu::ActionMenu(const Icons& icons, ActionRunner& runner) : m_icons(icons), m_runner(runner) {}

void ActionMenu::fill(QMenu& menu, const std::vector<Resource>& resources) const
{
    const auto shared = std::make_shared<const std::vector<Resource>>(resources);
    auto choices = choicesFor(resources, m_runner.partition());
    std::erase_if(choices, [&](const ActionChoice& choice) {
        return choice.kind == ActionChoice::Kind::Open && !m_runner.canOpen(resources.front(), choice.name);
    });
    for (int group = 0; group < GroupCount; ++group) {
        const auto isMember = [group](const ActionChoice& choice) { return groupOf(choice) == group; };
        const auto count = std::count_if(choices.begin(), choices.end(), isMember);
        if (count == 0)
            continue;
        if (!menu.isEmpty())
            menu.addSeparator();
        const bool folds = count > mostInGroup;
        // What people do every day stays outside.
        for (const auto& choice : choices) {
            if (isMember(choice) && (!folds || choice.common))
                addItem(menu, choice, shared);
        }
        if (!folds)
            continue;
        QMenu* more =
            menu.addMenu(m_icons.icon(QStringLiteral("dots")), groupName(static_cast<Group>(group)));
        more->setToolTipsVisible(true);
        for (const auto& choice : choices) {
            if (isMember(choice) && !choice.common)
                addItem(*more, choice, shared);
        }
    }
    if (std::any_of(choices.begin(), choices.end(),
                    [](const ActionChoice& choice) { return choice.changes(); }))
        m_runner.gate().addOffer(menu, m_icons);
}

void ActionMenu::addItem(QMenu& menu, const ActionChoice& choice, const SharedResources& resources) const
{
    const Token ink = choice.effect == Effect::Destroy ? Token::Danger : Token::Text2;
    QAction* item = menu.addAction(m_icons.icon(choice.iconName, ink), choice.text);
    if (choice.changes())
        m_runner.gate().guard(item, m_icons);
    item->setObjectName(QString::fromStdString(choice.name));
    QObject::connect(item, &QAction::triggered, &m_runner,
                     [runner = &m_runner, choice, resources] { runner->run(choice, *resources); });
}

} // namespace inia::ui
