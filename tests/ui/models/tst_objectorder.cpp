#include "tests/support/testmain.h"
#include "ui/models/objecttablemodel.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;

namespace {

struct Given {
    const char* key;
    int size;
    int seconds;
    const char* storageClass;
};

// In server order; "p/" is a prefix.
constexpr Given given[] = {
    {"Alpha", 30, 3, "STANDARD"},
    {"beta", 10, 1, "GLACIER"},
    {"gamma", 30, 2, "STANDARD"},
    {"m\xC3\x84RZ", 20, 4, "GLACIER"},
};

ObjectStore makeStore()
{
    Value::List objects;
    for (const auto& row : given) {
        objects.push_back(Value::map({{"Key", row.key},
                                      {"Size", row.size},
                                      {"LastModified", Timestamp{row.seconds, 0}},
                                      {"StorageClass", row.storageClass}}));
    }
    ObjectStore store;
    store.append(Value::map({{"Contents", std::move(objects)},
                             {"CommonPrefixes", Value::list({Value::map({{"Prefix", "p/"}})})}}));
    return store;
}

bool never()
{
    return false;
}

QString text(const RowOrder& order)
{
    QStringList rows;
    for (const auto row : order)
        rows.append(QString::number(row));
    return rows.join(QLatin1Char(' '));
}

} // namespace

Q_DECLARE_METATYPE(inia::ui::ObjectOrder)

class TestObjectOrder final : public QObject {
    Q_OBJECT

private slots:
    void arranges_data();
    void arranges();
    void goesOnFromWhatIsDone_data() { arranges_data(); }
    void goesOnFromWhatIsDone();
    void stopsWhenCancelled();
};

void TestObjectOrder::arranges_data()
{
    using Key = ObjectOrder::Key;
    QTest::addColumn<ObjectOrder>("order");
    QTest::addColumn<QString>("rows");
    const auto ascending = Qt::AscendingOrder;
    const auto descending = Qt::DescendingOrder;
    QTest::newRow("server") << ObjectOrder() << "0 1 2 3 4";
    QTest::newRow("name") << ObjectOrder{Key::Name, ascending, {}} << "0 1 2 3 4";
    QTest::newRow("name down") << ObjectOrder{Key::Name, descending, {}} << "4 3 2 1 0";
    QTest::newRow("size, equal ones as they came") << ObjectOrder{Key::Size, ascending, {}} << "4 1 3 0 2";
    QTest::newRow("size down") << ObjectOrder{Key::Size, descending, {}} << "0 2 3 1 4";
    QTest::newRow("modified") << ObjectOrder{Key::Modified, ascending, {}} << "4 1 2 0 3";
    QTest::newRow("class") << ObjectOrder{Key::StorageClass, ascending, {}} << "4 1 3 0 2";
    QTest::newRow("contains") << ObjectOrder{Key::Server, ascending, "ALPHA"} << "0";
    QTest::newRow("contains, unicode") << ObjectOrder{Key::Server, ascending, "\xC3\xA4rz"} << "3";
    QTest::newRow("contains and size") << ObjectOrder{Key::Size, descending, "a"} << "0 2 1";
    QTest::newRow("no match") << ObjectOrder{Key::Name, ascending, "none"} << "";
}

void TestObjectOrder::arranges()
{
    QFETCH(ObjectOrder, order);
    const auto store = makeStore();
    const auto result = arrange(store.rows(), order, {}, never);
    QTEST(text(result.order), "rows");
    QCOMPARE(result.rows, store.size());
}

void TestObjectOrder::goesOnFromWhatIsDone()
{
    QFETCH(ObjectOrder, order);
    auto store = makeStore();
    auto done = arrange(store.rows(), order, {}, never);
    store.append(Value::map({{"Contents", Value::list({Value::map({{"Key", "bAnana"}, {"Size", 20}}),
                                                       Value::map({{"Key", "aardvark"}, {"Size", 5}})})}}));
    const auto atOnce = arrange(store.rows(), order, {}, never);
    const auto inSteps = arrange(store.rows(), order, std::move(done), never);
    QCOMPARE(text(inSteps.order), text(atOnce.order));
    QCOMPARE(inSteps.rows, std::size_t(7));
}

void TestObjectOrder::stopsWhenCancelled()
{
    const auto store = makeStore();
    const auto result =
        arrange(store.rows(), {ObjectOrder::Key::Name, Qt::AscendingOrder, {}}, {}, [] { return true; });
    QCOMPARE(result.rows, std::size_t(0));
}

INIA_TEST_CLASS(TestObjectOrder, QCoreApplication)
#include "tst_objectorder.moc"
