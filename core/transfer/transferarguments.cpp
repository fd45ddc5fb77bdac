#include "core/transfer/transferarguments.h"

#include <QtCore/QRegularExpression>

#include <algorithm>
#include <array>
#include <span>

namespace inia {

namespace {

/// s3transfer's lists: what operations take is in the model, what a transfer may say is not.
constexpr std::array<std::string_view, 27> sharedArguments{
    "ACL",
    "CacheControl",
    "ChecksumAlgorithm",
    "ContentDisposition",
    "ContentEncoding",
    "ContentLanguage",
    "ContentType",
    "ExpectedBucketOwner",
    "Expires",
    "GrantFullControl",
    "GrantRead",
    "GrantReadACP",
    "GrantWriteACP",
    "Metadata",
    "ObjectLockLegalHoldStatus",
    "ObjectLockMode",
    "ObjectLockRetainUntilDate",
    "RequestPayer",
    "ServerSideEncryption",
    "StorageClass",
    "SSECustomerAlgorithm",
    "SSECustomerKey",
    "SSECustomerKeyMD5",
    "SSEKMSKeyId",
    "SSEKMSEncryptionContext",
    "Tagging",
    "WebsiteRedirectLocation",
};

constexpr std::array<std::string_view, 10> fullObjectChecksums{
    "ChecksumCRC32",  "ChecksumCRC32C", "ChecksumCRC64NVME", "ChecksumMD5",      "ChecksumSHA1",
    "ChecksumSHA256", "ChecksumSHA512", "ChecksumXXHASH3",   "ChecksumXXHASH64", "ChecksumXXHASH128",
};

constexpr std::array<std::string_view, 2> uploadArguments{"ChecksumType", "MpuObjectSize"};

constexpr std::array<std::string_view, 10> copyArguments{
    "CopySourceIfMatch",
    "CopySourceIfModifiedSince",
    "CopySourceIfNoneMatch",
    "CopySourceIfUnmodifiedSince",
    "CopySourceSSECustomerAlgorithm",
    "CopySourceSSECustomerKey",
    "CopySourceSSECustomerKeyMD5",
    "MetadataDirective",
    "TaggingDirective",
    "AnnotationDirective",
};

using Names = std::span<const std::string_view>;

bool holds(Names names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

Result<void> check(const Value& arguments, std::string_view transfer, std::initializer_list<Names> allowed)
{
    for (const auto& [name, value] : arguments.members()) {
        const auto has = [&name = name](Names names) { return holds(names, name); };
        if (std::any_of(allowed.begin(), allowed.end(), has))
            continue;
        std::string known;
        for (const auto names : allowed) {
            for (const auto one : names)
                known.append(known.empty() ? "" : ", ").append(one);
        }
        return makeError(ErrorKind::Parameter, "UnknownArgument",
                         std::string(transfer) + " takes no argument " + name + "; it takes " + known + ".");
    }
    return {};
}

} // namespace

Result<void> checkUploadArguments(const Value& arguments)
{
    return check(arguments, "An upload", {sharedArguments, uploadArguments, fullObjectChecksums});
}

Result<void> checkCopyArguments(const Value& arguments)
{
    return check(arguments, "A copy", {sharedArguments, copyArguments});
}

Result<void> checkTransferBucket(std::string_view bucket)
{
    static const QRegularExpression objectLambda(
        QStringLiteral("^arn:(aws).*:s3-object-lambda:[a-z\\-0-9]+:[0-9]{12}:"
                       "accesspoint[/:][a-zA-Z0-9\\-]{1,63}"));
    const auto text = QString::fromUtf8(bucket.data(), static_cast<qsizetype>(bucket.size()));
    if (!objectLambda.match(text).hasMatch())
        return {};
    return makeError(ErrorKind::Unsupported, "UnsupportedBucket",
                     std::string(bucket) + " is an access point of S3 Object Lambda, which takes no "
                                           "transfers. Call GetObject or PutObject instead.");
}

std::string fullObjectChecksum(const Value& arguments)
{
    for (const auto name : fullObjectChecksums) {
        if (arguments.contains(name))
            return std::string(name);
    }
    return {};
}

Value objectParams(const OperationModel& operation, const std::string& bucket, const std::string& key,
                   const Value& arguments)
{
    Value params = Value::map({{"Bucket", bucket}, {"Key", key}});
    // Checksums of the whole object say nothing about a part of it.
    const bool isPart = operation.name() == "UploadPart";
    for (const auto& [name, value] : arguments.members()) {
        if (operation.input().hasMember(name) && !(isPart && holds(fullObjectChecksums, name)))
            params.insert(name, value);
    }
    return params;
}

} // namespace inia
