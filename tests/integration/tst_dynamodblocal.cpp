#include "core/paging/pagecursor.h"
#include "core/paging/paginator.h"
#include "core/waiting/waiter.h"
#include "tests/integration/listing.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::tests;

namespace {

constexpr int eventCount = 120;
constexpr std::size_t batchLimit = 25; ///< the service takes no more at once
/// 38 digits, which no double holds.
constexpr char longestNumber[] = "12345678901234567890123456789012345678";

Value keyOf(const char* device, int number)
{
    return Value::map(
        {{"device", Value::map({{"S", device}})}, {"at", Value::map({{"N", std::to_string(number)}})}});
}

Value definition(const char* name, const char* type)
{
    return Value::map({{"AttributeName", name}, {"AttributeType", type}});
}

Value keyElement(const char* name, const char* type)
{
    return Value::map({{"AttributeName", name}, {"KeyType", type}});
}

} // namespace

/// Tables and items against DynamoDB Local, AWS's own server for the purpose.
class tst_DynamoDbLocal final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void tableIsCreated();
    void itemsComeBackAsTheyWere();
    void conditionsAreKept();
    void unprocessedNothing();
    void pagesAreRead();
    void queriesFindTheirItems();
    void transactionsAreAllOrNothing();
    void updatesReturnTheNewValues();
    void tableIsDeleted();

private:
    [[nodiscard]] Result<Value> call(const char* operation, const Value& params) const;
    [[nodiscard]] Value withTable(std::initializer_list<std::pair<std::string_view, Value>> members) const;

    std::optional<TestServer> m_server;
    std::optional<Client> m_client;
    std::string m_table = "events";
};

void tst_DynamoDbLocal::initTestCase()
{
    auto server = dynamoDbServer();
    if (!server && server.error().code == "NoServer")
        QSKIP(server.error().message.c_str());
    QVERIFY2(server.ok(), server ? "" : server.error().message.c_str());
    m_server = std::move(server).value();
    m_client = m_server->session().value().client("dynamodb").value();
}

Result<Value> tst_DynamoDbLocal::call(const char* operation, const Value& params) const
{
    const auto reply = m_client->call(operation, params);
    return waitFor(*reply);
}

Value tst_DynamoDbLocal::withTable(std::initializer_list<std::pair<std::string_view, Value>> members) const
{
    Value params = Value::map(members);
    params.insert("TableName", m_table);
    return params;
}

void tst_DynamoDbLocal::tableIsCreated()
{
    const auto created = call(
        "create_table",
        withTable({{"AttributeDefinitions", Value::list({definition("device", "S"), definition("at", "N")})},
                   {"KeySchema", Value::list({keyElement("device", "HASH"), keyElement("at", "RANGE")})},
                   {"BillingMode", "PAY_PER_REQUEST"}}));
    QVERIFY2(created.ok(), created ? "" : created.error().message.c_str());
    const auto waiter = m_client->waiter("table_exists", withTable({})).value();
    QSignalSpy finished(waiter.get(), &Waiter::finished);
    waiter->start();
    QVERIFY(finished.wait(30'000));
    QCOMPARE(waiter->state(), Waiter::State::Success);
    const auto tables = call("list_tables", {});
    QVERIFY(tables.ok());
    QCOMPARE((*tables)["TableNames"], Value::list({m_table}));
    const auto again = call("describe_table", Value::map({{"TableName", "no-such-table"}}));
    QVERIFY(!again);
    QCOMPARE(again.error().code, std::string("ResourceNotFoundException"));
    QVERIFY(!again.error().requestId.empty());
}

void tst_DynamoDbLocal::itemsComeBackAsTheyWere()
{
    Value item = keyOf("probe", 1);
    item.insert("text", Value::map({{"S", "ünïcode & <markup> 🦊"}}));
    item.insert("number", Value::map({{"N", longestNumber}}));
    item.insert("bytes", Value::map({{"B", QByteArray("\x00\xff\x10", 3)}}));
    item.insert("no", Value::map({{"NULL", true}}));
    item.insert("set", Value::map({{"NS", Value::list({"1", "2.5"})}}));
    item.insert(
        "deep",
        Value::map(
            {{"M",
              Value::map({{"list", Value::map({{"L", Value::list({Value::map({{"BOOL", false}})})}})}})}}));
    const auto put = call("put_item", withTable({{"Item", item}, {"ReturnConsumedCapacity", "TOTAL"}}));
    QVERIFY2(put.ok(), put ? "" : put.error().message.c_str());
    QVERIFY((*put)["ConsumedCapacity"]["CapacityUnits"].toDouble() > 0);
    const auto found = call("get_item", withTable({{"Key", keyOf("probe", 1)}, {"ConsistentRead", true}}));
    QVERIFY(found.ok());
    QCOMPARE((*found)["Item"], item);
    const auto absent = call("get_item", withTable({{"Key", keyOf("probe", 2)}}));
    QVERIFY(absent.ok());
    QVERIFY(!absent->contains("Item"));
}

void tst_DynamoDbLocal::conditionsAreKept()
{
    const auto refused = call("put_item", withTable({{"Item", keyOf("probe", 1)},
                                                     {"ConditionExpression", "attribute_not_exists(device)"},
                                                     {"ReturnValuesOnConditionCheckFailure", "ALL_OLD"}}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Service);
    QCOMPARE(refused.error().code, std::string("ConditionalCheckFailedException"));
    QCOMPARE(refused.error().httpStatus, 400);
}

void tst_DynamoDbLocal::unprocessedNothing()
{
    Value requests = Value::emptyList();
    for (int number = 0; number < eventCount; ++number) {
        Value item = keyOf("sensor", number);
        item.insert("payload", Value::map({{"S", std::string(20'000, 'x')}}));
        requests.append(Value::map({{"PutRequest", Value::map({{"Item", item}})}}));
        if (requests.size() < batchLimit && number + 1 < eventCount)
            continue;
        const auto written =
            call("batch_write_item", Value::map({{"RequestItems", Value::map({{m_table, requests}})}}));
        QVERIFY2(written.ok(), written ? "" : written.error().message.c_str());
        QCOMPARE((*written)["UnprocessedItems"].size(), std::size_t{0});
        requests = Value::emptyList();
    }
    const auto several = call(
        "batch_get_item",
        Value::map(
            {{"RequestItems",
              Value::map({{m_table, Value::map({{"Keys", Value::list({keyOf("sensor", 0), keyOf("probe", 1),
                                                                      keyOf("sensor", 9'999)})}})}})}}));
    QVERIFY(several.ok());
    QCOMPARE((*several)["Responses"][m_table].size(), std::size_t{2});
}

void tst_DynamoDbLocal::pagesAreRead()
{
    // A page holds 1 MB, which these items exceed: there are more pages than one.
    auto paginator = m_client->paginator("scan", withTable({{"ProjectionExpression", "device"}})).value();
    PageReader reader(std::move(paginator));
    std::size_t items = 0;
    connect(&reader, &PageReader::pageReady, this,
            [&items](const Value& page) { items += page["Items"].size(); });
    QSignalSpy finished(&reader, &PageReader::finished);
    reader.readAll();
    QVERIFY(finished.wait(30'000));
    QVERIFY(reader.result().ok());
    QCOMPARE(items, std::size_t{eventCount + 1});
    QVERIFY(reader.paginator().pages() > 1);
}

void tst_DynamoDbLocal::queriesFindTheirItems()
{
    const auto found = call(
        "query", withTable({{"KeyConditionExpression", "device = :d AND #at BETWEEN :a AND :b"},
                            {"ExpressionAttributeNames", Value::map({{"#at", "at"}})},
                            {"ExpressionAttributeValues", Value::map({{":d", Value::map({{"S", "sensor"}})},
                                                                      {":a", Value::map({{"N", "10"}})},
                                                                      {":b", Value::map({{"N", "19"}})}})},
                            {"ScanIndexForward", false},
                            {"ProjectionExpression", "#at"}}));
    QVERIFY2(found.ok(), found ? "" : found.error().message.c_str());
    QCOMPARE((*found)["Count"].toInt(), 10);
    QCOMPARE((*found)["Items"][0]["at"]["N"].text(), std::string("19"));
}

void tst_DynamoDbLocal::transactionsAreAllOrNothing()
{
    const auto write = [this](int number, const char* condition) {
        Value put = withTable({{"Item", keyOf("ledger", number)}});
        if (condition)
            put.insert("ConditionExpression", condition);
        return Value::map({{"Put", put}});
    };
    const auto refused =
        call("transact_write_items",
             Value::map({{"TransactItems",
                          Value::list({write(1, nullptr), write(2, "attribute_exists(device)")})}}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("TransactionCanceledException"));
    QVERIFY(!call("get_item", withTable({{"Key", keyOf("ledger", 1)}})).value().contains("Item"));
    const auto written =
        call("transact_write_items",
             Value::map({{"TransactItems", Value::list({write(1, nullptr), write(2, nullptr)})}}));
    QVERIFY2(written.ok(), written ? "" : written.error().message.c_str());
}

void tst_DynamoDbLocal::updatesReturnTheNewValues()
{
    const auto updated =
        call("update_item",
             withTable({{"Key", keyOf("ledger", 1)},
                        {"UpdateExpression", "ADD amount :one"},
                        {"ExpressionAttributeValues", Value::map({{":one", Value::map({{"N", "0.1"}})}})},
                        {"ReturnValues", "UPDATED_NEW"}}));
    QVERIFY2(updated.ok(), updated ? "" : updated.error().message.c_str());
    QCOMPARE((*updated)["Attributes"]["amount"]["N"].text(), std::string("0.1"));
    const auto removed =
        call("delete_item", withTable({{"Key", keyOf("ledger", 2)}, {"ReturnValues", "ALL_OLD"}}));
    QVERIFY(removed.ok());
    QCOMPARE((*removed)["Attributes"], keyOf("ledger", 2));
}

void tst_DynamoDbLocal::tableIsDeleted()
{
    QVERIFY(call("delete_table", withTable({})).ok());
    const auto waiter = m_client->waiter("table_not_exists", withTable({})).value();
    QSignalSpy finished(waiter.get(), &Waiter::finished);
    waiter->start();
    QVERIFY(finished.wait(30'000));
    QCOMPARE(waiter->state(), Waiter::State::Success);
}

INIA_TEST_CLASS(tst_DynamoDbLocal, QCoreApplication)
#include "tst_dynamodblocal.moc"
