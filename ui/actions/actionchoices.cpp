#include "ui/actions/actionchoices.h"

#include "core/model/names.h"
#include "core/protocol/jsonwriter.h"
#include "core/resource/actionjob.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include <algorithm>
#include <array>

namespace inia::ui {

namespace {

class ActionTexts {
    Q_DECLARE_TR_FUNCTIONS(ActionTexts)
};

QString plural(const QString& noun)
{
    if (noun.endsWith(u's') || noun.endsWith(u'x') || noun.endsWith(QStringLiteral("ch")))
        return noun + QStringLiteral("es");
    if (noun.endsWith(u'y') && !noun.endsWith(QStringLiteral("ay")) && !noun.endsWith(QStringLiteral("ey")))
        return noun.chopped(1) + QStringLiteral("ies");
    return noun + u's';
}

bool isVerbAlone(const ActionDefinition& action)
{
    return action.name.find('_') == std::string::npos;
}

bool isService(const Resource& resource)
{
    return resource.type() == ResourceDefinitions::serviceType;
}

QString shown(const Value& identifier)
{
    return identifier.isInt() ? QString::number(identifier.toInt()) : toOneLine(identifier.text());
}

bool namesArn(std::string_view name, std::string_view type)
{
    return name == "arn" || name == snakeCase(type) + "_arn";
}

} // namespace

QString wordsOf(std::string_view snakeName)
{
    return toQString(memberLabel(snakeName));
}

QString actionTitle(const ActionDefinition& action)
{
    const auto operation = snakeCase(action.request.operation);
    const auto verb = std::string_view(operation).substr(0, operation.find('_'));
    const bool looks = verb == "get" || verb == "list";
    const auto first = std::string_view(action.name).substr(0, action.name.find('_'));
    return looks && first != verb ? ActionTexts::tr("View %1").arg(toQString(nounOf(action.name)))
                                  : wordsOf(action.name);
}

QString typeNoun(std::string_view type, std::size_t count)
{
    QStringList words = toQString(nounOf(type)).split(u' ');
    if (words.size() > 1 &&
        (words.last() == QStringLiteral("summary") || words.last() == QStringLiteral("info")))
        words.removeLast();
    const QString noun = words.join(u' ');
    return count == 1 ? noun
                      : QStringLiteral("%1 %2").arg(groupedNumber(static_cast<qint64>(count)), plural(noun));
}

QString resourceLabel(const Resource& resource)
{
    if (resource.identifiers().empty())
        return toQString(resource.definition().service);
    const QString name = resourceName(resource);
    const QString id = lastIdentifier(resource);
    // The end of an ARN or a URL needs no repetition.
    return id.endsWith(name) ? name : QStringLiteral("%1 (%2)").arg(name, id);
}

QString resourcePlace(const Resource& resource)
{
    QStringList parts;
    for (std::size_t i = 0; i + 1 < resource.identifiers().size(); ++i)
        parts.append(shown(resource.identifiers()[i]));
    return parts.join(QStringLiteral(" · "));
}

QString resourceArn(const Resource& resource, std::string_view partition)
{
    const auto& definition = resource.definition();
    for (const auto& identifier : definition.identifiers) {
        if (namesArn(identifier.snakeName, resource.type()))
            return toOneLine(resource.identifier(identifier.snakeName).text());
    }
    for (const auto& attribute : definition.attributes) {
        const Value arn =
            namesArn(attribute.name, resource.type()) ? resource.attribute(attribute.name) : Value();
        if (arn.isText())
            return toOneLine(arn.text());
    }
    // S3 needs nothing but the name for it.
    const auto& bucket =
        resource.type() == "Bucket" ? resource.identifier("name") : resource.identifier("bucket_name");
    if (definition.service != "s3" || bucket.isNull())
        return {};
    const auto& key = resource.identifier("key");
    const QString arn = QStringLiteral("arn:%1:s3:::%2").arg(toQString(partition), toQString(bucket.text()));
    return key.isText() ? arn + u'/' + toQString(key.text()) : arn;
}

QString actionVerb(const ActionDefinition& action, const std::vector<Resource>& resources)
{
    const QString title = actionTitle(action);
    if (resources.empty() || isService(resources.front()))
        return title;
    if (isVerbAlone(action))
        return QStringLiteral("%1 %2").arg(title, typeNoun(resources.front().type(), resources.size()));
    return resources.size() == 1 ? title
                                 : ActionTexts::tr("%1 for %2")
                                       .arg(title, typeNoun(resources.front().type(), resources.size()));
}

QString actionHeading(const ActionDefinition& action, const std::vector<Resource>& resources)
{
    if (resources.size() != 1 || isService(resources.front()))
        return actionVerb(action, resources);
    const QString label =
        QStringLiteral("%1 %2").arg(typeNoun(resources.front().type(), 1), resourceLabel(resources.front()));
    return (isVerbAlone(action) ? QStringLiteral("%1 %2") : QStringLiteral("%1 · %2"))
        .arg(actionTitle(action), label);
}

QString callName(const Resource& resource, const ActionDefinition& action)
{
    return toQString(resource.definition().service + "." + action.request.operation);
}

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
            values.append(resourceValue(resource.redacted()));
        return toQString(toJson(values.size() == 1 ? values[0] : values, JsonStyle::indented()));
    }
    QStringList lines;
    for (const auto& resource : resources)
        lines.append(choice.name == "arn" ? resourceArn(resource, partition) : lastIdentifier(resource));
    return lines.join(u'\n');
}

namespace {

Value valuesOf(const std::vector<Resource>& resources)
{
    Value list = Value::emptyList();
    for (const auto& resource : resources)
        list.append(resourceValue(resource));
    return list;
}

} // namespace

Value withoutMetadata(Value answer)
{
    if (answer.isMap() && answer.contains("ResponseMetadata"))
        answer.mutableMap().remove("ResponseMetadata");
    return answer;
}

bool opensResource(const ResourceAnswer& answer)
{
    return answer.kind == ResourceAnswer::Kind::One && answer.resources.size() == 1 &&
           (answer.resources.front().canLoad() || !answer.resources.front().isLoaded());
}

Value shownValue(const ActionJob& job, Effect effect, const ResourceAnswer& answer)
{
    const auto& name = job.action().name;
    if (opensResource(answer))
        return {};
    if (answer.kind == ResourceAnswer::Kind::One && answer.resources.size() == 1)
        return resourceValue(answer.resources.front());
    const Value value =
        answer.kind == ResourceAnswer::Kind::Data ? withoutMetadata(answer.data) : valuesOf(answer.resources);
    if (!changesSomething(effect))
        return value.isNull() ? Value::emptyMap() : value;
    const bool repeatsState = job.resources().size() > 1 || effect == Effect::Destroy ||
                              findAction(job.resources().front().definition().batchActions, name) != nullptr;
    const bool madeMany = answer.kind == ResourceAnswer::Kind::Many && name.starts_with("create");
    return repeatsState || madeMany || value.size() == 0 ? Value() : value;
}

} // namespace inia::ui
