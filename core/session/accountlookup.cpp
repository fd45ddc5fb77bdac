#include "core/session/accountlookup.h"

namespace inia {

std::string CallerIdentity::name() const
{
    // arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE
    std::string_view resource = arn;
    for (int part = 0; part < 5; ++part) {
        const auto colon = resource.find(':');
        if (colon == std::string_view::npos)
            return {};
        resource.remove_prefix(colon + 1);
    }
    constexpr std::string_view role = "assumed-role/";
    if (resource.starts_with(role)) {
        resource.remove_prefix(role.size());
        if (const auto end = resource.find('/'); end != std::string_view::npos)
            return std::string(resource.substr(0, end));
    }
    const auto slash = resource.rfind('/');
    return std::string(slash == std::string_view::npos ? resource : resource.substr(slash + 1));
}

AccountLookup::AccountLookup(const Session& session, QObject* parent)
    : Task(parent), m_result(makeError(ErrorKind::Cancelled, "Unfinished", "the call has not finished"))
{
    const auto client = session.client("sts");
    if (!client) {
        m_result = client.error();
        end();
        return;
    }
    CallOptions options;
    options.cause = "Account id";
    options.background = true;
    m_reply = client->call("GetCallerIdentity", {}, options);
    connect(m_reply.get(), &Reply::finished, this, &AccountLookup::takeAnswer);
}

void AccountLookup::takeAnswer()
{
    const auto& answer = m_reply->result();
    if (answer)
        m_result = CallerIdentity{(*answer)["Account"].text(), (*answer)["Arn"].text()};
    else
        m_result = answer.error();
    end();
}

void AccountLookup::cancel()
{
    if (isFinished())
        return;
    m_reply.reset();
    m_result = makeError(ErrorKind::Cancelled, "Cancelled", "the call was cancelled");
    end();
}

} // namespace inia
