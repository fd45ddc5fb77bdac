#include "tests/support/testmain.h"
#include "ui/browse/navigationbar.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/sessiontabs.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QStandardItemModel>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <memory>

using namespace inia::ui;

class TestWidgets final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void toolButtonHasWords();
    void sessionTabsReportCurrentAndClose();
    void sessionTabsKeepDataAcrossRemoval();
    void pathBarActivatesParts();
    void pathBarEditsAndCancels();
    void pathBarKeepsARefusedAddress();
    void pathBarHidesWhatDoesNotFit();
    void segmentedControlIsOneChoice();
    void tabStripMakesRoomForCounts();
    void statusLineOffersOnlyWhatIsPossible();
    void stateViewReportsActions();
    void accountIsGrouped_data();
    void accountIsGrouped();
    void treeLoadsMoreAndRetries();
    void treeRetryNeedsTheLink();
    void tableRowsAreFixed();
    void tableHasSkeletonOnlyWhileEmpty();
    void selectedRowsAreLitToTheEdge();
    void homeAndEndGoToTheFirstAndLastRow();

private:
    std::unique_ptr<Appearance> m_appearance;
};

void TestWidgets::initTestCase()
{
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

void TestWidgets::toolButtonHasWords()
{
    ToolButton button(*m_appearance, QStringLiteral("reload"), QStringLiteral("Reload"),
                      QKeySequence(Qt::CTRL | Qt::Key_R));
    QCOMPARE(button.accessibleName(), QStringLiteral("Reload"));
    QCOMPARE(button.toolTip(), QStringLiteral("Reload (Ctrl+R)"));
    QCOMPARE(button.focusPolicy(), Qt::TabFocus);
    QCOMPARE(button.shortcut(), QKeySequence(Qt::CTRL | Qt::Key_R));
}

void TestWidgets::sessionTabsReportCurrentAndClose()
{
    SessionTabs tabs(*m_appearance);
    tabs.addTab({QStringLiteral("west"), QStringLiteral("us-west-2"), Token::Session1, true, false});
    tabs.addTab({QStringLiteral("east"), QStringLiteral("us-east-1"), Token::Session2, false, false});
    tabs.resize(800, 40);
    tabs.show();
    QSignalSpy current(&tabs, &SessionTabs::currentChanged);
    QSignalSpy close(&tabs, &SessionTabs::closeRequested);
    QSignalSpy open(&tabs, &SessionTabs::newRequested);
    tabs.setCurrentIndex(1);
    QCOMPARE(current.takeFirst().first().toInt(), 1);
    for (QAbstractButton* button : tabs.findChildren<QAbstractButton*>()) {
        if (button->accessibleName() == QStringLiteral("Close session west"))
            button->click();
        else if (button->accessibleName() == QStringLiteral("Open another session"))
            button->click();
    }
    QCOMPARE(close.count(), 1);
    QCOMPARE(close.first().first().toInt(), 0);
    QCOMPARE(open.count(), 1);
    QTest::keyClick(tabs.findChild<QTabBar*>(), Qt::Key_Delete);
    QCOMPARE(close.last().first().toInt(), 1);
}

void TestWidgets::sessionTabsKeepDataAcrossRemoval()
{
    SessionTabs tabs(*m_appearance);
    for (const char* name : {"a", "b", "c"})
        tabs.addTab({QString::fromLatin1(name), QStringLiteral("us-east-1"), Token::Session1, false, false});
    tabs.removeTab(1);
    QCOMPARE(tabs.count(), 2);
    QCOMPARE(tabs.tab(0).name, QStringLiteral("a"));
    QCOMPARE(tabs.tab(1).name, QStringLiteral("c"));
}

void TestWidgets::pathBarActivatesParts()
{
    PathBar bar(*m_appearance);
    bar.resize(600, 28);
    bar.setPath(QStringLiteral("s3://"),
                {QStringLiteral("bucket"), QStringLiteral("logs"), QStringLiteral("07")});
    bar.show();
    QSignalSpy activated(&bar, &PathBar::partActivated);
    for (QAbstractButton* crumb : bar.findChildren<QAbstractButton*>()) {
        if (crumb->accessibleName() == QStringLiteral("logs"))
            QTest::mouseClick(crumb, Qt::LeftButton);
    }
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.first().first().toInt(), 1);
    QVERIFY(!bar.isEditing());
}

void TestWidgets::pathBarEditsAndCancels()
{
    PathBar bar(*m_appearance);
    bar.resize(600, 28);
    bar.setPath(QStringLiteral("s3://"), {QStringLiteral("bucket"), QStringLiteral("logs")});
    bar.show();
    QTest::mouseClick(&bar, Qt::LeftButton, {}, QPoint(500, 14));
    QVERIFY(bar.isEditing());
    auto* edit = bar.findChild<QLineEdit*>();
    QCOMPARE(edit->text(), QStringLiteral("s3://bucket/logs"));
    QCOMPARE(edit->selectedText(), edit->text());

    QSignalSpy entered(&bar, &PathBar::pathEntered);
    QSignalSpy cancelled(&bar, &PathBar::editingCancelled);
    QTest::keyClicks(edit, QStringLiteral(" s3://other/ "));
    QTest::keyClick(edit, Qt::Key_Escape);
    QVERIFY(!bar.isEditing());
    QCOMPARE(cancelled.count(), 1);
    QCOMPARE(entered.count(), 0);

    bar.startEditing();
    QCOMPARE(edit->text(), QStringLiteral("s3://bucket/logs"));
    QTest::keyClicks(edit, QStringLiteral(" s3://other/ "));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(entered.first().first().toString(), QStringLiteral("s3://other/"));
    bar.setPath(QStringLiteral("s3://"), {QStringLiteral("other")});
    QVERIFY(!bar.isEditing());
}

void TestWidgets::pathBarKeepsARefusedAddress()
{
    PathBar bar(*m_appearance);
    bar.resize(600, 28);
    bar.setPath(QStringLiteral("s3://"), {QStringLiteral("bucket")});
    bar.show();
    bar.startEditing();
    auto* edit = bar.findChild<QLineEdit*>();
    QTest::keyClicks(edit, QStringLiteral("ftp://x"));
    QTest::keyClick(edit, Qt::Key_Return);
    bar.setError(QStringLiteral("Not an S3 address."));
    QVERIFY(bar.isEditing());
    QCOMPARE(edit->text(), QStringLiteral("ftp://x"));
    QCOMPARE(bar.accessibleDescription(), QStringLiteral("Not an S3 address."));
    QTest::keyClicks(edit, QStringLiteral("y"));
    QVERIFY(bar.error().isEmpty());
}

void TestWidgets::pathBarHidesWhatDoesNotFit()
{
    PathBar bar(*m_appearance);
    QStringList parts;
    for (int i = 0; i < 30; ++i)
        parts.append(QStringLiteral("part-%1").arg(i));
    bar.resize(400, 28);
    bar.setPath(QStringLiteral("s3://"), parts);
    bar.show();
    int shown = 0;
    bool lastShown = false;
    for (QAbstractButton* crumb : bar.findChildren<QAbstractButton*>()) {
        if (!crumb->isVisible())
            continue;
        ++shown;
        QVERIFY(crumb->geometry().right() <= bar.width());
        lastShown = lastShown || crumb->accessibleName() == parts.last();
    }
    QVERIFY(shown > 1);
    QVERIFY(shown < 10);
    QVERIFY(lastShown);
}

void TestWidgets::segmentedControlIsOneChoice()
{
    SegmentedControl control(*m_appearance, {QStringLiteral("All"), QStringLiteral("Yours")});
    control.show();
    QCOMPARE(control.currentIndex(), 0);
    QSignalSpy changed(&control, &SegmentedControl::currentChanged);
    control.setCurrentIndex(1);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(control.currentIndex(), 1);
    control.findChildren<QAbstractButton*>().first()->click();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(control.currentIndex(), 0);
    QCOMPARE(control.height(), m_appearance->theme().sizes().control);
}

void TestWidgets::tabStripMakesRoomForCounts()
{
    TabStrip tabs(*m_appearance);
    tabs.addPage(QStringLiteral("Inspector"));
    const int bare = tabs.sizeHint().width();
    tabs.setCount(0, 12);
    QVERIFY(tabs.sizeHint().width() > bare);
    tabs.setCount(0, -1);
    QCOMPARE(tabs.sizeHint().width(), bare);
}

void TestWidgets::statusLineOffersOnlyWhatIsPossible()
{
    StatusLine line(*m_appearance);
    line.resize(700, 30);
    line.show();
    const auto visibleLinks = [&] {
        QStringList names;
        for (const QAbstractButton* button : line.findChildren<QAbstractButton*>()) {
            if (button->isVisible())
                names.append(button->text());
        }
        return names;
    };
    QVERIFY(visibleLinks().isEmpty());
    StatusFacts facts;
    facts.count = QStringLiteral("3,000 loaded, more");
    facts.facts = {QStringLiteral("3 requests")};
    facts.canLoadMore = true;
    facts.canLoadAll = true;
    line.setFacts(facts);
    QCOMPARE(visibleLinks(), QStringList({QStringLiteral("Load more"), QStringLiteral("Load all")}));
    QVERIFY(line.accessibleName().startsWith(QStringLiteral("3,000 loaded, more")));
    QSignalSpy more(&line, &StatusLine::loadMoreRequested);
    line.findChildren<QAbstractButton*>().first()->click();
    QCOMPARE(more.count(), 1);
}

void TestWidgets::stateViewReportsActions()
{
    StateView view(*m_appearance);
    view.resize(500, 400);
    StateContent content;
    content.iconName = QStringLiteral("lock");
    content.title = QStringLiteral("You may not list acme-restricted");
    content.facts = {{QStringLiteral("Request id"), QStringLiteral("7ZK3"), true, false, true}};
    content.actions = {{QStringLiteral("retry"), QStringLiteral("Retry"), QStringLiteral("reload")}};
    view.setContent(content);
    view.show();
    QSignalSpy triggered(&view, &StateView::actionTriggered);
    QSignalSpy copied(&view, &StateView::copyRequested);
    view.findChild<QPushButton*>()->click();
    QCOMPARE(triggered.first().first().toString(), QStringLiteral("retry"));
    view.findChild<QToolButton*>()->click();
    QCOMPARE(copied.first().first().toString(), QStringLiteral("7ZK3"));
    content.actions.clear();
    content.facts.clear();
    view.setContent(content);
    QVERIFY(!view.findChild<QPushButton*>());
}

void TestWidgets::accountIsGrouped_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("text");
    QTest::newRow("account") << QStringLiteral("123456789012") << QStringLiteral("1234-5678-9012");
    QTest::newRow("not an id") << QStringLiteral("unknown") << QStringLiteral("unknown");
    QTest::newRow("empty") << QString() << QString();
}

void TestWidgets::accountIsGrouped()
{
    QFETCH(QString, id);
    QTEST(accountText(id), "text");
}

namespace {

void addStateRows(QStandardItemModel& model)
{
    auto* more = new QStandardItem;
    more->setData(QVariant::fromValue(RowState::LoadMore), StateRole);
    auto* failed = new QStandardItem;
    failed->setData(QVariant::fromValue(RowState::Failed), StateRole);
    failed->setData(QStringLiteral("no answer"), ErrorTextRole);
    model.appendRow(new QStandardItem(QStringLiteral("plain")));
    model.appendRow(more);
    model.appendRow(failed);
}

} // namespace

void TestWidgets::treeLoadsMoreAndRetries()
{
    QStandardItemModel model;
    addStateRows(model);
    TreeView view(*m_appearance, TreeView::Look::Navigation, new TreeDelegate(*m_appearance));
    view.setModel(&model);
    view.resize(264, 200);
    view.show();
    QSignalSpy more(&view, &TreeView::loadMoreRequested);
    QSignalSpy retry(&view, &TreeView::retryRequested);
    view.setCurrentIndex(model.index(0, 0));
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(more.count() + retry.count(), 0);
    view.setCurrentIndex(model.index(1, 0));
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(more.count(), 1);
    view.setCurrentIndex(model.index(2, 0));
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(retry.count(), 1);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(model.index(1, 0)).center());
    QCOMPARE(more.count(), 2);
}

void TestWidgets::treeRetryNeedsTheLink()
{
    QStandardItemModel model;
    addStateRows(model);
    auto* delegate = new TreeDelegate(*m_appearance);
    TreeView view(*m_appearance, TreeView::Look::Navigation, delegate);
    view.setModel(&model);
    view.resize(264, 200);
    view.show();
    QSignalSpy retry(&view, &TreeView::retryRequested);
    const QModelIndex failed = model.index(2, 0);
    const QRect row = view.visualRect(failed);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(row.left() + 40, row.center().y()));
    QCOMPARE(retry.count(), 0);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, delegate->retryRect(row, failed).center());
    QCOMPARE(retry.count(), 1);
    QVERIFY(delegate->retryRect(row, model.index(0, 0)).isEmpty());
}

void TestWidgets::tableRowsAreFixed()
{
    QStandardItemModel model(100, 3);
    TableView view(*m_appearance);
    view.setModel(&model);
    view.resize(600, 300);
    view.show();
    QCOMPARE(view.rowHeight(), m_appearance->theme().sizes().row);
    QCOMPARE(view.horizontalHeader()->height(), m_appearance->theme().sizes().tableHeader);
    QCOMPARE(view.horizontalHeader()->length(), view.viewport()->width());
    QCOMPARE(view.rowsBottom(), -1);
    model.setRowCount(2);
    QCOMPARE(view.rowsBottom(), 2 * m_appearance->theme().sizes().row);
}

void TestWidgets::tableHasSkeletonOnlyWhileEmpty()
{
    QStandardItemModel model(0, 2);
    TableView view(*m_appearance);
    view.setModel(&model);
    view.resize(400, 300);
    view.show();
    const QImage empty = view.viewport()->grab().toImage();
    view.setLoading(true);
    const QImage loading = view.viewport()->grab().toImage();
    QVERIFY(empty != loading);
    QCOMPARE(loading, view.viewport()->grab().toImage()); // still from paint to paint
    view.setLoading(false);
    QCOMPARE(view.viewport()->grab().toImage(), empty);
}

void TestWidgets::selectedRowsAreLitToTheEdge()
{
    QStandardItemModel model(2, 1);
    TableView view(*m_appearance);
    view.setStretchColumn(-1);
    view.setModel(&model);
    view.resize(600, 300);
    view.show();
    QVERIFY(view.horizontalHeader()->length() < view.viewport()->width());
    const auto atEdge = [&view] {
        const QPoint edge(view.viewport()->width() - 1, view.rowHeight() / 2);
        return view.viewport()->grab().toImage().pixelColor(edge);
    };
    QCOMPARE(atEdge(), m_appearance->theme().color(Token::Surface));
    view.selectRow(0);
    QVERIFY(atEdge() == m_appearance->theme().color(Token::Selection) ||
            atEdge() == m_appearance->theme().color(Token::SelectionInactive));
}

void TestWidgets::homeAndEndGoToTheFirstAndLastRow()
{
    QStandardItemModel model(100, 3);
    TableView view(*m_appearance);
    view.setModel(&model);
    view.setCurrentIndex(model.index(4, 1));
    view.show();
    QTest::keyClick(&view, Qt::Key_End);
    QCOMPARE(view.currentIndex(), model.index(99, 1));
    QTest::keyClick(&view, Qt::Key_Home);
    QCOMPARE(view.currentIndex(), model.index(0, 1));
}

INIA_TEST_CLASS(TestWidgets, QApplication)
#include "tst_widgets.moc"
