#include "core/identity/ssoaccounts.h"

#include "core/paging/paginator.h"

#include <QtCore/QMetaObject>

#include <set>
#include <utility>

namespace inia {

SsoList::SsoList(SourceContextPtr context, SsoSettings settings, std::string accountId)
    : m_context(std::move(context)), m_settings(std::move(settings)), m_accountId(std::move(accountId))
{
}

SsoList::~SsoList() = default;

void SsoList::start()
{
    m_context->ssoTokens->resolve(m_context, m_settings, this, [this](const Result<SsoToken>& token) {
        if (token)
            ask(*token);
        else
            finish(token.error());
    });
}

void SsoList::ask(const SsoToken& token)
{
    if (isFinished())
        return;
    const auto client = m_context->client("sso", m_settings.region, nullptr);
    if (!client) {
        finish(client.error());
        return;
    }
    Value params = Value::map({{"accessToken", token.accessToken}});
    if (!m_accountId.empty())
        params.insert("accountId", m_accountId);
    auto paginator =
        client->paginator(m_accountId.empty() ? "ListAccounts" : "ListAccountRoles", std::move(params));
    if (!paginator) {
        finish(paginator.error());
        return;
    }
    CallOptions options;
    options.cause = m_accountId.empty() ? "List accounts" : "List roles";
    options.target = m_accountId.empty() ? m_settings.startUrl : m_accountId;
    m_pages = makeOwned<PageReader>(std::move(paginator).value(), std::move(options));
    connect(m_pages.get(), &PageReader::pageReady, this, &SsoList::takePage);
    connect(m_pages.get(), &PageReader::finished, this, [this] {
        const auto& result = m_pages->result();
        if (result || (result.error().httpStatus != 401 && result.error().code != "UnauthorizedException")) {
            finish(result);
            return;
        }
        auto required = signInRequired(
            "Identity Center (" + m_settings.startUrl + ") takes the sign-in no longer.", m_settings.profile);
        required.cause = std::make_shared<const Error>(result.error());
        finish(required);
    });
    m_pages->readAll();
}

void SsoList::takePage(const Value& page)
{
    for (const auto& account : page["accountList"].items())
        m_accounts.push_back(
            {account["accountId"].text(), account["accountName"].text(), account["emailAddress"].text()});
    for (const auto& role : page["roleList"].items())
        m_roles.push_back(role["roleName"].text());
    emit pageReady();
}

void SsoList::cancel()
{
    m_pages.reset();
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "The list was given up."));
}

void SsoList::finish(Result<void> result)
{
    if (isFinished())
        return;
    m_result = std::move(result);
    end();
}

std::vector<SsoSettings> ssoSignIns(const SourceContext& context)
{
    SourceContext files = context;
    files.role.reset();
    std::set<std::string> seen;
    std::vector<SsoSettings> signIns;
    for (const auto& profile : context.files->profileNames()) {
        auto settings = ssoSettings(files, profile);
        if (!settings)
            settings = ssoSettings(files, profile, true);
        if (settings && seen.insert(ssoTokenPath(context.environment, *settings)).second)
            signIns.push_back(std::move(settings).value());
    }
    return signIns;
}

} // namespace inia
