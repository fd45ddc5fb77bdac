#include "core/dynamodb/calltransform.h"
#include "core/dynamodb/taggedvalue.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

#include <QtCore/QFile>

#include <algorithm>

namespace inia::conformance {

using namespace dynamodb;

namespace {

/// Python's names for signals of decimal arithmetic are ours, too; other exceptions are told by what went
/// wrong and have names of their own.
std::string refusal(const Error& error, const Value& expected)
{
    static const QStringList signalNames{QStringLiteral("Inexact"), QStringLiteral("Rounded"),
                                         QStringLiteral("Overflow"), QStringLiteral("Underflow"),
                                         QStringLiteral("Clamped")};
    if (!expected.contains("error"))
        return error.message;
    const auto& wanted = expected["error"].text();
    return signalNames.contains(QString::fromStdString(wanted)) ? differs("error", error.code, wanted)
                                                                : std::string();
}

std::string difference(std::string_view what, const Value& got, const Value& wanted)
{
    return got == wanted ? std::string() : differs(what, toJson(got), toJson(wanted));
}

std::string noRefusal(const Value& expected, const Value& got)
{
    return "no error " + expected["error"].text() + " but " + toJson(got);
}

Value sorted(Value::List items)
{
    std::sort(items.begin(), items.end(),
              [](const Value& a, const Value& b) { return toJson(a) < toJson(b); });
    return items;
}

/// A set comes in any order.
Value withSortedSets(const Value& value)
{
    Value result = value;
    if (value.isList()) {
        for (auto& item : result.mutableList())
            item = withSortedSets(item);
    }
    for (const auto& [name, member] : value.members()) {
        const auto inner = withSortedSets(member);
        const bool isSet = name == "$set" || name == "SS" || name == "NS" || name == "BS";
        result.insert(name, isSet && inner.isList() ? sorted(inner.items()) : inner);
    }
    return result;
}

/// An attribute value in which {"$bytes": base64} stands for bytes.
Value attributeValue(const Value& tagged)
{
    if (tagged.contains("$bytes"))
        return QByteArray::fromBase64(QByteArray::fromStdString(tagged["$bytes"].text()));
    Value result = tagged;
    if (tagged.isList()) {
        for (auto& item : result.mutableList())
            item = attributeValue(item);
    }
    for (const auto& [name, member] : tagged.members())
        result.insert(name, attributeValue(member));
    return withSortedSets(result);
}

/// {"$other"} is something DynamoDB has no type for.
Result<NativeValue> nativeOf(const Value& tagged)
{
    return tagged.contains("$other") ? NativeValue(Timestamp{}) : nativeFromTagged(tagged);
}

Value written(const NativeValue& native)
{
    return withSortedSets(taggedFromNative(native));
}

/// The native value as it is compared: 1 in the file is the number 1, sets are sorted.
Value normalized(const Value& tagged)
{
    const auto value = nativeOf(tagged);
    return value ? written(*value) : Value(value.error().message);
}

std::string serializes(const Value& test)
{
    const auto& expected = test["expect"];
    const auto native = nativeOf(test["native"]);
    const auto made = native ? toAttributeValue(*native) : Result<Value>(native.error());
    if (!made)
        return refusal(made.error(), expected);
    const auto got = withSortedSets(*made);
    return expected.contains("error")
               ? noRefusal(expected, got)
               : difference("attributeValue", got, attributeValue(expected["attributeValue"]));
}

std::string deserializes(const Value& test)
{
    const auto made = fromAttributeValue(attributeValue(test["attributeValue"]));
    const auto& expected = test["expect"];
    if (!made)
        return refusal(made.error(), expected);
    const auto got = written(*made);
    return expected.contains("error") ? noRefusal(expected, got)
                                      : difference("native", got, normalized(expected["native"]));
}

std::string builds(const Value& test)
{
    const auto& expected = test["expect"];
    const auto condition = conditionFromTree(test["tree"]);
    if (!condition)
        return refusal(condition.error(), expected);
    ExpressionBuilder builder;
    const auto expression = builder.build(*condition->node(), test["isKeyCondition"].toBool());
    if (!expression)
        return refusal(expression.error(), expected);
    if (expected.contains("error"))
        return noRefusal(expected, *expression);
    const auto names = written(NativeValue::map(builder.names()));
    const auto values = written(NativeValue::map(builder.values()));
    return difference("expression", *expression, expected["expression"]) +
           difference("names", names, normalized(expected["names"])) +
           difference("values", values, normalized(expected["values"]));
}

/// The file with numbers of any length kept whole.
Value exactJson(SuiteRun& run, const QString& relative)
{
    QFile file(run.path(relative));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto value = parseJson(withTaggedLongNumbers(file.readAll().toStdString()));
    return value ? *value : run.json(relative);
}

} // namespace

void runDynamoDbTypes(SuiteRun& run)
{
    const auto file = exactJson(run, QStringLiteral("oracle/dynamodb-types.json"));
    for (const auto& test : file["cases"].items()) {
        run.check(test["id"].text(), test, [&test] {
            return test["direction"].text() == "serialize" ? serializes(test) : deserializes(test);
        });
    }
}

void runDynamoDbConditions(SuiteRun& run)
{
    const auto file = exactJson(run, QStringLiteral("oracle/dynamodb-conditions.json"));
    for (const auto& test : file["cases"].items())
        run.check(test["id"].text(), test, [&test] { return builds(test); });
}

} // namespace inia::conformance
