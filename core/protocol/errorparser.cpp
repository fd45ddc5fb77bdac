#include "core/protocol/errorparser.h"

#include "core/model/servicemodel.h"
#include "core/protocol/jsonreader.h"
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

namespace {

constexpr std::size_t longestTitle = 120;
/// Where a title stands, if there is one.
constexpr qsizetype headOfPage = qsizetype(16) * 1024;

/// What stands in front of the first element: byte order mark, blanks, declaration, comments.
void skipProlog(std::string_view& text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
        const std::string_view end = text.starts_with("<?") ? "?>" : text.starts_with("<!--") ? "-->" : "";
        const auto at = end.empty() ? std::string_view::npos : text.find(end);
        if (at == std::string_view::npos)
            return;
        text.remove_prefix(at + end.size());
    }
}

bool saysHtml(const HttpResponse& response)
{
    const auto type = ascii::lowered(response.headers.value("Content-Type"));
    return type.starts_with("text/html") || type.starts_with("application/xhtml");
}

/// The name of the element that the page begins with, in lower case; empty when it begins otherwise.
std::string firstElement(std::string_view page)
{
    if (!page.starts_with('<'))
        return {};
    return ascii::lowered(page.substr(1, std::min(page.find_first_of(" \t\r\n/>", 1), page.size()) - 1));
}

/// Elements that pages begin with whose authors leave out <html>. No answer of a service is named so.
bool isElementOfPages(std::string_view name)
{
    static constexpr std::array<std::string_view, 16> names{
        "body", "br",   "center", "div",    "font",  "form",  "h1",    "h2",
        "h3",   "head", "meta",   "script", "style", "table", "title", "p"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isPage(std::string_view page, bool saysHtml)
{
    skipProlog(page);
    const auto element = firstElement(page);
    if (element == "!doctype")
        return ascii::lowered(page.substr(0, 32)).find("html") != std::string::npos;
    if (element == "html" || isElementOfPages(element))
        return true;
    // Some servers call all they say text/html, JSON and XML too.
    return saysHtml &&
           (page.empty() || std::string_view("{[<\"").find(page.front()) == std::string_view::npos);
}

/// Blanks of any kind become one, control characters vanish.
std::string onOneLine(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        const bool isBlank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (isBlank && !out.empty() && out.back() != ' ')
            out += ' ';
        else if (!isBlank && (c < 0 || c > ' ') && c != '\x7f')
            out += c;
    }
    if (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

std::string withoutEntities(std::string text)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> entities{
        {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}}};
    for (const auto& [entity, character] : entities) {
        for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + 1))
            text.replace(at, entity.size(), character);
    }
    return text;
}

std::string shortTitle(std::string text)
{
    if (text.size() <= longestTitle)
        return text;
    auto end = longestTitle;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) // inside a character
        --end;
    return text.substr(0, end) + "...";
}

} // namespace

std::optional<std::string> htmlTitle(const HttpResponse& response)
{
    const std::string_view page(response.body.constData(),
                                static_cast<std::size_t>(std::min(response.body.size(), headOfPage)));
    if (!isPage(page, saysHtml(response)))
        return std::nullopt;
    const auto lower = ascii::lowered(page);
    const auto tag = lower.find("<title");
    const auto begin = tag == std::string::npos ? tag : lower.find('>', tag);
    const auto end = begin == std::string::npos ? begin : lower.find("</title", begin);
    if (end == std::string::npos)
        return std::string();
    return shortTitle(withoutEntities(onOneLine(page.substr(begin + 1, end - begin - 1))));
}

namespace {

/// Enough of what some proxy says to see what it is.
constexpr qsizetype longestMessage = 300;

Value bodyOf(const HttpResponse& response)
{
    if (response.body.isEmpty())
        return Value::emptyMap();
    auto parsed = parseJson({response.body.constData(), static_cast<std::size_t>(response.body.size())});
    if (parsed && parsed->isMap())
        return std::move(parsed).value();
    return Value::map({{"message", response.body.left(longestMessage).toStdString()}});
}

std::string firstText(const std::array<Value, 4>& candidates)
{
    for (const auto& candidate : candidates) {
        if (auto text = scalarText(candidate); !text.empty())
            return text;
    }
    return {};
}

} // namespace

Value parseJsonError(const HttpResponse& response, ErrorCodeOrder order)
{
    const auto body = bodyOf(response);
    const Value header = response.headers.value("x-amzn-errortype");
    const auto& type = body["__type"];
    const auto code = order == ErrorCodeOrder::HeaderFirst
                          ? firstText({header, body["code"], body["Code"], type})
                          : firstText({type, header, body["code"], body["Code"]});
    Value error = Value::emptyMap();
    error.insert("Message", firstText({body["message"], body["Message"], Value(), Value()}));
    error.insert("Code", code.empty() ? std::to_string(response.status) : bareErrorCode(code));
    if (order == ErrorCodeOrder::BodyTypeFirst)
        applyQueryCompatibleCode(response.headers, error);
    Value metadata = Value::emptyMap();
    addRequestIds(response, metadata);
    return Value::map({{"Error", error}, {"ResponseMetadata", metadata}});
}

} // namespace inia
