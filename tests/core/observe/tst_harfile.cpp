#include "core/observe/exchangelog.h"
#include "core/observe/fileexport.h"
#include "core/protocol/jsonreader.h"
#include "tests/core/observe/plantedsecrets.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QBuffer>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;
using namespace std::chrono_literals;

namespace {

using Calls = std::vector<std::shared_ptr<const ExchangeCall>>;
const std::atomic<bool> never = false;

QByteArray harOf(const Calls& calls, const HarOptions& options = {})
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return writeHar(calls, options, buffer, never) ? buffer.data() : QByteArray();
}

Value parsed(const QByteArray& har)
{
    const auto value = parseJson(har.toStdString());
    return value ? *value : Value();
}

/// What HAR 1.2 asks of an object at a place: members that have to be there, with their kind.
struct Rule {
    const char* place;  ///< "[]" for each item of a list
    const char* member; ///< "?" in front: need not be there
    Value::Kind kind;
};

constexpr auto text = Value::Kind::Text;
constexpr auto number = Value::Kind::Int; // or a double
constexpr auto list = Value::Kind::List;
constexpr auto object = Value::Kind::Map;

const Rule rules[] = {
    {"", "log", object},
    {"log", "version", text},
    {"log", "creator", object},
    {"log", "pages", list},
    {"log", "entries", list},
    {"log/creator", "name", text},
    {"log/creator", "version", text},
    {"log/pages[]", "startedDateTime", text},
    {"log/pages[]", "id", text},
    {"log/pages[]", "title", text},
    {"log/pages[]", "pageTimings", object},
    {"log/entries[]", "pageref", text},
    {"log/entries[]", "startedDateTime", text},
    {"log/entries[]", "time", number},
    {"log/entries[]", "request", object},
    {"log/entries[]", "response", object},
    {"log/entries[]", "cache", object},
    {"log/entries[]", "timings", object},
    {"log/entries[]/request", "method", text},
    {"log/entries[]/request", "url", text},
    {"log/entries[]/request", "httpVersion", text},
    {"log/entries[]/request", "cookies", list},
    {"log/entries[]/request", "headers", list},
    {"log/entries[]/request", "queryString", list},
    {"log/entries[]/request", "?postData", object},
    {"log/entries[]/request", "headersSize", number},
    {"log/entries[]/request", "bodySize", number},
    {"log/entries[]/request/headers[]", "name", text},
    {"log/entries[]/request/headers[]", "value", text},
    {"log/entries[]/request/queryString[]", "name", text},
    {"log/entries[]/request/queryString[]", "value", text},
    {"log/entries[]/request/postData", "mimeType", text},
    {"log/entries[]/request/postData", "text", text},
    {"log/entries[]/response", "status", number},
    {"log/entries[]/response", "statusText", text},
    {"log/entries[]/response", "httpVersion", text},
    {"log/entries[]/response", "cookies", list},
    {"log/entries[]/response", "headers", list},
    {"log/entries[]/response", "content", object},
    {"log/entries[]/response", "redirectURL", text},
    {"log/entries[]/response", "headersSize", number},
    {"log/entries[]/response", "bodySize", number},
    {"log/entries[]/response/headers[]", "name", text},
    {"log/entries[]/response/headers[]", "value", text},
    {"log/entries[]/response/content", "size", number},
    {"log/entries[]/response/content", "?compression", number},
    {"log/entries[]/response/content", "mimeType", text},
    {"log/entries[]/response/content", "?text", text},
    {"log/entries[]/response/content", "?encoding", text},
    {"log/entries[]/timings", "send", number},
    {"log/entries[]/timings", "wait", number},
    {"log/entries[]/timings", "receive", number},
    {"log/entries[]/timings", "?blocked", number},
    {"log/entries[]/timings", "?dns", number},
    {"log/entries[]/timings", "?connect", number},
    {"log/entries[]/timings", "?ssl", number},
};

/// The objects at a place.
std::vector<Value> at(const Value& root, const QString& place)
{
    std::vector<Value> found{root};
    for (const QString& step : place.split(u'/', Qt::SkipEmptyParts)) {
        std::vector<Value> next;
        for (const Value& value : found) {
            const bool isList = step.endsWith(QStringLiteral("[]"));
            const Value& inner = value[(isList ? step.chopped(2) : step).toStdString()];
            if (isList)
                next.insert(next.end(), inner.items().begin(), inner.items().end());
            else if (!inner.isNull())
                next.push_back(inner);
        }
        found = std::move(next);
    }
    return found;
}

QStringList brokenRules(const Value& har)
{
    QStringList broken;
    for (const auto& rule : rules) {
        QString member = QString::fromLatin1(rule.member);
        const bool isOptional = member.startsWith(u'?');
        member.remove(u'?');
        for (const Value& value : at(har, QString::fromLatin1(rule.place))) {
            const Value& found = value[member.toStdString()];
            const bool fits = found.kind() == rule.kind || (rule.kind == number && found.isDouble());
            if (!fits && !(isOptional && found.isNull()))
                broken.append(QStringLiteral("%1: %2").arg(QString::fromLatin1(rule.place), member));
        }
    }
    return broken;
}

std::shared_ptr<ExchangeCall> sampleCall()
{
    auto call = std::make_shared<ExchangeCall>();
    call->id = 7;
    call->service = "s3";
    call->operation = "ListObjectsV2";
    call->region = "eu-west-1";
    call->cause = "Open logs/";
    call->page = 2;
    call->state = ExchangeCall::State::Succeeded;
    ExchangeAttempt attempt;
    attempt.started = std::chrono::system_clock::time_point(1'784'023'960'123ms);
    attempt.request.url = "https://acme.s3.amazonaws.com/?list-type=2&prefix=logs%2F2026%2F";
    attempt.request.headers.add("Host", "acme.s3.amazonaws.com");
    attempt.request.headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=A/20260714/x, "
                                                 "SignedHeaders=host;x-amz-date, Signature=abc");
    attempt.response.status = 200;
    attempt.response.headers.add("content-type", "application/xml");
    attempt.response.headers.add("x-amz-request-id", "7ZK3");
    attempt.response.body = "<ListBucketResult/>";
    attempt.timing = {200us, 1200us, 1500us, 62'000us, 65'000us, 1};
    attempt.running = false;
    call->attempts.push_back(attempt);
    return call;
}

} // namespace

class tst_HarFile final : public QObject {
    Q_OBJECT

private slots:
    void hasWhatTheFormatAsksFor();
    void theTableFindsWhatIsMissing();
    void tellsTimesAndWhatIsOurs();
    void keepsBytesThatAreNoText();
    void cutsLongBodies();
    void leavesOutWhatReveals();
    void hidesAccounts();
    void isWrittenOfNothing();
    void tellsNoSecret();
    void redactsByNamesOnceMore();
    void writesAFileOfItsOwner();
    void canBeGivenUp();
};

void tst_HarFile::hasWhatTheFormatAsksFor()
{
    auto retried = sampleCall();
    retried->attempts.front().response.status = 503;
    retried->attempts.push_back(retried->attempts.front());
    retried->attempts.back().request.method = "POST";
    retried->attempts.back().request.body = "{}";
    auto failed = sampleCall();
    failed->attempts.front().response = {};
    failed->attempts.front().timing = {};
    failed->attempts.front().error = makeError(ErrorKind::Transport, "ConnectionRefused", "No server.");
    const Value har = parsed(harOf({sampleCall(), retried, failed}));
    QCOMPARE(brokenRules(har), QStringList());
    QCOMPARE(har["log"]["version"].text(), std::string("1.2"));
    QCOMPARE(har["log"]["entries"].size(), std::size_t{4});
    QCOMPARE(har["log"]["pages"].size(), std::size_t{1});
    const Value& none = har["log"]["entries"][3];
    QCOMPARE(none["response"]["status"].toInt(-1), 0);
    QCOMPARE(none["response"]["bodySize"].toInt(), -1);
    QCOMPARE(none["timings"]["send"].toDouble(), -1.0);
    QCOMPARE(none["time"].toDouble(-1), 0.0);
}

void tst_HarFile::theTableFindsWhatIsMissing()
{
    Value har = parsed(harOf({sampleCall()}));
    har.mutableMap()["log"]
        .mutableMap()["entries"]
        .mutableList()[0]
        .mutableMap()["request"]
        .mutableMap()
        .remove("queryString");
    QCOMPARE(brokenRules(har), QStringList{QStringLiteral("log/entries[]/request: queryString")});
}

void tst_HarFile::tellsTimesAndWhatIsOurs()
{
    const Value entry = parsed(harOf({sampleCall()}))["log"]["entries"][0];
    QCOMPARE(entry["startedDateTime"].text(), std::string("2026-07-14T10:12:40.123Z"));
    QCOMPARE(entry["timings"]["blocked"].toDouble(), 0.2);
    QCOMPARE(entry["timings"]["connect"].toDouble(), 1.0);
    QCOMPARE(entry["timings"]["send"].toDouble(), 0.3);
    QCOMPARE(entry["timings"]["wait"].toDouble(), 60.5);
    QCOMPARE(entry["timings"]["receive"].toDouble(), 3.0);
    QCOMPARE(entry["timings"]["dns"].toInt(), -1);
    QCOMPARE(entry["time"].toDouble(), 65.0);
    QCOMPARE(entry["request"]["queryString"][1]["value"].text(), std::string("logs/2026/"));
    QCOMPARE(entry["_inia"]["call"].toInt(), 7);
    QCOMPARE(entry["_inia"]["page"].toInt(), 2);
    QCOMPARE(entry["_inia"]["requestId"].text(), std::string("7ZK3"));
    QCOMPARE(entry["_inia"]["signedHeaders"].text(), std::string("host;x-amz-date"));
}

void tst_HarFile::keepsBytesThatAreNoText()
{
    auto call = sampleCall();
    const QByteArray bytes("\xff\x00\x80 bytes", 9);
    call->attempts.front().request.body = bytes;
    call->attempts.front().response.body = bytes;
    const Value entry = parsed(harOf({call}))["log"]["entries"][0];
    QCOMPARE(entry["response"]["content"]["encoding"].text(), std::string("base64"));
    QCOMPARE(QByteArray::fromBase64(QByteArray::fromStdString(entry["response"]["content"]["text"].text())),
             bytes);
    QCOMPARE(entry["request"]["postData"]["text"].text(), std::string());
    QCOMPARE(
        QByteArray::fromBase64(QByteArray::fromStdString(entry["request"]["postData"]["_base64"].text())),
        bytes);
}

void tst_HarFile::cutsLongBodies()
{
    auto call = sampleCall();
    call->attempts.front().response.body = "x" + QByteArray("\xc3\xa4").repeated(1024 * 1024);
    const Value content = parsed(harOf({call}))["log"]["entries"][0]["response"]["content"];
    QCOMPARE(content["size"].toInt(), 2 * 1024 * 1024 + 1);
    QCOMPARE(content["text"].text().size(), std::size_t{1024 * 1024 - 1}); // not inside a character
    QCOMPARE(content["comment"].text(), std::string("cut at 1048575 of 2097153 bytes"));
}

void tst_HarFile::leavesOutWhatReveals()
{
    auto reveals = sampleCall();
    reveals->effect = Effect::Reveal;
    auto unreadable = sampleCall();
    unreadable->attempts.front().error = makeError(ErrorKind::Parse, "MalformedResponse", "No XML.");
    const Value entries = parsed(harOf({reveals, unreadable}))["log"]["entries"];
    for (const Value& entry : entries.items()) {
        QVERIFY(!entry["response"]["content"].contains("text"));
        QVERIFY(entry["response"]["content"]["comment"].text().starts_with("left out"));
    }
}

void tst_HarFile::hidesAccounts()
{
    auto call = sampleCall();
    call->attempts.front().response.body =
        "<A>123456789012</A><Arn>arn:aws:iam::210987654321:role/x</Arn><B>123456789012</B>"
        "<N>1234567890123</N><H>a123456789012</H>";
    HarOptions options;
    options.hidesAccounts = true;
    const Value content = parsed(harOf({call}, options))["log"]["entries"][0]["response"]["content"];
    QCOMPARE(content["text"].text(),
             std::string("<A>000000000001</A><Arn>arn:aws:iam::000000000002:role/x</Arn>"
                         "<B>000000000001</B><N>1234567890123</N><H>a123456789012</H>"));
}

void tst_HarFile::isWrittenOfNothing()
{
    const Value har = parsed(harOf({}));
    QCOMPARE(brokenRules(har), QStringList());
    QVERIFY(har["log"]["entries"].isList());
}

// Twenty-four secrets in headers, query parameters, members and bodies, asked and answered.
void tst_HarFile::tellsNoSecret()
{
    if (!hasModelPack())
        QSKIP("no model pack");
    const auto log = logOfPlantedCalls();
    QVERIFY(log);
    const QByteArray har = harOf(log->snapshot());
    const Value value = parsed(har);
    QCOMPARE(brokenRules(value), QStringList());
    QCOMPARE(value["log"]["entries"].size(), plantedCallCount());
    QCOMPARE(secretsIn(har), QByteArrayList());
    QVERIFY(har.count("(redacted)") > 20);
    QVERIFY(har.contains("MasterUserPassword")); // the rest is told
}

// Whoever fills a log by other ways tells no secret that has a name.
void tst_HarFile::redactsByNamesOnceMore()
{
    auto call = sampleCall();
    auto& attempt = call->attempts.front();
    attempt.request.url = "https://h/?X-Amz-Signature=Canary1&X-Amz-Security-Token=Canary2&a=b";
    attempt.request.headers.add("x-amz-security-token", "Canary3");
    attempt.request.headers.set("Authorization", "AWS4-HMAC-SHA256 Credential=A, SignedHeaders=host, "
                                                 "Signature=Canary4");
    attempt.request.body = R"({"Password": "Canary5", "Name": "n"})";
    attempt.response.body = "<X><SecretAccessKey>Canary6</SecretAccessKey><Name>n</Name></X>";
    attempt.response.headers.add("Location", "https://u:Canary7@h/");
    attempt.reason = "asked https://h/?X-Amz-Signature=Canary8";
    const QByteArray har = harOf({call});
    QVERIFY2(!har.contains("Canary"), har.constData());
    const Value entry = parsed(har)["log"]["entries"][0];
    QCOMPARE(entry["request"]["postData"]["text"].text(),
             std::string(R"json({"Password": "(redacted)", "Name": "n"})json"));
    QVERIFY(entry["request"]["postData"]["_rewritten"].toBool());
    QCOMPARE(entry["request"]["queryString"][2]["value"].text(), std::string("b"));
}

void tst_HarFile::writesAFileOfItsOwner()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.har"));
    auto task = makeOwned<FileExport>(path, [](QIODevice& device, const std::atomic<bool>& stop) {
        return writeHar({sampleCall()}, {}, device, stop);
    });
    QSignalSpy finished(task.get(), &Task::finished);
    task->start();
    QVERIFY(finished.wait());
    QVERIFY(task->result().ok());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(parsed(file.readAll())["log"]["entries"].size(), std::size_t{1});
    QCOMPARE(file.permissions() &
                 (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
    const auto nowhere = writeFileNow(folder.filePath(QStringLiteral("no/such/a.har")),
                                      [](QIODevice&, const std::atomic<bool>&) { return Result<void>(); });
    QCOMPARE(nowhere.error().kind, ErrorKind::Configuration);
}

void tst_HarFile::canBeGivenUp()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.har"));
    auto task = makeOwned<FileExport>(path, [](QIODevice& device, const std::atomic<bool>& stop) {
        while (!stop)
            device.write("x");
        return Result<void>(makeError(ErrorKind::Cancelled, "Cancelled", "given up"));
    });
    QSignalSpy finished(task.get(), &Task::finished);
    task->start();
    task->cancel();
    QVERIFY(finished.wait());
    QCOMPARE(task->result().error().kind, ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(path));
}

INIA_TEST_CLASS(tst_HarFile, QCoreApplication)
#include "tst_harfile.moc"
