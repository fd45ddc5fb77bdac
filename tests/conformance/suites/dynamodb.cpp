#include "core/dynamodb/attributevalue.h"
#include "core/dynamodb/expressionbuilder.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"
#include "tests/support/nativejson.h"

#include <QtCore/QFile>

namespace inia::conformance {

using namespace dynamodb;
using namespace inia::tests;

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

/// The native value as it is compared: 1 in the file is the number 1, sets are sorted.
Value normalized(const Value& native)
{
    const auto value = nativeFromTagged(native);
    return value ? taggedFromNative(*value) : Value(value.error().message);
}

std::string serializes(const Value& test)
{
    const auto& expected = test["expect"];
    const auto native = nativeFromTagged(test["native"]);
    const auto made = native ? toAttributeValue(*native) : Result<Value>(native.error());
    if (!made)
        return refusal(made.error(), expected);
    const auto got = taggedFromAttributeValue(*made);
    return expected.contains("error")
               ? noRefusal(expected, got)
               : difference("attributeValue", got, taggedFromAttributeValue(expected["attributeValue"]));
}

std::string deserializes(const Value& test)
{
    const auto made = fromAttributeValue(attributeValueFromTagged(test["attributeValue"]));
    const auto& expected = test["expect"];
    if (!made)
        return refusal(made.error(), expected);
    const auto got = taggedFromNative(*made);
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
    const auto names = taggedFromNative(NativeValue::map(builder.names()));
    const auto values = taggedFromNative(NativeValue::map(builder.values()));
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
