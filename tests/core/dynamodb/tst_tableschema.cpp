#include "core/dynamodb/itemrequests.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::dynamodb;

namespace {

Value element(const char* name, const char* role)
{
    return Value::map({{"AttributeName", name}, {"KeyType", role}});
}

Value definition(const char* name, const char* type)
{
    return Value::map({{"AttributeName", name}, {"AttributeType", type}});
}

Value index(const char* name, Value keys, const char* projection)
{
    return Value::map({{"IndexName", name},
                       {"KeySchema", std::move(keys)},
                       {"Projection", Value::map({{"ProjectionType", projection}})}});
}

} // namespace

class tst_TableSchema final : public QObject {
    Q_OBJECT

private slots:
    void readsADescription();
    void isEmptyWithoutOne();
};

void tst_TableSchema::readsADescription()
{
    const auto described = Value::map(
        {{"TableName", "orders"},
         {"ItemCount", 12},
         {"TableSizeBytes", 3456},
         {"AttributeDefinitions", Value::list({definition("customer", "S"), definition("at", "N"),
                                               definition("hash", "B"), definition("state", "S")})},
         {"KeySchema", Value::list({element("customer", "HASH"), element("at", "RANGE")})},
         {"GlobalSecondaryIndexes",
          Value::list({index("by-state", Value::list({element("state", "HASH")}), "KEYS_ONLY"),
                       index("by-all",
                             Value::list({element("state", "HASH"), element("hash", "HASH"),
                                          element("at", "RANGE"), element("customer", "RANGE")}),
                             "ALL")})},
         {"LocalSecondaryIndexes",
          Value::list({index("by-hash", Value::list({element("customer", "HASH"), element("hash", "RANGE")}),
                             "INCLUDE")})}});
    const auto schema = TableSchema::fromDescription(described);
    QVERIFY(schema.isKnown());
    QCOMPARE(schema.name, std::string("orders"));
    QCOMPARE(schema.itemCount, std::int64_t{12});
    QCOMPARE(schema.sizeBytes, std::int64_t{3456});
    const KeySchema table{"", {{"customer", TypedKind::Text}}, {{"at", TypedKind::Number}}, false, ""};
    QVERIFY(schema.keys("") == table);
    QVERIFY(schema.keys("no-such-index") == table);
    QCOMPARE(schema.indexes.size(), std::size_t{3});
    const KeySchema local{
        "by-hash", {{"customer", TypedKind::Text}}, {{"hash", TypedKind::Binary}}, false, "INCLUDE"};
    QVERIFY(schema.indexes[0] == local);
    const KeySchema global{"by-state", {{"state", TypedKind::Text}}, {}, true, "KEYS_ONLY"};
    QVERIFY(schema.keys("by-state") == global);
    QCOMPARE(schema.keys("by-all").partition.size(), std::size_t{2});
    QCOMPARE(schema.keys("by-all").sort.back(), (KeyAttribute{"customer", TypedKind::Text}));
}

void tst_TableSchema::isEmptyWithoutOne()
{
    const auto schema = TableSchema::fromDescription({});
    QVERIFY(!schema.isKnown());
    QVERIFY(schema.keys("").partition.empty());
    QVERIFY(schema.indexes.empty());
}

INIA_TEST_CLASS(tst_TableSchema, QCoreApplication)
#include "tst_tableschema.moc"
