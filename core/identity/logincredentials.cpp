#include "core/identity/logincredentials.h"

#include "core/identity/keydocument.h"
#include "core/identity/loginkeys.h"
#include "core/identity/tokenstore.h"

#include <QtCore/QObject>

#include <utility>

namespace inia {

namespace {

constexpr std::chrono::minutes loginUsableFor{5};

bool isUsable(const SourceContext& context, const Credentials& keys)
{
    return *keys.expiry - context.clock->now() > loginUsableFor && !context.refused->contains(keys.accessKey);
}

/// One renewal under way. Belongs to who asked.
class LoginRenewal final : public QObject {
public:
    LoginRenewal(SourceContextPtr tools, std::string profile, std::string path, Value document,
                 QObject* context, CredentialsProvider::Callback callback)
        : QObject(context),
          m_tools(std::move(tools)),
          m_profile(std::move(profile)),
          m_path(std::move(path)),
          m_document(std::move(document)),
          m_callback(std::move(callback))
    {
    }

    void start()
    {
        lockCacheFile(m_path, *m_tools->clock, this, [this](CacheLock lock) {
            m_lock = std::move(lock);
            ask();
        });
    }

private:
    void ask()
    {
        // Who had the lock before has renewed it.
        if (auto document = m_tools->store->read(m_path)) {
            const auto keys = keysFromLogin(*document, m_path);
            if (keys && isUsable(*m_tools, *keys)) {
                answer(keys);
                return;
            }
            if (keys)
                m_document = std::move(document).value();
        }
        const auto key = EcdsaKey::fromPem(m_document["dpopKey"].text());
        if (!key) {
            answer(badKeyDocument(m_path, "has no dpopKey on the curve P-256"));
            return;
        }
        const Value input = Value::map({{"clientId", m_document["clientId"]},
                                        {"refreshToken", m_document["refreshToken"]},
                                        {"grantType", "refresh_token"}});
        askForLoginKeys(m_tools, m_document["signInRegion"].text(), input, *key, this,
                        [this](const Result<LoginAnswer>& given) { take(given); });
    }

    void take(const Result<LoginAnswer>& given)
    {
        if (!given) {
            const bool isOnTheWay =
                given.error().kind == ErrorKind::Transport || given.error().kind == ErrorKind::Timeout;
            answer(isOnTheWay
                       ? given.error().wrapped(ErrorKind::Credentials, "The sign-in could not be renewed")
                       : given.error());
            return;
        }
        if (!given->hasKeys()) {
            answer(refused(*given));
            return;
        }
        putLoginKeys(m_document, given->body, m_tools->clock->now());
        auto keys = keysFromLogin(m_document, m_path);
        // A refresh token serves once: should it not be written, the next start has to sign in again.
        static_cast<void>(m_tools->store->write(m_path, m_document));
        tellPerson(*m_tools, m_tools->store->notice(m_path));
        answer(std::move(keys));
    }

    [[nodiscard]] Error refused(const LoginAnswer& given) const
    {
        const auto& reason = given.error();
        const int status = given.status;
        if (reason == "INSUFFICIENT_PERMISSIONS") {
            return makeError(ErrorKind::Credentials, "InsufficientPermissions",
                             "The sign-in of profile \"" + m_profile +
                                 "\" may not be renewed: its identity lacks the permission "
                                 "signin:CreateOAuth2Token.");
        }
        const bool isOver = reason == "TOKEN_EXPIRED" || reason == "USER_CREDENTIALS_CHANGED";
        if (isOver || status == 400 || status == 401 || status == 403)
            return signInRequired("The sign-in of profile \"" + m_profile + "\" has ended.", m_profile);
        return makeError(ErrorKind::Credentials, "LoginFailed",
                         "The sign-in of profile \"" + m_profile +
                             "\" could not be renewed: the service answered with status " +
                             std::to_string(status) + ".");
    }

    void answer(Result<Credentials> result)
    {
        if (result)
            result->notice = m_tools->store->notice(m_path);
        const auto callback = std::exchange(m_callback, {});
        m_lock.reset();
        deleteLater();
        callback(result);
    }

    SourceContextPtr m_tools;
    std::string m_profile;
    std::string m_path;
    Value m_document;
    CredentialsProvider::Callback m_callback;
    CacheLock m_lock;
};

} // namespace

void LoginCredentials::resolve(QObject* context, Callback callback)
{
    const ConfigValue* session = profileValue(*m_context, m_profile, "login_session");
    if (session == nullptr) {
        callback(declined("no login_session"));
        return;
    }
    const auto path = loginCachePath(m_context->environment, session->text);
    auto document = m_context->store->read(path);
    auto keys = document ? keysFromLogin(*document, path) : document.error();
    if (!keys) {
        callback(signInRequired("The sign-in of profile \"" + m_profile + "\" (" + session->place() +
                                    ") is not there: " + keys.error().message,
                                m_profile));
        return;
    }
    if (isUsable(*m_context, *keys)) {
        keys->notice = m_context->store->notice(path);
        callback(keys);
        return;
    }
    auto* renewal = new LoginRenewal(m_context, m_profile, path, std::move(document).value(), context,
                                     std::move(callback));
    renewal->start();
}

} // namespace inia
