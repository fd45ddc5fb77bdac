#include "tests/support/identityhome.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/signin/signindialog.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/progress.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLayout>
#include <QtWidgets/QLineEdit>

#include <memory>

using namespace inia;
using namespace inia::ui;
using tests::IdentityHome;

// Signing in at Identity Center in its dialog.
class TestSignInDialog final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsTheCode();
    void opensNoBrowserByItself();
    void copiesTheCode();
    void signsIn();
    void tellsWhatWentWrong_data();
    void tellsWhatWentWrong();
    void triesAgain();
    void switchesToTheBrowserOfThisMachine();
    void noBrowser();
    void opensNothingButWebPages();
    void sendsNothingOnceClosed();
    void saysWhoWaits();
    void takesTheCodeOfTheConsole();
    void comesBackFromTheConsole();

private:
    void makeAtConsole();
    Result<HttpResponse> answer(const HttpRequest& request);
    void make();
    [[nodiscard]] QAbstractButton* button(const QString& text) const;
    [[nodiscard]] bool says(const QString& text) const;
    [[nodiscard]] int tokensAskedFor() const;

    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<IdentityHome> m_home;
    std::unique_ptr<SignInDialog> m_dialog;
    QByteArray m_page;       // of the device code
    QByteArray m_tokenError; // empty: the token
    bool m_holdsToken = true;
    bool m_browserOpens = true;
    QList<QUrl> m_opened;
};

void TestSignInDialog::init()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
    m_page = "https:\\/\\/device.sso/?user_code=ABCD-EFGH";
    m_tokenError.clear();
    m_holdsToken = true;
    m_browserOpens = true;
    m_opened.clear();
    m_home = std::make_unique<IdentityHome>();
    m_home->write("config", "[profile dev]\nsso_session = corp\nregion = us-east-1\n[sso-session corp]\n"
                            "sso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n");
    m_home->transport().setHandler([this](const HttpRequest& request) { return answer(request); });
    make();
}

void TestSignInDialog::cleanup()
{
    m_dialog.reset();
    m_home.reset();
}

Result<HttpResponse> TestSignInDialog::answer(const HttpRequest& request)
{
    if (request.url.ends_with("/client/register"))
        return tests::makeResponse(200, R"({"clientId": "client", "clientSecret": "client secret",
            "clientSecretExpiresAt": 1800000000})");
    if (request.url.ends_with("/device_authorization")) {
        if (m_holdsToken)
            m_home->transport().hold();
        return tests::makeResponse(200, R"({"deviceCode": "device", "userCode": "ABCD-EFGH",
            "verificationUri": "https:\/\/device.sso/", "expiresIn": 600, "interval": 1,
            "verificationUriComplete": ")" + m_page +
                                            "\"}");
    }
    if (!m_tokenError.isEmpty()) {
        auto response = tests::makeResponse(400, QByteArray(R"({"error": "x", "error_description": "y"})"));
        response.headers.add("x-amzn-ErrorType", m_tokenError.toStdString());
        return response;
    }
    return tests::makeResponse(200, R"({"accessToken": "fresh token", "expiresIn": 28800,
        "refreshToken": "fresh refresh token", "tokenType": "Bearer"})");
}

void TestSignInDialog::make()
{
    SessionOptions options;
    options.profile = "dev";
    const auto session = m_home->open(options).value();
    m_dialog = std::make_unique<SignInDialog>(
        *m_appearance, SignInFacts{QStringLiteral("corp"), QStringLiteral("corp.awsapps.com/start"), 4},
        session.sources(), loginSettings(*session.sources(), "dev").value(), [this](const QUrl& url) {
            m_opened.append(url);
            return m_browserOpens;
        });
    m_dialog->start(SsoLoginWay::DeviceCode);
    m_dialog->show();
}

QAbstractButton* TestSignInDialog::button(const QString& text) const
{
    for (auto* button : m_dialog->findChildren<QAbstractButton*>()) {
        if (!button->isHidden() && button->text() == text)
            return button;
    }
    return nullptr;
}

bool TestSignInDialog::says(const QString& text) const
{
    for (const auto* label : m_dialog->findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    return false;
}

int TestSignInDialog::tokensAskedFor() const
{
    int count = 0;
    for (const auto& request : m_home->transport().requests())
        count += request.url.ends_with("/token") ? 1 : 0;
    return count;
}

void TestSignInDialog::showsTheCode()
{
    QVERIFY(says(QStringLiteral("Asking Identity Center")));
    QTRY_VERIFY(says(QStringLiteral("ABCD-EFGH")));
    QVERIFY(says(QStringLiteral("Sign in to corp")));
    QVERIFY(says(QStringLiteral("Used by 4 profiles \u00B7 corp.awsapps.com/start")));
    QVERIFY(says(QStringLiteral("10:00 left")));
    QVERIFY(says(QStringLiteral("Waiting for your approval")));
    QCOMPARE(m_dialog->width(), m_appearance->theme().px(420));
    // Nothing is cut off at the bottom.
    QVERIFY(m_dialog->height() >= m_dialog->layout()->heightForWidth(m_dialog->width()));
}

void TestSignInDialog::opensNoBrowserByItself()
{
    QTRY_VERIFY(says(QStringLiteral("ABCD-EFGH")));
    QVERIFY(m_opened.isEmpty());
    button(QStringLiteral("Open browser"))->click();
    QCOMPARE(m_opened, QList<QUrl>{QUrl(QStringLiteral("https://device.sso/?user_code=ABCD-EFGH"))});
    QVERIFY(button(QStringLiteral("Open browser again")) != nullptr);
}

void TestSignInDialog::copiesTheCode()
{
    QSignalSpy copied(m_dialog.get(), &SignInDialog::copyRequested);
    QTRY_VERIFY(says(QStringLiteral("ABCD-EFGH")));
    button(QStringLiteral("Copy code"))->click();
    QCOMPARE(copied.takeFirst().first().toString(), QStringLiteral("ABCD-EFGH"));
}

void TestSignInDialog::signsIn()
{
    QSignalSpy signedIn(m_dialog.get(), &SignInDialog::signedIn);
    QTRY_COMPARE(tokensAskedFor(), 1);
    QVERIFY(m_dialog->isVisible());
    m_home->transport().release();
    QTRY_COMPARE(signedIn.count(), 1);
    QVERIFY(!m_dialog->isVisible());
    QVERIFY(!m_home->read("sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json").isEmpty());
}

void TestSignInDialog::tellsWhatWentWrong_data()
{
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QString>("words");
    QTest::newRow("denied") << QByteArray("AccessDeniedException") << QStringLiteral("denied");
    QTest::newRow("expired") << QByteArray("ExpiredTokenException")
                             << QStringLiteral("not confirmed in time");
}

void TestSignInDialog::tellsWhatWentWrong()
{
    QFETCH(QByteArray, error);
    QFETCH(QString, words);
    m_tokenError = error;
    QTRY_COMPARE(tokensAskedFor(), 1);
    m_home->transport().release();
    QTRY_VERIFY(button(QStringLiteral("Try again")) != nullptr);
    QVERIFY(m_dialog->isVisible());
    QVERIFY(says(words));
    QVERIFY(!says(QStringLiteral("ABCD-EFGH")));
    QVERIFY(!m_dialog->findChild<Spinner*>()->isVisible());
}

void TestSignInDialog::triesAgain()
{
    m_tokenError = "AccessDeniedException";
    QTRY_COMPARE(tokensAskedFor(), 1);
    m_home->transport().release();
    QTRY_VERIFY(button(QStringLiteral("Try again")) != nullptr);
    m_tokenError.clear();
    m_holdsToken = false;
    QSignalSpy signedIn(m_dialog.get(), &SignInDialog::signedIn);
    button(QStringLiteral("Try again"))->click();
    QVERIFY(button(QStringLiteral("Try again")) == nullptr);
    QTRY_COMPARE(signedIn.count(), 1);
}

void TestSignInDialog::switchesToTheBrowserOfThisMachine()
{
    QTRY_VERIFY(says(QStringLiteral("ABCD-EFGH")));
    m_home->transport().release();
    button(QStringLiteral("Use a browser on this machine"))->click();
    QCOMPARE(m_dialog->way(), SsoLoginWay::Browser);
    QVERIFY(!says(QStringLiteral("ABCD-EFGH")));
    QTRY_VERIFY(button(QStringLiteral("Open browser"))->isEnabled());
    button(QStringLiteral("Open browser"))->click();
    QVERIFY(m_opened.last().query().contains(QStringLiteral("code_challenge")));
    button(QStringLiteral("Use another device\u2026"))->click();
    QTRY_VERIFY(says(QStringLiteral("ABCD-EFGH")));
}

void TestSignInDialog::noBrowser()
{
    m_browserOpens = false;
    QTRY_VERIFY(says(QStringLiteral("ABCD-EFGH")));
    button(QStringLiteral("Open browser"))->click();
    QVERIFY(says(QStringLiteral("No browser could be opened")));
    QVERIFY(m_dialog->isVisible());
}

void TestSignInDialog::opensNothingButWebPages()
{
    m_dialog.reset();
    m_page = "file:\\/\\/\\/etc/passwd";
    m_home->transport().release();
    make();
    QTRY_VERIFY(says(QStringLiteral("ABCD-EFGH")));
    QVERIFY(!button(QStringLiteral("Open browser"))->isEnabled());
    QVERIFY(says(QStringLiteral("no page to open")));
    QVERIFY(m_opened.isEmpty());
}

void TestSignInDialog::sendsNothingOnceClosed()
{
    QTRY_COMPARE(tokensAskedFor(), 1);
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
    QTRY_COMPARE(m_home->transport().openCount(), 0);
    m_home->transport().release();
    QCoreApplication::processEvents();
    QCOMPARE(tokensAskedFor(), 1);
}

void TestSignInDialog::saysWhoWaits()
{
    QVERIFY(says(QStringLiteral("shared with the AWS CLI")));
    m_dialog->setWaiting(QStringLiteral("2 tabs"));
    QVERIFY(says(QStringLiteral("2 tabs")));
}

void TestSignInDialog::makeAtConsole()
{
    m_dialog.reset();
    m_home->write("config", "[profile dev]\nlogin_session = arn:aws:iam::123456789012:user/ann\n"
                            "region = us-east-1\n");
    const auto session = m_home->open({.profile = "dev"}).value();
    m_dialog = std::make_unique<SignInDialog>(
        *m_appearance,
        SignInFacts{QStringLiteral("AWS"), QStringLiteral("arn:aws:iam::123456789012:user/ann")},
        session.sources(), consoleLoginSettings(*session.sources(), "dev").value(), [this](const QUrl& url) {
            m_opened.append(url);
            return m_browserOpens;
        });
    m_dialog->start(SsoLoginWay::Browser);
    m_dialog->show();
}

void TestSignInDialog::takesTheCodeOfTheConsole()
{
    makeAtConsole();
    m_home->transport().forgetRequests();
    QTRY_VERIFY(button(QStringLiteral("Open browser"))->isEnabled());
    auto* field = m_dialog->findChild<QLineEdit*>();
    QVERIFY(!field->isVisible());
    button(QStringLiteral("Use another device\u2026"))->click();
    QVERIFY(field->isVisible());
    QVERIFY(!button(QStringLiteral("Sign in"))->isEnabled());
    QTRY_VERIFY(says(QStringLiteral("Waiting for the code")));
    field->setText(QStringLiteral("no such code"));
    button(QStringLiteral("Sign in"))->click();
    QVERIFY(m_dialog->isVisible());
    QVERIFY(field->isEnabled());
    QVERIFY(!says(QStringLiteral("Waiting for the code"))); // but what is wrong with it
    QCOMPARE(m_home->transport().requestCount(), 0);
    QVERIFY(m_opened.isEmpty());
}

void TestSignInDialog::comesBackFromTheConsole()
{
    makeAtConsole();
    QVERIFY(says(QStringLiteral("Sign in to AWS")));
    QVERIFY(says(QStringLiteral("user/ann")));
    QTRY_VERIFY(button(QStringLiteral("Open browser"))->isEnabled());
    button(QStringLiteral("Open browser"))->click();
    QCOMPARE(m_opened.size(), 1);
    QVERIFY(m_opened.front().query().contains(QStringLiteral("code_challenge")));
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
}

INIA_TEST_CLASS(TestSignInDialog, QApplication)
#include "tst_signindialog.moc"
