#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/browse/navigationbar.h"
#include "ui/browse/objectspage.h"
#include "ui/browse/servicekit.h"
#include "ui/panels/detailspanel.h"
#include "ui/search/searchpages.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using State = CollectionCursor::State;

// Buckets, prefixes and objects through the real window.
class TestBrowsing final : public WindowTest {
    Q_OBJECT

private slots:
    void init();
    void showsObjectsOfAClickedBucket();
    void opensPrefixesAndComesBack();
    void versionsAreAWayToLook();
    void loadsPageByPage();
    void loadsAllWithOneRequestAPage();
    void cancelsWithEscape();
    void saysDenied();
    void saysEmpty();
    void keepsRowsWhenALaterPageFails();
    void filtersOnTheServer();
    void filtersLoadedRows();
    void acceptsAddresses_data();
    void acceptsAddresses();
    void refusesNonsenseInThePathBar();
    void showsDetailsOfTheSelectedObject();
    void asksNothingForHiddenDetails();
    void searchesBelowThePlace();
    void countsBelowAFolder();

private:
    void openBucket(const char* name);
};

void TestBrowsing::init()
{
    if (!makeWindow())
        return;
    m_fixture->s3.addBucket("acme", {"logs/2025/a", "logs/2026/b", "raw/x", "top.txt"});
    m_fixture->s3.addBucket("empty", {});
    m_fixture->s3.addBucket("secret", {"a"});
    m_fixture->s3.deny("secret");
    m_fixture->s3.addNumberedBucket("numbers", 2500);
    openSession();
    QTRY_VERIFY(hasNode(QStringLiteral("s3://secret/")));
}

void TestBrowsing::searchesBelowThePlace()
{
    openBucket("acme");
    SessionView* view = m_fixture->view();
    const int before = m_fixture->listings("acme");
    view->act(CommandId::SearchBelow).run();
    QCOMPARE(view->navigator().current().uri(), std::string("s3://acme/?find"));
    auto* search = visible<SearchView>();
    QVERIFY(search);
    QTRY_VERIFY(search->bar()->field()->hasFocus());
    QCOMPARE(m_fixture->listings("acme"), before); // nothing is asked before
    QTest::keyClicks(search->bar()->field(), QStringLiteral("b"));
    QTest::keyClick(search->bar()->field(), Qt::Key_Return);
    QCOMPARE(view->navigator().current().uri(), std::string("s3://acme/?find=b"));
    QTRY_VERIFY(!search->isRunning());
    QTRY_COMPARE(search->model().rowCount(), 1);
    QCOMPARE(search->model().locationAt(0).uri(), std::string("s3://acme/logs/2026/b"));
    search->table()->selectRow(0);
    QTRY_VERIFY(visible<DetailsPanel>());
    QCOMPARE(view->act(CommandId::Preview).obstacle, QString());
    view->act(CommandId::CopyUri).run();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("s3://acme/logs/2026/b"));
    // All buckets: the one that is denied is not called empty.
    view->go(SearchWish::of(*Place::parse("s3://?find=a")).place());
    QTRY_VERIFY(!search->isRunning());
    QTRY_COMPARE(search->model().rowCount(), 1);
    QTRY_VERIFY(visible<FailureStrip>(search));
    view->back();
    QTRY_VERIFY(!search->isRunning());
    QCOMPARE(view->navigator().current().uri(), std::string("s3://acme/?find=b"));
    view->up();
    QTRY_COMPARE(m_fixture->objects().rowCount(), 3);
    // Return in the filter of loaded rows asks further.
    auto* field = visible<FilterRow>()->findChild<QLineEdit*>();
    visible<FilterRow>()->setMode(FilterRow::Mode::Contains);
    field->setText(QStringLiteral("top"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(view->navigator().current().uri(), std::string("s3://acme/?find=top"));
    QTRY_COMPARE(search->model().rowCount(), 1);
}

void TestBrowsing::countsBelowAFolder()
{
    openBucket("acme");
    SessionView* view = m_fixture->view();
    view->objectsView()->select("logs/");
    QTRY_VERIFY(view->objectsView()->onlySelected().has_value());
    QMenu* menu = nullptr;
    connect(view, &SessionView::rowsMenuOpening, this, [&menu](QMenu* opening) { menu = opening; });
    emit view->objectsView()->table()->customContextMenuRequested(QPoint(20, 10));
    QVERIFY(menu);
    QAction* count = nullptr;
    for (QAction* action : menu->actions()) {
        if (action->text().startsWith(QStringLiteral("Calculate size")))
            count = action;
    }
    QVERIFY(count);
    count->trigger();
    menu->close();
    QCOMPARE(view->navigator().current().uri(), std::string("s3://acme/logs/?sizes"));
    auto* sizes = visible<SizesView>();
    QVERIFY(sizes);
    QTRY_COMPARE(sizes->model().rowCount(), 2);
    const int before = m_fixture->listings("acme");
    QTest::keyClick(sizes->map(), Qt::Key_Right);
    QTest::keyClick(sizes->map(), Qt::Key_Return);
    QCOMPARE(view->navigator().current().uri(), std::string("s3://acme/logs/2025/?sizes"));
    QCOMPARE(sizes->model().rowCount(), 1);
    QCOMPARE(m_fixture->listings("acme"), before);
    view->up();
    QCOMPARE(view->navigator().current().uri(), std::string("s3://acme/logs/2025/"));
}

void TestBrowsing::openBucket(const char* name)
{
    const QString bucket = QString::fromLatin1(name);
    QVERIFY(m_fixture->clickBucket(bucket));
    QCOMPARE(m_fixture->objects().location().bucket, bucket.toStdString());
    QTRY_VERIFY(m_fixture->objects().state() != State::Loading);
}

void TestBrowsing::showsObjectsOfAClickedBucket()
{
    openBucket("acme");
    QCOMPARE(m_fixture->objects().rowCount(), 3); // logs/, raw/, top.txt
    QCOMPARE(visible<PathBar>()->parts(), QStringList{QStringLiteral("acme")});
    QCOMPARE(m_fixture->listings("acme"), 1);
    QVERIFY(visible<TableView>() != nullptr);
}

void TestBrowsing::opensPrefixesAndComesBack()
{
    openBucket("acme");
    TableView* table = m_fixture->view()->objectsView()->table();
    table->setFocus();
    table->setCurrentIndex(m_fixture->objects().index(0, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_COMPARE(m_fixture->objects().location().prefix, "logs/");
    QTRY_COMPARE(m_fixture->objects().state(), State::Complete);
    QCOMPARE(m_fixture->objects().rowCount(), 2);
    m_fixture->view()->up();
    QTRY_COMPARE(m_fixture->objects().state(), State::Complete);
    QVERIFY(m_fixture->objects().location().prefix.empty());
    QCOMPARE(table->currentIndex().row(), 0); // the prefix one came from
    m_fixture->view()->back();
    QCOMPARE(m_fixture->objects().location().prefix, "logs/");
    m_fixture->view()->back();
    QVERIFY(m_fixture->objects().location().prefix.empty());
    m_fixture->view()->forward();
    QCOMPARE(m_fixture->objects().location().prefix, "logs/");
}

/// A step of its own in the history, which folders below are opened in; costs nothing until it is wanted.
void TestBrowsing::versionsAreAWayToLook()
{
    openBucket("acme");
    ObjectTableModel& objects = m_fixture->objects();
    const auto uri = [this] { return m_fixture->view()->navigator().current().uri(); };
    QCOMPARE(m_fixture->listings("acme"), 1);
    m_fixture->view()->act(CommandId::ShowVersions).run();
    QTRY_COMPARE(objects.state(), State::Complete);
    QCOMPARE(uri(), std::string("s3://acme/?versions"));
    QCOMPARE(objects.rowCount(), 4); // logs/, raw/, and top.txt twice
    QCOMPARE(objects.columnCount(), int(ObjectTableModel::ColumnCount));
    QVERIFY(objects.versionAt(2).isCurrent);
    QVERIFY(!objects.versionAt(3).isCurrent);
    TableView* table = m_fixture->view()->objectsView()->table();
    table->setCurrentIndex(objects.index(3, 0));
    QVERIFY2(m_fixture->view()->act(CommandId::Preview).obstacle.isNull(),
             "an older version can be looked at");
    // Asked for once more the row is the same one, and not the other of its key.
    m_fixture->view()->reload();
    QTRY_COMPARE(objects.state(), State::Complete);
    QTRY_COMPARE(table->currentIndex().row(), 3);
    table->setCurrentIndex(objects.index(1, 0));
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_COMPARE(objects.location().prefix, "raw/");
    QTRY_COMPARE(objects.state(), State::Complete);
    QCOMPARE(uri(), std::string("s3://acme/raw/?versions"));
    QCOMPARE(objects.rowCount(), 2);
    m_fixture->view()->back();
    m_fixture->view()->act(CommandId::ShowVersions).run();
    QTRY_COMPARE(objects.state(), State::Complete);
    QCOMPARE(uri(), std::string("s3://acme/"));
    QCOMPARE(objects.rowCount(), 3);
    QCOMPARE(objects.columnCount(), int(ObjectTableModel::VersionColumn));
}

void TestBrowsing::loadsPageByPage()
{
    openBucket("numbers");
    QCOMPARE(m_fixture->objects().rowCount(), 1000);
    QCOMPARE(m_fixture->objects().state(), State::More);
    QTest::mouseClick(m_fixture->button(QStringLiteral("Load more")), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->objects().rowCount(), 2000);
    QCOMPARE(m_fixture->listings("numbers"), 2);
}

void TestBrowsing::loadsAllWithOneRequestAPage()
{
    openBucket("numbers");
    QTest::mouseClick(m_fixture->button(QStringLiteral("Load all")), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->objects().state(), State::Complete);
    QTRY_COMPARE(m_fixture->objects().rowCount(), 2500);
    QCOMPARE(m_fixture->listings("numbers"), 3);
}

void TestBrowsing::cancelsWithEscape()
{
    m_fixture->transport->hold();
    QVERIFY(m_fixture->clickBucket(QStringLiteral("numbers")));
    QCOMPARE(m_fixture->objects().state(), State::Loading);
    m_fixture->window().activateWindow();
    QTest::keyClick(m_fixture->view()->tree(), Qt::Key_Escape);
    QTRY_COMPARE(m_fixture->objects().state(), State::Pristine);
    QTRY_COMPARE(m_fixture->transport->openCount(), 0);
}

void TestBrowsing::saysDenied()
{
    openBucket("secret");
    QCOMPARE(m_fixture->objects().state(), State::Failed);
    QCOMPARE(stateTitle(), QStringLiteral("You may not list secret"));
    m_fixture->view()->focusRows();
    QCOMPARE(m_fixture->window().focusWidget(), m_fixture->button(QStringLiteral("Retry")));
    m_fixture->s3.allow("secret");
    QTest::mouseClick(m_fixture->button(QStringLiteral("Retry")), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->objects().state(), State::Complete);
    QCOMPARE(m_fixture->objects().rowCount(), 1);
    QVERIFY(stateTitle().isEmpty());
    QCOMPARE(m_fixture->window().focusWidget(), m_fixture->view()->objectsView()->table());
}

void TestBrowsing::saysEmpty()
{
    openBucket("empty");
    QCOMPARE(stateTitle(), QStringLiteral("No objects in empty"));
    QSignalSpy asked(m_fixture->view()->objectsView(), &ObjectsView::uploadRequested);
    m_fixture->button(QStringLiteral("Upload files\u2026"))->click();
    QTRY_COMPARE(asked.count(), 1);
}

void TestBrowsing::keepsRowsWhenALaterPageFails()
{
    openBucket("numbers");
    m_fixture->s3.deny("numbers");
    QTest::mouseClick(m_fixture->button(QStringLiteral("Load more")), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->objects().state(), State::Failed);
    QCOMPARE(m_fixture->objects().rowCount(), 1000);
    QVERIFY(visible<FailureStrip>() != nullptr);
    QVERIFY(stateTitle().isEmpty());
    m_fixture->s3.allow("numbers");
    QTest::mouseClick(m_fixture->button(QStringLiteral("Retry page 2")), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->objects().rowCount(), 2000);
    QVERIFY(visible<FailureStrip>() == nullptr);
}

void TestBrowsing::filtersOnTheServer()
{
    openBucket("numbers");
    m_fixture->view()->focusFilter();
    auto* field = m_fixture->view()->objectsView()->findChild<QLineEdit*>();
    QTest::keyClicks(field, QStringLiteral("00000002"));
    QCOMPARE(m_fixture->listings("numbers"), 1); // typing asks nothing
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(m_fixture->objects().state(), State::Complete);
    QCOMPARE(m_fixture->objects().rowCount(), 10);
    QCOMPARE(m_fixture->view()->navigator().current().s3()->prefix, "00000002");
    m_fixture->view()->up();
    QTRY_COMPARE(m_fixture->objects().rowCount(), 1000);
}

void TestBrowsing::filtersLoadedRows()
{
    openBucket("numbers");
    QTest::mouseClick(m_fixture->button(QStringLiteral("Contains \u00B7 loaded rows")), Qt::LeftButton);
    auto* field = m_fixture->view()->objectsView()->findChild<QLineEdit*>();
    QTest::keyClicks(field, QStringLiteral("nowhere"));
    QTRY_COMPARE(m_fixture->objects().rowCount(), 0);
    QTRY_COMPARE(stateTitle(), QStringLiteral("No match in 1,000 loaded rows"));
    QCOMPARE(m_fixture->listings("numbers"), 1);
    QTest::keyClick(field, Qt::Key_Escape);
    QTRY_COMPARE(m_fixture->objects().rowCount(), 1000);
}

void TestBrowsing::acceptsAddresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("uri") << QStringLiteral("s3://acme/logs/");
    QTest::newRow("bare") << QStringLiteral("acme/logs/");
    QTest::newRow("arn") << QStringLiteral("arn:aws:s3:::acme/logs/");
}

void TestBrowsing::acceptsAddresses()
{
    QFETCH(QString, text);
    enterPath(text);
    QTRY_COMPARE(m_fixture->objects().rowCount(), 2);
    QCOMPARE(visible<PathBar>()->parts(), QStringList({QStringLiteral("acme"), QStringLiteral("logs")}));
}

void TestBrowsing::refusesNonsenseInThePathBar()
{
    const int before = m_fixture->transport->requestCount();
    enterPath(QStringLiteral("https://example.com/x"));
    QVERIFY(visible<PathBar>()->error().contains(QStringLiteral("s3://bucket/prefix")));
    QVERIFY(visible<PathBar>()->isEditing());
    QCOMPARE(m_fixture->transport->requestCount(), before);
}

void TestBrowsing::showsDetailsOfTheSelectedObject()
{
    openBucket("acme");
    const int row = m_fixture->objects().rowOf("top.txt");
    m_fixture->view()->objectsView()->table()->selectRow(row);
    const auto texts = [this] {
        QStringList texts;
        const auto* tree = m_fixture->view()->details()->findChild<DetailsPanel*>()->findChild<TreeView*>();
        for (int i = 0; i < tree->model()->rowCount(); ++i)
            texts.append(tree->model()->index(i, 1).data().toString());
        return texts;
    };
    QTRY_VERIFY(texts().contains(QStringLiteral("text/plain")));
    QVERIFY(texts().contains(QStringLiteral("2.0 KB  (2,048 bytes)")));
    QVERIFY(texts().contains(QStringLiteral("tests")));
}

void TestBrowsing::asksNothingForHiddenDetails()
{
    openBucket("acme");
    m_fixture->window().workArea()->setDetailsOpen(false);
    const int before = m_fixture->transport->requestCount();
    const int row = m_fixture->objects().rowOf("top.txt");
    m_fixture->view()->objectsView()->table()->selectRow(row);
    QSignalSpy settled(m_fixture->view()->objectsView(), &ObjectsView::selectionSettled);
    QVERIFY(settled.wait());
    QCOMPARE(m_fixture->transport->requestCount(), before);
    m_fixture->window().workArea()->setDetailsOpen(true);
    QTRY_COMPARE(m_fixture->transport->requestCount(), before + 1);
}

INIA_TEST_CLASS(TestBrowsing, QApplication)
#include "tst_browsing.moc"
