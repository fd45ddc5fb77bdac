#include "app/cli/sessioncommands.h"

#include "app/cli/output.h"
#include "core/common/clock.h"
#include "core/config/clientconfig.h"
#include "core/config/configresolver.h"
#include "core/config/profileeditor.h"
#include "core/config/profilefile.h"
#include "core/credentials/credentialsources.h"
#include "core/identity/consolelogin.h"
#include "core/identity/identity.h"
#include "core/identity/ssologin.h"
#include "core/model/names.h"
#include "core/policy/s3servers.h"
#include "core/protocol/jsonwriter.h"

#include <algorithm>
#include <array>

namespace inia::cli {

namespace {

/// Members of botocore's Config that are no rows of settingTable().
constexpr std::array<std::string_view, 5> ownNames{"client_context_params", "region_name", "retries", "s3",
                                                   "signature_version"};
/// Taken and not needed: connections are the transport's business.
constexpr std::array<std::string_view, 1> ignoredNames{"max_pool_connections"};
constexpr std::array<std::string_view, 5> unsupportedNames{"proxies", "proxies_config", "client_cert",
                                                           "user_agent", "user_agent_extra"};

template <std::size_t Count>
bool isOneOf(std::string_view name, const std::array<std::string_view, Count>& names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

Error configError(std::string message)
{
    return makeError(ErrorKind::Configuration, "InvalidConfigError", std::move(message));
}

/// What settings are read from: "true", "2.5", and lists with commas.
Result<std::string> settingText(const std::string& name, const Value& value)
{
    if (value.isText())
        return value.text();
    if (value.isBool() || value.isNumber())
        return toJson(value);
    std::string text;
    for (const auto& item : value.items()) {
        if (!item.isText())
            return configError("config." + name + " has to be a list of texts");
        text += (text.empty() ? "" : ",") + item.text();
    }
    if (!value.isList())
        return configError("config." + name + " has to be a text, a number, true or false, not an object");
    return text;
}

std::vector<std::string> knownNames(std::string_view section)
{
    std::vector<std::string> names;
    for (const auto& row : settingTable()) {
        const auto name = std::visit([](const auto& any) { return any.setting.name; }, row);
        const auto dot = name.find('.');
        if (section.empty()) {
            for (const auto key : std::visit([](const auto& any) { return any.setting.profileKeys; }, row)) {
                if (!key.empty() && key != name && key.find('.') == std::string_view::npos)
                    names.emplace_back(key);
            }
        }
        if (section.empty() && dot == std::string_view::npos)
            names.emplace_back(name);
        else if (!section.empty() && dot != std::string_view::npos && name.substr(0, dot) == section)
            names.emplace_back(name.substr(dot + 1));
    }
    if (section.empty()) {
        names.insert(names.end(), ownNames.begin(), ownNames.end());
        names.insert(names.end(), ignoredNames.begin(), ignoredNames.end());
    } else if (section == "s3") {
        names.emplace_back("use_dualstack_endpoint");
    }
    return names;
}

Error unknownName(std::string_view section, const std::string& name)
{
    const auto known = knownNames(section);
    std::string message = "config" + (section.empty() ? "" : "." + std::string(section)) +
                          " has no member \"" + name.substr(0, 64) + "\"";
    const auto similar = similarNames(name, known);
    for (std::size_t i = 0; i < similar.size(); ++i)
        message += (i == 0 ? "; did you mean " : ", ") + similar[i];
    return makeError(ErrorKind::Configuration, "UnknownConfigName", message + (similar.empty() ? "" : "?"));
}

Result<void> applySetting(const std::string& name, const Value& value, ClientOptions& options)
{
    const auto text = settingText(name, value);
    if (!text)
        return text.error();
    return setClientOption(options, name, *text);
}

Result<void> applyS3(const Value& s3, ClientOptions& options)
{
    if (!s3.isMap())
        return configError("config.s3 has to be an object");
    const auto known = knownNames("s3");
    for (const auto& [name, value] : s3.members()) {
        if (value.isNull())
            continue;
        if (std::find(known.begin(), known.end(), name) == known.end())
            return unknownName("s3", name);
        if (auto applied = applySetting("s3." + name, value, options); !applied)
            return applied;
    }
    return {};
}

/// botocore's two ways to count: max_attempts leaves the first one out, total_max_attempts does not and
/// goes first.
Result<void> applyRetries(const Value& retries, ClientOptions& options)
{
    if (!retries.isMap())
        return configError("config.retries has to be an object");
    for (const auto& [name, value] : retries.members()) {
        if (value.isNull())
            continue;
        Result<void> applied;
        if (name == "mode") {
            applied = applySetting("retry_mode", value, options);
        } else if (name == "total_max_attempts" || name == "max_attempts") {
            const bool isTotal = name == "total_max_attempts";
            const std::int64_t smallest = isTotal ? 1 : 0;
            if (!value.isInt() || value.toInt() < smallest || value.toInt() > 1'000'000) {
                applied = configError("config.retries." + name + " has to be a whole number from " +
                                      std::to_string(smallest) + " on");
            } else if (isTotal || retries["total_max_attempts"].isNull()) {
                options.maxAttempts = static_cast<int>(value.toInt()) + (isTotal ? 0 : 1);
            }
        } else {
            applied = configError("config.retries has no member \"" + name.substr(0, 64) +
                                  "\"; there are mode, max_attempts, total_max_attempts");
        }
        if (!applied)
            return applied;
    }
    return {};
}

Result<void> applyClientContext(const Value& params, ClientOptions& options)
{
    if (!params.isMap())
        return configError("config.client_context_params has to be an object");
    for (const auto& [name, value] : params.members()) {
        if (auto applied = applySetting("client_context_params." + name, value, options); !applied)
            return applied;
    }
    return {};
}

Result<void> applySignatureVersion(const Value& value, SessionOptions& options)
{
    if (!value.isText())
        return configError("config.signature_version has to be a text");
    if (value.text() == "unsigned")
        options.unsignedRequests = true;
    else
        options.client.signatureVersion = value.text();
    return {};
}

Result<void> applyMember(const std::string& name, const Value& value, SessionOptions& options)
{
    if (name == "s3")
        return applyS3(value, options.client);
    if (name == "retries")
        return applyRetries(value, options.client);
    if (name == "client_context_params")
        return applyClientContext(value, options.client);
    if (name == "signature_version")
        return applySignatureVersion(value, options);
    if (name == "region_name")
        return applySetting("region", value, options.client);
    if (isOneOf(name, ignoredNames))
        return {};
    if (isOneOf(name, unsupportedNames)) {
        return makeError(ErrorKind::Unsupported, "UnsupportedConfigName",
                         "config." + name + " is not supported by this program; leave it out");
    }
    const auto known = knownNames({});
    if (std::find(known.begin(), known.end(), name) == known.end())
        return unknownName({}, name);
    return applySetting(name, value, options.client);
}

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

/// Which S3 server the settings lead to; an endpoint URL whose host tells nothing may be any, until it has
/// answered.
Value serverValue(const Session& session)
{
    const auto client = session.client("s3");
    if (!client)
        return Value::map({{"error", errorValue(client.error(), {})}});
    if (!client->server())
        return {};
    const char* from = nullptr;
    switch (client->server()->source()) {
    case ServerGate::Source::Setting:
        from = "inia_server";
        break;
    case ServerGate::Source::Rules:
        from = "endpoint rules";
        break;
    case ServerGate::Source::Host:
        from = "host";
        break;
    case ServerGate::Source::Answer:
    case ServerGate::Source::Nothing:
        break;
    }
    return Value::map({{"kind", client->server()->kind()}, {"from", from ? Value(from) : Value()}});
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

// ---- sessions of a command line ---------------------------------------------------------------------------

Result<void> applyConfig(const Value& config, SessionOptions& options)
{
    for (const auto& [name, value] : config.members()) {
        if (value.isNull())
            continue;
        if (auto applied = applyMember(name, value, options); !applied)
            return applied;
    }
    return {};
}

Result<Session> openSession(Runtime runtime, const ConnectionArguments& connection)
{
    if (connection.at)
        runtime.clock = std::make_shared<FrozenClock>(*connection.at);
    SessionOptions options;
    options.profile = connection.profile;
    options.region = connection.region;
    options.unsignedRequests = !connection.signRequest;
    if (auto applied = applyConfig(connection.config, options); !applied)
        return applied.error();
    if (connection.readOnly)
        options.client.access = AccessMode::ReadOnly;
    options.closesServerGate = connection.checksServer;
    if (connection.endpointUrl)
        options.client.endpointUrl = connection.endpointUrl;
    return Session::create(runtime, options);
}

Result<Client> openClient(Runtime runtime, const ConnectionArguments& connection, const std::string& service)
{
    const auto session = openSession(std::move(runtime), connection);
    if (!session)
        return session.error();
    for (const auto& warning : session->warnings())
        tell("warning: " + warning);
    return session->client(service);
}

Result<PreparedCall> prepareCall(const Runtime& runtime, const ConnectionArguments& connection,
                                 const TargetArguments& target)
{
    auto client = openClient(runtime, connection, target.service);
    if (!client)
        return client.error();
    const auto operation = client->model().operation(target.operation);
    auto params = valuesFromJson(target.params, operation.input());
    if (!params)
        return params.error();
    return PreparedCall{std::move(client).value(), operation, std::move(params).value()};
}

// ---- session and login ------------------------------------------------------------------------------------

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
                    {"s3_server", serverValue(*m_session)},
                    {"credentials", std::move(credentials)},
                    {"warnings", std::move(warnings)}});
    print(stdout, toJson(all, JsonStyle::indented()) + "\n");
    finish({});
}

namespace {

/// The profile gets the session of who has signed in, and the region if it has none.
Result<void> writeSession(const Environment& environment, const std::string& profile,
                          const std::string& session, const std::optional<std::string>& region)
{
    auto editor = ProfileEditor::open(environment);
    if (!editor)
        return editor.error();
    std::vector<KeyChange> changes{{"login_session", session, {}}};
    if (region)
        changes.push_back({"region", *region, {}});
    if (auto changed = editor->change(ProfileEditor::File::Config, profile, changes); !changed)
        return changed;
    return editor->save();
}

/// What the files would say with a profile that a first sign-in is to make: nothing of it but its name.
Result<std::shared_ptr<const ConfigFiles>> filesWithNew(const Environment& environment,
                                                        const std::string& profile)
{
    auto editor = ProfileEditor::open(environment);
    if (!editor)
        return editor.error();
    if (auto made = editor->change(ProfileEditor::File::Config, profile, {}); !made)
        return made.error();
    auto files = editor->files();
    if (!files)
        return files.error();
    return std::make_shared<const ConfigFiles>(std::move(files).value());
}

} // namespace

LoginCommand::LoginCommand(Runtime runtime, LoginArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

LoginCommand::~LoginCommand() = default;

Result<void> LoginCommand::begin()
{
    auto session = open();
    if (!session)
        return session.error();
    m_session = std::move(session).value();
    const auto& sources = *m_session->sources();
    const auto& profile = m_session->profileName();
    auto atConsole =
        m_arguments.atConsole ? firstConsoleLogin(sources, profile) : consoleLoginSettings(sources, profile);
    // Identity Center's keys go before those of a login_session.
    auto settings = loginSettings(sources, profile);
    if (settings && !m_arguments.atConsole)
        signInAtIdentityCenter(std::move(settings).value());
    else if (atConsole)
        signInAtConsole(std::move(atConsole).value());
    else
        return m_arguments.atConsole ? atConsole.error() : settings.error();
    return {};
}

Result<Session> LoginCommand::open() const
{
    SessionOptions options;
    options.profile = m_arguments.profile;
    options.region = m_arguments.region;
    auto session = Session::create(m_runtime, options);
    const bool isNew =
        !session && session.error().code == "ProfileNotFound" && m_arguments.atConsole && m_arguments.profile;
    if (!isNew)
        return session;
    auto files = filesWithNew(m_runtime.environment, *m_arguments.profile);
    if (!files)
        return files.error();
    // A section that is meant to be this profile has to be mended, not doubled.
    if ((*files)->ignoredSection(*m_arguments.profile) != nullptr)
        return session;
    options.files = std::move(files).value();
    return Session::create(m_runtime, options);
}

void LoginCommand::signInAtIdentityCenter(SsoSettings settings)
{
    m_login = makeOwned<SsoLogin>(m_session->sources(), std::move(settings),
                                  m_arguments.inBrowser ? SsoLoginWay::Browser : SsoLoginWay::DeviceCode);
    connect(m_login.get(), &SsoLogin::addressReady, this, [](const std::string& address) {
        print(stderr,
              "Open this address in a browser of this machine:\n\n    " + printable(address) + "\n\n");
    });
    connect(m_login.get(), &SsoLogin::codeReady, this, [](const DeviceCode& code) {
        print(stderr, "Open this address in a browser and confirm the code " + printable(code.userCode) +
                          ":\n\n    " +
                          printable(code.addressWithCode.empty() ? code.address : code.addressWithCode) +
                          "\n\n");
    });
    connect(m_login.get(), &SsoLogin::finished, this, &LoginCommand::endAtIdentityCenter);
    m_login->start();
}

void LoginCommand::signInAtConsole(ConsoleLoginSettings settings)
{
    const bool isFirst = settings.session.empty();
    m_consoleLogin = makeOwned<ConsoleLogin>(m_session->sources(), std::move(settings),
                                             m_arguments.inBrowser ? ConsoleLoginWay::Browser
                                                                   : ConsoleLoginWay::PastedCode);
    connect(m_consoleLogin.get(), &ConsoleLogin::addressReady, this, [this](const std::string& address) {
        print(stderr, std::string("Open this address in a browser") +
                          (m_arguments.inBrowser ? " of this machine" : "") + ":\n\n    " +
                          printable(address) + "\n\n");
        if (!m_arguments.inBrowser)
            askForCode();
    });
    connect(m_consoleLogin.get(), &ConsoleLogin::finished, this, [this, isFirst] { endAtConsole(isFirst); });
    m_consoleLogin->start();
}

void LoginCommand::askForCode()
{
    askForLine("The code that the page shows then: ", Echo::On, this, [this](const std::string& line) {
        if (line.empty()) {
            m_consoleLogin->cancel();
            return;
        }
        const auto entered = m_consoleLogin->enterCode(line);
        if (!entered) {
            print(stderr, entered.error().message + "\n");
            askForCode();
        }
    });
}

void LoginCommand::endAtIdentityCenter()
{
    const auto& token = m_login->result();
    if (!token) {
        finish(token.error());
        return;
    }
    const auto notice = m_login->notice();
    if (notice.empty())
        print(stderr, "Signed in until " + keyExpiryText(token->expiry) +
                          (token->refreshToken.empty() ? ".\n" : "; it is renewed by itself.\n"));
    finish(notKept(notice));
}

void LoginCommand::endAtConsole(bool isFirst)
{
    const auto& signedIn = m_consoleLogin->result();
    if (!signedIn) {
        finish(signedIn.error());
        return;
    }
    if (auto kept = notKept(signedIn->notice); !kept) {
        finish(kept);
        return;
    }
    print(stderr, "Signed in as " + printable(signedIn->session) + "; it is renewed by itself.\n");
    finish(isFirst ? writeSession(m_runtime.environment, m_session->profileName(), signedIn->session,
                                  m_arguments.region)
                   : Result<void>());
}

Result<void> LoginCommand::notKept(const std::string& notice) const
{
    if (notice.empty())
        return {};
    return makeError(ErrorKind::Credentials, "CacheNotWritten", notice);
}

} // namespace inia::cli
