#include "tests/support/testmain.h"
#include "ui/browse/servicepages.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;

// Which places have a view of their own.
class tst_EverydayKit final : public QObject {
    Q_OBJECT

private slots:
    void choosesPagesByPlace_data();
    void choosesPagesByPlace();
};

void tst_EverydayKit::choosesPagesByPlace_data()
{
    QTest::addColumn<QByteArray>("uri");
    QTest::addColumn<int>("page"); // 0: none
    QTest::newRow("groups") << QByteArray("logs://log_groups") << 0;
    QTest::newRow("group") << QByteArray("logs://log_groups/%2Fapp,arn%3Aaws%3Alogs") << 1;
    QTest::newRow("streams") << QByteArray("logs://log_groups/%2Fapp/log_streams") << 0;
    QTest::newRow("stream") << QByteArray("logs://log_groups/%2Fapp/log_streams/web") << 1;
    QTest::newRow("queues") << QByteArray("sqs://queues") << 0;
    QTest::newRow("queue") << QByteArray("sqs://queues/https%3A%2F%2Fsqs%2F1%2Forders") << 2;
    QTest::newRow("dead letters") << QByteArray(
                                         "sqs://queues/https%3A%2F%2Fsqs%2F1%2Fo/dead_letter_source_queues")
                                  << 0;
    QTest::newRow("functions") << QByteArray("lambda://functions") << 0;
    QTest::newRow("function") << QByteArray("lambda://functions/resize") << 3;
    QTest::newRow("secret") << QByteArray("secretsmanager://secrets/db") << 4;
    QTest::newRow("parameter") << QByteArray("ssm://parameters/%2Fdb%2Fkey") << 4;
    QTest::newRow("document") << QByteArray("ssm://documents/d") << 0;
    QTest::newRow("bucket") << QByteArray("s3://logs/") << 0;
}

void tst_EverydayKit::choosesPagesByPlace()
{
    QFETCH(QByteArray, uri);
    QFETCH(int, page);
    const PageMaker pages[]{nullptr, &makePage<LogsPage>, &makePage<QueuePage>, &makePage<FunctionPage>,
                            &makePage<SecretPage>};
    const auto place = Place::parse(uri.toStdString());
    QVERIFY(place.ok());
    QVERIFY(EverydayKit().pageFor(*place) == pages[page]);
}

INIA_TEST_CLASS(tst_EverydayKit, QCoreApplication)
#include "tst_everydaykit.moc"
