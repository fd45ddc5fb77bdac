#include "core/quirks/s3requestquirks.h"

#include "core/config/clientconfig.h"
#include "core/http/textencoding.h"
#include "core/text/ascii.h"

#include <QtCore/QCryptographicHash>

#include <algorithm>
#include <array>

namespace inia {

namespace {

bool isRegionCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || ascii::isDigit(c) || c == '-';
}

bool isNameCharacter(char c)
{
    return isRegionCharacter(c) || (c >= 'A' && c <= 'Z');
}

bool isName(std::string_view text, bool dots)
{
    constexpr std::size_t longest = 63;
    return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [dots](char c) {
        return isNameCharacter(c) || (dots && c == '.');
    });
}

bool isAccountId(std::string_view text)
{
    constexpr std::size_t digits = 12;
    return text.size() == digits && std::all_of(text.begin(), text.end(), ascii::isDigit);
}

} // namespace

std::optional<Arn> Arn::parse(std::string_view text)
{
    std::array<std::string_view, 6> parts;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        const auto colon = text.find(':');
        if (colon == std::string_view::npos)
            return std::nullopt;
        parts[i] = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    return Arn{parts[1], parts[2], parts[3], parts[4], text};
}

std::vector<std::string_view> Arn::resourceParts() const
{
    std::vector<std::string_view> parts;
    std::string_view rest = resource;
    for (auto end = rest.find_first_of(":/"); end != std::string_view::npos; end = rest.find_first_of(":/")) {
        parts.push_back(rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    parts.push_back(rest);
    return parts;
}

bool isS3ResourceArn(std::string_view text)
{
    const auto arn = text.starts_with("arn:aws") ? Arn::parse(text) : std::nullopt;
    if (!arn || !isAccountId(arn->account) ||
        !std::all_of(arn->region.begin(), arn->region.end(), isRegionCharacter))
        return false;
    const auto resource = arn->resourceParts();
    if (arn->service == "s3" || arn->service == "s3-object-lambda")
        return resource.size() == 2 && resource[0] == "accesspoint" && isName(resource[1], true);
    return arn->service == "s3-outposts" && !arn->region.empty() && resource.size() == 4 &&
           resource[0] == "outpost" && isName(resource[1], false) && resource[2] == "accesspoint" &&
           isName(resource[3], false);
}

} // namespace inia

namespace inia::quirks {

namespace {

Error unsupportedArn(const std::string& arn, const std::string& why)
{
    return makeError(ErrorKind::Endpoint, "UnsupportedS3ControlArn", "'" + arn + "' cannot be used: " + why);
}

/// `kind` is what the resource has to be behind its outpost: "accesspoint", "bucket".
Result<void> takeArn(const QuirkContext& context, Value& params, const char* member, std::string_view kind)
{
    const std::string text = params[member].text();
    const auto arn = Arn::parse(text);
    if (!arn)
        return {};
    if (arn->region.starts_with("fips-") || arn->region.ends_with("fips-"))
        return unsupportedArn(text, "a FIPS region has no place in an ARN; set use_fips_endpoint instead");
    if (context.config.s3UseAccelerate) {
        return makeError(ErrorKind::Endpoint, "UnsupportedS3ControlConfiguration",
                         "S3 Control has no accelerate endpoint; switch use_accelerate_endpoint off");
    }
    const auto resource = arn->resourceParts();
    if (arn->service != "s3-outposts" || resource.size() != 4 || resource[0] != "outpost" ||
        resource[2] != kind)
        return unsupportedArn(text, std::string(member) + " takes a name, or the ARN of a " +
                                        std::string(kind) + " on an outpost");
    if (params.contains("AccountId") && params["AccountId"].text() != arn->account)
        return unsupportedArn(text,
                              "AccountId '" + params["AccountId"].text() + "' is not the ARN's account");
    params.insert("AccountId", arn->account);
    return {};
}

bool rulesNeedAccountId(const OperationModel& operation)
{
    return operation.node()["staticContextParams"]["RequiresAccountId"]["value"].toBool();
}

} // namespace

Result<void> takeOutpostArns(QuirkContext& context, Value& params)
{
    const auto name = context.operation.name();
    if (name == "CreateBucket" || name == "ListRegionalBuckets")
        return {};
    if (name != "CreateAccessPoint") {
        if (auto done = takeArn(context, params, "Name", "accesspoint"); !done)
            return done;
    }
    return takeArn(context, params, "Bucket", "bucket");
}

Result<void> dropAccountIdPrefix(QuirkContext& context, Value&)
{
    context.dropsHostPrefix =
        context.operation.hostPrefix() == "{AccountId}." && rulesNeedAccountId(context.operation);
    return {};
}

namespace {

bool isBucketNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

bool isBucketName(std::string_view text)
{
    constexpr std::size_t longest = 255;
    return !text.empty() && text.size() <= longest &&
           std::all_of(text.begin(), text.end(), isBucketNameCharacter);
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

Error missingInCopySource(const char* member)
{
    return makeError(ErrorKind::Parameter, "MissingParameter",
                     std::string("CopySource lacks '") + member +
                         "': give {\"Bucket\", \"Key\"} and perhaps \"VersionId\", or a text of the form "
                         "bucket/key");
}

/// The version stays as it is, behind the encoded path; only a version without blanks is taken for one.
std::string encodedCopySource(const std::string& text)
{
    constexpr std::string_view mark = "?versionId=";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        const std::string_view version = std::string_view(text).substr(at + mark.size());
        if (!version.empty() && version.find_first_of(" \t\r\n\v\f") == std::string_view::npos)
            return percentEncodePath(std::string_view(text).substr(0, at)) + text.substr(at);
    }
    return percentEncodePath(text);
}

Result<std::string> encodedCopySource(const ValueMap& source)
{
    const Value* bucket = source.find("Bucket");
    const Value* key = source.find("Key");
    if (!bucket || !key)
        return missingInCopySource(bucket ? "Key" : "Bucket");
    const auto separator = isS3ResourceArn(bucket->text()) ? "/object/" : "/";
    std::string text = percentEncodePath(bucket->text() + separator + key->text());
    if (const Value* version = source.find("VersionId"); version && !version->isNull())
        text += "?versionId=" + version->text();
    return text;
}

Result<void> encodeKey(Value& params, const std::string& keyMember)
{
    const std::string digestMember = keyMember + "MD5";
    const auto& given = params[keyMember];
    if ((!given.isText() && !given.isBlob()) || params.contains(digestMember))
        return {};
    const auto key = given.isText() ? QByteArray::fromStdString(given.text()) : given.blob();
    const auto digest = QCryptographicHash::hash(key, QCryptographicHash::Md5);
    params.insert(keyMember, key.toBase64().toStdString());
    params.insert(digestMember, digest.toBase64().toStdString());
    return {};
}

} // namespace

Result<void> checkBucketName(QuirkContext&, Value& params)
{
    const auto& bucket = params["Bucket"];
    if (!bucket.isText() || isBucketName(bucket.text()) || isS3ResourceArn(bucket.text()))
        return {};
    return makeError(
        ErrorKind::Parameter, "InvalidBucketName",
        "'" + bucket.text() +
            "' is no bucket name: use 1 to 255 letters, digits, '.', '-' and '_', or the ARN of an "
            "access point");
}

Result<void> dropBucketFromUri(QuirkContext& context, Value&)
{
    constexpr std::string_view bucketLabel = "/{Bucket}";
    const auto uri = context.operation.requestUri();
    if (uri.starts_with(bucketLabel))
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

Result<void> encodeCopySource(QuirkContext&, Value& params)
{
    const auto& source = params["CopySource"];
    if (source.isText()) {
        params.insert("CopySource", encodedCopySource(source.text()));
    } else if (source.isMap()) {
        auto text = encodedCopySource(source.members());
        if (!text)
            return text.error();
        params.insert("CopySource", std::move(text).value());
    }
    return {};
}

Result<void> checkMetadata(QuirkContext&, Value& params)
{
    for (const auto& [name, value] : params["Metadata"].members()) {
        if (isAscii(name) && isAscii(value.text()))
            continue;
        return makeError(ErrorKind::Parameter, "NonAsciiMetadata",
                         "the metadata '" + name + ": " + value.text() +
                             "' cannot be stored: S3 takes ASCII characters only");
    }
    return {};
}

Result<void> encodeCustomerKey(QuirkContext&, Value& params)
{
    return encodeKey(params, "SSECustomerKey");
}

Result<void> encodeCopySourceCustomerKey(QuirkContext&, Value& params)
{
    return encodeKey(params, "CopySourceSSECustomerKey");
}

void escapeLineBreaks(QuirkContext&, SerializedRequest& request)
{
    // The serializer puts no line break of its own between elements.
    request.body.replace("\r", "&#xD;");
    request.body.replace("\n", "&#xA;");
}

} // namespace inia::quirks
