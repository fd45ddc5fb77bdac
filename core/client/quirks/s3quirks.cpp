#include "core/client/quirks/s3quirks.h"

#include "core/http/percentencoding.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

bool isBucketNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

Result<void> checkBucketName(QuirkContext& context, Value& params)
{
    (void)context;
    const auto& bucket = params["Bucket"].text();
    const bool plain =
        bucket.size() <= 255 && std::all_of(bucket.begin(), bucket.end(), isBucketNameCharacter);
    if (!params.contains("Bucket") || (plain && !bucket.empty()) || bucket.starts_with("arn:"))
        return {};
    return makeError(
        ErrorKind::Parameter, "InvalidBucketName",
        "'" + bucket +
            "' is no bucket name: use 1 to 255 letters, digits, '.', '-' and '_', or the ARN of an "
            "access point");
}

Result<void> dropBucketFromUri(QuirkContext& context, Value& params)
{
    constexpr std::string_view bucketLabel = "/{Bucket}";
    const auto uri = context.operation.requestUri();
    if (uri.starts_with(bucketLabel) && params.contains("Bucket"))
        context.requestUri =
            uri.size() == bucketLabel.size() ? "/" : std::string(uri.substr(bucketLabel.size()));
    return {};
}

Result<void> askForEncodedKeys(QuirkContext& context, Value& params)
{
    if (params.contains("EncodingType"))
        return {};
    params.insert("EncodingType", "url");
    context.decodeKeys = true;
    return {};
}

/// S3 encodes as forms do: a plus sign is a space.
void decodeMember(Value& in, std::string_view name)
{
    if (!in[name].isText())
        return;
    std::string text = in[name].text();
    std::replace(text.begin(), text.end(), '+', ' ');
    in.insert(name, percentDecode(text));
}

void decodeItems(Value& result, std::string_view listName, std::string_view member)
{
    if (!result.contains(listName))
        return;
    Value list = result[listName];
    for (auto& item : list.mutableList())
        decodeMember(item, member);
    result.insert(listName, std::move(list));
}

void decodeKeys(QuirkContext& context, const HttpResponse& response, Value& result)
{
    (void)response;
    if (!context.decodeKeys || result["EncodingType"].text() != "url")
        return;
    for (const auto name :
         {"Delimiter", "Marker", "NextMarker", "Prefix", "StartAfter", "KeyMarker", "NextKeyMarker"})
        decodeMember(result, name);
    for (const auto list : {"Contents", "Versions", "DeleteMarkers"})
        decodeItems(result, list, "Key");
    decodeItems(result, "CommonPrefixes", "Prefix");
}

/// Some operations work for long and answer 200 at once to keep the connection alive; what went wrong
/// then stands in the body.
void turnErrorBodyIntoFailure(QuirkContext& context, HttpResponse& response)
{
    if (response.status != 200 || context.operation.hasStreamingOutput() ||
        !context.operation.output().valid() || context.operation.hasEventStreamOutput())
        return;
    std::string_view body(response.body.constData(), static_cast<std::size_t>(response.body.size()));
    body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
    if (body.starts_with("<?xml")) {
        const auto end = body.find("?>");
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 2);
        body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
    }
    if (body.starts_with("<Error>") || body.starts_with("<Error "))
        response.status = 500;
}

void readBucketLocation(QuirkContext& context, const HttpResponse& response, Value& result)
{
    (void)context;
    const std::string_view body(response.body.constData(), static_cast<std::size_t>(response.body.size()));
    const auto open = body.find("<LocationConstraint");
    const auto start = body.find('>', open == std::string_view::npos ? body.size() : open);
    const auto end = body.find("</LocationConstraint>");
    if (start == std::string_view::npos || end == std::string_view::npos || end <= start + 1)
        result.insert("LocationConstraint", nullptr);
    else
        result.insert("LocationConstraint", body.substr(start + 1, end - start - 1));
}

constexpr std::array<Quirk, 7> quirks{{
    {"s3", "*", "a wrong bucket name would end up in the host or path of another resource", checkBucketName},
    {"s3", "*", "the endpoint rules put the bucket into host or path themselves", dropBucketFromUri},
    {"s3", "ListObjects", "XML 1.0 cannot carry every character a key may hold", askForEncodedKeys, nullptr,
     decodeKeys},
    {"s3", "ListObjectsV2", "XML 1.0 cannot carry every character a key may hold", askForEncodedKeys, nullptr,
     decodeKeys},
    {"s3", "ListObjectVersions", "XML 1.0 cannot carry every character a key may hold", askForEncodedKeys,
     nullptr, decodeKeys},
    {"s3", "*", "failures of long operations come with status 200", nullptr, turnErrorBodyIntoFailure},
    {"s3", "GetBucketLocation", "the answer is the root element's text, which the model cannot say", nullptr,
     nullptr, readBucketLocation},
}};

} // namespace

std::span<const Quirk> s3Quirks()
{
    return quirks;
}

} // namespace inia
