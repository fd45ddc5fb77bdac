#include "core/identity/dpop.h"

#include "core/protocol/jsonwriter.h"

#include <QtCore/QByteArray>

namespace inia {

std::string urlBase64(std::string_view bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

std::string dpopProof(const EcdsaKey& key, std::string_view url, std::chrono::system_clock::time_point now,
                      const std::string& id)
{
    const std::string_view point = key.publicKey();
    const Value header = Value::map({{"typ", "dpop+jwt"},
                                     {"alg", "ES256"},
                                     {"jwk", Value::map({{"kty", "EC"},
                                                         {"x", urlBase64(point.substr(0, 32))},
                                                         {"y", urlBase64(point.substr(32))},
                                                         {"crv", "P-256"}})}});
    const Value claims =
        Value::map({{"htm", "POST"},
                    {"htu", url},
                    {"iat", std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count()},
                    {"jti", id}});
    const std::string text = urlBase64(toJson(header, JsonStyle::compact())) + '.' +
                             urlBase64(toJson(claims, JsonStyle::compact()));
    return text + '.' + urlBase64(key.signPlain(text));
}

} // namespace inia
