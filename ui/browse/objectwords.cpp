#include "ui/browse/objectwords.h"

#include "ui/models/displaytext.h"
#include "ui/panels/errorstate.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

class ObjectWordsTexts {
    Q_DECLARE_TR_FUNCTIONS(ObjectWords)
};

QString startsWith(const S3Location& place)
{
    return toOneLine(place.prefix.substr(place.folder().size()));
}

StateContent emptyState(const S3Location& place)
{
    StateContent content;
    content.iconName = QStringLiteral("folder-open");
    const QString filter = startsWith(place);
    if (!filter.isEmpty()) {
        content.iconName = QStringLiteral("filter");
        content.title = ObjectWordsTexts::tr("No key starts with \u201c%1\u201d").arg(filter);
        content.sentence = ObjectWordsTexts::tr("The server looked at all keys in %1.")
                               .arg(toOneLine(S3Location{place.bucket, place.folder()}.uri()));
        content.actions = {
            {stateaction::clearFilter, ObjectWordsTexts::tr("Clear filter"), QStringLiteral("x")}};
        return content;
    }
    if (place.prefix.empty()) {
        content.title = ObjectWordsTexts::tr("No objects in %1").arg(toOneLine(place.bucket));
        content.sentence = ObjectWordsTexts::tr("The bucket answered with a complete, empty list.");
    } else {
        content.title = ObjectWordsTexts::tr("Nothing in %1").arg(toOneLine(place.lastPart()));
        content.sentence = ObjectWordsTexts::tr("No key in the bucket begins with this prefix.");
    }
    content.actions = {
        {stateaction::upload, ObjectWordsTexts::tr("Upload files\u2026"), QStringLiteral("upload")}};
    return content;
}

} // namespace

ListingWords objectWords(const S3Location& place, const QString& profile)
{
    const QString where = toOneLine(place.bucket);
    ListingWords words;
    words.many = ObjectWordsTexts::tr("objects");
    words.empty = emptyState(place);
    words.failed = ObjectWordsTexts::tr("%1 could not be listed").arg(where);
    words.denied = ObjectWordsTexts::tr("You may not list %1").arg(where);
    words.deniedSentence =
        ObjectWordsTexts::tr(
            "%1 has no s3:ListBucket on this bucket, or a policy denies it. Details of a key you "
            "know can still be asked for by its path.")
            .arg(profile);
    words.allLookedAt = ObjectWordsTexts::tr("All keys of this place were looked at.");
    words.moreToLookAt = ObjectWordsTexts::tr("This place has more keys, not looked at yet.");
    words.askServer = ObjectWordsTexts::tr("Ask the server by prefix");
    words.serverFiltered = !startsWith(place).isEmpty();
    return words;
}

} // namespace inia::ui
