#include "core/signing/sigv4signer.h"

#include "core/signing/cryptography.h"
#include "core/signing/signingcontext.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <utility>

namespace inia {

namespace {

Sha256Digest deriveKey(std::string_view secret, std::string_view date, std::string_view region,
                       std::string_view service)
{
    std::string start = "AWS4" + std::string(secret);
    Sha256Digest key = hmacSha256(start, date);
    OPENSSL_cleanse(start.data(), start.size());
    key = hmacSha256(asBytes(key), region);
    key = hmacSha256(asBytes(key), service);
    return hmacSha256(asBytes(key), "aws4_request");
}

} // namespace

const Sha256Digest& SigningKeyCache::key(std::string_view secret, std::string_view date,
                                         std::string_view region, std::string_view service)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.date == date && entry.region == region && entry.service == service &&
               entry.secret == secret;
    });
    if (found != m_entries.end()) {
        std::rotate(m_entries.begin(), found, found + 1);
        return m_entries.front().key;
    }
    if (m_entries.size() >= m_capacity && !m_entries.empty())
        m_entries.pop_back();
    m_entries.insert(m_entries.begin(),
                     Entry{std::string(secret), std::string(date), std::string(region), std::string(service),
                           deriveKey(secret, date, region, service)});
    return m_entries.front().key;
}

namespace {

constexpr std::string_view emptyBodyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

bool isAsymmetric(const SigningContext& context)
{
    return context.scheme == SigningScheme::SigV4a;
}

std::string_view algorithm(const SigningContext& context)
{
    return isAsymmetric(context) ? "AWS4-ECDSA-P256-SHA256" : "AWS4-HMAC-SHA256";
}

Result<void> checkInputs(const Credentials& credentials, const SigningContext& context)
{
    if (Result<void> checked = checkCredentials(credentials); !checked)
        return checked;
    const bool hasRegion = !(isAsymmetric(context) ? context.regionSet : context.region).empty();
    if (!hasRegion || context.service.empty())
        return makeError(ErrorKind::Configuration, hasRegion ? "NoSigningName" : "NoRegion",
                         std::string("The request cannot be signed without a ") +
                             (hasRegion ? "signing name of the service." : "region."));
    return {};
}

std::string payloadHash(const HttpRequest& request, const SigningContext& context)
{
    if (context.payloadHash)
        return *context.payloadHash;
    if (context.unsignedPayload)
        return unsignedPayloadHash;
    if (request.body.isEmpty())
        return std::string(emptyBodyHash);
    return sha256Hex({request.body.constData(), static_cast<std::size_t>(request.body.size())});
}

/// Replaces X-Amz-Content-SHA256 where it is ours to say, else respects the one set before.
std::string settlePayloadHash(HttpRequest& request, const SigningContext& context)
{
    const bool ours = context.s3Style || context.unsignedPayload || context.addContentSha256Header;
    if (!ours && request.headers.contains("X-Amz-Content-SHA256"))
        return std::string(request.headers.value("X-Amz-Content-SHA256"));
    std::string hash = payloadHash(request, context);
    if (ours)
        request.headers.set("X-Amz-Content-SHA256", hash);
    return hash;
}

void setDate(HttpRequest& request, SigningTime time)
{
    request.headers.remove("X-Amz-Date");
    if (request.headers.contains("Date"))
        request.headers.set("Date", mailDate(time));
    else
        request.headers.add("X-Amz-Date", basicTime(time));
}

/// S3 Express spells its parameter otherwise than its header.
std::string_view tokenParameter(const SigningContext& context)
{
    return equalsIgnoringCase(context.sessionTokenHeader, "X-Amz-S3session-Token")
               ? std::string_view("X-Amz-S3session-Token")
               : std::string_view("X-Amz-Security-Token");
}

bool isSignatureParameter(std::string_view name)
{
    static constexpr std::array<std::string_view, 9> names = {
        "X-Amz-Algorithm", "X-Amz-Credential",      "X-Amz-Date",
        "X-Amz-Expires",   "X-Amz-SignedHeaders",   "X-Amz-Security-Token",
        "X-Amz-Signature", "X-Amz-S3session-Token", "X-Amz-Region-Set"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The operation's parameters in their order, without those of an earlier signature.
std::string operationQuery(std::string_view query)
{
    QueryPairs pairs = parseQuery(query);
    std::erase_if(pairs, [](const auto& pair) { return isSignatureParameter(pair.first); });
    return queryText(pairs);
}

/// The operation's parameters and those a signature needs, without the signature itself.
std::string queryToSign(const HttpRequest& request, const Credentials& credentials,
                        const SigningContext& context, std::chrono::seconds expires)
{
    std::string query = operationQuery(splitUrl(request.url).query);
    appendParameter(query, "X-Amz-Algorithm", algorithm(context));
    appendParameter(query, "X-Amz-Credential", credentials.accessKey + '/' + credentialScope(context));
    appendParameter(query, "X-Amz-Date", basicTime(context.time));
    if (isAsymmetric(context))
        appendParameter(query, "X-Amz-Region-Set", context.regionSet);
    appendParameter(query, "X-Amz-Expires", std::to_string(expires.count()));
    appendParameter(query, "X-Amz-SignedHeaders", signedHeaderNames(request));
    if (!credentials.sessionToken.empty() && !context.sessionTokenUnsigned)
        appendParameter(query, tokenParameter(context), credentials.sessionToken);
    return query;
}

} // namespace

std::string credentialScope(const SigningContext& context)
{
    std::string scope = basicTime(context.time).substr(0, 8) + '/';
    if (!isAsymmetric(context))
        scope.append(context.region).append("/");
    return scope.append(context.service).append("/aws4_request");
}

Result<void> checkCredentials(const Credentials& credentials)
{
    if (credentials.accessKey.empty() && credentials.secretKey.empty())
        return makeError(ErrorKind::Credentials, "NoCredentials",
                         "The request cannot be signed: there are no credentials. Choose a profile that has "
                         "some, or send it unsigned.");
    if (credentials.accessKey.empty() || credentials.secretKey.empty())
        return makeError(ErrorKind::Credentials, "PartialCredentials",
                         std::string("The request cannot be signed: the credentials lack the ") +
                             (credentials.accessKey.empty() ? "access key." : "secret key."));
    return {};
}

std::string SigV4Signer::signText(std::string_view text, const Credentials& credentials,
                                  const SigningContext& context)
{
    if (isAsymmetric(context))
        return toHex(m_ecdsaKeys.key(credentials.accessKey, credentials.secretKey).sign(text));
    const Sha256Digest& key = m_keys.key(credentials.secretKey, basicTime(context.time).substr(0, 8),
                                         context.region, context.service);
    return toHex(hmacSha256(asBytes(key), text));
}

SigningRecord SigV4Signer::record(const HttpRequest& request, const Credentials& credentials,
                                  const SigningContext& context, std::string_view payloadHash)
{
    SigningRecord record;
    record.canonicalRequest = canonicalRequest(request, context, payloadHash).text;
    record.credentialScope = credentialScope(context);
    record.stringToSign.reserve(160);
    record.stringToSign.append(algorithm(context)).append("\n").append(basicTime(context.time)).append("\n");
    record.stringToSign.append(record.credentialScope)
        .append("\n")
        .append(sha256Hex(record.canonicalRequest));
    record.signature = signText(record.stringToSign, credentials, context);
    return record;
}

Result<SigningRecord> SigV4Signer::signHeaders(HttpRequest& request, const Credentials& credentials,
                                               const SigningContext& context)
{
    if (Result<void> checked = checkInputs(credentials, context); !checked)
        return checked.error();
    for (const std::string_view name :
         {std::string_view("Authorization"), std::string_view("X-Amz-Region-Set"),
          std::string_view(context.sessionTokenHeader)})
        request.headers.remove(name);
    setDate(request, context.time);
    if (isAsymmetric(context))
        request.headers.add("X-Amz-Region-Set", context.regionSet);
    const bool hasToken = !credentials.sessionToken.empty();
    if (hasToken && !context.sessionTokenUnsigned)
        request.headers.add(context.sessionTokenHeader, credentials.sessionToken);
    const std::string hash = settlePayloadHash(request, context);

    SigningRecord signing = record(request, credentials, context, hash);
    std::string authorization(algorithm(context));
    authorization.append(" Credential=").append(credentials.accessKey).append("/");
    authorization.append(signing.credentialScope).append(", SignedHeaders=");
    authorization.append(signedHeaderNames(request)).append(", Signature=").append(signing.signature);
    if (hasToken && context.sessionTokenUnsigned)
        request.headers.add(context.sessionTokenHeader, credentials.sessionToken);
    request.headers.add("Authorization", std::move(authorization));
    return signing;
}

Result<SigningRecord> SigV4Signer::presign(HttpRequest& request, const Credentials& credentials,
                                           const SigningContext& context, std::chrono::seconds expires)
{
    if (Result<void> checked = checkInputs(credentials, context); !checked)
        return checked.error();
    for (const std::string_view name :
         {std::string_view("Authorization"), std::string_view("X-Amz-Date"),
          std::string_view("X-Amz-Region-Set"), std::string_view("X-Amz-Content-SHA256"),
          std::string_view(context.sessionTokenHeader)})
        request.headers.remove(name);
    std::string query = queryToSign(request, credentials, context, expires);
    setQuery(request, query);

    // Whoever uses a URL of S3 may send any body: nobody knows it when the URL is made.
    const std::string hash = context.s3Style ? unsignedPayloadHash : payloadHash(request, context);
    SigningRecord signing = record(request, credentials, context, hash);
    if (!credentials.sessionToken.empty() && context.sessionTokenUnsigned)
        appendParameter(query, tokenParameter(context), credentials.sessionToken);
    appendParameter(query, "X-Amz-Signature", signing.signature);
    setQuery(request, query);
    return signing;
}

} // namespace inia
