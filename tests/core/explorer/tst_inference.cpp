#include "core/jmespath/expression.h"
#include "core/jmespath/jsontext.h"
#include "tests/core/explorer/explorerfixture.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

namespace {

/// Two lists, a read, a change and a fact: the least that has all kinds of answers.
const std::string zoo = R"({"metadata": {"protocol": "json"}, "operations": {
 "ListCages": {"http": {"method": "POST"}, "input": {"shape": "ListCagesIn"}, "output": {"shape": "ListCagesOut"}},
 "ListAnimals": {"input": {"shape": "ListAnimalsIn"}, "output": {"shape": "ListAnimalsOut"}},
 "DescribeCage": {"input": {"shape": "CageIn"}, "output": {"shape": "DescribeCageOut"}},
 "DeleteCage": {"input": {"shape": "CageIn"}},
 "CreateCage": {"input": {"shape": "CreateCageIn"}},
 "ListFeedings": {"input": {"shape": "FeedingsIn"}, "output": {"shape": "FeedingsOut"}},
 "GetVisit": {"input": {"shape": "VisitIn"}, "output": {"shape": "VisitOut"}},
 "GetAccountSettings": {"output": {"shape": "SettingsOut"}}},
 "shapes": {
 "String": {"type": "string"}, "CageArn": {"type": "string", "pattern": "arn:aws:zoo:.*"},
 "Integer": {"type": "integer"}, "Time": {"type": "timestamp"},
 "Status": {"type": "string", "enum": ["ACTIVE", "DELETING", "FAILED"]},
 "Region": {"type": "string", "enum": ["north", "south"]},
 "ListCagesIn": {"type": "structure", "required": ["MaxResults"], "members": {"MaxResults": {"shape": "Integer"}}},
 "ListCagesOut": {"type": "structure", "members": {"Cages": {"shape": "Cages"}, "NextToken": {"shape": "String"}}},
 "Cages": {"type": "list", "member": {"shape": "CageSummary"}},
 "CageSummary": {"type": "structure", "members": {"CageId": {"shape": "String"}, "CageArn": {"shape": "CageArn"},
   "CageName": {"shape": "String"}, "CageStatus": {"shape": "Status"}, "CreationTime": {"shape": "Time"},
   "SizeInBytes": {"shape": "Integer"}, "Password": {"shape": "String"}}},
 "ListAnimalsIn": {"type": "structure", "required": ["CageId"], "members": {"CageId": {"shape": "String"}}},
 "ListAnimalsOut": {"type": "structure", "members": {"Animals": {"shape": "Animals"}, "NextToken": {"shape": "String"}}},
 "Animals": {"type": "list", "member": {"shape": "Animal"}},
 "Animal": {"type": "structure", "members": {"AnimalId": {"shape": "String"}, "CageArn": {"shape": "CageArn"}}},
 "CageIn": {"type": "structure", "required": ["Cage"], "members": {"Cage": {"shape": "String",
   "documentation": "<p>The ARN of the cage.</p>"}}},
 "DescribeCageOut": {"type": "structure", "members": {"Cage": {"shape": "CageSummary"}}},
 "CreateCageIn": {"type": "structure", "required": ["CageName"], "members": {"CageName": {"shape": "String"}}},
 "FeedingsIn": {"type": "structure", "required": ["Region", "StartTime"], "members": {"Region": {"shape": "Region"},
   "StartTime": {"shape": "Time"}}},
 "FeedingsOut": {"type": "structure", "members": {"Feedings": {"shape": "Animals"}}},
 "VisitIn": {"type": "structure", "required": ["TicketNumber"], "members": {"TicketNumber": {"shape": "String"}}},
 "VisitOut": {"type": "structure", "members": {"Visitors": {"shape": "Animals"}}},
 "SettingsOut": {"type": "structure", "members": {"Limit": {"shape": "Integer"}}}}})";

} // namespace

class tst_Inference final : public QObject {
    Q_OBJECT

private slots:
    void infers_data();
    void infers();
    void borrowsItemsOfAnotherService();
    void aNewServiceNeedsNothing();
};

void tst_Inference::infers_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char* name, const char* expression, const char* answer) {
        QTest::newRow(name) << QString::fromLatin1(expression) << QString::fromLatin1(answer);
    };
    row("roots need no item", "lists[?!under].op", R"(["ListCages","ListFeedings"])");
    row("a size is a hundred", "lists[?op=='ListCages'].with | [0]", R"({"MaxResults":"const:100"})");
    row("an enum is a fan, a start is a day ago", "lists[?op=='ListFeedings'].with | [0]",
        R"({"Region":"enum:","StartTime":"time:from"})");
    row("a list hangs on what its parameter names", "lists[?op=='ListAnimals'].[under,with][]",
        R"(["cage",{"CageId":"item:CageId"}])");
    row("a load gives all of one item", "types.cage.load",
        R"({"op":"DescribeCage","with":{"Cage":"item:CageArn"},"at":"Cage"})");
    row("what most operations know it by", "types.cage.key", R"("CageArn")");
    row("columns: name, state, id first, no password", "types.cage.columns",
        R"([["CageName","name"],["CageStatus","state"],["CageArn","id"],["CreationTime","time"],["SizeInBytes","number","B"],["CageId","id"]])");
    row("values of a state have a class", "types.cage.health",
        R"({"good":["ACTIVE"],"changing":["DELETING"],"bad":["FAILED"]})");
    row("actions, with their effect", "types.cage.actions",
        R"([{"op":"DeleteCage","effect":"destructive","with":{"Cage":"item:CageArn"}}])");
    row("what makes a thing starts from none", "elsewhere", R"(["CreateCage","GetVisit"])");
    row("a member that names another item", "types.animal.links", R"({"CageArn":"zoo:cage"})");
    row("one thing of the service is a fact", "facts", R"([{"op":"GetAccountSettings","at":"@"}])");
    row("nothing gives a ticket", "unreachable", R"({"GetVisit":"no list gives TicketNumber"})");
}

void tst_Inference::infers()
{
    QFETCH(const QString, expression);
    QFETCH(const QString, answer);
    tests::SmallModels models;
    models.models["zoo"] = zoo;
    const auto built = models.build("zoo");
    QVERIFY2(built.ok(), built ? "" : built.error().message.c_str());
    QVERIFY(built->problems.empty());
    QCOMPARE(
        QString::fromStdString(jmespath::jsonText(searchOrNull(expression.toStdString(), built->document))),
        answer);
}

void tst_Inference::borrowsItemsOfAnotherService()
{
    tests::SmallModels models;
    models.models["zoo"] = zoo;
    models.models["zoo-data"] =
        R"({"operations": {"ListSounds": {"input": {"shape": "In"}, "output": {"shape": "Out"}}},
        "shapes": {"String": {"type": "string"}, "Sounds": {"type": "list", "member": {"shape": "String"}},
        "In": {"type": "structure", "required": ["CageId"], "members": {"CageId": {"shape": "String"}}},
        "Out": {"type": "structure", "members": {"Sounds": {"shape": "Sounds"}}}}})";
    const auto alone = models.build("zoo-data");
    QVERIFY(alone.ok());
    QVERIFY(alone->document["unreachable"].contains("ListSounds"));
    models.borrowed = R"({"borrowed": {"zoo-data": [{"type": "zoo:cage"}]}})";
    const auto built = models.build("zoo-data");
    QVERIFY(built.ok());
    QCOMPARE(built->document["lists"][0]["under"].text(), std::string("zoo:cage"));
    QVERIFY(built->document["types"]["zoo:cage"]["borrowed"].toBool());
    QVERIFY(built->report.isBorrowing);
    models.borrowed = R"({"borrowed": {"zoo-data": [{"type": "zoo:unicorn"}]}})";
    const auto unknown = models.build("zoo-data");
    QVERIFY(unknown.ok());
    QCOMPARE(unknown->problems, std::vector<std::string>{"borrowed.json: zoo has no type unicorn"});
}

void tst_Inference::aNewServiceNeedsNothing()
{
    tests::SmallModels models;
    models.models["garden"] = R"({"operations": {"ListTrees": {"output": {"shape": "Out"}}},
        "shapes": {"String": {"type": "string"}, "Trees": {"type": "list", "member": {"shape": "TreeArn"}},
        "TreeArn": {"type": "string"}, "Out": {"type": "structure", "members": {"TreeArns": {"shape": "Trees"}}}}})";
    const auto built = models.build("garden");
    QVERIFY(built.ok());
    QCOMPARE(QString::fromStdString(jmespath::jsonText(built->roots)), QStringLiteral(R"({"tree":"trees"})"));
    QCOMPARE(built->report.roots, 1);
}

INIA_TEST_CLASS(tst_Inference, QCoreApplication)
#include "tst_inference.moc"
