#include "core/s3/s3location.h"

namespace inia {

namespace {

constexpr std::string_view scheme = "s3://";

/// "arn:aws-cn:s3:::bucket/key" without what stands in front of the bucket; empty for other ARNs.
std::string_view afterBucketArn(std::string_view text)
{
    for (const std::string_view start : {"arn:aws:s3:::", "arn:aws-cn:s3:::", "arn:aws-us-gov:s3:::"}) {
        if (text.starts_with(start))
            return text.substr(start.size());
    }
    return {};
}

/// Where the last part of a prefix begins: behind the "/" before its last character.
std::size_t lastPartStart(const std::string& prefix)
{
    if (prefix.size() < 2)
        return 0;
    const auto slash = prefix.rfind('/', prefix.size() - 2);
    return slash == std::string::npos ? 0 : slash + 1;
}

} // namespace

Result<S3Location> S3Location::parse(std::string_view text)
{
    const auto given = text;
    if (text.starts_with(scheme)) {
        text.remove_prefix(scheme.size());
        if (text.empty())
            return S3Location();
    } else if (text.starts_with("arn:")) {
        text = afterBucketArn(text);
    } else if (text.find("://") != std::string_view::npos) {
        text = {};
    }
    const auto slash = text.find('/');
    S3Location location;
    location.bucket = text.substr(0, slash);
    if (slash != std::string_view::npos)
        location.prefix = text.substr(slash + 1);
    if (location.bucket.empty()) {
        return makeError(ErrorKind::Parameter, "InvalidLocation",
                         "\"" + std::string(given) + "\" is not a place in S3. Write s3://bucket/prefix.");
    }
    return location;
}

Result<S3Location> S3Location::parse(const QString& text)
{
    return parse(text.trimmed().toStdString());
}

std::string S3Location::uri() const
{
    std::string uri(scheme);
    return bucket.empty() ? uri : uri + bucket + '/' + prefix;
}

std::string S3Location::folder() const
{
    const auto slash = prefix.rfind('/');
    return slash == std::string::npos ? std::string() : prefix.substr(0, slash + 1);
}

S3Location S3Location::parent() const
{
    if (prefix.empty())
        return {};
    return {bucket, prefix.substr(0, lastPartStart(prefix))};
}

std::string S3Location::lastPart() const
{
    return prefix.empty() ? bucket : prefix.substr(lastPartStart(prefix));
}

Result<Collection> objectsBelow(const Resource& bucket, const std::string& prefix,
                                const std::string& startsWith)
{
    auto objects = bucket.collection("objects");
    if (!objects)
        return objects.error();
    auto params = Value::map({{"Delimiter", "/"}});
    if (const auto wanted = prefix + startsWith; !wanted.empty())
        params.insert("Prefix", wanted);
    return objects->withOperation("ListObjectsV2").filter(params);
}

} // namespace inia
