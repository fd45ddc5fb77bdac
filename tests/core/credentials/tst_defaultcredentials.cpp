#include "core/credentials/defaultcredentials.h"
#include "core/credentials/keyexpiry.h"
#include "tests/core/config/conformancefile.h"
#include "tests/support/testmain.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

#include <map>

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
    const auto provider = makeCredentialsProvider(keys, environment, *files, *selection);
    if (!provider)
        return provider.error();
    std::optional<Result<Credentials>> answer;
    QObject context;
    (*provider)->resolve(&context, [&answer](const Result<Credentials>& result) { answer = result; });
    return answer.value_or(makeError(ErrorKind::Cancelled, "NoAnswer", "the provider did not call back"));
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

class TestDefaultCredentials final : public QObject {
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
    void unsupported_data();
    void unsupported();
    void nothingAtAll();
    void folders_data();
    void folders();
    void precedence_data();
    void precedence();
};

void TestDefaultCredentials::order_data()
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
        << QByteArray("UnsupportedCredentials");
    QTest::newRow("credential_process comes after the credentials file")
        << Given{{}, "[default]\ncredential_process = x", sharedKeys, {}, {}}
        << QByteArray("SA/SS// from shared-credentials-file");
    QTest::newRow("and before the config file")
        << Given{{}, configKeys + "credential_process = x", {}, {}, {}}
        << QByteArray("UnsupportedCredentials");
}

void TestDefaultCredentials::order()
{
    QFETCH(Given, given);
    QFETCH(QByteArray, expected);
    QCOMPARE(summary(resolve(given)), expected);
}

void TestDefaultCredentials::explicitKeys()
{
    const auto noSecret = resolve({{}, configKeys, {}, {}, {"XA", {}, {}, {}}});
    QCOMPARE(summary(noSecret), QByteArray("PartialCredentials"));
    QVERIFY(noSecret.error().message.find("the secret access key") != std::string::npos);
    QCOMPARE(summary(resolve({{}, configKeys, {}, {}, {{}, "XS", {}, {}}})),
             QByteArray("PartialCredentials"));
}

void TestDefaultCredentials::environmentDetails()
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

void TestDefaultCredentials::profileDetails()
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

void TestDefaultCredentials::quotedKeysAreRefused_data()
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

void TestDefaultCredentials::quotedKeysAreRefused()
{
    QFETCH(const Given, given);
    QFETCH(const QByteArray, says);
    const auto keys = resolve(given);
    QCOMPARE(summary(keys), QByteArray("QuotedKey"));
    const auto message = QByteArray::fromStdString(keys.error().message);
    QVERIFY2(message.startsWith(says) && message.contains("quotes"), message.constData());
}

void TestDefaultCredentials::notesOfExpiry_data()
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

void TestDefaultCredentials::notesOfExpiry()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, expiry);
    const auto keys = resolve({{}, {}, sharedKeys + line.toStdString() + "\n", {}, {}});
    QVERIFY(keys.ok());
    QCOMPARE(keys->expiry ? QByteArray::fromStdString(keyExpiryText(*keys->expiry)) : QByteArray(), expiry);
}

void TestDefaultCredentials::expiredKeysAreTold()
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

void TestDefaultCredentials::halfPairs_data()
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

void TestDefaultCredentials::halfPairs()
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

void TestDefaultCredentials::unsupported_data()
{
    QTest::addColumn<Given>("given");
    QTest::addColumn<QByteArray>("named");
    const auto profile = [](const char* key) {
        const std::string config = std::string("[default]\n") + key + " = x\n";
        QTest::newRow(key) << Given{{}, config, {}, {}, {}}
                           << QByteArray("by ") + key + " (config, line 2), which is not supported yet";
    };
    for (const char* key :
         {"role_arn", "web_identity_token_file", "sso_account_id", "sso_role_name", "sso_session",
          "sso_start_url", "login_session", "credential_process", "credential_source"})
        profile(key);
    for (const char* variable : {"AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                                 "AWS_CONTAINER_CREDENTIALS_FULL_URI"}) {
        QTest::newRow(variable) << Given{{{variable, "x"}}, {}, {}, {}, {}}
                                << QByteArray("Credentials by ") + variable + " are not supported yet";
    }
}

void TestDefaultCredentials::unsupported()
{
    QFETCH(Given, given);
    QFETCH(QByteArray, named);
    const auto result = resolve(given);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, ErrorKind::Unsupported);
    const QByteArray message = QByteArray::fromStdString(result.error().message);
    QVERIFY2(message.contains(named), message.constData());
}

void TestDefaultCredentials::nothingAtAll()
{
    const auto result = resolve({});
    QCOMPARE(summary(result), QByteArray("NoCredentials"));
    QCOMPARE(
        QByteArray::fromStdString(result.error().message),
        QByteArray("No credentials were found: AWS_ACCESS_KEY_ID is not set; there is no profile \"default\" "
                   "in credentials; there is no profile \"default\" in config. Choose a profile with access "
                   "keys, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."));
}

namespace {

/// What this version answers for the folders of shared cases. Those of providers it does not have yet are
/// refused by name; "Ok" takes the expectation of the case.
const std::map<QString, QByteArray> folderAnswers{
    {QStringLiteral("default-chain/environment_variables"), "Ok"},
    {QStringLiteral("default-chain/environment_variables_blank"), "Ok"},
    {QStringLiteral("default-chain/prefer_environment"), "Ok"},
    {QStringLiteral("default-chain/profile_static_keys"), "Ok"},
    {QStringLiteral("default-chain/profile_static_keys_case_insensitive"), "Ok"},
    {QStringLiteral("default-chain/imds_disabled"), "NoCredentials"},
    {QStringLiteral("default-chain/ecs_assume_role"), "UnsupportedCredentials"},
    {QStringLiteral("default-chain/ecs_credentials_invalid_profile"), "UnsupportedCredentials"},
    {QStringLiteral("default-chain/e2e_fips_and_dual_stack_sso"), "UnsupportedCredentials"},
    {QStringLiteral("default-chain/web_identity_token_env"), "UnsupportedCredentials"},
    {QStringLiteral("default-chain/web_identity_token_profile"), "UnsupportedCredentials"},
    {QStringLiteral("profile-provider/credential_process"), "UnsupportedCredentials"},
    {QStringLiteral("profile-provider/region_override"), "UnsupportedCredentials"},
    {QStringLiteral("profile-provider/sso_token"), "UnsupportedCredentials"},
    {QStringLiteral("profile-provider/empty_config"), "NoCredentials"},
    {QStringLiteral("profile-provider/invalid_config"), "ConfigParseError"},
};

} // namespace

void TestDefaultCredentials::folders_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QByteArray>("answer");
    for (const auto& [folder, answer] : folderAnswers)
        QTest::newRow(qPrintable(folder)) << QStringLiteral("credentials/") + folder << answer;
}

void TestDefaultCredentials::folders()
{
    QFETCH(QString, folder);
    QFETCH(QByteArray, answer);
    const auto given = inia::test::readConformance(folder + QStringLiteral("/env.json"));
    const auto expected = inia::test::readConformance(folder + QStringLiteral("/test-case.json"));
    if (!given || !expected)
        QSKIP(inia::test::noConformance);
    Variables variables;
    const QJsonObject values = given->object();
    for (const QString& name : values.keys())
        variables.emplace(name.toStdString(), values[name].toString().toStdString());
    const std::string root =
        (QStringLiteral(INIA_CONFORMANCE_DIR "/") + folder + QStringLiteral("/fs")).toStdString();
    variables["HOME"] = root + variables["HOME"];
    const Environment environment(variables);
    const auto result = resolveWith({}, environment, ConfigFiles::load(environment), {});
    if (answer != "Ok") {
        QCOMPARE(summary(result), answer);
        return;
    }
    const QJsonObject keys =
        expected->object()[QLatin1String("result")].toObject()[QLatin1String("Ok")].toObject();
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    QCOMPARE(QString::fromStdString(result->accessKey), keys[QLatin1String("access_key_id")].toString());
    QCOMPARE(QString::fromStdString(result->secretKey), keys[QLatin1String("secret_access_key")].toString());
    QCOMPARE(QString::fromStdString(result->sessionToken), keys[QLatin1String("session_token")].toString());
    QCOMPARE(QString::fromStdString(result->accountId), keys[QLatin1String("account_id")].toString());
}

void TestDefaultCredentials::precedence_data()
{
    QTest::addColumn<QJsonObject>("testCase");
    const auto file = inia::test::readConformance(QStringLiteral("credentials/precedence-tests.json"));
    if (!file)
        QSKIP(inia::test::noConformance);
    for (const QJsonValue& test : file->array())
        QTest::newRow(qPrintable(test[QLatin1String("id")].toString())) << test.toObject();
}

void TestDefaultCredentials::precedence()
{
    QFETCH(QJsonObject, testCase);
    const QJsonObject input = testCase[QLatin1String("input")].toObject();
    const QJsonObject expected = testCase[QLatin1String("expected")].toObject();
    Given given;
    const QJsonObject values = input[QLatin1String("env")].toObject();
    for (const QString& name : values.keys())
        given.variables.emplace(name.toStdString(), values[name].toString().toStdString());
    given.config =
        input[QLatin1String("configFiles")].toObject()[QLatin1String("aws")].toString().toStdString();
    if (input.contains(QLatin1String("profileNameOverride")))
        given.profile = input[QLatin1String("profileNameOverride")].toString().toStdString();
    const auto text = [](const QJsonObject& object, const char* key) {
        return object[QLatin1String(key)].toString().toStdString();
    };
    if (const QJsonObject keys = input[QLatin1String("clientIdentityResolver")].toObject(); !keys.isEmpty())
        given.keys = {text(keys, "accessKeyId"), text(keys, "secretAccessKey"), text(keys, "sessionToken"),
                      text(keys, "accountId")};
    const auto result = resolve(given);
    const QString provider = expected[QLatin1String("selectedProvider")].toString();
    const bool built = provider.isEmpty() || provider == QLatin1String("Environment") ||
                       provider == QLatin1String("ProfileStaticKeys");
    if (!built) {
        QCOMPARE(summary(result), QByteArray("UnsupportedCredentials"));
        return;
    }
    if (expected.contains(QLatin1String("resolutionError"))) {
        QCOMPARE(summary(result), QByteArray("NoCredentials"));
        return;
    }
    const QJsonObject keys = expected[QLatin1String("resolved")].toObject();
    QVERIFY2(result.ok(), result.ok() ? "" : result.error().message.c_str());
    QCOMPARE(result->accessKey, text(keys, "accessKeyId"));
    QCOMPARE(result->secretKey, text(keys, "secretAccessKey"));
    QCOMPARE(result->sessionToken, text(keys, "sessionToken"));
    QCOMPARE(result->accountId, text(keys, "accountId"));
}

INIA_TEST_CLASS(TestDefaultCredentials, QCoreApplication)
#include "tst_defaultcredentials.moc"
