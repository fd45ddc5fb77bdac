#pragma once

#include "core/common/result.h"
#include "core/resource/resource.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/statusline.h"

#include <optional>

namespace inia::ui {

// The error card: what failed, why, and the facts one needs to talk about it. `title` says what could not be
// done; `hasRequest` offers to show the call in the inspector.
[[nodiscard]] StateContent errorState(const Error& error, const QString& title, bool hasRequest);

// The card where nothing would hear the Retry button.
[[nodiscard]] StateContent withoutRetry(StateContent content);

// The strip below the rows when page number `page` of a listing failed; `kept` says what stays.
[[nodiscard]] StateContent failedPageState(const Error& error, int page, const QString& kept);

// The same of what comes without pages: a look, what is followed, a query.
[[nodiscard]] StateContent endedEarlyState(const Error& error, const QString& kept);

// Where it is for want of a person that there are no keys: says so instead, and offers what helps first.
void offerSignIn(StateContent& content, const Error& error);

// A session that could not be made: configuration, unknown profile, no models.
[[nodiscard]] StateContent sessionErrorState(const Error& error);

// "403 AccessDenied", "NoSuchBucket", "No answer in time": the shortest name of what went wrong.
[[nodiscard]] QString errorName(const Error& error);

// What is said alike of all that comes page by page.

[[nodiscard]] StatusFacts::Mark pageMark(CollectionCursor::State state, const std::optional<Error>& error);

// "Denied", "Failed"
[[nodiscard]] QString failureWord(const std::optional<Error>& error);

// "1 request", "3,000 requests"
[[nodiscard]] QString requestsText(int requests);

} // namespace inia::ui
