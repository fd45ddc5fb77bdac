#include "core/observe/exchangelog.h"
#include "core/s3/s3listing.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/models/objecttablemodel.h"
#include "ui/models/roles.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using Model = ObjectTableModel;
using State = Model::State;

class TestObjectTableModel final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void isEmptyBeforeAnythingIsOpen();
    void listsObjectsAndPrefixes();
    void showsTheObjectThatIsThePrefix();
    void countsRequests_data();
    void countsRequests();
    void fetchesWhenAsked();
    void loadsAllInBatches();
    void stopsLoadingAll();
    void cancelsTheFirstPage();
    void failsAndRetries();
    void saysDenied();
    void keepsRowsWhenALaterPageFails();
    void opensEmptyPlaces();
    void dropsMidLoad_data();
    void dropsMidLoad();
    void showsNothingOfTheOldPlace();
    void sortsAndKeepsSelection();
    void sortsPagesThatComeLater();
    void filtersLoadedRows();
    void filterStopsFetchingByItself();
    void startsAnewInAnotherPlace();
    void tellsTheInspectorWhy();
    void refusesWhatCannotBeMade();

private:
    void open(Model& model, const char* bucket, const std::string& prefix = {},
              const std::string& startsWith = {});
    [[nodiscard]] static QStringList names(const Model& model);

    std::optional<TestSession> m_session;
    std::optional<FakeS3> m_s3;
};

void TestObjectTableModel::initTestCase()
{
    if (!hasModelPack())
        QSKIP("The models are not built: set INIA_BOTOCORE_DIR.");
    auto session = makeTestSession();
    QVERIFY2(session.ok(), session.ok() ? "" : session.error().message.c_str());
    m_session = std::move(session).value();
}

void TestObjectTableModel::init()
{
    m_s3.emplace();
    m_s3->addBucket("acme", {"b.txt", "a/1", "a/2", "c/1", "d", "a/deep/x"});
    m_s3->addNumberedBucket("many", 2500);
    m_s3->addBucket("empty", {});
    m_session->serve(*m_s3);
    m_session->transport->release();
    m_session->transport->forgetRequests();
}

void TestObjectTableModel::open(Model& model, const char* bucket, const std::string& prefix,
                                const std::string& startsWith)
{
    const auto listing = objectsBelow(m_session->bucket(bucket), prefix, startsWith);
    QVERIFY(listing.ok());
    model.open(*listing, {bucket, prefix});
}

QStringList TestObjectTableModel::names(const Model& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.index(row, Model::NameColumn).data().toString());
    return names;
}

#define WATCH(model)                                                                                         \
    QAbstractItemModelTester tester(&(model), QAbstractItemModelTester::FailureReportingMode::QtTest);       \
    tester.setUseFetchMore(false)

void TestObjectTableModel::isEmptyBeforeAnythingIsOpen()
{
    Model model;
    WATCH(model);
    QCOMPARE(model.state(), State::Pristine);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.canFetchMore({}));
    model.loadMore();
    model.loadAll();
    model.retry();
    model.cancel();
    QVERIFY(!model.isLoadingAll());
    QCOMPARE(model.headerData(Model::SizeColumn, Qt::Horizontal, ColumnKindRole).value<ColumnKind>(),
             ColumnKind::Size);
}

void TestObjectTableModel::listsObjectsAndPrefixes()
{
    Model model;
    WATCH(model);
    QSignalSpy changed(&model, &Model::listingChanged);
    open(model, "acme");
    QCOMPARE(model.state(), State::Loading);
    QVERIFY(changed.count() > 0);
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(names(model), QStringList({QStringLiteral("a/"), QStringLiteral("b.txt"), QStringLiteral("c/"),
                                        QStringLiteral("d")}));
    QVERIFY(model.isPrefix(0));
    QVERIFY(model.index(0, 0).data(FolderRole).toBool());
    QVERIFY(!model.index(0, Model::SizeColumn).data().isValid());
    QCOMPARE(model.index(1, Model::SizeColumn).data().toLongLong(), 5);
    QCOMPARE(model.index(1, Model::ModifiedColumn).data().toLongLong(), 1'784'023'203'000);
    QCOMPARE(model.index(1, Model::StorageClassColumn).data().toString(), QStringLiteral("Standard"));
    QCOMPARE(model.index(1, 0).data(CopyRole).toString(), QStringLiteral("s3://acme/b.txt"));
    QCOMPARE(model.rowOf("c/"), 2);
    QCOMPARE(model.rowOf("nothing"), -1);
    QCOMPARE(model.requests(), 1);

    open(model, "acme", "a/");
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(names(model), QStringList({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("deep/")}));
    QCOMPARE(model.keyAt(2), std::string("a/deep/"));

    open(model, "acme", "a/", "d");
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(names(model), QStringList({QStringLiteral("deep/")}));
}

void TestObjectTableModel::showsTheObjectThatIsThePrefix()
{
    m_s3->addBucket("acme", {"logs/", "logs/a"});
    Model model;
    open(model, "acme", "logs/");
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(names(model), QStringList({QStringLiteral("logs/"), QStringLiteral("a")}));
    QVERIFY(model.index(0, 0).data(DimRole).toBool());
    QVERIFY(!model.isPrefix(0));
}

void TestObjectTableModel::countsRequests_data()
{
    QTest::addColumn<int>("keys");
    QTest::addColumn<int>("requests");
    QTest::newRow("none") << 0 << 1;
    QTest::newRow("one") << 1 << 1;
    QTest::newRow("999") << 999 << 1;
    QTest::newRow("1000") << 1000 << 1;
    QTest::newRow("1001") << 1001 << 2;
    QTest::newRow("5000") << 5000 << 5;
    QTest::newRow("12345") << 12345 << 13;
}

void TestObjectTableModel::countsRequests()
{
    QFETCH(int, keys);
    m_s3->addNumberedBucket("counted", keys);
    Model model;
    open(model, "counted");
    model.loadAll();
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(model.rowCount(), keys);
    QCOMPARE(model.loadedCount(), keys);
    QTEST(m_session->transport->requestCount(), "requests");
    QTEST(model.requests(), "requests");
}

void TestObjectTableModel::fetchesWhenAsked()
{
    Model model;
    WATCH(model);
    open(model, "many");
    QTRY_COMPARE(model.state(), State::More);
    QCOMPARE(model.rowCount(), 1000);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    model.fetchMore({});
    model.loadMore();
    QVERIFY(!model.canFetchMore({}));
    QTRY_COMPARE(model.state(), State::More);
    QCOMPARE(model.rowCount(), 2000);
    QCOMPARE(m_session->transport->requestCount(), 2);
    model.loadMore();
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(model.rowCount(), 2500);
    QVERIFY(!model.canFetchMore({}));
    model.loadMore();
    model.loadAll();
    QCOMPARE(m_session->transport->requestCount(), 3);
    QCOMPARE(model.keyAt(2499), std::string("000002499"));
}

void TestObjectTableModel::loadsAllInBatches()
{
    m_s3->addNumberedBucket("large", 20'000);
    Model model;
    WATCH(model);
    QSignalSpy inserted(&model, &Model::rowsInserted);
    open(model, "large");
    model.loadAll();
    QVERIFY(model.isLoadingAll());
    QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::Complete, 20'000);
    QVERIFY(!model.isLoadingAll());
    QCOMPARE(model.rowCount(), 20'000);
    int expected = 0;
    for (const auto& batch : inserted) {
        QCOMPARE(batch[1].toInt(), expected);
        expected = batch[2].toInt() + 1;
    }
    QCOMPARE(expected, 20'000);
    QVERIFY(inserted.count() <= 20);
}

void TestObjectTableModel::stopsLoadingAll()
{
    m_s3->addNumberedBucket("large", 20'000);
    Model model;
    open(model, "large");
    model.loadAll();
    QTRY_VERIFY(model.loadedCount() >= 3000);
    model.cancel();
    QVERIFY(!model.isLoadingAll());
    QCOMPARE(model.state(), State::More);
    const auto loaded = model.loadedCount();
    QCOMPARE(model.rowCount(), loaded);
    const int requests = m_session->transport->requestCount();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(m_session->transport->openCount(), 0);
    QCoreApplication::processEvents();
    QCOMPARE(model.rowCount(), loaded);
    QCOMPARE(m_session->transport->requestCount(), requests);
    model.loadMore();
    QTRY_COMPARE(model.rowCount(), loaded + 1000);
}

void TestObjectTableModel::cancelsTheFirstPage()
{
    Model model;
    m_session->transport->hold();
    open(model, "many");
    model.cancel();
    QCOMPARE(model.state(), State::Pristine);
    m_session->transport->release();
    model.loadMore();
    QTRY_COMPARE(model.rowCount(), 1000);
}

void TestObjectTableModel::failsAndRetries()
{
    Model model;
    WATCH(model);
    m_session->transport->enqueue(makeError(ErrorKind::Transport, "ConnectionReset", "Reset by the server."));
    open(model, "acme");
    QTRY_COMPARE(model.state(), State::Failed);
    QVERIFY(model.error().has_value());
    QVERIFY(model.error()->kind == ErrorKind::Transport);
    QVERIFY(!model.canFetchMore({}));
    model.loadMore(); // only retry() goes on
    QCOMPARE(model.state(), State::Failed);
    model.retry();
    QTRY_COMPARE(model.state(), State::Complete);
    QVERIFY(!model.error().has_value());
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.requests(), 2);
}

void TestObjectTableModel::saysDenied()
{
    m_s3->deny("acme");
    Model model;
    open(model, "acme");
    QTRY_COMPARE(model.state(), State::Failed);
    QVERIFY(isAccessDenied(*model.error()));
    QVERIFY(model.lastCallId() > 0);
    QCOMPARE(m_session->log->find(model.lastCallId())->status(), 403);
}

void TestObjectTableModel::keepsRowsWhenALaterPageFails()
{
    Model model;
    WATCH(model);
    open(model, "many");
    QTRY_COMPARE(model.state(), State::More);
    m_session->transport->enqueue(makeResponse(500, "<Error><Code>InternalError</Code></Error>"));
    model.loadAll();
    QTRY_COMPARE(model.state(), State::Failed);
    QVERIFY(!model.isLoadingAll());
    QCOMPARE(model.rowCount(), 1000);
    model.retry();
    QTRY_COMPARE(model.state(), State::More);
    QCOMPARE(model.rowCount(), 2000);
    QCOMPARE(model.keyAt(1000), std::string("000001000"));
}

void TestObjectTableModel::opensEmptyPlaces()
{
    Model model;
    WATCH(model);
    open(model, "empty");
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(model.rowCount(), 0);
}

void TestObjectTableModel::dropsMidLoad_data()
{
    QTest::addColumn<bool>("destroyed");
    QTest::newRow("cleared") << false;
    QTest::newRow("destroyed") << true;
}

void TestObjectTableModel::dropsMidLoad()
{
    QFETCH(bool, destroyed);
    auto model = std::make_unique<Model>();
    open(*model, "many");
    QTRY_COMPARE(model->rowCount(), 1000);
    m_session->transport->hold();
    model->loadAll();
    QTRY_COMPARE(m_session->transport->requestCount(), 2);
    if (destroyed)
        model.reset();
    else
        model->clear();
    QTRY_COMPARE(m_session->transport->openCount(), 0);
    m_session->transport->release();
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(m_session->transport->requestCount(), 2);
    if (model) {
        QCOMPARE(model->rowCount(), 0);
        QCOMPARE(model->state(), State::Pristine);
    }
}

void TestObjectTableModel::showsNothingOfTheOldPlace()
{
    Model model;
    WATCH(model);
    m_session->transport->hold();
    open(model, "many");
    QTRY_COMPARE(m_session->transport->openCount(), 1);
    open(model, "acme");
    QCOMPARE(model.rowCount(), 0);
    m_session->transport->release();
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(names(model), QStringList({QStringLiteral("a/"), QStringLiteral("b.txt"), QStringLiteral("c/"),
                                        QStringLiteral("d")}));
    QCOMPARE(m_session->transport->requestCount(), 2);
}

void TestObjectTableModel::sortsAndKeepsSelection()
{
    m_s3->addBucket("sizes", {"a", "bbbb", "cc", "ddd"}); // the size is the length of the key
    Model model;
    WATCH(model);
    open(model, "sizes");
    QTRY_COMPARE(model.state(), State::Complete);
    const QPersistentModelIndex selected = model.index(1, Model::SizeColumn);
    QSignalSpy layout(&model, &Model::layoutChanged);
    model.sort(Model::SizeColumn, Qt::DescendingOrder);
    QTRY_COMPARE(names(model), QStringList({QStringLiteral("bbbb"), QStringLiteral("ddd"),
                                            QStringLiteral("cc"), QStringLiteral("a")}));
    QCOMPARE(layout.count(), 1);
    QCOMPARE(selected.row(), 0);
    QCOMPARE(selected.column(), int(Model::SizeColumn));
    QCOMPARE(model.keyAt(3), std::string("a"));
    model.sort(Model::NameColumn, Qt::AscendingOrder);
    QTRY_COMPARE(names(model), QStringList({QStringLiteral("a"), QStringLiteral("bbbb"), QStringLiteral("cc"),
                                            QStringLiteral("ddd")}));
    QCOMPARE(selected.row(), 1);
    model.sort(Model::NameColumn, Qt::DescendingOrder);
    QTRY_COMPARE(selected.row(), 2);
    model.sort(-1, Qt::AscendingOrder);
    QCOMPARE(names(model), QStringList({QStringLiteral("a"), QStringLiteral("bbbb"), QStringLiteral("cc"),
                                        QStringLiteral("ddd")}));
    QCOMPARE(selected.row(), 1);
}

void TestObjectTableModel::sortsPagesThatComeLater()
{
    Model model;
    WATCH(model);
    open(model, "many");
    model.sort(Model::NameColumn, Qt::DescendingOrder);
    QTRY_COMPARE(model.rowCount(), 1000);
    QCOMPARE(model.keyAt(0), std::string("000000999"));
    const QPersistentModelIndex kept = model.index(0, 0);
    model.loadAll();
    QTRY_COMPARE(model.rowCount(), 2500);
    QCOMPARE(model.keyAt(0), std::string("000002499"));
    QCOMPARE(model.keyAt(2499), std::string("000000000"));
    QCOMPARE(kept.row(), 1500);
    QCOMPARE(model.loadedCount(), 2500);
}

void TestObjectTableModel::filtersLoadedRows()
{
    Model model;
    WATCH(model);
    open(model, "many");
    QTRY_COMPARE(model.rowCount(), 1000);
    const QPersistentModelIndex kept = model.index(777, 0);
    const QPersistentModelIndex dropped = model.index(5, 0);
    model.setContains(QStringLiteral("77"));
    QTRY_COMPARE(model.rowCount(), 19);
    QCOMPARE(model.keyAt(kept.row()), std::string("000000777"));
    QVERIFY(!dropped.isValid());
    QCOMPARE(model.loadedCount(), 1000);
    model.loadMore();
    QTRY_COMPARE(model.rowCount(), 38);
    model.sort(Model::NameColumn, Qt::DescendingOrder);
    QTRY_COMPARE(model.keyAt(0), std::string("000001977"));
    model.setContains(QStringLiteral("1977"));
    QTRY_COMPARE(model.rowCount(), 1);
    model.setContains(QStringLiteral("nothing has this"));
    QTRY_COMPARE(model.rowCount(), 0);
    model.setContains({});
    QTRY_COMPARE(model.rowCount(), 2000);
    QCOMPARE(model.keyAt(0), std::string("000001999"));
}

void TestObjectTableModel::filterStopsFetchingByItself()
{
    Model model;
    open(model, "many");
    QTRY_COMPARE(model.state(), State::More);
    model.setContains(QStringLiteral("zzz"));
    QVERIFY(!model.canFetchMore({}));
    model.setContains({});
    QVERIFY(model.canFetchMore({}));
}

void TestObjectTableModel::startsAnewInAnotherPlace()
{
    Model model;
    WATCH(model);
    open(model, "many");
    QTRY_COMPARE(model.rowCount(), 1000);
    model.setContains(QStringLiteral("5"));
    open(model, "acme");
    QVERIFY(model.order().isServerOrder());
    QTRY_COMPARE(model.rowCount(), 4);
    QCOMPARE(model.location(), (S3Location{"acme", {}}));
    model.sort(Model::SizeColumn, Qt::AscendingOrder);
    model.clear(); // while the worker sorts
    QCoreApplication::processEvents();
    QCOMPARE(model.rowCount(), 0);
}

void TestObjectTableModel::tellsTheInspectorWhy()
{
    Model model;
    open(model, "many");
    QTRY_COMPARE(model.state(), State::More);
    const auto first = m_session->log->find(model.lastCallId());
    QCOMPARE(first->operation, std::string("ListObjectsV2"));
    QCOMPARE(first->cause, std::string("Open many"));
    QCOMPARE(first->target, std::string("many \u00B7 page 1"));
    model.fetchMore({});
    QTRY_COMPARE(model.state(), State::More);
    QCOMPARE(m_session->log->find(model.lastCallId())->cause, std::string("Scroll"));
    QCOMPARE(m_session->log->find(model.lastCallId())->target, std::string("many \u00B7 page 2"));
}

void TestObjectTableModel::refusesWhatCannotBeMade()
{
    Model model;
    WATCH(model);
    open(model, "acme");
    QTRY_COMPARE(model.rowCount(), 4);
    model.openFailed({"other", {}}, makeError(ErrorKind::UnknownName, "NoCollection", "There is none."));
    QCOMPARE(model.state(), State::Failed);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.error()->code, std::string("NoCollection"));
    model.retry();
    QCOMPARE(model.state(), State::Failed);
}

INIA_TEST_CLASS(TestObjectTableModel, QCoreApplication)
#include "tst_objecttablemodel.moc"
