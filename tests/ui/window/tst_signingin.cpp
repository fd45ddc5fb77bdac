#include "core/identity/identity.h"
#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/browse/servicekit.h"
#include "ui/browse/sessionbar.h"
#include "ui/dialogs/popups.h"
#include "ui/models/signin.h"
#include "ui/signin/identity.h"
#include "ui/signin/signindesk.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

#include <memory>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using State = CollectionCursor::State;

namespace {

constexpr const char* ssoConfig =
    "[profile one]\nregion = us-west-2\nendpoint_url = http://127.0.0.1:9\nsso_session = corp\n"
    "sso_account_id = 123456789012\nsso_role_name = Admin\n"
    "[profile other]\nregion = us-east-1\nendpoint_url = http://127.0.0.1:9\nsso_session = corp\n"
    "sso_account_id = 210987654321\nsso_role_name = Ops\n"
    "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n";

constexpr const char* mfaConfig = "[profile one]\nregion = us-west-2\nendpoint_url = http://127.0.0.1:9\n"
                                  "role_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = base\n"
                                  "mfa_serial = arn:aws:iam::123456789012:mfa/me\n"
                                  "[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = s\n";

QByteArray assumedRole(const QDateTime& end)
{
    return "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult>"
           "<AssumedRoleUser><AssumedRoleId>A:s</AssumedRoleId>"
           "<Arn>arn:aws:sts::123456789012:assumed-role/Admin/s</Arn></AssumedRoleUser><Credentials>"
           "<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
           "<SessionToken>t</SessionToken><Expiration>" +
           end.toUTC().toString(Qt::ISODate).toLatin1() +
           "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
}

} // namespace

// Signing in and entering codes in the window, with what waits for them going on in its place.
class TestSigningIn final : public WindowTest {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void offersToSignIn();
    void signsInInPlace();
    void oneDialogForAllTabs();
    void goesOnInTheMiddle();
    void nothingIsSentBeforeItIsAskedFor();
    void closingTheTabLeavesTheDialog();
    void signsInByAnotherProgram();
    void entersACode();
    void declinesACode();
    void showsTheLifeOfKeys();
    void tellsWhoOneIs();
    void tellsWhy();
    void opensARoleWithoutAProfile();
    void savesARoleAsAProfile();

private:
    Result<HttpResponse> answer(const HttpRequest& request);
    void begin(const char* config);
    [[nodiscard]] const StateView* state() const { return visible<StateView>(m_fixture->view()->centre()); }
    void act(const QString& id) const;
    void signInForAccounts();
    void signInAtTheDialog();
    [[nodiscard]] int requests(const char* part) const;
    [[nodiscard]] const SessionInfo& info(int index = 0) const
    {
        return m_fixture->sessions().at(index).info;
    }
    [[nodiscard]] SignInDialog* dialog() const { return m_desk->dialog(); }

    std::shared_ptr<MfaPrompt> m_prompt;
    std::unique_ptr<SignInDesk> m_desk;
    bool m_isRefused = false; // by the portal
    std::chrono::seconds m_life = std::chrono::hours(1);
    QList<QUrl> m_opened;
};

void TestSigningIn::init()
{
    if (!makeWindow())
        return;
    m_isRefused = false;
    m_life = std::chrono::hours(1);
    m_opened.clear();
    m_prompt = std::make_shared<MfaPrompt>(m_fixture->appearance());
    m_fixture->prompt = m_prompt;
    m_prompt->setWindow(&m_fixture->window());
    m_desk =
        std::make_unique<SignInDesk>(m_fixture->appearance(), m_fixture->sessions(), [this](const QUrl& url) {
            m_opened.append(url);
            return true;
        });
    m_fixture->window().addSignIn(*m_desk);
    m_fixture->s3.addBucket("acme", {"a", "b"});
    m_fixture->s3.addNumberedBucket("numbers", 2500);
    m_fixture->transport->setHandler([this](const HttpRequest& request) { return answer(request); });
}

void TestSigningIn::cleanup()
{
    m_desk.reset();
    m_fixture.reset();
    m_prompt.reset();
}

Result<HttpResponse> TestSigningIn::answer(const HttpRequest& request)
{
    const auto isAt = [&request](const char* part) { return request.url.find(part) != std::string::npos; };
    if (isAt("/client/register"))
        return makeResponse(200,
                            R"({"clientId": "c", "clientSecret": "s", "clientSecretExpiresAt": 4102444800})");
    if (isAt("/device_authorization"))
        return makeResponse(200,
                            R"({"deviceCode": "d", "userCode": "ABCD-EFGH", "expiresIn": 600, "interval": 1,
            "verificationUri": "https:\/\/device.sso/"})");
    if (isAt("/token")) {
        m_isRefused = false;
        return makeResponse(200, R"({"accessToken": "t", "expiresIn": 28800, "tokenType": "Bearer"})");
    }
    if (isAt("/federation/credentials") && m_isRefused) {
        auto response = makeResponse(401, R"({"message": "no"})");
        response.headers.add("x-amzn-ErrorType", "UnauthorizedException");
        return response;
    }
    const QDateTime end = QDateTime::currentDateTime().addSecs(m_life.count());
    if (isAt("/federation/credentials"))
        return makeResponse(200, R"({"roleCredentials": {"accessKeyId": "ASIAROLE", "secretAccessKey": "s",
            "sessionToken": "t", "expiration": )" +
                                     QByteArray::number(end.toMSecsSinceEpoch()) + "}}");
    if (isAt("/assignment/accounts"))
        return makeResponse(200, R"({"accountList": [{"accountId": "333333333333", "accountName": "Dev"}]})");
    if (isAt("/assignment/roles"))
        return makeResponse(200, R"({"roleList": [{"roleName": "Developer"}]})");
    if (request.body.contains("Action=AssumeRole"))
        return makeResponse(200, assumedRole(end));
    return m_fixture->answer(request);
}

void TestSigningIn::begin(const char* config)
{
    m_fixture->writeConfig(config);
    QFile::remove(m_fixture->homeFile(QStringLiteral("credentials")));
    openSession();
}

void TestSigningIn::act(const QString& id) const
{
    emit visible<StateView>(m_fixture->view()->centre())->actionTriggered(id);
}

int TestSigningIn::requests(const char* part) const
{
    int count = 0;
    for (const auto& request : m_fixture->transport->requests())
        count += request.url.find(part) != std::string::npos ? 1 : 0;
    return count;
}

void TestSigningIn::signInAtTheDialog()
{
    QTRY_VERIFY(dialog() != nullptr); // told a turn later
    QTRY_VERIFY_WITH_TIMEOUT(dialog() == nullptr, 10'000);
}

void TestSigningIn::offersToSignIn()
{
    begin(ssoConfig);
    QTRY_COMPARE(info().keys.need, SignInNeed::SignIn);
    QVERIFY(m_fixture->button(QStringLiteral("Sign in")) != nullptr); // in the session bar
    m_fixture->view()->go(*Place::parse("s3://acme/"));
    QTRY_COMPARE(stateTitle(), QStringLiteral("Sign in to go on"));
    QVERIFY(dialog() == nullptr);
    QVERIFY(m_opened.isEmpty());
}

void TestSigningIn::signsInInPlace()
{
    begin(ssoConfig);
    const Place place = *Place::parse("s3://acme/");
    m_fixture->view()->go(place);
    QTRY_COMPARE(stateTitle(), QStringLiteral("Sign in to go on"));
    const SessionView* view = m_fixture->view();
    act(stateaction::signIn);
    signInAtTheDialog();
    QTRY_COMPARE(m_fixture->objects().loadedCount(), 2);
    QCOMPARE(m_fixture->view(), view);
    QCOMPARE(view->navigator().current(), place);
    QTRY_COMPARE(info().keys.need, SignInNeed::None);
    QTRY_COMPARE(info().accountId, QStringLiteral("123456789012"));
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/"))); // what the tree failed to list
    QCOMPARE(m_fixture->listings("acme"), 1);
}

void TestSigningIn::oneDialogForAllTabs()
{
    begin(ssoConfig);
    m_fixture->sessions().open({"other", std::nullopt, std::nullopt});
    QTRY_COMPARE(info(0).keys.need, SignInNeed::SignIn);
    QTRY_COMPARE(info(1).keys.need, SignInNeed::SignIn);
    m_fixture->transport->hold();
    m_desk->signIn(0);
    const SignInDialog* first = dialog();
    m_desk->signIn(1);
    QCOMPARE(dialog(), first);
    QCOMPARE(m_fixture->window().findChildren<SignInDialog*>().size(), 1);
    bool saysBoth = false;
    for (const auto* label : first->findChildren<QLabel*>())
        saysBoth = saysBoth || label->text().contains(QStringLiteral("2 tabs"));
    QVERIFY(saysBoth);
    m_fixture->transport->release();
    signInAtTheDialog();
    QTRY_COMPARE(info(0).keys.need, SignInNeed::None);
    QTRY_COMPARE(info(1).keys.need, SignInNeed::None);
    QTRY_COMPARE(info(1).keys.state, KeyLife::State::Quiet);
    QCOMPARE(requests("/client/register"), 1);
}

// Keys that end in the middle of a list: what is there stays, and the next page comes after the sign-in.
void TestSigningIn::goesOnInTheMiddle()
{
    begin(ssoConfig);
    QTRY_COMPARE(info().keys.need, SignInNeed::SignIn);
    m_desk->signIn(0);
    signInAtTheDialog();
    m_fixture->view()->go(*Place::parse("s3://numbers/"));
    QTRY_COMPARE(m_fixture->objects().loadedCount(), 1000);
    m_isRefused = true;
    QDir(m_fixture->homeFile(QStringLiteral(".aws/cli/cache"))).removeRecursively();
    m_fixture->sessions().at(0).session->identity()->forget();
    m_fixture->objects().loadMore();
    QTRY_COMPARE(m_fixture->objects().state(), State::Failed);
    QCOMPARE(m_fixture->objects().loadedCount(), 1000);
    auto* strip = visible<FailureStrip>(m_fixture->view()->centre());
    QVERIFY(strip != nullptr);
    QCOMPARE(strip->accessibleName(), QStringLiteral("Sign in to go on"));
    emit strip->actionTriggered(stateaction::signIn);
    signInAtTheDialog();
    QTRY_COMPARE(m_fixture->objects().loadedCount(), 2000);
    QVERIFY(!strip->isVisible());
}

void TestSigningIn::nothingIsSentBeforeItIsAskedFor()
{
    begin(ssoConfig);
    QTRY_COMPARE(info().keys.need, SignInNeed::SignIn);
    QVERIFY(m_fixture->transport->requests().empty());
}

void TestSigningIn::closingTheTabLeavesTheDialog()
{
    begin(ssoConfig);
    QTRY_COMPARE(info().keys.need, SignInNeed::SignIn);
    m_fixture->transport->hold();
    m_desk->signIn(0);
    m_fixture->sessions().close(0);
    QVERIFY(dialog() != nullptr);
    m_fixture->transport->release();
    signInAtTheDialog();
    QVERIFY(QFile::exists(
        m_fixture->homeFile(QStringLiteral(".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"))));
}

void TestSigningIn::signsInByAnotherProgram()
{
    begin(ssoConfig);
    m_fixture->view()->go(*Place::parse("s3://acme/"));
    QTRY_COMPARE(stateTitle(), QStringLiteral("Sign in to go on"));
    QTRY_COMPARE(info().keys.need, SignInNeed::SignIn);
    m_fixture->transport->hold();
    m_desk->signIn(0);
    QVERIFY(dialog() != nullptr);
    const QString folder = m_fixture->homeFile(QStringLiteral(".aws/sso/cache"));
    QVERIFY(QDir().mkpath(folder));
    QFile file(folder + QStringLiteral("/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"startUrl": "https:\/\/corp.awsapps.com/start", "region": "eu-west-1",
        "accessToken": "theirs", "expiresAt": "2100-01-01T00:00:00Z"})");
    file.close();
    QTRY_VERIFY(dialog() == nullptr);
    m_fixture->transport->release();
    QTRY_COMPARE(m_fixture->objects().loadedCount(), 2);
}

void TestSigningIn::entersACode()
{
    begin(mfaConfig);
    m_fixture->view()->go(*Place::parse("s3://acme/"));
    QTRY_VERIFY(m_prompt->dialog() != nullptr);
    QVERIFY(!m_prompt->dialog()->isModal());
    m_prompt->dialog()->field()->setText(QStringLiteral("123456"));
    m_prompt->dialog()->continueButton()->click();
    QTRY_COMPARE(m_fixture->objects().loadedCount(), 2);
    QVERIFY(m_prompt->dialog() == nullptr);
}

void TestSigningIn::declinesACode()
{
    begin(mfaConfig);
    m_fixture->view()->go(*Place::parse("s3://acme/"));
    QTRY_VERIFY(m_prompt->dialog() != nullptr);
    m_prompt->dialog()->reject();
    QTRY_COMPARE(stateTitle(), QStringLiteral("A code of your device is needed"));
    QTRY_COMPARE(info().keys.need, SignInNeed::Code);
    QVERIFY(m_prompt->dialog() == nullptr);
    act(stateaction::enterCode);
    QTRY_VERIFY(m_prompt->dialog() != nullptr);
    m_prompt->dialog()->field()->setText(QStringLiteral("123456"));
    m_prompt->dialog()->continueButton()->click();
    QTRY_COMPARE(m_fixture->objects().loadedCount(), 2);
    QTRY_COMPARE(info().keys.need, SignInNeed::None);
    QTRY_COMPARE(info().accountId, QStringLiteral("123456789012"));
}

void TestSigningIn::showsTheLifeOfKeys()
{
    m_life = std::chrono::seconds(42 * 60 + 30);
    begin(mfaConfig);
    QVERIFY(m_fixture->button(QStringLiteral("Keys: 42 min left")) == nullptr);
    QTRY_VERIFY(m_prompt->dialog() != nullptr);
    m_prompt->dialog()->field()->setText(QStringLiteral("123456"));
    m_prompt->dialog()->continueButton()->click();
    QTRY_COMPARE(info().keys.text, QStringLiteral("42 min left"));
    QCOMPARE(info().keys.state, KeyLife::State::Quiet);
    QVERIFY(m_fixture->button(QStringLiteral("Keys: 42 min left")) != nullptr);
}

void TestSigningIn::tellsWhoOneIs()
{
    begin(ssoConfig);
    QTRY_COMPARE(info().keys.need, SignInNeed::SignIn);
    m_desk->signIn(0);
    signInAtTheDialog();
    QTRY_VERIFY(!info().arn.isEmpty());
    emit m_fixture->window().sessionBar()->identityRequested(QPoint(10, 10));
    auto* popup = m_fixture->window().findChild<IdentityPopup*>();
    QVERIFY(popup != nullptr && popup->isVisible());
    popup->close();
}

void TestSigningIn::tellsWhy()
{
    begin(ssoConfig);
    emit m_fixture->window().sessionBar()->identityRequested(QPoint(10, 10));
    emit m_fixture->window().findChild<IdentityPopup*>()->whyRequested();
    const auto* why = m_fixture->window().findChild<WhyDialog*>();
    QVERIFY(why != nullptr && why->isVisible());
    const auto* model = why->table()->model();
    bool found = false;
    for (int row = 0; row < model->rowCount(); ++row) {
        const bool isRegion = model->index(row, 0).data() == QStringLiteral("region");
        found =
            found || (isRegion && model->index(row, 2).data().toString().endsWith(QStringLiteral("line 2")));
    }
    QVERIFY(found);
    m_fixture->window().findChild<IdentityPopup*>()->close();
}

/// The one account of a sign-in stands in the dialog.
void TestSigningIn::signInForAccounts()
{
    begin(ssoConfig);
    QTRY_COMPARE(info().keys.need, SignInNeed::SignIn);
    m_desk->showAccounts(0);
    auto* accounts = m_desk->accountsDialog();
    QTRY_VERIFY(accounts->stateView()->isVisible());
    emit accounts->stateView()->actionTriggered(stateaction::signIn);
    signInAtTheDialog();
    QTRY_COMPARE(accounts->tree()->model()->rowCount(), 1);
}

void TestSigningIn::opensARoleWithoutAProfile()
{
    signInForAccounts();
    if (QTest::currentTestFailed())
        return;
    auto* accounts = m_desk->accountsDialog();
    auto* tree = accounts->tree();
    const QModelIndex account = tree->model()->index(0, 0);
    tree->expand(account);
    QTRY_COMPARE(tree->model()->index(0, 0, account).data().toString(), QStringLiteral("Developer"));
    tree->setCurrentIndex(tree->model()->index(0, 0, account));
    accounts->openButton()->click();
    QCOMPARE(m_fixture->sessions().count(), 2);
    QCOMPARE(info(1).profile, QStringLiteral("Developer@333333333333"));
    QCOMPARE(m_fixture->window().sessionBar()->currentIndex(), 1);
    QTRY_COMPARE(info(1).keys.state, KeyLife::State::Quiet);
    QVERIFY(requests("account_id=333333333333") > 0);
    QCOMPARE(info(1).region, QStringLiteral("us-west-2"));
}

void TestSigningIn::savesARoleAsAProfile()
{
    signInForAccounts();
    if (QTest::currentTestFailed())
        return;
    auto* accounts = m_desk->accountsDialog();
    auto* tree = accounts->tree();
    const QModelIndex account = tree->model()->index(0, 0);
    tree->setCurrentIndex(account);
    QVERIFY(!accounts->saveButton()->isEnabled()); // an account is no role
    tree->expand(account);
    QTRY_COMPARE(tree->model()->index(0, 0, account).data().toString(), QStringLiteral("Developer"));
    tree->setCurrentIndex(tree->model()->index(0, 0, account));
    accounts->saveButton()->click();
    auto* dialog = accounts->findChild<SaveRoleDialog*>();
    QVERIFY(dialog != nullptr);
    const QString proposed = dialog->nameField()->text();
    QVERIFY2(proposed.endsWith(QStringLiteral("-Developer")), qPrintable(proposed));
    dialog->nameField()->setText(QStringLiteral("other")); // there is one already
    dialog->saveButton()->click();
    QTRY_VERIFY(dialog->saveButton()->isEnabled());
    QVERIFY(dialog->isVisible());
    dialog->nameField()->setText(proposed);
    dialog->saveButton()->click();
    QTRY_COMPARE(m_fixture->sessions().count(), 2);
    QCOMPARE(info(1).profile, proposed);
    QCOMPARE(m_fixture->window().sessionBar()->currentIndex(), 1);
    QTRY_COMPARE(info(1).keys.state, KeyLife::State::Quiet);
    QVERIFY(requests("account_id=333333333333") > 0);
    QFile file(m_fixture->homeFile(QStringLiteral("config")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.startsWith(ssoConfig));
    QVERIFY2(text.endsWith("[profile " + proposed.toUtf8() +
                           "]\nsso_session = corp\nsso_account_id = 333333333333\nsso_role_name = "
                           "Developer\nregion = us-west-2\nendpoint_url = http://127.0.0.1:9\n"),
             text.constData());
}

INIA_TEST_CLASS(TestSigningIn, QApplication)
#include "tst_signingin.moc"
