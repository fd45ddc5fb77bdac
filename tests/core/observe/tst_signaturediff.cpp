#include "core/observe/exchangelog.h"
#include "core/observe/signaturediff.h"
#include "core/signing/cryptography.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;

namespace {

const std::string canonicalText = "GET\n"
                                  "/acme/a%2520b/u%25CC%2588.txt\n"
                                  "a=1&empty=&prefix=logs%20x\n"
                                  "accept-encoding:identity\n"
                                  "content-type:text/plain\n"
                                  "host:s3.amazonaws.com:9000\n"
                                  "x-amz-date:20260714T101240Z\n"
                                  "x-amz-meta-note:one  two\n"
                                  "\n"
                                  "accept-encoding;content-type;host;x-amz-date;x-amz-meta-note\n"
                                  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

std::string toSign(const std::string& canonical, const std::string& time = "20260714T101240Z",
                   const std::string& scope = "20260714/us-east-1/s3/aws4_request")
{
    return "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256Hex(canonical);
}

QByteArray escaped(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped().toUtf8();
}

QByteArray xmlAnswer(const std::string& canonical, const std::string& stringToSign)
{
    return "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not "
           "match"
           "</Message><StringToSign>" +
           escaped(stringToSign) + "</StringToSign><CanonicalRequest>" + escaped(canonical) +
           "</CanonicalRequest></Error>";
}

ExchangeAttempt attemptWith(const std::string& canonical, const std::string& theirCanonical,
                            const std::string& theirToSign)
{
    ExchangeAttempt attempt;
    attempt.signing.canonicalRequest = canonical;
    attempt.signing.stringToSign = toSign(canonical);
    attempt.error = makeError(ErrorKind::Service, "SignatureDoesNotMatch", "It does not match.");
    attempt.response.status = 403;
    attempt.response.body = xmlAnswer(theirCanonical, theirToSign);
    return attempt;
}

std::string changed(std::string text, const std::string& from, const std::string& to)
{
    const auto at = text.find(from);
    return at == std::string::npos ? std::string("nothing to change") : text.replace(at, from.size(), to);
}

} // namespace

class tst_SignatureDiff final : public QObject {
    Q_OBJECT

private slots:
    void tellsWhatWasChanged_data();
    void tellsWhatWasChanged();
    void comparesWhatIsSigned_data();
    void comparesWhatIsSigned();
    void readsMessages();
    void bytesWin();
    void knowsWhenNothingIsTold();
    void isAboutSignaturesOnly();
    void comparesACallWithoutItsSecrets();
};

// One thing at a time is other at the server.
void tst_SignatureDiff::tellsWhatWasChanged_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char* name, const char* from, const char* to, const char* part,
                        const char* verdict) {
        QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to) << QString::fromUtf8(part)
                            << QString::fromUtf8(verdict);
    };
    row("method", "GET\n", "HEAD\n", "Method", "A proxy or redirect changed GET into HEAD.");
    row("encoded once", "/a%2520b/u%25CC%2588.txt", "/a%20b/u%CC%88.txt", "Path",
        "The path was encoded twice instead of once.");
    row("encoded thrice", "/a%2520b/u%25CC%2588.txt", "/a%252520b/u%2525CC%252588.txt", "Path",
        "The path was encoded once instead of twice.");
    row("empty segment", "/acme/", "/acme//", "Path", "Dot or empty segments were taken out of the path.");
    row("dot segment", "/acme/", "/x/../acme/", "Path", "Dot or empty segments were taken out of the path.");
    row("other escapes", "/acme/", "/%61cme/", "Path", "spelled with other escapes");
    row("composed", "u%25CC%2588", "%25C3%25BC", "Path", "Unicode form of the path differs (NFC / NFD)");
    row("another path", "/acme/", "/acne/", "Path", "was changed on the way: \"/acme/");
    row("query order", "a=1&empty=", "empty=&a=1", "Query", "in another order");
    row("plus", "logs%20x", "logs+x", "Query", "A blank is + on one side and %20 on the other.");
    row("no equals", "empty=&", "empty&", "Query", "has no = on one side");
    row("added", "a=1&", "a=1&b=2&", "Query", "The parameter \"b\" was added");
    row("lost", "a=1&", "", "Query", "The parameter \"a\" was lost");
    row("parameter changed", "a=1&", "a=2&", "Query", "The parameter \"a\" was changed");
    row("sent twice", "a=1&", "a=1&a=1&", "Query", "more or less often");
    row("header changed", "one  two", "one two", "Header x-amz-meta-note",
        "The header \"x-amz-meta-note\" was changed on the way.");
    row("header lost", "x-amz-meta-note:one  two\n", "", "Header x-amz-meta-note", "was lost on the way.");
    row("header added", "host:s3.amazonaws.com:9000\n", "host:s3.amazonaws.com:9000\nvia:1.1 p\n",
        "Header via", "The header \"via\" was added on the way.");
    row("encoding by a proxy", "identity", "gzip", "Header accept-encoding", "on the way (proxy).");
    row("type by a proxy", "text/plain", "text/plain; charset=utf-8", "Header content-type", "(proxy)");
    row("port by a proxy", ":9000", "", "Header host", "The header \"host\" was changed on the way (proxy).");
    row("another host", "s3.amazonaws.com", "s3.example.com", "Header host", "was changed on the way.");
    row("names", ";x-amz-meta-note\n", "\n", "Signed headers", "Other headers were signed");
    row("body", "e3b0c442", "e3b0c443", "Payload hash", "The body was changed on the way.");
    row("unsigned wanted", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "UNSIGNED-PAYLOAD", "Payload hash", "UNSIGNED-PAYLOAD is wanted here");
}

void tst_SignatureDiff::tellsWhatWasChanged()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, part);
    QFETCH(QString, verdict);
    const auto theirs = changed(canonicalText, from.toStdString(), to.toStdString());
    const auto diff = signatureDiff(attemptWith(canonicalText, theirs, toSign(theirs)));
    QVERIFY(diff);
    QVERIFY(diff->isTold);
    QVERIFY(diff->firstDifference() < diff->lines.size());
    QCOMPARE(QString::fromStdString(diff->lines[diff->firstDifference()].part), part);
    QVERIFY2(diff->verdict.find(verdict.toStdString()) != std::string::npos, diff->verdict.c_str());
}

void tst_SignatureDiff::comparesWhatIsSigned_data()
{
    QTest::addColumn<QString>("canonical");
    QTest::addColumn<QString>("stringToSign");
    QTest::addColumn<QString>("date");
    QTest::addColumn<QString>("part");
    QTest::addColumn<QString>("verdict");
    const auto same = QString::fromStdString(canonicalText);
    const auto row = [&](const char* name, const std::string& stringToSign, const char* date,
                         const char* part, const char* verdict) {
        QTest::newRow(name) << same << QString::fromStdString(stringToSign) << QString::fromUtf8(date)
                            << QString::fromUtf8(part) << QString::fromUtf8(verdict);
    };
    row("behind", toSign(canonicalText, "20260714T101940Z"), "Tue, 14 Jul 2026 10:19:40 GMT", "Time",
        "This computer's clock is 7 min behind.");
    row("ahead", toSign(canonicalText, "20260714T081240Z"), "Tue, 14 Jul 2026 08:12:40 GMT", "Time",
        "This computer's clock is 2 h ahead.");
    row("time without a date", toSign(canonicalText, "20260714T101940Z"), "", "Time",
        "x-amz-date was changed");
    row("region", toSign(canonicalText, "20260714T101240Z", "20260714/eu-west-1/s3/aws4_request"), "",
        "Scope", "Signed for us-east-1, the bucket is in eu-west-1.");
    row("name", toSign(canonicalText, "20260714T101240Z", "20260714/us-east-1/s3express/aws4_request"), "",
        "Scope", "The signing name is wrong for this endpoint: signed for s3, which is s3express.");
    row("all the same", toSign(canonicalText), "", "", "the secret key does not belong to this key id");
    QTest::newRow("no canonical request")
        << QString() << QString::fromStdString(toSign("other")) << QString()
        << QStringLiteral("Hash of the request") << QStringLiteral("does not say where");
}

void tst_SignatureDiff::comparesWhatIsSigned()
{
    QFETCH(QString, canonical);
    QFETCH(QString, stringToSign);
    QFETCH(QString, date);
    QFETCH(QString, part);
    QFETCH(QString, verdict);
    auto attempt = attemptWith(canonicalText, canonical.toStdString(), stringToSign.toStdString());
    attempt.response.headers.add("Date", date.toStdString());
    const auto diff = signatureDiff(attempt);
    QVERIFY(diff);
    const auto first = diff->firstDifference();
    QCOMPARE(first < diff->lines.size() ? QString::fromStdString(diff->lines[first].part) : QString(), part);
    QVERIFY2(diff->verdict.find(verdict.toStdString()) != std::string::npos, diff->verdict.c_str());
}

void tst_SignatureDiff::readsMessages()
{
    const auto theirs = changed(canonicalText, "GET\n", "PUT\n");
    auto attempt = attemptWith(canonicalText, {}, {});
    attempt.response.body = "{}";
    attempt.error =
        makeError(ErrorKind::Service, "InvalidSignatureException",
                  "The request signature we calculated does not match the signature you provided. "
                  "\n\nThe Canonical String for this request should have been\n'" +
                      theirs + "'\n\nThe String-to-Sign should have been\n'" + toSign(theirs) + "'\n");
    const auto diff = signatureDiff(attempt);
    QVERIFY(diff && diff->isTold);
    QCOMPARE(diff->verdict, std::string("A proxy or redirect changed GET into PUT."));
    QVERIFY(!diff->lines.back().isSame); // the hash of the request as well
}

void tst_SignatureDiff::bytesWin()
{
    auto attempt = attemptWith(canonicalText, canonicalText, toSign(canonicalText));
    const auto theirs = changed(canonicalText, "a=1", "a=2");
    const auto hex = [](const std::string& text) { return QByteArray::fromStdString(text).toHex(' '); };
    attempt.response.body.replace("</Error>", "<CanonicalRequestBytes>" + hex(theirs) +
                                                  "</CanonicalRequestBytes></Error>");
    QVERIFY(signatureDiff(attempt)->verdict.find("\"a\" was changed") != std::string::npos);
    // Those of which a part is hidden do not count.
    attempt.response.body.replace(hex(theirs).mid(30, 30), "(redacted)");
    QVERIFY(signatureDiff(attempt)->verdict.find("secret key") != std::string::npos);
}

void tst_SignatureDiff::knowsWhenNothingIsTold()
{
    auto attempt = attemptWith(canonicalText, {}, {});
    attempt.response.body = "<Error><Code>SignatureDoesNotMatch</Code></Error>";
    const auto diff = signatureDiff(attempt);
    QVERIFY(diff && !diff->isTold);
    QCOMPARE(diff->firstDifference(), diff->lines.size());
    QVERIFY(diff->verdict.find("does not say what it had") != std::string::npos);
    QCOMPARE(diff->lines.front().ours, std::string("GET"));
}

void tst_SignatureDiff::isAboutSignaturesOnly()
{
    auto attempt = attemptWith(canonicalText, canonicalText, toSign(canonicalText));
    attempt.error->code = "AccessDenied";
    QVERIFY(!signatureDiff(attempt));
    attempt.error.reset();
    QVERIFY(!signatureDiff(attempt));
    attempt = attemptWith(canonicalText, canonicalText, toSign(canonicalText));
    attempt.signing = {};
    QVERIFY(!signatureDiff(attempt)); // it was not signed
}

// A server that gets what was signed, but has another key, through all of a call.
void tst_SignatureDiff::comparesACallWithoutItsSecrets()
{
    if (!hasModelPack())
        QSKIP("no model pack");
    const std::string token = "an invented token of a session/+==";
    const auto clock = std::make_shared<FrozenClock>(
        std::chrono::system_clock::time_point(std::chrono::seconds(1'784'023'960)));
    auto test = makeTestSession({{"AWS_SESSION_TOKEN", token}}, clock);
    QVERIFY(test.ok());
    const auto client = test->session.client("s3");
    const Value params = Value::map({{"Bucket", "acme"}, {"Prefix", "a b"}});
    CallOptions dry;
    dry.dryRun = true;
    const auto prepared = client->call("ListObjectsV2", params, dry);
    QSignalSpy isPrepared(prepared.get(), &Reply::finished);
    QVERIFY(isPrepared.wait());
    const SigningRecord raw = prepared->signingRecord();
    QVERIFY(raw.canonicalRequest.find(token) != std::string::npos);

    test->transport->enqueue(makeResponse(403, xmlAnswer(raw.canonicalRequest, raw.stringToSign)));
    const auto reply = client->call("ListObjectsV2", params);
    QSignalSpy finished(reply.get(), &Reply::finished);
    QVERIFY(finished.wait());
    const auto diff = signatureDiff(test->log->find(reply->callId())->attempts.back());
    QVERIFY(diff && diff->isTold);
    QCOMPARE(diff->firstDifference(), diff->lines.size());
    QVERIFY2(diff->verdict.find("session token is that of other credentials") != std::string::npos,
             diff->verdict.c_str());
    for (const auto& line : diff->lines)
        QVERIFY((line.ours + line.theirs).find("invented") == std::string::npos);
}

INIA_TEST_CLASS(tst_SignatureDiff, QCoreApplication)
#include "tst_signaturediff.moc"
