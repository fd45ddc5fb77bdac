#include "core/dynamodb/calltransform.h"
#include "core/dynamodb/nativevalue.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::dynamodb;

namespace {

Value attribute(std::string_view type, Value value)
{
    return Value::map({{type, std::move(value)}});
}

} // namespace

class tst_CallTransform final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void itemsAreSerialized();
    void conditionsBecomeExpressions();
    void filterComesBeforeKeyCondition();
    void textExpressionsStay();
    void conditionsAreFoundInside();
    void placeholdersAreLaidOverTheCallers();
    void whatDoesNotFitIsLeftToTheClient();
    void refusals_data();
    void refusals();
    void answersAreDeserialized();
    void badAnswersSayWhere();

private:
    [[nodiscard]] OperationModel operation(const char* name) const
    {
        return m_client->model().operation(name);
    }

    std::optional<tests::TestSession> m_test;
    std::optional<Client> m_client;
};

void tst_CallTransform::initTestCase()
{
    auto session = tests::makeTestSession();
    if (!session)
        QSKIP(session.error().message.c_str());
    m_test = std::move(session).value();
    m_client = m_test->session.client("dynamodb").value();
}

void tst_CallTransform::itemsAreSerialized()
{
    const auto put = NativeValue::map(
        {{"PutRequest", NativeValue::map({{"Item", NativeValue::map({{"pk", "a"}, {"n", 1}})}})}});
    const auto made = toCallParams(
        operation("BatchWriteItem"),
        NativeValue::map({{"RequestItems", NativeValue::map({{"events", NativeValue::list({put})}})},
                          {"ReturnConsumedCapacity", "TOTAL"}}));
    QVERIFY(made.ok());
    QCOMPARE((*made)["RequestItems"]["events"][0]["PutRequest"]["Item"],
             Value::map({{"pk", attribute("S", "a")}, {"n", attribute("N", "1")}}));
    QCOMPARE((*made)["ReturnConsumedCapacity"], Value("TOTAL"));
}

void tst_CallTransform::conditionsBecomeExpressions()
{
    const auto made = toCallParams(
        operation("Query"), NativeValue::map({{"TableName", "events"},
                                              {"KeyConditionExpression", Key("pk").eq("a") & Key("at").gt(3)},
                                              {"Limit", 10}}));
    QVERIFY(made.ok());
    QCOMPARE(*made, Value::map({{"TableName", "events"},
                                {"KeyConditionExpression", "(#n0 = :v0 AND #n1 > :v1)"},
                                {"Limit", 10},
                                {"ExpressionAttributeNames", Value::map({{"#n0", "pk"}, {"#n1", "at"}})},
                                {"ExpressionAttributeValues",
                                 Value::map({{":v0", attribute("S", "a")}, {":v1", attribute("N", "3")}})}}));
}

void tst_CallTransform::filterComesBeforeKeyCondition()
{
    const auto made =
        toCallParams(operation("Query"), NativeValue::map({{"KeyConditionExpression", Key("pk").eq("a")},
                                                           {"FilterExpression", Attr("x.y").gt(3)}}));
    QVERIFY(made.ok());
    QCOMPARE((*made)["FilterExpression"], Value("#n0.#n1 > :v0"));
    QCOMPARE((*made)["KeyConditionExpression"], Value("#n2 = :v1"));
}

void tst_CallTransform::textExpressionsStay()
{
    const auto made = toCallParams(
        operation("Scan"),
        NativeValue::map({{"FilterExpression", "a = :a"},
                          {"ExpressionAttributeValues", NativeValue::map({{":a", NativeValue::set({1})}})}}));
    QVERIFY(made.ok());
    QCOMPARE((*made)["FilterExpression"], Value("a = :a"));
    QCOMPARE((*made)["ExpressionAttributeValues"][":a"], attribute("NS", Value::list({"1"})));
    QVERIFY(!made->contains("ExpressionAttributeNames"));
}

void tst_CallTransform::conditionsAreFoundInside()
{
    const auto check = NativeValue::map({{"ConditionExpression", Attr("a").exists()},
                                         {"Key", NativeValue::map({{"pk", "a"}})},
                                         {"TableName", "events"}});
    const auto made = toCallParams(
        operation("TransactWriteItems"),
        NativeValue::map(
            {{"TransactItems", NativeValue::list({NativeValue::map({{"ConditionCheck", check}})})}}));
    QVERIFY(made.ok());
    QCOMPARE((*made)["TransactItems"][0]["ConditionCheck"]["ConditionExpression"],
             Value("attribute_exists(#n0)"));
    // Where boto3 puts them, which is not where the service would look.
    QCOMPARE((*made)["ExpressionAttributeNames"], Value::map({{"#n0", "a"}}));
}

void tst_CallTransform::placeholdersAreLaidOverTheCallers()
{
    const auto made = toCallParams(
        operation("PutItem"),
        NativeValue::map({{"ConditionExpression", Attr("a").eq(1)},
                          {"ExpressionAttributeNames", NativeValue::map({{"#n0", "lost"}, {"#x", "y"}})}}));
    QVERIFY(made.ok());
    QCOMPARE((*made)["ExpressionAttributeNames"], Value::map({{"#n0", "a"}, {"#x", "y"}}));
}

void tst_CallTransform::whatDoesNotFitIsLeftToTheClient()
{
    const auto made =
        toCallParams(operation("PutItem"), NativeValue::map({{"Unknown", NativeValue::map({{"a", 1}})},
                                                             {"Item", "no map"},
                                                             {"ConditionExpression", Attr("a").eq(1)},
                                                             {"ExpressionAttributeNames", "no map"}}));
    QVERIFY(made.ok());
    QCOMPARE((*made)["Unknown"], Value::map({{"a", 1}}));
    QCOMPARE((*made)["Item"], Value("no map"));
    QCOMPARE((*made)["ExpressionAttributeNames"], Value("no map"));
}

void tst_CallTransform::refusals_data()
{
    QTest::addColumn<NativeValue>("params");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("where");
    QTest::newRow("float") << NativeValue::map({{"Item", NativeValue::map({{"price", 0.1}})}})
                           << "FloatNotSupported"
                           << "in Item.price";
    QTest::newRow("set") << NativeValue::map({{"TableName", NativeValue::set({"a"})}}) << "UnsupportedType"
                         << "in TableName";
    QTest::newRow("condition") << NativeValue::map({{"TableName", Attr("a").exists()}}) << "UnsupportedType"
                               << "in TableName";
    QTest::newRow("condition in an item")
        << NativeValue::map({{"Item", NativeValue::map({{"a", Attr("a").exists()}})}}) << "UnsupportedType"
        << "in Item.a";
    QTest::newRow("attribute in a key condition")
        << NativeValue::map({{"KeyConditionExpression", Attr("a").eq(1)}}) << "NeedsKeyCondition"
        << "";
}

void tst_CallTransform::refusals()
{
    QFETCH(NativeValue, params);
    QFETCH(QString, code);
    QFETCH(QString, where);
    const auto made =
        toCallParams(operation(params.contains("KeyConditionExpression") ? "Query" : "PutItem"), params);
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Parameter);
    QCOMPARE(QString::fromStdString(made.error().code), code);
    QVERIFY2(QString::fromStdString(made.error().message).contains(where), made.error().message.c_str());
}

void tst_CallTransform::answersAreDeserialized()
{
    const auto item =
        Value::map({{"n", attribute("N", "1.50")}, {"set", attribute("SS", Value::list({"a"}))}});
    const auto made = fromCallResult(
        operation("Scan"), Value::map({{"Items", Value::list({item})},
                                       {"Count", 1},
                                       {"ConsumedCapacity", Value::map({{"CapacityUnits", 0.5}})},
                                       {"ResponseMetadata", Value::map({{"HTTPStatusCode", 200}})}}));
    QVERIFY(made.ok());
    const auto& first = (*made)["Items"][std::size_t{0}];
    QCOMPARE(first["n"].number().text(), std::string("1.50"));
    QCOMPARE(first["set"], NativeValue::set({"a"}));
    QCOMPARE((*made)["Count"], NativeValue(1));
    QCOMPARE((*made)["ConsumedCapacity"]["CapacityUnits"], NativeValue(0.5));
    QCOMPARE((*made)["ResponseMetadata"]["HTTPStatusCode"], NativeValue(200));
}

void tst_CallTransform::badAnswersSayWhere()
{
    const auto made = fromCallResult(operation("GetItem"),
                                     Value::map({{"Item", Value::map({{"odd", Value::emptyMap()}})}}));
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Parse);
    QVERIFY2(made.error().message.ends_with("in Item.odd"), made.error().message.c_str());
}

INIA_TEST_CLASS(tst_CallTransform, QCoreApplication)
#include "tst_calltransform.moc"
