#include "tests/core/explorer/explorerfixture.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

/// Models and definitions that are broken: named, and nothing worse.
class tst_BadModels final : public QObject {
    Q_OBJECT

private slots:
    void models_data();
    void models();
    void cyclicShapesEnd();
    void definitions_data();
    void definitions();
    void theRestOfABrokenFileWorks();
    void everyFileOfTheProjectFitsItsModel();
};

namespace {

const std::string ponds = R"({"operations": {"ListPonds": {"output": {"shape": "Out"}},
    "ListFish": {"input": {"shape": "In"}, "output": {"shape": "FishOut"}}},
    "shapes": {"String": {"type": "string"}, "Ponds": {"type": "list", "member": {"shape": "Pond"}},
    "Pond": {"type": "structure", "members": {"PondId": {"shape": "String"}, "Parent": {"shape": "Pond"}}},
    "Strings": {"type": "list", "member": {"shape": "String"}},
    "In": {"type": "structure", "required": ["PondId"], "members": {"PondId": {"shape": "String"}}},
    "FishOut": {"type": "structure", "members": {"Fish": {"shape": "Strings"}}},
    "Out": {"type": "structure", "members": {"Ponds": {"shape": "Ponds"}}}}})";

std::string definitionsWith(const std::string& entry)
{
    return R"({"version": 1, "service": "ponds", )" + entry + '}';
}

} // namespace

void tst_BadModels::models_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("code");
    QTest::newRow("no operations") << R"({"shapes": {}})"
                                   << "NoOperations";
    QTest::newRow("operations of another kind") << R"({"operations": 3, "shapes": {}})"
                                                << "NoOperations";
    QTest::newRow("an unknown type")
        << R"({"operations": {"ListX": {}}, "shapes": {"A": {"type": "matrix"}}})"
        << "UnknownType";
    QTest::newRow("a shape without a type") << R"({"operations": {"ListX": {}}, "shapes": {"A": {}}})"
                                            << "UnknownType";
    QTest::newRow("an input that is not there")
        << R"({"operations": {"ListX": {"input": {"shape": "A"}}}, "shapes": {}})"
        << "NoSuchShape";
    QTest::newRow("a member that is not there, which is passed over")
        << R"({"operations": {"ListX": {"output": {"shape": "A"}}}, "shapes": {"A": {"type": "structure",
              "members": {"Xs": {"shape": "B"}}}}})"
        << "";
    QTest::newRow("members of another kind")
        << R"({"operations": {"ListX": {"output": {"shape": "A"}}}, "shapes": {"A": {"type": "structure",
              "members": [1, 2], "required": "Name"}}})"
        << "";
    QTest::newRow("names without a word")
        << R"({"operations": {"_": {"output": {"shape": "A"}}, "List": {"output": {"shape": "A"}}}, "shapes":
              {"A": {"type": "structure", "members": {"__": {"shape": "L"}}}, "L": {"type": "list", "member":
              {"shape": "A"}}}})"
        << "";
}

void tst_BadModels::models()
{
    QFETCH(const QString, model);
    QFETCH(const QString, code);
    tests::SmallModels models;
    models.models["ponds"] = model.toStdString();
    const auto built = models.build("ponds");
    QCOMPARE(built.ok(), code.isEmpty());
    if (built)
        return;
    QCOMPARE(QString::fromStdString(built.error().code), code);
    QCOMPARE(built.error().kind, ErrorKind::Model);
    QVERIFY(built.error().message.find("ponds") != std::string::npos);
}

void tst_BadModels::cyclicShapesEnd()
{
    tests::SmallModels models;
    models.models["ponds"] =
        R"({"operations": {"ListPonds": {"input": {"shape": "Pond"}, "output": {"shape": "Out"}},
        "GetPond": {"input": {"shape": "Pond"}, "output": {"shape": "Pond"}}},
        "shapes": {"Ponds": {"type": "list", "member": {"shape": "Pond"}}, "String": {"type": "string"},
        "Pond": {"type": "structure", "required": ["Upper"], "members": {"Upper": {"shape": "Pond"},
          "Lower": {"shape": "Ponds"}, "PondId": {"shape": "String"}}},
        "Out": {"type": "structure", "members": {"Ponds": {"shape": "Ponds"}}}}})";
    QVERIFY(models.build("ponds").ok());
}

void tst_BadModels::definitions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const std::string& text, const char* problem) {
        QTest::newRow(name) << QString::fromStdString(text) << QString::fromLatin1(problem);
    };
    row("no JSON", "{", "definitions/ponds.json");
    row("no object", "[]", "definitions/ponds.json is no object");
    row("a newer version", R"({"version": 2, "service": "ponds"})",
        "is of version 2, and only version 1 is known");
    row("another service", R"({"version": 1, "service": "lakes"})", "is for lakes");
    row("an unknown key", definitionsWith(R"("colour": 1)"), "unknown key colour");
    row("an unknown key of a type", definitionsWith(R"("types": {"pond": {"colour": 1}})"),
        "unknown key types.pond.colour");
    row("an unknown operation", definitionsWith(R"("drop": {"ListFoo": ["root"]})"), "no operation ListFoo");
    row("a link of an unknown operation", definitionsWith(R"("links": [{"op": "ListFoo", "under": "pond"}])"),
        "no operation ListFoo");
    row("a link under an unknown type", definitionsWith(R"("links": [{"op": "ListFish", "under": "sea"}])"),
        "no type sea");
    row("an unknown parameter",
        definitionsWith(R"("links": [{"op": "ListFish", "under": "pond", "with": {"Sea": "item:PondId"}}])"),
        "ListFish has no parameter Sea");
    row("an unknown source", definitionsWith(R"("give": {"ListFish": {"PondId": "somewhere"}})"),
        "no source is written \"somewhere\"");
    row("a constant that is no JSON", definitionsWith(R"("give": {"ListFish": {"PondId": "const:{"}})"),
        "ListFish.PondId");
    row("columns that are no list", definitionsWith(R"("types": {"pond": {"columns": 3}})"),
        "types.pond.columns is no list");
    row("a type that is not there", definitionsWith(R"("types": {"sea": {"key": "SeaId"}})"), "no type sea");
}

void tst_BadModels::definitions()
{
    QFETCH(const QString, text);
    QFETCH(const QString, problem);
    tests::SmallModels models;
    models.models["ponds"] = ponds;
    models.definitions["ponds"] = text.toStdString();
    const auto built = models.build("ponds");
    QVERIFY(built.ok());
    QCOMPARE(built->problems.size(), std::size_t{1});
    const auto said = QString::fromStdString(built->problems.front());
    QVERIFY2(said.startsWith(QStringLiteral("definitions/ponds.json")) && said.contains(problem),
             qPrintable(said));
    // What is inferred is as without the entry.
    models.definitions.clear();
    QVERIFY(models.build("ponds")->document == built->document);
}

void tst_BadModels::theRestOfABrokenFileWorks()
{
    tests::SmallModels models;
    models.models["ponds"] = ponds;
    models.definitions["ponds"] = definitionsWith(
        R"("colour": 1, "types": {"pond": {"note": "deep", "hide": 4}}, "give": {"ListFish": {"PondId": "given:Sea"}})");
    const auto built = models.build("ponds");
    QVERIFY(built.ok());
    QCOMPARE(built->problems.size(), std::size_t{2});
    QCOMPARE(built->document["types"]["pond"]["note"].text(), std::string("deep"));
    QCOMPARE(built->document["lists"][1]["with"]["PondId"].text(), std::string("given:Sea"));
}

void tst_BadModels::everyFileOfTheProjectFitsItsModel()
{
    int files = 0;
    const QDir folder(QStringLiteral(INIA_SOURCE_DIR "/resources/definitions/services"));
    for (const auto& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        std::vector<std::string> problems;
        const auto text = tests::specificationFile(QStringLiteral("services/") + name).toStdString();
        const auto read = explorer::Definitions::read(text, name.chopped(5).toStdString(), problems);
        QVERIFY2(read.ok() && problems.empty(), qPrintable(name));
        ++files;
    }
    QVERIFY(files >= 54);
}

INIA_TEST_CLASS(tst_BadModels, QCoreApplication)
#include "tst_badmodels.moc"
