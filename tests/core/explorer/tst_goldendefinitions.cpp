#include "core/jmespath/jsontext.h"
#include "tests/core/explorer/explorerfixture.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtTest/QtTest>

using namespace inia;

namespace {

const QString goldenFolder = QStringLiteral(INIA_SOURCE_DIR "/../shared/explorer/services");

/// Where the pack says something else, on purpose.
struct Judged {
    const char* place;
    const char* reason;
};
constexpr Judged judged[] = {
    {"cloudcontrol/note", "what the definitions say of a whole service is shown, so it is packed"},
    {"wafv2/note", "the same"},
    {"route53-recovery-control-config/types/safetyrule/load/with/SafetyRuleArn",
     "a source with two paths keeps the second one, which the rules of the other kind stand at"},
};

void compare(const Value& golden, const Value& packed, const std::string& place, QStringList& differences)
{
    if (golden == packed)
        return;
    if (golden.isMap() && packed.isMap()) {
        for (const auto& [name, value] : golden.members())
            compare(value, packed[name], place + '/' + name, differences);
        for (const auto& [name, value] : packed.members()) {
            if (!golden.contains(name))
                compare({}, value, place + '/' + name, differences);
        }
        return;
    }
    if (golden.isList() && packed.isList() && golden.size() == packed.size()) {
        for (std::size_t i = 0; i < golden.size(); ++i)
            compare(golden[i], packed[i], place + '[' + std::to_string(i) + ']', differences);
        return;
    }
    for (const auto& known : judged) {
        if (place == known.place)
            return;
    }
    differences.append(QString::fromStdString(place + ": " + jmespath::jsonText(golden).substr(0, 300) +
                                              " is " + jmespath::jsonText(packed).substr(0, 300)));
}

} // namespace

class tst_GoldenDefinitions final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void everyServiceIsAsInferredElsewhere();
    void everyJudgedDifferenceIsStillThere();
    void thePackHoldsWhatIsInferred();
    void everyRootOfTheIndexIsInItsDocument();
};

void tst_GoldenDefinitions::init()
{
    if (!tests::packedCatalog())
        QSKIP("no model pack with definitions");
}

void tst_GoldenDefinitions::everyServiceIsAsInferredElsewhere()
{
    const auto files = QDir(goldenFolder).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    if (files.isEmpty())
        QSKIP("no golden data beside the project");
    QStringList differences;
    for (const auto& file : files) {
        const auto service = file.chopped(5).toStdString();
        const auto golden = tests::readJsonFile(goldenFolder + u'/' + file);
        QVERIFY2(golden.isMap(), qPrintable(file));
        compare(golden, tests::packedDefinition(service), service, differences);
    }
    QVERIFY2(differences.isEmpty(), qPrintable(differences.join(u'\n').left(8000)));
    QCOMPARE(tests::packedCatalog()->services().size(), static_cast<std::size_t>(files.size()));
}

void tst_GoldenDefinitions::everyJudgedDifferenceIsStillThere()
{
    for (const auto& known : judged) {
        const auto path = QString::fromLatin1(known.place).split(u'/');
        Value packed = tests::packedDefinition(path.first().toStdString());
        Value golden = tests::readJsonFile(goldenFolder + u'/' + path.first() + QStringLiteral(".json"));
        if (golden.isNull())
            QSKIP("no golden data beside the project");
        for (const auto& name : path.mid(1)) {
            packed = Value(packed[name.toStdString()]);
            golden = Value(golden[name.toStdString()]);
        }
        QVERIFY2(!(packed == golden), known.place);
    }
}

void tst_GoldenDefinitions::thePackHoldsWhatIsInferred()
{
    const auto builder = tests::botocoreBuilder();
    if (!builder)
        QSKIP("no unpacked botocore");
    int counted = 0;
    int unreachable = 0;
    int withItems = 0;
    for (const auto& service : tests::packedCatalog()->services()) {
        const auto built = builder->build(service);
        QVERIFY2(built.ok(), built ? "" : built.error().message.c_str());
        QVERIFY2(built->problems.empty(), built->problems.empty() ? "" : built->problems.front().c_str());
        QVERIFY2(built->document == tests::packedDefinition(service), service.c_str());
        counted += built->report.counted;
        unreachable += built->report.unreachable;
        withItems += built->report.roots > 0 || built->report.isBorrowing ? 1 : 0;
        QVERIFY2(built->report.roots > 0 || built->report.isBorrowing || !built->report.reason.empty(),
                 service.c_str());
    }
    QVERIFY2((counted - unreachable) * 100 >= counted * 92, qPrintable(QString::number(unreachable)));
    QVERIFY2(withItems >= 404, qPrintable(QString::number(withItems)));
}

void tst_GoldenDefinitions::everyRootOfTheIndexIsInItsDocument()
{
    const auto catalog = tests::packedCatalog();
    int roots = 0;
    for (const auto& service : catalog->services()) {
        const auto document = tests::packedDefinition(service);
        QVERIFY2(document.isMap(), service.c_str());
        for (const auto& [type, title] : catalog->summary(service)["roots"].members()) {
            QVERIFY2(document["types"].contains(type), (service + '.' + std::string(type)).c_str());
            QVERIFY2(!title.text().empty(), (service + '.' + std::string(type)).c_str());
            ++roots;
        }
    }
    QVERIFY(roots > 2000);
    QVERIFY(!catalog->isExplored("no-such-service"));
    QVERIFY(!catalog->explorer("no-such-service"));
}

INIA_TEST_CLASS(tst_GoldenDefinitions, QCoreApplication)
#include "tst_goldendefinitions.moc"
