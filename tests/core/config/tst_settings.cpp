#include "core/config/clientconfig.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <chrono>
#include <set>

using namespace inia;
using namespace std::chrono_literals;

class TestSettings final : public QObject {
    Q_OBJECT

private slots:
    void namesAreUnique();
    void optionsByName();
    void badOptions_data();
    void badOptions();
};

void TestSettings::namesAreUnique()
{
    std::set<std::string_view> names;
    for (const AnySettingRow& row : settingTable()) {
        const Setting& setting =
            std::visit([](const auto& any) -> const Setting& { return any.setting; }, row);
        QVERIFY2(names.insert(setting.name).second, std::string(setting.name).c_str());
    }
    QVERIFY(names.size() > 30);
}

void TestSettings::optionsByName()
{
    ClientOptions options;
    QVERIFY(setClientOption(options, "region", "eu-west-1").ok());
    QVERIFY(setClientOption(options, "use_fips_endpoint", "True").ok());
    QVERIFY(setClientOption(options, "inject_host_prefix", "true").ok());
    QVERIFY(setClientOption(options, "read_timeout", "0.25").ok());
    QVERIFY(setClientOption(options, "s3.addressing_style", "virtual").ok());
    QVERIFY(setClientOption(options, "auth_scheme_preference", " sigv4a ,, sig v4").ok());
    QCOMPARE(options.region, std::optional<std::string>("eu-west-1"));
    QCOMPARE(options.useFips, std::optional<bool>(true));
    QCOMPARE(options.injectHostPrefix, std::optional<bool>(true));
    QVERIFY(options.readTimeout == 250ms);
    QVERIFY(options.s3AddressingStyle == AddressingStyle::Virtual);
    const std::vector<std::string> schemes{"sigv4a", "sigv4"};
    QCOMPARE(options.authSchemePreference.value(), schemes);
    QVERIFY(!options.useDualStack);
    // By what they are called in the config file.
    QVERIFY(setClientOption(options, "sdk_ua_app_id", "mine").ok());
    QCOMPARE(options.userAgentAppId, std::optional<std::string>("mine"));
    QVERIFY(setClientOption(options, "disable_host_prefix_injection", "true").ok());
    QCOMPARE(options.injectHostPrefix, std::optional<bool>(false));
    QVERIFY(setClientOption(options, "s3.use_dualstack_endpoint", "true").ok());
    QCOMPARE(options.s3UseDualStack, std::optional<bool>(true));
    QVERIFY(!options.useDualStack);
    QVERIFY(!setClientOption(options, "s3.use_dualstack_endpoint", "yes").ok());
    QVERIFY(!setClientOption(options, "", "true").ok());
}

void TestSettings::badOptions_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const char* text, const char* expected) {
        QTest::newRow(qPrintable(QLatin1String(name) + QLatin1Char(' ') + QLatin1String(text)))
            << QByteArray(name) << QByteArray(text) << QByteArray(expected);
    };
    row("no_such_option", "1", "There is no client option \"no_such_option\".");
    row("use_ssl", "yes", "use_ssl is \"yes\"; it has to be true or false.");
    row("max_attempts", "0", "max_attempts is \"0\"; it has to be a whole number from 1 on.");
    row("connect_timeout", "-1", "connect_timeout is \"-1\"; it has to be a number of seconds above 0.");
    row("connect_timeout", "inf", "connect_timeout is \"inf\"");
    row("connect_timeout", "1e300", "connect_timeout is \"1e300\"");
    row("read_only", "false", "read_only is \"false\"; it has to be true");
    row("retry_mode", "", "retry_mode is empty; it has to be");
}

void TestSettings::badOptions()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    ClientOptions options;
    const auto result = setClientOption(options, name.toStdString(), text.toStdString());
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, ErrorKind::Configuration);
    const QByteArray message = QByteArray::fromStdString(result.error().message);
    QVERIFY2(message.startsWith(expected), message.constData());
}

INIA_TEST_CLASS(TestSettings, QCoreApplication)
#include "tst_settings.moc"
