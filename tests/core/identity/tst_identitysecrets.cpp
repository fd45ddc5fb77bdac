#include "core/identity/identity.h"
#include "core/identity/sourcecontext.h"
#include "core/identity/ssologin.h"
#include "core/observe/exchangelog.h"
#include "core/protocol/jsonwriter.h"
#include "tests/support/identityhome.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace std::chrono_literals;
using tests::IdentityHome;

namespace {

/// In everything that is secret; the code of a device has digits alone.
constexpr const char* canary = "CANARY";
constexpr const char* mfaCode = "918273";

class WillingPerson final : public SignInPrompt {
public:
    void askMfaCode(const MfaQuestion&, QObject*, CodeCallback callback) override
    {
        callback(std::string(mfaCode));
    }
};

/// Everything that is shown or kept of what a program did.
class Traces final {
public:
    void add(const std::string& what, std::string_view text)
    {
        for (const char* secret : {canary, mfaCode}) {
            if (text.find(secret) != std::string_view::npos)
                found << QString::fromStdString(what + ": " + std::string(text.substr(0, 300)));
        }
        bytes += text.size();
    }
    void add(const std::string& what, const std::optional<Error>& error)
    {
        for (const Error* each = error ? &*error : nullptr; each != nullptr; each = each->cause.get())
            add(what, each->message);
    }
    void add(const HttpHeaders& headers)
    {
        for (const auto& [name, value] : headers)
            add("header " + name, value);
    }
    void add(const ExchangeCall& call)
    {
        const std::string what = call.service + " " + call.operation;
        add(what + " parameters", toJson(call.params));
        add(what + " result", toJson(call.result));
        add(what + " target", call.target);
        add(what + " error", call.error);
        for (const auto& attempt : call.attempts) {
            add(what + " url", attempt.request.url);
            add(what + " request", attempt.request.body.toStdString());
            add(what + " canonical request", attempt.signing.canonicalRequest);
            add(what + " response", attempt.response.body.toStdString());
            add(what + " attempt", attempt.error);
            add(attempt.request.headers);
            add(attempt.response.headers);
        }
    }
    void add(const IdentityStatus& status)
    {
        add("status error", status.error);
        for (const auto& note : status.notes)
            add("status of " + note.link, note.answer);
        add("status", status.source + status.accountId + status.profile);
    }

    QStringList found;
    std::size_t bytes = 0;
};

Result<HttpResponse> answerWithCanaries(const HttpRequest& request)
{
    const auto json = [](const char* text) { return tests::makeResponse(200, text); };
    if (request.url.ends_with("/client/register"))
        return json(
            R"({"clientId": "c", "clientSecret": "CANARY client", "clientSecretExpiresAt": 1800000000})");
    if (request.url.ends_with("/device_authorization"))
        return json(R"({"deviceCode": "CANARY device", "userCode": "AB", "verificationUri": "https:\/\/d\/",
            "expiresIn": 600, "interval": 1})");
    if (request.url.ends_with("/token"))
        return json(R"({"accessToken": "CANARY access", "refreshToken": "CANARY refresh", "expiresIn": 28800,
            "idToken": "CANARY id"})");
    if (request.url.find("/federation/credentials") != std::string::npos)
        return json(R"({"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "CANARY secret",
            "sessionToken": "CANARY session", "expiration": 1767326645000}})");
    return tests::makeResponse(404, "CANARY unknown");
}

} // namespace

class TestIdentitySecrets final : public QObject {
    Q_OBJECT

private slots:
    void nothingIsTold_data();
    void nothingIsTold();
};

void TestIdentitySecrets::nothingIsTold_data()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
    QTest::addColumn<QByteArray>("profile");
    for (const char* profile : {"mfa", "sso", "renewed", "web", "process", "failing", "keys", "login"})
        QTest::newRow(profile) << QByteArray(profile);
}

void TestIdentitySecrets::nothingIsTold()
{
    QFETCH(QByteArray, profile);
    IdentityHome home;
    const auto log = std::make_shared<ExchangeLog>();
    home.runtime().exchangeLog = log;
    home.runtime().prompt = std::make_shared<WillingPerson>();
    const auto token = home.write("token", "CANARY identity token");
    home.write("config",
               "[profile mfa]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = keys\n"
               "mfa_serial = m\n[profile keys]\nregion = us-east-1\n[profile sso]\nregion = us-east-1\n"
               "sso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\n"
               "sso_start_url = https://corp/start\nsso_region = us-east-1\n[profile renewed]\n"
               "region = us-east-1\nsso_session = corp\nsso_account_id = 2\nsso_role_name = r\n"
               "[profile web]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/w\n"
               "web_identity_token_file = " +
                   token +
                   "\n[profile process]\nregion = us-east-1\n"
                   "credential_process = sh -c 'echo token=CANARY; exit 1'\n[profile failing]\n"
                   "region = us-east-1\ncredential_process = sh -c 'echo password=CANARY >&2; exit 1'\n"
                   "[profile login]\nregion = us-east-1\nlogin_session = arn:x\n");
    home.write("credentials", "[keys]\naws_access_key_id = AKIDBASE\naws_secret_access_key = CANARY base\n"
                              "aws_session_token = CANARY base token\n");
    home.setVariable("AWS_LOGIN_CACHE_DIRECTORY", home.path("login"));
    home.write("login/x.json", R"({"accessToken": "CANARY"})");
    home.answerSts("ASIAROLE", "CANARY role", "CANARY role token", "1");
    home.transport().setHandler(
        [sts = home.stsHandler()](const HttpRequest& request) -> Result<HttpResponse> {
            return request.url.find("sts.") != std::string::npos ? sts(request) : answerWithCanaries(request);
        });
    SessionOptions options;
    options.profile = profile.toStdString();
    Traces traces;
    if (profile == "sso") {
        const auto session = home.open(options);
        SsoLogin login(session->sources(), loginSettings(*session->sources(), "sso").value());
        login.start();
        QTRY_VERIFY(login.isFinished());
        QVERIFY(login.result().ok());
    } else if (profile == "renewed") {
        home.signIn("corp", "https://corp/start", "us-east-1", 5min);
    }
    const auto session = home.open(options);
    QVERIFY(session.ok());
    const auto keys = tests::keysOf(*session);
    traces.add("error", keys ? std::optional<Error>() : keys.error());
    // A call that fails and echoes what it was sent.
    if (keys) {
        home.transport().setHandler([](const HttpRequest& request) -> Result<HttpResponse> {
            std::string echo = R"({"__type": "InvalidSomething", "message": ")";
            for (const auto& [name, value] : request.headers)
                echo += name + ": " + value + "; ";
            return tests::makeResponse(400, QByteArray::fromStdString(echo + "\"}"));
        });
        const auto call = session->client("sqs").value().call("ListQueues");
        QTRY_VERIFY(call->isFinished());
        traces.add("echo", call->result() ? std::optional<Error>() : call->result().error());
    }
    for (std::size_t i = 0; i < log->size(); ++i)
        traces.add(log->at(i));
    traces.add(session->identity()->status());
    for (const auto& setting : session->settings())
        traces.add("setting " + setting.name, setting.value + setting.origin.place);
    for (const auto& warning : session->warnings())
        traces.add("warning", warning);
    QVERIFY2(traces.found.isEmpty(), qPrintable(traces.found.join(QLatin1Char('\n'))));
    QVERIFY(traces.bytes > 500);
}

INIA_TEST_CLASS(TestIdentitySecrets, QCoreApplication)
#include "tst_identitysecrets.moc"
