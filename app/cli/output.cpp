#include "app/cli/output.h"

#include "core/protocol/jsonwriter.h"

namespace inia::cli {

ExitCode exitCode(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Parameter:
    case ErrorKind::UnknownName:
        return UsageError;
    case ErrorKind::Configuration:
    case ErrorKind::Credentials:
        return ConfigurationError;
    case ErrorKind::Service:
        return ServiceError;
    default:
        return OtherError;
    }
}

std::string answerText(const Value& answer)
{
    Value printed = answer;
    printed.mutableMap().remove("ResponseMetadata");
    return printed.size() == 0 ? std::string() : toJson(printed, JsonStyle::indented()) + "\n";
}

std::string dryRunText(const Reply& reply)
{
    const auto& request = reply.preparedRequest();
    Value headers = Value::emptyMap();
    for (const auto& [name, value] : request.headers)
        headers.insert(name, value);
    const Value printed = Value::map({
        {"method", request.method},
        {"url", request.url},
        {"headers", headers},
        {"body_base64", request.body.toBase64().toStdString()},
        {"canonical_request", reply.signingRecord().canonicalRequest},
        {"string_to_sign", reply.signingRecord().stringToSign},
    });
    return toJson(printed, JsonStyle::indented()) + "\n";
}

std::string errorText(const Error& error)
{
    std::string text = "inia-cli: ";
    if (error.kind == ErrorKind::Service) {
        text += "An error occurred (" + error.code + ") when calling the " + error.operation +
                " operation: " + error.message;
        if (!error.requestId.empty())
            text += " (request id " + error.requestId + ")";
    } else {
        text += error.message;
    }
    return text + "\n";
}

} // namespace inia::cli
