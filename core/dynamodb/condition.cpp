#include "core/dynamodb/condition.h"

namespace inia::dynamodb {

namespace {

Condition joined(std::string_view format, std::vector<Operand> operands)
{
    return Condition(std::make_shared<ConditionNode>(ConditionNode{format, std::move(operands)}));
}

} // namespace

Condition operator&(const Condition& a, const Condition& b)
{
    return joined("({0} AND {1})", {a, b});
}
Condition operator|(const Condition& a, const Condition& b)
{
    return joined("({0} OR {1})", {a, b});
}
Condition operator~(const Condition& condition)
{
    return joined("(NOT {0})", {condition});
}

Operand::Operand(const Attribute& attribute) : m_data(attribute.m_self.m_data) {}

Condition Attribute::made(std::string_view format, std::vector<Operand> values) const
{
    values.insert(values.begin(), m_self);
    return joined(format, std::move(values));
}

Condition Attribute::eq(Operand value) const
{
    return made("{0} = {1}", {std::move(value)});
}
Condition Attribute::lt(Operand value) const
{
    return made("{0} < {1}", {std::move(value)});
}
Condition Attribute::lte(Operand value) const
{
    return made("{0} <= {1}", {std::move(value)});
}
Condition Attribute::gt(Operand value) const
{
    return made("{0} > {1}", {std::move(value)});
}
Condition Attribute::gte(Operand value) const
{
    return made("{0} >= {1}", {std::move(value)});
}
Condition Attribute::beginsWith(Operand value) const
{
    return made("begins_with({0}, {1})", {std::move(value)});
}
Condition Attribute::between(Operand low, Operand high) const
{
    return made("{0} BETWEEN {1} AND {2}", {std::move(low), std::move(high)});
}

Condition Attr::ne(Operand value) const
{
    return made("{0} <> {1}", {std::move(value)});
}

Condition Attr::isIn(NativeValue values) const
{
    return Condition(std::make_shared<ConditionNode>(
        ConditionNode{"{0} IN {1}", {Operand(*this), Operand(std::move(values))}, true}));
}

Condition Attr::isIn(std::initializer_list<NativeValue> values) const
{
    return isIn(NativeValue::list(values));
}

Condition Attr::exists() const
{
    return made("attribute_exists({0})");
}
Condition Attr::notExists() const
{
    return made("attribute_not_exists({0})");
}
Condition Attr::contains(Operand value) const
{
    return made("contains({0}, {1})", {std::move(value)});
}
Size Attr::size() const
{
    return Size(made("size({0})"));
}
Condition Attr::attributeType(Operand type) const
{
    return made("attribute_type({0}, {1})", {std::move(type)});
}

} // namespace inia::dynamodb
