#include "ui/browse/objectwords.h"

#include "ui/models/displaytext.h"
#include "ui/panels/errorstate.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

class Texts {
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
        content.title = Texts::tr("No key starts with \u201c%1\u201d").arg(filter);
        content.sentence = Texts::tr("The server looked at all keys in %1.")
                               .arg(toOneLine(S3Location{place.bucket, place.folder()}.uri()));
        content.actions = {{stateaction::clearFilter, Texts::tr("Clear filter"), QStringLiteral("x")}};
        return content;
    }
    if (place.prefix.empty()) {
        content.title = Texts::tr("No objects in %1").arg(toOneLine(place.bucket));
        content.sentence = Texts::tr("The bucket answered with a complete, empty list.");
    } else {
        content.title = Texts::tr("Nothing in %1").arg(toOneLine(place.lastPart()));
        content.sentence = Texts::tr("No key in the bucket begins with this prefix.");
    }
    content.actions = {{stateaction::upload, Texts::tr("Upload files\u2026"), QStringLiteral("upload")}};
    return content;
}

} // namespace

ListingWords objectWords(const S3Location& place, const QString& profile)
{
    const QString where = toOneLine(place.bucket);
    ListingWords words;
    words.many = Texts::tr("objects");
    words.empty = emptyState(place);
    words.failed = Texts::tr("%1 could not be listed").arg(where);
    words.denied = Texts::tr("You may not list %1").arg(where);
    words.deniedSentence =
        Texts::tr("%1 has no s3:ListBucket on this bucket, or a policy denies it. Details of a key you "
                  "know can still be asked for by its path.")
            .arg(profile);
    words.allLookedAt = Texts::tr("All keys of this place were looked at.");
    words.moreToLookAt = Texts::tr("This place has more keys, not looked at yet.");
    words.askServer = Texts::tr("Ask the server by prefix");
    words.serverFiltered = !startsWith(place).isEmpty();
    return words;
}

} // namespace inia::ui
