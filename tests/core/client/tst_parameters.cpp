#include "core/client/client.h"
#include "core/model/servicemodel.h"
#include "tests/support/testmain.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace inia;

namespace {

constexpr const char* model = R"({"metadata": {}, "operations": {}, "shapes": {
  "Input": {"type": "structure", "required": ["Name"], "members": {
    "Name": {"shape": "Name"}, "Bytes": {"shape": "Bytes"}, "Parts": {"shape": "Parts"},
    "Map": {"shape": "Map"}, "Either": {"shape": "Either"}, "Free": {"shape": "Free"}}},
  "Name": {"type": "string", "min": 2}, "Bytes": {"type": "blob"},
  "Parts": {"type": "list", "min": 1, "member": {"shape": "Part"}},
  "Part": {"type": "structure", "required": ["Data"], "members": {"Data": {"shape": "Bytes"}}},
  "Map": {"type": "map", "key": {"shape": "Name"}, "value": {"shape": "Bytes"}},
  "Either": {"type": "structure", "union": true, "members": {"A": {"shape": "Name"}, "B": {"shape": "Name"}}},
  "Free": {"type": "structure", "document": true, "members": {}}}})";

} // namespace

class tst_Parameters final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_model = std::make_unique<ServiceModel>("x", Document::fromJson(model, "x").value());
    }
    void problemsHavePlaces_data();
    void problemsHavePlaces();
    void base64BecomesBytesWhereTheShapeSaysSo();
    void filesBecomeTheirBytes();
    void badTextsFail_data();
    void badTextsFail();
    void timesAreRead();

private:
    [[nodiscard]] Shape input() const { return m_model->shape("Input"); }
    std::unique_ptr<ServiceModel> m_model;
};

void tst_Parameters::problemsHavePlaces_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArrayList>("problems");
    const auto row = [](const char* json, const QByteArrayList& problems) {
        QTest::newRow(json) << QByteArray(json) << problems;
    };
    row(R"({"Name": "ab"})", {});
    row("{}", {"Name: Required"});
    row("[]", {": Has to be a structure"});
    row(R"({"Name": "a"})", {"Name: Must be at least 2 characters"});
    row(R"({"Name": 5})", {"Name: Has to be a string"});
    row(R"({"Name": "ab", "Parts": []})", {"Parts: Must be at least 1 items"});
    row(R"({"Name": "ab", "Parts": [{"Data": ""}, {}]})", {"Parts[1].Data: Required"});
    row(R"({"Name": "ab", "Other": 1})", {"Other: There is no such parameter"});
    row(R"({"Name": "ab", "Either": {}})", {"Either: Choose one of A, B"});
    row(R"({"Name": "ab", "Either": {"A": "ab", "B": "ab"}})", {"Either: Choose only one of A, B"});
    row(R"({"Other": 1, "Map": 2})",
        {"Name: Required", "Other: There is no such parameter", "Map: Has to be a map"});
}

void tst_Parameters::problemsHavePlaces()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArrayList, problems);
    const auto params = parametersFromJson(input(), json.toStdString());
    QVERIFY(params);
    QByteArrayList found;
    for (const auto& problem : parameterProblems(input(), *params)) {
        found.append(QByteArray::fromStdString(problem.path + ": " + problem.hint));
        QVERIFY(!problem.text.empty());
    }
    QCOMPARE(found, problems);
    QCOMPARE(validateParameters(input(), *params).ok(), problems.isEmpty());
}

void tst_Parameters::base64BecomesBytesWhereTheShapeSaysSo()
{
    const auto params = parametersFromJson(
        input(), R"({"Name": "aGk=", "Bytes": "aGk=", "Parts": [{"Data": "aGk="}], "Map": {"kk": "aGk="},
                     "Free": {"Bytes": "aGk="}})");
    QVERIFY(params);
    QCOMPARE((*params)["Name"].text(), std::string("aGk="));
    QCOMPARE((*params)["Bytes"].blob(), QByteArray("hi"));
    QCOMPARE((*params)["Parts"][0]["Data"].blob(), QByteArray("hi"));
    QCOMPARE((*params)["Map"]["kk"].blob(), QByteArray("hi"));
    QCOMPARE((*params)["Free"]["Bytes"].text(), std::string("aGk="));
}

void tst_Parameters::filesBecomeTheirBytes()
{
    QTemporaryDir folder;
    const auto write = [&](const char* name, qint64 size) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hi\0!", 4) == 4 &&
                (size <= 4 || file.resize(size)));
    };
    write("small", 4);
    write("large", mostFileBytes + 1);
    const auto read = [&](const char* name) {
        const std::string path = folder.filePath(QString::fromLatin1(name)).toStdString();
        return parametersFromJson(input(),
                                  R"({"Bytes": {"$file": ")" + path +
                                      R"("}, "Parts": [{"Data": {"$blob": "aGk="}}],
                                            "Free": {"Bytes": {"$file": ")" +
                                      path + R"("}}})",
                                  FileMarks::Read);
    };
    const auto params = read("small");
    QVERIFY2(params.ok(), params ? "" : params.error().message.c_str());
    QCOMPARE((*params)["Bytes"].blob(), QByteArray("hi\0!", 4));
    QCOMPARE((*params)["Parts"][0]["Data"].blob(), QByteArray("hi"));
    QVERIFY((*params)["Free"]["Bytes"].isMap()); // a document may hold a member of that name
    for (const auto& [name, words] :
         {std::pair("gone", "cannot be read"), std::pair("large", "at most"), std::pair(".", "is no file")}) {
        const auto refused = read(name);
        QVERIFY2(!refused.ok(), name);
        QVERIFY2(refused.error().message.find(words) != std::string::npos, refused.error().message.c_str());
    }
    const auto shared = parametersFromJson(input(), R"({"Bytes": {"$file": "/dev/null"}})");
    QVERIFY(shared.ok() && (*shared)["Bytes"].isMap()); // what others wrote reads no files
    const auto unclear = parametersFromJson(input(), R"({"Bytes": {"$file": "/dev/null", "Other": 1}})");
    QVERIFY(unclear.ok() && (*unclear)["Bytes"].isMap()); // which the validator then refuses
    QVERIFY(!validateParameters(input(), *unclear).ok());
}

void tst_Parameters::badTextsFail_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray(R"({"Name": )");
    QTest::newRow("not base64") << QByteArray(R"({"Bytes": "%%%"})");
}

void tst_Parameters::badTextsFail()
{
    QFETCH(QByteArray, json);
    const auto params = parametersFromJson(input(), json.toStdString());
    QVERIFY(!params);
    QVERIFY(params.error().kind == ErrorKind::Parameter);
    QVERIFY(!params.error().message.empty());
}

void tst_Parameters::timesAreRead()
{
    QVERIFY(timestampFromText("1970-01-01T00:01:00Z") == (Timestamp{60, 0}));
    QVERIFY(timestampFromText("60") == (Timestamp{60, 0}));
    QVERIFY(!timestampFromText("soon"));
}

INIA_TEST_CLASS(tst_Parameters, QCoreApplication)
#include "tst_parameters.moc"
