#include "core/dynamodb/itemrequests.h"
#include "core/dynamodb/nativeclient.h"
#include "tests/integration/listing.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"
#include "ui/models/itemsmodel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using namespace inia::dynamodb;
using State = ItemsModel::State;
using Op = AttributeTest::Operator;

namespace {

constexpr int customers = 20;
constexpr int ordersEach = 150;
constexpr int orders = customers * ordersEach;
constexpr int patienceMs = 60'000;
constexpr char exactNumber[] = "12345678901234567890123456789012345678";

Value attribute(const char* name, const char* type)
{
    return Value::map({{"AttributeName", name}, {"AttributeType", type}});
}

Value keys(const char* partition, const char* sort)
{
    return Value::list({Value::map({{"AttributeName", partition}, {"KeyType", "HASH"}}),
                        Value::map({{"AttributeName", sort}, {"KeyType", "RANGE"}})});
}

NativeValue order(int customer, int number)
{
    auto item = NativeValue::map({{"customer", "c-" + std::to_string(customer)},
                                  {"number", number},
                                  {"state", number % 10 == 0 ? "open" : "paid"},
                                  {"total", Decimal::parse(std::to_string(number) + ".50").value()},
                                  {"text", std::string(600, 'x')}});
    if (number % 50 == 0)
        item.insert("exact", Decimal::parse(exactNumber).value());
    return item;
}

std::string said(const std::vector<QueryProblem>& problems)
{
    return problems.empty() ? std::string() : problems.front().message;
}

} // namespace

/// The model of a table's items against DynamoDB Local: scan, query, index and filter over some thousand
/// items, which take several pages of 1 MB.
class tst_DynamoDbItems final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void scansTheWholeTable();
    void scansByPagesOfOneMegabyte();
    void filtersWhatItScans();
    void findsTheRareMatch();
    void queriesByKey_data();
    void queriesByKey();
    void queriesAnIndex();
    void saysWhatTheServiceRefuses();

private:
    [[nodiscard]] static ItemQuery scan();
    [[nodiscard]] static ItemQuery query(const std::string& customer);
    void walk(ItemsModel& model, const ItemQuery& query);

    std::optional<TestServer> m_server;
    std::optional<Client> m_client;
    TableSchema m_schema;
};

void tst_DynamoDbItems::initTestCase()
{
    auto server = dynamoDbServer();
    if (!server && server.error().code == "NoServer")
        QSKIP(server.error().message.c_str());
    QVERIFY2(server.ok(), server ? "" : server.error().message.c_str());
    m_server = std::move(server).value();
    m_client = m_server->session().value().client("dynamodb").value();
    const auto created = m_client->call(
        "create_table",
        Value::map(
            {{"TableName", "items-orders"},
             {"BillingMode", "PAY_PER_REQUEST"},
             {"AttributeDefinitions",
              Value::list({attribute("customer", "S"), attribute("number", "N"), attribute("state", "S")})},
             {"KeySchema", keys("customer", "number")},
             {"GlobalSecondaryIndexes",
              Value::list({Value::map({{"IndexName", "by-state"},
                                       {"KeySchema", keys("state", "number")},
                                       {"Projection", Value::map({{"ProjectionType", "ALL"}})}})})}}));
    const auto& table = waitFor(*created);
    QVERIFY2(table.ok(), table ? "" : table.error().message.c_str());
    m_schema = TableSchema::fromDescription((*table)["TableDescription"]);
    BatchWriter writer(NativeClient(*m_client), "items-orders");
    QSignalSpy finished(&writer, &BatchWriter::finished);
    for (int customer = 0; customer < customers; ++customer) {
        for (int number = 0; number < ordersEach; ++number)
            QVERIFY(writer.putItem(order(customer, number)).ok());
    }
    writer.finish();
    QVERIFY(finished.wait(patienceMs));
    QVERIFY2(writer.result().ok(), writer.result() ? "" : writer.result().error().message.c_str());
}

void tst_DynamoDbItems::cleanupTestCase()
{
    if (m_client) {
        const auto deleted = m_client->call("delete_table", Value::map({{"TableName", "items-orders"}}));
        QVERIFY(waitFor(*deleted).ok());
    }
}

ItemQuery tst_DynamoDbItems::scan()
{
    ItemQuery query;
    query.table = "items-orders";
    return query;
}

ItemQuery tst_DynamoDbItems::query(const std::string& customer)
{
    auto query = scan();
    query.mode = ItemQuery::Mode::Query;
    query.partition = {{"customer", Op::Equal, TypedKind::Text, {customer}}};
    return query;
}

void tst_DynamoDbItems::walk(ItemsModel& model, const ItemQuery& query)
{
    const auto problems = model.run(NativeClient(*m_client), query, m_schema);
    QVERIFY2(problems.empty(), said(problems).c_str());
    model.loadAll();
    QTRY_VERIFY_WITH_TIMEOUT(model.state() == State::Complete || model.state() == State::Failed, patienceMs);
    QVERIFY2(model.state() == State::Complete, model.cursor()->error().value_or(Error{}).message.c_str());
}

void tst_DynamoDbItems::scansTheWholeTable()
{
    auto all = scan();
    all.pageSize = 100;
    ItemsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    tester.setUseFetchMore(false);
    walk(model, all);
    QCOMPARE(model.rowCount(), orders);
    QCOMPARE(model.cursor()->scanned(), std::int64_t{orders});
    QVERIFY(model.cursor()->requests() >= orders / 100);
    QVERIFY(model.cursor()->capacity().isKnown);
    QVERIFY(model.cursor()->capacity().total > 0);
    QCOMPARE(model.columnCount(), 6);
    int exact = 0;
    for (int row = 0; row < model.rowCount(); ++row)
        exact += model.itemAt(row)["exact"].number().text() == exactNumber;
    QCOMPARE(exact, customers * 3);
}

void tst_DynamoDbItems::scansByPagesOfOneMegabyte()
{
    ItemsModel model;
    walk(model, scan());
    QCOMPARE(model.rowCount(), orders);
    QVERIFY(model.cursor()->pages() > 1);
    QVERIFY(model.cursor()->pages() < 10);
}

void tst_DynamoDbItems::filtersWhatItScans()
{
    auto some = scan();
    some.pageSize = 500;
    some.consistentRead = true;
    some.filters = {{"total", Op::Between, TypedKind::Number, {"10", "12.50"}},
                    {"text", Op::SizeEqual, TypedKind::Text, {"600"}},
                    {"state", Op::IsIn, TypedKind::Text, {"open", "paid"}}};
    ItemsModel model;
    walk(model, some);
    QCOMPARE(model.rowCount(), customers * 3);
    QCOMPARE(model.cursor()->scanned(), std::int64_t{orders});
}

void tst_DynamoDbItems::findsTheRareMatch()
{
    auto rare = scan();
    rare.pageSize = 50;
    rare.filters = {{"customer", Op::Equal, TypedKind::Text, {"nobody"}}};
    ItemsModel model;
    QVERIFY(model.run(NativeClient(*m_client), rare, m_schema).empty());
    QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::More, patienceMs);
    QCOMPARE(model.cursor()->scanned(), std::int64_t{50 * ItemCursor::emptyPagesInOneGo});
    QCOMPARE(model.rowCount(), 0);
}

void tst_DynamoDbItems::queriesByKey_data()
{
    QTest::addColumn<int>("op");
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<int>("count");
    const auto row = [](const char* name, Op op, const QStringList& values, int count) {
        QTest::newRow(name) << static_cast<int>(op) << values << count;
    };
    const auto seven = QStringLiteral("7");
    row("=", Op::Equal, {seven}, 1);
    row("<", Op::Less, {seven}, 7);
    row("<=", Op::LessOrEqual, {seven}, 8);
    row(">", Op::Greater, {seven}, ordersEach - 8);
    row(">=", Op::GreaterOrEqual, {seven}, ordersEach - 7);
    row("between", Op::Between, {seven, QStringLiteral("9.5")}, 3);
}

void tst_DynamoDbItems::queriesByKey()
{
    QFETCH(int, op);
    QFETCH(QStringList, values);
    QFETCH(int, count);
    auto some = query("c-7");
    some.sort = {{"number", static_cast<Op>(op), TypedKind::Number, {}}};
    for (const QString& value : values)
        some.sort[0].values.push_back(value.toStdString());
    some.pageSize = 40;
    some.descending = true;
    ItemsModel model;
    walk(model, some);
    QCOMPARE(model.rowCount(), count);
    QCOMPARE(model.cursor()->scanned(), std::int64_t{count});
    for (int row = 1; row < model.rowCount(); ++row)
        QVERIFY(model.itemAt(row)["number"].number().toInt() <
                model.itemAt(row - 1)["number"].number().toInt());
}

void tst_DynamoDbItems::queriesAnIndex()
{
    auto open = query("");
    open.index = "by-state";
    open.partition = {{"state", Op::Equal, TypedKind::Text, {"open"}}};
    open.sort = {{"number", Op::GreaterOrEqual, TypedKind::Number, {"100"}}};
    open.filters = {{"customer", Op::BeginsWith, TypedKind::Text, {"c-1"}}};
    ItemsModel model;
    walk(model, open);
    QCOMPARE(model.rowCount(), 5 * 11); // 100, 110 ... 140 of c-1 and c-10 ... c-19
    QCOMPARE(model.cursor()->scanned(), std::int64_t{5 * customers});
    QVERIFY(model.cursor()->capacity().index > 0);
    QCOMPARE(model.attributeAt(0), std::string("state"));
    QCOMPARE(model.attributeAt(1), std::string("number"));
    QCOMPARE(model.attributeAt(2), std::string("customer"));
}

void tst_DynamoDbItems::saysWhatTheServiceRefuses()
{
    auto bad = query("c-1");
    bad.filters = {{"number", Op::Equal, TypedKind::Number, {"1"}}}; // a key of the table
    ItemsModel model;
    QVERIFY(model.run(NativeClient(*m_client), bad, m_schema).empty());
    QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::Failed, patienceMs);
    QCOMPARE(model.cursor()->error()->code, std::string("ValidationException"));
}

INIA_TEST_CLASS(tst_DynamoDbItems, QCoreApplication)
#include "tst_dynamodbitems.moc"
