#pragma once

#include "core/observe/exchange.h"
#include "ui/models/keyvaluemodel.h"

namespace inia::ui {

// The summary of a call: what was asked, by whom and why, and how it went.
[[nodiscard]] std::vector<KeyValueSection> callSections(const ExchangeCall& call);

// How an attempt was signed, as one text: scope, canonical request, string to sign. The signature itself is
// never shown.
[[nodiscard]] QString signingText(const SigningRecord& record);

// "200", "503 SlowDown", "Timeout": the shortest word for how an attempt ended.
[[nodiscard]] QString attemptLabel(const ExchangeAttempt& attempt);

} // namespace inia::ui
