#include "core/observe/exchangelog.h"
#include "tests/support/fakedynamo.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/models/itemsmodel.h"
#include "ui/models/roles.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using namespace inia::dynamodb;
using State = ItemsModel::State;
using Op = AttributeTest::Operator;

namespace {

constexpr int itemCount = 250;
constexpr char exactNumber[] = "12345678901234567890123456789012345678";

QString q(const char* utf8)
{
    return QString::fromUtf8(utf8);
}

QJsonObject typed(const char* type, const QJsonValue& value)
{
    return {{QLatin1StringView(type), value}};
}

QJsonObject numbered(int number)
{
    return {{QStringLiteral("number"), typed("N", QString::number(number))},
            {QStringLiteral("id"), typed("S", QStringLiteral("i-%1").arg(number))}};
}

TableSchema schema()
{
    TableSchema schema;
    schema.name = "orders";
    schema.table = {"", {{"id", TypedKind::Text}}, {{"at", TypedKind::Number}}, false, ""};
    schema.indexes = {{"by-state", {{"state", TypedKind::Text}}, {}, true, "ALL"}};
    return schema;
}

ItemQuery scan(std::int64_t pageSize = 100)
{
    ItemQuery query;
    query.table = "orders";
    query.pageSize = pageSize;
    return query;
}

ItemQuery filtered(std::int64_t pageSize = 10)
{
    auto query = scan(pageSize);
    query.filters = {{"number", Op::Exists, TypedKind::Text, {}}};
    return query;
}

} // namespace

class TestItemsModel final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void isEmptyBeforeAnythingRuns();
    void readsPageByPage();
    void addsUpWhatItCost();
    void loadsAll();
    void fetchesByScrolling();
    void filterStopsFetchingByScrolling();
    void goesOnOverPagesWithoutMatches();
    void findsTheRareMatchInOneGo();
    void failsInTheMiddleAndGoesOn();
    void failsAtOnce();
    void cancels();
    void runsAnew();
    void refusesBadInput();
    void columnsGrow();
    void columnsAreBounded();
    void showsKeysOfTheIndexFirst();
    void showsValues_data();
    void showsValues();
    void tellsTheInspectorWhy();
    void putItemStandsOnce();

private:
    void run(ItemsModel& model, const ItemQuery& query);
    [[nodiscard]] static QStringList columns(const ItemsModel& model);
    [[nodiscard]] static bool settle(const ItemsModel& model, State state, int rows);

    std::optional<TestSession> m_test;
    std::optional<NativeClient> m_client;
    FakeDynamo m_dynamo;
};

void TestItemsModel::initTestCase()
{
    auto session = makeTestSession();
    if (!session)
        QSKIP(session.error().message.c_str());
    m_test = std::move(session).value();
    m_client = NativeClient(m_test->session.client("dynamodb").value());
    m_test->transport->setHandler([this](const HttpRequest& request) { return m_dynamo.answer(request); });
}

void TestItemsModel::init()
{
    m_dynamo = {};
    m_test->transport->forgetRequests();
}

void TestItemsModel::run(ItemsModel& model, const ItemQuery& query)
{
    const auto problems = model.run(*m_client, query, schema());
    QVERIFY2(problems.empty(), problems.empty() ? "" : problems.front().message.c_str());
}

QStringList TestItemsModel::columns(const ItemsModel& model)
{
    QStringList names;
    for (int column = 0; column < model.columnCount(); ++column)
        names.append(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    return names;
}

bool TestItemsModel::settle(const ItemsModel& model, State state, int rows)
{
    return QTest::qWaitFor([&] { return model.state() == state && model.rowCount() == rows; });
}

void TestItemsModel::isEmptyBeforeAnythingRuns()
{
    ItemsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.state(), State::Pristine);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.columnCount(), 0);
    QVERIFY(!model.cursor());
    QVERIFY(!model.canFetchMore({}));
    model.loadMore();
    model.loadAll();
    model.retry();
    model.cancel();
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void TestItemsModel::readsPageByPage()
{
    for (int i = 0; i < itemCount; ++i)
        m_dynamo.addItem(numbered(i));
    ItemsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    run(model, scan());
    QCOMPARE(model.state(), State::Loading);
    QVERIFY(settle(model, State::More, 100));
    model.loadMore();
    QVERIFY(settle(model, State::More, 200));
    model.loadMore();
    QVERIFY(settle(model, State::Complete, itemCount));
    for (int row = 0; row < itemCount; ++row)
        QCOMPARE(model.index(row, 0).data().toString(), QStringLiteral("i-%1").arg(row));
    QCOMPARE(m_dynamo.asked().size(), std::size_t{3});
    QVERIFY(!m_dynamo.asked()[0].contains(QStringLiteral("ExclusiveStartKey")));
    QCOMPARE(m_dynamo.asked()[2].value(QStringLiteral("ExclusiveStartKey")).toObject(),
             QJsonObject({{QStringLiteral("id"), typed("S", QStringLiteral("i-199"))}}));
    model.loadMore();
    QCOMPARE(m_test->transport->requestCount(), 3);
}

void TestItemsModel::addsUpWhatItCost()
{
    for (int i = 0; i < 30; ++i)
        m_dynamo.addItem(numbered(i));
    m_dynamo.setFilter([](const QJsonObject& item) {
        return item.value(QStringLiteral("number"))
                   .toObject()
                   .value(QStringLiteral("N"))
                   .toString()
                   .toInt() >= 5;
    });
    auto query = filtered();
    query.index = "by-state";
    ItemsModel model;
    run(model, query);
    QVERIFY(settle(model, State::More, 5));
    model.loadAll();
    QVERIFY(settle(model, State::Complete, 25));
    QCOMPARE(model.cursor()->pages(), 3);
    QCOMPARE(model.cursor()->requests(), 3);
    QCOMPARE(model.cursor()->scanned(), std::int64_t{30});
    QCOMPARE(model.cursor()->matched(), std::int64_t{25});
    QVERIFY(model.cursor()->capacity().isKnown);
    QCOMPARE(model.cursor()->capacity().total, 15.0);
    QCOMPARE(model.cursor()->capacity().index, 15.0);
}

void TestItemsModel::loadsAll()
{
    for (int i = 0; i < itemCount; ++i)
        m_dynamo.addItem(numbered(i));
    ItemsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    run(model, scan(7));
    model.loadAll();
    QVERIFY(model.isLoadingAll());
    QVERIFY(settle(model, State::Complete, itemCount));
    QVERIFY(!model.isLoadingAll());
    QCOMPARE(model.cursor()->pages(), 36);
}

void TestItemsModel::fetchesByScrolling()
{
    for (int i = 0; i < itemCount; ++i)
        m_dynamo.addItem(numbered(i));
    ItemsModel model;
    run(model, scan());
    QVERIFY(!model.canFetchMore({}));
    QVERIFY(settle(model, State::More, 100));
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QVERIFY(settle(model, State::More, 200));
}

void TestItemsModel::filterStopsFetchingByScrolling()
{
    for (int i = 0; i < itemCount; ++i)
        m_dynamo.addItem(numbered(i));
    m_dynamo.setFilter([](const QJsonObject&) { return true; });
    ItemsModel model;
    run(model, filtered());
    QVERIFY(settle(model, State::More, 10));
    QVERIFY(!model.canFetchMore({}));
    model.fetchMore({});
    QCOMPARE(model.state(), State::More);
}

void TestItemsModel::goesOnOverPagesWithoutMatches()
{
    for (int i = 0; i < itemCount; ++i)
        m_dynamo.addItem(numbered(i));
    m_dynamo.setFilter([](const QJsonObject&) { return false; });
    ItemsModel model;
    QSignalSpy told(&model, &ItemsModel::progressChanged);
    run(model, filtered());
    QVERIFY(settle(model, State::More, 0));
    QCOMPARE(model.cursor()->pages(), dynamodb::ItemCursor::emptyPagesInOneGo);
    QCOMPARE(model.cursor()->scanned(), std::int64_t{10 * dynamodb::ItemCursor::emptyPagesInOneGo});
    QVERIFY(told.count() >= dynamodb::ItemCursor::emptyPagesInOneGo);
    model.loadMore();
    QVERIFY(settle(model, State::More, 0));
    model.loadMore();
    QVERIFY(settle(model, State::Complete, 0));
    QCOMPARE(model.cursor()->scanned(), std::int64_t{itemCount});
}

void TestItemsModel::findsTheRareMatchInOneGo()
{
    for (int i = 0; i < itemCount; ++i)
        m_dynamo.addItem(numbered(i));
    m_dynamo.setFilter([](const QJsonObject& item) { return item == numbered(77); });
    ItemsModel model;
    run(model, filtered());
    QVERIFY(settle(model, State::More, 1));
    QCOMPARE(model.cursor()->scanned(), std::int64_t{80});
}

void TestItemsModel::failsInTheMiddleAndGoesOn()
{
    for (int i = 0; i < itemCount; ++i)
        m_dynamo.addItem(numbered(i));
    ItemsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    run(model, scan());
    QVERIFY(settle(model, State::More, 100));
    m_dynamo.failWith("ProvisionedThroughputExceededException");
    model.loadAll();
    QVERIFY(settle(model, State::Failed, 100));
    QVERIFY(!model.isLoadingAll());
    QCOMPARE(model.cursor()->error()->code, std::string("ProvisionedThroughputExceededException"));
    QCOMPARE(model.cursor()->requests(), 2);
    m_dynamo.failWith({});
    model.retry();
    QVERIFY(settle(model, State::More, 200));
    QVERIFY(!model.cursor()->error());
    const auto& asked = m_dynamo.asked();
    QCOMPARE(asked[2], asked[1]);
    QCOMPARE(model.index(100, 0).data().toString(), QStringLiteral("i-100"));
}

void TestItemsModel::failsAtOnce()
{
    m_dynamo.failWith("ResourceNotFoundException");
    ItemsModel model;
    run(model, scan());
    QVERIFY(settle(model, State::Failed, 0));
    QCOMPARE(model.cursor()->pages(), 0);
    QCOMPARE(model.cursor()->error()->httpStatus, 400);
}

void TestItemsModel::cancels()
{
    for (int i = 0; i < itemCount; ++i)
        m_dynamo.addItem(numbered(i));
    ItemsModel model;
    run(model, scan());
    model.cancel();
    QCOMPARE(model.state(), State::Pristine);
    model.loadMore();
    QVERIFY(settle(model, State::More, 100));
    m_test->transport->hold();
    model.loadAll();
    model.cancel();
    QVERIFY(!model.isLoadingAll());
    QCOMPARE(model.state(), State::More);
    QCOMPARE(model.rowCount(), 100);
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    m_test->transport->release();
    model.loadMore();
    QVERIFY(settle(model, State::More, 200));
}

void TestItemsModel::runsAnew()
{
    m_dynamo.addItem(numbered(1));
    ItemsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    run(model, scan());
    QVERIFY(settle(model, State::Complete, 1));
    m_test->transport->hold();
    run(model, scan());
    QCOMPARE(model.rowCount(), 0);
    model.clear();
    QCOMPARE(model.columnCount(), 0);
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    m_test->transport->release();
}

void TestItemsModel::refusesBadInput()
{
    m_dynamo.addItem(numbered(1));
    ItemsModel model;
    run(model, scan());
    QVERIFY(settle(model, State::Complete, 1));
    auto bad = scan();
    bad.filters = {{"number", Op::Equal, TypedKind::Number, {"12x"}}};
    const auto problems = model.run(*m_client, bad, schema());
    QCOMPARE(problems.size(), std::size_t{1});
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(model.query() == scan());
}

void TestItemsModel::columnsGrow()
{
    const auto with = [](int number, std::initializer_list<const char*> attributes) {
        QJsonObject item = numbered(number);
        for (const char* name : attributes)
            item.insert(QLatin1StringView(name), typed("S", QStringLiteral("x")));
        return item;
    };
    m_dynamo.addItem(with(1, {"rare", "usual"}));
    m_dynamo.addItem(with(2, {"usual"}));
    m_dynamo.addItem(with(3, {"late"}));
    ItemsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    run(model, scan(2));
    QCOMPARE(columns(model), q("id at").split(u' '));
    QVERIFY(settle(model, State::More, 2));
    QCOMPARE(columns(model), q("id at number usual rare").split(u' '));
    QVERIFY(!model.index(1, 4).data().isValid());
    QVERIFY(!model.index(1, 1).data().isValid());
    model.loadMore();
    QVERIFY(settle(model, State::Complete, 3));
    QCOMPARE(columns(model), q("id at number usual rare late").split(u' '));
    QCOMPARE(model.index(2, 5).data().toString(), QStringLiteral("x"));
    QVERIFY(!model.index(0, 5).data().isValid());
    QCOMPARE(model.attributeAt(5), std::string("late"));
}

void TestItemsModel::columnsAreBounded()
{
    QJsonObject wide = numbered(1);
    for (int i = 0; i < ItemsModel::maxColumns; ++i)
        wide.insert(QStringLiteral("a%1").arg(i), typed("S", QStringLiteral("x")));
    m_dynamo.addItem(wide);
    ItemsModel model;
    run(model, scan());
    QVERIFY(settle(model, State::Complete, 1));
    QCOMPARE(model.columnCount(), ItemsModel::maxColumns);
    QCOMPARE(model.hiddenAttributes(), 3);
    QCOMPARE(model.itemAt(0).size(), std::size_t{ItemsModel::maxColumns + 2});
}

void TestItemsModel::showsKeysOfTheIndexFirst()
{
    QJsonObject item = numbered(1);
    item.insert(QStringLiteral("a"), typed("S", q("x")));
    m_dynamo.addItem(item);
    auto query = scan();
    query.index = "by-state";
    ItemsModel model;
    run(model, query);
    QVERIFY(settle(model, State::Complete, 1));
    QCOMPARE(columns(model), q("state id at a number").split(u' '));
    QVERIFY(model.headerData(0, Qt::Horizontal, Qt::ToolTipRole)
                .toString()
                .contains(q("Partition key of by-state")));
    QVERIFY(
        model.headerData(2, Qt::Horizontal, Qt::ToolTipRole).toString().contains(q("Sort key of table, N")));
    QCOMPARE(model.keyText(0), QStringLiteral("i-1 / null"));
    QVERIFY(model.orderedItem(0) == model.itemAt(0));
    QCOMPARE(model.itemAt(0).members().front().first, std::string("a"));
    QCOMPARE(model.attributes()[2], (KeyAttribute{"at", TypedKind::Number}));
    QCOMPARE(model.attributes()[4], (KeyAttribute{"number", TypedKind::Number}));
    QCOMPARE(model.orderedItem(0).members().front().first, std::string("id"));
}

void TestItemsModel::showsValues_data()
{
    QTest::addColumn<QJsonObject>("value");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("mark");
    QTest::addColumn<QString>("copied");
    const auto row = [](const char* name, const QJsonObject& value, const QString& shown, const char* mark,
                        const QString& copied) {
        QTest::newRow(name) << value << shown << q(mark) << copied;
    };
    row("text", typed("S", q("a\nb")), q("a\u240Ab"), "", q("a\nb"));
    row("empty text", typed("S", q("")), q(""), "", q(""));
    row("38 digits", typed("N", q(exactNumber)), q(exactNumber), "", q(exactNumber));
    row("fraction", typed("N", q("0.10")), q("0.10"), "", q("0.10"));
    row("yes", typed("BOOL", true), q("true"), "", q("true"));
    row("null", typed("NULL", true), q("null"), "NULL", q("null"));
    row("bytes", typed("B", q("AP8Q")), q("3 bytes  00 ff 10"), "B", q("AP8Q"));
    row("texts", typed("SS", QJsonArray({q("a"), q("b")})), q("{\"a\", \"b\"}"), "SS",
        q("[\n    \"a\",\n    \"b\"\n]"));
    row("numbers", typed("NS", QJsonArray({q(exactNumber)})), q("{%1}").arg(q(exactNumber)), "NS",
        q("[\n    %1\n]").arg(q(exactNumber)));
    row("byte strings", typed("BS", QJsonArray({q("AA==")})), q("{1 byte  00}"), "BS",
        q("[\n    \"AA==\"\n]"));
    row("list", typed("L", QJsonArray({typed("N", q("1")), typed("S", q("x"))})), q("[1, \"x\"]"), "L",
        q("[\n    1,\n    \"x\"\n]"));
    row("map", typed("M", QJsonObject({{q("k"), typed("BOOL", false)}})), q("{k: false}"), "M",
        q("{\n    \"k\": false\n}"));
    row("long text", typed("S", QString(5000, u'x')), QString(400, u'x') + u'…', "", QString(5000, u'x'));
}

void TestItemsModel::showsValues()
{
    QFETCH(QJsonObject, value);
    QFETCH(QString, shown);
    QFETCH(QString, mark);
    QFETCH(QString, copied);
    m_dynamo.addItem({{QStringLiteral("id"), value}});
    ItemsModel model;
    run(model, scan());
    QVERIFY(settle(model, State::Complete, 1));
    const QModelIndex cell = model.index(0, 0);
    QCOMPARE(cell.data().toString(), shown);
    QVERIFY(cell.data().isValid());
    QCOMPARE(cell.data(ItemsModel::TypeMarkRole).toString(), mark);
    QCOMPARE(cell.data(CopyRole).toString(), copied);
    QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(copied.left(100)));
}

void TestItemsModel::tellsTheInspectorWhy()
{
    m_dynamo.addItem(numbered(1));
    ItemsModel model;
    run(model, scan());
    QVERIFY(settle(model, State::Complete, 1));
    QVERIFY(model.cursor()->lastCallId() != 0);
    const auto exchange = m_test->log->find(model.cursor()->lastCallId());
    QVERIFY(exchange);
    QCOMPARE(exchange->cause, std::string("Scan orders"));
    QCOMPARE(exchange->target, std::string("orders \u00B7 page 1"));
}

void TestItemsModel::putItemStandsOnce()
{
    for (int i = 0; i < itemCount; ++i)
        m_dynamo.addItem(numbered(i));
    ItemsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    run(model, scan());
    QVERIFY(settle(model, State::More, 100));
    const auto itself = NativeValue::map({{"id", "i-123"}, {"note", "put"}});
    QCOMPARE(model.putItem(itself), 100);
    QCOMPARE(model.putItem(itself), 100);
    model.loadAll();
    QVERIFY(settle(model, State::Complete, itemCount));
    QCOMPARE(model.itemAt(100)["number"].number().toInt(), std::int64_t{123});
    // What comes behind the end has come from nowhere else.
    QCOMPARE(model.putItem(NativeValue::map({{"id", "i-new"}})), itemCount);
}

INIA_TEST_CLASS(TestItemsModel, QCoreApplication)
#include "tst_itemsmodel.moc"
