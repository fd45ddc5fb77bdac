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
    message += ". Choose a profile with access keys, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.";
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
    link->resolve(walk->context, [walk](const Result<Credentials>& result) {
        if (result.ok() || !isDeclined(result.error())) {
            walk->callback(result);
            return;
        }
        walk->reasons.push_back(result.error());
        askNext(walk);
    });
}

} // namespace

CredentialsChain::CredentialsChain(Links links) : m_links(std::make_shared<const Links>(std::move(links))) {}

void CredentialsChain::resolve(QObject* context, Callback callback)
{
    auto walk = std::make_shared<Walk>();
    walk->links = m_links;
    walk->context = context;
    walk->callback = std::move(callback);
    askNext(walk);
}

} // namespace inia
