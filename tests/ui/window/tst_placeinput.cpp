#include "tests/support/testmain.h"
#include "ui/browse/navigator.h"

#include <QtTest/QTest>

using namespace inia::ui;

class TestPlaceInput final : public QObject {
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
};

void TestPlaceInput::accepts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("uri");
    QTest::newRow("uri") << QStringLiteral("s3://acme/a b/c+d") << QStringLiteral("s3://acme/a b/c+d");
    QTest::newRow("root") << QStringLiteral("s3://") << QStringLiteral("s3://");
    QTest::newRow("bare bucket") << QStringLiteral("acme") << QStringLiteral("s3://acme/");
    QTest::newRow("bare path") << QStringLiteral("acme/x/") << QStringLiteral("s3://acme/x/");
    QTest::newRow("arn") << QStringLiteral("arn:aws:s3:::acme/x") << QStringLiteral("s3://acme/x");
    QTest::newRow("service") << QStringLiteral("ec2://") << QStringLiteral("ec2://");
    QTest::newRow("resource") << QStringLiteral(" ec2://instances/i-1 ")
                              << QStringLiteral("ec2://instances/i-1");
    QTest::newRow("slash at the end")
        << QStringLiteral("ec2://instances/") << QStringLiteral("ec2://instances");
    QTest::newRow("old name") << QStringLiteral("My_Bucket") << QStringLiteral("s3://My_Bucket/");
}

void TestPlaceInput::accepts()
{
    QFETCH(QString, text);
    QFETCH(QString, uri);
    const auto place = placeFromInput(text, {"s3", "ec2", "sns"});
    QVERIFY(place.ok());
    QCOMPARE(QString::fromStdString(place->uri()), uri);
}

void TestPlaceInput::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("words") << QStringLiteral("hello world");
    QTest::newRow("web address") << QStringLiteral("https://example.com");
    QTest::newRow("other arn") << QStringLiteral("arn:aws:sqs:us-east-1:1:queue");
    QTest::newRow("service without resources") << QStringLiteral("lambda://functions/f");
    QTest::newRow("empty identifier") << QStringLiteral("ec2://instances//volumes");
    QTest::newRow("no bucket") << QStringLiteral("s3:///key");
    QTest::newRow("too short") << QStringLiteral("ab");
}

void TestPlaceInput::refuses()
{
    QFETCH(QString, text);
    const auto place = placeFromInput(text, {"s3", "ec2", "sns"});
    QVERIFY(!place.ok());
    const QString message = QString::fromStdString(place.error().message);
    QVERIFY(message.contains(text));
    QVERIFY(message.contains(QStringLiteral("s3://bucket/prefix")));
}

INIA_TEST_CLASS(TestPlaceInput, inia::tests::NoApplication)
#include "tst_placeinput.moc"
