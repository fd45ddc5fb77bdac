#pragma once

#include "core/dynamodb/nativevalue.h"

#include <concepts>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace inia::dynamodb {

class Attribute;

/// A condition on items, as boto3.dynamodb.conditions has them: made by Key and Attr, joined by & | ~, and
/// given where a call takes an expression. A cheap handle on something that never changes.
class Condition final {
public:
    explicit Condition(std::shared_ptr<const ConditionNode> node) : m_node(std::move(node)) {}

    [[nodiscard]] const std::shared_ptr<const ConditionNode>& node() const { return m_node; }

    friend Condition operator&(const Condition& a, const Condition& b);
    friend Condition operator|(const Condition& a, const Condition& b);
    friend Condition operator~(const Condition& condition);

private:
    std::shared_ptr<const ConditionNode> m_node;
};

/// The name of an attribute, or a path such as "a.b[1]"; only a Key may stand in a key condition.
struct AttributeName {
    std::string path;
    bool isKey = false;
    bool isOneName = false; ///< whatever dots and brackets are in it
};

/// What an operator is about: an attribute, another condition, or a value.
class Operand final {
public:
    template <std::convertible_to<NativeValue> Native>
    Operand(Native value) : m_data(NativeValue(std::move(value)))
    {
    }
    Operand(const Condition& condition) : m_data(condition.node()) {}
    Operand(const Attribute& attribute);
    explicit Operand(AttributeName name) : m_data(std::move(name)) {}

    using Data = std::variant<NativeValue, AttributeName, std::shared_ptr<const ConditionNode>>;
    [[nodiscard]] const Data& data() const { return m_data; }

private:
    Data m_data;
};

/// One operator with its operands. `format` is the expression, in which {0}, {1} ... stand for them.
struct ConditionNode {
    std::string_view format;
    std::vector<Operand> operands;
    /// The value is a list of which each item gets its own placeholder.
    bool hasGroupedValues = false;
};

/// What Key, Attr and a size can be asked. A value may also be another attribute: Attr("a").eq(Attr("b")).
class Attribute {
public:
    [[nodiscard]] Condition eq(Operand value) const;
    [[nodiscard]] Condition lt(Operand value) const;
    [[nodiscard]] Condition lte(Operand value) const;
    [[nodiscard]] Condition gt(Operand value) const;
    [[nodiscard]] Condition gte(Operand value) const;
    [[nodiscard]] Condition beginsWith(Operand value) const;
    [[nodiscard]] Condition between(Operand low, Operand high) const;

protected:
    explicit Attribute(Operand self) : m_self(std::move(self)) {}
    [[nodiscard]] Condition made(std::string_view format, std::vector<Operand> values = {}) const;

private:
    friend class Operand;
    Operand m_self;
};

/// A part of a table's or an index's key.
class Key final : public Attribute {
public:
    explicit Key(std::string name) : Attribute(Operand(AttributeName{std::move(name), true})) {}
    /// Key("a.b") is a path, as in boto3; this is the attribute "a.b".
    [[nodiscard]] static Key named(std::string name)
    {
        return Key(AttributeName{std::move(name), true, true});
    }

private:
    explicit Key(AttributeName name) : Attribute(Operand(std::move(name))) {}
};

/// The size of an attribute, to be compared: Attr("tags").size().gt(3).
class Size final : public Attribute {
public:
    explicit Size(const Condition& size) : Attribute(size), m_condition(size) {}
    operator Condition() const { return m_condition; }

private:
    Condition m_condition;
};

/// Any attribute of an item.
class Attr final : public Attribute {
public:
    explicit Attr(std::string path) : Attribute(Operand(AttributeName{std::move(path), false})) {}
    /// Attr("a.b") is a path; this is the attribute "a.b".
    [[nodiscard]] static Attr named(std::string name)
    {
        return Attr(AttributeName{std::move(name), false, true});
    }

    [[nodiscard]] Condition ne(Operand value) const;
    /// One of the items of a list or a set.
    [[nodiscard]] Condition isIn(NativeValue values) const;
    [[nodiscard]] Condition isIn(std::initializer_list<NativeValue> values) const;
    [[nodiscard]] Condition exists() const;
    [[nodiscard]] Condition notExists() const;
    [[nodiscard]] Condition contains(Operand value) const;
    [[nodiscard]] Size size() const;
    /// "S", "NS", "L" ...
    [[nodiscard]] Condition attributeType(Operand type) const;

private:
    explicit Attr(AttributeName name) : Attribute(Operand(std::move(name))) {}
};

} // namespace inia::dynamodb
