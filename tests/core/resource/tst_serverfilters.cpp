#include "core/resource/serverfilters.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;

class TestServerFilters final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void knowsWhatOperationsTake_data();
    void knowsWhatOperationsTake();
    void parses_data();
    void parses();
    void makesParameters();

private:
    [[nodiscard]] ServerFilters filters(const QString& service, const QString& collection);

    std::optional<TestSession> m_session;
};

void TestServerFilters::initTestCase()
{
    if (!hasModelPack())
        QSKIP("The models are not built: set INIA_BOTOCORE_DIR.");
    auto session = makeTestSession();
    QVERIFY2(session.ok(), session.ok() ? "" : session.error().message.c_str());
    m_session = std::move(session).value();
}

ServerFilters TestServerFilters::filters(const QString& service, const QString& collection)
{
    const auto resource = m_session->session.resource(service.toStdString());
    return ServerFilters(*resource->collection(collection.toStdString()));
}

void TestServerFilters::knowsWhatOperationsTake_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("collection");
    QTest::addColumn<bool>("named");
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<bool>("empty");
    QTest::newRow("ec2") << "ec2"
                         << "instances" << true << "" << false;
    QTest::newRow("iam") << "iam"
                         << "roles" << false << "PathPrefix" << false;
    QTest::newRow("sqs") << "sqs"
                         << "queues" << false << "QueueNamePrefix" << false;
    QTest::newRow("dynamodb") << "dynamodb"
                              << "tables" << false << "" << true;
    QTest::newRow("sns") << "sns"
                         << "topics" << false << "" << true;
    // Its AccountId is filled in by the definition.
    QTest::newRow("glacier") << "glacier"
                             << "vaults" << false << "" << true;
}

void TestServerFilters::knowsWhatOperationsTake()
{
    QFETCH(QString, service);
    QFETCH(QString, collection);
    const ServerFilters found = filters(service, collection);
    QTEST(found.takesNames(), "named");
    QTEST(QString::fromStdString(found.prefixMember()), "prefix");
    QTEST(found.isEmpty(), "empty");
}

void TestServerFilters::parses_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("collection");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name"); // empty: refused
    QTest::addColumn<QString>("value");
    QTest::newRow("named") << "ec2"
                           << "instances"
                           << " tag:env = sandbox "
                           << "tag:env"
                           << "sandbox";
    QTest::newRow("value with =") << "ec2"
                                  << "instances"
                                  << "tag:q=a=b"
                                  << "tag:q"
                                  << "a=b";
    QTest::newRow("no name") << "ec2"
                             << "instances"
                             << "sandbox"
                             << ""
                             << "";
    QTest::newRow("no value") << "ec2"
                              << "instances"
                              << "vpc-id="
                              << ""
                              << "";
    QTest::newRow("prefix") << "sqs"
                            << "queues"
                            << "ord"
                            << "QueueNamePrefix"
                            << "ord";
    QTest::newRow("member") << "iam"
                            << "policies"
                            << "Scope=Local"
                            << "Scope"
                            << "Local";
    QTest::newRow("unknown member") << "iam"
                                    << "policies"
                                    << "Colour=red"
                                    << ""
                                    << "";
}

void TestServerFilters::parses()
{
    QFETCH(QString, service);
    QFETCH(QString, collection);
    QFETCH(QString, text);
    QFETCH(QString, name);
    QFETCH(QString, value);
    const auto filter = filters(service, collection).parse(text.toStdString());
    QCOMPARE(filter.ok(), !name.isEmpty());
    if (!filter) {
        QVERIFY(!filter.error().message.empty());
        return;
    }
    QCOMPARE(filter->name, name.toStdString());
    QCOMPARE(filter->value, value.toStdString());
}

void TestServerFilters::makesParameters()
{
    const Value named = filters(QStringLiteral("ec2"), QStringLiteral("instances"))
                            .params({{"vpc-id", "vpc-1, vpc-2"}, {"tag:env", "sandbox"}});
    QVERIFY(named ==
            Value::map(
                {{"Filters",
                  Value::list({Value::map({{"Name", "vpc-id"}, {"Values", Value::list({"vpc-1", "vpc-2"})}}),
                               Value::map({{"Name", "tag:env"}, {"Values", Value::list({"sandbox"})}})})}}));
    const Value members = filters(QStringLiteral("iam"), QStringLiteral("policies"))
                              .params({{"OnlyAttached", "true"}, {"PathPrefix", "/a/"}});
    QVERIFY(members == Value::map({{"OnlyAttached", true}, {"PathPrefix", "/a/"}}));
}

INIA_TEST_CLASS(TestServerFilters, QCoreApplication)
#include "tst_serverfilters.moc"
