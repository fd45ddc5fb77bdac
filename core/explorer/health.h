#pragma once

#include "core/explorer/rules.h"

namespace inia::explorer {

/// The class a state's word stands for: "good", "coming", "changing", "off", "gone", "bad"; empty when
/// nothing is known of it. UPDATE_ROLLBACK_COMPLETE is bad, CREATE_COMPLETE good.
[[nodiscard]] std::string_view healthOf(const Rules& rules, std::string_view state);

/// Unit of a number, by its member's name first and its documentation second; empty when nothing says it.
[[nodiscard]] std::string_view unitOf(const Rules& rules, std::string_view name, std::string_view type,
                                      const QString& documentation);

} // namespace inia::explorer
