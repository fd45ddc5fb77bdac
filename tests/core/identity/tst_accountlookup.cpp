#include "core/session/accountlookup.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QCoreApplication>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;

class TestAccountLookup final : public QObject {
    Q_OBJECT

private slots:
    void namesThePerson_data();
    void namesThePerson();
    void asksSts_data();
    void asksSts();
};

void TestAccountLookup::namesThePerson_data()
{
    QTest::addColumn<std::string>("arn");
    QTest::addColumn<std::string>("name");
    const auto row = [](const char* arn, const char* name) {
        QTest::newRow(arn) << std::string(arn) << std::string(name);
    };
    row("arn:aws:iam::123456789012:user/team/west-developer", "west-developer");
    row("arn:aws:sts::123456789012:assumed-role/Admin/session", "Admin");
    row("arn:aws:sts::123456789012:federated-user/ann", "ann");
    row("arn:aws:iam::123456789012:root", "root");
    row("arn:aws:iam", "");
    row("", "");
}

void TestAccountLookup::namesThePerson()
{
    QFETCH(std::string, arn);
    QTEST((CallerIdentity{{}, arn}.name()), "name");
}

void TestAccountLookup::asksSts_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<std::string>("code");
    QTest::newRow("answered") << 200
                              << QByteArray(
                                     "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::"
                                     "123456789012:user/ann</Arn><Account>123456789012</Account>"
                                     "</GetCallerIdentityResult></GetCallerIdentityResponse>")
                              << std::string();
    QTest::newRow("refused") << 403
                             << QByteArray("<ErrorResponse><Error><Code>InvalidClientTokenId</Code>"
                                           "<Message>no</Message></Error></ErrorResponse>")
                             << std::string("InvalidClientTokenId");
}

void TestAccountLookup::asksSts()
{
    if (!hasModelPack())
        QSKIP("there is no model pack");
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(std::string, code);
    const auto test = makeTestSession();
    QVERIFY(test);
    test->transport->setHandler([&](const HttpRequest&) { return makeResponse(status, body); });
    const auto lookup = makeOwned<AccountLookup>(test->session);
    QTRY_VERIFY(lookup->isFinished());
    QCOMPARE(lookup->result() ? std::string() : lookup->result().error().code, code);
    if (lookup->result()) {
        QCOMPARE(lookup->result()->account, std::string("123456789012"));
        QCOMPARE(lookup->result()->name(), std::string("ann"));
    }
}

INIA_TEST_CLASS(TestAccountLookup, QCoreApplication)
#include "tst_accountlookup.moc"
