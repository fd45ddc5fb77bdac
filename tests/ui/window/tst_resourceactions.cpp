#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/browse/objectspage.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtGui/QClipboard>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>

#include <algorithm>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using State = CollectionCursor::State;

// The actions of resources in the real window: menus of the tree and of the table, and what comes after.
class TestResourceActions final : public WindowTest {
    Q_OBJECT

private slots:
    void init();
    void bucketsHaveAMenuInTheTree();
    void prefixesHaveNone();
    void selectedObjectsAreDeletedTogether();
    void productionAsksForTheName();

private:
    void openMenuInTree(const QString& uri) const;
    // The item of the menu that is open.
    [[nodiscard]] static QAction* item(const char* name);
    static void choose(const char* name);
    [[nodiscard]] ActionDialog* dialog() const;
    void selectObjects() const;
};

void TestResourceActions::init()
{
    if (!makeWindow())
        return;
    m_fixture->s3.addBucket("acme", {"a.txt", "b.txt", "c.txt", "logs/x"});
    openSession();
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/")));
}

void TestResourceActions::openMenuInTree(const QString& uri) const
{
    TreeView* tree = m_fixture->view()->tree();
    const QModelIndex index = m_fixture->view()->treeModel().indexOf(uri);
    tree->scrollTo(index);
    emit tree->customContextMenuRequested(tree->visualRect(index).center());
}

QAction* TestResourceActions::item(const char* name)
{
    const auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    return menu != nullptr ? menu->findChild<QAction*>(QString::fromLatin1(name)) : nullptr;
}

void TestResourceActions::choose(const char* name)
{
    QAction* chosen = item(name);
    QVERIFY(chosen);
    QPointer<QWidget> menu = QApplication::activePopupWidget();
    chosen->trigger();
    if (menu) // a dialog has closed it already
        menu->close();
}

ActionDialog* TestResourceActions::dialog() const
{
    for (auto* found : m_fixture->window().findChildren<ActionDialog*>()) {
        if (found->isVisible())
            return found;
    }
    return nullptr;
}

void TestResourceActions::selectObjects() const
{
    QVERIFY(m_fixture->clickBucket(QStringLiteral("acme")));
    QTRY_VERIFY(m_fixture->objects().state() == State::Complete);
    m_fixture->view()->objectsView()->table()->selectAll();
    emit m_fixture->view()->objectsView()->table()->customContextMenuRequested({10, 10});
}

void TestResourceActions::bucketsHaveAMenuInTheTree()
{
    const int before = m_fixture->transport->requestCount();
    openMenuInTree(QStringLiteral("s3://acme/"));
    QVERIFY(item("delete"));
    QVERIFY(item("objects"));
    QCOMPARE(m_fixture->transport->requestCount(), before);
    choose("arn");
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("arn:aws:s3:::acme"));
    openMenuInTree(QStringLiteral("s3://acme/"));
    choose("objects");
    QCOMPARE(m_fixture->objects().location().bucket, std::string("acme"));
}

void TestResourceActions::prefixesHaveNone()
{
    auto& model = m_fixture->view()->treeModel();
    m_fixture->view()->tree()->expand(model.indexOf(QStringLiteral("s3://acme/")));
    QTRY_COMPARE(model.uri(model.indexOf(QStringLiteral("s3://acme/logs/"))),
                 QStringLiteral("s3://acme/logs/"));
    openMenuInTree(QStringLiteral("s3://acme/logs/"));
    QVERIFY(!QApplication::activePopupWidget());
}

void TestResourceActions::selectedObjectsAreDeletedTogether()
{
    selectObjects();
    choose("delete");
    QVERIFY(dialog());
    QVERIFY(m_fixture->window().findChild<Veil*>());
    QCOMPARE(dialog()->confirmButton()->text(), QStringLiteral("Delete 3 objects in one")); // without logs/
    const int listings = m_fixture->listings("acme");
    m_fixture->transport->forgetRequests();
    m_fixture->transport->enqueue(makeResponse(200, "<DeleteResult/>"));
    dialog()->confirmButton()->click();
    QVERIFY(!m_fixture->window().findChild<Veil*>());
    QTRY_COMPARE(m_fixture->listings("acme"), 1); // once more
    const auto labels = m_fixture->view()->objectsView()->findChildren<ElidedLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const ElidedLabel* label) {
        return label->text() == QStringLiteral("Done: Delete 3 objects");
    }));
    QVERIFY(listings > 0);
    const HttpRequest& sent = m_fixture->transport->requests().front();
    QCOMPARE(sent.method, std::string("POST"));
    QCOMPARE(sent.body.count("<Key>"), 3);
}

void TestResourceActions::productionAsksForTheName()
{
    m_fixture->sessions().replace(0, {"two", std::nullopt});
    m_fixture->sessions().setReadOnly(0, false);
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/")));
    selectObjects();
    choose("delete");
    QVERIFY(dialog());
    QVERIFY(!dialog()->confirmButton()->isEnabled());
    QTest::keyClicks(dialog()->nameField(), QStringLiteral("two"));
    QVERIFY(dialog()->confirmButton()->isEnabled());
    // A session that goes takes its questions along.
    m_fixture->sessions().close(0);
    QVERIFY(!dialog());
    QVERIFY(!m_fixture->window().findChild<Veil*>());
}

INIA_TEST_CLASS(TestResourceActions, QApplication)
#include "tst_resourceactions.moc"
