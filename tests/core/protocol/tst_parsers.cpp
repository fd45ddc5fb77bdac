#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocol.h"
#include "tests/core/protocol/protocolcase.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

/// The output suites: a small service, a response, and the result it becomes.
class tst_Parsers final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void conformance_data();
    void conformance();

private:
    std::vector<ProtocolCase> m_cases;
};

namespace {

HttpResponse responseOf(const ProtocolCase& test, const OperationModel& operation)
{
    const auto& given = test.data["response"];
    HttpResponse response;
    response.status = static_cast<int>(given["status_code"].toInt(200));
    for (const auto& [name, value] : given["headers"].members())
        response.headers.add(name, value.text());
    response.body = QByteArray::fromStdString(given["body"].text());
    if (test.protocol() == "smithy-rpc-v2-cbor" || operation.hasEventStreamOutput())
        response.body = QByteArray::fromBase64(response.body);
    return response;
}

Value expectedError(const ProtocolCase& test)
{
    auto expected = test.data["error"].isMap() ? test.data["error"] : Value::emptyMap();
    expected.insert("Error",
                    Value::map({{"Code", test.data["errorCode"]}, {"Message", test.data["errorMessage"]}}));
    return expected;
}

/// What the suite says nothing about is taken out.
Value comparableError(const ProtocolCase& test, Value parsed)
{
    Value error = Value::map({{"Code", parsed["Error"]["Code"]}, {"Message", parsed["Error"]["Message"]}});
    if (!test.data.contains("errorMessage"))
        error.insert("Message", Value());
    parsed.insert("Error", error);
    return parsed;
}

} // namespace

void tst_Parsers::initTestCase()
{
    for (const auto* folder : {"output", "legacy/output"}) {
        for (auto& test : protocolCases(folder))
            m_cases.push_back(std::move(test));
    }
    if (m_cases.empty())
        QSKIP("no conformance data beside the project (../shared/conformance/protocols)");
}

void tst_Parsers::conformance_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_cases.size(); ++i)
        QTest::newRow((m_cases[i].file + "/" + m_cases[i].id).c_str()) << static_cast<int>(i);
}

void tst_Parsers::conformance()
{
    QFETCH(int, index);
    const auto& test = m_cases[static_cast<std::size_t>(index)];
    if (const auto reason = test.skipReason(); !reason.empty())
        QSKIP(reason.c_str());
    const auto model = test.model();
    QVERIFY(model);
    const auto operation = model->operation(test.operationName());
    const auto* protocol = protocolByName(test.protocol());
    QVERIFY2(protocol, test.protocol().c_str());

    const auto response = responseOf(test, operation);
    const auto parsed = protocol->parser.parse(operation, response);
    QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());
    const bool isError = test.data.contains("error");
    QCOMPARE(parsed->error.has_value(), isError);
    auto actual = plainResult(isError ? comparableError(test, parsed->errorValue) : parsed->value);
    QCOMPARE(actual["ResponseMetadata"]["HTTPStatusCode"].toInt(), std::int64_t{response.status});
    actual.mutableMap().remove("ResponseMetadata");
    const auto expected = isError ? expectedError(test) : test.data["result"];
    QVERIFY2(actual == expected,
             ("\nactual:   " + toJson(actual) + "\nexpected: " + toJson(expected)).c_str());
}

QTEST_GUILESS_MAIN(tst_Parsers)
#include "tst_parsers.moc"
