#include "core/eventstream/eventstream.h"
#include "core/protocol/jsonreader.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/signedrequest.h"
#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

/// The one message of these bytes.
Result<EventMessage> decode(std::string_view bytes)
{
    EventDecoder decoder;
    decoder.add(bytes);
    auto message = decoder.next();
    if (!message)
        return message.error();
    if (auto done = decoder.finish(); !done)
        return done.error();
    return *message ? Result<EventMessage>(std::move(**message))
                    : makeError(ErrorKind::Parse, "NoMessage", "no message came out");
}

std::string base64(const QByteArray& bytes)
{
    return bytes.toBase64().toStdString();
}

/// Blobs, texts and UUIDs as base64, as the suites write them; times in milliseconds.
std::string headerText(const EventHeader& header)
{
    const auto& value = header.value;
    if (value.isText())
        return base64(QByteArray::fromStdString(value.text()));
    if (value.isBlob())
        return base64(value.blob());
    if (value.isBool())
        return value.toBool() ? "true" : "false";
    if (value.isTime())
        return std::to_string(value.time().seconds * 1000 + value.time().nanoseconds / 1'000'000);
    return std::to_string(value.toInt());
}

std::string plainText(const Value& value)
{
    return value.isText()
               ? value.text()
               : (value.isBool() ? (value.toBool() ? "true" : "false") : std::to_string(value.toInt()));
}

std::string decodedProblem(const std::string& bytes, const Value& expected)
{
    const auto message = decode(bytes);
    if (!message)
        return message.error().message;
    auto text = differs("payload", base64(message->payload), expected["payload"].text());
    text += differs("headers", std::to_string(message->headers.size()),
                    std::to_string(expected["headers"].size()));
    for (const auto& item : expected["headers"].items()) {
        const auto* header = message->header(item["name"].text());
        if (!header)
            return text + item["name"].text() + " is missing";
        text += differs("type", std::to_string(static_cast<int>(header->type)),
                        std::to_string(item["type"].toInt()));
        if (item.contains("value"))
            text += differs(item["name"].text(), headerText(*header), plainText(item["value"]));
    }
    const auto again = encodeEventMessage(*message);
    if (!again)
        return text + again.error().message;
    return text + differs("encoded again", base64(*again), base64(QByteArray::fromStdString(bytes)));
}

std::string refusalProblem(const std::string& bytes)
{
    return decode(bytes) ? "taken for a good message" : std::string();
}

std::string vectorProblem(const Value& test)
{
    const auto bytes = QByteArray::fromBase64(QByteArray::fromStdString(test["bytes"].text())).toStdString();
    const auto& expected = test["expect"];
    if (expected.contains("error"))
        return refusalProblem(bytes);
    const auto message = decode(bytes);
    if (!message)
        return message.error().message;
    auto text = differs("payload", base64(message->payload), expected["payload"].text());
    text += differs("headers", std::to_string(message->headers.size()),
                    std::to_string(expected["headers"].size()));
    for (const auto& [name, tagged] : expected["headers"].members()) {
        const auto* header = message->header(name);
        if (!header)
            return text + name + " is missing";
        const auto& [type, value] = *tagged.members().begin();
        const auto got =
            header->value.isText() && type == "string" ? header->value.text() : headerText(*header);
        text += differs(name, got, plainText(value));
    }
    return text;
}

void runFiles(SuiteRun& run, const QString& folder, bool isGood)
{
    const auto encoded = QStringLiteral("eventstream/framing/encoded/") + folder + QLatin1Char('/');
    for (const auto& name : run.files(encoded, QStringLiteral("*"))) {
        const auto bytes = fileText(run.path(encoded + name));
        const auto expected = fileText(
            run.path(QStringLiteral("eventstream/framing/decoded/") + folder + QLatin1Char('/') + name));
        run.check("framing/" + folder.toStdString() + "/" + name.toStdString(), Value(), [&] {
            if (!isGood)
                return refusalProblem(bytes);
            const auto value = parseJson(expected);
            return value ? decodedProblem(bytes, *value) : "no expectation";
        });
    }
}

} // namespace

void runEventFraming(SuiteRun& run)
{
    runFiles(run, QStringLiteral("positive"), true);
    runFiles(run, QStringLiteral("negative"), false);
    const auto folder = QStringLiteral("eventstream/framing-smithy-rs/");
    for (const auto& name : run.files(folder, QStringLiteral("*valid_*"))) {
        const auto bytes = fileText(run.path(folder + name));
        run.check("framing-smithy-rs/" + name.toStdString(), Value(), [&]() -> std::string {
            if (name.startsWith(QStringLiteral("invalid_")))
                return refusalProblem(bytes);
            const auto message = decode(bytes);
            return message ? std::string() : message.error().message;
        });
    }
    const auto vectors = run.json(QStringLiteral("eventstream/botocore-vectors.json"));
    for (const auto& test : vectors.items())
        run.check("botocore-vectors/" + test["id"].text(), test, [&test] { return vectorProblem(test); });
}

} // namespace inia::conformance
