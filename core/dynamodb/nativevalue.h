#pragma once

#include "core/dynamodb/decimal.h"
#include "core/model/value.h"

#include <QtCore/QByteArray>

#include <concepts>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace inia::dynamodb {

class Attribute;
class Condition;
struct ConditionNode;

/// What the parameters and answers of a DynamoDB table are made of: items as plain values with exact numbers
/// and sets, beside the ordinary parameters of the call, and conditions where an expression belongs.
/// A kind of its own and no extension of Value, which is what travels: there is no way to send a set or an
/// exact number by accident. Lists, maps and sets are shared and copied on write, as in Value, whose manners
/// this has: reading what is not there gives null.
class NativeValue final {
public:
    using List = std::vector<NativeValue>;
    using Member = std::pair<std::string, NativeValue>;
    /// Members in the order they were added.
    using Members = std::vector<Member>;

    /// Float exists to be refused by name, Time for answers such as DescribeTable's.
    enum class Kind { Null, Bool, Number, Float, Text, Binary, Time, List, Map, Set, Condition };

    NativeValue() = default;
    NativeValue(const NativeValue& other);
    NativeValue(NativeValue&& other) noexcept;
    NativeValue& operator=(const NativeValue& other);
    NativeValue& operator=(NativeValue&& other) noexcept;
    ~NativeValue();
    NativeValue(std::nullptr_t) {}
    NativeValue(bool value) : m_data(value) {}
    template <std::integral Integer>
    requires(!std::same_as<Integer, bool>) NativeValue(Integer value) : m_data(Decimal(value)) {}
    NativeValue(Decimal value) : m_data(std::move(value)) {}
    NativeValue(double value) : m_data(value) {}
    NativeValue(std::string value) : m_data(std::move(value)) {}
    NativeValue(std::string_view value) : m_data(std::string(value)) {}
    NativeValue(const char* value) : m_data(std::string(value)) {}
    NativeValue(QByteArray value) : m_data(std::move(value)) {}
    NativeValue(Timestamp value) : m_data(value) {}
    NativeValue(const Condition& condition);
    /// Names have to differ.
    [[nodiscard]] static NativeValue map(Members members);
    [[nodiscard]] static NativeValue list(List items);
    /// A set as Python has it: equal items are one (1 and 1.0, true and 1). What it may hold is checked when
    /// it is sent. Keeps the order in which items came first.
    [[nodiscard]] static NativeValue set(List items);
    /// The same value with other means; numbers become exact ones.
    [[nodiscard]] static NativeValue fromValue(const Value& value);

    [[nodiscard]] Kind kind() const { return static_cast<Kind>(m_data.index()); }
    [[nodiscard]] bool isNull() const { return kind() == Kind::Null; }
    [[nodiscard]] bool isNumber() const { return kind() == Kind::Number; }
    [[nodiscard]] bool isText() const { return kind() == Kind::Text; }
    [[nodiscard]] bool isBinary() const { return kind() == Kind::Binary; }
    [[nodiscard]] bool isList() const { return kind() == Kind::List; }
    [[nodiscard]] bool isMap() const { return kind() == Kind::Map; }
    [[nodiscard]] bool isSet() const { return kind() == Kind::Set; }

    [[nodiscard]] bool toBool() const;
    /// 0 for every other kind, and the empty text, bytes, items.
    [[nodiscard]] Decimal number() const;
    [[nodiscard]] double floating() const;
    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] QByteArray binary() const;
    [[nodiscard]] Timestamp time() const;
    /// Of a list or a set.
    [[nodiscard]] const List& items() const;
    [[nodiscard]] const Members& members() const;
    /// Null for every other kind.
    [[nodiscard]] std::shared_ptr<const ConditionNode> condition() const;

    [[nodiscard]] std::size_t size() const { return isMap() ? members().size() : items().size(); }
    [[nodiscard]] const NativeValue* find(std::string_view name) const;
    [[nodiscard]] const NativeValue& operator[](std::string_view name) const;
    [[nodiscard]] const NativeValue& operator[](const char* name) const
    {
        return (*this)[std::string_view(name)];
    }
    [[nodiscard]] const NativeValue& operator[](std::size_t index) const;
    [[nodiscard]] const NativeValue& operator[](int index) const
    {
        return (*this)[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] bool contains(std::string_view name) const { return find(name) != nullptr; }

    /// Turns anything but a map (list) into an empty one first.
    void insert(std::string_view name, NativeValue value);
    void append(NativeValue value);

    /// Deep equality; numbers by value, maps and sets in any order.
    friend bool operator==(const NativeValue& a, const NativeValue& b);

    /// The kind in words, for messages: "a number", "a set".
    [[nodiscard]] std::string_view kindName() const;

private:
    struct Set {
        List items;
    };
    std::variant<std::monostate, bool, Decimal, double, std::string, QByteArray, Timestamp,
                 std::shared_ptr<List>, std::shared_ptr<Members>, std::shared_ptr<Set>,
                 std::shared_ptr<const ConditionNode>>
        m_data;
};

/// For a person: text as it is, numbers with all their digits, binary as base64, containers in JSON's manner
/// with sets as {1, 2}.
[[nodiscard]] std::string displayText(const NativeValue& value);

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
