#include "core/jmespath/expression.h"
#include "core/model/document.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

Q_DECLARE_METATYPE(inia::Value)

class TestExpression final : public QObject {
    Q_OBJECT

private slots:
    void search_data();
    void search();
    void ordersTimestamps();
    void textOfValues();
    void errors_data();
    void errors();
    void refusesDeepNesting_data();
    void refusesDeepNesting();
    void survivesBrokenText();
    void copiesShareTheTree();
};

namespace {

Value json(std::string_view text)
{
    const auto document = Document::fromJson(text, "test");
    return document ? (*document)->root().toValue() : Value("broken test data");
}

Result<Value> find(std::string_view text, const Value& value)
{
    const auto expression = Expression::parse(text);
    if (!expression)
        return expression.error();
    return expression->search(value);
}

std::string repeated(std::string_view text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i)
        result += text;
    return result;
}

} // namespace

void TestExpression::search_data()
{
    QTest::addColumn<std::string>("expression");
    QTest::addColumn<std::string>("given");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* expression, const char* given, const char* expected) {
        QTest::newRow(expression) << std::string(expression) << std::string(given) << std::string(expected);
    };
    // Shapes of expressions that paginators and waiters of AWS services use.
    row("length(Services[?!(length(Deployments) == `1` && Running == Desired)]) == `0`",
        R"({"Services": [{"Deployments": [1], "Running": 2, "Desired": 2}]})", "true");
    row("Reservations[].Instances[].State.Name",
        R"({"Reservations": [{"Instances": [{"State": {"Name": "a"}}, {"State": {"Name": "b"}}]}]})",
        R"(["a", "b"])");
    row("IsTruncated && NextMarker || Contents[-1].Key",
        R"({"IsTruncated": true, "Contents": [{"Key": "k"}]})", R"("k")");
    row("TransactItems[*].[Check.Name, Put.Name][]", R"({"TransactItems": [{"Put": {"Name": "t"}}, {}]})",
        R"(["t"])"); // the projection drops nulls
    row("keys(RequestItems)", R"({"RequestItems": {"b": 1, "a": 2}})", R"(["b", "a"])");
    // What jmespath.py does beyond the specification.
    row("a[?d > '2020-05'].d", R"({"a": [{"d": "2020-04-30"}, {"d": "2021-01-01"}]})", R"(["2021-01-01"])");
    row("a == `plain text`", R"({"a": "plain text"})", "true");
    row("a > b", R"({"a": "x", "b": 1})", "null");
    // Numbers.
    row("sum([`1`, `0.5`])", "{}", "1.5");
    row("sum(@)", "[]", "0");
    row("sum(@)", "[9223372036854775807, 1]", "9223372036854775808.0");
    row("abs(@)", "-9223372036854775808", "9223372036854775808.0");
    row("floor(@)", "-1.5", "-2");
    row("ceil(@)", "1e300", "1e300");
    row("to_number(@)", R"("12x")", "null");
    row("to_number(@)", R"("nan")", "null");
    row("to_number(@)", R"("-7")", "-7");
    row("@ == `1.0`", "1", "true");
    row("@ == `1`", "true", "false");
    // Slices and indices at the edges.
    row("@[9223372036854775807]", "[1]", "null");
    row("@[::9223372036854775807]", "[1, 2]", "[1]");
    row("@[::-9223372036854775808]", "[1, 2]", "[2]");
    row("@[-9223372036854775808:]", "[1, 2]", "[1, 2]");
    row("@[5:]", "[1, 2]", "[]");
    // Text in characters.
    row("length(@)", R"("äöü")", "3");
    row("reverse(@)", R"("aü€😀")", R"("😀€üa")");
    row("contains(@, `1`)", R"("1")", "false");
    row("max_by(@, &n).v", R"([{"n": 1, "v": "a"}, {"n": 2, "v": "b"}, {"n": 2, "v": "c"}])", R"("b")");
    row("merge(@, `{\"b\": 2}`)", R"({"a": 1, "b": 1})", R"({"a": 1, "b": 2})");
    row("{a: @, \"b c\": type(@)}", "1", R"({"a": 1, "b c": "number"})");
    row("[a, b].length(@)", "{}", "2");
}

void TestExpression::search()
{
    QFETCH(std::string, expression);
    QFETCH(std::string, given);
    QFETCH(std::string, expected);
    const auto result = find(expression, json(given));
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    QVERIFY(*result == json(expected));
}

void TestExpression::ordersTimestamps()
{
    const auto entry = [](const char* name, std::int64_t seconds) {
        return Value::map({{"Name", name}, {"At", Timestamp{seconds, 0}}});
    };
    const auto given = Value::list({entry("late", 20), entry("early", 10)});
    QVERIFY(*find("sort_by(@, &At)[].Name", given) == Value::list({"early", "late"}));
    QVERIFY(*find("max_by(@, &At).Name", given) == Value("late"));
    QVERIFY(*find("[0].At > [1].At", given) == Value(true));
    QVERIFY(*find("type([0].At)", given) == Value("string"));
    QCOMPARE(find("starts_with([0].At, '2')", given).error().code, std::string("JmesPathType"));
}

void TestExpression::textOfValues()
{
    const auto text = [](const Value& value) { return find("to_string(@)", value)->text(); };
    QCOMPARE(text("as is ü"), std::string("as is ü"));
    QCOMPARE(text(Value::list({"ü\"\n\x7f", "😀"})), std::string(R"(["\u00fc\"\n\u007f","\ud83d\ude00"])"));
    QCOMPARE(text(Value::list({1.0, 1e16, 0.00001, -0.1, 123456789012345.0})),
             std::string("[1.0,1e+16,1e-05,-0.1,123456789012345.0]"));
    QCOMPARE(text(Value::map({{"a", nullptr}, {"b", Value::emptyList()}, {"c", Value::emptyMap()}})),
             std::string(R"({"a":null,"b":[],"c":{}})"));
    QCOMPARE(text(Timestamp{0, 0}), std::string(R"("1970-01-01T00:00:00Z")"));
    QCOMPARE(text(QByteArray("\x00\xff", 2)), std::string(R"("AP8=")"));
}

void TestExpression::errors_data()
{
    QTest::addColumn<std::string>("expression");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("hint");
    const auto row = [](const char* expression, const char* code, const char* hint) {
        QTest::newRow(expression) << std::string(expression) << std::string(code) << std::string(hint);
    };
    row("", "JmesPathSyntax", "missing at the end");
    row("a.b c", "JmesPathSyntax", "character 5");
    row("a = b", "JmesPathSyntax", "\"==\"");
    row("a[0", "JmesPathSyntax", "\"]\" is missing");
    row("'open", "JmesPathSyntax", "closing '");
    row("'open\\", "JmesPathSyntax", "closing '");
    row("-", "JmesPathSyntax", "whole number");
    row("a[99999999999999999999]", "JmesPathSyntax", "whole number");
    row("&a", "JmesPathSyntax", "argument of a function");
    row("a[::0]", "JmesPathValue", "step");
    row("lenght(@)", "JmesPathUnknownFunction", "length()");
    row("join(@)", "JmesPathArity", "2 arguments, not 1");
    row("not_null()", "JmesPathArity", "at least 1 argument");
    row("abs('x')", "JmesPathType", "must be number, but is string");
    row("sort_by(@, a)", "JmesPathType", "argument 1");
    row("sort_by(`[1]`, `1`)", "JmesPathType", "expression");
    row("sum([`1`])", "JmesPathType", "is null"); // a list made from null is null
    row("length(&a)", "JmesPathType", "is expression");
    row("sort(`[1, \"a\"]`)", "JmesPathType", "number and string");
}

void TestExpression::errors()
{
    QFETCH(std::string, expression);
    QFETCH(std::string, code);
    QFETCH(std::string, hint);
    const auto result = find(expression, Value());
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, code);
    QCOMPARE(result.error().kind, ErrorKind::Parameter);
    QVERIFY2(result.error().message.find(hint) != std::string::npos, result.error().message.c_str());
}

void TestExpression::refusesDeepNesting_data()
{
    QTest::addColumn<std::string>("expression");
    QTest::newRow("parentheses") << repeated("(", 20000) + "a";
    QTest::newRow("not") << repeated("!", 20000) + "a";
    QTest::newRow("lists") << repeated("[", 20000) + "a";
    QTest::newRow("maps") << repeated("{a:", 20000) + "a";
    QTest::newRow("calls") << repeated("abs(", 20000) + "a";
    QTest::newRow("references") << "map(" + repeated("&map(", 20000);
    QTest::newRow("chain") << "a" + repeated(".a", 20000);
    QTest::newRow("indices") << repeated("[0]", 20000);
    QTest::newRow("projections") << "a" + repeated("[*].a", 20000);
    QTest::newRow("filters") << repeated("a[?", 20000);
    QTest::newRow("flattening") << "a" + repeated("[]", 20000);
    QTest::newRow("pipes") << "a" + repeated("|a", 20000);
    QTest::newRow("literal") << "`" + repeated("[", 20000) + repeated("]", 20000) + "`";
}

void TestExpression::refusesDeepNesting()
{
    QFETCH(std::string, expression);
    const auto parsed = Expression::parse(expression);
    QVERIFY(!parsed.ok());
    QCOMPARE(parsed.error().code, std::string("JmesPathSyntax"));
}

/// Every beginning and every shortened form of a long expression: errors or results, never a crash.
void TestExpression::survivesBrokenText()
{
    const std::string text = "a[?b.\"c\" >= `1` && !(d || 'e')].{f: g[::-1][0], h: map(&i, @.j[])} | [*][-1]";
    QVERIFY(Expression::parse(text).ok());
    int refused = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        refused += Expression::parse(std::string_view(text).substr(0, i)).ok() ? 0 : 1;
        auto shortened = text;
        shortened.erase(i, 1);
        refused += Expression::parse(shortened).ok() ? 0 : 1;
    }
    QVERIFY(refused > 60);
}

void TestExpression::copiesShareTheTree()
{
    auto original = Expression::parse("a.b");
    QVERIFY(original.ok());
    const Expression copy = *original;
    original = Expression::parse("c");
    const auto given = Value::map({{"a", Value::map({{"b", 1}})}, {"c", 2}});
    QVERIFY(*copy.search(given) == Value(1));
    QVERIFY(*original->search(given) == Value(2));
}

INIA_TEST_CLASS(TestExpression, QCoreApplication)
#include "tst_expression.moc"
