#include "tests/support/fakeclock.h"
#include "tests/support/fakeservices.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/logs/logview.h"
#include "ui/panels/bodyview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include <memory>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

namespace {

constexpr qint64 someTime = 1'767'323'000'000;

QByteArray logPage(int first, int count, const QByteArray& more = {}, const QByteArray& message = "line ")
{
    QList<QByteArray> events;
    for (int i = first; i < first + count; ++i)
        events.append("{\"eventId\": \"e" + QByteArray::number(i) + "\", \"timestamp\": " +
                      QByteArray::number(someTime + i) + ", \"logStreamName\": \"web/1\", \"message\": \"" +
                      message + QByteArray::number(i) + "\"}");
    return "{\"events\": [" + events.join(",") + "]" + more + "}";
}

} // namespace

// The view of a log group as a person meets it.
class tst_LogView final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_view.reset(); }
    void showsTheNewestFirst();
    void opensWithARequestForEachPage();
    void givesMembersOfJsonColumns();
    void goesOnWhenPagesAreEmpty();
    void saysThatNothingMatches();
    void saysWhoMayNotRead();
    void followsWhileItIsSeen();
    void stopsFollowing();
    void runsAQueryWhenTold();
    void stopsAQueryThatIsLeft();
    void leavesNothingBehind();

private:
    void enter(bool follows = false)
    {
        m_view->enter(m_test->session.client("logs").value(), {"/app", {}, {}, follows});
    }
    [[nodiscard]] FakeTransport& transport() { return *m_test->transport; }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return m_view->model().index(row, column).data().toString();
    }
    [[nodiscard]] QString heading(int column) const
    {
        return m_view->model().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    [[nodiscard]] SegmentedControl* modes() const { return m_view->findChild<SegmentedControl*>(); }
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
    std::unique_ptr<LogView> m_view;
};

void tst_LogView::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

void tst_LogView::init()
{
    m_test = makeTestSession({}, std::make_shared<FakeClock>()).value();
    m_view = std::make_unique<LogView>(*m_appearance, QStringLiteral("dev"));
    m_view->resize(1000, 600);
    m_view->show();
}

void tst_LogView::showsTheNewestFirst()
{
    transport().enqueue(makeResponse(200, logPage(0, 3)));
    enter();
    QTRY_COMPARE(m_view->model().rowCount(), 3);
    QCOMPARE(cell(0, 2), QStringLiteral("line 2"));
    QCOMPARE(cell(2, 1), QStringLiteral("web/1"));
    QCOMPARE(heading(2), QStringLiteral("Message"));
    QVERIFY(cell(0, 0).endsWith(QLatin1String(".002")));
    m_view->table()->selectRow(1);
    QTRY_VERIFY(
        m_view->details()->findChild<QPlainTextEdit*>()->toPlainText().contains(QLatin1String("line 1")));
}

void tst_LogView::opensWithARequestForEachPage()
{
    transport().enqueue(makeResponse(200, logPage(0, 600, ", \"nextToken\": \"a\"")));
    transport().enqueue(makeResponse(200, logPage(600, 400)));
    enter();
    QTRY_COMPARE(m_view->model().rowCount(), 600);
    QVERIFY(m_view->hasMore());
    m_view->loadAllRows();
    QTRY_COMPARE(m_view->model().rowCount(), 1000);
    QTRY_VERIFY(!m_view->hasMore());
    QCOMPARE(transport().requestCount(), 2);
}

void tst_LogView::givesMembersOfJsonColumns()
{
    transport().enqueue(makeResponse(
        200,
        logPage(0, 2, {}, R"({\"level\": \"error\", \"nested\": {\"a\": 1}, \"code\": 42}\n\u001b[31m)")));
    enter();
    QTRY_COMPARE(m_view->model().rowCount(), 2);
    QCOMPARE(m_view->model().columnCount(), 3); // this one has text behind the JSON
    transport().enqueue(makeResponse(
        200, "{\"events\": [{\"eventId\": \"e\", \"timestamp\": 1, \"message\": "
             "\"{\\\"level\\\": \\\"error\\\", \\\"nested\\\": {\\\"a\\\": 1}, \\\"code\\\": 42}\\n\"},"
             "{\"eventId\": \"f\", \"timestamp\": 0, \"message\": \"\\u001b[31mred\\u001b[0m alert\"}]}"));
    enter();
    QTRY_COMPARE(m_view->model().columnCount(), 5);
    QCOMPARE(heading(2), QStringLiteral("level"));
    QCOMPARE(heading(3), QStringLiteral("code"));
    QCOMPARE(cell(0, 2), QStringLiteral("error"));
    QCOMPARE(cell(0, 3), QStringLiteral("42"));
    QCOMPARE(cell(1, 2), QString());
    QCOMPARE(cell(1, 4), QStringLiteral("red alert"));
}

void tst_LogView::goesOnWhenPagesAreEmpty()
{
    for (int i = 0; i < 20; ++i)
        transport().enqueue(
            makeResponse(200, logPage(0, 0, ", \"nextToken\": \"t" + QByteArray::number(i) + "\"")));
    transport().enqueue(makeResponse(200, logPage(0, 1)));
    enter();
    QTRY_VERIFY(button(QStringLiteral("Search on")));
    QCOMPARE(m_view->model().rowCount(), 0);
    QTest::mouseClick(button(QStringLiteral("Search on")), Qt::LeftButton);
    QTRY_COMPARE(m_view->model().rowCount(), 1);
}

void tst_LogView::saysThatNothingMatches()
{
    transport().setHandler([](const HttpRequest&) { return makeResponse(200, logPage(0, 0)); });
    enter();
    QTRY_VERIFY(m_view->stateView()->isVisible());
    QVERIFY(!button(QStringLiteral("Search without the pattern")));
    QTRY_VERIFY(button(QStringLiteral("Search: Last 3 hours")));
    m_view->bar()->setPattern(QStringLiteral("ERROR"));
    QTest::keyClick(m_view->bar()->field(), Qt::Key_Return);
    QTRY_VERIFY(button(QStringLiteral("Search without the pattern")));
    QVERIFY(transport().requests().back().body.contains("\"filterPattern\": \"ERROR\""));
    QTest::mouseClick(button(QStringLiteral("Search without the pattern")), Qt::LeftButton);
    QTRY_COMPARE(transport().requestCount(), 3);
    QVERIFY(!transport().requests().back().body.contains("filterPattern"));
}

void tst_LogView::saysWhoMayNotRead()
{
    transport().enqueue(makeResponse(400, R"({"__type": "AccessDeniedException", "message": "No."})"));
    enter();
    QTRY_VERIFY(button(QStringLiteral("Retry")) || m_view->stateView()->isVisible());
    QCOMPARE(m_view->model().rowCount(), 0);
    QVERIFY(m_view->stateView()->isVisible());
}

void tst_LogView::followsWhileItIsSeen()
{
    int polls = 0;
    transport().setHandler([&polls](const HttpRequest&) {
        ++polls;
        return makeResponse(200, polls == 1 ? logPage(5, 2) : logPage(4, polls < 4 ? 2 : 4));
    });
    enter(true);
    QTRY_COMPARE(m_view->model().rowCount(), 4);
    QCOMPARE(cell(0, 2), QStringLiteral("line 4")); // it came late
    QCOMPARE(cell(3, 2), QStringLiteral("line 7"));
    m_view->hide();
    QVERIFY(m_view->tail()->isPaused());
    QTRY_COMPARE(transport().openCount(), 0);
    const int before = polls;
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    QVERIFY(polls <= before + 1);
    m_view->show();
    const int shown = polls;
    QTRY_VERIFY(polls > shown + 1);
}

void tst_LogView::stopsFollowing()
{
    transport().setHandler([](const HttpRequest&) { return makeResponse(200, logPage(0, 1)); });
    enter(true);
    QTRY_COMPARE(m_view->model().rowCount(), 1);
    QTest::mouseClick(button(QStringLiteral("Stop")), Qt::LeftButton);
    QTRY_VERIFY(m_view->tail()->isFinished());
    QCOMPARE(m_view->model().rowCount(), 1);
    const int before = transport().requestCount();
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(transport().requestCount(), before);
    QVERIFY(button(QStringLiteral("Run")));
}

void tst_LogView::runsAQueryWhenTold()
{
    transport().setHandler([](const HttpRequest& request) {
        const auto operation = FakeServices::operationOf(request);
        if (operation == "StartQuery")
            return makeResponse(200, R"({"queryId": "q"})");
        if (operation == "GetQueryResults")
            return makeResponse(200, R"({"status": "Complete", "statistics": {"bytesScanned": 2048},
                "results": [[{"field": "level", "value": "error"}, {"field": "n", "value": "7"}]]})");
        return makeResponse(200, logPage(0, 1));
    });
    enter();
    QTRY_COMPARE(m_view->model().rowCount(), 1);
    const int before = transport().requestCount();
    m_view->bar()->setMode(LogBar::Mode::Insights);
    QVERIFY(m_view->bar()->text().find("fields @timestamp") == 0);
    QCOMPARE(transport().requestCount(), before); // it costs
    QTest::mouseClick(button(QStringLiteral("Run")), Qt::LeftButton);
    QTRY_COMPARE(m_view->model().columnCount(), 2);
    QCOMPARE(heading(1), QStringLiteral("n"));
    QCOMPARE(cell(0, 0), QStringLiteral("error"));
    QTRY_VERIFY(button(QStringLiteral("Run")));
}

void tst_LogView::stopsAQueryThatIsLeft()
{
    bool isStopped = false;
    transport().setHandler([&isStopped](const HttpRequest& request) {
        const auto operation = FakeServices::operationOf(request);
        isStopped = isStopped || operation == "StopQuery";
        if (operation == "StartQuery")
            return makeResponse(200, R"({"queryId": "q"})");
        return makeResponse(200, operation == "GetQueryResults"
                                     ? QByteArray(R"({"status": "Running", "results": []})")
                                 : operation == "StopQuery" ? QByteArray(R"({"success": true})")
                                                            : logPage(0, 1));
    });
    enter();
    QTRY_VERIFY(button(QStringLiteral("Run")));
    m_view->bar()->setMode(LogBar::Mode::Insights);
    QTest::mouseClick(button(QStringLiteral("Run")), Qt::LeftButton);
    QTRY_VERIFY(transport().requestCount() > 3);
    m_view->leave();
    QTRY_VERIFY(isStopped);
}

void tst_LogView::leavesNothingBehind()
{
    transport().hold();
    enter();
    QTRY_COMPARE(transport().openCount(), 1);
    m_view->leave();
    QTRY_COMPARE(transport().openCount(), 0);
    QCOMPARE(m_view->model().rowCount(), 0);
}

INIA_TEST_CLASS(tst_LogView, QApplication)
#include "tst_logview.moc"
