#include "core/dynamodb/batchwriter.h"
#include "core/paging/pagereader.h"
#include "core/resource/batchreply.h"
#include "core/resource/resourcereply.h"
#include "core/transfer/folderwalk.h"
#include "core/transfer/newobjectupload.h"
#include "core/transfer/s3transfers.h"
#include "core/waiting/waiter.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeuploads.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QBuffer>
#include <QtCore/QMetaMethod>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <iterator>

using namespace inia;
using namespace inia::tests;

namespace {

/// How far a task has come when something happens to it: so many turns of the event loop.
constexpr int mostTurns = 12;

} // namespace

/// Every class that runs keeps the contract of Task, by one table of cases.
class tst_Tasks final : public QObject {
    Q_OBJECT

public slots:
    /// Connected with a signal of the task.
    void drop()
    {
        ++m_heard;
        m_task.reset();
    }

private slots:
    void initTestCase();
    void init();
    void endsOnceForAllListeners_data() { kinds(); }
    void endsOnceForAllListeners();
    void cancelledAtEachStep_data() { kinds(); }
    void cancelledAtEachStep();
    void droppedInEachOfItsSignals_data() { kinds(); }
    void droppedInEachOfItsSignals();
    void droppedAtEachStep_data() { kinds(); }
    void droppedAtEachStep();

private:
    struct Kind {
        const char* name;
        Owned<Task> (tst_Tasks::*begin)();
    };
    static const Kind table[];
    static void kinds();
    [[nodiscard]] Owned<Task> start();
    [[nodiscard]] Client client(std::string_view service) const
    {
        return m_test->session.client(service).value();
    }
    [[nodiscard]] FakeTransport::Answer answer(const HttpRequest& request);

    Owned<Task> reply() { return client("dynamodb").call("ListTables"); }
    Owned<Task> refusedReply() { return client("dynamodb").call("NoSuchOperation"); }
    Owned<Task> pageReader();
    Owned<Task> waiter();
    Owned<Task> nativeReply();
    Owned<Task> refusedNativeReply();
    Owned<Task> batchWriter();
    Owned<Task> attribute();
    Owned<Task> unknownAttribute();
    Owned<Task> action();
    Owned<Task> batch();
    Owned<Task> upload()
    {
        return begun(S3Transfers(client("s3")).upload(QByteArray("bytes"), {"bucket", "new", {}}));
    }
    Owned<Task> uploadInParts();
    Owned<Task> newObject();
    Owned<Task> download();
    Owned<Task> copy();
    Owned<Task> folderWalk();

    static Owned<Task> begun(Owned<Transfer> transfer)
    {
        transfer->start();
        return transfer;
    }

    std::optional<TestSession> m_test;
    FakeUploads m_s3;
    QBuffer m_buffer;
    QTemporaryDir m_dir;
    int m_asked = 0;
    Owned<Task> m_task;
    int m_heard = 0;
};

const tst_Tasks::Kind tst_Tasks::table[] = {
    {"Reply", &tst_Tasks::reply},
    {"Reply that is refused", &tst_Tasks::refusedReply},
    {"PageReader", &tst_Tasks::pageReader},
    {"Waiter", &tst_Tasks::waiter},
    {"NativeReply", &tst_Tasks::nativeReply},
    {"NativeReply that is refused", &tst_Tasks::refusedNativeReply},
    {"BatchWriter", &tst_Tasks::batchWriter},
    {"ResourceReply of an attribute", &tst_Tasks::attribute},
    {"ResourceReply that is refused", &tst_Tasks::unknownAttribute},
    {"ResourceReply of an action", &tst_Tasks::action},
    {"BatchReply", &tst_Tasks::batch},
    {"Upload", &tst_Tasks::upload},
    {"Upload in parts", &tst_Tasks::uploadInParts},
    {"NewObjectUpload", &tst_Tasks::newObject},
    {"Download", &tst_Tasks::download},
    {"Copy", &tst_Tasks::copy},
    {"FolderWalk", &tst_Tasks::folderWalk},
};

void tst_Tasks::kinds()
{
    QTest::addColumn<int>("kind");
    for (int i = 0; i < static_cast<int>(std::size(table)); ++i)
        QTest::newRow(table[i].name) << i;
}

void tst_Tasks::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
}

void tst_Tasks::init()
{
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
    m_s3 = FakeUploads();
    m_s3.objects["/bucket/there"] = QByteArray(100, 'x');
    m_s3.etags["/bucket/there"] = "\"etag\"";
    m_asked = 0;
    m_test->transport->setHandler([this](const HttpRequest& request) { return answer(request); });
}

FakeTransport::Answer tst_Tasks::answer(const HttpRequest& request)
{
    ++m_asked;
    const auto target = request.headers.value("X-Amz-Target");
    if (target.ends_with("ListTables"))
        return makeResponse(200, m_asked < 3 ? R"({"TableNames": ["a"], "LastEvaluatedTableName": "a)" +
                                                   QByteArray::number(m_asked) + R"("})"
                                             : QByteArray(R"({"TableNames": ["b"]})"));
    if (target.ends_with("GetItem"))
        return makeResponse(200, R"({"Item": {"id": {"S": "1"}}})");
    if (target.ends_with("BatchWriteItem"))
        return makeResponse(200, R"({"UnprocessedItems": {}})");
    if (target.ends_with("DescribeTable"))
        return makeResponse(200, R"({"Table": {"TableName": "t", "TableStatus": "ACTIVE"}})");
    if (target.ends_with("DeleteTable"))
        return makeResponse(200, R"({"TableDescription": {"TableName": "t"}})");
    if (request.method == "HEAD" && request.url.find("/waited") != std::string::npos)
        return makeResponse(m_asked < 3 ? 404 : 200, {});
    if (request.url.find("/listed") != std::string::npos)
        return makeResponse(200,
                            request.method == "POST"
                                ? QByteArray("<DeleteResult><Deleted><Key>k</Key></Deleted></DeleteResult>")
                                : QByteArray("<ListBucketResult><IsTruncated>false</IsTruncated><Contents>"
                                             "<Key>k</Key></Contents></ListBucketResult>"));
    return m_s3.answer(request);
}

Owned<Task> tst_Tasks::pageReader()
{
    auto reader = makeOwned<PageReader>(client("dynamodb").paginator("ListTables").value());
    reader->readAll();
    return reader;
}

Owned<Task> tst_Tasks::waiter()
{
    auto waiter = client("s3").waiter("bucket_exists", Value::map({{"Bucket", "waited"}})).value();
    waiter->start();
    return waiter;
}

Owned<Task> tst_Tasks::nativeReply()
{
    const auto key = dynamodb::NativeValue::map({{"id", "1"}});
    return dynamodb::NativeClient(client("dynamodb"))
        .call("GetItem", dynamodb::NativeValue::map({{"TableName", "t"}, {"Key", key}}));
}

Owned<Task> tst_Tasks::refusedNativeReply()
{
    return dynamodb::NativeClient(client("dynamodb")).call("NoSuchOperation");
}

Owned<Task> tst_Tasks::batchWriter()
{
    auto writer = makeOwned<dynamodb::BatchWriter>(dynamodb::NativeClient(client("dynamodb")), "t");
    for (int i = 0; i < 30; ++i)
        static_cast<void>(writer->putItem(dynamodb::NativeValue::map({{"id", std::to_string(i)}})));
    writer->finish();
    return writer;
}

Owned<Task> tst_Tasks::attribute()
{
    return m_test->session.resource("dynamodb")->subResource("Table", {"t"})->get("table_status");
}

Owned<Task> tst_Tasks::unknownAttribute()
{
    return m_test->session.resource("dynamodb")->subResource("Table", {"t"})->get("no_such_thing");
}

Owned<Task> tst_Tasks::action()
{
    return m_test->session.resource("dynamodb")->subResource("Table", {"t"})->act("delete");
}

Owned<Task> tst_Tasks::batch()
{
    return m_test->bucket("listed").collection("objects")->batch("delete");
}

Owned<Task> tst_Tasks::uploadInParts()
{
    TransferConfig config;
    config.multipartThreshold = 5 * 1024 * 1024;
    config.partSize = 5 * 1024 * 1024;
    return begun(
        S3Transfers(client("s3"), config).upload(QByteArray(11 * 1024 * 1024, 'x'), {"bucket", "new", {}}));
}

Owned<Task> tst_Tasks::newObject()
{
    return begun(makeOwned<NewObjectUpload>(
        client("s3"), "bucket", "new",
        S3Transfers(client("s3")).upload(QByteArray("bytes"), {"bucket", "new", {}}),
        std::make_shared<TransferSlots>(4)));
}

Owned<Task> tst_Tasks::download()
{
    m_buffer.close();
    m_buffer.open(QIODevice::ReadWrite | QIODevice::Truncate);
    return begun(S3Transfers(client("s3")).download({"bucket", "there", {}}, &m_buffer));
}

Owned<Task> tst_Tasks::copy()
{
    return begun(S3Transfers(client("s3"))
                     .copy({Value::map({{"Bucket", "bucket"}, {"Key", "there"}}), "bucket", "copied",
                            Value::emptyMap()}));
}

Owned<Task> tst_Tasks::folderWalk()
{
    auto walk = makeOwned<FolderWalk>(QStringList{m_dir.path()});
    walk->start();
    return walk;
}

Owned<Task> tst_Tasks::start()
{
    QFETCH(const int, kind);
    init();
    return (this->*table[kind].begin)();
}

/// Not before the call has returned that started it, once, and to both who listen.
void tst_Tasks::endsOnceForAllListeners()
{
    const auto task = start();
    QSignalSpy first(task.get(), &Task::finished);
    QSignalSpy second(task.get(), &Task::finished);
    QCOMPARE(first.count(), 0);
    QVERIFY(first.wait());
    QVERIFY(task->isFinished());
    task->cancel();
    for (int i = 0; i < mostTurns; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(first.count(), 1);
    QCOMPARE(second.count(), 1);
}

void tst_Tasks::cancelledAtEachStep()
{
    for (int turns = 0; turns < mostTurns; ++turns) {
        const auto task = start();
        QSignalSpy finished(task.get(), &Task::finished);
        for (int i = 0; i < turns; ++i)
            QCoreApplication::processEvents();
        const auto before = finished.count();
        task->cancel();
        QCOMPARE(finished.count(), before);
        QTRY_COMPARE(finished.count(), 1);
        for (int i = 0; i < mostTurns; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(finished.count(), 1);
        QTRY_COMPARE(m_test->transport->openCount(), 0);
    }
}

void tst_Tasks::droppedInEachOfItsSignals()
{
    const auto slot = metaObject()->method(metaObject()->indexOfSlot("drop()"));
    const auto methods = start()->metaObject()->methodCount();
    int signalsHeard = 0;
    for (int i = 0; i < methods; ++i) {
        m_task = start();
        m_heard = 0;
        const auto signal = m_task->metaObject()->method(i);
        if (signal.methodType() != QMetaMethod::Signal || signal.name().startsWith("destroyed") ||
            signal.name() == "objectNameChanged")
            continue;
        QSignalSpy finished(m_task.get(), &Task::finished);
        connect(m_task.get(), signal, this, slot);
        QTRY_VERIFY(!m_task || m_task->isFinished());
        for (int turn = 0; turn < mostTurns; ++turn)
            QCoreApplication::processEvents();
        if (m_heard == 0)
            continue; // it does not come on this way
        ++signalsHeard;
        QCOMPARE(m_heard, 1);
        QTRY_COMPARE(m_test->transport->openCount(), 0);
        if (signal.name() != "finished")
            QCOMPARE(finished.count(), 0);
    }
    m_task.reset();
    QVERIFY(signalsHeard > 0); // finished() at least
}

void tst_Tasks::droppedAtEachStep()
{
    for (int turns = 0; turns < mostTurns; ++turns) {
        auto task = start();
        QSignalSpy finished(task.get(), &Task::finished);
        for (int i = 0; i < turns; ++i)
            QCoreApplication::processEvents();
        const auto told = finished.count();
        const int asked = m_test->transport->requestCount();
        task.reset();
        for (int i = 0; i < mostTurns; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(finished.count(), told);
        QCOMPARE(m_test->transport->requestCount(), asked);
        QTRY_COMPARE(m_test->transport->openCount(), 0);
    }
}

INIA_TEST_CLASS(tst_Tasks, QCoreApplication)
#include "tst_tasks.moc"
