#include "core/dynamodb/nativeclient.h"
#include "core/identity/consolelogin.h"
#include "core/identity/ssologin.h"
#include "core/jobs/job.h"
#include "core/jobs/jobrunner.h"
#include "core/lambda/functioncalls.h"
#include "core/logs/logevents.h"
#include "core/objects/objectedit.h"
#include "core/objects/objectmove.h"
#include "core/objects/objectversions.h"
#include "core/objects/servertest.h"
#include "core/observe/fileexport.h"
#include "core/paging/pagecursor.h"
#include "core/resource/collectionexport.h"
#include "core/resource/mergedcursor.h"
#include "core/resource/resourcereply.h"
#include "core/s3/bucketconfiguration.h"
#include "core/s3/s3transfers.h"
#include "core/secrets/secretvalue.h"
#include "core/session/accountlookup.h"
#include "core/sqs/queue.h"
#include "core/transfer/filetransfers.h"
#include "core/transfer/folderwalk.h"
#include "core/waiting/waiter.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeuploads.h"
#include "tests/support/identityhome.h"
#include "tests/support/taskcases.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QBuffer>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrlQuery>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

/// Every class that runs keeps the contract of Task, by one table of cases.
class tst_Tasks final : public TaskCases {
    Q_OBJECT

public:
    tst_Tasks();

private:
    void renew() override;
    [[nodiscard]] FakeTransport& transport() override
    {
        return m_home ? m_home->transport() : *m_test->transport;
    }
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
    Owned<Task> objectCopy();
    Owned<Task> objectVersions();
    Owned<Task> emptying();
    Owned<Task> bucketChange();
    Owned<Task> bucketCreation();
    Owned<Task> uploadAbort();
    Owned<Task> objectRead();
    Owned<Task> objectSave();
    Owned<Task> deletingJob();
    Owned<Task> copyingJob();
    Owned<Task> folderWalk();
    Owned<Task> serverTest();
    Owned<Task> signIn();
    Owned<Task> consoleSignIn();
    Owned<Task> accounts();
    Owned<Task> trial();
    /// The session of somebody who signs in, by a profile of that name.
    [[nodiscard]] Session atHome(const char* profile);
    Owned<Task> collectionExport();
    Owned<Task> rowCompletion();
    Owned<Task> fileExport();
    Owned<Task> logTail()
    {
        return begun(
            makeOwned<logs::LogTail>(client("logs"), logs::LogQuestion{"/app", {}, {}, {}, {}, false}));
    }
    Owned<Task> logQuery()
    {
        return begun(
            makeOwned<logs::LogQuery>(client("logs"), logs::LogQuery::Options{{"/app"}, "fields a", {}, {}}));
    }
    Owned<Task> messageDeletion()
    {
        return begun(makeOwned<sqs::MessageDeletion>(client("sqs"), "http://127.0.0.1:9/1/q", "m"));
    }
    Owned<Task> redrive() { return begun(makeOwned<sqs::QueueRedrive>(client("sqs"), "arn", 0)); }
    Owned<Task> secretValue()
    {
        return begun(makeOwned<secrets::SecretValue>(client("secretsmanager"),
                                                     secrets::SecretValue::Kind::Secret, "s", ""));
    }
    Owned<Task> invocation()
    {
        return begun(
            makeOwned<lambda::Invocation>(client("lambda"), lambda::Invocation::Options{"f", {}, "1"}));
    }

    template <typename T>
    static Owned<Task> begun(Owned<T> task)
    {
        task->start();
        return task;
    }

    std::optional<TestSession> m_test;
    std::unique_ptr<IdentityHome> m_home;
    FakeUploads m_s3;
    QBuffer m_buffer;
    QTemporaryDir m_dir;
    int m_asked = 0;
};

Owned<Task> tst_Tasks::fileExport()
{
    auto task = makeOwned<FileExport>(m_dir.filePath(QStringLiteral("export")),
                                      [](QIODevice& device, const std::atomic<bool>&) {
                                          device.write("all of it");
                                          return Result<void>();
                                      });
    task->start();
    return task;
}

tst_Tasks::tst_Tasks()
    : TaskCases({
          {"Reply", [this] { return reply(); }},
          {"Reply that is refused", [this] { return refusedReply(); }},
          {"PageReader", [this] { return pageReader(); }},
          {"Waiter", [this] { return waiter(); }},
          {"NativeReply", [this] { return nativeReply(); }},
          {"NativeReply that is refused", [this] { return refusedNativeReply(); }},
          {"BatchWriter", [this] { return batchWriter(); }},
          {"ResourceReply of an attribute", [this] { return attribute(); }},
          {"ResourceReply that is refused", [this] { return unknownAttribute(); }},
          {"ResourceReply of an action", [this] { return action(); }},
          {"BatchReply", [this] { return batch(); }},
          {"Upload", [this] { return upload(); }},
          {"Upload in parts", [this] { return uploadInParts(); }},
          {"NewObjectUpload", [this] { return newObject(); }},
          {"Download", [this] { return download(); }},
          {"Copy", [this] { return copy(); }},
          {"ObjectCopy", [this] { return objectCopy(); }},
          {"ObjectVersions", [this] { return objectVersions(); }},
          {"BucketEmptying", [this] { return emptying(); }},
          {"BucketChange", [this] { return bucketChange(); }},
          {"BucketCreation", [this] { return bucketCreation(); }},
          {"UploadAbort", [this] { return uploadAbort(); }},
          {"ObjectRead", [this] { return objectRead(); }},
          {"ObjectSave", [this] { return objectSave(); }},
          {"JobRunner that deletes", [this] { return deletingJob(); }},
          {"JobRunner that copies", [this] { return copyingJob(); }},
          {"FolderWalk", [this] { return folderWalk(); }},
          {"ServerTest", [this] { return serverTest(); }},
          {"CollectionExport", [this] { return collectionExport(); }},
          {"RowCompletion", [this] { return rowCompletion(); }},
          {"FileExport", [this] { return fileExport(); }},
          {"SsoLogin", [this] { return signIn(); }},
          {"ConsoleLogin", [this] { return consoleSignIn(); }},
          {"SsoList", [this] { return accounts(); }},
          {"ProfileTrial", [this] { return trial(); }},
          {"LogTail", [this] { return logTail(); }},
          {"LogQuery", [this] { return logQuery(); }},
          {"MessageDeletion", [this] { return messageDeletion(); }},
          {"QueueRedrive", [this] { return redrive(); }},
          {"Invocation", [this] { return invocation(); }},
          {"SecretValue", [this] { return secretValue(); }},
      })
{
}

void tst_Tasks::renew()
{
    m_home.reset();
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
    if (target.ends_with("DescribeClusters"))
        return makeResponse(200, R"({"clusters": []})");
    if (target.ends_with("GetItem"))
        return makeResponse(200, R"({"Item": {"id": {"S": "1"}}})");
    if (target.ends_with("BatchWriteItem"))
        return makeResponse(200, R"({"UnprocessedItems": {}})");
    if (target.ends_with("DescribeTable"))
        return makeResponse(200, R"({"Table": {"TableName": "t", "TableStatus": "ACTIVE"}})");
    if (target.ends_with("DeleteTable"))
        return makeResponse(200, R"({"TableDescription": {"TableName": "t"}})");
    if (target.ends_with("FilterLogEvents"))
        return m_asked < 3 ? makeResponse(200, R"({"events": [{"eventId": "a", "message": "m"}]})")
                           : makeResponse(400, R"({"__type": "ResourceNotFoundException"})");
    if (target.ends_with("GetSecretValue"))
        return makeResponse(200, R"({"SecretString": "s"})");
    if (target.ends_with("StartQuery") || target.ends_with("StopQuery"))
        return makeResponse(200, R"({"queryId": "q", "success": true})");
    if (target.ends_with("GetQueryResults"))
        return makeResponse(200, m_asked < 3 ? R"({"status": "Running"})" : R"({"status": "Complete"})");
    if (target.ends_with("ReceiveMessage"))
        return makeResponse(200, R"({"Messages": [{"MessageId": "o", "ReceiptHandle": "h"}]})");
    if (target.ends_with("ChangeMessageVisibilityBatch"))
        return makeResponse(200, R"({"Successful": [{"Id": "0"}], "Failed": []})");
    if (target.ends_with("MessageMoveTask"))
        return makeResponse(200, R"({"TaskHandle": "t", "ApproximateNumberOfMessagesMoved": 1})");
    if (target.ends_with("ListMessageMoveTasks"))
        return makeResponse(200, m_asked < 3 ? R"({"Results": [{"Status": "RUNNING"}]})"
                                             : R"({"Results": [{"Status": "COMPLETED"}]})");
    if (request.url.find("/invocations") != std::string::npos)
        return makeResponse(200, "1");
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

Owned<Task> tst_Tasks::collectionExport()
{
    CollectionExport::Options options;
    options.path = m_dir.filePath(QStringLiteral("tables.ndjson"));
    options.format = CollectionExport::Format::Ndjson;
    auto task = makeOwned<CollectionExport>(
        m_test->session.resource("dynamodb")->collection("tables").value(), std::move(options));
    task->start();
    return task;
}

Owned<Task> tst_Tasks::rowCompletion()
{
    const auto clusters = m_test->session.explore("ecs")->collection("clusters").value();
    const auto page = Value::map({{"clusterArns", Value::list({"arn:aws:ecs:us-west-2:1:cluster/a"})}});
    auto rows = pageResources(clusters.parent(), clusters.definition().resource, {}, page, 1);
    auto task = makeOwned<RowCompletion>(std::move(rows), CallOptions());
    task->start();
    return task;
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

Owned<Task> tst_Tasks::objectCopy()
{
    auto task = makeOwned<ObjectCopy>(
        client("s3"),
        ObjectCopy::Order{"bucket", {"there", {}, {}, 100, {}}, "bucket", "copied", false, "test"},
        std::make_shared<TransferSlots>(4));
    task->start();
    return task;
}

Owned<Task> tst_Tasks::objectVersions()
{
    auto task = makeOwned<ObjectVersions>(client("s3"), "listed", std::vector<std::string>{""}, "test");
    task->start();
    return task;
}

Owned<Task> tst_Tasks::emptying()
{
    auto task = makeOwned<BucketEmptying>(client("s3"), "listed", std::set<std::string>(), "test");
    task->start();
    return task;
}

Owned<Task> tst_Tasks::bucketChange()
{
    auto task = makeOwned<BucketChange>(client("s3"), BucketChange::Order{"listed", 0, {}, {}});
    task->start();
    return task;
}

Owned<Task> tst_Tasks::bucketCreation()
{
    auto task = makeOwned<BucketCreation>(client("s3"), BucketCreation::Order{"missing", true, false, {}});
    task->start();
    return task;
}

Owned<Task> tst_Tasks::uploadAbort()
{
    auto task = makeOwned<UploadAbort>(client("s3"), "listed",
                                       std::vector<UploadAbort::Upload>(12, {"k", "id"}), "test");
    task->start();
    return task;
}

Owned<Task> tst_Tasks::objectRead()
{
    auto task = makeOwned<ObjectRead>(client("s3"), "listed", "k", 100, "test");
    task->start();
    return task;
}

Owned<Task> tst_Tasks::objectSave()
{
    auto task = makeOwned<ObjectSave>(
        client("s3"),
        ObjectSave::Order{"listed", "k", "b", Value::map({{"TagCount", 1}}), "k", "\"e\"", true, "test"});
    task->start();
    return task;
}

/// Of the second key the answer says nothing, so that it is looked for.
Owned<Task> tst_Tasks::deletingJob()
{
    Job job = deletionJob("listed", {{"k", {}, {}, 1, {}}, {"l", {}, {}, 1, {}}}, "below/", "test");
    auto journal = JobFolder(m_dir.filePath(QStringLiteral("jobs"))).create(job);
    auto task = makeOwned<JobRunner>(client("s3"), std::move(job), std::move(journal).value());
    task->start();
    return task;
}

Owned<Task> tst_Tasks::copyingJob()
{
    ObjectMove::Order order{"bucket", "bucket", {{{"there", {}, {}, 100, {}}, "copied"}},
                            false,    false,    "test"};
    auto task = makeOwned<JobRunner>(client("s3"), moveJob(order), nullptr);
    task->start();
    return task;
}

Owned<Task> tst_Tasks::folderWalk()
{
    auto walk = makeOwned<FolderWalk>(QStringList{m_dir.path()});
    walk->start();
    return walk;
}

Owned<Task> tst_Tasks::serverTest()
{
    auto test = makeOwned<ServerTest>(client("s3"), "bucket");
    test->start();
    return test;
}

/// What Identity Center, AWS Sign-In and STS say.
static FakeTransport::Answer identityAnswer(const HttpRequest& request)
{
    const auto ends = [&request](const char* part) { return request.url.ends_with(part); };
    if (ends("/client/register"))
        return makeResponse(200,
                            R"({"clientId": "c", "clientSecret": "s", "clientSecretExpiresAt": 1900000000})");
    if (ends("/device_authorization"))
        return makeResponse(200, R"({"deviceCode": "d", "userCode": "ABCD", "verificationUri": "https:\/\/d",
                                     "expiresIn": 600, "interval": 1})");
    if (ends("/v1/token"))
        return makeResponse(200, R"({"accessToken": {"accessKeyId": "ASIANEW", "secretAccessKey": "s",
            "sessionToken": "t"}, "expiresIn": 900, "refreshToken": "r", "tokenType": "aws_sigv4", "idToken": ")" +
                                     QByteArray("{}").toBase64() + '.' +
                                     QByteArray(R"({"sub": "arn:aws:iam::1:user/me"})").toBase64() + ".x\"}");
    if (ends("/token"))
        return makeResponse(200, R"({"accessToken": "a", "expiresIn": 28800, "refreshToken": "r"})");
    if (request.url.find("/assignment/") != std::string::npos)
        return makeResponse(200, R"({"accountList": [{"accountId": "1", "accountName": "one"}]})");
    return makeResponse(
        200, "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::1:user/me</Arn>"
             "</GetCallerIdentityResult></GetCallerIdentityResponse>");
}

Session tst_Tasks::atHome(const char* profile)
{
    m_home = std::make_unique<IdentityHome>();
    m_home->write("config", "[profile center]\nregion = us-east-1\nsso_session = corp\nsso_account_id = 1\n"
                            "sso_role_name = a\n[sso-session corp]\nsso_start_url = https://corp/start\n"
                            "sso_region = us-east-1\nsso_registration_scopes = sso:account:access\n"
                            "[profile console]\nregion = us-east-1\nlogin_session = arn:aws:iam::1:user/me\n"
                            "[profile keys]\nregion = us-east-1\naws_access_key_id = A\n"
                            "aws_secret_access_key = B\n");
    m_home->transport().setHandler(identityAnswer);
    SessionOptions options;
    options.profile = profile;
    return m_home->open(options).value();
}

Owned<Task> tst_Tasks::signIn()
{
    const auto session = atHome("center");
    auto login = makeOwned<SsoLogin>(session.sources(), loginSettings(*session.sources(), "center").value());
    login->start();
    return login;
}

Owned<Task> tst_Tasks::consoleSignIn()
{
    const auto session = atHome("console");
    auto login = makeOwned<ConsoleLogin>(session.sources(),
                                         consoleLoginSettings(*session.sources(), "console").value(),
                                         ConsoleLoginWay::PastedCode);
    connect(login.get(), &ConsoleLogin::addressReady, this, [task = login.get()](const std::string& address) {
        const QUrlQuery query(QUrl(QString::fromStdString(address)));
        const auto state = query.queryItemValue(QStringLiteral("state"), QUrl::FullyDecoded);
        const auto code = QByteArray("state=" + state.toUtf8() + "&code=c").toBase64();
        QVERIFY(task->enterCode(code.toStdString()).ok());
    });
    login->start();
    return login;
}

Owned<Task> tst_Tasks::accounts()
{
    const auto session = atHome("center");
    m_home->signIn("corp", "https://corp/start", "us-east-1");
    auto list = makeOwned<SsoList>(session.sources(), loginSettings(*session.sources(), "center").value());
    list->start();
    return list;
}

Owned<Task> tst_Tasks::trial()
{
    const auto session = atHome("keys");
    auto trial = makeOwned<ProfileTrial>(m_home->runtime(), session.sources()->files, "keys");
    trial->start();
    return trial;
}

INIA_TEST_CLASS(tst_Tasks, QCoreApplication)
#include "tst_tasks.moc"
