#include "core/http/httpmessage.h"
#include "core/protocol/cbor.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocol.h"
#include "tests/core/protocol/protocolcase.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

/// The input suites: a small service, parameters, and the request they become.
class tst_Serializers final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void conformance_data();
    void conformance();

private:
    std::vector<ProtocolCase> m_cases;
};

namespace {

/// Clients fill absent tokens before they serialize; the suite knows which one.
void fillToken(const Shape& input, Value& params)
{
    for (std::uint32_t i = 0; input.valid() && i < input.memberCount(); ++i) {
        const auto member = input.memberAt(i);
        if (member.shape.flag("idempotencyToken") && !params.contains(member.name))
            params.insert(member.name, "00000000-0000-4000-8000-000000000000");
    }
}

std::string withoutListSpace(std::string text)
{
    for (auto at = text.find(", "); at != std::string::npos; at = text.find(", ", at))
        text.erase(at + 1, 1);
    return text;
}

void compareBody(const ProtocolCase& test, const QByteArray& actual)
{
    const auto expected = QByteArray::fromStdString(test.data["serialized"]["body"].text());
    const auto protocol = test.protocol();
    if (protocol == "smithy-rpc-v2-cbor") {
        const auto wanted =
            expected.isEmpty() ? Result<Value>(Value()) : parseCbor(QByteArray::fromBase64(expected));
        const auto got = actual.isEmpty() ? Result<Value>(Value()) : parseCbor(actual);
        QVERIFY(wanted && got);
        QCOMPARE(toJson(plainResult(*got)), toJson(plainResult(*wanted)));
    } else if (protocol == "rest-xml" && !canonicalXml(expected).empty()) {
        QCOMPARE(canonicalXml(actual), canonicalXml(expected));
    } else if (protocol.ends_with("json") && !canonicalJson(expected).empty()) {
        QCOMPARE(canonicalJson(actual), canonicalJson(expected));
    } else {
        QCOMPARE(actual, expected);
    }
}

void compareHeaders(const ProtocolCase& test, const HttpHeaders& actual)
{
    const auto protocol = test.protocol();
    for (const auto& [name, value] : test.data["serialized"]["headers"].members()) {
        auto expected = value.text();
        if (equalsIgnoringCase(name, "Content-Type")) {
            if (protocol == "query" || protocol == "ec2")
                expected = "application/x-www-form-urlencoded; charset=utf-8";
            // REST services take a streaming body's type from the caller alone, as in botocore.
            else if (protocol.starts_with("rest-") && expected != "application/json")
                continue;
        }
        QVERIFY2(actual.contains(name), name.c_str());
        QCOMPARE(withoutListSpace(std::string(actual.value(name))), withoutListSpace(expected));
    }
    for (const auto& name : test.data["serialized"]["forbidHeaders"].items())
        QVERIFY2(!actual.contains(name.text()), name.text().c_str());
}

} // namespace

void tst_Serializers::initTestCase()
{
    for (const auto* folder : {"input", "legacy/input"}) {
        for (auto& test : protocolCases(folder))
            m_cases.push_back(std::move(test));
    }
    if (m_cases.empty())
        QSKIP("no conformance data beside the project (../shared/conformance/protocols)");
}

void tst_Serializers::conformance_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_cases.size(); ++i)
        QTest::newRow((m_cases[i].file + "/" + m_cases[i].id).c_str()) << static_cast<int>(i);
}

void tst_Serializers::conformance()
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

    auto params = typedParams(operation.input(), test.data["params"]);
    fillToken(operation.input(), params);
    const auto request = protocol->serializer.serialize(operation, params);
    QVERIFY2(request, request ? "" : request.error().message.c_str());

    const auto& expected = test.data["serialized"];
    if (expected.contains("method"))
        QCOMPARE(request->method, expected["method"].text());
    QCOMPARE(request->path + (request->query.empty() ? "" : "?" + request->query), expected["uri"].text());
    if (expected.contains("body"))
        compareBody(test, request->body);
    compareHeaders(test, request->headers);
    if (expected.contains("host")) {
        const auto endpoint = splitUrl(test.group["clientEndpoint"].text());
        QCOMPARE(request->hostPrefix + std::string(endpoint.host), expected["host"].text());
    }
}

QTEST_GUILESS_MAIN(tst_Serializers)
#include "tst_serializers.moc"
