#include "tests/support/testmain.h"
#include "ui/models/exchangefilter.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;
using namespace std::chrono_literals;

namespace {

ExchangeCall denied()
{
    ExchangeCall call;
    call.service = "s3";
    call.serviceId = "S3";
    call.operation = "ListObjectsV2";
    call.target = "logs/ page 2";
    call.cause = "Load more";
    call.id = 42;
    call.profile = "work";
    call.region = "us-west-2";
    call.account = "123456789012";
    call.page = 2;
    call.state = ExchangeCall::State::Failed;
    call.started = std::chrono::system_clock::time_point(1'000'000'000s);
    call.duration = 250ms;
    call.error = makeError(ErrorKind::Service, "AccessDenied", "Not authorized.");
    call.error->requestId = "7ZK3A1Q9";
    ExchangeAttempt first;
    first.response.status = 301;
    first.request.headers.add("host", "acme.s3.amazonaws.com");
    call.attempts.push_back(first);
    ExchangeAttempt attempt;
    attempt.kind = AttemptKind::Redirect;
    attempt.response.status = 403;
    attempt.response.headers.add("x-amz-request-id", "7ZK3A1Q9");
    attempt.response.body = QByteArray(1001, 'x');
    call.attempts.push_back(attempt);
    return call;
}

} // namespace

class TestExchangeFilter final : public QObject {
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void comesBackFromAnyText();
    void saysWhichWordIsWrong_data();
    void saysWhichWordIsWrong();
    void hintsAtKeys_data();
    void hintsAtKeys();
    void offersKeysAndValues_data();
    void offersKeysAndValues();
    void refusesBadTimes_data();
    void refusesBadTimes();
    void runningCallsGrowSlower();
};

void TestExchangeFilter::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* text, bool expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << expected;
    };
    row("", true);
    row("   ", true);
    row("list", true);
    row("logs/", true);
    row("more", true);
    row("bucket", false);
    row("-bucket", true);
    row("list logs/", true);
    row("list bucket", false);
    row("service:S3", true);
    row("service:sqs", false);
    row("-service:s3", false);
    row("operation:objects", true);
    row("operation:load", false);
    row("cause:load", true);
    row("cause:\"load more\"", true);
    row("cause:\"more load\"", false);
    row("status:403", true);
    row("status:4xx", true);
    row("status:4XX", true);
    row("status:40", false);
    row("status:5xx", false);
    row("error:denied", true);
    row("error:authorized", true);
    row("error:", true);
    row("error:slow", false);
    row("slower-than:200ms", true);
    row("slower-than:200", true);
    row("slower-than:0.2s", true);
    row("slower-than:1s", false);
    row("-slower-than:1s", true);
    row("SERVICE:s3 -status:2xx slower-than:100ms", true);
    row("unknown:key", false);
    // Words
    row("\"load more\"", true);
    row("\"more load\"", false);
    row("-\"load more\"", false);
    row("authorized", true);
    row("7zk3", true);
    row("a,b", false);
    row("arn:aws:s3:::logs", false);
    row("\"service:s3\"", false);
    row("load\"more", false);
    row("\"load more", true);
    row("\"\"", true);
    row("-", false);
    row("--x", true);
    // Values side by side
    row("service:sqs,s3", true);
    row("service:sqs,sns", false);
    row("-service:sqs,s3", false);
    row("service:sqs,", false);
    row("operation:\"a,b\",objects", true);
    row("cause:\"load \\\"more\\\"\"", false);
    row("cause:>more", false);
    // Texts
    row("target:logs", true);
    row("target:load", false);
    row("account:1234", true);
    row("account:9999", false);
    row("region:us-west", true);
    row("session:work", true);
    row("session:play", false);
    // Numbers
    row("status:400..499", true);
    row("status:500..599", false);
    row("status:>399", true);
    row("status:<400", false);
    row("status:404,403", true);
    row("status:0", false);
    row("-status:2xx,3xx", true);
    row("status:", true);
    row("status:>\"399\"", true);
    row("retry:", true);
    row("retry:1", true);
    row("retry:>1", false);
    row("retry:1..3", true);
    row("page:2", true);
    row("page:3..5", false);
    row("page:", true);
    row("part:", false);
    row("part:<3", true);
    // Times and sizes
    row("faster-than:1s", true);
    row("faster-than:250ms", false);
    row("slower-than:0.01m", false);
    row("slower-than:249", true);
    row("larger-than:1KB", true);
    row("larger-than:1KiB", false);
    row("smaller-than:1KiB", true);
    row("larger-than:1000B", true);
    row("smaller-than:1MiB,5", true);
    row("since:-5m", true);
    row("since:-10s", false);
    row("until:-10s", true);
    row("since:2001-09-09T01:46:40Z", true);
    row("since:2001-09-09T01:46:41Z", false);
    row("until:2001-09-09T01:46:40+00:00", true);
    // Words that are given
    row("effect:read", true);
    row("effect:write,READ", true);
    row("-effect:destroy", true);
    row("is:failed", true);
    row("is:running", false);
    row("is:paged", true);
    row("is:yours", true);
    row("is:background", false);
    row("is:redirected", true);
    row("is:streamed,cancelled", false);
    row("is:replayed", false);
    // Headers and ids
    row("header:X-Amz-Request-Id", true);
    row("header:x-amz-request-id=7ZK", true);
    row("header:x-amz-request-id=8", false);
    row("header:host=acme", true);
    row("header:x-amz", false);
    row("id:7zk3", true);
    row("id:42", true);
    row("id:4", false);
}

void TestExchangeFilter::matches()
{
    QFETCH(QString, text);
    const auto filter = ExchangeFilter::parse(text);
    QVERIFY(filter.ok());
    QCOMPARE(filter->isEmpty(), text.trimmed().remove(u'"').isEmpty());
    const auto call = denied();
    QTEST(filter->matches(call, call.started + 1min), "expected");

    const auto again = ExchangeFilter::parse(filter->text());
    QVERIFY2(again.ok(), qPrintable(filter->text()));
    QVERIFY2(again->terms() == filter->terms(), qPrintable(filter->text()));
    QCOMPARE(again->text(), filter->text());
}

// Texts made of what the grammar is made of, in any order.
void TestExchangeFilter::comesBackFromAnyText()
{
    const QStringList pieces{QStringLiteral("status:"), QStringLiteral("cause:"), QStringLiteral("header:"),
                             QStringLiteral("-"),       QStringLiteral("\""),     QStringLiteral("\\"),
                             QStringLiteral(","),       QStringLiteral(" "),      QStringLiteral(".."),
                             QStringLiteral(">"),       QStringLiteral("4xx"),    QStringLiteral("200"),
                             QStringLiteral("list"),    QStringLiteral(":"),      QStringLiteral("is:"),
                             QStringLiteral("x=y")};
    QRandomGenerator random(20260714);
    int good = 0;
    for (int i = 0; i < 20'000; ++i) {
        QString text;
        for (int length = random.bounded(1, 9); length > 0; --length)
            text += pieces[random.bounded(pieces.size())];
        ExchangeFilter::Span wrong;
        const auto filter = ExchangeFilter::parse(text, &wrong);
        if (!filter) {
            QVERIFY2(wrong.length > 0 && wrong.begin + wrong.length <= text.size(), qPrintable(text));
            continue;
        }
        ++good;
        const auto again = ExchangeFilter::parse(filter->text());
        QVERIFY2(again.ok() && again->terms() == filter->terms(),
                 qPrintable(text + QStringLiteral(" was written as ") + filter->text()));
    }
    QVERIFY(good > 5000);
}

void TestExchangeFilter::saysWhichWordIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* text, const char* word, const char* says) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(word) << QString::fromUtf8(says);
    };
    row("list status:abc", "status:abc", "status:4xx");
    row("status:403,abc", "status:403,abc", "\"abc\" is not a status");
    row("status:4xxx more", "status:4xxx", "status");
    row("status:500..", "status:500..", "status:400..499");
    row("-slower-than:>1s list", "-slower-than:>1s", "slower-than:200ms");
    row("larger-than:big", "larger-than:big", "larger-than:10KB");
    row("larger-than:", "larger-than:", "size");
    row("retry:-1", "retry:-1", "retry:>1");
    row("page:x", "page:x", "number");
    row("since:yesterday", "since:yesterday", "since:-5m");
    row("is:slow", "is:slow", "running");
    row("effect:harm", "effect:harm", "destroy");
}

void TestExchangeFilter::saysWhichWordIsWrong()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    QFETCH(QString, says);
    ExchangeFilter::Span wrong;
    const auto filter = ExchangeFilter::parse(text, &wrong);
    QVERIFY(!filter.ok());
    QCOMPARE(filter.error().kind, ErrorKind::Parameter);
    QCOMPARE(text.mid(wrong.begin, wrong.length), word);
    QVERIFY2(filter.error().message.find(says.toStdString()) != std::string::npos,
             filter.error().message.c_str());
}

void TestExchangeFilter::hintsAtKeys_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hint");
    const auto row = [](const char* text, const char* hint) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(hint);
    };
    row("list statu:403", "status:?");
    row("statuss:403", "status:?");
    row("-stetus:403", "status:?");
    row("sttaus:403", "status:?");
    row("slowerthan:2s", "slower-than:?");
    row("status:403", "");
    row("arn:aws:iam::1:role/x", "");
    row("\"statu:403\"", "");
    row("cause:\"load", "The quote is closed at the end.");
}

void TestExchangeFilter::hintsAtKeys()
{
    QFETCH(QString, text);
    const auto filter = ExchangeFilter::parse(text);
    QVERIFY(filter.ok());
    QTEST(filter->hint(), "hint");
}

void TestExchangeFilter::offersKeysAndValues_data()
{
    QTest::addColumn<QString>("text"); // up to the cursor
    QTest::addColumn<QString>("replaced");
    QTest::addColumn<QStringList>("offers");
    const auto row = [](const char* text, const char* replaced, std::initializer_list<const char*> offers) {
        QStringList list;
        for (const char* offer : offers)
            list.append(QString::fromUtf8(offer));
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(replaced) << list;
    };
    row("", "", {});
    row("se", "se", {"service:", "session:"});
    row("list -st", "st", {"status:"});
    row("service:", "", {"s3", "ec2"});
    row("service:s3,e", "e", {"ec2"});
    row("cause:lo", "lo", {"\"Load more\""});
    row("cause:\"load m", "\"load m", {"\"Load more\""});
    row("is:r", "r", {"running", "yours", "background", "redirected", "streamed", "replayed"});
    row("status:4", "4", {"403", "4xx"});
    row("header:x-amz-r", "x-amz-r", {"x-amz-request-id"});
    row("error:denied x", "x", {});
    row("effect:read ", "", {});
}

void TestExchangeFilter::offersKeysAndValues()
{
    QFETCH(QString, text);
    QFETCH(QString, replaced);
    ExchangeLog log;
    for (int i = 0; i < 3; ++i) {
        auto call = denied();
        call.id = 0;
        if (i == 2)
            call.service = "ec2";
        log.begin(std::move(call));
    }
    const auto completion = FilterCompletion::at(text + QStringLiteral(" behind"), text.size(), log);
    QCOMPARE(text.mid(completion.begin, completion.length), replaced);
    QTEST(completion.offers, "offers");
}

void TestExchangeFilter::refusesBadTimes_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("word") << QStringLiteral("slower-than:soon");
    QTest::newRow("nothing") << QStringLiteral("list slower-than:");
    QTest::newRow("negative") << QStringLiteral("slower-than:-1s");
    QTest::newRow("not a number") << QStringLiteral("slower-than:nan");
}

void TestExchangeFilter::refusesBadTimes()
{
    QFETCH(QString, text);
    const auto filter = ExchangeFilter::parse(text);
    QVERIFY(!filter.ok());
    QVERIFY(filter.error().message.find("slower-than:200ms") != std::string::npos);
}

void TestExchangeFilter::runningCallsGrowSlower()
{
    auto call = denied();
    call.state = ExchangeCall::State::Running;
    call.duration = {};
    const auto filter = ExchangeFilter::parse(QStringLiteral("slower-than:1s"));
    QVERIFY(filter.ok());
    QVERIFY(!filter->matches(call, call.started + 900ms));
    QVERIFY(filter->matches(call, call.started + 1100ms));
}

INIA_TEST_CLASS(TestExchangeFilter, QCoreApplication)
#include "tst_exchangefilter.moc"
