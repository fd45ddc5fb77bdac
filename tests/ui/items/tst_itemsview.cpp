#include "tests/support/fakedynamo.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/items/itemquerybar.h"
#include "ui/items/itemsview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>

#include <memory>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using namespace inia::dynamodb;
using State = ItemsModel::State;
using Op = AttributeTest::Operator;

namespace {

QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

const char description[] = R"({"TableName": "orders", "ItemCount": 300,
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
                             {"AttributeName": "total", "AttributeType": "N"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "GlobalSecondaryIndexes": [{"IndexName": "by-total",
        "KeySchema": [{"AttributeName": "total", "KeyType": "HASH"}, {"AttributeName": "id", "KeyType": "RANGE"}],
        "Projection": {"ProjectionType": "ALL"}}]})";

ItemQuery ordersQuery()
{
    ItemQuery query;
    query.table = "orders";
    query.mode = ItemQuery::Mode::Query;
    query.partition = {{"id", Op::Equal, TypedKind::Text, {"o-1"}}};
    return query;
}

} // namespace

/// The view as a person meets it, over a table in memory.
class TestItemsView final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void readsTheFirstPageOnEntering();
    void queriesByKeyboard();
    void tellsWhatIsNewToAsk();
    void asksAnIndex();
    void saysBadInputAtTheField();
    void filtersAndGoesWithout();
    void showsTheSelectedItem();
    void copiesWhatIsSelected();
    void failsInTheMiddle();
    void readsWithoutADescription();
    void saysWhyThereIsNoTable();
    void stops();
    void leavesNothingBehind();

private:
    void enter();
    [[nodiscard]] QAbstractButton* button(const QString& text) const;
    [[nodiscard]] bool settle(State state, int rows) const;

    std::unique_ptr<Appearance> m_appearance;
    std::optional<TestSession> m_test;
    FakeDynamo m_dynamo;
    bool m_describeDenied = false;
    std::unique_ptr<ItemsView> m_view;
};

void TestItemsView::initTestCase()
{
    auto session = makeTestSession();
    if (!session)
        QSKIP(session.error().message.c_str());
    m_test = std::move(session).value();
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
    m_test->transport->setHandler([this](const HttpRequest& request) {
        if (m_describeDenied && request.headers.value("X-Amz-Target").ends_with(".DescribeTable"))
            return makeResponse(400, R"({"__type":"AccessDeniedException","message":"No."})");
        return m_dynamo.answer(request);
    });
}

void TestItemsView::init()
{
    m_dynamo = {};
    m_dynamo.setDescription(json(description));
    for (int i = 0; i < 250; ++i) {
        QJsonObject item = json(R"({"lines": {"L": [{"M": {"sku": {"S": "a"}, "n": {"N": "2"}}}]}})");
        item.insert(QStringLiteral("id"), QJsonObject{{QStringLiteral("S"), QStringLiteral("o-%1").arg(i)}});
        item.insert(QStringLiteral("total"),
                    QJsonObject{{QStringLiteral("N"), QStringLiteral("%1.50").arg(i)}});
        m_dynamo.addItem(item);
    }
    m_describeDenied = false;
    m_view = std::make_unique<ItemsView>(*m_appearance, QStringLiteral("dev"));
    m_view->resize(900, 600);
    m_view->show();
}

void TestItemsView::cleanup()
{
    m_view.reset();
    m_test->transport->release();
}

void TestItemsView::enter()
{
    const auto service = m_test->session.resource("dynamodb");
    QVERIFY(service.ok());
    const auto table = service->subResource("Table", {"orders"});
    QVERIFY(table.ok());
    m_view->enter(*table);
}

QAbstractButton* TestItemsView::button(const QString& text) const
{
    for (auto* button : m_view->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && (button->text() == text || button->accessibleName() == text))
            return button;
    }
    return nullptr;
}

bool TestItemsView::settle(State state, int rows) const
{
    return QTest::qWaitFor(
        [&] { return m_view->model().state() == state && m_view->model().rowCount() == rows; });
}

void TestItemsView::readsTheFirstPageOnEntering()
{
    enter();
    QVERIFY(button(QStringLiteral("Stop")));
    QVERIFY(settle(State::More, 100));
    QVERIFY(button(QStringLiteral("Run")));
    QVERIFY(button(QStringLiteral("Load more")));
    QCOMPARE(m_dynamo.asked().front().value(QStringLiteral("ReturnConsumedCapacity")).toString(),
             QStringLiteral("TOTAL"));
    QCOMPARE(m_view->model().attributeAt(0), std::string("id"));
    QTest::mouseClick(button(QStringLiteral("Load all")), Qt::LeftButton);
    QVERIFY(settle(State::Complete, 250));
}

void TestItemsView::queriesByKeyboard()
{
    enter();
    QVERIFY(settle(State::More, 100));
    m_view->queryBar()->setQuery(ordersQuery());
    m_view->focusRows();
    QTest::keyClick(m_view->table(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_view->model().query().mode, ItemQuery::Mode::Query);
    QVERIFY(settle(State::More, 100)); // the table in memory knows no keys
    const auto& asked = m_dynamo.asked().back();
    QCOMPARE(asked.value(QStringLiteral("KeyConditionExpression")).toString(), QStringLiteral("#n0 = :v0"));
    QCOMPARE(asked.value(QStringLiteral("ExpressionAttributeValues")).toObject(),
             json(R"({":v0": {"S": "o-1"}})"));
}

void TestItemsView::tellsWhatIsNewToAsk()
{
    QSignalSpy asked(m_view.get(), &ItemsView::queryAsked);
    enter();
    QVERIFY(settle(State::More, 100));
    QTest::mouseClick(button(QStringLiteral("Run")), Qt::LeftButton); // the same once more
    QVERIFY(settle(State::More, 100));
    QCOMPARE(asked.count(), 0);
    m_view->queryBar()->setQuery(ordersQuery());
    QTest::mouseClick(button(QStringLiteral("Run")), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QVERIFY(settle(State::More, 100));
    const auto query = m_view->model().query();
    // Back and forth, as the history does it.
    m_view->showQuery({});
    QCOMPARE(m_view->model().query().mode, ItemQuery::Mode::Scan);
    QVERIFY(settle(State::More, 100));
    m_view->showQuery(query);
    QVERIFY(m_view->model().query() == query);
    QVERIFY(m_view->queryBar()->query() == query);
    QCOMPARE(asked.count(), 1);
}

void TestItemsView::asksAnIndex()
{
    enter();
    QVERIFY(settle(State::More, 100));
    auto query = ordersQuery();
    query.index = "by-total";
    query.partition = {{"total", Op::Equal, TypedKind::Number, {"1.50"}}};
    query.sort = {{"id", Op::BeginsWith, TypedKind::Text, {"o-"}}};
    query.descending = true;
    m_view->queryBar()->setQuery(query);
    query.pageSize = 100;
    QVERIFY(m_view->queryBar()->query() == query);
    m_view->reload();
    QVERIFY(settle(State::More, 100));
    QCOMPARE(m_dynamo.asked().back().value(QStringLiteral("IndexName")).toString(),
             QStringLiteral("by-total"));
    QCOMPARE(m_view->model().attributeAt(0), std::string("total"));
    QVERIFY(m_view->model().cursor()->capacity().index > 0);
}

void TestItemsView::saysBadInputAtTheField()
{
    enter();
    QVERIFY(settle(State::More, 100));
    const auto asked = m_dynamo.asked().size();
    ItemQuery query;
    query.filters = {{"total", Op::Equal, TypedKind::Number, {"12x"}}};
    m_view->queryBar()->setQuery(query);
    const int height = m_view->queryBar()->sizeHint().height();
    m_view->reload();
    QTRY_VERIFY(m_view->queryBar()->sizeHint().height() > height);
    QCOMPARE(m_dynamo.asked().size(), asked);
    QCOMPARE(m_view->model().rowCount(), 100);
}

void TestItemsView::filtersAndGoesWithout()
{
    enter();
    QVERIFY(settle(State::More, 100));
    m_dynamo.setFilter([](const QJsonObject&) { return false; });
    ItemQuery query;
    query.filters = {{"total", Op::Exists, TypedKind::Text, {}}};
    m_view->queryBar()->setQuery(query);
    m_view->reload();
    QVERIFY(settle(State::Complete, 0));
    QVERIFY(m_view->findChild<StateView*>()->isVisible());
    QTRY_VERIFY(button(QStringLiteral("Run without filters")));
    QTest::mouseClick(button(QStringLiteral("Run without filters")), Qt::LeftButton);
    QVERIFY(settle(State::More, 100));
    QVERIFY(m_view->queryBar()->query().filters.empty());
}

void TestItemsView::showsTheSelectedItem()
{
    enter();
    QVERIFY(settle(State::More, 100));
    QSignalSpy settled(m_view.get(), &ItemsView::selectionSettled);
    m_view->table()->selectRow(7);
    QVERIFY(settled.wait());
    auto* tree = m_view->details()->tree();
    QCOMPARE(tree->model()->rowCount(), 3);
    QSignalSpy copied(m_view->details(), &ItemDetails::copyRequested);
    m_view->details()->show();
    const auto chips = m_view->details()->findChildren<Chip*>();
    QCOMPARE(chips.size(), 2);
    chips[0]->click();
    QVERIFY(copied.takeFirst().first().toString().contains(QStringLiteral("\"total\": 7.50")));
    chips[1]->click();
    QVERIFY(copied.takeFirst().first().toString().contains(QStringLiteral("\"N\": \"7.50\"")));
    settled.clear();
    m_view->reload();
    QVERIFY(settle(State::More, 100));
    QVERIFY(settled.wait());
    QCOMPARE(m_view->selectedRows(), QList<int>{7}); // it is still there
    QCOMPARE(tree->model()->rowCount(), 3);
    m_view->table()->clearSelection();
    QTRY_COMPARE(tree->model()->rowCount(), 0);
}

void TestItemsView::copiesWhatIsSelected()
{
    enter();
    QVERIFY(settle(State::More, 100));
    QSignalSpy copied(m_view.get(), &ItemsView::copyRequested);
    m_view->table()->setFocus();
    m_view->table()->selectRow(1);
    QTest::keyClick(m_view->table(), Qt::Key_C, Qt::ControlModifier);
    QVERIFY(copied.takeFirst().first().toString().startsWith(QStringLiteral("{")));
    m_view->table()->selectAll();
    QTest::keyClick(m_view->table(), Qt::Key_C, Qt::ControlModifier);
    const auto all = QJsonDocument::fromJson(copied.takeFirst().first().toString().toUtf8());
    QCOMPARE(all.array().size(), 100);
}

void TestItemsView::failsInTheMiddle()
{
    enter();
    QVERIFY(settle(State::More, 100));
    m_dynamo.failWith("ThrottlingException");
    QTest::mouseClick(button(QStringLiteral("Load more")), Qt::LeftButton);
    QVERIFY(settle(State::Failed, 100));
    auto* gap = m_view->findChild<FailureStrip*>();
    QVERIFY(gap->isVisible());
    m_dynamo.failWith({});
    QTRY_VERIFY(button(QStringLiteral("Retry page 2")));
    QTest::mouseClick(button(QStringLiteral("Retry page 2")), Qt::LeftButton);
    QVERIFY(settle(State::More, 200));
    QVERIFY(!gap->isVisible());
}

void TestItemsView::readsWithoutADescription()
{
    m_describeDenied = true;
    enter();
    QVERIFY(settle(State::More, 100));
    QCOMPARE(m_view->model().columnCount(), 3);
    QVERIFY(m_view->queryBar()->query().mode == ItemQuery::Mode::Scan);
}

void TestItemsView::saysWhyThereIsNoTable()
{
    m_test->transport->enqueue(
        makeResponse(400, R"({"__type":"ResourceNotFoundException","message":"No such table."})"));
    enter();
    QTRY_VERIFY(button(QStringLiteral("Retry")));
    QVERIFY(m_dynamo.asked().empty());
    QSignalSpy shown(m_view.get(), &ItemsView::showCallRequested);
    QTest::mouseClick(button(QStringLiteral("Show request")), Qt::LeftButton);
    QVERIFY(shown.count() == 1 || shown.wait());
    QVERIFY(shown.first().first().toULongLong() != 0);
    QTest::mouseClick(button(QStringLiteral("Retry")), Qt::LeftButton);
    QVERIFY(settle(State::More, 100));
}

void TestItemsView::stops()
{
    m_test->transport->hold();
    enter();
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    QTest::mouseClick(button(QStringLiteral("Stop")), Qt::LeftButton);
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    QVERIFY(button(QStringLiteral("Run")));
    m_test->transport->release();
    QTest::mouseClick(button(QStringLiteral("Run")), Qt::LeftButton);
    QVERIFY(settle(State::More, 100));
}

void TestItemsView::leavesNothingBehind()
{
    m_test->transport->hold();
    enter();
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    m_view->leave();
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    QCOMPARE(m_view->model().columnCount(), 0);
    m_view->reload();
    QCOMPARE(m_test->transport->openCount(), 0);
}

INIA_TEST_CLASS(TestItemsView, QApplication)
#include "tst_itemsview.moc"
