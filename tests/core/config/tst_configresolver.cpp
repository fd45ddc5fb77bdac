#include "core/config/configresolver.h"
#include "tests/core/config/conformancefile.h"
#include "tests/support/testmain.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtTest/QtTest>

#include <chrono>

using namespace inia;
using namespace std::chrono_literals;

namespace {

using Variables = Environment::Variables;
using Kind = SettingOrigin::Kind;

const ServiceIdentity s3{"s3", "S3"};
const ServiceIdentity sts{"sts", "STS"};

/// A resolver for the profile "default" made of these lines, with anything else the config file shall have.
ConfigResolver resolverFor(const Variables& variables, const std::string& profileLines,
                           const std::string& more = {})
{
    const std::string text = "[default]\n" + profileLines + "\n" + more;
    auto files = ConfigFiles::parse(text, "config", {}, "credentials");
    if (!files)
        qFatal("%s", files.error().message.c_str());
    auto selection = selectProfile({}, Environment(), *files);
    return ConfigResolver(Environment(variables), std::make_shared<const ConfigFiles>(*std::move(files)),
                          *std::move(selection));
}

Result<ClientConfig> resolved(const Variables& variables, const std::string& profileLines,
                              const ClientOptions& options = {}, const ServiceIdentity& service = s3)
{
    return resolverFor(variables, profileLines).resolve(service, options);
}

std::string iniText(const QJsonObject& sections, const char* prefix)
{
    std::string text;
    for (const QString& name : sections.keys()) {
        text += std::string("[") + prefix + " " + name.toStdString() + "]\n";
        const QJsonObject values = sections[name].toObject();
        for (const QString& key : values.keys()) {
            text += key.toStdString() + " = " + values[key].toString().toStdString() + "\n";
            const QJsonObject nested = values[key].toObject();
            for (const QString& member : nested.keys())
                text += "  " + member.toStdString() + " = " + nested[member].toString().toStdString() + "\n";
        }
    }
    return text;
}

} // namespace

class TestConfigResolver final : public QObject {
    Q_OBJECT

private slots:
    void defaults();
    void legacyDefaults();
    void connectTimeouts_data();
    void connectTimeouts();
    void regionOrder_data();
    void regionOrder();
    void fipsRegions();
    void badRegions_data();
    void badRegions();
    void everySettingFromEveryPlace_data();
    void everySettingFromEveryPlace();
    void badValues_data();
    void badValues();
    void oddBooleansWarn();
    void caBundles();
    void s3DualStack();
    void serviceSections();
    void endpointUrls_data();
    void endpointUrls();
    void endpointByServiceId();
    void badEndpoints_data();
    void badEndpoints();
    void settingsThatOnlyLookLikeUrls();
    void endpointTurnsVariantsOff();
    void blankOptionsCountForNothing();
};

void TestConfigResolver::defaults()
{
    const auto config = resolved({}, {});
    QVERIFY(config.ok());
    QVERIFY(config->region.empty());
    QVERIFY(config->endpointUrl.empty());
    QCOMPARE(config->defaultsMode, DefaultsMode::Standard);
    QCOMPARE(config->retryMode, RetryMode::Standard);
    QCOMPARE(config->maxAttempts, 0);
    QCOMPARE(config->connectTimeout, 3100ms);
    QCOMPARE(config->readTimeout, 60s);
    QCOMPARE(config->stsRegionalEndpoints, RegionalEndpoints::Regional);
    QCOMPARE(config->s3UsEast1Regional, RegionalEndpoints::Regional);
    QVERIFY(config->s3UseArnRegion);
    QVERIFY(!config->s3PayloadSigning);
    QVERIFY(config->origins.empty());
    QVERIFY(config->warnings.empty());
    QVERIFY(!resolved({}, {}, {}, {"s3control", "S3 Control"})->s3UseArnRegion);
}

void TestConfigResolver::legacyDefaults()
{
    const auto config = resolved({{"AWS_DEFAULTS_MODE", "Legacy"}}, {});
    QVERIFY(config.ok());
    QCOMPARE(config->connectTimeout, 60s);
    QCOMPARE(config->retryMode, RetryMode::Standard);
    QCOMPARE(config->stsRegionalEndpoints, RegionalEndpoints::Regional);
    QCOMPARE(config->s3UsEast1Regional, RegionalEndpoints::Legacy);
    const auto asked = resolved({}, "defaults_mode = legacy\ns3 =\n  us_east_1_regional_endpoint = regional");
    QCOMPARE(asked->s3UsEast1Regional, RegionalEndpoints::Regional);
}

void TestConfigResolver::connectTimeouts_data()
{
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<QByteArray>("executionRegion");
    QTest::addColumn<int>("milliseconds");
    QTest::newRow("standard") << QByteArray("standard") << QByteArray() << 3100;
    QTest::newRow("in-region") << QByteArray("in-region") << QByteArray() << 1100;
    QTest::newRow("cross-region") << QByteArray("cross-region") << QByteArray() << 3100;
    QTest::newRow("mobile") << QByteArray("mobile") << QByteArray() << 30000;
    QTest::newRow("auto, not in AWS") << QByteArray("auto") << QByteArray() << 3100;
    QTest::newRow("auto, same region") << QByteArray("auto") << QByteArray("eu-west-1") << 1100;
    QTest::newRow("auto, other region") << QByteArray("auto") << QByteArray("us-east-1") << 3100;
}

void TestConfigResolver::connectTimeouts()
{
    QFETCH(QByteArray, mode);
    QFETCH(QByteArray, executionRegion);
    QFETCH(int, milliseconds);
    Variables variables{{"AWS_DEFAULTS_MODE", mode.toStdString()}};
    if (!executionRegion.isEmpty()) {
        variables.emplace("AWS_EXECUTION_ENV", "x");
        variables.emplace("AWS_DEFAULT_REGION", executionRegion.toStdString());
    }
    ClientOptions options;
    options.region = "eu-west-1";
    const auto config = resolved(variables, {}, options);
    QVERIFY(config.ok());
    QCOMPARE(config->connectTimeout.count(), std::int64_t(milliseconds));
    QVERIFY(config->defaultsMode != DefaultsMode::Auto);
    options.connectTimeout = 7s;
    QCOMPARE(resolved(variables, {}, options)->connectTimeout, 7s);
}

void TestConfigResolver::regionOrder_data()
{
    QTest::addColumn<bool>("given");
    QTest::addColumn<QByteArray>("region");
    QTest::addColumn<QByteArray>("defaultRegion");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QByteArray>("place");
    const QByteArray none;
    QTest::newRow("given") << true << QByteArray("b-1") << QByteArray("c-1") << QByteArray("a-1") << none;
    QTest::newRow("AWS_REGION") << false << QByteArray("b-1") << QByteArray("c-1") << QByteArray("b-1")
                                << QByteArray("AWS_REGION");
    QTest::newRow("AWS_DEFAULT_REGION")
        << false << none << QByteArray("c-1") << QByteArray("c-1") << QByteArray("AWS_DEFAULT_REGION");
    QTest::newRow("profile") << false << none << none << QByteArray("d-1") << QByteArray("config, line 2");
}

void TestConfigResolver::regionOrder()
{
    QFETCH(bool, given);
    QFETCH(QByteArray, region);
    QFETCH(QByteArray, defaultRegion);
    QFETCH(QByteArray, expected);
    QFETCH(QByteArray, place);
    ClientOptions options;
    if (given)
        options.region = "a-1";
    const auto config =
        resolved({{"AWS_REGION", region.toStdString()}, {"AWS_DEFAULT_REGION", defaultRegion.toStdString()}},
                 "region = d-1", options);
    QVERIFY(config.ok());
    QCOMPARE(QByteArray::fromStdString(config->region), expected);
    QCOMPARE(QByteArray::fromStdString(config->origins.at("region").place), place);
}

void TestConfigResolver::fipsRegions()
{
    for (const char* region : {"fips-us-east-1", "us-east-1-fips"}) {
        const auto config = resolved({{"AWS_USE_FIPS_ENDPOINT", "false"}}, std::string("region = ") + region);
        QVERIFY(config.ok());
        QCOMPARE(config->region, std::string("us-east-1"));
        QVERIFY(config->useFips);
        QCOMPARE(config->origins.at("use_fips_endpoint").place, std::string("config, line 2"));
        QCOMPARE(config->warnings.size(), std::size_t(1));
    }
}

void TestConfigResolver::badRegions_data()
{
    QTest::addColumn<QByteArray>("region");
    for (const char* region :
         {"us east 1", "us-east-1.evil.com", "-a", "a-", "12345", "us_east_1", "a/b", "\xc3\xbc"})
        QTest::newRow(region) << QByteArray(region);
    QTest::newRow("64 characters") << QByteArray(64, 'a');
}

void TestConfigResolver::badRegions()
{
    QFETCH(QByteArray, region);
    const auto config = resolved({{"AWS_REGION", region.toStdString()}}, {});
    QVERIFY(!config.ok());
    QCOMPARE(config.error().kind, ErrorKind::Configuration);
    QCOMPARE(config.error().code, std::string("InvalidRegionError"));
    const QByteArray message = QByteArray::fromStdString(config.error().message);
    QVERIFY2(message.contains(region) && message.contains("AWS_REGION"), message.constData());
}

void TestConfigResolver::everySettingFromEveryPlace_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QByteArray>("profileLines");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* name, const char* variable, const char* key, const char* value) {
        const QByteArray parts(key);
        QByteArray lines = parts + " = " + value;
        if (const auto dot = parts.indexOf('.'); dot > 0)
            lines = parts.left(dot) + " =\n  " + parts.mid(dot + 1) + " = " + value;
        QTest::newRow(qPrintable(QLatin1String(name) + QLatin1Char('/') + QLatin1String(key)))
            << QByteArray(name) << QByteArray(variable) << (parts.isEmpty() ? parts : lines)
            << QByteArray(value);
    };
    row("region", "AWS_REGION", "region", "eu-west-1");
    row("ignore_configured_endpoint_urls", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "ignore_configured_endpoint_urls", "true");
    row("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", "true");
    row("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", "true");
    row("defaults_mode", "AWS_DEFAULTS_MODE", "defaults_mode", "mobile");
    row("retry_mode", "AWS_RETRY_MODE", "retry_mode", "adaptive");
    row("max_attempts", "AWS_MAX_ATTEMPTS", "max_attempts", "7");
    row("ca_bundle", "AWS_CA_BUNDLE", "ca_bundle", "/etc/ca.pem");
    row("tcp_keepalive", "BOTOCORE_TCP_KEEPALIVE", "tcp_keepalive", "true");
    row("parameter_validation", "", "parameter_validation", "false");
    row("inject_host_prefix", "AWS_DISABLE_HOST_PREFIX_INJECTION", "disable_host_prefix_injection", "true");
    row("auth_scheme_preference", "AWS_AUTH_SCHEME_PREFERENCE", "auth_scheme_preference", "sigv4a, sigv4,");
    row("sigv4a_signing_region_set", "AWS_SIGV4A_SIGNING_REGION_SET", "sigv4a_signing_region_set", "*");
    row("request_checksum_calculation", "AWS_REQUEST_CHECKSUM_CALCULATION", "request_checksum_calculation",
        "WHEN_REQUIRED");
    row("response_checksum_validation", "AWS_RESPONSE_CHECKSUM_VALIDATION", "response_checksum_validation",
        "when_required");
    row("request_min_compression_size_bytes", "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES",
        "request_min_compression_size_bytes", "1");
    row("disable_request_compression", "AWS_DISABLE_REQUEST_COMPRESSION", "disable_request_compression",
        "TRUE");
    row("account_id_endpoint_mode", "AWS_ACCOUNT_ID_ENDPOINT_MODE", "account_id_endpoint_mode", "required");
    row("endpoint_discovery_enabled", "AWS_ENDPOINT_DISCOVERY_ENABLED", "endpoint_discovery_enabled", "true");
    row("sts_regional_endpoints", "AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints", "legacy");
    row("user_agent_appid", "AWS_SDK_UA_APP_ID", "sdk_ua_app_id", "my-app");
    row("s3.addressing_style", "", "s3.addressing_style", "path");
    row("s3.use_accelerate_endpoint", "", "s3.use_accelerate_endpoint", "true");
    row("s3.payload_signing_enabled", "", "s3.payload_signing_enabled", "true");
    row("s3.use_arn_region", "AWS_S3_USE_ARN_REGION", "s3_use_arn_region", "false");
    row("s3.use_arn_region", "", "s3.use_arn_region", "false");
    row("s3.us_east_1_regional_endpoint", "AWS_S3_US_EAST_1_REGIONAL_ENDPOINT",
        "s3_us_east_1_regional_endpoint", "legacy");
    row("s3.us_east_1_regional_endpoint", "", "s3.us_east_1_regional_endpoint", "legacy");
    row("s3.s3_disable_multiregion_access_points", "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS",
        "s3.s3_disable_multiregion_access_points", "true");
    row("s3.disable_s3_express_session_auth", "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
        "s3_disable_express_session_auth", "true");
    row("server", "", "inia_server", "minio");
    row("use_ssl", "", "", "false");
    row("verify", "", "", "false");
    row("connect_timeout", "", "", "1.5");
    row("read_timeout", "", "", "2");
}

namespace {

/// Every member beside its default, so that a row of the table that fills the wrong one is found out.
QByteArray differences(const ClientConfig& config)
{
    const ClientConfig plain;
    QByteArray result;
    const auto note = [&result](const char* name, bool differs) {
        result += differs ? QByteArray(name) + ' ' : "";
    };
    note("region", config.region != plain.region);
    note("ignore_configured_endpoint_urls",
         config.ignoreConfiguredEndpointUrls != plain.ignoreConfiguredEndpointUrls);
    note("use_ssl", config.useSsl != plain.useSsl);
    note("use_fips_endpoint", config.useFips != plain.useFips);
    note("use_dualstack_endpoint", config.useDualStack != plain.useDualStack);
    note("defaults_mode", config.defaultsMode != plain.defaultsMode);
    note("retry_mode", config.retryMode != plain.retryMode);
    note("max_attempts", config.maxAttempts != plain.maxAttempts);
    note("connect_timeout",
         config.connectTimeout != plain.connectTimeout && config.defaultsMode == plain.defaultsMode);
    note("read_timeout", config.readTimeout != plain.readTimeout);
    note("ca_bundle", config.caBundle != plain.caBundle);
    note("verify", config.verifyTls != plain.verifyTls);
    note("tcp_keepalive", config.tcpKeepAlive != plain.tcpKeepAlive);
    note("parameter_validation", config.parameterValidation != plain.parameterValidation);
    note("inject_host_prefix", config.injectHostPrefix != plain.injectHostPrefix);
    note("auth_scheme_preference", config.authSchemePreference != plain.authSchemePreference);
    note("sigv4a_signing_region_set", config.sigv4aSigningRegionSet != plain.sigv4aSigningRegionSet);
    note("request_checksum_calculation",
         config.requestChecksumCalculation != plain.requestChecksumCalculation);
    note("response_checksum_validation",
         config.responseChecksumValidation != plain.responseChecksumValidation);
    note("request_min_compression_size_bytes",
         config.requestMinCompressionSizeBytes != plain.requestMinCompressionSizeBytes);
    note("disable_request_compression", config.disableRequestCompression != plain.disableRequestCompression);
    note("account_id_endpoint_mode", config.accountIdEndpointMode != plain.accountIdEndpointMode);
    note("endpoint_discovery_enabled", config.endpointDiscovery != plain.endpointDiscovery);
    note("sts_regional_endpoints", config.stsRegionalEndpoints != plain.stsRegionalEndpoints);
    note("user_agent_appid", config.userAgentAppId != plain.userAgentAppId);
    note("s3.addressing_style", config.s3AddressingStyle != plain.s3AddressingStyle);
    note("s3.use_accelerate_endpoint", config.s3UseAccelerate != plain.s3UseAccelerate);
    note("s3.payload_signing_enabled", config.s3PayloadSigning != plain.s3PayloadSigning);
    note("s3.use_arn_region", config.s3UseArnRegion != plain.s3UseArnRegion);
    note("s3.us_east_1_regional_endpoint", config.s3UsEast1Regional != plain.s3UsEast1Regional);
    note("s3.s3_disable_multiregion_access_points",
         config.s3DisableMultiRegionAccessPoints != plain.s3DisableMultiRegionAccessPoints);
    note("s3.disable_s3_express_session_auth",
         config.s3DisableExpressSessionAuth != plain.s3DisableExpressSessionAuth);
    note("server", config.s3Server != plain.s3Server);
    return result.trimmed();
}

} // namespace

void TestConfigResolver::everySettingFromEveryPlace()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, variable);
    QFETCH(QByteArray, profileLines);
    QFETCH(QByteArray, value);
    const std::string key = name.toStdString();

    // Host prefixes are the one setting whose variable and key say the opposite of the option.
    ClientOptions options;
    const bool opposite = name == "inject_host_prefix";
    QVERIFY(setClientOption(options, key, opposite ? "false" : value.toStdString()).ok());
    const auto given = resolved({}, {}, options);
    QVERIFY(given.ok());
    QCOMPARE(differences(*given), name);
    QCOMPARE(given->origins.at(key).kind, Kind::Explicit);

    if (!variable.isEmpty()) {
        const auto config = resolved({{variable.toStdString(), value.toStdString()}}, {});
        QVERIFY2(config.ok(), config.ok() ? "" : config.error().message.c_str());
        QCOMPARE(differences(*config), name);
        const SettingOrigin origin{Kind::Environment, variable.toStdString()};
        QCOMPARE(config->origins.at(key), origin);
    }
    if (!profileLines.isEmpty()) {
        const auto config = resolved({}, profileLines.toStdString());
        QVERIFY2(config.ok(), config.ok() ? "" : config.error().message.c_str());
        QCOMPARE(differences(*config), name);
        const SettingOrigin origin{Kind::Profile, "config, line 2"};
        QCOMPARE(config->origins.at(key), origin);
    }
}

void TestConfigResolver::badValues_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("profileLines");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* variable, const char* value, const char* lines, const char* expected) {
        QTest::newRow(qPrintable(QLatin1String(variable) + QLatin1Char(' ') + QLatin1String(value) +
                                 QLatin1String(lines)))
            << QByteArray(variable) << QByteArray(value) << QByteArray(lines) << QByteArray(expected);
    };
    row("AWS_RETRY_MODE", "fast", "",
        "retry_mode is \"fast\" (AWS_RETRY_MODE); it has to be legacy, standard or adaptive.");
    row("", "", "region = x\nretry_mode = fast", "retry_mode is \"fast\" (config, line 3); it has to be");
    row("AWS_MAX_ATTEMPTS", "0", "", "max_attempts is \"0\" (AWS_MAX_ATTEMPTS); it has to be a whole number");
    row("AWS_MAX_ATTEMPTS", "three", "", "max_attempts is \"three\"");
    row("AWS_MAX_ATTEMPTS", "99999999999", "", "max_attempts is");
    row("AWS_MAX_ATTEMPTS", "3.5", "", "max_attempts is");
    row("AWS_DEFAULTS_MODE", "fancy", "", "defaults_mode is \"fancy\"");
    row("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "0", "", "request_min_compression_size_bytes is \"0\"");
    row("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "1048577", "", "request_min_compression_size_bytes is");
    row("AWS_REQUEST_CHECKSUM_CALCULATION", "never", "", "request_checksum_calculation is \"never\"");
    row("AWS_RESPONSE_CHECKSUM_VALIDATION", "never", "", "response_checksum_validation is \"never\"");
    row("AWS_ACCOUNT_ID_ENDPOINT_MODE", "maybe", "", "account_id_endpoint_mode is \"maybe\"");
    row("AWS_STS_REGIONAL_ENDPOINTS", "global", "", "sts_regional_endpoints is \"global\"");
    row("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "global", "", "s3.us_east_1_regional_endpoint is \"global\"");
    row("AWS_ENDPOINT_DISCOVERY_ENABLED", "yes", "", "endpoint_discovery_enabled is \"yes\"");
    row("", "", "s3 =\n  addressing_style = dns", "s3.addressing_style is \"dns\" (config, line 2)");
    row("", "", "ca_bundle =", "ca_bundle is empty (config, line 2)");
    row("", "", "region =\n  a = b", "config, line 2: region needs a value on its own line");
}

void TestConfigResolver::badValues()
{
    QFETCH(QByteArray, variable);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, profileLines);
    QFETCH(QByteArray, expected);
    const auto config = resolved({{variable.toStdString(), value.toStdString()}}, profileLines.toStdString());
    QVERIFY(!config.ok());
    QCOMPARE(config.error().kind, ErrorKind::Configuration);
    const QByteArray message = QByteArray::fromStdString(config.error().message);
    QVERIFY2(message.startsWith(expected), message.constData());
}

void TestConfigResolver::oddBooleansWarn()
{
    const auto config =
        resolved({{"AWS_USE_FIPS_ENDPOINT", "yes"}, {"AWS_SDK_UA_APP_ID", std::string(51, 'a')}}, {});
    QVERIFY(config.ok());
    QVERIFY(!config->useFips);
    QCOMPARE(config->warnings.size(), std::size_t(2));
    QCOMPARE(
        QByteArray::fromStdString(config->warnings.front()),
        QByteArray("use_fips_endpoint is \"yes\" (AWS_USE_FIPS_ENDPOINT); it has to be true or false. It "
                   "counts as false."));
}

void TestConfigResolver::caBundles()
{
    const Variables last{{"REQUESTS_CA_BUNDLE", "~/last.pem"}, {"HOME", "/home/me"}};
    QCOMPARE(resolved(last, {})->caBundle, std::string("/home/me/last.pem"));
    QCOMPARE(resolved(last, "ca_bundle = ~/p.pem")->caBundle, std::string("/home/me/p.pem"));
    ClientOptions options;
    options.caBundle = "given.pem";
    options.verifyTls = false;
    QCOMPARE(resolved(last, "ca_bundle = p.pem", options)->caBundle, std::string("given.pem"));
    QVERIFY(!resolved(last, {}, options)->verifyTls);
}

void TestConfigResolver::s3DualStack()
{
    const std::string section = "s3 =\n  use_dualstack_endpoint = true";
    QVERIFY(resolved({}, section)->useDualStack);
    QVERIFY(!resolved({}, section, {}, sts)->useDualStack);
    QVERIFY(resolved({}, section, {}, {"s3control", "S3 Control"})->useDualStack);
    ClientOptions options;
    options.s3UseDualStack = false;
    options.useDualStack = true;
    QVERIFY(!resolved({}, section, options)->useDualStack);
    QVERIFY(resolved({}, {}, options, sts)->useDualStack);
}

void TestConfigResolver::serviceSections()
{
    const std::string lines = "api_versions =\n  s3 = 2006-03-01\ns3 =\n  signature_version = s3v4";
    const auto config = resolved({}, lines);
    QCOMPARE(config->apiVersion, std::string("2006-03-01"));
    QCOMPARE(config->signatureVersion, std::string("s3v4"));
    QCOMPARE(config->origins.at("signature_version").place, std::string("config, line 4"));
    QVERIFY(resolved({}, lines, {}, sts)->apiVersion.empty());
    ClientOptions options;
    options.signatureVersion = "v4";
    QCOMPARE(resolved({}, lines, options)->signatureVersion, std::string("v4"));
}

void TestConfigResolver::endpointUrls_data()
{
    QTest::addColumn<QJsonObject>("suite");
    QTest::addColumn<QJsonObject>("testCase");
    const auto file =
        inia::test::readConformance(QStringLiteral("endpoints/configured-urls/profile-tests.json"));
    if (!file)
        QSKIP(inia::test::noConformance);
    int row = 0;
    for (const QJsonValue& suite : file->object()[QLatin1String("testSuites")].toArray()) {
        for (const QJsonValue& test : suite[QLatin1String("endpointUrlTests")].toArray()) {
            const QString name =
                QString::number(++row) + QLatin1Char(' ') + test[QLatin1String("name")].toString();
            QTest::newRow(qPrintable(name)) << suite.toObject() << test.toObject();
        }
    }
    QVERIFY(row > 0);
}

void TestConfigResolver::endpointUrls()
{
    QFETCH(QJsonObject, suite);
    QFETCH(QJsonObject, testCase);
    const auto chosen = [&](const char* group, const char* key) {
        return suite[QLatin1String(group)].toObject()[testCase[QLatin1String(key)].toString()].toObject();
    };
    const std::string text = iniText(suite[QLatin1String("profiles")].toObject(), "profile") +
                             iniText(suite[QLatin1String("services")].toObject(), "services");
    const auto files = ConfigFiles::parse(text, "config", {}, "credentials");
    QVERIFY(files.ok());
    Variables variables;
    const QJsonObject given = chosen("environments", "environment");
    for (const QString& name : given.keys())
        variables.emplace(name.toStdString(), given[name].toString().toStdString());
    const QJsonObject client = chosen("client_configs", "client_config");
    ClientOptions options;
    if (client.contains(QLatin1String("endpoint_url")))
        options.endpointUrl = client[QLatin1String("endpoint_url")].toString().toStdString();
    if (client.contains(QLatin1String("ignore_configured_endpoint_urls")))
        options.ignoreConfiguredEndpointUrls =
            client[QLatin1String("ignore_configured_endpoint_urls")].toBool();
    const auto selection =
        selectProfile(testCase[QLatin1String("profile")].toString().toStdString(), Environment(), *files);
    QVERIFY(selection.ok());

    const std::string service = testCase[QLatin1String("service")].toString().toStdString();
    const auto config =
        ConfigResolver(Environment(variables), std::make_shared<const ConfigFiles>(*files), *selection)
            .resolve({service, service}, options);
    QVERIFY2(config.ok(), config.ok() ? "" : config.error().message.c_str());
    QString expected = testCase[QLatin1String("output")].toObject()[QLatin1String("endpointUrl")].toString();
    // What the endpoint rules make of the region is not this layer's business: here it means "none
    // configured".
    if (expected.endsWith(QLatin1String(".amazonaws.com")))
        expected.clear();
    QCOMPARE(QString::fromStdString(config->endpointUrl), expected);
}

void TestConfigResolver::endpointByServiceId()
{
    const Variables variables{{"AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2", "http://v2.test"}};
    const ServiceIdentity balancing{"elbv2", "Elastic Load Balancing v2"};
    const auto config = resolved(variables, {}, {}, balancing);
    QCOMPARE(config->endpointUrl, std::string("http://v2.test"));
    QCOMPARE(config->origins.at("endpoint_url").place,
             std::string("AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2"));
    QVERIFY(resolved(variables, {}, {}, {"elb", "Elastic Load Balancing"})->endpointUrl.empty());
    const auto resolver = resolverFor({}, "services = mine",
                                      "[services mine]\nelastic_load_balancing_v2 =\n"
                                      "  endpoint_url = http://mine.test");
    QCOMPARE(resolver.resolve(balancing)->endpointUrl, std::string("http://mine.test"));
    QVERIFY(resolver.resolve()->endpointUrl.empty());
}

void TestConfigResolver::badEndpoints_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* lines, const char* expected) {
        QTest::newRow(lines) << QByteArray(lines) << QByteArray(expected);
    };
    const QByteArray shape = "; it has to be an http or https URL";
    row("endpoint_url = localhost:9000", "endpoint_url is \"localhost:9000\" (config, line 2); it has to be");
    row("endpoint_url = ftp://localhost", "endpoint_url is \"ftp://localhost\"");
    row("endpoint_url = http://", "endpoint_url is \"http://\"");
    row("endpoint_url = http://local host", "endpoint_url is \"http://local host\"");
    row("endpoint_url = http://host:x", "endpoint_url is \"http://host:x\"");
    row("endpoint_url = http://host/?a=b", "endpoint_url is \"http://host/?a=b\"");
    row("endpoint_url = ftp://me:secret@host", "endpoint_url is \"ftp://host\"");
    row("services = none", "Profile \"default\" names the services section \"none\" (config, line 2)");
    row("services = flat\n[services flat]\ns3 = http://x", "config, line 4: s3 needs its endpoint_url");
    // What was meant to be a URL, and would send requests and keys to AWS.
    for (const char* key :
         {"endpoint-url", "endpointurl", "Endpoint_Url_", "endpoint_uri", "endpoint", "enpoint_url",
          "aws_endpoint_url", "s3_endpoint_url", "endpoint_url_s3", "aws_endpoint_url_s3"}) {
        const auto line = QByteArray(key) + " = http://localhost:9000";
        const auto told = "config, line 2: " + QByteArray(key).toLower() + " is read by no AWS tool";
        row(line.constData(), told.constData());
    }
    row("s3 =\n  endpoint_url = http://x",
        "config, line 2: endpoint_url below \"s3 =\" is read by no AWS tool");
    row("s3 =\n  endpoint-url = http://x",
        "config, line 2: endpoint-url below \"s3 =\" is read by no AWS tool");
    row("s3api =\n  endpoint_url = http://x", "config, line 2: endpoint_url below \"s3api =\" is read");
    row("services = a\n[services a]\ns3 =\n  endpoint-url = http://x",
        "config, line 4: endpoint-url below \"s3 =\" is read by no AWS tool");
    row("services = a\n[services a]\ns3api =\n  endpoint_url = http://x",
        "config, line 4: endpoint_url below");
    row("services = a\n[services a]\nendpoint_url = http://x", "config, line 4: endpoint_url outside of");
}

void TestConfigResolver::badEndpoints()
{
    QFETCH(QByteArray, lines);
    QFETCH(QByteArray, expected);
    const auto config = resolved({}, lines.toStdString());
    QVERIFY(!config.ok());
    QCOMPARE(config.error().kind, ErrorKind::Configuration);
    const QByteArray message = QByteArray::fromStdString(config.error().message);
    QVERIFY2(message.startsWith(expected), message.constData());
    // A variable ends the search before the profile is looked at.
    QVERIFY(resolved({{"AWS_ENDPOINT_URL", "http://localhost:9000"}}, lines.toStdString()).ok());
}

void TestConfigResolver::settingsThatOnlyLookLikeUrls()
{
    for (const char* lines :
         {"use_fips_endpoint = true", "sts_regional_endpoints = regional",
          "endpoint_discovery_enabled = true", "s3_us_east_1_regional_endpoint = legacy",
          "ec2_metadata_service_endpoint = http://169.254.169.254",
          "sso_start_url = https://x.awsapps.com/start", "dynamodb =\n  endpoint_url = http://other",
          "dynamodb_endpoint_url = http://other",
          "endpoint-url =", "endpoint-url = http://a\nendpoint_url = http://b",
          "endpoint-url = http://a\nignore_configured_endpoint_urls = true"}) {
        const auto config = resolved({}, lines);
        QVERIFY2(config.ok(), config.ok() ? "" : config.error().message.c_str());
    }
    // Passwords in them are nobody's business.
    const auto secret = resolved({}, "endpoint-url = http://me:hidden@host");
    QVERIFY(!secret.ok() && secret.error().message.find("hidden") == std::string::npos);
    // What is wrong for one service is not for another.
    QVERIFY(resolved({}, "s3 =\n  endpoint_url = http://x", {}, sts).ok());
    QVERIFY(!resolved({}, "endpoint-url = http://x", {}, sts).ok());
    QVERIFY(!resolved({}, "endpoint-url = http://x", {}, {}).ok());
}

void TestConfigResolver::endpointTurnsVariantsOff()
{
    ClientOptions options;
    options.useFips = true;
    options.useDualStack = true;
    QVERIFY(resolved({}, {}, options)->useFips);
    options.endpointUrl = "http://[::1]:9000/base";
    const auto config = resolved({}, {}, options);
    QVERIFY(config.ok());
    QVERIFY(!config->useFips && !config->useDualStack);
    QCOMPARE(config->origins.at("endpoint_url").kind, Kind::Explicit);
}

void TestConfigResolver::blankOptionsCountForNothing()
{
    ClientOptions options;
    options.region = "";
    options.endpointUrl = "";
    const auto config = resolved({}, "region = eu-west-1\nendpoint_url = http://localhost", options);
    QCOMPARE(config->region, std::string("eu-west-1"));
    QCOMPARE(config->endpointUrl, std::string("http://localhost"));
}

INIA_TEST_CLASS(TestConfigResolver, QCoreApplication)
#include "tst_configresolver.moc"
