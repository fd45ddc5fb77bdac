#include "app/cli/output.h"

#include "core/common/redaction.h"
#include "core/credentials/credentialsources.h"
#include "core/protocol/jsonwriter.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace inia::cli {

namespace {

constexpr const char* outputFailedCode = "CannotWriteOutput";

} // namespace

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

} // namespace inia::cli
