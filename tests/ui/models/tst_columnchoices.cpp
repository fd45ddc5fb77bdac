#include "tests/support/testmain.h"
#include "ui/models/resourcelayouts.h"

#include <QtTest/QtTest>

using namespace inia::ui;
using Source = ResourceColumn::Source;

class TestColumnChoices final : public QObject {
    Q_OBJECT

private slots:
    void comesBackAsItWas();
    void typedColumnsAreMembersOrExpressions();
    void cellsOfExpressions();
    void isShared();
    void keepsWidths();
    void forgets();
    void leavesOutWhatItDoesNotKnow();
};

void TestColumnChoices::comesBackAsItWas()
{
    const ResourceColumns columns{{Source::Tag, "Name", "Name", ColumnKind::Name},
                                  {Source::Member, "State.Name", "State", ColumnKind::State},
                                  {Source::Identifier, "id", "Id", ColumnKind::Mono},
                                  {Source::Title, "", "T\u00edtulo", ColumnKind::Text},
                                  {Source::Member, "LaunchTime", "Launched", ColumnKind::Date},
                                  {Source::Expression, "Tags[0].Value", "First tag", ColumnKind::Text}};
    ColumnChoices choices;
    choices.choose("ec2.Instance", columns);
    const auto again = ColumnChoices::fromJson(choices.toJson());
    const auto* found = again.find("ec2.Instance");
    QVERIFY(found && *found == columns);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        QCOMPARE((*found)[i].label, columns[i].label);
        QCOMPARE((*found)[i].kind, columns[i].kind);
    }
    QVERIFY(!again.find("ec2.Vpc"));
    QVERIFY(found->back().expression.has_value());
}

void TestColumnChoices::typedColumnsAreMembersOrExpressions()
{
    const auto member = typedColumn(" State.Name ", {}, inia::Value("running"));
    QVERIFY(member.ok());
    QCOMPARE(member->source, Source::Member);
    QCOMPARE(member->key, std::string("State.Name"));
    QCOMPARE(member->kind, ColumnKind::State);
    const auto found = typedColumn("Tags[?Key=='Env'].Value | [0]", "Env", inia::Value("test"));
    QVERIFY(found.ok());
    QCOMPARE(found->source, Source::Expression);
    QCOMPARE(found->label, std::string("Env"));
    const auto wrong = typedColumn("Tags[", {}, {});
    QVERIFY(!wrong.ok());
    QCOMPARE(wrong.error().kind, inia::ErrorKind::Parameter);
}

void TestColumnChoices::cellsOfExpressions()
{
    using inia::Value;
    const Value tag = Value::map({{"Key", "Env"}, {"Value", "test"}});
    const ResourceFacts row{Value::map({{"Tags", Value::list({tag})}}), {}, nullptr};
    QCOMPARE(cellValue(*typedColumn("Tags[?Key=='Env'].Value | [0]", {}, {}), row).text(),
             std::string("test"));
    QVERIFY(cellValue(*typedColumn("Gone[0]", {}, {}), row).isNull());
    QVERIFY(cellValue(*typedColumn("abs(Tags)", {}, {}), row).isNull()); // fails on this row
    const auto kept = ColumnChoices::fromJson(
        R"({"a.B": [{"source": "jmespath", "key": "Tags[", "label": "Wrong", "kind": "text"}]})");
    QVERIFY(kept.find("a.B") != nullptr);
    QVERIFY(cellValue(kept.find("a.B")->front(), row).isNull());
}

void TestColumnChoices::isShared()
{
    ResourceColumns columns{{Source::Member, "MemorySize", "Memory", ColumnKind::Number}};
    columns.front().unit = "MiB";
    QCOMPARE(columnTitle(columns.front()), std::string("Memory (MiB)"));
    const QByteArray text = ColumnChoices::shared("lambda.Function", columns);
    const auto again = ColumnChoices::fromShared("lambda.Function", text);
    QVERIFY(again.ok() && *again == columns);
    QCOMPARE(again->front().unit, std::string("MiB"));
    QVERIFY(!ColumnChoices::fromShared("ec2.Instance", text).ok());
    const auto none = ColumnChoices::fromShared("ec2.Instance", "{\"a\": ");
    QVERIFY(none.error().message.find("no JSON") != std::string::npos);
}

void TestColumnChoices::keepsWidths()
{
    const ResourceColumn column{Source::Member, "State.Name", "State", ColumnKind::State};
    ColumnChoices choices;
    choices.setWidth("ec2.Instance", ColumnChoices::nameOf(column), 210);
    choices.setWidth("ec2.Instance", "member:Other", -1);
    const auto again = ColumnChoices::fromJson(choices.toJson());
    QCOMPARE(again.width("ec2.Instance", ColumnChoices::nameOf(column)), 210);
    QCOMPARE(again.width("ec2.Instance", "member:Other"), 0);
    QCOMPARE(again.width("ec2.Vpc", ColumnChoices::nameOf(column)), 0);
    QVERIFY(!again.find("ec2.Instance"));
}

void TestColumnChoices::forgets()
{
    ColumnChoices choices;
    choices.choose("ec2.Vpc", {{Source::Tag, "Name", "Name", ColumnKind::Name}});
    QVERIFY(choices.forget("ec2.Vpc"));
    QVERIFY(!choices.forget("ec2.Vpc"));
    QVERIFY(!choices.find("ec2.Vpc"));
}

void TestColumnChoices::leavesOutWhatItDoesNotKnow()
{
    const auto choices = ColumnChoices::fromJson(
        R"({"a.B": [{"source": "moon", "key": "x", "label": "X", "kind": "text"}],
            "a.C": [{"source": "tag", "key": "x", "label": "X", "kind": "waterfall"},
                    {"source": "tag", "key": "y", "label": "Y", "kind": "text"}], "a.D": 5})");
    QVERIFY(!choices.find("a.B") && !choices.find("a.D"));
    QCOMPARE(choices.find("a.C")->size(), std::size_t(1));
    QVERIFY(!ColumnChoices::fromJson("nonsense").find("a.B"));
}

INIA_TEST_CLASS(TestColumnChoices, QCoreApplication)
#include "tst_columnchoices.moc"
