#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/resource/requestparams.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_RequestParams final : public QObject {
    Q_OBJECT

private slots:
    void targets_data();
    void targets();
    void merging_data();
    void merging();
    void callersReplaceParameters();
};

void tst_RequestParams::targets_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char* tag, const char* before, const char* target, int index,
                        const char* after) {
        QTest::newRow(tag) << QByteArray(before) << QByteArray(target) << index << QByteArray(after);
    };
    row("plain", "{}", "A", -1, R"({"A": "x"})");
    row("nested", "{}", "A.B", -1, R"({"A": {"B": "x"}})");
    row("item", "{}", "A[0]", -1, R"({"A": ["x"]})");
    row("item further on", "{}", "A[1].B", -1, R"({"A": [{}, {"B": "x"}]})");
    row("a known item", R"({"A": [{"B": 1}]})", "A[0].C", -1, R"({"A": [{"B": 1, "C": "x"}]})");
    row("append", R"({"A": ["w"]})", "A[]", -1, R"({"A": ["w", "x"]})");
    row("append in an item", R"({"F": [{"Values": ["w"]}]})", "F[0].Values[]", -1,
        R"({"F": [{"Values": ["w", "x"]}]})");
    row("item of the page", R"({"D": {"O": [{"K": 1}]}})", "D.O[*].K", 1,
        R"({"D": {"O": [{"K": 1}, {"K": "x"}]}})");
    row("no item of the page", R"({"A": ["w"]})", "A[*]", -1, R"({"A": ["w", "x"]})");
    row("the item an earlier part named", "{}", "A[1].B[*]", -1, R"({"A": [{}, {"B": [{}, "x"]}]})");
    row("append forgets the item", R"({"B": []})", "B[].C[*]", 3, R"({"B": [{"C": ["x"]}]})");
    row("no list where one is needed", R"({"A": "w"})", "A[0]", -1, R"({"A": ["x"]})");
}

void tst_RequestParams::targets()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, target);
    QFETCH(int, index);
    QFETCH(QByteArray, after);
    auto params = parseJson(before.toStdString()).value();
    setAtTarget(params, target.toStdString(), "x",
                index < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(index)));
    QCOMPARE(toJson(params), after.toStdString());
}

void tst_RequestParams::merging_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("added");
    QTest::addColumn<QByteArray>("merged");
    const auto row = [](const char* tag, const char* base, const char* added, const char* merged) {
        QTest::newRow(tag) << QByteArray(base) << QByteArray(added) << QByteArray(merged);
    };
    row("scalars", R"({"A": 1, "B": 2})", R"({"A": 3})", R"({"A": 3, "B": 2})");
    row("lists", R"({"A": [1]})", R"({"A": [2]})", R"({"A": [1, 2]})");
    row("a new list", R"({})", R"({"A": [2]})", R"({"A": [2]})");
    row("a list for a scalar", R"({"A": 1})", R"({"A": [2]})", R"({"A": [2]})");
    row("maps", R"({"A": {"B": 1, "C": 2}})", R"({"A": {"C": 3}})", R"({"A": {"B": 1, "C": 3}})");
    row("lists in maps", R"({"A": {"B": [1]}})", R"({"A": {"B": [2]}})", R"({"A": {"B": [2]}})");
}

void tst_RequestParams::merging()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, added);
    QFETCH(QByteArray, merged);
    QCOMPARE(
        toJson(mergedParams(parseJson(base.toStdString()).value(), parseJson(added.toStdString()).value())),
        merged.toStdString());
}

void tst_RequestParams::callersReplaceParameters()
{
    const auto built = Value::map({{"Ids", Value::list({"a"})}, {"Force", true}});
    const auto said = Value::map({{"Ids", Value::list({"b"})}});
    QCOMPARE(toJson(overriddenParams(built, said)), std::string(R"({"Ids": ["b"], "Force": true})"));
}

INIA_TEST_CLASS(tst_RequestParams, QCoreApplication)
#include "tst_requestparams.moc"
