#include "core/eventstream/eventstream.h"
#include "core/model/servicemodel.h"
#include "core/protocol/eventstream.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/protocols.h"
#include "core/protocol/timestamps.h"
#include "core/protocol/validator.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace inia::tests;

Q_DECLARE_METATYPE(inia::Value)

/// Modelled events: messages to values by an operation's output, and input values to messages.
class tst_Events final : public QObject {
    Q_OBJECT

private slots:
    void collects_data();
    void collects();
    void reportsErrors_data();
    void reportsErrors();
    void refuses_data();
    void refuses();
    void timesInHeaders_data();
    void timesInHeaders();
    void unreadableValuesCostThemselves();
    void readsPieceByPiece();
    void leavesBodyElsewhereAlone();
    void validatesInput();
    void conformance_data();
    void conformance();
};

namespace {

/// One operation that answers with a stream: texts, numbers, exceptions.
std::shared_ptr<const ServiceModel> modelFor(const std::string& protocol)
{
    const bool isRest = protocol.starts_with("rest");
    const std::string payload = isRest ? R"(, "payload": "Stream")" : "";
    const std::string location = isRest ? R"(, "location": "header", "locationName": "x-id")" : "";
    const auto text = R"({"metadata": {"protocol": ")" + protocol +
                      R"(", "targetPrefix": "T", "jsonVersion": "1.0"},
        "operations": {"Get": {"name": "Get", "http": {"method": "POST", "requestUri": "/"},
            "output": {"shape": "Output"}}},
        "shapes": {
            "Output": {"type": "structure", "members": {
                "Stream": {"shape": "Stream"}, "Id": {"shape": "Text")" +
                      location + "}}" + payload + R"(},
            "Stream": {"type": "structure", "eventstream": true, "members": {
                "Raw": {"shape": "Raw"}, "Stats": {"shape": "Stats"}, "Empty": {"shape": "Empty"},
                "Trouble": {"shape": "Trouble"}}},
            "Raw": {"type": "structure", "event": true, "members": {
                "Bytes": {"shape": "Blob", "eventpayload": true},
                "At": {"shape": "Time", "eventheader": true}}},
            "Stats": {"type": "structure", "event": true, "members": {
                "Count": {"shape": "Int"}, "Name": {"shape": "Text"}}},
            "Empty": {"type": "structure", "event": true, "members": {}},
            "Trouble": {"type": "structure", "exception": true, "members": {"message": {"shape": "Text"}}},
            "Text": {"type": "string"}, "Int": {"type": "integer"}, "Time": {"type": "timestamp"},
            "Blob": {"type": "blob"}}})";
    return std::make_shared<const ServiceModel>("test", Document::fromJson(text, "test").value());
}

QByteArray message(const char* type, const QByteArray& payload, std::vector<EventHeader> more = {})
{
    EventMessage message;
    message.addText(":message-type", "event");
    message.addText(":event-type", type);
    message.headers.insert(message.headers.end(), more.begin(), more.end());
    message.payload = payload;
    return encodeEventMessage(message).value();
}

QByteArray trouble(const char* messageType, std::vector<EventHeader> more, const QByteArray& payload = {})
{
    EventMessage message;
    message.addText(":message-type", messageType);
    message.headers.insert(message.headers.end(), more.begin(), more.end());
    message.payload = payload;
    return encodeEventMessage(message).value();
}

EventHeader text(const char* name, const char* value)
{
    return {name, EventHeaderType::Text, Value(value)};
}

QByteArray statsBody(const std::string& protocol)
{
    if (protocol == "rest-xml")
        return "<Stats><Count>5</Count><Name>a</Name></Stats>";
    if (protocol == "smithy-rpc-v2-cbor")
        return QByteArray::fromHex("a265436f756e7405644e616d656161");
    return R"({"Count": 5, "Name": "a", "Unknown": 1})";
}

/// The first message of the protocols that have one.
QByteArray initial(const std::string& protocol)
{
    if (protocol.starts_with("rest"))
        return {};
    return message("initial-response",
                   protocol == "json" ? QByteArray(R"({"Id": "i"})") : QByteArray::fromHex("a16249646169"));
}

Result<ParsedResponse> parse(const std::string& protocol, const QByteArray& body)
{
    const auto model = modelFor(protocol);
    HttpResponse response;
    response.status = 200;
    response.headers.add("x-amzn-RequestId", "req-1");
    if (protocol.starts_with("rest"))
        response.headers.add("x-id", "i");
    response.body = body;
    return protocolByName(protocol)->parser.parse(model->operation("Get"), response);
}

void addProtocols()
{
    QTest::addColumn<QByteArray>("protocol");
    for (const auto* protocol : {"json", "rest-json", "rest-xml", "smithy-rpc-v2-cbor"})
        QTest::newRow(protocol) << QByteArray(protocol);
}

} // namespace

void tst_Events::collects_data()
{
    addProtocols();
}

void tst_Events::collects()
{
    QFETCH(QByteArray, protocol);
    const auto name = protocol.toStdString();
    const EventHeader at{"At", EventHeaderType::Time, Timestamp{1, 500'000'000}};
    const auto parsed =
        parse(name, initial(name) + message("Raw", "bytes", {at}) + message("NewKind", "?") +
                        message("Stats", statsBody(name)) + message("Empty", {}) + message("Stats", {}));
    QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());
    QVERIFY(!parsed->error);
    const auto expected = Value::list(
        {Value::map(
             {{"Raw", Value::map({{"At", Timestamp{1, 500'000'000}}, {"Bytes", QByteArray("bytes")}})}}),
         Value::map({{"Stats", Value::map({{"Count", 5}, {"Name", "a"}})}}),
         Value::map({{"Empty", Value::emptyMap()}}), Value::map({{"Stats", Value::emptyMap()}})});
    QVERIFY2(parsed->value["Stream"] == expected, toJson(parsed->value).c_str());
    QCOMPARE(parsed->value["Id"].text(), std::string("i"));
    QCOMPARE(parsed->value["ResponseMetadata"]["HTTPStatusCode"].toInt(), std::int64_t{200});
}

void tst_Events::reportsErrors_data()
{
    addProtocols();
}

void tst_Events::reportsErrors()
{
    QFETCH(QByteArray, protocol);
    const auto name = protocol.toStdString();
    const auto start = initial(name) + message("Raw", "bytes");
    const auto check = [&](const QByteArray& last, const char* code, const char* text) {
        const auto parsed = parse(name, start + last);
        QVERIFY(parsed);
        QVERIFY(parsed->error && parsed->isLateError);
        QCOMPARE(parsed->error->kind, ErrorKind::Service);
        QCOMPARE(parsed->error->code, std::string(code));
        QCOMPARE(parsed->error->message, std::string(text));
        QCOMPARE(parsed->error->requestId, std::string("req-1"));
        QCOMPARE(parsed->errorValue["Error"]["Code"].text(), std::string(code));
        QVERIFY(parsed->value.isNull());
    };
    const auto body = name == "rest-xml"             ? QByteArray("<T><message>no</message></T>")
                      : name == "smithy-rpc-v2-cbor" ? QByteArray::fromHex("a1676d657373616765626e6f")
                                                     : QByteArray(R"({"message": "no"})");
    check(trouble("exception", {text(":exception-type", "Trouble")}, body), "Trouble", "no");
    check(trouble("exception", {text(":exception-type", "Unheard")}, body), "Unheard",
          "the service broke off the event stream");
    check(trouble("error", {text(":error-code", "Inner"), text(":error-message", "words")}), "Inner",
          "words");
}

void tst_Events::refuses_data()
{
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<QByteArray>("body");
    const EventHeader bytes{":event-type", EventHeaderType::Bytes, QByteArray("Raw")};
    for (const auto* name : {"json", "rest-json", "rest-xml", "smithy-rpc-v2-cbor"}) {
        const auto row = [name](const char* what, const QByteArray& body) {
            QTest::addRow("%s %s", name, what) << QByteArray(name) << initial(name) + body;
        };
        const auto whole = message("Raw", "bytes");
        row("cut", whole.left(whole.size() - 1));
        row("HTML", "<html>Service Unavailable</html>");
        row("damaged", QByteArray(whole).replace("bytes", "bites"));
        row("payload", message("Stats", "***"));
        row("no message type", trouble("", {text(":event-type", "Raw")}));
        row("no event type", trouble("event", {}));
        row("event type of bytes", trouble("event", {bytes}));
    }
    for (const auto* name : {"json", "smithy-rpc-v2-cbor"}) {
        QTest::addRow("%s no initial", name) << QByteArray(name) << message("Raw", "bytes");
        QTest::addRow("%s nothing", name) << QByteArray(name) << QByteArray();
    }
}

void tst_Events::refuses()
{
    QFETCH(QByteArray, protocol);
    QFETCH(QByteArray, body);
    const auto parsed = parse(protocol.toStdString(), body);
    QVERIFY(!parsed);
    QVERIFY(parsed.error().kind == ErrorKind::Parse || parsed.error().kind == ErrorKind::Checksum);
    QCOMPARE(parsed.error().requestId, std::string("req-1"));
    QCOMPARE(parsed.error().operation, std::string("Get"));
    QVERIFY(!parsed.error().message.empty());
}

void tst_Events::timesInHeaders_data()
{
    QTest::addColumn<Value>("sent");
    QTest::addColumn<int>("type");
    QTest::addColumn<Value>("read");
    const auto row = [](const char* name, EventHeaderType type, Value sent, Value read) {
        QTest::newRow(name) << std::move(sent) << static_cast<int>(type) << std::move(read);
    };
    const Value noon = Timestamp{1730384114, 0};
    row("a time", EventHeaderType::Time, noon, noon);
    row("milliseconds", EventHeaderType::Long, 1730384114000, noon);
    row("milliseconds before 1970", EventHeaderType::Long, -1, Timestamp{-1, 999'000'000});
    row("a text", EventHeaderType::Text, "2024-10-31T14:15:14Z", noon);
    row("no time", EventHeaderType::Text, "noon", {});
    row("no scalar of that kind", EventHeaderType::True, true, {});
}

void tst_Events::timesInHeaders()
{
    QFETCH(const Value, sent);
    QFETCH(const int, type);
    QFETCH(const Value, read);
    const auto parsed =
        parse("rest-json", message("Raw", "x", {{"At", static_cast<EventHeaderType>(type), sent}}));
    QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());
    QCOMPARE(parsed->value["Stream"][0]["Raw"]["At"], read);
    QCOMPARE(parsed->unreadable.count, read.isNull() ? 1 : 0);
}

void tst_Events::unreadableValuesCostThemselves()
{
    const auto parsed = parse("rest-json", message("Stats", R"({"Count": "many", "Name": "a"})") +
                                               message("Stats", R"({"Count": 5, "Name": "b"})"));
    QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());
    const auto& events = parsed->value["Stream"];
    QVERIFY(events[0]["Stats"]["Count"].isNull());
    QCOMPARE(events[0]["Stats"]["Name"], Value("a"));
    QCOMPARE(events[1]["Stats"]["Count"], Value(5));
    QCOMPARE(parsed->unreadable.count, 1);
}

void tst_Events::readsPieceByPiece()
{
    const auto model = modelFor("rest-json");
    EventReader reader(model->operation("Get"));
    const auto body = message("Raw", "a") + message("Raw", "b");
    std::string seen;
    for (qsizetype at = 0; at < body.size(); ++at) {
        reader.add(std::string_view(body.constData() + at, 1));
        const auto event = reader.next();
        QVERIFY(event);
        if (event->has_value())
            seen += (**event)["Raw"]["Bytes"].blob().toStdString();
    }
    QCOMPARE(seen, std::string("ab"));
    QVERIFY(reader.finish());
    QCOMPARE(reader.memberName(), std::string_view("Stream"));
}

void tst_Events::leavesBodyElsewhereAlone()
{
    const auto model = modelFor("json");
    HttpResponse response;
    response.status = 200;
    response.isBodyElsewhere = true;
    const auto parsed = protocolByName("json")->parser.parse(model->operation("Get"), response);
    QVERIFY(parsed && !parsed->error);
    QVERIFY(!parsed->value.contains("Stream"));
}

void tst_Events::validatesInput()
{
    const auto model = modelFor("rest-json");
    const auto stream = model->operation("Get").output();
    const auto check = [&stream](const Value& events) {
        return validateParameters(stream, Value::map({{"Stream", events}})).ok();
    };
    const auto event = Value::map({{"Stats", Value::map({{"Count", 5}})}});
    QVERIFY(check(Value::list({event, event})));
    QVERIFY(check(Value::emptyList()));
    QVERIFY(!check(Value::list({Value::emptyMap()})));
    QVERIFY(!check(Value::list({Value::map({{"Stats", Value::emptyMap()}, {"Raw", Value::emptyMap()}})})));
    QVERIFY(!check(Value::list({Value::map({{"Other", Value::emptyMap()}})})));
    QVERIFY(!check(Value::list({Value::map({{"Stats", Value::map({{"Count", "five"}})}})})));
}

namespace {

/// {"boolean": true} and the like of the suite, by our header.
bool sameHeader(const EventHeader& header, const Value& expected)
{
    if (expected.size() != 1)
        return false;
    const auto& [type, value] = *expected.members().begin();
    static const std::map<std::string, std::vector<EventHeaderType>> types{
        {"boolean", {EventHeaderType::True, EventHeaderType::False}},
        {"byte", {EventHeaderType::Byte}},
        {"short", {EventHeaderType::Short}},
        {"integer", {EventHeaderType::Integer}},
        {"long", {EventHeaderType::Long}},
        {"string", {EventHeaderType::Text}},
        {"blob", {EventHeaderType::Bytes}},
        {"timestamp", {EventHeaderType::Time}},
    };
    const auto& known = types.at(type);
    if (std::find(known.begin(), known.end(), header.type) == known.end())
        return false;
    if (type == "blob")
        return header.value.blob().toBase64().toStdString() == value.text();
    if (type == "timestamp")
        return header.value.time() == timestampFromValue(value);
    return header.value == value;
}

/// Blobs as texts and timestamps as seconds, as the suite writes parameters.
Value plain(const Value& value)
{
    if (value.isBlob())
        return value.blob().toStdString();
    if (value.isTime())
        return value.time().seconds;
    if (!value.isMap())
        return value;
    ValueMap map;
    for (const auto& [name, item] : value.members())
        map.insert(name, plain(item));
    return map;
}

void checkRequestEvent(const OperationModel& operation, const Value& event)
{
    const auto input = operation.input();
    const auto written =
        writeEvent(input.member(input.payloadMember()), event["params"], *eventBodyFormat("rest-json"));
    QVERIFY2(written, written ? "" : written.error().message.c_str());
    QCOMPARE(written->headers.size(), event["headers"].size());
    for (const auto& [name, expected] : event["headers"].members()) {
        const auto* header = written->header(name);
        QVERIFY2(header && sameHeader(*header, expected), name.c_str());
    }
    if (event["bodyMediaType"].text() == "application/json") {
        QVERIFY(parseJson(written->payload.toStdString()).value() == parseJson(event["body"].text()).value());
    } else {
        QCOMPARE(written->payload.toStdString(), event["body"].text());
    }
    QVERIFY(encodeEventMessage(*written));
}

HttpResponse initialResponse(const Value& test)
{
    HttpResponse response;
    const auto& given = test["initialResponse"];
    response.status = static_cast<int>(given["code"].toInt(200));
    for (const auto& [name, value] : given["headers"].members())
        response.headers.add(name, value.text());
    response.body = QByteArray::fromStdString(given["body"].text());
    for (const auto& event : test["events"].items()) {
        if (event["type"].text() == "response")
            response.body += QByteArray::fromBase64(QByteArray::fromStdString(event["bytes"].text()));
    }
    return response;
}

/// Deviations, each with its reason.
std::string skipped(const std::string& id)
{
    if (id == "MissingRequiredInitialResponseOutput")
        return "what a service leaves out of its answer is left out, as in botocore, not refused";
    return {};
}

} // namespace

void tst_Events::conformance_data()
{
    QTest::addColumn<Value>("test");
    const auto cases =
        readJsonFile(conformancePath(QStringLiteral("eventstream/protocol/rest-json-cases.json")));
    for (const auto& test : cases.items())
        QTest::newRow(test["id"].text().c_str()) << test;
}

void tst_Events::conformance()
{
    if (!QTest::currentDataTag())
        QSKIP("no conformance data beside the project (../shared/conformance/eventstream)");
    QFETCH(Value, test);
    if (const auto reason = skipped(test["id"].text()); !reason.empty())
        QSKIP(reason.c_str());
    const auto model = modelFromValue(
        readJsonFile(conformancePath(QStringLiteral("eventstream/protocol/rest-json-model.json"))));
    const auto operation = model->operation(test["operation"].text());
    const auto* protocol = protocolByName("rest-json");
    for (const auto& event : test["events"].items()) {
        if (event["type"].text() == "request")
            checkRequestEvent(operation, event);
    }
    if (test.contains("initialRequest")) {
        const auto request = protocol->serializer.serialize(operation, test["initialRequestParams"]);
        QVERIFY(request);
        QCOMPARE(request->method, test["initialRequest"]["method"].text());
        QCOMPARE(request->path, test["initialRequest"]["uri"].text());
        for (const auto& [name, value] : test["initialRequest"]["headers"].members())
            QCOMPARE(std::string(request->headers.value(name)), value.text());
    }
    if (!operation.output().valid())
        return;
    const auto parsed = protocol->parser.parse(operation, initialResponse(test));
    const bool failed = !parsed || parsed->error.has_value();
    QCOMPARE(failed, test["expectation"].contains("failure"));
    if (failed)
        return;
    Value::List expected;
    for (const auto& event : test["events"].items()) {
        if (event["type"].text() == "response")
            expected.push_back(event["params"]);
    }
    Value::List actual;
    for (const auto& event : parsed->value["stream"].items())
        actual.push_back(plain(event));
    QVERIFY2(Value(actual) == Value(expected), toJson(Value(actual)).c_str());
    for (const auto& [name, value] : test["initialResponseParams"].members())
        QVERIFY(parsed->value[name] == value);
}

INIA_TEST_CLASS(tst_Events, QCoreApplication)
#include "tst_events.moc"
