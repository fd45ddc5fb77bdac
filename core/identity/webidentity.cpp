#include "core/identity/webidentity.h"

#include "core/text/ascii.h"

#include <QtCore/QFile>

#include <utility>

namespace inia {

namespace {

/// STS takes no longer one.
constexpr qint64 longestIdentityToken = 20'000;

Result<std::string> identityToken(const std::string& path, const std::string& place)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly)) {
        return makeError(ErrorKind::Credentials, "TokenFile",
                         "The web identity token cannot be read from " + path + " (" + place +
                             "): " + file.errorString().toStdString() + ".");
    }
    const QByteArray bytes = file.read(longestIdentityToken + 1);
    const auto token =
        ascii::trimmed(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    if (token.empty() || bytes.size() > longestIdentityToken) {
        return makeError(ErrorKind::Credentials, "TokenFile",
                         "The web identity token in " + path + " (" + place + ") is " +
                             (token.empty() ? "empty." : "too long."));
    }
    return std::string(token);
}

} // namespace

WebIdentity::WebIdentity(SourceContextPtr context, std::string profile, bool ignoresVariables)
    : m_context(context),
      m_profile(std::move(profile)),
      m_ignoresVariables(ignoresVariables),
      m_sts(std::move(context))
{
}

WebIdentity::Setting WebIdentity::find(const char* variable, const char* key) const
{
    if (!m_ignoresVariables) {
        if (auto value = m_context->environment.find(variable))
            return {*std::move(value), variable, true};
    }
    if (const ConfigValue* value = profileValue(*m_context, m_profile, key))
        return {value->text, value->place(), false};
    return {};
}

void WebIdentity::resolve(QObject* context, Callback callback)
{
    const auto file = find("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
    if (file.text.empty()) {
        callback(declined("no web_identity_token_file"));
        return;
    }
    const auto role = find("AWS_ROLE_ARN", "role_arn");
    if (role.text.empty()) {
        callback(sourceConfigError("A web identity token is set (" + file.place +
                                   "), but no role: set AWS_ROLE_ARN, or role_arn in " +
                                   profilePlace(*m_context, m_profile) + "."));
        return;
    }
    auto token = identityToken(m_context->environment.expandPath(file.text), file.place);
    if (!token) {
        callback(token.error());
        return;
    }
    auto name = find("AWS_ROLE_SESSION_NAME", "role_session_name").text;
    const Value params =
        Value::map({{"RoleArn", role.text},
                    {"RoleSessionName", name.empty() ? m_sts.defaultSessionName() : std::move(name)},
                    {"WebIdentityToken", *std::move(token)}});
    m_sts.ask("AssumeRoleWithWebIdentity", params, nullptr, context,
              [source = file.isVariable ? "web-identity-env" : "web-identity-profile",
               callback = std::move(callback)](Result<Credentials> keys) {
                  if (keys)
                      keys->source = source;
                  callback(keys);
              });
}

} // namespace inia
