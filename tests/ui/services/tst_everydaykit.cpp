#include "core/policy/effect.h"
#include "tests/support/fakeservices.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/browse/resourcespage.h"
#include "ui/browse/servicepages.h"
#include "ui/models/resourcefinder.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/keyvalueview.h"
#include "ui/panels/resourcedetails.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/sessionfacts.h"

#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

// Which places have a view of their own, and what stands beside it.
class tst_EverydayKit final : public QObject {
    Q_OBJECT

private slots:
    void choosesPagesByPlace_data();
    void choosesPagesByPlace();
    void detailsAskNothing_data();
    void detailsAskNothing();
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

void tst_EverydayKit::detailsAskNothing_data()
{
    QTest::addColumn<QByteArray>("uri");
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("told");
    QTest::newRow("queue") << QByteArray("sqs://queues/http%3A%2F%2F127.0.0.1%3A9%2F1%2Forders")
                           << QByteArray("GetQueueAttributes")
                           << QByteArray(R"({"Attributes": {"VisibilityTimeout": "17"}})")
                           << QStringLiteral("17");
    QTest::newRow("function") << QByteArray("lambda://functions/orders") << QByteArray("GetFunction")
                              << QByteArray(
                                     R"({"Configuration": {"FunctionName": "orders", "Handler": "main.run",
                          "Environment": {"Variables": {"TABLE": "canary-3"}}}})")
                              << QStringLiteral("main.run");
    QTest::newRow("secret") << QByteArray("secretsmanager://secrets/db") << QByteArray("DescribeSecret")
                            << QByteArray(R"({"Name": "db", "Description": "of the shop"})")
                            << QStringLiteral("of the shop");
    QTest::newRow("parameter") << QByteArray("ssm://parameters/%2Fdb%2Fkey")
                               << QByteArray("DescribeParameters")
                               << QByteArray(R"({"Parameters": [{"Name": "/db/key", "Tier": "Standard"}]})")
                               << QStringLiteral("Standard");
}

// The details say what the page was told: with it open, everything is asked once.
void tst_EverydayKit::detailsAskNothing()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
    QFETCH(const QByteArray, uri);
    QFETCH(const QByteArray, operation);
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, told);
    Appearance appearance(*qApp);
    auto test = makeTestSession().value();
    test.transport->setHandler([&](const HttpRequest&) { return makeResponse(200, answer); });
    const ServiceResources resources(test.session);
    ChangeGate gate({}, test.session.policy());
    RecordedServices services;
    const ViewParts parts{appearance, test.session, resources, gate, services, QStringLiteral("dev"), {}, {}};
    ServiceKits kits;
    kits.add<EverydayKit>();
    kits.add<ExplorerKit>();
    DetailsArea details(kits, parts);
    details.resize(400, 600);
    details.setVisible(true);
    const auto place = Place::parse(uri.toStdString()).value();
    const auto page = kits.pageFor(place)(parts, details);
    page->enter(place, {});
    QVERIFY(!qobject_cast<ResourceDetails*>(details.currentWidget()));
    QTRY_VERIFY(qobject_cast<ResourceDetails*>(details.currentWidget()));
    QStringList texts;
    for (const auto* list : details.currentWidget()->findChildren<KeyValueView*>()) {
        const auto* model = list->rows()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, 1).data().toString());
    }
    QVERIFY2(texts.contains(told), qPrintable(texts.join(u'|')));
    QVERIFY(!texts.join(u'|').contains(QStringLiteral("canary")));
    page->reload();
    QTRY_COMPARE(test.transport->requestCount(), 2);
    for (const auto& request : test.transport->requests())
        QVERIFY2(operation == "GetFunction" ? request.url.ends_with("/functions/orders")
                                            : FakeServices::operationOf(request) == operation.toStdString(),
                 request.url.c_str());
}

INIA_TEST_CLASS(tst_EverydayKit, QApplication)
#include "tst_everydaykit.moc"
