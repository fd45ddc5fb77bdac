#include "core/credentials/credentials.h"

namespace inia {

namespace {

constexpr const char* noCredentials = "NoCredentials";

} // namespace

// ---- keys -------------------------------------------------------------------------------------------------

Error declined(std::string why, bool isHalf)
{
    Error error = makeError(ErrorKind::Credentials, noCredentials, std::move(why));
    if (isHalf) {
        error.cause = std::make_shared<const Error>(
            makeError(ErrorKind::Credentials, "PartialCredentials", error.message));
    }
    return error;
}

bool isDeclined(const Error& error)
{
    return error.kind == ErrorKind::Credentials && error.code == noCredentials;
}

Result<void> checkUnquoted(std::string_view name, std::string_view key, const std::string& place)
{
    for (const std::string_view quote : {"\"", "'", "`", "\u201c", "\u201d", "\u201e", "\u2018", "\u2019"}) {
        if (key.starts_with(quote) || key.ends_with(quote)) {
            return makeError(ErrorKind::Credentials, "QuotedKey",
                             std::string(name) + " (" + place +
                                 ") stands in quotes, which count as part of the key. Remove the quotes.");
        }
    }
    return {};
}

Error partialCredentials(const std::string& place, const std::string& missing)
{
    return makeError(ErrorKind::Credentials, "PartialCredentials",
                     "Only one half of a key pair is in " + place + ": " + missing +
                         " is missing. Set it, or remove the other half.");
}

namespace {

/// One question put to the links in turn. It lives in the callback of the link that is being asked.
struct Walk {
    std::shared_ptr<const CredentialsChain::Links> links;
    QObject* context = nullptr;
    CredentialsProvider::Callback callback;
    std::size_t next = 0;
    std::vector<Error> reasons; ///< why each link so far declined
    std::shared_ptr<std::vector<ChainNote>> notes;
};

Error nobodyHasAny(const std::vector<Error>& reasons)
{
    std::string message = "No credentials were found";
    bool half = false;
    std::string separator = ": ";
    for (const Error& reason : reasons) {
        half = half || reason.cause != nullptr;
        if (!reason.message.empty())
            message += std::exchange(separator, "; ") + reason.message;
    }
    message += ". Choose another profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
    Error error = declined(std::move(message), half);
    if (half)
        error.code = error.cause->code;
    return error;
}

void askNext(const std::shared_ptr<Walk>& walk)
{
    if (walk->next == walk->links->size()) {
        walk->callback(nobodyHasAny(walk->reasons));
        return;
    }
    const auto& link = walk->links->at(walk->next++);
    link.provider->resolve(walk->context, [walk, name = link.name](const Result<Credentials>& result) {
        walk->notes->push_back({name, result ? std::string() : result.error().message});
        if (result.ok() || !isDeclined(result.error())) {
            walk->callback(result);
            return;
        }
        walk->reasons.push_back(result.error());
        askNext(walk);
    });
}

} // namespace

CredentialsChain::CredentialsChain(Links links)
    : m_links(std::make_shared<const Links>(std::move(links))),
      m_notes(std::make_shared<std::vector<ChainNote>>())
{
}

void CredentialsChain::resolve(QObject* context, Callback callback)
{
    auto walk = std::make_shared<Walk>();
    walk->links = m_links;
    walk->context = context;
    walk->callback = std::move(callback);
    m_notes = std::make_shared<std::vector<ChainNote>>();
    walk->notes = m_notes;
    askNext(walk);
}

// ---- bearer tokens ----------------------------------------------------------------------------------------

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
