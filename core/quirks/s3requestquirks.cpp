#include "core/quirks/s3requestquirks.h"

#include "core/http/percentencoding.h"
#include "core/quirks/arn.h"

#include <QtCore/QCryptographicHash>

#include <algorithm>

namespace inia::quirks {

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
