#include "core/model/servicemodel.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocols.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <cmath>
#include <limits>

using namespace inia;
using namespace inia::tests;

/// Bytes no service should send: an error that says what is wrong, or a sensible reading; never a crash.
class tst_BadResponses final : public QObject {
    Q_OBJECT

private slots:
    void malformed_data();
    void malformed();
    void unreadableScalars_data();
    void unreadableScalars();
    void booleans_data();
    void booleans();
    void numbersThatJsonCannotWrite();
    void unreadableHeaders();
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
                "Data": {"shape": "Blob"}, "Yes": {"shape": "Bool"}, "Ratio": {"shape": "Double"}, "Child": {"shape": "Node"}, "Children": {"shape": "Nodes"},
                "Flat": {"shape": "FlatTexts"}, "Pairs": {"shape": "Map"}}},
            "Nodes": {"type": "list", "member": {"shape": "Node"}},
            "FlatTexts": {"type": "list", "member": {"shape": "Text"}, "flattened": true},
            "Text": {"type": "string"}, "Int": {"type": "integer"}, "Time": {"type": "timestamp"},
            "Bool": {"type": "boolean"}, "Double": {"type": "double"}, "Blob": {"type": "blob"}}})";
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

/// Beside a name that can be read there is something that cannot: it costs itself.
void tst_BadResponses::unreadableScalars_data()
{
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QByteArray>("note");
    const auto row = [](const char* protocol, const char* name, const QByteArray& body, const char* member,
                        const char* what) {
        QTest::addRow("%s %s", protocol, name) << QByteArray(protocol) << body << QByteArray(member)
                                               << QByteArray(member) + ", which is " + what;
    };
    for (const auto* protocol : {"rest-xml", "query", "ec2"}) {
        const auto xml = [&](const char* name, const QByteArray& element, const char* member,
                             const char* what) {
            row(protocol, name, "<Node><Name>a</Name>" + element + "</Node>", member, what);
        };
        xml("number", "<Number>ten</Number>", "Number", "no integer");
        xml("empty number", "<Number/>", "Number", "no integer");
        xml("number too big", "<Number>99999999999999999999</Number>", "Number", "no integer");
        xml("time", "<At>noon</At>", "At", "no timestamp");
        xml("time with a slip", "<At>:2026-01-02T03:04:05.000Z</At>", "At", "no timestamp");
        xml("blob", "<Data>***</Data>", "Data", "not base64");
        xml("boolean", "<Yes>maybe</Yes>", "Yes", "no boolean");
        xml("ratio", "<Ratio>1,5</Ratio>", "Ratio", "no number");
    }
    for (const auto* protocol : {"json", "rest-json"}) {
        const auto json = [&](const char* name, const QByteArray& value, const char* member,
                              const char* what) {
            row(protocol, name, R"({"Name": "a", ")" + QByteArray(member) + R"(": )" + value + "}", member,
                what);
        };
        json("time", R"("noon")", "At", "no timestamp");
        json("time beyond all calendars", "1e300", "At", "no timestamp");
        json("time that is no scalar", R"({"a": 1})", "At", "no timestamp");
        json("time that is not a number", "NaN", "At", "no timestamp");
        json("blob", R"("***")", "Data", "not base64");
        json("blob that is a number", "5", "Data", "not base64");
        json("number", R"("ten")", "Number", "no integer");
        json("boolean", R"("maybe")", "Yes", "no boolean");
        json("ratio", R"("half")", "Ratio", "no number");
    }
    // {"Name": "a", "At": ...}
    const QByteArray head = QByteArray::fromHex("a2644e616d656161624174");
    row("smithy-rpc-v2-cbor", "time", head + QByteArray::fromHex("646e6f6f6e"), "At", "no timestamp");
    row("smithy-rpc-v2-cbor", "tagged NaN", head + QByteArray::fromHex("c1fb7ff8000000000000"), "At",
        "no timestamp");
    row("smithy-rpc-v2-cbor", "tagged text", head + QByteArray::fromHex("c1646e6f6f6e"), "At",
        "no timestamp");
}

void tst_BadResponses::unreadableScalars()
{
    QFETCH(QByteArray, protocol);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, member);
    QFETCH(QByteArray, note);
    const auto parsed = parse(protocol.toStdString(), 200, body);
    QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());
    QCOMPARE(parsed->value["Name"].text(), std::string("a"));
    QVERIFY(parsed->value.contains(member.toStdString()));
    QVERIFY(parsed->value[member.toStdString()].isNull());
    QCOMPARE(parsed->unreadable.count, 1);
    QCOMPARE(QByteArray::fromStdString(parsed->unreadable.first), note);
    QCOMPARE(QByteArray::fromStdString(parsed->unreadable.text()), "1 value could not be read: " + note);
}

/// xs:boolean, whoever wrote it.
void tst_BadResponses::booleans_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isTrue");
    for (const char* text : {"true", "True", "TRUE", "1", " true\n"})
        QTest::newRow(text) << QByteArray(text) << true;
    for (const char* text : {"false", "False", "0", " FALSE "})
        QTest::newRow(text) << QByteArray(text) << false;
}

void tst_BadResponses::booleans()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isTrue);
    for (const auto* protocol : {"rest-xml", "query"}) {
        // With a comment the tree reads it, without one the scanner.
        for (const auto* comment : {"", "<!-- c -->"}) {
            const auto parsed = parse(protocol, 200, "<Node><Yes>" + text + "</Yes>" + comment + "</Node>");
            QVERIFY(parsed);
            QCOMPARE(parsed->value["Yes"], Value(isTrue));
            QCOMPARE(parsed->unreadable.count, 0);
        }
    }
}

/// As Python's servers write them.
void tst_BadResponses::numbersThatJsonCannotWrite()
{
    for (const auto* protocol : {"json", "rest-json"}) {
        const auto parsed = parse(
            protocol, 200, R"({"Ratio": NaN, "Name": "NaN, -Infinity \" NaN", "Child": {"Ratio": -Infinity},
                                     "Children": [{"Ratio":Infinity}, {"Ratio": 0.5}], "Number": 5})");
        QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());
        const auto& value = parsed->value;
        QVERIFY(std::isnan(value["Ratio"].toDouble()));
        QCOMPARE(value["Name"].text(), std::string("NaN, -Infinity \" NaN"));
        QCOMPARE(value["Child"]["Ratio"], Value(-std::numeric_limits<double>::infinity()));
        QCOMPARE(value["Children"][0]["Ratio"], Value(std::numeric_limits<double>::infinity()));
        QCOMPARE(value["Children"][1]["Ratio"], Value(0.5));
        QCOMPARE(value["Number"], Value(5));
        QCOMPARE(parsed->unreadable.count, 0);
    }
}

void tst_BadResponses::unreadableHeaders()
{
    const auto text = R"({"metadata": {"protocol": "rest-xml"},
        "operations": {"Head": {"name": "Head", "http": {"method": "HEAD", "requestUri": "/"},
            "output": {"shape": "Output"}}},
        "shapes": {"Output": {"type": "structure", "members": {
                "LastModified": {"shape": "Time", "location": "header", "locationName": "Last-Modified"},
                "Parts": {"shape": "Int", "location": "header", "locationName": "x-parts"},
                "ETag": {"shape": "Text", "location": "header", "locationName": "ETag"}}},
            "Text": {"type": "string"}, "Int": {"type": "integer"}, "Time": {"type": "timestamp"}}})";
    const ServiceModel model("test", Document::fromJson(text, "test").value());
    HttpResponse response;
    response.status = 200;
    response.headers.add("Last-Modified", "undefined");
    response.headers.add("x-parts", "");
    response.headers.add("ETag", "e");
    const auto parsed = protocolByName("rest-xml")->parser.parse(model.operation("Head"), response);
    QVERIFY(parsed);
    QVERIFY(parsed->value["LastModified"].isNull() && parsed->value["Parts"].isNull());
    QCOMPARE(parsed->value["ETag"], Value("e"));
    QCOMPARE(parsed->unreadable.count, 2);
    QCOMPARE(parsed->unreadable.first, std::string("LastModified, which is no timestamp"));
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
