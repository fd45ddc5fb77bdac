#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/models/resourcetreemodel.h"
#include "ui/models/treesource.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using TreeModel = ResourceTreeModel;
using State = CollectionCursor::State;

class TestResourceTreeModel final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void showsTheSession();
    void asksOnceWhenExpanded();
    void expandsBucketsAndPrefixes();
    void saysEmpty();
    void loadsMoreWhenActivated();
    void marksDeniedBuckets();
    void failsAndRetries();
    void passesObjectsOverForAFewPages();
    void givesUpTheFirstPage();
    void reloads();
    void dropsWhatIsUnderWay();
    void knowsUris();
    void revealsPlaces();
    void revealsTheNearest();
    void keepsControlCharactersVisible();

private:
    [[nodiscard]] QModelIndex service() const { return m_model->index(0, 0, m_model->sessionIndex()); }
    [[nodiscard]] QModelIndex child(const QModelIndex& parent, const char* label) const;
    /// Expands a node as a view does and waits for the answer.
    void expand(const QModelIndex& index);
    [[nodiscard]] QStringList rows(const QModelIndex& parent) const;
    [[nodiscard]] static RowState rowState(const QModelIndex& index);
    [[nodiscard]] QModelIndex lastRow(const QModelIndex& parent) const;

    std::optional<TestSession> m_session;
    std::unique_ptr<ServiceResources> m_resources;
    std::optional<FakeS3> m_s3;
    std::unique_ptr<TreeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestResourceTreeModel::initTestCase()
{
    if (!hasModelPack())
        QSKIP("The models are not built: set INIA_BOTOCORE_DIR.");
    auto session = makeTestSession();
    QVERIFY2(session.ok(), session.ok() ? "" : session.error().message.c_str());
    m_session = std::move(session).value();
    m_resources = std::make_unique<ServiceResources>(m_session->session);
}

void TestResourceTreeModel::init()
{
    m_s3.emplace();
    m_s3->addBucket("acme", {"logs/2025/a", "logs/2026/b", "raw/x", "top.txt"});
    m_s3->addBucket("empty", {});
    m_session->serve(*m_s3);
    m_session->transport->release();
    m_session->transport->forgetRequests();
    m_model = std::make_unique<TreeModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
    std::vector<std::unique_ptr<TreeSource>> sources;
    sources.push_back(std::make_unique<S3TreeSource>(*m_resources));
    m_model->setSession({QStringLiteral("sandbox-west"), QStringLiteral("us-west-2"), 2, true},
                        std::move(sources));
}

void TestResourceTreeModel::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

QModelIndex TestResourceTreeModel::child(const QModelIndex& parent, const char* label) const
{
    for (int row = 0; row < m_model->rowCount(parent); ++row) {
        const auto index = m_model->index(row, 0, parent);
        if (index.data().toString() == QString::fromUtf8(label))
            return index;
    }
    return {};
}

void TestResourceTreeModel::expand(const QModelIndex& index)
{
    QVERIFY(index.isValid());
    QVERIFY(m_model->canFetchMore(index));
    m_model->fetchMore(index);
    m_model->fetchMore(index);
    QTRY_VERIFY(m_model->state(index) != State::Loading);
}

QStringList TestResourceTreeModel::rows(const QModelIndex& parent) const
{
    QStringList rows;
    for (int row = 0; row < m_model->rowCount(parent); ++row)
        rows.append(m_model->index(row, 0, parent).data().toString());
    return rows;
}

RowState TestResourceTreeModel::rowState(const QModelIndex& index)
{
    const auto state = index.data(StateRole);
    return state.isValid() ? state.value<RowState>() : RowState::Ready;
}

QModelIndex TestResourceTreeModel::lastRow(const QModelIndex& parent) const
{
    return m_model->index(m_model->rowCount(parent) - 1, 0, parent);
}

void TestResourceTreeModel::showsTheSession()
{
    const auto session = m_model->sessionIndex();
    QCOMPARE(session.data().toString(), QStringLiteral("sandbox-west"));
    QCOMPARE(session.data(SuffixRole).toString(), QStringLiteral("us-west-2"));
    QCOMPARE(session.data(NodeKindRole).value<NodeKind>(), NodeKind::Session);
    QCOMPARE(session.data(SessionColorRole).toInt(), 2);
    QVERIFY(session.data(ProductionRole).toBool());
    QCOMPARE(rows(session), QStringList({QStringLiteral("S3")}));
    QCOMPARE(service().data(NodeKindRole).value<NodeKind>(), NodeKind::Service);
    QVERIFY(!service().data(CountRole).isValid());
    QVERIFY(m_model->hasChildren(service()));
    QCOMPARE(m_session->transport->requestCount(), 0);
    m_model->clear();
    QCOMPARE(m_model->rowCount(), 0);
}

void TestResourceTreeModel::asksOnceWhenExpanded()
{
    m_model->fetchMore(service());
    QCOMPARE(m_model->rowCount(service()), 1);
    QCOMPARE(rowState(lastRow(service())), RowState::Loading);
    QVERIFY(!m_model->canFetchMore(service()));
    m_model->fetchMore(service());
    QVERIFY(m_model->activate(lastRow(service()))); // nothing to go on with
    QTRY_COMPARE(m_model->state(service()), State::Complete);
    QCOMPARE(rows(service()), QStringList({QStringLiteral("acme"), QStringLiteral("empty")}));
    QCOMPARE(m_session->transport->requestCount(), 1);
    QCOMPARE(service().data(CountRole).toLongLong(), 2);
    QVERIFY(!m_model->activate(m_model->index(0, 0, service())));
}

void TestResourceTreeModel::expandsBucketsAndPrefixes()
{
    expand(service());
    const auto acme = child(service(), "acme");
    QCOMPARE(acme.data(IconNameRole).toString(), QStringLiteral("bucket"));
    expand(acme);
    QCOMPARE(rows(acme), QStringList({QStringLiteral("logs/"), QStringLiteral("raw/")}));
    const auto logs = child(acme, "logs/");
    QCOMPARE(logs.data(OpenIconNameRole).toString(), QStringLiteral("folder-open"));
    expand(logs);
    QCOMPARE(rows(logs), QStringList({QStringLiteral("2025/"), QStringLiteral("2026/")}));
    QCOMPARE(m_model->uri(child(logs, "2026/")), QStringLiteral("s3://acme/logs/2026/"));
    QCOMPARE(m_model->resource(logs)->identifier("name").text(), std::string("acme"));
    QCOMPARE(m_session->transport->requestCount(), 3);
}

void TestResourceTreeModel::saysEmpty()
{
    expand(service());
    const auto empty = child(service(), "empty");
    expand(empty);
    QCOMPARE(rows(empty), QStringList({QStringLiteral("No prefixes")}));
    QCOMPARE(rowState(lastRow(empty)), RowState::Empty);
    QVERIFY(lastRow(empty).data(LeafRole).toBool());
    QVERIFY(!m_model->hasChildren(lastRow(empty)));
}

void TestResourceTreeModel::loadsMoreWhenActivated()
{
    std::vector<std::string> keys;
    for (int i = 1000; i < 3500; ++i)
        keys.push_back(std::to_string(i) + "/key");
    m_s3->addBucket("wide", keys);
    expand(service());
    const auto wide = child(service(), "wide");
    expand(wide);
    QCOMPARE(m_model->rowCount(wide), 1001);
    QCOMPARE(rowState(lastRow(wide)), RowState::LoadMore);
    QCOMPARE(lastRow(wide).data(CountRole).toLongLong(), 1000);
    const QPersistentModelIndex more = lastRow(wide);
    QVERIFY(m_model->activate(lastRow(wide)));
    QCOMPARE(rowState(more), RowState::Loading);
    QTRY_COMPARE(m_model->rowCount(wide), 2001);
    QCOMPARE(more.row(), 2000);
    m_model->activate(lastRow(wide));
    QTRY_COMPARE(m_model->state(wide), State::Complete);
    QCOMPARE(m_model->rowCount(wide), 2500);
    QVERIFY(!more.isValid());
    QCOMPARE(rowState(lastRow(wide)), RowState::Ready);
    QCOMPARE(m_session->transport->requestCount(), 4);
}

void TestResourceTreeModel::marksDeniedBuckets()
{
    m_s3->deny("acme");
    expand(service());
    const auto acme = child(service(), "acme");
    QVERIFY(!acme.data(LockedRole).toBool());
    expand(acme);
    QVERIFY(acme.data(LockedRole).toBool());
    QCOMPARE(rowState(lastRow(acme)), RowState::Denied);
    QCOMPARE(lastRow(acme).data(ErrorTextRole).toString(), QStringLiteral("No permission: s3:ListBucket"));
    QVERIFY(m_model->error(acme));
    QVERIFY(m_model->lastCallId(lastRow(acme)) > 0);
    m_s3->allow("acme");
    m_model->activate(lastRow(acme));
    QTRY_COMPARE(m_model->state(acme), State::Complete);
    QVERIFY(!acme.data(LockedRole).toBool());
    QCOMPARE(m_model->rowCount(acme), 2);
}

void TestResourceTreeModel::failsAndRetries()
{
    m_session->transport->enqueue(makeError(ErrorKind::Transport, "Refused", "No server at 127.0.0.1:9."));
    expand(service());
    QCOMPARE(m_model->state(service()), State::Failed);
    const auto row = lastRow(service());
    QCOMPARE(rowState(row), RowState::Failed);
    QVERIFY(row.data(RetryableRole).toBool());
    QVERIFY(row.data(ErrorTextRole).toString().contains(QStringLiteral("127.0.0.1:9")));
    QVERIFY(!m_model->canFetchMore(service()));
    m_model->activate(row);
    QTRY_COMPARE(rows(service()), QStringList({QStringLiteral("acme"), QStringLiteral("empty")}));
}

void TestResourceTreeModel::passesObjectsOverForAFewPages()
{
    m_s3->addNumberedBucket("flat", 10'000);
    expand(service());
    const auto flat = child(service(), "flat");
    m_session->transport->forgetRequests();
    m_model->fetchMore(flat);
    QTRY_COMPARE(m_model->state(flat), State::More);
    QTRY_COMPARE(rowState(lastRow(flat)), RowState::LoadMore);
    QCOMPARE(m_session->transport->requestCount(), 3);
    QCOMPARE(rows(flat), QStringList({QStringLiteral("No prefixes in 3,000 keys, load more")}));
    m_model->activate(lastRow(flat));
    QTRY_COMPARE(rows(flat), QStringList({QStringLiteral("No prefixes in 6,000 keys, load more")}));
    QCOMPARE(m_session->transport->requestCount(), 6);
}

void TestResourceTreeModel::givesUpTheFirstPage()
{
    expand(service());
    const auto acme = child(service(), "acme");
    m_session->transport->hold();
    m_model->fetchMore(acme);
    m_model->cancel(acme);
    QCOMPARE(rowState(lastRow(acme)), RowState::LoadMore);
    m_session->transport->release();
    m_model->activate(lastRow(acme));
    QTRY_COMPARE(rows(acme), QStringList({QStringLiteral("logs/"), QStringLiteral("raw/")}));
}

void TestResourceTreeModel::reloads()
{
    expand(service());
    const auto acme = child(service(), "acme");
    m_model->reload(acme); // never expanded: nothing to do again
    QCOMPARE(m_session->transport->requestCount(), 1);
    expand(acme);
    m_s3->addBucket("acme", {"new/x"});
    m_model->reload(acme);
    QCOMPARE(rows(acme), QStringList({QStringLiteral(u"Loading…")}));
    QTRY_COMPARE(rows(acme), QStringList({QStringLiteral("new/")}));
    m_s3->addBucket("beta", {});
    m_model->reload(m_model->sessionIndex());
    QTRY_COMPARE(rows(service()),
                 QStringList({QStringLiteral("acme"), QStringLiteral("beta"), QStringLiteral("empty")}));
    QCOMPARE(m_model->rowCount(child(service(), "acme")), 0);
}

void TestResourceTreeModel::dropsWhatIsUnderWay()
{
    expand(service());
    m_session->transport->hold();
    m_model->fetchMore(child(service(), "acme"));
    QTRY_COMPARE(m_session->transport->openCount(), 1);
    m_model->clear();
    QTRY_COMPARE(m_session->transport->openCount(), 0);
    m_session->transport->release();
    QCoreApplication::processEvents();
    QCOMPARE(m_model->rowCount(), 0);
    QCOMPARE(m_session->transport->requestCount(), 2);
}

void TestResourceTreeModel::knowsUris()
{
    QCOMPARE(m_model->uri(m_model->sessionIndex()), QString());
    QCOMPARE(m_model->uri(service()), QStringLiteral("s3://"));
    QCOMPARE(m_model->indexOf(QStringLiteral("s3://acme/logs/")), service());
    expand(service());
    const auto acme = child(service(), "acme");
    QCOMPARE(m_model->uri(acme), QStringLiteral("s3://acme/"));
    QCOMPARE(m_model->indexOf(QStringLiteral("s3://acme")), acme);
    QCOMPARE(m_model->indexOf(QStringLiteral("s3://acme/logs/")), acme);
    QVERIFY(!m_model->indexOf(QStringLiteral("sqs://queue")).isValid());
}

void TestResourceTreeModel::revealsPlaces()
{
    QSignalSpy revealed(m_model.get(), &TreeModel::revealed);
    m_model->reveal(QStringLiteral("s3://acme/logs/2026/"));
    QVERIFY(revealed.wait());
    QCOMPARE(revealed[0][1].toBool(), true);
    QCOMPARE(revealed[0][0].toModelIndex().data().toString(), QStringLiteral("2026/"));
    QCOMPARE(m_session->transport->requestCount(), 3);
    m_model->reveal(QStringLiteral("s3://acme"));
    QCOMPARE(revealed.count(), 2); // at once: it is loaded
    QCOMPARE(revealed[1][0].toModelIndex(), child(service(), "acme"));
}

void TestResourceTreeModel::revealsTheNearest()
{
    m_s3->deny("empty");
    QSignalSpy revealed(m_model.get(), &TreeModel::revealed);
    m_model->reveal(QStringLiteral("s3://acme/logs/2031/"));
    QVERIFY(revealed.wait());
    QCOMPARE(revealed[0][1].toBool(), false);
    QCOMPARE(m_model->uri(revealed[0][0].toModelIndex()), QStringLiteral("s3://acme/logs/"));
    m_model->reveal(QStringLiteral("s3://empty/x/"));
    QVERIFY(revealed.wait());
    QCOMPARE(m_model->uri(revealed[1][0].toModelIndex()), QStringLiteral("s3://empty/"));
    m_model->reveal(QStringLiteral("s3://other/x/"));
    QCOMPARE(m_model->uri(revealed[2][0].toModelIndex()), QStringLiteral("s3://"));
}

void TestResourceTreeModel::keepsControlCharactersVisible()
{
    m_s3->addBucket("acme", {"odd\nname/x", "/x"});
    expand(service());
    const auto acme = child(service(), "acme");
    expand(acme);
    QCOMPARE(rows(acme), QStringList({QStringLiteral("/"), QStringLiteral(u"odd\u240Aname/")}));
    QCOMPARE(m_model->uri(child(acme, "/")), QStringLiteral("s3://acme//"));
}

INIA_TEST_CLASS(TestResourceTreeModel, QCoreApplication)
#include "tst_resourcetreemodel.moc"
