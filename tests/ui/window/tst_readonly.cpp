#include "app/desktop/settings.h"
#include "core/transfer/filetransfers.h"
#include "core/transfer/transfer.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeuploads.h"
#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/actions/actionchoices.h"
#include "ui/actions/actionrunner.h"
#include "ui/browse/objectspage.h"
#include "ui/browse/sessionbar.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/jobs/plandialog.h"
#include "ui/panels/dockpanel.h"
#include "ui/panels/transferspanel.h"
#include "ui/transfers/transferdesk.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/tableview.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

// Ways that once led past the lock of a session, in the real window with real transfers: what counts is what
// arrives at the transport.
class TestReadOnly final : public WindowTest {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void interruptedUploadWaitsInALockedTab();
    void resumeInThePanelIsRefused();
    void uploadAcceptedAfterTheLock();
    void lockStopsWhatIsUnderWay();
    void replacedTabTakesItsLeaveAlong_data();
    void replacedTabTakesItsLeaveAlong();
    void actionAcceptedAfterTheLock();
    void failedActionIsNotRetried();
    void restOfABatchIsNotSent();
    void lockIsStoredWhenItIsSet();
    void profileBeginsLocked();

private:
    [[nodiscard]] FakeTransport::Answer answer(const HttpRequest& request);
    void openQueue();
    /// An upload of one file by this profile.
    [[nodiscard]] TransferJob upload(const char* profile) const;
    void allowInProduction() const;
    [[nodiscard]] const TransferJob& job() const { return m_queue->at(0); }
    void select() const;
    void click(const char* name) const { m_fixture->button(QString::fromUtf8(name))->click(); }
    template <typename Dialog>
    [[nodiscard]] Dialog* shown() const
    {
        for (auto* found : m_fixture->window().findChildren<Dialog*>()) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    void chooseDelete() const;
    [[nodiscard]] static QString words(const QWidget& dialog);

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeUploads m_uploads;
    int m_changes = 0; // requests that change something
    std::unique_ptr<TransferQueue> m_queue;
    std::unique_ptr<TransferDesk> m_desk;
    TransfersPanel* m_panel = nullptr;
};

void TestReadOnly::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_uploads = {};
    m_changes = 0;
    if (!makeWindow())
        return;
    m_fixture->s3.addBucket("acme", {"a.txt", "b.txt", "c.txt"});
    m_fixture->transport->setHandler([this](const HttpRequest& request) { return answer(request); });
    QFile file(m_folder->filePath(QStringLiteral("new.log")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("1");
    file.close();
    connect(&m_fixture->sessions(), &SessionController::opened, this, [this](int index) {
        const auto& session = m_fixture->sessions().at(index).session;
        if (m_queue && session) // as the program does
            m_queue->sessionAvailable({session->profileName(), session->region(), {}});
    });
    openQueue();
}

void TestReadOnly::cleanup()
{
    m_fixture.reset();
    m_desk.reset();
    m_queue.reset();
}

FakeTransport::Answer TestReadOnly::answer(const HttpRequest& request)
{
    if (!FakeServices::operationOf(request).empty())
        return makeResponse(403, "<ErrorResponse/>");
    if (request.method == "GET")
        return m_fixture->s3.answer(request);
    if (request.method == "HEAD")
        return makeResponse(404, {});
    ++m_changes;
    if (request.url.find("?delete") != std::string::npos)
        return makeResponse(503, "<Error><Code>SlowDown</Code><Message>slowly</Message></Error>");
    return m_uploads.answer(request);
}

void TestReadOnly::openQueue()
{
    auto journal = TransferJournal::open(m_folder->filePath(QStringLiteral("transfers.jsonl")));
    QVERIFY(journal.ok());
    const auto clients = [this](const TransferSession& wanted) -> Result<Client> {
        for (int i = 0; i < m_fixture->sessions().count(); ++i) {
            const auto& session = m_fixture->sessions().at(i).session;
            if (session && session->profileName() == wanted.profile)
                return session->client("s3");
        }
        return makeError(ErrorKind::Credentials, "NoSession", "Open a session.");
    };
    const auto clock = std::make_shared<FakeClock>();
    const auto bandwidth = std::make_shared<BandwidthLimit>(clock);
    m_queue = std::make_unique<TransferQueue>(
        clients, std::make_unique<FileTransfers>(std::make_shared<TransferSlots>(10), bandwidth), clock,
        std::move(journal).value());
    m_desk = std::make_unique<TransferDesk>(m_fixture->appearance(), *m_queue);
    m_panel = new TransfersPanel(m_fixture->appearance(), *m_queue, bandwidth, clock);
    m_fixture->window().addTransfers(m_panel, *m_desk);
    m_fixture->addJobs(m_folder->filePath(QStringLiteral("jobs")));
}

TransferJob TestReadOnly::upload(const char* profile) const
{
    TransferJob job;
    job.kind = TransferKind::Upload;
    job.session = {profile, std::string(profile) == "two" ? "eu-central-1" : "us-west-2", {}};
    job.bucket = "acme";
    job.title = QStringLiteral("new.log");
    job.existing = ExistingPolicy::Overwrite;
    TransferItem item;
    item.key = "new.log";
    item.path = m_folder->filePath(QStringLiteral("new.log"));
    item.size = 1;
    job.add(std::move(item));
    return job;
}

// As a person does: by the lock, with the profile's name.
void TestReadOnly::allowInProduction() const
{
    m_fixture->window().sessionBar()->toggleChanges();
    auto* question = shown<ConfirmDialog>();
    QVERIFY(question);
    question->nameField()->setText(QStringLiteral("two"));
    question->confirmButton()->click();
    QVERIFY(m_fixture->view()->gate().isOpen());
}

QString TestReadOnly::words(const QWidget& dialog)
{
    QStringList all;
    for (const auto* label : dialog.findChildren<QLabel*>())
        all.append(label->text());
    return all.join(u'\n');
}

// It waited for a session, and the one that comes is locked.
void TestReadOnly::interruptedUploadWaitsInALockedTab()
{
    m_queue->add(upload("two"));
    QTRY_COMPARE(job().state, TransferJob::State::Interrupted);
    m_fixture->sessions().open({"two", std::nullopt});
    QTRY_COMPARE(job().state, TransferJob::State::Paused);
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/"))); // whatever was to be sent has been sent
    QCOMPARE(m_changes, 0);
    m_fixture->window().dock()->showPanel(m_panel);
    m_panel->table()->selectRow(0);
    QVERIFY(words(*m_panel).contains(QStringLiteral("The session two is read-only")));
    const QModelIndex state = m_panel->model().index(0, TransferModel::StateColumn);
    QCOMPARE(state.data().toString(), QStringLiteral("Paused, read-only"));
}

void TestReadOnly::resumeInThePanelIsRefused()
{
    m_fixture->sessions().open({"two", std::nullopt});
    m_queue->add(upload("two"));
    QTRY_COMPARE(job().state, TransferJob::State::Paused);
    m_fixture->window().dock()->showPanel(m_panel);
    m_panel->table()->selectRow(0);
    click("Resume or try again");
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/")));
    QCOMPARE(job().state, TransferJob::State::Paused);
    QCOMPARE(m_changes, 0);
    allowInProduction();
    QCOMPARE(m_changes, 0);
    click("Resume or try again");
    QTRY_COMPARE(job().state, TransferJob::State::Succeeded);
    QCOMPARE(m_uploads.count("PutObject"), 1);
}

void TestReadOnly::uploadAcceptedAfterTheLock()
{
    openSession();
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/")));
    const TransferDesk::Asker asker{
        m_fixture->view()->gate().info(), {"one", "us-west-2", {}}, &m_fixture->window()};
    m_desk->upload(asker, {"acme", ""}, {m_folder->filePath(QStringLiteral("new.log"))});
    QTRY_VERIFY(m_desk->dialog());
    click("Changes allowed, press to make it read-only");
    m_desk->dialog()->confirmButton()->click();
    QCOMPARE(m_queue->count(), 1);
    QTRY_COMPARE(job().state, TransferJob::State::Paused);
    QCOMPARE(m_changes, 0);
    QVERIFY(QString::fromStdString(job().error->message).contains(QStringLiteral("Ctrl+Shift+L")));
}

void TestReadOnly::lockStopsWhatIsUnderWay()
{
    openSession();
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/")));
    m_fixture->transport->hold();
    m_queue->add(upload("one"));
    QTRY_COMPARE(m_fixture->transport->openCount(), 1);
    click("Changes allowed, press to make it read-only");
    QCOMPARE(job().state, TransferJob::State::Paused);
    QTRY_COMPARE(m_fixture->transport->openCount(), 0); // cut off, not let through
    m_fixture->transport->release();
    click("Read-only, press to allow changes");
    QCOMPARE(job().state, TransferJob::State::Paused);
    m_queue->resume(job().id);
    QTRY_COMPARE(job().state, TransferJob::State::Succeeded);
    QCOMPARE(m_changes, 1);
}

void TestReadOnly::replacedTabTakesItsLeaveAlong_data()
{
    QTest::addColumn<bool>("closed");
    QTest::newRow("replaced") << false;
    QTest::newRow("closed") << true;
}

// Changes were allowed in that tab; the upload goes on without it and must not carry the leave along.
void TestReadOnly::replacedTabTakesItsLeaveAlong()
{
    QFETCH(const bool, closed);
    m_fixture->sessions().open({"two", std::nullopt});
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/")));
    allowInProduction();
    m_fixture->transport->hold();
    m_queue->add(upload("two"));
    QTRY_COMPARE(m_fixture->transport->openCount(), 1);
    if (closed)
        m_fixture->sessions().close(0);
    else
        m_fixture->sessions().retry(0);
    QCOMPARE(job().state, TransferJob::State::Paused);
    m_fixture->transport->release();
    QTest::qWait(0);
    QCOMPARE(m_changes, 0);
    if (closed)
        m_fixture->sessions().open({"two", std::nullopt});
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/")));
    m_queue->resume(job().id);
    QTest::qWait(0);
    QCOMPARE(job().state, TransferJob::State::Paused);
    QCOMPARE(m_changes, 0);
    allowInProduction();
    m_queue->resume(job().id);
    QTRY_COMPARE(job().state, TransferJob::State::Succeeded); // by the session that is open now
    QCOMPARE(m_changes, 1);
}

void TestReadOnly::select() const
{
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/")));
    QVERIFY(m_fixture->clickBucket(QStringLiteral("acme")));
    QTRY_COMPARE(m_fixture->objects().rowCount(), 3);
    m_fixture->view()->objectsView()->table()->selectAll();
}

void TestReadOnly::chooseDelete() const
{
    emit m_fixture->view()->objectsView()->table()->customContextMenuRequested({10, 10});
    QPointer<QWidget> menu = QApplication::activePopupWidget();
    QVERIFY(menu);
    menu->findChild<QAction*>(QStringLiteral("delete"))->trigger();
    if (menu)
        menu->close();
    QTRY_VERIFY(shown<PlanDialog>());
}

void TestReadOnly::actionAcceptedAfterTheLock()
{
    openSession();
    select();
    chooseDelete();
    m_fixture->sessions().setReadOnly(0, true);
    shown<PlanDialog>()->confirmButton()->click();
    QTRY_VERIFY(m_fixture->jobs().find(1) && m_fixture->jobs().find(1)->state == Job::State::Stopped);
    QCOMPARE(m_changes, 0);
    QCOMPARE(m_fixture->jobs().find(1)->why->kind, ErrorKind::ReadOnly);
    QCOMPARE(m_fixture->jobs().find(1)->done, std::size_t(0));
}

void TestReadOnly::failedActionIsNotRetried()
{
    openSession();
    select();
    chooseDelete();
    shown<PlanDialog>()->confirmButton()->click();
    QTRY_VERIFY(m_changes > 0);
    m_fixture->sessions().setReadOnly(0, true); // what is tried again is not sent
    const int changes = m_changes;
    QTRY_VERIFY(m_fixture->jobs().find(1) && m_fixture->jobs().find(1)->state == Job::State::Stopped);
    QCOMPARE(m_changes, changes);
    m_fixture->jobs().resume(1);
    QTRY_VERIFY(m_fixture->jobs().find(1)->state == Job::State::Stopped ||
                !m_fixture->jobs().find(1)->isRunningHere);
    QCOMPARE(m_changes, changes);
}

// Six calls, four at a time.
void TestReadOnly::restOfABatchIsNotSent()
{
    openSession();
    std::vector<Resource> queues;
    const auto sqs = m_fixture->view()->session().resource("sqs").value();
    for (int i = 0; i < 6; ++i)
        queues.push_back(sqs.subResource("Queue", {"http://127.0.0.1:9/1/q" + std::to_string(i)}).value());
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/")));
    const auto deletions = [this] {
        int count = 0;
        for (const auto& request : m_fixture->transport->requests())
            count += FakeServices::operationOf(request) == "DeleteQueue" ? 1 : 0;
        return count;
    };
    ChangeGate& gate = m_fixture->view()->gate();
    ActionRunner runner(m_fixture->appearance(), m_fixture->view()->session(), gate,
                        m_fixture->view()->services(), &m_fixture->window());
    for (const auto& choice : choicesFor(queues, "aws")) {
        if (choice.name == "delete")
            runner.run(choice, queues);
    }
    QVERIFY(shown<ActionDialog>());
    m_fixture->transport->hold();
    shown<ActionDialog>()->confirmButton()->click();
    QTRY_COMPARE(deletions(), 4);
    m_fixture->sessions().setReadOnly(0, true);
    m_fixture->transport->release();
    QTRY_VERIFY(shown<JobDialog>() && !shown<JobDialog>()->isRunning());
    QCOMPARE(deletions(), 4);
}

// Not when the program ends: it may be killed.
void TestReadOnly::lockIsStoredWhenItIsSet()
{
    const QString path = m_folder->filePath(QStringLiteral("inia.ini"));
    desktop::Settings settings(path);
    openSession();
    connect(&m_fixture->sessions(), &SessionController::readOnlyProfilesChanged, this,
            [&] { settings.saveReadOnlyProfiles(m_fixture->sessions().readOnlyProfiles()); });
    const auto stored = [&path] { return desktop::Settings(path).readOnlyProfiles(); };
    click("Changes allowed, press to make it read-only");
    QCOMPARE(stored(), QStringList{QStringLiteral("one")});
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().contains("readOnly=one"));
    click("Read-only, press to allow changes");
    QVERIFY(stored().isEmpty());
}

void TestReadOnly::profileBeginsLocked()
{
    m_fixture->writeConfig("[profile one]\nregion = us-west-2\nendpoint_url = http://127.0.0.1:9\n"
                           "inia_read_only = true\n");
    openSession();
    QVERIFY(m_fixture->sessions().at(0).info.readOnly && !m_fixture->view()->gate().isOpen());
    click("Read-only, press to allow changes");
    QVERIFY(m_fixture->view()->gate().isOpen());
    m_fixture->sessions().retry(0); // it is the profile's word, not a choice that is kept
    QVERIFY(!m_fixture->view()->gate().isOpen());
    QVERIFY(m_fixture->sessions().readOnlyProfiles().isEmpty());
}

INIA_TEST_CLASS(TestReadOnly, QApplication)
#include "tst_readonly.moc"
