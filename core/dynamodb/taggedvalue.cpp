#include "core/dynamodb/taggedvalue.h"

#include "core/dynamodb/calltransform.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace inia::dynamodb {

namespace {

constexpr std::string_view decimalTag = "$decimal";
constexpr std::string_view floatTag = "$float";
constexpr std::string_view blobTag = "$blob";
constexpr std::string_view bytesTag = "$bytes"; ///< read as well
constexpr std::string_view setTag = "$set";
constexpr std::string_view mapTag = "$map";
constexpr std::string_view conditionTag = "$condition";

Error badTag(std::string_view tag, std::string_view expected)
{
    return makeError(ErrorKind::Parameter, "InvalidTag",
                     '"' + std::string(tag) + "\" has to hold " + std::string(expected));
}

Result<NativeValue> floatFromText(const std::string& text)
{
    double value = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec == std::errc() && read.ptr == end ? Result<NativeValue>(value)
                                                     : badTag(floatTag, "a number as text");
}

Result<NativeValue> binaryFromText(std::string_view tag, const Value& base64)
{
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(base64.text()),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (base64.isBlob())
        return NativeValue(base64.blob());
    return base64.isText() && decoded ? Result<NativeValue>(*decoded) : badTag(tag, "base64 text");
}

Result<NativeValue::List> nativeItems(const Value& tagged)
{
    NativeValue::List items;
    items.reserve(tagged.size());
    for (const auto& item : tagged.items()) {
        auto value = nativeFromTagged(item);
        if (!value)
            return value.error();
        items.push_back(std::move(value).value());
    }
    return items;
}

Result<NativeValue> nativeMap(const Value& tagged)
{
    NativeValue::Members members;
    members.reserve(tagged.size());
    for (const auto& [name, member] : tagged.members()) {
        auto value = nativeFromTagged(member);
        if (!value)
            return value;
        members.emplace_back(name, std::move(value).value());
    }
    return NativeValue::map(std::move(members));
}

Result<NativeValue> nativeSet(const Value& tagged)
{
    if (!tagged.isList())
        return badTag(setTag, "a list");
    auto items = nativeItems(tagged);
    return items ? Result<NativeValue>(NativeValue::set(std::move(items).value())) : items.error();
}

/// Nothing for a map that is no tag.
std::optional<Result<NativeValue>> nativeFromTag(std::string_view tag, const Value& content)
{
    if (tag == decimalTag) {
        const auto number = Decimal::parse(content.text());
        return number ? Result<NativeValue>(*number) : badTag(decimalTag, "a number as text");
    }
    if (tag == floatTag)
        return floatFromText(content.text());
    if (tag == blobTag || tag == bytesTag)
        return binaryFromText(tag, content);
    if (tag == setTag)
        return nativeSet(content);
    if (tag == mapTag)
        return content.isMap() ? nativeMap(content) : badTag(mapTag, "an object");
    if (tag == conditionTag) {
        const auto condition = conditionFromTree(content);
        return condition ? Result<NativeValue>(*condition) : condition.error();
    }
    return std::nullopt;
}

Value tagged(std::string_view tag, Value content)
{
    return Value::map({{tag, std::move(content)}});
}

Value taggedItems(const NativeValue& value)
{
    Value::List items;
    items.reserve(value.size());
    for (const auto& item : value.items())
        items.push_back(taggedFromNative(item));
    return items;
}

Value taggedMap(const NativeValue& value)
{
    ValueMap members;
    members.reserve(value.size());
    for (const auto& [name, member] : value.members())
        members.appendUnchecked(name, taggedFromNative(member));
    const bool looksLikeTag = value.size() == 1 && value.members().front().first.starts_with('$');
    return looksLikeTag ? tagged(mapTag, std::move(members)) : Value(std::move(members));
}

} // namespace

Result<NativeValue> nativeFromTagged(const Value& tagged)
{
    if (tagged.isList()) {
        auto items = nativeItems(tagged);
        return items ? Result<NativeValue>(NativeValue::list(std::move(items).value())) : items.error();
    }
    if (!tagged.isMap())
        return NativeValue::fromValue(tagged);
    if (tagged.size() == 1) {
        const auto& [name, content] = *tagged.members().begin();
        if (auto value = nativeFromTag(name, content))
            return *std::move(value);
    }
    return nativeMap(tagged);
}

Value taggedFromNative(const NativeValue& value)
{
    using enum NativeValue::Kind;
    switch (value.kind()) {
    case Null:
        return {};
    case Bool:
        return value.toBool();
    case Number:
        return tagged(decimalTag, value.number().text());
    case Float:
        return tagged(floatTag, std::to_string(value.floating()));
    case Text:
        return value.text();
    case Binary:
        return value.binary();
    case Time:
        return value.time();
    case Condition: // never part of an answer
        return tagged(conditionTag, {});
    case List:
        return taggedItems(value);
    case Set:
        return tagged(setTag, taggedItems(value));
    case Map:
        break;
    }
    return taggedMap(value);
}

Result<Value> taggedFromAnswer(const OperationModel& operation, const NativeValue& answer)
{
    PlainPass pass(
        [](const NativeValue& value, const ValuePath&) -> Result<Value> { return taggedFromNative(value); });
    return pass.apply(operation.output(), answer);
}

std::string withTaggedLongNumbers(std::string_view json)
{
    constexpr std::size_t longestSafe = 18;
    const auto isPartOfNumber = [](char c) {
        return (c >= '0' && c <= '9') || std::string_view(".eE+-").find(c) != std::string_view::npos;
    };
    std::string out;
    out.reserve(json.size() + 16);
    bool inString = false;
    for (std::size_t i = 0; i < json.size();) {
        if (!inString && isPartOfNumber(json[i])) {
            auto end = i;
            while (end < json.size() && isPartOfNumber(json[end]))
                ++end;
            const auto number = json.substr(i, end - i);
            const bool isWhole = number.find_first_of(".eE") == std::string_view::npos;
            const bool isLong = isWhole && number.size() > longestSafe;
            out.append(isLong ? R"({"$decimal": ")" : "").append(number).append(isLong ? "\"}" : "");
            i = end;
            continue;
        }
        if (inString && json[i] == '\\' && i + 1 < json.size())
            out += json[i++];
        else if (json[i] == '"')
            inString = !inString;
        out += json[i++];
    }
    return out;
}

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
