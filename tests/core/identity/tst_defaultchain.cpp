#include "core/credentials/credentialsources.h"
#include "core/identity/defaultchain.h"
#include "core/identity/keystore.h"
#include "core/identity/ssotokens.h"
#include "tests/support/fakeclock.h"
#include "tests/support/faketransport.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

namespace {

using Variables = Environment::Variables;

struct Given {
    Variables variables;
    std::string config;
    std::string credentials;
    std::optional<std::string> profile;
    ExplicitKeys keys;
};

Result<Credentials> resolveWith(const ExplicitKeys& keys, const Environment& environment,
                                const Result<ConfigFiles>& files, const std::optional<std::string>& requested)
{
    if (!files)
        return files.error();
    const auto selection = selectProfile(requested, environment, *files);
    if (!selection)
        return selection.error();
    const auto byHand = explicitCredentials(keys);
    if (!byHand)
        return byHand.error();
    auto context = std::make_shared<SourceContext>();
    context->store = std::make_shared<TokenStore>();
    context->environment = environment;
    context->files = std::make_shared<const ConfigFiles>(*files);
    context->selection = *selection;
    context->transport = std::make_shared<tests::FakeTransport>();
    context->clock = std::make_shared<tests::FakeClock>();
    context->ssoTokens = std::make_shared<SsoTokens>();
    const std::shared_ptr<CredentialsProvider> provider = *byHand ? *byHand : defaultChain(context);
    std::optional<Result<Credentials>> answer;
    QObject asker;
    provider->resolve(&asker, [&answer](const Result<Credentials>& result) { answer = result; });
    const bool answered = QTest::qWaitFor([&answer] { return answer.has_value(); }, 20'000);
    return answered ? *answer : makeError(ErrorKind::Cancelled, "NoAnswer", "the chain did not call back");
}

Result<Credentials> resolve(const Given& given)
{
    return resolveWith(given.keys, Environment(given.variables),
                       ConfigFiles::parse(given.config, "config", given.credentials, "credentials"),
                       given.profile);
}

/// "AKID/secret/token/account from source", or the error's code.
QByteArray summary(const Result<Credentials>& result)
{
    if (!result)
        return QByteArray::fromStdString(result.error().code);
    const auto& keys = *result;
    return QByteArray::fromStdString(keys.accessKey + "/" + keys.secretKey + "/" + keys.sessionToken + "/" +
                                     keys.accountId + " from " + keys.source);
}

const Variables envKeys{{"AWS_ACCESS_KEY_ID", "EA"}, {"AWS_SECRET_ACCESS_KEY", "ES"}};
const std::string configKeys = "[default]\naws_access_key_id = CA\naws_secret_access_key = CS\n";
const std::string sharedKeys = "[default]\naws_access_key_id = SA\naws_secret_access_key = SS\n";

} // namespace

class TestDefaultChain final : public QObject {
    Q_OBJECT

private slots:
    void order_data();
    void order();
    void explicitKeys();
    void environmentDetails();
    void profileDetails();
    void quotedKeysAreRefused_data();
    void quotedKeysAreRefused();
    void notesOfExpiry_data();
    void notesOfExpiry();
    void expiredKeysAreTold();
    void halfPairs_data();
    void halfPairs();
    void wrongSettings_data();
    void wrongSettings();
    void nothingAtAll();
};

void TestDefaultChain::order_data()
{
    QTest::addColumn<Given>("given");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("environment first")
        << Given{envKeys, configKeys, sharedKeys, {}, {}} << QByteArray("EA/ES// from env");
    QTest::newRow("credentials file before config file")
        << Given{{}, configKeys, sharedKeys, {}, {}} << QByteArray("SA/SS// from shared-credentials-file");
    QTest::newRow("config file") << Given{{}, configKeys, {}, {}, {}}
                                 << QByteArray("CA/CS// from config-file");
    QTest::newRow("a profile chosen by the caller beats the environment")
        << Given{envKeys, configKeys, {}, "default", {}} << QByteArray("CA/CS// from config-file");
    Variables withProfile = envKeys;
    withProfile.emplace("AWS_PROFILE", "default");
    QTest::newRow("AWS_PROFILE does not")
        << Given{withProfile, configKeys, {}, {}, {}} << QByteArray("EA/ES// from env");
    QTest::newRow("keys given by hand beat all")
        << Given{envKeys, configKeys, sharedKeys, "default", {"XA", "XS", "XT", "123"}}
        << QByteArray("XA/XS/XT/123 from explicit");
    QTest::newRow("a token alone counts for nothing")
        << Given{envKeys, {}, {}, {}, {{}, {}, "XT", "123"}} << QByteArray("EA/ES// from env");
    QTest::newRow("a blank environment counts for nothing")
        << Given{{{"AWS_ACCESS_KEY_ID", " "}, {"AWS_SECRET_ACCESS_KEY", "\t"}}, configKeys, {}, {}, {}}
        << QByteArray("CA/CS// from config-file");
    QTest::newRow("role_arn beats keys in the same profile")
        << Given{{}, configKeys + "role_arn = r\nsource_profile = x\n", {}, {}, {}}
        << QByteArray("InvalidConfigError");
    QTest::newRow("credential_process comes after the credentials file")
        << Given{{}, "[default]\ncredential_process = x", sharedKeys, {}, {}}
        << QByteArray("SA/SS// from shared-credentials-file");
    QTest::newRow("and before the config file")
        << Given{{}, configKeys + "credential_process = /nonexistent/x", {}, {}, {}}
        << QByteArray("CredentialProcess");
}

void TestDefaultChain::order()
{
    QFETCH(Given, given);
    QFETCH(QByteArray, expected);
    QCOMPARE(summary(resolve(given)), expected);
}

void TestDefaultChain::explicitKeys()
{
    const auto noSecret = resolve({{}, configKeys, {}, {}, {"XA", {}, {}, {}}});
    QCOMPARE(summary(noSecret), QByteArray("PartialCredentials"));
    QVERIFY(noSecret.error().message.find("the secret access key") != std::string::npos);
    QCOMPARE(summary(resolve({{}, configKeys, {}, {}, {{}, "XS", {}, {}}})),
             QByteArray("PartialCredentials"));
}

void TestDefaultChain::environmentDetails()
{
    Variables variables = envKeys;
    variables["AWS_SESSION_TOKEN"] = "T";
    variables["AWS_ACCOUNT_ID"] = "123";
    QCOMPARE(summary(resolve({variables, {}, {}, {}, {}})), QByteArray("EA/ES/T/123 from env"));
    variables["AWS_SECURITY_TOKEN"] = "older";
    variables["AWS_CREDENTIAL_EXPIRATION"] = "2030-01-31T12:00:00Z";
    const auto keys = resolve({variables, {}, {}, {}, {}});
    QCOMPARE(summary(keys), QByteArray("EA/ES/older/123 from env"));
    QCOMPARE(std::chrono::system_clock::to_time_t(keys->expiry.value()), std::time_t(1896091200));
    variables["AWS_CREDENTIAL_EXPIRATION"] = "tomorrow";
    QCOMPARE(summary(resolve({variables, {}, {}, {}, {}})), QByteArray("InvalidExpiration"));
}

void TestDefaultChain::profileDetails()
{
    const std::string more = "aws_session_token = T\naws_account_id = 123\n";
    QCOMPARE(summary(resolve({{}, configKeys + more, {}, {}, {}})),
             QByteArray("CA/CS/T/123 from config-file"));
    QCOMPARE(summary(resolve({{}, {}, sharedKeys + more + "aws_security_token = O", {}, {}})),
             QByteArray("SA/SS/O/123 from shared-credentials-file"));
    // A key pair comes from one file; what the other says about the profile does not complete it.
    QCOMPARE(summary(resolve({{}, configKeys, "[default]\naws_session_token = T", {}, {}})),
             QByteArray("CA/CS// from config-file"));
}

void TestDefaultChain::quotedKeysAreRefused_data()
{
    QTest::addColumn<Given>("given");
    QTest::addColumn<QByteArray>("says");
    const auto file = [](const char* key, const char* secret) {
        return std::string("[default]\naws_access_key_id = ") + key + "\naws_secret_access_key = " + secret +
               "\n";
    };
    QTest::newRow("both") << Given{{}, {}, file("\"A\"", "\"S\""), {}, {}}
                          << QByteArray("aws_access_key_id (credentials, line 2)");
    QTest::newRow("the secret") << Given{{}, {}, file("A", "'S'"), {}, {}}
                                << QByteArray("aws_secret_access_key (credentials, line 3)");
    QTest::newRow("one quote") << Given{{}, {}, file("A", "S\""), {}, {}}
                               << QByteArray("aws_secret_access_key (credentials, line 3)");
    QTest::newRow("a word processor's") << Given{{}, {}, file("\u201cA\u201d", "S"), {}, {}}
                                        << QByteArray("aws_access_key_id (credentials, line 2)");
    QTest::newRow("config file") << Given{{}, file("\"A\"", "S"), {}, {}, {}}
                                 << QByteArray("aws_access_key_id (config, line 2)");
    QTest::newRow("a token") << Given{{}, {}, file("A", "S") + "aws_session_token = \"T\"\n", {}, {}}
                             << QByteArray("aws_session_token (credentials, line 4)");
    QTest::newRow("environment")
        << Given{{{"AWS_ACCESS_KEY_ID", "\"A\""}, {"AWS_SECRET_ACCESS_KEY", "S"}}, {}, {}, {}, {}}
        << QByteArray("AWS_ACCESS_KEY_ID (an environment variable)");
}

void TestDefaultChain::quotedKeysAreRefused()
{
    QFETCH(const Given, given);
    QFETCH(const QByteArray, says);
    const auto keys = resolve(given);
    QCOMPARE(summary(keys), QByteArray("QuotedKey"));
    const auto message = QByteArray::fromStdString(keys.error().message);
    QVERIFY2(message.startsWith(says) && message.contains("quotes"), message.constData());
}

void TestDefaultChain::notesOfExpiry_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expiry");
    const auto row = [](const char* line, const char* expiry = "") {
        QTest::newRow(line) << QByteArray(line) << QByteArray(expiry);
    };
    row("x_security_token_expires = 2020-01-01T00:00:00+00:00", "2020-01-01T00:00:00Z");
    row("x_security_token_expires = 2020-01-01T02:00:00+02:00", "2020-01-01T00:00:00Z");
    row("expiration = 2020-01-01 00:00:00", "2020-01-01T00:00:00Z");
    row("aws_expiration = 2020-01-01T00:00:00.000Z", "2020-01-01T00:00:00Z");
    row("aws_session_expiration = 1577836800", "2020-01-01T00:00:00Z");
    row("token_expiration = 2020-01-01 00:00:00 UTC", "2020-01-01T00:00:00Z");
    row("expiration = tomorrow");
    row("expiration =");
    row("expiration = -5");
    row("expiry_reminder = 2020-01-01T00:00:00Z");
}

void TestDefaultChain::notesOfExpiry()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, expiry);
    const auto keys = resolve({{}, {}, sharedKeys + line.toStdString() + "\n", {}, {}});
    QVERIFY(keys.ok());
    QCOMPARE(keys->expiry ? QByteArray::fromStdString(keyExpiryText(*keys->expiry)) : QByteArray(), expiry);
}

void TestDefaultChain::expiredKeysAreTold()
{
    const auto warning = [](const Given& given, const char* now) {
        const auto files =
            ConfigFiles::parse(given.config, "config", given.credentials, "credentials").value();
        const auto selection = selectProfile(given.profile, Environment(given.variables), files).value();
        return keysWarning(Environment(given.variables), files, selection, *parseKeyExpiry(now));
    };
    const Given noted{{}, {}, sharedKeys + "expiration = 2020-01-01T00:00:00Z\n", {}, {}};
    QCOMPARE(warning(noted, "2019-12-31T23:59:59Z"), std::string());
    QCOMPARE(warning(noted, "2020-01-01T00:00:00Z"),
             std::string(
                 "The keys of profile \"default\" expired at 2020-01-01T00:00:00Z (expiration, credentials, "
                 "line 4); sign in again, or remove that note if the keys are newer."));
    Variables variables = envKeys;
    Given given{variables, {}, noted.credentials, {}, {}};
    QCOMPARE(warning(given, "2026-01-01T00:00:00Z"), std::string()); // those of the environment come first
    variables["AWS_CREDENTIAL_EXPIRATION"] = "2025-01-01T00:00:00Z";
    given.variables = variables;
    QVERIFY(warning(given, "2026-01-01T00:00:00Z").find("the environment expired at 2025-01-01T00:00:00Z") !=
            std::string::npos);
    given.profile = "default"; // chosen by hand, it goes before the environment
    QVERIFY(warning(given, "2026-01-01T00:00:00Z").find("profile \"default\"") != std::string::npos);
}

void TestDefaultChain::halfPairs_data()
{
    QTest::addColumn<Given>("given");
    QTest::addColumn<QByteArrayList>("named");
    QTest::newRow("environment without secret")
        << Given{{{"AWS_ACCESS_KEY_ID", "VERYSECRET"}}, configKeys, {}, {}, {}}
        << QByteArrayList{"the environment", "AWS_SECRET_ACCESS_KEY is missing"};
    QTest::newRow("environment without id")
        << Given{{{"AWS_SECRET_ACCESS_KEY", "VERYSECRET"}}, {}, {}, {}, {}}
        << QByteArrayList{"AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID"};
    QTest::newRow("credentials file without secret")
        << Given{{}, configKeys, "[default]\naws_access_key_id = VERYSECRET", {}, {}}
        << QByteArrayList{"profile \"default\"", "credentials", "aws_secret_access_key is missing"};
    QTest::newRow("config file with blank secret")
        << Given{{}, "[profile p]\naws_access_key_id = VERYSECRET\naws_secret_access_key =", {}, "p", {}}
        << QByteArrayList{"profile \"p\"", "config", "aws_secret_access_key is missing"};
    QTest::newRow("config file without id")
        << Given{{}, "[default]\naws_secret_access_key = VERYSECRET", {}, {}, {}}
        << QByteArrayList{
               "profile \"default\" in config has aws_secret_access_key without aws_access_key_id"};
}

void TestDefaultChain::halfPairs()
{
    QFETCH(Given, given);
    QFETCH(QByteArrayList, named);
    const auto result = resolve(given);
    QCOMPARE(summary(result), QByteArray("PartialCredentials"));
    QCOMPARE(result.error().kind, ErrorKind::Credentials);
    const QByteArray message = QByteArray::fromStdString(result.error().message);
    for (const QByteArray& part : named)
        QVERIFY2(message.contains(part), message.constData());
    QVERIFY2(!message.contains("VERYSECRET"), message.constData());
}

void TestDefaultChain::wrongSettings_data()
{
    QTest::addColumn<Given>("given");
    QTest::addColumn<QByteArray>("says");
    const auto profile = [](const char* name, const std::string& lines, const char* says) {
        QTest::newRow(name) << Given{{}, "[default]\n" + lines, {}, {}, {}} << QByteArray(says);
    };
    profile("role without source", "role_arn = r", "a role_arn (config, line 2) without source_profile");
    profile("role with two sources", "role_arn = r\nsource_profile = a\ncredential_source = Environment",
            "both source_profile and credential_source (config, line 4)");
    profile("unknown named source", "role_arn = r\ncredential_source = environment",
            "credential_source is \"environment\" (config, line 3)");
    profile("missing source", "role_arn = r\nsource_profile = gone",
            "source_profile is \"gone\" (config, line 3), and there is no such profile in config");
    profile("source without keys", "role_arn = r\nsource_profile = b\n[profile b]\nregion = x",
            "(config, line 2), but its source gives no keys");
    profile("circle", "role_arn = r\nsource_profile = b\n[profile b]\nrole_arn = s\nsource_profile = default",
            "whose source_profile is \"default\" (config, line 6)");
    profile("itself without keys", "role_arn = r\nsource_profile = default", "go round in a circle");
    profile("token without role", "web_identity_token_file = t", "config, line 2");
    profile("token that is not there", "web_identity_token_file = /nonexistent/t\nrole_arn = r",
            "/nonexistent/t (config, line 2)");
    profile("role without account", "sso_role_name = r\nsso_start_url = u\nsso_region = x",
            "lacks sso_account_id");
    profile("account without anything", "sso_account_id = 1",
            "lacks sso_role_name, sso_start_url, sso_region");
    profile("session that is not there", "sso_account_id = 1\nsso_role_name = r\nsso_session = gone",
            "config has no [sso-session gone]");
    profile("session that says otherwise",
            "sso_account_id = 1\nsso_role_name = r\nsso_session = s\nsso_region = a\n[sso-session s]\n"
            "sso_start_url = u\nsso_region = b",
            "config, line 5: sso_region is not what the [sso-session]");
    profile("sign-in that is not there", "login_session = arn:x", "Sign in with: inia-cli login");
    profile("open quote", "credential_process = \"open", "(config, line 2) has a quote that is not closed");
    const auto variables = [](const char* name, Variables given, const char* says) {
        QTest::newRow(name) << Given{std::move(given), {}, {}, {}, {}} << QByteArray(says);
    };
    variables("token file alone", {{"AWS_WEB_IDENTITY_TOKEN_FILE", "/nonexistent/t"}}, "AWS_ROLE_ARN");
    variables("host that gets no token", {{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://evil.example/x"}},
              "Keys are not asked for at evil.example");
    variables("no host", {{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "/x"}}, "has to be an http or https URL");
    variables(
        "token with a line break",
        {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x"}, {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "a\nb"}},
        "has a line break");
    variables("metadata service that is none", {{"AWS_EC2_METADATA_SERVICE_ENDPOINT", "nowhere"}},
              "No credentials were found");
}

void TestDefaultChain::wrongSettings()
{
    QFETCH(Given, given);
    QFETCH(QByteArray, says);
    const auto result = resolve(given);
    QVERIFY(!result.ok());
    const QByteArray message = QByteArray::fromStdString(result.error().message);
    QVERIFY2(message.contains(says), message.constData());
}

void TestDefaultChain::nothingAtAll()
{
    const auto result = resolve({});
    QCOMPARE(summary(result), QByteArray("NoCredentials"));
    const QByteArray message = QByteArray::fromStdString(result.error().message);
    QVERIFY2(message.startsWith("No credentials were found: AWS_ACCESS_KEY_ID is not set; "),
             message.constData());
    for (const char* reason :
         {"profile \"default\" (not in any file) has no role_arn", "no web_identity_token_file",
          "no sso_account_id and sso_role_name", "there is no profile \"default\" in credentials",
          "no login_session", "no credential_process", "there is no profile \"default\" in config",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "the metadata service of EC2"})
        QVERIFY2(message.contains(reason), reason);
}

INIA_TEST_CLASS(TestDefaultChain, QCoreApplication)
#include "tst_defaultchain.moc"
