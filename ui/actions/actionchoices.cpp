#include "ui/actions/actionchoices.h"

#include "core/protocol/jsonwriter.h"
#include "core/resource/actionrequest.h"
#include "ui/actions/actiontexts.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include <algorithm>
#include <array>

namespace inia::ui {

namespace {

class ActionChoicesTexts {
    Q_DECLARE_TR_FUNCTIONS(ActionChoices)
};

QString iconOf(const ActionDefinition& action, Effect effect)
{
    struct Drawing {
        std::string_view verb;
        const char* icon;
    };
    static constexpr std::array drawings{
        Drawing{"start", "play"},   Drawing{"stop", "stop"},      Drawing{"reboot", "reload"},
        Drawing{"reset", "reload"}, Drawing{"create", "plus"},    Drawing{"add", "plus"},
        Drawing{"attach", "link"},  Drawing{"associate", "link"}, Drawing{"copy", "copy"},
        Drawing{"modify", "edit"},  Drawing{"update", "edit"},    Drawing{"put", "edit"},
        Drawing{"set", "edit"},     Drawing{"upload", "upload"},  Drawing{"download", "download"}};
    if (effect == Effect::Destroy)
        return QStringLiteral("trash");
    if (!changesSomething(effect))
        return QStringLiteral("eye");
    if (action.name.ends_with("_tags"))
        return QStringLiteral("tag");
    const auto verb = std::string_view(action.name).substr(0, action.name.find('_'));
    const auto* found = std::find_if(drawings.begin(), drawings.end(),
                                     [verb](const Drawing& drawing) { return drawing.verb == verb; });
    return QString::fromLatin1(found == drawings.end() ? "bolt" : found->icon);
}

void addCopies(std::vector<ActionChoice>& choices, const std::vector<Resource>& resources,
               std::string_view partition)
{
    const auto add = [&choices](const char* name, const QString& text, const char* icon) {
        ActionChoice choice;
        choice.kind = ActionChoice::Kind::Copy;
        choice.name = name;
        choice.text = text;
        choice.iconName = QString::fromLatin1(icon);
        choices.push_back(choice);
    };
    if (resources.front().identifiers().empty())
        return;
    const bool many = resources.size() > 1;
    if (!resourceArn(resources.front(), partition).isEmpty())
        add("arn", many ? ActionChoicesTexts::tr("Copy ARNs") : ActionChoicesTexts::tr("Copy ARN"), "copy");
    add("id", many ? ActionChoicesTexts::tr("Copy ids") : ActionChoicesTexts::tr("Copy id"), "copy");
    if (resources.front().isLoaded())
        add("json", ActionChoicesTexts::tr("Copy JSON"), "json");
}

// Those from `mildest` to `gravest`.
void addActions(std::vector<ActionChoice>& choices, const Resource& resource, Effect mildest, Effect gravest)
{
    const auto& model = resource.client().model();
    for (const auto& action : resource.definition().actions) {
        if (action.rule == ActionRule::Programmed ||
            model.operation(action.request.operation).hasStreamingOutput())
            continue;
        const Effect effect = effectOf(action, model).effect;
        if (effect < mildest || effect > gravest)
            continue;
        ActionChoice choice;
        choice.name = action.name;
        choice.effect = effect;
        choice.asks = choice.changes() || askedInputs(action.request, model).requiredCount > 0;
        choice.text = actionTitle(action) + (choice.asks ? QStringLiteral("…") : QString());
        choice.iconName = iconOf(action, effect);
        choice.common = findAction(resource.definition().batchActions, action.name) != nullptr;
        choices.push_back(choice);
    }
}

void addCollections(std::vector<ActionChoice>& choices, const Resource& resource)
{
    for (const auto& name : collectionNames(resource)) {
        ActionChoice choice;
        choice.kind = ActionChoice::Kind::Open;
        choice.name = name;
        choice.text = ActionChoicesTexts::tr("Open %1").arg(collectionNoun(name));
        choice.iconName = QStringLiteral("list");
        choices.push_back(choice);
    }
}

void addWaiters(std::vector<ActionChoice>& choices, const Resource& resource)
{
    for (const auto& waiter : resource.definition().waiters) {
        ActionChoice choice;
        choice.kind = ActionChoice::Kind::Wait;
        choice.name = waiter.name;
        choice.text = wordsOf(waiter.name);
        choice.iconName = QStringLiteral("clock");
        choices.push_back(choice);
    }
}

} // namespace

std::vector<ActionChoice> choicesFor(const std::vector<Resource>& resources, std::string_view partition)
{
    std::vector<ActionChoice> choices;
    if (resources.empty())
        return choices;
    const auto& first = resources.front();
    const bool one = resources.size() == 1;
    const bool alike = std::all_of(resources.begin(), resources.end(), [&first](const Resource& resource) {
        return &resource.definition() == &first.definition() ||
               (resource.type() == first.type() &&
                resource.definition().service == first.definition().service);
    });
    if (one)
        addActions(choices, first, Effect::Read, Effect::Reveal);
    addCopies(choices, resources, partition);
    if (one) {
        addCollections(choices, first);
        addWaiters(choices, first);
    }
    if (alike) {
        addActions(choices, first, Effect::Consume, Effect::Write);
        addActions(choices, first, Effect::Destroy, Effect::Destroy);
    }
    return choices;
}

Value resourceValue(const Resource& resource)
{
    if (resource.isLoaded())
        return resource.data();
    Value identifiers = Value::emptyMap();
    for (const auto& identifier : resource.definition().identifiers)
        identifiers.insert(identifier.name, resource.identifier(identifier.snakeName));
    return identifiers;
}

QString copiedText(const ActionChoice& choice, const std::vector<Resource>& resources,
                   std::string_view partition)
{
    if (choice.name == "json") {
        Value values = Value::emptyList();
        for (const auto& resource : resources)
            values.append(resourceValue(resource));
        return toQString(toJson(values.size() == 1 ? values[0] : values, JsonStyle::indented()));
    }
    QStringList lines;
    for (const auto& resource : resources)
        lines.append(choice.name == "arn" ? resourceArn(resource, partition) : lastIdentifier(resource));
    return lines.join(u'\n');
}

} // namespace inia::ui
