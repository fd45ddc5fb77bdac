#include "tests/support/testmain.h"
#include "ui/items/conditionrow.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>

#include <memory>

using namespace inia;
using namespace inia::ui;
using inia::dynamodb::AttributeTest;
using inia::dynamodb::TypedKind;
using Op = AttributeTest::Operator;
using Role = ConditionRow::Role;

Q_DECLARE_METATYPE(inia::dynamodb::AttributeTest)

class TestConditionRow final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsFilters_data();
    void keepsFilters();
    void tellsNamesFromPaths_data();
    void tellsNamesFromPaths();
    void splitsListsOfValues();
    void asksKeysWhatKeysCanBeAsked();
    void showsTheFieldsThatAreNeeded();
    void guessesTheTypeOfAKnownAttribute();
    void saysWhatIsWrongUntilItIsMended();
    void choosesByKeyboard();

private:
    [[nodiscard]] static QList<QLineEdit*> shownFields(const ConditionRow& row);
    [[nodiscard]] static QLineEdit* valueField(const ConditionRow& row);

    std::unique_ptr<Appearance> m_appearance;
};

void TestConditionRow::initTestCase()
{
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

QList<QLineEdit*> TestConditionRow::shownFields(const ConditionRow& row)
{
    QList<QLineEdit*> fields;
    for (auto* field : row.findChildren<QLineEdit*>()) {
        if (field->isVisibleTo(&row))
            fields.append(field);
    }
    return fields;
}

QLineEdit* TestConditionRow::valueField(const ConditionRow& row)
{
    for (auto* field : shownFields(row)) {
        if (field->accessibleName() == QStringLiteral("Value"))
            return field;
    }
    return nullptr;
}

void TestConditionRow::keepsFilters_data()
{
    QTest::addColumn<AttributeTest>("test");
    for (int i = 0; i <= static_cast<int>(Op::SizeGreaterOrEqual); ++i) {
        AttributeTest test{"a.b[1]", static_cast<Op>(i), TypedKind::Number, {}};
        const int count = dynamodb::valueCount(test.op);
        for (int value = 0; value < (count < 0 ? 3 : count); ++value)
            test.values.push_back(std::to_string(value + 1));
        QTest::addRow("operator %d", i) << test;
    }
}

void TestConditionRow::keepsFilters()
{
    QFETCH(AttributeTest, test);
    ConditionRow row(*m_appearance, Role::Filter);
    row.setTest(test);
    QVERIFY(row.test() == test);
}

void TestConditionRow::tellsNamesFromPaths_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("attribute");
    QTest::addColumn<bool>("isName");
    const auto row = [](const char* name, const char* text, const char* attribute, bool isName) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(attribute) << isName;
    };
    row("plain", "color", "color", false); // nothing to tell
    row("path", "address.lines[0]", "address.lines[0]", false);
    row("attribute that is there", " a.b ", "a.b", true);
    row("in quotes", "\"x.y\"", "x.y", true);
    row("with quotes of its own", "\"q\"", "\"q\"", true);
    row("a single quote", "\"", "\"", false);
}

void TestConditionRow::tellsNamesFromPaths()
{
    QFETCH(QString, text);
    QFETCH(QString, attribute);
    QFETCH(bool, isName);
    ConditionRow row(*m_appearance, Role::Filter);
    row.setKnownAttributes({{"a.b", TypedKind::Number}, {"\"q\"", TypedKind::Text}});
    row.setTest({"color", Op::Exists, TypedKind::Text, {}});
    shownFields(row).front()->setText(text);
    QCOMPARE(QString::fromStdString(row.test().attribute), attribute);
    QCOMPARE(row.test().isName, isName);
    // And back: what is kept in the history asks the same again.
    ConditionRow again(*m_appearance, Role::Filter);
    again.setTest(row.test());
    QCOMPARE(again.test().attribute, row.test().attribute);
    QCOMPARE(again.test().isName, isName);
}

void TestConditionRow::splitsListsOfValues()
{
    ConditionRow row(*m_appearance, Role::Filter);
    row.setTest({"a", Op::IsIn, TypedKind::Text, {"x"}});
    valueField(row)->setText(QStringLiteral(" one, two three ,,four"));
    QCOMPARE(row.test().values, (std::vector<std::string>{"one", "two three", "four"}));
}

void TestConditionRow::asksKeysWhatKeysCanBeAsked()
{
    ConditionRow sort(*m_appearance, Role::Sort);
    sort.setKey({"at", TypedKind::Number});
    QVERIFY(sort.isBlank());
    sort.setTest({"ignored", Op::BeginsWith, TypedKind::Text, {"1"}});
    QVERIFY(!sort.isBlank());
    const AttributeTest asked{"at", Op::Equal, TypedKind::Number, {"1"}};
    QVERIFY(sort.test() == asked); // numbers begin with nothing
    sort.setTest({"at", Op::Between, TypedKind::Number, {"1", "2"}});
    const AttributeTest range{"at", Op::Between, TypedKind::Number, {"1", "2"}};
    QVERIFY(sort.test() == range);
    ConditionRow partition(*m_appearance, Role::Partition);
    partition.setKey({"id", TypedKind::Text});
    QVERIFY(!partition.findChild<ChoiceBox*>()->isVisibleTo(&partition));
    QCOMPARE(partition.test().op, Op::Equal);
}

void TestConditionRow::showsTheFieldsThatAreNeeded()
{
    ConditionRow row(*m_appearance, Role::Filter);
    row.setTest({"a", Op::Exists, TypedKind::Text, {}});
    QCOMPARE(shownFields(row).size(), 1);
    row.setTest({"a", Op::Equal, TypedKind::Null, {""}});
    QCOMPARE(shownFields(row).size(), 1);
    row.setTest({"a", Op::Equal, TypedKind::Text, {"x"}});
    QCOMPARE(shownFields(row).size(), 2);
    row.setTest({"a", Op::Between, TypedKind::Text, {"x", "y"}});
    QCOMPARE(shownFields(row).size(), 3);
}

void TestConditionRow::guessesTheTypeOfAKnownAttribute()
{
    ConditionRow row(*m_appearance, Role::Filter);
    row.show();
    row.setKnownAttributes({{"total", TypedKind::Number}, {"id", TypedKind::Text}});
    auto* attribute = row.findChildren<QLineEdit*>().last();
    attribute->setText(QStringLiteral("total"));
    QCOMPARE(row.test().kind, TypedKind::Number);
    attribute->setText(QStringLiteral("id"));
    QCOMPARE(row.test().kind, TypedKind::Text);
    auto* kinds = row.findChildren<ChoiceBox*>().last();
    QTest::keyClick(kinds, Qt::Key_Down);
    QTest::keyClick(kinds, Qt::Key_Down);
    QCOMPARE(row.test().kind, TypedKind::Binary);
    attribute->setText(QStringLiteral("total"));
    QCOMPARE(row.test().kind, TypedKind::Binary);
}

void TestConditionRow::saysWhatIsWrongUntilItIsMended()
{
    ConditionRow row(*m_appearance, Role::Filter);
    row.show();
    const int height = row.sizeHint().height();
    row.setProblem(QStringLiteral("Give a number"));
    QVERIFY(row.sizeHint().height() > height);
    QTest::keyClicks(valueField(row), QStringLiteral("1"));
    QCOMPARE(row.sizeHint().height(), height);
}

void TestConditionRow::choosesByKeyboard()
{
    ConditionRow row(*m_appearance, Role::Filter);
    row.setTest({"a", Op::Equal, TypedKind::Number, {"1"}});
    row.show();
    QTest::keyClick(row.findChild<ChoiceBox*>(), Qt::Key_Down);
    QCOMPARE(row.test().op, Op::NotEqual);
    QTest::keyClick(row.findChild<ChoiceBox*>(), Qt::Key_Up);
    QTest::keyClick(row.findChild<ChoiceBox*>(), Qt::Key_Up);
    QCOMPARE(row.test().op, Op::Equal);
    QSignalSpy submitted(&row, &ConditionRow::submitted);
    QTest::keyClick(valueField(row), Qt::Key_Return);
    QCOMPARE(submitted.count(), 1);
}

INIA_TEST_CLASS(TestConditionRow, QApplication)
#include "tst_conditionrow.moc"
