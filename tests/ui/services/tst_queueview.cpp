#include "core/policy/effect.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeservices.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/queues/queueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include <map>
#include <memory>
#include <string>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

namespace {

const std::string queueUrl = "http://127.0.0.1:9/123456789012/orders";

} // namespace

// The view of a queue as a person meets it: nothing is received, sent or lost that nobody has asked for.
class tst_QueueView final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void opensWithoutReceiving();
    void looksWhenAsked();
    void warnsWhatALookCosts();
    void aLockedSessionLooksAtNothing();
    void sendsWhatIsWritten();
    void deletesTheSelectedMessage();
    void purgesOnceAMinute();
    void redrivesDeadLettersOnly();
    void saysWhyItIsNotReadAgain();

private:
    void enter();
    [[nodiscard]] int asked(const std::string& operation) const
    {
        const auto found = m_asked.find(operation);
        return found == m_asked.end() ? 0 : found->second;
    }
    [[nodiscard]] ConfirmDialog* question() const { return static_cast<ConfirmDialog*>(m_view->question()); }
    [[nodiscard]] QAbstractButton* button(const QString& text) const
    {
        for (auto* each : m_view->findChildren<QAbstractButton*>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }

    std::unique_ptr<Appearance> m_appearance;
    std::optional<TestSession> m_test;
    std::unique_ptr<ChangeGate> m_gate;
    std::unique_ptr<QueueView> m_view;
    std::map<std::string, int> m_asked;
    std::map<std::string, QByteArray> m_answers;
    bool m_isDenied = false;
};

void tst_QueueView::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

void tst_QueueView::init()
{
    m_asked.clear();
    m_isDenied = false;
    m_answers = {
        {"GetQueueAttributes", R"({"Attributes": {"ApproximateNumberOfMessages": "1204",
                     "QueueArn": "arn:aws:sqs:us-east-1:123456789012:orders"}})"},
        {"ReceiveMessage",
         R"({"Messages": [{"MessageId": "m-1", "ReceiptHandle": "h-1", "Body": "{\"order\": 1}",
                     "Attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1767312000000"}}]})"},
        {"SendMessage", R"({"MessageId": "m-2", "MD5OfMessageBody": "5d41402abc4b2a76b9719d911017c592"})"}};
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
    m_test->transport->setHandler([this](const HttpRequest& request) {
        const auto operation = FakeServices::operationOf(request);
        ++m_asked[operation];
        if (m_isDenied)
            return makeResponse(403, R"({"__type": "AccessDenied", "message": "No."})");
        const auto answer = m_answers.find(operation);
        return makeResponse(200, answer == m_answers.end() ? QByteArray("{}") : answer->second);
    });
    SessionInfo info;
    info.profile = QStringLiteral("dev");
    m_gate = std::make_unique<ChangeGate>(info, m_test->session.policy());
    m_view = std::make_unique<QueueView>(*m_appearance, *m_gate, QStringLiteral("dev"));
    m_view->resize(1000, 600);
    m_view->show();
}

void tst_QueueView::cleanup()
{
    m_view.reset();
    m_gate.reset();
}

void tst_QueueView::enter()
{
    m_view->enter(m_test->session.client("sqs").value(), queueUrl);
    QTRY_VERIFY(m_view->peek());
}

void tst_QueueView::opensWithoutReceiving()
{
    enter();
    QCOMPARE(m_test->transport->requestCount(), 1);
    QCOMPARE(asked("GetQueueAttributes"), 1);
    const auto labels = m_view->findChildren<ElidedLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const ElidedLabel* label) {
        return label->text().startsWith(QStringLiteral("\u2248 1,204 messages"));
    }));
    QTRY_VERIFY(button(QStringLiteral("Look at messages")));
}

void tst_QueueView::looksWhenAsked()
{
    enter();
    QTRY_VERIFY(button(QStringLiteral("Look at messages")));
    QTest::mouseClick(button(QStringLiteral("Look at messages")), Qt::LeftButton);
    QTRY_COMPARE(m_view->table()->model()->rowCount(), 1);
    QTRY_COMPARE(m_view->peek()->state(), sqs::QueuePeek::State::Idle);
    QCOMPARE(asked("ReceiveMessage"), 1 + sqs::QueuePeek::pollsWithoutNews);
    QVERIFY(!question());
    m_view->table()->selectRow(0);
    QTRY_VERIFY(
        m_view->details()->findChild<QPlainTextEdit*>()->toPlainText().contains(QLatin1String("order")));
}

void tst_QueueView::warnsWhatALookCosts()
{
    m_answers["GetQueueAttributes"] = R"({"Attributes": {"RedrivePolicy": "{\"maxReceiveCount\": 3}"}})";
    enter();
    m_view->look();
    QVERIFY(question());
    QCOMPARE(asked("ReceiveMessage"), 0);
    question()->confirmButton()->click();
    QTRY_COMPARE(m_view->peek()->state(), sqs::QueuePeek::State::Idle);
    QVERIFY(asked("ReceiveMessage") > 0);

    m_answers["GetQueueAttributes"] = R"({"Attributes": {"RedrivePolicy": "{\"maxReceiveCount\": 1}"}})";
    enter();
    const int before = asked("ReceiveMessage");
    m_view->look();
    QTRY_COMPARE(m_view->peek()->state(), sqs::QueuePeek::State::Failed);
    QCOMPARE(asked("ReceiveMessage"), before);
}

void tst_QueueView::aLockedSessionLooksAtNothing()
{
    m_test->session.policy().lock("Unlock it.");
    enter();
    QVERIFY(!button(QStringLiteral("Look"))->isEnabled());
    QVERIFY(!button(QStringLiteral("Send\u2026"))->isEnabled());
    m_view->look();
    m_view->send();
    m_view->purge();
    QVERIFY(!question());
    QCOMPARE(m_test->transport->requestCount(), 1);
    m_test->session.policy().unlock();
    QVERIFY(button(QStringLiteral("Look"))->isEnabled());
}

void tst_QueueView::sendsWhatIsWritten()
{
    enter();
    m_view->send();
    auto* body = question()->findChild<QPlainTextEdit*>();
    QVERIFY(!question()->confirmButton()->isEnabled());
    body->setPlainText(QStringLiteral("hello"));
    QVERIFY(question()->confirmButton()->isEnabled());
    question()->confirmButton()->click();
    QTRY_COMPARE(asked("SendMessage"), 1);
    QTRY_COMPARE(asked("GetQueueAttributes"), 2);

    m_answers["GetQueueAttributes"] = R"({"Attributes": {"FifoQueue": "true"}})";
    enter();
    m_view->send();
    body = question()->findChild<QPlainTextEdit*>();
    body->setPlainText(QStringLiteral("hello"));
    QVERIFY(!question()->confirmButton()->isEnabled()); // no group, no deduplication id
    const auto fields = question()->findChildren<QLineEdit*>();
    for (auto* field : fields) {
        if (field->isVisibleTo(question()))
            field->setText(QStringLiteral("a"));
    }
    QVERIFY(question()->confirmButton()->isEnabled());
}

void tst_QueueView::deletesTheSelectedMessage()
{
    enter();
    m_view->look();
    QTRY_COMPARE(m_view->peek()->state(), sqs::QueuePeek::State::Idle);
    m_view->removeMessage();
    QVERIFY(!question()); // none is selected
    m_view->table()->selectRow(0);
    m_view->removeMessage();
    QVERIFY(question());
    QCOMPARE(asked("DeleteMessage"), 0);
    question()->confirmButton()->click();
    QTRY_COMPARE(m_view->table()->model()->rowCount(), 0);
    QCOMPARE(asked("DeleteMessage"), 1);
}

void tst_QueueView::purgesOnceAMinute()
{
    enter();
    m_view->purge();
    QCOMPARE(asked("PurgeQueue"), 0);
    question()->confirmButton()->click();
    QTRY_COMPARE(asked("PurgeQueue"), 1);
    QTRY_COMPARE(asked("GetQueueAttributes"), 2);
    QTRY_VERIFY(!question());
    m_view->purge();
    QVERIFY(!question());
}

void tst_QueueView::redrivesDeadLettersOnly()
{
    m_answers["ListDeadLetterSourceQueues"] = R"({"queueUrls": []})";
    m_answers["StartMessageMoveTask"] = R"({"TaskHandle": "t"})";
    m_answers["ListMessageMoveTasks"] = R"({"Results": [{"Status": "COMPLETED"}]})";
    enter();
    m_view->redrive();
    QTRY_COMPARE(asked("ListDeadLetterSourceQueues"), 1);
    QTest::qWait(0);
    QVERIFY(!question());
    m_answers["ListDeadLetterSourceQueues"] = R"({"queueUrls": ["http://127.0.0.1:9/1/source"]})";
    m_view->redrive();
    QTRY_VERIFY(question());
    QCOMPARE(asked("StartMessageMoveTask"), 0);
    question()->confirmButton()->click();
    QTRY_COMPARE(asked("ListMessageMoveTasks"), 1);
    QTRY_COMPARE(asked("GetQueueAttributes"), 2);
}

// F5 with messages on the screen: they stay, and below them stands what went wrong.
void tst_QueueView::saysWhyItIsNotReadAgain()
{
    enter();
    m_isDenied = true;
    m_view->reload();
    QTRY_VERIFY(m_view->stateView()->isVisible());
    m_isDenied = false;
    m_view->reload();
    QTRY_VERIFY(button(QStringLiteral("Look at messages")));
    m_view->look();
    QTRY_COMPARE(m_view->peek()->state(), sqs::QueuePeek::State::Idle);
    QCOMPARE(m_view->table()->model()->rowCount(), 1);
    const int looks = asked("ReceiveMessage");
    m_isDenied = true;
    m_view->reload();
    auto* strip = m_view->findChild<FailureStrip*>();
    QTRY_VERIFY(strip->isVisible());
    QVERIFY2(strip->accessibleName().contains(QStringLiteral("could not be read again")),
             qPrintable(strip->accessibleName()));
    QCOMPARE(m_view->table()->model()->rowCount(), 1);
    m_isDenied = false;
    QTRY_VERIFY(button(QStringLiteral("Retry")));
    QTest::mouseClick(button(QStringLiteral("Retry")), Qt::LeftButton);
    QTRY_VERIFY(!strip->isVisible());
    QCOMPARE(asked("ReceiveMessage"), looks); // what failed is asked again, and nothing else
}

INIA_TEST_CLASS(tst_QueueView, QApplication)
#include "tst_queueview.moc"
