#include "core/config/clientconfig.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/jobs/jobdesk.h"
#include "ui/jobs/jobspanel.h"
#include "ui/jobs/plandialog.h"
#include "ui/models/transfermodel.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include <map>
#include <memory>

using namespace inia;
using namespace inia::ui;
using inia::test::S3Double;

// From what is asked for, over its preview, to what is on the server afterwards and the way back.
class tst_JobDesk final : public QObject {
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
    void whatIsThereIsTreatedAsChosen_data();
    void whatIsThereIsTreatedAsChosen();
    void onlyWhatIsChosenIsDone();
    void failuresAreReportedAndTriedAgain();
    void makesFolders();
    void deletesFoldersAfterLooking();
    void sayWhatCanBeUndone_data();
    void sayWhatCanBeUndone();
    void productionHasToBeTyped();
    void requestsAreShown();
    void pricesAreRounded();
    void renamesByARule();
    void numbersMakeAChain();
    void deletes500AndUndoesThem();
    void goesOnAfterTheProgramHasDied();
    void panelSteersAJob();
    void cancellingAsksNothingMore();
    void refusalsCanBeRetried_data();
    void refusalsCanBeRetried();

private:
    using Content = std::map<std::string, QByteArray>;
    [[nodiscard]] ConfirmDialog* question() const { return qobject_cast<ConfirmDialog*>(m_desk->dialog()); }
    [[nodiscard]] PlanDialog* plan() const { return qobject_cast<PlanDialog*>(m_desk->dialog()); }
    void answer(const QString& text);
    [[nodiscard]] QString words() const;
    void makeJobs();
    /// The only job there is has come to its end here.
    [[nodiscard]] bool isDone(quint64 id) const;
    [[nodiscard]] Content content(const std::string& bucket) const;

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<QWidget> m_window;
    SessionInfo m_info;
    tests::RecordedServices m_services;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<JobDesk> m_desk;
};

void tst_JobDesk::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    m_appearance = std::make_unique<Appearance>(*qApp);
}

void tst_JobDesk::init()
{
    using namespace std::chrono_literals;
    m_folder = std::make_unique<QTemporaryDir>();
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("acme");
    for (const char* key : {"notes/a.txt", "notes/b.txt", "notes/sub/c.txt"})
        m_s3->put("acme", key, key);
    m_window = std::make_unique<QWidget>();
    m_info = {};
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
    makeJobs();
}

void tst_JobDesk::makeJobs()
{
    m_desk.reset();
    m_jobs = std::make_unique<JobList>(JobFolder(m_folder->path()),
                                       [this](const TransferSession&) { return m_session->client("s3"); });
    m_desk = std::make_unique<JobDesk>(
        *m_appearance, *m_session, [this] { return m_info; }, *m_jobs, m_services, m_window.get());
}

void tst_JobDesk::cleanup()
{
    m_desk.reset();
    m_jobs.reset();
    m_window.reset();
    m_session.reset();
    m_s3.reset();
    m_folder.reset();
}

void tst_JobDesk::answer(const QString& text)
{
    QVERIFY(question());
    auto* field = question()->findChild<QLineEdit*>();
    QVERIFY(field);
    field->setText(text);
    QVERIFY(question()->confirmButton()->isEnabled());
    QTest::keyClick(field, Qt::Key_Return);
}

QString tst_JobDesk::words() const
{
    QString all;
    for (const auto* label : m_desk->dialog()->findChildren<QLabel*>())
        all += label->text() + u'\n';
    return all;
}

bool tst_JobDesk::isDone(quint64 id) const
{
    const JobSummary* job = m_jobs->find(id);
    return job != nullptr && job->state == Job::State::Done && !job->isRunningHere;
}

tst_JobDesk::Content tst_JobDesk::content(const std::string& bucket) const
{
    Content all;
    for (const std::string& key : m_s3->keys(bucket))
        all[key] = m_s3->current(bucket, key)->bytes;
    return all;
}

/// One object that is in nobody's way is asked about once.
void tst_JobDesk::renamesByReturn()
{
    QSignalSpy changed(m_desk.get(), &JobDesk::changed);
    QSignalSpy finished(m_desk.get(), &JobDesk::finished);
    m_desk->rename("acme", "notes/a.txt");
    QCOMPARE(question()->findChild<QLineEdit*>()->selectedText(), QStringLiteral("a"));
    answer(QStringLiteral("z.txt"));
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_s3->keys("acme"), (std::vector<std::string>{"notes/b.txt", "notes/sub/c.txt", "notes/z.txt"}));
    QCOMPARE(m_s3->current("acme", "notes/z.txt")->bytes, QByteArray("notes/a.txt"));
    QCOMPARE(m_s3->count("CopyObject"), 1);
    QCOMPARE(m_s3->count("DeleteObject"), 1);
    QCOMPARE(m_s3->count("HeadObject"), 0);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().toString(), QStringLiteral("1 object moved"));
    QVERIFY(!m_desk->isBusy());
}

void tst_JobDesk::namesThatCannotBeHaveNoButton_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("its own") << QStringLiteral("a.txt");
    QTest::newRow("none") << QString();
    QTest::newRow("another folder") << QStringLiteral("x/y");
    QTest::newRow("dots") << QStringLiteral("..");
    QTest::newRow("too long") << QString(1100, u'x');
}

void tst_JobDesk::namesThatCannotBeHaveNoButton()
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
void tst_JobDesk::problemsAreReadBelowTheField()
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

void tst_JobDesk::takenNamesAreSaid()
{
    m_desk->rename("acme", "notes/a.txt");
    answer(QStringLiteral("b.txt"));
    QTRY_VERIFY(plan());
    QVERIFY(!plan()->confirmButton()->isEnabled());
    QCOMPARE(plan()->model().count(PlanModel::Reason::Taken), std::size_t(1));
    plan()->reject();
    QCOMPARE(m_s3->count("CopyObject"), 0);
    QCOMPARE(m_s3->current("acme", "notes/b.txt")->bytes, QByteArray("notes/b.txt"));
}

void tst_JobDesk::foldersMoveAfterASecondQuestion()
{
    m_s3->addBucket("other");
    QSignalSpy changed(m_desk.get(), &JobDesk::changed);
    m_desk->relocate("acme", {"notes/"}, true);
    answer(QStringLiteral("s3://other/kept"));
    QTRY_VERIFY(plan());
    QCOMPARE(m_s3->count("CopyObject"), 0);
    QVERIFY2(words().contains(QStringLiteral("3 objects")), qPrintable(words()));
    QVERIFY2(words().contains(QStringLiteral("cannot be undone")), qPrintable(words()));
    QCOMPARE(plan()->table()->model()->rowCount(), 3);
    plan()->confirmButton()->click();
    QTRY_COMPARE(changed.size(), 2);
    QVERIFY(m_s3->keys("acme").empty());
    QCOMPARE(m_s3->keys("other"),
             (std::vector<std::string>{"kept/notes/a.txt", "kept/notes/b.txt", "kept/notes/sub/c.txt"}));
    QCOMPARE(m_s3->count("CopyObject"), 3);
    QCOMPARE(m_s3->count("DeleteObjects"), 1);
    QCOMPARE(m_s3->count("HeadObject"), 0);
}

void tst_JobDesk::whatIsThereIsTreatedAsChosen_data()
{
    QTest::addColumn<int>("segment");
    QTest::addColumn<bool>("isOurs");
    QTest::addColumn<bool>("isNumbered");
    QTest::newRow("skip") << 0 << false << false;
    QTest::newRow("keep both") << 1 << false << true;
    QTest::newRow("only if newer, which it is not") << 2 << false << false;
    QTest::newRow("overwrite") << 3 << true << false;
}

void tst_JobDesk::whatIsThereIsTreatedAsChosen()
{
    QFETCH(int, segment);
    QFETCH(bool, isOurs);
    QFETCH(bool, isNumbered);
    m_s3->put("acme", "to/notes/a.txt", "theirs");
    m_s3->put("acme", "to/notes/a (1).txt", "theirs, too");
    m_desk->relocate("acme", {"notes/"}, false);
    answer(QStringLiteral("s3://acme/to/"));
    QTRY_VERIFY(plan());
    QVERIFY2(words().contains(QStringLiteral("1 left out")), qPrintable(words()));
    auto* existing = plan()->findChild<SegmentedControl*>();
    existing->setCurrentIndex(segment);
    emit existing->currentChanged(segment);
    plan()->confirmButton()->click();
    QTRY_VERIFY(isDone(1));
    QVERIFY(m_s3->current("acme", "to/notes/sub/c.txt"));
    QCOMPARE(m_s3->current("acme", "to/notes/a.txt")->bytes, QByteArray(isOurs ? "notes/a.txt" : "theirs"));
    QCOMPARE(m_s3->current("acme", "to/notes/a (2).txt") != nullptr, isNumbered);
    QCOMPARE(m_s3->current("acme", "to/notes/a (1).txt")->bytes, QByteArray("theirs, too"));
    QVERIFY(m_s3->current("acme", "notes/a.txt"));
}

void tst_JobDesk::onlyWhatIsChosenIsDone()
{
    m_desk->remove("acme", {"notes/"});
    QTRY_VERIFY(plan());
    PlanDialog* dialog = plan();
    const auto model = dialog->table()->model();
    QVERIFY(model->setData(model->index(1, 0), int(Qt::Unchecked), Qt::CheckStateRole));
    QTRY_VERIFY2(dialog->confirmButton()->text().contains(QStringLiteral("Delete 2 objects")),
                 qPrintable(dialog->confirmButton()->text()));
    for (int row : {0, 2})
        QVERIFY(model->setData(model->index(row, 0), int(Qt::Unchecked), Qt::CheckStateRole));
    QTRY_VERIFY(!dialog->confirmButton()->isEnabled());
    QVERIFY(model->setData(model->index(2, 0), int(Qt::Checked), Qt::CheckStateRole));
    QTRY_VERIFY(dialog->confirmButton()->isEnabled());
    dialog->confirmButton()->click();
    QTRY_VERIFY(isDone(1));
    QCOMPARE(m_s3->keys("acme"), (std::vector<std::string>{"notes/a.txt", "notes/b.txt"}));
}

void tst_JobDesk::failuresAreReportedAndTriedAgain()
{
    JobsPanel panel(*m_appearance, *m_jobs);
    m_s3->fail({"CopyObject", "b.txt", 1, 403, "AccessDenied"});
    m_desk->relocate("acme", {"notes/"}, true);
    answer(QStringLiteral("s3://acme/to/"));
    QTRY_VERIFY(plan());
    plan()->confirmButton()->click();
    QTRY_VERIFY(isDone(1));
    QCOMPARE(m_s3->keys("acme"),
             (std::vector<std::string>{"notes/b.txt", "to/notes/a.txt", "to/notes/sub/c.txt"}));
    QCOMPARE(m_jobs->find(1)->failed, std::size_t(1));
    QTRY_COMPARE(panel.table()->model()->rowCount(), 1);
    panel.select(1);
    panel.showReport();
    QTRY_VERIFY(panel.report());
    JobReportModel& rows = panel.report()->model();
    QCOMPARE(rows.rowCount(), 3);
    rows.setFilter(JobItemState::Failed, {});
    QCOMPARE(rows.rowCount(), 1);
    QCOMPARE(rows.index(0, JobReportModel::KeyColumn).data().toString(), QStringLiteral("notes/b.txt"));
    QCOMPARE(rows.index(0, JobReportModel::CodeColumn).data().toString(), QStringLiteral("AccessDenied"));
    QSignalSpy exported(panel.report(), &JobReportDialog::exported);
    const QString path = m_folder->filePath(QStringLiteral("report.csv"));
    panel.report()->exportTo(path, ReportFormat::Csv);
    QTRY_COMPARE(exported.size(), 1);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 4);

    m_desk->retryFailed(1);
    QTRY_VERIFY(plan());
    plan()->confirmButton()->click();
    QTRY_VERIFY(isDone(2));
    QVERIFY(m_s3->current("acme", "to/notes/b.txt"));
    QVERIFY(!m_s3->current("acme", "notes/b.txt"));
}

void tst_JobDesk::makesFolders()
{
    QSignalSpy changed(m_desk.get(), &JobDesk::changed);
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

void tst_JobDesk::deletesFoldersAfterLooking()
{
    m_s3->put("acme", "stays");
    QSignalSpy changed(m_desk.get(), &JobDesk::changed);
    m_desk->remove("acme", {"notes/"});
    QTRY_VERIFY(plan());
    QVERIFY2(words().contains(QStringLiteral("Delete 3 objects?")), qPrintable(words()));
    QVERIFY2(words().contains(QStringLiteral("gone for good")), qPrintable(words()));
    QCOMPARE(m_s3->count("DeleteObjects"), 0);
    plan()->confirmButton()->click();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_s3->keys("acme"), std::vector<std::string>{"stays"});
    QCOMPARE(m_s3->count("DeleteObjects"), 1);
}

void tst_JobDesk::sayWhatCanBeUndone_data()
{
    QTest::addColumn<int>("versioning");
    QTest::addColumn<QString>("words");
    QTest::newRow("off") << int(S3Double::Versioning::Off) << QStringLiteral("gone for good");
    QTest::newRow("enabled") << int(S3Double::Versioning::Enabled) << QStringLiteral("This can be undone");
    QTest::newRow("suspended") << int(S3Double::Versioning::Suspended)
                               << QStringLiteral("Versions are suspended");
    QTest::newRow("denied") << -1 << QStringLiteral("not to be found out");
}

void tst_JobDesk::sayWhatCanBeUndone()
{
    QFETCH(int, versioning);
    if (versioning < 0)
        m_s3->fail({"GetBucketVersioning", {}, 1, 403, "AccessDenied"});
    else
        m_s3->setVersioning("acme", S3Double::Versioning(versioning));
    m_desk->remove("acme", {"notes/a.txt"});
    QTRY_VERIFY(plan());
    QFETCH(QString, words);
    QVERIFY2(this->words().contains(words), qPrintable(this->words()));
    QVERIFY2(this->words().contains(QStringLiteral("1 DeleteObject")), qPrintable(this->words()));
    QVERIFY(!plan()->table()); // one object needs none
}

void tst_JobDesk::productionHasToBeTyped()
{
    m_info.profile = QStringLiteral("live");
    m_info.production = true;
    m_desk->remove("acme", {"notes/"});
    QTRY_VERIFY(plan());
    PlanDialog* dialog = plan();
    QVERIFY(!dialog->confirmButton()->isEnabled());
    dialog->nameField()->setText(QStringLiteral("live"));
    QVERIFY(dialog->confirmButton()->isEnabled());
    dialog->model().chooseAll(PlanModel::Reason::None, false);
    QTRY_VERIFY(!dialog->confirmButton()->isEnabled()); // of nothing
    QVERIFY2(dialog->confirmButton()->text().endsWith(QStringLiteral("from s3://acme/notes/ in live")),
             qPrintable(dialog->confirmButton()->text()));
}

void tst_JobDesk::requestsAreShown()
{
    m_desk->relocate("acme", {"notes/"}, true);
    answer(QStringLiteral("s3://acme/to/"));
    QTRY_VERIFY(plan());
    for (auto* button : plan()->findChildren<QAbstractButton*>()) {
        if (button->text() == QStringLiteral("Show requests"))
            button->click();
    }
    const QString shown = plan()->findChild<QPlainTextEdit*>()->toPlainText();
    for (const char* part : {"s3.CopyObject", "to/notes/a.txt", "CopySourceIfMatch", "s3.DeleteObjects"})
        QVERIFY2(shown.contains(QString::fromUtf8(part)), qPrintable(shown));
    QVERIFY2(words().contains(QStringLiteral("3 CopyObject")), qPrintable(words()));
    QVERIFY2(!words().contains(u'$'), qPrintable(words())); // no price but at AWS
}

void tst_JobDesk::pricesAreRounded()
{
    const auto text = [](std::size_t count, JobRequest::Class priced) {
        return priceText({{"CopyObject", count, priced, {}}}, "mars-1");
    };
    const QString many = text(4'000, JobRequest::Class::Write);
    QVERIFY2(many.startsWith(QStringLiteral("about $0.02, us-east-1 list price of ")), qPrintable(many));
    QVERIFY(text(1, JobRequest::Class::Write).startsWith(QStringLiteral("less than $0.01")));
    QVERIFY(text(4'000, JobRequest::Class::Free).startsWith(QStringLiteral("no charge")));
}

void tst_JobDesk::renamesByARule()
{
    m_s3->put("acme", "notes/B.md", "theirs");
    m_desk->renameAll("acme", {"notes/b.txt", "notes/a.txt"});
    QTRY_VERIFY(plan());
    PlanDialog* dialog = plan();
    QVERIFY(!dialog->confirmButton()->isEnabled()); // they are called so
    auto* kind = dialog->findChild<QComboBox*>();
    const auto fields = dialog->findChildren<QLineEdit*>();
    kind->setCurrentIndex(1);
    fields[0]->setText(QStringLiteral("("));
    QTRY_VERIFY2(words().contains(QStringLiteral("pattern cannot be read")), qPrintable(words()));
    QVERIFY(!dialog->confirmButton()->isEnabled());
    fields[0]->setText(QStringLiteral("^(.)\\.txt$"));
    fields[1]->setText(QStringLiteral("note-\\1.md"));
    const auto target = [dialog](int row) {
        return dialog->model().index(row, PlanModel::TargetColumn).data().toString();
    };
    QTRY_COMPARE(target(0), QStringLiteral("notes/note-b.md"));
    QCOMPARE(target(1), QStringLiteral("notes/note-a.md"));
    fields[1]->setText(QStringLiteral("x.md")); // both
    QTRY_COMPARE(dialog->model().count(PlanModel::Reason::SameNames), std::size_t(1));
    fields[0]->setText(QStringLiteral("^b\\.txt$"));
    fields[1]->setText(QStringLiteral("B.md"));
    QTRY_COMPARE(dialog->model().count(PlanModel::Reason::Taken), std::size_t(1));
    fields[1]->setText(QStringLiteral("n.md"));
    QTRY_COMPARE(target(0), QStringLiteral("notes/n.md"));
    QTRY_VERIFY(dialog->confirmButton()->isEnabled());
    dialog->confirmButton()->click();
    QTRY_VERIFY(isDone(1));
    QCOMPARE(m_s3->keys("acme"),
             (std::vector<std::string>{"notes/B.md", "notes/a.txt", "notes/n.md", "notes/sub/c.txt"}));
}

/// Each gets the name of the next, which has to go first; undone from the other end.
void tst_JobDesk::numbersMakeAChain()
{
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    for (int i = 1; i <= 4; ++i)
        m_s3->put("kept", "p/" + std::to_string(i) + ".jpg", QByteArray::number(i));
    const Content before = content("kept");
    m_desk->renameAll("kept", {"p/1.jpg", "p/2.jpg", "p/3.jpg", "p/4.jpg"});
    QTRY_VERIFY(plan());
    PlanDialog* dialog = plan();
    const auto fields = dialog->findChildren<QLineEdit*>();
    dialog->findChild<QComboBox*>()->setCurrentIndex(3);
    fields[0]->setText(QStringLiteral("2"));
    fields[1]->setText(QStringLiteral("#"));
    QTRY_COMPARE(dialog->model().chosen(), std::size_t(4));
    dialog->model().choose(3, false); // what would take its name stays as well
    QCOMPARE(dialog->model().chosen(), std::size_t(0));
    dialog->model().choose(0, true);
    QCOMPARE(dialog->model().chosen(), std::size_t(4));
    QTRY_VERIFY(dialog->confirmButton()->isEnabled());
    dialog->confirmButton()->click();
    QTRY_VERIFY(isDone(1));
    QCOMPARE(m_jobs->find(1)->done, std::size_t(4));
    QCOMPARE(content("kept"),
             (Content{{"p/2.jpg", "1"}, {"p/3.jpg", "2"}, {"p/4.jpg", "3"}, {"p/5.jpg", "4"}}));
    m_desk->undo(1);
    QTRY_VERIFY(plan());
    plan()->confirmButton()->click();
    QTRY_VERIFY(isDone(2));
    QCOMPARE(content("kept"), before);
}

void tst_JobDesk::deletes500AndUndoesThem()
{
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    for (int i = 0; i < 500; ++i)
        m_s3->put("kept", "many/" + std::to_string(i), QByteArray::number(i));
    const Content before = content("kept");
    m_desk->remove("kept", {"many/"});
    QTRY_VERIFY(plan());
    QCOMPARE(plan()->model().rowCount(), 500);
    plan()->confirmButton()->click();
    QTRY_VERIFY(isDone(1));
    QVERIFY(content("kept").empty());
    // One listing to plan, one to compare before, one to see what has come.
    QCOMPARE(m_s3->count("ListObjectsV2"), 3);
    QCOMPARE(m_s3->count("DeleteObjects"), 1);
    QCOMPARE(m_s3->count("GetBucketVersioning"), 1);
    QCOMPARE(m_s3->requests().size(), std::size_t(5));
    QCOMPARE(m_desk->newestUndoable(), std::optional<quint64>(1));

    m_s3->forgetRequests();
    m_desk->undo(*m_desk->newestUndoable());
    QTRY_VERIFY(plan());
    QVERIFY(m_s3->requests().empty());
    QVERIFY2(words().contains(QStringLiteral("delete markers of 500 objects")), qPrintable(words()));
    plan()->confirmButton()->click();
    QTRY_VERIFY(isDone(2));
    QCOMPARE(content("kept"), before);
    QCOMPARE(m_s3->count("DeleteObjects"), 1);
    QVERIFY(!m_desk->newestUndoable());
}

void tst_JobDesk::goesOnAfterTheProgramHasDied()
{
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    for (int i = 0; i < 5500; ++i)
        m_s3->put("kept", "many/" + std::to_string(i), "x");
    m_desk->remove("kept", {"many/"});
    QTRY_VERIFY(plan());
    bool hasBegun = false;
    m_s3->before = [&hasBegun](const S3Double::Request& request) {
        hasBegun = hasBegun || request.operation == "DeleteObjects";
    };
    plan()->confirmButton()->click();
    QTRY_VERIFY(hasBegun);
    m_s3->before = nullptr;
    m_desk.reset();
    m_jobs.reset(); // the program has died
    makeJobs();
    JobsPanel panel(*m_appearance, *m_jobs);
    m_jobs->load();
    QTRY_COMPARE(panel.table()->model()->rowCount(), 1);
    QVERIFY(!m_jobs->find(1)->isRunningHere);
    QCOMPARE(m_jobs->find(1)->state, Job::State::Interrupted);
    QCOMPARE(panel.table()->model()->index(0, JobTableModel::StateColumn).data().toString(),
             QStringLiteral("Interrupted"));
    m_jobs->resume(1);
    QTRY_VERIFY_WITH_TIMEOUT(isDone(1), 60'000);
    QVERIFY(content("kept").empty());
    QCOMPARE(m_jobs->find(1)->failed, std::size_t(0));
    for (int i = 0; i < 5500; ++i)
        QCOMPARE(m_s3->versions("kept", "many/" + std::to_string(i)).size(), std::size_t(2)); // one marker
}

void tst_JobDesk::panelSteersAJob()
{
    using namespace std::chrono_literals;
    JobsPanel panel(*m_appearance, *m_jobs);
    for (int i = 0; i < 200; ++i)
        m_s3->put("acme", "many/" + std::to_string(i), "x");
    m_desk->relocate("acme", {"many/"}, true);
    answer(QStringLiteral("s3://acme/to/"));
    QTRY_VERIFY(plan());
    m_s3->manners.pause = 5ms;
    plan()->confirmButton()->click();
    QTRY_VERIFY(m_jobs->find(1) && m_jobs->find(1)->done + 0 < 200 && m_s3->count("CopyObject") > 0);
    QTRY_COMPARE(panel.table()->model()->rowCount(), 1);
    panel.select(1);
    const auto click = [&panel](const char* name) {
        for (auto* button : panel.findChildren<QAbstractButton*>()) {
            if (button->accessibleName() == QString::fromUtf8(name) && button->isEnabled()) {
                button->click();
                return true;
            }
        }
        return false;
    };
    QVERIFY(click("Pause"));
    QCOMPARE(m_jobs->find(1)->state, Job::State::Paused);
    QTRY_VERIFY(m_jobs->find(1)->isAtRest);
    const int copies = m_s3->count("CopyObject");
    QVERIFY(copies < 200);
    QVERIFY(!click("Undo job"));
    QVERIFY(click("Go on"));
    m_s3->manners.pause = 0ms;
    QTRY_VERIFY(isDone(1));
    QCOMPARE(m_s3->count("CopyObject"), 200);
    QTRY_COMPARE(panel.table()->model()->index(0, 1).data(TransferModel::FractionRole).toDouble(), 1.0);
    QTRY_VERIFY(!click("Pause"));
    QVERIFY(!click("Undo job")); // the bucket keeps no versions
}

/// The last thing that is looked up before the question.
void tst_JobDesk::cancellingAsksNothingMore()
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

void tst_JobDesk::refusalsCanBeRetried_data()
{
    QTest::addColumn<QString>("operation");
    QTest::newRow("move") << QStringLiteral("ListObjectsV2");
    QTest::newRow("delete") << QStringLiteral("ListObjectsV2");
    QTest::newRow("new folder") << QStringLiteral("PutObject");
}

void tst_JobDesk::refusalsCanBeRetried()
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
        QTRY_VERIFY(plan());
}

INIA_TEST_CLASS(tst_JobDesk, QApplication)
#include "tst_jobdesk.moc"
