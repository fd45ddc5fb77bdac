#pragma once

#include "core/observe/exchange.h"
#include "ui/models/roles.h"

#include <QtCore/QString>

namespace inia::ui {

// How calls and attempts read in the inspector.

[[nodiscard]] Outcome callOutcome(const ExchangeCall& call);
[[nodiscard]] Outcome attemptOutcome(const ExchangeAttempt& attempt);
/// "200", "403 AccessDenied", "Cancelled", "Timeout"; empty while nothing has come.
[[nodiscard]] QString callStatus(const ExchangeCall& call);
[[nodiscard]] QString attemptStatus(const ExchangeAttempt& attempt);
/// "1 retry"; empty for none.
[[nodiscard]] QString retryBadge(const ExchangeCall& call);
/// From its start until its end, or until `now` while it is running.
[[nodiscard]] qint64 callMicroseconds(const ExchangeCall& call, std::chrono::system_clock::time_point now);
[[nodiscard]] qint64 attemptMicroseconds(const ExchangeAttempt& attempt,
                                         std::chrono::system_clock::time_point now);
/// The attempt on the inspector's time line, which begins at `origin`.
[[nodiscard]] AttemptTimeline attemptTimeline(const ExchangeAttempt& attempt,
                                              std::chrono::system_clock::time_point origin,
                                              std::chrono::system_clock::time_point now);
[[nodiscard]] Timeline callTimeline(const ExchangeCall& call, std::chrono::system_clock::time_point origin,
                                    std::chrono::system_clock::time_point now);

} // namespace inia::ui
