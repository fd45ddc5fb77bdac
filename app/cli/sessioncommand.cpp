#include "app/cli/sessioncommand.h"

#include "app/cli/connection.h"
#include "app/cli/output.h"
#include "core/config/configresolver.h"
#include "core/credentials/keyexpiry.h"
#include "core/identity/identity.h"
#include "core/protocol/jsonwriter.h"

namespace inia::cli {

namespace {

Value originValue(const SettingOrigin& origin)
{
    switch (origin.kind) {
    case SettingOrigin::Kind::Explicit:
        return "argument";
    case SettingOrigin::Kind::Environment:
        return "environment";
    case SettingOrigin::Kind::Profile:
        return "profile";
    case SettingOrigin::Kind::Default:
        break;
    }
    return "default";
}

Value settingsValue(const Session& session)
{
    Value settings = Value::emptyMap();
    for (const auto& [name, value, origin] : session.settings()) {
        Value setting =
            Value::map({{"value", value.empty() ? Value() : Value(value)}, {"from", originValue(origin)}});
        if (!origin.place.empty())
            setting.insert("place", origin.place);
        settings.insert(name, std::move(setting));
    }
    return settings;
}

Value profileValue(const ProfileSelection& selection)
{
    Value profile = Value::map({{"name", selection.name}});
    if (selection.isExplicit)
        profile.insert("from", "argument");
    else if (selection.variable.empty())
        profile.insert("from", "default");
    else
        profile.insert("from", selection.variable);
    profile.insert("place", selection.profile.file.empty() ? Value() : Value(selection.profile.place()));
    return profile;
}

Value credentialsValue(const IdentityStatus& status)
{
    Value value = Value::emptyMap();
    if (!status.source.empty()) {
        value.insert("source", status.source);
        value.insert("access_key", maskedKeyId(status.accessKey));
        value.insert("account_id", status.accountId.empty() ? Value() : Value(status.accountId));
        value.insert("expires", status.expiry ? Value(keyExpiryText(*status.expiry)) : Value());
    }
    Value links = Value::emptyList();
    for (const auto& note : status.notes)
        links.append(Value::map(
            {{"source", note.link}, {"answer", note.answer.empty() ? "gave the keys" : note.answer}}));
    value.insert("asked", std::move(links));
    return value;
}

} // namespace

SessionCommand::SessionCommand(Runtime runtime, SessionArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> SessionCommand::begin()
{
    auto session = openSession(m_runtime, m_arguments.connection);
    if (!session)
        return session.error();
    m_session = std::move(session).value();
    if (!m_session->credentials()) {
        printAll(std::nullopt);
        return {};
    }
    m_session->credentials()->resolve(this, [this](const Result<Credentials>& credentials) {
        printAll(credentials ? std::nullopt : std::optional(credentials.error()));
    });
    return {};
}

void SessionCommand::printAll(const std::optional<Error>& error)
{
    const auto& resolver = m_session->resolver();
    Value credentials = m_session->identity() ? credentialsValue(m_session->identity()->status())
                                              : Value::map({{"source", Value()}});
    if (error)
        credentials.insert("error", errorValue(*error, {}));
    Value warnings = Value::emptyList();
    for (const auto& warning : m_session->warnings())
        warnings.append(warning);
    if (m_session->identity() && !m_session->identity()->status().notice.empty())
        warnings.append(m_session->identity()->status().notice);
    const Value all =
        Value::map({{"profile", profileValue(resolver.selection())},
                    {"files", Value::map({{"config", resolver.files()->configPath()},
                                          {"credentials", resolver.files()->credentialsPath()}})},
                    {"settings", settingsValue(*m_session)},
                    {"credentials", std::move(credentials)},
                    {"warnings", std::move(warnings)}});
    print(stdout, toJson(all, JsonStyle::indented()) + "\n");
    finish({});
}

} // namespace inia::cli
