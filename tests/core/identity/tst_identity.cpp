#include "core/client/client.h"
#include "core/credentials/credentialsources.h"
#include "core/identity/identity.h"
#include "tests/support/identityhome.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QTimer>
#include <QtTest/QtTest>

using namespace inia;
using namespace std::chrono_literals;

namespace {

/// Gives keys from the event loop, numbered, until told to fail.
class CountingSource final : public CredentialsProvider {
public:
    explicit CountingSource(tests::FakeClock& clock) : m_clock(clock) {}
    void resolve(QObject* context, Callback callback) override
    {
        ++asked;
        QTimer::singleShot(0, context, [this, callback = std::move(callback)] {
            if (fails) {
                callback(makeError(ErrorKind::Credentials, "SourceFailed", "the source is down"));
                return;
            }
            Credentials keys;
            keys.accessKey = "AKID" + std::to_string(asked);
            keys.expiry = m_clock.now() + lasts;
            keys.renewal = renewal;
            callback(keys);
        });
    }
    int asked = 0;
    bool fails = false;
    std::chrono::seconds lasts = 1h;
    Renewal renewal = Renewal::Silent;

private:
    tests::FakeClock& m_clock;
};

struct Bench {
    std::shared_ptr<tests::FakeClock> clock = std::make_shared<tests::FakeClock>();
    std::shared_ptr<CountingSource> source = std::make_shared<CountingSource>(*clock);
    Identity identity{std::make_shared<CredentialsChain>(CredentialsChain::Links{{source, "counting"}}),
                      clock, "dev"};

    void pass(std::chrono::seconds time) { clock->setNow(clock->now() + time); }
    /// The key, or the error's code.
    std::string key()
    {
        std::string text;
        QObject context;
        identity.resolve(&context, [&text](const Result<Credentials>& keys) {
            text = keys ? keys->accessKey : keys.error().code;
        });
        static_cast<void>(QTest::qWaitFor([&text] { return !text.empty(); }));
        return text;
    }
    /// What is given without any waiting.
    std::string keyAtOnce()
    {
        std::string text;
        QObject context;
        identity.resolve(&context, [&text](const Result<Credentials>& keys) {
            text = keys ? keys->accessKey : keys.error().code;
        });
        return text;
    }
};

} // namespace

class TestIdentity final : public QObject {
    Q_OBJECT

private slots:
    void renewsBesideTheCalls();
    void waitsInTheMandatoryWindow();
    void failureBesideTheCallsCostsNothing();
    void failureInTheMandatoryWindowIsTheirs();
    void expiredKeysAreAnError();
    void keysWithoutEndStay();
    void aPersonIsAskedAtTheEndAlone();
    void nobodyWaitsAnyLonger();
    void statusTells();
    void diesInItsOwnCallback();
    void oneRenewalForAllTabs();
    void otherServersAreAnotherIdentity();
    void expiryInMidWork();
    void keysThatAreRefused();
    void keysOfFilesThatAreRefused();
    void filesThatChange();
};

void TestIdentity::renewsBesideTheCalls()
{
    Bench bench;
    QCOMPARE(bench.key(), std::string("AKID1"));
    bench.pass(44min);
    QCOMPARE(bench.keyAtOnce(), std::string("AKID1"));
    QCOMPARE(bench.source->asked, 1);
    bench.pass(2min);
    QCOMPARE(bench.keyAtOnce(), std::string("AKID1"));
    QCOMPARE(bench.source->asked, 2);
    QCOMPARE(bench.keyAtOnce(), std::string("AKID1")); // no second one beside it
    QCOMPARE(bench.source->asked, 2);
    QTRY_COMPARE(bench.keyAtOnce(), std::string("AKID2"));
}

void TestIdentity::waitsInTheMandatoryWindow()
{
    Bench bench;
    QCOMPARE(bench.key(), std::string("AKID1"));
    bench.pass(51min);
    QCOMPARE(bench.keyAtOnce(), std::string());
    QCOMPARE(bench.identity.status().state, IdentityStatus::State::Ready); // who asked has gone
    QCOMPARE(bench.key(), std::string("AKID3"));
}

void TestIdentity::failureBesideTheCallsCostsNothing()
{
    Bench bench;
    QCOMPARE(bench.key(), std::string("AKID1"));
    bench.source->fails = true;
    bench.pass(46min);
    QCOMPARE(bench.keyAtOnce(), std::string("AKID1"));
    QTRY_VERIFY(bench.identity.status().error.has_value());
    QCOMPARE(bench.identity.status().state, IdentityStatus::State::Ready);
    QCOMPARE(bench.keyAtOnce(), std::string("AKID1"));
    QCOMPARE(bench.source->asked, 2); // not at every call
    bench.pass(61s);
    QCOMPARE(bench.keyAtOnce(), std::string("AKID1"));
    QCOMPARE(bench.source->asked, 3);
}

void TestIdentity::failureInTheMandatoryWindowIsTheirs()
{
    Bench bench;
    QCOMPARE(bench.key(), std::string("AKID1"));
    bench.source->fails = true;
    bench.pass(51min);
    QCOMPARE(bench.key(), std::string("SourceFailed"));
    QCOMPARE(bench.identity.status().state, IdentityStatus::State::Failed);
    bench.source->fails = false;
    QCOMPARE(bench.key(), std::string("AKID3"));
}

void TestIdentity::expiredKeysAreAnError()
{
    Bench bench;
    bench.source->lasts = -1s;
    QCOMPARE(bench.key(), std::string("ExpiredCredentials"));
}

void TestIdentity::keysWithoutEndStay()
{
    Bench bench;
    bench.source->renewal = Renewal::None;
    bench.source->lasts = -1h; // a note beside keys may be older than they are
    QCOMPARE(bench.key(), std::string("AKID1"));
    bench.pass(1000h);
    QCOMPARE(bench.keyAtOnce(), std::string("AKID1"));
    bench.identity.forget();
    QCOMPARE(bench.key(), std::string("AKID2"));
}

void TestIdentity::aPersonIsAskedAtTheEndAlone()
{
    Bench bench;
    bench.source->renewal = Renewal::Person;
    QCOMPARE(bench.key(), std::string("AKID1"));
    bench.pass(58min);
    QCOMPARE(bench.keyAtOnce(), std::string("AKID1"));
    QCOMPARE(bench.source->asked, 1);
    bench.pass(90s);
    QCOMPARE(bench.key(), std::string("AKID2"));
}

void TestIdentity::nobodyWaitsAnyLonger()
{
    Bench bench;
    int calls = 0;
    auto first = std::make_unique<QObject>();
    auto second = std::make_unique<QObject>();
    const auto count = [&calls](const Result<Credentials>&) { ++calls; };
    bench.identity.resolve(first.get(), count);
    bench.identity.resolve(second.get(), count);
    first.reset();
    QCOMPARE(bench.identity.status().state, IdentityStatus::State::Renewing);
    second.reset();
    QCOMPARE(bench.identity.status().state, IdentityStatus::State::Unasked);
    QCOMPARE(bench.key(), std::string("AKID2"));
    QCOMPARE(calls, 0);
}

void TestIdentity::statusTells()
{
    Bench bench;
    QSignalSpy changed(&bench.identity, &Identity::changed);
    QCOMPARE(bench.identity.status().state, IdentityStatus::State::Unasked);
    QCOMPARE(bench.key(), std::string("AKID1"));
    const auto status = bench.identity.status();
    QCOMPARE(status.state, IdentityStatus::State::Ready);
    QCOMPARE(status.profile, std::string("dev"));
    QCOMPARE(status.accessKey, std::string("AKID1"));
    QCOMPARE(keyExpiryText(*status.expiry), std::string("2026-01-02T04:04:05Z"));
    QCOMPARE(status.notes.size(), std::size_t(1));
    QCOMPARE(status.notes.front().link, std::string("counting"));
    QCOMPARE(changed.count(), 2); // begins, ends
}

void TestIdentity::diesInItsOwnCallback()
{
    auto clock = std::make_shared<tests::FakeClock>();
    auto source = std::make_shared<CountingSource>(*clock);
    auto identity = std::make_unique<Identity>(
        std::make_shared<CredentialsChain>(CredentialsChain::Links{{source, "counting"}}), clock, "dev");
    int calls = 0;
    for (int i = 0; i < 3; ++i) {
        identity->resolve(this, [&](const Result<Credentials>&) {
            ++calls;
            identity.reset();
        });
    }
    QTRY_COMPARE(calls, 3);
}

void TestIdentity::oneRenewalForAllTabs()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
    tests::IdentityHome home;
    home.write("config", "[profile dev]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\n"
                         "source_profile = base\n[profile base]\n");
    home.write("credentials", "[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = base\n");
    home.answerSts("ASIAROLE", "s", "t", "123456789012");
    home.transport().hold();
    std::vector<Session> tabs;
    for (const char* region : {"us-east-1", "eu-central-1", "ap-south-1"}) {
        SessionOptions options;
        options.profile = "dev";
        options.region = region;
        auto tab = home.open(options);
        QVERIFY(tab.ok());
        tabs.push_back(std::move(tab).value());
    }
    QCOMPARE(home.transport().requestCount(), 0); // nothing leaves before somebody asks
    std::vector<ReplyPtr> calls;
    for (int i = 0; i < 50; ++i)
        calls.push_back(tabs[static_cast<std::size_t>(i) % 3].client("sqs").value().call("ListQueues"));
    QTRY_COMPARE(home.transport().requestCount(), 1);
    QVERIFY(home.transport().requests().front().body.contains("Action=AssumeRole"));
    home.transport().setHandler(
        [next = home.stsHandler()](const HttpRequest& request) -> Result<HttpResponse> {
            if (request.url.find("sts.") != std::string::npos)
                return next(request);
            return tests::makeResponse(200, "{}");
        });
    home.transport().release();
    for (const auto& call : calls) {
        QTRY_VERIFY(call->isFinished());
        QVERIFY2(call->result().ok(), call->result() ? "" : call->result().error().message.c_str());
    }
    QCOMPARE(home.transport().requestCount(), 51);
    QCOMPARE(tabs[0].identity().get(), tabs[2].identity().get());
}

void TestIdentity::otherServersAreAnotherIdentity()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
    tests::IdentityHome home;
    home.write("config", "[profile here]\nregion = us-east-1\nservices = here\n"
                         "[services here]\nsso =\n  endpoint_url = https://here.example\n"
                         "[profile there]\nregion = us-east-1\nservices = there\n"
                         "[services there]\nsso =\n  endpoint_url = https://there.example\n");
    home.signIn("corp", "https://corp/start", "us-east-1");
    home.transport().setHandler([](const HttpRequest& request) -> Result<HttpResponse> {
        const std::string key = request.url.find("there") != std::string::npos ? "THERE" : "HERE";
        return tests::makeResponse(
            200, QByteArray::fromStdString(R"({"roleCredentials": {"accessKeyId": ")" + key +
                                           R"(", "secretAccessKey": "s", "sessionToken": "t",
                                           "expiration": 1767323345000}})"));
    });
    const auto open = [&home](const char* profile, const char* region, bool fips = false) {
        SessionOptions options;
        options.profile = profile;
        options.region = region;
        options.client.useFips = fips;
        options.role = SsoRole{"corp", "https://corp/start", "us-east-1", "1", "Admin", {}};
        return home.open(options).value();
    };
    const auto here = open("here", "us-east-1");
    const auto there = open("there", "us-east-1");
    QCOMPARE(tests::keysOf(here)->accessKey, std::string("HERE"));
    QCOMPARE(tests::keysOf(there)->accessKey, std::string("THERE"));
    QVERIFY(open("here", "eu-central-1").identity() == here.identity());
    QVERIFY(open("here", "cn-north-1").identity() != here.identity());
    QVERIFY(open("here", "us-east-1", true).identity() != here.identity());
}

/// A list is read on while its keys end: the next page waits for others.
void TestIdentity::expiryInMidWork()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
    tests::IdentityHome home;
    home.write("config", "[default]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\n"
                         "credential_source = Environment\n");
    home.setVariable("AWS_PROFILE", "default");
    home.setVariable("AWS_ACCESS_KEY_ID", "AKIDENV");
    home.setVariable("AWS_SECRET_ACCESS_KEY", "env");
    SessionOptions options;
    options.profile = "default";
    home.answerSts("ASIAFIRST", "s", "t", "123456789012");
    const auto session = home.open(options);
    QVERIFY(session.ok());
    home.transport().setHandler(
        [next = home.stsHandler()](const HttpRequest& request) -> Result<HttpResponse> {
            if (request.url.find("sts.") != std::string::npos)
                return next(request);
            return tests::makeResponse(200, "{}");
        });
    const auto signer = [&home] {
        return std::string(home.transport().requests().back().headers.value("Authorization"));
    };
    const auto client = session->client("sqs").value();
    const auto first = client.call("ListQueues");
    QTRY_VERIFY(first->isFinished());
    QVERIFY(signer().find("ASIAFIRST/") != std::string::npos);
    home.clock().setNow(home.clock().now() + 2h);
    home.answerSts("ASIASECOND", "s", "t", "123456789012");
    home.transport().setHandler(
        [next = home.stsHandler()](const HttpRequest& request) -> Result<HttpResponse> {
            if (request.url.find("sts.") != std::string::npos)
                return next(request);
            return tests::makeResponse(200, "{}");
        });
    const auto second = client.call("ListQueues");
    QTRY_VERIFY(second->isFinished());
    QVERIFY(second->result().ok());
    QVERIFY(signer().find("ASIASECOND/") != std::string::npos);
    QCOMPARE(home.firstSigner(), std::string("AKIDENV"));
}

namespace {

/// SQS that takes every key but this one.
tests::FakeTransport::Handler sqsWithout(const std::string& key, const tests::FakeTransport::Handler& sts)
{
    return [key, sts](const HttpRequest& request) -> Result<HttpResponse> {
        if (request.url.find("sts.") != std::string::npos)
            return sts(request);
        if (request.headers.value("Authorization").find(key + "/") == std::string_view::npos)
            return tests::makeResponse(200, "{}");
        return tests::makeResponse(403, R"({"__type": "ExpiredTokenException", "message": "expired"})");
    };
}

} // namespace

/// A role that was revoked, a clock that is wrong: the service knows better when keys have ended.
void TestIdentity::keysThatAreRefused()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
    tests::IdentityHome home;
    home.write("config", "[profile dev]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/r\n"
                         "source_profile = base\n[profile base]\n");
    home.write("credentials", "[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = base\n");
    home.answerSts("ASIAFIRST", "s", "t", "123456789012");
    SessionOptions options;
    options.profile = "dev";
    const auto session = home.open(options);
    QVERIFY(tests::keysOf(*session).ok());
    home.answerSts("ASIASECOND", "s", "t", "123456789012");
    home.transport().setHandler(sqsWithout("ASIAFIRST", home.stsHandler()));
    home.transport().forgetRequests();
    std::vector<ReplyPtr> calls;
    for (int i = 0; i < 5; ++i)
        calls.push_back(session->client("sqs").value().call("ListQueues"));
    for (const auto& call : calls) {
        QTRY_VERIFY(call->isFinished());
        QVERIFY2(call->result().ok(), call->result() ? "" : call->result().error().message.c_str());
        QCOMPARE(call->attempts(), 2);
    }
    QCOMPARE(home.transport().requestCount(), 11); // five twice, and STS once
    // Keys that are refused again are an error, and no endless loop.
    home.transport().setHandler(sqsWithout("ASIASECOND", home.stsHandler()));
    home.transport().forgetRequests();
    const auto again = session->client("sqs").value().call("ListQueues");
    QTRY_VERIFY(again->isFinished());
    QCOMPARE(again->result().error().code, std::string("ExpiredTokenException"));
    QCOMPARE(home.transport().requestCount(), 3);
}

void TestIdentity::keysOfFilesThatAreRefused()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
    tests::IdentityHome home;
    home.write("credentials", "[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = s\n"
                              "aws_session_token = t\nregion = us-east-1\n");
    home.transport().setHandler(sqsWithout("AKIDFILE", {}));
    const auto session = home.open();
    const auto call = session->client("sqs").value().call("ListQueues");
    QTRY_VERIFY(call->isFinished());
    QCOMPARE(call->result().error().code, std::string("ExpiredTokenException"));
    QCOMPARE(home.transport().requestCount(), 1);
}

/// What another program writes into the files counts at the next call.
void TestIdentity::filesThatChange()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
    tests::IdentityHome home;
    const auto keys = [](const std::string& name) {
        return "[default]\naws_access_key_id = " + name + "\naws_secret_access_key = s\n";
    };
    home.write("credentials", keys("AKIDFIRST"));
    const auto session = home.open();
    QVERIFY(session.ok());
    QCOMPARE(tests::keysOf(*session)->accessKey, std::string("AKIDFIRST"));
    home.write("credentials", "[default\nhalf writ");
    QCOMPARE(tests::keysOf(*session)->accessKey, std::string("AKIDFIRST"));
    home.write("credentials", keys("AKIDNEXTONE"));
    QCOMPARE(tests::keysOf(*session)->accessKey, std::string("AKIDNEXTONE"));
    QVERIFY(QFile::remove(QString::fromStdString(home.path("credentials"))));
    QCOMPARE(tests::keysOf(*session).error().code, std::string("NoCredentials"));
    QCOMPARE(tests::keysOf(home.open().value()).error().code, std::string("NoCredentials"));
}

INIA_TEST_CLASS(TestIdentity, QCoreApplication)
#include "tst_identity.moc"
