#include "core/identity/identity.h"

#include "core/identity/defaultchain.h"
#include "core/identity/keystore.h"
#include "core/identity/ssotokens.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace inia {

namespace {

using std::chrono::minutes;

constexpr minutes advisoryWindow{15};
constexpr minutes mandatoryWindow{10};
constexpr minutes personWindow{1};
constexpr minutes betweenTries{1};

Error alreadyExpired()
{
    return makeError(ErrorKind::Credentials, "ExpiredCredentials",
                     "The source of the keys gave some that have expired already. Is the clock of this "
                     "machine right?");
}

/// The chain of the profile as the files have it now.
class ChangingFiles final {
public:
    explicit ChangingFiles(SourceContextPtr context) : m_context(std::move(context)) {}

    [[nodiscard]] std::shared_ptr<CredentialsChain> operator()()
    {
        if (m_context->files->isCurrent())
            return nullptr;
        auto files = ConfigFiles::load(m_context->environment);
        if (!files)
            return nullptr;
        const bool isSame = files->fingerprint() == m_context->files->fingerprint();
        const auto& name = m_context->selection.name;
        auto selection = selectProfile(m_context->selection.isExplicit ? std::optional(name) : std::nullopt,
                                       m_context->environment, *files);
        if (!selection)
            return nullptr;
        auto context = std::make_shared<SourceContext>(*m_context);
        context->files = std::make_shared<const ConfigFiles>(std::move(files).value());
        context->selection = std::move(selection).value();
        m_context = std::move(context);
        return isSame ? nullptr : defaultChain(m_context);
    }

private:
    SourceContextPtr m_context;
};

} // namespace

std::string maskedKeyId(const std::string& accessKey)
{
    constexpr std::size_t shown = 4;
    return accessKey.size() <= shown ? std::string(shown, '*')
                                     : std::string(16, '*') + accessKey.substr(accessKey.size() - shown);
}

Identity::Identity(std::shared_ptr<CredentialsChain> chain, std::shared_ptr<Clock> clock, std::string profile,
                   std::shared_ptr<std::set<std::string>> refused)
    : m_chain(std::move(chain)),
      m_clock(std::move(clock)),
      m_profile(std::move(profile)),
      m_refused(std::move(refused))
{
}

Identity::~Identity() = default;

Identity::Need Identity::need() const
{
    if (!m_keys)
        return Need::Now;
    if (m_keys->renewal == Renewal::None || !m_keys->expiry)
        return Need::Nothing;
    const auto left = *m_keys->expiry - m_clock->now();
    if (m_keys->renewal == Renewal::Person)
        return left < personWindow ? Need::Now : Need::Nothing;
    if (left < mandatoryWindow)
        return Need::Now;
    return left < advisoryWindow ? Need::Soon : Need::Nothing;
}

void Identity::resolve(QObject* context, Callback callback)
{
    if (auto chain = m_reload && !m_renewal ? m_reload() : nullptr) {
        m_chain = std::move(chain);
        m_keys.reset();
        m_failed.reset();
    }
    const auto now = need();
    if (now != Need::Now) {
        const bool isTired = m_failed && m_clock->now() - *m_failed < betweenTries;
        if (now == Need::Soon && !m_renewal && !isTired) {
            m_isForSomebody = false;
            renew();
        }
        // A copy: the callback may end this.
        const Result<Credentials> keys = *m_keys;
        callback(keys);
        return;
    }
    // A child dies with the context and tells.
    auto* guard = new QObject(context);
    m_waiters.push_back({guard, std::move(callback)});
    connect(guard, &QObject::destroyed, this, &Identity::dropIfUnwanted);
    m_isForSomebody = true;
    if (!m_renewal)
        renew();
}

void Identity::renew()
{
    m_renewal = std::make_unique<QObject>();
    const auto keepsThis = m_renewal.get();
    emit changed();
    // The answer may come at once, and those who get it may let go of this.
    m_chain->resolve(keepsThis, [this](const Result<Credentials>& result) { take(result); });
}

void Identity::take(const Result<Credentials>& given)
{
    // A copy: it may belong to the context that ends here.
    Result<Credentials> result = given;
    if (result && result->renewal != Renewal::None && result->expiry && *result->expiry <= m_clock->now())
        result = alreadyExpired();
    if (result) {
        m_keys = *result;
        m_error.reset();
        m_failed.reset();
    } else {
        m_error = result.error();
        m_failed = m_clock->now();
        if (m_isForSomebody)
            m_keys.reset();
    }
    m_renewal.release()->deleteLater(); // we are inside one of its children
    const auto waiters = std::exchange(m_waiters, {});
    const QPointer<Identity> self(this);
    emit changed();
    for (const auto& waiter : waiters) {
        if (!waiter.guard)
            continue;
        if (self)
            waiter.guard->disconnect(self);
        delete waiter.guard.data();
        waiter.callback(result);
    }
}

/// A question to a person may be open, which nobody wants the answer of any more.
void Identity::dropIfUnwanted()
{
    if (!m_renewal || !m_isForSomebody)
        return;
    const bool isWanted = std::any_of(m_waiters.begin(), m_waiters.end(),
                                      [](const Waiter& waiter) { return !waiter.guard.isNull(); });
    if (isWanted)
        return;
    m_waiters.clear();
    m_renewal.reset();
    emit changed();
}

IdentityStatus Identity::status() const
{
    IdentityStatus status;
    status.profile = m_profile;
    status.notes = m_chain->notes();
    status.error = m_error;
    if (m_keys) {
        status.source = m_keys->source;
        status.accessKey = m_keys->accessKey;
        status.accountId = m_keys->accountId;
        status.expiry = m_keys->expiry;
        status.renewal = m_keys->renewal;
        status.notice = m_keys->notice;
    }
    if (m_renewal)
        status.state = IdentityStatus::State::Renewing;
    else if (m_keys)
        status.state = IdentityStatus::State::Ready;
    else if (m_error)
        status.state = IdentityStatus::State::Failed;
    return status;
}

bool Identity::refuse(const std::string& accessKey)
{
    // Another call has said so before, and others are on their way or there.
    if (!m_keys || m_keys->accessKey != accessKey)
        return true;
    if (m_keys->renewal == Renewal::None)
        return false;
    m_refused->insert(accessKey);
    m_keys.reset();
    emit changed();
    return true;
}

void Identity::forget()
{
    m_keys.reset();
    m_error.reset();
    m_failed.reset();
    emit changed();
}

IdentityPool::IdentityPool()
    : m_ssoTokens(std::make_shared<SsoTokens>()), m_store(std::make_shared<TokenStore>())
{
}

IdentityPool::~IdentityPool() = default;

std::shared_ptr<Identity> IdentityPool::identity(SourceContext context)
{
    const auto address = [](const void* object) {
        return std::to_string(reinterpret_cast<std::uintptr_t>(object)) + ' ';
    };
    std::string key = address(context.transport.get()) + address(context.clock.get()) +
                      (context.selection.isExplicit ? "explicit " : "implied ") +
                      context.files->fingerprint() + ' ' + context.selection.name + '\n' + context.keyServers;
    if (const auto& role = context.role) {
        for (const auto& part : {role->sessionName, role->startUrl, role->region})
            key += '\n' + part;
    }
    std::erase_if(m_identities, [](const auto& entry) { return entry.second.expired(); });
    auto& known = m_identities[key];
    if (auto same = known.lock())
        return same;
    context.ssoTokens = m_ssoTokens;
    context.store = m_store;
    auto clock = context.clock;
    auto profile = context.selection.name;
    auto refused = context.refused;
    const auto shared = std::make_shared<const SourceContext>(std::move(context));
    auto made = std::make_shared<Identity>(defaultChain(shared), std::move(clock), std::move(profile),
                                           std::move(refused));
    if (!shared->role)
        made->setReload(ChangingFiles(shared));
    known = made;
    return made;
}

void IdentityPool::forgetAll()
{
    for (const auto& [key, weak] : m_identities) {
        if (const auto identity = weak.lock())
            identity->forget();
    }
}

} // namespace inia
