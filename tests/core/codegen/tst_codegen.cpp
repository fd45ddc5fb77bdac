#include "core/call/caller.h"
#include "core/codegen/codecall.h"
#include "core/codegen/codegen.h"
#include "core/codegen/commandcode.h"
#include "core/model/catalog.h"
#include "core/model/servicemodel.h"
#include "core/policy/effect.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

#include <limits>

using namespace inia;
using namespace inia::codegen;

namespace {

/// {"$blob": base64} as bytes.
Value withBlobs(const Value& value)
{
    if (value.size() == 1 && value["$blob"].isText())
        return QByteArray::fromBase64(QByteArray::fromStdString(value["$blob"].text()));
    Value result = value;
    for (std::size_t i = 0; i < value.items().size(); ++i)
        result.mutableList()[i] = withBlobs(value[i]);
    for (const auto& [name, member] : value.members())
        result.insert(name, withBlobs(member));
    return result;
}

/// Without what is made anew with every call, and without fractions of seconds, which the data's bodies lack
/// where botocore's client sends them.
QString comparable(const std::string& text)
{
    static const QRegularExpression fraction(QStringLiteral("(\": \\d{10})\\.\\d+"));
    static const QRegularExpression uuid(
        QStringLiteral("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"));
    static const QRegularExpression bytes(QStringLiteral("printf %s (\\S+) "));
    QString shown = QString::fromStdString(text);
    if (const auto match = bytes.match(shown); match.hasMatch()) // of a body that is no text
        shown.replace(match.capturedStart(1), match.capturedLength(1),
                      QString::fromLatin1(QByteArray::fromBase64(match.captured(1).toLatin1())));
    return shown.replace(uuid, QStringLiteral("UUID")).replace(fraction, QStringLiteral("\\1"));
}

std::string textOf(const Result<std::string>& code)
{
    return code ? *code : "refused: " + code.error().message;
}

QByteArray shown(const Result<std::string>& code)
{
    return QByteArray::fromStdString(textOf(code));
}

} // namespace

class tst_Codegen final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void goldenCalls();
    void shellWords_data();
    void shellWords();
    void commands_data();
    void commands();
    void programs_data();
    void programs();
    void secretsAreInNoCode();
    void recordedSecretsStayHidden();
    void pagesAreTheTools();
    void madeTokensAreLeftOut();
    void curlRefuses_data();
    void curlRefuses();
    void lockedSessionsHaveCodeAsWell();
    void servicesTheCliLacksAreTold();

private:
    [[nodiscard]] Client client(const std::string& service) const;
    [[nodiscard]] CodeCall call(const std::string& service, const char* operation, Value params) const;
    [[nodiscard]] Result<std::string> code(Language language, const CodeCall& call,
                                           bool isAsSent = false) const;

    std::optional<tests::TestSession> m_test;
};

void tst_Codegen::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no model pack");
    auto session = tests::makeTestSession({{"AWS_ENDPOINT_URL", ""}, {"AWS_REGION", "us-west-2"}});
    QVERIFY2(session, session ? "" : session.error().message.c_str());
    m_test = std::move(session).value();
}

Client tst_Codegen::client(const std::string& service) const
{
    auto client = m_test->session.client(service);
    Q_ASSERT(client);
    return *client;
}

CodeCall tst_Codegen::call(const std::string& service, const char* operation, Value params) const
{
    CodeCall call;
    const auto model = m_test->session.catalog()->service(service);
    if (model)
        call.operation = (*model)->operation(operation);
    Q_ASSERT(call.operation.valid());
    call.params = std::move(params);
    return call;
}

Result<std::string> tst_Codegen::code(Language language, const CodeCall& call, bool isAsSent) const
{
    const auto client = this->client(call.operation.service().name());
    return writeCode(language, call, {m_test->session.catalog().get(), &client.caller(), false, isAsSent});
}

/// As the writers give it, since the examples show what would be hidden.
void tst_Codegen::goldenCalls()
{
    const auto data = tests::readJsonFile(QStringLiteral(INIA_SOURCE_DIR "/../shared/explorer/codegen.json"));
    if (data.isNull())
        QSKIP("no golden data beside the project");
    QStringList wrong;
    int compared = 0;
    for (const auto& example : data["examples"].items()) {
        auto asked = call(example["service"].text(), example["operation"].text().c_str(), Value());
        asked.params = toldParams(asked.operation.input(), withBlobs(example["params"]));
        asked.profile = "work";
        asked.region = "us-west-2";
        asked.allPages = example["pages"].toBool();
        if (example["endpoint"].isText())
            asked.endpointUrl = example["endpoint"].text();
        const auto differences =
            m_test->session.catalog()->summary(asked.operation.service().name())["commandLine"];
        const auto draft =
            draftRequest(client(example["service"].text()).caller(), asked.operation.name(), asked.params);
        auto onePage = asked; // the data has no loop in C++
        onePage.allPages = false;
        const std::pair<const char*, Result<std::string>> codes[] = {
            {"cli", commandCode(Shell::Posix, asked, differences)},
            {"powershell", commandCode(Shell::PowerShell, asked, differences)},
            {"boto3", boto3Code(asked)},
            {"curl", draft ? curlCode(*draft, false) : Result<std::string>(draft.error())},
            {"cpp", cppCode(onePage)}};
        for (const auto& [language, found] : codes) {
            const auto& wanted = example[language];
            const auto text = wanted.isText() ? wanted.text() : "refused: " + wanted["refused"].text();
            ++compared;
            if (comparable(textOf(found)) != comparable(text))
                wrong.append(QStringLiteral("%1 %2 %3\n is %4\nnot %5")
                                 .arg(QString::fromStdString(example["service"].text()),
                                      QString::fromStdString(example["operation"].text()),
                                      QLatin1String(language), comparable(textOf(found)), comparable(text)));
        }
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("\n\n"))));
    QVERIFY(compared >= 90);
}

void tst_Codegen::shellWords_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("posix");
    QTest::addColumn<QByteArray>("powershell");
    const auto row = [](const char* name, QByteArray text, QByteArray posix, QByteArray powershell) {
        QTest::newRow(name) << text << posix << powershell;
    };
    row("plain", "a-b_c.d/e:f=g@h%i+j,k", "a-b_c.d/e:f=g@h%i+j,k", "'a-b_c.d/e:f=g@h%i+j,k'");
    row("empty", "", "''", "''");
    row("blank", "a b", "'a b'", "'a b'");
    row("apostrophe", "it's", "'it'\\''s'", "'it''s'");
    row("other apostrophes", "\u2018\u2019\u201A\u201B", "'\u2018\u2019\u201A\u201B'",
        "'\u2018\u2018\u2019\u2019\u201A\u201A\u201B\u201B'");
    row("variable", "$HOME `id` $(id) !!", "'$HOME `id` $(id) !!'", "'$HOME `id` $(id) !!'");
    row("home", "~/x", "'~/x'", "'~/x'");
    row("line break", "a\nb", "'a\nb'", "'a\nb'");
    row("backslash", "a\\", "'a\\'", "'a\\'");
    row("umlaut", "\u00FC", "'\u00FC'", "'\u00FC'");
    row("NUL", QByteArray("a\0b", 3), {}, {});
    row("long", QByteArray(200'000, 'x'), {}, {});
}

void tst_Codegen::shellWords()
{
    QFETCH(const QByteArray, text);
    for (const auto& [shell, column] :
         {std::pair(Shell::Posix, "posix"), std::pair(Shell::PowerShell, "powershell")}) {
        const auto wanted = *static_cast<const QByteArray*>(QTest::qData(column, QMetaType::QByteArray));
        const auto found = shellWord(shell, text.toStdString());
        QCOMPARE(found.ok(), !wanted.isNull());
        if (found)
            QCOMPARE(QByteArray::fromStdString(*found), wanted);
    }
}

void tst_Codegen::commands_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QByteArray>("posix");
    const auto row = [](const char* name, const char* service, const char* operation, QByteArray params,
                        QByteArray posix) {
        QTest::newRow(name) << QString::fromLatin1(service) << QString::fromLatin1(operation) << params
                            << posix;
    };
    row("leading dash", "sqs", "CreateQueue", R"({"QueueName": "-q"})",
        R"(aws sqs create-queue --cli-input-json '{"QueueName": "-q"}' --no-paginate)");
    row("empty text", "sqs", "CreateQueue", R"({"QueueName": ""})",
        R"(aws sqs create-queue --cli-input-json '{"QueueName": ""}' --no-paginate)");
    row("file", "ssm", "GetParameter", R"({"Name": "fileb://x"})",
        R"(aws ssm get-parameter --cli-input-json '{"Name": "fileb://x"}' --no-paginate)");
    row("negative number", "logs", "GetLogEvents", R"({"logStreamName": "s", "limit": -1})",
        R"(aws logs get-log-events --cli-input-json '{"logStreamName": "s", "limit": -1}' --no-paginate)");
    row("booleans", "ssm", "GetParameter", R"({"Name": "n", "WithDecryption": false})",
        "aws ssm get-parameter --name n --no-with-decryption --no-paginate");
    row("list with blanks", "ssm", "GetParameters", R"({"Names": ["a b", "c"]})",
        R"(aws ssm get-parameters --cli-input-json '{"Names": ["a b", "c"]}' --no-paginate)");
    row("own option", "eks", "CreateCluster", R"({"version": "1.30"})",
        R"(aws eks create-cluster --cli-input-json '{"version": "1.30"}' --no-paginate)");
    row("called otherwise", "sns", "Subscribe", R"({"Endpoint": "e"})",
        R"(aws sns subscribe --cli-input-json '{"Endpoint": "e"}' --no-paginate)");
    row("other service", "config", "DescribeConfigRules", "{}",
        "aws configservice describe-config-rules --no-paginate");
    row("other command", "signin", "IntrospectOAuth2TokenWithIAM", "{}",
        "aws signin introspect-oauth2-token-with-iam --no-paginate");
    row("no command", "emr", "RunJobFlow", "{}",
        "refused: the CLI has no such command, or one of its own in its place");
    row("options of its own", "cloudsearch", "DefineIndexField", "{}",
        "refused: the CLI asks for options of its own: --name --type");
    row("wants the endpoint", "cloudsearchdomain", "Search", R"({"query": "x"})",
        "refused: the CLI wants the endpoint");
    row("event stream", "logs", "StartLiveTail", R"({"logGroupIdentifiers": ["a"]})",
        "refused: the CLI has no event streams");
    row("no JSON", "iot-data", "UpdateThingShadow",
        R"({"thingName": "-t", "payload": {"$blob": "AAE="}, "shadowName": "[x"})",
        "aws iot-data update-thing-shadow OUTFILE --thing-name=-t --payload AAE= --shadow-name '[x' "
        "--cli-binary-format base64 --no-paginate");
    row("no JSON, secret", "lambda", "Invoke", R"({"FunctionName": "-f", "Payload": {"$blob": "AAE="}})",
        "aws lambda invoke OUTFILE --function-name=-f --payload '<secret>' --no-paginate");
    row("no JSON, file", "lambda", "Invoke", R"({"FunctionName": "file://f"})",
        "refused: the CLI would read a file for FunctionName");
    row("stream", "s3", "PutObject", R"({"Bucket": "b", "Key": "k", "Body": {"$file": "a b"}})",
        "aws s3api put-object --body 'a b' --bucket b --key k --no-paginate");
    row("bytes of a stream", "s3", "PutObject", R"({"Bucket": "b", "Key": "k", "Body": "x"})",
        "aws s3api put-object --body BODY --bucket b --key k --no-paginate");
    row("file of bytes", "kms", "Encrypt", R"({"KeyId": "k", "Plaintext": {"$file": "p"}})",
        "aws kms encrypt --cli-input-json '{\"KeyId\": \"k\", \"Plaintext\": \"<secret>\"}' --no-paginate");
    row("file in a structure", "rekognition", "DetectFaces", R"({"Image": {"Bytes": {"$file": "p"}}})",
        "refused: the CLI takes no file inside of a structure");
    row("NUL", "sqs", "CreateQueue", R"({"QueueName": "a\u0000"})", "refused: an argument cannot hold a NUL");
    row("not a number", "cloudwatch", "PutMetricAlarm", R"({"AlarmName": "a", "Threshold": "NaN"})",
        R"(aws cloudwatch put-metric-alarm --cli-input-json '{"AlarmName": "a", "Threshold": "NaN"}' --no-paginate)");
}

void tst_Codegen::commands()
{
    QFETCH(const QString, service);
    QFETCH(const QString, operation);
    QFETCH(const QByteArray, params);
    QFETCH(const QByteArray, posix);
    const auto json = Document::fromJson(params.toStdString(), "the row");
    QVERIFY(json);
    QCOMPARE(shown(code(Language::Cli, call(service.toStdString(), qPrintable(operation),
                                            withBlobs((*json)->root().toValue())))),
             posix);
}

void tst_Codegen::programs_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* language, const char* part) {
        QTest::newRow(part) << QString::fromLatin1(language) << QByteArray(part);
    };
    row("boto3", "'text': \"it's\"");
    row("boto3", "'line': 'a\\nb\\x00\\u2028'");
    row("boto3", "'least': -9223372036854775808");
    row("boto3", "'none': float('nan')");
    row("boto3", "'much': float('-inf')");
    row("boto3", "'list': [1, True, 'x', float('inf')]");
    row("boto3", "'empty': {}");
    row("boto3", "'null': [\n            None,");
    row("cpp", "{\"text\", \"it's\"}");
    row("cpp", "{\"line\", std::string(\"a\\nb\\000\u2028\", 7)}");
    row("cpp", "{\"least\", std::numeric_limits<std::int64_t>::min()}");
    row("cpp", "{\"none\", std::numeric_limits<double>::quiet_NaN()}");
    row("cpp", "{\"much\", -std::numeric_limits<double>::infinity()}");
    row("cpp", "inia::Value::list({1, true, \"x\"");
    row("cpp", "{\"empty\", inia::Value::emptyMap()}");
    row("cpp", "{\"null\", inia::Value::list({nullptr})}");
}

/// A document takes values of all kinds.
void tst_Codegen::programs()
{
    QFETCH(const QString, language);
    QFETCH(const QByteArray, part);
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const Value document = Value::map({{"text", "it's"},
                                       {"line", std::string("a\nb\0\u2028", 7)},
                                       {"least", std::numeric_limits<std::int64_t>::min()},
                                       {"none", std::numeric_limits<double>::quiet_NaN()},
                                       {"much", -infinity},
                                       {"list", Value::list({1, true, "x", infinity})},
                                       {"empty", Value::emptyMap()},
                                       {"null", Value::list({nullptr})}});
    const auto found = code(*languageFromName(language.toStdString()),
                            call("bedrock-runtime", "Converse",
                                 Value::map({{"modelId", "m"}, {"additionalModelRequestFields", document}})));
    QVERIFY2(shown(found).contains(part), shown(found).constData());
}

/// By trait, by name, by the key of a map, by the name beside it, in a URL.
void tst_Codegen::secretsAreInNoCode()
{
    const std::string secret = "hunter2-hunter2";
    const CodeCall calls[] = {
        call("secretsmanager", "CreateSecret", Value::map({{"Name", "n"}, {"SecretString", secret}})),
        call("secretsmanager", "CreateSecret",
             Value::map({{"Name", "n"}, {"SecretBinary", QByteArray::fromStdString(secret)}})),
        call("rds", "CreateDBInstance",
             Value::map({{"DBInstanceIdentifier", "d"},
                         {"DBInstanceClass", "c"},
                         {"Engine", "e"},
                         {"MasterUserPassword", secret}})),
        call("lambda", "CreateFunction",
             Value::map(
                 {{"FunctionName", "f"},
                  {"Role", "arn:aws:iam::123456789012:role/r"},
                  {"Code", Value::map({{"S3Bucket", "bucket"}, {"S3Key", "k"}})},
                  {"Environment", Value::map({{"Variables", Value::map({{"DB_PASSWORD", secret}})}})}})),
        call("cloudformation", "CreateStack",
             Value::map({{"StackName", "s"},
                         {"Parameters", Value::list({Value::map({{"ParameterKey", "DbPassword"},
                                                                 {"ParameterValue", secret}})})}})),
        call("cloudformation", "CreateStack",
             Value::map(
                 {{"StackName", "s"}, {"TemplateURL", "https://x.example.com/t?X-Amz-Signature=" + secret}})),
        call("s3", "GetObject", Value::map({{"Bucket", "bucket"}, {"Key", "k"}, {"SSECustomerKey", secret}})),
    };
    const auto base64 = QByteArray::fromStdString(secret).toBase64();
    for (const auto& call : calls) {
        for (const auto language : allLanguages) {
            const auto found = code(language, call);
            const auto text = shown(found);
            QVERIFY2(found || (language == Language::Curl && text.contains("curl sorts")), text.constData());
            QVERIFY2(!text.contains(secret.c_str()), text.constData());
            QVERIFY2(!text.contains(base64), text.constData());
            if (language != Language::Curl) // which escapes it
                QVERIFY2(text.contains("<secret>"), text.constData());
        }
    }
    // Whoever reads the code has to see the difference: what is no secret is as it was.
    const auto plain = shown(code(Language::Boto3, calls[3]));
    QVERIFY(plain.contains("'S3Bucket': 'bucket'") && plain.contains("'Variables': '<secret>'"));
}

/// The exchange log has texts in their place, whatever they were.
void tst_Codegen::recordedSecretsStayHidden()
{
    const CodeCall calls[] = {
        call("kms", "Encrypt", Value::map({{"KeyId", "k"}, {"Plaintext", "(redacted)"}})),
        call("lambda", "CreateFunction",
             Value::map({{"FunctionName", "f"},
                         {"Role", "arn:aws:iam::123456789012:role/r"},
                         {"Code", Value::map({{"S3Bucket", "bucket"}, {"S3Key", "k"}})},
                         {"Environment", Value::map({{"Variables", "(redacted)"}})}})),
        call("cloudformation", "CreateStack",
             Value::map({{"StackName", "s"},
                         {"TemplateURL", "https://x.example.com/t?X-Amz-Signature=(redacted)"}}))};
    for (const auto& call : calls) {
        for (const auto language : allLanguages) {
            const auto found = code(language, call, true);
            QVERIFY2(found && found->find("redacted") == std::string::npos, shown(found).constData());
            if (language != Language::Curl)
                QVERIFY2(shown(found).contains("<secret>"), shown(found).constData());
        }
    }
}

/// The CLI would stop after the first page, were it told MaxKeys.
void tst_Codegen::pagesAreTheTools()
{
    auto pages = call("s3", "ListObjectsV2",
                      Value::map({{"Bucket", "b"}, {"MaxKeys", 5}, {"ContinuationToken", "t"}}));
    pages.allPages = true;
    QCOMPARE(shown(code(Language::Cli, pages)),
             QByteArray("aws s3api list-objects-v2 --bucket b --page-size 5"));
    const auto boto3 = shown(code(Language::Boto3, pages));
    QVERIFY2(boto3.contains("for page in client.get_paginator('list_objects_v2').paginate(\n    Bucket='b',\n"
                            "    MaxKeys=5,\n):\n    print(page)\n"),
             boto3.constData());
    QVERIFY(shown(code(Language::Cpp, pages)).contains("for (const auto& page : client.pages("));
    auto single = call("s3", "GetBucketLocation", Value::map({{"Bucket", "b"}}));
    single.allPages = true;
    QCOMPARE(shown(code(Language::Boto3, single)), QByteArray("refused: GetBucketLocation has no pages"));
}

void tst_Codegen::madeTokensAreLeftOut()
{
    const auto sent =
        call("ec2", "CreateVolume", Value::map({{"AvailabilityZone", "us-west-2a"}, {"ClientToken", "one"}}));
    QVERIFY(!shown(code(Language::Boto3, sent, true)).contains("ClientToken"));
    QVERIFY(!shown(code(Language::Cli, sent, true)).contains("client-token"));
    QVERIFY(shown(code(Language::Boto3, sent)).contains("ClientToken='one'")); // pinned by a person
    QVERIFY(shown(code(Language::Curl, sent, true)).contains("ClientToken=one"));
}

void tst_Codegen::curlRefuses_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* service, const char* operation, const char* params, const char* reason) {
        QTest::addRow("%s %s", operation, params)
            << QString::fromLatin1(service) << QString::fromLatin1(operation) << QByteArray(params)
            << QByteArray(reason);
    };
    row("s3", "PutObject", R"({"Bucket": "b", "Key": "k", "Body": "x"})", "the body is a stream");
    row("s3", "PutObject", R"({"Bucket": "b", "Key": "k", "Body": {"$file": "x"}})", "the body is a stream");
    row("s3", "CreateMultipartUpload", R"({"Bucket": "bucket", "Key": "k", "ContentDisposition": "\u00fc"})",
        "a header holds characters beyond ASCII, or control characters");
    row("s3", "CreateMultipartUpload", R"({"Bucket": "bucket", "Key": "k", "Metadata": {"a": ""}})",
        "a header is empty, which curl signs otherwise");
    row("s3", "CreateMultipartUpload",
        R"({"Bucket": "bucket", "Key": "k", "ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "k"})",
        "curl sorts x-amz-server-side-encryption and x-amz-server-side-encryption-aws-kms-key-id the other "
        "way "
        "round when it signs");
    row("cognito-idp", "SignUp", R"({"ClientId": "c", "Username": "u", "Password": "p"})",
        "curl signs with Signature Version 4 alone; this call wants none");
    row("lambda", "GetFunction", R"({"FunctionName": "a b"})",
        "the path holds characters that curl does not escape again when it signs");
    row("apigateway", "GetResources", R"({"restApiId": ".."})",
        "the path holds empty or dot segments, which curl does not take out when it signs");
    row("ec2", "CopySnapshot", R"({"SourceRegion": "eu-west-1", "SourceSnapshotId": "s"})",
        "the request holds an address that is signed itself");
    row("s3", "GetObject", R"({"Key": "k"})",
        "Parameter validation failed:\nMissing required parameter in input: \"Bucket\"");
}

void tst_Codegen::curlRefuses()
{
    QFETCH(const QString, service);
    QFETCH(const QString, operation);
    QFETCH(const QByteArray, params);
    QFETCH(const QByteArray, reason);
    const auto json = Document::fromJson(params.toStdString(), "the row");
    QVERIFY(json);
    QCOMPARE(shown(code(Language::Curl,
                        call(service.toStdString(), qPrintable(operation), (*json)->root().toValue()))),
             "refused: " + reason);
}

/// It is not signed.
void tst_Codegen::lockedSessionsHaveCodeAsWell()
{
    m_test->session.policy().lock("by hand");
    const auto found = code(Language::Curl, call("sqs", "CreateQueue", Value::map({{"QueueName", "q"}})));
    m_test->session.policy().unlock();
    QVERIFY2(found && found->find("AKIDEXAMPLE") == std::string::npos, shown(found).constData());
    QVERIFY(m_test->transport->requests().empty());
}

void tst_Codegen::servicesTheCliLacksAreTold()
{
    const auto& catalog = *m_test->session.catalog();
    const auto unknown = call("account-access-runtime", "ListRoles", Value::emptyMap());
    QCOMPARE(codeNotice(Language::Cli, unknown.operation, catalog),
             std::string("AWS CLI 2.36.7 does not know account-access-runtime yet; a newer one may"));
    QVERIFY(codeNotice(Language::Boto3, unknown.operation, catalog).empty());
    QVERIFY(codeNotice(Language::Cli, call("s3", "ListBuckets", {}).operation, catalog).empty());
}

INIA_TEST_CLASS(tst_Codegen, QCoreApplication)
#include "tst_codegen.moc"
