#include "core/dynamodb/nativevalue.h"
#include "core/protocol/jsonwriter.h"

namespace inia::dynamodb {

namespace {

constexpr JsonStyle readable{", ", ": ", 0, false};

class DisplayWriter final {
public:
    void write(const NativeValue& value)
    {
        using enum NativeValue::Kind;
        switch (value.kind()) {
        case Null:
            m_out += "null";
            break;
        case Bool:
            m_out += value.toBool() ? "true" : "false";
            break;
        case Number:
            m_out += value.number().text();
            break;
        case Float:
            m_out += toJson(value.floating(), readable);
            break;
        case Text:
            m_out += toJson(value.text(), readable);
            break;
        case Binary:
            m_out += toJson(value.binary(), readable);
            break;
        case Time:
            m_out += toJson(value.time(), readable);
            break;
        case List:
            items('[', value.items(), ']');
            break;
        case Set:
            items('{', value.items(), '}');
            break;
        case Map:
            members(value.members());
            break;
        case Condition:
            m_out += "condition";
            break;
        }
    }

    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    void items(char begin, const NativeValue::List& all, char end)
    {
        m_out += begin;
        for (const auto& item : all) {
            if (&item != &all.front())
                m_out += ", ";
            write(item);
        }
        m_out += end;
    }

    void members(const NativeValue::Members& all)
    {
        m_out += '{';
        for (const auto& member : all) {
            if (&member != &all.front())
                m_out += ", ";
            m_out += toJson(member.first, readable) + ": ";
            write(member.second);
        }
        m_out += '}';
    }

    std::string m_out;
};

} // namespace

std::string displayText(const NativeValue& value)
{
    if (value.isText())
        return value.text();
    if (value.isBinary())
        return value.binary().toBase64().toStdString();
    DisplayWriter writer;
    writer.write(value);
    return writer.take();
}

} // namespace inia::dynamodb
