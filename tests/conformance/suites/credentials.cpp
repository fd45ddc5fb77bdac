#include "core/call/clientcontext.h"
#include "core/credentials/credentialsources.h"
#include "core/identity/defaultchain.h"
#include "core/identity/metadatacredentials.h"
#include "core/identity/rolecredentials.h"
#include "core/identity/signincredentials.h"
#include "core/identity/ssotokens.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/recording.h"
#include "tests/conformance/suites/suites.h"
#include "tests/support/identityhome.h"

#include <algorithm>
#include <map>

namespace inia::conformance {

namespace {

using tests::bearerOf;
using tests::featuresOf;
using tests::IdentityHome;
using tests::keysOf;

const QString folder = QStringLiteral("credentials/");

std::string resultDifference(const Result<Credentials>& keys, const Value& wanted, const char* accessKey,
                             const char* secretKey, const char* token, const char* account)
{
    if (!keys)
        return "an error: " + keys.error().message;
    return differs("access-key", keys->accessKey, wanted[accessKey].text()) +
           differs("secret-key", keys->secretKey, wanted[secretKey].text()) +
           differs("token", keys->sessionToken, wanted[token].text()) +
           differs("account", keys->accountId, wanted[account].text());
}

/// Answers by method and URL, each recorded answer once and the last of its kind again and again.
tests::FakeTransport::Handler answersOf(std::vector<RecordedExchange> exchanges)
{
    auto left = std::make_shared<std::vector<RecordedExchange>>(std::move(exchanges));
    return [left](const HttpRequest& request) -> Result<HttpResponse> {
        const auto same = [&request](const RecordedExchange& exchange) {
            const auto asked = splitUrl(request.url);
            const auto known = splitUrl(exchange.request.url);
            return exchange.request.method == request.method && asked.host == known.host &&
                   (asked.path.empty() ? "/" : asked.path) == (known.path.empty() ? "/" : known.path) &&
                   sortedQuery(asked.query) == sortedQuery(known.query);
        };
        const auto found = std::find_if(left->begin(), left->end(), same);
        if (found == left->end())
            return makeError(ErrorKind::Transport, "NoAnswer", "nothing was recorded for " + request.url);
        HttpResponse response = found->response;
        if (std::find_if(found + 1, left->end(), same) != left->end())
            left->erase(found);
        return response;
    };
}

std::string folderProblem(SuiteRun& run, const QString& path, bool wantsToken)
{
    const auto test = run.json(path + QStringLiteral("/test-case.json"));
    IdentityHome home;
    home.copyFrom(run.path(path + QStringLiteral("/fs")));
    const auto environment = run.json(path + QStringLiteral("/env.json"));
    for (const auto& [name, value] : environment.members())
        home.setVariable(name, value.text());
    const auto exchanges = exchangesOf(run.json(path + QStringLiteral("/http-traffic.json")));
    home.transport().setHandler(answersOf(exchanges));
    const auto& wanted = test["result"]["Ok"];
    // What they hold ran out long ago.
    home.clock().setNow(wanted["expiry"].isInt() && wanted["expiry"].toInt() < 1'700'000'000
                            ? KeyExpiry(std::chrono::seconds(wanted["expiry"].toInt() - 3'600))
                            : home.clock().now());
    SessionOptions options;
    // These are about the profile alone; chosen by the caller, it goes before the environment.
    if (path.contains(QStringLiteral("profile-provider")))
        options.profile = "default";
    const auto session = home.open(options);
    if (!session)
        return wanted.isNull() ? std::string() : "an error: " + session.error().message;
    if (wantsToken) {
        const auto token = bearerOf(*session);
        return token ? differs("token", token->text, wanted["token"].text())
                     : "an error: " + token.error().message;
    }
    const auto keys = keysOf(*session);
    if (wanted.isNull())
        return keys ? "an error was wanted" : std::string();
    auto text =
        resultDifference(keys, wanted, "access_key_id", "secret_access_key", "session_token", "account_id");
    if (keys && wanted.contains("expiry"))
        text += differs("expiry", keys->expiry ? keyExpiryText(*keys->expiry) : "none",
                        keyExpiryText(KeyExpiry(std::chrono::seconds(wanted["expiry"].toInt()))));
    return text;
}

void runFolders(SuiteRun& run)
{
    for (const auto* group : {"default-chain", "profile-provider", "token-chain"}) {
        const QString path = folder + QLatin1String(group);
        for (const auto& name : run.folders(path)) {
            const auto id = std::string(group) + "/" + name.toStdString();
            const auto test = run.json(path + QLatin1Char('/') + name + QStringLiteral("/test-case.json"));
            run.check(id, test, [&] {
                return folderProblem(run, path + QLatin1Char('/') + name,
                                     std::string_view(group) == "token-chain");
            });
        }
    }
}

std::string profilesText(const Value& profiles, const char* word)
{
    std::string text;
    for (const auto& [name, values] : profiles.members()) {
        text += "[" + std::string(word) + " " + name + "]\n";
        for (const auto& [key, value] : values.members())
            text += key + " = " + value.text() + "\n";
    }
    return text;
}

/// What the roles of a chain say, in the order in which they are taken, behind the keys they begin with.
std::string roleProblem(const Value& test)
{
    const auto& input = test["input"];
    IdentityHome home;
    home.write("config", profilesText(input["profiles"], "profile") +
                             profilesText(input["sso_sessions"], "sso-session"));
    home.setVariable("AWS_PROFILE", input["selected_profile"].text());
    home.setVariable("AWS_EC2_METADATA_DISABLED", "true");
    const auto& chain = test["output"]["ProfileChain"];
    home.answerSts("ASIAROLE", "role secret", "role token", "123456789012");
    const auto session = home.open();
    if (!session)
        return chain.isNull() ? std::string() : session.error().message;
    if (chain.isNull()) {
        const auto keys = keysOf(*session);
        return keys ? "an error was wanted" : std::string();
    }
    const auto& context = *session->sources();
    const auto& first = chain[0];
    const auto& profile = input["selected_profile"].text();
    if (first.contains("Sso")) {
        const auto settings = ssoSettings(context, profile, true);
        return settings ? differs("start-url", settings->startUrl, first["Sso"]["sso_start_url"].text()) +
                              differs("region", settings->region, first["Sso"]["sso_region"].text()) +
                              differs("session", settings->sessionName, first["Sso"]["sso_session"].text())
                        : settings.error().message;
    }
    if (first.contains("WebIdentityToken"))
        return hasRole(context, profile) ? "taken for a role of a source" : std::string();
    const auto roles = roleChain(context, profile);
    if (!roles)
        return roles.error().message;
    std::string text = differs("roles", std::to_string(roles->size()), std::to_string(chain.size() - 1));
    for (std::size_t i = 0; i < roles->size() && text.empty(); ++i) {
        const auto& wanted = chain[chain.size() - 1 - i]["AssumeRole"];
        text += differs("role", (*roles)[i].roleArn, wanted["role_arn"].text()) +
                differs("external-id", (*roles)[i].externalId, wanted["external_id"].text());
    }
    if (first.contains("NamedSource"))
        return text + differs("source", roles->back().credentialSource, first["NamedSource"].text());
    const auto keys = keysOf(*session);
    if (!keys)
        return text + keys.error().message;
    return text + differs("signed-with", home.firstSigner(), first["AccessKey"]["access_key_id"].text());
}

std::string containerProblem(const Value& test)
{
    Environment::Variables variables;
    for (const auto& [name, value] : test["env"].members())
        variables.emplace(name, value.text());
    const auto url = containerUrl(Environment(variables));
    const auto& wanted = test["result"]["Ok"];
    return wanted.isNull() ? (url ? "an error was wanted" : std::string())
                           : (url ? differs("URL", *url, wanted.text()) : url.error().message);
}

std::string instanceProblem(const Value& test)
{
    IdentityHome home;
    for (const auto& [name, value] : test["env"].members())
        home.setVariable(name, value.text());
    for (const auto& [name, value] : test["fs"].members()) {
        home.write(name, value.text());
        home.setVariable("AWS_CONFIG_FILE", home.path(name));
    }
    const auto session = home.open();
    if (session)
        static_cast<void>(keysOf(*session));
    const auto& asked = home.transport().requests();
    const auto& wanted = test["result"]["Ok"];
    if (wanted.isNull())
        return asked.empty() ? std::string() : "an error was wanted, and " + asked.front().url + " was asked";
    return asked.empty() ? "nobody was asked" : differs("URL", asked.front().url, wanted.text());
}

std::string loginProblem(const Value& test)
{
    IdentityHome home;
    home.clock().setNow(*parseKeyExpiry("2025-11-19T00:00:00Z"));
    home.write("config", test["configContents"].text());
    home.setVariable("AWS_PROFILE", "signin");
    home.setVariable("AWS_REGION", "us-east-1");
    home.setVariable("AWS_LOGIN_CACHE_DIRECTORY", home.path("login"));
    for (const auto& [name, content] : test["cacheContents"].members())
        home.write("login/" + name, toJson(content));
    const auto& calls = test["mockApiCalls"];
    home.transport().setHandler([&calls](const HttpRequest& request) -> Result<HttpResponse> {
        const auto body = parseJson(request.body.toStdString());
        if (calls.size() == 0 || !body || !(*body == calls[0]["request"]["tokenInput"]) ||
            !request.headers.contains("DPoP"))
            return makeError(ErrorKind::Transport, "NoAnswer", "no such call");
        const auto status = static_cast<int>(calls[0]["responseCode"].toInt(200));
        return tests::makeResponse(status,
                                   QByteArray::fromStdString(toJson(calls[0]["response"]["tokenOutput"])));
    });
    const auto session = home.open();
    if (!session)
        return session.error().message;
    const auto keys = keysOf(*session);
    std::string text;
    for (const auto& outcome : test["outcomes"].items()) {
        const auto& result = outcome["result"].text();
        if (result == "error" && keys)
            text += "an error was wanted";
        if (result == "credentials") {
            text += resultDifference(keys, outcome, "accessKeyId", "secretAccessKey", "sessionToken",
                                     "accountId");
            if (keys && keys->expiry)
                text += differs("expiry", keyExpiryText(*keys->expiry), outcome["expiresAt"].text());
        }
        if (result != "cacheContents")
            continue;
        for (const auto& [name, content] : outcome.members()) {
            if (content.isMap())
                text += differs("cache", canonicalJson(home.read("login/" + name)),
                                canonicalJson(QByteArray::fromStdString(toJson(content))));
        }
    }
    return text;
}

std::string tokenFileProblem(const Value& test)
{
    const auto document = parseJson(test["cacheFile"].text());
    const auto token = document ? ssoTokenFrom(*document, "the file") : document.error();
    const auto& wanted = test["expect"];
    if (!wanted["valid"].toBool())
        return token ? "an error was wanted" : std::string();
    if (!token)
        return token.error().message;
    // The registration's own end, which the case leaves out, has to be there for us as for botocore.
    const bool isRenewable =
        !token->refreshToken.empty() && !token->clientId.empty() && !token->clientSecret.empty();
    return differs("refreshable", isRenewable ? "yes" : "no", wanted["refreshable"].toBool() ? "yes" : "no");
}

std::string processProblem(const Value& test)
{
    const auto keys = keysFromProcess(test["stdout"].text(), {}, "The process");
    const auto& wanted = test["expect"];
    if (!wanted["ok"].toBool())
        return keys ? "an error was wanted" : std::string();
    if (!keys)
        return keys.error().message;
    std::string text = differs("access-key", keys->accessKey, wanted["accessKeyId"].text());
    if (wanted.contains("secretAccessKey"))
        text += differs("secret-key", keys->secretKey, wanted["secretAccessKey"].text());
    if (wanted.contains("expiration") && wanted["expiration"].isText())
        text +=
            differs("expiry", keys->expiry ? keyExpiryText(*keys->expiry) : "", wanted["expiration"].text());
    return text;
}

/// Our name for the source that a case wants.
std::string sourceNamed(const std::string& provider)
{
    static const std::map<std::string, std::string> names{{"Environment", "env"},
                                                          {"WebIdentityTokenEnv", "web-identity-env"},
                                                          {"ProfileStaticKeys", "config-file"},
                                                          {"ProfileAssumeRole", "assume-role"},
                                                          {"ProfileSsoSession", "sso"},
                                                          {"EcsContainer", "container"},
                                                          {"Imds", "instance"},
                                                          {"ProfileProcess", "process"},
                                                          {"ProfileSsoLegacy", "sso-legacy"},
                                                          {"ProfileWebIdentity", "web-identity-profile"}};
    const auto found = names.find(provider);
    return found == names.end() ? provider : found->second;
}

std::string keysDocument(const Value& keys, const char* token)
{
    return toJson(Value::map({{"AccessKeyId", keys["accessKeyId"]},
                              {"SecretAccessKey", keys["secretAccessKey"]},
                              {token, keys["sessionToken"].isNull() ? Value("t") : keys["sessionToken"]},
                              {"AccountId", keys["accountId"]},
                              {"Code", "Success"},
                              {"Expiration", "2199-01-01T00:00:00Z"}}));
}

void answerAll(IdentityHome& home, const Value& input)
{
    const auto& sts = input["stsResponse"];
    const auto& sso = input["ssoResponse"];
    home.answerSts(sts["accessKeyId"].text(), sts["secretAccessKey"].text(), sts["sessionToken"].text(),
                   sts["accountId"].text());
    home.transport().setHandler(
        [next = home.stsHandler(), sso, container = input["httpResponse"],
         imds = input["imdsResponse"]](const HttpRequest& request) -> Result<HttpResponse> {
            const auto text = [](const std::string& body) {
                return tests::makeResponse(200, QByteArray::fromStdString(body));
            };
            if (request.url.find("/federation/credentials") != std::string::npos)
                return text(toJson(
                    Value::map({{"roleCredentials", Value::map({{"accessKeyId", sso["accessKeyId"]},
                                                                {"secretAccessKey", sso["secretAccessKey"]},
                                                                {"sessionToken", sso["sessionToken"]},
                                                                {"expiration", 7'226'582'400'000}})}})));
            if (request.url.find("169.254.170.2/") != std::string::npos && container.isMap())
                return text(keysDocument(container, "Token"));
            if (request.url.ends_with("/latest/api/token") && imds.isMap())
                return text("token");
            if (request.url.ends_with("/security-credentials/") && imds.isMap())
                return text("role");
            if (request.url.ends_with("/security-credentials/role") && imds.isMap())
                return text(keysDocument(imds, "Token"));
            return next(request);
        });
}

std::string precedenceProblem(const Value& test)
{
    const auto& input = test["input"];
    IdentityHome home;
    for (const auto& [name, value] : input["env"].members()) {
        // Only the file has a place of its own here.
        home.setVariable(name, name == "AWS_WEB_IDENTITY_TOKEN_FILE" ? home.write("token", "a token")
                                                                     : value.text());
    }
    home.write("config", input["configFiles"]["aws"].text());
    const auto& session = input["configFiles"]["aws"].text();
    if (session.find("sso_session = dev") != std::string::npos)
        home.signIn("dev", "https://some.url", "us-west-2");
    answerAll(home, input);
    SessionOptions options;
    if (const auto& keys = input["clientIdentityResolver"]; keys.isMap())
        options.keys = ExplicitKeys{keys["accessKeyId"].text(),
                                    keys["secretAccessKey"].text(),
                                    keys["sessionToken"].text(),
                                    keys["accountId"].text(),
                                    {}};
    if (input.contains("profileNameOverride"))
        options.profile = input["profileNameOverride"].text();
    options.region = "us-east-1";
    const auto opened = home.open(options);
    if (!opened)
        return opened.error().message;
    const auto keys = keysOf(*opened);
    const auto& expected = test["expected"];
    if (expected.contains("resolutionError"))
        return keys ? "an error was wanted" : std::string();
    const auto& wanted = expected["resolved"];
    auto text = resultDifference(keys, wanted, "accessKeyId", "secretAccessKey", "sessionToken", "accountId");
    if (keys && expected["selectedProvider"].isText())
        text += differs("source", keys->source, sourceNamed(expected["selectedProvider"].text()));
    const auto used = featuresOf(*opened);
    for (const auto& id : expected["featureIds"].items()) {
        if (used.find(id.text()) == used.end())
            text += differs("feature", "(not told)", id.text());
    }
    return text;
}

void runFile(SuiteRun& run, const char* name, std::string (*problem)(const Value&))
{
    const auto file = run.json(folder + QLatin1String(name) + QStringLiteral(".json"));
    const auto& tests = file.isList() ? file : file["tests"];
    int index = 0;
    for (const auto& test : tests.items()) {
        const auto& id = test["id"].text();
        const auto& title = test[test.contains("docs") ? "docs" : "documentation"].text();
        run.check(std::string(name) + "/" + (id.empty() ? std::to_string(index) : id) + " " + title, test,
                  [&] { return problem(test); });
        ++index;
    }
}

} // namespace

void runCredentials(SuiteRun& run)
{
    runFolders(run);
    runFile(run, "assume-role-tests", roleProblem);
    runFile(run, "ecs-tests", containerProblem);
    runFile(run, "imds-endpoint-tests", instanceProblem);
    runFile(run, "login-provider-tests", loginProblem);
    runFile(run, "precedence-tests", precedenceProblem);
    runFile(run, "sso-token-cache", tokenFileProblem);
    runFile(run, "credential-process", processProblem);
}

} // namespace inia::conformance
