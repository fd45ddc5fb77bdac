#include "core/model/servicemodel.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocol.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

/// Bytes no service should send: an error that says what is wrong, or a sensible reading; never a crash.
class tst_BadResponses final : public QObject {
    Q_OBJECT

private slots:
    void malformed_data();
    void malformed();
    void errorWithoutReadableBody_data();
    void errorWithoutReadableBody();
    void truncatedAnywhere_data();
    void truncatedAnywhere();
    void xmlText_data();
    void xmlText();
    void headersCannotBeSmuggledIn();
};

namespace {

/// One operation with a recursive output: name, number, time, child, children.
std::shared_ptr<const ServiceModel> smallModelFor(const std::string& protocol)
{
    const auto text =
        R"({"metadata": {"protocol": ")" + protocol + R"(", "targetPrefix": "T", "jsonVersion": "1.0"},
        "operations": {"Get": {"name": "Get", "http": {"method": "GET", "requestUri": "/{Name}"},
            "input": {"shape": "Input"}, "output": {"shape": "Node"}}},
        "shapes": {
            "Input": {"type": "structure", "members": {
                "Name": {"shape": "Text", "location": "uri"},
                "Head": {"shape": "Text", "location": "header", "locationName": "x-head"},
                "Meta": {"shape": "Map", "location": "headers", "locationName": "x-meta-"}}},
            "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
            "Node": {"type": "structure", "members": {
                "Name": {"shape": "Text"}, "Number": {"shape": "Int"}, "At": {"shape": "Time"},
                "Data": {"shape": "Blob"}, "Child": {"shape": "Node"}, "Children": {"shape": "Nodes"},
                "Flat": {"shape": "FlatTexts"}, "Pairs": {"shape": "Map"}}},
            "Nodes": {"type": "list", "member": {"shape": "Node"}},
            "FlatTexts": {"type": "list", "member": {"shape": "Text"}, "flattened": true},
            "Text": {"type": "string"}, "Int": {"type": "integer"}, "Time": {"type": "timestamp"},
            "Blob": {"type": "blob"}}})";
    return std::make_shared<const ServiceModel>("test", Document::fromJson(text, "test").value());
}

Result<ParsedResponse> parse(const std::string& protocol, int status, const QByteArray& body)
{
    const auto model = smallModelFor(protocol);
    HttpResponse response;
    response.status = status;
    response.headers.add("x-amzn-RequestId", "req-1");
    response.body = body;
    return protocolByName(protocol)->parser.parse(model->operation("Get"), response);
}

QByteArray repeated(const char* text, int count)
{
    return QByteArray(text).repeated(count);
}

} // namespace

void tst_BadResponses::malformed_data()
{
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* protocol, const char* name, const QByteArray& body) {
        QTest::addRow("%s %s", protocol, name) << QByteArray(protocol) << body;
    };
    for (const auto* protocol : {"rest-xml", "query", "ec2"}) {
        row(protocol, "not XML", "Service is down");
        row(protocol, "HTML", "<html><br></html>");
        row(protocol, "cut", "<Node><Name>a</Name><Chi");
        row(protocol, "two roots", "<Node/><Node/>");
        row(protocol, "not UTF-8", "<Node><Name>\xFF</Name></Node>");
        row(protocol, "number", "<Node><Number>ten</Number></Node>");
        row(protocol, "empty number", "<Node><Number/></Node>");
        row(protocol, "number too big", "<Node><Number>99999999999999999999</Number></Node>");
        row(protocol, "time", "<Node><At>noon</At></Node>");
        row(protocol, "blob", "<Node><Data>***</Data></Node>");
        row(protocol, "map entry", "<Node><Pairs><entry><value>a</value></entry></Pairs></Node>");
        row(protocol, "deep", "<Node>" + repeated("<Child>", 5000) + repeated("</Child>", 5000) + "</Node>");
        row(protocol, "deep lists",
            "<Node>" + repeated("<Children><member>", 5000) + repeated("</member></Children>", 5000) +
                "</Node>");
    }
    for (const auto* protocol : {"json", "rest-json"}) {
        row(protocol, "not JSON", "Service is down");
        row(protocol, "cut", R"({"Name": "a", "Chi)");
        row(protocol, "not UTF-8", "{\"Name\": \"\xFF\"}");
        row(protocol, "list", "[]");
        row(protocol, "time", R"({"At": "noon"})");
        row(protocol, "blob", R"({"Data": "***"})");
        row(protocol, "child", R"({"Child": 5})");
        row(protocol, "children", R"({"Children": {"a": 1}})");
        row(protocol, "deep", repeated("{\"Child\":", 5000) + "null" + repeated("}", 5000));
    }
    const auto cbor = [&row](const char* name, const char* hex) {
        row("smithy-rpc-v2-cbor", name, QByteArray::fromHex(hex));
    };
    cbor("cut", "a1644e616d65");
    cbor("endless map", "bf644e616d656161");
    cbor("huge map", "bbffffffffffffffff");
    cbor("huge list", "a1684368696c6472656e9bffffffffffffffff");
    cbor("huge text", "a1644e616d657bffffffffffffffff61");
    cbor("not UTF-8", "a1644e616d6561ff");
    cbor("key", "a10101");
    cbor("tag", "a1624174c61a00000000");
    cbor("behind", "a000");
    cbor("list", "80");
    cbor("child", "a1654368696c6405");
    row("smithy-rpc-v2-cbor", "deep", repeated("\x81", 100'000));
    row("smithy-rpc-v2-cbor", "deep endless", repeated("\x9F", 100'000));
}

void tst_BadResponses::malformed()
{
    QFETCH(QByteArray, protocol);
    QFETCH(QByteArray, body);
    const auto parsed = parse(protocol.toStdString(), 200, body);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, ErrorKind::Parse);
    QCOMPARE(parsed.error().requestId, std::string("req-1"));
    QCOMPARE(parsed.error().operation, std::string("Get"));
    QCOMPARE(parsed.error().httpStatus, 200);
    QVERIFY(parsed.error().message.size() < 400);
}

void tst_BadResponses::errorWithoutReadableBody_data()
{
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    for (const auto* protocol : {"rest-xml", "query", "ec2", "json", "rest-json", "smithy-rpc-v2-cbor"}) {
        QTest::addRow("%s empty 503", protocol) << QByteArray(protocol) << 503 << QByteArray();
        QTest::addRow("%s empty 404", protocol) << QByteArray(protocol) << 404 << QByteArray();
        QTest::addRow("%s HTML 502", protocol)
            << QByteArray(protocol) << 502 << QByteArray("<HTML>bad<br></HTML>");
        QTest::addRow("%s HTML 403", protocol)
            << QByteArray(protocol) << 403 << QByteArray("<html><b>no</b></html>");
        QTest::addRow("%s cut 400", protocol) << QByteArray(protocol) << 400 << QByteArray("<Error><Code>A");
    }
}

void tst_BadResponses::errorWithoutReadableBody()
{
    QFETCH(QByteArray, protocol);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const auto parsed = parse(protocol.toStdString(), status, body);
    QVERIFY(parsed);
    QVERIFY(parsed->error);
    QVERIFY(parsed->value.isNull());
    QCOMPARE(parsed->error->kind, ErrorKind::Service);
    QCOMPARE(parsed->error->code, std::to_string(status));
    QCOMPARE(parsed->error->httpStatus, status);
    QCOMPARE(parsed->error->requestId, std::string("req-1"));
    QVERIFY(!parsed->error->message.empty());
    QCOMPARE(parsed->errorValue["Error"]["Code"].text(), std::to_string(status));
}

void tst_BadResponses::truncatedAnywhere_data()
{
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<QByteArray>("body");
    const QByteArray xml(
        "<?xml version=\"1.0\"?><!DOCTYPE a><Node xmlns=\"urn:a\"><Name><![CDATA[x]]>&lt;&#65;</Name>"
        "<!-- c --><Number>5</Number><Children><member><At>2026-01-02</At></member></Children>"
        "<Flat>a</Flat><Flat>b</Flat></Node>");
    const QByteArray json(
        R"({"Name": "\u00e4", "Number": 5, "Children": [{"At": 1.5}, null], "Flat": ["a"]})");
    const auto cbor = QByteArray::fromHex("bf644e616d656161664e756d62657205624174c1fb3ff80000000000006"
                                          "8"
                                          "4368696c6472656e9fa0ffff");
    for (const auto* protocol : {"rest-xml", "query", "ec2"})
        QTest::newRow(protocol) << QByteArray(protocol) << xml;
    for (const auto* protocol : {"json", "rest-json"})
        QTest::newRow(protocol) << QByteArray(protocol) << json;
    QTest::newRow("cbor") << QByteArray("smithy-rpc-v2-cbor") << cbor;
}

void tst_BadResponses::truncatedAnywhere()
{
    QFETCH(QByteArray, protocol);
    QFETCH(QByteArray, body);
    const auto whole = parse(protocol.toStdString(), 200, body);
    QVERIFY2(whole, whole ? "" : whole.error().message.c_str());
    QCOMPARE(whole->value["Number"].toInt(), std::int64_t{5});
    for (qsizetype size = 1; size < body.size(); ++size) {
        QVERIFY2(!parse(protocol.toStdString(), 200, body.left(size)), qPrintable(QString::number(size)));
        const auto error = parse(protocol.toStdString(), 400, body.left(size));
        QVERIFY(error && error->error);
    }
}

void tst_BadResponses::xmlText_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char* label, const char* content, const char* name) {
        QTest::newRow(label) << "<n:Node xmlns:n='urn:x'><n:Name>" + QByteArray(content) +
                                    "</n:Name></n:Node>"
                             << QByteArray(name);
    };
    row("empty", "", "");
    row("space", " ", " ");
    row("spaces around", "  a b ", "  a b ");
    row("line feed", "\n", "\n");
    row("references", "&lt;&amp;&#x20AC;&#10;", "<&\xE2\x82\xAC\n");
    row("CDATA", "<![CDATA[<a>&amp;]]>", "<a>&amp;");
    row("space beside CDATA", " <![CDATA[x]]> ", " x ");
    row("comment inside", "foo<!-- c -->bar", "foobar");
    row("control character", "a&#1;b",
        "a\x01"
        "b");
}

void tst_BadResponses::xmlText()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, name);
    const auto parsed = parse("rest-xml", 200, body);
    QVERIFY(parsed);
    QCOMPARE(QByteArray::fromStdString(parsed->value["Name"].text()), name);
}

void tst_BadResponses::headersCannotBeSmuggledIn()
{
    const auto model = smallModelFor("rest-xml");
    const auto& serializer = protocolByName("rest-xml")->serializer;
    const auto operation = model->operation("Get");
    QVERIFY(serializer.serialize(operation, Value::map({{"Name", "a"}, {"Head", "b"}})));
    QVERIFY(!serializer.serialize(operation, Value::map({{"Name", "a"}, {"Head", "b\r\nx-evil: 1"}})));
    const auto meta = Value::map({{"k\nx-evil: 1", "v"}});
    QVERIFY(!serializer.serialize(operation, Value::map({{"Name", "a"}, {"Meta", meta}})));
    QVERIFY(!serializer.serialize(operation, Value::emptyMap()));
}

INIA_TEST_CLASS(tst_BadResponses, QCoreApplication)
#include "tst_badresponses.moc"
