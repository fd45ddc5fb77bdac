#include "core/signing/requestsignatures.h"

#include "core/http/textencoding.h"
#include "core/signing/cryptography.h"
#include "core/signing/signingcontext.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <map>

namespace inia {

namespace {

bool isV2Parameter(std::string_view name)
{
    static constexpr std::array<std::string_view, 6> names = {
        "AWSAccessKeyId", "SignatureVersion", "SignatureMethod", "Timestamp", "SecurityToken", "Signature"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

QueryPairs v2Parameters(std::string_view text, const Credentials& credentials, const SigningContext& context)
{
    QueryPairs pairs = parseQuery(text);
    std::erase_if(pairs, [](const auto& pair) { return isV2Parameter(pair.first); });
    pairs.emplace_back("AWSAccessKeyId", credentials.accessKey);
    pairs.emplace_back("SignatureVersion", "2");
    pairs.emplace_back("SignatureMethod", "HmacSHA256");
    pairs.emplace_back("Timestamp", extendedTime(context.time));
    if (!credentials.sessionToken.empty())
        pairs.emplace_back("SecurityToken", credentials.sessionToken);
    return pairs;
}

std::string v2StringToSign(const HttpRequest& request, QueryPairs pairs)
{
    std::sort(pairs.begin(), pairs.end());
    const UrlParts url = splitUrl(request.url);
    std::string text = request.method;
    text.append("\n").append(url.host).append("\n").append(url.path.empty() ? "/" : url.path).append("\n");
    return text + queryText(pairs);
}

Error cannot(std::string_view scheme, std::string_view what)
{
    std::string message("The request is to be signed by ");
    return makeError(ErrorKind::Unsupported, "UnsupportedSignatureVersion",
                     message.append(scheme).append(", which ").append(what).append("."));
}

} // namespace

// ---- signatures before Version 4 --------------------------------------------------------------------------

Result<SigningRecord> signV2(HttpRequest& request, const Credentials& credentials,
                             const SigningContext& context)
{
    if (Result<void> checked = checkCredentials(credentials); !checked)
        return checked.error();
    const std::string_view form(request.body.constData(), static_cast<std::size_t>(request.body.size()));
    QueryPairs pairs = v2Parameters(form.empty() ? splitUrl(request.url).query : form, credentials, context);
    SigningRecord record;
    record.stringToSign = v2StringToSign(request, pairs);
    record.signature = toBase64(asBytes(hmacSha256(credentials.secretKey, record.stringToSign)));
    pairs.emplace_back("Signature", record.signature);
    if (form.empty())
        setQuery(request, formText(pairs));
    else
        request.body = QByteArray::fromStdString(formText(pairs));
    return record;
}

Result<SigningRecord> signV3(HttpRequest& request, const Credentials& credentials,
                             const SigningContext& context)
{
    if (Result<void> checked = checkCredentials(credentials); !checked)
        return checked.error();
    SigningRecord record;
    record.stringToSign = httpDate(context.time);
    record.signature = toBase64(asBytes(hmacSha256(credentials.secretKey, record.stringToSign)));
    request.headers.set("Date", record.stringToSign);
    if (!credentials.sessionToken.empty())
        request.headers.set("X-Amz-Security-Token", credentials.sessionToken);
    request.headers.set("X-Amzn-Authorization", "AWS3-HTTPS AWSAccessKeyId=" + credentials.accessKey +
                                                    ",Algorithm=HmacSHA256,Signature=" + record.signature);
    return record;
}

namespace {

/// Query parameters that name what is asked for, and so belong to the resource: botocore's list.
constexpr std::array<std::string_view, 35> resourceParameters = {"accelerate",
                                                                 "acl",
                                                                 "analytics",
                                                                 "cors",
                                                                 "defaultObjectAcl",
                                                                 "delete",
                                                                 "inventory",
                                                                 "lifecycle",
                                                                 "location",
                                                                 "logging",
                                                                 "metrics",
                                                                 "notification",
                                                                 "object-lock",
                                                                 "partNumber",
                                                                 "policy",
                                                                 "replication",
                                                                 "requestPayment",
                                                                 "response-cache-control",
                                                                 "response-content-disposition",
                                                                 "response-content-encoding",
                                                                 "response-content-language",
                                                                 "response-content-type",
                                                                 "response-expires",
                                                                 "restore",
                                                                 "select",
                                                                 "select-type",
                                                                 "storageClass",
                                                                 "tagging",
                                                                 "torrent",
                                                                 "uploadId",
                                                                 "uploads",
                                                                 "versionId",
                                                                 "versioning",
                                                                 "versions",
                                                                 "website"};

constexpr std::array<std::string_view, 3> signatureParameters = {"AWSAccessKeyId", "Signature", "Expires"};

/// "key:value" lines of x-amz-* headers, sorted; values of one name are joined.
std::string amzHeaders(const HttpHeaders& headers)
{
    std::map<std::string, std::string> values;
    for (const auto& [name, value] : headers) {
        const std::string lower = ascii::lowered(name);
        if (!lower.starts_with("x-amz-"))
            continue;
        const auto [entry, isNew] = values.try_emplace(lower, ascii::trimmed(value));
        if (!isNew)
            entry->second.append(",").append(ascii::trimmed(value));
    }
    std::string lines;
    for (const auto& [name, value] : values)
        lines.append(name).append(":").append(value).append("\n");
    return lines;
}

/// Path with bucket, and those parameters that belong to it: sorted, values unescaped.
std::string resource(const HttpRequest& request, const SigningContext& context)
{
    const UrlParts url = splitUrl(request.url);
    std::string text = context.resourcePath.empty() ? std::string(url.path) : context.resourcePath;
    std::vector<std::pair<std::string_view, std::string>> kept;
    for (std::string_view query = url.query; !query.empty();) {
        const std::string_view part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), part.size() + 1));
        const auto equals = part.find('=');
        const std::string_view name = part.substr(0, equals);
        if (std::find(resourceParameters.begin(), resourceParameters.end(), name) == resourceParameters.end())
            continue;
        kept.emplace_back(name, equals == std::string_view::npos
                                    ? std::string()
                                    : '=' + percentDecode(part.substr(equals + 1)));
    }
    std::stable_sort(kept.begin(), kept.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    const char* separator = "?";
    for (const auto& [name, value] : kept)
        text.append(std::exchange(separator, "&")).append(name).append(value);
    return text;
}

/// `date` is the Date header, or the time in seconds at which a URL expires.
SigningRecord record(const HttpRequest& request, const Credentials& credentials,
                     const SigningContext& context, std::string_view date)
{
    SigningRecord record;
    std::string& text = record.stringToSign;
    text.append(request.method).append("\n");
    text.append(ascii::trimmed(request.headers.value("Content-MD5"))).append("\n");
    text.append(ascii::trimmed(request.headers.value("Content-Type"))).append("\n");
    text.append(date).append("\n");
    text.append(amzHeaders(request.headers)).append(resource(request, context));
    record.signature = s3HmacSignature(text, credentials);
    return record;
}

bool goesIntoQuery(std::string_view lowerName)
{
    return lowerName.starts_with("x-amz-") || lowerName == "content-md5" || lowerName == "content-type";
}

void removeSignature(HttpRequest& request)
{
    const auto isOurs = [](std::string_view part) {
        const std::string_view name = part.substr(0, part.find('='));
        return std::find(signatureParameters.begin(), signatureParameters.end(), name) !=
               signatureParameters.end();
    };
    std::string kept;
    for (std::string_view query = splitUrl(request.url).query; !query.empty();) {
        const std::string_view part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), part.size() + 1));
        if (!isOurs(part))
            kept.append(kept.empty() ? "" : "&").append(part);
    }
    setQuery(request, kept);
}

} // namespace

std::string s3HmacSignature(std::string_view text, const Credentials& credentials)
{
    return toBase64(hmacSha1(credentials.secretKey, text));
}

Result<SigningRecord> signS3Hmac(HttpRequest& request, const Credentials& credentials,
                                 const SigningContext& context)
{
    if (Result<void> checked = checkCredentials(credentials); !checked)
        return checked.error();
    if (!credentials.sessionToken.empty())
        request.headers.set("x-amz-security-token", credentials.sessionToken);
    request.headers.set("Date", httpDate(context.time));
    SigningRecord signing = record(request, credentials, context, request.headers.value("Date"));
    request.headers.set("Authorization", "AWS " + credentials.accessKey + ':' + signing.signature);
    return signing;
}

Result<SigningRecord> presignS3Hmac(HttpRequest& request, const Credentials& credentials,
                                    const SigningContext& context, std::chrono::seconds expires)
{
    if (Result<void> checked = checkCredentials(credentials); !checked)
        return checked.error();
    removeSignature(request);
    if (!credentials.sessionToken.empty())
        request.headers.set("x-amz-security-token", credentials.sessionToken);
    const std::string expiry = epochTime(context.time + expires);
    SigningRecord signing = record(request, credentials, context, expiry);
    std::string query(splitUrl(request.url).query);
    appendParameter(query, "AWSAccessKeyId", credentials.accessKey);
    appendParameter(query, "Signature", signing.signature);
    HttpHeaders kept;
    for (const auto& [name, value] : request.headers) {
        const std::string lower = ascii::lowered(name);
        if (!goesIntoQuery(lower))
            continue;
        appendParameter(query, lower, value);
        if (!lower.starts_with("x-amz-"))
            kept.add(name, value);
    }
    appendParameter(query, "Expires", expiry);
    setQuery(request, query);
    request.headers = std::move(kept);
    return signing;
}

// ---- all schemes ------------------------------------------------------------------------------------------

Result<SigningRecord> RequestSignatures::signHeaders(HttpRequest& request, const Credentials& credentials,
                                                     const SigningContext& context)
{
    switch (context.scheme) {
    case SigningScheme::None:
        return SigningRecord();
    case SigningScheme::SigV4:
    case SigningScheme::SigV4a:
        return m_sigV4.signHeaders(request, credentials, context);
    case SigningScheme::SigV2:
        return signV2(request, credentials, context);
    case SigningScheme::SigV3:
        return signV3(request, credentials, context);
    case SigningScheme::S3HmacV1:
        return signS3Hmac(request, credentials, context);
    case SigningScheme::Bearer:
        break;
    }
    return cannot("a bearer token", "needs a token instead of keys");
}

Result<SigningRecord> RequestSignatures::presign(HttpRequest& request, const Credentials& credentials,
                                                 const SigningContext& context, std::chrono::seconds expires)
{
    switch (context.scheme) {
    case SigningScheme::None:
        return SigningRecord();
    case SigningScheme::SigV4:
    case SigningScheme::SigV4a:
        return m_sigV4.presign(request, credentials, context, expires);
    case SigningScheme::S3HmacV1:
        return presignS3Hmac(request, credentials, context, expires);
    case SigningScheme::SigV2:
        return cannot("Signature Version 2", "knows no presigned URLs");
    case SigningScheme::SigV3:
        return cannot("Signature Version 3", "knows no presigned URLs");
    case SigningScheme::Bearer:
        break;
    }
    return cannot("a bearer token", "cannot be put into a URL");
}

} // namespace inia
