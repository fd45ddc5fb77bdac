#include "core/client/client.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/quirks/quirks.h"
#include "core/quirks/s3quirks.h"
#include "tests/core/quirks/quirkcases.h"
#include "tests/support/fakeclock.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <algorithm>
#include <iterator>
#include <map>

using namespace inia;
using namespace inia::tests;

/// One row per quirk and case: what it makes of a request, of a response. The rows are in quirkcases.cpp.
class tst_Quirks final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyQuirkHasACase();
    void requests_data();
    void requests();
    void responses_data();
    void responses();
    void cutListingIsRetried();
    void arnsInPlaceOfBuckets_data();
    void arnsInPlaceOfBuckets();
    void oldNamesStillWork_data();
    void oldNamesStillWork();
    void oldServiceNameStillWorks();
};

namespace {

/// Line breaks inside the texts of a row are there for its reader.
Value fromJson(std::string text)
{
    std::erase(text, '\n');
    auto value = parseJson(text);
    return value ? std::move(value).value() : Value();
}

Result<TestSession> session(const Value& environment)
{
    Environment::Variables variables{{"AWS_ENDPOINT_URL", ""}, {"AWS_REGION", "us-west-2"}};
    for (const auto& [name, value] : environment.members())
        variables.insert_or_assign(name, value.text());
    return makeTestSession(variables, std::make_shared<FakeClock>());
}

void wait(Reply& reply)
{
    QSignalSpy spy(&reply, &Reply::finished);
    QVERIFY(reply.isFinished() || spy.wait());
}

/// What of `expected` the request does not hold; empty when it holds all.
std::string difference(const HttpRequest& request, const Value& expected)
{
    std::string text;
    const auto compare = [&text](const std::string& what, std::string_view got, const Value& wanted) {
        if (!wanted.isNull() && got != wanted.text())
            text += what + ": " + std::string(got) + "\n   wanted " + wanted.text() + "\n";
    };
    compare("method", request.method, expected["method"]);
    compare("url", request.url, expected["url"]);
    compare("body", request.body.toStdString(), expected["body"]);
    for (const auto& [name, value] : expected["headers"].members()) {
        if (value.isNull() && request.headers.contains(name))
            text += name + " is there\n";
        compare(name, request.headers.value(name), value);
    }
    return text;
}

/// Members in the order of their names, timestamps as text.
Value sorted(const Value& value)
{
    if (value.isList()) {
        Value::List items;
        std::transform(value.items().begin(), value.items().end(), std::back_inserter(items), sorted);
        return items;
    }
    if (!value.isMap())
        return value;
    std::map<std::string, Value> members;
    for (const auto& [name, member] : value.members())
        members.emplace(name, sorted(member));
    ValueMap map;
    for (auto& [name, member] : members)
        map.insert(name, std::move(member));
    return map;
}

void addRows(std::span<const QuirkCase> cases)
{
    QTest::addColumn<const QuirkCase*>("row");
    for (const auto& row : cases)
        QTest::newRow(row.tag) << &row;
}

bool isShown(std::string_view test, std::span<const QuirkCase> cases)
{
    return std::any_of(cases.begin(), cases.end(),
                       [test](const QuirkCase& row) { return std::string_view(row.tag).starts_with(test); });
}

} // namespace

Q_DECLARE_METATYPE(const inia::tests::QuirkCase*)

void tst_Quirks::initTestCase()
{
    if (const auto made = session({}); !made)
        QSKIP(made.error().message.c_str());
}

void tst_Quirks::everyQuirkHasACase()
{
    for (const auto& quirk : allQuirks()) {
        QVERIFY2(!quirk.reason.empty(), std::string(quirk.test).c_str());
        QVERIFY2(!quirk.test.empty() &&
                     (isShown(quirk.test, requestCases()) || isShown(quirk.test, responseCases())),
                 std::string(quirk.test).c_str());
    }
}

void tst_Quirks::requests_data()
{
    addRows(requestCases());
}

void tst_Quirks::requests()
{
    QFETCH(const QuirkCase*, row);
    const auto expected = fromJson(row->expected);
    QVERIFY(expected.isMap());
    const auto params = fromJson(row->given);
    QVERIFY(params.isMap());
    const auto test = session(expected["environment"]);
    QVERIFY(test);
    ClientOptions options;
    if (expected.contains("accelerate"))
        options.s3UseAccelerate = expected["accelerate"].toBool();
    const auto client = test->session.client(row->service, options);
    QVERIFY(client);
    CallOptions dry;
    dry.dryRun = true;
    auto reply = client->call(row->operation, params, dry);
    wait(*reply);
    if (const auto& code = expected["error"].text(); !code.empty()) {
        QVERIFY(!reply->result());
        QCOMPARE(reply->result().error().code, code);
        QVERIFY(reply->result().error().message.find(expected["says"].text()) != std::string::npos);
        return;
    }
    QVERIFY2(reply->result(), reply->result() ? "" : reply->result().error().message.c_str());
    const auto text = difference(reply->preparedRequest(), expected);
    QVERIFY2(text.empty(), text.c_str());
}

void tst_Quirks::responses_data()
{
    addRows(responseCases());
}

void tst_Quirks::responses()
{
    QFETCH(const QuirkCase*, row);
    const auto expected = fromJson(row->expected);
    QVERIFY(expected.isMap());
    auto test = session({});
    QVERIFY(test);
    const auto given = fromJson(row->given);
    auto response = makeResponse(static_cast<int>(given["status"].toInt(200)),
                                 QByteArray::fromStdString(given["body"].text()));
    for (const auto& [name, value] : given["headers"].members())
        response.headers.set(name, value.text());
    test->transport->enqueue(response);
    const auto client = test->session.client(row->service);
    QVERIFY(client);
    auto reply = client->call(row->operation, given["params"]);
    wait(*reply);
    if (expected.contains("error")) {
        QVERIFY(!reply->result());
        const auto& error = reply->result().error();
        QCOMPARE(error.code, expected["error"].text());
        QCOMPARE(error.exceptionCode, expected["exception"].text());
        if (expected.contains("status"))
            QCOMPARE(error.httpStatus, static_cast<int>(expected["status"].toInt()));
        if (expected.contains("message"))
            QCOMPARE(error.message, expected["message"].text());
        return;
    }
    QVERIFY2(reply->result(), reply->result() ? "" : reply->result().error().message.c_str());
    Value result = *reply->result();
    result.mutableMap().remove("ResponseMetadata");
    QVERIFY2(toJson(sorted(result)) == toJson(sorted(expected)), toJson(result).c_str());
}

void tst_Quirks::cutListingIsRetried()
{
    auto test = session(Value::map({{"AWS_MAX_ATTEMPTS", "2"}}));
    QVERIFY(test);
    test->transport->enqueue(makeResponse(200, "<ListBucketResult><Name>b</Name><Contents><Key>a"));
    test->transport->enqueue(makeResponse(200, "<ListBucketResult><Name>b</Name></ListBucketResult>"));
    auto reply = test->session.client("s3")->call("ListObjectsV2", Value::map({{"Bucket", "b"}}));
    wait(*reply);
    QVERIFY(reply->result());
    QCOMPARE(reply->attempts(), 2);
    QCOMPARE((*reply->result())["Name"].text(), std::string("b"));
}

void tst_Quirks::arnsInPlaceOfBuckets_data()
{
    QTest::addColumn<bool>("taken");
    const std::pair<const char*, bool> arns[] = {
        {"arn:aws:s3:us-west-2:123456789012:accesspoint/ap", true},
        {"arn:aws-cn:s3:cn-north-1:123456789012:accesspoint:ap", true},
        {"arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap", true},
        {"arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/ap", true},
        {"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01/accesspoint/ap", true},
        {"arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01:accesspoint:ap", true},
        {"arn:aws:s3-outposts::123456789012:outpost/op-01/accesspoint/ap", false},
        {"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01/accesspoint/a.p", false},
        {"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01/bucket/b", false},
        {"arn:aws:s3:us-west-2:123456789012:accesspoint/ap/object/k", false},
        {"arn:aws:s3:us-west-2:12345678901:accesspoint/ap", false},
        {"arn:aws:s3:US-west-2:123456789012:accesspoint/ap", false},
        {"arn:ibm:s3:us-west-2:123456789012:accesspoint/ap", false},
        {"arn:aws:sqs:us-west-2:123456789012:accesspoint/ap", false},
        {"arn:aws:s3:::bucket", false},
        {"arn:aws:s3", false},
    };
    for (const auto& [arn, taken] : arns)
        QTest::newRow(arn) << taken;
}

void tst_Quirks::arnsInPlaceOfBuckets()
{
    QFETCH(bool, taken);
    QCOMPARE(isS3ResourceArn(QTest::currentDataTag()), taken);
}

void tst_Quirks::oldNamesStillWork_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("old");
    QTest::addColumn<QString>("operation");
    const auto add = [](const char* service, const char* old, const char* operation) {
        QTest::newRow(old) << service << old << operation;
    };
    add("mturk", "list_hi_ts_for_qualification_type", "ListHITsForQualificationType");
    add("socialmessaging", "delete_whatsapp_media_message", "DeleteWhatsAppMessageMedia");
    add("cloudwatch", "get_o_tel_enrichment", "GetOTelEnrichment");
    add("cloudwatch", "start_o_tel_enrichment", "StartOTelEnrichment");
    add("cloudwatch", "stop_o_tel_enrichment", "StopOTelEnrichment");
    add("cloudwatch", "update_o_tel_enrichment", "UpdateOTelEnrichment");
    add("signin", "create_o_auth2_token", "CreateOAuth2Token");
}

void tst_Quirks::oldNamesStillWork()
{
    QFETCH(QString, service);
    QFETCH(QString, old);
    QFETCH(QString, operation);
    const auto test = session({});
    const auto client = test->session.client(service.toStdString());
    QVERIFY(client);
    const auto found = findOperation(client->model(), old.toStdString());
    QVERIFY(found.valid());
    QCOMPARE(std::string(found.name()), operation.toStdString());
}

void tst_Quirks::oldServiceNameStillWorks()
{
    const auto client = session({})->session.client("runtime.sagemaker");
    QVERIFY(client);
    QCOMPARE(client->serviceName(), std::string("sagemaker-runtime"));
}

INIA_TEST_CLASS(tst_Quirks, QCoreApplication)
#include "tst_quirks.moc"
