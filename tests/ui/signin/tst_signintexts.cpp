#include "core/identity/identity.h"
#include "tests/support/testmain.h"
#include "ui/models/displaytext.h"
#include "ui/models/keyvaluemodel.h"
#include "ui/models/signin.h"
#include "ui/signin/identity.h"
#include "ui/widgets/stateview.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace inia;
using namespace inia::ui;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(inia::Renewal)
Q_DECLARE_METATYPE(inia::ui::KeyLife::State)

namespace {

const std::chrono::system_clock::time_point now{1'767'323'045s};

IdentityStatus ready(std::chrono::seconds left, Renewal renewal)
{
    IdentityStatus status;
    status.state = IdentityStatus::State::Ready;
    status.source = "sso";
    status.accessKey = "ASIAEXAMPLEKEYWXYZ";
    status.expiry = now + left;
    status.renewal = renewal;
    return status;
}

Error required(const char* code)
{
    return makeError(ErrorKind::Credentials, code,
                     "The sign-in ended. Sign in with: inia-cli login --profile dev");
}

QString textOf(const std::vector<KeyValueSection>& sections)
{
    QString text;
    for (const auto& section : sections) {
        for (const auto& row : section.rows)
            text += row.key + u'=' + row.value + u'\n';
    }
    return text;
}

} // namespace

// What is said of keys: how long they last, who they are, why a session is as it is.
class TestSignInTexts final : public QObject {
    Q_OBJECT

private slots:
    void life_data();
    void life();
    void lifeOfNoKeys();
    void needs();
    void stateOffersSignIn();
    void identityMasksItsKey();
    void settingsThatAreSetComeFirst();
};

void TestSignInTexts::life_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<Renewal>("renewal");
    QTest::addColumn<KeyLife::State>("state");
    QTest::addColumn<QString>("text");
    using State = KeyLife::State;
    QTest::newRow("plenty") << 42 * 60 + 59 << Renewal::Person << State::Quiet
                            << QStringLiteral("42 min left");
    QTest::newRow("hours") << 8 * 3600 - 60 << Renewal::None << State::Quiet
                           << QStringLiteral("7 h 59 min left");
    QTest::newRow("days") << 3 * 86400 << Renewal::None << State::Quiet << QStringLiteral("3 days left");
    QTest::newRow("just time") << 300 << Renewal::Person << State::Quiet << QStringLiteral("5 min left");
    QTest::newRow("soon") << 299 << Renewal::Person << State::Soon << QStringLiteral("4 min left");
    QTest::newRow("soon, silent") << 60 << Renewal::Silent << State::Quiet << QStringLiteral("1 min left");
    QTest::newRow("over") << 0 << Renewal::None << State::Over << QStringLiteral("Expired");
    QTest::newRow("over, code") << -5 << Renewal::Person << State::Over << QStringLiteral("Enter code");
    QTest::newRow("over, silent") << -5 << Renewal::Silent << State::None << QString();
}

void TestSignInTexts::life()
{
    QFETCH(int, seconds);
    QFETCH(Renewal, renewal);
    QFETCH(KeyLife::State, state);
    QFETCH(QString, text);
    const KeyLife life = keyLife(ready(std::chrono::seconds(seconds), renewal), now);
    QCOMPARE(life.state, state);
    QCOMPARE(life.text, text);
    QCOMPARE(life.need == SignInNeed::Code, seconds <= 0 && renewal == Renewal::Person);
}

void TestSignInTexts::lifeOfNoKeys()
{
    IdentityStatus status;
    QCOMPARE(keyLife(status, now), KeyLife());
    status.state = IdentityStatus::State::Failed;
    status.error = required("SignInRequired");
    const KeyLife life = keyLife(status, now);
    QCOMPARE(life.need, SignInNeed::SignIn);
    QCOMPARE(life.state, KeyLife::State::Over);
    QCOMPARE(life.text, QStringLiteral("Sign in"));
    QCOMPARE(life.tip, QStringLiteral("The sign-in ended."));
    status.error = makeError(ErrorKind::Transport, "ConnectionRefused", "no");
    QCOMPARE(keyLife(status, now), KeyLife());
}

void TestSignInTexts::needs()
{
    QCOMPARE(signInNeed(required("SignInRequired")), SignInNeed::SignIn);
    QCOMPARE(signInNeed(required("MfaRequired")), SignInNeed::Code);
    QCOMPARE(signInNeed(required("NoCredentials")), SignInNeed::None);
    // Of a service that happens to say the same.
    QCOMPARE(signInNeed(makeError(ErrorKind::Service, "SignInRequired", "x")), SignInNeed::None);
    const Error outer = required("SignInRequired").wrapped(ErrorKind::Configuration, "the source profile");
    QCOMPARE(signInNeed(outer), SignInNeed::SignIn);
}

void TestSignInTexts::stateOffersSignIn()
{
    StateContent content = errorState(required("SignInRequired"), QStringLiteral("acme failed"), true);
    offerSignIn(content, required("SignInRequired"));
    QCOMPARE(content.actions.first().id, stateaction::signIn);
    QCOMPARE(content.actions.size(), 2); // and Retry: nothing was sent that could be shown
    QVERIFY(!content.sentence.contains(QStringLiteral("inia-cli")));
    content = errorState(required("NoCredentials"), QStringLiteral("acme failed"), true);
    const StateContent before = content;
    offerSignIn(content, required("NoCredentials"));
    QCOMPARE(content, before);
    const auto gap = failedPageState(required("MfaRequired"), 4, QStringLiteral("The 3,000 rows stay."));
    QCOMPARE(gap.actions.first().id, stateaction::enterCode);
    QCOMPARE(gap.sentence, QStringLiteral("The 3,000 rows stay."));
}

void TestSignInTexts::identityMasksItsKey()
{
    SessionInfo info;
    info.accountId = QStringLiteral("123456789012");
    info.arn = QStringLiteral("arn:aws:sts::123456789012:assumed-role/Admin/me");
    IdentityStatus status = ready(60min, Renewal::Silent);
    status.notes = {{"env", "no AWS_ACCESS_KEY_ID"}, {"sso", ""}};
    const QString text = textOf(IdentityPopup::sections(info, &status));
    QVERIFY(text.contains(info.arn));
    QVERIFY(text.contains(QStringLiteral("1234-5678-9012")));
    QVERIFY(text.contains(QStringLiteral("****WXYZ")));
    QVERIFY(!text.contains(QStringLiteral("EXAMPLEKEY")));
    QVERIFY(text.contains(QStringLiteral("env=no AWS_ACCESS_KEY_ID")));
    QVERIFY(text.contains(QStringLiteral("sso=gave them")));
    QCOMPARE(toQString(maskedKeyId("AKI")), QStringLiteral("****"));
    QVERIFY(!textOf(IdentityPopup::sections(info, nullptr)).contains(QStringLiteral("env")));
}

void TestSignInTexts::settingsThatAreSetComeFirst()
{
    using Kind = SettingOrigin::Kind;
    SettingsModel model({{"retry_mode", "standard", {Kind::Default, {}}},
                         {"region", "us-west-2", {Kind::Profile, "/home/me/.aws/config, line 7"}},
                         {"endpoint_url", "http://a", {Kind::Explicit, {}}}});
    QAbstractItemModelTester tester(&model);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, SettingsModel::NameColumn).data().toString(), QStringLiteral("region"));
    QCOMPARE(model.index(0, SettingsModel::OriginColumn).data().toString(),
             QStringLiteral("/home/me/.aws/config, line 7"));
    QCOMPARE(model.index(1, SettingsModel::OriginColumn).data().toString(),
             QStringLiteral("chosen in this window"));
    QCOMPARE(model.index(2, SettingsModel::OriginColumn).data().toString(), QStringLiteral("default"));
    QVERIFY(model.text().contains(QStringLiteral("region\tus-west-2\t/home/me")));
}

INIA_TEST_CLASS(TestSignInTexts, QApplication)
#include "tst_signintexts.moc"
