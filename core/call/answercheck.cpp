#include "core/call/answercheck.h"

#include "core/checksum/checksum.h"
#include "core/checksum/httpchecksum.h"
#include "core/model/servicemodel.h"
#include "core/policy/effect.h"
#include "core/policy/s3servers.h"
#include "core/protocol/cbor.h"
#include "core/protocol/errorparser.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/xmlreader.h"
#include "core/text/ascii.h"

#include <QtCore/QCryptographicHash>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <utility>

namespace inia {

bool isInBody(const Shape& member)
{
    return member.location().empty();
}

bool isFreeBody(const OperationModel& operation)
{
    if (operation.hasStreamingOutput() || operation.hasEventStreamOutput())
        return true;
    const auto& output = operation.output();
    const auto payload = output.valid() ? output.payloadMember() : std::string_view();
    if (payload.empty())
        return false;
    const auto type = output.member(payload).type();
    return type == ShapeType::Blob || type == ShapeType::Text;
}

bool hasBodyMembers(const Shape& output)
{
    if (!output.valid())
        return false;
    if (!output.payloadMember().empty())
        return true;
    for (std::uint32_t i = 0; i < output.memberCount(); ++i) {
        if (isInBody(output.memberAt(i).shape))
            return true;
    }
    return false;
}

std::string_view bodyText(const QByteArray& body)
{
    return {body.constData(), static_cast<std::size_t>(body.size())};
}

bool isBlankBody(const QByteArray& body)
{
    if (body.size() > qsizetype(64) * 1024)
        return false;
    const auto text = ascii::trimmed(bodyText(body));
    return text.empty() || text == "null";
}

bool speaksJson(const OperationModel& operation)
{
    const auto protocol = operation.service().protocol();
    return protocol == "json" || protocol == "rest-json";
}

bool speaksXml(const OperationModel& operation)
{
    const auto protocol = operation.service().protocol();
    return protocol == "rest-xml" || protocol == "ec2" || protocol == "query";
}

Error unproven(const OperationModel& operation, const HttpResponse& response, const char* code,
               std::string message)
{
    return withResponse(operation, response, makeError(ErrorKind::Parse, code, std::move(message)));
}

Error notAnAnswer(const OperationModel& operation, const HttpResponse& response, const std::string& what)
{
    return unproven(
        operation, response, "NotAnAnswer",
        "this is no answer of " + std::string(operation.service().serviceId()) + " but " + what +
            ". Something on the way may have answered instead: a proxy, a load balancer or the sign-in "
            "page of a network. Check the endpoint and the network.");
}

namespace {

/// Of what may be the service's, but not all of it.
Error notWhole(const OperationModel& operation, const HttpResponse& response, const char* code,
               const std::string& what)
{
    return unproven(operation, response, code,
                    what + ". Check the endpoint, and what stands before it, such as a proxy.");
}

/// The model itself may say that nothing comes.
bool mayBeEmpty(const OperationModel& operation)
{
    const auto code = operation.node()["http"]["responseCode"].toInt();
    return code == 204 || operation.httpMethod() == "HEAD" || !hasBodyMembers(operation.output());
}

/// S3 answers 206 for one part of an object as well.
bool asksForPart(const OperationModel& operation, const HttpRequest& sent)
{
    const bool asksForS3Part = operation.httpMethod() != "PUT" &&
                               splitUrl(sent.url).query.find("partNumber=") != std::string_view::npos;
    return sent.headers.contains("Range") || asksForS3Part ||
           operation.node()["http"]["responseCode"].toInt() == 206;
}

/// Otherwise only the end of the connection has ended it, which a failure on the way does as well. So does a
/// first chunk whose size cannot be read (Qt).
bool saysItsLength(const OperationModel& operation, const HttpResponse& response)
{
    return response.isLengthProven() ||
           (response.bodyEnd == BodyEnd::LastChunk && !response.body.isEmpty()) || response.status == 202 ||
           response.status == 204 || operation.httpMethod() == "HEAD" || operation.hasEventStreamOutput();
}

bool saysJson(const HttpResponse& response)
{
    const auto type = ascii::lowered(response.headers.value("Content-Type"));
    const auto name = ascii::trimmed(std::string_view(type).substr(0, type.find(';')));
    return name == "application/json" || name.ends_with("+json");
}

/// A number may be the beginning of a longer one.
bool isWholeJson(const QByteArray& body)
{
    const auto parsed = parseJson(bodyText(body));
    return parsed && !parsed->isInt() && !parsed->isDouble();
}

/// What an ETag mostly is of an object that came to be in one piece.
bool isMd5OfBody(const HttpResponse& response)
{
    const auto etag = response.headers.value("ETag");
    return etag.size() == 34 &&
           etag.substr(1, 32) ==
               QCryptographicHash::hash(response.body, QCryptographicHash::Md5).toHex().toStdString();
}

/// Streams of JSON may be one document after the other, so that the first proves nothing.
bool isDocument(const OperationModel& operation, const HttpResponse& response)
{
    return saysJson(response) &&
           !operation.output().member(operation.output().payloadMember()).flag("streaming");
}

bool provesItsEnd(const OperationModel& operation, const Value& params, const HttpResponse& response)
{
    return responseChecksum(operation, params, response.headers).has_value() || isMd5OfBody(response) ||
           (isDocument(operation, response) && isWholeJson(response.body));
}

/// Chunks whose size cannot be read end a body without a word of it (Qt); JSON tells.
bool breaksOff(const OperationModel& operation, const HttpResponse& response)
{
    return response.status == 200 && response.bodyEnd == BodyEnd::LastChunk &&
           isDocument(operation, response) && !parseJson(bodyText(response.body));
}

/// What no service sends, not even where its model has nothing in the body: there it is nothing or an empty
/// document.
bool isOtherText(const OperationModel& operation, const QByteArray& body)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    auto text = bodyText(body);
    text.remove_prefix(text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0);
    text = ascii::trimmed(text);
    if (text.empty() || operation.httpMethod() == "HEAD")
        return false;
    if (speaksXml(operation))
        return text.front() != '<';
    return speaksJson(operation) && !hasBodyMembers(operation.output()) && !parseJson(text);
}

/// Whose body may be a page of HTML as well has a name for it or for the call.
bool hasNoSignOfService(const OperationModel& operation, const HttpResponse& response)
{
    const bool mayBePage = isFreeBody(operation) || operation.httpMethod() == "HEAD";
    return mayBePage && requestIdOf(response).empty() && !response.headers.contains("ETag") &&
           htmlTitle(response);
}

Result<void> checkFreeBody(const OperationModel& operation, const Value& params, const HttpResponse& response)
{
    const std::string beginning = "the answer to " + std::string(operation.name()) +
                                  " came to an end after " + std::to_string(response.body.size()) + " bytes ";
    if (!saysItsLength(operation, response)) {
        if (provesItsEnd(operation, params, response))
            return {};
        return notWhole(operation, response, "UnknownLength",
                        beginning + "without saying how long it is, so nobody knows whether it is whole");
    }
    if (breaksOff(operation, response))
        return notWhole(operation, response, "TruncatedBody",
                        beginning + "in the middle of its JSON, so it is not whole");
    return {};
}

std::string sentChecksum(const HttpRequest& sent, ChecksumAlgorithm algorithm)
{
    const auto header = checksumHeader(algorithm);
    if (sent.headers.contains(header))
        return std::string(sent.headers.value(header));
    if (sent.headers.value("X-Amz-Trailer") != header)
        return {};
    const auto* streamed = dynamic_cast<const AwsChunkedBody*>(sent.bodySource.get());
    return streamed ? streamed->sentChecksum() : awsChunkedChecksum(sent.body);
}

/// Of answers whose root no model tells. Those of payloads have the name of the payload or of its shape.
constexpr std::pair<std::string_view, std::string_view> documentedRoots[]{
    {"CreateSession", "CreateSessionResult"},
    {"GetBucketAccelerateConfiguration", "AccelerateConfiguration"},
    {"GetBucketAcl", "AccessControlPolicy"},
    {"GetBucketCors", "CORSConfiguration"},
    {"GetBucketLifecycle", "LifecycleConfiguration"},
    {"GetBucketLifecycleConfiguration", "LifecycleConfiguration"},
    {"GetBucketLocation", "LocationConstraint"},
    {"GetBucketLogging", "BucketLoggingStatus"},
    {"GetBucketNotification", "NotificationConfiguration"},
    {"GetBucketNotificationConfiguration", "NotificationConfiguration"},
    {"GetBucketRequestPayment", "RequestPaymentConfiguration"},
    {"GetBucketTagging", "Tagging"},
    {"GetBucketVersioning", "VersioningConfiguration"},
    {"GetBucketWebsite", "WebsiteConfiguration"},
    {"GetObjectAcl", "AccessControlPolicy"},
    {"GetObjectTagging", "Tagging"},
    {"ListBucketAnalyticsConfigurations", "ListBucketAnalyticsConfigurationResult"},
    {"ListBucketInventoryConfigurations", "ListInventoryConfigurationsResult"},
    {"ListBucketMetricsConfigurations", "ListMetricsConfigurationsResult"},
    {"ListMultipartUploads", "ListMultipartUploadsResult"},
    {"ListObjectVersions", "ListVersionsResult"},
    {"ListParts", "ListPartsResult"},
};

/// What the plain reads are answered with.
constexpr std::array<std::string_view, 2> listings{"ListBucketResult", "ListAllMyBucketsResult"};

std::string_view documentedRoot(std::string_view operation)
{
    const auto* found = std::find_if(std::begin(documentedRoots), std::end(documentedRoots),
                                     [operation](const auto& row) { return row.first == operation; });
    return found == std::end(documentedRoots) ? std::string_view() : found->second;
}

/// The name of the first element, without its prefix; empty when there is none.
std::string_view rootName(std::string_view text)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    text.remove_prefix(text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0);
    for (;;) {
        text = ascii::trimmed(text);
        const auto end = text.starts_with("<?")     ? text.find("?>")
                         : text.starts_with("<!--") ? text.find("-->")
                                                    : std::string_view::npos;
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + (text.starts_with("<?") ? 2 : 3));
    }
    if (!text.starts_with('<'))
        return {};
    const auto name = text.substr(1, text.find_first_of(" \t\r\n/>", 1) - 1);
    return name.substr(name.find(':') == std::string_view::npos ? 0 : name.find(':') + 1);
}

bool isOfObject(const OperationModel& operation)
{
    return operation.requestUri().find("{Key+}") != std::string_view::npos;
}

bool hasSubresource(const OperationModel& operation)
{
    const auto uri = operation.requestUri();
    return operation.name() == "ListParts" || // whose sub-resource is a parameter
           (uri.find('?') != std::string_view::npos && uri.find("?list-type") == std::string_view::npos);
}

/// moto answers GetBucketNotificationConfiguration with GetBucketNotificationResponse.
bool isCalledAfter(const OperationModel& operation, std::string_view root)
{
    constexpr std::string_view longer = "configuration";
    const auto lowered = ascii::lowered(root);
    auto name = ascii::lowered(operation.name());
    if (!lowered.starts_with(name) && name.ends_with(longer))
        name.resize(name.size() - longer.size());
    const std::string_view behind = std::string_view(lowered).substr(std::min(name.size(), lowered.size()));
    return lowered.starts_with(name) && (behind == "response" || behind == "output" || behind == "result");
}

bool isModelled(const OperationModel& operation, std::string_view root)
{
    if (root == documentedRoot(operation.name()) || isCalledAfter(operation, root))
        return true;
    const auto name = operation.output().valid() ? operation.output().payloadMember() : std::string_view();
    if (name.empty())
        return false;
    const auto payload = operation.output().member(name);
    return root == name || root == payload.name() || root == payload.locationName();
}

bool isOfAnother(std::string_view root)
{
    return std::find(listings.begin(), listings.end(), root) != listings.end() ||
           std::any_of(std::begin(documentedRoots), std::end(documentedRoots),
                       [root](const auto& row) { return row.second == root; });
}

Error notOffered(const OperationModel& operation, const HttpResponse& response, const std::string& what)
{
    return unproven(operation, response, std::string(notOfferedByServer).c_str(),
                    "this server does not offer " + std::string(operation.name()) +
                        ": it has answered with " + what + ", as it does without " +
                        std::string(operation.requestUri().substr(
                            std::min(operation.requestUri().find('?'), operation.requestUri().size()))) +
                        ". It says nothing of what was asked.");
}

/// Whether a successful answer to a read of S3 with a sub-resource (GET ?versioning) is the document that was
/// asked for. A server that does not know the sub-resource lists the bucket or hands out the object instead,
/// in which one may find as many "not set" as one likes.
Result<void> checkRoot(const OperationModel& operation, const HttpRequest& sent, const HttpResponse& response)
{
    const bool isAsked = operation.service().name() == "s3" && operation.httpMethod() == "GET" &&
                         response.status >= 200 && response.status < 300 && hasSubresource(operation);
    if (!isAsked || isBlankBody(response.body) || htmlTitle(response))
        return {};
    const auto root = rootName(bodyText(response.body));
    if (isFreeBody(operation)) {
        // A policy is JSON. Bytes may be anything; a ServerGate judges those.
        const bool isList = std::find(listings.begin(), listings.end(), root) != listings.end();
        return isList && !isOfObject(operation)
                   ? Result<void>(notOffered(operation, response, "<" + std::string(root) + ">"))
                   : Result<void>();
    }
    if (root.empty())
        return isOfObject(operation) ? Result<void>(notOffered(operation, response, "what is in the object"))
                                     : Result<void>();
    // AWS knows all of them: what nobody else has for a root may be of an operation too new for the table.
    const bool isOfAws = splitUrl(sent.url).host.find(".amazonaws.com") != std::string_view::npos;
    if (root == "Error" || root == "ErrorResponse" || isModelled(operation, root) ||
        (isOfAws && !isOfAnother(root)))
        return {};
    return notOffered(operation, response, "<" + std::string(root) + ">");
}

} // namespace

Result<void> checkAnswer(const OperationModel& operation, const Value& params, const HttpRequest& sent,
                         const HttpResponse& response)
{
    if (response.status >= 300)
        return {};
    const auto& name = std::string(operation.name());
    if (response.status < 200)
        return notWhole(operation, response, "InterimAnswer",
                        name + " was answered with status " + std::to_string(response.status) +
                            ", behind which the answer itself did not come");
    if (response.status == 206 && !asksForPart(operation, sent))
        return notWhole(operation, response, "PartialAnswer",
                        "the whole of " + name + " was asked for, but only a part came (status 206)");
    if (hasNoSignOfService(operation, response))
        return notAnAnswer(operation, response, "text/html");
    if (response.isBodyElsewhere)
        return {};
    if (auto understood = checkRoot(operation, sent, response); !understood)
        return understood;
    if (isFreeBody(operation))
        return checkFreeBody(operation, params, response);
    const bool isBlank = isBlankBody(response.body);
    if (const auto title = isBlank ? std::nullopt : htmlTitle(response))
        return notAnAnswer(operation, response, "text/html" + (title->empty() ? "" : ": " + *title));
    if (isBlank && !mayBeEmpty(operation))
        return notWhole(
            operation, response, "EmptyAnswer",
            "the answer to " + name + " has status " + std::to_string(response.status) +
                " and nothing in it" +
                (response.bodyEnd == BodyEnd::LastChunk ? " (or chunks that cannot be read)" : "") +
                ", so nobody knows whether it was done");
    if (!isBlank && isOtherText(operation, response.body))
        return notAnAnswer(operation, response, "text");
    return {};
}

Result<void> checkSentChecksum(const OperationModel& operation, const HttpRequest& sent,
                               const HttpResponse& response, const Value& result)
{
    if (response.status >= 300 || operation.node()["httpChecksum"].isNull())
        return {};
    for (const auto algorithm : checksumsByPriority()) {
        const auto wanted = sentChecksum(sent, algorithm);
        const std::string& found = result[checksumMemberOf(algorithm)].text();
        if (wanted.empty() || found.empty() || found.find('-') != std::string::npos || found == wanted)
            continue;
        auto error =
            makeError(ErrorKind::Checksum, "StoredChecksumMismatch",
                      "what " + std::string(operation.name()) + " sent is not what the service has: its " +
                          std::string(checksumName(algorithm)) + " should be " + wanted + " and is " + found +
                          "; send it again");
        return withResponse(operation, response, std::move(error));
    }
    return {};
}

namespace {

/// What the body is by the model: the payload, or the output without what has another place.
struct BodyShape {
    explicit BodyShape(const OperationModel& operation)
        : payload(operation.output().valid() ? operation.output().payloadMember() : std::string_view()),
          shape(payload.empty() ? operation.output() : operation.output().member(payload))
    {
    }
    [[nodiscard]] bool has(const Shape& member) const
    {
        return member.valid() && (!payload.empty() || isInBody(member));
    }

    std::string_view payload;
    Shape shape;
};

/// Whether the answer has anything that the model knows.
bool hasKnownMember(const OperationModel& operation, const Value& result)
{
    const BodyShape body(operation);
    if (!body.shape.valid())
        return false;
    const Value& found = body.payload.empty() ? result : result[body.payload];
    if (body.shape.type() != ShapeType::Structure || body.shape.isDocument())
        return !found.isNull();
    const auto& members = found.members();
    return std::any_of(members.begin(), members.end(),
                       [&](const auto& entry) { return body.has(body.shape.member(entry.first)); });
}

/// A member may be known and null.
bool isKnownKey(const BodyShape& body, std::string_view key)
{
    for (std::uint32_t i = 0; i < body.shape.memberCount(); ++i) {
        const auto member = body.shape.memberAt(i);
        const auto name = member.shape.locationName();
        if (body.has(member.shape) && key == (name.empty() ? member.name : name))
            return true;
    }
    return false;
}

std::string tag(pugi::xml_node node)
{
    return "<" + std::string(xmlLocalName(node)) + ">";
}

bool isAnyOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Of a document in which no member was found.
std::optional<std::string> foreignXml(const OperationModel& operation, const HttpResponse& response)
{
    const auto document = XmlDocument::parse(response.body);
    if (!document)
        return std::nullopt;
    const auto root = document->root();
    const auto name = xmlLocalName(root);
    if (isAnyOf(name, {"Error", "ErrorResponse", "Errors"}) || xmlChild(root, "Errors"))
        return tag(root);
    if (operation.service().protocol() == "query" || !hasBodyMembers(operation.output()))
        return std::nullopt; // its wrapper was there, or there is nothing to look for
    for (const auto child : root.children()) {
        const bool isElement = child.type() == pugi::node_element;
        if (isElement && !isAnyOf(xmlLocalName(child), {"requestId", "RequestId"}))
            return tag(root) + " with " + tag(child) + " in it";
    }
    // GetBucketLocation's whole answer is the text of its root.
    const bool isMember = operation.output().member(name).valid();
    if (!isMember && !ascii::trimmed(xmlText(root)).empty())
        return tag(root) + " with text in it";
    const bool isList = operation.name().starts_with("List");
    if (isList && operation.service().protocol() == "rest-xml")
        return tag(root) + " with nothing in it";
    if (operation.service().protocol() == "ec2" && !name.ends_with("Response"))
        return tag(root);
    return std::nullopt;
}

std::optional<std::string> foreignMembers(const OperationModel& operation, const Result<Value>& document,
                                          const char* format)
{
    if (!document || !document->isMap() || document->size() == 0)
        return std::nullopt;
    const BodyShape body(operation);
    const auto& keys = document->members();
    if (body.shape.valid() && std::any_of(keys.begin(), keys.end(),
                                          [&](const auto& entry) { return isKnownKey(body, entry.first); }))
        return std::nullopt;
    const auto& type = (*document)["__type"].text();
    const bool isError = type.ends_with("Exception") || type.ends_with("Error");
    if (!isError && (changesSomething(effectOf(operation).effect) || !hasBodyMembers(operation.output())))
        return std::nullopt;
    return std::string(format) + " with \"" + keys.begin()->first + "\" in it";
}

} // namespace

Result<void> checkContent(const OperationModel& operation, const HttpResponse& response, const Value& result)
{
    if (response.status >= 300 || isFreeBody(operation) || isBlankBody(response.body) ||
        hasKnownMember(operation, result))
        return {};
    // Rare: nothing was found. A document may have nothing to say, or say what the model does not know.
    std::optional<std::string> foreign;
    if (speaksXml(operation))
        foreign = foreignXml(operation, response);
    else if (speaksJson(operation))
        foreign = foreignMembers(operation, parseJson(bodyText(response.body)), "JSON");
    else
        foreign = foreignMembers(operation, parseCbor(response.body), "CBOR");
    return foreign ? Result<void>(notAnAnswer(operation, response, *foreign)) : Result<void>();
}

} // namespace inia
