#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/browse/sessionbar.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/popups.h"
#include "ui/profiles/opensessiondialog.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/treeview.h"

#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using State = CollectionCursor::State;

// Sessions as tabs: opening, switching, closing, and what is left of them.
class TestSessions final : public WindowTest {
    Q_OBJECT

private slots:
    void init();
    void looksUpTheAccount();
    void staysQuietWithoutAnAccount();
    void switchesTheProfile();
    void opensAProfileOfTheList();
    void switchesTheRegion();
    void showsNoRowOfTheOldSession();
    void sendsNothingAfterClosing();
    void keepsTabsApart();
    void looksIntoTheServiceOfItsPlaceAlone();
    void marksProduction();
    void locksASession();
    void productionBeginsReadOnly();
    void explainsAnUnknownProfile();
    void explainsAMalformedConfigAndRetries();
    void namesAllIconButtons();

private:
    [[nodiscard]] const SessionInfo& info() const { return m_fixture->sessions().at(0).info; }
    void choose(const char* popupName, const QString& text);
    void waitForBuckets();
};

void TestSessions::init()
{
    if (!makeWindow())
        return;
    m_fixture->s3.addBucket("acme", {"a", "b"});
    m_fixture->s3.addNumberedBucket("numbers", 5000);
    openSession();
}

void TestSessions::waitForBuckets()
{
    QTRY_VERIFY(hasNode(QStringLiteral("s3://acme/")));
}

void TestSessions::choose(const char* popupName, const QString& text)
{
    auto* popup = m_fixture->window().findChild<ChoicePopup*>(QLatin1StringView(popupName));
    QVERIFY(popup != nullptr);
    auto* field = popup->findChild<QLineEdit*>();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

void TestSessions::looksUpTheAccount()
{
    QTRY_COMPARE(info().accountId, QStringLiteral("123456789012"));
    QCOMPARE(info().identity, QStringLiteral("tester"));
    QVERIFY(info().accountProblem.isEmpty());
}

void TestSessions::staysQuietWithoutAnAccount()
{
    m_fixture->transport->setHandler(
        [](const HttpRequest&) { return makeResponse(403, "<ErrorResponse/>"); });
    m_fixture->sessions().retry(0);
    QTRY_VERIFY(!info().accountProblem.isEmpty());
    QVERIFY(info().accountId.isEmpty());
    QVERIFY(m_fixture->view() != nullptr);
}

void TestSessions::switchesTheProfile()
{
    m_fixture->window().sessionBar()->chooseProfile();
    choose("profileChoice", QStringLiteral("two"));
    QCOMPARE(info().profile, QStringLiteral("two"));
    QCOMPARE(info().region, QStringLiteral("eu-central-1"));
    QCOMPARE(m_fixture->sessions().count(), 1);
}

void TestSessions::opensAProfileOfTheList()
{
    m_fixture->window().sessionBar()->chooseProfile();
    QAbstractButton* all = m_fixture->button(QStringLiteral("All profiles\u2026"));
    QVERIFY(all != nullptr);
    all->click();
    auto* dialog = m_fixture->window().findChild<OpenSessionDialog*>();
    QVERIFY(dialog != nullptr);
    dialog->searchField()->setText(QStringLiteral("two"));
    QTest::keyClick(dialog->searchField(), Qt::Key_Return); // before the files are read
    QTRY_COMPARE(m_fixture->sessions().count(), 2);
    QCOMPARE(m_fixture->sessions().at(1).info.profile, QStringLiteral("two"));
    QCOMPARE(m_fixture->window().sessionBar()->currentIndex(), 1);
}

void TestSessions::switchesTheRegion()
{
    m_fixture->window().sessionBar()->chooseRegion();
    choose("regionChoice", QStringLiteral("ireland"));
    QCOMPARE(info().region, QStringLiteral("eu-west-1"));
    QCOMPARE(info().profile, QStringLiteral("one"));
}

void TestSessions::showsNoRowOfTheOldSession()
{
    waitForBuckets();
    m_fixture->transport->hold();
    QVERIFY(m_fixture->clickBucket(QStringLiteral("numbers")));
    QCOMPARE(m_fixture->objects().state(), State::Loading);
    QTRY_COMPARE(m_fixture->listings("numbers"), 1);
    QPointer<SessionView> old = m_fixture->view();
    m_fixture->sessions().replace(0, {"two", std::nullopt});
    QVERIFY(old.isNull());
    // The new one is at the same place and asks for itself.
    QTRY_COMPARE(m_fixture->listings("numbers"), 2);
    QCOMPARE(m_fixture->objects().loadedCount(), 0);
    m_fixture->transport->release();
    waitForBuckets();
    QTRY_COMPARE(m_fixture->objects().rowCount(), 1000);
    QCOMPARE(m_fixture->objects().requests(), 1);
    QCOMPARE(m_fixture->transport->openCount(), 0);
}

void TestSessions::sendsNothingAfterClosing()
{
    waitForBuckets();
    QVERIFY(m_fixture->clickBucket(QStringLiteral("numbers")));
    QTRY_COMPARE(m_fixture->objects().rowCount(), 1000);
    m_fixture->transport->hold();
    m_fixture->objects().loadAll();
    QTRY_COMPARE(m_fixture->listings("numbers"), 2);
    m_fixture->sessions().close(0);
    QVERIFY(m_fixture->view() == nullptr);
    m_fixture->transport->release();
    m_fixture->sessions().open({"one", std::nullopt});
    waitForBuckets();
    QCOMPARE(m_fixture->listings("numbers"), 2);
}

void TestSessions::keepsTabsApart()
{
    waitForBuckets();
    QVERIFY(m_fixture->clickBucket(QStringLiteral("acme")));
    QTRY_COMPARE(m_fixture->objects().rowCount(), 2);
    const int second = m_fixture->sessions().open({"two", std::nullopt});
    m_fixture->window().sessionBar()->setCurrentIndex(second);
    QCOMPARE(m_fixture->objects().rowCount(), 0);
    m_fixture->window().sessionBar()->setCurrentIndex(0);
    QCOMPARE(m_fixture->objects().rowCount(), 2);
    m_fixture->sessions().close(0);
    QCOMPARE(m_fixture->view()->session().profileName(), "two");
}

void TestSessions::looksIntoTheServiceOfItsPlaceAlone()
{
    const auto at = [this](const char* uri) {
        const int index = m_fixture->sessions().openLater({"two", std::nullopt}, Place::parse(uri).value());
        m_fixture->window().showTab(index);
        return m_fixture->view()->resources().opened();
    };
    QCOMPARE(at("ec2://instances"), std::vector<std::string>{"ec2"});
    QCOMPARE(at("s3://acme/"), std::vector<std::string>{"s3"});
    QCOMPARE(at("api://"), std::vector<std::string>());
}

void TestSessions::marksProduction()
{
    const auto* frame = m_fixture->window().findChild<ProductionFrame*>();
    QVERIFY(!frame->isProduction());
    m_fixture->sessions().replace(0, {"two", std::nullopt});
    QVERIFY(frame->isProduction());
}

void TestSessions::locksASession()
{
    auto* lock = m_fixture->button(QStringLiteral("Changes allowed, press to make it read-only"));
    QVERIFY(lock);
    lock->click();
    QVERIFY(info().readOnly);
    QVERIFY(!m_fixture->view()->gate().isOpen());
    QVERIFY(m_fixture->button(QStringLiteral("Read-only, press to allow changes")));
    // So is the next tab of this profile.
    m_fixture->sessions().open({"one", std::nullopt});
    QVERIFY(m_fixture->sessions().at(1).info.readOnly);
    m_fixture->sessions().setReadOnly(1, false);
    QVERIFY(info().readOnly);
    QVERIFY(m_fixture->sessions().readOnlyProfiles().isEmpty());
}

void TestSessions::productionBeginsReadOnly()
{
    m_fixture->sessions().replace(0, {"two", std::nullopt});
    QVERIFY(info().production && info().readOnly);
    auto* bar = m_fixture->window().findChild<SessionBar*>();
    bar->toggleChanges();
    auto* question = m_fixture->window().findChild<ConfirmDialog*>();
    QVERIFY(question && !question->confirmButton()->isEnabled());
    QVERIFY(info().readOnly);
    question->nameField()->setText(QStringLiteral("two"));
    question->confirmButton()->click();
    QVERIFY(!info().readOnly && m_fixture->view()->gate().isOpen());
    QVERIFY(m_fixture->sessions().readOnlyProfiles().isEmpty());
    // Never remembered.
    m_fixture->sessions().retry(0);
    QVERIFY(info().readOnly);
}

void TestSessions::explainsAnUnknownProfile()
{
    m_fixture->sessions().replace(0, {"three", std::nullopt});
    QVERIFY(m_fixture->view() == nullptr);
    QVERIFY(!m_fixture->sessions().at(0).session.ok());
    const auto* state = m_fixture->window().workArea()->findChild<StateView*>();
    QVERIFY(state != nullptr && state->isVisible());
    QVERIFY2(state->accessibleDescription().contains(QStringLiteral("three")),
             qPrintable(state->accessibleDescription()));
}

void TestSessions::explainsAMalformedConfigAndRetries()
{
    m_fixture->writeConfig("[profile one\nregion = us-west-2\n");
    m_fixture->sessions().retry(0);
    QVERIFY(m_fixture->view() == nullptr);
    const auto* state = m_fixture->window().workArea()->findChild<StateView*>();
    QVERIFY(state != nullptr);
    QVERIFY2(state->accessibleDescription().contains(QStringLiteral("line 1")),
             qPrintable(state->accessibleDescription()));
    m_fixture->writeConfig("[profile one]\nregion = eu-west-3\nendpoint_url = http://127.0.0.1:9\n");
    QTest::mouseClick(m_fixture->button(QStringLiteral("Retry")), Qt::LeftButton);
    QTRY_VERIFY(m_fixture->view() != nullptr);
    QCOMPARE(info().region, QStringLiteral("eu-west-3"));
}

void TestSessions::namesAllIconButtons()
{
    int seen = 0;
    for (const ToolButton* button : m_fixture->window().findChildren<ToolButton*>()) {
        ++seen;
        QVERIFY2(!button->accessibleName().isEmpty(), button->metaObject()->className());
        QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->accessibleName()));
    }
    QVERIFY(seen > 8);
}

INIA_TEST_CLASS(TestSessions, QApplication)
#include "tst_sessions.moc"
