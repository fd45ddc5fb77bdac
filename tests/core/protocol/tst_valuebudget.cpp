#include "core/protocol/cbor.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/xmlreader.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

/// What an answer may become in memory has a bound that its length is not.
class TestValueBudget final : public QObject {
    Q_OBJECT
private slots:
    void counts();
    void json_data();
    void json();
    void cbor_data();
    void cbor();
    void xml_data();
    void xml();

private:
    static constexpr auto most = static_cast<qsizetype>(mostValues);
};

void TestValueBudget::counts()
{
    ValueBudget budget(3);
    QVERIFY(budget.spend());
    QVERIFY(budget.spend(2));
    QVERIFY(!budget.isExceeded());
    QVERIFY(!budget.spend());
    QVERIFY(budget.isExceeded());
    QVERIFY(!budget.spend(0)); // once spent, always
}

void TestValueBudget::json_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("fits");
    QTest::newRow("list") << "[" + QByteArray("1,").repeated(most - 2) + "1]" << true;
    QTest::newRow("list, one more") << "[" + QByteArray("1,").repeated(most - 1) + "1]" << false;
    QTest::newRow("empty maps") << "[" + QByteArray("{},").repeated(most) + "{}]" << false;
    QTest::newRow("map") << "{" + QByteArray("\"\":1,").repeated(most) + "\"\":1}" << false;
}

void TestValueBudget::json()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, fits);
    const auto value = parseJson({text.constData(), static_cast<std::size_t>(text.size())});
    QCOMPARE(value.ok(), fits);
    QVERIFY(fits || value.error().message.find("4000000 values") != std::string::npos);
}

void TestValueBudget::cbor_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty maps") << QByteArray("\x9f") + QByteArray("\xa0").repeated(most) +
                                       QByteArray("\xff");
    QTest::newRow("nulls") << QByteArray("\x9f") + QByteArray("\xf6").repeated(most) + QByteArray("\xff");
    QTest::newRow("empty lists in a map")
        << QByteArray("\xbf") + QByteArray("\x60\x80").repeated(most) + QByteArray("\xff");
}

void TestValueBudget::cbor()
{
    QFETCH(QByteArray, bytes);
    const auto value = parseCbor(bytes);
    QVERIFY(!value.ok());
    QVERIFY2(value.error().message.find("more values than fit") != std::string::npos,
             value.error().message.c_str());
}

void TestValueBudget::xml_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("elements") << "<a>" + QByteArray("<b/>").repeated(2 * most) + "</a>";
    QTest::newRow("attributes") << "<a " + QByteArray("b=\"\" ").repeated(2 * most) + "/>";
}

void TestValueBudget::xml()
{
    QFETCH(QByteArray, text);
    const auto document = XmlDocument::parse(text);
    QVERIFY(!document.ok());
    QVERIFY(document.error().message.find("4000000 values") != std::string::npos);
}

INIA_TEST_CLASS(TestValueBudget, QCoreApplication)
#include "tst_valuebudget.moc"
