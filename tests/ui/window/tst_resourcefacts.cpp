#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcefinder.h"
#include "ui/panels/resourcefacts.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

// What a details panel says of resources, without the panel.
class TestResourceFacts final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void listsIdentifiersAndScalars();
    void saysWhatSeveralShare();
    void saysNothingOfTooMany();
    void opensMapsOfTexts();
    void saysMeasuresAsTablesDo();
    void keepsStructuresApart();
    void followsReferences();
    void findsLinksInItsData();
    void findsTheArn_data();
    void findsTheArn();

private:
    [[nodiscard]] Resource make(const char* service, const char* type, const char* id, Value data) const;
    [[nodiscard]] static QString text(const std::vector<KeyValueSection>& sections);

    std::optional<TestSession> m_session;
};

void TestResourceFacts::initTestCase()
{
    if (!hasModelPack())
        QSKIP("The models are not built: set INIA_BOTOCORE_DIR.");
    auto session = makeTestSession();
    QVERIFY2(session.ok(), session.ok() ? "" : session.error().message.c_str());
    m_session = std::move(session).value();
}

Resource TestResourceFacts::make(const char* service, const char* type, const char* id, Value data) const
{
    Resource resource = m_session->session.resource(service)->subResource(type, {id}).value();
    resource.setData(std::move(data));
    return resource;
}

// "Title: key=value key=value | ..."
QString TestResourceFacts::text(const std::vector<KeyValueSection>& sections)
{
    QStringList parts;
    for (const auto& section : sections) {
        QStringList rows;
        for (const auto& row : section.rows)
            rows.append(row.key + QLatin1Char('=') + row.value);
        parts.append(section.title + QStringLiteral(": ") + rows.join(QLatin1Char(' ')));
    }
    return parts.join(QStringLiteral(" | "));
}

void TestResourceFacts::listsIdentifiersAndScalars()
{
    const Resource instance = make("ec2", "Instance", "i-1",
                                   Value::map({{"InstanceId", "i-1"},
                                               {"InstanceType", "t3.micro"},
                                               {"EbsOptimized", false},
                                               {"KeyName", ""},
                                               {"State", Value::map({{"Code", 16}, {"Name", "running"}})}}));
    const auto layouts = ResourceLayouts::parse(R"({"health": {"good": ["running"]}, "tables": {}})");
    const auto sections = resourceSections({instance}, *layouts);
    QCOMPARE(text(sections), QStringLiteral("Identifiers: Id=i-1 | Attributes: EBS optimized=No "
                                            "State=Running Instance type=t3.micro"));
    QCOMPARE(sections[1].rows[1].health, Health::Good);
    QCOMPARE(sections[1].rows[1].exact, QStringLiteral("running"));
    QVERIFY(sections[0].rows[0].mono);
    QCOMPARE(sections[0].rows[0].copy, QStringLiteral("i-1"));
}

void TestResourceFacts::saysWhatSeveralShare()
{
    const auto data = [](const char* type) {
        return Value::map({{"InstanceType", type}, {"VpcId", "vpc-1"}});
    };
    const QString shown = text(resourceSections({make("ec2", "Instance", "i-1", data("t3.micro")),
                                                 make("ec2", "Instance", "i-2", data("m5.large"))}));
    QVERIFY2(shown.contains(QStringLiteral("Id=(multiple)")), qPrintable(shown));
    QVERIFY2(shown.contains(QStringLiteral("Instance type=(multiple)")), qPrintable(shown));
    QVERIFY2(shown.contains(QStringLiteral("VPC id=vpc-1")), qPrintable(shown));
}

void TestResourceFacts::saysNothingOfTooMany()
{
    const Resource topic = make("sns", "Topic", "arn:aws:sns:us-west-2:123:a", Value::emptyMap());
    QVERIFY(!resourceSections(std::vector<Resource>(200, topic)).empty());
    QVERIFY(resourceSections(std::vector<Resource>(201, topic)).empty());
    QVERIFY(resourceSections({topic, make("ec2", "Vpc", "vpc-1", Value::emptyMap())}).empty());
    QVERIFY(resourceSections({}).empty());
}

void TestResourceFacts::opensMapsOfTexts()
{
    const Resource queue =
        make("sqs", "Queue", "https://sqs/123/orders",
             Value::map({{"Attributes", Value::map({{"DelaySeconds", "0"},
                                                    {"CreatedTimestamp", "1784023203"},
                                                    {"QueueArn", "arn:aws:sqs:us-west-2:123:orders"}})}}));
    const auto sections = resourceSections({queue});
    QCOMPARE(sections.size(), std::size_t(2));
    QCOMPARE(sections[1].rows[0].value, QStringLiteral("0"));
    QVERIFY2(sections[1].rows[1].value.contains(QStringLiteral("2026")),
             qPrintable(sections[1].rows[1].value));
    QVERIFY(sections[1].rows[2].mono);
    QVERIFY(nestedAttributes(queue).empty());
}

void TestResourceFacts::saysMeasuresAsTablesDo()
{
    const auto service = m_session->session.explore("lambda");
    QVERIFY(service.ok());
    auto function = resourceAt(*service, {"lambda", {{"functions", {"resize"}}}});
    QVERIFY(function.ok());
    function->setData(Value::map({{"FunctionName", "resize"},
                                  {"CodeSize", 2048},
                                  {"Timeout", 30},
                                  {"MemorySize", 256},
                                  {"LastModified", "2026-11-30T13:24:04.370+0000"}}));
    const auto sections = resourceSections({*function});
    QMap<QString, KeyValue> rows;
    for (const auto& row : sections.back().rows)
        rows.insert(row.key, row);
    constexpr qint64 mebibyte = 1024 * 1024;
    QCOMPARE(rows.value(QStringLiteral("Code size")).value, sizeText(2048));
    QCOMPARE(rows.value(QStringLiteral("Code size")).exact, QStringLiteral("2048 B"));
    QCOMPARE(rows.value(QStringLiteral("Memory size")).value, sizeText(256 * mebibyte));
    QCOMPARE(rows.value(QStringLiteral("Timeout")).value, durationText(30'000'000));
    QCOMPARE(rows.value(QStringLiteral("Last modified")).value, dateText(1'796'045'044'370));

    const auto logs = m_session->session.explore("logs");
    QVERIFY(logs.ok());
    auto stream = resourceAt(*logs, {"logs", {{"log_groups", {"a", "arn:a"}}, {"log_streams", {"one"}}}});
    QVERIFY2(stream.ok(), stream.ok() ? "" : stream.error().message.c_str());
    stream->setData(Value::map({{"logStreamName", "one"}, {"creationTime", 1'796'045'044'370}}));
    const auto created = resourceSections({*stream}).back().rows.front();
    QCOMPARE(created.value, dateText(1'796'045'044'370)); // no table shows it
}

void TestResourceFacts::keepsStructuresApart()
{
    const Value tags = Value::list({Value::map({{"Key", "team"}, {"Value", "data"}})});
    const Resource instance =
        make("ec2", "Instance", "i-1",
             Value::map({{"Placement", Value::map({{"AvailabilityZone", "us-west-2a"}})},
                         {"SecurityGroups", Value::emptyList()},
                         {"State", Value::map({{"Name", "running"}})},
                         {"Tags", tags}}));
    const auto nested = nestedAttributes(instance);
    QCOMPARE(nested.size(), std::size_t(1));
    QCOMPARE(nested[0].first, QStringLiteral("Placement"));
}

void TestResourceFacts::followsReferences()
{
    const Resource instance =
        make("ec2", "Instance", "i-1",
             Value::map({{"VpcId", "vpc-1"},
                         {"SubnetId", "subnet-1"},
                         {"Placement", Value::map({{"GroupName", ""}})}})); // is in none
    QStringList links;
    for (const auto& link : resourceLinks(instance))
        links.append(link.name + QLatin1Char('=') + QString::fromStdString(link.target.text()));
    QCOMPARE(links.join(QLatin1Char(' ')),
             QStringLiteral("Subnet=ec2.Subnet(id='subnet-1') VPC=ec2.Vpc(id='vpc-1')"));
}

void TestResourceFacts::findsLinksInItsData()
{
    const std::string own = "i-0123456789abcdef0";
    const Value interface = Value::map({{"SubnetId", "subnet-01234567"}, {"VpcId", "vpc-01234567"}});
    const Resource instance =
        make("ec2", "Instance", own.c_str(),
             Value::map({{"InstanceId", own},
                         {"VpcId", "vpc-01234567"},
                         {"KeyName", "t3-micro"},
                         {"NetworkInterfaces", Value::list({interface, interface})},
                         {"Role", Value::map({{"Arn", "arn:aws:iam::123456789012:role/worker"}})}}));
    const auto links = linksOf(instance);
    QCOMPARE(links.size(), std::size_t(3)); // each once, and not itself
    for (const char* link : {"vpc-01234567", "subnet-01234567", "arn:aws:iam::123456789012:role/worker"})
        QVERIFY2(std::find(links.begin(), links.end(), link) != links.end(), link);
}

void TestResourceFacts::findsTheArn_data()
{
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<bool>("found");
    QTest::newRow("identifier") << QByteArray("sns") << QByteArray("Topic") << QByteArray("arn:own")
                                << QByteArray("Owner") << false;
    QTest::newRow("Arn") << QByteArray("iam") << QByteArray("Role") << QByteArray("r") << QByteArray("Arn")
                         << true;
    QTest::newRow("TableArn") << QByteArray("dynamodb") << QByteArray("Table") << QByteArray("t")
                              << QByteArray("TableArn") << true;
    QTest::newRow("of another thing") << QByteArray("dynamodb") << QByteArray("Table") << QByteArray("t")
                                      << QByteArray("LatestStreamArn") << false;
}

void TestResourceFacts::findsTheArn()
{
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, member);
    QFETCH(bool, found);
    const Resource resource = make(service.constData(), type.constData(), id.constData(),
                                   Value::map({{member.constData(), "arn:aws:x"}}));
    const std::string expected = id.startsWith("arn:") ? id.toStdString() : (found ? "arn:aws:x" : "");
    QCOMPARE(arnOf(resource), expected);
}

INIA_TEST_CLASS(TestResourceFacts, QCoreApplication)
#include "tst_resourcefacts.moc"
