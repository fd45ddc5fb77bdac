#include "core/http/httpmessage.h"
#include "core/resource/collectionexport.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/resourcetablemodel.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <set>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using MergedModel = ResourceTableModel;
using State = MergedModel::State;

/// One collection over several regions, of which some refuse: EC2's instances and SQS's queues.
class TestMergedRegions final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void aRowForEachFailure();
    void retriesAlone();
    void sortsAndFiltersWithoutTheFailures();
    void actsWhereTheRowIs();
    void hundredThousandRows();
    void cancels();
    void reloads();
    void regionsThatHaveNone();
    void onlyFailures();
    void exportsWhatThereIs();
    void knowsTheRegionsOfAService();

private:
    [[nodiscard]] std::vector<MergedCursor::Part> parts(const std::string& service, const std::string& name,
                                                        const std::vector<std::string>& regions) const;
    [[nodiscard]] static std::string regionOf(const HttpRequest& request);
    [[nodiscard]] static QStringList texts(const MergedModel& model, int column);
    [[nodiscard]] static HttpResponse queues(const std::string& region, int first, int count,
                                             const std::string& token = {});

    std::optional<TestSession> m_test;
    std::unique_ptr<ServiceResources> m_resources;
};

#define WATCH(model)                                                                                         \
    QAbstractItemModelTester tester(&(model), QAbstractItemModelTester::FailureReportingMode::QtTest);       \
    tester.setUseFetchMore(false)

namespace {

const std::vector<std::string> fourRegions{"eu-west-1", "me-south-1", "us-east-1", "us-west-2"};

HttpResponse regionDenied()
{
    return makeResponse(403, R"({"__type": "com.amazonaws.sqs#AccessDeniedException", "message": "No."})");
}

HttpResponse regionThrottled()
{
    return makeResponse(400, R"({"__type": "com.amazonaws.sqs#RequestThrottled", "message": "Slowly."})");
}

} // namespace

void TestMergedRegions::initTestCase()
{
    if (!hasModelPack())
        QSKIP("The models are not built: set INIA_BOTOCORE_DIR.");
    auto session = makeTestSession();
    QVERIFY2(session.ok(), session.ok() ? "" : session.error().message.c_str());
    m_test = std::move(session).value();
    m_resources = std::make_unique<ServiceResources>(m_test->session);
}

void TestMergedRegions::init()
{
    m_test->transport->setHandler({});
    m_test->transport->release();
    m_test->transport->forgetRequests();
}

std::vector<MergedCursor::Part> TestMergedRegions::parts(const std::string& service, const std::string& name,
                                                         const std::vector<std::string>& regions) const
{
    std::vector<MergedCursor::Part> parts;
    for (const auto& region : regions)
        parts.push_back({region, m_resources->service(service, region)->collection(name)});
    return parts;
}

/// Of the signature: "Credential=AKID/20260714/eu-west-1/sqs/aws4_request".
std::string TestMergedRegions::regionOf(const HttpRequest& request)
{
    const auto signature = request.headers.value("Authorization");
    return QString::fromUtf8(signature.data(), static_cast<qsizetype>(signature.size()))
        .section(u'/', 2, 2)
        .toStdString();
}

QStringList TestMergedRegions::texts(const MergedModel& model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, column).data().toString());
    return texts;
}

HttpResponse TestMergedRegions::queues(const std::string& region, int first, int count,
                                       const std::string& token)
{
    QByteArrayList urls;
    for (int number = first; number < first + count; ++number)
        urls.append("\"https://sqs." + QByteArray::fromStdString(region) + ".amazonaws.com/123/q-" +
                    QByteArray::number(number) + '"');
    return makeResponse(
        200,
        "{\"QueueUrls\": [" + urls.join(',') + ']' +
            (token.empty() ? QByteArray() : ", \"NextToken\": \"" + QByteArray::fromStdString(token) + '"') +
            '}');
}

void TestMergedRegions::aRowForEachFailure()
{
    m_test->transport->setHandler([](const HttpRequest& request) -> FakeTransport::Answer {
        const std::string region = regionOf(request);
        if (region == "me-south-1")
            return regionDenied();
        return region == "us-east-1" ? regionThrottled() : queues(region, 1, 2);
    });
    MergedModel model{ResourceLayouts::builtIn()};
    WATCH(model);
    model.open(parts("sqs", "queues", fourRegions));
    QCOMPARE(model.state(), State::Loading);
    QTRY_COMPARE(model.state(), State::Failed);
    QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Region"));
    QCOMPARE(model.loadedCount(), 4);
    QCOMPARE(model.shownRows(), 4);
    QCOMPARE(model.rowCount(), 6);
    QStringList regions = texts(model, 0).mid(0, 4);
    regions.sort();
    QCOMPARE(regions.join(u' '), QStringLiteral("eu-west-1 eu-west-1 us-west-2 us-west-2"));
    QCOMPARE(texts(model, 0).mid(4).join(u' '), QStringLiteral("me-south-1 us-east-1"));
    QCOMPARE(texts(model, 1).mid(4).join(u'|'), QStringLiteral("Denied: No.|Failed: Slowly."));
    QCOMPARE(model.index(4, 1).data(StateRole).value<RowState>(), RowState::Denied);
    QCOMPARE(model.failedPart(4), std::optional<std::size_t>(1));
    QVERIFY(!model.failedPart(3));
    const auto counts = model.parts();
    QCOMPARE(counts.all, std::size_t(4));
    QCOMPARE(counts.answered, std::size_t(2));
    QCOMPARE(counts.denied, std::size_t(1));
    QCOMPARE(counts.failed, std::size_t(1));
    QCOMPARE(model.requests(), 4);
    std::set<std::string> keys;
    for (int row = 0; row < model.rowCount(); ++row)
        keys.insert(model.keyOf(row));
    QCOMPARE(keys.size(), std::size_t(6)); // though the queues have the same names
}

void TestMergedRegions::retriesAlone()
{
    bool isThrottled = true;
    m_test->transport->setHandler([&](const HttpRequest& request) -> FakeTransport::Answer {
        const std::string region = regionOf(request);
        if (region == "me-south-1")
            return regionDenied();
        return region == "us-east-1" && isThrottled ? regionThrottled() : queues(region, 1, 2);
    });
    MergedModel model{ResourceLayouts::builtIn()};
    WATCH(model);
    model.open(parts("sqs", "queues", fourRegions));
    QTRY_COMPARE(model.state(), State::Failed);
    isThrottled = false;
    m_test->transport->forgetRequests();
    model.retryPart(2);
    QCOMPARE(model.rowCount(), 5); // under way it is no failure
    QTRY_COMPARE(model.state(), State::Failed);
    QCOMPARE(m_test->transport->requestCount(), 1);
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(texts(model, 0).last(), QStringLiteral("me-south-1"));
    model.retry(); // all that failed
    QTRY_COMPARE(m_test->transport->requestCount(), 2);
    QCOMPARE(regionOf(m_test->transport->requests().back()), std::string("me-south-1"));
    QTRY_COMPARE(model.state(), State::Failed);
    QCOMPARE(model.rowCount(), 7);
}

void TestMergedRegions::sortsAndFiltersWithoutTheFailures()
{
    m_test->transport->setHandler([](const HttpRequest& request) -> FakeTransport::Answer {
        return regionOf(request) == "me-south-1" ? regionDenied() : queues(regionOf(request), 1, 12);
    });
    MergedModel model{ResourceLayouts::builtIn()};
    WATCH(model);
    model.open(parts("sqs", "queues", fourRegions));
    QTRY_COMPARE(model.state(), State::Failed);
    QPersistentModelIndex failure(model.index(36, 1));
    QSignalSpy applied(&model, &MergedModel::orderApplied);
    model.sort(0, Qt::DescendingOrder);
    QVERIFY(applied.wait());
    QCOMPARE(texts(model, 0).first(), QStringLiteral("us-west-2"));
    QCOMPARE(texts(model, 0).at(35), QStringLiteral("eu-west-1"));
    QCOMPARE(texts(model, 0).last(), QStringLiteral("me-south-1"));
    QCOMPARE(failure.row(), 36);
    model.setContains(QStringLiteral("q-12"));
    QVERIFY(applied.wait());
    QCOMPARE(model.shownRows(), 3);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(failure.row(), 3);
    model.setContains(QStringLiteral("eu-west"));
    QVERIFY(applied.wait());
    QCOMPARE(model.shownRows(), 12);
    QCOMPARE(model.rowOf("https://sqs.eu-west-1.amazonaws.com/123/q-3") >= 0, true);
}

/// A row's own client: what is done with it goes to its region, and no call mixes two.
void TestMergedRegions::actsWhereTheRowIs()
{
    m_test->transport->setHandler(
        [](const HttpRequest& request) -> FakeTransport::Answer { return queues(regionOf(request), 1, 1); });
    MergedModel model{ResourceLayouts::builtIn()};
    model.open(parts("sqs", "queues", {"eu-west-1", "us-west-2"}));
    QTRY_COMPARE(model.state(), State::Complete);
    for (int row = 0; row < 2; ++row) {
        const Resource& queue = model.resourceAt(row);
        QCOMPARE(queue.client().region(), model.index(row, 0).data().toString().toStdString());
        const auto reply = queue.load();
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(regionOf(m_test->transport->requests().back()), queue.client().region());
    }
}

void TestMergedRegions::hundredThousandRows()
{
    constexpr int regions = 16;
    constexpr int pages = 7; // of 1000; 893 on each
    constexpr int perPage = 893;
    std::vector<std::string> names;
    for (const auto& region : m_resources->regions("sqs"))
        names.push_back(region.name);
    QVERIFY2(names.size() >= regions, "the models know fewer regions");
    names.resize(regions);
    int most = 0;
    m_test->transport->setHandler([&](const HttpRequest& request) -> FakeTransport::Answer {
        most = std::max(most, m_test->transport->openCount());
        const auto mark = request.body.indexOf("page-");
        const int page = mark < 0 ? 0 : request.body.mid(mark + 5, 1).toInt();
        return queues(regionOf(request), page * perPage, perPage,
                      page + 1 < pages ? "page-" + std::to_string(page + 1) : std::string());
    });
    MergedModel model{ResourceLayouts::builtIn()};
    model.open(parts("sqs", "queues", names));
    model.loadAll();
    QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::Complete, 60'000);
    QCOMPARE(model.loadedCount(), qint64(regions) * pages * perPage);
    QVERIFY(model.loadedCount() >= 100'000);
    QCOMPARE(model.shownRows(), regions * pages * perPage);
    QCOMPARE(model.parts().answered, std::size_t(regions));
    QCOMPARE(model.requests(), regions * pages);
    QVERIFY2(most <= int(MergedCursor::mostAtOnce), qPrintable(QString::number(most)));
}

void TestMergedRegions::cancels()
{
    m_test->transport->setHandler(
        [](const HttpRequest& request) -> FakeTransport::Answer { return queues(regionOf(request), 1, 1); });
    std::vector<std::string> names;
    for (const auto& region : m_resources->regions("sqs"))
        names.push_back(region.name);
    MergedModel model{ResourceLayouts::builtIn()};
    WATCH(model);
    m_test->transport->hold();
    model.open(parts("sqs", "queues", names));
    QTRY_COMPARE(m_test->transport->openCount(), int(MergedCursor::mostAtOnce));
    model.cancel();
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    m_test->transport->release();
    QCoreApplication::processEvents();
    QCOMPARE(m_test->transport->requestCount(), int(MergedCursor::mostAtOnce)); // none that had waited
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.parts().answered, std::size_t(0));
    model.loadMore();
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(model.rowCount(), static_cast<int>(names.size()));
}

void TestMergedRegions::reloads()
{
    m_test->transport->setHandler([](const HttpRequest& request) -> FakeTransport::Answer {
        const bool isSecond = request.body.contains("second");
        return queues(regionOf(request), isSecond ? 10 : 1, 2,
                      isSecond || regionOf(request) != "eu-west-1" ? "" : "second");
    });
    MergedModel model{ResourceLayouts::builtIn()};
    WATCH(model);
    model.open(parts("sqs", "queues", fourRegions));
    QTRY_COMPARE(model.state(), State::More);
    QCOMPARE(model.rowCount(), 8);
    model.loadMore();
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(model.rowCount(), 10);
    QVERIFY(model.reload());
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.requests(), 5);
}

void TestMergedRegions::regionsThatHaveNone()
{
    m_test->transport->setHandler(
        [](const HttpRequest& request) -> FakeTransport::Answer { return queues(regionOf(request), 1, 1); });
    auto mixed = parts("sqs", "queues", {"eu-west-1"});
    mixed.insert(mixed.begin(),
                 {"mars-1", makeError(ErrorKind::Configuration, "NoEndpoint", "There is no such region.")});
    MergedModel model{ResourceLayouts::builtIn()};
    WATCH(model);
    model.open(mixed);
    QTRY_COMPARE(model.state(), State::Failed);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(texts(model, 1).last(), QStringLiteral("Failed: There is no such region."));
    model.retry(); // there is nobody to ask
    QCOMPARE(model.state(), State::Failed);
    QCOMPARE(m_test->transport->requestCount(), 1);
}

void TestMergedRegions::onlyFailures()
{
    m_test->transport->setHandler([](const HttpRequest&) -> FakeTransport::Answer { return regionDenied(); });
    MergedModel model{ResourceLayouts::builtIn()};
    WATCH(model);
    model.open(parts("sqs", "queues", fourRegions));
    QTRY_COMPARE(model.state(), State::Failed);
    QCOMPARE(model.rowCount(), 4); // never an empty view
    QCOMPARE(model.loadedCount(), 0);
    QCOMPARE(model.parts().denied, std::size_t(4));
    model.open(parts("sqs", "queues", {"eu-west-1"})[0].collection.value());
    QCOMPARE(model.rowCount(), 0); // one collection has its failure in place of the rows
}

void TestMergedRegions::exportsWhatThereIs()
{
    m_test->transport->setHandler([](const HttpRequest& request) -> FakeTransport::Answer {
        return regionOf(request) == "me-south-1" ? regionDenied() : queues(regionOf(request), 1, 2);
    });
    QTemporaryDir folder;
    CollectionExport::Options options;
    options.path = folder.filePath(QStringLiteral("queues.ndjson"));
    options.format = CollectionExport::Format::Ndjson;
    auto task = makeOwned<CollectionExport>(parts("sqs", "queues", fourRegions), std::move(options));
    task->start();
    QTRY_VERIFY(task->isFinished());
    QVERIFY2(task->result().ok(), task->result() ? "" : task->result().error().message.c_str());
    QCOMPARE(*task->result(), qint64(6));
    QCOMPARE(task->missing(), std::vector<std::string>{"me-south-1"});
    QFile file(folder.filePath(QStringLiteral("queues.ndjson")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text.count("\"Region\":\"eu-west-1\""), 2);
    QCOMPARE(text.count('\n'), 6);
}

void TestMergedRegions::knowsTheRegionsOfAService()
{
    const auto ec2 = m_resources->regions("ec2");
    QVERIFY(std::count_if(ec2.begin(), ec2.end(), [](const auto& region) { return region.isKnown; }) >= 17);
    QVERIFY(m_resources->regions("iam").empty()); // one address for all
    const auto rare = m_resources->regions("workmail");
    const auto known =
        std::count_if(rare.begin(), rare.end(), [](const auto& region) { return region.isKnown; });
    QVERIFY(known > 0 && known < static_cast<std::ptrdiff_t>(rare.size()));
}

INIA_TEST_CLASS(TestMergedRegions, QCoreApplication)
#include "tst_mergedregions.moc"
