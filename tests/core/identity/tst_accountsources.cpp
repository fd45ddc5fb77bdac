#include "core/identity/identity.h"
#include "core/identity/rolecredentials.h"
#include "core/identity/signincredentials.h"
#include "core/identity/sourcecontext.h"
#include "core/identity/ssotokens.h"
#include "core/protocol/jsonreader.h"
#include "tests/support/identityhome.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <QtTest/QtTest>

#include <deque>

using namespace inia;
using namespace std::chrono_literals;
using tests::IdentityHome;
using tests::keysOf;

namespace {

/// Answers with the codes it was given, later, and remembers what it was asked.
class ScriptedPerson final : public SignInPrompt {
public:
    explicit ScriptedPerson(std::deque<std::string> codes) : m_codes(std::move(codes)) {}
    void askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback) override
    {
        asked.push_back(question);
        QTimer::singleShot(0, context, [this, callback = std::move(callback)] {
            if (m_codes.empty()) {
                callback(makeError(ErrorKind::Cancelled, "Cancelled", "the person has declined"));
                return;
            }
            const std::string code = m_codes.front();
            m_codes.pop_front();
            callback(code);
        });
    }
    std::vector<MfaQuestion> asked;

private:
    std::deque<std::string> m_codes;
};

std::string formValue(const HttpRequest& request, const char* name)
{
    for (const auto& part : request.body.split('&')) {
        const auto equals = part.indexOf('=');
        if (part.left(equals) == name)
            return QUrl::fromPercentEncoding(part.mid(equals + 1)).toStdString();
    }
    return {};
}

std::string codeOf(const Result<Credentials>& keys)
{
    return keys ? keys->accessKey : keys.error().code;
}

Result<Credentials> keysFrom(IdentityHome& home, const std::string& profile)
{
    SessionOptions options;
    options.profile = profile;
    const auto session = home.open(options);
    if (!session)
        return session.error();
    return keysOf(*session);
}

HttpResponse jsonAnswer(int status, const char* body)
{
    return tests::makeResponse(status, body);
}

void writeBase(IdentityHome& home)
{
    home.write("credentials", "[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = base secret\n");
}

constexpr const char* ssoConfig = "[profile dev]\nsso_session = corp\nsso_account_id = 123456789012\n"
                                  "sso_role_name = Admin\n[sso-session corp]\n"
                                  "sso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n";

} // namespace

class TestAccountSources final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void roleSaysWhatItIsTold();
    void chainOfRoles();
    void mfaCodeIsAskedFor();
    void wrongMfaCodeIsAskedAgain();
    void threeWrongMfaCodesAreEnough();
    void mfaIsDeclined();
    void nobodyToAsk();
    void dyingWithAQuestionOpen();
    void refusedRoleNamesItsPlace();
    void webIdentityReadsItsFileAnew();
    void roleIsTakenFromTheCacheOfTheCli();
    void ssoRole();
    void ssoTokenIsRenewed();
    void ssoRenewalThatFails();
    void ssoRenewedByAnotherProgram();
    void ssoSignInHasEnded();
    void ssoIsRefusedByThePortal();
    void brokenSsoCache_data();
    void brokenSsoCache();
    void ssoBearer();
    void loginIsRenewed();
    void loginThatCannotBeRenewed_data();
    void loginThatCannotBeRenewed();
    void loginWithoutItsCache();
    void readOnlyHome();
};

void TestAccountSources::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
}

void TestAccountSources::roleSaysWhatItIsTold()
{
    IdentityHome home;
    writeBase(home);
    home.write("config",
               "[profile dev]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\n"
               "source_profile = base\nexternal_id = e/1\nrole_session_name = me\n"
               "duration_seconds = 900\n[profile plain]\nregion = us-east-1\n"
               "role_arn = arn:aws:iam::1:role/p\nsource_profile = base\nduration_seconds = long\n");
    home.answerSts("ASIAROLE", "s", "t", "210987654321");
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(codeOf(keys), std::string("ASIAROLE"));
    QCOMPARE(keys->accountId, std::string("210987654321"));
    QCOMPARE(keys->source, std::string("assume-role"));
    QCOMPARE(home.firstSigner(), std::string("AKIDBASE"));
    const auto& request = home.transport().requests().front();
    QCOMPARE(formValue(request, "RoleArn"), std::string("arn:aws:iam::1:role/r"));
    QCOMPARE(formValue(request, "ExternalId"), std::string("e/1"));
    QCOMPARE(formValue(request, "RoleSessionName"), std::string("me"));
    QCOMPARE(formValue(request, "DurationSeconds"), std::string("900"));
    QCOMPARE(request.url, std::string("https://sts.us-east-1.amazonaws.com/"));
    QVERIFY(keysFrom(home, "plain").ok());
    const auto& plain = home.transport().requests().back();
    QCOMPARE(formValue(plain, "RoleSessionName"), std::string("botocore-session-1767323045"));
    QCOMPARE(formValue(plain, "DurationSeconds"), std::string());
}

void TestAccountSources::chainOfRoles()
{
    IdentityHome home;
    writeBase(home);
    home.write("config", "[profile a]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/a\n"
                         "source_profile = b\n[profile b]\nrole_arn = arn:aws:iam::1:role/b\n"
                         "source_profile = base\n");
    home.answerSts("ASIAROLE", "s", "t", "1");
    QVERIFY(keysFrom(home, "a").ok());
    QCOMPARE(home.transport().requestCount(), 2);
    QCOMPARE(formValue(home.transport().requests()[0], "RoleArn"), std::string("arn:aws:iam::1:role/b"));
    QCOMPARE(formValue(home.transport().requests()[1], "RoleArn"), std::string("arn:aws:iam::1:role/a"));
    QCOMPARE(std::string(home.transport().requests()[1].headers.value("x-amz-security-token")),
             std::string("t"));
}

namespace {

constexpr const char* mfaConfig = "[profile dev]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\n"
                                  "source_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n";

/// STS takes the code 123456 alone.
void guardByMfa(IdentityHome& home)
{
    home.answerSts("ASIAROLE", "s", "t", "1");
    home.transport().setHandler(
        [next = home.stsHandler()](const HttpRequest& request) -> Result<HttpResponse> {
            if (formValue(request, "TokenCode") == "123456")
                return next(request);
            return tests::makeResponse(
                403, "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>"
                     "MultiFactorAuthentication failed with invalid MFA one time pass code. "
                     "</Message></Error></ErrorResponse>");
        });
}

} // namespace

void TestAccountSources::mfaCodeIsAskedFor()
{
    IdentityHome home;
    writeBase(home);
    home.write("config", mfaConfig);
    guardByMfa(home);
    auto person = std::make_shared<ScriptedPerson>(std::deque<std::string>{"123456"});
    home.runtime().prompt = person;
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(codeOf(keys), std::string("ASIAROLE"));
    QCOMPARE(keys->renewal, Renewal::Person);
    QCOMPARE(person->asked.size(), std::size_t(1));
    QCOMPARE(person->asked[0].device, std::string("arn:aws:iam::1:mfa/me"));
    QCOMPARE(person->asked[0].role, std::string("arn:aws:iam::1:role/r"));
    QVERIFY(!person->asked[0].isAgain);
    QCOMPARE(formValue(home.transport().requests().front(), "SerialNumber"),
             std::string("arn:aws:iam::1:mfa/me"));
    // The next start, of this program or of the CLI, needs no code.
    QCOMPARE(codeOf(keysFrom(home, "dev")), std::string("ASIAROLE"));
    QCOMPARE(person->asked.size(), std::size_t(1));
}

void TestAccountSources::wrongMfaCodeIsAskedAgain()
{
    IdentityHome home;
    writeBase(home);
    home.write("config", mfaConfig);
    guardByMfa(home);
    auto person = std::make_shared<ScriptedPerson>(std::deque<std::string>{"12", "000000", "123456"});
    home.runtime().prompt = person;
    QCOMPARE(codeOf(keysFrom(home, "dev")), std::string("ASIAROLE"));
    QCOMPARE(person->asked.size(), std::size_t(3));
    QVERIFY(person->asked[1].isAgain && person->asked[2].isAgain);
}

void TestAccountSources::threeWrongMfaCodesAreEnough()
{
    IdentityHome home;
    writeBase(home);
    home.write("config", mfaConfig);
    guardByMfa(home);
    auto person =
        std::make_shared<ScriptedPerson>(std::deque<std::string>{"000001", "000002", "000003", "123456"});
    home.runtime().prompt = person;
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(codeOf(keys), std::string("AccessDenied"));
    QVERIFY(keys.error().message.find("config, line 3") != std::string::npos);
    QCOMPARE(person->asked.size(), std::size_t(3));
}

void TestAccountSources::mfaIsDeclined()
{
    IdentityHome home;
    writeBase(home);
    home.write("config", mfaConfig);
    home.runtime().prompt = std::make_shared<ScriptedPerson>(std::deque<std::string>{});
    const auto keys = keysFrom(home, "dev");
    QVERIFY(!keys.ok());
    QCOMPARE(keys.error().kind, ErrorKind::Cancelled);
    QCOMPARE(home.transport().requestCount(), 0);
}

void TestAccountSources::nobodyToAsk()
{
    IdentityHome home;
    writeBase(home);
    home.write("config", mfaConfig);
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(codeOf(keys), std::string("MfaRequired"));
    QVERIFY(keys.error().message.find("arn:aws:iam::1:mfa/me") != std::string::npos);
}

void TestAccountSources::dyingWithAQuestionOpen()
{
    class Waiting final : public SignInPrompt {
    public:
        void askMfaCode(const MfaQuestion&, QObject* context, CodeCallback) override { asker = context; }
        QPointer<QObject> asker;
    };
    IdentityHome home;
    writeBase(home);
    home.write("config", mfaConfig);
    auto person = std::make_shared<Waiting>();
    home.runtime().prompt = person;
    SessionOptions options;
    options.profile = "dev";
    const auto session = home.open(options);
    QVERIFY(session.ok());
    auto reply = session->client("sqs").value().call("ListQueues");
    QTRY_VERIFY(person->asker);
    reply.reset();
    QTRY_VERIFY(!person->asker); // the question is taken back
}

void TestAccountSources::refusedRoleNamesItsPlace()
{
    IdentityHome home;
    writeBase(home);
    home.write("config", "[profile dev]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\n"
                         "source_profile = base\n");
    home.transport().setHandler([](const HttpRequest&) -> Result<HttpResponse> {
        return tests::makeResponse(403, "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not "
                                        "authorized</Message></Error></ErrorResponse>");
    });
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(codeOf(keys), std::string("AccessDenied"));
    const QByteArray message = QByteArray::fromStdString(keys.error().message);
    QVERIFY2(message.contains("profile \"dev\"") && message.contains("config, line 3"), message.constData());
    QVERIFY2(!message.contains("base secret"), message.constData());
}

void TestAccountSources::webIdentityReadsItsFileAnew()
{
    IdentityHome home;
    home.setVariable("AWS_WEB_IDENTITY_TOKEN_FILE", home.write("token", "first\n"));
    home.setVariable("AWS_ROLE_ARN", "arn:aws:iam::1:role/r");
    home.setVariable("AWS_REGION", "eu-west-1");
    home.answerSts("ASIAROLE", "s", "t", "1");
    const auto session = home.open();
    QVERIFY(session.ok());
    QCOMPARE(keysOf(*session)->source, std::string("web-identity-env"));
    QCOMPARE(formValue(home.transport().requests().back(), "WebIdentityToken"), std::string("first"));
    QVERIFY(!home.transport().requests().back().headers.contains("Authorization"));
    home.write("token", "second");
    session->identity()->forget();
    QVERIFY(keysOf(*session).ok());
    QCOMPARE(formValue(home.transport().requests().back(), "WebIdentityToken"), std::string("second"));
    home.write("token", "");
    session->identity()->forget();
    QCOMPARE(codeOf(keysOf(*session)), std::string("TokenFile"));
}

void TestAccountSources::roleIsTakenFromTheCacheOfTheCli()
{
    IdentityHome home;
    writeBase(home);
    home.write("config", "[profile dev]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\n"
                         "source_profile = base\nexternal_id = e\nmfa_serial = m\nduration_seconds = 900\n");
    RoleSettings role;
    role.roleArn = "arn:aws:iam::1:role/r";
    role.externalId = "e";
    role.mfaSerial = "m";
    role.durationSeconds = 900;
    // sha1 of {"DurationSeconds": 900, "ExternalId": "e", "RoleArn": "arn:aws:iam::1:role/r", "SerialNumber":
    // "m"}
    QCOMPARE(roleCacheKey(role), std::string("8920a9334e6fcc3337984caf0ccbb345ae8e1958.json"));
    const std::string file = "cli/cache/" + roleCacheKey(role);
    const auto content = [](const char* end) {
        return std::string(R"({"Credentials": {"AccessKeyId": "ASIACLI", "SecretAccessKey": "s", )"
                           R"("SessionToken": "t", "Expiration": ")") +
               end + R"(", "AccountId": "1"}, "AssumedRoleUser": {}})";
    };
    home.write(file, content("2026-01-02T04:04:05UTC"));
    QCOMPARE(codeOf(keysFrom(home, "dev")), std::string("ASIACLI"));
    QCOMPARE(home.transport().requestCount(), 0);
    // With less than a quarter of an hour left, half written or of another form it counts for nothing.
    for (const auto& bad : {content("2026-01-02T03:10:00UTC"), content("soon"), std::string("{\"Crede"),
                            std::string("[]"), std::string()}) {
        home.write(file, bad);
        QCOMPARE(codeOf(keysFrom(home, "dev")), std::string("MfaRequired"));
    }
}

void TestAccountSources::ssoRole()
{
    IdentityHome home;
    home.write("config", ssoConfig);
    home.signIn("corp", "https://corp.awsapps.com/start", "eu-west-1");
    home.transport().setHandler([](const HttpRequest&) -> Result<HttpResponse> {
        return jsonAnswer(200, R"({"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "s",
            "sessionToken": "t", "expiration": 1767326645000}})");
    });
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(codeOf(keys), std::string("ASIASSO"));
    QCOMPARE(keys->accountId, std::string("123456789012"));
    const auto& request = home.transport().requests().front();
    QVERIFY2(request.url.starts_with("https://portal.sso.eu-west-1.amazonaws.com/federation/credentials?"),
             request.url.c_str());
    QCOMPARE(std::string(request.headers.value("x-amz-sso_bearer_token")), std::string("an access token"));
    QVERIFY(!request.headers.contains("Authorization"));
    // Kept for the CLI and the next start.
    const auto name = ssoRoleCacheKey("123456789012", "Admin", "corp", {});
    const auto cached = parseJson(home.read("cli/cache/" + name).toStdString());
    QVERIFY(cached.ok());
    QCOMPARE((*cached)["ProviderType"].text(), std::string("sso"));
    QCOMPARE((*cached)["Credentials"]["Expiration"].text(), std::string("2026-01-02T04:04:05Z"));
    QCOMPARE(codeOf(keysFrom(home, "dev")), std::string("ASIASSO"));
    QCOMPARE(home.transport().requestCount(), 1);
}

namespace {

/// The portal, and a renewal that gives "newer token".
Result<HttpResponse> identityCenter(const HttpRequest& request)
{
    if (request.url.find("oidc") != std::string::npos)
        return jsonAnswer(200, R"({"accessToken": "newer token", "expiresIn": 28800, "tokenType": "Bearer",
            "refreshToken": "newer refresh token"})");
    return jsonAnswer(200, R"({"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "s",
        "sessionToken": "t", "expiration": 1767326645000}})");
}

} // namespace

void TestAccountSources::ssoTokenIsRenewed()
{
    IdentityHome home;
    home.write("config", std::string(ssoConfig) + "[profile other]\nsso_session = corp\n"
                                                  "sso_account_id = 210987654321\nsso_role_name = Reader\n");
    home.signIn("corp", "https://corp.awsapps.com/start", "eu-west-1", 10min);
    home.transport().setHandler(identityCenter);
    // Two profiles of one sign-in renew it once.
    SessionOptions options;
    options.profile = "dev";
    const auto dev = home.open(options);
    options.profile = "other";
    const auto other = home.open(options);
    int answers = 0;
    for (const auto* session : {&dev, &other})
        (*session)->credentials()->resolve(this, [&answers](const Result<Credentials>& keys) {
            QVERIFY(keys.ok());
            ++answers;
        });
    QTRY_COMPARE(answers, 2);
    QCOMPARE(home.transport().requestCount(), 3);
    const auto body = parseJson(home.transport().requests().front().body.toStdString());
    QCOMPARE((*body)["grantType"].text(), std::string("refresh_token"));
    QCOMPARE((*body)["refreshToken"].text(), std::string("a refresh token"));
    QCOMPARE(std::string(home.transport().requests().back().headers.value("x-amz-sso_bearer_token")),
             std::string("newer token"));
    SsoSettings settings;
    settings.sessionName = "corp";
    const auto file = "sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
    QCOMPARE(home.path(file), ssoTokenPath(home.runtime().environment, settings));
    const auto token = parseJson(home.read(file).toStdString());
    QCOMPARE((*token)["accessToken"].text(), std::string("newer token"));
    QCOMPARE((*token)["refreshToken"].text(), std::string("newer refresh token"));
    QCOMPARE((*token)["expiresAt"].text(), std::string("2026-01-02T11:04:05Z"));
    QCOMPARE((*token)["clientId"].text(), std::string("a client"));
    const auto permissions = QFile::permissions(QString::fromStdString(home.path(file)));
    QCOMPARE(permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
}

void TestAccountSources::ssoRenewalThatFails()
{
    IdentityHome home;
    home.write("config", ssoConfig);
    home.signIn("corp", "https://corp.awsapps.com/start", "eu-west-1", 10min);
    home.transport().setHandler([](const HttpRequest& request) -> Result<HttpResponse> {
        if (request.url.find("oidc") != std::string::npos)
            return jsonAnswer(400, R"({"error": "invalid_grant", "error_description": "gone"})");
        return identityCenter(request);
    });
    QCOMPARE(codeOf(keysFrom(home, "dev")), std::string("ASIASSO")); // with the token there still is
    QCOMPARE(std::string(home.transport().requests().back().headers.value("x-amz-sso_bearer_token")),
             std::string("an access token"));
}

void TestAccountSources::ssoRenewedByAnotherProgram()
{
    const auto file = "sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
    for (const bool isRefused : {true, false}) {
        IdentityHome home;
        home.write("config", ssoConfig);
        home.signIn("corp", "https://corp.awsapps.com/start", "eu-west-1", 300min);
        std::string theirs = home.read(file).toStdString();
        theirs.replace(theirs.find("an access token"), 15, "their token");
        if (!isRefused) // one that lasts longer than what we get
            theirs.replace(theirs.find("2026-"), 5, "2027-");
        home.signIn("corp", "https://corp.awsapps.com/start", "eu-west-1", -1min);
        home.transport().setHandler([&](const HttpRequest& request) -> Result<HttpResponse> {
            if (request.url.find("oidc") == std::string::npos)
                return identityCenter(request);
            home.write(file, theirs);
            return isRefused ? jsonAnswer(400, R"({"error": "invalid_grant"})") : identityCenter(request);
        });
        QCOMPARE(codeOf(keysFrom(home, "dev")), std::string("ASIASSO"));
        QCOMPARE(std::string(home.transport().requests().back().headers.value("x-amz-sso_bearer_token")),
                 std::string(isRefused ? "their token" : "newer token"));
        QCOMPARE(home.read(file).toStdString(), theirs);
    }
}

void TestAccountSources::ssoSignInHasEnded()
{
    IdentityHome home;
    home.write("config", std::string(ssoConfig) + "[profile old]\nsso_account_id = 1\nsso_role_name = r\n"
                                                  "sso_start_url = https://old/start\nsso_region = x\n");
    QCOMPARE(codeOf(keysFrom(home, "dev")), std::string("SignInRequired"));
    home.signIn("corp", "https://corp.awsapps.com/start", "eu-west-1", -1min);
    home.transport().setHandler([](const HttpRequest&) -> Result<HttpResponse> {
        return jsonAnswer(400, R"({"error": "invalid_grant"})");
    });
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(codeOf(keys), std::string("SignInRequired"));
    QVERIFY2(keys.error().message.find("inia-cli login --profile dev") != std::string::npos,
             keys.error().message.c_str());
    home.transport().forgetRequests();
    home.signIn({}, "https://old/start", "x", -1min);
    QCOMPARE(codeOf(keysFrom(home, "old")), std::string("SignInRequired"));
    QCOMPARE(home.transport().requestCount(), 0); // the old form has no way to renew
}

void TestAccountSources::ssoIsRefusedByThePortal()
{
    IdentityHome home;
    home.write("config", ssoConfig);
    home.signIn("corp", "https://corp.awsapps.com/start", "eu-west-1");
    home.transport().setHandler([](const HttpRequest&) -> Result<HttpResponse> {
        auto response = jsonAnswer(401, R"({"message": "Session token not found or invalid"})");
        response.headers.add("x-amzn-ErrorType", "UnauthorizedException");
        return response;
    });
    QCOMPARE(codeOf(keysFrom(home, "dev")), std::string("SignInRequired"));
    home.transport().setHandler([](const HttpRequest&) -> Result<HttpResponse> {
        auto response = jsonAnswer(403, R"({"message": "No access"})");
        response.headers.add("x-amzn-ErrorType", "ForbiddenException");
        return response;
    });
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(codeOf(keys), std::string("ForbiddenException"));
    QVERIFY(keys.error().message.find("Admin in the account 123456789012") != std::string::npos);
}

void TestAccountSources::brokenSsoCache_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("half written") << QByteArray(R"({"accessToken": "VERYSECRET", "expi)");
    QTest::newRow("no object") << QByteArray(R"(["VERYSECRET"])");
    QTest::newRow("no token") << QByteArray(R"({"expiresAt": "2030-01-01T00:00:00Z"})");
    QTest::newRow("no end") << QByteArray(R"({"accessToken": "VERYSECRET"})");
    QTest::newRow("end that is no time") << QByteArray(R"({"accessToken": "VERYSECRET", "expiresAt": "x"})");
    QTest::newRow("numbers") << QByteArray(R"({"accessToken": 1, "expiresAt": 2})");
    QTest::newRow("bytes") << QByteArray("\xff\xfe\x00\x01", 4);
}

void TestAccountSources::brokenSsoCache()
{
    QFETCH(QByteArray, content);
    IdentityHome home;
    home.write("config", ssoConfig);
    home.write("sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json", content.toStdString());
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(codeOf(keys), std::string("SignInRequired"));
    const QByteArray message = QByteArray::fromStdString(keys.error().message);
    QVERIFY2(message.contains("ee0bfd2552fbd840c02cc48b6e823320543c450f.json"), message.constData());
    QVERIFY2(!message.contains("VERYSECRET"), message.constData());
}

void TestAccountSources::ssoBearer()
{
    IdentityHome home;
    home.write("config", ssoConfig);
    home.setVariable("AWS_PROFILE", "dev");
    home.setVariable("AWS_REGION", "us-west-2");
    home.signIn("corp", "https://corp.awsapps.com/start", "eu-west-1");
    const auto session = home.open();
    QVERIFY(session.ok());
    const auto token = tests::bearerOf(*session);
    QVERIFY2(token.ok(), token ? "" : token.error().message.c_str());
    QCOMPARE(token->text, std::string("an access token"));
    QCOMPARE(token->source, std::string("sso"));
    // A service that takes keys as well gets those.
    home.transport().setHandler([](const HttpRequest&) -> Result<HttpResponse> {
        return jsonAnswer(200, R"({"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "s",
            "sessionToken": "t", "expiration": 1767326645000}})");
    });
    CallOptions options;
    options.dryRun = true;
    const auto call = session->client("bedrock").value().call("ListFoundationModels", {}, options);
    QTRY_VERIFY(call->isFinished());
    QVERIFY2(call->result().ok(), call->result() ? "" : call->result().error().message.c_str());
    QVERIFY(call->preparedRequest().headers.value("Authorization").starts_with("AWS4-HMAC-SHA256"));
}

namespace {

/// A key made for this test alone.
constexpr const char* dpopKey = "-----BEGIN PRIVATE KEY-----\\n"
                                "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg2R4EdNIJBpyOEeW6\\n"
                                "JycFWE5kJNLlPrYTA/YyM56aMDmhRANCAATHMmWbxxaeIC6CtZg/J4E2nIi4E1+T\\n"
                                "KP0Fh2917Wi4mO/dYeprAwfSMExzU+GL2zYJAlP0rhvGhpjD5atZH+EE\\n"
                                "-----END PRIVATE KEY-----\\n";

/// A sign-in by `aws login` whose keys have ended.
void writeLogin(IdentityHome& home, const std::string& key)
{
    home.write("config", "[profile dev]\nregion = us-east-1\nlogin_session = arn:x\n");
    const auto file = loginCachePath(Environment(Environment::Variables{{"HOME", "/"}}), "arn:x");
    home.write("login/cache" + file.substr(file.rfind('/')),
               R"({"accessToken": {"accessKeyId": "ASIAOLD", "secretAccessKey": "CANARY secret", )"
               R"("sessionToken": "CANARY token", "accountId": "1", "expiresAt": "2026-01-02T03:00:00Z"}, )"
               R"("refreshToken": "CANARY refresh", "clientId": "c", "note": "kept", "dpopKey": ")" +
                   key + "\"}");
}

} // namespace

void TestAccountSources::loginIsRenewed()
{
    IdentityHome home;
    writeLogin(home, dpopKey);
    home.transport().setHandler([](const HttpRequest&) -> Result<HttpResponse> {
        return jsonAnswer(200, R"({"accessToken": {"accessKeyId": "ASIANEW", "secretAccessKey": "s",
            "sessionToken": "t"}, "refreshToken": "another", "expiresIn": 900, "tokenType": "aws_sigv4"})");
    });
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(codeOf(keys), std::string("ASIANEW"));
    QCOMPARE(keys->source, std::string("login"));
    QCOMPARE(keys->accountId, std::string("1"));
    const auto& request = home.transport().requests().front();
    const auto proof = QByteArray::fromStdString(std::string(request.headers.value("DPoP"))).split('.');
    QCOMPARE(proof.size(), 3);
    const auto part = [&proof](int index) {
        return parseJson(QByteArray::fromBase64(proof[index], QByteArray::Base64UrlEncoding).toStdString())
            .value();
    };
    QCOMPARE(part(0)["typ"].text(), std::string("dpop+jwt"));
    QCOMPARE(part(0)["jwk"]["x"].text(), std::string("xzJlm8cWniAugrWYPyeBNpyIuBNfkyj9BYdvde1ouJg"));
    QCOMPARE(part(1)["htu"].text(), request.url);
    QCOMPARE(part(1)["iat"].toInt(), std::int64_t(1'767'323'045));
    QCOMPARE(QByteArray::fromBase64(proof[2], QByteArray::Base64UrlEncoding).size(), 64);
    // And what it does not know stays in the file.
    const auto file = loginCachePath(home.runtime().environment, "arn:x");
    QFile cache(QString::fromStdString(file));
    QVERIFY(cache.open(QIODevice::ReadOnly));
    const auto document = parseJson(cache.readAll().toStdString());
    QCOMPARE((*document)["note"].text(), std::string("kept"));
    QCOMPARE((*document)["refreshToken"].text(), std::string("another"));
    QCOMPARE((*document)["accessToken"]["expiresAt"].text(), std::string("2026-01-02T03:19:05Z"));
}

void TestAccountSources::loginThatCannotBeRenewed_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const char* key, int status, const char* body, const char* code) {
        QTest::newRow(name) << QByteArray(key) << status << QByteArray(body) << QByteArray(code);
    };
    row("ended", dpopKey, 400, R"({"error": "TOKEN_EXPIRED", "message": "CANARY"})", "SignInRequired");
    row("password changed", dpopKey, 403, R"({"error": "USER_CREDENTIALS_CHANGED"})", "SignInRequired");
    row("not allowed", dpopKey, 403, R"({"error": "INSUFFICIENT_PERMISSIONS"})", "InsufficientPermissions");
    row("service down", dpopKey, 503, "CANARY", "LoginFailed");
    row("no answer to speak of", dpopKey, 200, "{", "LoginFailed");
    row("no key", "CANARY", 200, "{}", "BadKeyDocument");
    row("no PEM", "-----BEGIN PRIVATE KEY-----\\nCANARY\\n-----END PRIVATE KEY-----", 200, "{}",
        "BadKeyDocument");
}

void TestAccountSources::loginThatCannotBeRenewed()
{
    QFETCH(QByteArray, key);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, code);
    IdentityHome home;
    writeLogin(home, key.toStdString());
    home.transport().setHandler(
        [&](const HttpRequest&) -> Result<HttpResponse> { return tests::makeResponse(status, body); });
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(QByteArray::fromStdString(codeOf(keys)), code);
    const QByteArray message = QByteArray::fromStdString(keys.error().message);
    QVERIFY2(!message.contains("CANARY"), message.constData());
}

void TestAccountSources::loginWithoutItsCache()
{
    IdentityHome home;
    home.write("config", "[profile dev]\nregion = us-east-1\nlogin_session = arn:x\n");
    const auto keys = keysFrom(home, "dev");
    QCOMPARE(codeOf(keys), std::string("SignInRequired"));
    QVERIFY(keys.error().message.find("config, line 3") != std::string::npos);
}

void TestAccountSources::readOnlyHome()
{
    IdentityHome home;
    writeBase(home);
    home.write("config", "[profile dev]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\n"
                         "source_profile = base\n");
    home.write("cli", "a file where the folder would be");
    home.answerSts("ASIAROLE", "s", "t", "1");
    QCOMPARE(codeOf(keysFrom(home, "dev")), std::string("ASIAROLE"));
}

INIA_TEST_CLASS(TestAccountSources, QCoreApplication)
#include "tst_accountsources.moc"
