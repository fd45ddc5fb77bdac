#pragma once

#include "core/dynamodb/decimal.h"
#include "core/model/value.h"

#include <QtCore/QByteArray>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace inia::dynamodb {

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

} // namespace inia::dynamodb
