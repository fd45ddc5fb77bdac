#include "core/eventstream/eventstream.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QtTest>

#include <limits>

using namespace inia;
using namespace inia::tests;

Q_DECLARE_METATYPE(inia::Value)

/// Frames of event streams: bytes to messages and back.
class tst_EventFraming final : public QObject {
    Q_OBJECT

private slots:
    void roundTrip();
    void anyPieces();
    void refuses_data();
    void refuses();
    void truncatedAnywhere();
    void damagedAnywhere();
    void staysFailed();
    void refusesToEncode_data();
    void refusesToEncode();
    void conformanceBotocore_data();
    void conformanceBotocore();
    void conformanceFiles_data();
    void conformanceFiles();
    void conformanceDecoded_data();
    void conformanceDecoded();
};

namespace {

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// The messages of a whole stream, or the first error, the one at its end included.
Result<std::vector<EventMessage>> decodeAll(const QByteArray& bytes)
{
    EventDecoder decoder;
    decoder.add(viewOf(bytes));
    std::vector<EventMessage> messages;
    for (;;) {
        auto message = decoder.next();
        if (!message)
            return message.error();
        if (!*message)
            break;
        messages.push_back(std::move(**message));
    }
    if (const auto end = decoder.finish(); !end)
        return end.error();
    return messages;
}

EventMessage fullMessage()
{
    EventMessage message;
    message.headers = {{"yes", EventHeaderType::True, true},
                       {"no", EventHeaderType::False, false},
                       {"byte", EventHeaderType::Byte, -128},
                       {"short", EventHeaderType::Short, -2},
                       {"integer", EventHeaderType::Integer, std::numeric_limits<std::int32_t>::min()},
                       {"long", EventHeaderType::Long, std::numeric_limits<std::int64_t>::min()},
                       {"bytes", EventHeaderType::Bytes, QByteArray("\0\xFF", 2)},
                       {"text", EventHeaderType::Text, "gr\u00fc\u00df"},
                       {"time", EventHeaderType::Time, Timestamp{-1, 999'000'000}},
                       {"uuid", EventHeaderType::Uuid, QByteArray("0123456789abcdef")}};
    message.payload = QByteArray("payload");
    return message;
}

QByteArray encoded(const EventMessage& message)
{
    const auto bytes = encodeEventMessage(message);
    return bytes ? *bytes : QByteArray();
}

/// A frame with any lengths and right checksums around it.
QByteArray frame(std::uint32_t total, std::uint32_t headersSize, const QByteArray& content)
{
    QByteArray prelude;
    for (const auto number : {total, headersSize}) {
        for (int shift = 24; shift >= 0; shift -= 8)
            prelude.append(static_cast<char>((number >> shift) & 0xFF));
    }
    const auto crc = [](const QByteArray& bytes) {
        std::uint32_t value = 0xFFFFFFFF;
        for (const char c : bytes) {
            value ^= static_cast<unsigned char>(c);
            for (int bit = 0; bit < 8; ++bit)
                value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320 : 0);
        }
        value = ~value;
        QByteArray out;
        for (int shift = 24; shift >= 0; shift -= 8)
            out.append(static_cast<char>((value >> shift) & 0xFF));
        return out;
    };
    const auto begin = prelude + crc(prelude) + content;
    return begin + crc(begin);
}

QByteArray headersFrame(const QByteArray& headers)
{
    const auto size = static_cast<std::uint32_t>(headers.size());
    return frame(size + 16, size, headers);
}

QByteArray readFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The value of a header as the botocore vectors write it.
Value tagged(const EventHeader& header)
{
    switch (header.value.kind()) {
    case Value::Kind::Bool:
        return Value::map({{"bool", header.value}});
    case Value::Kind::Text:
        return Value::map({{"string", header.value}});
    case Value::Kind::Blob:
        return Value::map({{"bytes", header.value.blob().toBase64().toStdString()}});
    case Value::Kind::Time:
        return Value::map(
            {{"int", header.value.time().seconds * 1000 + header.value.time().nanoseconds / 1'000'000}});
    default:
        return Value::map({{"int", header.value}});
    }
}

} // namespace

void tst_EventFraming::roundTrip()
{
    const auto message = fullMessage();
    const auto bytes = encoded(message);
    const auto decoded = decodeAll(bytes + encoded(EventMessage()) + bytes);
    QVERIFY2(decoded, decoded ? "" : decoded.error().message.c_str());
    QCOMPARE(decoded->size(), std::size_t{3});
    QVERIFY(decoded->at(0) == message);
    QVERIFY(decoded->at(1) == EventMessage());
    QVERIFY(decoded->at(2) == message);
    QCOMPARE(decoded->at(0).text("text"), std::string_view("gr\u00fc\u00df"));
    QCOMPARE(decoded->at(0).text("bytes"), std::string_view());
    QVERIFY(!decoded->at(0).header("Text"));
}

void tst_EventFraming::anyPieces()
{
    const auto bytes = encoded(fullMessage()) + encoded(EventMessage()) + encoded(fullMessage());
    for (qsizetype size = 1; size < 40; ++size) {
        EventDecoder decoder;
        std::size_t count = 0;
        for (qsizetype at = 0; at < bytes.size(); at += size) {
            decoder.add(viewOf(bytes.mid(at, size)));
            for (;;) {
                const auto message = decoder.next();
                QVERIFY(message);
                if (!message->has_value())
                    break;
                ++count;
            }
        }
        QCOMPARE(count, std::size_t{3});
        QVERIFY(decoder.finish());
    }
}

void tst_EventFraming::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("headers too long")
        << frame(128 * 1024 + 17, 128 * 1024 + 1, {}) << QByteArray("InvalidHeadersLength");
    QTest::newRow("payload too long")
        << frame(24 * 1024 * 1024 + 17, 0, {}) << QByteArray("InvalidPayloadLength");
    QTest::newRow("endless") << frame(0xFFFFFFFF, 0, {}) << QByteArray("InvalidPayloadLength");
    QTest::newRow("too short for its frame") << frame(15, 0, {}) << QByteArray("InvalidMessageLength");
    QTest::newRow("too short for its headers") << frame(20, 5, "12345") << QByteArray("InvalidMessageLength");
    QTest::newRow("nothing") << frame(0, 0, {}) << QByteArray("InvalidMessageLength");
    QTest::newRow("unknown type") << headersFrame(QByteArray("\1a\x0A", 3)) << QByteArray("InvalidHeader");
    QTest::newRow("name cut") << headersFrame(QByteArray("\5a", 2)) << QByteArray("InvalidHeader");
    QTest::newRow("type missing") << headersFrame(QByteArray("\1a", 2)) << QByteArray("InvalidHeader");
    QTest::newRow("number cut") << headersFrame(QByteArray("\1a\4\0\0\0", 6)) << QByteArray("InvalidHeader");
    QTest::newRow("length cut") << headersFrame(QByteArray("\1a\7\0", 4)) << QByteArray("InvalidHeader");
    QTest::newRow("text cut") << headersFrame(QByteArray("\1a\7\0\5abcd", 9)) << QByteArray("InvalidHeader");
    QTest::newRow("uuid cut") << headersFrame(QByteArray("\1a\t0123456789abcde", 18))
                              << QByteArray("InvalidHeader");
    QTest::newRow("text not UTF-8") << headersFrame(QByteArray("\1a\7\0\1\xFF", 6))
                                    << QByteArray("InvalidHeader");
    QTest::newRow("name not UTF-8") << headersFrame(QByteArray("\1\xFF\0", 3)) << QByteArray("InvalidHeader");
    QTest::newRow("twice") << headersFrame(QByteArray("\1a\0\1a\1", 6)) << QByteArray("DuplicateHeader");
    QTest::newRow("HTML") << QByteArray("<html><body>Service Unavailable</body></html>")
                          << QByteArray("ChecksumMismatch");
}

void tst_EventFraming::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, code);
    const auto decoded = decodeAll(bytes);
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().code, code.toStdString());
    QCOMPARE(decoded.error().kind, code == "ChecksumMismatch" ? ErrorKind::Checksum : ErrorKind::Parse);
}

void tst_EventFraming::truncatedAnywhere()
{
    const auto bytes = encoded(fullMessage());
    for (qsizetype size = 1; size < bytes.size(); ++size) {
        const auto decoded = decodeAll(bytes.left(size));
        QVERIFY2(!decoded, qPrintable(QString::number(size)));
        QCOMPARE(decoded.error().code, std::string("TruncatedEventStream"));
    }
}

void tst_EventFraming::damagedAnywhere()
{
    const auto bytes = encoded(fullMessage());
    for (qsizetype at = 0; at < bytes.size(); ++at) {
        auto damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        QVERIFY2(!decodeAll(damaged), qPrintable(QString::number(at)));
    }
}

void tst_EventFraming::staysFailed()
{
    EventDecoder decoder;
    decoder.add(viewOf(frame(15, 0, {})));
    QVERIFY(!decoder.next());
    decoder.add(viewOf(encoded(fullMessage())));
    const auto again = decoder.next();
    QVERIFY(!again);
    QCOMPARE(again.error().code, std::string("InvalidMessageLength"));
    QVERIFY(!decoder.finish());
    QVERIFY(decoder.pending() < 100);
}

void tst_EventFraming::refusesToEncode_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qint64>("number");
    QTest::newRow("byte") << int(EventHeaderType::Byte) << QByteArray() << qint64{128};
    QTest::newRow("short") << int(EventHeaderType::Short) << QByteArray() << qint64{-32'769};
    QTest::newRow("integer") << int(EventHeaderType::Integer) << QByteArray() << (qint64{1} << 31);
    QTest::newRow("uuid") << int(EventHeaderType::Uuid) << QByteArray("short") << qint64{0};
    QTest::newRow("bytes") << int(EventHeaderType::Bytes) << QByteArray(65'536, 'a') << qint64{0};
}

void tst_EventFraming::refusesToEncode()
{
    QFETCH(int, type);
    QFETCH(QByteArray, bytes);
    QFETCH(qint64, number);
    EventMessage message;
    message.headers.push_back(
        {"h", static_cast<EventHeaderType>(type), bytes.isEmpty() ? Value(number) : Value(bytes)});
    const auto result = encodeEventMessage(message);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Parameter);
    message = {};
    message.addText("a", "1");
    message.addText("a", "2");
    QVERIFY(!encodeEventMessage(message));
    message = {};
    message.payload = QByteArray(24 * 1024 * 1024 + 1, 'a');
    QVERIFY(!encodeEventMessage(message));
}

void tst_EventFraming::conformanceBotocore_data()
{
    QTest::addColumn<Value>("vector");
    const auto vectors = readJsonFile(conformancePath(QStringLiteral("eventstream/botocore-vectors.json")));
    for (const auto& vector : vectors.items())
        QTest::newRow(vector["id"].text().c_str()) << vector;
}

void tst_EventFraming::conformanceBotocore()
{
    if (!QTest::currentDataTag())
        QSKIP("no conformance data beside the project (../shared/conformance/eventstream)");
    QFETCH(Value, vector);
    const auto bytes = QByteArray::fromBase64(QByteArray::fromStdString(vector["bytes"].text()));
    const auto decoded = decodeAll(bytes);
    const auto& expected = vector["expect"];
    if (expected.contains("error")) {
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, expected["error"].text());
        return;
    }
    QVERIFY2(decoded, decoded ? "" : decoded.error().message.c_str());
    QCOMPARE(decoded->size(), std::size_t{1});
    Value headers = Value::emptyMap();
    for (const auto& header : decoded->front().headers)
        headers.insert(header.name, tagged(header));
    QVERIFY(headers == expected["headers"]);
    QCOMPARE(decoded->front().payload.toBase64().toStdString(), expected["payload"].text());
    QCOMPARE(encoded(decoded->front()), bytes);
}

void tst_EventFraming::conformanceFiles_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("valid");
    const auto add = [](const QString& folder, const QString& prefix, bool valid) {
        const QDir dir(conformancePath(QStringLiteral("eventstream/") + folder));
        for (const auto& name : dir.entryList({prefix + QStringLiteral("*")}, QDir::Files))
            QTest::newRow(qPrintable(folder + QLatin1Char('/') + name)) << dir.filePath(name) << valid;
    };
    add(QStringLiteral("framing/encoded/positive"), {}, true);
    add(QStringLiteral("framing/encoded/negative"), {}, false);
    add(QStringLiteral("framing-smithy-rs"), QStringLiteral("valid_"), true);
    add(QStringLiteral("framing-smithy-rs"), QStringLiteral("invalid_"), false);
}

void tst_EventFraming::conformanceFiles()
{
    if (!QTest::currentDataTag())
        QSKIP("no conformance data beside the project (../shared/conformance/eventstream)");
    QFETCH(QString, path);
    QFETCH(bool, valid);
    const auto bytes = readFile(path);
    QVERIFY(!bytes.isEmpty());
    const auto decoded = decodeAll(bytes);
    QCOMPARE(decoded.ok(), valid);
    if (!valid)
        return;
    QCOMPARE(decoded->size(), std::size_t{1});
    QCOMPARE(encoded(decoded->front()), bytes);
}

void tst_EventFraming::conformanceDecoded_data()
{
    QTest::addColumn<QString>("name");
    const QDir dir(conformancePath(QStringLiteral("eventstream/framing/decoded/positive")));
    for (const auto& name : dir.entryList(QDir::Files))
        QTest::newRow(qPrintable(name)) << name;
}

void tst_EventFraming::conformanceDecoded()
{
    if (!QTest::currentDataTag())
        QSKIP("no conformance data beside the project (../shared/conformance/eventstream)");
    QFETCH(QString, name);
    const auto root = QStringLiteral("eventstream/framing/%1/positive/%2");
    const auto expected = readJsonFile(conformancePath(root.arg(QStringLiteral("decoded"), name)));
    const auto bytes = readFile(conformancePath(root.arg(QStringLiteral("encoded"), name)));
    const auto decoded = decodeAll(bytes);
    QVERIFY(decoded);
    const auto& message = decoded->front();
    QCOMPARE(std::int64_t{bytes.size()}, expected["total_length"].toInt());
    QCOMPARE(message.headers.size(), expected["headers"].size());
    for (std::size_t i = 0; i < message.headers.size(); ++i) {
        const auto& header = expected["headers"][i];
        QCOMPARE(message.headers[i].name, header["name"].text());
        QCOMPARE(std::int64_t(message.headers[i].type), header["type"].toInt());
        if (message.headers[i].type == EventHeaderType::Text) {
            const auto text = QByteArray::fromBase64(QByteArray::fromStdString(header["value"].text()));
            QCOMPARE(message.headers[i].value.text(), text.toStdString());
        }
    }
    QCOMPARE(message.payload.toBase64().toStdString(), expected["payload"].text());
}

INIA_TEST_CLASS(tst_EventFraming, QCoreApplication)
#include "tst_eventframing.moc"
