#include "core/dynamodb/nativeclient.h"
#include "core/dynamodb/nativevalue.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

#include <memory>
#include <optional>

using namespace inia;
using namespace inia::dynamodb;

namespace {

NativeValue item(int number)
{
    return NativeValue::map({{"pk", "p" + std::to_string(number)}, {"n", number}});
}

tests::FakeTransport::Answer answer(const Value& unprocessed)
{
    const auto body =
        Value::map({{"UnprocessedItems",
                     unprocessed.isNull() ? Value::emptyMap() : Value::map({{"events", unprocessed}})}});
    return tests::makeResponse(200, QByteArray::fromStdString(toJson(body)));
}

} // namespace

class tst_BatchWriter final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void fullBatchesGoOut();
    void finishingNothing();
    void deletesAndPuts();
    void unprocessedItemsJoinTheNextBatch();
    void laterRequestsReplaceEarlierOnes();
    void missingKeysAreRefused();
    void errorsEndIt();
    void unsendableItemsEndIt();
    void droppingCancels();
    void nativeCalls();

private:
    [[nodiscard]] Owned<BatchWriter> writer(std::vector<std::string> keys = {}) const
    {
        return makeOwned<BatchWriter>(*m_client, "events", BatchWriterOptions{std::move(keys)});
    }
    /// The requests of a batch, as they were sent.
    [[nodiscard]] Value sent(int batch) const
    {
        const auto& body = m_test->transport->requests()[static_cast<std::size_t>(batch)].body;
        return parseJson(body.toStdString()).value()["RequestItems"]["events"];
    }
    [[nodiscard]] std::vector<std::size_t> batchSizes() const
    {
        std::vector<std::size_t> sizes;
        for (int i = 0; i < m_test->transport->requestCount(); ++i)
            sizes.push_back(sent(i).size());
        return sizes;
    }

    std::optional<tests::TestSession> m_test;
    std::optional<NativeClient> m_client;
};

void tst_BatchWriter::init()
{
    auto session = tests::makeTestSession();
    if (!session)
        QSKIP(session.error().message.c_str());
    m_test = std::move(session).value();
    m_client = NativeClient(m_test->session.client("dynamodb").value());
    m_test->transport->setHandler([](const HttpRequest&) { return answer({}); });
}

void tst_BatchWriter::fullBatchesGoOut()
{
    const auto batch = writer();
    QSignalSpy finished(batch.get(), &BatchWriter::finished);
    QSignalSpy ready(batch.get(), &BatchWriter::readyForMore);
    for (int i = 0; i < 60; ++i)
        QVERIFY(batch->putItem(item(i)));
    QCOMPARE(batch->unwritten().size(), std::size_t{60});
    QVERIFY(ready.wait());
    QCOMPARE(batch->unwritten().size(), std::size_t{10});
    batch->finish();
    QCOMPARE(finished.count(), 0);
    QVERIFY(finished.wait());
    QVERIFY(batch->result().ok());
    QCOMPARE(batchSizes(), (std::vector<std::size_t>{25, 25, 10}));
    QCOMPARE(sent(2)[9]["PutRequest"]["Item"]["n"]["N"], Value("59"));
    QVERIFY(batch->unwritten().empty());
    QVERIFY(!batch->putItem(item(1)));
}

void tst_BatchWriter::finishingNothing()
{
    const auto batch = writer();
    QSignalSpy finished(batch.get(), &BatchWriter::finished);
    batch->finish();
    QVERIFY(finished.wait());
    QVERIFY(batch->result().ok());
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_BatchWriter::deletesAndPuts()
{
    const auto batch = writer();
    QSignalSpy finished(batch.get(), &BatchWriter::finished);
    QVERIFY(batch->putItem(item(1)));
    QVERIFY(batch->deleteItem(NativeValue::map({{"pk", "old"}})));
    batch->finish();
    QVERIFY(finished.wait());
    QCOMPARE(sent(0)[1], parseJson(R"({"DeleteRequest": {"Key": {"pk": {"S": "old"}}}})").value());
}

void tst_BatchWriter::unprocessedItemsJoinTheNextBatch()
{
    const auto left =
        parseJson(R"([{"PutRequest": {"Item": {"pk": {"S": "p3"}, "n": {"N": "3"}}}}])").value();
    m_test->transport->enqueue(answer(left));
    const auto batch = writer();
    QSignalSpy finished(batch.get(), &BatchWriter::finished);
    for (int i = 0; i < 26; ++i)
        QVERIFY(batch->putItem(item(i)));
    batch->finish();
    QVERIFY(finished.wait());
    QCOMPARE(batchSizes(), (std::vector<std::size_t>{25, 2}));
    QCOMPARE(sent(1)[0], left[0]);
    QCOMPARE(sent(1)[1]["PutRequest"]["Item"]["n"]["N"], Value("25"));
}

void tst_BatchWriter::laterRequestsReplaceEarlierOnes()
{
    const auto batch = writer({"pk"});
    QSignalSpy finished(batch.get(), &BatchWriter::finished);
    QVERIFY(batch->putItem(item(1)));
    QVERIFY(batch->putItem(item(2)));
    QVERIFY(batch->putItem(NativeValue::map({{"pk", "p1"}, {"n", "newer"}})));
    QVERIFY(batch->deleteItem(NativeValue::map({{"pk", "p2"}})));
    batch->finish();
    QVERIFY(finished.wait());
    QCOMPARE(sent(0).size(), std::size_t{2});
    QCOMPARE(sent(0)[0]["PutRequest"]["Item"]["n"]["S"], Value("newer"));
    QVERIFY(sent(0)[1].contains("DeleteRequest"));
}

void tst_BatchWriter::missingKeysAreRefused()
{
    const auto batch = writer({"pk", "sk"});
    const auto refused = batch->putItem(item(1));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("MissingKey"));
    QVERIFY(refused.error().message.find("'sk'") != std::string::npos);
    QVERIFY(batch->unwritten().empty());
}

void tst_BatchWriter::errorsEndIt()
{
    m_test->transport->enqueue(
        tests::makeResponse(400, R"({"__type": "ResourceNotFoundException", "message": "no table"})"));
    const auto batch = writer();
    QSignalSpy finished(batch.get(), &BatchWriter::finished);
    for (int i = 0; i < 30; ++i)
        QVERIFY(batch->putItem(item(i)));
    QVERIFY(finished.wait());
    QCOMPARE(batch->result().error().code, std::string("ResourceNotFoundException"));
    QCOMPARE(batch->unwritten().size(), std::size_t{30});
    QVERIFY(!batch->putItem(item(1)));
    batch->finish();
    QCOMPARE(m_test->transport->requestCount(), 1);
}

void tst_BatchWriter::unsendableItemsEndIt()
{
    const auto batch = writer();
    QSignalSpy finished(batch.get(), &BatchWriter::finished);
    QVERIFY(batch->putItem(NativeValue::map({{"pk", "a"}, {"price", 0.1}})));
    batch->finish();
    QVERIFY(finished.wait());
    QCOMPARE(batch->result().error().code, std::string("FloatNotSupported"));
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_BatchWriter::droppingCancels()
{
    m_test->transport->hold();
    auto batch = writer();
    for (int i = 0; i < 25; ++i)
        QVERIFY(batch->putItem(item(i)));
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    batch.reset();
    QTRY_COMPARE(m_test->transport->openCount(), 0);
}

void tst_BatchWriter::nativeCalls()
{
    m_test->transport->enqueue(tests::makeResponse(200, R"({"Item": {"n": {"N": "1.50"}}})"));
    const auto params = NativeValue::map({{"TableName", "events"}, {"Key", NativeValue::map({{"pk", "a"}})}});
    const auto reply = m_client->call("get_item", params);
    QSignalSpy finished(reply.get(), &NativeReply::finished);
    QVERIFY(finished.wait());
    QVERIFY(reply->result().ok());
    QCOMPARE(reply->result().value()["Item"]["n"].number().text(), std::string("1.50"));

    const auto unknown = m_client->call("get_items", params);
    QSignalSpy failed(unknown.get(), &NativeReply::finished);
    QVERIFY(failed.wait());
    QCOMPARE(unknown->result().error().kind, ErrorKind::UnknownName);

    const auto refused =
        m_client->call("put_item", NativeValue::map({{"Item", NativeValue::map({{"a", 1.5}})}}));
    QSignalSpy told(refused.get(), &NativeReply::finished);
    QVERIFY(!refused->isFinished());
    QVERIFY(told.wait());
    QCOMPARE(refused->result().error().operation, std::string("PutItem"));
}

INIA_TEST_CLASS(tst_BatchWriter, QCoreApplication)
#include "tst_batchwriter.moc"
