#include "core/jmespath/expression.h"

#include "core/jmespath/evaluator.h"
#include "core/jmespath/parser.h"

namespace inia {

Result<Expression> Expression::parse(std::string_view text)
{
    auto root = jmespath::parseExpression(text);
    if (!root)
        return root.error();
    return Expression(std::shared_ptr<const jmespath::ExpressionNode>(std::move(root).value()));
}

Result<Value> Expression::search(const Value& value) const
{
    jmespath::Evaluator evaluator;
    auto result = evaluator.evaluate(*m_root, value);
    if (evaluator.error())
        return *evaluator.error();
    return result;
}

Value searchOrNull(std::string_view expression, const Value& value)
{
    const auto parsed = Expression::parse(expression);
    if (!parsed)
        return {};
    auto found = parsed->search(value);
    return found ? std::move(found).value() : Value();
}

} // namespace inia
