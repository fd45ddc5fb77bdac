#include "tests/core/endpoint/endpointtestdata.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::test;

class TestPartitions final : public QObject {
    Q_OBJECT

private slots:
    void findsPartition_data();
    void findsPartition();
    void listsRegions();
    void givesOutputs();
    void refusesBrokenData_data();
    void refusesBrokenData();
    void readsBotocoreData();
};

void TestPartitions::findsPartition_data()
{
    QTest::addColumn<std::string>("region");
    QTest::addColumn<std::string>("partition");
    QTest::newRow("listed") << std::string("us-west-2") << std::string("aws");
    QTest::newRow("listed, other partition") << std::string("cn-north-1") << std::string("aws-cn");
    QTest::newRow("listed wins over pattern") << std::string("us-odd-1") << std::string("aws-cn");
    QTest::newRow("pattern") << std::string("cn-south-7") << std::string("aws-cn");
    QTest::newRow("pseudo-region") << std::string("aws-global") << std::string("aws");
    QTest::newRow("unknown") << std::string("mars-north-1") << std::string("aws");
    QTest::newRow("pattern must fit whole name") << std::string("cn-north-1-x") << std::string("aws");
    QTest::newRow("empty") << std::string() << std::string("aws");
}

void TestPartitions::findsPartition()
{
    QFETCH(std::string, region);
    QFETCH(std::string, partition);
    const auto partitions = samplePartitions();
    QVERIFY(partitions);
    QCOMPARE(partitions->forRegion(region).name, partition);
}

void TestPartitions::listsRegions()
{
    const auto partitions = samplePartitions();
    const auto& regions = partitions->regions("aws");
    QCOMPARE(regions.size(), std::size_t(2)); // without aws-global
    QCOMPARE(regions[0].name, std::string("eu-west-1"));
    QCOMPARE(regions[1].description, std::string("US West (Oregon)"));
    QVERIFY(partitions->regions("aws-nowhere").empty());
    QVERIFY(partitions->description("eu-west-1") == "Europe (Ireland)");
    QVERIFY(partitions->description("eu-west-9").empty());
}

void TestPartitions::givesOutputs()
{
    const auto partitions = samplePartitions();
    const auto& china = partitions->forRegion("cn-north-1");
    QCOMPARE(china.dnsSuffix, std::string("amazonaws.com.cn"));
    QCOMPARE(china.implicitGlobalRegion, std::string("cn-northwest-1"));
    QVERIFY(china.supportsFips);
    QVERIFY(!china.supportsDualStack);
    const auto& outputs = partitions->outputsForRegion("cn-north-1");
    QCOMPARE(outputs["name"].text(), std::string("aws-cn")); // the id, as this partition's outputs have none
    QCOMPARE(outputs["dualStackDnsSuffix"].text(), std::string("api.amazonwebservices.com.cn"));
}

void TestPartitions::refusesBrokenData_data()
{
    QTest::addColumn<std::string>("json");
    QTest::newRow("no partitions") << std::string(R"({"partitions": []})");
    QTest::newRow("no outputs") << std::string(R"({"partitions": [{"id": "aws", "regionRegex": "x"}]})");
    QTest::newRow("no pattern") << std::string(R"({"partitions": [{"id": "aws", "outputs": {}}]})");
    QTest::newRow("a list") << std::string("[]");
}

void TestPartitions::refusesBrokenData()
{
    QFETCH(std::string, json);
    const auto partitions = Partitions::fromDocument(*parseJson(json));
    QVERIFY(!partitions.ok());
    QCOMPARE(partitions.error().code, std::string("BrokenPartitions"));
}

void TestPartitions::readsBotocoreData()
{
    const auto data = botocoreData(QStringLiteral(INIA_BOTOCORE_DIR));
    if (data.isEmpty())
        QSKIP("INIA_BOTOCORE_DIR is not set: no botocore data to read");
    const auto partitions = toPartitions(loadJson(data + QStringLiteral("/partitions.json")));
    QVERIFY(partitions);
    QVERIFY(partitions->all().size() >= 8);
    QCOMPARE(partitions->all().front().name, std::string("aws"));
    QVERIFY(partitions->description("us-west-2") == "US West (Oregon)");
    for (const auto& partition : partitions->all()) {
        QVERIFY2(!partitions->regions(partition.name).empty(), partition.name.c_str());
        QCOMPARE(partitions->forRegion(partition.implicitGlobalRegion).name, partition.name);
    }
}

INIA_TEST_CLASS(TestPartitions, QCoreApplication)
#include "tst_partitions.moc"
