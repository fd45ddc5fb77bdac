#pragma once

#include "core/explorer/item.h"
#include "core/explorer/parameter.h"

namespace inia::explorer {

/// How a parameter is filled without any item, by its name, its type and its documentation; nothing when it
/// takes an item or a person's text. Where the service lists accounts, an account id names one of those.
[[nodiscard]] std::optional<Source> contextOf(const Rules& rules, const Parameter& parameter,
                                              bool listsAccounts);

/// Texts as a list.
[[nodiscard]] Value textsValue(const std::vector<std::string>& texts);
/// A source that needs no item.
[[nodiscard]] Source contextSource(Source::Kind kind);
[[nodiscard]] Source constantSource(Value value);
[[nodiscard]] Source fanSource(std::vector<std::string> values);

/// A source as definitions write it: "item:Id", "up1:item:id", "given:cluster", "const:[...]", "account:".
[[nodiscard]] Result<Source> readSource(std::string_view text);
/// The same text of a source that fills a parameter.
[[nodiscard]] std::string sourceText(const Source& source, const Parameter& parameter);

} // namespace inia::explorer
