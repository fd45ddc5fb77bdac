#include "tests/support/nativejson.h"

#include "core/protocol/jsonwriter.h"

#include <QtCore/QRegularExpression>

#include <algorithm>
#include <map>

namespace inia::tests {

using namespace dynamodb;

namespace {

Value tag(std::string_view name, Value value)
{
    return Value::map({{name, std::move(value)}});
}

QByteArray bytes(const Value& tagged)
{
    return QByteArray::fromBase64(QByteArray::fromStdString(tagged["$bytes"].text()));
}

Result<NativeValue::List> natives(const Value& tagged)
{
    NativeValue::List items;
    for (const auto& item : tagged.items()) {
        auto value = nativeFromTagged(item);
        if (!value)
            return value.error();
        items.push_back(std::move(value).value());
    }
    return items;
}

Value sorted(Value::List items)
{
    std::sort(items.begin(), items.end(),
              [](const Value& a, const Value& b) { return toJson(a) < toJson(b); });
    return items;
}

Condition compared(const Attribute& attribute, const std::string& name, const NativeValue::List& values)
{
    using Comparison = Condition (Attribute::*)(Operand) const;
    static const std::map<std::string, Comparison> comparisons{
        {"eq", &Attribute::eq}, {"lt", &Attribute::lt},   {"lte", &Attribute::lte},
        {"gt", &Attribute::gt}, {"gte", &Attribute::gte}, {"begins_with", &Attribute::beginsWith},
    };
    if (name == "between")
        return attribute.between(values.at(0), values.at(1));
    return (attribute.*comparisons.at(name))(values.at(0));
}

Condition asked(const Attr& attribute, const std::string& name, const NativeValue::List& values)
{
    if (name == "exists")
        return attribute.exists();
    if (name == "not_exists")
        return attribute.notExists();
    if (name == "ne")
        return attribute.ne(values.at(0));
    if (name == "is_in")
        return attribute.isIn(values.at(0));
    if (name == "contains")
        return attribute.contains(values.at(0));
    if (name == "attribute_type")
        return attribute.attributeType(values.at(0));
    return compared(attribute, name, values);
}

} // namespace

Result<NativeValue> nativeFromTagged(const Value& tagged)
{
    if (tagged.isList()) {
        auto items = natives(tagged);
        return items ? Result<NativeValue>(NativeValue::list(std::move(items).value())) : items.error();
    }
    if (!tagged.isMap())
        return NativeValue::fromValue(tagged);
    if (tagged.contains("$decimal")) {
        const auto number = Decimal::parse(tagged["$decimal"].text());
        return number ? Result<NativeValue>(*number) : number.error();
    }
    if (tagged.contains("$float"))
        return NativeValue(std::stod(tagged["$float"].text()));
    if (tagged.contains("$bytes"))
        return NativeValue(bytes(tagged));
    if (tagged.contains("$other"))
        return NativeValue(Timestamp{});
    if (tagged.contains("$set")) {
        auto items = natives(tagged["$set"]);
        return items ? Result<NativeValue>(NativeValue::set(std::move(items).value())) : items.error();
    }
    NativeValue::Members members;
    for (const auto& [name, member] : (tagged.contains("$map") ? tagged["$map"] : tagged).members()) {
        auto value = nativeFromTagged(member);
        if (!value)
            return value;
        members.emplace_back(name, std::move(value).value());
    }
    return NativeValue::map(std::move(members));
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
        return tag("$decimal", value.number().text());
    case Float:
        return tag("$float", std::to_string(value.floating()));
    case Text:
        return value.text();
    case Binary:
        return tag("$bytes", value.binary().toBase64().toStdString());
    case Time:
    case Condition:
        return tag("$other", value.kindName());
    case List:
    case Set: {
        Value::List items;
        for (const auto& item : value.items())
            items.push_back(taggedFromNative(item));
        return value.isSet() ? tag("$set", sorted(std::move(items))) : Value(std::move(items));
    }
    case Map:
        break;
    }
    ValueMap members;
    for (const auto& [name, member] : value.members())
        members.insert(name, taggedFromNative(member));
    return tag("$map", std::move(members));
}

Value attributeValueFromTagged(const Value& tagged)
{
    if (tagged.contains("$bytes"))
        return bytes(tagged);
    if (tagged.isList()) {
        Value items = Value::emptyList();
        for (const auto& item : tagged.items())
            items.append(attributeValueFromTagged(item));
        return items;
    }
    if (!tagged.isMap())
        return tagged;
    ValueMap members;
    for (const auto& [name, member] : tagged.members())
        members.insert(name, attributeValueFromTagged(member));
    return members;
}

Value taggedFromAttributeValue(const Value& value)
{
    if (value.isBlob())
        return tag("$bytes", value.blob().toBase64().toStdString());
    if (value.isList()) {
        Value items = Value::emptyList();
        for (const auto& item : value.items())
            items.append(taggedFromAttributeValue(item));
        return items;
    }
    if (!value.isMap())
        return value;
    ValueMap members;
    for (const auto& [name, member] : value.members()) {
        const Value plain = taggedFromAttributeValue(member);
        const bool isSet = (name == "SS" || name == "NS" || name == "BS") && plain.isList();
        members.insert(name, isSet ? sorted(plain.items()) : plain);
    }
    return members;
}

Result<Condition> conditionFromTree(const Value& tree)
{
    const std::string kind = tree[0].text();
    if (kind == "not") {
        auto inner = conditionFromTree(tree[1]);
        return inner ? Result<Condition>(~*inner) : inner;
    }
    if (kind == "and" || kind == "or") {
        const auto left = conditionFromTree(tree[1]);
        const auto right = conditionFromTree(tree[2]);
        if (!left || !right)
            return left ? right : left;
        return kind == "and" ? *left & *right : *left | *right;
    }
    const auto values = natives(tree);
    if (!values)
        return values.error();
    const bool isSize = tree[2].text() == "size";
    const NativeValue::List arguments(values->begin() + (isSize ? 4 : 3), values->end());
    const std::string& path = tree[1].text();
    if (isSize)
        return compared(Attr(path).size(), tree[3].text(), arguments);
    return kind == "key" ? compared(Key(path), tree[2].text(), arguments)
                         : asked(Attr(path), tree[2].text(), arguments);
}

std::string withTaggedLongNumbers(const std::string& json)
{
    // Strings are matched first, so that digits inside of them stay as they are.
    static const QRegularExpression token(
        QStringLiteral(R"("(?:[^"\\]|\\.)*"|(?<![0-9.eE+-])(-?[0-9]{19,})(?![0-9.eE]))"));
    const QString text = QString::fromStdString(json);
    QString result;
    qsizetype done = 0;
    for (auto matches = token.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        if (match.captured(1).isEmpty())
            continue;
        result += text.mid(done, match.capturedStart() - done);
        result += QStringLiteral("{\"$decimal\": \"%1\"}").arg(match.captured(1));
        done = match.capturedEnd();
    }
    return (result + text.mid(done)).toStdString();
}

} // namespace inia::tests
