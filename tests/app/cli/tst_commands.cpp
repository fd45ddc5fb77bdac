#include "tests/app/cli/cliprocess.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtTest/QTest>

using namespace inia::test;

namespace {

const QStringList keys{"AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret",
                       "AWS_REGION=us-west-2"};

QByteArray stsAnswer()
{
    return "<GetCallerIdentityResponse "
           "xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>"
           "<Account>123456789012</Account><Arn>arn:x</Arn><UserId>u</UserId></GetCallerIdentityResult>"
           "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>";
}

} // namespace

class tst_Commands final : public QObject {
    Q_OBJECT
private slots:
    void everyCommandHasHelp();
    void wrongUseIsExplained_data();
    void wrongUseIsExplained();
    void servicesAreListed();
    void operationsAreListed();
    void serviceIsDescribed();
    void operationIsDescribed();
    void resourceIsDescribed();
    void answersAreQueried();
    void configReachesTheClient();
    void waitIsSilentWhenItComesTrue();
    void waitThatFails();
    void presignPrintsAUrl();
    void callsAreWrittenAsCode();
    void readOnlyRefusesChanges_data();
    void readOnlyRefusesChanges();
    void redactionIsListed();
    void keepsWhatWasSent();
    void errorsHideSecrets();
    void presignedBeyondTheEndOfTheKeys();
    void expiredKeysAreTold();
    void fullDisks_data();
    void fullDisks();
    void settingsByTheirNamesInFiles();
    void unreadableValuesAreTold();
    void terminalsAreLeftAlone();
    void wholeCallHasALimit();
    void metadataIsText_data();
    void metadataIsText();
};

void tst_Commands::everyCommandHasHelp()
{
    const auto overview = runCli({"--help"});
    QCOMPARE(overview.code, 0);
    QVERIFY(overview.err.isEmpty());
    const QStringList commands{"call",  "wait", "presign",  "upload",     "download", "copy",
                               "batch", "code", "services", "operations", "describe", "redaction"};
    for (const auto& command : commands) {
        QVERIFY(overview.out.contains("\n  " + command.toUtf8() + ' '));
        const auto help = runCli({command, "--help"});
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.startsWith("Usage:"));
        QVERIFY(help.out.contains(command.toUtf8()));
        QVERIFY(!help.out.contains("Qt"));
    }
    const auto version = runCli({"--version"});
    QVERIFY(version.code == 0 && version.out.startsWith("inia-cli "));
}

void tst_Commands::wrongUseIsExplained_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* tag, const QStringList& arguments, int code, const char* says) {
        QTest::newRow(tag) << arguments << code << says;
    };
    row("nothing", {}, 252, "inia-cli call SERVICE OPERATION");
    row("unknown command", {"describ", "s3"}, 252, "did you mean describe?");
    row("unknown option", {"call", "s3", "list_buckets", "--pagnate"}, 252, "did you mean paginate?");
    row("too few words", {"call", "s3"}, 252, "inia-cli call SERVICE OPERATION [PARAMETERS]");
    row("too many words", {"services", "s3"}, 252, "inia-cli services");
    row("parameters are no JSON", {"call", "s3", "list_buckets", "{"}, 252, "not JSON");
    row("parameters are a list", {"call", "s3", "list_buckets", "[]"}, 252, "JSON object");
    row("no such file", {"call", "s3", "list_buckets", "@/nonexistent/x"}, 252, "/nonexistent/x");
    row("bad number", {"call", "s3", "list_buckets", "--max-items", "many"}, 252, "--max-items");
    row("negative number", {"call", "s3", "list_buckets", "--page-size", "0"}, 252, "from 1 on");
    row("bad parallel", {"batch", "--parallel", "1000"}, 252, "1 to 256");
    row("bad output", {"call", "s3", "list_buckets", "--output", "table"}, 252, "json or jsonl");
    row("bad query", {"call", "s3", "list_buckets", "--query", "Buckets[", "--region", "us-east-1"}, 252,
        "--query");
    row("bad time", {"call", "s3", "list_buckets", "--at", "now"}, 252, "2026-01-02T03:04:05Z");
    row("bad config", {"call", "s3", "list_buckets", "--config", "{\"regoin_name\": 1}"}, 253, "region_name");
    row("unknown service", {"call", "s4", "list_buckets"}, 252, "s3");
    row("unknown operation", {"call", "s3", "list_bucket", "--region", "us-east-1"}, 252, "list_buckets");
    row("not pageable", {"call", "s3", "head_bucket", "--paginate", "--region", "us-east-1"}, 252,
        "paginate");
    row("unknown waiter", {"wait", "s3", "bucket_exist", "--region", "us-east-1"}, 252, "BucketExists");
    row("no credentials", {"call", "s3", "list_buckets", "--region", "us-east-1"}, 253, "credentials");
    row("no region", {"call", "ec2", "describe_vpcs"}, 253, "region");
    row("describe unknown service", {"describe", "s4"}, 252, "s3");
    row("describe unknown resource", {"describe", "s3.Buckt"}, 252, "did you mean Bucket");
    row("describe a service without resources", {"describe", "kms.Key"}, 252, "kms");
    row("describe unknown operation", {"describe", "s3", "get_objct"}, 252, "get_object");
    row("describe two-way stream", {"describe", "polly", "start_speech_synthesis_stream"}, 255, "HTTP/2");
    row("two-way streams are not suggested", {"call", "lexv2-runtime", "start_conversatio"}, 252,
        "no operation 'start_conversatio'\n");
    row("operations of nothing", {"operations", "dynamo"}, 252, "dynamodb");
}

void tst_Commands::wrongUseIsExplained()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, says);
    const auto outcome = runCli(arguments);
    QCOMPARE(outcome.code, code);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(outcome.err.startsWith("inia-cli: ") && outcome.err.count('\n') == 1);
    QVERIFY2(QString::fromUtf8(outcome.err).contains(says), outcome.err.constData());
}

void tst_Commands::servicesAreListed()
{
    const auto names = runCli({"services"}).out.trimmed().split('\n');
    QVERIFY(names.size() > 400);
    QVERIFY(names.contains("s3") && names.contains("sagemaker-runtime"));
    const auto list = QJsonDocument::fromJson(runCli({"services", "--output", "json"}).out).array();
    QCOMPARE(list.size(), names.size());
    QCOMPARE(list[names.indexOf("s3")]["service_id"].toString(), "S3");
    QCOMPARE(list[names.indexOf("s3")]["protocol"].toString(), "rest-xml");
}

void tst_Commands::operationsAreListed()
{
    const auto names = runCli({"operations", "sqs"}).out.trimmed().split('\n');
    QVERIFY(names.contains("send_message_batch"));
    QVERIFY(std::is_sorted(names.begin(), names.end()));
    QVERIFY(!runCli({"operations", "qbusiness"}).out.split('\n').contains("chat"));
    const auto list = QJsonDocument::fromJson(runCli({"operations", "sqs", "--output", "json"}).out).array();
    QCOMPARE(list.size(), names.size());
    QCOMPARE(list[names.indexOf("send_message_batch")]["operation"].toString(), "SendMessageBatch");
    QCOMPARE(list[names.indexOf("send_message_batch")]["effect"].toString(), "write");
    QCOMPARE(list[names.indexOf("receive_message")]["effect"].toString(), "consume");
}

void tst_Commands::serviceIsDescribed()
{
    const auto described = runCli({"describe", "s3"}).object();
    const auto lex = runCli({"describe", "lexv2-runtime"}).object();
    QVERIFY(lex["operations"].toArray().contains("recognize_text"));
    QVERIFY(!lex["operations"].toArray().contains("start_conversation"));
    QCOMPARE(described["service"].toString(), "s3");
    QCOMPARE(described["api_version"].toString(), "2006-03-01");
    QVERIFY(described["operations"].toArray().contains("list_objects_v2"));
    QVERIFY(described["paginators"].toArray().contains("list_objects_v2"));
    QVERIFY(described["waiters"].toArray().contains("bucket_exists"));
    QVERIFY(described["documentation"].isString());
}

void tst_Commands::operationIsDescribed()
{
    const auto described = runCli({"describe", "s3", "get_object"}).object();
    QCOMPARE(described["operation"].toString(), "GetObject");
    QCOMPARE(described["http"]["method"].toString(), "GET");
    QCOMPARE(described["effect"].toString(), "read");
    QCOMPARE(described["effect_reason"].toString(), "the name's verb is Get");
    const auto input = described["input"].toObject();
    QCOMPARE(input["required"].toArray(), (QJsonArray{"Bucket", "Key"}));
    const auto members = input["members"].toObject();
    QCOMPARE(members["Bucket"]["type"].toString(), "string");
    QCOMPARE(members["ChecksumMode"]["enum"].toArray(), QJsonArray{"ENABLED"});
    QVERIFY(!members["Key"]["documentation"].toString().contains("<p>"));
    QVERIFY(described["output"]["members"]["Body"]["streaming"].toBool());
    QVERIFY(described["errors"].toArray().size() >= 2);
    // Shapes that hold themselves come to an end.
    const auto putItem = runCli({"describe", "dynamodb", "PutItem"}).object();
    const auto item = putItem["input"]["members"]["Item"];
    QCOMPARE(item["value"]["members"]["M"]["value"]["see"].toString(), "input.Item{}");
    const auto identity = runCli({"describe", "sts", "get_caller_identity"}).object();
    QVERIFY(identity["input"]["members"].toObject().isEmpty());
}

void tst_Commands::resourceIsDescribed()
{
    const auto described = runCli({"describe", "s3.Object"}).object();
    QCOMPARE(described["identifiers"].toArray(), (QJsonArray{"bucket_name", "key"}));
    QVERIFY(described["attributes"].toArray().contains("content_length"));
    QVERIFY(described["actions"].toArray().contains("reload"));
    QVERIFY(described["actions"].toArray().contains("upload_file"));
    QCOMPARE(described["subresources"].toArray(),
             (QJsonArray{"Acl", "Bucket", "MultipartUpload", "Version"}));
    QCOMPARE(described["waiters"].toArray(), (QJsonArray{"wait_until_exists", "wait_until_not_exists"}));
    const auto service = runCli({"describe", "ec2.ServiceResource"}).object();
    QVERIFY(service["actions"].toArray().contains("create_tags"));
    QVERIFY(service["collections"].toArray().contains("instances"));
}

void tst_Commands::answersAreQueried()
{
    RawHttpServer server;
    server.setHandler([](const RawRequest&) { return RawAnswer::ok(stsAnswer()); });
    const QStringList call{"call", "sts", "get_caller_identity", "--endpoint-url",
                           QString::fromStdString(server.url(""))};
    const auto whole = runCli(call, {}, keys);
    QCOMPARE(whole.code, 0);
    QCOMPARE(whole.object(), (QJsonObject{{"Account", "123456789012"}, {"Arn", "arn:x"}, {"UserId", "u"}}));
    QVERIFY(whole.out.contains("\n    \"Account\": "));
    QCOMPARE(runCli(call + QStringList{"--query", "Account"}, {}, keys).out, "\"123456789012\"\n");
    QCOMPARE(runCli(call + QStringList{"--query", "Nothing"}, {}, keys).out, "null\n");
    QCOMPARE(runCli(call + QStringList{"--output", "jsonl"}, {}, keys).out.count('\n'), 1);
    const auto wrong = runCli(call + QStringList{"--query", "length(@.Missing)"}, {}, keys);
    QCOMPARE(wrong.code, 252);
    QVERIFY(wrong.out.isEmpty() && !wrong.err.isEmpty());
}

void tst_Commands::configReachesTheClient()
{
    const QStringList call{"call",      "s3",   "head_bucket",         "{\"Bucket\": \"a-bucket\"}",
                           "--dry-run", "--at", "2026-01-02T03:04:05Z"};
    QCOMPARE(runCli(call, {}, keys).object()["url"].toString(),
             "https://a-bucket.s3.us-west-2.amazonaws.com/");
    QCOMPARE(runCli(call + QStringList{"--config", "{\"s3\": {\"addressing_style\": \"path\"}}"}, {}, keys)
                 .object()["url"]
                 .toString(),
             "https://s3.us-west-2.amazonaws.com/a-bucket");
    const auto plain = runCli(call + QStringList{"--no-sign-request"}, {}, {"AWS_REGION=us-west-2"}).object();
    QVERIFY(!plain["headers"].toObject().contains("Authorization"));
}

void tst_Commands::waitIsSilentWhenItComesTrue()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::status(404));
    server.enqueue(RawAnswer::ok());
    const auto outcome = runCli({"wait", "s3", "bucket_exists", "{\"Bucket\": \"b\"}", "--delay", "0",
                                 "--endpoint-url", QString::fromStdString(server.url(""))},
                                {}, keys);
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.isEmpty());
    QCOMPARE(server.requests().size(), 2);
}

void tst_Commands::waitThatFails()
{
    RawHttpServer server;
    server.setHandler([](const RawRequest&) { return RawAnswer::status(404); });
    const QStringList wait{"wait",           "s3",
                           "bucket_exists",  "{\"Bucket\": \"b\"}",
                           "--delay",        "0",
                           "--max-attempts", "2",
                           "--endpoint-url", QString::fromStdString(server.url(""))};
    const auto outcome = runCli(wait, {}, keys);
    QCOMPARE(outcome.code, 255);
    QVERIFY2(outcome.err.contains("BucketExists failed: Max attempts exceeded"), outcome.err.constData());
    QCOMPARE(server.requests().size(), 2);
}

void tst_Commands::presignPrintsAUrl()
{
    const QStringList presign{"presign",      "s3",
                              "get_object",   R"({"Bucket": "a-bucket", "Key": "k"})",
                              "--at",         "2026-01-02T03:04:05Z",
                              "--expires-in", "60"};
    const auto outcome = runCli(presign, {}, keys);
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.err, QByteArray());
    QVERIFY(outcome.out.startsWith("https://a-bucket.s3"));
    QVERIFY(outcome.out.contains("X-Amz-Date=20260102T030405Z&X-Amz-Expires=60&") &&
            outcome.out.count('\n') == 1);
    QCOMPARE(runCli(presign, {}, {"AWS_REGION=us-west-2"}).code, 253);
}

/// Of profiles and regions that are not here, too, and without keys.
void tst_Commands::callsAreWrittenAsCode()
{
    const auto cli = runCli({"code", "ssm", "get_parameter", R"({"Name": "it's"})", "--profile", "theirs",
                             "--region", "eu-west-1"});
    QCOMPARE(cli.out,
             "aws ssm get-parameter --name 'it'\\''s' --region eu-west-1 --profile theirs --no-paginate\n");
    QVERIFY(cli.code == 0 && cli.err.isEmpty());
    const auto boto3 = runCli({"code", "ssm", "put_parameter", "--params",
                               R"({"Name": "n", "Value": "hunter2"})", "--language", "boto3"});
    QVERIFY2(boto3.out.contains("    Value='<secret>',\n") && !boto3.out.contains("hunter2"),
             boto3.out.constData());
    const auto pages = runCli({"code", "ssm", "describe_parameters", "--language", "boto3", "--all-pages"});
    QVERIFY2(pages.out.contains("get_paginator('describe_parameters')"), pages.out.constData());
    const auto curl = runCli({"code", "ssm", "describe_parameters", "--language", "curl"}, {},
                             {"AWS_REGION=us-west-2", "AWS_SESSION_TOKEN=hunter2"});
    QVERIFY2(curl.out.startsWith("curl ") && curl.out.contains("$AWS_SESSION_TOKEN"),
             qPrintable(QString::fromUtf8(curl.out + curl.err)));
    QVERIFY(!curl.out.contains("hunter2"));
    const auto refused = runCli({"code", "logs", "start_live_tail", "{}"});
    QVERIFY(refused.code == 255 && refused.out.isEmpty());
    QCOMPARE(refused.err, "inia-cli: the CLI has no event streams\n");
    QCOMPARE(runCli({"code", "ssm", "describe_parameters", "--language", "perl"}).code, 252);
}

void tst_Commands::readOnlyRefusesChanges_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<bool>("refused");
    const QStringList put{"call", "s3", "put_object", R"({"Bucket": "b", "Key": "k"})"};
    const QStringList get{"call", "s3", "get_object", R"({"Bucket": "b", "Key": "k"})"};
    const QStringList option{"--read-only"};
    const auto row = [](const char* tag, const QStringList& arguments, const QStringList& variables,
                        bool refused) { QTest::newRow(tag) << arguments << variables << refused; };
    row("write", put, {}, false);
    row("write, option", put + option, {}, true);
    row("write, option in front", option + put, {}, true);
    row("write, variable", put, {"INIA_READ_ONLY=1"}, true);
    row("write, variable says no", put, {"INIA_READ_ONLY=0"}, false);
    row("write, both", put + option, {"INIA_READ_ONLY=0"}, true);
    row("write, config", put + QStringList{"--config", R"({"read_only": true})"}, {}, true);
    row("read", get + option, {"INIA_READ_ONLY=1"}, false);
    row("dry run", put + QStringList{"--dry-run"} + option, {}, true);
    row("consumes", QStringList{"call", "sqs", "receive_message", R"({"QueueUrl": "q"})"} + option, {}, true);
    row("statement that reads",
        QStringList{"call", "dynamodb", "execute_statement", R"({"Statement": "SELECT * FROM t"})"} + option,
        {}, false);
    row("statement that writes",
        QStringList{"call", "dynamodb", "execute_statement", R"({"Statement": "INSERT INTO t"})"} + option,
        {}, true);
    row("presign", QStringList{"presign", "s3", "put_object", R"({"Bucket": "b", "Key": "k"})"} + option, {},
        true);
    row("upload", QStringList{"upload", QCoreApplication::applicationFilePath(), "s3://b/k"} + option, {},
        true);
    row("copy", QStringList{"copy", "s3://b/k", "s3://b/l"} + option, {}, true);
}

void tst_Commands::readOnlyRefusesChanges()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QStringList, variables);
    QFETCH(const bool, refused);
    RawHttpServer server;
    int changes = 0;
    server.setHandler([&changes](const RawRequest& request) {
        changes += request.method() != "GET" && request.method() != "HEAD";
        return RawAnswer::ok({}, {"ETag: \"e\""});
    });
    const auto outcome =
        runCli(arguments + QStringList{"--endpoint-url", QString::fromStdString(server.url(""))}, {},
               keys + variables);
    QCOMPARE(outcome.err.contains("is read-only"), refused);
    if (!refused)
        return;
    QCOMPARE(outcome.code, 253);
    QCOMPARE(changes, 0);
    QVERIFY(outcome.out.isEmpty());
    QVERIFY(outcome.err.contains("to allow changes"));
}

void tst_Commands::redactionIsListed()
{
    const auto one = runCli({"redaction", "secretsmanager", "get_secret_value"});
    QCOMPARE(one.code, 0);
    const auto lines = one.out.trimmed().split('\n');
    QVERIFY2(lines.contains("secretsmanager GetSecretValue output SecretString trait"), one.out.constData());
    QVERIFY(lines.contains("secretsmanager GetSecretValue input SecretId shown"));
    const auto service = runCli({"redaction", "glue"}).out;
    QVERIFY(service.contains("glue CreateConnection input ConnectionInput.ConnectionProperties{} keys\n"));
    QVERIFY(runCli({"redaction", "docdb"}).out.contains("docdb CreateDBCluster input MasterUserPassword "));
    QCOMPARE(runCli({"redaction", "s3", "get_objects"}).code, 252);
    QCOMPARE(runCli({"redaction", "s4"}).code, 252);
}

void tst_Commands::keepsWhatWasSent()
{
    RawHttpServer server;
    server.setHandler([](const RawRequest&) {
        return RawAnswer::status(403,
                                 "<Error><Code>AccessDenied</Code><Message>tok/en/hidden</Message></Error>");
    });
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.har"));
    const auto call = runCli({"call", "s3", "list_buckets", "--endpoint-url",
                              QString::fromStdString(server.url("")), "--har", path},
                             {}, keys + QStringList{"AWS_SESSION_TOKEN=tok/en/hidden"});
    QCOMPARE(call.code, 254); // what failed is what one wants to look at
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray har = file.readAll();
    const auto log = QJsonDocument::fromJson(har).object()["log"].toObject();
    QCOMPARE(log["entries"].toArray().size(), 1);
    QVERIFY2(!har.contains("hidden"), har.constData());
    const auto nowhere =
        runCli({"call", "s3", "list_buckets", "--dry-run", "--har", "/no/such/folder/a.har"}, {}, keys);
    QCOMPARE(nowhere.code, 253);
}

void tst_Commands::errorsHideSecrets()
{
    RawHttpServer server;
    server.setHandler([](const RawRequest&) {
        return RawAnswer::status(403, "<Error><Code>SignatureDoesNotMatch</Code><Message>GET&#10;/&#10;"
                                      "x-amz-security-token:tok&#x2F;en/hidden&#10;</Message></Error>");
    });
    const QStringList session = keys + QStringList{"AWS_SESSION_TOKEN=tok/en/hidden"};
    const QString url = QString::fromStdString(server.url(""));
    const auto call = runCli({"call", "s3", "list_buckets", "--endpoint-url", url}, {}, session);
    QCOMPARE(call.code, 254);
    QVERIFY2(call.err.contains("SignatureDoesNotMatch") && call.err.contains("(redacted)"),
             call.err.constData());
    QVERIFY2(!call.err.contains("hidden"), call.err.constData());
    const auto batch =
        runCli({"batch"},
               R"({"service": "s3", "operation": "list_buckets", "endpoint_url": ")" + url.toUtf8() + "\"}\n",
               session);
    QVERIFY2(batch.out.contains("SignatureDoesNotMatch"), batch.out.constData());
    QVERIFY2(!batch.out.contains("hidden"), batch.out.constData());
    const auto nobody =
        runCli({"call", "kms", "list_keys", "--endpoint-url", "http://anna:Winter2026@127.0.0.1:1"}, {},
               session + QStringList{"AWS_MAX_ATTEMPTS=1"});
    QVERIFY(nobody.code != 0);
    QVERIFY2(!nobody.err.contains("Winter2026"), nobody.err.constData());
}

void tst_Commands::presignedBeyondTheEndOfTheKeys()
{
    const QStringList ending =
        keys + QStringList{"AWS_SESSION_TOKEN=t", "AWS_CREDENTIAL_EXPIRATION=2099-01-01T00:30Z"};
    const auto presign = [&ending](const QString& seconds) {
        return runCli({"presign", "s3", "get_object", R"({"Bucket": "acme", "Key": "a"})", "--at",
                       "2099-01-01T00:00:00Z", "--expires-in", seconds},
                      {}, ending);
    };
    const auto late = presign("3600");
    QCOMPARE(late.code, 0);
    QVERIFY(late.out.contains("X-Amz-Expires=3600"));
    QVERIFY2(late.err.contains("until the keys expire, at 2099-01-01T00:30:00Z"), late.err.constData());
    const auto early = presign("1800");
    QCOMPARE(early.code, 0);
    QCOMPARE(early.err, QByteArray());
}

void tst_Commands::expiredKeysAreTold()
{
    const auto outcome =
        runCli({"presign", "s3", "get_object", R"({"Bucket": "acme", "Key": "a"})"}, {},
               keys + QStringList{"AWS_SESSION_TOKEN=t", "AWS_CREDENTIAL_EXPIRATION=2020-01-01T00:00:00Z"});
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.err.contains("expired at 2020-01-01T00:00:00Z"), outcome.err.constData());
}

void tst_Commands::fullDisks_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    const auto row = [](const char* name, const QStringList& arguments, const QByteArray& input = {}) {
        QTest::newRow(name) << arguments << input;
    };
    row("help", {"--help"});
    row("help of a command", {"call", "--help"});
    row("version", {"--version"});
    row("services", {"services"});
    row("operations", {"operations", "s3", "--output", "json"});
    row("describe", {"describe", "s3", "ListObjectsV2"});
    row("call", {"call", "sts", "get_caller_identity"});
    row("dry run", {"call", "sts", "get_caller_identity", "--dry-run"});
    row("pages", {"call", "s3", "list_objects_v2", R"({"Bucket": "b"})", "--paginate"});
    row("pages as lines",
        {"call", "s3", "list_objects_v2", R"({"Bucket": "b"})", "--paginate", "--output", "jsonl"});
    row("query of pages",
        {"call", "s3", "list_objects_v2", R"({"Bucket": "b"})", "--paginate", "--query", "Name"});
    row("presign", {"presign", "s3", "get_object", R"({"Bucket": "b", "Key": "k"})"});
    row("batch", {"batch"},
        R"({"service": "sts", "operation": "get_caller_identity", "dry_run": true})"
        "\n");
}

/// What could not be written is not done.
void tst_Commands::fullDisks()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, input);
    if (!QFile::exists("/dev/full"))
        QSKIP("there is no /dev/full");
    RawHttpServer server;
    server.setHandler([](const RawRequest& request) {
        return RawAnswer::ok(request.target().startsWith("/b")
                                 ? "<ListBucketResult><Name>b</Name><Contents><Key>a"
                                   "</Key></Contents></ListBucketResult>"
                                 : stsAnswer());
    });
    const QStringList variables =
        keys + QStringList{"AWS_ENDPOINT_URL=" + QString::fromStdString(server.url(""))};
    const auto outcome = runCli(arguments, input, variables, "/dev/full");
    QCOMPARE(outcome.code, 255);
    QCOMPARE(outcome.err.count("standard output cannot be written"), 1);
    QVERIFY2(outcome.err.contains("No space left on device"), outcome.err.constData());
}

void tst_Commands::settingsByTheirNamesInFiles()
{
    const auto outcome = runCli({"call", "s3", "list_buckets", "--dry-run", "--config",
                                 R"({"sdk_ua_app_id": "mine", "s3": {"use_dualstack_endpoint": true}})"},
                                {}, keys);
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QVERIFY(outcome.object()["url"].toString().contains("dualstack"));
    QVERIFY(outcome.object()["headers"].toObject()["User-Agent"].toString().contains("app/mine"));
}

void tst_Commands::unreadableValuesAreTold()
{
    RawHttpServer server;
    server.setHandler([](const RawRequest&) {
        return RawAnswer::ok(
            "<ListBucketResult><Contents><Key>a</Key><LastModified>undefined</LastModified></Contents>"
            "<Contents><Key>b</Key><Size>2</Size></Contents></ListBucketResult>");
    });
    for (const QStringList& more : {QStringList(), {"--paginate"}}) {
        const auto outcome = runCli(QStringList{"call", "s3", "list_objects_v2", R"({"Bucket": "b"})",
                                                "--endpoint-url", QString::fromStdString(server.url(""))} +
                                        more,
                                    {}, keys);
        QVERIFY2(outcome.code == 0, outcome.err.constData());
        const auto contents = outcome.object()["Contents"].toArray();
        QCOMPARE(contents.size(), 2);
        QVERIFY(contents[0].toObject()["LastModified"].isNull());
        QCOMPARE(contents[1].toObject()["Size"].toInt(), 2);
        QVERIFY2(outcome.err.contains("1 value could not be read: LastModified, which is no timestamp"),
                 outcome.err.constData());
    }
}

/// A byte now and then is no silence.
void tst_Commands::wholeCallHasALimit()
{
    RawHttpServer server;
    server.setHandler(
        [](const RawRequest&) { return RawAnswer{"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"}; });
    QTimer drip;
    connect(&drip, &QTimer::timeout, &server, [&server] {
        if (!server.requests().isEmpty())
            server.writeMore(" ");
    });
    drip.start(100);
    const auto outcome = runCli({"call", "dynamodb", "list_tables", "--timeout", "1", "--endpoint-url",
                                 QString::fromStdString(server.url(""))},
                                {}, keys);
    QCOMPARE(outcome.code, 255);
    QVERIFY2(outcome.err.contains("list_tables was not done within 1000 ms"), outcome.err.constData());
    QCOMPARE(server.requests().size(), 1);
}

/// What a server says may not move the cursor, set titles or write lines in our name.
void tst_Commands::terminalsAreLeftAlone()
{
    const QByteArray clearing("\302\2332J\177"); // CSI as one character, and DEL
    RawHttpServer server;
    server.enqueue(RawAnswer::status(400, R"({"__type": "X#Bad\u001b[2J", "message": "\u001b]0;owned\u0007\r)"
                                          R"(\u009b2J\u007f"})"));
    for (int i = 0; i < 2; ++i)
        server.enqueue(RawAnswer::ok("{\"TableNames\": [\"" + clearing + "\"]}"));
    const QStringList call{"call", "dynamodb", "list_tables", "--endpoint-url",
                           QString::fromStdString(server.url(""))};
    const auto failed = runCli(call, {}, keys);
    QCOMPARE(failed.code, 254);
    QVERIFY2(failed.err.contains("(Bad\\x1b[2J)") &&
                 failed.err.contains("\\x1b]0;owned\\x07\\x0d\\x9b2J\\x7f"),
             failed.err.constData());
    const auto printed =
        runCli(call, {}, keys).out + runCli(call + QStringList{"--output", "jsonl"}, {}, keys).out;
    QCOMPARE(printed.count("\"\\u009b2J\\u007f\""), 2);
    for (const char trick : QByteArray("\033\007\r\302\233\177"))
        QVERIFY(!(failed.err + printed).contains(trick));
}

void tst_Commands::metadataIsText_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("ASCII") << QByteArray("Zurich");
    QTest::newRow("UTF-8") << QByteArray("Z\xC3\xBCrich");
    QTest::newRow("Latin-1") << QByteArray("Z\xFCrich");
    QTest::newRow("encoded words") << QByteArray("=?UTF-8?Q?Z=C3=BCrich?=");
}

void tst_Commands::metadataIsText()
{
    QFETCH(const QByteArray, header);
    RawHttpServer server;
    server.setHandler([header](const RawRequest&) {
        return RawAnswer::ok({}, {"x-amz-meta-city: " + header, "ETag: \"e\""});
    });
    const auto outcome = runCli({"call", "s3", "head_object", R"({"Bucket": "b", "Key": "k"})",
                                 "--endpoint-url", QString::fromStdString(server.url(""))},
                                {}, keys);
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QVERIFY(QUtf8StringView(outcome.out).isValidUtf8());
    const QString city = outcome.object()["Metadata"].toObject()["city"].toString();
    QCOMPARE(city, header.startsWith("Zu") ? "Zurich" : QString::fromUtf8("Z\xC3\xBCrich"));
}

INIA_TEST_CLASS(tst_Commands, QCoreApplication)
#include "tst_commands.moc"
