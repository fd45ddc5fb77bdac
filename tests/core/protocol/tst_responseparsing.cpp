#include "core/client/clientparts.h"
#include "core/client/quirks.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocol.h"
#include "core/protocol/timestamps.h"
#include "tests/core/protocol/protocolcase.h"
#include "tests/support/jsonfile.h"

#include <QtCore/QDir>
#include <QtTest/QtTest>

#include <map>

using namespace inia;
using namespace inia::tests;

/// Recorded answers of real services against what botocore makes of them.
class tst_ResponseParsing final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void recorded_data();
    void recorded();

private:
    [[nodiscard]] const ServiceModel* model(const std::string& service);
    std::map<std::string, std::shared_ptr<const ServiceModel>> m_models;
};

namespace {

QByteArray fileText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Some answers come from the documentation, with a pattern where a time belongs.
QByteArray withTimes(QByteArray text)
{
    return text.replace("YYYY-MM-DDTHH:MM:SS.000Z", "2026-01-02T03:04:05.000Z");
}

/// "s3-list-objects#2" belongs to the operation whose name reads "list-objects".
OperationModel operationOf(const ServiceModel& model, std::string name)
{
    name = name.substr(0, name.find('#')).substr(model.name().size() + 1);
    std::replace(name.begin(), name.end(), '-', '_');
    return model.operation(name);
}

/// The expectations keep timestamps as text and show nothing of the response's headers.
bool matches(const Value& actual, const Value& expected)
{
    if (actual.isTime())
        return timestampFromValue(expected) == actual.time();
    if (actual.isBlob())
        return expected.text() == actual.blob().toStdString();
    if (actual.isList() && expected.isList()) {
        return std::equal(actual.items().begin(), actual.items().end(), expected.items().begin(),
                          expected.items().end(), matches);
    }
    if (!actual.isMap() || !expected.isMap())
        return actual == expected || (expected.isNull() && actual == Value(""));
    return actual.size() == expected.size() &&
           std::all_of(actual.members().begin(), actual.members().end(), [&expected](const auto& entry) {
               return expected.contains(entry.first) && matches(entry.second, expected[entry.first]);
           });
}

} // namespace

const ServiceModel* tst_ResponseParsing::model(const std::string& service)
{
    auto& entry = m_models[service];
    if (!entry)
        entry = botocoreModel(service);
    return entry.get();
}

void tst_ResponseParsing::initTestCase()
{
    if (!hasBotocore())
        QSKIP("INIA_BOTOCORE_DIR is not set: no service models to read the answers with");
    if (!QDir(conformancePath(QStringLiteral("response-parsing"))).exists())
        QSKIP("no conformance data beside the project (../shared/conformance/response-parsing)");
}

void tst_ResponseParsing::recorded_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("expectation");
    QTest::addColumn<int>("status");
    const auto add = [](const char* folder, const char* expectations, const char* suffix, int status) {
        const QDir dir(conformancePath(QStringLiteral("response-parsing/") + QLatin1String(folder)));
        const QDir other(conformancePath(QStringLiteral("response-parsing/") + QLatin1String(expectations)));
        const QLatin1String ending(suffix);
        for (const auto& name : dir.entryList({QLatin1Char('*') + ending}, QDir::Files, QDir::Name)) {
            const auto base = name.chopped(ending.size());
            QTest::newRow(qPrintable(QLatin1String(folder) + QLatin1Char('/') + base))
                << dir.filePath(name) << other.filePath(base + QStringLiteral(".json")) << status;
        }
    };
    add("xml/responses", "xml/responses", ".xml", 200);
    add("xml/errors", "xml/errors", ".xml", 400);
    add("json/errors", "json/expected", ".json", 400);
}

void tst_ResponseParsing::recorded()
{
    QFETCH(QString, body);
    QFETCH(QString, expectation);
    QFETCH(int, status);
    const auto name = QFileInfo(body).completeBaseName().toStdString();
    const auto* service = model(name.substr(0, name.find('-')));
    QVERIFY(service);
    const auto operation = operationOf(*service, name);
    QVERIFY(operation.valid());
    HttpResponse response;
    response.status = status;
    response.body = withTimes(fileText(body));
    if (auto json = readJsonFile(body); json.contains("__headers__")) {
        for (const auto& [header, value] : json["__headers__"].members())
            response.headers.add(header, value.text());
        json.mutableMap().remove("__headers__");
        response.body = QByteArray::fromStdString(toJson(json));
    }

    auto parsed = protocolByName(service->protocol())->parser.parse(operation, response);
    QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());
    QCOMPARE(parsed->error.has_value(), status >= 300);
    // A few answers are only complete with what the client knows of the service.
    const ClientParts parts;
    QuirkContext quirks(operation, parts);
    runAfterCall(quirks, response, parsed->value);
    auto actual = parsed->error ? parsed->errorValue : parsed->value;
    auto expectedJson = parseJson(withTimes(fileText(expectation)).toStdString());
    QVERIFY(expectedJson);
    auto expected = std::move(expectedJson).value();
    if (parsed->error) {
        // The expectations do without the members of the modelled error.
        actual = Value::map({{"Error", actual["Error"]}, {"ResponseMetadata", actual["ResponseMetadata"]}});
    }
    for (auto* value : {&actual, &expected}) {
        auto& metadata = value->mutableMap()["ResponseMetadata"].mutableMap();
        metadata.remove("HTTPStatusCode");
        metadata.remove("HTTPHeaders");
    }
    QVERIFY2(matches(actual, expected),
             ("\nactual:   " + toJson(actual) + "\nexpected: " + toJson(expected)).c_str());
}

QTEST_GUILESS_MAIN(tst_ResponseParsing)
#include "tst_responseparsing.moc"
