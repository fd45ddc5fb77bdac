#include "core/signing/signingkeycache.h"

#include <openssl/crypto.h>

#include <algorithm>

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

} // namespace inia
