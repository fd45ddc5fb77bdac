#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/s3/objectdesk.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtTest/QtTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>

#include <memory>

using namespace inia;
using namespace inia::ui;
using inia::test::S3Double;

// From the question for a name to what is on the server afterwards.
class tst_ObjectDesk final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void renamesByReturn();
    void namesThatCannotBeHaveNoButton_data();
    void namesThatCannotBeHaveNoButton();
    void problemsAreReadBelowTheField();
    void takenNamesAreSaid();
    void foldersMoveAfterASecondQuestion();
    void whatIsThereIsLeftOut();
    void failuresAreListed();
    void makesFolders();
    void deletesFoldersAfterLooking();
    void sayWhetherItIsForGood_data();
    void sayWhetherItIsForGood();
    void cancellingAsksNothingMore();
    void refusalsCanBeRetried_data();
    void refusalsCanBeRetried();

private:
    [[nodiscard]] ConfirmDialog* question() const { return qobject_cast<ConfirmDialog*>(m_desk->dialog()); }
    void answer(const QString& text);
    [[nodiscard]] QString words() const;

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<QWidget> m_window;
    tests::RecordedServices m_services;
    std::unique_ptr<ObjectDesk> m_desk;
};

void tst_ObjectDesk::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    m_appearance = std::make_unique<Appearance>(*qApp);
}

void tst_ObjectDesk::init()
{
    using namespace std::chrono_literals;
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("acme");
    for (const char* key : {"notes/a.txt", "notes/b.txt", "notes/sub/c.txt"})
        m_s3->put("acme", key, key);
    m_window = std::make_unique<QWidget>();
    m_desk = std::make_unique<ObjectDesk>(
        *m_appearance, tests::makeNetworkSession(m_s3->url(), 20s).value(), [] { return SessionInfo(); },
        m_services, m_window.get());
}

void tst_ObjectDesk::cleanup()
{
    m_desk.reset();
    m_window.reset();
    m_s3.reset();
}

void tst_ObjectDesk::answer(const QString& text)
{
    QVERIFY(question());
    auto* field = question()->findChild<QLineEdit*>();
    QVERIFY(field);
    field->setText(text);
    QVERIFY(question()->confirmButton()->isEnabled());
    QTest::keyClick(field, Qt::Key_Return);
}

QString tst_ObjectDesk::words() const
{
    QString all;
    for (const auto* label : m_desk->dialog()->findChildren<QLabel*>())
        all += label->text() + u'\n';
    return all;
}

/// One object that is in nobody's way is asked about once.
void tst_ObjectDesk::renamesByReturn()
{
    QSignalSpy changed(m_desk.get(), &ObjectDesk::changed);
    m_desk->rename("acme", "notes/a.txt");
    QCOMPARE(question()->findChild<QLineEdit*>()->selectedText(), QStringLiteral("a"));
    answer(QStringLiteral("z.txt"));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_s3->keys("acme"), (std::vector<std::string>{"notes/b.txt", "notes/sub/c.txt", "notes/z.txt"}));
    QCOMPARE(m_s3->current("acme", "notes/z.txt")->bytes, QByteArray("notes/a.txt"));
    QVERIFY(!m_desk->isBusy());
}

void tst_ObjectDesk::namesThatCannotBeHaveNoButton_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("its own") << QStringLiteral("a.txt");
    QTest::newRow("none") << QString();
    QTest::newRow("another folder") << QStringLiteral("x/y");
    QTest::newRow("dots") << QStringLiteral("..");
    QTest::newRow("too long") << QString(1100, u'x');
}

void tst_ObjectDesk::namesThatCannotBeHaveNoButton()
{
    QFETCH(QString, name);
    m_desk->rename("acme", "notes/a.txt");
    question()->findChild<QLineEdit*>()->setText(name);
    QVERIFY(!question()->confirmButton()->isEnabled());
    QVERIFY(!question()->confirmButton()->toolTip().isEmpty());
    QTest::keyClick(question()->findChild<QLineEdit*>(), Qt::Key_Return);
    QVERIFY(question());
    QVERIFY(m_s3->requests().empty());
}

/// Not before something was typed: what is proposed is no mistake.
void tst_ObjectDesk::problemsAreReadBelowTheField()
{
    m_desk->rename("acme", "notes/a.txt");
    const QString atFirst = question()->confirmButton()->toolTip();
    QVERIFY(!atFirst.isEmpty() && !words().contains(atFirst));
    auto* field = question()->findChild<QLineEdit*>();
    field->setText(QStringLiteral("x/y"));
    const QString problem = question()->confirmButton()->toolTip();
    QVERIFY2(words().contains(problem), qPrintable(words()));
    QCOMPARE(field->accessibleDescription(), problem);
    field->setText(QStringLiteral("x"));
    QVERIFY2(!words().contains(problem), qPrintable(words()));
}

void tst_ObjectDesk::takenNamesAreSaid()
{
    m_desk->rename("acme", "notes/a.txt");
    answer(QStringLiteral("b.txt"));
    QTRY_VERIFY(!m_desk->isBusy());
    auto* said = qobject_cast<JobDialog*>(m_desk->dialog());
    QVERIFY(said && !said->isRunning());
    QCOMPARE(m_s3->count("CopyObject"), 0);
    QCOMPARE(m_s3->current("acme", "notes/b.txt")->bytes, QByteArray("notes/b.txt"));
}

void tst_ObjectDesk::foldersMoveAfterASecondQuestion()
{
    m_s3->addBucket("other");
    QSignalSpy changed(m_desk.get(), &ObjectDesk::changed);
    m_desk->relocate("acme", {"notes/"}, true);
    answer(QStringLiteral("s3://other/kept"));
    QTRY_VERIFY(question());
    QCOMPARE(m_s3->count("CopyObject"), 0);
    QVERIFY2(words().contains(QStringLiteral("3 objects")), qPrintable(words()));
    question()->confirmButton()->click();
    QTRY_COMPARE(changed.size(), 2);
    QVERIFY(m_s3->keys("acme").empty());
    QCOMPARE(m_s3->keys("other"),
             (std::vector<std::string>{"kept/notes/a.txt", "kept/notes/b.txt", "kept/notes/sub/c.txt"}));
}

void tst_ObjectDesk::whatIsThereIsLeftOut()
{
    m_s3->put("acme", "to/notes/a.txt", "theirs");
    m_desk->relocate("acme", {"notes/"}, false);
    answer(QStringLiteral("s3://acme/to/"));
    QTRY_VERIFY(question());
    QVERIFY2(words().contains(QStringLiteral("1 are left out")), qPrintable(words()));
    question()->confirmButton()->click();
    QTRY_VERIFY(m_s3->current("acme", "to/notes/sub/c.txt"));
    QTRY_VERIFY(!m_desk->isBusy());
    QCOMPARE(m_s3->current("acme", "to/notes/a.txt")->bytes, QByteArray("theirs"));
    QVERIFY(m_s3->current("acme", "notes/a.txt"));
}

void tst_ObjectDesk::failuresAreListed()
{
    m_s3->fail({"CopyObject", "b.txt", 1, 403, "AccessDenied"});
    m_desk->relocate("acme", {"notes/"}, true);
    answer(QStringLiteral("s3://acme/to/"));
    QTRY_VERIFY(question());
    question()->confirmButton()->click();
    QTRY_VERIFY(!m_desk->isBusy());
    QVERIFY(m_desk->dialog());
    QCOMPARE(m_s3->keys("acme"),
             (std::vector<std::string>{"notes/b.txt", "to/notes/a.txt", "to/notes/sub/c.txt"}));
}

void tst_ObjectDesk::makesFolders()
{
    QSignalSpy changed(m_desk.get(), &ObjectDesk::changed);
    m_desk->makeFolder({"acme", "notes/"});
    answer(QStringLiteral("new"));
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(m_s3->current("acme", "notes/new/"));
    QCOMPARE(m_s3->current("acme", "notes/new/")->size, std::int64_t(0));
    m_desk->makeFolder({"acme", "notes/"});
    answer(QStringLiteral("new"));
    QTRY_VERIFY(!m_desk->isBusy());
    QVERIFY(m_desk->dialog()); // says that there is one already
}

void tst_ObjectDesk::deletesFoldersAfterLooking()
{
    m_s3->put("acme", "stays");
    QSignalSpy changed(m_desk.get(), &ObjectDesk::changed);
    m_desk->remove("acme", {"notes/"});
    QTRY_VERIFY(question());
    QVERIFY2(words().contains(QStringLiteral("Delete 3 objects?")), qPrintable(words()));
    QVERIFY2(words().contains(QStringLiteral("gone for good")), qPrintable(words()));
    QCOMPARE(m_s3->count("DeleteObjects"), 0);
    question()->confirmButton()->click();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_s3->keys("acme"), std::vector<std::string>{"stays"});
    QCOMPARE(m_s3->count("DeleteObjects"), 1);
}

void tst_ObjectDesk::sayWhetherItIsForGood_data()
{
    QTest::addColumn<int>("versioning");
    QTest::addColumn<QString>("words");
    QTest::newRow("off") << int(S3Double::Versioning::Off) << QStringLiteral("gone for good");
    QTest::newRow("enabled") << int(S3Double::Versioning::Enabled)
                             << QStringLiteral("can be taken away again");
    QTest::newRow("suspended") << int(S3Double::Versioning::Suspended)
                               << QStringLiteral("Versions are suspended");
    QTest::newRow("denied") << -1 << QStringLiteral("not to be found out");
}

void tst_ObjectDesk::sayWhetherItIsForGood()
{
    QFETCH(int, versioning);
    if (versioning < 0)
        m_s3->fail({"GetBucketVersioning", {}, 1, 403, "AccessDenied"});
    else
        m_s3->setVersioning("acme", S3Double::Versioning(versioning));
    m_desk->remove("acme", {"notes/a.txt"});
    QTRY_VERIFY(question());
    QFETCH(QString, words);
    QVERIFY2(this->words().contains(words), qPrintable(this->words()));
    QVERIFY2(this->words().contains(QStringLiteral("s3.DeleteObject once")), qPrintable(this->words()));
}

/// The last thing that is looked up before the question.
void tst_ObjectDesk::cancellingAsksNothingMore()
{
    m_s3->before = [this](const S3Double::Request& request) {
        if (request.operation == "GetBucketVersioning")
            qobject_cast<JobDialog*>(m_desk->dialog())->reject();
    };
    m_desk->remove("acme", {"notes/"});
    QTRY_COMPARE(m_s3->count("GetBucketVersioning"), 1);
    QTRY_VERIFY(!m_desk->isBusy());
    QVERIFY(!m_desk->dialog());
}

void tst_ObjectDesk::refusalsCanBeRetried_data()
{
    QTest::addColumn<QString>("operation");
    QTest::newRow("move") << QStringLiteral("ListObjectsV2");
    QTest::newRow("delete") << QStringLiteral("ListObjectsV2");
    QTest::newRow("new folder") << QStringLiteral("PutObject");
}

void tst_ObjectDesk::refusalsCanBeRetried()
{
    QFETCH(QString, operation);
    m_s3->fail({operation.toStdString(), {}, 1, 403, "AccessDenied"});
    const QByteArray what = QTest::currentDataTag();
    if (what == "move") {
        m_desk->relocate("acme", {"notes/"}, true);
        answer(QStringLiteral("s3://acme/to/"));
    } else if (what == "delete") {
        m_desk->remove("acme", {"notes/"});
    } else {
        m_desk->makeFolder({"acme", "notes/"});
        answer(QStringLiteral("new"));
    }
    QTRY_VERIFY(!m_desk->isBusy());
    QVERIFY(qobject_cast<JobDialog*>(m_desk->dialog()));
    for (auto* button : m_desk->dialog()->findChildren<QAbstractButton*>()) {
        if (button->text() == QStringLiteral("Retry"))
            button->click();
    }
    if (what == "new folder")
        QTRY_VERIFY(m_s3->current("acme", "notes/new/"));
    else
        QTRY_VERIFY(question());
}

INIA_TEST_CLASS(tst_ObjectDesk, QApplication)
#include "tst_objectdesk.moc"
