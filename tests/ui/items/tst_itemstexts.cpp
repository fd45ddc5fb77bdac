#include "tests/support/testmain.h"
#include "ui/items/itemstexts.h"
#include "ui/widgets/stateview.h"

#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace inia;
using namespace inia::ui;
using inia::dynamodb::AttributeTest;
using State = dynamodb::ItemCursor::State;

namespace {

ItemsFacts facts(State state, qint64 shown)
{
    ItemsFacts facts;
    facts.query.table = "orders";
    facts.profile = QStringLiteral("dev");
    facts.state = state;
    facts.shown = shown;
    facts.scanned = shown;
    facts.pages = shown > 0 ? 1 : 0;
    facts.requests = 1;
    return facts;
}

ItemsFacts filtered(State state, qint64 shown, qint64 scanned)
{
    ItemsFacts result = facts(state, shown);
    result.query.filters = {{"total", AttributeTest::Operator::Exists, dynamodb::TypedKind::Text, {}}};
    result.scanned = scanned;
    result.pages = scanned > 0 ? 1 : 0;
    return result;
}

Error refused(const char* code, int status)
{
    Error error = makeError(ErrorKind::Service, code, "No.");
    error.httpStatus = status;
    error.operation = "Scan";
    return error;
}

QStringList actionIds(const StateContent& content)
{
    QStringList ids;
    for (const StateAction& action : content.actions)
        ids.append(action.id);
    return ids;
}

} // namespace

Q_DECLARE_METATYPE(inia::ui::ItemsFacts)

// What is said about a scan or query, in every state it can have.
class TestItemsTexts final : public QObject {
    Q_OBJECT

private slots:
    void countsHonestly_data();
    void countsHonestly();
    void tellsTheCost();
    void tellsTheUnits_data();
    void tellsTheUnits();
    void tellsTheTableSize();
    void offersOnlyWhatHelps();
    void saysNothingTooEarly();
    void tellsEmptyFromNoMatch();
    void tellsDeniedFromFailed();
    void keepsItemsBesideAGap();
};

void TestItemsTexts::countsHonestly_data()
{
    QTest::addColumn<ItemsFacts>("facts");
    QTest::addColumn<QString>("count");
    const auto row = [](const char* name, const ItemsFacts& facts, const char* count) {
        QTest::newRow(name) << facts << QString::fromUtf8(count);
    };
    row("first page", facts(State::Loading, 0), "Loading\u2026");
    row("next page", facts(State::Loading, 100), "100 items, loading more\u2026");
    row("more", facts(State::More, 3000), "3,000 items, more");
    row("one", facts(State::Complete, 1), "1 item, complete");
    row("empty", facts(State::Complete, 0), "0 items, complete");
    row("stopped", facts(State::Pristine, 0), "Stopped");
    row("failed", facts(State::Failed, 0), "Failed");
    row("failed later", facts(State::Failed, 100), "100 items, then failed");
    row("no match yet", filtered(State::More, 0, 12000), "0 matches in 12,000 scanned, more");
    row("looking on", filtered(State::Loading, 0, 5000), "0 matches in 5,000 scanned, loading more\u2026");
    row("one match", filtered(State::Complete, 1, 12345), "1 match in 12,345 scanned, complete");
    row("failed without match", filtered(State::Failed, 0, 2000), "0 matches in 2,000 scanned, then failed");
}

void TestItemsTexts::countsHonestly()
{
    QFETCH(ItemsFacts, facts);
    QFETCH(QString, count);
    QCOMPARE(itemsStatus(facts).count, count);
}

void TestItemsTexts::tellsTheCost()
{
    ItemsFacts now = facts(State::Complete, 7);
    now.requests = 2;
    now.elapsed = std::chrono::milliseconds(600);
    QCOMPARE(itemsStatus(now).facts, QStringList({QStringLiteral("2 requests"), QStringLiteral("0.6 s")}));
    now.capacity = {12.5, 0, true};
    now.hiddenAttributes = 4;
    QCOMPARE(itemsStatus(now).facts,
             QStringList({QStringLiteral("12.5 RCU"), QStringLiteral("2 requests"), QStringLiteral("0.6 s"),
                          QStringLiteral("4 attributes without a column")}));
}

void TestItemsTexts::tellsTheUnits_data()
{
    QTest::addColumn<double>("units");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0.0 << QStringLiteral("0 RCU");
    QTest::newRow("half") << 0.5 << QStringLiteral("0.5 RCU");
    QTest::newRow("whole") << 128.0 << QStringLiteral("128 RCU");
    QTest::newRow("thousands") << 12345.5 << QStringLiteral("12,345.5 RCU");
    QTest::newRow("rounded up") << 0.999 << QStringLiteral("1 RCU");
}

void TestItemsTexts::tellsTheUnits()
{
    QFETCH(double, units);
    QFETCH(QString, text);
    QCOMPARE(capacityText(units), text);
}

void TestItemsTexts::tellsTheTableSize()
{
    ItemsFacts now = facts(State::More, 100);
    now.tableCount = 12345;
    QCOMPARE(itemsStatus(now).facts.first(), QStringLiteral("about 12,345 in the table"));
    now.query.mode = dynamodb::ItemQuery::Mode::Query;
    QVERIFY(!itemsStatus(now).facts.first().startsWith(QStringLiteral("about")));
}

void TestItemsTexts::offersOnlyWhatHelps()
{
    const StatusFacts loading = itemsStatus(facts(State::Loading, 100));
    QVERIFY(loading.canCancel && !loading.canLoadMore && !loading.canLoadAll);
    const StatusFacts more = itemsStatus(facts(State::More, 100));
    QVERIFY(!more.canCancel && more.canLoadMore && more.canLoadAll);
    const StatusFacts complete = itemsStatus(facts(State::Complete, 100));
    QVERIFY(!complete.canCancel && !complete.canLoadMore && !complete.canLoadAll);
}

void TestItemsTexts::saysNothingTooEarly()
{
    QVERIFY(!itemsState(ItemsFacts{}));
    QVERIFY(!itemsState(facts(State::Loading, 0)));
    QVERIFY(!itemsState(filtered(State::Loading, 0, 5000)));
    QVERIFY(!itemsState(facts(State::More, 1)));
    ItemsFacts describing;
    describing.isDescribing = true;
    QVERIFY(!itemsState(describing));
    QCOMPARE(itemsStatus(describing).mark, StatusFacts::Mark::Busy);
    QVERIFY(itemsStatus(describing).canCancel);
}

void TestItemsTexts::tellsEmptyFromNoMatch()
{
    const auto empty = itemsState(facts(State::Complete, 0));
    QCOMPARE(empty->title, QStringLiteral("No items in orders"));
    QVERIFY(empty->actions.isEmpty());
    const auto none = itemsState(filtered(State::Complete, 0, 12000));
    QCOMPARE(none->title, QStringLiteral("No item of orders matches"));
    QVERIFY(none->sentence.contains(QStringLiteral("12,000")));
    QCOMPARE(actionIds(*none), QStringList({stateaction::clearFilter}));
    const auto yet = itemsState(filtered(State::More, 0, 12000));
    QCOMPARE(yet->title, QStringLiteral("No match in 12,000 scanned items"));
    QCOMPARE(actionIds(*yet), QStringList({stateaction::loadMore, stateaction::clearFilter}));
    ItemsFacts query = facts(State::Complete, 0);
    query.query.mode = dynamodb::ItemQuery::Mode::Query;
    QCOMPARE(itemsState(query)->title, QStringLiteral("No item has this key"));
    QCOMPARE(actionIds(*itemsState(facts(State::Pristine, 0))), QStringList({stateaction::loadMore}));
}

void TestItemsTexts::tellsDeniedFromFailed()
{
    ItemsFacts now = facts(State::Failed, 0);
    now.error = refused("AccessDeniedException", 400);
    QCOMPARE(itemsStatus(now).count, QStringLiteral("Denied"));
    QCOMPARE(itemsStatus(now).mark, StatusFacts::Mark::Denied);
    const auto denied = itemsState(now);
    QCOMPARE(denied->title, QStringLiteral("You may not scan orders"));
    QVERIFY(denied->sentence.contains(QStringLiteral("dynamodb:Scan")));
    now.error = refused("ResourceNotFoundException", 400);
    QCOMPARE(itemsStatus(now).mark, StatusFacts::Mark::Warning);
    QCOMPARE(itemsState(now)->title, QStringLiteral("orders could not be read"));
    QCOMPARE(actionIds(*itemsState(now)), QStringList({stateaction::retry, stateaction::showRequest}));
}

void TestItemsTexts::keepsItemsBesideAGap()
{
    ItemsFacts now = facts(State::Failed, 100);
    now.error = refused("ThrottlingException", 400);
    QVERIFY(!itemsState(now));
    const auto gap = itemsGap(now);
    QVERIFY(gap.has_value());
    QCOMPARE(gap->title, QStringLiteral("Page 2 failed: ThrottlingException: No."));
    QVERIFY(gap->sentence.contains(QStringLiteral("100")));
    QVERIFY(!itemsGap(facts(State::More, 100)));
}

INIA_TEST_CLASS(TestItemsTexts, QApplication)
#include "tst_itemstexts.moc"
