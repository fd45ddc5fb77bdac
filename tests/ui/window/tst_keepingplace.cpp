#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/browse/collectionview.h"
#include "ui/browse/listingpage.h"
#include "ui/browse/objectspage.h"
#include "ui/browse/resourcespage.h"
#include "ui/browse/servicekit.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>

#include <algorithm>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using State = CollectionCursor::State;

// Where one is in a list and in the window, over a reload, another region, another profile.
class TestKeepingPlace final : public WindowTest {
    Q_OBJECT

private slots:
    void init();
    void reloadKeepsSelectionPlaceAndPages();
    void reloadFollowsKeysThatMoved();
    void reloadLeavesWhatTheUserDoesMeanwhile();
    void reloadKeepsOrderAndFilter();
    void reloadKeepsResources();
    void reloadDropsWhatIsGone();
    void saysThatOnlyLoadedRowsAreSorted();
    void openingABucketLeadsToItsRows();
    void switchingTheSessionStaysAtThePlace_data();
    void switchingTheSessionStaysAtThePlace();
    void showsAllWarnings();

private:
    [[nodiscard]] ObjectTableModel& rows() const { return m_fixture->objects(); }
    [[nodiscard]] TableView* table() const { return m_fixture->view()->objectsView()->table(); }
    [[nodiscard]] CollectionView* resources() const
    {
        return m_fixture->view()->centre()->pageOf<ResourcesPage>().view();
    }
    void open(const char* uri) const;
    void pressReload() const;
    void select(std::initializer_list<int> chosen) const;
    [[nodiscard]] std::vector<std::string> selectedKeys() const;
    [[nodiscard]] QStringList statusTexts() const;
};

void TestKeepingPlace::init()
{
    if (!makeWindow())
        return;
    m_fixture->s3.addBucket("acme", {"a.txt", "b.txt", "logs/1"});
    m_fixture->s3.addNumberedBucket("numbers", 2500);
    FakeServices& services = m_fixture->services;
    services.setPages("DescribeInstances", {instancesAnswer({{"i-1", "web"}, {"i-2", "worker"}})});
    services.setPages("ListRoles", {rolesAnswer({"admin", "reader"}, 1), rolesAnswer({"writer"})});
    services.setPages("ListQueues", {queuesAnswer({"orders"})});
    openSession();
    QTRY_VERIFY(hasNode(QStringLiteral("s3://numbers/")));
}

void TestKeepingPlace::open(const char* uri) const
{
    const auto place = Place::parse(uri);
    QVERIFY(place.ok());
    m_fixture->view()->go(*place);
    if (place->s3())
        QTRY_VERIFY(rows().state() != State::Loading);
    else
        QTRY_VERIFY(resources()->model().state() != State::Loading);
}

void TestKeepingPlace::pressReload() const
{
    QSignalSpy reset(visible<TableView>(m_fixture->view()->centre())->model(),
                     &QAbstractItemModel::modelReset);
    m_fixture->window().activateWindow();
    QTest::keyClick(&m_fixture->window(), Qt::Key_F5);
    QTRY_VERIFY(reset.count() > 0); // the button takes a moment to be pressed
}

void TestKeepingPlace::select(std::initializer_list<int> chosen) const
{
    table()->clearSelection();
    for (const int row : chosen)
        table()->selectionModel()->setCurrentIndex(rows().index(row, 0),
                                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

std::vector<std::string> TestKeepingPlace::selectedKeys() const
{
    auto keys = m_fixture->view()->objectsView()->selectedKeys();
    std::sort(keys.begin(), keys.end());
    return keys;
}

QStringList TestKeepingPlace::statusTexts() const
{
    const auto* line = m_fixture->view()->objectsView()->findChild<StatusLine*>();
    QStringList texts;
    for (const ElidedLabel* label : line->findChildren<ElidedLabel*>())
        texts.append(label->text());
    return texts;
}

void TestKeepingPlace::reloadKeepsSelectionPlaceAndPages()
{
    open("s3://numbers/");
    rows().loadMore();
    QTRY_COMPARE(rows().rowCount(), 2000);
    select({10, 1500, 1501});
    table()->verticalScrollBar()->setValue(1400 * table()->rowHeight() + 7);
    const auto keys = selectedKeys();
    QCOMPARE(keys.size(), 3U);
    const int before = m_fixture->listings("numbers");
    pressReload();
    QTRY_COMPARE(rows().rowCount(), 2000);
    QTRY_COMPARE(rows().state(), State::More);
    QCOMPARE(m_fixture->listings("numbers"), before + 2);
    QCOMPARE(selectedKeys(), keys);
    QCOMPARE(table()->currentIndex().row(), 1501);
    QCOMPARE(table()->verticalScrollBar()->value(), 1400 * table()->rowHeight() + 7);
    // And asks for no more by itself.
    QSignalSpy settled(m_fixture->view()->objectsView(), &RowsView::selectionSettled);
    QVERIFY(settled.wait());
    QCOMPARE(m_fixture->listings("numbers"), before + 2);
}

void TestKeepingPlace::reloadFollowsKeysThatMoved()
{
    open("s3://numbers/");
    select({500});
    table()->verticalScrollBar()->setValue(490 * table()->rowHeight());
    const auto keys = selectedKeys();
    m_fixture->s3.addBucket("numbers", [] {
        std::vector<std::string> all{"", "", ""};
        for (int i = 0; i < 3; ++i)
            all[std::size_t(i)] = "!" + std::to_string(i);
        for (int i = 0; i < 2500; ++i)
            all.push_back(QStringLiteral("%1").arg(i, 9, 10, QLatin1Char('0')).toStdString());
        return all;
    }());
    pressReload();
    QTRY_VERIFY(rows().rowCount() > 0);
    QCOMPARE(rows().keyAt(0), "!0");
    QTRY_COMPARE(rows().state(), State::More);
    QCOMPARE(selectedKeys(), keys);
    QCOMPARE(table()->currentIndex().row(), 503);
    QCOMPARE(table()->rowAt(0), 493);
}

void TestKeepingPlace::reloadLeavesWhatTheUserDoesMeanwhile()
{
    open("s3://numbers/");
    rows().loadMore();
    QTRY_COMPARE(rows().rowCount(), 2000);
    select({1500});
    table()->verticalScrollBar()->setValue(1490 * table()->rowHeight());
    const QObject first;
    connect(&rows(), &QAbstractItemModel::rowsInserted, &first, [&] {
        if (rows().rowCount() > 1000)
            return;
        select({3});
        table()->verticalScrollBar()->setValue(50);
    });
    pressReload();
    QTRY_COMPARE(rows().rowCount(), 2000);
    QCOMPARE(selectedKeys(), std::vector<std::string>{rows().keyAt(3)});
    QCOMPARE(table()->verticalScrollBar()->value(), 50);
}

void TestKeepingPlace::reloadKeepsOrderAndFilter()
{
    open("s3://numbers/");
    table()->header()->setSortIndicator(ObjectTableModel::NameColumn, Qt::DescendingOrder);
    QTest::mouseClick(m_fixture->button(QStringLiteral("Contains \u00B7 loaded rows")), Qt::LeftButton);
    auto* field = m_fixture->view()->objectsView()->findChild<QLineEdit*>();
    QTest::keyClicks(field, QStringLiteral("7"));
    QTRY_COMPARE(rows().rowCount(), 271);
    select({100});
    table()->verticalScrollBar()->setValue(90 * table()->rowHeight());
    const auto keys = selectedKeys();
    pressReload();
    QTRY_COMPARE(rows().state(), State::More);
    QTRY_COMPARE(rows().rowCount(), 271);
    QCOMPARE(table()->header()->sortIndicatorSection(), int(ObjectTableModel::NameColumn));
    QCOMPARE(rows().keyAt(0), "000000997");
    QCOMPARE(selectedKeys(), keys);
    QCOMPARE(table()->rowAt(0), 90);
    QCOMPARE(field->text(), QStringLiteral("7"));
}

void TestKeepingPlace::reloadKeepsResources()
{
    open("iam://roles");
    QTRY_COMPARE(resources()->model().rowCount(), 3); // the view fetches the second page by itself
    TableView* list = resources()->table();
    list->header()->resizeSection(1, 333);
    list->selectionModel()->setCurrentIndex(resources()->model().index(2, 0),
                                            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    pressReload();
    QTRY_COMPARE(resources()->model().rowCount(), 3);
    QCOMPARE(resources()->selected().size(), 1U);
    QCOMPARE(resources()->selected().front().identifier("name").text(), "writer");
    QCOMPARE(list->currentIndex().row(), 2);
    QCOMPARE(list->columnWidth(1), 333);
}

void TestKeepingPlace::reloadDropsWhatIsGone()
{
    open("s3://acme/");
    select({rows().rowOf("b.txt")});
    m_fixture->s3.addBucket("acme", {"a.txt"});
    QSignalSpy settled(m_fixture->view()->objectsView(), &RowsView::selectionSettled);
    pressReload();
    QTRY_COMPARE(rows().rowCount(), 1);
    QVERIFY(selectedKeys().empty());
    QVERIFY(settled.wait()); // the details hear of it
}

void TestKeepingPlace::saysThatOnlyLoadedRowsAreSorted()
{
    const QString words = QStringLiteral("sorted: loaded rows only");
    const auto isSaid = [&] {
        const QStringList texts = statusTexts();
        return std::any_of(texts.begin(), texts.end(),
                           [&](const QString& text) { return text.contains(words); });
    };
    open("s3://numbers/");
    QVERIFY(!isSaid());
    table()->header()->setSortIndicator(ObjectTableModel::SizeColumn, Qt::DescendingOrder);
    QTRY_VERIFY(isSaid());
    rows().loadAll();
    QTRY_COMPARE(rows().state(), State::Complete);
    QTRY_VERIFY(!isSaid());
}

void TestKeepingPlace::openingABucketLeadsToItsRows()
{
    m_fixture->window().activateWindow();
    TableView* buckets = resources()->table();
    QTRY_COMPARE(resources()->model().rowCount(), 2);
    buckets->setFocus();
    const QPoint spot = buckets->visualRect(resources()->model().index(0, 0)).center();
    QTest::mouseClick(buckets->viewport(), Qt::LeftButton, {}, spot);
    QTest::mouseDClick(buckets->viewport(), Qt::LeftButton, {}, spot);
    QTRY_COMPARE(rows().location().bucket, "acme");
    QTRY_COMPARE(rows().state(), State::Complete);
    QCOMPARE(m_fixture->window().focusWidget(), table());
    QTest::keyClick(m_fixture->window().focusWidget(), Qt::Key_Down);
    QVERIFY(table()->currentIndex().isValid());
}

void TestKeepingPlace::switchingTheSessionStaysAtThePlace_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("inRegion");
    QTest::addColumn<QString>("inProfile");
    const auto row = [](const char* name, const char* place, const char* inRegion, const char* inProfile) {
        QTest::newRow(name) << QString::fromLatin1(place) << QString::fromLatin1(inRegion)
                            << QString::fromLatin1(inProfile);
    };
    row("collection", "ec2://instances", "ec2://instances", "ec2://instances");
    row("service", "sqs://", "sqs://", "sqs://");
    row("prefix", "s3://acme/logs/", "s3://acme/logs/", "s3://acme/logs/");
    row("instance", "ec2://instances/i-0123456789abcdef0", "ec2://instances", "ec2://instances");
    row("below one", "ec2://vpcs/vpc-12345678/subnets", "ec2://vpcs", "ec2://vpcs");
    row("role", "iam://roles/writer", "iam://roles/writer", "iam://roles/writer");
    row("table", "dynamodb://tables/orders", "dynamodb://tables/orders", "dynamodb://tables/orders");
    row("queue", "sqs://queues/https%3A%2F%2Fsqs.us-west-2.amazonaws.com%2F1%2Forders", "sqs://queues",
        "sqs://queues");
}

void TestKeepingPlace::switchingTheSessionStaysAtThePlace()
{
    QFETCH(QString, place);
    QFETCH(QString, inRegion);
    QFETCH(QString, inProfile);
    const auto here = [this] {
        return QString::fromStdString(m_fixture->view()->navigator().current().uri());
    };
    const auto start = Place::parse(place.toStdString());
    QVERIFY(start.ok());
    m_fixture->view()->go(*start);
    m_fixture->transport->forgetRequests();
    m_fixture->sessions().replace(0, {"one", "eu-west-1"});
    QCOMPARE(m_fixture->view()->session().region(), "eu-west-1");
    QCOMPARE(here(), inRegion);
    m_fixture->sessions().replace(0, {"one", "us-west-2"});
    m_fixture->view()->go(*start);
    m_fixture->sessions().replace(0, {"two", std::nullopt});
    QCOMPARE(here(), inProfile);
}

void TestKeepingPlace::showsAllWarnings()
{
    m_fixture->writeConfig("[profile one]\nregion = us-west-2\nendpoint_url = http://127.0.0.1:9\n"
                           "use_dualstack_endpoint = perhaps\nuse_fips_endpoint = maybe\n");
    m_fixture->sessions().retry(0);
    const auto warnings = m_fixture->view()->session().warnings();
    QVERIFY(warnings.size() >= 2);
    auto* strip = visible<NoticeStrip>();
    QVERIFY(strip != nullptr);
    QCOMPARE(strip->notices().size(), qsizetype(warnings.size()));
    QTest::mouseClick(m_fixture->button(QStringLiteral("Put these notes away")), Qt::LeftButton);
    QVERIFY(visible<NoticeStrip>() == nullptr);
    m_fixture->view()->go(*Place::parse("s3://acme/"));
    QVERIFY(visible<NoticeStrip>() == nullptr);
}

INIA_TEST_CLASS(TestKeepingPlace, QApplication)
#include "tst_keepingplace.moc"
