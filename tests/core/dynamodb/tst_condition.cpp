#include "core/dynamodb/calltransform.h"
#include "core/dynamodb/nativevalue.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::dynamodb;

class tst_Condition final : public QObject {
    Q_OBJECT

private slots:
    void expressions_data();
    void expressions();
    void placeholdersAreCountedOn();
    void keyConditionsTakeKeys();
    void valuesKeepTheirKind();
};

void tst_Condition::expressions_data()
{
    QTest::addColumn<NativeValue>("condition");
    QTest::addColumn<QString>("expression");
    QTest::newRow("eq") << NativeValue(Attr("a").eq(1)) << "#n0 = :v0";
    QTest::newRow("ne") << NativeValue(Attr("a").ne("x")) << "#n0 <> :v0";
    QTest::newRow("lt") << NativeValue(Attr("a").lt(1)) << "#n0 < :v0";
    QTest::newRow("lte") << NativeValue(Attr("a").lte(1)) << "#n0 <= :v0";
    QTest::newRow("gt") << NativeValue(Attr("a").gt(1)) << "#n0 > :v0";
    QTest::newRow("gte") << NativeValue(Attr("a").gte(1)) << "#n0 >= :v0";
    QTest::newRow("begins_with") << NativeValue(Key("a").beginsWith("x")) << "begins_with(#n0, :v0)";
    QTest::newRow("between") << NativeValue(Key("a").between(1, 2)) << "#n0 BETWEEN :v0 AND :v1";
    QTest::newRow("in") << NativeValue(Attr("a").isIn({1, "b"})) << "#n0 IN (:v0, :v1)";
    QTest::newRow("in nothing") << NativeValue(Attr("a").isIn(NativeValue::set({}))) << "#n0 IN ()";
    QTest::newRow("exists") << NativeValue(Attr("a").exists()) << "attribute_exists(#n0)";
    QTest::newRow("not exists") << NativeValue(Attr("a").notExists()) << "attribute_not_exists(#n0)";
    QTest::newRow("contains") << NativeValue(Attr("a").contains("x")) << "contains(#n0, :v0)";
    QTest::newRow("type") << NativeValue(Attr("a").attributeType("S")) << "attribute_type(#n0, :v0)";
    QTest::newRow("size") << NativeValue(Attr("a").size().gt(3)) << "size(#n0) > :v0";
    QTest::newRow("size alone") << NativeValue(Condition(Attr("a").size())) << "size(#n0)";
    QTest::newRow("other attribute") << NativeValue(Attr("a").eq(Attr("b"))) << "#n0 = #n1";
    QTest::newRow("other size") << NativeValue(Attr("a").lt(Attr("b").size())) << "#n0 < size(#n1)";
    QTest::newRow("and, or, not") << NativeValue(Attr("a").eq(1) & (Attr("b").eq(2) | ~Attr("c").exists()))
                                  << "(#n0 = :v0 AND (#n1 = :v1 OR (NOT attribute_exists(#n2))))";
    QTest::newRow("path") << NativeValue(Attr("a.b[1].c").exists()) << "attribute_exists(#n0.#n1[1].#n2)";
    QTest::newRow("indexes") << NativeValue(Attr("a[12][3]").exists()) << "attribute_exists(#n0[12][3])";
    QTest::newRow("odd name") << NativeValue(Attr("a-b {0}%s").exists()) << "attribute_exists(#n0)";
    QTest::newRow("stray bracket") << NativeValue(Attr("a.b]c").exists()) << "attribute_exists(a.b]#n0)";
}

void tst_Condition::expressions()
{
    QFETCH(NativeValue, condition);
    QFETCH(QString, expression);
    ExpressionBuilder builder;
    const auto built = builder.build(*condition.condition(), false);
    QVERIFY(built.ok());
    QCOMPARE(QString::fromStdString(*built), expression);
}

void tst_Condition::placeholdersAreCountedOn()
{
    ExpressionBuilder builder;
    QCOMPARE(builder.build(*Attr("a").eq(1).node(), false).value(), std::string("#n0 = :v0"));
    QCOMPARE(builder.build(*Key("b.c").eq("x").node(), true).value(), std::string("#n1.#n2 = :v1"));
    QCOMPARE(NativeValue::map(builder.names()), NativeValue::map({{"#n0", "a"}, {"#n1", "b"}, {"#n2", "c"}}));
    QCOMPARE(NativeValue::map(builder.values()), NativeValue::map({{":v0", 1}, {":v1", "x"}}));
}

void tst_Condition::keyConditionsTakeKeys()
{
    ExpressionBuilder builder;
    const auto condition = Key("pk").eq("x") & Attr("other").eq(1);
    const auto refused = builder.build(*condition.node(), true);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Parameter);
    QCOMPARE(refused.error().code, std::string("NeedsKeyCondition"));
    QVERIFY(refused.error().message.find("other") != std::string::npos);
    QVERIFY(ExpressionBuilder().build(*condition.node(), false).ok());
}

void tst_Condition::valuesKeepTheirKind()
{
    ExpressionBuilder builder;
    const auto list = NativeValue::list({1, 2});
    QVERIFY(builder.build(*Attr("a").eq(list).node(), false).ok());
    QCOMPARE(builder.values().front().second, list);
}

INIA_TEST_CLASS(tst_Condition, QCoreApplication)
#include "tst_condition.moc"
