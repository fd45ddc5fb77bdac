#include "core/http/proxysettings.h"
#include "tests/support/testmain.h"

#include <QtCore/QProcessEnvironment>
#include <QtTest/QTest>

using namespace inia;

class TestProxySettings final : public QObject {
    Q_OBJECT
private slots:
    void chooses_data();
    void chooses();
    void readsUserAndPassword();
};

void TestProxySettings::chooses_data()
{
    QTest::addColumn<QString>("environment");
    QTest::addColumn<QString>("request");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* environment, const char* request, const char* expected) {
        QTest::addRow("%s | %s", environment, request)
            << QString::fromLatin1(environment) << QString::fromLatin1(request)
            << QString::fromLatin1(expected);
    };
    row("", "http a.test", "direct");
    row("http_proxy=http://p:3128", "http a.test", "p:3128");
    row("http_proxy=http://p:3128", "https a.test", "direct");
    row("HTTPS_PROXY=p:8080/", "https a.test", "p:8080");
    row("https_proxy=http://small HTTPS_PROXY=http://big", "https a.test", "small:80");
    row("https_proxy= HTTPS_PROXY=http://big", "https a.test", "direct");
    row("ALL_PROXY=http://p:1", "https a.test", "p:1");
    row("HTTP_PROXY=http://p:1 REQUEST_METHOD=GET", "http a.test", "direct");
    row("http_proxy=http://bad:port", "http a.test", "direct");
    row("http_proxy=p:1 no_proxy=a.test", "http a.test", "direct");
    row("http_proxy=p:1 no_proxy=a.test", "http b.a.test", "direct");
    row("http_proxy=p:1 no_proxy=a.test", "http xa.test", "p:1");
    row("http_proxy=p:1 NO_PROXY=x,.test", "http a.test", "direct");
    row("http_proxy=p:1 no_proxy=*", "http a.test", "direct");
    row("http_proxy=p:1 no_proxy=127.0.0.1:9000", "http 127.0.0.1 9000", "direct");
    row("http_proxy=p:1 no_proxy=127.0.0.1:9000", "http 127.0.0.1 9001", "p:1");
}

void TestProxySettings::chooses()
{
    QFETCH(QString, environment);
    QFETCH(QString, request);
    QProcessEnvironment variables;
    for (const QString& pair : environment.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        variables.insert(pair.section(QLatin1Char('='), 0, 0), pair.section(QLatin1Char('='), 1));
    const QStringList parts = request.split(QLatin1Char(' '));
    const auto proxy = ProxySettings::fromEnvironment(variables).proxyFor(
        parts[0].toStdString(), parts[1].toStdString(), parts.size() > 2 ? parts[2].toInt() : -1);
    const QString actual = proxy ? QString::fromStdString(proxy->host + ':' + std::to_string(proxy->port))
                                 : QStringLiteral("direct");
    QTEST(actual, "expected");
}

void TestProxySettings::readsUserAndPassword()
{
    QProcessEnvironment variables;
    variables.insert(QStringLiteral("http_proxy"), QStringLiteral("http://me:p%40ss@proxy.test:3128"));
    const auto proxy = ProxySettings::fromEnvironment(variables).proxyFor("http", "a.test", -1);
    QVERIFY(proxy.has_value());
    QCOMPARE(proxy->user, std::string("me"));
    QCOMPARE(proxy->password, std::string("p@ss"));
}

INIA_TEST_CLASS(TestProxySettings, QCoreApplication)
#include "tst_proxysettings.moc"
