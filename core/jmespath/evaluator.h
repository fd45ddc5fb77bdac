#pragma once

#include "core/common/error.h"
#include "core/jmespath/expressionnode.h"

#include <optional>
#include <string>
#include <string_view>

namespace inia::jmespath {

/// One evaluation of an expression. After the first error results mean nothing.
class Evaluator final {
public:
    [[nodiscard]] Value evaluate(const ExpressionNode& node, const Value& value);
    void fail(std::string_view code, std::string message);
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

private:
    [[nodiscard]] Value project(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value projectValues(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value flatten(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value multiList(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value multiMap(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value compare(const ExpressionNode& node, const Value& value);
    [[nodiscard]] Value call(const ExpressionNode& node, const Value& value);

    std::optional<Error> m_error;
};

/// False for null, false, "", [] and {}.
[[nodiscard]] bool isTruthy(const Value& value);

/// Order of two numbers, two texts or two timestamps; unordered for anything else.
[[nodiscard]] std::partial_ordering order(const Value& a, const Value& b);

} // namespace inia::jmespath
