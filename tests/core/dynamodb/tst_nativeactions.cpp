#include "core/dynamodb/nativeclient.h"
#include "core/dynamodb/nativevalue.h"
#include "core/protocol/jsonreader.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::dynamodb;

/// DynamoDB's resources: native values and conditions in their actions.
class tst_NativeActions final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void itemsTravelTyped();
    void conditionsBecomeExpressions();
    void answersAreNative();
    void plainValuesFollowTheSameRules();
    void doublesAreRefused();
    void theServiceTakesBatches();
    void actionsWithoutItemsGiveResources();
    void tablesHaveBatchWriters();
    void theClientStaysRaw();
    void unknownActionsAreTold();

private:
    [[nodiscard]] Resource service() const { return m_test->session.resource("dynamodb").value(); }
    [[nodiscard]] Resource table() const { return service().subResource("Table", {"events"}).value(); }
    void answer(const QByteArray& body) const { m_test->transport->enqueue(tests::makeResponse(200, body)); }
    [[nodiscard]] static Result<NativeValue> finished(const ResourceReplyPtr& reply)
    {
        QSignalSpy done(reply.get(), &ResourceReply::finished);
        if (!reply->isFinished() && !done.wait())
            return makeError(ErrorKind::Timeout, "Timeout", "nothing came");
        return nativeData(*reply);
    }
    [[nodiscard]] Value sent(std::size_t request = 0) const
    {
        return parseJson(m_test->transport->requests().at(request).body.toStdString()).value();
    }

    std::optional<tests::TestSession> m_test;
};

void tst_NativeActions::init()
{
    auto session = tests::makeTestSession();
    if (!session)
        QSKIP(session.error().message.c_str());
    m_test = std::move(session).value();
}

void tst_NativeActions::itemsTravelTyped()
{
    answer("{}");
    const auto item = NativeValue::map({{"pk", "a"},
                                        {"price", Decimal::parse("12345678901234567890.5").value()},
                                        {"tags", NativeValue::set({"x", "y"})}});
    QVERIFY(finished(act(table(), "put_item", NativeValue::map({{"Item", item}}))).ok());
    const auto expected = parseJson(R"({"TableName": "events", "Item": {"pk": {"S": "a"},
        "price": {"N": "12345678901234567890.5"}, "tags": {"SS": ["x", "y"]}}})");
    QCOMPARE(sent(), *expected);
}

void tst_NativeActions::conditionsBecomeExpressions()
{
    answer(R"({"Items": [], "Count": 0})");
    const auto reply =
        act(table(), "query",
            NativeValue::map({{"KeyConditionExpression", Key("pk").eq("a") & Key("at").between(1, 5)},
                              {"FilterExpression", Attr("state").ne("done")}}));
    QVERIFY(finished(reply).ok());
    QCOMPARE(sent()["FilterExpression"].text(), std::string("#n0 <> :v0"));
    QCOMPARE(sent()["KeyConditionExpression"].text(), std::string("(#n1 = :v1 AND #n2 BETWEEN :v2 AND :v3)"));
    QCOMPARE(sent()["ExpressionAttributeNames"],
             Value::map({{"#n0", "state"}, {"#n1", "pk"}, {"#n2", "at"}}));
    QCOMPARE(sent()["TableName"].text(), std::string("events"));
}

void tst_NativeActions::answersAreNative()
{
    answer(R"({"Item": {"n": {"N": "1.50"}, "b": {"B": "AP8="}, "s": {"NS": ["1", "2"]}}})");
    const auto reply = act(table(), "get_item", NativeValue::map({{"Key", NativeValue::map({{"pk", "a"}})}}));
    const auto data = finished(reply);
    QVERIFY(data.ok());
    const auto& item = (*data)["Item"];
    QCOMPARE(item["n"].number().text(), std::string("1.50"));
    QCOMPARE(item["b"].binary(), QByteArray("\x00\xff", 2));
    QVERIFY(item["s"] == NativeValue::set({2, 1}));
    QCOMPARE(reply->result()->data["Item"]["n"], Value::map({{"N", "1.50"}}));
}

void tst_NativeActions::plainValuesFollowTheSameRules()
{
    answer("{}");
    const auto item =
        Value::map({{"pk", "a"},
                    {"n", 7},
                    {"b", QByteArray("\x01", 1)},
                    {"l", Value::list({true, nullptr, Value::map({{"S", "a map's member"}})})}});
    QVERIFY(finished(table().act("put_item", Value::map({{"Item", item}}))).ok());
    const auto expected = parseJson(R"({"pk": {"S": "a"}, "n": {"N": "7"}, "b": {"B": "AQ=="},
        "l": {"L": [{"BOOL": true}, {"NULL": true}, {"M": {"S": {"S": "a map's member"}}}]}})");
    QCOMPARE(sent()["Item"], *expected);
}

void tst_NativeActions::doublesAreRefused()
{
    const auto data = finished(table().act("put_item", Value::map({{"Item", Value::map({{"price", 1.5}})}})));
    QVERIFY(!data);
    QCOMPARE(data.error().kind, ErrorKind::Parameter);
    QCOMPARE(data.error().code, std::string("FloatNotSupported"));
    QVERIFY2(data.error().message.find("Item.price") != std::string::npos, data.error().message.c_str());
    QCOMPARE(data.error().operation, std::string("PutItem"));
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_NativeActions::theServiceTakesBatches()
{
    answer(R"({"Responses": {"events": [{"pk": {"S": "a"}, "n": {"N": "3"}}]}, "UnprocessedKeys": {}})");
    const auto keys = NativeValue::list({NativeValue::map({{"pk", "a"}})});
    const auto data = finished(
        act(service(), "batch_get_item",
            NativeValue::map(
                {{"RequestItems", NativeValue::map({{"events", NativeValue::map({{"Keys", keys}})}})}})));
    QVERIFY(data.ok());
    QCOMPARE(sent()["RequestItems"]["events"]["Keys"][0]["pk"], Value::map({{"S", "a"}}));
    QVERIFY((*data)["Responses"]["events"][0]["n"] == NativeValue(3));
}

void tst_NativeActions::actionsWithoutItemsGiveResources()
{
    answer(R"({"TableDescription": {"TableName": "made", "TableStatus": "CREATING"}})");
    const auto key = [](const char* member, const char* value) {
        return NativeValue::list({NativeValue::map({{"AttributeName", "pk"}, {member, value}})});
    };
    const auto reply = act(service(), "create_table",
                           NativeValue::map({{"TableName", "made"},
                                             {"KeySchema", key("KeyType", "HASH")},
                                             {"AttributeDefinitions", key("AttributeType", "S")}}));
    QVERIFY(finished(reply).ok());
    QCOMPARE(reply->result()->kind, ResourceAnswer::Kind::One);
    QCOMPARE(reply->result()->resources.front().text(), std::string("dynamodb.Table(name='made')"));
}

void tst_NativeActions::tablesHaveBatchWriters()
{
    answer(R"({"UnprocessedItems": {}})");
    const auto writer = batchWriter(table(), {{"pk"}});
    QVERIFY(writer.ok());
    QVERIFY((*writer)->putItem(NativeValue::map({{"pk", "a"}, {"n", 1}})).ok());
    QVERIFY((*writer)->putItem(NativeValue::map({{"pk", "a"}, {"n", 2}})).ok());
    QSignalSpy done(writer->get(), &BatchWriter::finished);
    (*writer)->finish();
    QVERIFY(done.wait());
    QCOMPARE(sent()["RequestItems"]["events"].size(), std::size_t{1});
    QVERIFY(!batchWriter(service()));
    QVERIFY(!batchWriter(m_test->session.resource("sqs").value()));
}

void tst_NativeActions::theClientStaysRaw()
{
    answer(R"({"Item": {"n": {"N": "1"}}})");
    const auto client = m_test->session.client("dynamodb").value();
    const auto reply = client.call(
        "get_item",
        Value::map({{"TableName", "events"}, {"Key", Value::map({{"pk", Value::map({{"S", "a"}})}})}}));
    QSignalSpy done(reply.get(), &Reply::finished);
    QVERIFY(done.wait());
    QCOMPARE((*reply->result())["Item"]["n"], Value::map({{"N", "1"}}));
}

void tst_NativeActions::unknownActionsAreTold()
{
    const auto data = finished(act(table(), "put_itm", NativeValue::map({})));
    QVERIFY(!data);
    QCOMPARE(data.error().kind, ErrorKind::UnknownName);
    QVERIFY(data.error().message.find("put_item") != std::string::npos);
}

INIA_TEST_CLASS(tst_NativeActions, QCoreApplication)
#include "tst_nativeactions.moc"
