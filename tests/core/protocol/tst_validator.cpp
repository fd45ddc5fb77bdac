#include "core/model/servicemodel.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/validator.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

class tst_Validator final : public QObject {
    Q_OBJECT

private slots:
    void messages_data();
    void messages();
    void reportsEveryProblem();
    void hidesSensitiveValues();
    void acceptsWhatBotocoreAccepts_data();
    void acceptsWhatBotocoreAccepts();
    void oracle_data();
    void oracle();

private:
    [[nodiscard]] static Value description();
    const std::shared_ptr<const ServiceModel> m_model = modelFromValue(description());
};

Value tst_Validator::description()
{
    const auto member = [](const char* shape) { return Value::map({{"shape", shape}}); };
    const auto scalar = [](const char* type) { return Value::map({{"type", type}}); };
    Value shapes = Value::emptyMap();
    for (const auto* type : {"string", "integer", "double", "boolean", "blob", "timestamp"})
        shapes.insert(type, scalar(type));
    shapes.insert("short", Value::map({{"type", "string"}, {"min", 3}}));
    shapes.insert("secret", Value::map({{"type", "string"}, {"min", 8}, {"sensitive", true}}));
    shapes.insert("count", Value::map({{"type", "integer"}, {"min", 1}}));
    shapes.insert("strings", Value::map({{"type", "list"}, {"member", member("string")}, {"min", 1}}));
    shapes.insert("map",
                  Value::map({{"type", "map"}, {"key", member("short")}, {"value", member("integer")}}));
    shapes.insert("free",
                  Value::map({{"type", "structure"}, {"document", true}, {"members", Value::emptyMap()}}));
    shapes.insert("either",
                  Value::map({{"type", "structure"},
                              {"union", true},
                              {"members", Value::map({{"A", member("string")}, {"B", member("string")}})}}));
    shapes.insert("part", Value::map({{"type", "structure"},
                                      {"required", Value::list({"Key"})},
                                      {"members", Value::map({{"Key", member("string")}})}}));
    shapes.insert("parts", Value::map({{"type", "list"}, {"member", member("part")}}));
    Value members = Value::emptyMap();
    for (const auto* name : {"string", "integer", "double", "boolean", "blob", "timestamp", "short", "secret",
                             "count", "strings", "map", "free", "either", "parts"})
        members.insert(name, member(name));
    shapes.insert("Input", Value::map({{"type", "structure"}, {"members", members}}));
    return Value::map(
        {{"metadata", Value::map({{"protocol", "json"}})},
         {"operations", Value::map({{"Do", Value::map({{"name", "Do"}, {"input", member("Input")}})}})},
         {"shapes", shapes}});
}

void tst_Validator::messages_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char* name, const char* json, const char* line) {
        QTest::addRow("%s %s", name, json) << QByteArray(name) << QByteArray(json) << QByteArray(line);
    };
    row("string", "7",
        "Invalid type for parameter string, value: 7, type: <class 'int'>, valid types: <class 'str'>");
    row("string", "null",
        "Invalid type for parameter string, value: None, type: <class 'NoneType'>, valid types: <class "
        "'str'>");
    row("integer", "1.5",
        "Invalid type for parameter integer, value: 1.5, type: <class 'float'>, valid types: <class 'int'>");
    row("double", "\"1\"",
        "Invalid type for parameter double, value: 1, type: <class 'str'>, valid types: <class 'float'>, "
        "<class 'decimal.Decimal'>, <class 'int'>");
    row("boolean", "1",
        "Invalid type for parameter boolean, value: 1, type: <class 'int'>, valid types: <class 'bool'>");
    row("blob", "[1]",
        "Invalid type for parameter blob, value: [1], type: <class 'list'>, valid types: <class 'bytes'>, "
        "<class 'bytearray'>, file-like object");
    row("timestamp", "\"yesterday\"",
        "Invalid type for parameter timestamp, value: yesterday, type: <class 'str'>, valid types: "
        "<class 'datetime.datetime'>, timestamp-string");
    row("short", "\"äö\"", "Invalid length for parameter short, value: 2, valid min length: 3");
    row("count", "0", "Invalid value for parameter count, value: 0, valid min value: 1");
    row("strings", "[]", "Invalid length for parameter strings, value: 0, valid min length: 1");
    row("strings", "[\"a\", {\"x\": true}]",
        "Invalid type for parameter strings[1], value: {'x': True}, type: <class 'dict'>, valid types: "
        "<class 'str'>");
    row("map", "{\"ab\": 1}", "Invalid length for parameter map (key: ab), value: 2, valid min length: 3");
    row("map", "{\"abc\": \"x\"}",
        "Invalid type for parameter map.abc, value: x, type: <class 'str'>, valid types: <class 'int'>");
    row("either", "{}", "Must set one of the following keys for tagged union structure either: A, B.");
    row("either", "{\"A\": \"1\", \"B\": \"2\"}",
        "Invalid number of parameters set for tagged union structure either. Can only set one of the "
        "following keys: A, "
        "B.");
    row("parts", "[{}]", "Missing required parameter in parts[0]: \"Key\"");
    row("parts", "[{\"Key\": \"a\", \"Kay\": 1}]",
        "Unknown parameter in parts[0]: \"Kay\", must be one of: Key");
}

void tst_Validator::messages()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, line);
    const auto value = parseJson(json.toStdString());
    QVERIFY(value);
    const auto result =
        validateParameters(m_model->operation("Do"), Value::map({{name.toStdString(), *value}}));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Parameter);
    QCOMPARE(QByteArray::fromStdString(result.error().message), "Parameter validation failed:\n" + line);
}

void tst_Validator::reportsEveryProblem()
{
    const auto result = validateParameters(m_model->operation("Do"),
                                           Value::map({{"nope", 1}, {"integer", "x"}, {"count", 0}}));
    QVERIFY(!result);
    const auto lines = QByteArray::fromStdString(result.error().message).split('\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines[1].startsWith("Unknown parameter in input: \"nope\", must be one of: string, integer"));
    QVERIFY(lines[2].startsWith("Invalid type for parameter integer"));
    QVERIFY(lines[3].startsWith("Invalid value for parameter count"));
}

void tst_Validator::hidesSensitiveValues()
{
    const auto result =
        validateParameters(m_model->operation("Do"), Value::map({{"secret", Value::list({"hunter2"})}}));
    QVERIFY(!result);
    QVERIFY(result.error().message.find("hunter2") == std::string::npos);
}

void tst_Validator::acceptsWhatBotocoreAccepts_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const auto* json :
         {R"({})", R"({"integer": true})", R"({"double": 1})", R"({"blob": "text"})", R"({"timestamp": 0})",
          R"({"timestamp": "2026-01-02"})", R"({"timestamp": "1700000000.5"})",
          R"({"free": {"a": [null, 1, "x"]}})", R"({"free": 5})", R"({"short": "äöü"})"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_Validator::acceptsWhatBotocoreAccepts()
{
    QFETCH(QByteArray, json);
    const auto params = parseJson(json.toStdString());
    QVERIFY(params);
    const auto result = validateParameters(m_model->operation("Do"), *params);
    QVERIFY2(result, result ? "" : result.error().message.c_str());
}

namespace {

/// Botocore shows the values of sensitive members too, which we do not.
QByteArray withoutValues(const std::string& report)
{
    static const QRegularExpression value(QStringLiteral(", value: .*?(, type:|, valid)"));
    return QString::fromStdString(report).replace(value, QStringLiteral("\\1")).toUtf8();
}

} // namespace

void tst_Validator::oracle_data()
{
    QTest::addColumn<int>("index");
    const auto cases = readJsonFile(conformancePath(QStringLiteral("oracle/validation.json")))["cases"];
    for (std::size_t i = 0; i < cases.size(); ++i)
        QTest::newRow(cases[i]["id"].text().c_str()) << static_cast<int>(i);
}

void tst_Validator::oracle()
{
    if (!hasBotocore())
        QSKIP("INIA_BOTOCORE_DIR is not set: no service models to check parameters against");
    const auto cases = readJsonFile(conformancePath(QStringLiteral("oracle/validation.json")))["cases"];
    if (cases.size() == 0)
        QSKIP("no conformance data beside the project (../shared/conformance/oracle)");
    QFETCH(int, index);
    const auto& test = cases[index];
    const auto& valid = test["expect"]["valid"];
    if (test["expect"]["report"].text().starts_with("Invalid bucket name"))
        QSKIP("bucket names are checked by the client's rules for S3");
    if (valid.isNull())
        QSKIP("refused by a step before validation");
    const auto model = botocoreModel(test["service"].text());
    QVERIFY(model);
    const auto result =
        validateParameters(model->operation(test["operation"].text()), untagged(test["params"]));
    QCOMPARE(result.ok(), valid.toBool());
    if (!result) {
        QCOMPARE(withoutValues(result.error().message),
                 withoutValues("Parameter validation failed:\n" + test["expect"]["report"].text()));
    }
}

INIA_TEST_CLASS(tst_Validator, QCoreApplication)
#include "tst_validator.moc"
