#pragma once

#include "core/model/value.h"

#include <span>
#include <string>
#include <string_view>

namespace inia {

class Partitions;

/// What a rule function can reach beside its arguments.
struct RuleCall {
    std::span<const Value> arguments; ///< exactly as many as the function takes
    const Partitions& partitions;
    /// Set by a function whose arguments make no sense; its result is then ignored.
    std::string& failure;
};

/// A function of the endpoint rules. A null result means "no value", which fails a condition.
struct RuleFunction {
    std::string_view name;
    int argumentCount; ///< negative: any number
    Value (*call)(const RuleCall&);
};

/// Null when there is no such function.
[[nodiscard]] const RuleFunction* findRuleFunction(std::string_view name);

/// getAttr of the rules: "a.b[2]" inside maps and lists; null where the path leads nowhere.
[[nodiscard]] Value ruleAttribute(const Value& value, std::string_view path);

/// A DNS label: 1 to 63 letters, digits and inner hyphens.
[[nodiscard]] bool isHostLabel(std::string_view text);

} // namespace inia
