#pragma once

#include "core/common/error.h"
#include "core/resource/collectioncursor.h"
#include "ui/models/s3location.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/statusline.h"

#include <chrono>
#include <optional>

namespace inia::ui {

// All that is said about a listing of objects, gathered in one place so that the words can be tested without
// a window.
struct ListingFacts {
    S3Location place; // with the server's filter behind the last "/"
    QString profile;
    CollectionCursor::State state = CollectionCursor::State::Pristine;
    std::optional<Error> error;
    qint64 loaded = 0;
    qint64 shown = 0;
    int pages = 0;
    int requests = 0;
    std::chrono::milliseconds elapsed{0};
    QString contains; // the filter over loaded rows
};

[[nodiscard]] StatusFacts listingStatus(const ListingFacts& facts);

// What stands where the rows would be; none while there are rows, or while it is too early to say.
[[nodiscard]] std::optional<StateContent> listingState(const ListingFacts& facts);

// The strip below the rows when a later page failed.
[[nodiscard]] std::optional<StateContent> listingGap(const ListingFacts& facts);

} // namespace inia::ui
