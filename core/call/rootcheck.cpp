#include "core/call/rootcheck.h"

#include "core/call/answercheck.h"
#include "core/model/servicemodel.h"
#include "core/policy/s3servers.h"
#include "core/protocol/errorparser.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>

namespace inia {

namespace {

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

bool isCalledAfter(const OperationModel& operation, std::string_view root)
{
    const auto lowered = ascii::lowered(root);
    const auto name = ascii::lowered(operation.name());
    const std::string_view behind = std::string_view(lowered).substr(std::min(name.size(), lowered.size()));
    return lowered.starts_with(name) && (behind == "response" || behind == "output" || behind == "result");
}

bool isModelled(const OperationModel& operation, std::string_view root)
{
    if (root == documentedRoot(operation.name()) || isCalledAfter(operation, root))
        return true;
    const auto name = operation.output().valid() ? operation.output().payloadMember() : std::string_view();
    if (name.empty())
        // Roots of operations too new for the table are taken, but for those that are others' for certain.
        return documentedRoot(operation.name()).empty() &&
               std::find(listings.begin(), listings.end(), root) == listings.end();
    const auto payload = operation.output().member(name);
    return root == name || root == payload.name() || root == payload.locationName();
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

} // namespace

Result<void> checkRoot(const OperationModel& operation, const HttpResponse& response)
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
    if (root == "Error" || root == "ErrorResponse" || isModelled(operation, root))
        return {};
    return notOffered(operation, response, "<" + std::string(root) + ">");
}

} // namespace inia
