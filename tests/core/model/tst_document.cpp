#include "core/model/document.h"
#include "core/model/value.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

class tst_Document final : public QObject {
    Q_OBJECT

private slots:
    void readsWhatJsonSays();
    void keepsMemberOrderAndFindsInLargeMaps();
    void laysExtrasOver();
    void dropsOrKeepsProse();
    void refusesWhatIsNoJson();
    void damagedImagesAreHarmless();
};

namespace {

std::shared_ptr<const Document> parsed(std::string_view json)
{
    return Document::fromJson(json, "test").value();
}

} // namespace

void tst_Document::readsWhatJsonSays()
{
    const auto document = parsed(
        R"({"a": -1, "b": 9007199254740993, "c": 1.5, "d": [true, false, null, "x"], "e": {}, "f": -536870913})");
    const auto root = document->root();
    QCOMPARE(root["a"].toInt(), -1);
    QCOMPARE(root["b"].toInt(), 9007199254740993LL);
    QCOMPARE(root["f"].toInt(), -536870913);
    QCOMPARE(root["c"].toDouble(), 1.5);
    QCOMPARE(root["d"].size(), 4u);
    QVERIFY(root["d"].at(0).toBool());
    QVERIFY(root["d"].at(2).isNull());
    QVERIFY(root["d"].at(3).text() == "x");
    QVERIFY(root["e"].isMap());
    QVERIFY(root["nothing"].isNull());
    QVERIFY(root["a"]["deeper"]["still"].isNull());
    QVERIFY(root.toValue()["d"][3] == Value("x"));
}

void tst_Document::keepsMemberOrderAndFindsInLargeMaps()
{
    std::string json = "{";
    for (int i = 99; i >= 0; --i)
        json += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + (i ? "," : "}");
    const auto document = parsed(json);
    QVERIFY(document->root().nameAt(0) == "k99");
    for (int i = 0; i < 100; ++i)
        QCOMPARE(document->root()["k" + std::to_string(i)].toInt(), i);
    QVERIFY(document->root()["k100"].isNull());
}

void tst_Document::laysExtrasOver()
{
    auto image = compileDocument(
        R"({"shapes": {"A": {"type": "string", "min": 1}}, "list": [1]})", "test",
        {CompileOptions::Documentation::Keep,
         R"({"merge": {"shapes": {"A": {"type": "timestamp"}, "B": {"x": 1}}, "list": [2]}})"});
    const auto document = Document::fromImage(std::move(image).value()).value();
    const auto shapes = document->root()["shapes"];
    QVERIFY(shapes["A"]["type"].text() == "timestamp");
    QCOMPARE(shapes["A"]["min"].toInt(), 1);
    QCOMPARE(shapes["B"]["x"].toInt(), 1);
    QCOMPARE(document->root()["list"].at(0).toInt(), 2);
}

void tst_Document::dropsOrKeepsProse()
{
    const char* json =
        R"({"documentation": "text", "members": {"documentation": {"shape": "S", "documentation": "m"}}})";
    const auto without =
        Document::fromImage(compileDocument(json, "t", {CompileOptions::Documentation::Drop, {}}).value())
            .value();
    QVERIFY(without->root()["documentation"].isNull());
    QVERIFY(without->root()["members"]["documentation"]["shape"].text() == "S");
    QVERIFY(without->root()["members"]["documentation"]["documentation"].isNull());
    const auto only =
        Document::fromImage(compileDocument(json, "t", {CompileOptions::Documentation::Only, {}}).value())
            .value();
    QVERIFY(only->root()["documentation"].text() == "text");
    QVERIFY(only->root()["members"]["documentation"]["shape"].isNull());
    QVERIFY(only->root()["members"]["documentation"]["documentation"].text() == "m");
}

void tst_Document::refusesWhatIsNoJson()
{
    const auto broken = Document::fromJson("{\"a\": ", "models/x.json");
    QVERIFY(!broken);
    QCOMPARE(broken.error().kind, ErrorKind::Model);
    QVERIFY(broken.error().message.find("models/x.json") != std::string::npos);
}

void tst_Document::damagedImagesAreHarmless()
{
    const auto image = compileDocument(R"({"a": {"b": [1, 2, 3]}, "c": "text", "d": 1.5})", "test").value();
    QVERIFY(!Document::fromImage({}));
    for (qsizetype size = 0; size < image.size(); ++size) {
        const auto cut = Document::fromImage(image.left(size));
        QVERIFY(!cut || size > 0);
    }
    for (qsizetype at = 0; at < image.size(); ++at) {
        for (const char bits : {'\xff', '\x01', '\x80'}) {
            QByteArray damaged = image;
            damaged[at] = static_cast<char>(damaged[at] ^ bits);
            const auto document = Document::fromImage(damaged);
            if (document)
                (void)(*document)->root()["a"]["b"].at(1).toInt(); // must not read out of bounds
        }
    }
}

INIA_TEST_CLASS(tst_Document, QCoreApplication)
#include "tst_document.moc"
