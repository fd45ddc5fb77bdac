#include "core/identity/oauth.h"

#include "core/protocol/jsonwriter.h"
#include "core/signing/cryptography.h"

#include <QtCore/QByteArray>
#include <QtCore/QRandomGenerator>

#include <array>
#include <utility>

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

namespace {

/// Nobody can guess it.
std::string randomText()
{
    std::array<quint32, 12> numbers{};
    QRandomGenerator::system()->fillRange(numbers.data(), numbers.size());
    return urlBase64({reinterpret_cast<const char*>(numbers.data()), sizeof(numbers)});
}

} // namespace

CodeGrant::CodeGrant() : m_state(randomText()), m_verifier(randomText()) {}

Result<void> CodeGrant::listen(std::string who, Take take)
{
    auto listener = LoopbackListener::open(
        path, [this](const LoopbackListener::Query& query) { return comeBack(query); });
    if (!listener)
        return listener.error();
    m_listener = std::move(listener).value();
    m_who = std::move(who);
    m_take = std::move(take);
    return {};
}

std::string CodeGrant::challenge() const
{
    return urlBase64(asBytes(sha256(m_verifier)));
}

std::string CodeGrant::comeBack(const LoopbackListener::Query& query)
{
    const auto value = [&query](const char* name) {
        const auto found = query.find(name);
        return found == query.end() ? std::string() : found->second;
    };
    if (m_state.empty() || value("state") != m_state)
        return "This page belongs to another sign-in. Go on in the one that was opened last.";
    m_state.clear();
    if (!value("code").empty() && value("error").empty()) {
        m_take(value("code"));
        return "Signed in. You may close this page and go back to Inia.";
    }
    const bool isDenied = value("error") == "access_denied";
    m_take(makeError(ErrorKind::Credentials, isDenied ? "SignInDenied" : "SignInFailed",
                     isDenied ? "The sign-in was denied in the browser."
                              : m_who + " did not let this program in."));
    return "The sign-in was not completed. You may close this page.";
}

} // namespace inia
