#pragma once

#include "core/resource/collectioncursor.h"
#include "ui/widgets/statusline.h"

#include <optional>

namespace inia::ui {

// What is said alike of all that comes page by page.

[[nodiscard]] StatusFacts::Mark pageMark(CollectionCursor::State state, const std::optional<Error>& error);

// "Denied", "Failed"
[[nodiscard]] QString failureWord(const std::optional<Error>& error);

// "1 request", "3,000 requests"
[[nodiscard]] QString requestsText(int requests);

} // namespace inia::ui
