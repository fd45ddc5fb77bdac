#include "core/client/client.h"
#include "core/config/clientconfig.h"
#include "core/model/catalog.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

namespace {

/// What shows how a request was signed.
struct Signed {
    std::string url;
    std::string scheme;    ///< first word of Authorization, or "SigV2"; "none"
    std::string scope;     ///< credential scope without key and date: "us-west-2/s3"
    std::string regionSet; ///< x-amz-region-set
    std::string payload;   ///< x-amz-content-sha256, digests as "digest"
    std::string error;     ///< code
};

std::string scopeOf(const std::string& authorization)
{
    const auto start = authorization.find("/20260102/");
    const auto end = authorization.find("/aws4_request");
    return start == std::string::npos ? std::string() : authorization.substr(start + 10, end - start - 10);
}

Value tenant()
{
    return Value::map({{"tenantId", "0123456789abcdef"}});
}

Signed summary(const HttpRequest& request)
{
    Signed result;
    result.url = request.url;
    const std::string authorization(request.headers.value("Authorization"));
    result.scheme = authorization.empty() ? "none" : authorization.substr(0, authorization.find(' '));
    if (authorization.empty() && request.body.contains("SignatureVersion=2"))
        result.scheme = "SigV2";
    result.scope = scopeOf(authorization);
    result.regionSet = request.headers.value("X-Amz-Region-Set");
    result.payload = request.headers.value("X-Amz-Content-SHA256");
    if (result.payload.size() == 64)
        result.payload = "digest";
    return result;
}

} // namespace

/// Who signs what, checked against boto3 1.44.5 with awscrt.
class tst_AuthChoice final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void servicesAndEndpointsDecide_data();
    void servicesAndEndpointsDecide();
    void usersDecide_data();
    void usersDecide();
    void tokensNeedTls();
    void missingTokensAreNamed();
    void unsignedSessionsSignNothing();
    void bedrockTakesATokenAtHand_data();
    void bedrockTakesATokenAtHand();

private:
    [[nodiscard]] static Signed call(const Session& session, const std::string& service,
                                     const std::string& operation, const Value& params,
                                     const ClientOptions& options);
    [[nodiscard]] static Signed call(const std::string& service, const std::string& operation,
                                     const Value& params, const ClientOptions& options = {},
                                     Environment::Variables environment = {});
};

void tst_AuthChoice::initTestCase()
{
    if (const auto session = makeTestSession(); !session)
        QSKIP(session.error().message.c_str());
}

Signed tst_AuthChoice::call(const Session& session, const std::string& service, const std::string& operation,
                            const Value& params, const ClientOptions& options)
{
    const auto client = session.client(service, options);
    if (!client)
        return {{}, {}, {}, {}, {}, client.error().code};
    CallOptions dry;
    dry.dryRun = true;
    const auto reply = client->call(operation, params, dry);
    QSignalSpy spy(reply.get(), &Reply::finished);
    if (!reply->isFinished())
        spy.wait();
    if (!reply->result())
        return {{}, {}, {}, {}, {}, reply->result().error().code};
    return summary(reply->preparedRequest());
}

Signed tst_AuthChoice::call(const std::string& service, const std::string& operation, const Value& params,
                            const ClientOptions& options, Environment::Variables environment)
{
    environment.insert({{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"}, {"AWS_REGION", "us-west-2"}});
    const auto test = makeTestSession(environment, std::make_shared<FakeClock>());
    return call(test->session, service, operation, params, options);
}

void tst_AuthChoice::servicesAndEndpointsDecide_data()
{
    QTest::addColumn<std::string>("service");
    QTest::addColumn<std::string>("operation");
    QTest::addColumn<Value>("params");
    QTest::addColumn<std::string>("scheme");
    QTest::addColumn<std::string>("scope");
    QTest::addColumn<std::string>("regionSet");
    QTest::addColumn<std::string>("payload");

    const auto row = [](const char* service, const char* operation, const Value& params, const char* scheme,
                        const char* scope, const char* regionSet = "", const char* payload = "") {
        QTest::addRow("%s.%s", service, operation)
            << std::string(service) << std::string(operation) << params << std::string(scheme)
            << std::string(scope) << std::string(regionSet) << std::string(payload);
    };
    const char* v4 = "AWS4-HMAC-SHA256";
    const char* v4a = "AWS4-ECDSA-P256-SHA256";
    const auto none = Value::emptyMap();
    row("sts", "GetCallerIdentity", none, v4, "us-west-2/sts");
    row("iam", "ListUsers", none, v4, "us-east-1/iam");
    row("importexport", "ListJobs", none, v4, "us-east-1/IngestionService");
    row("sdb", "ListDomains", none, "SigV2", "");
    row("s3", "ListBuckets", none, v4, "us-west-2/s3", "", "digest");
    row("s3outposts", "ListEndpoints", none, v4, "us-west-2/s3-outposts");
    row("lex-runtime", "PostContent",
        Value::map({{"botName", "a"},
                    {"botAlias", "b"},
                    {"userId", "cc"},
                    {"contentType", "x"},
                    {"inputStream", QByteArray("abc")}}),
        v4, "us-west-2/lex", "", "UNSIGNED-PAYLOAD");
    row("partnercentral-channel", "ListTagsForResource", Value::map({{"resourceArn", "x"}}), v4a,
        "partnercentral-channel", "*");
    row("events", "PutEvents",
        Value::map({{"Entries", Value::list({Value::map({{"Source", "a"}})})}, {"EndpointId", "abc.123"}}),
        v4a, "events", "*");
    row("s3", "GetObject",
        Value::map({{"Bucket", "arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap"}, {"Key", "k"}}),
        v4a, "s3", "*", "digest");
    row("cognito-identity", "GetId", Value::map({{"IdentityPoolId", "us-west-2:x"}}), "none", "");
    row("sts", "AssumeRoleWithWebIdentity",
        Value::map({{"RoleArn", "arn:aws:iam::123456789012:role/x"},
                    {"RoleSessionName", "ab"},
                    {"WebIdentityToken", "abcd"}}),
        "none", "");
}

void tst_AuthChoice::servicesAndEndpointsDecide()
{
    QFETCH(const std::string, service);
    QFETCH(const std::string, operation);
    QFETCH(const Value, params);
    QFETCH(const std::string, scheme);
    QFETCH(const std::string, scope);
    QFETCH(const std::string, regionSet);
    QFETCH(const std::string, payload);
    const auto got = call(service, operation, params);
    QCOMPARE(got.error, std::string());
    QCOMPARE(got.scheme, scheme);
    QCOMPARE(got.scope, scope);
    QCOMPARE(got.regionSet, regionSet);
    QCOMPARE(got.payload, payload);
}

void tst_AuthChoice::usersDecide_data()
{
    QTest::addColumn<std::string>("service");
    QTest::addColumn<std::string>("operation");
    QTest::addColumn<std::string>("version");
    QTest::addColumn<std::string>("preference");
    QTest::addColumn<std::string>("scheme");
    QTest::addColumn<std::string>("regionSet");
    QTest::addColumn<std::string>("error");

    const auto row = [](const char* name, const char* service, const char* operation, const char* version,
                        const char* preference, const char* scheme, const char* regionSet = "",
                        const char* error = "") {
        QTest::newRow(name) << std::string(service) << std::string(operation) << std::string(version)
                            << std::string(preference) << std::string(scheme) << std::string(regionSet)
                            << std::string(error);
    };
    const char* v4 = "AWS4-HMAC-SHA256";
    const char* v4a = "AWS4-ECDSA-P256-SHA256";
    row("v4a set by hand", "sts", "GetCallerIdentity", "v4a", "", v4a, "*");
    row("s3v4a is for the client's region", "sts", "GetCallerIdentity", "s3v4a", "", v4a, "us-west-2");
    row("s3 before version 4", "s3", "ListBuckets", "s3", "", "AWS");
    row("s3v4 is the endpoint's sigv4", "s3", "ListBuckets", "s3v4", "", v4);
    row("preferred where offered", "sts", "GetCallerIdentity", "", "sigv4a,sigv4", v4a, "*");
    row("not preferred where not offered", "iam", "ListUsers", "", "sigv4a", v4);
    row("preference among endpoint schemes", "partnercentral-channel", "ListTagsForResource", "", "sigv4",
        v4);
    row("unknown preference", "sts", "GetCallerIdentity", "", "nonsense", v4);
    row("unknown version", "sts", "GetCallerIdentity", "nonsense", "", "", "", "UnknownSignatureVersion");
    row("Import/Export listens to nobody", "importexport", "ListJobs", "v2", "", v4);
}

void tst_AuthChoice::usersDecide()
{
    QFETCH(const std::string, service);
    QFETCH(const std::string, operation);
    QFETCH(const std::string, version);
    QFETCH(const std::string, preference);
    QFETCH(const std::string, scheme);
    QFETCH(const std::string, regionSet);
    QFETCH(const std::string, error);
    ClientOptions options;
    if (!version.empty())
        options.signatureVersion = version;
    if (!preference.empty())
        options.authSchemePreference = parseSetting<std::vector<std::string>>(preference);
    const auto params =
        service == "partnercentral-channel" ? Value::map({{"resourceArn", "x"}}) : Value::emptyMap();
    const auto got = call(service, operation, params, options);
    QCOMPARE(got.error, error);
    QCOMPARE(got.scheme, scheme);
    QCOMPARE(got.regionSet, regionSet);
}

void tst_AuthChoice::tokensNeedTls()
{
    const Environment::Variables environment{{"AWS_BEARER_TOKEN_ACCOUNT_ACCESS", "tok"}};
    const auto sent = call("account-access-runtime", "ListRoles", tenant(), {}, environment);
    QCOMPARE(sent.scheme, std::string("Bearer"));
    ClientOptions plain;
    plain.endpointUrl = "http://127.0.0.1:9";
    QCOMPARE(call("account-access-runtime", "ListRoles", tenant(), plain, environment).error,
             std::string("InvalidEndpointConfiguration"));
}

void tst_AuthChoice::missingTokensAreNamed()
{
    QCOMPARE(call("account-access-runtime", "ListRoles", tenant()).error, std::string("NoAuthToken"));
}

void tst_AuthChoice::unsignedSessionsSignNothing()
{
    Runtime runtime;
    runtime.catalog = Catalog::open().value();
    runtime.clock = std::make_shared<FakeClock>();
    runtime.transport = std::make_shared<FakeTransport>();
    runtime.makeUuid = [] { return std::string(); };
    SessionOptions options;
    options.region = "us-west-2";
    options.unsignedRequests = true;
    const auto session = Session::create(runtime, options);
    QVERIFY(session.ok());
    QCOMPARE(call(*session, "s3", "ListBuckets", {}, {}).scheme, std::string("none"));
    QCOMPARE(call(*session, "account-access-runtime", "ListRoles", tenant(), {}).scheme, std::string("none"));
}

void tst_AuthChoice::bedrockTakesATokenAtHand_data()
{
    QTest::addColumn<std::string>("version");
    QTest::addColumn<std::string>("preference");
    QTest::addColumn<std::string>("scheme");
    QTest::newRow("nothing else asked for") << std::string() << std::string() << std::string("Bearer");
    QTest::newRow("version") << std::string("v4") << std::string() << std::string("AWS4-HMAC-SHA256");
    QTest::newRow("preference") << std::string() << std::string("sigv4") << std::string("AWS4-HMAC-SHA256");
    QTest::newRow("preferred") << std::string() << std::string("httpBearerAuth") << std::string("Bearer");
}

void tst_AuthChoice::bedrockTakesATokenAtHand()
{
    QFETCH(const std::string, version);
    QFETCH(const std::string, preference);
    QFETCH(const std::string, scheme);
    ClientOptions options;
    if (!version.empty())
        options.signatureVersion = version;
    if (!preference.empty())
        options.authSchemePreference = std::vector<std::string>{preference};
    const auto got =
        call("bedrock", "ListFoundationModels", {}, options, {{"AWS_BEARER_TOKEN_BEDROCK", "tok"}});
    QCOMPARE(got.error, std::string());
    QCOMPARE(got.scheme, scheme);
}

INIA_TEST_CLASS(tst_AuthChoice, QCoreApplication)
#include "tst_authchoice.moc"
