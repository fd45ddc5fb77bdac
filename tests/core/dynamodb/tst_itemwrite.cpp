#include "core/dynamodb/itemrequests.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::dynamodb;

namespace {

const KeySchema keys{{}, {{"id", TypedKind::Text}}, {{"day", TypedKind::Number}}, false, {}};

NativeValue item(NativeValue::Members others)
{
    NativeValue::Members members{{"id", "a"}, {"day", 1}};
    members.insert(members.end(), others.begin(), others.end());
    return NativeValue::map(std::move(members));
}

} // namespace

class tst_ItemWrite final : public QObject {
    Q_OBJECT

private slots:
    void newItemsMustNotBeThere();
    void editsChangeWhatDiffers();
    void editsCompareWhatWasRead();
    void refusesEdits_data();
    void refusesEdits();
};

void tst_ItemWrite::newItemsMustNotBeThere()
{
    const auto params = newItemParams("orders", item({}), keys);
    QCOMPARE(params["ConditionExpression"].text(), std::string("attribute_not_exists(#n0)"));
    QCOMPARE(params["ExpressionAttributeNames"]["#n0"].text(), std::string("id"));
    QVERIFY(!params.contains("ExpressionAttributeValues"));
    QVERIFY(params["Item"] == item({}));
}

void tst_ItemWrite::editsChangeWhatDiffers()
{
    const auto params = editedItemParams("orders", item({{"same", 1}, {"total", 5}, {"gone", "x"}}),
                                         item({{"total", 6}, {"same", 1}, {"a.b", true}}), keys);
    QVERIFY(params.ok());
    QVERIFY((*params)["Key"] == item({}));
    QCOMPARE((*params)["UpdateExpression"].text(), std::string("SET #n1 = :v1, #n2 = :v2 REMOVE #n3"));
    const auto& names = (*params)["ExpressionAttributeNames"];
    QCOMPARE(names["#n1"].text(), std::string("total"));
    QCOMPARE(names["#n2"].text(), std::string("a.b"));
    QCOMPARE(names["#n3"].text(), std::string("gone"));
    QVERIFY((*params)["ExpressionAttributeValues"][":v1"] == NativeValue(6));
    QVERIFY((*params)["ExpressionAttributeValues"][":v2"] == NativeValue(true));
}

void tst_ItemWrite::editsCompareWhatWasRead()
{
    const auto params = editedItemParams("orders", item({{"total", 5}, {"gone", "x"}}),
                                         item({{"total", 6}, {"new", true}}), keys);
    QVERIFY(params.ok());
    QCOMPARE((*params)["ConditionExpression"].text(),
             std::string("attribute_exists(#n0) AND #n1 = :v0 AND attribute_not_exists(#n2) AND #n3 = :v3"));
    QCOMPARE((*params)["ExpressionAttributeNames"]["#n0"].text(), std::string("id"));
    QVERIFY((*params)["ExpressionAttributeValues"][":v0"] == NativeValue(5));
    QVERIFY((*params)["ExpressionAttributeValues"][":v3"] == NativeValue("x"));
    QCOMPARE((*params)["ReturnValues"].text(), std::string("ALL_NEW"));
}

void tst_ItemWrite::refusesEdits_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("nothing changed") << QByteArray("NoChange");
    QTest::newRow("other key") << QByteArray("KeyChanged");
    QTest::newRow("too many") << QByteArray("TooMany");
}

void tst_ItemWrite::refusesEdits()
{
    QFETCH(QByteArray, code);
    auto after = item({});
    if (code == "KeyChanged")
        after.insert("day", 2);
    for (int i = 0; code == "TooMany" && i < 151; ++i)
        after.insert("a" + std::to_string(i), i);
    const auto params = editedItemParams("orders", item({}), after, keys);
    QVERIFY(!params.ok());
    QCOMPARE(params.error().code, code.toStdString());
}

INIA_TEST_CLASS(tst_ItemWrite, QCoreApplication)
#include "tst_itemwrite.moc"
