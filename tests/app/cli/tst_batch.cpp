#include "tests/app/cli/cliprocess.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia::test;

namespace {

/// A line with keys and a region, at a fixed time.
QJsonObject lineFor(const QJsonValue& id, const char* service, const char* operation,
                    const QJsonObject& params = {})
{
    return {{"id", id},
            {"service", service},
            {"operation", operation},
            {"params", params},
            {"region", "us-west-2"},
            {"credentials", QJsonObject{{"access_key", "AKIDEXAMPLE"}, {"secret_key", "secret"}}},
            {"at", "2026-01-02T03:04:05Z"}};
}

QJsonObject dryLine(const QJsonValue& id, const char* service, const char* operation,
                    const QJsonObject& params = {})
{
    auto line = lineFor(id, service, operation, params);
    line["dry_run"] = true;
    return line;
}

QByteArray json(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray bodyOf(const QJsonObject& answer)
{
    return QByteArray::fromBase64(answer["request"]["body_base64"].toString().toLatin1());
}

QJsonObject with(QJsonObject line, const char* name, const QJsonValue& value)
{
    line[QLatin1String(name)] = value;
    return line;
}

QJsonObject blob(const QByteArray& bytes)
{
    return {{"$blob", QString::fromLatin1(bytes.toBase64())}};
}

} // namespace

class tst_Batch final : public QObject {
    Q_OBJECT
private slots:
    void wrongLinesGetErrors_data();
    void wrongLinesGetErrors();
    void dryRunTellsTheRequest();
    void parametersBeyondJson();
    void timesAndTokensAreFixed();
    void configIsBotocores();
    void legacyModeByLineOrVariable();
    void answersHoldBlobsAndTimes();
    void errorsOfServicesHoldTheirResponse();
    void orderIsThatOfTheInput();
    void linesEndAtNewlinesOnly();
    void linesAreAnsweredAsTheyCome();
    void callsRunSideBySideWhenAsked();
    void otherKinds();
    void readOnlyHoldsForEveryLine();
};

void tst_Batch::wrongLinesGetErrors_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QJsonValue>("id");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* tag, const QByteArray& line, const QJsonValue& id, const char* kind,
                        const char* says) { QTest::newRow(tag) << line << id << kind << says; };
    const QJsonValue null;
    const auto good = dryLine(7, "s3", "list_buckets");
    const auto without = [&good](const char* name) {
        auto line = good;
        line.remove(QLatin1String(name));
        return json(line);
    };
    row("no JSON", "nonsense", null, "parameter", "not JSON");
    row("cut JSON with an id", R"({"id": "a\"b", "service": "s3", )", "a\"b", "parameter", "not JSON");
    row("invalid UTF-8", "{\"id\": 3, \"service\": \"\xff\"}", 3, "parameter", "not JSON");
    row("lone surrogate", R"({"id": 4, "service": "\ud800"})", 4, "parameter", "not JSON");
    row("too deep", R"({"id": 5, "params": )" + QByteArray(5000, '['), 5, "parameter", "not JSON");
    row("a list", "[1]", null, "parameter", "JSON object");
    row("a text", "\"x\"", null, "parameter", "JSON object");
    row("empty", "", null, "parameter", "empty");
    row("no service", without("service"), 7, "parameter", "no \"service\"");
    row("no operation", without("operation"), 7, "parameter", "no \"operation\"");
    row("service is a number", json(with(good, "service", 3)), 7, "parameter",
        "\"service\" of the line has to be a text");
    row("params is a list", json(with(good, "params", QJsonArray())), 7, "parameter", "\"params\"");
    row("dry_run is a text", json(with(good, "dry_run", "yes")), 7, "parameter", "true or false");
    row("at is no time", json(with(good, "at", "yesterday")), 7, "parameter", "2026-01-02T03:04:05Z");
    row("credentials is a text", json(with(good, "credentials", "x")), 7, "parameter", "\"credentials\"");
    row("unknown credentials member", json(with(good, "credentials", QJsonObject{{"acces_key", "x"}})), 7,
        "parameter", "access_key");
    row("half a pair of keys", json(with(good, "credentials", QJsonObject{{"access_key", "x"}})), 7,
        "credentials", "secret");
    row("slip of the pen", json(with(with(good, "region", null), "regoin", "us-east-1")), 7, "parameter",
        "region");
    row("unknown service", json(with(good, "service", "dynamodbb")), 7, "unknown_name",
        "did you mean dynamodb");
    row("unknown operation", json(with(good, "operation", "list_bucket")), 7, "unknown_name", "list_buckets");
    row("unknown config name", json(with(good, "config", QJsonObject{{"use_fips_endpont", true}})), 7,
        "configuration", "use_fips_endpoint");
    row("unknown s3 config name",
        json(with(good, "config", QJsonObject{{"s3", QJsonObject{{"adressing_style", 1}}}})), 7,
        "configuration", "addressing_style");
    row("config value", json(with(good, "config", QJsonObject{{"connect_timeout", "soon"}})), 7,
        "configuration", "connect_timeout");
    row("config is a list", json(with(good, "config", QJsonArray())), 7, "parameter", "\"config\"");
    row("unsupported config name", json(with(good, "config", QJsonObject{{"proxies", QJsonObject()}})), 7,
        "unsupported", "proxies");
    row("unknown profile", json(with(with(good, "credentials", null), "profile", "none")), 7, "configuration",
        "none");
    row("unknown kind", json(with(good, "kind", "dance")), 7, "unsupported", "dance");
    const auto resource = with(with(good, "kind", "resource"), "resource", "Bucket");
    row("resource without identifiers", json(resource), 7, "parameter", "identifier 'name'");
    row("identifiers are a text", json(with(resource, "identifiers", "b")), 7, "parameter",
        "\"identifiers\"");
    row("unknown resource", json(with(resource, "resource", "Buckt")), 7, "unknown_name", "Bucket");
    row("unknown action", json(with(with(resource, "identifiers", QJsonArray{"b"}), "action", "put_objct")),
        7, "unknown_name", "put_object");
    row("missing parameter", json(dryLine(9, "s3", "head_bucket")), 9, "parameter",
        "Missing required parameter in input: \"Bucket\"");
    row("bad base64", json(dryLine(10, "s3", "put_object", {{"Body", QJsonObject{{"$blob", "***"}}}})), 10,
        "parameter", "base64");
}

void tst_Batch::wrongLinesGetErrors()
{
    QFETCH(QByteArray, line);
    QFETCH(QJsonValue, id);
    QFETCH(QString, kind);
    QFETCH(QString, says);
    const auto after = json(dryLine("after", "s3", "list_buckets"));
    const auto outcome = runCli({"batch"}, line + '\n' + after + '\n');
    QCOMPARE(outcome.code, 0);
    const auto answers = outcome.lines();
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers[0]["id"], id);
    QCOMPARE(answers[0]["error"]["kind"].toString(), kind);
    QVERIFY(!answers[0]["error"]["code"].toString().isEmpty());
    const auto message = answers[0]["error"]["message"].toString();
    QVERIFY2(message.contains(says), qPrintable(message));
    QVERIFY(!answers[0].contains("request"));
    QCOMPARE(answers[1]["id"].toString(), "after");
    QVERIFY(answers[1].contains("request"));
}

void tst_Batch::dryRunTellsTheRequest()
{
    const auto line =
        dryLine(QJsonArray{1, QJsonObject{{"a", QJsonValue()}}}, "s3", "put_object",
                {{"Bucket", "a-bucket"}, {"Key", QString::fromUtf8("a b/\u2028é")}, {"Body", "text ü"}});
    const auto answer = runCli({"batch"}, json(line) + '\n').lines().value(0);
    QCOMPARE(answer["id"], line["id"]);
    const auto request = answer["request"].toObject();
    QCOMPARE(request.keys(),
             (QStringList{"body_base64", "canonical_request", "headers", "method", "string_to_sign", "url"}));
    QCOMPARE(request["method"].toString(), "PUT");
    QCOMPARE(request["url"].toString(), "https://a-bucket.s3.us-west-2.amazonaws.com/a%20b/%E2%80%A8%C3%A9");
    QCOMPARE(request["headers"]["X-Amz-Date"].toString(), "20260102T030405Z");
    QVERIFY(request["headers"]["Authorization"].toString().startsWith(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-west-2/s3/aws4_request"));
    QVERIFY(request["canonical_request"].toString().startsWith("PUT\n/a%20b/"));
    QVERIFY(request["string_to_sign"].toString().startsWith("AWS4-HMAC-SHA256\n20260102T030405Z\n"));
    QVERIFY(bodyOf(answer).contains("text ü"));
}

void tst_Batch::parametersBeyondJson()
{
    const QByteArray bytes("\0\xff\n", 3);
    const QJsonObject item{{"b", QJsonObject{{"B", blob(bytes)}}},
                           {"t", QJsonObject{{"B", "é"}}},
                           {"set", QJsonObject{{"BS", QJsonArray{blob("x")}}}}};
    QByteArray input =
        json(dryLine(1, "dynamodb", "put_item", {{"TableName", "abc"}, {"Item", item}})) + '\n';
    // Where a map is meant it stays one.
    input += json(dryLine(2, "lambda", "create_function",
                          {{"FunctionName", "f"},
                           {"Role", "r"},
                           {"Code", QJsonObject{{"ZipFile", blob("zip")}}},
                           {"Tags", QJsonObject{{"$blob", "eA=="}}}})) +
             '\n';
    input += json(dryLine(
                 3, "cloudwatch", "put_metric_data",
                 {{"Namespace", "n"},
                  {"MetricData",
                   QJsonArray{QJsonObject{{"MetricName", "NaN"}, {"Value", "NaN"}, {"Timestamp", 1767323045}},
                              QJsonObject{{"MetricName", "m"},
                                          {"Value", "-Infinity"},
                                          {"Timestamp", "2026-01-02T03:04:05+01:00"}}}}})) +
             '\n';
    const auto answers = runCli({"batch"}, input).lines();
    QCOMPARE(answers.size(), 3);
    const auto sent = QJsonDocument::fromJson(bodyOf(answers[0])).object()["Item"].toObject();
    QCOMPARE(sent["b"]["B"].toString(), QString::fromLatin1(bytes.toBase64()));
    QCOMPARE(sent["t"]["B"].toString(), "w6k=");
    QCOMPARE(sent["set"]["BS"][0].toString(), "eA==");
    const auto function = QJsonDocument::fromJson(bodyOf(answers[1])).object();
    QCOMPARE(function["Code"]["ZipFile"].toString(), "emlw");
    QCOMPARE(function["Tags"]["$blob"].toString(), "eA==");
    QVERIFY2(answers[2].contains("request"), json(answers[2]).constData());
    QVERIFY(!bodyOf(answers[2]).isEmpty());
}

void tst_Batch::timesAndTokensAreFixed()
{
    const auto line = with(dryLine(1, "kendra", "create_index", {{"Name", "n"}, {"RoleArn", "r"}}),
                           "idempotency_token", "fixed-token");
    const QByteArray input = json(line) + '\n' + json(with(line, "at", "2027-02-03T04:05:06.5+01:00")) +
                             '\n' + json(with(line, "at", 1767323045)) + '\n' +
                             json(with(line, "idempotency_token", QJsonValue())) + '\n';
    const auto answers = runCli({"batch"}, input).lines();
    QCOMPARE(answers.size(), 4);
    QVERIFY(bodyOf(answers[0]).contains("\"ClientToken\": \"fixed-token\""));
    QCOMPARE(answers[0]["request"]["headers"]["X-Amz-Date"].toString(), "20260102T030405Z");
    QCOMPARE(answers[1]["request"]["headers"]["X-Amz-Date"].toString(), "20270203T030506Z");
    QCOMPARE(answers[2]["request"], answers[0]["request"]);
    QVERIFY(!bodyOf(answers[3]).contains("fixed-token"));
    QVERIFY(bodyOf(answers[3]).contains("ClientToken"));
}

void tst_Batch::configIsBotocores()
{
    const auto line = dryLine(1, "s3", "head_bucket", {{"Bucket", "a-bucket"}});
    const auto url = [&line](const QJsonObject& config) {
        const auto answer = runCli({"batch"}, json(with(line, "config", config)) + '\n').lines().value(0);
        return answer.contains("error") ? answer["error"]["message"].toString()
                                        : answer["request"]["url"].toString();
    };
    QCOMPARE(url({{"s3", QJsonObject{{"addressing_style", "path"}}}}),
             "https://s3.us-west-2.amazonaws.com/a-bucket");
    QCOMPARE(url({{"s3", QJsonObject{{"use_accelerate_endpoint", true}}}}),
             "https://a-bucket.s3-accelerate.amazonaws.com/");
    QCOMPARE(url({{"use_fips_endpoint", true}, {"use_dualstack_endpoint", QJsonValue()}}),
             "https://a-bucket.s3-fips.us-west-2.amazonaws.com/");
    QCOMPARE(url({{"max_pool_connections", 50},
                  {"retries", QJsonObject{{"mode", "standard"}, {"max_attempts", 0}}}}),
             "https://a-bucket.s3.us-west-2.amazonaws.com/");
    const auto unsignedLine = with(line, "config", QJsonObject{{"signature_version", "unsigned"}});
    const auto answer = runCli({"batch"}, json(unsignedLine) + '\n').lines().value(0);
    QVERIFY(!answer["request"]["headers"].toObject().contains("Authorization"));
    const auto local = with(line, "endpoint_url", "http://127.0.0.1:9000/base");
    const auto there = runCli({"batch"}, json(local) + '\n').lines().value(0);
    QCOMPARE(there["request"]["url"].toString(), "http://127.0.0.1:9000/base/a-bucket");
}

void tst_Batch::legacyModeByLineOrVariable()
{
    const auto line = dryLine(1, "sts", "get_caller_identity");
    const auto legacy = with(line, "config", QJsonObject{{"defaults_mode", "legacy"}});
    const auto byLine = runCli({"batch"}, json(legacy) + '\n').lines().value(0);
    const auto byVariable =
        runCli({"batch"}, json(line) + '\n', {"AWS_DEFAULTS_MODE=legacy"}).lines().value(0);
    QVERIFY(byLine.contains("request"));
    QCOMPARE(byLine["request"]["url"], byVariable["request"]["url"]);
    QCOMPARE(byLine["request"]["string_to_sign"], byVariable["request"]["string_to_sign"]);
}

void tst_Batch::answersHoldBlobsAndTimes()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::ok(QByteArray("\0\xfe", 2), {"Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT"}));
    server.enqueue(RawAnswer::ok(R"({"Item": {"b": {"B": "AP4="}, "n": {"N": "NaN"}}})"));
    const QString url = QString::fromStdString(server.url(""));
    const QByteArray input =
        json(with(lineFor(1, "s3", "get_object", {{"Bucket", "b"}, {"Key", "k"}}), "endpoint_url", url)) +
        '\n' +
        json(with(lineFor(2, "dynamodb", "get_item",
                          {{"TableName", "abc"}, {"Key", QJsonObject{{"k", QJsonObject{{"S", "x"}}}}}}),
                  "endpoint_url", url)) +
        '\n';
    const auto answers = runCli({"batch"}, input).lines();
    QCOMPARE(answers.size(), 2);
    const auto object = answers[0]["response"].toObject();
    QCOMPARE(object["Body"].toObject(), blob(QByteArray("\0\xfe", 2)));
    QCOMPARE(object["LastModified"].toString(), "2026-01-02T03:04:05+00:00");
    QCOMPARE(object["ContentLength"].toInt(), 2);
    QCOMPARE(object["ResponseMetadata"]["HTTPStatusCode"].toInt(), 200);
    QCOMPARE(object["ResponseMetadata"]["RetryAttempts"].toInt(-1), 0);
    QCOMPARE(answers[1]["response"]["Item"]["b"]["B"].toObject(), blob(QByteArray("\0\xfe", 2)));
}

void tst_Batch::errorsOfServicesHoldTheirResponse()
{
    RawHttpServer server;
    server.enqueue(
        RawAnswer::status(400, R"({"__type": "com.amazonaws#ConditionalCheckFailedException", "message": "no",
        "Item": {"a": {"B": "eA=="}}})",
                          {"x-amzn-RequestId: id-1"}));
    const auto line =
        with(lineFor(1, "dynamodb", "delete_item",
                     {{"TableName", "abc"}, {"Key", QJsonObject{{"k", QJsonObject{{"S", "x"}}}}}}),
             "endpoint_url", QString::fromStdString(server.url("")));
    const auto answer = runCli({"batch"}, json(line) + '\n').lines().value(0);
    const auto error = answer["error"].toObject();
    QCOMPARE(error["kind"].toString(), "service");
    QCOMPARE(error["code"].toString(), "ConditionalCheckFailedException");
    QCOMPARE(error["message"].toString(), "no");
    QCOMPARE(error["operation"].toString(), "DeleteItem");
    QCOMPARE(error["request_id"].toString(), "id-1");
    QCOMPARE(error["http_status"].toInt(), 400);
    QCOMPARE(error["response"]["Error"]["Code"].toString(), "ConditionalCheckFailedException");
    QCOMPARE(error["response"]["Item"]["a"]["B"].toObject(), blob("x"));
    QCOMPARE(error["response"]["ResponseMetadata"]["HTTPStatusCode"].toInt(), 400);
}

void tst_Batch::orderIsThatOfTheInput()
{
    constexpr int count = 2000;
    static constexpr const char* operations[][2]{{"s3", "list_buckets"},
                                                 {"sts", "get_caller_identity"},
                                                 {"dynamodb", "list_tables"},
                                                 {"none", "none"}};
    QByteArray input;
    for (int i = 0; i < count; ++i) {
        auto line = dryLine(i, operations[i % 4][0], operations[i % 4][1]);
        line["region"] = i % 3 == 0 ? "us-east-1" : "eu-west-1";
        line["at"] = 1767323045 + i;
        input += json(line) + '\n';
    }
    input.chop(1); // the last line may lack its end
    for (const auto& arguments : {QStringList{"batch"}, QStringList{"batch", "--parallel", "16"}}) {
        const auto answers = runCli(arguments, input).lines();
        QCOMPARE(answers.size(), count);
        for (int i = 0; i < count; ++i) {
            QCOMPARE(answers[i]["id"].toInt(-1), i);
            QCOMPARE(answers[i].contains("error"), i % 4 == 3);
            if (i % 4 == 3)
                continue;
            const auto at =
                QDateTime::fromSecsSinceEpoch(1767323045 + i, Qt::UTC).toString("yyyyMMddTHHmmssZ");
            QCOMPARE(answers[i]["request"]["headers"]["X-Amz-Date"].toString(), at);
            QCOMPARE(answers[i]["request"]["string_to_sign"].toString().contains("us-east-1"), i % 3 == 0);
        }
    }
}

void tst_Batch::linesEndAtNewlinesOnly()
{
    auto line = json(dryLine(QString::fromUtf8("\u2028\u2029\u0085\r\v"), "s3", "list_buckets"));
    const auto outcome = runCli({"batch"}, line + "\r\n" + line + '\n');
    QCOMPARE(outcome.lines().size(), 2);
    for (const auto& answer : outcome.lines()) {
        QCOMPARE(answer["id"].toString(), QString::fromUtf8("\u2028\u2029\u0085\r\v"));
        QVERIFY(answer.contains("request"));
    }
    // Readers that split at Unicode's line ends get the same lines.
    for (const char byte : outcome.out)
        QVERIFY(byte >= 0);
}

void tst_Batch::linesAreAnsweredAsTheyCome()
{
    QProcess process;
    startCli(process, {"batch"});
    for (int i = 0; i < 3; ++i) {
        process.write(json(dryLine(i, "s3", "list_buckets")) + '\n');
        QTRY_VERIFY(process.canReadLine());
        QCOMPARE(QJsonDocument::fromJson(process.readLine())["id"].toInt(-1), i);
    }
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
}

void tst_Batch::callsRunSideBySideWhenAsked()
{
    // The server answers only once all have come.
    constexpr int count = 6;
    RawHttpServer server;
    server.setHandler([](const RawRequest&) { return RawAnswer::silence(); });
    QProcess process;
    startCli(process, {"batch", "--parallel", QString::number(count)});
    for (int i = 0; i < count; ++i) {
        auto line =
            with(lineFor(i, "s3", "list_buckets"), "endpoint_url", QString::fromStdString(server.url("")));
        line["config"] = QJsonObject{{"retries", QJsonObject{{"total_max_attempts", 1}}}};
        line["at"] = 1767323045 + i;
        process.write(json(line) + '\n');
    }
    process.closeWriteChannel();
    QTRY_COMPARE(server.requests().size(), count);
    server.close();
    process.kill();
    process.waitForFinished();
}

void tst_Batch::otherKinds()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::ok(R"({"TableNames": ["a", "bbb"], "LastEvaluatedTableName": "bbb"})"));
    server.enqueue(RawAnswer::ok(R"({"TableNames": ["c"]})"));
    server.enqueue(RawAnswer::status(404));
    server.enqueue(RawAnswer::ok());
    const QString url = QString::fromStdString(server.url(""));
    const auto kind = [](const QJsonObject& line, const char* name) { return with(line, "kind", name); };
    const auto pages = with(lineFor(1, "dynamodb", "list_tables"), "endpoint_url", url);
    auto wait = with(lineFor(2, "s3", "", {{"Bucket", "b"}}), "endpoint_url", url);
    wait.remove("operation");
    wait["waiter"] = "bucket_exists";
    wait["waiter_config"] = QJsonObject{{"Delay", 0}};
    const auto presign =
        with(lineFor(3, "s3", "get_object", {{"Bucket", "a-bucket"}, {"Key", "k"}}), "expires_in", 60);
    const QByteArray input = json(kind(pages, "paginate")) + '\n' + json(kind(wait, "wait")) + '\n' +
                             json(kind(presign, "presign")) + '\n' +
                             json(kind(with(presign, "operation", "get_objct"), "presign")) + '\n';
    const auto answers = runCli({"batch"}, input).lines();
    QCOMPARE(answers.size(), 4);
    QCOMPARE(answers[0]["response"].toObject(), (QJsonObject{{"TableNames", QJsonArray{"a", "bbb", "c"}}}));
    QCOMPARE(answers[1]["response"]["ResponseMetadata"]["HTTPStatusCode"].toInt(), 200);
    QCOMPARE(answers[2]["response"]["method"].toString(), "GET");
    QVERIFY(answers[2]["response"]["url"].toString().contains("X-Amz-Expires=60&"));
    QVERIFY(answers[3]["error"]["message"].toString().contains("get_object"));
}

void tst_Batch::readOnlyHoldsForEveryLine()
{
    const auto kindOf = [](const QJsonObject& line, const QStringList& arguments,
                           const QStringList& variables = {}) {
        const auto answers = runCli(QStringList{"batch"} + arguments, json(line) + "\n", variables).lines();
        return answers.isEmpty() ? QString() : answers[0]["error"]["kind"].toString();
    };
    const auto put = dryLine(1, "s3", "put_object", {{"Bucket", "b"}, {"Key", "k"}});
    const auto get = dryLine(1, "s3", "get_object", {{"Bucket", "b"}, {"Key", "k"}});
    QCOMPARE(kindOf(put, {}), QString());
    QCOMPARE(kindOf(put, {"--read-only"}), "read_only");
    QCOMPARE(kindOf(put, {}, {"INIA_READ_ONLY=1"}), "read_only");
    QCOMPARE(kindOf(get, {"--read-only"}), QString());
    QCOMPARE(kindOf(with(put, "config", QJsonObject{{"read_only", true}}), {}), "read_only");
    // A line cannot open what the command has locked.
    QCOMPARE(kindOf(with(put, "config", QJsonObject{{"read_only", false}}), {"--read-only"}),
             "configuration");
    auto url = put;
    url.remove("dry_run");
    QCOMPARE(kindOf(with(url, "kind", "presign"), {"--read-only"}), "read_only");
    const auto resource = QJsonObject{{"resource", "Object"},
                                      {"identifiers", QJsonArray{"b", "k"}},
                                      {"action", "delete"},
                                      {"kind", "resource"}};
    auto action = dryLine(1, "s3", "");
    action.remove("operation");
    for (auto member = resource.begin(); member != resource.end(); ++member)
        action.insert(member.key(), member.value());
    QCOMPARE(kindOf(action, {}), QString());
    QCOMPARE(kindOf(action, {"--read-only"}), "read_only");
}

INIA_TEST_CLASS(tst_Batch, QCoreApplication)
#include "tst_batch.moc"
