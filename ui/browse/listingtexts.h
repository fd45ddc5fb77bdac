#pragma once

#include "core/common/error.h"
#include "core/resource/collectioncursor.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/statusline.h"

#include <chrono>
#include <optional>

namespace inia::ui {

// What is said about one kind of listing.
struct ListingWords {
    QString one;            // "instance"; empty where rows are not counted by name
    QString many;           // "objects", "instances"
    StateContent empty;     // after a complete, empty list
    QString failed;         // "acme could not be listed"
    QString denied;         // "You may not list acme"
    QString deniedSentence; // empty: what the service said
    QString allLookedAt;    // no match, and all is loaded
    QString moreToLookAt;   // no match, and there is more
    QString askServer;      // how to let the server look instead; empty where it cannot
    bool serverFiltered = false;
};

// How a listing is doing, and its words: gathered in one place so that what is said can be tested without a
// window.
struct ListingFacts {
    ListingWords words;
    CollectionCursor::State state = CollectionCursor::State::Pristine;
    std::optional<Error> error;
    qint64 loaded = 0;
    qint64 shown = 0;
    int pages = 0;
    int requests = 0;
    std::chrono::milliseconds elapsed{0};
    QString contains;    // the filter over loaded rows
    bool sorted = false; // the loaded rows stand in an order that the user chose
};

[[nodiscard]] StatusFacts listingStatus(const ListingFacts& facts);

// What stands where the rows would be; none while there are rows, or while it is too early to say.
[[nodiscard]] std::optional<StateContent> listingState(const ListingFacts& facts);

// The strip below the rows when a later page failed.
[[nodiscard]] std::optional<StateContent> listingGap(const ListingFacts& facts);

} // namespace inia::ui
