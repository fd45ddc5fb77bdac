#include "core/dynamodb/itemjson.h"

#include "core/dynamodb/attributevalue.h"
#include "core/protocol/jsonwriter.h"

namespace inia::dynamodb {

namespace {

constexpr std::size_t indentWidth = 4;

/// JsonWriter knows no numbers beyond int64 and double, so the frame is laid out here.
class PlainWriter final {
public:
    void write(const NativeValue& value)
    {
        using enum NativeValue::Kind;
        switch (value.kind()) {
        case Bool:
            m_out += value.toBool() ? "true" : "false";
            break;
        case Number:
            number(value.number());
            break;
        case Float:
            m_out += toJson(value.floating());
            break;
        case Text:
            m_out += toJson(value.text(), JsonStyle::indented());
            break;
        case Binary:
            m_out += toJson(value.binary());
            break;
        case Time:
            m_out += toJson(value.time());
            break;
        case List:
        case Set:
            items(value.items());
            break;
        case Map:
            members(value.members());
            break;
        case Null:
        case Condition:
            m_out += "null";
            break;
        }
    }

    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    void number(const Decimal& number)
    {
        m_out += number.isFinite() ? number.text() : '"' + number.text() + '"';
    }

    void newLine()
    {
        m_out += '\n';
        m_out.append(m_depth * indentWidth, ' ');
    }

    /// Each of `all` on a line of its own; `writeOne` writes it.
    template <typename All, typename WriteOne>
    void block(char begin, const All& all, char end, WriteOne writeOne)
    {
        m_out += begin;
        ++m_depth;
        for (const auto& one : all) {
            if (&one != &all.front())
                m_out += ',';
            newLine();
            writeOne(one);
        }
        --m_depth;
        if (!all.empty())
            newLine();
        m_out += end;
    }

    void items(const NativeValue::List& all)
    {
        block('[', all, ']', [this](const NativeValue& item) { write(item); });
    }

    void members(const NativeValue::Members& all)
    {
        block('{', all, '}', [this](const NativeValue::Member& member) {
            m_out += toJson(member.first, JsonStyle::indented()) + ": ";
            write(member.second);
        });
    }

    std::string m_out;
    std::size_t m_depth = 0;
};

} // namespace

std::string toPlainJson(const NativeValue& value)
{
    PlainWriter writer;
    writer.write(value);
    return writer.take();
}

Result<std::string> toDynamoDbJson(const NativeValue& value)
{
    auto typed = toAttributeValue(value);
    if (!typed)
        return typed.error();
    return toJson(value.isMap() ? (*typed)["M"] : *typed, JsonStyle::indented());
}

} // namespace inia::dynamodb
