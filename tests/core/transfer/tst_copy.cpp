#include "core/transfer/copy.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeuploads.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <algorithm>

using namespace inia;
using namespace inia::tests;

namespace {

constexpr qint64 mebibyte = 1024 * 1024;

} // namespace

/// What goes wrong while an object is copied; what is asked when all goes well is in tst_transferrequests.
class tst_Copy final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void refused_data();
    void refused();
    void absentSource();
    void sourceThatChanges();
    void cancelledBetweenParts();
    void successNeedsProof_data();
    void successNeedsProof();
    void tagsThatFail();
    void annotationsThatFail();

private:
    [[nodiscard]] Owned<Copy> copy(const Value& arguments = Value::emptyMap()) const;
    [[nodiscard]] FakeTransport::Answer answer(const HttpRequest& request);
    static void run(Transfer& transfer)
    {
        QSignalSpy spy(&transfer, &Transfer::finished);
        transfer.start();
        QVERIFY(spy.wait());
    }
    [[nodiscard]] bool asked(const std::string& method, const std::string& part) const
    {
        const auto& requests = m_test->transport->requests();
        return std::any_of(requests.begin(), requests.end(), [&](const HttpRequest& request) {
            return request.method == method && request.url.find(part) != std::string::npos;
        });
    }

    std::optional<TestSession> m_test;
    std::string m_failing; ///< method and a part of the URL of what is refused
    HttpResponse m_refusal;
};

void tst_Copy::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
}

void tst_Copy::init()
{
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
    m_test->transport->setHandler([this](const HttpRequest& request) { return answer(request); });
    m_failing.clear();
}

FakeTransport::Answer tst_Copy::answer(const HttpRequest& request)
{
    const std::string asked = request.method + ' ' + request.url;
    if (!m_failing.empty() && asked.starts_with(m_failing.substr(0, m_failing.find(' '))) &&
        asked.find(m_failing.substr(m_failing.find(' ') + 1)) != std::string::npos)
        return m_refusal;
    if (request.method == "HEAD") {
        auto response = makeResponse(200, {});
        response.headers.set("Content-Length", std::to_string(20 * mebibyte));
        response.headers.set("ETag", "\"source\"");
        return response;
    }
    if (request.method == "POST" && asked.ends_with("?uploads"))
        return makeResponse(200, "<InitiateMultipartUploadResult><UploadId>an-id</UploadId>"
                                 "</InitiateMultipartUploadResult>");
    if (request.method == "POST")
        return makeResponse(200, "<CompleteMultipartUploadResult><ETag>\"whole\"</ETag>"
                                 "</CompleteMultipartUploadResult>");
    if (request.method == "GET" && asked.find("annotationName") != std::string::npos)
        return makeResponse(200, "a note");
    if (request.method == "GET" && asked.find("annotation") != std::string::npos)
        return makeResponse(200, "<ListObjectAnnotationsResult><Annotations>"
                                 "<Annotation><AnnotationName>one</AnnotationName></Annotation>"
                                 "<Annotation><AnnotationName>two</AnnotationName></Annotation>"
                                 "</Annotations></ListObjectAnnotationsResult>");
    if (request.method == "GET")
        return makeResponse(200,
                            "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>");
    return makeResponse(200, "<CopyPartResult><ETag>\"part\"</ETag></CopyPartResult>");
}

Owned<Copy> tst_Copy::copy(const Value& arguments) const
{
    const Client s3 = m_test->session.client("s3").value();
    const Value source = Value::map({{"Bucket", "from"}, {"Key", "k"}});
    return makeOwned<Copy>(s3, CopyOrder{source, "bucket", "key", arguments}, s3,
                           std::make_shared<TransferSlots>(2));
}

void tst_Copy::refused_data()
{
    QTest::addColumn<Value>("source");
    QTest::addColumn<Value>("arguments");
    QTest::addColumn<QString>("code");
    const Value none = Value::emptyMap();
    const Value source = Value::map({{"Bucket", "from"}, {"Key", "k"}});
    const Value lambda = Value::map(
        {{"Bucket", "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/mine"}, {"Key", "k"}});
    QTest::newRow("a text") << Value("from/k") << none << "NoCopySource";
    QTest::newRow("no key") << Value::map({{"Bucket", "from"}}) << none << "NoCopySource";
    QTest::newRow("Object Lambda") << lambda << none << "UnsupportedBucket";
    QTest::newRow("argument of uploads") << source << Value::map({{"MpuObjectSize", 1}}) << "UnknownArgument";
}

void tst_Copy::refused()
{
    QFETCH(Value, source);
    QFETCH(Value, arguments);
    QFETCH(QString, code);
    const Client s3 = m_test->session.client("s3").value();
    Copy copy(s3, {source, "bucket", "key", arguments}, s3, std::make_shared<TransferSlots>(1));
    run(copy);
    QCOMPARE(QString::fromStdString(copy.result().error().code), code);
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_Copy::absentSource()
{
    m_failing = "HEAD from/k";
    m_refusal = makeResponse(404, {});
    const auto copy = this->copy();
    run(*copy);
    QCOMPARE(copy->state(), Transfer::State::Failed);
    QCOMPARE(copy->result().error().httpStatus, 404);
    QVERIFY(copy->result().error().message.find("from/k") != std::string::npos);
    QVERIFY(!asked("POST", ""));
}

void tst_Copy::sourceThatChanges()
{
    m_failing = "PUT partNumber=2";
    m_refusal = s3Error(412, "PreconditionFailed");
    const auto copy = this->copy();
    run(*copy);
    QCOMPARE(copy->result().error().code, std::string("ObjectChanged"));
    QVERIFY(asked("DELETE", "uploadId=an-id"));
}

void tst_Copy::cancelledBetweenParts()
{
    const auto copy = this->copy();
    connect(copy.get(), &Transfer::progressed, copy.get(), [&copy](qint64 done, qint64) {
        if (done > 0)
            copy->cancel();
    });
    run(*copy);
    QCOMPARE(copy->state(), Transfer::State::Cancelled);
    QVERIFY(asked("DELETE", "uploadId=an-id"));
}

/// The object is there then, and nothing is left to be aborted.
void tst_Copy::tagsThatFail()
{
    m_failing = "PUT tagging";
    m_refusal = s3Error(403, "AccessDenied");
    const auto copy = this->copy(Value::map({{"TaggingDirective", "COPY"}}));
    run(*copy);
    QCOMPARE(copy->result().error().code, std::string("AccessDenied"));
    QVERIFY(copy->result().error().message.find("was copied") != std::string::npos);
    QVERIFY(!asked("DELETE", ""));
}

/// One that fails does not keep the others from being copied.
void tst_Copy::annotationsThatFail()
{
    m_failing = "PUT annotationName=one";
    m_refusal = s3Error(403, "AccessDenied");
    const auto copy = this->copy(Value::map({{"AnnotationDirective", "COPY"}}));
    run(*copy);
    QVERIFY(copy->result().error().message.find("one") != std::string::npos);
    QVERIFY(asked("PUT", "annotationName=two"));
}

void tst_Copy::successNeedsProof_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("part") << "PUT partNumber=2" << QByteArray("<CopyPartResult></CopyPartResult>");
    QTest::newRow("complete") << "POST uploadId" << QByteArray("<CompleteMultipartUploadResult/>");
}

void tst_Copy::successNeedsProof()
{
    QFETCH(const QString, call);
    QFETCH(const QByteArray, answer);
    m_failing = call.toStdString();
    m_refusal = makeResponse(200, answer);
    const auto copy = this->copy();
    run(*copy);
    QVERIFY(!copy->result());
    QCOMPARE(copy->result().error().code, std::string("NoProof"));
    QVERIFY(asked("DELETE", "uploadId=an-id"));
}

INIA_TEST_CLASS(tst_Copy, QCoreApplication)
#include "tst_copy.moc"
