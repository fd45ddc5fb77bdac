#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/browse/collectionview.h"
#include "ui/browse/objectspage.h"
#include "ui/browse/resourcespage.h"
#include "ui/browse/rowspage.h"
#include "ui/browse/servicekit.h"
#include "ui/commands/commandtable.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/finder/finderpopup.h"
#include "ui/finder/windowfinder.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

/// "Open anything" and "All commands" in the real window, by the keyboard.
class TestWindowFinder final : public WindowTest {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void opensAType();
    void opensAnOperation();
    void selectsARow();
    void goesToABucket();
    void goesToAnAddress();
    void saysWhyAnAddressLeadsNowhere();
    void listsCommandsWithTheirKeys();
    void greysWhatCannotBeDone();
    void offersTheActionsOfTheRow();
    void exportsWhatIsListed();
    void exportsObjectsAndFolders();
    void failedExportsCanBeRetried();
    void copiesRowsAndCells();
    void remembersAndPinsPlaces();
    void narrowsAndHelps();
    void tellsAllKeys();

private:
    [[nodiscard]] SessionView* view() const { return m_fixture->view(); }
    [[nodiscard]] FinderPopup* popup() const { return m_fixture->window().finder().popup(); }
    [[nodiscard]] QString placeUri() const
    {
        return QString::fromStdString(view()->navigator().current().uri());
    }
    void open(Qt::KeyboardModifiers modifiers = Qt::ControlModifier);
    void type(const QString& text) { popup()->field()->setText(text); }
    void press(Qt::Key key) { QTest::keyClick(popup()->field(), key); }
    [[nodiscard]] QString row(int number, int role = Qt::DisplayRole) const
    {
        const auto* model = popup()->list()->model();
        return model->index(number, 0).data(role).toString();
    }
    [[nodiscard]] int rowOf(const QString& title) const
    {
        const auto* model = popup()->list()->model();
        for (int i = 0; i < model->rowCount(); ++i) {
            if (row(i) == title)
                return i;
        }
        return -1;
    }
    void goToInstances();
};

void TestWindowFinder::init()
{
    if (!makeWindow())
        return;
    m_fixture->s3.addBucket("acme-data", {"top.txt"});
    m_fixture->services.setPages("DescribeInstances", {instancesAnswer({{"i-1", "web"}, {"i-2", "worker"}})});
    openSession();
    QTRY_COMPARE(view()->centre()->pageOf<ResourcesPage>().view()->model().rowCount(), 1);
}

void TestWindowFinder::cleanup()
{
    if (m_fixture && popup() != nullptr)
        popup()->close();
}

void TestWindowFinder::open(Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(&m_fixture->window(), Qt::Key_P, modifiers);
    QTRY_VERIFY(popup() != nullptr && popup()->isVisible());
}

void TestWindowFinder::goToInstances()
{
    view()->go(Place::parse("ec2://instances").value());
    QTRY_COMPARE(view()->centre()->pageOf<ResourcesPage>().view()->model().rowCount(), 2);
}

void TestWindowFinder::opensAType()
{
    const auto requests = m_fixture->transport->requestCount();
    open();
    type(QStringLiteral("ec2 inst"));
    QTRY_COMPARE(row(0), QStringLiteral("EC2 instances"));
    QCOMPARE(m_fixture->transport->requestCount(), requests); // it asks nobody
    press(Qt::Key_Return);
    QCOMPARE(placeUri(), QStringLiteral("ec2://instances"));
    QTRY_COMPARE(view()->centre()->pageOf<ResourcesPage>().view()->model().rowCount(), 2);
    QTRY_VERIFY(popup() == nullptr);
    open();
    type(QStringLiteral("lambda functions"));
    QTRY_COMPARE(row(0), QStringLiteral("Lambda functions"));
    press(Qt::Key_Return);
    QCOMPARE(placeUri(), QStringLiteral("lambda://functions"));
}

void TestWindowFinder::opensAnOperation()
{
    open();
    type(QStringLiteral("run_instances"));
    QTRY_COMPARE(row(0), QStringLiteral("RunInstances"));
    QCOMPARE(row(0, TargetRole), QStringLiteral("EC2"));
    press(Qt::Key_Return);
    QCOMPARE(placeUri(), QStringLiteral("api://ec2/RunInstances"));
}

void TestWindowFinder::selectsARow()
{
    goToInstances();
    open();
    type(QStringLiteral("#work"));
    QTRY_COMPARE(row(0), QStringLiteral("worker"));
    press(Qt::Key_Return);
    const auto selected = view()->centre()->page().selected();
    QCOMPARE(selected.size(), std::size_t{1});
    QCOMPARE(selected.front().identifier("id").text(), std::string("i-2"));
}

void TestWindowFinder::goesToABucket()
{
    open();
    type(QStringLiteral("acme"));
    QTRY_VERIFY(rowOf(QStringLiteral("acme-data")) >= 0);
    QCOMPARE(rowOf(QStringLiteral("acme-data")), 0);
}

void TestWindowFinder::goesToAnAddress()
{
    open();
    type(QStringLiteral("i-0123456789abcdef0"));
    QCOMPARE(row(0), QStringLiteral("Go to ec2://instances/i-0123456789abcdef0"));
    press(Qt::Key_Return);
    QCOMPARE(placeUri(), QStringLiteral("ec2://instances/i-0123456789abcdef0"));
}

void TestWindowFinder::saysWhyAnAddressLeadsNowhere()
{
    open();
    type(QStringLiteral("https://example.com/a"));
    QVERIFY(row(0, ErrorTextRole).contains(QStringLiteral("leads nowhere")));
    const QString before = placeUri();
    press(Qt::Key_Return);
    QCOMPARE(placeUri(), before);
    QVERIFY(popup()->isVisible());
}

void TestWindowFinder::listsCommandsWithTheirKeys()
{
    open(Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(popup()->field()->text(), QStringLiteral(">"));
    for (const auto id : m_fixture->window().commands().all())
        QVERIFY2(rowOf(commandOf(id).title()) >= 0, commandOf(id).name);
    type(QStringLiteral(">tree"));
    QCOMPARE(row(0), QStringLiteral("Resource tree"));
    // Few rows have as much room as many.
    QVERIFY(popup()->list()->columnWidth(0) > popup()->width() * 9 / 10);
    QCOMPARE(row(0, SuffixRole), keyText(CommandId::ShowTree));
    const bool wasOpen = m_fixture->window().workArea()->isTreeOpen();
    press(Qt::Key_Return);
    QCOMPARE(m_fixture->window().workArea()->isTreeOpen(), !wasOpen);
}

void TestWindowFinder::greysWhatCannotBeDone()
{
    open(Qt::ControlModifier | Qt::ShiftModifier);
    type(QStringLiteral(">Forward"));
    QCOMPARE(row(0), QStringLiteral("Forward"));
    QCOMPARE(row(0, ErrorTextRole), QStringLiteral("There is no place to go forward to"));
    QVERIFY(row(0, Qt::AccessibleTextRole).contains(row(0, ErrorTextRole)));
    press(Qt::Key_Return);
    QVERIFY(popup()->isVisible());
}

void TestWindowFinder::offersTheActionsOfTheRow()
{
    goToInstances();
    view()->centre()->page().showRow("i-1");
    open(Qt::ControlModifier | Qt::ShiftModifier);
    type(QStringLiteral(">stop"));
    QVERIFY2(row(0).startsWith(QStringLiteral("Stop")), qPrintable(row(0)));
    type(QStringLiteral(">Copy id"));
    press(Qt::Key_Return);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("i-1"));
    m_fixture->sessions().setReadOnly(0, true);
    open(Qt::ControlModifier | Qt::ShiftModifier);
    type(QStringLiteral(">stop"));
    QVERIFY2(row(0, ErrorTextRole).contains(QStringLiteral("read-only")), qPrintable(row(0, ErrorTextRole)));
}

void TestWindowFinder::exportsWhatIsListed()
{
    goToInstances();
    auto& page = view()->centre()->pageOf<ResourcesPage>();
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("instances.csv"));
    QVERIFY(page.act(CommandId::ExportCsv).obstacle.isNull());
    const auto& model = page.view()->model();
    page.exports().start(
        {page.view()->listed(), model.columns(), {}, CollectionExport::Format::Csv, view()->gate().info()},
        path);
    QVERIFY(!page.act(CommandId::ExportCsv).obstacle.isNull()); // one at a time
    QTRY_VERIFY(!page.exports().isRunning());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text.count("\r\n"), 3);
    QVERIFY2(text.contains("web") && text.contains("i-2"), text.constData());
    page.exports().progress()->close();
}

void TestWindowFinder::exportsObjectsAndFolders()
{
    m_fixture->s3.addBucket("mixed", {"a.txt", "logs/1", "logs/2", "with, comma"});
    view()->go(Place::parse("s3://mixed/").value());
    QTRY_COMPARE(m_fixture->objects().rowCount(), 3);
    auto& page = static_cast<ObjectsPage&>(view()->centre()->page());
    QVERIFY(page.act(CommandId::ExportNdjson).obstacle.isNull());
    page.act(CommandId::ExportCsv).run(); // asks for the file
    auto* dialog = m_fixture->window().findChild<QFileDialog*>();
    QVERIFY(dialog != nullptr);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("objects.csv"));
    emit dialog->fileSelected(path);
    dialog->close();
    QTRY_VERIFY(!page.exports().isRunning());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(text.startsWith("Key,Size (B),Last modified,Storage class,ETag\r\n"), text.constData());
    QVERIFY2(text.contains("\r\n\"with, comma\",") && text.contains("\r\nlogs/,,,,\r\n"), text.constData());
    page.exports().progress()->close();
}

void TestWindowFinder::failedExportsCanBeRetried()
{
    goToInstances();
    auto& page = view()->centre()->pageOf<ResourcesPage>();
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("later/instances.csv"));
    page.exports().start({page.view()->listed(),
                          page.view()->model().columns(),
                          {},
                          CollectionExport::Format::Csv,
                          view()->gate().info()},
                         path);
    QTRY_VERIFY(!page.exports().progress()->isRunning());
    QVERIFY(!QFile::exists(path));
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("later")));
    for (auto* button : page.exports().progress()->findChildren<QAbstractButton*>()) {
        if (button->text() == QStringLiteral("Retry"))
            button->click();
    }
    QTRY_VERIFY(QFile::exists(path));
    page.exports().progress()->close();
}

void TestWindowFinder::copiesRowsAndCells()
{
    goToInstances();
    view()->centre()->page().showRow("i-1");
    auto& commands = m_fixture->window().commands();
    commands.run(CommandId::CopyTable);
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[1].contains(QStringLiteral("web\t")) || lines[1].contains(QStringLiteral("\tweb")));
    commands.run(CommandId::CopyCell);
    QCOMPARE(QGuiApplication::clipboard()->text(), lines[1].section(u'\t', 0, 0));
    commands.run(CommandId::CopyUri);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("ec2://instances/i-1"));
    commands.run(CommandId::CopyConsoleLink);
    QCOMPARE(
        QGuiApplication::clipboard()->text(),
        QStringLiteral("https://us-west-2.console.aws.amazon.com/ec2/home?region=us-west-2#InstanceDetails:"
                       "instanceId=i-1"));
    QSignalSpy opened(&m_fixture->window(), &MainWindow::urlRequested);
    commands.run(CommandId::OpenInConsole);
    QCOMPARE(opened.size(), 1);
}

void TestWindowFinder::remembersAndPinsPlaces()
{
    auto places = std::make_shared<KnownPlaces>();
    m_fixture->window().setPlaces(places);
    goToInstances();
    view()->go(Place::parse("ec2://vpcs").value());
    QTest::keyClick(&m_fixture->window(), Qt::Key_B, Qt::ControlModifier);
    QTRY_VERIFY(!places->all().empty() && places->all().front().isPinned);
    view()->go(Place());
    open();
    QCOMPARE(row(0), QStringLiteral("ec2://vpcs"));
    QCOMPARE(row(0, IconNameRole), QStringLiteral("pin"));
    QCOMPARE(row(1), QStringLiteral("ec2://instances"));
    press(Qt::Key_Escape);
    view()->go(Place::parse("s3://acme-data/x?X-Amz-Signature=0123456789abcdef/").value());
    QVERIFY2(!places->toJson().contains("0123456789abcdef"), places->toJson().constData());
    const auto again = KnownPlaces::fromJson(places->toJson());
    QCOMPARE(again.toJson(), places->toJson());
    for (int i = 0; i < 300; ++i)
        places->visit({"s3://b" + std::to_string(i), "one", "us-west-2", {}, false}, std::chrono::seconds(i));
    QCOMPARE(places->all().size(), KnownPlaces::mostRecent + 1); // what is pinned stays
    QVERIFY(KnownPlaces::fromJson("no JSON").all().empty());
}

void TestWindowFinder::narrowsAndHelps()
{
    view()->go(Place::parse("ec2://instances").value());
    open();
    type(QStringLiteral("@describeinst"));
    QTRY_COMPARE(row(0), QStringLiteral("DescribeInstances"));
    for (int i = 0; i < popup()->list()->model()->rowCount(); ++i)
        QCOMPARE(row(i, TargetRole), QStringLiteral("EC2"));
    type(QStringLiteral("?"));
    QCOMPARE(row(0, SuffixRole), QStringLiteral(">"));
    press(Qt::Key_Return);
    QCOMPARE(popup()->field()->text(), QStringLiteral(">"));
    type(QStringLiteral("no such thing anywhere"));
    QCOMPARE(popup()->list()->model()->rowCount(), 0);
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    QVERIFY(popup()->isVisible());
    press(Qt::Key_Escape);
    QTRY_VERIFY(popup() == nullptr);
}

void TestWindowFinder::tellsAllKeys()
{
    QTest::keyClick(&m_fixture->window(), Qt::Key_F1);
    QTRY_VERIFY(m_fixture->window().findChild<KeysDialog*>() != nullptr);
    auto* dialog = m_fixture->window().findChild<KeysDialog*>();
    int keys = 0;
    for (const auto& command : commandTable())
        keys += command.keys.isEmpty() ? 0 : 1;
    QCOMPARE(dialog->findChild<TreeView*>()->model()->rowCount(), keys);
    dialog->close();
}

INIA_TEST_CLASS(TestWindowFinder, QApplication)
#include "tst_windowfinder.moc"
