#include "core/dynamodb/itemtext.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/items/itemactions.h"
#include "ui/items/itemdialog.h"
#include "ui/items/itemsview.h"
#include "ui/items/itemwrites.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include <map>
#include <memory>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using State = ItemsModel::State;

namespace {

QJsonObject json(const QByteArray& text)
{
    return QJsonDocument::fromJson(text).object();
}

HttpResponse answered(const QJsonObject& object)
{
    return makeResponse(200, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

HttpResponse refused(const QByteArray& code)
{
    return makeResponse(400,
                        R"({"__type":"com.amazonaws.dynamodb.v20120810#)" + code + R"(","message":"No."})");
}

} // namespace

/// Writing items as a person does it. The items are in memory; conditions fail when the test says so.
class TestItemActions final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void makesAnItem();
    void leavesAnItemOfThatKey();
    void editsWhatIsThereNow();
    void storesOnlyWhatWasChanged();
    void saysWhatIsWrongWithTheText();
    void keepsTheTextWhenStoringFails();
    void showsWhatAnotherHasWritten();
    void storesAnewWhatAnotherHasDeleted();
    void editsWhatWasListedWithoutARead();
    void aPartOfAnItemIsNotEdited();
    void duplicatesUnderAnotherKey();
    void deletesMany();
    void goesOnBehindUnprocessedItems();
    void deletingCanBeGivenUp();
    void tellsHowManyWereDeleted();
    void readOnlySessionsOfferNothing();
    void productionAsksForTheName();
    void editedTextIsNotLostByEscape();

private:
    [[nodiscard]] HttpResponse answer(const HttpRequest& request);
    [[nodiscard]] HttpResponse deleteItems(const QJsonObject& body);
    void enter(int items);
    void select(int row) const;
    [[nodiscard]] ItemDialog* dialog() const;
    [[nodiscard]] QString words() const;
    void write(const QByteArray& text) const;
    void confirm() const;
    [[nodiscard]] bool edit();
    [[nodiscard]] QString cell(int row, int column) const;

    std::unique_ptr<Appearance> m_appearance;
    std::optional<TestSession> m_test;
    std::unique_ptr<ChangeGate> m_gate;
    std::unique_ptr<QWidget> m_window;
    RecordedServices m_services;
    ItemsView* m_view = nullptr;
    ItemActions* m_actions = nullptr;
    std::map<QString, QJsonObject> m_items;      // by id
    std::map<QByteArray, QByteArray> m_failures; // code by operation
    std::vector<std::pair<QByteArray, QJsonObject>> m_sent;
    QString m_unprocessed; // an id that is left out once
};

void TestItemActions::initTestCase()
{
    auto session = makeTestSession();
    if (!session)
        QSKIP(session.error().message.c_str());
    m_test = std::move(session).value();
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
    m_test->transport->setHandler([this](const HttpRequest& request) { return answer(request); });
}

void TestItemActions::init()
{
    m_items.clear();
    m_failures.clear();
    m_unprocessed.clear();
    SessionInfo info;
    info.profile = QStringLiteral("dev");
    m_gate = std::make_unique<ChangeGate>(info, m_test->session.policy());
    m_window = std::make_unique<QWidget>();
    m_view = new ItemsView(*m_appearance, QStringLiteral("dev"), m_window.get());
    m_view->resize(900, 600);
    m_actions = new ItemActions(*m_appearance, *m_gate, m_services, *m_view);
    m_window->show();
}

void TestItemActions::cleanup()
{
    m_window.reset();
    m_test->transport->release();
}

HttpResponse TestItemActions::answer(const HttpRequest& request)
{
    const QByteArray target = QByteArray::fromStdString(std::string(request.headers.value("X-Amz-Target")));
    const QByteArray operation = target.mid(target.indexOf('.') + 1);
    const QJsonObject body = json(request.body);
    m_sent.emplace_back(operation, body);
    if (const auto failure = m_failures.find(operation); failure != m_failures.end())
        return refused(failure->second);
    const auto idOf = [](const QJsonValue& item) {
        return item[QStringLiteral("id")][QStringLiteral("S")].toString();
    };
    if (operation == "DescribeTable")
        return makeResponse(200, R"({"Table": {"TableName": "orders",
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
                                     {"AttributeName": "total", "AttributeType": "N"}],
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "GlobalSecondaryIndexes": [{"IndexName": "by-total",
                "KeySchema": [{"AttributeName": "total", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"}}]}})");
    if (operation == "GetItem") {
        const auto found = m_items.find(idOf(body[QStringLiteral("Key")]));
        return answered(found == m_items.end() ? QJsonObject()
                                               : QJsonObject{{QStringLiteral("Item"), found->second}});
    }
    if (operation == "BatchWriteItem")
        return deleteItems(body);
    if (operation == "PutItem") {
        const QJsonObject item = body[QStringLiteral("Item")].toObject();
        if (m_items.contains(idOf(item)))
            return refused("ConditionalCheckFailedException");
        m_items[idOf(item)] = item;
        return answered({});
    }
    if (operation == "UpdateItem") {
        QJsonObject item = m_items[idOf(body[QStringLiteral("Key")])];
        item.insert(QStringLiteral("updated"), QJsonObject{{QStringLiteral("BOOL"), true}});
        m_items[idOf(item)] = item;
        return answered({{QStringLiteral("Attributes"), item}});
    }
    QJsonArray items;
    for (const auto& [id, item] : m_items)
        items.append(item);
    return answered({{QStringLiteral("Items"), items},
                     {QStringLiteral("Count"), items.size()},
                     {QStringLiteral("ScannedCount"), items.size()}});
}

HttpResponse TestItemActions::deleteItems(const QJsonObject& body)
{
    QJsonArray left;
    for (const auto request : body[QStringLiteral("RequestItems")][QStringLiteral("orders")].toArray()) {
        const QString id = request[QStringLiteral("DeleteRequest")][QStringLiteral("Key")]
                                  [QStringLiteral("id")][QStringLiteral("S")]
                                      .toString();
        if (id == m_unprocessed) {
            left.append(request);
            m_unprocessed.clear();
        } else {
            m_items.erase(id);
        }
    }
    QJsonObject unprocessed;
    if (!left.isEmpty())
        unprocessed.insert(QStringLiteral("orders"), left);
    return answered({{QStringLiteral("UnprocessedItems"), unprocessed}});
}

void TestItemActions::enter(int items)
{
    for (int i = 0; i < items; ++i) {
        const QString id = QStringLiteral("o-%1").arg(i, 3, 10, QLatin1Char('0'));
        m_items[id] = json(R"({"id": {"S": ")" + id.toUtf8() +
                           R"("}, "total": {"N": "1.50"}, "tags": {"SS": ["a", "b"]}})");
    }
    const auto service = m_test->session.resource("dynamodb");
    QVERIFY(service.ok());
    m_view->enter(service->subResource("Table", {"orders"}).value());
    QTRY_COMPARE(m_view->model().state(), State::Complete);
    QCOMPARE(m_view->model().rowCount(), items);
    m_sent.clear();
}

void TestItemActions::select(int row) const
{
    m_view->focusRows();
    m_view->table()->selectRow(row);
}

ItemDialog* TestItemActions::dialog() const
{
    return m_actions->edit() != nullptr ? m_actions->edit()->dialog() : nullptr;
}

QString TestItemActions::words() const
{
    QStringList texts;
    for (const auto* label : dialog()->findChildren<TextLabel*>()) {
        if (label->isVisibleTo(dialog()))
            texts.append(label->text());
    }
    return texts.join(u'\n');
}

void TestItemActions::write(const QByteArray& text) const
{
    auto* field = dialog()->editor()->text();
    field->selectAll();
    field->insertPlainText(QString::fromUtf8(text));
}

void TestItemActions::confirm() const
{
    QVERIFY(dialog()->confirmButton()->isEnabled());
    dialog()->confirmButton()->click();
}

// Opens the first item in the dialog, read anew.
bool TestItemActions::edit()
{
    select(0);
    QTest::keyClick(m_view->table(), Qt::Key_F2);
    return dialog() != nullptr && QTest::qWaitFor([this] { return dialog()->confirmButton()->isEnabled(); });
}

QString TestItemActions::cell(int row, int column) const
{
    return m_view->model().index(row, column).data().toString();
}

void TestItemActions::makesAnItem()
{
    enter(2);
    m_view->focusRows();
    QTest::keyClick(m_view->table(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(dialog());
    QVERIFY(dialog()->editor()->text()->toPlainText().contains(QStringLiteral("\"id\": \"\"")));
    QCOMPARE(dialog()->confirmButton()->text(), QStringLiteral("Create item in dev"));
    write(R"({"id": "new", "price": 0.12345678901234567890123456789012345678, "sizes": {"$set": [1, 2]}})");
    confirm();
    QTRY_VERIFY(!dialog());
    QCOMPARE(m_sent.size(), std::size_t(1));
    const auto& [operation, body] = m_sent.front();
    QCOMPARE(operation, QByteArray("PutItem"));
    QCOMPARE(body[QStringLiteral("ConditionExpression")].toString(),
             QStringLiteral("attribute_not_exists(#n0)"));
    QCOMPARE(body[QStringLiteral("Item")].toObject(),
             json(R"({"id": {"S": "new"}, "price": {"N": "0.12345678901234567890123456789012345678"},
                      "sizes": {"NS": ["1", "2"]}})"));
    QCOMPARE(m_view->model().rowCount(), 3);
    QCOMPARE(cell(2, 0), QStringLiteral("new"));
    QCOMPARE(m_view->selectedRows(), QList<int>{2});
}

void TestItemActions::leavesAnItemOfThatKey()
{
    enter(1);
    m_actions->newItem();
    write(R"({"id": "o-000"})");
    confirm();
    QTRY_VERIFY(words().contains(QStringLiteral("There is an item with this key already")));
    QCOMPARE(dialog()->editor()->text()->toPlainText(), QStringLiteral("{\"id\": \"o-000\"}"));
    QVERIFY(m_items[QStringLiteral("o-000")].contains(QStringLiteral("total")));
}

void TestItemActions::editsWhatIsThereNow()
{
    enter(2);
    m_items[QStringLiteral("o-000")].insert(QStringLiteral("later"), json(R"({"BOOL": true})"));
    QVERIFY(edit());
    QVERIFY(m_sent.front().second[QStringLiteral("ConsistentRead")].toBool());
    QVERIFY(dialog()->editor()->text()->toPlainText().contains(QStringLiteral("\"later\": true")));
    QVERIFY(dialog()->editor()->text()->toPlainText().contains(QStringLiteral("\"$set\"")));
    dialog()->editor()->forms()->findChildren<QAbstractButton*>().at(1)->click();
    QVERIFY(dialog()->editor()->text()->toPlainText().contains(QStringLiteral("\"SS\"")));
    confirm();
    QVERIFY(words().contains(QStringLiteral("Nothing was changed")));
}

void TestItemActions::storesOnlyWhatWasChanged()
{
    enter(2);
    QVERIFY(edit());
    write(R"({"id": "o-000", "total": 2, "tags": {"$set": ["b", "a"]}})");
    confirm();
    QTRY_VERIFY(!dialog());
    const auto& [operation, body] = m_sent.back();
    QCOMPARE(operation, QByteArray("UpdateItem"));
    QCOMPARE(body[QStringLiteral("UpdateExpression")].toString(), QStringLiteral("SET #n1 = :v1"));
    QCOMPARE(body[QStringLiteral("ConditionExpression")].toString(),
             QStringLiteral("attribute_exists(#n0) AND #n1 = :v0"));
    // The row has what the service says is there, attributes without a column before included.
    QCOMPARE(m_view->model().itemAt(0)["updated"].toBool(), true);
    QCOMPARE(m_view->model().attributeAt(m_view->model().columnCount() - 1), std::string("updated"));
    QCOMPARE(m_view->model().rowCount(), 2);
}

void TestItemActions::saysWhatIsWrongWithTheText()
{
    enter(1);
    m_actions->newItem();
    write("{\n  \"id\": \"x\",\n  \"n\": 0.123456789012345678901234567890123456789\n}");
    confirm();
    QVERIFY(words().contains(QStringLiteral("Line 3, column 8:")));
    QVERIFY(words().contains(QStringLiteral("in n")));
    QCOMPARE(dialog()->editor()->text()->textCursor().blockNumber(), 2);
    write(R"({"id": 5})");
    QTRY_VERIFY(words().contains(QStringLiteral("has to be of type S; it is a number"))); // by itself
    QVERIFY(m_sent.empty());
}

void TestItemActions::keepsTheTextWhenStoringFails()
{
    enter(1);
    m_failures["PutItem"] = "ProvisionedThroughputExceededException";
    m_actions->newItem();
    write(R"({"id": "x"})");
    confirm();
    QTRY_VERIFY(words().contains(QStringLiteral("ProvisionedThroughputExceededException")));
    QCOMPARE(dialog()->editor()->text()->toPlainText(), QStringLiteral("{\"id\": \"x\"}"));
    m_failures.clear();
    confirm();
    QTRY_VERIFY(!dialog());
    QVERIFY(m_items.contains(QStringLiteral("x")));
}

void TestItemActions::showsWhatAnotherHasWritten()
{
    enter(1);
    QVERIFY(edit());
    write(R"({"id": "o-000", "total": 2, "tags": {"$set": ["a", "b"]}})");
    m_failures["UpdateItem"] = "ConditionalCheckFailedException";
    m_items[QStringLiteral("o-000")].insert(QStringLiteral("total"), json(R"({"N": "7"})"));
    confirm();
    QTRY_COMPARE(dialog()->confirmButton()->text(), QStringLiteral("Overwrite the newer item in dev"));
    QVERIFY(words().contains(QStringLiteral("changed by another")));
    const auto texts = dialog()->findChildren<QPlainTextEdit*>();
    QVERIFY(std::any_of(texts.begin(), texts.end(), [](const QPlainTextEdit* text) {
        return text->isReadOnly() && text->toPlainText().contains(QStringLiteral("\"total\": 7"));
    }));
    QVERIFY(dialog()->editor()->text()->toPlainText().contains(QStringLiteral("\"total\": 2")));
    QCOMPARE(m_view->model().itemAt(0)["total"].number().text(), std::string("7"));
    m_failures.clear();
    confirm();
    QTRY_VERIFY(!dialog());
    // Guarded as before, by what is known now.
    QCOMPARE(m_sent.back().second[QStringLiteral("ExpressionAttributeValues")].toObject(),
             json(R"({":v0": {"N": "7"}, ":v1": {"N": "2"}})"));
}

void TestItemActions::storesAnewWhatAnotherHasDeleted()
{
    enter(1);
    QVERIFY(edit());
    write(R"({"id": "o-000", "total": 2})");
    m_failures["UpdateItem"] = "ConditionalCheckFailedException";
    m_items.clear();
    confirm();
    QTRY_COMPARE(dialog()->confirmButton()->text(), QStringLiteral("Store the item anew in dev"));
    QCOMPARE(m_view->model().rowCount(), 0);
    confirm();
    QTRY_VERIFY(!dialog());
    QCOMPARE(m_sent.back().first, QByteArray("PutItem"));
    QCOMPARE(m_view->model().rowCount(), 1);
}

void TestItemActions::editsWhatWasListedWithoutARead()
{
    enter(1);
    m_failures["GetItem"] = "AccessDeniedException";
    QVERIFY(edit());
    QVERIFY(words().contains(QStringLiteral("as it was listed")));
    QVERIFY(dialog()->editor()->text()->toPlainText().contains(QStringLiteral("1.50")));
}

void TestItemActions::aPartOfAnItemIsNotEdited()
{
    enter(1);
    dynamodb::ItemQuery query;
    query.table = "orders";
    query.index = "by-total";
    QVERIFY(m_view->items()
                .run(dynamodb::NativeClient(m_view->resource()->client()), query, m_view->schema())
                .empty());
    QTRY_COMPARE(m_view->model().state(), State::Complete);
    m_failures["GetItem"] = "AccessDeniedException";
    select(0);
    m_actions->editItem();
    QTRY_VERIFY(words().contains(QStringLiteral("could not be read")));
    QVERIFY(!dialog()->confirmButton()->isEnabled());
}

void TestItemActions::duplicatesUnderAnotherKey()
{
    enter(1);
    select(0);
    QTest::keyClick(m_view->table(), Qt::Key_D, Qt::ControlModifier);
    QVERIFY(dialog());
    QTRY_VERIFY(dialog()->confirmButton()->isEnabled());
    write(R"({"id": "copy", "total": 1.50})");
    confirm();
    QTRY_VERIFY(!dialog());
    QCOMPARE(m_sent.back().first, QByteArray("PutItem"));
    QCOMPARE(m_view->model().rowCount(), 2);
}

void TestItemActions::deletesMany()
{
    enter(70);
    m_view->focusRows();
    m_view->table()->selectAll();
    QTest::keyClick(m_view->table(), Qt::Key_Delete);
    QVERIFY(m_actions->deletion());
    auto* question = m_actions->deletion()->question();
    QCOMPARE(question->confirmButton()->text(), QStringLiteral("Delete 70 items in dev"));
    QVERIFY(m_sent.empty());
    question->confirmButton()->click();
    QTRY_VERIFY(!m_actions->deletion());
    QCOMPARE(m_sent.size(), std::size_t(3)); // of 25, 25 and 20
    QVERIFY(m_items.empty());
    QCOMPARE(m_view->model().rowCount(), 0);
}

void TestItemActions::goesOnBehindUnprocessedItems()
{
    enter(30);
    m_unprocessed = QStringLiteral("o-004");
    m_view->table()->selectAll();
    m_actions->deleteItems();
    m_actions->deletion()->question()->confirmButton()->click();
    QTRY_VERIFY(!m_actions->deletion());
    QVERIFY(m_items.empty());
    QCOMPARE(m_view->model().rowCount(), 0);
}

void TestItemActions::deletingCanBeGivenUp()
{
    enter(60);
    m_view->table()->selectAll();
    m_actions->deleteItems();
    m_test->transport->hold();
    m_actions->deletion()->question()->confirmButton()->click();
    QTRY_COMPARE(m_test->transport->openCount(), 1);
    auto* progress = m_actions->deletion()->progress();
    progress->reject();
    QTRY_COMPARE(m_test->transport->openCount(), 0);
    QCOMPARE(m_view->model().rowCount(), 60);
    QStringList texts;
    for (const auto* label : progress->findChildren<TextLabel*>())
        texts.append(label->text());
    QVERIFY(
        texts.contains(QStringLiteral("Given up: 0 of 60 items are deleted; 25 more may be, reload to see")));
    progress->reject();
    QTRY_VERIFY(!m_actions->deletion());
}

void TestItemActions::tellsHowManyWereDeleted()
{
    enter(3);
    m_failures["BatchWriteItem"] = "ThrottlingException";
    m_view->table()->selectAll();
    m_actions->deleteItems();
    m_actions->deletion()->question()->confirmButton()->click();
    QTRY_VERIFY(m_actions->deletion()->progress() && !m_actions->deletion()->progress()->isRunning());
    QVERIFY(m_actions->deletion()->progress()->isVisible());
    QCOMPARE(m_view->model().rowCount(), 3);
}

void TestItemActions::readOnlySessionsOfferNothing()
{
    enter(1);
    select(0);
    m_test->session.policy().lock("Open it again.");
    for (const int key : {int(Qt::Key_F2), int(Qt::Key_Delete)})
        QTest::keyClick(m_view->table(), Qt::Key(key));
    m_actions->newItem();
    m_actions->deleteItems();
    QVERIFY(!m_actions->edit() && !m_actions->deletion());
    const auto buttons = m_view->findChildren<Button*>();
    const auto made = std::find_if(buttons.begin(), buttons.end(), [](const Button* button) {
        return button->text() == QStringLiteral("New item");
    });
    QVERIFY(made != buttons.end() && !(*made)->isEnabled());
    QVERIFY((*made)->toolTip().contains(QStringLiteral("dev is read-only")));
    m_test->session.policy().unlock();
    QVERIFY((*made)->isEnabled());
}

void TestItemActions::productionAsksForTheName()
{
    SessionInfo info = m_gate->info();
    info.production = true;
    m_gate->setInfo(info);
    enter(1);
    m_actions->newItem();
    write(R"({"id": "x"})");
    QVERIFY(!dialog()->confirmButton()->isEnabled());
    dialog()->nameField()->setText(QStringLiteral("dev"));
    confirm();
    QTRY_VERIFY(!dialog());
    QVERIFY(m_items.contains(QStringLiteral("x")));
}

void TestItemActions::editedTextIsNotLostByEscape()
{
    enter(1);
    m_actions->newItem();
    write(R"({"id": "x"})");
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QVERIFY(dialog() && dialog()->isVisible());
    QCOMPARE(dialog()->cancelButton()->text(), QStringLiteral("Discard the text"));
    QTest::keyClick(dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!dialog());
}

INIA_TEST_CLASS(TestItemActions, QApplication)
#include "tst_itemactions.moc"
