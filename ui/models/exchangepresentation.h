#pragma once

#include "core/observe/exchangelog.h"
#include "ui/models/roles.h"

#include <QtCore/QString>

namespace inia::ui {

// How calls and attempts read in the inspector.

[[nodiscard]] Outcome callOutcome(const ExchangeCall& call);
[[nodiscard]] Outcome attemptOutcome(const ExchangeAttempt& attempt);
/// "200", "403 AccessDenied", "Cancelled", "Timeout"; empty while nothing has come.
[[nodiscard]] QString callStatus(const ExchangeCall& call);
[[nodiscard]] QString attemptStatus(const ExchangeAttempt& attempt);
/// "after 212 ms · 503 SlowDown": why an attempt was made, and how long that was waited for.
[[nodiscard]] QString attemptReason(const ExchangeAttempt& attempt);
/// "to eu-west-1", by what the attempt behind a redirect says.
[[nodiscard]] QString redirectTarget(const ExchangeAttempt& next);
/// What caused a call, and what it was for. A record has English, wherever it was made; shown are the
/// window's words.
[[nodiscard]] QString causeText(const ExchangeCall& call);
[[nodiscard]] QString targetText(const ExchangeCall& call);
/// "logs/ · 14 pages", by the first call of a group.
[[nodiscard]] QString groupTarget(const ExchangeCall& first, int calls);
/// As the service gave it with its last answer; empty when it gave none.
[[nodiscard]] QString requestId(const ExchangeCall& call);
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
