#include "core/model/catalog.h"
#include "core/observe/exchangelog.h"
#include "core/observe/fileexport.h"
#include "core/observe/recording.h"
#include "core/observe/replaytransport.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "tests/core/observe/plantedsecrets.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;
using namespace std::chrono_literals;

namespace {

struct Asked {
    const char* service;
    const char* operation;
    Value params;
};

/// What became of a call, as a text that is the same when all of it is.
std::string outcomeOf(const Result<Value>& result)
{
    return result ? toJson(*result) : result.error().code + ": " + result.error().message;
}

/// The outcomes of calls, one after another.
std::vector<std::string> run(const Session& session, const std::vector<Asked>& calls)
{
    std::vector<std::string> outcomes;
    for (const auto& asked : calls) {
        const auto reply = session.client(asked.service)->call(asked.operation, asked.params);
        QSignalSpy finished(reply.get(), &Reply::finished);
        outcomes.push_back(finished.wait() ? outcomeOf(reply->result()) : std::string("never ended"));
    }
    return outcomes;
}

} // namespace

class tst_Recording final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void saysTheSameAgain();
    void goesThroughRetriesAndRedirects();
    void findsCallsByWhatTheyAsk();
    void saysWhatIsNotThere();
    void tellsDifferencesAndTheEnd();
    void keepsBytesAndLargeBodies();
    void leavesOutSecrets();
    void dropsALineThatWasCut();
    void opensWhateverIsLeft();
    void noticesWhatWasChanged();
    void refusesNewerVersions();
    void passesOverWhatItDoesNotKnow();
    void missesBodies();
    void isNoRecording();
    void waitsAtItsPace();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("a.iniarec")); }
    /// Records what was asked of the test session and reads it again.
    [[nodiscard]] Result<Recording> recorded();
    [[nodiscard]] Result<void> write(const ExchangeLog& log);
    [[nodiscard]] QByteArray fileText() const;
    void setFileText(const QByteArray& text) const;
    /// A session that is answered from the recording.
    [[nodiscard]] Session replaying(Recording recording,
                                    ReplayTransport::Pace pace = ReplayTransport::Pace::AtOnce);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<TestSession> m_test;
    std::shared_ptr<ReplayTransport> m_replay;
    std::shared_ptr<ExchangeLog> m_log;
    FakeS3 m_s3;
};

void tst_Recording::initTestCase()
{
    if (!hasModelPack())
        QSKIP("no model pack");
}

void tst_Recording::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_s3 = {};
    m_s3.addNumberedBucket("large", 2500, "logs/");
    m_s3.addBucket("acme", {"a", "b/c"});
    m_s3.addBucket("secret", {"x"});
    m_s3.deny("secret");
    m_test = makeTestSession({{"AWS_MAX_ATTEMPTS", "3"}}, nullptr, {}).value();
    m_test->serve(m_s3);
}

Result<void> tst_Recording::write(const ExchangeLog& log)
{
    RecordingOptions options;
    options.models = "1.2.3";
    options.bodiesFolder = m_folder->filePath(QStringLiteral("a.bodies"));
    return writeFileNow(path(), [&](QIODevice& device, const std::atomic<bool>& stop) {
        return writeRecording(log.snapshot(), options, device, stop);
    });
}

Result<Recording> tst_Recording::recorded()
{
    if (auto written = write(*m_test->log); !written)
        return written.error();
    return readRecording(path());
}

QByteArray tst_Recording::fileText() const
{
    QFile file(path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void tst_Recording::setFileText(const QByteArray& text) const
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

Session tst_Recording::replaying(Recording recording, ReplayTransport::Pace pace)
{
    Runtime runtime;
    const auto created = recording.created;
    m_replay = std::make_shared<ReplayTransport>(std::move(recording), pace);
    m_log = std::make_shared<ExchangeLog>();
    runtime.transport = m_replay;
    runtime.clock = std::make_shared<ReplayClock>(created, pace);
    runtime.catalog = Catalog::open().value();
    runtime.exchangeLog = m_log;
    runtime.observers = {m_replay};
    runtime.makeUuid = [] { return std::string("11111111-1111-4111-8111-111111111111"); };
    runtime.randomFraction = [] { return 0.5; };
    runtime.environment = Environment({{"AWS_ACCESS_KEY_ID", "replayed"},
                                       {"AWS_SECRET_ACCESS_KEY", "replayed"},
                                       {"AWS_ENDPOINT_URL", "http://127.0.0.1:9"},
                                       {"AWS_MAX_ATTEMPTS", "3"},
                                       {"AWS_REGION", "us-east-1"}},
                                      "/nonexistent");
    return Session::create(runtime).value();
}

// Five hundred calls, good and bad ones.
void tst_Recording::saysTheSameAgain()
{
    std::vector<Asked> calls{{"s3", "ListBuckets", Value::emptyMap()},
                             {"s3", "ListObjectsV2", Value::map({{"Bucket", "secret"}})},
                             {"s3", "ListObjectsV2", Value::map({{"Bucket", "nowhere"}})}};
    for (int i = 0; i < 497; ++i)
        calls.push_back({"s3", "ListObjectsV2",
                         Value::map({{"Bucket", i % 2 ? "large" : "acme"},
                                     {"Prefix", "logs/0000" + std::to_string(10000 + i)},
                                     {"MaxKeys", 1 + i % 7}})});
    const auto before = run(m_test->session, calls);
    const auto recording = recorded();
    QVERIFY2(recording.ok(), recording.ok() ? "" : recording.error().message.c_str());
    QCOMPARE(recording->notes, std::vector<std::string>());
    QCOMPARE(recording->calls.size(), calls.size());
    QCOMPARE(recording->models, std::string("1.2.3"));
    QCOMPARE(recording->sessions,
             (std::vector<RecordedSession>{{"default", "us-east-1", "", "http://127.0.0.1:9"}}));

    const auto after = run(replaying(*recording), calls);
    QCOMPARE(after, before);
    QCOMPARE(m_replay->differences(), std::vector<std::string>());
    QCOMPARE(m_log->size(), m_test->log->size());
    for (std::size_t i = 0; i < m_log->size(); ++i) {
        QCOMPARE(m_log->at(i).attempts.size(), m_test->log->at(i).attempts.size());
        QCOMPARE(m_log->at(i).status(), m_test->log->at(i).status());
    }
}

void tst_Recording::goesThroughRetriesAndRedirects()
{
    const std::vector<Asked> calls{{"s3", "ListObjectsV2", Value::map({{"Bucket", "acme"}})},
                                   {"s3", "ListObjectsV2", Value::map({{"Bucket", "large"}, {"MaxKeys", 1}})},
                                   {"s3", "HeadObject", Value::map({{"Bucket", "acme"}, {"Key", "a"}})}};
    m_test->transport->enqueue(makeResponse(503, "<Error><Code>SlowDown</Code><Message>m</Message></Error>"));
    m_test->transport->enqueue(makeError(ErrorKind::Transport, "ConnectionReset", "It broke."));
    m_test->transport->enqueue(m_s3.answer({"GET", "http://127.0.0.1:9/acme?list-type=2", {}, {}, {}}));
    HttpResponse redirect = makeResponse(301, "<Error><Code>PermanentRedirect</Code></Error>");
    redirect.headers.add("x-amz-bucket-region", "eu-west-1");
    m_test->transport->enqueue(redirect);
    m_test->transport->enqueue(
        m_s3.answer({"GET", "http://127.0.0.1:9/large?list-type=2&max-keys=1", {}, {}, {}}));
    m_test->transport->enqueue(makeResponse(404, ""));
    const auto before = run(m_test->session, calls);
    const auto after = run(replaying(recorded().value()), calls);
    QCOMPARE(after, before);
    const auto& retried = m_log->at(0).attempts;
    QCOMPARE(retried.size(), std::size_t{3});
    QCOMPARE(retried[0].response.status, 503);
    QCOMPARE(retried[1].error->code, std::string("ConnectionReset"));
    QCOMPARE(retried[2].kind, AttemptKind::Retry);
    QCOMPARE(m_log->at(1).attempts.back().kind, AttemptKind::Redirect);
    QCOMPARE(m_log->at(1).attempts.back().reason, std::string("the bucket is in eu-west-1"));
}

void tst_Recording::findsCallsByWhatTheyAsk()
{
    const auto list = [](Value params) { return Asked{"s3", "ListObjectsV2", std::move(params)}; };
    const auto whole = run(m_test->session, {list(Value::map({{"Bucket", "large"}, {"MaxKeys", 2}}))});
    const std::string token = parseJson(whole.front()).value()["NextContinuationToken"].text();
    static_cast<void>(
        run(m_test->session,
            {list(Value::map({{"Bucket", "large"}, {"MaxKeys", 2}, {"ContinuationToken", token}}))}));
    const auto recording = recorded().value();
    const auto session = replaying(recording);
    // In another order of members, again and again, and with another size of pages.
    const auto first = run(session, {list(Value::map({{"MaxKeys", 2}, {"Bucket", "large"}}))});
    QVERIFY(first.front().find("logs/000000000") != std::string::npos);
    QCOMPARE(run(session, {list(Value::map({{"Bucket", "large"}, {"MaxKeys", 2}}))}), first);
    QCOMPARE(run(session, {list(Value::map({{"Bucket", "large"}, {"MaxKeys", 1000}}))}), first);
    // The only page that is left.
    const auto page =
        run(session, {list(Value::map({{"Bucket", "large"}, {"ContinuationToken", "another"}}))});
    QVERIFY2(page.front().find("logs/000001000") != std::string::npos, page.front().c_str());
    QVERIFY(page != first);
}

void tst_Recording::saysWhatIsNotThere()
{
    static_cast<void>(run(m_test->session, {{"s3", "ListObjectsV2", Value::map({{"Bucket", "acme"}})}}));
    const auto session = replaying(recorded().value());
    const auto outcomes =
        run(session, {{"s3", "ListObjectsV2", Value::map({{"Bucket", "large"}})},
                      {"s3", "DeleteObject", Value::map({{"Bucket", "acme"}, {"Key", "a"}})}});
    QVERIFY2(outcomes[0].starts_with("NotRecorded: This call is not in the recording. The last one of its "
                                     "operation had {\"Bucket\":\"acme\""),
             outcomes[0].c_str());
    QCOMPARE(outcomes[1], std::string("NotRecorded: This call is not in the recording."));
    QCOMPARE(m_log->at(0).attempts.size(), std::size_t{1}); // asked once
}

void tst_Recording::tellsDifferencesAndTheEnd()
{
    static_cast<void>(run(m_test->session, {{"s3", "ListBuckets", Value::emptyMap()},
                                            {"s3", "ListObjectsV2", Value::map({{"Bucket", "acme"}})}}));
    QVERIFY(write(*m_test->log).ok());
    setFileText(fileText().replace("/acme?list-type=2", "/acme?list-type=1"));
    const auto session = replaying(readRecording(path()).value());
    int ended = 0;
    m_replay->onEnd([&ended] { ++ended; });
    static_cast<void>(run(session, {{"s3", "ListBuckets", Value::emptyMap()}}));
    QCOMPARE(ended, 0);
    QVERIFY(m_replay->differences().empty());
    for (int i = 0; i < 2; ++i)
        static_cast<void>(run(session, {{"s3", "ListObjectsV2", Value::map({{"Bucket", "acme"}})}}));
    QCOMPARE(ended, 1);
    QCOMPARE(m_replay->differences().size(), std::size_t{2});
    QVERIFY2(m_replay->differences().front().find("list-type=1") != std::string::npos,
             m_replay->differences().front().c_str());
}

void tst_Recording::keepsBytesAndLargeBodies()
{
    const QByteArray bytes("\xff\x00\x01", 3);
    HttpResponse small = makeResponse(200, bytes);
    HttpResponse large = makeResponse(200, QByteArray(3 * 1024 * 1024, 'x'));
    m_test->transport->enqueue(small);
    m_test->transport->enqueue(large);
    m_test->transport->enqueue(large); // stands there once
    const std::vector<Asked> calls{{"s3", "GetObject", Value::map({{"Bucket", "b"}, {"Key", "small"}})},
                                   {"s3", "GetObject", Value::map({{"Bucket", "b"}, {"Key", "large"}})},
                                   {"s3", "GetObject", Value::map({{"Bucket", "b"}, {"Key", "again"}})}};
    const auto before = run(m_test->session, calls);
    const auto recording = recorded().value();
    QCOMPARE(QDir(m_folder->filePath(QStringLiteral("a.bodies"))).entryList(QDir::Files).size(), 1);
    QVERIFY(fileText().size() < 100'000);
    QCOMPARE(recording.calls[0]->attempts[0].response.body, bytes);
    QCOMPARE(run(replaying(recording), calls), before);
}

void tst_Recording::leavesOutSecrets()
{
    const auto log = logOfPlantedCalls();
    QVERIFY(log);
    QVERIFY(write(*log).ok());
    QCOMPARE(secretsIn(fileText()), QByteArrayList());
    const auto recording = readRecording(path());
    QVERIFY(recording.ok());
    QCOMPARE(recording->calls.size(), plantedCallCount());
    QVERIFY(!recording->missingBodies.empty()); // of what reveals secrets
    const auto outcome =
        run(replaying(*recording), {{"secretsmanager", "GetSecretValue", Value::map({{"SecretId", "n"}})}});
    QVERIFY2(outcome.front().starts_with("BodyNotRecorded"), outcome.front().c_str());
}

void tst_Recording::dropsALineThatWasCut()
{
    static_cast<void>(run(m_test->session, {{"s3", "ListBuckets", Value::emptyMap()}}));
    QVERIFY(write(*m_test->log).ok());
    const QByteArray whole = fileText();
    setFileText(whole.left(whole.lastIndexOf("{\"t\":\"done\"") + 20));
    const auto recording = readRecording(path());
    QVERIFY(recording.ok());
    QCOMPARE(recording->calls.size(), std::size_t{1});
    QCOMPARE(recording->notes,
             (std::vector<std::string>{"The last line was cut; it is left out.",
                                       "The recording has no end: it was cut, or is still being written."}));
}

void tst_Recording::opensWhateverIsLeft()
{
    static_cast<void>(run(m_test->session, {{"s3", "ListBuckets", Value::emptyMap()},
                                            {"s3", "ListObjectsV2", Value::map({{"Bucket", "acme"}})}}));
    QVERIFY(write(*m_test->log).ok());
    const QByteArray whole = fileText();
    const auto firstLine = whole.indexOf('\n') + 1;
    // Without the end of the last line nothing is missing.
    for (qsizetype length = firstLine; length < whole.size() - 1; length += 7) {
        setFileText(whole.left(length));
        const auto recording = readRecording(path());
        QVERIFY(recording.ok());
        QVERIFY(!recording->notes.empty());
        QVERIFY(recording->calls.size() <= 2);
    }
    const auto end = whole.indexOf("{\"t\":\"end\""); // what stands behind has no hash
    for (qsizetype at = 0; at < end; at += 11) {      // a byte that is another
        QByteArray other = whole;
        other[at] = other[at] == 'x' ? 'y' : 'x';
        setFileText(other);
        const auto recording = readRecording(path());
        QVERIFY(!recording || !recording->notes.empty());
    }
}

void tst_Recording::noticesWhatWasChanged()
{
    static_cast<void>(run(m_test->session, {{"s3", "ListBuckets", Value::emptyMap()}}));
    QVERIFY(write(*m_test->log).ok());
    setFileText(fileText().replace("\"models\":\"1.2.3\"", "\"models\":\"1.2.4\""));
    const auto recording = readRecording(path());
    QVERIFY(recording.ok());
    QCOMPARE(recording->notes, std::vector<std::string>{"The recording was changed after it was made."});
    QCOMPARE(recording->calls.size(), std::size_t{1});
}

void tst_Recording::refusesNewerVersions()
{
    const ExchangeLog empty;
    QVERIFY(write(empty).ok());
    setFileText(fileText().replace("\"version\":1", "\"version\":2"));
    const auto recording = readRecording(path());
    QVERIFY(!recording.ok());
    QCOMPARE(recording.error().kind, ErrorKind::Unsupported);
    QVERIFY(recording.error().message.find("version 2") != std::string::npos);
}

void tst_Recording::passesOverWhatItDoesNotKnow()
{
    static_cast<void>(run(m_test->session, {{"s3", "ListBuckets", Value::emptyMap()}}));
    QVERIFY(write(*m_test->log).ok());
    QByteArray text = fileText();
    text.insert(text.indexOf("{\"t\":\"call\""), "{\"t\":\"weather\",\"is\":\"fine\"}\nnot json\n");
    setFileText(text.replace("\"effect\":\"read\"", "\"effect\":\"read\",\"mood\":1"));
    const auto recording = readRecording(path());
    QVERIFY(recording.ok());
    QCOMPARE(recording->calls.size(), std::size_t{1});
    QCOMPARE(recording->notes.size(), std::size_t{3});
    QCOMPARE(recording->notes[1], std::string("1 lines could not be read and are left out."));
    QCOMPARE(recording->notes[2], std::string("1 lines are of kinds this program does not know."));
}

void tst_Recording::missesBodies()
{
    static_cast<void>(run(m_test->session, {{"s3", "ListBuckets", Value::emptyMap()}}));
    QVERIFY(write(*m_test->log).ok());
    const QByteArray whole = fileText();
    const auto begin = whole.indexOf("{\"t\":\"body\"");
    const auto end = whole.indexOf('\n', begin) + 1;
    setFileText(whole.left(begin) + whole.mid(end));
    const std::vector<Asked> calls{{"s3", "ListBuckets", Value::emptyMap()}};
    QCOMPARE(run(replaying(readRecording(path()).value()), calls).front(),
             std::string("BodyNotRecorded: The body of this answer is not in the recording: it is not in the "
                         "file."));
    // One that is not what its hash says is none.
    QByteArray other = whole;
    setFileText(other.replace("ListAllMyBucketsResult", "ListAllMyBucketsRefult"));
    QVERIFY(run(replaying(readRecording(path()).value()), calls).front().find("not what was recorded") !=
            std::string::npos);
}

void tst_Recording::isNoRecording()
{
    for (const char* text : {"", "not json\n", "{\"t\":\"call\"}\n", "[1]\n", "{\"log\": {}}"}) {
        setFileText(text);
        QCOMPARE(readRecording(path()).error().kind, ErrorKind::Configuration);
    }
    QCOMPARE(readRecording(m_folder->filePath(QStringLiteral("nothing"))).error().kind,
             ErrorKind::Configuration);
}

void tst_Recording::waitsAtItsPace()
{
    auto call = std::make_shared<ExchangeCall>();
    call->profile = "default";
    call->region = "us-east-1";
    call->service = "s3";
    call->operation = "ListBuckets";
    call->params = Value::emptyMap();
    ExchangeAttempt attempt;
    attempt.response = m_s3.answer({"GET", "http://127.0.0.1:9/", {}, {}, {}});
    attempt.timing = {200us, 700us, 1ms, 150ms, 200ms, 1};
    call->attempts.push_back(attempt);
    Recording recording;
    recording.created = std::chrono::system_clock::time_point(1'784'023'960s);
    recording.calls.push_back(call);
    const auto session = replaying(recording, ReplayTransport::Pace::AsRecorded);
    QElapsedTimer timer;
    timer.start();
    static_cast<void>(run(session, {{"s3", "ListBuckets", Value::emptyMap()}}));
    QVERIFY(timer.elapsed() >= 190);
    const auto started = m_log->at(0).started - recording.created;
    QVERIFY(started >= 0s && started < 60s); // its clock begins with it
}

INIA_TEST_CLASS(tst_Recording, QCoreApplication)
#include "tst_recording.moc"
