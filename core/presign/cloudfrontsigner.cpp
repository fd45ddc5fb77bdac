#include "core/presign/cloudfrontsigner.h"

#include "core/protocol/jsonwriter.h"
#include "core/signing/canonicalrequest.h"
#include "core/signing/cryptography.h"

namespace inia {

namespace {

Value epochCondition(std::chrono::system_clock::time_point time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    return Value::map({{"AWS:EpochTime", static_cast<std::int64_t>(seconds)}});
}

/// Base64 with the characters that mean something in a URL replaced, CloudFront's way.
std::string urlBase64(std::string_view bytes)
{
    std::string text = toBase64(bytes);
    for (char& c : text)
        c = c == '+' ? '-' : c == '=' ? '_' : c == '/' ? '~' : c;
    return text;
}

} // namespace

std::string CloudFrontPolicy::text() const
{
    Value condition = Value::map({{"DateLessThan", epochCondition(expires)}});
    if (!ipAddress.empty()) {
        const bool isRange = ipAddress.find('/') != std::string::npos;
        condition.insert("IpAddress",
                         Value::map({{"AWS:SourceIp", isRange ? ipAddress : ipAddress + "/32"}}));
    }
    if (starts)
        condition.insert("DateGreaterThan", epochCondition(*starts));
    const Value statement = Value::map({{"Resource", resource}, {"Condition", condition}});
    return toJson(Value::map({{"Statement", Value::list({statement})}}), JsonStyle::compact());
}

Result<std::string> CloudFrontSigner::url(std::string_view url,
                                          std::chrono::system_clock::time_point expires) const
{
    CloudFrontPolicy policy;
    policy.resource = url;
    policy.expires = expires;
    return join(url, "Expires=" + epochTime(expires), policy.text());
}

Result<std::string> CloudFrontSigner::urlWithPolicy(std::string_view url, std::string_view policy) const
{
    return join(url, "Policy=" + urlBase64(policy), policy);
}

Result<std::string> CloudFrontSigner::join(std::string_view url, const std::string& parameter,
                                           std::string_view policy) const
{
    const auto signature = m_key.signSha1(policy);
    if (!signature)
        return signature.error();
    std::string out(url);
    out.append(url.find('?') == std::string_view::npos ? "?" : "&").append(parameter);
    out.append("&Signature=").append(urlBase64(*signature)).append("&Key-Pair-Id=").append(m_keyPairId);
    return out;
}

} // namespace inia
