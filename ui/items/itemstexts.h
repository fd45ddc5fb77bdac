#pragma once

#include "core/common/result.h"
#include "core/dynamodb/itemrequests.h"
#include "core/dynamodb/nativeclient.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/stateview.h"

#include <optional>

namespace inia::ui {

class ItemsModel;

// All that is said about a scan or query, gathered in one place so that the words can be tested without a
// window.
struct ItemsFacts {
    dynamodb::ItemQuery query;
    QString profile;
    dynamodb::ItemCursor::State state = dynamodb::ItemCursor::State::Pristine;
    std::optional<Error> error;
    qint64 shown = 0;   // items
    qint64 scanned = 0; // items looked at for them
    int pages = 0;
    int requests = 0;
    dynamodb::ConsumedCapacity capacity;
    std::chrono::milliseconds elapsed{0};
    int hiddenAttributes = 0;
    qint64 tableCount = 0; // items in the table, some hours ago; 0 when unknown
    bool isDescribing = false;

    [[nodiscard]] static ItemsFacts of(const ItemsModel& model);
};

// "12.5 RCU"; three significant figures are not enough for a bill, so that halves are always told.
[[nodiscard]] QString capacityText(double units);

[[nodiscard]] StatusFacts itemsStatus(const ItemsFacts& facts);

// What stands where the items would be; none while there are items, or while it is too early to say.
[[nodiscard]] std::optional<StateContent> itemsState(const ItemsFacts& facts);

// The strip below the items when a later page failed.
[[nodiscard]] std::optional<StateContent> itemsGap(const ItemsFacts& facts);

} // namespace inia::ui
