#include "core/protocol/errorparser.h"

#include "core/model/servicemodel.h"
#include "core/protocol/scalartext.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <utility>

namespace inia {

std::string_view httpReason(int status)
{
    static constexpr std::array<std::pair<int, std::string_view>, 39> reasons{{
        {300, "Multiple Choices"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {304, "Not Modified"},
        {305, "Use Proxy"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {402, "Payment Required"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {407, "Proxy Authentication Required"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {410, "Gone"},
        {411, "Length Required"},
        {412, "Precondition Failed"},
        {413, "Request Entity Too Large"},
        {414, "Request-URI Too Long"},
        {415, "Unsupported Media Type"},
        {416, "Requested Range Not Satisfiable"},
        {417, "Expectation Failed"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Entity"},
        {424, "Failed Dependency"},
        {426, "Upgrade Required"},
        {428, "Precondition Required"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
        {507, "Insufficient Storage"},
    }};
    const auto found =
        std::find_if(reasons.begin(), reasons.end(), [status](const auto& r) { return r.first == status; });
    return found == reasons.end() ? std::string_view() : found->second;
}

bool isGenericError(const HttpResponse& response)
{
    if (response.status < 500 || response.headers.contains("x-amzn-errortype"))
        return false;
    const auto body =
        ascii::trimmed({response.body.constData(), static_cast<std::size_t>(response.body.size())})
            .substr(0, 14);
    return body.empty() || equalsIgnoringCase(body.substr(0, 6), "<html>") ||
           equalsIgnoringCase(body, "<!doctype html");
}

Value errorFromStatus(const HttpResponse& response)
{
    Value metadata = Value::emptyMap();
    addRequestIds(response, metadata);
    return Value::map({{"Error", Value::map({{"Code", std::to_string(response.status)},
                                             {"Message", Value(httpReason(response.status))}})},
                       {"ResponseMetadata", metadata}});
}

std::string bareErrorCode(std::string_view code)
{
    code = code.substr(0, code.find(':'));
    const auto mark = code.rfind('#');
    return std::string(mark == std::string_view::npos ? code : code.substr(mark + 1));
}

void applyQueryCompatibleCode(const HttpHeaders& headers, Value& error)
{
    const auto header = headers.value("x-amzn-query-error");
    const auto mark = header.find(';');
    if (mark == 0 || mark == std::string_view::npos || header.find(';', mark + 1) != std::string_view::npos)
        return;
    error.insert("QueryErrorCode", error["Code"]);
    error.insert("Type", header.substr(mark + 1));
    error.insert("Code", header.substr(0, mark));
}

Shape errorShapeForCode(const ServiceModel& service, std::string_view code)
{
    Shape result;
    for (const auto& [name, node] : service.shapes().members()) {
        if (node["exception"].toBool() && node["error"]["code"].text(name) == code)
            result = service.shape(name);
    }
    return result;
}

std::string_view requestIdOf(const HttpResponse& response)
{
    for (const auto name : {"x-amzn-requestid", "x-amz-request-id", "x-amz-requestid"}) {
        if (const auto id = response.headers.value(name); !id.empty())
            return id;
    }
    return {};
}

void addRequestIds(const HttpResponse& response, Value& metadata)
{
    const auto& headers = response.headers;
    if (headers.contains("x-amzn-requestid")) {
        metadata.insert("RequestId", headers.value("x-amzn-requestid"));
    } else if (headers.contains("x-amz-request-id")) {
        metadata.insert("RequestId", headers.value("x-amz-request-id"));
        metadata.insert("HostId", headers.value("x-amz-id-2"));
    }
}

void addResponseMetadata(const HttpResponse& response, Value& parsed)
{
    ValueMap headers;
    for (const auto& [name, value] : response.headers) {
        auto& entry = headers[ascii::lowered(name)];
        entry = entry.isNull() ? Value(value) : Value(entry.text() + ", " + value);
    }
    Value metadata = parsed["ResponseMetadata"].isMap() ? parsed["ResponseMetadata"] : Value::emptyMap();
    metadata.insert("HTTPStatusCode", response.status);
    metadata.insert("HTTPHeaders", std::move(headers));
    parsed.insert("ResponseMetadata", std::move(metadata));
}

Error serviceError(const OperationModel& operation, const HttpResponse& response, const Value& errorValue)
{
    const auto& detail = errorValue["Error"];
    const auto& metadata = errorValue["ResponseMetadata"];
    auto error = makeError(ErrorKind::Service, scalarText(detail["Code"]), scalarText(detail["Message"]));
    if (error.message.empty())
        error.message = httpReason(response.status);
    error.operation = operation.name();
    error.requestId = metadata["RequestId"].text();
    if (error.requestId.empty())
        error.requestId = requestIdOf(response);
    error.hostId = metadata["HostId"].text();
    error.region = detail["Region"].text(); // S3's, to those who signed for another one
    error.httpStatus = response.status;
    return error;
}

Error malformedResponse(const OperationModel& operation, const HttpResponse& response, std::string_view what)
{
    auto error =
        makeError(ErrorKind::Parse, "MalformedResponse",
                  "the answer to " + std::string(operation.name()) + " cannot be read: " + std::string(what));
    return withResponse(operation, response, std::move(error));
}

Error withResponse(const OperationModel& operation, const HttpResponse& response, Error error)
{
    error.operation = operation.name();
    error.requestId = requestIdOf(response);
    error.hostId = response.headers.value("x-amz-id-2");
    error.httpStatus = response.status;
    return error;
}

} // namespace inia
