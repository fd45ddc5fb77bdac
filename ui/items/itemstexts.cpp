#include "ui/items/itemstexts.h"

#include "ui/models/displaytext.h"
#include "ui/models/itemsmodel.h"
#include "ui/widgets/stateview.h"

#include <QtCore/QCoreApplication>

#include <cmath>

namespace inia::ui {

namespace {

using State = dynamodb::ItemCursor::State;
using Mode = dynamodb::ItemQuery::Mode;

class ItemsTexts {
    Q_DECLARE_TR_FUNCTIONS(ItemsTexts)
};

bool isFiltered(const ItemsFacts& facts)
{
    return !facts.query.filters.empty();
}

bool isQuery(const ItemsFacts& facts)
{
    return facts.query.mode == Mode::Query;
}

QString tableName(const ItemsFacts& facts)
{
    return toOneLine(facts.query.table);
}

QString countPhrase(const ItemsFacts& facts)
{
    if (!isFiltered(facts))
        return facts.shown == 1 ? ItemsTexts::tr("1 item")
                                : ItemsTexts::tr("%1 items").arg(countText(facts.shown));
    const QString matches = facts.shown == 1 ? ItemsTexts::tr("1 match")
                                             : ItemsTexts::tr("%1 matches").arg(countText(facts.shown));
    return ItemsTexts::tr("%1 in %2 scanned").arg(matches, countText(facts.scanned));
}

QString completeness(const ItemsFacts& facts)
{
    const QString count = countPhrase(facts);
    switch (facts.state) {
    case State::Pristine:
        return facts.requests > 0 ? ItemsTexts::tr("Stopped") : QString();
    case State::Loading:
        return facts.pages == 0 ? ItemsTexts::tr("Loading\u2026")
                                : ItemsTexts::tr("%1, loading more\u2026").arg(count);
    case State::More:
        return ItemsTexts::tr("%1, more").arg(count);
    case State::Complete:
        return ItemsTexts::tr("%1, complete").arg(count);
    case State::Failed:
        break;
    }
    if (facts.pages > 0)
        return ItemsTexts::tr("%1, then failed").arg(count);
    return failureWord(facts.error);
}

StateContent emptyState(const ItemsFacts& facts)
{
    StateContent content;
    content.iconName = QStringLiteral("db");
    if (isFiltered(facts)) {
        content.iconName = QStringLiteral("filter");
        content.title = isQuery(facts) ? ItemsTexts::tr("No item of this key matches")
                                       : ItemsTexts::tr("No item of %1 matches").arg(tableName(facts));
        content.sentence = facts.scanned == 1
                               ? ItemsTexts::tr("One item was looked at, and there are no more.")
                               : ItemsTexts::tr("%1 items were looked at, and there are no more.")
                                     .arg(countText(facts.scanned));
        content.actions = {
            {stateaction::clearFilter, ItemsTexts::tr("Run without filters"), QStringLiteral("x")}};
    } else if (isQuery(facts)) {
        content.title = ItemsTexts::tr("No item has this key");
        content.sentence =
            ItemsTexts::tr("The query of %1 answered with a complete, empty list.")
                .arg(toOneLine(facts.query.index.empty() ? facts.query.table : facts.query.index));
    } else {
        content.title = facts.query.index.empty()
                            ? ItemsTexts::tr("No items in %1").arg(tableName(facts))
                            : ItemsTexts::tr("No items in %1").arg(toOneLine(facts.query.index));
        content.sentence = ItemsTexts::tr("The scan answered with a complete, empty list.");
    }
    return content;
}

StateContent noMatchYetState(const ItemsFacts& facts)
{
    StateContent content;
    content.iconName = QStringLiteral("filter");
    content.title = ItemsTexts::tr("No match in %1 scanned items").arg(countText(facts.scanned));
    content.sentence = isQuery(facts) ? ItemsTexts::tr("This key has more items, not looked at yet.")
                                      : ItemsTexts::tr("The table has more items, not looked at yet.");
    content.actions = {{stateaction::loadMore, ItemsTexts::tr("Load more"), {}},
                       {stateaction::clearFilter, ItemsTexts::tr("Run without filters"), {}}};
    return content;
}

StateContent stoppedState(const ItemsFacts& facts)
{
    StateContent content;
    content.iconName = QStringLiteral("stop");
    content.title = ItemsTexts::tr("Stopped before the first page");
    content.sentence = ItemsTexts::tr("Nothing of %1 has been read.").arg(tableName(facts));
    content.actions = {{stateaction::loadMore, ItemsTexts::tr("Go on"), QStringLiteral("play")}};
    return content;
}

StateContent failedState(const ItemsFacts& facts)
{
    const Error error = facts.error.value_or(Error{});
    const QString operation = isQuery(facts) ? QStringLiteral("Query") : QStringLiteral("Scan");
    if (isAccessDenied(error)) {
        auto content =
            errorState(error,
                       isQuery(facts) ? ItemsTexts::tr("You may not query %1").arg(tableName(facts))
                                      : ItemsTexts::tr("You may not scan %1").arg(tableName(facts)),
                       facts.requests > 0);
        content.sentence = ItemsTexts::tr("%1 has no dynamodb:%2 on this table, or a policy denies it.")
                               .arg(facts.profile, operation);
        return content;
    }
    auto content =
        errorState(error, ItemsTexts::tr("%1 could not be read").arg(tableName(facts)), facts.requests > 0);
    offerSignIn(content, error);
    return content;
}

QStringList costs(const ItemsFacts& facts)
{
    QStringList texts;
    if (facts.requests == 0)
        return texts;
    if (facts.capacity.isKnown)
        texts.append(capacityText(facts.capacity.total));
    texts.append(requestsText(facts.requests));
    texts.append(waitedText(facts.elapsed));
    return texts;
}

} // namespace

ItemsFacts ItemsFacts::of(const ItemsModel& model)
{
    ItemsFacts facts;
    facts.query = model.query();
    facts.state = model.state();
    facts.shown = model.rowCount();
    facts.hiddenAttributes = model.hiddenAttributes();
    const auto* cursor = model.cursor();
    if (!cursor)
        return facts;
    facts.error = cursor->error();
    facts.scanned = cursor->scanned();
    facts.pages = cursor->pages();
    facts.requests = cursor->requests();
    facts.capacity = cursor->capacity();
    facts.elapsed = cursor->elapsed();
    return facts;
}

QString capacityText(double units)
{
    const double whole = std::floor(units);
    const auto tenths = std::lround((units - whole) * 10);
    const bool isWhole = tenths == 0 || tenths == 10;
    return ItemsTexts::tr("%1 RCU").arg(textLocale().toString(units, 'f', isWhole ? 0 : 1));
}

StatusFacts itemsStatus(const ItemsFacts& facts)
{
    StatusFacts status;
    status.mark = pageMark(facts.isDescribing ? State::Loading : facts.state, facts.error);
    status.count = facts.isDescribing ? ItemsTexts::tr("Loading\u2026") : completeness(facts);
    status.canCancel = facts.isDescribing || facts.state == State::Loading;
    if (facts.isDescribing)
        return status;
    const bool isWholeTable = !isFiltered(facts) && !isQuery(facts) && facts.query.index.empty();
    if (facts.state == State::More && isWholeTable && facts.tableCount > facts.shown)
        status.facts.append(ItemsTexts::tr("about %1 in the table").arg(countText(facts.tableCount)));
    status.facts += costs(facts);
    if (facts.hiddenAttributes > 0)
        status.facts.append(
            ItemsTexts::tr("%1 attributes without a column").arg(countText(facts.hiddenAttributes)));
    status.canLoadMore = facts.state == State::More;
    status.canLoadAll = facts.state == State::More;
    return status;
}

std::optional<StateContent> itemsState(const ItemsFacts& facts)
{
    if (facts.shown > 0 || facts.isDescribing)
        return std::nullopt;
    switch (facts.state) {
    case State::Complete:
        return emptyState(facts);
    case State::More:
        return noMatchYetState(facts);
    case State::Failed:
        return failedState(facts);
    case State::Pristine:
        return facts.requests > 0 ? std::optional(stoppedState(facts)) : std::nullopt;
    case State::Loading:
        break;
    }
    return std::nullopt;
}

std::optional<StateContent> itemsGap(const ItemsFacts& facts)
{
    if (facts.state != State::Failed || facts.shown == 0 || !facts.error)
        return std::nullopt;
    return failedPageState(*facts.error, facts.pages + 1,
                           ItemsTexts::tr("The %1 items above are kept.").arg(countText(facts.shown)));
}

} // namespace inia::ui
