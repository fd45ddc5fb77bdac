#include "core/common/secretnames.h"
#include "core/model/catalog.h"
#include "core/observe/exchangelog.h"
#include "core/observe/secretshapes.h"
#include "core/protocol/cbor.h"
#include "core/protocol/jsonbody.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/xmlbody.h"
#include "tests/support/fakeclock.h"
#include "tests/support/sampleparams.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace inia;
using namespace inia::tests;

namespace {

constexpr char canaryMark[] = "Qanary";
/// Behind a number that differs; with what JSON, XML and URLs escape in ways of their own.
constexpr char canaryEnd[] = "z \"&</+q";

/// Fills what is secret of a value with texts that are found nowhere else; the rest stays.
class CanaryFiller final {
public:
    /// `plain`: without characters that a header or a host cannot have.
    Value fill(const Shape& shape, const Value& value, bool secret, bool plain = false)
    {
        const bool isSecret = secret || shape.flag("sensitive");
        if (value.isText() && isSecret && shape.trait("enum").isNull())
            return canary(shape, plain);
        if (value.isBlob() && isSecret)
            return QByteArray::fromStdString(canary(shape, plain));
        if (value.isList() && shape.type() == ShapeType::List) {
            Value items = Value::emptyList();
            for (const auto& item : value.items())
                items.append(fill(shape.element(), item, isSecret, plain));
            return items;
        }
        if (value.isMap() && shape.type() == ShapeType::Map)
            return fillMap(shape, value, isSecret, plain);
        return value.isMap() && shape.type() == ShapeType::Structure ? fillStructure(shape, value, isSecret)
                                                                     : value;
    }

    int count = 0;

private:
    Value fillMap(const Shape& shape, const Value& value, bool isSecret, bool plain)
    {
        Value entries = Value::emptyMap();
        for (const auto& [name, entry] : value.members())
            entries.insert(shape.key().flag("sensitive") ? canary(shape.key(), plain) : name,
                           fill(shape.value(), entry, isSecret, plain));
        const bool isOpen = shape.key().valid() && shape.key().trait("enum").isNull();
        if (isOpen && value.size() > 0 && shape.location() != "headers")
            entries.insert("db_password", fill(shape.value(), value.members().begin()->second, true, plain));
        return entries;
    }
    Value fillStructure(const Shape& shape, const Value& value, bool isSecret)
    {
        if (shape.isDocument())
            return Value::map({{"any", Value::list({Value::map({{"clientSecret", canary(shape, false)}})})}});
        Value result = Value::emptyMap();
        for (const auto& [name, member] : value.members()) {
            const Shape target = shape.member(name);
            result.insert(name, fill(target, member, isSecret || isNamedSecret(name, target),
                                     !target.location().empty() || target.flag("hostLabel")));
        }
        for (const auto& [name, of] : {std::pair{"Name", "Value"},
                                       {"Key", "Value"},
                                       {"name", "value"},
                                       {"key", "value"},
                                       {"ParameterKey", "ParameterValue"}}) {
            const Shape key = shape.member(name);
            if (result[name].isText() && result[of].isText() && key.trait("enum").isNull() &&
                shape.member(of).trait("enum").isNull()) {
                result.insert(name, "DbPassword");
                result.insert(of, canary(shape.member(of), false));
            }
        }
        return result;
    }
    static bool isNamedSecret(const std::string& name, const Shape& shape)
    {
        if (shape.type() == ShapeType::List)
            return isNamedSecret(name, shape.element());
        if (shape.type() == ShapeType::Map)
            return isNamedSecret(name, shape.value());
        return (shape.type() == ShapeType::Text || shape.type() == ShapeType::Blob) && isSecretName(name);
    }
    std::string canary(const Shape& shape, bool plain)
    {
        ++count;
        std::string text = canaryMark + std::to_string(count) + (plain ? "z" : canaryEnd);
        text.resize(std::max(text.size(), static_cast<std::size_t>(shape.trait("min").toInt())), 'x');
        return text;
    }
};

/// All that observers are told, but for the raw message.
class Gatherer final : public CallObserver {
public:
    void beforeCall(const ObservedCall&, const Value& params) override { add(toJson(params)); }
    void beforeSign(const ObservedCall&, const HttpRequest& request) override { add(request); }
    void attemptBegun(const ObservedCall&, const ObservedAttempt& attempt) override
    {
        add(attempt.request);
        add(attempt.signing.canonicalRequest + attempt.signing.stringToSign + attempt.reason);
    }
    void responseReceived(const ObservedCall&, const HttpResponse& response) override { add(response); }
    void attemptEnded(const ObservedCall&, const ObservedOutcome& outcome) override
    {
        add(outcome.response);
        if (outcome.error)
            add(*outcome.error);
    }
    void parsed(const ObservedCall&, const Value& answer) override { add(toJson(answer)); }
    void finished(const ObservedCall&, const std::optional<Error>& error) override
    {
        if (error)
            add(*error);
    }

    void add(const std::string& text) { all += text + '\n'; }
    void add(const Error& error) { add(error.message + error.code + error.requestId + error.hostId); }
    template <typename Message>
    void add(const Message& message)
    {
        if constexpr (requires { message.url; })
            add(message.url);
        add(message.body.toStdString());
        for (const auto& [name, value] : message.headers)
            add(name + ": " + value);
    }

    std::string all;
};

template <typename T>
T valueOr(Result<T> result, T fallback)
{
    return result ? std::move(result).value() : std::move(fallback);
}

std::string content(const std::string& xml)
{
    const auto begin = xml.find('>');
    const auto end = xml.rfind('<');
    return begin < end ? xml.substr(begin + 1, end - begin - 1) : std::string();
}

/// An answer that holds the value, as the operation's protocol has it.
HttpResponse answerOf(const OperationModel& operation, const Value& value)
{
    HttpResponse response = makeResponse(200, {});
    const Shape output = operation.output();
    Value body = Value::emptyMap();
    for (const auto& [name, member] : value.members()) {
        const Shape shape = output.member(name);
        if (shape.location() == "header" && member.isText())
            response.headers.add(shape.locationName(), member.text());
        else if (shape.location().empty())
            body.insert(name, member);
    }
    Shape shape = output;
    if (const auto payload = output.valid() ? output.payloadMember() : std::string_view(); !payload.empty()) {
        shape = output.member(payload);
        body = value[payload];
        if (body.isText() || body.isBlob()) {
            response.body = body.isText() ? QByteArray::fromStdString(body.text()) : body.blob();
            return response;
        }
    }
    if (!shape.valid() || shape.isEventStream())
        return response;
    const auto protocol = operation.service().protocol();
    if (protocol == "smithy-rpc-v2-cbor") {
        response.headers.add("smithy-protocol", "rpc-v2-cbor");
        response.body = valueOr(writeCborBody(shape, body), QByteArray());
    } else if (protocol.find("json") != std::string_view::npos) {
        response.body = QByteArray::fromStdString(valueOr(writeJsonBody(shape, body), std::string("{}")));
    } else {
        std::string xml = content(valueOr(writeXmlBody(shape, body), std::string("<a></a>")));
        if (const auto wrapper = output.trait("resultWrapper").text(); !wrapper.empty())
            xml = "<" + std::string(wrapper) + ">" + xml + "</" + std::string(wrapper) + ">";
        response.body = QByteArray::fromStdString("<Answer>" + xml + "</Answer>");
    }
    return response;
}

/// What a service may say that does not like a request: all of it.
HttpResponse echoOf(const OperationModel& operation, const HttpRequest& request)
{
    std::string echo = request.method + '\n' + request.url + '\n';
    for (const auto& [name, value] : request.headers)
        echo += name + ':' + value + '\n';
    const std::string body = request.body.toStdString();
    const auto protocol = operation.service().protocol();
    if (protocol.find("json") != std::string_view::npos || protocol.find("cbor") != std::string_view::npos)
        return makeResponse(403, QByteArray::fromStdString(
                                     toJson(Value::map({{"__type", "InvalidSignatureException"},
                                                        {"message", "The request was " + echo + body}}))));
    std::string escaped;
    for (const char c : "The request was " + echo + body)
        escaped += c == '<' ? "&lt;" : c == '&' ? "&amp;" : c == '/' ? "&#x2F;" : std::string(1, c);
    return makeResponse(
        403, "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>" +
                 QByteArray::fromStdString(escaped) + "</Message></Error><CanonicalRequestBytes>" +
                 QByteArray::fromStdString(echo).toHex(' ') + "</CanonicalRequestBytes></ErrorResponse>");
}

} // namespace

/// Every operation of every service, with something to be found in all that is secret.
class tst_EverySecret final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void knownSecretsAreHidden_data();
    void knownSecretsAreHidden();
    void whatOnlyLooksSoIsShown_data();
    void whatOnlyLooksSoIsShown();
    void nothingIsToldOfAnyOperation();

private:
    [[nodiscard]] HidingRule ruleOf(const std::string& service, const std::string& shape,
                                    const std::string& member) const;
    void expectNothing(const OperationModel& operation, const Value& params, const HttpResponse* answer);

    std::shared_ptr<Gatherer> m_gatherer;
    std::optional<TestSession> m_test;
    QStringList m_leaks;
    int m_parsed = 0;
};

void tst_EverySecret::initTestCase()
{
    if (!hasModelPack())
        QSKIP("no model pack: set INIA_MODEL_PACK or build it (packaging/fetch-models.sh)");
    m_gatherer = std::make_shared<Gatherer>();
    SessionOptions options;
    options.observers = {m_gatherer};
    auto session = makeTestSession({{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"},
                                    {"AWS_SESSION_TOKEN", "SessionQanary/0+token=="},
                                    {"AWS_SECRET_ACCESS_KEY", "KeyQanary/0+key"},
                                    {"AWS_BEARER_TOKEN_ACCOUNT_ACCESS", "BearerQanary"},
                                    {"AWS_BEARER_TOKEN_CODECATALYST", "BearerQanary"}},
                                   std::make_shared<FakeClock>(), options);
    QVERIFY(session.ok());
    m_test = std::move(session).value();
}

HidingRule tst_EverySecret::ruleOf(const std::string& service, const std::string& shape,
                                   const std::string& member) const
{
    const auto model = m_test->session.catalog()->service(service).value();
    HidingRule rule = HidingRule::None;
    for (const auto& [path, one] : model->kept<SecretShapes>().hidden(model->shape(shape))) {
        if (path == member || path.empty()) // all of the shape
            rule = std::max(rule, one);
    }
    return rule;
}

void tst_EverySecret::knownSecretsAreHidden_data()
{
    QTest::addColumn<QStringList>("members");
    const auto split = [](const char* names) { return QString::fromLatin1(names).split(u' '); };
    // Where models mark it in one place and not in another, both are hidden.
    QTest::newRow("passwords") << split(
        "MasterUserPassword adminUserPassword KdcAdminPassword HsmPartitionPassword ServiceAccountPassword "
        "OneTimePassword PreCoPassword WebProxyPassword Password Passphrase");
    QTest::newRow("tokens") << split(
        "AuthToken authorizationToken idToken SessionToken sessionToken accessToken refreshToken BearerToken "
        "ParticipantToken apiToken SecretToken HECToken");
    QTest::newRow("secrets") << split("ClientSecret clientSecret SecretString SecretBinary SecretAccessKey "
                                      "secretAccessKey SecretKey SecretHash sharedSecret");
    QTest::newRow("keys") << split(
        "PrivateKey privateKey certificatePrivateKey APIKey ApiKey apiKeyValue AppKey NwkKey AppSKey "
        "KeyMaterial privateKeyBase64 SSECustomerKey applicationKey ActivationKey");
    QTest::newRow("others") << split(
        "SAMLAssertion deviceCode userCode UserData userData Plaintext ActivationCode ConfirmationCode "
        "codeVerifier PreSignedUrl presignedUrl");
}

/// In all 439 models, wherever they are texts or bytes.
void tst_EverySecret::knownSecretsAreHidden()
{
    QFETCH(const QStringList, members);
    std::map<std::string, int> seen;
    for (const auto& service : m_test->session.catalog()->services()) {
        const auto model = m_test->session.catalog()->service(service).value();
        for (const auto& [shapeName, node] : model->shapes().members()) {
            const Shape shape = model->shape(shapeName);
            for (std::uint32_t i = 0; shape.type() == ShapeType::Structure && i < shape.memberCount(); ++i) {
                const auto [name, target] = shape.memberAt(i);
                if (!members.contains(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))))
                    continue;
                const bool isOpen = (target.type() == ShapeType::Text || target.type() == ShapeType::Blob) &&
                                    target.trait("enum").isNull();
                if (!isOpen)
                    continue;
                ++seen[std::string(name)];
                const auto rule = ruleOf(service, std::string(shapeName), std::string(name));
                const bool isHidden = rule == HidingRule::Trait || rule == HidingRule::Name;
                QVERIFY2(isHidden,
                         (service + ' ' + std::string(shapeName) + ' ' + std::string(name)).c_str());
            }
        }
    }
    for (const auto& member : members)
        QVERIFY2(seen[member.toStdString()] > 0, qPrintable(member + QStringLiteral(" is in no model")));
}

void tst_EverySecret::whatOnlyLooksSoIsShown_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QString>("member");
    const auto row = [](const char* service, const char* shape, const char* member) {
        QTest::addRow("%s %s", shape, member)
            << QString::fromLatin1(service) << QString::fromLatin1(shape) << QString::fromLatin1(member);
    };
    row("s3", "ListObjectsV2Output", "NextContinuationToken");
    row("s3", "ListObjectsV2Request", "ContinuationToken");
    row("s3", "GetObjectOutput", "SSECustomerKeyMD5");
    row("s3", "ObjectIdentifier", "Key");
    row("sqs", "ListQueuesRequest", "NextToken");
    row("ec2", "KeyPairInfo", "KeyName");
    row("ec2", "RunInstancesRequest", "ClientToken");
    row("secretsmanager", "GetSecretValueRequest", "SecretId");
    row("secretsmanager", "PutSecretValueRequest", "ClientRequestToken");
    row("iam", "AccessKeyMetadata", "AccessKeyId");
    row("rds", "MasterUserSecret", "SecretArn");
    row("kms", "CreateGrantResponse", "GrantToken");
    row("wafv2", "GetWebACLResponse", "LockToken");
    row("logs", "PutLogEventsRequest", "sequenceToken");
}

void tst_EverySecret::whatOnlyLooksSoIsShown()
{
    QFETCH(const QString, service);
    QFETCH(const QString, shape);
    QFETCH(const QString, member);
    const auto model = m_test->session.catalog()->service(service.toStdString()).value();
    QVERIFY(model->shape(shape.toStdString()).hasMember(member.toStdString()));
    const auto rule = ruleOf(service.toStdString(), shape.toStdString(), member.toStdString());
    QVERIFY2(rule == HidingRule::None || rule == HidingRule::Shown,
             std::string(hidingRuleName(rule)).c_str());
}

void tst_EverySecret::expectNothing(const OperationModel& operation, const Value& params,
                                    const HttpResponse* answer)
{
    const std::string where = operation.service().name() + ' ' + std::string(operation.name());
    m_gatherer->all.clear();
    m_test->transport->setHandler([&](const HttpRequest& request) -> Result<HttpResponse> {
        const bool asksWhere = operation.name() != "DescribeEndpoints" &&
                               request.headers.value("X-Amz-Target").ends_with(".DescribeEndpoints");
        if (asksWhere) // a call of its own, before this one
            return makeResponse(200,
                                R"({"Endpoints": [{"Address": "127.0.0.1:9", "CachePeriodInMinutes": 9}]})");
        return answer ? *answer : echoOf(operation, request);
    });
    const auto reply = m_test->session.client(operation.service().name())->call(operation.name(), params);
    while (!reply->isFinished()) // 40,000 calls: QTRY_VERIFY would sleep in each
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const auto recorded = m_test->log->find(reply->callId());
    QVERIFY2(recorded, where.c_str());
    m_gatherer->add(toJson(recorded->params) + toJson(recorded->result));
    for (const auto& attempt : recorded->attempts) {
        m_gatherer->add(attempt.request);
        m_gatherer->add(attempt.response);
        m_gatherer->add(attempt.signing.canonicalRequest + attempt.signing.stringToSign);
        if (attempt.error)
            m_gatherer->add(*attempt.error);
    }
    if (!reply->result()) {
        m_gatherer->add(reply->result().error());
        m_gatherer->add(toJson(reply->errorResponse()));
    } else if (answer && !toJson(*reply->result()).empty()) {
        ++m_parsed;
    }
    // As it is, in base64 whatever stands in front of it, and as bytes.
    for (const auto* spelling :
         {canaryMark, "UWFuYXJ5", "FhbmFye", "RYW5hcn", "51 61 6e 61 72 79", "51616e617279"}) {
        const auto at = m_gatherer->all.find(spelling);
        if (at == std::string::npos)
            continue;
        m_leaks.append(QString::fromStdString(where + (answer ? ": " : " (error): ") +
                                              m_gatherer->all.substr(at > 200 ? at - 200 : 0, 400)));
        return;
    }
}

/// Requests, answers and errors that say all they got: what traits or names call secret is found nowhere.
void tst_EverySecret::nothingIsToldOfAnyOperation()
{
    int operations = 0;
    int secrets = 0;
    for (const auto& service : m_test->session.catalog()->services()) {
        const auto model = m_test->session.catalog()->service(service).value();
        for (const auto& [name, node] : model->operations().members()) {
            const auto operation = model->operation(name);
            CanaryFiller filler;
            const Value params = filler.fill(operation.input(), sampleParams(operation), false);
            const Value answered = filler.fill(operation.output(), sampleValue(operation.output()), false);
            const HttpResponse answer = answerOf(operation, answered);
            expectNothing(operation, params, &answer);
            expectNothing(operation, params, nullptr);
            QVERIFY(!QTest::currentTestFailed());
            ++operations;
            secrets += filler.count;
        }
        m_test->log->clear();
        m_test->transport->forgetRequests();
    }
    qInfo("%d operations, %d secrets, %d answers read", operations, secrets, m_parsed);
    QVERIFY2(m_leaks.isEmpty(), qPrintable(QStringLiteral("%1 leaks, such as\n").arg(m_leaks.size()) +
                                           m_leaks.mid(0, 20).join(QStringLiteral("\n\n"))));
    QVERIFY(operations > 19'000);
    QVERIFY(secrets > 20'000);
    QVERIFY(m_parsed > operations * 9 / 10); // else the answers proved little
}

INIA_TEST_CLASS(tst_EverySecret, QCoreApplication)
#include "tst_everysecret.moc"
