#include "core/signing/classicsigner.h"

#include "core/http/percentencoding.h"
#include "core/signing/hashing.h"
#include "core/signing/signedquery.h"
#include "core/signing/signingtime.h"
#include "core/signing/sigv4signer.h"

#include <algorithm>
#include <array>

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

} // namespace

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

} // namespace inia
