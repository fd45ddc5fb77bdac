#pragma once

#include "core/resource/collection.h"
#include "core/resource/serverfilters.h"
#include "ui/browse/filterrow.h"
#include "ui/browse/listingtexts.h"

namespace inia::ui {

// What is said about a collection of resources. `filters`: those the server was asked with.
[[nodiscard]] ListingWords collectionWords(const Collection& collection,
                                           const std::vector<ServerFilter>& filters, const QString& profile);

// The same where there is none to ask.
[[nodiscard]] ListingWords noCollectionWords();

// How the server's filter is offered; none where the operation has no filter.
[[nodiscard]] std::optional<ServerFilterWords> serverFilterWords(const ServerFilters& filters);

} // namespace inia::ui
