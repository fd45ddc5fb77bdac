#pragma once

#include "core/observe/exchangelog.h"
#include "ui/models/keyvaluemodel.h"

namespace inia::ui {

// The summary of a call: what was asked, by whom and why, and how it went.
[[nodiscard]] std::vector<KeyValueSection> callSections(const ExchangeCall& call);

// The phases of its attempts, and why each was made.
[[nodiscard]] std::vector<KeyValueSection> timingSections(const ExchangeCall& call);

// What the user did, the calls it was made for and those that were made for it; all of them links.
[[nodiscard]] std::vector<KeyValueSection> causeSections(const ExchangeCall& call, const ExchangeLog& log);
// The call that a link of causeSections() leads to; 0 for that of the cause itself.
[[nodiscard]] quint64 linkedCall(const QString& key);

// How an attempt was signed, as one text: scope, canonical request, string to sign. The signature itself is
// never shown.
[[nodiscard]] QString signingText(const SigningRecord& record);

// "200", "503 SlowDown", "Timeout": the shortest word for how an attempt ended.
[[nodiscard]] QString attemptLabel(const ExchangeAttempt& attempt);

} // namespace inia::ui
