#include "core/presign/presignedpost.h"

#include "core/call/preparedrequest.h"
#include "core/credentials/credentials.h"
#include "core/protocol/jsonwriter.h"
#include "core/signing/hashing.h"
#include "core/signing/requestsignatures.h"
#include "core/signing/s3hmacsigner.h"
#include "core/signing/signingtime.h"

namespace inia {

namespace {

Value keyCondition(std::string_view key)
{
    constexpr std::string_view filename = "${filename}";
    if (key.ends_with(filename))
        return Value::list({"starts-with", "$key", key.substr(0, key.size() - filename.size())});
    return Value::map({{"key", key}});
}

/// A field and the condition that it is exactly so.
void addField(PresignedPost& post, Value& conditions, std::string_view name, const std::string& value)
{
    post.fields.insert(name, value);
    conditions.append(Value::map({{name, value}}));
}

std::string encodedPolicy(const SigningContext& context, std::chrono::seconds expires, Value conditions)
{
    const Value policy = Value::map(
        {{"expiration", extendedTime(context.time + expires)}, {"conditions", std::move(conditions)}});
    return toBase64(toJson(policy));
}

Error noForms()
{
    return makeError(ErrorKind::Unsupported, "UnsupportedSignatureVersion",
                     "Forms are signed with Version 4 or with S3's HMAC-SHA1, not with the scheme this "
                     "bucket or client asks for. Set signature_version to s3v4.");
}

} // namespace

Result<PresignedPost> presignPost(RequestSignatures& signatures, const PreparedRequest& prepared,
                                  const Credentials& credentials, std::string_view bucket,
                                  std::string_view key, const PostOptions& options)
{
    const SigningContext& context = prepared.signing;
    PresignedPost post{prepared.request.url, options.fields};
    post.fields.insert("key", key);
    if (context.scheme == SigningScheme::None)
        return post;
    const bool isVersion4 = context.scheme == SigningScheme::SigV4;
    if (!isVersion4 && context.scheme != SigningScheme::S3HmacV1)
        return noForms();
    if (auto checked = checkCredentials(credentials); !checked)
        return checked.error();

    Value conditions = options.conditions.isList() ? options.conditions : Value::emptyList();
    conditions.append(Value::map({{"bucket", bucket}}));
    conditions.append(keyCondition(key));
    if (isVersion4) {
        addField(post, conditions, "x-amz-algorithm", "AWS4-HMAC-SHA256");
        addField(post, conditions, "x-amz-credential",
                 credentials.accessKey + '/' + credentialScope(context));
        addField(post, conditions, "x-amz-date", basicTime(context.time));
    } else {
        post.fields.insert("AWSAccessKeyId", credentials.accessKey);
    }
    if (!credentials.sessionToken.empty()) {
        const bool isExpress = equalsIgnoringCase(context.sessionTokenHeader, "x-amz-s3session-token");
        addField(post, conditions, isExpress ? "X-Amz-S3session-Token" : "x-amz-security-token",
                 credentials.sessionToken);
    }
    const std::string policy = encodedPolicy(context, options.expires, std::move(conditions));
    post.fields.insert("policy", policy);
    if (isVersion4)
        post.fields.insert("x-amz-signature", signatures.sigV4().signText(policy, credentials, context));
    else
        post.fields.insert("signature", s3HmacSignature(policy, credentials));
    return post;
}

} // namespace inia
