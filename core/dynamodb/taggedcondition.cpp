#include "core/dynamodb/taggedvalue.h"

#include <algorithm>
#include <optional>

namespace inia::dynamodb {

namespace {

Error badTree(const std::string& problem)
{
    return makeError(ErrorKind::Parameter, "InvalidCondition",
                     "A condition " + problem + R"(; it is written as ["attr", "price", "lt", 10])");
}

/// The value of a map of one member; null when it has another name or there are more.
const Value& only(const Value& map, std::string_view name)
{
    static const Value none;
    return map.size() == 1 ? map[name] : none;
}

Result<Operand> operandFrom(const Value& value)
{
    if (const auto& name = only(value, "$attr"); name.isText())
        return Operand(Attr(name.text()));
    if (const auto& name = only(value, "$key"); name.isText())
        return Operand(Key(name.text()));
    if (const auto& name = only(value, "$size"); name.isText())
        return Operand(Attr(name.text()).size());
    auto native = nativeFromTagged(value);
    return native ? Result<Operand>(Operand(std::move(native).value())) : native.error();
}

/// An operator of a leaf of the tree, with the operands that follow its name.
class Leaf final {
public:
    [[nodiscard]] static Result<Leaf> read(const Value& tree, std::size_t at)
    {
        Leaf leaf;
        leaf.m_name = tree[at].text();
        for (auto i = at + 1; i < tree.size(); ++i) {
            auto operand = operandFrom(tree[i]);
            if (!operand)
                return operand.error();
            leaf.m_operands.push_back(std::move(operand).value());
        }
        return leaf;
    }

    [[nodiscard]] Result<Condition> of(const Attribute& attribute) const
    {
        using Comparison = Condition (Attribute::*)(Operand) const;
        static constexpr std::pair<std::string_view, Comparison> comparisons[] = {
            {"eq", &Attribute::eq}, {"lt", &Attribute::lt},   {"lte", &Attribute::lte},
            {"gt", &Attribute::gt}, {"gte", &Attribute::gte}, {"begins_with", &Attribute::beginsWith},
        };
        if (m_name == "between")
            return m_operands.size() == 2 ? Result<Condition>(attribute.between(m_operands[0], m_operands[1]))
                                          : wrongCount("two values");
        return applied(comparisons, attribute);
    }

    [[nodiscard]] Result<Condition> of(const Attr& attribute) const
    {
        using Question = Condition (Attr::*)(Operand) const;
        static constexpr std::pair<std::string_view, Question> questions[] = {
            {"ne", &Attr::ne},
            {"contains", &Attr::contains},
            {"attribute_type", &Attr::attributeType},
        };
        if (m_name == "exists" || m_name == "not_exists") {
            if (!m_operands.empty())
                return wrongCount("no value");
            return m_name == "exists" ? attribute.exists() : attribute.notExists();
        }
        if (m_name == "is_in") {
            const auto* values =
                m_operands.size() == 1 ? std::get_if<NativeValue>(&m_operands[0].data()) : nullptr;
            return values && (values->isList() || values->isSet())
                       ? Result<Condition>(attribute.isIn(*values))
                       : wrongCount("one list of values");
        }
        const bool isQuestion =
            std::any_of(std::begin(questions), std::end(questions),
                        [this](const auto& question) { return question.first == m_name; });
        return isQuestion ? applied(questions, attribute) : of(static_cast<const Attribute&>(attribute));
    }

private:
    Leaf() = default;

    template <typename Operators, typename Subject>
    [[nodiscard]] Result<Condition> applied(const Operators& operators, const Subject& subject) const
    {
        for (const auto& [name, method] : operators) {
            if (name == m_name)
                return m_operands.size() == 1 ? Result<Condition>((subject.*method)(m_operands[0]))
                                              : wrongCount("one value");
        }
        return badTree("has no operator '" + m_name.substr(0, 64) + "' there");
    }

    [[nodiscard]] Error wrongCount(const std::string& expected) const
    {
        return badTree("with '" + m_name + "' takes " + expected);
    }

    std::string m_name;
    std::vector<Operand> m_operands;
};

Result<Condition> leafFrom(const Value& tree)
{
    const bool isKey = tree[0].text() == "key";
    if (!isKey && tree[0].text() != "attr")
        return badTree("begins with \"and\", \"or\", \"not\", \"key\" or \"attr\"");
    if (!tree[1].isText())
        return badTree("names an attribute");
    const auto& path = tree[1].text();
    const bool isSize = !isKey && tree[2].text() == "size";
    const auto leaf = Leaf::read(tree, isSize ? 3 : 2);
    if (!leaf)
        return leaf.error();
    if (isSize)
        return leaf->of(static_cast<const Attribute&>(Attr(path).size()));
    return isKey ? leaf->of(static_cast<const Attribute&>(Key(path))) : leaf->of(Attr(path));
}

} // namespace

Result<Condition> conditionFromTree(const Value& tree)
{
    const auto& kind = tree[0].text();
    const bool joins = kind == "and" || kind == "or";
    if (!joins && kind != "not")
        return leafFrom(tree);
    if (tree.size() != (joins ? 3 : 2))
        return badTree("with \"" + kind + "\" joins " + (joins ? "two conditions" : "one condition"));
    const auto left = conditionFromTree(tree[1]);
    if (!left || !joins)
        return left ? Result<Condition>(~*left) : left;
    const auto right = conditionFromTree(tree[2]);
    if (!right)
        return right;
    return kind == "and" ? *left & *right : *left | *right;
}

} // namespace inia::dynamodb
