#include "ui/browse/listingtexts.h"

#include "ui/delegates/format.h"
#include "ui/models/displaytext.h"
#include "ui/panels/errorstate.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

using State = CollectionCursor::State;

class Texts {
    Q_DECLARE_TR_FUNCTIONS(ListingTexts)
};

QString startsWith(const ListingFacts& facts)
{
    return toOneLine(facts.place.prefix.substr(facts.place.folder().size()));
}

QString completeness(const ListingFacts& facts)
{
    const QString loaded = countText(facts.loaded);
    const QString count = facts.contains.isEmpty()
                              ? Texts::tr("%1 loaded").arg(loaded)
                              : Texts::tr("%1 of %2 loaded").arg(countText(facts.shown), loaded);
    switch (facts.state) {
    case State::Pristine:
        return {};
    case State::Loading:
        return facts.loaded == 0 ? Texts::tr("Loading\u2026")
                                 : Texts::tr("%1, loading more\u2026").arg(count);
    case State::More:
        return Texts::tr("%1, more").arg(count);
    case State::Complete:
        return facts.loaded == 0 ? Texts::tr("0 objects, complete") : Texts::tr("%1, complete").arg(count);
    case State::Failed:
        break;
    }
    if (facts.loaded > 0)
        return Texts::tr("%1, then failed").arg(count);
    return facts.error && isAccessDenied(*facts.error) ? Texts::tr("Denied") : Texts::tr("Failed");
}

// A quick answer in milliseconds: "0.0 s" would say nothing.
QString waitedText(std::chrono::milliseconds time)
{
    constexpr std::chrono::milliseconds quick(100);
    const qint64 us = std::chrono::microseconds(time).count();
    return time < quick ? durationText(us) : elapsedText(us);
}

StatusFacts::Mark mark(const ListingFacts& facts)
{
    if (facts.state == State::Loading)
        return StatusFacts::Mark::Busy;
    if (facts.state != State::Failed)
        return StatusFacts::Mark::None;
    return facts.error && isAccessDenied(*facts.error) ? StatusFacts::Mark::Denied
                                                       : StatusFacts::Mark::Warning;
}

StateContent emptyState(const ListingFacts& facts)
{
    StateContent content;
    content.iconName = QStringLiteral("folder-open");
    const QString filter = startsWith(facts);
    if (!filter.isEmpty()) {
        content.iconName = QStringLiteral("filter");
        content.title = Texts::tr("No key starts with \u201c%1\u201d").arg(filter);
        content.sentence = Texts::tr("The server looked at all keys in %1.")
                               .arg(toOneLine(S3Location{facts.place.bucket, facts.place.folder()}.uri()));
        content.actions = {{stateaction::clearFilter, Texts::tr("Clear filter"), QStringLiteral("x")}};
    } else if (facts.place.prefix.empty()) {
        content.title = Texts::tr("No objects in %1").arg(toOneLine(facts.place.bucket));
        content.sentence = Texts::tr("The bucket answered with a complete, empty list.");
    } else {
        content.title = Texts::tr("Nothing in %1").arg(toOneLine(facts.place.lastPart()));
        content.sentence = Texts::tr("No key in the bucket begins with this prefix.");
    }
    return content;
}

StateContent noMatchState(const ListingFacts& facts)
{
    StateContent content;
    content.iconName = QStringLiteral("filter");
    content.title = Texts::tr("No match in %1 loaded rows").arg(countText(facts.loaded));
    if (facts.state == State::Complete) {
        content.sentence = Texts::tr("All keys of this place were looked at.");
    } else {
        content.sentence = Texts::tr("This place has more keys, not looked at yet.");
        content.actions.append({stateaction::loadMore, Texts::tr("Load more"), {}});
    }
    content.actions.append({stateaction::askServer, Texts::tr("Ask the server by prefix"), {}});
    content.actions.append({stateaction::clearFilter, Texts::tr("Clear filter"), {}});
    return content;
}

StateContent failedState(const ListingFacts& facts)
{
    const Error error = facts.error.value_or(Error{});
    const QString where = toOneLine(facts.place.bucket);
    if (!isAccessDenied(error))
        return errorState(error, Texts::tr("%1 could not be listed").arg(where), facts.requests > 0);
    StateContent content = errorState(error, Texts::tr("You may not list %1").arg(where), facts.requests > 0);
    content.sentence =
        Texts::tr("%1 has no s3:ListBucket on this bucket, or a policy denies it. Details of a key you "
                  "know can still be asked for by its path.")
            .arg(facts.profile);
    return content;
}

} // namespace

StatusFacts listingStatus(const ListingFacts& facts)
{
    StatusFacts status;
    status.mark = mark(facts);
    status.count = completeness(facts);
    if (facts.requests > 0) {
        status.facts.append(facts.requests == 1 ? Texts::tr("1 request")
                                                : Texts::tr("%1 requests").arg(countText(facts.requests)));
        status.facts.append(waitedText(facts.elapsed));
    }
    if (!facts.contains.isEmpty())
        status.facts.append(Texts::tr("filter: loaded rows"));
    else if (!startsWith(facts).isEmpty())
        status.facts.append(Texts::tr("filter: server"));
    status.canLoadMore = facts.state == State::More;
    status.canLoadAll = facts.state == State::More;
    status.canCancel = facts.state == State::Loading;
    return status;
}

std::optional<StateContent> listingState(const ListingFacts& facts)
{
    if (facts.loaded > 0) {
        const bool nothingShown = facts.shown == 0 && !facts.contains.isEmpty();
        return nothingShown && facts.state != State::Loading ? std::optional(noMatchState(facts))
                                                             : std::nullopt;
    }
    if (facts.state == State::Complete)
        return emptyState(facts);
    if (facts.state == State::Failed)
        return failedState(facts);
    return std::nullopt;
}

std::optional<StateContent> listingGap(const ListingFacts& facts)
{
    if (facts.state != State::Failed || facts.loaded == 0 || !facts.error)
        return std::nullopt;
    StateContent content;
    const int page = facts.pages + 1;
    content.iconName = QStringLiteral("warn");
    content.danger = true;
    content.title = Texts::tr("Page %1 failed: %2").arg(countText(page), errorText(*facts.error));
    content.sentence = Texts::tr("The %1 rows above are kept.").arg(countText(facts.loaded));
    content.actions = {
        {stateaction::retry, Texts::tr("Retry page %1").arg(countText(page)), QStringLiteral("reload")},
        {stateaction::showRequest, Texts::tr("Show request"), {}}};
    return content;
}

} // namespace inia::ui
