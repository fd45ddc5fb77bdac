#include "core/observe/exchangelog.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakeservices.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/panels/keyvalueview.h"
#include "ui/secrets/secretview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"

#include <QtGui/QClipboard>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>

#include <algorithm>
#include <memory>
#include <string>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

namespace {

const QString denial = QStringLiteral(
    "User: arn:aws:sts::123456789012:assumed-role/reader/somebody is not authorized to perform: "
    "secretsmanager:GetSecretValue on resource: db because no policy allows it.");

} // namespace

// A value is read when somebody asks for it, and stands nowhere but in the view.
class tst_SecretView final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void opensWithoutTheValue();
    void asksAndReveals();
    void revealsOneVersion();
    void forgetsTheValue_data();
    void forgetsTheValue();
    void parametersAreDecrypted();
    void saysWhyThereIsNone();
    void saysThatThereIsNoParameter();
    void isCopiedByTheButtonAlone();

private:
    void enter();
    void reveal();
    [[nodiscard]] ConfirmDialog* question() const { return static_cast<ConfirmDialog*>(m_view->question()); }
    [[nodiscard]] std::string lastOperation() const
    {
        return FakeServices::operationOf(m_test->transport->requests().back());
    }

    std::unique_ptr<Appearance> m_appearance;
    std::optional<TestSession> m_test;
    std::unique_ptr<ChangeGate> m_gate;
    RecordedServices m_services;
    std::unique_ptr<SecretView> m_view;
    bool m_isDenied = false;
};

void tst_SecretView::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

void tst_SecretView::init()
{
    m_isDenied = false;
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
    m_test->transport->setHandler([this](const HttpRequest& request) {
        const auto operation = FakeServices::operationOf(request);
        if (operation == "DescribeSecret")
            return makeResponse(200, R"({"Name": "db", "ARN": "arn:aws:secretsmanager:us-east-1:1:secret:db",
                "VersionIdsToStages": {"11111111-1111-1111-1111-111111111111": ["AWSCURRENT"]}})");
        if (operation == "DescribeParameters")
            return makeResponse(200, R"({"Parameters": [{"Name": "/db/key", "Type": "SecureString"}]})");
        if (m_isDenied)
            return makeResponse(400, "{\"__type\": \"AccessDeniedException\", \"message\": \"" +
                                         denial.toUtf8() + "\"}");
        if (operation == "GetParameter")
            return makeResponse(200, R"({"Parameter": {"Name": "/db/key", "Value": "canary-55"}})");
        return makeResponse(200, R"({"Name": "db", "SecretString": "canary-55"})");
    });
    SessionInfo info;
    info.profile = QStringLiteral("dev");
    m_gate = std::make_unique<ChangeGate>(info, m_test->session.policy());
    m_view = std::make_unique<SecretView>(*m_appearance, m_services, *m_gate, QStringLiteral("dev"));
    m_view->resize(800, 600);
    m_view->show();
}

void tst_SecretView::cleanup()
{
    m_view.reset();
    m_gate.reset();
}

void tst_SecretView::enter()
{
    m_view->enter(m_test->session.client("secretsmanager").value(), secrets::SecretValue::Kind::Secret, "db");
    QTRY_VERIFY(m_view->settings()->rows()->model()->rowCount() > 2);
}

void tst_SecretView::reveal()
{
    m_view->reveal();
    question()->confirmButton()->click();
    QTRY_COMPARE(m_view->value()->toPlainText(), QStringLiteral("canary-55"));
}

void tst_SecretView::opensWithoutTheValue()
{
    enter();
    QCOMPARE(m_test->transport->requestCount(), 1);
    QCOMPARE(lastOperation(), std::string("DescribeSecret"));
    QVERIFY(m_view->value()->toPlainText().isEmpty());
}

void tst_SecretView::asksAndReveals()
{
    enter();
    m_view->reveal();
    QVERIFY(question());
    QCOMPARE(m_test->transport->requestCount(), 1);
    question()->confirmButton()->click();
    QTRY_COMPARE(m_view->value()->toPlainText(), QStringLiteral("canary-55"));
    QCOMPARE(m_test->transport->requestCount(), 2);
    const auto& call = m_test->log->at(m_test->log->size() - 1);
    QCOMPARE(call.cause, std::string("Reveal db"));
    QCOMPARE(call.attempts.size(), std::size_t(1));
    QVERIFY(!call.attempts[0].response.body.contains("canary"));
}

void tst_SecretView::revealsOneVersion()
{
    enter();
    emit m_view->settings()->linkActivated(QStringLiteral("11111111-1111-1111-1111-111111111111"), {});
    question()->confirmButton()->click();
    QTRY_COMPARE(m_test->transport->requestCount(), 2);
    QVERIFY(m_test->transport->requests()[1].body.contains("11111111-1111"));
}

void tst_SecretView::forgetsTheValue_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("by the button") << 0;
    QTest::newRow("by another view") << 1;
    QTest::newRow("by another place") << 2;
    QTest::newRow("by asking anew") << 3;
}

void tst_SecretView::forgetsTheValue()
{
    QFETCH(int, how);
    enter();
    reveal();
    m_view->copyValue();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("canary-55"));
    switch (how) {
    case 0:
        m_view->hideValue();
        break;
    case 1:
        m_view->hide();
        break;
    case 2:
        m_view->leave();
        break;
    default:
        m_view->reload();
    }
    QVERIFY(m_view->value()->toPlainText().isEmpty());
    QVERIFY(!m_view->value()->document()->isUndoAvailable());
    QApplication::clipboard()->clear();
}

void tst_SecretView::parametersAreDecrypted()
{
    m_view->enter(m_test->session.client("ssm").value(), secrets::SecretValue::Kind::Parameter, "/db/key");
    QTRY_COMPARE(m_test->transport->requestCount(), 1);
    QCOMPARE(lastOperation(), std::string("DescribeParameters"));
    reveal();
    QVERIFY(m_test->transport->requests().back().body.contains("\"WithDecryption\": true"));
}

void tst_SecretView::saysWhyThereIsNone()
{
    enter();
    m_isDenied = true;
    m_view->reveal();
    question()->confirmButton()->click();
    QTRY_COMPARE(m_test->transport->requestCount(), 2);
    QTRY_VERIFY(!question());
    QVERIFY(m_view->value()->toPlainText().isEmpty());
    // All of it, where the value would stand.
    const auto isShown = [this] {
        const auto labels = m_view->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->wordWrap() && label->text() == denial;
        });
    };
    QTRY_VERIFY(isShown());
    QVERIFY(!m_view->value()->isVisible());
    m_isDenied = false;
    reveal();
    QVERIFY(!isShown());
    QVERIFY(m_view->value()->isVisible());
}

void tst_SecretView::saysThatThereIsNoParameter()
{
    m_test->transport->setHandler(
        [](const HttpRequest&) { return makeResponse(200, R"({"Parameters": []})"); });
    m_view->enter(m_test->session.client("ssm").value(), secrets::SecretValue::Kind::Parameter, "/gone");
    QTRY_VERIFY(m_view->stateView()->isVisible());
}

void tst_SecretView::isCopiedByTheButtonAlone()
{
    enter();
    reveal();
    QApplication::clipboard()->clear();
    m_view->value()->setFocus();
    QTest::keySequence(m_view->value(), QKeySequence::SelectAll);
    QTest::keySequence(m_view->value(), QKeySequence::Copy);
    QVERIFY(QApplication::clipboard()->text().isEmpty());
}

INIA_TEST_CLASS(tst_SecretView, QApplication)
#include "tst_secretview.moc"
