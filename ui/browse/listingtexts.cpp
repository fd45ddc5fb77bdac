#include "ui/browse/listingtexts.h"

#include "ui/delegates/format.h"
#include "ui/models/displaytext.h"
#include "ui/panels/errorstate.h"
#include "ui/panels/pagetexts.h"

#include <QtCore/QCoreApplication>

namespace inia::ui {

namespace {

using State = CollectionCursor::State;

class ListingTexts {
    Q_DECLARE_TR_FUNCTIONS(ListingTexts)
};

QString completeness(const ListingFacts& facts)
{
    const QString loaded = countText(facts.loaded);
    const bool named = facts.state == State::Complete && !facts.words.one.isEmpty();
    const QString all =
        named ? ListingTexts::tr("%1 %2").arg(loaded, facts.loaded == 1 ? facts.words.one : facts.words.many)
              : ListingTexts::tr("%1 loaded").arg(loaded);
    const QString count =
        facts.contains.isEmpty() ? all : ListingTexts::tr("%1 of %2").arg(countText(facts.shown), all);
    switch (facts.state) {
    case State::Pristine:
        return {};
    case State::Loading:
        return facts.loaded == 0 ? ListingTexts::tr("Loading\u2026")
                                 : ListingTexts::tr("%1, loading more\u2026").arg(count);
    case State::More:
        return ListingTexts::tr("%1, more").arg(count);
    case State::Complete:
        return facts.loaded == 0 ? ListingTexts::tr("0 %1, complete").arg(facts.words.many)
                                 : ListingTexts::tr("%1, complete").arg(count);
    case State::Failed:
        break;
    }
    if (facts.loaded > 0)
        return ListingTexts::tr("%1, then failed").arg(count);
    return failureWord(facts.error);
}

StateContent noMatchState(const ListingFacts& facts)
{
    StateContent content;
    content.iconName = QStringLiteral("filter");
    content.title = ListingTexts::tr("No match in %1 loaded rows").arg(countText(facts.loaded));
    if (facts.state == State::Complete) {
        content.sentence = facts.words.allLookedAt;
    } else {
        content.sentence = facts.words.moreToLookAt;
        content.actions.append({stateaction::loadMore, ListingTexts::tr("Load more"), {}});
    }
    if (!facts.words.askServer.isEmpty())
        content.actions.append({stateaction::askServer, facts.words.askServer, {}});
    content.actions.append({stateaction::clearFilter, ListingTexts::tr("Clear filter"), {}});
    return content;
}

StateContent failedState(const ListingFacts& facts)
{
    const Error error = facts.error.value_or(Error{});
    const bool denied = isAccessDenied(error);
    StateContent content =
        errorState(error, denied ? facts.words.denied : facts.words.failed, facts.requests > 0);
    if (denied && !facts.words.deniedSentence.isEmpty())
        content.sentence = facts.words.deniedSentence;
    offerSignIn(content, error);
    return content;
}

} // namespace

StatusFacts listingStatus(const ListingFacts& facts)
{
    StatusFacts status;
    status.mark = pageMark(facts.state, facts.error);
    status.count = completeness(facts);
    if (facts.requests > 0) {
        status.facts.append(requestsText(facts.requests));
        status.facts.append(waitedText(facts.elapsed));
    }
    if (!facts.contains.isEmpty())
        status.facts.append(ListingTexts::tr("filter: loaded rows"));
    else if (facts.words.serverFiltered)
        status.facts.append(ListingTexts::tr("filter: server"));
    // What is still to come may belong between them.
    if (facts.sorted && facts.loaded > 0 && facts.state != State::Complete)
        status.facts.append(ListingTexts::tr("sorted: loaded rows only"));
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
        return facts.words.empty;
    if (facts.state == State::Failed)
        return failedState(facts);
    return std::nullopt;
}

std::optional<StateContent> listingGap(const ListingFacts& facts)
{
    if (facts.state != State::Failed || facts.loaded == 0 || !facts.error)
        return std::nullopt;
    return failedPageState(*facts.error, facts.pages + 1,
                           ListingTexts::tr("The %1 rows above are kept.").arg(countText(facts.loaded)));
}

} // namespace inia::ui
