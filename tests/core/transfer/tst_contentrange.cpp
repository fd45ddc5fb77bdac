#include "core/checksum/checksum.h"
#include "core/transfer/downloadpart.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_ContentRange final : public QObject {
    Q_OBJECT

private slots:
    void answers_data();
    void answers();
    void planCoversObject_data();
    void planCoversObject();
    void planIsTakenUp();
    void oddPlansAreRefused_data();
    void oddPlansAreRefused();
    void endIsMarkedOrNot_data();
    void endIsMarkedOrNot();
    void partsAreCombinedInAnyOrder();
};

void tst_ContentRange::answers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<int>("asked");
    QTest::addColumn<qint64>(
        "size"); // of the answer to bytes 100 to 199, or 0 to 99 of a first part; -2: refused
    const int whole = static_cast<int>(Asked::Whole);
    const int part = static_cast<int>(Asked::Part);
    const int first = static_cast<int>(Asked::FirstPart);
    QTest::newRow("as asked") << 206 << QByteArray("bytes 100-199/1000") << part << qint64(100);
    QTest::newRow("begins elsewhere") << 206 << QByteArray("bytes 0-99/1000") << part << qint64(-2);
    QTest::newRow("too long") << 206 << QByteArray("bytes 100-299/1000") << part << qint64(-2);
    QTest::newRow("too short") << 206 << QByteArray("bytes 100-150/1000") << part << qint64(-2);
    QTest::newRow("object has become shorter")
        << 206 << QByteArray("bytes 100-150/151") << part << qint64(-2);
    QTest::newRow("missing") << 206 << QByteArray() << part << qint64(-2);
    QTest::newRow("range ignored") << 200 << QByteArray() << part << qint64(-2);
    QTest::newRow("unknown size") << 206 << QByteArray("bytes 100-199/*") << part << qint64(-2);
    QTest::newRow("no unit") << 206 << QByteArray("100-199/1000") << part << qint64(-2);
    QTest::newRow("nonsense") << 206 << QByteArray("bytes 199-100/x") << part << qint64(-2);
    QTest::newRow("overflow") << 206 << QByteArray("bytes 100-99999999999999999999/1") << part << qint64(-2);
    QTest::newRow("first") << 206 << QByteArray("bytes 0-99/1000") << first << qint64(100);
    QTest::newRow("first of a short one") << 206 << QByteArray("bytes 0-49/50") << first << qint64(50);
    QTest::newRow("first, cut") << 206 << QByteArray("bytes 0-49/1000") << first << qint64(-2);
    QTest::newRow("first, missing") << 206 << QByteArray() << first << qint64(-2);
    QTest::newRow("first, range ignored") << 200 << QByteArray() << first << qint64(777);
    QTest::newRow("whole") << 200 << QByteArray() << whole << qint64(777);
    QTest::newRow("part of a whole") << 206 << QByteArray("bytes 0-99/1000") << whole << qint64(-2);
}

void tst_ContentRange::answers()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, range);
    QFETCH(const int, asked);
    QFETCH(const qint64, size);
    HttpResponse head;
    head.status = status;
    head.headers.add("Content-Length", "777");
    head.headers.add("ETag", "\"e\"");
    if (!range.isNull())
        head.headers.add("Content-Range", range.toStdString());
    const qint64 offset = static_cast<Asked>(asked) == Asked::Part ? 100 : 0;
    const auto answer = readRangeAnswer(head, {offset, 100}, static_cast<Asked>(asked));
    QCOMPARE(answer.ok(), size != -2);
    if (!answer) {
        QCOMPARE(answer.error().code, std::string("BadContentRange"));
        return;
    }
    QCOMPARE(answer->range.offset, offset);
    QCOMPARE(answer->range.size, size);
    QCOMPARE(answer->etag, std::string("\"e\""));
}

void tst_ContentRange::planCoversObject_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<int>("parts");
    QTest::addColumn<QString>("last");
    QTest::newRow("one byte more") << qint64(21) << 3 << "bytes=20-";
    QTest::newRow("exactly") << qint64(20) << 2 << "bytes=10-";
    QTest::newRow("one part") << qint64(7) << 1 << "bytes=0-";
}

void tst_ContentRange::planCoversObject()
{
    QFETCH(const qint64, size);
    QFETCH(const int, parts);
    DownloadPlan plan(size, 10, "\"e\"", false);
    QCOMPARE(plan.count(), static_cast<std::size_t>(parts));
    qint64 next = 0;
    while (const auto part = plan.takeNext()) {
        QCOMPARE(plan.range(*part).offset, next);
        next += plan.range(*part).size;
        if (*part + 1 < plan.count())
            QCOMPARE(plan.rangeText(*part),
                     "bytes=" + std::to_string(next - 10) + "-" + std::to_string(next - 1));
        plan.setDone(*part);
    }
    QCOMPARE(next, size);
    QVERIFY(plan.isComplete());
    QCOMPARE(plan.doneBytes(), size);
    QTEST(QString::fromStdString(plan.rangeText(plan.count() - 1)), "last");
}

void tst_ContentRange::planIsTakenUp()
{
    DownloadPlan plan(95, 10, "\"e\"", false);
    QVERIFY(plan.toValue().isNull());
    for (const std::size_t part : {0U, 1U, 4U, 9U})
        plan.setDone(part);
    auto again = DownloadPlan::fromValue(plan.toValue());
    QVERIFY(again);
    QCOMPARE(again->doneBytes(), 35);
    QCOMPARE(again->etag(), std::string("\"e\""));
    std::vector<std::size_t> missing;
    while (const auto part = again->takeNext())
        missing.push_back(*part);
    QCOMPARE(missing, (std::vector<std::size_t>{2, 3, 5, 6, 7, 8}));
}

void tst_ContentRange::oddPlansAreRefused_data()
{
    QTest::addColumn<qint64>("size");
    QTest::addColumn<qint64>("partSize");
    QTest::addColumn<QString>("etag");
    QTest::addColumn<int>("end");
    QTest::newRow("no size") << qint64(0) << qint64(10) << "e" << 1;
    QTest::newRow("no parts") << qint64(10) << qint64(0) << "e" << 1;
    QTest::newRow("no etag") << qint64(100) << qint64(10) << "" << 1;
    QTest::newRow("beyond the end") << qint64(100) << qint64(10) << "e" << 11;
    QTest::newRow("far too many") << qint64(1) << qint64(-1) << "e" << 1;
    QTest::newRow("parts of a byte") << (qint64(1) << 40) << qint64(1) << "e" << 1;
}

void tst_ContentRange::oddPlansAreRefused()
{
    QFETCH(const qint64, size);
    QFETCH(const qint64, partSize);
    QFETCH(const QString, etag);
    QFETCH(const int, end);
    const Value value = Value::map({{"size", size},
                                    {"partSize", partSize},
                                    {"etag", etag.toStdString()},
                                    {"parts", Value::list({Value::list({0, end})})}});
    QVERIFY(!DownloadPlan::fromValue(value));
    QVERIFY(!DownloadPlan::fromValue(Value()));
}

void tst_ContentRange::endIsMarkedOrNot_data()
{
    QTest::addColumn<QString>("length");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<qint64>("total");
    QTest::addColumn<bool>("isFramed");
    QTest::newRow("length") << "777"
                            << "" << qint64(777) << true;
    QTest::newRow("chunks") << ""
                            << "chunked" << qint64(-1) << true;
    QTest::newRow("Chunked") << ""
                             << "Chunked" << qint64(-1) << true;
    QTest::newRow("both") << "777"
                          << "chunked" << qint64(-1) << true;
    QTest::newRow("neither") << ""
                             << "" << qint64(-1) << false;
    QTest::newRow("no number") << "many"
                               << "" << qint64(-1) << false;
}

void tst_ContentRange::endIsMarkedOrNot()
{
    QFETCH(const QString, length);
    QFETCH(const QString, encoding);
    QFETCH(const bool, isFramed);
    HttpResponse head;
    head.status = 200;
    head.headers.add("ETag", "W/\"e\"");
    if (!length.isEmpty())
        head.headers.add("Content-Length", length.toStdString());
    if (!encoding.isEmpty())
        head.headers.add("Transfer-Encoding", encoding.toStdString());
    const auto answer = readRangeAnswer(head, {0, 0}, Asked::Whole);
    QVERIFY(answer);
    QTEST(answer->total, "total");
    QCOMPARE(answer->isFramed, isFramed);
    QVERIFY(isWeakETag(answer->etag) && isSameETag(answer->etag, "\"e\""));
}

void tst_ContentRange::partsAreCombinedInAnyOrder()
{
    const std::string bytes = "the quick brown fox jumps over the lazy dog.";
    const auto digest = [](std::string_view text) {
        return QByteArray::fromBase64(
            QByteArray::fromStdString(checksumOf(ChecksumAlgorithm::Crc64Nvme, text)));
    };
    for (const auto& order : {std::vector<std::size_t>{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {1, 3, 0, 4, 2}}) {
        std::optional<DownloadPlan> plan;
        plan.emplace(static_cast<qint64>(bytes.size()), 10, "\"e\"", false);
        plan->setChecksum(ObjectChecksum{ChecksumAlgorithm::Crc64Nvme, digest(bytes)});
        for (const std::size_t part : order) {
            QVERIFY(plan->digest().isEmpty());
            plan->setDone(part, digest(std::string_view(bytes).substr(part * 10, 10)));
            plan = DownloadPlan::fromValue(plan->toValue()); // as by another process
            QVERIFY(plan);
        }
        QVERIFY(plan->isComplete());
        QCOMPARE(plan->digest(), plan->checksum()->digest);
    }
    DownloadPlan unknown(20, 10, "\"e\"", false);
    unknown.setChecksum(ObjectChecksum{ChecksumAlgorithm::Crc64Nvme, digest("x")});
    unknown.setDone(0, digest("x"));
    unknown.setDone(1); // nobody has counted it
    QVERIFY(unknown.isComplete() && unknown.digest().isEmpty());
}

INIA_TEST_CLASS(tst_ContentRange, QCoreApplication)
#include "tst_contentrange.moc"
