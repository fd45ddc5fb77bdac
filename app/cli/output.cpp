#include "app/cli/output.h"

#include "core/common/redaction.h"
#include "core/credentials/credentialsources.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <limits>
#include <optional>
#include <system_error>

namespace inia::cli {

namespace {

constexpr const char* outputFailedCode = "CannotWriteOutput";

constexpr std::string_view blobMark = "$blob";

class Reader final {
public:
    [[nodiscard]] Value read(const Value& json, const Shape& shape)
    {
        if (json.isMap())
            return json.size() == 1 && json[blobMark].isText() && !meansMap(shape) ? bytes(json)
                                                                                   : map(json, shape);
        if (json.isList())
            return list(json, shape);
        if (json.isText() && (shape.type() == ShapeType::Float || shape.type() == ShapeType::Double))
            return number(json);
        return json;
    }

    std::optional<Error> error;

private:
    /// Only what may really hold a member "$blob" keeps it.
    static bool meansMap(const Shape& shape)
    {
        return shape.valid() &&
               (shape.type() == ShapeType::Map || shape.isDocument() || shape.hasMember(blobMark));
    }

    Value bytes(const Value& json)
    {
        const auto& text = json[blobMark].text();
        auto decoded = QByteArray::fromBase64Encoding(QByteArray::fromStdString(text),
                                                      QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded && !error) {
            error = makeError(ErrorKind::Parameter, "InvalidBlob",
                              "\"$blob\" has to hold base64 text, not \"" + text.substr(0, 64) + "\"");
        }
        return std::move(decoded.decoded);
    }

    Value map(const Value& json, const Shape& shape)
    {
        ValueMap result;
        result.reserve(json.size());
        const bool isMap = shape.type() == ShapeType::Map;
        const bool isStructure = shape.type() == ShapeType::Structure && !shape.isDocument();
        const Shape element = isMap ? shape.value() : Shape();
        for (const auto& [name, member] : json.members())
            result.appendUnchecked(name, read(member, isStructure ? shape.member(name) : element));
        return result;
    }

    Value list(const Value& json, const Shape& shape)
    {
        Value::List result;
        result.reserve(json.size());
        const Shape element = shape.type() == ShapeType::List ? shape.element() : Shape();
        for (const auto& item : json.items())
            result.push_back(read(item, element));
        return result;
    }

    static Value number(const Value& json)
    {
        if (json.text() == "NaN")
            return std::numeric_limits<double>::quiet_NaN();
        if (json.text() == "Infinity")
            return std::numeric_limits<double>::infinity();
        if (json.text() == "-Infinity")
            return -std::numeric_limits<double>::infinity();
        return json;
    }
};

void write(JsonWriter& writer, const Value& value)
{
    if (value.isMap()) {
        writer.beginMap();
        for (const auto& [name, member] : value.members()) {
            writer.key(name);
            write(writer, member);
        }
        writer.endMap();
    } else if (value.isList()) {
        writer.beginList();
        for (const auto& item : value.items())
            write(writer, item);
        writer.endList();
    } else if (value.isBlob()) {
        writer.beginMap();
        writer.key(blobMark);
        writer.value(value);
        writer.endMap();
    } else {
        writer.value(value);
    }
}

} // namespace

// ---- what is printed --------------------------------------------------------------------------------------

ExitCode exitCode(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Parameter:
    case ErrorKind::UnknownName:
        return UsageError;
    case ErrorKind::Configuration:
    case ErrorKind::Credentials:
    case ErrorKind::ReadOnly:
        return ConfigurationError;
    case ErrorKind::Service:
        // The AWS CLI tells a wait that failed from a call that did.
        return error.code == "WaiterError" ? OtherError : ServiceError;
    default:
        return OtherError;
    }
}

namespace {

Value headersValue(const HttpHeaders& headers)
{
    Value result = Value::emptyMap();
    for (const auto& [name, value] : headers)
        result.insert(name, value);
    return result;
}

} // namespace

Value presignedValue(const PresignedUrl& url)
{
    auto value =
        Value::map({{"url", url.url}, {"method", url.method}, {"headers", headersValue(url.headers)}});
    if (url.endsWithKeys)
        value.insert("ends_with_keys", keyExpiryText(*url.endsWithKeys));
    return value;
}

Value requestValue(const Reply& reply)
{
    const auto& request = reply.preparedRequest();
    return Value::map({
        {"method", request.method},
        {"url", request.url},
        {"headers", headersValue(request.headers)},
        {"body_base64", request.body.toBase64().toStdString()},
        {"canonical_request", reply.signingRecord().canonicalRequest},
        {"string_to_sign", reply.signingRecord().stringToSign},
    });
}

std::string dryRunText(const Reply& reply)
{
    return toJson(requestValue(reply), JsonStyle::indented()) + "\n";
}

Value errorValue(const Error& error, const Value& response)
{
    Value printed = Value::map(
        {{"kind", errorKindName(error.kind)}, {"code", error.code}, {"message", redactText(error.message)}});
    const auto add = [&printed](std::string_view name, const std::string& text) {
        if (!text.empty())
            printed.insert(name, text);
    };
    add("operation", error.operation);
    add("request_id", error.requestId);
    add("host_id", error.hostId);
    add("region", error.region);
    if (error.httpStatus != 0)
        printed.insert("http_status", error.httpStatus);
    if (error.mayHaveBeenDone)
        printed.insert("may_have_been_done", true);
    if (!response.isNull())
        printed.insert("response", response);
    return printed;
}

bool print(std::FILE* stream, const std::string& text)
{
    if (std::ferror(stream) != 0)
        return false;
    errno = 0;
    const bool isWritten =
        std::fwrite(text.data(), 1, text.size(), stream) == text.size() && std::fflush(stream) == 0;
    const int reason = errno;
    if (!isWritten && stream == stdout)
        print(stderr, "inia-cli: standard output cannot be written: " +
                          std::generic_category().message(reason) + "; what it holds is not all there is\n");
    return isWritten;
}

void prepareStreams()
{
    (void)std::signal(SIGPIPE, SIG_IGN);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) < 0) // the lowest free number is this one
            (void)::open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY);
    }
}

bool outputHasFailed()
{
    return std::ferror(stdout) != 0;
}

Error outputFailed()
{
    return makeError(ErrorKind::Transport, outputFailedCode, "standard output cannot be written");
}

std::string printable(std::string_view text)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        const bool isC1 =
            byte == 0xC2 && next >= 0x80 && next < 0xA0; // in UTF-8; some terminals obey these too
        if (!isC1 && ((byte >= 0x20 && byte != 0x7F) || byte == '\n' || byte == '\t')) {
            out += text[i];
            continue;
        }
        const auto shown = isC1 ? next : byte;
        out += {'\\', 'x', digits[shown >> 4U], digits[shown & 0xFU]};
        i += isC1 ? 1 : 0;
    }
    return out;
}

void tell(const std::string& text)
{
    print(stderr, printable("inia-cli: " + text) + "\n");
}

std::string errorText(const Error& error)
{
    if (error.code == outputFailedCode)
        return {};
    std::string text = "inia-cli: ";
    if (error.kind == ErrorKind::Service && error.code != "WaiterError") {
        text +=
            "An error occurred (" + error.code + ") when calling the " + error.operation + " operation" +
            (error.retriesExhausted ? " (reached max retries: " + std::to_string(error.retries) + ")" : "") +
            ": " + error.message;
        if (!error.requestId.empty())
            text += " (request id " + error.requestId + ")";
    } else {
        text += error.message;
    }
    return printable(redactText(text)) + "\n";
}

// ---- values as JSON ---------------------------------------------------------------------------------------

Result<Value> valuesFromJson(const Value& json, const Shape& shape)
{
    Reader reader;
    Value value = reader.read(json, shape);
    if (reader.error)
        return std::move(*reader.error);
    return value;
}

std::string markedJson(const Value& value, JsonStyle style)
{
    JsonWriter writer(style);
    write(writer, value);
    return writer.take();
}

} // namespace inia::cli
