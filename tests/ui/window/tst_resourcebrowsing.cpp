#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/browse/collectionview.h"
#include "ui/browse/listingdialogs.h"
#include "ui/browse/navigationbar.h"
#include "ui/browse/resourcespage.h"
#include "ui/browse/servicekit.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/treeview.h"

#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using State = CollectionCursor::State;

// Services other than S3 through the real window: tree, table and details in step.
class TestResources final : public WindowTest {
    Q_OBJECT

private slots:
    void init();
    void listsBucketsAtTheRoot();
    void listsCollectionsOfAService();
    void showsInstances();
    void showsQueues();
    void selectsTheResourceOfThePlace();
    void followsTheSelection();
    void goesBackAndForward();
    void entersAPath();
    void saysDenied();
    void keepsRowsWhenALaterPageFails();
    void saysWhatIsNoPlace();
    void offersActionsInTheTree();
    void listsSeveralRegions();
    void choosesRegions();
    void listsSeveralSessions();

private:
    [[nodiscard]] SessionView* view() const { return m_fixture->view(); }
    [[nodiscard]] const ResourceTableModel& rows() const;
    [[nodiscard]] QString placeUri() const;
    [[nodiscard]] QString treeUri() const;
    // By clicks in the tree on each node from the service to the uri.
    void click(const char* uri);
    void go(const char* uri);
    void waitForRows();
    [[nodiscard]] QModelIndex treeIndex(const char* uri) const;
};

void TestResources::init()
{
    if (!makeWindow())
        return;
    m_fixture->s3.addBucket("acme", {"top.txt"});
    m_fixture->s3.addBucket("beta", {});
    FakeServices& services = m_fixture->services;
    services.setPages("DescribeInstances",
                      {instancesAnswer({{"i-1", "web"}, {"i-2", "worker"}, {"i-3", ""}})});
    services.setPages("ListRoles", {rolesAnswer({"admin", "reader"}, 1), rolesAnswer({"writer"})});
    services.setPages("ListQueues", {queuesAnswer({"orders", "orders-dlq"})});
    openSession();
    waitForRows();
}

const ResourceTableModel& TestResources::rows() const
{
    return view()->centre()->pageOf<ResourcesPage>().view()->model();
}

QString TestResources::placeUri() const
{
    return QString::fromStdString(view()->navigator().current().uri());
}

QString TestResources::treeUri() const
{
    return view()->treeModel().uri(view()->tree()->currentIndex());
}

QModelIndex TestResources::treeIndex(const char* uri) const
{
    const QString wanted = QString::fromLatin1(uri);
    const QModelIndex index = view()->treeModel().indexOf(wanted);
    return view()->treeModel().uri(index) == wanted ? index : QModelIndex();
}

void TestResources::click(const char* uri)
{
    const QModelIndex index = treeIndex(uri);
    QVERIFY2(index.isValid(), uri);
    TreeView* tree = view()->tree();
    tree->expand(index);
    tree->scrollTo(index);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(index).center());
    QTRY_VERIFY(view()->treeModel().state(treeIndex(uri)) != State::Loading);
}

void TestResources::go(const char* uri)
{
    const auto place = Place::parse(uri);
    QVERIFY(place.ok());
    view()->go(*place);
}

void TestResources::waitForRows()
{
    QTRY_VERIFY(rows().state() != State::Loading);
}

// One row for each region; a row of another one opens in a tab of that region.
void TestResources::listsSeveralRegions()
{
    m_fixture->services.setPages("DescribeInstances", {instancesAnswer({{"i-1", "web"}})});
    go("ec2://instances?regions=us-west-2,eu-west-1");
    waitForRows();
    QCOMPARE(rows().rowCount(), 2);
    QCOMPARE(placeUri(), QStringLiteral("ec2://instances?regions=us-west-2,eu-west-1"));
    QCOMPARE(rows().headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Region"));
    const int there = rows().index(0, 0).data().toString() == QStringLiteral("eu-west-1") ? 0 : 1;
    TableView* table = view()->centre()->pageOf<ResourcesPage>().view()->table();
    table->setCurrentIndex(rows().index(1 - there, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(placeUri(), QStringLiteral("ec2://instances/i-1"));
    QCOMPARE(m_fixture->sessions().count(), 1);
    view()->back();
    waitForRows();
    const int again = rows().index(0, 0).data().toString() == QStringLiteral("eu-west-1") ? 0 : 1;
    table->setCurrentIndex(rows().index(again, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_COMPARE(m_fixture->sessions().count(), 2);
    QCOMPARE(view()->session().region(), std::string("eu-west-1"));
    QCOMPARE(placeUri(), QStringLiteral("ec2://instances/i-1"));
    waitForRows();
    // The same once more goes to the tab that is there.
    m_fixture->window().showTab(0);
    table->setCurrentIndex(rows().index(again, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_COMPARE(view()->session().region(), std::string("eu-west-1"));
    QCOMPARE(m_fixture->sessions().count(), 2);
}

void TestResources::choosesRegions()
{
    m_fixture->services.setPages("DescribeInstances", {instancesAnswer({{"i-1", "web"}})});
    go("ec2://instances");
    waitForRows();
    const auto act = view()->act(CommandId::ListRegions);
    QVERIFY2(act.obstacle.isNull(), qPrintable(act.obstacle));
    act.run();
    auto* dialog = m_fixture->window().findChild<RegionsDialog*>();
    QVERIFY(dialog != nullptr);
    QCOMPARE(dialog->regions(), std::vector<std::string>{"all"});
    for (int row = 0; row < dialog->list()->count(); ++row) {
        const QString text = dialog->list()->item(row)->text();
        const bool isWanted =
            text.startsWith(QStringLiteral("eu-west-1 ")) || text.startsWith(QStringLiteral("us-east-1 "));
        dialog->list()->item(row)->setCheckState(isWanted ? Qt::Checked : Qt::Unchecked);
    }
    QCOMPARE(dialog->regions(), (std::vector<std::string>{"eu-west-1", "us-east-1"}));
    QTest::mouseClick(m_fixture->button(QStringLiteral("List")), Qt::LeftButton);
    QCOMPARE(placeUri(), QStringLiteral("ec2://instances?regions=eu-west-1,us-east-1"));
    waitForRows();
    QCOMPARE(rows().rowCount(), 2);
    go("iam://roles");
    waitForRows();
    QVERIFY(view()->act(CommandId::ListRegions).obstacle.contains(QStringLiteral("no regions")));
}

// Rows of another session are looked at here and worked with there.
void TestResources::listsSeveralSessions()
{
    m_fixture->services.setPages("DescribeInstances", {instancesAnswer({{"i-1", "web"}})});
    m_fixture->sessions().open({"two", std::nullopt});
    m_fixture->window().showTab(1);
    m_fixture->window().showTab(0);
    go("ec2://instances");
    waitForRows();
    view()->act(CommandId::ListRegions).run();
    auto* dialog = m_fixture->window().findChild<RegionsDialog*>();
    QVERIFY(dialog != nullptr);
    for (int row = 0; row < dialog->list()->count(); ++row) {
        const QString text = dialog->list()->item(row)->text();
        const bool isWanted =
            text.startsWith(QStringLiteral("us-west-2 ")) || text.startsWith(QStringLiteral("two@"));
        dialog->list()->item(row)->setCheckState(isWanted ? Qt::Checked : Qt::Unchecked);
    }
    QTest::mouseClick(m_fixture->button(QStringLiteral("List")), Qt::LeftButton);
    QCOMPARE(placeUri(), QStringLiteral("ec2://instances?regions=us-west-2,two@eu-central-1"));
    waitForRows();
    QCOMPARE(rows().rowCount(), 2);
    const int theirs = rows().index(0, 0).data().toString() == QStringLiteral("two@eu-central-1") ? 0 : 1;
    QCOMPARE(rows().index(1 - theirs, 0).data().toString(), QStringLiteral("us-west-2"));
    TableView* table = view()->centre()->pageOf<ResourcesPage>().view()->table();
    table->setCurrentIndex(rows().index(theirs, 0));
    QVERIFY(view()->act(CommandId::CopyArn).obstacle.contains(QStringLiteral("another session")));
    QMenu menu;
    view()->fillActions(menu);
    for (const QAction* action : menu.actions())
        QVERIFY2(!action->text().contains(QStringLiteral("Terminate")), qPrintable(action->text()));
    m_fixture->transport->forgetRequests();
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(m_fixture->transport->requestCount(), 0);
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_COMPARE(view()->session().profileName(), std::string("two"));
    QCOMPARE(placeUri(), QStringLiteral("ec2://instances/i-1"));
    QCOMPARE(m_fixture->sessions().count(), 2);
    // A session that is not open fails in its row alone.
    m_fixture->window().showTab(0);
    go("ec2://instances?regions=us-west-2,gone@eu-west-1");
    waitForRows();
    QCOMPARE(rows().rowCount(), 2);
    QCOMPARE(rows().parts().answered, std::size_t(1));
}

void TestResources::listsBucketsAtTheRoot()
{
    QCOMPARE(rows().rowCount(), 2);
    TableView* table = view()->centre()->pageOf<ResourcesPage>().view()->table();
    QVERIFY(table->isVisible());
    table->setCurrentIndex(rows().index(0, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(placeUri(), QStringLiteral("s3://acme/"));
    QTRY_COMPARE(m_fixture->objects().rowCount(), 1);
    view()->up();
    waitForRows();
    QCOMPARE(table->currentIndex().row(), 0); // the bucket one came from
}

void TestResources::listsCollectionsOfAService()
{
    m_fixture->transport->forgetRequests();
    click("iam://");
    auto* service = visible<ServiceView>();
    QVERIFY(service != nullptr);
    QCOMPARE(service->table()->model()->rowCount(), 8);
    QCOMPARE(visible<PathBar>()->address(), QStringLiteral("iam://"));
    QCOMPARE(m_fixture->transport->requestCount(), 0);
    const int roles = 3;
    QCOMPARE(service->table()->model()->index(roles, 0).data().toString(), QStringLiteral("Roles"));
    service->table()->setCurrentIndex(service->table()->model()->index(roles, 0));
    QTest::keyClick(service->table(), Qt::Key_Return);
    QCOMPARE(placeUri(), QStringLiteral("iam://roles"));
    QCOMPARE(treeUri(), QStringLiteral("iam://roles"));
    waitForRows();
    QTRY_COMPARE(rows().rowCount(), 3);
    view()->up();
    QCOMPARE(service->table()->currentIndex().row(), roles);
}

void TestResources::showsInstances()
{
    click("ec2://");
    click("ec2://instances");
    waitForRows();
    QCOMPARE(rows().rowCount(), 3);
    QCOMPARE(visible<PathBar>()->parts(), QStringList{QStringLiteral("Instances")});
    QCOMPARE(treeIndex("ec2://instances/i-2").data().toString(), QStringLiteral("worker"));
    QCOMPARE(treeIndex("ec2://instances").data(CountRole).toLongLong(), 3);
}

void TestResources::showsQueues()
{
    click("sqs://");
    click("sqs://queues");
    waitForRows();
    QCOMPARE(rows().rowCount(), 2);
    view()->go(ResourceLocation{"sqs", {{"queues", {"https://sqs.us-west-2.amazonaws.com/1/orders-dlq"}}}});
    QCOMPARE(visible<PathBar>()->parts(),
             QStringList({QStringLiteral("Queues"), QStringLiteral("orders-dlq")}));
    QCOMPARE(view()->tree()->currentIndex().data().toString(), QStringLiteral("orders-dlq"));
}

void TestResources::selectsTheResourceOfThePlace()
{
    click("iam://");
    click("iam://roles");
    waitForRows();
    QTRY_COMPARE(rows().rowCount(), 3);
    m_fixture->transport->forgetRequests();
    click("iam://roles/reader");
    QCOMPARE(placeUri(), QStringLiteral("iam://roles/reader"));
    const auto selected = view()->centre()->pageOf<ResourcesPage>().view()->selected();
    QCOMPARE(selected.size(), std::size_t(1));
    QCOMPARE(selected.front().identifier("name").text(), "reader");
    QCOMPARE(m_fixture->transport->requestCount(), 0);
}

void TestResources::followsTheSelection()
{
    go("iam://roles/reader");
    waitForRows();
    QTRY_COMPARE(rows().rowCount(), 3);
    TableView* table = view()->centre()->pageOf<ResourcesPage>().view()->table();
    QCOMPARE(table->currentIndex().row(), 1);
    table->setCurrentIndex(rows().index(2, 0));
    QTRY_COMPARE(placeUri(), QStringLiteral("iam://roles/writer"));
    view()->back(); // choosing rows is no step
    QCOMPARE(placeUri(), QStringLiteral("s3://"));
}

void TestResources::goesBackAndForward()
{
    go("iam://roles");
    waitForRows();
    go("ec2://instances");
    waitForRows();
    QCOMPARE(rows().rowCount(), 3);
    view()->back();
    QCOMPARE(placeUri(), QStringLiteral("iam://roles"));
    waitForRows();
    QTRY_COMPARE(rows().rowCount(), 3);
    view()->back();
    QCOMPARE(placeUri(), QStringLiteral("s3://"));
    view()->forward();
    view()->forward();
    QCOMPARE(placeUri(), QStringLiteral("ec2://instances"));
    QCOMPARE(treeUri(), QStringLiteral("ec2://instances"));
}

void TestResources::entersAPath()
{
    enterPath(QStringLiteral("iam://roles/reader"));
    QCOMPARE(placeUri(), QStringLiteral("iam://roles/reader"));
    QCOMPARE(treeUri(), QStringLiteral("iam://roles")); // what is known without asking
    waitForRows();
    QCOMPARE(view()->centre()->pageOf<ResourcesPage>().view()->selected().size(), std::size_t(1));
}

void TestResources::saysDenied()
{
    m_fixture->services.deny("ListRoles");
    click("iam://");
    click("iam://roles");
    waitForRows();
    QCOMPARE(rows().state(), State::Failed);
    QVERIFY2(stateTitle().startsWith(QStringLiteral("You may not")), qPrintable(stateTitle()));
    QVERIFY(treeIndex("iam://roles").data(LockedRole).toBool());
    m_fixture->services.allow("ListRoles");
    view()->reload();
    QTRY_COMPARE(rows().rowCount(), 3);
    QTRY_VERIFY(!treeIndex("iam://roles").data(LockedRole).toBool());
}

void TestResources::keepsRowsWhenALaterPageFails()
{
    // More than the view has room for, so that it does not ask for the second page by itself.
    std::vector<std::string> names;
    for (int i = 100; i < 300; ++i)
        names.push_back("role-" + std::to_string(i));
    m_fixture->services.setPages("ListRoles", {rolesAnswer(names, 1), rolesAnswer({"writer"})});
    go("iam://roles");
    waitForRows();
    m_fixture->services.deny("ListRoles");
    QTest::mouseClick(m_fixture->button(QStringLiteral("Load more")), Qt::LeftButton);
    QTRY_COMPARE(rows().state(), State::Failed);
    QCOMPARE(rows().rowCount(), 200);
    QVERIFY(visible<FailureStrip>() != nullptr);
    m_fixture->services.allow("ListRoles");
    QTest::mouseClick(m_fixture->button(QStringLiteral("Retry page 2")), Qt::LeftButton);
    QTRY_COMPARE(rows().rowCount(), 201);
}

void TestResources::saysWhatIsNoPlace()
{
    m_fixture->transport->forgetRequests();
    go("ec2://machines");
    QCOMPARE(rows().state(), State::Failed);
    QVERIFY(!stateTitle().isEmpty());
    QCOMPARE(m_fixture->transport->requestCount(), 0);
}

void TestResources::offersActionsInTheTree()
{
    click("ec2://");
    click("ec2://instances");
    TreeView* tree = view()->tree();
    emit tree->customContextMenuRequested(tree->visualRect(treeIndex("ec2://instances/i-1")).center());
    auto* menu = visible<QMenu>();
    QVERIFY(menu != nullptr);
    QVERIFY(menu->findChild<QAction*>(QStringLiteral("stop")) != nullptr);
    menu->close();
}

INIA_TEST_CLASS(TestResources, QApplication)
#include "tst_resourcebrowsing.moc"
