#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/protocol/cbor.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocol.h"
#include "core/protocol/validator.h"
#include "tests/core/protocol/protocolcase.h"
#include "tests/support/jsonfile.h"

#include <QtCore/QDir>
#include <QtCore/QUrlQuery>
#include <QtTest/QtTest>

#include <algorithm>

using namespace inia;
using namespace inia::tests;

/// Operations of all services: the request botocore makes of parameters, and the result it makes of a
/// response. Only what serializers and parsers are answerable for is compared.
class tst_RealServices final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void requests_data();
    void requests();
    void responses_data();
    void responses();
};

namespace {

/// What the client's rules for single services change in a request after or before it is serialized.
struct ClientRule {
    std::string_view id; ///< of a case, or the beginning of it
    const char* reason;
};
constexpr ClientRule clientRules[] = {
    {"cloudsearchdomain/Search", "a search is sent as POST with its query as the body"},
    {"route53/", "ids lose the path in front of them"},
    {"s3/ListObjectVersions/", "keys are asked for in URL encoding"},
    {"s3/PutObject/", "the body is sent in chunks with a checksum behind it"},
    {"sdb/", "signature version 2 is part of the form"},
};

bool isChangedByClient(const std::string& id)
{
    return std::any_of(std::begin(clientRules), std::end(clientRules),
                       [&id](const ClientRule& rule) { return id.starts_with(rule.id); });
}

/// S3's bucket stands in the host name, not in the path, which the client says by another URI.
std::string uriWithoutBucket(const OperationModel& operation)
{
    std::string uri(operation.requestUri());
    if (operation.service().name() == "s3" && uri.starts_with("/{Bucket}"))
        uri.erase(0, std::string_view("/{Bucket}").size());
    return uri.empty() ? "/" : uri;
}

void addFiles(const QString& folder)
{
    QTest::addColumn<QString>("path");
    const QDir dir(conformancePath(QStringLiteral("oracle/") + folder));
    for (const auto& name : dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name))
        QTest::newRow(qPrintable(folder + QLatin1Char('/') + name)) << dir.filePath(name);
}

std::string sortedQuery(std::string_view query)
{
    QStringList parts =
        QString::fromUtf8(query.data(), static_cast<int>(query.size())).split(QLatin1Char('&'));
    parts.sort();
    return parts.join(QLatin1Char('&')).toStdString();
}

std::string bodyText(const std::string& protocol, const QByteArray& body)
{
    if (protocol == "smithy-rpc-v2-cbor" && !body.isEmpty()) {
        const auto value = parseCbor(body);
        return value ? canonicalJson(QByteArray::fromStdString(toJson(*value))) : std::string();
    }
    if (auto text = canonicalJson(body); !text.empty())
        return text;
    if (auto text = canonicalXml(body); protocol == "rest-xml" && !text.empty())
        return text;
    return protocol == "query" || protocol == "ec2" ? sortedQuery(body.toStdString()) : body.toStdString();
}

/// Everything that differs, for a message; empty when nothing does.
std::string difference(const std::string& protocol, const SerializedRequest& actual, const Value& expected)
{
    std::string text;
    const auto compare = [&text](const std::string& what, const std::string& got, const std::string& wanted) {
        if (got != wanted)
            text += "\n  " + what + ": " + got.substr(0, 400) + "\n   wanted " + wanted.substr(0, 400);
    };
    const auto url = splitUrl(expected["url"].text());
    compare("method", actual.method, expected["method"].text());
    compare("query", sortedQuery(actual.query), sortedQuery(url.query));
    if (!url.path.ends_with(actual.path))
        compare("path", actual.path, std::string(url.path));
    const auto& encoded = expected["bodyBase64"].text();
    const auto body = encoded.empty() ? QByteArray::fromStdString(expected["body"].text())
                                      : QByteArray::fromBase64(QByteArray::fromStdString(encoded));
    compare("body", bodyText(protocol, actual.body), bodyText(protocol, body));
    for (const auto& [name, value] : actual.headers) {
        const auto& wanted = expected["headers"];
        const auto found =
            std::find_if(wanted.members().begin(), wanted.members().end(),
                         [&name](const auto& entry) { return equalsIgnoringCase(entry.first, name); });
        compare(name, value, found == wanted.members().end() ? "(nothing)" : found->second.text());
    }
    return text;
}

bool sameResult(const Value& actual, const Value& expected)
{
    return toJson(plainResult(actual)) == toJson(plainResult(expected)) || actual == expected;
}

} // namespace

void tst_RealServices::initTestCase()
{
    if (!hasBotocore())
        QSKIP("INIA_BOTOCORE_DIR is not set: no service models to run");
    if (!QDir(conformancePath(QStringLiteral("oracle"))).exists())
        QSKIP("no conformance data beside the project (../shared/conformance/oracle)");
}

void tst_RealServices::requests_data()
{
    addFiles(QStringLiteral("requests-all-services"));
    addFiles(QStringLiteral("requests-from-examples"));
}

void tst_RealServices::requests()
{
    QFETCH(QString, path);
    const auto file = readJsonFile(path);
    const auto model = botocoreModel(file["service"].text());
    QVERIFY(model);
    const std::string protocolName(model->protocol());
    QCOMPARE(protocolName, file["protocol"].text());
    std::string report;
    for (const auto& test : file["cases"].items()) {
        if (isChangedByClient(test["id"].text()))
            continue;
        const auto operation = model->operation(test["operation"].text());
        QVERIFY(operation.valid());
        auto params = untagged(test["params"]);
        for (std::uint32_t i = 0; operation.input().valid() && i < operation.input().memberCount(); ++i) {
            const auto member = operation.input().memberAt(i);
            if (member.shape.flag("idempotencyToken") && !params.contains(member.name))
                params.insert(member.name, "00000000-0000-4000-8000-000000000000");
        }
        const auto valid = validateParameters(operation, params);
        const auto uri = uriWithoutBucket(operation);
        const auto request = protocolByName(protocolName)->serializer.serialize(operation, params, {uri});
        if (!valid)
            report += "\n" + test["id"].text() + ": " + valid.error().message;
        else if (!request)
            report += "\n" + test["id"].text() + ": " + request.error().message;
        else if (const auto text = difference(protocolName, *request, test["request"]); !text.empty())
            report += "\n" + test["id"].text() + text;
    }
    QVERIFY2(report.empty(), report.c_str());
}

void tst_RealServices::responses_data()
{
    addFiles(QStringLiteral("responses-all-services"));
}

void tst_RealServices::responses()
{
    QFETCH(QString, path);
    const auto file = readJsonFile(path);
    const auto model = botocoreModel(file["service"].text());
    QVERIFY(model);
    std::string report;
    for (const auto& test : file["cases"].items()) {
        const auto operation = model->operation(test["operation"].text());
        QVERIFY(operation.valid());
        HttpResponse response;
        response.status = static_cast<int>(test["response"]["statusCode"].toInt());
        for (const auto& [name, value] : test["response"]["headers"].members())
            response.headers.add(name, value.text());
        const auto& encoded = test["response"]["bodyBase64"].text();
        response.body = encoded.empty() ? QByteArray::fromStdString(test["response"]["body"].text())
                                        : QByteArray::fromBase64(QByteArray::fromStdString(encoded));
        auto parsed = protocolByName(model->protocol())->parser.parse(operation, response);
        if (!parsed) {
            report += "\n" + test["id"].text() + ": " + parsed.error().message;
            continue;
        }
        auto result = parsed->error ? parsed->errorValue : parsed->value;
        result.mutableMap().remove("ResponseMetadata");
        if (!sameResult(result, untagged(test["result"]))) {
            report += "\n" + test["id"].text() + "\n  " + toJson(result).substr(0, 1500) + "\n  wanted " +
                      toJson(untagged(test["result"])).substr(0, 1500);
        }
    }
    QVERIFY2(report.empty(), report.c_str());
}

QTEST_GUILESS_MAIN(tst_RealServices)
#include "tst_realservices.moc"
