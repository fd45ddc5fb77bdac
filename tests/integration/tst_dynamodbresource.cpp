#include "core/dynamodb/nativeclient.h"
#include "core/dynamodb/nativevalue.h"
#include "core/waiting/waiter.h"
#include "tests/integration/listing.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <algorithm>
#include <optional>

using namespace inia;
using namespace inia::dynamodb;
using namespace inia::tests;

namespace {

constexpr int orderCount = 70; ///< three batches

Decimal decimal(const char* text)
{
    return Decimal::parse(text).value();
}

NativeValue key(const char* customer, int number)
{
    return NativeValue::map({{"customer", customer}, {"number", number}});
}

NativeValue order(int number, int version = 1)
{
    auto item = key("acme", number);
    item.insert("version", version);
    item.insert("state", number % 2 == 0 ? "sent" : "open");
    return item;
}

} // namespace

/// boto3's Table, its native values and its batch writer, against DynamoDB Local.
class tst_DynamoDbResource final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void tableIsMadeAndFound();
    void itemsComeBackAsTheyWere();
    void numbersAtTheLimits();
    void conditionsAreKept();
    void updatesCountExactly();
    void batchWritersWriteManyItems();
    void batchWritersOverwriteByKeys();
    void queriesTakeConditions();
    void scansGoOnFromTheLastKey();
    void batchesOfTheService();
    void whatIsNotThereIsTold();
    void cleanupTestCase();

private:
    [[nodiscard]] static Result<NativeValue> act(const Resource& resource, const char* action,
                                                 const NativeValue& params)
    {
        const auto reply = dynamodb::act(resource, action, params);
        QSignalSpy done(reply.get(), &ResourceReply::finished);
        if (!reply->isFinished() && !done.wait(30'000))
            return makeError(ErrorKind::Timeout, "Timeout", "nothing came");
        return nativeData(*reply);
    }
    [[nodiscard]] Result<void> write(BatchWriter& writer) const
    {
        QSignalSpy done(&writer, &BatchWriter::finished);
        writer.finish();
        return done.wait(30'000) ? writer.result() : makeError(ErrorKind::Timeout, "Timeout", "nothing came");
    }

    std::optional<TestServer> m_server;
    std::optional<Resource> m_service;
    std::optional<Resource> m_table;
};

void tst_DynamoDbResource::initTestCase()
{
    auto server = dynamoDbServer();
    if (!server && server.error().code == "NoServer")
        QSKIP(server.error().message.c_str());
    QVERIFY2(server.ok(), server ? "" : server.error().message.c_str());
    m_server = std::move(server).value();
    m_service = m_server->session().value().resource("dynamodb").value();
    m_table = m_service->subResource("Table", {"orders"}).value();
}

void tst_DynamoDbResource::tableIsMadeAndFound()
{
    const auto attribute = [](const char* name, const char* member, const char* value) {
        return NativeValue::map({{"AttributeName", name}, {member, value}});
    };
    const auto made =
        act(*m_service, "create_table",
            NativeValue::map(
                {{"TableName", "orders"},
                 {"KeySchema", NativeValue::list({attribute("customer", "KeyType", "HASH"),
                                                  attribute("number", "KeyType", "RANGE")})},
                 {"AttributeDefinitions", NativeValue::list({attribute("customer", "AttributeType", "S"),
                                                             attribute("number", "AttributeType", "N")})},
                 {"BillingMode", "PAY_PER_REQUEST"}}));
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
    const auto waiter = m_table->waiter("wait_until_exists").value();
    QSignalSpy exists(waiter.get(), &Waiter::finished);
    waiter->start();
    QVERIFY(exists.wait(30'000));
    const auto tables = listAll(m_service->collection("tables").value());
    QVERIFY(!tables.error);
    QVERIFY(std::find(tables.resources.begin(), tables.resources.end(), *m_table) != tables.resources.end());
}

void tst_DynamoDbResource::itemsComeBackAsTheyWere()
{
    auto item = key("probe", 1);
    item.insert("exact", decimal("12345678901234567890.123456789012345678"));
    item.insert("bytes", QByteArray("\x00\xff\x10", 3));
    item.insert("texts", NativeValue::set({"a", "ünï 🦊"}));
    item.insert("numbers", NativeValue::set({1, decimal("2.5"), decimal("-1E+3")}));
    item.insert("blobs", NativeValue::set({QByteArray("\x01", 1), QByteArray("\x02", 1)}));
    item.insert("deep", NativeValue::list({NativeValue::map({{"null", nullptr}, {"no", false}}), "", 7}));
    QVERIFY(act(*m_table, "put_item", NativeValue::map({{"Item", item}})).ok());
    const auto found =
        act(*m_table, "get_item", NativeValue::map({{"Key", key("probe", 1)}, {"ConsistentRead", true}}));
    QVERIFY2(found.ok(), found ? "" : found.error().message.c_str());
    QCOMPARE(displayText((*found)["Item"]["exact"]), std::string("12345678901234567890.123456789012345678"));
    QVERIFY((*found)["Item"] == item);
}

void tst_DynamoDbResource::numbersAtTheLimits()
{
    auto item = key("probe", 2);
    item.insert("largest", decimal("99999999999999999999999999999999999999"));
    item.insert("smallest", decimal("1E-130"));
    item.insert("negative", decimal("-9.9999999999999999999999999999999999999E-93"));
    QVERIFY(act(*m_table, "put_item", NativeValue::map({{"Item", item}})).ok());
    const auto found = act(*m_table, "get_item", NativeValue::map({{"Key", key("probe", 2)}}));
    QVERIFY2(found.ok(), found ? "" : found.error().message.c_str());
    QVERIFY((*found)["Item"] == item);
    // The service writes zeros for an exponent, and boto3 takes no more than 38 digits, zeros or not.
    auto wide = key("probe", 4);
    wide.insert("wide", decimal("9E+125"));
    QVERIFY(act(*m_table, "put_item", NativeValue::map({{"Item", wide}})).ok());
    const auto unread = act(*m_table, "get_item", NativeValue::map({{"Key", key("probe", 4)}}));
    QVERIFY(!unread);
    QCOMPARE(unread.error().code, std::string("Rounded"));
    QVERIFY(unread.error().message.find("Item.wide") != std::string::npos);
    item.insert("largest", decimal("1E+126"));
    const auto refused = act(*m_table, "put_item", NativeValue::map({{"Item", item}}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Service);
}

void tst_DynamoDbResource::conditionsAreKept()
{
    const auto refused = act(
        *m_table, "put_item",
        NativeValue::map({{"Item", key("probe", 1)}, {"ConditionExpression", Attr("customer").notExists()}}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("ConditionalCheckFailedException"));
    const auto deleted = act(*m_table, "delete_item",
                             NativeValue::map({{"Key", key("probe", 2)},
                                               {"ConditionExpression", Attr("smallest").lt(1)},
                                               {"ReturnValues", "ALL_OLD"}}));
    QVERIFY2(deleted.ok(), deleted ? "" : deleted.error().message.c_str());
    QCOMPARE(displayText((*deleted)["Attributes"]["number"]), std::string("2"));
}

void tst_DynamoDbResource::updatesCountExactly()
{
    for (const auto* expected : {"0.1", "0.2", "0.3"}) {
        const auto updated = act(
            *m_table, "update_item",
            NativeValue::map({{"Key", key("probe", 3)},
                              {"UpdateExpression", "ADD amount :tenth"},
                              {"ExpressionAttributeValues", NativeValue::map({{":tenth", decimal("0.1")}})},
                              {"ReturnValues", "UPDATED_NEW"}}));
        QVERIFY2(updated.ok(), updated ? "" : updated.error().message.c_str());
        QCOMPARE((*updated)["Attributes"]["amount"].number().text(), std::string(expected));
    }
}

void tst_DynamoDbResource::batchWritersWriteManyItems()
{
    const auto writer = batchWriter(*m_table);
    QVERIFY(writer.ok());
    for (int number = 0; number < orderCount; ++number)
        QVERIFY((*writer)->putItem(order(number)).ok());
    for (int number = 0; number < 10; ++number)
        QVERIFY((*writer)->deleteItem(key("probe", number)).ok());
    const auto written = write(**writer);
    QVERIFY2(written.ok(), written ? "" : written.error().message.c_str());
    const auto counted = act(*m_table, "scan", NativeValue::map({{"Select", "COUNT"}}));
    QVERIFY(counted.ok());
    QVERIFY((*counted)["Count"] == NativeValue(orderCount));
}

void tst_DynamoDbResource::batchWritersOverwriteByKeys()
{
    // The service refuses a batch with one item twice.
    const auto plain = batchWriter(*m_table);
    QVERIFY((*plain)->putItem(order(0, 2)).ok() && (*plain)->putItem(order(0, 3)).ok());
    QVERIFY(!write(**plain));
    const auto writer = batchWriter(*m_table, {{"customer", "number"}});
    for (int version = 2; version < 30; ++version)
        QVERIFY((*writer)->putItem(order(0, version)).ok());
    const auto written = write(**writer);
    QVERIFY2(written.ok(), written ? "" : written.error().message.c_str());
    const auto found = act(*m_table, "get_item", NativeValue::map({{"Key", key("acme", 0)}}));
    QVERIFY(found.ok());
    QVERIFY((*found)["Item"]["version"] == NativeValue(29));
}

void tst_DynamoDbResource::queriesTakeConditions()
{
    const auto found =
        act(*m_table, "query",
            NativeValue::map(
                {{"KeyConditionExpression", Key("customer").eq("acme") & Key("number").between(10, 19)},
                 {"FilterExpression", Attr("state").eq("sent") & ~Attr("gone").exists()},
                 {"ScanIndexForward", false}}));
    QVERIFY2(found.ok(), found ? "" : found.error().message.c_str());
    QVERIFY((*found)["Count"] == NativeValue(5));
    QVERIFY((*found)["Items"][0]["number"] == NativeValue(18));
    const auto refused =
        act(*m_table, "query", NativeValue::map({{"KeyConditionExpression", Attr("customer").eq("acme")}}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("NeedsKeyCondition"));
}

void tst_DynamoDbResource::scansGoOnFromTheLastKey()
{
    auto params =
        NativeValue::map({{"Limit", 30}, {"FilterExpression", Attr("state").isIn({"sent", "lost"})}});
    std::size_t items = 0;
    for (int page = 0; page < 3; ++page) {
        const auto found = act(*m_table, "scan", params);
        QVERIFY2(found.ok(), found ? "" : found.error().message.c_str());
        items += (*found)["Items"].size();
        QCOMPARE(found->contains("LastEvaluatedKey"), page < 2);
        params.insert("ExclusiveStartKey", (*found)["LastEvaluatedKey"]);
    }
    QCOMPARE(items, std::size_t{orderCount / 2});
}

void tst_DynamoDbResource::batchesOfTheService()
{
    const auto remove =
        NativeValue::map({{"DeleteRequest", NativeValue::map({{"Key", key("acme", orderCount - 1)}})}});
    QVERIFY(
        act(*m_service, "batch_write_item",
            NativeValue::map({{"RequestItems", NativeValue::map({{"orders", NativeValue::list({remove})}})}}))
            .ok());
    const auto keys = NativeValue::list({key("acme", 1), key("acme", orderCount - 1)});
    const auto found =
        act(*m_service, "batch_get_item",
            NativeValue::map(
                {{"RequestItems", NativeValue::map({{"orders", NativeValue::map({{"Keys", keys}})}})}}));
    QVERIFY2(found.ok(), found ? "" : found.error().message.c_str());
    QVERIFY((*found)["Responses"]["orders"] == NativeValue::list({order(1)}));
}

void tst_DynamoDbResource::whatIsNotThereIsTold()
{
    const auto nowhere = m_service->subResource("Table", {"no-such-table"}).value();
    const auto found = act(nowhere, "get_item", NativeValue::map({{"Key", key("acme", 1)}}));
    QVERIFY(!found);
    QCOMPARE(found.error().code, std::string("ResourceNotFoundException"));
    const auto unfit =
        act(*m_table, "get_item", NativeValue::map({{"Key", NativeValue::map({{"number", 1}})}}));
    QVERIFY(!unfit);
    QCOMPARE(unfit.error().code, std::string("ValidationException"));
}

void tst_DynamoDbResource::cleanupTestCase()
{
    if (m_table)
        QVERIFY(act(*m_table, "delete", {}).ok());
}

INIA_TEST_CLASS(tst_DynamoDbResource, QCoreApplication)
#include "tst_dynamodbresource.moc"
