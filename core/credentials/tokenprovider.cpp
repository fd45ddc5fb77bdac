#include "core/credentials/tokenprovider.h"

namespace inia {

void StaticTokenProvider::resolve(QObject*, Callback callback)
{
    // A copy: the callback may destroy this provider.
    const Result<BearerToken> answer = m_token;
    callback(answer);
}

std::string bearerTokenVariable(std::string_view signingName)
{
    std::string variable = "AWS_BEARER_TOKEN_";
    for (const char c : signingName)
        variable +=
            c == '-' || c == ' ' ? '_' : (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    return variable;
}

std::shared_ptr<TokenProvider> makeTokenProvider(const std::string& explicitToken,
                                                 const Environment& environment, std::string_view signingName)
{
    if (!explicitToken.empty())
        return std::make_shared<StaticTokenProvider>(BearerToken{explicitToken, "explicit"});
    if (auto token = environment.find(bearerTokenVariable(signingName)))
        return std::make_shared<StaticTokenProvider>(BearerToken{*std::move(token), "env"});
    return nullptr;
}

} // namespace inia
