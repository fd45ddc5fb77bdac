#include "core/resource/actionjob.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/actions/actionchoices.h"
#include "ui/actions/actionrunner.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/panels/bodyview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

// What asks before something is changed, and what shows how it went.
class tst_ActionDialogs final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everythingIsNamed();
    void returnConfirmsAWrite();
    void returnNeverDestroys();
    void escapeCancels();
    void productionNeedsTheName();
    void productionWritesNeedNoName();
    void onlyTheFirstItemsAreShown();
    void parametersHaveToFit();
    void runningStaysUntilItEnds();
    void linesAreShownAsLines();
    void whatFailedIsListed();
    void retryIsOfferedWhereItIsHeard();

private:
    [[nodiscard]] std::vector<Resource> instances(int count) const;
    [[nodiscard]] Confirmation confirmation(const char* action, int count, bool production = false) const;
    static QString texts(const QWidget& dialog);

    std::unique_ptr<Appearance> m_appearance;
    std::optional<TestSession> m_test;
    std::optional<Resource> m_service;
};

void tst_ActionDialogs::initTestCase()
{
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
    auto made = makeTestSession();
    if (!made)
        QSKIP("no model pack");
    m_test = std::move(made).value();
    m_service = m_test->session.resource("ec2").value();
}

std::vector<Resource> tst_ActionDialogs::instances(int count) const
{
    std::vector<Resource> resources;
    for (int i = 1; i <= count; ++i)
        resources.push_back(m_service->subResource("Instance", {"i-" + std::to_string(i)}).value());
    return resources;
}

Confirmation tst_ActionDialogs::confirmation(const char* action, int count, bool production) const
{
    SessionInfo session;
    session.profile = production ? QStringLiteral("acme-prod") : QStringLiteral("sandbox-west");
    session.production = production;
    session.accountId = QStringLiteral("123456789012");
    session.region = QString::fromStdString(m_service->client().region());
    const auto resources = instances(count);
    const auto* definition = findAction(resources.front().definition().actions, action);
    const auto effect = effectOf(*definition, m_service->client().model()).effect;
    const FormContext context{*m_appearance, nullptr};
    return confirmationOf(session, *definition, effect, resources, context);
}

QString tst_ActionDialogs::texts(const QWidget& dialog)
{
    QStringList all;
    for (const auto* label : dialog.findChildren<QLabel*>())
        all.append(label->text());
    for (const auto* label : dialog.findChildren<ElidedLabel*>())
        all.append(label->text());
    for (const auto* banner : dialog.findChildren<SessionBanner*>())
        all.append(banner->accessibleName());
    return all.join(u'\n');
}

void tst_ActionDialogs::everythingIsNamed()
{
    ConfirmDialog dialog(*m_appearance, confirmation("terminate", 3));
    QCOMPARE(dialog.confirmButton()->text(), QStringLiteral("Terminate 3 instances in sandbox-west"));
    const QString all = texts(dialog);
    const std::string where = "sandbox-west (" + m_service->client().region() + ")";
    for (const std::string& part :
         {std::string("Terminate 3 instances?"), std::string("i-1"), std::string("i-3"),
          std::string("1234-5678-9012"), "Will call ec2.TerminateInstances in " + where})
        QVERIFY2(all.contains(QString::fromStdString(part)), part.c_str());
    // Volumes cannot be attached to several in one call.
    const auto each = confirmation("attach_volume", 3);
    QCOMPARE(each.call, QString::fromStdString("Will call ec2.AttachVolume in " + where + ", 3 times"));
    QVERIFY(!each.destructive);
}

void tst_ActionDialogs::returnConfirmsAWrite()
{
    ConfirmDialog dialog(*m_appearance, confirmation("stop", 1));
    dialog.show();
    QTest::keyClick(dialog.focusWidget() != nullptr ? dialog.focusWidget() : &dialog, Qt::Key_Return);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

void tst_ActionDialogs::returnNeverDestroys()
{
    ConfirmDialog dialog(*m_appearance, confirmation("terminate", 2));
    dialog.show();
    QVERIFY(dialog.cancelButton()->isDefault());
    QCOMPARE(dialog.focusWidget(), dialog.cancelButton());
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
    QCOMPARE(dialog.result(), int(QDialog::Rejected));
    QVERIFY(!dialog.isVisible());
}

void tst_ActionDialogs::escapeCancels()
{
    ConfirmDialog dialog(*m_appearance, confirmation("stop", 1));
    QSignalSpy rejected(&dialog, &QDialog::rejected);
    dialog.show();
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(rejected.size(), 1);
}

void tst_ActionDialogs::productionNeedsTheName()
{
    ConfirmDialog dialog(*m_appearance, confirmation("terminate", 2, true));
    QSignalSpy accepted(&dialog, &QDialog::accepted);
    QSignalSpy ended(&dialog, &QDialog::finished);
    dialog.show();
    QVERIFY(!dialog.confirmButton()->isEnabled());
    QTest::mouseClick(dialog.confirmButton(), Qt::LeftButton);
    QCOMPARE(ended.size(), 0);
    QTest::keyClicks(dialog.nameField(), QStringLiteral("acme-pro"));
    QVERIFY(!dialog.confirmButton()->isEnabled());
    QTest::keyClick(dialog.nameField(), Qt::Key_D);
    QVERIFY(dialog.confirmButton()->isEnabled());
    dialog.nameField()->setFocus();
    QTest::keyClick(dialog.nameField(), Qt::Key_Return);
    QCOMPARE(ended.size(), 0);
    QTest::mouseClick(dialog.confirmButton(), Qt::LeftButton);
    QCOMPARE(accepted.size(), 1);
}

void tst_ActionDialogs::productionWritesNeedNoName()
{
    const ConfirmDialog dialog(*m_appearance, confirmation("start", 2, true));
    QVERIFY(!dialog.nameField());
    QVERIFY(dialog.confirmButton()->isEnabled());
    QVERIFY(texts(dialog).contains(QStringLiteral("Production session acme-prod")));
}

void tst_ActionDialogs::onlyTheFirstItemsAreShown()
{
    const ConfirmDialog five(*m_appearance, confirmation("terminate", 5));
    QVERIFY(texts(five).contains(QStringLiteral("i-5")));
    const ConfirmDialog many(*m_appearance, confirmation("terminate", 1200));
    QVERIFY(texts(many).contains(QStringLiteral("i-4")));
    QVERIFY(!texts(many).contains(QStringLiteral("i-5\n")));
    QVERIFY(texts(many).contains(QStringLiteral("and 1,196 more")));
}

void tst_ActionDialogs::parametersHaveToFit()
{
    const auto one = instances(1).front();
    const auto* action = findAction(one.definition().actions, "create_image");
    const auto asked = askedInputs(action->request, m_service->client().model());
    ActionDialog dialog(*m_appearance, confirmation("create_image", 1),
                        {asked.input, asked.names, asked.requiredCount}, filledParams(*action, {one}),
                        nullptr);
    QSignalSpy ended(&dialog, &QDialog::finished);
    dialog.show();
    dialog.confirmButton()->click();
    QCOMPARE(ended.size(), 0);
    QVERIFY(texts(dialog).contains(QStringLiteral("Required")));
    dialog.form()->setValue(Value::map({{"Name", "backup"}}));
    dialog.confirmButton()->click();
    QCOMPARE(ended.size(), 1);
    QVERIFY(dialog.params() == Value::map({{"Name", "backup"}}));
}

void tst_ActionDialogs::runningStaysUntilItEnds()
{
    JobDialog dialog(*m_appearance, {}, QStringLiteral("Stop"), QStringLiteral("ec2.StopInstances"));
    QSignalSpy cancelled(&dialog, &JobDialog::cancelRequested);
    QSignalSpy ended(&dialog, &QDialog::finished);
    dialog.show();
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 1);
    QCOMPARE(ended.size(), 0);
    QVERIFY(dialog.isVisible());
    dialog.showDone(QStringLiteral("There"));
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 1);
    QCOMPARE(ended.size(), 1);
}

void tst_ActionDialogs::linesAreShownAsLines()
{
    JobDialog dialog(*m_appearance, {}, QStringLiteral("Console"), QStringLiteral("ec2.GetConsoleOutput"));
    dialog.showValue(Value::map({{"InstanceId", "i-1"}, {"Output", "first\nsecond\n"}}));
    QVERIFY(dialog.isVisible());
    QCOMPARE(dialog.body()->findChild<QPlainTextEdit*>()->toPlainText(), QStringLiteral("first\nsecond\n"));
    JobDialog values(*m_appearance, {}, QStringLiteral("Attribute"), QStringLiteral("ec2.Describe"));
    values.showValue(Value::map({{"InstanceId", "i-1"}}));
    QCOMPARE(values.body()->form(), BodyView::Form::Value);
}

void tst_ActionDialogs::whatFailedIsListed()
{
    JobDialog dialog(*m_appearance, {}, QStringLiteral("Delete"), QStringLiteral("s3.DeleteObjects"));
    QSignalSpy shown(&dialog, &JobDialog::showRequestRequested);
    dialog.showFailures(QStringLiteral("1 of 3 failed"),
                        {{QStringLiteral("a.txt"), QStringLiteral("AccessDenied")}}, true);
    QVERIFY(!dialog.isRunning());
    QVERIFY(texts(dialog).contains(QStringLiteral("1 of 3 failed")));
    for (auto* button : dialog.findChildren<QAbstractButton*>()) {
        if (button->text() == QStringLiteral("Show request"))
            button->click();
    }
    QCOMPARE(shown.size(), 1);
}

void tst_ActionDialogs::retryIsOfferedWhereItIsHeard()
{
    const Error error = makeError(ErrorKind::Transport, "ConnectionClosed", "The connection was closed.");
    const auto offered = [&](JobDialog& dialog) {
        dialog.showError(error, QStringLiteral("Nothing was deleted"), true);
        QStringList buttons;
        for (const auto* button : dialog.findChildren<QAbstractButton*>())
            buttons << button->text();
        return buttons.contains(QStringLiteral("Retry"));
    };
    JobDialog alone(*m_appearance, {}, QStringLiteral("Delete"), QStringLiteral("s3.DeleteObjects"));
    QVERIFY(!offered(alone));
    JobDialog heard(*m_appearance, {}, QStringLiteral("Delete"), QStringLiteral("s3.DeleteObjects"));
    QSignalSpy again(&heard, &JobDialog::retryRequested);
    QVERIFY(offered(heard));
}

INIA_TEST_CLASS(tst_ActionDialogs, QApplication)
#include "tst_actiondialogs.moc"
