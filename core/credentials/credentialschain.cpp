#include "core/credentials/credentialschain.h"

#include <string>
#include <utility>

namespace inia {

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

} // namespace inia
