#include "ui/browse/collectionwords.h"

#include "ui/models/displaytext.h"
#include "ui/models/resourcecolumn.h"
#include "ui/models/resourcenames.h"
#include "ui/models/resourcepresentation.h"
#include "ui/panels/errorstate.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

class CollectionWordsTexts {
    Q_DECLARE_TR_FUNCTIONS(CollectionWords)
};

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

/// "in vpc-1" for the collections of a resource; empty for those of a service.
QString ownerText(const Collection& collection)
{
    const auto& identifiers = collection.parent().identifiers();
    if (identifiers.empty())
        return {};
    return CollectionWordsTexts::tr(" of %1").arg(toOneLine(shortIdentifier(plainCell(identifiers.back()))));
}

StateContent emptyState(const Collection& collection, const std::vector<ServerFilter>& filters,
                        const QString& many)
{
    StateContent content;
    content.title = CollectionWordsTexts::tr("No %1%2").arg(many, ownerText(collection));
    if (filters.empty()) {
        content.iconName = QStringLiteral("list");
        content.sentence = CollectionWordsTexts::tr("The service answered with a complete, empty list.");
        return content;
    }
    QStringList asked;
    for (const auto& filter : filters)
        asked.append(
            toOneLine(filter.name + "\u00A0=\u00A0" + filter.value)); // not to be parted at a line's end
    content.iconName = QStringLiteral("filter");
    content.title = CollectionWordsTexts::tr("No %1 match the filter").arg(many);
    content.sentence = CollectionWordsTexts::tr("The server was asked for %1.")
                           .arg(asked.join(CollectionWordsTexts::tr(" and ")));
    content.actions = {
        {stateaction::clearFilter, CollectionWordsTexts::tr("Clear filter"), QStringLiteral("x")}};
    return content;
}

} // namespace

ListingWords collectionWords(const Collection& collection, const std::vector<ServerFilter>& filters,
                             const QString& profile)
{
    const auto& definition = collection.definition();
    ListingWords words;
    words.one = toOneLine(nounOf(definition.resource.type));
    words.many = collectionNoun(definition.name);
    const QString what = words.many + ownerText(collection);
    words.empty = emptyState(collection, filters, words.many);
    words.failed = CollectionWordsTexts::tr("%1 could not be listed").arg(capitalised(what));
    words.denied = CollectionWordsTexts::tr("You may not list the %1").arg(what);
    words.deniedSentence = CollectionWordsTexts::tr("%1 may not call %2 of %3, or a policy denies it.")
                               .arg(profile, toOneLine(definition.request.operation),
                                    toOneLine(std::string(collection.parent().client().model().serviceId())));
    words.allLookedAt = CollectionWordsTexts::tr("All %1 were looked at.").arg(words.many);
    words.moreToLookAt = CollectionWordsTexts::tr("There are more %1, not looked at yet.").arg(words.many);
    words.serverFiltered = !filters.empty();
    return words;
}

ListingWords noCollectionWords()
{
    ListingWords words;
    words.many = CollectionWordsTexts::tr("resources");
    words.failed = CollectionWordsTexts::tr("There is nothing like this here");
    words.denied = words.failed;
    return words;
}

std::optional<ServerFilterWords> serverFilterWords(const ServerFilters& filters)
{
    if (filters.isEmpty())
        return std::nullopt;
    ServerFilterWords words;
    words.mode = CollectionWordsTexts::tr("Filters \u00B7 server");
    words.modeTip = CollectionWordsTexts::tr("The server sends only what matches all filters");
    if (filters.takesNames()) {
        words.placeholder = CollectionWordsTexts::tr("Filter by name=value: vpc-id=\u2026, tag:env=\u2026");
    } else if (!filters.prefixMember().empty()) {
        words.mode = CollectionWordsTexts::tr("Prefix \u00B7 server");
        words.placeholder =
            CollectionWordsTexts::tr("%1\u2026").arg(toOneLine(memberLabel(filters.prefixMember())));
    } else {
        QStringList names;
        for (const auto& name : filters.memberNames())
            names.append(toOneLine(name) + QStringLiteral("=\u2026"));
        words.placeholder =
            CollectionWordsTexts::tr("Filter by %1").arg(names.mid(0, 3).join(QStringLiteral(", ")));
    }
    return words;
}

} // namespace inia::ui
