#include "core/credentials/credentials.h"
#include "core/credentials/credentialsources.h"
#include "tests/support/testmain.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtTest/QtTest>

using namespace inia;

namespace {

/// Answers from the event loop, as providers that ask a network do.
class LateProvider final : public CredentialsProvider {
public:
    explicit LateProvider(Result<Credentials> answer) : m_answer(std::move(answer)) {}
    void resolve(QObject* context, Callback callback) override
    {
        ++asked;
        QTimer::singleShot(0, context,
                           [callback = std::move(callback), answer = m_answer] { callback(answer); });
    }
    int asked = 0;

private:
    Result<Credentials> m_answer;
};

Credentials keys(const char* accessKey)
{
    Credentials credentials;
    credentials.accessKey = accessKey;
    return credentials;
}

} // namespace

class TestCredentialsChain final : public QObject {
    Q_OBJECT

private slots:
    void firstAnswerWins();
    void errorsEndTheWalk();
    void nobodyHasAny();
    void halfPairsAreNamed();
    void emptyChain();
    void outlivesItself();
    void silentWhenContextDies();
};

void TestCredentialsChain::firstAnswerWins()
{
    const auto declines = std::make_shared<LateProvider>(declined("no"));
    const auto behind = std::make_shared<LateProvider>(keys("B"));
    CredentialsChain chain({declines, std::make_shared<StaticCredentialsProvider>(keys("A")), behind});
    QString found;
    chain.resolve(this, [&found](const Result<Credentials>& result) {
        found += result ? QString::fromStdString(result->accessKey) : QStringLiteral("?");
    });
    QVERIFY(found.isEmpty());
    QTRY_COMPARE(found, QStringLiteral("A"));
    QCOMPARE(declines->asked, 1);
    QCOMPARE(behind->asked, 0);
}

void TestCredentialsChain::errorsEndTheWalk()
{
    const auto behind = std::make_shared<LateProvider>(keys("B"));
    CredentialsChain chain({std::make_shared<LateProvider>(partialCredentials("x", "y")), behind});
    QString code;
    chain.resolve(this, [&code](const Result<Credentials>& result) {
        code = result ? QStringLiteral("?") : QString::fromStdString(result.error().code);
    });
    QTRY_COMPARE(code, QStringLiteral("PartialCredentials"));
    QCOMPARE(behind->asked, 0);
}

void TestCredentialsChain::nobodyHasAny()
{
    CredentialsChain chain({std::make_shared<LateProvider>(declined("a is not set")),
                            std::make_shared<LateProvider>(declined({})),
                            std::make_shared<LateProvider>(declined("b is not there"))});
    QByteArray message;
    chain.resolve(this, [&message](const Result<Credentials>& result) {
        QVERIFY(!result.ok());
        QCOMPARE(result.error().kind, ErrorKind::Credentials);
        QCOMPARE(result.error().code, std::string("NoCredentials"));
        message = QByteArray::fromStdString(result.error().message);
    });
    QTRY_VERIFY(!message.isEmpty());
    QVERIFY2(message.startsWith("No credentials were found: a is not set; b is not there. "),
             message.constData());
}

void TestCredentialsChain::halfPairsAreNamed()
{
    CredentialsChain chain({std::make_shared<LateProvider>(declined("half", true)),
                            std::make_shared<LateProvider>(declined("none"))});
    QString code;
    chain.resolve(this, [&code](const Result<Credentials>& result) {
        code = result ? QStringLiteral("?") : QString::fromStdString(result.error().code);
    });
    QTRY_COMPARE(code, QStringLiteral("PartialCredentials"));
}

void TestCredentialsChain::emptyChain()
{
    int calls = 0;
    CredentialsChain({}).resolve(this, [&calls](const Result<Credentials>& result) {
        QVERIFY(!result.ok());
        QVERIFY(isDeclined(result.error()));
        ++calls;
    });
    QCOMPARE(calls, 1);
}

void TestCredentialsChain::outlivesItself()
{
    QString found;
    {
        CredentialsChain chain(
            {std::make_shared<LateProvider>(declined("no")), std::make_shared<LateProvider>(keys("A"))});
        chain.resolve(this, [&found](const Result<Credentials>& result) {
            found = result ? QString::fromStdString(result->accessKey) : QStringLiteral("?");
        });
    }
    QTRY_COMPARE(found, QStringLiteral("A"));
}

void TestCredentialsChain::silentWhenContextDies()
{
    CredentialsChain chain({std::make_shared<LateProvider>(keys("A"))});
    int calls = 0;
    auto context = std::make_unique<QObject>();
    chain.resolve(context.get(), [&calls](const Result<Credentials>&) { ++calls; });
    context.reset();
    bool later = false;
    chain.resolve(this, [&later](const Result<Credentials>&) { later = true; });
    QTRY_VERIFY(later);
    QCOMPARE(calls, 0);
}

INIA_TEST_CLASS(TestCredentialsChain, QCoreApplication)
#include "tst_credentialschain.moc"
