#include "core/http/networkrequest.h"
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
    void refusesNonsense_data();
    void refusesNonsense();
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
    row("ALL_PROXY=socks5://s:1 http_proxy=p:1", "http a.test", "p:1");
    row("ALL_PROXY=socks5://s:1 http_proxy=p:1", "https a.test", "socks s:1");
    row("https_proxy=socks5h://s", "https a.test", "socks s:1080");
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
    QVERIFY2(proxy.ok(), proxy.ok() ? "" : proxy.error().message.c_str());
    QString actual = QStringLiteral("direct");
    if (*proxy)
        actual = ((*proxy)->kind == Proxy::Kind::Socks5 ? QStringLiteral("socks ") : QString()) +
                 QString::fromStdString((*proxy)->host + ':' + std::to_string((*proxy)->port));
    QTEST(actual, "expected");
}

void TestProxySettings::readsUserAndPassword()
{
    QProcessEnvironment variables;
    variables.insert(QStringLiteral("http_proxy"), QStringLiteral("http://me:p%40ss@proxy.test:3128"));
    const auto proxy = ProxySettings::fromEnvironment(variables).proxyFor("http", "a.test", -1);
    QVERIFY(proxy.ok() && proxy->has_value());
    QCOMPARE((*proxy)->user, std::string("me"));
    QCOMPARE((*proxy)->password, std::string("p@ss"));
}

/// Going straight instead would pass by what somebody wanted to be in the way.
void TestProxySettings::refusesNonsense_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    for (const char* name : {"HTTP_PROXY", "http_proxy", "ALL_PROXY"}) {
        for (const char* value : {"http://bad:port", "3128", "http://p:0", "http://p:65536", "http:p:3128",
                                  "http:/p:3128", "http://", "https://p:443", "socks4://p:1080", "socks5://",
                                  "socks5://p:0", "ftp://p", "http://p:3128/path", "http://p?x",
                                  "http://p:", "http://a b:1", "http://me:secret@p:port", "p:3128:1"})
            QTest::addRow("%s=%s", name, value) << QString::fromLatin1(name) << QString::fromLatin1(value);
    }
}

void TestProxySettings::refusesNonsense()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QProcessEnvironment variables;
    variables.insert(name, value);
    const auto settings = ProxySettings::fromEnvironment(variables);
    const auto proxy = settings.proxyFor("http", "a.test", -1);
    QVERIFY(!proxy.ok());
    QCOMPARE(proxy.error().kind, ErrorKind::Configuration);
    QCOMPARE(proxy.error().code, std::string("BadProxy"));
    const QString message = QString::fromStdString(proxy.error().message);
    QVERIFY2(message.startsWith(name), qPrintable(message));
    QVERIFY2(message.contains(value.section(QLatin1Char('@'), -1)), qPrintable(message));
    QVERIFY2(!message.contains(QStringLiteral("secret")), qPrintable(message));
    if (name != QStringLiteral("ALL_PROXY"))
        QVERIFY(settings.proxyFor("https", "a.test", -1).ok()); // whom it does not concern, it does not stop
}

INIA_TEST_CLASS(TestProxySettings, QCoreApplication)
#include "tst_proxysettings.moc"
