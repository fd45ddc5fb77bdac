#include "core/identity/consolelogin.h"
#include "core/identity/signincredentials.h"
#include "core/protocol/jsonreader.h"
#include "tests/support/identityhome.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QUrlQuery>
#include <QtTest/QtTest>

using namespace inia;
using namespace std::chrono_literals;
using tests::IdentityHome;

namespace {

constexpr const char* somebody = "arn:aws:iam::123456789012:user/somebody";

/// What AWS Sign-In gives to `who`.
QByteArray keysFor(const QByteArray& who)
{
    const auto part = [](const QByteArray& text) {
        return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    return R"({"accessToken": {"accessKeyId": "ASIANEW", "secretAccessKey": "s", "sessionToken": "t"},
        "expiresIn": 900, "refreshToken": "r", "tokenType": "aws_sigv4", "idToken": ")" +
           part("{}") + '.' + part("{\"sub\": \"" + who + "\"}") + ".x\"}";
}

struct ConsoleDesk {
    IdentityHome home;
    std::optional<Session> session;
    Owned<ConsoleLogin> login;
    std::string address;
    int status = 200;
    QByteArray body = keysFor(somebody);

    ConsoleDesk()
    {
        home.write("config", std::string("[profile dev]\nregion = us-east-1\nlogin_session = ") + somebody +
                                 "\n[profile role]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\n"
                                 "source_profile = dev\n[profile fresh]\nregion = us-east-1\n");
        home.transport().setHandler(
            [this](const HttpRequest&) -> Result<HttpResponse> { return tests::makeResponse(status, body); });
        SessionOptions options;
        options.profile = "dev";
        session = home.open(options).value();
        login = makeOwned<ConsoleLogin>(session->sources(),
                                        consoleLoginSettings(*session->sources(), "role").value(),
                                        ConsoleLoginWay::PastedCode);
        QObject::connect(login.get(), &ConsoleLogin::addressReady, login.get(),
                         [this](const std::string& ready) { address = ready; });
    }
    [[nodiscard]] std::string parameter(const char* name) const
    {
        return QUrlQuery(QUrl(QString::fromStdString(address)))
            .queryItemValue(QLatin1String(name), QUrl::FullyDecoded)
            .toStdString();
    }
    /// As the page shows it.
    [[nodiscard]] std::string code() const
    {
        return QByteArray::fromStdString("state=" + parameter("state") + "&code=c%2F0de")
            .toBase64()
            .toStdString();
    }
};

} // namespace

class TestConsoleLogin final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void signsIn();
    void refusals_data();
    void refusals();
    void isCancelledOrDropped();
    void browserNeverComesBack();
    void homeThatCannotBeWritten();
    void profilesOfOtherKinds();
};

void TestConsoleLogin::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
}

void TestConsoleLogin::signsIn()
{
    ConsoleDesk desk;
    QSignalSpy finished(desk.login.get(), &ConsoleLogin::finished);
    desk.login->start();
    QTRY_VERIFY(!desk.address.empty());
    QVERIFY2(
        desk.address.starts_with("https://us-east-1.signin.aws.amazon.com/v1/authorize?response_type=code&"),
        desk.address.c_str());
    QCOMPARE(desk.parameter("client_id"), std::string("arn:aws:signin:::devtools/cross-device"));
    QCOMPARE(desk.parameter("code_challenge_method"), std::string("SHA-256"));
    QCOMPARE(desk.parameter("redirect_uri"),
             std::string("https://us-east-1.signin.aws.amazon.com/v1/sessions/confirmation"));
    QCOMPARE(desk.home.transport().requestCount(), 0);
    QCOMPARE(desk.login->enterCode("no code").error().code, std::string("BadLoginCode"));
    QVERIFY(desk.login->enterCode(' ' + desk.code() + '\n').ok());
    QCOMPARE(desk.login->enterCode(desk.code()).error().code, std::string("BadLoginCode")); // serves once
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY2(desk.login->result().ok(),
             desk.login->result() ? "" : desk.login->result().error().message.c_str());
    QCOMPARE(desk.login->result()->accountId, std::string("123456789012"));
    QVERIFY(desk.login->result()->notice.empty());
    QCOMPARE(desk.home.transport().requestCount(), 1);
    const auto& request = desk.home.transport().requests().front();
    QCOMPARE(QByteArray::fromStdString(std::string(request.headers.value("DPoP"))).count('.'), 2);
    const auto asked = parseJson(request.body.toStdString());
    QCOMPARE((*asked)["code"].text(), std::string("c/0de"));
    // And those are the keys from then on.
    const auto keys = tests::keysOf(*desk.session);
    QVERIFY(keys.ok());
    QCOMPARE(keys->accessKey, std::string("ASIANEW"));
    QCOMPARE(desk.home.transport().requestCount(), 1);
}

void TestConsoleLogin::refusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, int status, const QByteArray& body, const char* code) {
        QTest::newRow(name) << status << body << QByteArray(code);
    };
    row("too late", 403, R"({"error": "AUTHCODE_EXPIRED", "message": "CANARY"})", "SignInExpired");
    row("not allowed", 403, R"({"error": "INSUFFICIENT_PERMISSIONS"})", "InsufficientPermissions");
    row("service down", 500, "CANARY", "SignInFailed");
    row("no answer to speak of", 200, "CANARY", "SignInFailed");
    row("nobody", 200, R"({"accessToken": {"accessKeyId": "CANARY"}, "idToken": "CANARY.!.x"})",
        "SignInFailed");
    row("half the keys", 200, QByteArray(keysFor(somebody)).replace("secretAccessKey", "other"),
        "SignInFailed");
    row("another", 200, keysFor("arn:aws:iam::1:user/another"), "SignedInAsAnother");
}

void TestConsoleLogin::refusals()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, code);
    ConsoleDesk desk;
    desk.status = status;
    desk.body = body;
    desk.login->start();
    QTRY_VERIFY(!desk.address.empty());
    QVERIFY(desk.login->enterCode(desk.code()).ok());
    QTRY_VERIFY(desk.login->isFinished());
    QVERIFY(!desk.login->result().ok());
    const auto& error = desk.login->result().error();
    QCOMPARE(QByteArray::fromStdString(error.code), code);
    QVERIFY2(error.message.find("CANARY") == std::string::npos, error.message.c_str());
    QVERIFY(
        !QFile::exists(QString::fromStdString(loginCachePath(desk.home.runtime().environment, somebody))));
}

void TestConsoleLogin::isCancelledOrDropped()
{
    ConsoleDesk desk;
    QSignalSpy finished(desk.login.get(), &ConsoleLogin::finished);
    connect(desk.login.get(), &ConsoleLogin::addressReady, desk.login.get(), &ConsoleLogin::cancel);
    desk.login->start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(desk.login->result().error().kind, ErrorKind::Cancelled);
    QVERIFY(!desk.login->enterCode(desk.code()).ok());
    ConsoleDesk dropped;
    connect(dropped.login.get(), &ConsoleLogin::addressReady, this, [&dropped] {
        QVERIFY(dropped.login->enterCode(dropped.code()).ok());
        dropped.login.reset();
    });
    dropped.login->start();
    QTRY_VERIFY(!dropped.login);
    QCoreApplication::processEvents();
    QCOMPARE(dropped.home.transport().openCount(), 0);
    QCOMPARE(desk.home.transport().requestCount(), 0);
}

void TestConsoleLogin::browserNeverComesBack()
{
    ConsoleDesk desk;
    ConsoleLogin login(desk.session->sources(), {"dev", {}, {}}, ConsoleLoginWay::Browser);
    connect(&login, &ConsoleLogin::addressReady, this,
            [&desk] { desk.home.clock().setNow(desk.home.clock().now() + 11min); });
    login.start();
    QTRY_VERIFY(login.isFinished());
    QCOMPARE(login.result().error().code, std::string("SignInExpired"));
}

void TestConsoleLogin::homeThatCannotBeWritten()
{
    ConsoleDesk desk;
    desk.home.write("login", "a file where the folder would be");
    desk.login->start();
    QTRY_VERIFY(!desk.address.empty());
    QVERIFY(desk.login->enterCode(desk.code()).ok());
    QTRY_VERIFY(desk.login->isFinished());
    QVERIFY(desk.login->result().ok());
    QVERIFY2(desk.login->result()->notice.find("login/cache/") != std::string::npos,
             desk.login->result()->notice.c_str());
    // This program has it all the same, and renews it.
    QCOMPARE(tests::keysOf(*desk.session).value().accessKey, std::string("ASIANEW"));
    QCOMPARE(desk.home.transport().requestCount(), 1);
    desk.home.clock().setNow(desk.home.clock().now() + 14min);
    desk.body.replace("ASIANEW", "ASIANEWER");
    const auto renewed = tests::keysOf(*desk.session);
    QVERIFY2(renewed.ok(), renewed ? "" : renewed.error().message.c_str());
    QCOMPARE(renewed->accessKey, std::string("ASIANEWER"));
    QVERIFY(!renewed->notice.empty());
    QCOMPARE(desk.home.transport().requestCount(), 2);
}

void TestConsoleLogin::profilesOfOtherKinds()
{
    ConsoleDesk desk;
    const auto& sources = *desk.session->sources();
    QVERIFY(!consoleLoginSettings(sources, "fresh").ok());
    QVERIFY(firstConsoleLogin(sources, "fresh").value().session.empty());
    QCOMPARE(firstConsoleLogin(sources, "dev").value().session, std::string(somebody));
    QVERIFY(firstConsoleLogin(sources, "role").error().message.find("config, line 6") != std::string::npos);
}

INIA_TEST_CLASS(TestConsoleLogin, QCoreApplication)
#include "tst_consolelogin.moc"
