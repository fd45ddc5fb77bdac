#include "core/jmespath/search.h"

#include "core/jmespath/expression.h"

namespace inia {

Value searchOrNull(std::string_view expression, const Value& value)
{
    const auto parsed = Expression::parse(expression);
    if (!parsed)
        return {};
    auto found = parsed->search(value);
    return found ? std::move(found).value() : Value();
}

} // namespace inia
