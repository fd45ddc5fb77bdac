#pragma once

#include "core/dynamodb/nativevalue.h"

#include <string>
#include <string_view>
#include <utility>

namespace inia::dynamodb {

/// Where in nested values a walk is, for messages: "Item.prices[2]". Each step back is taken by the scope
/// that went forth.
class ValuePath final {
public:
    class [[nodiscard]] Scope final {
    public:
        Scope(std::string& path, std::string_view step) : m_path(path), m_length(path.size())
        {
            m_path.append(step);
        }
        ~Scope() { m_path.resize(m_length); }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        std::string& m_path;
        std::size_t m_length;
    };

    Scope member(std::string_view name)
    {
        return {m_text, m_text.empty() ? std::string(name) : '.' + std::string(name)};
    }
    Scope item(std::size_t index) { return {m_text, '[' + std::to_string(index) + ']'}; }

    /// " in Item.prices[2]", or nothing at the top.
    [[nodiscard]] std::string inWords() const { return m_text.empty() ? std::string() : " in " + m_text; }

private:
    std::string m_text;
};

/// The value as DynamoDB is told it, {"S": "text"}, by the rules of boto3's TypeSerializer: numbers are N, an
/// empty set is an NS, a set of one kind is SS, NS or BS. Fails with kind Parameter for a float, a set of
/// mixed kinds, a number DynamoDB cannot hold exactly (see Decimal), a time or a condition; the message
/// says where. `path` is where the value itself stands.
[[nodiscard]] Result<Value> toAttributeValue(const NativeValue& value, ValuePath path = {});

/// The value DynamoDB tells, by the rules of boto3's TypeDeserializer: text that is no number becomes NaN.
/// Fails with kind Parse for a type DynamoDB does not have, and for numbers of more than 38 digits.
[[nodiscard]] Result<NativeValue> fromAttributeValue(const Value& attributeValue, ValuePath path = {});

} // namespace inia::dynamodb
