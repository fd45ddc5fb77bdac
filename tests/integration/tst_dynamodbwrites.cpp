#include "core/dynamodb/itemrequests.h"
#include "core/dynamodb/itemtext.h"
#include "core/dynamodb/nativeclient.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::dynamodb;
using namespace inia::tests;

namespace {

constexpr int patienceMs = 20000;
const std::string tableName = "items-written";
const KeySchema keys{{}, {{"id", TypedKind::Text}}, {}, false, {}};

NativeValue item(const char* text)
{
    TextProblem problem;
    const auto read = itemFromText(text, ItemForm::Plain, problem);
    return read ? *read : NativeValue(problem.message);
}

} // namespace

/// The parameters of writes, by a service that reads their expressions.
class tst_DynamoDbWrites final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void newItemsOverwriteNothing();
    void editsLeaveTheRestAlone();
    void editsSeeWhatAnotherHasWritten_data();
    void editsSeeWhatAnotherHasWritten();
    void everyTypeComparesWithWhatWasRead();

private:
    [[nodiscard]] Result<NativeValue> call(const char* operation, const NativeValue& params) const;
    [[nodiscard]] NativeValue stored(const char* id) const;
    void put(const NativeValue& value) const;

    std::optional<TestServer> m_server;
    std::optional<Client> m_client;
};

Result<NativeValue> tst_DynamoDbWrites::call(const char* operation, const NativeValue& params) const
{
    const auto reply = NativeClient(*m_client).call(operation, params);
    QSignalSpy finished(reply.get(), &NativeReply::finished);
    if (!reply->isFinished() && !finished.wait(patienceMs))
        return makeError(ErrorKind::Timeout, "TestTimeout", "No answer");
    return reply->result();
}

NativeValue tst_DynamoDbWrites::stored(const char* id) const
{
    const auto answer = call("GetItem", getItemParams(tableName, NativeValue::map({{"id", id}})));
    return answer ? (*answer)["Item"] : NativeValue(answer.error().message);
}

void tst_DynamoDbWrites::put(const NativeValue& value) const
{
    const auto answer = call("PutItem", NativeValue::map({{"TableName", tableName}, {"Item", value}}));
    QVERIFY2(answer.ok(), answer ? "" : answer.error().message.c_str());
}

void tst_DynamoDbWrites::initTestCase()
{
    auto server = dynamoDbServer();
    if (!server && server.error().code == "NoServer")
        QSKIP(server.error().message.c_str());
    QVERIFY2(server.ok(), server ? "" : server.error().message.c_str());
    m_server = std::move(server).value();
    m_client = m_server->session().value().client("dynamodb").value();
    const auto attribute = NativeValue::map({{"AttributeName", "id"}, {"AttributeType", "S"}});
    const auto key = NativeValue::map({{"AttributeName", "id"}, {"KeyType", "HASH"}});
    const auto made =
        call("CreateTable", NativeValue::map({{"TableName", tableName},
                                              {"BillingMode", "PAY_PER_REQUEST"},
                                              {"AttributeDefinitions", NativeValue::list({attribute})},
                                              {"KeySchema", NativeValue::list({key})}}));
    QVERIFY2(made.ok(), made ? "" : made.error().message.c_str());
}

void tst_DynamoDbWrites::cleanupTestCase()
{
    if (m_client)
        QVERIFY(call("DeleteTable", NativeValue::map({{"TableName", tableName}})).ok());
}

void tst_DynamoDbWrites::newItemsOverwriteNothing()
{
    const auto first = item(R"({"id": "new", "n": -1234567890.1234567890123456789012345678})");
    QVERIFY(call("PutItem", newItemParams(tableName, first, keys)).ok());
    const auto again = call("PutItem", newItemParams(tableName, item(R"({"id": "new"})"), keys));
    QVERIFY(!again.ok());
    QCOMPARE(again.error().code, std::string("ConditionalCheckFailedException"));
    QVERIFY(stored("new") == first);
}

void tst_DynamoDbWrites::editsLeaveTheRestAlone()
{
    const auto before = item(R"({"id": "a", "n": 1, "a.b": "x", "gone": {"m": [1, null]}})");
    put(before);
    const auto params =
        editedItemParams(tableName, before, item(R"({"id": "a", "n": 2, "a.b": "y", "size": 3})"), keys);
    QVERIFY(params.ok());
    put(item(R"({"id": "a", "n": 1, "a.b": "x", "gone": {"m": [1, null]}, "theirs": true})"));
    const auto answer = call("UpdateItem", *params);
    QVERIFY2(answer.ok(), answer ? "" : answer.error().message.c_str());
    const auto now = item(R"({"id": "a", "n": 2, "a.b": "y", "size": 3, "theirs": true})");
    QVERIFY((*answer)["Attributes"] == now);
    QVERIFY(stored("a") == now);
}

void tst_DynamoDbWrites::editsSeeWhatAnotherHasWritten_data()
{
    QTest::addColumn<QByteArray>("theirs"); // empty: they have deleted it
    QTest::newRow("changed") << QByteArray(R"({"id": "b", "n": 5, "old": 1})");
    QTest::newRow("removed") << QByteArray(R"({"id": "b", "n": 1})");
    QTest::newRow("added") << QByteArray(R"({"id": "b", "n": 1, "old": 1, "new": 9})");
    QTest::newRow("deleted") << QByteArray();
}

void tst_DynamoDbWrites::editsSeeWhatAnotherHasWritten()
{
    QFETCH(QByteArray, theirs);
    const auto before = item(R"({"id": "b", "n": 1, "old": 1})");
    const auto params = editedItemParams(tableName, before, item(R"({"id": "b", "n": 2, "new": 1})"), keys);
    QVERIFY(params.ok());
    if (theirs.isEmpty())
        QVERIFY(call("DeleteItem", NativeValue::map({{"TableName", tableName}, {"Key", keyOf(before, keys)}}))
                    .ok());
    else
        put(item(theirs.constData()));
    const auto answer = call("UpdateItem", *params);
    QVERIFY(!answer.ok());
    QCOMPARE(answer.error().code, std::string("ConditionalCheckFailedException"));
    QVERIFY(stored("b") == (theirs.isEmpty() ? NativeValue() : item(theirs.constData())));
}

void tst_DynamoDbWrites::everyTypeComparesWithWhatWasRead()
{
    put(item(R"({"id": "types", "s": "", "n": 1.50, "b": {"$blob": "AAE="}, "yes": true, "nil": null,
                 "l": [1, {"$set": ["x"]}], "m": {"k": [false]}, "ss": {"$set": ["a", "b"]},
                 "ns": {"$set": [1, 2.5]}, "bs": {"$set": [{"$blob": "AA=="}]}})"));
    const auto params = editedItemParams(tableName, stored("types"), item(R"({"id": "types"})"), keys);
    QVERIFY(params.ok());
    const auto answer = call("UpdateItem", *params);
    QVERIFY2(answer.ok(), answer ? "" : answer.error().message.c_str());
    QVERIFY(stored("types") == item(R"({"id": "types"})"));
}

INIA_TEST_CLASS(tst_DynamoDbWrites, QCoreApplication)
#include "tst_dynamodbwrites.moc"
