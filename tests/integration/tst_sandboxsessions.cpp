#include "core/http/networktransport.h"
#include "core/identity/consolelogin.h"
#include "core/identity/identity.h"
#include "core/identity/ssologin.h"
#include "core/protocol/jsonreader.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtCore/QUrlQuery>
#include <QtTest/QtTest>

using namespace inia;

namespace {

constexpr int patience = 60'000;

/// What a browser sees that goes to the address, or sends a form there.
std::string fetched(const std::string& address, const std::optional<QByteArray>& form = std::nullopt)
{
    NetworkTransport browser;
    HttpRequest request;
    request.url = address;
    if (form) {
        request.method = "POST";
        request.body = *form;
        request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    }
    const auto reply = browser.send(request, {});
    QSignalSpy finished(reply.get(), &TransportReply::finished);
    if (!finished.wait(patience) || !reply->result())
        return {};
    const auto& response = *reply->result();
    return response.status == 302 ? fetched(std::string(response.headers.value("Location")))
                                  : response.body.toStdString();
}

} // namespace

/// Tabs of one profile at the sandbox, with a home of their own and the counter of its servers.
class TestSandboxSessions final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void tabsRenewOnce_data();
    void tabsRenewOnce();

private:
    [[nodiscard]] int asked(const char* what) const;
    [[nodiscard]] bool signInFor(const Session& session) const;
    void callAll(const std::vector<Session>& tabs) const;

    QTemporaryDir m_home;
    std::optional<tests::TestServer> m_server;
    std::string m_center;
};

void TestSandboxSessions::initTestCase()
{
    auto server = tests::sandboxServer();
    if (!server)
        QSKIP(server.error().message.c_str());
    m_server = std::move(server).value();
    auto& runtime = m_server->runtime;
    Environment::Variables variables{{"HOME", m_home.path().toStdString()}, {"AWS_MAX_ATTEMPTS", "2"}};
    for (const char* name : {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"})
        variables.emplace(name, runtime.environment.find(name).value());
    runtime.environment = Environment(variables);
    runtime.identities = std::make_shared<IdentityPool>();
    SessionOptions options;
    options.profile = "sandbox-sso";
    const auto session = m_server->session(options);
    QVERIFY(session.ok());
    const auto url = loginSettings(*session->sources(), "sandbox-sso").value().startUrl;
    m_center = url.substr(0, url.rfind('/'));
}

int TestSandboxSessions::asked(const char* what) const
{
    const auto counts = parseJson(fetched(m_center + "/admin/asked"));
    return counts ? static_cast<int>((*counts)[what].toInt()) : -1;
}

bool TestSandboxSessions::signInFor(const Session& session) const
{
    const auto& sources = session.sources();
    if (const auto settings = loginSettings(*sources, session.profileName())) {
        SsoLogin login(sources, *settings);
        connect(&login, &SsoLogin::codeReady, this, [this](const DeviceCode& code) {
            fetched(m_center + "/device",
                    "decision=allow&user_code=" + QByteArray::fromStdString(code.userCode));
        });
        login.start();
        return QTest::qWaitFor([&login] { return login.isFinished(); }, patience) && login.result().ok();
    }
    const auto settings = consoleLoginSettings(*sources, session.profileName());
    if (!settings)
        return true; // needs none
    ConsoleLogin login(sources, *settings, ConsoleLoginWay::PastedCode);
    connect(&login, &ConsoleLogin::addressReady, this, [this, &login](const std::string& address) {
        const auto query = QUrl(QString::fromStdString(address)).query(QUrl::FullyEncoded).toUtf8();
        const auto page = fetched(m_center + "/v1/authorize", query + "&decision=allow");
        static const QRegularExpression code(QStringLiteral("<code>([^<]+)</code>"));
        const auto text = code.match(QString::fromStdString(page)).captured(1);
        if (!login.enterCode(text.toStdString()))
            login.cancel();
    });
    login.start();
    return QTest::qWaitFor([&login] { return login.isFinished(); }, patience) && login.result().ok();
}

void TestSandboxSessions::callAll(const std::vector<Session>& tabs) const
{
    std::vector<ReplyPtr> calls;
    for (std::size_t i = 0; i < 50; ++i)
        calls.push_back(tabs[i % tabs.size()].client("sts").value().call("GetCallerIdentity"));
    for (const auto& call : calls) {
        QTRY_VERIFY_WITH_TIMEOUT(call->isFinished(), patience);
        QVERIFY2(call->result().ok(), call->result() ? "" : call->result().error().message.c_str());
    }
}

void TestSandboxSessions::tabsRenewOnce_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<QByteArray>("counter");
    QTest::newRow("role") << QByteArray("sandbox-role") << QByteArray("AssumeRole");
    QTest::newRow("Identity Center") << QByteArray("sandbox-sso") << QByteArray("/federation/credentials");
    QTest::newRow("console") << QByteArray("sandbox-login") << QByteArray("/v1/token");
    QTest::newRow("process") << QByteArray("sandbox-process") << QByteArray("/admin/keys");
}

/// Fifty calls in three tabs find no keys, and later keys that the server takes no longer.
void TestSandboxSessions::tabsRenewOnce()
{
    QFETCH(QByteArray, profile);
    QFETCH(QByteArray, counter);
    std::vector<Session> tabs;
    for (const char* region : {"us-west-2", "us-east-1", "eu-central-1"}) {
        SessionOptions options;
        options.profile = profile.toStdString();
        options.region = region;
        auto tab = m_server->session(options);
        QVERIFY(tab.ok());
        tabs.push_back(std::move(tab).value());
    }
    const int before = asked(counter.constData());
    QVERIFY(signInFor(tabs.front()));
    callAll(tabs);
    QCOMPARE(asked(counter.constData()) - before, 1);
    QCOMPARE(tabs.front().identity()->status().state, IdentityStatus::State::Ready);
    fetched(m_center + "/admin/end?what=keys", QByteArray());
    callAll(tabs);
    QCOMPARE(asked(counter.constData()) - before, 2);
}

INIA_TEST_CLASS(TestSandboxSessions, QCoreApplication)
#include "tst_sandboxsessions.moc"
