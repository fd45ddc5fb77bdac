#include "core/http/httpmessage.h"
#include "core/transfer/copy.h"
#include "core/transfer/upload.h"
#include "tests/support/fakeclock.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QTemporaryFile>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <algorithm>

using namespace inia;
using namespace inia::tests;

namespace {

/// The file that record_s3transfer.py uploads.
QByteArray content(qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qint64 i = 0; i < size; ++i)
        bytes[i] = static_cast<char>(i % 251);
    return bytes;
}

qint64 sizeOf(const HttpRequest& request)
{
    return request.bodySource ? request.bodySource->size() : request.body.size();
}

/// Ours are not in the data: what is signed, counted or differs on purpose (core/README.md).
bool isCompared(const std::string& name)
{
    static const std::vector<std::string> skipped{"user-agent",
                                                  "authorization",
                                                  "x-amz-date",
                                                  "amz-sdk-invocation-id",
                                                  "amz-sdk-request",
                                                  "expect",
                                                  "content-length",
                                                  "transfer-encoding",
                                                  "host",
                                                  "accept-encoding"};
    return std::none_of(skipped.begin(), skipped.end(),
                        [&name](const auto& one) { return equalsIgnoringCase(one, name); });
}

} // namespace

/// Uploads and copies make the requests that boto3's make: data/s3transfer.json, which record_s3transfer.py
/// writes.
class tst_TransferRequests final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sameAsBoto3_data();
    void sameAsBoto3();

private:
    [[nodiscard]] FakeTransport::Answer answer(const HttpRequest& request);
    [[nodiscard]] static QString difference(const HttpRequest& found, const Value& expected);

    Value m_expected; ///< requests of the case
    std::vector<bool> m_seen;
    QStringList m_problems;
};

void tst_TransferRequests::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
}

QString tst_TransferRequests::difference(const HttpRequest& found, const Value& expected)
{
    for (const auto& [name, value] : expected["headers"].members()) {
        if (found.headers.value(name) != value.text())
            return QStringLiteral("%1 is '%2' instead of '%3'")
                .arg(QString::fromStdString(name),
                     QString::fromUtf8(found.headers.value(name).data(), found.headers.value(name).size()),
                     QString::fromStdString(value.text()));
    }
    for (const auto& [name, value] : found.headers) {
        const auto& members = expected["headers"].members();
        const bool isKnown = std::any_of(members.begin(), members.end(), [&name = name](const auto& member) {
            return equalsIgnoringCase(member.first, name);
        });
        if (isCompared(name) && !isKnown)
            return QStringLiteral("%1 is more than boto3 sends").arg(QString::fromStdString(name));
    }
    if (sizeOf(found) != expected["size"].toInt())
        return QStringLiteral("the body has %1 bytes").arg(sizeOf(found));
    if (!expected["body"].text().empty() && found.body.toStdString() != expected["body"].text())
        return QStringLiteral("the body is ") + QString::fromUtf8(found.body);
    return {};
}

FakeTransport::Answer tst_TransferRequests::answer(const HttpRequest& request)
{
    const QString name = QString::fromStdString(request.method + ' ' + request.url);
    const auto& items = m_expected.items();
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto& expected = items[i];
        if (m_seen[i] || expected["method"].text() != request.method || expected["url"].text() != request.url)
            continue;
        m_seen[i] = true;
        if (const auto problem = difference(request, expected); !problem.isEmpty())
            m_problems << name + QStringLiteral(": ") + problem;
        auto response = makeResponse(static_cast<int>(expected["answer"]["status"].toInt()),
                                     QByteArray::fromStdString(expected["answer"]["body"].text()));
        for (const auto& [header, value] : expected["answer"]["headers"].members())
            response.headers.set(header, value.text());
        return response;
    }
    m_problems << name + QStringLiteral(" is more than boto3 asks");
    return makeResponse(500, {});
}

void tst_TransferRequests::sameAsBoto3_data()
{
    QTest::addColumn<Value>("one");
    const auto data =
        readJsonFile(QStringLiteral(INIA_SOURCE_DIR "/tests/core/transfer/data/s3transfer.json"));
    QVERIFY(data["cases"].size() > 0);
    for (const auto& one : data["cases"].items())
        QTest::addRow("%s: %s", one["transfer"].text().c_str(), one["name"].text().c_str()) << one;
}

void tst_TransferRequests::sameAsBoto3()
{
    QFETCH(Value, one);
    m_expected = one["requests"];
    m_seen.assign(m_expected.size(), false);
    m_problems.clear();
    const auto text = [&one](const char* name, const char* otherwise) {
        return one[name].isNull() ? std::string(otherwise) : one[name].text();
    };
    auto test = makeTestSession({{"AWS_ENDPOINT_URL", text("endpoint", "http://s3.test")},
                                 {"AWS_REQUEST_CHECKSUM_CALCULATION", text("checksums", "when_supported")}},
                                std::make_shared<FakeClock>())
                    .value();
    test.transport->setHandler([this](const HttpRequest& request) { return answer(request); });
    const Client s3 = test.session.client("s3").value();
    const auto transferSlots = std::make_shared<TransferSlots>(10);
    TransferConfig config;
    config.multipartThreshold = one["threshold"].toInt(config.multipartThreshold);
    config.partSize = one["partSize"].toInt(config.partSize);
    QTemporaryFile file;
    Owned<Transfer> transfer;
    if (one["transfer"].text() == "copy") {
        transfer = makeOwned<Copy>(s3, CopyOrder{one["source"], "bucket", "key", one["arguments"]}, s3,
                                   transferSlots, config);
    } else {
        QVERIFY(file.open() && file.write(content(one["size"].toInt())) >= 0 && file.flush());
        transfer = makeOwned<Upload>(s3, UploadTarget{"bucket", text("key", "key"), one["arguments"]},
                                     std::make_unique<FileSource>(file.fileName()), transferSlots, config);
    }
    QSignalSpy spy(transfer.get(), &Transfer::finished);
    transfer->start();
    QVERIFY(spy.wait());
    QVERIFY2(m_problems.isEmpty(), qPrintable(m_problems.join(u'\n')));
    QVERIFY2(transfer->result().ok(), transfer->result() ? "" : transfer->result().error().message.c_str());
    QVERIFY(std::all_of(m_seen.begin(), m_seen.end(), [](bool seen) { return seen; }));
    if (one["transfer"].text() == "upload" || one["size"].toInt() > 0)
        QCOMPARE(transfer->total(), one["size"].toInt());
    QCOMPARE(transfer->done(), transfer->total());
}

INIA_TEST_CLASS(tst_TransferRequests, QCoreApplication)
#include "tst_transferrequests.moc"
