#include "tests/support/fakeclock.h"
#include "tests/support/handtransfers.h"
#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/browse/objectspage.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/jobs/jobspanel.h"
#include "ui/jobs/plandialog.h"
#include "ui/panels/dockpanel.h"
#include "ui/panels/transferspanel.h"
#include "ui/preview/objecttabs.h"
#include "ui/transfers/draganddrop.h"
#include "ui/transfers/objecttransfers.h"
#include "ui/transfers/transferdesk.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessiontabs.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QDir>
#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QClipboard>
#include <QtGui/QDropEvent>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>

#include <sys/wait.h>
#include <unistd.h>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

// Files dropped on the window and what the transfers panel makes of them; the transfers themselves are held
// in the test's hand.
class TestTransfers final : public WindowTest {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void dropIsAskedAbout();
    void uploadsAreListedWhenTheyEnd();
    void dropOnFolderGoesIntoIt();
    void dropOnEmptyFolder();
    void dropOnTree();
    void nothingIsSentWithoutLeave();
    void textIsNotTaken();
    void downloadIsQueued();
    void smallObjectsComeBeforeADrag();
    void draggedFilesGoAfterACrash();
    void noDragOf_data();
    void noDragOf();
    void panelSteersTheQueue();
    void tabsShareTheDock();
    void menuOffersTransfersAndActions();
    void folderRowsHaveTheirOwnMenu();
    void deleteKeyLooksIntoFolders();
    void deletingObjectsIsAJob();
    void objectsAreDroppedAfterAQuestion();
    void pastesAddresses();
    void renamesInTheRow();
    void deleteCommandLooksIntoFolders();
    void readOnlySessionsTakeNothing();
    void keysOpenTheirPanel();

private:
    [[nodiscard]] TableView* table() const { return m_fixture->view()->objectsView()->table(); }
    [[nodiscard]] QString put(const char* name, const QByteArray& text) const;
    void drop(QAbstractItemView* view, const QPoint& at, const QStringList& paths) const
    {
        drop(view->viewport(), at, paths);
    }
    void drop(QWidget* surface, const QPoint& at, const QStringList& paths) const;
    /// Drags it in and lets it go; false when it is not taken.
    [[nodiscard]] static bool isTaken(QWidget* surface, const QPoint& at, const QMimeData& data);
    void accept() const;
    /// Of the entries that are shown, in their order; separators are empty.
    [[nodiscard]] static QStringList textsOf(const QMenu& menu);
    [[nodiscard]] QPoint rowCentre(const std::string& key) const
    {
        return table()->visualRect(table()->model()->index(m_fixture->objects().rowOf(key), 0)).center();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    Made m_made;
    std::unique_ptr<TransferQueue> m_queue;
    std::unique_ptr<TransferDesk> m_desk;
    TransfersPanel* m_panel = nullptr;
};

void TestTransfers::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_made = {};
    if (!makeWindow())
        return;
    const auto clients = [this](const TransferSession&) { return m_fixture->view()->session().client("s3"); };
    const auto clock = std::make_shared<FakeClock>();
    m_queue =
        std::make_unique<TransferQueue>(clients, std::make_unique<HandTransfers>(m_made), clock, nullptr, 2);
    m_desk = std::make_unique<TransferDesk>(m_fixture->appearance(), *m_queue);
    m_panel =
        new TransfersPanel(m_fixture->appearance(), *m_queue, std::make_shared<BandwidthLimit>(clock), clock);
    m_fixture->window().addTransfers(m_panel, *m_desk);
    m_fixture->addJobs(m_folder->filePath(QStringLiteral("jobs")));
    m_fixture->s3.addBucket("acme", {"logs/2025/a", "logs/2026/b", "raw/x", "top.txt"});
    openSession();
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/")));
    QVERIFY(m_fixture->clickBucket(QStringLiteral("acme")));
    QTRY_COMPARE(m_fixture->objects().rowCount(), 3);
}

void TestTransfers::cleanup()
{
    m_fixture.reset();
    m_desk.reset();
    m_queue.reset();
}

QString TestTransfers::put(const char* name, const QByteArray& text) const
{
    const QString path = m_folder->filePath(QString::fromUtf8(name));
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (file.open(QIODevice::WriteOnly))
        file.write(text);
    return path;
}

void TestTransfers::drop(QWidget* surface, const QPoint& at, const QStringList& paths) const
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& path : paths)
        urls.append(QUrl::fromLocalFile(path));
    data.setUrls(urls);
    QVERIFY(isTaken(surface, at, data));
}

// Qt gives a drop to what has taken the enter before it, and to nothing otherwise.
bool TestTransfers::isTaken(QWidget* surface, const QPoint& at, const QMimeData& data)
{
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(surface, &enter);
    QDragMoveEvent move(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(surface, &move);
    QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(surface, &event);
    return enter.isAccepted() && move.isAccepted() && event.isAccepted();
}

QStringList TestTransfers::textsOf(const QMenu& menu)
{
    QStringList texts;
    for (const QAction* action : menu.actions()) {
        if (action->isVisible())
            texts.append(action->text());
    }
    return texts;
}

void TestTransfers::accept() const
{
    QTRY_VERIFY(m_desk->dialog() != nullptr);
    m_desk->dialog()->confirmButton()->click();
}

void TestTransfers::dropIsAskedAbout()
{
    const QString photos = QFileInfo(put("photos/a.jpg", "1234")).path();
    static_cast<void>(put("photos/2026/b.jpg", "12"));
    drop(table(), table()->viewport()->rect().bottomRight() - QPoint(20, 20),
         {photos, put("single.txt", "1")});
    QTRY_VERIFY(m_desk->dialog() != nullptr);
    QVERIFY(m_desk->dialog()->confirmButton()->text().contains(QStringLiteral("Upload 3 files in one")));
    QCOMPARE(m_desk->dialog()->existing(), ExistingPolicy::Skip);
    QCOMPARE(m_desk->dialog()->contentType(), std::string());
    m_desk->dialog()->findChild<QLineEdit*>(QStringLiteral("content-type"))->setText(QStringLiteral("a/b "));
    accept();
    QCOMPARE(m_queue->count(), 1);
    const TransferJob& job = m_queue->at(0);
    QCOMPARE(job.contentType, std::string("a/b"));
    QCOMPARE(job.kind, TransferKind::Upload);
    QCOMPARE(job.session, (TransferSession{"one", "us-west-2", {}}));
    QStringList keys;
    for (const auto& [number, item] : job.items)
        keys.append(QString::fromStdString(item.key));
    keys.sort();
    QCOMPARE(keys, (QStringList{QStringLiteral("photos/2026/b.jpg"), QStringLiteral("photos/a.jpg"),
                                QStringLiteral("single.txt")}));
    QCOMPARE(job.counts.bytes, 7);
    QCOMPARE(m_fixture->window().dock()->currentWidget(), m_panel);
}

void TestTransfers::uploadsAreListedWhenTheyEnd()
{
    QTRY_COMPARE(m_fixture->objects().state(), CollectionCursor::State::Complete);
    drop(table(), table()->viewport()->rect().bottomRight() - QPoint(20, 20), {put("new.log", "1")});
    accept();
    QTRY_COMPARE(m_made.transfers.size(), 1U);
    const int listings = m_fixture->listings("acme");
    m_made.last()->succeed();
    QTRY_VERIFY(m_fixture->listings("acme") > listings);
}

void TestTransfers::dropOnFolderGoesIntoIt()
{
    drop(table(), rowCentre("logs/"), {put("new.log", "1")});
    accept();
    QCOMPARE(m_queue->count(), 1);
    QCOMPARE(m_queue->at(0).items.begin()->second.key, std::string("logs/new.log"));
}

void TestTransfers::dropOnEmptyFolder()
{
    enterPath(QStringLiteral("s3://acme/none/"));
    StateView* nothing = m_fixture->view()->objectsView()->stateView();
    QTRY_VERIFY(nothing->isVisible());
    drop(nothing, nothing->rect().center(), {put("new.log", "1")});
    accept();
    QCOMPARE(m_queue->at(0).items.begin()->second.key, std::string("none/new.log"));
}

void TestTransfers::dropOnTree()
{
    TreeView* tree = m_fixture->view()->tree();
    const QModelIndex bucket = m_fixture->view()->treeModel().indexOf(QStringLiteral("s3://acme/"));
    drop(tree, tree->visualRect(bucket).center(), {put("new.log", "1")});
    accept();
    QCOMPARE(m_queue->at(0).items.begin()->second.key, std::string("new.log"));
}

void TestTransfers::nothingIsSentWithoutLeave()
{
    drop(table(), rowCentre("top.txt"), {put("new.log", "1")});
    QTRY_VERIFY(m_desk->dialog() != nullptr);
    m_desk->dialog()->reject();
    QCOMPARE(m_queue->count(), 0);
    QSignalSpy failed(m_desk.get(), &TransferDesk::failed);
    drop(table(), rowCentre("top.txt"), {m_folder->filePath(QStringLiteral("not there"))});
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(m_queue->count(), 0);
}

void TestTransfers::textIsNotTaken()
{
    QMimeData data;
    data.setText(QStringLiteral("words"));
    QDragEnterEvent enter(rowCentre("top.txt"), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(table()->viewport(), &enter);
    QVERIFY(!enter.isAccepted());
}

void TestTransfers::downloadIsQueued()
{
    const TransferDesk::Asker asker{{}, {"one", "us-west-2", {}}, &m_fixture->window()};
    m_desk->download(asker, "acme",
                     {{"logs/2025/a", false, 10}, {"logs/2026/", true, -1}, {"logs/..", false, 1}},
                     m_folder->path());
    m_desk->dialog()->findChild<SegmentedControl*>()->setCurrentIndex(2);
    accept();
    QCOMPARE(m_queue->count(), 2);
    QCOMPARE(m_queue->at(0).prefix, std::string("logs/2026/"));
    QVERIFY(m_queue->at(0).isListing);
    QCOMPARE(m_queue->at(1).existing, ExistingPolicy::Overwrite);
    QCOMPARE(m_queue->at(1).items.at(0).path, m_folder->filePath(QStringLiteral("a")));
    QCOMPARE(m_queue->at(1).items.at(1).path, m_folder->filePath(QStringLiteral("%2E%2E")));
}

void TestTransfers::smallObjectsComeBeforeADrag()
{
    m_fixture->transport->setHandler(
        [](const HttpRequest& request) { return makeResponse(200, request.method == "GET" ? "hello" : ""); });
    ObjectDrag drag(
        table(), {[] {
                      return std::vector<TransferDesk::Choice>{{"logs/../a", false, 5}, {"logs/a", false, 5}};
                  },
                  [this] { return m_fixture->view()->session().client("s3"); },
                  [] { return std::string("acme"); }, QStringLiteral("one")});
    QSignalSpy ready(&drag, &ObjectDrag::ready);
    drag.prepare();
    QTRY_COMPARE(ready.size(), 1);
    QCOMPARE(drag.files().size(), 2);
    QVERIFY(drag.files()[0] != drag.files()[1]);
    for (const QString& path : drag.files()) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("hello"));
    }
}

// A program that is killed leaves them until the next one looks, and never in the system's /tmp.
void TestTransfers::draggedFilesGoAfterACrash()
{
    QVERIFY(!DragFolder::standardBase().startsWith(QDir::tempPath()));
    const QString base = m_folder->filePath(QStringLiteral("cache/dragged"));
    const auto folders = [&base] { return QDir(base).entryList(QDir::Dirs | QDir::NoDotAndDotDot); };
    const pid_t child = ::fork();
    if (child == 0) {
        const auto crashed = DragFolder::create(base);
        QFile file(QDir(crashed->path()).filePath(QStringLiteral("secret.txt")));
        ::_exit(file.open(QIODevice::WriteOnly) ? 0 : 1);
    }
    int status = -1;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    QCOMPARE(folders().size(), 1);
    auto mine = DragFolder::create(base);
    QVERIFY(mine);
    QCOMPARE(folders(), QStringList{QFileInfo(mine->path()).fileName()});
    DragFolder::sweep(base);
    QVERIFY(QFileInfo::exists(mine->path())); // it is still in use
    mine.reset();
    QVERIFY2(QDir(base).isEmpty(), qPrintable(QDir(base).entryList().join(u' ')));
}

void TestTransfers::noDragOf_data()
{
    QTest::addColumn<bool>("isPrefix");
    QTest::addColumn<qint64>("size");
    QTest::newRow("folder") << true << qint64(-1);
    QTest::newRow("large object") << false << ObjectDrag::mostBytes + 1;
}

void TestTransfers::noDragOf()
{
    QFETCH(const bool, isPrefix);
    QFETCH(const qint64, size);
    const int before = m_fixture->transport->requestCount();
    ObjectDrag drag(table(), {[&] {
                                  return std::vector<TransferDesk::Choice>{{"logs/", isPrefix, size}};
                              },
                              [this] { return m_fixture->view()->session().client("s3"); },
                              [] { return std::string("acme"); }, QStringLiteral("one")});
    QSignalSpy ready(&drag, &ObjectDrag::ready);
    drag.prepare();
    QCOMPARE(ready.size(), 1); // for other places of this window
    QVERIFY(drag.files().isEmpty());
    QCOMPARE(m_fixture->transport->requestCount(), before);
}

void TestTransfers::panelSteersTheQueue()
{
    const quint64 id = m_queue->add(jobOf({"a", "b", "c"}));
    m_fixture->window().dock()->showPanel(m_panel);
    QTRY_COMPARE(m_made.transfers.size(), 2U);
    QCOMPARE(m_panel->model().rowCount(), 1);
    m_panel->table()->selectRow(0);
    const auto click = [this](const char* name) { m_fixture->button(QString::fromUtf8(name))->click(); };
    click("Pause");
    QCOMPARE(m_queue->at(0).state, TransferJob::State::Paused);
    click("Resume or try again");
    QCOMPARE(m_queue->at(0).state, TransferJob::State::Running);
    click("Cancel transfer");
    QCOMPARE(m_queue->at(0).state, TransferJob::State::Cancelled);
    click("Clear finished");
    QCOMPARE(m_queue->indexOf(id), -1);
}

void TestTransfers::tabsShareTheDock()
{
    m_queue->add(jobOf({"a"}));
    DockPanel* dock = m_fixture->window().dock();
    InspectorPanel* inspector = m_fixture->window().inspector();
    dock->showPanel(inspector);
    TabStrip* tabs = inspector->tabs();
    QCOMPARE(tabs->count(), 3);
    tabs->setCurrentIndex(1);
    QCOMPARE(dock->currentWidget(), m_panel);
    QCOMPARE(m_panel->tabs()->currentIndex(), 1);
    m_panel->tabs()->setCurrentIndex(0);
    QCOMPARE(dock->currentWidget(), inspector);
    QCOMPARE(tabs->currentIndex(), 0);
    QCOMPARE(tabs->tabData(1).toInt(), 1);
}

// One menu has both: what can be done with the object, and how to move it.
void TestTransfers::menuOffersTransfersAndActions()
{
    table()->selectRow(2);
    emit table()->customContextMenuRequested(rowCentre("top.txt"));
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu);
    const QStringList texts = textsOf(*menu);
    QCOMPARE(texts.mid(0, 3),
             (QStringList{QStringLiteral("Preview\tSpace"), QStringLiteral("Edit\u2026\tCtrl+E"),
                          QStringLiteral("Download\u2026")}));
    QVERIFY(texts.contains(QStringLiteral("Copy link\u2026")));
    QVERIFY(texts.contains(QStringLiteral("Change")));
    QVERIFY(!texts.contains(QStringLiteral("Undelete what is below\u2026"))); // nothing is below an object
    QVERIFY(menu->findChild<QAction*>(QStringLiteral("delete")));
    menu->close();
    QVERIFY(!QApplication::activePopupWidget());
}

// Not the bucket's actions: they would be about more than the row.
void TestTransfers::folderRowsHaveTheirOwnMenu()
{
    table()->selectRow(m_fixture->objects().rowOf("logs/"));
    emit table()->customContextMenuRequested(rowCentre("logs/"));
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu);
    const QStringList texts = textsOf(*menu);
    QCOMPARE(
        texts,
        (QStringList{QStringLiteral("Download\u2026"), QStringLiteral("Upload files to logs/\u2026"),
                     QStringLiteral("Upload folder to logs/\u2026"), QStringLiteral("Rename\u2026\tF2"),
                     QStringLiteral("Move to\u2026"), QStringLiteral("Copy to\u2026"),
                     QStringLiteral("New folder\u2026\tCtrl+Shift+N"), QStringLiteral("Compare with\u2026"),
                     QStringLiteral("Delete\u2026\tDel"), QStringLiteral("Change"),
                     QStringLiteral("Undelete what is below\u2026"), QStringLiteral("Copy S3 URI"), QString(),
                     QStringLiteral("Search below\u2026\tCtrl+F"), QStringLiteral("Calculate size")}));
    for (QAction* action : menu->actions()) {
        if (action->text() == QStringLiteral("Copy S3 URI"))
            action->trigger();
    }
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("s3://acme/logs/"));
    menu->close();
}

void TestTransfers::deleteKeyLooksIntoFolders()
{
    table()->selectRow(m_fixture->objects().rowOf("logs/"));
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    QTRY_VERIFY(visible<ConfirmDialog>());
    QVERIFY(visible<ConfirmDialog>()->confirmButton()->text().startsWith(QStringLiteral("Delete ")));
    visible<ConfirmDialog>()->reject();
}

/// One path for one and for many; the menu's word for it is the same job.
void TestTransfers::deletingObjectsIsAJob()
{
    table()->selectRow(m_fixture->objects().rowOf("top.txt"));
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_Delete);
    QTRY_VERIFY(visible<PlanDialog>());
    QVERIFY(!visible<PlanDialog>()->table());
    visible<PlanDialog>()->reject();
    QTRY_VERIFY(!m_fixture->window().findChild<PlanDialog*>()); // it goes by the event loop
    emit table()->customContextMenuRequested(rowCentre("top.txt"));
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QCOMPARE(menu->findChildren<QAction*>(QStringLiteral("delete")).size(), 1);
    menu->findChild<QAction*>(QStringLiteral("delete"))->trigger();
    menu->close();
    QTRY_VERIFY(visible<PlanDialog>());
    visible<PlanDialog>()->reject();
    QVERIFY(m_fixture->jobs().ids().empty());
}

/// Nothing is moved by a drop alone.
void TestTransfers::objectsAreDroppedAfterAQuestion()
{
    QMimeData data;
    HeldObjects{QStringLiteral("one"), "acme", {"top.txt"}, false}.fill(data);
    const auto held = HeldObjects::in(data);
    QVERIFY(held);
    QCOMPARE(held->keys, std::vector<std::string>{"top.txt"});
    QCOMPARE(data.text(), QStringLiteral("s3://acme/top.txt"));
    const int before = m_fixture->transport->requestCount();
    QVERIFY(isTaken(table()->viewport(), rowCentre("logs/"), data));
    QTRY_VERIFY(qobject_cast<QMenu*>(QApplication::activePopupWidget()));
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu->actions()[0]->text().startsWith(QStringLiteral("Copy to s3://acme/logs/")));
    QVERIFY(menu->actions()[1]->text().startsWith(QStringLiteral("Move to s3://acme/logs/")));
    QCOMPARE(m_fixture->transport->requestCount(), before);
    menu->actions()[1]->trigger();
    menu->close();
    QTRY_VERIFY(visible<PlanDialog>());
    QVERIFY2(visible<PlanDialog>()->confirmButton()->text().startsWith(QStringLiteral("Move 1 object")),
             qPrintable(visible<PlanDialog>()->confirmButton()->text()));
    visible<PlanDialog>()->reject();
}

/// Of other programs lines of text will do, in one bucket.
void TestTransfers::pastesAddresses()
{
    QMimeData data;
    data.setText(QStringLiteral("s3://other/a/b\ns3://other/c/\n"));
    const auto held = HeldObjects::in(data);
    QVERIFY(held);
    QCOMPARE(held->bucket, std::string("other"));
    QCOMPARE(held->keys, (std::vector<std::string>{"a/b", "c/"}));
    QVERIFY(!held->isCut);
    data.setText(QStringLiteral("s3://other/a\ns3://third/a"));
    QVERIFY(!HeldObjects::in(data));
    data.setText(QStringLiteral("s3://other/"));
    QVERIFY(!HeldObjects::in(data)); // a whole bucket
    data.setText(QStringLiteral("words"));
    QVERIFY(!HeldObjects::in(data));
}

void TestTransfers::renamesInTheRow()
{
    table()->selectRow(m_fixture->objects().rowOf("top.txt"));
    table()->setFocus();
    QTest::keyClick(table(), Qt::Key_F2);
    auto* editor = table()->viewport()->findChild<QLineEdit*>();
    QVERIFY(editor);
    QCOMPARE(editor->selectedText(), QStringLiteral("top"));
    const int before = m_fixture->transport->requestCount();
    QTest::keyClick(editor, Qt::Key_Escape);
    QTRY_VERIFY(!table()->viewport()->findChild<QLineEdit*>());
    QCOMPARE(m_fixture->transport->requestCount(), before);
    // Return is for the name: it does not open the row as well.
    QTest::keyClick(table(), Qt::Key_F2);
    editor = table()->viewport()->findChild<QLineEdit*>();
    QVERIFY(editor);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(!table()->viewport()->findChild<QLineEdit*>());
    QVERIFY(!visible<PreviewWindow>());
    QCOMPARE(m_fixture->transport->requestCount(), before);
}

/// As the palette runs it.
void TestTransfers::deleteCommandLooksIntoFolders()
{
    table()->selectRow(m_fixture->objects().rowOf("logs/"));
    const auto act = m_fixture->view()->act(CommandId::Delete);
    QVERIFY2(act.obstacle.isNull(), qPrintable(act.obstacle));
    act.run();
    QTRY_VERIFY(visible<ConfirmDialog>());
    QVERIFY(visible<ConfirmDialog>()->confirmButton()->text().startsWith(QStringLiteral("Delete ")));
    visible<ConfirmDialog>()->reject();
}

void TestTransfers::readOnlySessionsTakeNothing()
{
    m_fixture->sessions().setReadOnly(0, true);
    table()->selectRow(m_fixture->objects().rowOf("logs/"));
    emit table()->customContextMenuRequested(rowCentre("logs/"));
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QVERIFY(menu->actions()[0]->isEnabled()); // to download changes nothing there
    QVERIFY(!menu->actions()[1]->isEnabled());
    QVERIFY(menu->actions()[1]->toolTip().startsWith(QStringLiteral("one is read-only")));
    QVERIFY(menu->findChild<QAction*>(QStringLiteral("allow-changes")));
    menu->close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(put("a.txt", "1"))});
    QVERIFY(!isTaken(table()->viewport(), QPoint(5, 5), data));
    QVERIFY(!m_desk->dialog());
    m_fixture->sessions().setReadOnly(0, false);
    drop(table(), QPoint(5, 5), {m_folder->filePath(QStringLiteral("a.txt"))});
    QTRY_VERIFY(m_desk->dialog());
}

void TestTransfers::keysOpenTheirPanel()
{
    MainWindow& window = m_fixture->window();
    const auto press = [&window](Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&window, key, modifiers);
    };
    window.dock()->showPanel(window.inspector());
    press(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(m_panel->isVisible());
    press(Qt::Key_F12); // a button's, which takes its time
    QTRY_VERIFY(window.inspector()->isVisible());
    press(Qt::Key_F12);
    QTRY_VERIFY(!window.workArea()->isDockOpen());
    press(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(m_panel->isVisible());
    press(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(visible<JobsPanel>());
    press(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(!window.workArea()->isDockOpen());
}

INIA_TEST_CLASS(TestTransfers, QApplication)
#include "tst_transfers.moc"
