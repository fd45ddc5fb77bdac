#include "core/dynamodb/itemrequests.h"
#include "core/dynamodb/nativeclient.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::dynamodb;

using Op = AttributeTest::Operator;
using Part = QueryProblem::Part;

namespace {

ItemQuery scan(std::vector<AttributeTest> filters)
{
    ItemQuery query;
    query.table = "orders";
    query.filters = std::move(filters);
    return query;
}

ItemQuery query(std::vector<AttributeTest> sort = {})
{
    ItemQuery query;
    query.table = "orders";
    query.mode = ItemQuery::Mode::Query;
    query.partition = {{"pk", Op::Equal, TypedKind::Text, {"c-1"}}};
    query.sort = std::move(sort);
    return query;
}

} // namespace

Q_DECLARE_METATYPE(inia::dynamodb::ItemQuery)
Q_DECLARE_METATYPE(inia::dynamodb::AttributeTest)

class tst_ItemQuery final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void requestsEqualBoto3s_data();
    void requestsEqualBoto3s();
    void readsTypedValues_data();
    void readsTypedValues();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void saysEverythingThatIsWrong();
    void comparesAsAValue();

private:
    std::optional<tests::TestSession> m_test;
};

void tst_ItemQuery::initTestCase()
{
    auto session = tests::makeTestSession();
    if (!session)
        QSKIP(session.error().message.c_str());
    m_test = std::move(session).value();
}

// The bodies are those of boto3's Table.scan() and Table.query() with the same conditions.
void tst_ItemQuery::requestsEqualBoto3s_data()
{
    QTest::addColumn<ItemQuery>("query");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const ItemQuery& query, const char* body) {
        QTest::newRow(name) << query << QByteArray(body);
    };
    row("scan", scan({}), "{}");
    row("partition key", query(),
        R"json({"ExpressionAttributeNames": {"#n0": "pk"}, "ExpressionAttributeValues": {":v0": {"S": "c-1"}},
            "KeyConditionExpression": "#n0 = :v0"})json");
    const auto sorted = [row](const char* name, Op op, const char* expression) {
        const auto body = QByteArray(R"json({"ExpressionAttributeNames": {"#n0": "pk", "#n1": "at"},
                           "ExpressionAttributeValues": {":v0": {"S": "c-1"}, ":v1": {"N": "7"}},
                           "KeyConditionExpression": "(#n0 = :v0 AND )json") +
                          expression + R"json()"})json";
        row(name, query({{"at", op, TypedKind::Number, {"7"}}}), body.constData());
    };
    sorted("sort =", Op::Equal, "#n1 = :v1");
    sorted("sort <", Op::Less, "#n1 < :v1");
    sorted("sort <=", Op::LessOrEqual, "#n1 <= :v1");
    sorted("sort >", Op::Greater, "#n1 > :v1");
    sorted("sort >=", Op::GreaterOrEqual, "#n1 >= :v1");
    row("sort begins with", query({{"at", Op::BeginsWith, TypedKind::Text, {"2026-"}}}),
        R"json({"ExpressionAttributeNames": {"#n0": "pk", "#n1": "at"},
            "ExpressionAttributeValues": {":v0": {"S": "c-1"}, ":v1": {"S": "2026-"}},
            "KeyConditionExpression": "(#n0 = :v0 AND begins_with(#n1, :v1))"})json");
    row("sort between", query({{"at", Op::Between, TypedKind::Number, {"1", "2.50"}}}),
        R"json({"ExpressionAttributeNames": {"#n0": "pk", "#n1": "at"},
            "ExpressionAttributeValues": {":v0": {"S": "c-1"}, ":v1": {"N": "1"}, ":v2": {"N": "2.50"}},
            "KeyConditionExpression": "(#n0 = :v0 AND #n1 BETWEEN :v1 AND :v2)"})json");
    const auto filtered = [row](const char* name, Op op, const char* expression) {
        const auto body = QByteArray(R"json({"ExpressionAttributeNames": {"#n0": "a", "#n1": "b"},
                                         "ExpressionAttributeValues": {":v0": {"S": "x"}},
                                         "FilterExpression": ")json") +
                          expression + R"json("})json";
        row(name, scan({{"a.b[1]", op, TypedKind::Text, {"x"}}}), body.constData());
    };
    row("filter of a name with dots", scan({{"a.b[1]", Op::Equal, TypedKind::Text, {"x"}, true}}),
        R"json({"ExpressionAttributeNames": {"#n0": "a.b[1]"}, "FilterExpression": "#n0 = :v0",
            "ExpressionAttributeValues": {":v0": {"S": "x"}}})json");
    ItemQuery dotted = query({{"at.ms", Op::Less, TypedKind::Number, {"7"}}});
    dotted.partition.front().attribute = "hwid.metric";
    row("keys with dots", dotted,
        R"json({"ExpressionAttributeNames": {"#n0": "hwid.metric", "#n1": "at.ms"},
            "ExpressionAttributeValues": {":v0": {"S": "c-1"}, ":v1": {"N": "7"}},
            "KeyConditionExpression": "(#n0 = :v0 AND #n1 < :v1)"})json");
    filtered("filter =", Op::Equal, "#n0.#n1[1] = :v0");
    filtered("filter <>", Op::NotEqual, "#n0.#n1[1] <> :v0");
    filtered("filter <", Op::Less, "#n0.#n1[1] < :v0");
    filtered("filter <=", Op::LessOrEqual, "#n0.#n1[1] <= :v0");
    filtered("filter >", Op::Greater, "#n0.#n1[1] > :v0");
    filtered("filter >=", Op::GreaterOrEqual, "#n0.#n1[1] >= :v0");
    filtered("filter begins with", Op::BeginsWith, "begins_with(#n0.#n1[1], :v0)");
    filtered("filter contains", Op::Contains, "contains(#n0.#n1[1], :v0)");
    filtered("filter not contains", Op::NotContains, "(NOT contains(#n0.#n1[1], :v0))");
    row("filter between",
        scan({{"n", Op::Between, TypedKind::Number, {"1", "12345678901234567890123456789012345678"}}}),
        R"json({"ExpressionAttributeNames": {"#n0": "n"}, "FilterExpression": "#n0 BETWEEN :v0 AND :v1",
            "ExpressionAttributeValues": {":v0": {"N": "1"},
                                          ":v1": {"N": "12345678901234567890123456789012345678"}}})json");
    row("filter in", scan({{"n", Op::IsIn, TypedKind::Number, {"1", "2"}}}),
        R"json({"ExpressionAttributeNames": {"#n0": "n"}, "FilterExpression": "#n0 IN (:v0, :v1)",
            "ExpressionAttributeValues": {":v0": {"N": "1"}, ":v1": {"N": "2"}}})json");
    row("filter exists", scan({{"n", Op::Exists, TypedKind::Text, {}}}),
        R"json({"ExpressionAttributeNames": {"#n0": "n"}, "FilterExpression": "attribute_exists(#n0)"})json");
    row("filter not exists", scan({{"n", Op::NotExists, TypedKind::Text, {}}}),
        R"json({"ExpressionAttributeNames": {"#n0": "n"}, "FilterExpression": "attribute_not_exists(#n0)"})json");
    row("filter type", scan({{"n", Op::HasType, TypedKind::Text, {"SS"}}}),
        R"json({"ExpressionAttributeNames": {"#n0": "n"}, "FilterExpression": "attribute_type(#n0, :v0)",
            "ExpressionAttributeValues": {":v0": {"S": "SS"}}})json");
    const auto sized = [row](const char* name, Op op, const char* expression) {
        const auto body = QByteArray(R"json({"ExpressionAttributeNames": {"#n0": "n"},
                                         "ExpressionAttributeValues": {":v0": {"N": "3"}},
                                         "FilterExpression": ")json") +
                          expression + R"json("})json";
        row(name, scan({{"n", op, TypedKind::Text, {"3"}}}), body.constData());
    };
    sized("size =", Op::SizeEqual, "size(#n0) = :v0");
    sized("size <", Op::SizeLess, "size(#n0) < :v0");
    sized("size <=", Op::SizeLessOrEqual, "size(#n0) <= :v0");
    sized("size >", Op::SizeGreater, "size(#n0) > :v0");
    sized("size >=", Op::SizeGreaterOrEqual, "size(#n0) >= :v0");
    row("kinds of values",
        scan({{"a", Op::Equal, TypedKind::Bool, {"true"}},
              {"b", Op::Equal, TypedKind::Null, {""}},
              {"c", Op::Equal, TypedKind::Binary, {"AP8="}}}),
        R"json({"ExpressionAttributeNames": {"#n0": "a", "#n1": "b", "#n2": "c"},
            "ExpressionAttributeValues": {":v0": {"BOOL": true}, ":v1": {"NULL": true}, ":v2": {"B": "AP8="}},
            "FilterExpression": "((#n0 = :v0 AND #n1 = :v1) AND #n2 = :v2)"})json");
    auto all = query({{"at", Op::GreaterOrEqual, TypedKind::Text, {"2026"}}});
    all.index = "by-at";
    all.pageSize = 50;
    all.descending = true;
    all.filters = {{"total", Op::Greater, TypedKind::Number, {" 9.99 "}},
                   {"note", Op::Exists, TypedKind::Text, {}}};
    row("everything", all,
        R"json({"ExpressionAttributeNames": {"#n0": "total", "#n1": "note", "#n2": "pk", "#n3": "at"},
            "ExpressionAttributeValues": {":v0": {"N": "9.99"}, ":v1": {"S": "c-1"}, ":v2": {"S": "2026"}},
            "FilterExpression": "(#n0 > :v0 AND attribute_exists(#n1))", "IndexName": "by-at",
            "KeyConditionExpression": "(#n2 = :v1 AND #n3 >= :v2)", "Limit": 50,
            "ReturnConsumedCapacity": "INDEXES", "ScanIndexForward": false})json");
    auto consistent = scan({});
    consistent.consistentRead = true;
    consistent.descending = true; // of no meaning in a scan
    row("consistent scan", consistent, R"json({"ConsistentRead": true})json");
}

void tst_ItemQuery::requestsEqualBoto3s()
{
    QFETCH(ItemQuery, query);
    QFETCH(QByteArray, body);
    std::vector<QueryProblem> problems;
    const auto params = query.params(problems);
    QVERIFY2(problems.empty(), problems.empty() ? "" : problems.front().message.c_str());
    const NativeClient client(m_test->session.client("dynamodb").value());
    CallOptions options;
    options.dryRun = true;
    const auto reply = client.call(query.operation(), params, options);
    QSignalSpy finished(reply.get(), &NativeReply::finished);
    QVERIFY(finished.wait());
    QVERIFY2(reply->result().ok(), reply->result() ? "" : reply->result().error().message.c_str());
    auto expected = QJsonDocument::fromJson(body).object();
    expected.insert(QStringLiteral("TableName"), QStringLiteral("orders"));
    if (!expected.contains(QStringLiteral("ReturnConsumedCapacity")))
        expected.insert(QStringLiteral("ReturnConsumedCapacity"), QStringLiteral("TOTAL"));
    const auto& sent = reply->reply()->preparedRequest();
    QCOMPARE(QJsonDocument::fromJson(sent.body).object(), expected);
}

void tst_ItemQuery::readsTypedValues_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("value"); ///< empty: refused
    const auto row = [](const char* name, TypedKind kind, const char* text, const char* value) {
        QTest::newRow(name) << static_cast<int>(kind) << std::string(text) << std::string(value);
    };
    row("text as it stands", TypedKind::Text, " a ", " a ");
    row("integer", TypedKind::Number, "42", "42");
    row("zeros stay", TypedKind::Number, "1.50", "1.50");
    row("blanks around", TypedKind::Number, " -7\t", "-7");
    row("38 digits", TypedKind::Number, "1234567890.1234567890123456789012345678",
        "1234567890.1234567890123456789012345678");
    row("39 digits", TypedKind::Number, "1234567890.12345678901234567890123456789", "");
    row("no number", TypedKind::Number, "12x", "");
    row("nothing", TypedKind::Number, "  ", "");
    row("no finite number", TypedKind::Number, "NaN", "");
    row("too large", TypedKind::Number, "1E+127", "");
    row("true", TypedKind::Bool, " true", "true");
    row("false", TypedKind::Bool, "false", "false");
    row("no truth", TypedKind::Bool, "yes", "");
    row("null", TypedKind::Null, "whatever", "null");
    row("bytes", TypedKind::Binary, "AP8=", "AP8=");
    row("no base64", TypedKind::Binary, "AP8=!", "");
}

void tst_ItemQuery::readsTypedValues()
{
    QFETCH(int, kind);
    QFETCH(std::string, text);
    QFETCH(std::string, value);
    const auto parsed = parseTyped(static_cast<TypedKind>(kind), text);
    QCOMPARE(parsed.ok(), !value.empty());
    if (parsed) {
        QCOMPARE(displayText(*parsed), value);
    } else {
        QCOMPARE(parsed.error().kind, ErrorKind::Parameter);
        QVERIFY(!parsed.error().message.empty());
    }
}

void tst_ItemQuery::saysWhatIsWrong_data()
{
    QTest::addColumn<AttributeTest>("test");
    QTest::addColumn<bool>("isKey");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, AttributeTest test, bool isKey, const char* says) {
        QTest::newRow(name) << std::move(test) << isKey << says;
    };
    row("no attribute", {"", Op::Equal, TypedKind::Text, {"x"}}, false, "Name an attribute");
    row("no value", {"a", Op::Equal, TypedKind::Text, {}}, false, "Give a value");
    row("nothing to be in", {"a", Op::IsIn, TypedKind::Text, {}}, false, "Give a value");
    row("half a range", {"a", Op::Between, TypedKind::Number, {"1"}}, false, "both ends");
    row("order of truth", {"a", Op::Less, TypedKind::Bool, {"true"}}, false, "have an order");
    row("beginning of a number", {"a", Op::BeginsWith, TypedKind::Number, {"1"}}, false, "begin with");
    row("unknown type", {"a", Op::HasType, TypedKind::Text, {"X"}}, false, "The types are");
    row("size that is no number", {"a", Op::SizeGreater, TypedKind::Text, {"big"}}, false, "not a number");
    row("number that is none", {"a", Op::IsIn, TypedKind::Number, {"1", "2b"}}, false, "2b");
    row("empty key", {"at", Op::Equal, TypedKind::Text, {""}}, true, "Give a value for at");
    row("key that exists", {"at", Op::Exists, TypedKind::Text, {}}, true, "cannot be asked");
}

void tst_ItemQuery::saysWhatIsWrong()
{
    QFETCH(AttributeTest, test);
    QFETCH(bool, isKey);
    QFETCH(QString, says);
    const auto asked = isKey ? query({test}) : scan({{"ok", Op::Exists, TypedKind::Text, {}}, test});
    std::vector<QueryProblem> problems;
    (void)asked.params(problems);
    QCOMPARE(problems.size(), std::size_t{1});
    QCOMPARE(problems[0].part, isKey ? Part::Sort : Part::Filter);
    QCOMPARE(problems[0].row, std::size_t{isKey ? 0U : 1U});
    QVERIFY2(QString::fromStdString(problems[0].message).contains(says), problems[0].message.c_str());
}

void tst_ItemQuery::saysEverythingThatIsWrong()
{
    auto bad = query({{"at", Op::Equal, TypedKind::Number, {"x"}}});
    bad.partition.clear();
    bad.filters = {{"", Op::Exists, TypedKind::Text, {}}};
    std::vector<QueryProblem> problems;
    (void)bad.params(problems);
    QCOMPARE(problems.size(), std::size_t{3});
}

void tst_ItemQuery::comparesAsAValue()
{
    auto one = query();
    QVERIFY(one == query());
    one.partition[0].values = {"c-2"};
    QVERIFY(!(one == query()));
}

INIA_TEST_CLASS(tst_ItemQuery, QCoreApplication)
#include "tst_itemquery.moc"
