#include "ui/actions/actiontexts.h"

#include "core/model/names.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcenames.h"
#include "ui/models/resourcepresentation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

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

} // namespace inia::ui
