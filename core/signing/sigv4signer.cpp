#include "core/signing/sigv4signer.h"

#include "core/http/percentencoding.h"
#include "core/signing/canonicalrequest.h"
#include "core/signing/hashing.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace inia {

namespace {

using TimePoint = std::chrono::system_clock::time_point;

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view emptyBodyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

struct CivilTime {
    std::chrono::year_month_day date;
    std::chrono::hh_mm_ss<std::chrono::seconds> clock;
    unsigned weekday;
};

CivilTime civilTime(TimePoint time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const auto day = std::chrono::floor<std::chrono::days>(seconds);
    return {day, std::chrono::hh_mm_ss(seconds - day), std::chrono::weekday(day).c_encoding()};
}

/// 20260102T030405Z
std::string timestamp(TimePoint time)
{
    const CivilTime t = civilTime(time);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(t.date.year()),
                  static_cast<unsigned>(t.date.month()), static_cast<unsigned>(t.date.day()),
                  static_cast<int>(t.clock.hours().count()), static_cast<int>(t.clock.minutes().count()),
                  static_cast<int>(t.clock.seconds().count()));
    return text.data();
}

/// "Fri, 02 Jan 2026 03:04:05 -0000", the form botocore gives a Date header.
std::string mailDate(TimePoint time)
{
    static constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const CivilTime t = civilTime(time);
    std::array<char, 80> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d -0000", days[t.weekday],
                  static_cast<unsigned>(t.date.day()), months[static_cast<unsigned>(t.date.month()) - 1],
                  static_cast<int>(t.date.year()), static_cast<int>(t.clock.hours().count()),
                  static_cast<int>(t.clock.minutes().count()), static_cast<int>(t.clock.seconds().count()));
    return text.data();
}

std::string credentialScope(const SigningContext& context)
{
    return timestamp(context.time).substr(0, 8) + '/' + context.region + '/' + context.service +
           "/aws4_request";
}

Result<void> checkInputs(const Credentials& credentials, const SigningContext& context)
{
    if (credentials.accessKey.empty() && credentials.secretKey.empty())
        return makeError(ErrorKind::Credentials, "NoCredentials",
                         "The request cannot be signed: there are no credentials. Choose a profile that has "
                         "some, or send it unsigned.");
    if (credentials.accessKey.empty() || credentials.secretKey.empty())
        return makeError(ErrorKind::Credentials, "PartialCredentials",
                         std::string("The request cannot be signed: the credentials lack the ") +
                             (credentials.accessKey.empty() ? "access key." : "secret key."));
    if (context.region.empty() || context.service.empty())
        return makeError(ErrorKind::Configuration, context.region.empty() ? "NoRegion" : "NoSigningName",
                         std::string("The request cannot be signed without a ") +
                             (context.region.empty() ? "region." : "signing name of the service."));
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

void setDate(HttpRequest& request, TimePoint time)
{
    request.headers.remove("X-Amz-Date");
    if (request.headers.contains("Date"))
        request.headers.set("Date", mailDate(time));
    else
        request.headers.add("X-Amz-Date", timestamp(time));
}

bool isSignatureParameter(std::string_view name)
{
    static constexpr std::array<std::string_view, 7> names = {
        "X-Amz-Algorithm",     "X-Amz-Credential",     "X-Amz-Date",     "X-Amz-Expires",
        "X-Amz-SignedHeaders", "X-Amz-Security-Token", "X-Amz-Signature"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

void appendParameter(std::string& query, std::string_view name, std::string_view value)
{
    if (!query.empty())
        query += '&';
    query.append(percentEncode(name)).append("=").append(percentEncode(value));
}

/// The operation's parameters in their order, escaped anew the one way signatures know ("+" is a space),
/// without those of an earlier signature.
std::string operationQuery(std::string_view query)
{
    std::string out;
    while (!query.empty()) {
        const auto end = query.find('&');
        std::string pair(query.substr(0, end));
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
        if (pair.empty())
            continue;
        std::replace(pair.begin(), pair.end(), '+', ' ');
        const auto equals = pair.find('=');
        const std::string name = percentDecode(std::string_view(pair).substr(0, equals));
        if (!isSignatureParameter(name))
            appendParameter(out, name,
                            equals == std::string::npos ? "" : percentDecode(pair.substr(equals + 1)));
    }
    return out;
}

void setQuery(HttpRequest& request, const std::string& query)
{
    const UrlParts parts = splitUrl(request.url);
    std::string url(parts.scheme);
    url.append("://").append(parts.host).append(parts.path).append("?").append(query);
    request.url = std::move(url);
}

} // namespace

SigningRecord SigV4Signer::record(const HttpRequest& request, const Credentials& credentials,
                                  const SigningContext& context, std::string_view payloadHash)
{
    const std::string time = timestamp(context.time);
    SigningRecord record;
    record.canonicalRequest = canonicalRequest(request, context, payloadHash).text;
    record.credentialScope = credentialScope(context);
    record.stringToSign.reserve(160);
    record.stringToSign.append(algorithm).append("\n").append(time).append("\n");
    record.stringToSign.append(record.credentialScope)
        .append("\n")
        .append(sha256Hex(record.canonicalRequest));
    const Sha256Digest& key = m_keys.key(credentials.secretKey, std::string_view(time).substr(0, 8),
                                         context.region, context.service);
    record.signature = toHex(hmacSha256(asBytes(key), record.stringToSign));
    return record;
}

Result<SigningRecord> SigV4Signer::signHeaders(HttpRequest& request, const Credentials& credentials,
                                               const SigningContext& context)
{
    if (Result<void> checked = checkInputs(credentials, context); !checked)
        return checked.error();
    request.headers.remove("Authorization");
    request.headers.remove(context.sessionTokenHeader);
    setDate(request, context.time);
    const bool hasToken = !credentials.sessionToken.empty();
    if (hasToken && !context.sessionTokenUnsigned)
        request.headers.add(context.sessionTokenHeader, credentials.sessionToken);
    const std::string hash = settlePayloadHash(request, context);

    SigningRecord signing = record(request, credentials, context, hash);
    std::string authorization(algorithm);
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
    for (const char* name : {"Authorization", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-SHA256"})
        request.headers.remove(name);
    std::string query = operationQuery(splitUrl(request.url).query);
    appendParameter(query, "X-Amz-Algorithm", algorithm);
    appendParameter(query, "X-Amz-Credential", credentials.accessKey + '/' + credentialScope(context));
    appendParameter(query, "X-Amz-Date", timestamp(context.time));
    appendParameter(query, "X-Amz-Expires", std::to_string(expires.count()));
    appendParameter(query, "X-Amz-SignedHeaders", signedHeaderNames(request));
    const bool hasToken = !credentials.sessionToken.empty();
    if (hasToken && !context.sessionTokenUnsigned)
        appendParameter(query, "X-Amz-Security-Token", credentials.sessionToken);
    setQuery(request, query);

    // Whoever uses a URL of S3 may send any body: nobody knows it when the URL is made.
    const std::string hash = context.s3Style ? unsignedPayloadHash : payloadHash(request, context);
    SigningRecord signing = record(request, credentials, context, hash);
    if (hasToken && context.sessionTokenUnsigned)
        appendParameter(query, "X-Amz-Security-Token", credentials.sessionToken);
    appendParameter(query, "X-Amz-Signature", signing.signature);
    setQuery(request, query);
    return signing;
}

} // namespace inia
