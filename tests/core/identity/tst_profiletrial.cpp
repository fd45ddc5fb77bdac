#include "core/session/accountlookup.h"
#include "tests/support/identityhome.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QCoreApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;
using Step = ProfileTrial::Step;
using State = ProfileTrial::State;

namespace {

constexpr const char* keys = "aws_access_key_id = AKIDTRIAL\naws_secret_access_key = verysecret\n";
constexpr const char* caller =
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ann</Arn>"
    "<UserId>U</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
constexpr const char* buckets =
    "<ListAllMyBucketsResult><Buckets><Bucket><Name>acme</Name></Bucket></Buckets></ListAllMyBucketsResult>";

HttpResponse refusal(int status, const char* code)
{
    return makeResponse(status, QByteArray("<Error><Code>") + code + "</Code><Message>no</Message></Error>");
}

} // namespace

// Trying a profile step by step, before it is written.
class TestProfileTrial final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void asksStsWhoThatIs();
    void asksStoresForBuckets();
    void takesDeniedForKnown();
    void namesTheStep_data();
    void namesTheStep();
    void sendsNothingUnasked();
    void sendsNothingMoreWhenDropped();

private:
    void make(const std::string& profile);
    bool run();
    [[nodiscard]] const ProfileTrial::Entry& last() const { return m_trial->entries().back(); }

    std::unique_ptr<IdentityHome> m_home;
    Owned<ProfileTrial> m_trial;
};

void TestProfileTrial::init()
{
    if (!hasModelPack())
        QSKIP("there is no model pack");
    m_trial.reset();
    m_home = std::make_unique<IdentityHome>();
}

void TestProfileTrial::make(const std::string& profile)
{
    auto files = ConfigFiles::parse("[profile p]\n" + profile, "config", {}, "credentials");
    QVERIFY(files.ok());
    m_trial = makeOwned<ProfileTrial>(m_home->runtime(),
                                      std::make_shared<const ConfigFiles>(std::move(files).value()), "p");
}

bool TestProfileTrial::run()
{
    QSignalSpy finished(m_trial.get(), &ProfileTrial::finished);
    m_trial->start();
    return finished.isEmpty() && finished.wait() && m_trial->isFinished() && finished.count() == 1;
}

void TestProfileTrial::asksStsWhoThatIs()
{
    make(std::string("region = eu-west-1\n") + keys);
    m_home->transport().enqueue(makeResponse(200, caller));
    QVERIFY(run());
    QCOMPARE(m_home->transport().requestCount(), 1);
    QVERIFY(m_home->transport().requests().front().url.starts_with("https://sts.eu-west-1."));
    for (const auto& entry : m_trial->entries())
        QCOMPARE(entry.state, State::Passed);
    QCOMPARE(last().fact, std::string("arn:aws:iam::123456789012:user/ann"));
    for (const auto& entry : m_trial->entries())
        QVERIFY(entry.fact.find("AKIDTRIAL") == std::string::npos);
}

void TestProfileTrial::asksStoresForBuckets()
{
    make(std::string("region = us-east-1\nendpoint_url = http://127.0.0.1:9000\ns3 =\n  addressing_style = "
                     "path\nrequest_checksum_calculation = when_required\n") +
         keys);
    m_home->transport().enqueue(makeResponse(200, buckets));
    m_home->transport().enqueue(makeResponse(200, "<ListBucketResult><Name>acme</Name></ListBucketResult>"));
    QVERIFY(run());
    QCOMPARE(m_trial->entries().front().fact,
             std::string("us-east-1, http://127.0.0.1:9000, path style, checksums where required"));
    QCOMPARE(last().step, Step::Objects);
    QCOMPARE(last().state, State::Passed);
    QVERIFY(m_home->transport().requests().back().url.starts_with("http://127.0.0.1:9000/acme?"));
}

void TestProfileTrial::takesDeniedForKnown()
{
    make(std::string("region = auto\nendpoint_url = http://127.0.0.1:9000\n") + keys);
    m_home->transport().enqueue(refusal(403, "AccessDenied"));
    QVERIFY(run());
    QCOMPARE(last().step, Step::Buckets);
    QCOMPARE(last().state, State::Passed);
}

void TestProfileTrial::namesTheStep_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<QByteArray>("code"); // that the server answers
    QTest::addColumn<int>("step");
    QTest::addColumn<QByteArray>("words"); // in error or advice
    const QByteArray store = QByteArray("region = us-east-1\nendpoint_url = http://127.0.0.1:9000\n") + keys;
    QTest::newRow("no such setting") << QByteArray("retry_mode = never\n") << QByteArray()
                                     << int(Step::Settings) << QByteArray("retry_mode");
    QTest::newRow("half a pair") << QByteArray("region = eu-west-1\naws_access_key_id = A\n") << QByteArray()
                                 << int(Step::Keys) << QByteArray("aws_secret_access_key");
    QTest::newRow("sign-in") << QByteArray("region = eu-west-1\nsso_start_url = https://s\nsso_region = "
                                           "eu-west-1\nsso_account_id = 123456789012\nsso_role_name = R\n")
                             << QByteArray() << int(Step::Keys) << QByteArray("ign in");
    QTest::newRow("unknown key") << store << QByteArray("InvalidAccessKeyId") << int(Step::Buckets)
                                 << QByteArray("does not know the access key id");
    QTest::newRow("wrong secret") << store << QByteArray("SignatureDoesNotMatch") << int(Step::Buckets)
                                  << QByteArray("secret access key is not");
    QTest::newRow("nobody there") << store << QByteArray("(nobody)") << int(Step::Buckets)
                                  << QByteArray("refused");
}

void TestProfileTrial::namesTheStep()
{
    QFETCH(QByteArray, profile);
    QFETCH(QByteArray, code);
    QFETCH(int, step);
    QFETCH(QByteArray, words);
    make(profile.toStdString());
    if (code == "(nobody)")
        m_home->transport().enqueue(makeError(ErrorKind::Transport, "ConnectionRefused", "refused"));
    else if (!code.isEmpty())
        m_home->transport().enqueue(refusal(403, code.constData()));
    QVERIFY(run());
    const auto& entries = m_trial->entries();
    const auto failed = std::find_if(entries.begin(), entries.end(),
                                     [](const auto& entry) { return entry.state == State::Failed; });
    QVERIFY(failed != entries.end());
    QCOMPARE(int(failed->step), step);
    const auto told = failed->error->message + failed->advice;
    QVERIFY2(told.find(words.toStdString()) != std::string::npos, told.c_str());
    QVERIFY(told.find("verysecret") == std::string::npos);
    for (auto after = failed + 1; after != entries.end(); ++after)
        QCOMPARE(after->state, State::Waiting);
    QCOMPARE(m_home->transport().requestCount(), code.isEmpty() ? 0 : 1); // and no second attempt
}

void TestProfileTrial::sendsNothingUnasked()
{
    make(std::string("region = eu-west-1\n") + keys);
    QCoreApplication::processEvents();
    QCOMPARE(m_home->transport().requestCount(), 0);
    QVERIFY(m_trial->entries().empty());
}

void TestProfileTrial::sendsNothingMoreWhenDropped()
{
    make(std::string("region = us-east-1\nendpoint_url = http://127.0.0.1:9000\n") + keys);
    m_home->transport().hold();
    m_home->transport().enqueue(makeResponse(200, buckets));
    m_trial->start();
    QTRY_COMPARE(m_home->transport().openCount(), 1);
    m_trial.reset();
    QTRY_COMPARE(m_home->transport().openCount(), 0);
    QCOMPARE(m_home->transport().requestCount(), 1);
}

INIA_TEST_CLASS(TestProfileTrial, QCoreApplication)
#include "tst_profiletrial.moc"
