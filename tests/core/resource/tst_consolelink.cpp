#include "core/model/catalog.h"
#include "core/resource/consolelink.h"
#include "core/resource/resource.h"
#include "core/session/session.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::tests;

/// Where AWS's console shows a resource.
class tst_ConsoleLink final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void leadsToAPage_data();
    void leadsToAPage();
    void fillsTemplates_data();
    void fillsTemplates();
    void otherPartitions();
    void nothingWithoutATemplate();

private:
    [[nodiscard]] Resource resource(const std::string& service, const std::string& collection,
                                    const Value& response) const
    {
        const auto root = m_test->session.catalog()->isExplored(service) ? m_test->session.explore(service)
                                                                         : m_test->session.resource(service);
        const auto listed = root->collection(collection).value();
        return pageResources(root.value(), listed.definition().resource, {}, response, 1).front();
    }
    [[nodiscard]] Resource function() const
    {
        return resource("lambda", "functions",
                        Value::map({{"Functions", Value::list({Value::map({{"FunctionName", "a/b:c"}})})}}));
    }

    std::optional<TestSession> m_test;
    const LinkContext m_context{"aws", "us-west-2", "123456789012"};
};

void tst_ConsoleLink::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
    m_test = makeTestSession().value();
}

void tst_ConsoleLink::leadsToAPage_data()
{
    QTest::addColumn<QString>("link");
    QTest::newRow("bucket") << "https://s3.console.aws.amazon.com/s3/buckets/acme";
    QTest::newRow("role") << "https://us-east-1.console.aws.amazon.com/iam/home#/roles/details/admin";
    QTest::newRow("log group")
        << "https://us-west-2.console.aws.amazon.com/cloudwatch/home?region=us-west-2#logsV2:"
           "log-groups/log-group/$252Faws$252Flambda$252Ff";
}

void tst_ConsoleLink::leadsToAPage()
{
    QFETCH(const QString, link);
    const auto of = [this](const Resource& one) {
        return QString::fromStdString(consoleLink(*m_test->session.catalog(), one, m_context));
    };
    const QString tag = QString::fromLatin1(QTest::currentDataTag());
    if (tag == QStringLiteral("bucket"))
        QCOMPARE(of(m_test->session.resource("s3")->subResource("Bucket", {"acme"}).value()), link);
    else if (tag == QStringLiteral("role"))
        QCOMPARE(of(m_test->session.resource("iam")->subResource("Role", {"admin"}).value()), link);
    else
        QCOMPARE(
            of(resource("logs", "log_groups",
                        Value::map({{"logGroups", Value::list({Value::map(
                                                      {{"logGroupName", "/aws/lambda/f"},
                                                       {"logGroupArn", "arn:aws:logs:us-west-2:1:log-group:"
                                                                       "/aws/lambda/f"}})})}}))),
            link);
}

void tst_ConsoleLink::fillsTemplates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("filled");
    const auto row = [](const char* text, const char* filled) { QTest::newRow(text) << text << filled; };
    row("no names", "no names");
    row("{region}/{account}/{partition}", "us-west-2/123456789012/aws");
    row("{FunctionName}", "a/b:c");
    row("{@|url}!", "a%2Fb%3Ac!");
    row("{FunctionName|logs}", "a$252Fb$253Ac");
    row("{@|tail}", "c");
    row("x{NoSuchMember}", "");
    row("x{region", "");
    row("{}", "");
}

void tst_ConsoleLink::fillsTemplates()
{
    QFETCH(const QString, text);
    QFETCH(const QString, filled);
    QCOMPARE(QString::fromStdString(filledTemplate(text.toStdString(), function(), m_context)), filled);
}

void tst_ConsoleLink::otherPartitions()
{
    const auto link = [this](const char* partition) {
        return consoleLink(*m_test->session.catalog(), function(), {partition, "cn-north-1", {}});
    };
    QVERIFY(link("aws-cn").starts_with("https://cn-north-1.console.amazonaws.cn/lambda/"));
    QVERIFY(link("aws-us-gov").find(".console.amazonaws-us-gov.com/") != std::string::npos);
}

void tst_ConsoleLink::nothingWithoutATemplate()
{
    const auto network = m_test->session.resource("ec2")->subResource("PlacementGroup", {"near"}).value();
    QVERIFY(consoleLink(*m_test->session.catalog(), network, m_context).empty());
    QVERIFY(
        consoleLink(*m_test->session.catalog(), m_test->session.resource("ec2").value(), m_context).empty());
}

INIA_TEST_CLASS(tst_ConsoleLink, QCoreApplication)
#include "tst_consolelink.moc"
