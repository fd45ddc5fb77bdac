#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/browse/navigator.h"
#include "ui/models/resourcefinder.h"

#include <QtTest/QtTest>
#include <QtWidgets/QApplication>

#include <memory>
#include <optional>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

/// What is typed or pasted where the address stands; nothing is asked for it.
class tst_Destinations final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void leadsTo_data();
    void leadsTo();
    void isRefused_data();
    void isRefused();

private:
    std::optional<TestSession> m_test;
    std::unique_ptr<ServiceResources> m_resources;
};

void tst_Destinations::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
    m_test = makeTestSession().value();
    m_resources = std::make_unique<ServiceResources>(m_test->session);
}

void tst_Destinations::leadsTo_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("uri");
    const auto row = [](const char* text, const char* uri) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(uri);
    };
    row("s3://acme/logs/2026/", "s3://acme/logs/2026/");
    row("acme/logs/", "s3://acme/logs/");
    row("arn:aws:s3:::acme/logs/x.gz", "s3://acme/logs/x.gz");
    row("https://us-west-2.console.aws.amazon.com/s3/buckets/acme?prefix=logs/", "s3://acme/logs/");
    row("ec2://instances", "ec2://instances");
    row("api://ec2/RunInstances", "api://ec2/RunInstances");
    row("i-0123456789abcdef0", "ec2://instances/i-0123456789abcdef0");
    row("vpc-0123456789abcdef0", "ec2://vpcs/vpc-0123456789abcdef0");
    row("arn:aws:iam::123456789012:role/service-role/worker", "iam://roles/worker");
    row("arn:aws:lambda:us-west-2:123456789012:function:f:live", "lambda://functions/f");
    row("arn:aws:lambda:eu-west-1:123456789012:function:f", "lambda://functions/f?regions=eu-west-1");
    row("arn:aws:dynamodb:us-west-2:123456789012:table/orders", "dynamodb://tables/orders");
    row("https://us-west-2.console.aws.amazon.com/lambda/home?region=us-west-2#/functions/hello",
        "lambda://functions/hello");
    row("https://us-west-2.console.aws.amazon.com/dynamodbv2/home?region=us-west-2#table?name=orders",
        "dynamodb://tables/orders");
    row("https://us-west-2.console.aws.amazon.com/ec2/"
        "home?region=us-west-2#InstanceDetails:instanceId=i-0123456789abcdef0",
        "ec2://instances/i-0123456789abcdef0");
    row("arn:aws:eks:us-west-2:123456789012:nodegroup/blue/workers/0a1b",
        "eks://clusters/blue/nodegroups/workers");
    row("lambda", "lambda://");
}

void tst_Destinations::leadsTo()
{
    QFETCH(const QString, text);
    QFETCH(const QString, uri);
    const auto place = placeFromText(text, *m_resources, {"us-west-2", "123456789012"});
    QVERIFY2(place.ok(), place.ok() ? "" : place.error().message.c_str());
    QCOMPARE(QString::fromStdString(place->uri()), uri);
    QCOMPARE(m_test->transport->requestCount(), 0);
}

void tst_Destinations::isRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* text, const char* words) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(words);
    };
    row("arn:aws:iam::210987654321:role/worker", "in account 210987654321, and this tab in 123456789012");
    row("nosuchservice://things", "is not a place");
    row("https://example.com/a", "leads nowhere");
    row("two words", "is not a place");
    row("", "");
}

void tst_Destinations::isRefused()
{
    QFETCH(const QString, text);
    QFETCH(const QString, words);
    const auto place = placeFromText(text, *m_resources, {"us-west-2", "123456789012"});
    QVERIFY2(!place.ok(), place.ok() ? place->uri().c_str() : "");
    QVERIFY2(QString::fromStdString(place.error().message).contains(words), place.error().message.c_str());
}

INIA_TEST_CLASS(tst_Destinations, QApplication)
#include "tst_destinations.moc"
