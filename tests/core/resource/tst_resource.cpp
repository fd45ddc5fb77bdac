#include "core/resource/resourcereply.h"
#include "core/waiting/waiter.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

namespace {

QByteArray queueAttributes(const char* delay)
{
    return QByteArray(R"({"Attributes": {"DelaySeconds": ")") + delay + R"("}})";
}

} // namespace

class tst_Resource final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void identifiersAreFilledInOrder();
    void equalByTypeAndIdentifiers();
    void attributesAreLoadedOnce();
    void actionsDropWhatWasLoaded();
    void actionsGiveResources();
    void typesThatOnlyActionsGive();
    void nothingComesBackEmpty();
    void referencesMayBeNull();
    void whatCannotBeLoadedSaysSo();
    void bucketsAreFoundAmongAll();
    void bucketsDoWithoutTheList();
    void summariesHaveASize();
    void tagsAreMade();
    void tagsAreOnlyTheInstancesOwn();
    void batchesEndAtAnError();
    void waitersAskForTheResource();
    void unknownNamesAreTold();
    void callsAreMarked();
    void droppingInsideTheSlotIsSafe();
    void cancelEndsItOnce();

private:
    [[nodiscard]] Resource service(const char* name) const { return m_test->session.resource(name).value(); }
    [[nodiscard]] Resource queue() const
    {
        return service("sqs").subResource("Queue", {"https://q/1"}).value();
    }
    void answer(const QByteArray& body, int status = 200) const
    {
        m_test->transport->enqueue(makeResponse(status, body));
    }
    [[nodiscard]] static Result<ResourceAnswer> finished(const ResourceReplyPtr& reply)
    {
        QSignalSpy done(reply.get(), &ResourceReply::finished);
        if (!reply->isFinished() && !done.wait())
            return makeError(ErrorKind::Timeout, "Timeout", "nothing came");
        return reply->result();
    }
    std::optional<TestSession> m_test;
};

void tst_Resource::initTestCase()
{
    if (!makeTestSession())
        QSKIP("no model pack");
}

void tst_Resource::init()
{
    m_test = makeTestSession().value();
}

void tst_Resource::identifiersAreFilledInOrder()
{
    const auto s3 = service("s3");
    const auto version = s3.subResource("Object", {"b", "k"}).value().subResource("Version", {"v"}).value();
    QCOMPARE(version.text(), std::string("s3.ObjectVersion(bucket_name='b', object_key='k', id='v')"));
    QCOMPARE(version.subResource("Object").value().text(),
             std::string("s3.Object(bucket_name='b', key='k')"));
    for (const auto& identifiers : {std::vector<Value>{"b"}, {"b", "k", "x"}, {"b", Value()}}) {
        const auto object = s3.subResource("Object", identifiers);
        QVERIFY(!object);
        QCOMPARE(object.error().kind, ErrorKind::Parameter);
    }
}

void tst_Resource::equalByTypeAndIdentifiers()
{
    const auto s3 = service("s3");
    QVERIFY(s3.subResource("Bucket", {"b"}).value() == m_test->bucket("b"));
    QVERIFY(!(s3.subResource("Bucket", {"c"}).value() == m_test->bucket("b")));
    QVERIFY(!(s3.subResource("ObjectSummary", {"b", "k"}).value() ==
              s3.subResource("Object", {"b", "k"}).value()));
    QVERIFY(!(s3 == service("ec2")));
}

void tst_Resource::attributesAreLoadedOnce()
{
    const auto one = queue();
    QVERIFY(!one.isLoaded());
    answer(queueAttributes("5"));
    QCOMPARE(finished(one.get("attributes")).value().data["DelaySeconds"].text(), std::string("5"));
    QCOMPARE(finished(one.get("attributes")).value().data["DelaySeconds"].text(), std::string("5"));
    QCOMPARE(finished(one.get("url")).value().data.text(), std::string("https://q/1"));
    QCOMPARE(m_test->transport->requestCount(), 1);
    answer(queueAttributes("6"));
    QVERIFY(finished(one.act("reload")));
    QCOMPARE(one.attribute("attributes")["DelaySeconds"].text(), std::string("6"));
}

void tst_Resource::actionsDropWhatWasLoaded()
{
    auto one = queue();
    answer(queueAttributes("5"));
    QVERIFY(finished(one.get("attributes")));
    answer("{}");
    QVERIFY(finished(one.act("purge")));
    QVERIFY(!one.isLoaded());
    answer({}, 400);
    one.setData(Value::emptyMap());
    QVERIFY(!finished(one.act("purge")));
    QVERIFY(one.isLoaded()); // it may not have happened
}

void tst_Resource::actionsGiveResources()
{
    answer(
        R"({"Messages": [{"MessageId": "1", "ReceiptHandle": "r1", "Body": "b"}, {"ReceiptHandle": "r2"}]})");
    const auto messages = finished(queue().act("receive_messages")).value();
    QCOMPARE(messages.kind, ResourceAnswer::Kind::Many);
    QCOMPARE(messages.resources.size(), 2u);
    QCOMPARE(messages.resources[0].text(),
             std::string("sqs.Message(queue_url='https://q/1', receipt_handle='r1')"));
    QCOMPARE(messages.resources[0].attribute("body").text(), std::string("b"));
    answer(R"({"QueueUrl": "https://q/2"})");
    const auto made = finished(service("sqs").act("create_queue", Value::map({{"QueueName", "q"}}))).value();
    QCOMPARE(made.kind, ResourceAnswer::Kind::One);
    QCOMPARE(made.resources.front().identifier("url").text(), std::string("https://q/2"));
}

void tst_Resource::typesThatOnlyActionsGive()
{
    // By its name the service offers another type, KeyPairInfo.
    answer("<CreateKeyPairResponse><keyName>k</keyName><keyMaterial>m</keyMaterial></CreateKeyPairResponse>");
    const auto created = finished(service("ec2").act("create_key_pair", Value::map({{"KeyName", "k"}})));
    QVERIFY2(created.ok(), created ? "" : created.error().message.c_str());
    const auto& pair = created->resources.front();
    QCOMPARE(pair.text(), std::string("ec2.KeyPair(name='k')"));
    QCOMPARE(pair.attribute("key_material"), Value("m"));
    answer("<DeleteKeyPairResponse/>");
    QVERIFY(finished(pair.act("delete")).ok());
    const auto& body = m_test->transport->requests().back().body;
    QVERIFY2(body.contains("Action=DeleteKeyPair") && body.contains("KeyName=k"), body.constData());
}

void tst_Resource::nothingComesBackEmpty()
{
    answer("{}");
    const auto none = finished(queue().act("receive_messages")).value();
    QCOMPARE(none.kind, ResourceAnswer::Kind::Data);
    QVERIFY(none.data.isList() && none.data.size() == 0);
}

void tst_Resource::referencesMayBeNull()
{
    auto instance = service("ec2").subResource("Instance", {"i-1"}).value();
    instance.setData(
        Value::map({{"VpcId", "vpc-1"},
                    {"NetworkInterfaces",
                     Value::list({Value::map({{"NetworkInterfaceId", "eni-1"}, {"Status", "up"}})})}}));
    QCOMPARE(finished(instance.get("vpc")).value().resources.front().text(),
             std::string("ec2.Vpc(id='vpc-1')"));
    QVERIFY(finished(instance.get("image")).value().data.isNull());
    const auto interfaces = instance.reference("network_interfaces").value();
    QCOMPARE(interfaces.kind, ResourceAnswer::Kind::Many);
    QCOMPARE(interfaces.resources.front().attribute("status").text(), std::string("up"));
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_Resource::whatCannotBeLoadedSaysSo()
{
    const auto message = queue().subResource("Message", {"r"}).value();
    const auto body = finished(message.get("body"));
    QVERIFY(!body);
    QCOMPARE(body.error().code, std::string("ResourceLoadError"));
    QVERIFY(body.error().message.find("sqs.Message") != std::string::npos);
}

void tst_Resource::bucketsAreFoundAmongAll()
{
    FakeS3 s3;
    s3.addBucket("acme", {});
    m_test->serve(s3);
    QVERIFY(finished(m_test->bucket("acme").get("creation_date")).value().data.isTime());
    QVERIFY(finished(m_test->bucket("other").get("creation_date")).value().data.isNull());
}

void tst_Resource::bucketsDoWithoutTheList()
{
    FakeS3 s3;
    s3.deny("");
    m_test->serve(s3);
    const auto bucket = m_test->bucket("acme");
    const auto date = finished(bucket.get("creation_date"));
    QVERIFY(date);
    QVERIFY(date->data.isNull() && bucket.isLoaded());
}

void tst_Resource::summariesHaveASize()
{
    auto head = makeResponse(200, {});
    head.headers.set("Content-Length", "12");
    m_test->transport->enqueue(head);
    const auto summary = service("s3").subResource("ObjectSummary", {"b", "k"}).value();
    QCOMPARE(finished(summary.get("size")).value().data.toInt(), 12);
    QCOMPARE(m_test->transport->requests().front().method, std::string("HEAD"));
    QVERIFY(!summary.data().contains("ContentLength"));
}

void tst_Resource::tagsAreMade()
{
    answer("<CreateTagsResponse/>");
    const auto params = Value::map({{"Resources", Value::list({"i-1", "i-2"})},
                                    {"Tags", Value::list({Value::map({{"Key", "a"}, {"Value", "1"}})})}});
    const auto tags = finished(service("ec2").act("create_tags", params)).value();
    QCOMPARE(tags.resources.size(), 2u);
    QCOMPARE(tags.resources[1].text(), std::string("ec2.Tag(resource_id='i-2', key='a', value='1')"));
}

void tst_Resource::tagsAreOnlyTheInstancesOwn()
{
    answer("<DeleteTagsResponse/>");
    auto instance = service("ec2").subResource("Instance", {"i-1"}).value();
    instance.setData(Value::emptyMap());
    QVERIFY(finished(instance.act("delete_tags", Value::map({{"Resources", Value::list({"i-9"})}}))));
    const auto body = m_test->transport->requests().front().body;
    QVERIFY(body.contains("ResourceId.1=i-1") && !body.contains("i-9"));
    QVERIFY(instance.isLoaded());
}

void tst_Resource::batchesEndAtAnError()
{
    answer("<ListBucketResult><IsTruncated>true</IsTruncated><Contents><Key>a</Key></Contents></"
           "ListBucketResult>");
    answer("<DeleteResult/>");
    answer("<Error><Code>AccessDenied</Code></Error>", 403);
    const auto batch = m_test->bucket("b").collection("objects").value().batch("delete");
    QSignalSpy done(batch.get(), &BatchReply::finished);
    QVERIFY(done.wait());
    QVERIFY(!batch->result());
    QCOMPARE(batch->result().error().code, std::string("AccessDenied"));
    QCOMPARE(batch->responses().size(), 1u);
    QVERIFY(m_test->transport->requests()[1].body.contains("<Key>a</Key>"));
}

void tst_Resource::waitersAskForTheResource()
{
    answer({});
    const auto waiter = m_test->bucket("acme").waiter("wait_until_exists").value();
    QSignalSpy done(waiter.get(), &Waiter::finished);
    waiter->start();
    QVERIFY(done.wait());
    QCOMPARE(m_test->transport->requests().front().method, std::string("HEAD"));
    QVERIFY(m_test->transport->requests().front().url.ends_with("/acme"));
}

void tst_Resource::unknownNamesAreTold()
{
    const auto bucket = m_test->bucket("b");
    const auto attribute = finished(bucket.get("creation_dat"));
    QVERIFY(!attribute && attribute.error().message.find("creation_date") != std::string::npos);
    const auto action = finished(bucket.act("put_objct"));
    QVERIFY(!action && action.error().message.find("put_object") != std::string::npos);
    QVERIFY(!bucket.collection("objcts") && !bucket.subResource("Objct") &&
            !bucket.waiter("wait_until_here"));
    const auto batch = bucket.collection("objects").value().batch("delet");
    QSignalSpy refused(batch.get(), &BatchReply::finished);
    QVERIFY(refused.wait());
    QVERIFY(batch->result().error().message.find("for its objects 'delet'; did you mean delete?") !=
            std::string::npos);
    const auto tooMany = service("s3").subResource("Object", {"b", "k", "v"});
    QVERIFY(!tooMany && tooMany.error().message.find("'bucket_name', 'key'") != std::string::npos);
    QCOMPARE(m_test->session.resource("lambda").error().code, std::string("NoResources"));
    CallOptions dryRun;
    dryRun.dryRun = true;
    const auto transfer = finished(bucket.act("upload_file", {}, dryRun));
    QVERIFY(!transfer);
    QCOMPARE(transfer.error().kind, ErrorKind::Unsupported);
}

void tst_Resource::callsAreMarked()
{
    answer("{}");
    QVERIFY(finished(queue().act("purge")).ok());
    const auto agent = m_test->transport->requests().back().headers.value("User-Agent");
    QVERIFY2(agent.ends_with(" Resource"), agent.data());
    answer("{}");
    const auto reply = m_test->session.client("sqs").value().call("list_queues");
    QSignalSpy done(reply.get(), &Reply::finished);
    QVERIFY(done.wait());
    QVERIFY(!m_test->transport->requests().back().headers.value("User-Agent").ends_with(" Resource"));
}

void tst_Resource::droppingInsideTheSlotIsSafe()
{
    answer("{}");
    auto reply = queue().act("purge");
    bool called = false;
    connect(reply.get(), &ResourceReply::finished, this, [&] {
        called = true;
        reply.reset();
    });
    QTRY_VERIFY(called);
    QVERIFY(!reply);
}

void tst_Resource::cancelEndsItOnce()
{
    m_test->transport->hold();
    const auto reply = queue().get("attributes");
    QSignalSpy done(reply.get(), &ResourceReply::finished);
    QTRY_COMPARE(m_test->transport->requestCount(), 1);
    reply->cancel();
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(reply->result().error().kind, ErrorKind::Cancelled);
    m_test->transport->release();
    QCoreApplication::processEvents();
    QCOMPARE(done.count(), 1);
}

INIA_TEST_CLASS(tst_Resource, QCoreApplication)
#include "tst_resource.moc"
