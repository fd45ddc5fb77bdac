#include "core/s3/s3listing.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

class TestS3Location final : public QObject {
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void climbs();
    void splitsFolderAndRest();
};

void TestS3Location::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<std::string>("bucket");
    QTest::addColumn<std::string>("prefix");
    QTest::newRow("bucket") << QStringLiteral("s3://acme") << std::string("acme") << std::string();
    QTest::newRow("bucket/") << QStringLiteral(" s3://acme/ ") << std::string("acme") << std::string();
    QTest::newRow("prefix") << QStringLiteral("s3://acme/logs/2026/") << std::string("acme")
                            << std::string("logs/2026/");
    QTest::newRow("leading slash") << QStringLiteral("s3://acme//x") << std::string("acme")
                                   << std::string("/x");
    QTest::newRow("not decoded") << QStringLiteral("s3://acme/a%20b+c") << std::string("acme")
                                 << std::string("a%20b+c");
    QTest::newRow("arn") << QStringLiteral("arn:aws:s3:::acme/a/b") << std::string("acme")
                         << std::string("a/b");
    QTest::newRow("arn of China") << QStringLiteral("arn:aws-cn:s3:::acme") << std::string("acme")
                                  << std::string();
    QTest::newRow("bare") << QStringLiteral("acme/logs/") << std::string("acme") << std::string("logs/");
    QTest::newRow("all buckets") << QStringLiteral("s3://") << std::string() << std::string();
}

void TestS3Location::parses()
{
    QFETCH(QString, text);
    const auto location = S3Location::parse(text);
    QVERIFY(location.ok());
    QTEST(location->bucket, "bucket");
    QTEST(location->prefix, "prefix");
}

void TestS3Location::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("no bucket") << QStringLiteral("s3:///key");
    QTest::newRow("other scheme") << QStringLiteral("https://acme/key");
    QTest::newRow("other arn") << QStringLiteral("arn:aws:sqs:us-east-1:123456789012:queue");
}

void TestS3Location::refuses()
{
    QFETCH(QString, text);
    const auto location = S3Location::parse(text);
    QVERIFY(!location.ok());
    QVERIFY(location.error().kind == ErrorKind::Parameter);
    QVERIFY(location.error().message.find(text.toStdString()) != std::string::npos);
}

void TestS3Location::climbs()
{
    S3Location location{"acme", "logs/2026//x"};
    QStringList uris;
    for (int i = 0; i < 5; ++i) {
        uris.append(QString::fromStdString(location.uri() + " " + location.lastPart()));
        location = location.parent();
    }
    QCOMPARE(uris, QStringList({QStringLiteral("s3://acme/logs/2026//x x"),
                                QStringLiteral("s3://acme/logs/2026// /"),
                                QStringLiteral("s3://acme/logs/2026/ 2026/"),
                                QStringLiteral("s3://acme/logs/ logs/"), QStringLiteral("s3://acme/ acme")}));
    QCOMPARE(location, S3Location());
    QCOMPARE(location.uri(), std::string("s3://"));
}

void TestS3Location::splitsFolderAndRest()
{
    QCOMPARE((S3Location{"b", "logs/app-"}.folder()), std::string("logs/"));
    QCOMPARE((S3Location{"b", "logs/"}.folder()), std::string("logs/"));
    QCOMPARE((S3Location{"b", "app"}.folder()), std::string());
}

INIA_TEST_CLASS(TestS3Location, QCoreApplication)
#include "tst_s3location.moc"
