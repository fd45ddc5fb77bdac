#pragma once

#include "core/dynamodb/nativevalue.h"

namespace inia::dynamodb {

/// Turns the conditions of one call into expressions with placeholders #n0, :v0, which are counted over the
/// whole call, and keeps what these stand for. Paths are split: "a.b[1]" becomes #n0.#n1[1].
class ExpressionBuilder final {
public:
    /// Fails with kind Parameter (NeedsKeyCondition) for an Attr in a key condition.
    [[nodiscard]] Result<std::string> build(const ConditionNode& condition, bool isKeyCondition);

    /// Placeholders with the names and values they stand for, in the order they were given out.
    [[nodiscard]] const NativeValue::Members& names() const { return m_names; }
    [[nodiscard]] const NativeValue::Members& values() const { return m_values; }

private:
    [[nodiscard]] Result<std::string> operandText(const Operand& operand, const ConditionNode& condition,
                                                  bool isKeyCondition);
    [[nodiscard]] std::string namePlaceholders(std::string_view path);
    [[nodiscard]] std::string namePlaceholder(std::string_view name);
    [[nodiscard]] std::string valuePlaceholder(NativeValue value);

    NativeValue::Members m_names;
    NativeValue::Members m_values;
};

} // namespace inia::dynamodb
