#include "core/http/networktransport.h"
#include "core/identity/ssologin.h"
#include "core/protocol/jsonreader.h"
#include "tests/support/identityhome.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QUrlQuery>
#include <QtTest/QtTest>

#include <deque>

using namespace inia;
using namespace std::chrono_literals;
using tests::IdentityHome;

namespace {

HttpResponse oidcError(const char* error)
{
    auto response = tests::makeResponse(400, QByteArray(R"({"error": "x", "error_description": "y"})"));
    response.headers.add("x-amzn-ErrorType", error);
    return response;
}

HttpResponse oidcToken()
{
    return tests::makeResponse(200, R"({"accessToken": "fresh token", "expiresIn": 28800,
        "refreshToken": "fresh refresh token", "tokenType": "Bearer"})");
}

/// An identity server that answers each question for the token with the next of a script.
struct IdentityServer {
    IdentityHome home;
    std::deque<Result<HttpResponse>> tokens;

    IdentityServer()
    {
        home.write("config", "[profile dev]\nsso_session = corp\nregion = us-east-1\n[sso-session corp]\n"
                             "sso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n"
                             "sso_registration_scopes = sso:account:access, codewhisperer:analysis\n"
                             "[profile plain]\nregion = us-east-1\n");
        home.transport().setHandler([this](const HttpRequest& request) -> Result<HttpResponse> {
            if (request.url.ends_with("/client/register"))
                return tests::makeResponse(200, R"({"clientId": "client", "clientSecret": "client secret",
                    "clientSecretExpiresAt": 1800000000})");
            // Slashes are escaped, since moc takes two of them in a raw string for a comment.
            if (request.url.ends_with("/device_authorization"))
                return tests::makeResponse(200, R"({"deviceCode": "device", "userCode": "ABCD-EFGH",
                    "verificationUri": "https:\/\/device.sso/", "expiresIn": 600, "interval": 1,
                    "verificationUriComplete": "https:\/\/device.sso/?user_code=ABCD-EFGH"})");
            const auto answer = tokens.front();
            if (tokens.size() > 1)
                tokens.pop_front();
            return answer;
        });
    }

    Owned<SsoLogin> login(SsoLoginWay way = SsoLoginWay::DeviceCode)
    {
        SessionOptions options;
        options.profile = "dev";
        const auto session = home.open(options).value();
        auto settings = loginSettings(*session.sources(), "dev").value();
        return makeOwned<SsoLogin>(session.sources(), std::move(settings), way);
    }
};

/// What a browser that goes to the address gets: status and text.
std::pair<int, QByteArray> visit(const std::string& address)
{
    NetworkTransport browser;
    HttpRequest request;
    request.url = address;
    const auto reply = browser.send(request, {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    if (!finished.wait(20'000) || !reply->result())
        return {0, {}};
    return {reply->result()->status, reply->result()->body};
}

std::string parameterOf(const std::string& address, const char* name)
{
    return QUrlQuery(QUrl(QString::fromStdString(address)))
        .queryItemValue(QLatin1String(name), QUrl::FullyDecoded)
        .toStdString();
}

/// A sign-in in a browser that has got as far as its address.
struct BrowserSignIn {
    IdentityServer server;
    Owned<SsoLogin> login;
    std::string address;

    BrowserSignIn()
    {
        server.tokens = {oidcToken()};
        login = server.login(SsoLoginWay::Browser);
        QObject::connect(login.get(), &SsoLogin::addressReady, login.get(),
                         [this](const std::string& ready) { address = ready; });
        login->start();
        static_cast<void>(QTest::qWaitFor([this] { return !address.empty() || login->isFinished(); }));
    }
    [[nodiscard]] std::string callback(const std::string& query) const
    {
        return parameterOf(address, "redirect_uri") + "?" + query;
    }
};

} // namespace

class TestSsoLogin final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void signsIn();
    void ends_data();
    void ends();
    void slowsDown();
    void expiresByTheClock();
    void isCancelled();
    void isDropped();
    void homeThatCannotBeWritten();
    void profileWithoutIdentityCenter();
    void browserComesBack();
    void browserOfAnotherSignIn();
    void browserIsDenied();
    void browserNeverComesBack();
};

void TestSsoLogin::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
}

void TestSsoLogin::signsIn()
{
    IdentityServer server;
    server.tokens = {oidcError("AuthorizationPendingException"),
                     makeError(ErrorKind::Transport, "ConnectionClosed", "the network was away"),
                     oidcError("AuthorizationPendingException"), oidcToken()};
    const auto login = server.login();
    QSignalSpy finished(login.get(), &SsoLogin::finished);
    std::vector<DeviceCode> codes;
    connect(login.get(), &SsoLogin::codeReady, this,
            [&codes](const DeviceCode& code) { codes.push_back(code); });
    login->start();
    QCOMPARE(finished.count(), 0);
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY2(login->result().ok(), login->result() ? "" : login->result().error().message.c_str());
    QCOMPARE(codes.size(), std::size_t(1));
    QCOMPARE(codes[0].userCode, std::string("ABCD-EFGH"));
    QCOMPARE(codes[0].addressWithCode, std::string("https://device.sso/?user_code=ABCD-EFGH"));
    const auto registered = parseJson(server.home.transport().requests()[0].body.toStdString());
    QCOMPARE((*registered)["clientType"].text(), std::string("public"));
    QCOMPARE((*registered)["scopes"][1].text(), std::string("codewhisperer:analysis"));
    QVERIFY(server.home.transport().requests()[0].url.starts_with("https://oidc.eu-west-1.amazonaws.com/"));
    const auto token =
        parseJson(server.home.read("sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json").toStdString());
    QVERIFY(token.ok());
    QCOMPARE((*token)["accessToken"].text(), std::string("fresh token"));
    QCOMPARE((*token)["refreshToken"].text(), std::string("fresh refresh token"));
    QCOMPARE((*token)["registrationExpiresAt"].text(), std::string("2027-01-15T08:00:00Z"));
    QCOMPARE((*token)["region"].text(), std::string("eu-west-1"));
}

void TestSsoLogin::ends_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("denied") << QByteArray("AccessDeniedException") << QByteArray("SignInDenied");
    QTest::newRow("too late") << QByteArray("ExpiredTokenException") << QByteArray("SignInExpired");
    QTest::newRow("another") << QByteArray("InvalidClientException") << QByteArray("InvalidClientException");
}

void TestSsoLogin::ends()
{
    QFETCH(QByteArray, error);
    QFETCH(QByteArray, code);
    IdentityServer server;
    server.tokens = {oidcError("AuthorizationPendingException"), oidcError(error.constData())};
    const auto login = server.login();
    QSignalSpy finished(login.get(), &SsoLogin::finished);
    login->start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(QByteArray::fromStdString(login->result().error().code), code);
    QVERIFY(server.home.read("sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json").isEmpty());
}

void TestSsoLogin::slowsDown()
{
    IdentityServer server;
    server.tokens = {oidcError("SlowDownException"), oidcError("AuthorizationPendingException"), oidcToken()};
    const auto login = server.login();
    QSignalSpy finished(login.get(), &SsoLogin::finished);
    login->start();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(login->result().ok());
    QCOMPARE(server.home.clock().delays(), (std::vector<std::chrono::milliseconds>{1s, 6s, 6s}));
}

void TestSsoLogin::expiresByTheClock()
{
    IdentityServer server;
    server.tokens = {oidcError("AuthorizationPendingException")};
    const auto login = server.login();
    QSignalSpy finished(login.get(), &SsoLogin::finished);
    connect(login.get(), &SsoLogin::codeReady, this,
            [&server] { server.home.clock().setNow(server.home.clock().now() + 11min); });
    login->start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(login->result().error().code, std::string("SignInExpired"));
    QCOMPARE(server.home.transport().requestCount(), 2);
}

void TestSsoLogin::isCancelled()
{
    IdentityServer server;
    server.tokens = {oidcError("AuthorizationPendingException")};
    const auto login = server.login();
    QSignalSpy finished(login.get(), &SsoLogin::finished);
    connect(login.get(), &SsoLogin::codeReady, login.get(), &SsoLogin::cancel);
    login->start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(login->result().error().kind, ErrorKind::Cancelled);
    login->cancel();
    QCoreApplication::processEvents();
    QCOMPARE(finished.count(), 1);
    QCOMPARE(server.home.transport().requestCount(), 2);
}

void TestSsoLogin::isDropped()
{
    IdentityServer server;
    server.tokens = {oidcToken()};
    auto login = server.login();
    connect(login.get(), &SsoLogin::codeReady, this, [&login] { login.reset(); });
    login->start();
    QTRY_VERIFY(!login);
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(server.home.transport().requestCount(), 2);
}

void TestSsoLogin::homeThatCannotBeWritten()
{
    IdentityServer server;
    server.tokens = {oidcToken()};
    server.home.write("sso", "a file where the folder would be");
    const auto login = server.login();
    QSignalSpy finished(login.get(), &SsoLogin::finished);
    login->start();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(login->result().ok());
    QVERIFY2(login->notice().find("sso/cache/") != std::string::npos, login->notice().c_str());
    SessionOptions options;
    options.profile = "dev";
    const auto session = server.home.open(options).value();
    QCOMPARE(tests::bearerOf(session).value().text, std::string("fresh token"));
    // What another program can write counts again.
    QVERIFY(QFile::remove(QString::fromStdString(server.home.path("sso"))));
    server.home.signIn("corp", "https://corp.awsapps.com/start", "eu-west-1");
    QCOMPARE(tests::bearerOf(session).value().text, std::string("an access token"));
}

void TestSsoLogin::profileWithoutIdentityCenter()
{
    IdentityServer server;
    SessionOptions options;
    options.profile = "plain";
    const auto session = server.home.open(options);
    QVERIFY(session.ok());
    const auto settings = loginSettings(*session->sources(), "plain");
    QVERIFY(!settings.ok());
    QVERIFY(settings.error().message.find("config, line 8") != std::string::npos);
}

void TestSsoLogin::browserComesBack()
{
    BrowserSignIn signIn;
    const auto& address = signIn.address;
    QVERIFY2(address.starts_with("https://oidc.eu-west-1.amazonaws.com/authorize?response_type=code&"),
             address.c_str());
    QCOMPARE(parameterOf(address, "client_id"), std::string("client"));
    QCOMPARE(parameterOf(address, "scopes"), std::string("sso:account:access codewhisperer:analysis"));
    QCOMPARE(parameterOf(address, "code_challenge_method"), std::string("S256"));
    QVERIFY(parameterOf(address, "redirect_uri").starts_with("http://127.0.0.1:"));
    const auto registered = parseJson(signIn.server.home.transport().requests()[0].body.toStdString());
    QCOMPARE((*registered)["redirectUris"][0].text(), std::string("http://127.0.0.1/oauth/callback"));
    QCOMPARE((*registered)["issuerUrl"].text(), std::string("https://corp.awsapps.com/start"));
    QSignalSpy finished(signIn.login.get(), &SsoLogin::finished);
    const auto [status, page] = visit(signIn.callback("code=c0de&state=" + parameterOf(address, "state")));
    QCOMPARE(status, 200);
    QVERIFY2(page.contains("Signed in"), page.constData());
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(signIn.login->result().ok());
    const auto asked = parseJson(signIn.server.home.transport().requests().back().body.toStdString());
    QCOMPARE((*asked)["grantType"].text(), std::string("authorization_code"));
    QCOMPARE((*asked)["code"].text(), std::string("c0de"));
    QCOMPARE((*asked)["redirectUri"].text(), parameterOf(address, "redirect_uri"));
    const auto challenge = QCryptographicHash::hash(
        QByteArray::fromStdString((*asked)["codeVerifier"].text()), QCryptographicHash::Sha256);
    QCOMPARE(QByteArray::fromStdString(parameterOf(address, "code_challenge")),
             challenge.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    QVERIFY(!signIn.server.home.read("sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json").isEmpty());
}

void TestSsoLogin::browserOfAnotherSignIn()
{
    BrowserSignIn signIn;
    const auto requests = signIn.server.home.transport().requestCount();
    QVERIFY(visit(signIn.callback("code=c0de&state=guessed")).second.contains("another sign-in"));
    QVERIFY(visit(signIn.callback("code=c0de")).second.contains("another sign-in"));
    QVERIFY(visit(signIn.callback("error=access_denied")).second.contains("another sign-in"));
    const auto elsewhere = signIn.callback("x=1");
    QCOMPARE(visit(elsewhere.substr(0, elsewhere.find("/oauth")) + "/favicon.ico").first, 404);
    QVERIFY(!signIn.login->isFinished());
    QCOMPARE(signIn.server.home.transport().requestCount(), requests);
}

void TestSsoLogin::browserIsDenied()
{
    BrowserSignIn signIn;
    QSignalSpy finished(signIn.login.get(), &SsoLogin::finished);
    const auto [status, page] =
        visit(signIn.callback("error=access_denied&state=" + parameterOf(signIn.address, "state")));
    QVERIFY2(page.contains("not completed"), page.constData());
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(signIn.login->result().error().code, std::string("SignInDenied"));
}

void TestSsoLogin::browserNeverComesBack()
{
    IdentityServer server;
    server.tokens = {oidcToken()};
    const auto login = server.login(SsoLoginWay::Browser);
    QSignalSpy finished(login.get(), &SsoLogin::finished);
    connect(login.get(), &SsoLogin::addressReady, this,
            [&server] { server.home.clock().setNow(server.home.clock().now() + 11min); });
    login->start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(login->result().error().code, std::string("SignInExpired"));
}

INIA_TEST_CLASS(TestSsoLogin, QCoreApplication)
#include "tst_ssologin.moc"
