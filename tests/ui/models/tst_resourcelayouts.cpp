#include "core/resource/resourcedefinition.h"
#include "tests/support/testmain.h"
#include "ui/models/resourcelayouts.h"
#include "ui/models/resourcepresentation.h"

#include <QtCore/QFile>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;

// The words that the models' names become, and the program's own data about types.
class TestResourceLayouts final : public QObject {
    Q_OBJECT

private slots:
    void namesMembers_data();
    void namesMembers();
    void namesStates_data();
    void namesStates();
    void tellsHealth_data();
    void tellsHealth();
    void refusesBadData_data();
    void refusesBadData();
    void readsColumns();
};

void TestResourceLayouts::namesMembers_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("label");
    QTest::newRow("words") << "InstanceType"
                           << "Instance type";
    QTest::newRow("acronym") << "PrivateIpAddress"
                             << "Private IP address";
    QTest::newRow("capitals") << "PrivateDnsName"
                              << "Private DNS name";
    QTest::newRow("run of capitals") << "DNSName"
                                     << "DNS name";
    QTest::newRow("snake case") << "vpc_id"
                                << "VPC id";
    QTest::newRow("plural") << "NetworkAcls"
                            << "Network ACLs";
    QTest::newRow("both cases") << "Ipv6Address"
                                << "IPv6 address";
    QTest::newRow("digits") << "MD5OfBody"
                            << "MD5 of body";
    QTest::newRow("plural at the end") << "default_vpcs"
                                       << "Default VPCs";
    QTest::newRow("ends in s") << "VpcAddress"
                               << "VPC address";
    QTest::newRow("state") << "State.Name"
                           << "State";
    QTest::newRow("inner member") << "Placement.AvailabilityZone"
                                  << "Availability zone";
    QTest::newRow("nothing") << ""
                             << "";
}

void TestResourceLayouts::namesMembers()
{
    QFETCH(QString, member);
    QTEST(QString::fromStdString(memberLabel(member.toStdString())), "label");
}

void TestResourceLayouts::namesStates_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("label");
    QTest::newRow("small") << "running"
                           << "Running";
    QTest::newRow("capitals") << "CREATE_COMPLETE"
                              << "Create complete";
    QTest::newRow("acronym") << "OK"
                             << "OK";
    QTest::newRow("hyphen") << "in-use"
                            << "In use";
}

void TestResourceLayouts::namesStates()
{
    QFETCH(QString, state);
    QTEST(QString::fromStdString(stateLabel(state.toStdString())), "label");
}

void TestResourceLayouts::tellsHealth_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<int>("health");
    const auto row = [](const char* state, Health health) {
        QTest::newRow(state) << QString::fromLatin1(state) << static_cast<int>(health);
    };
    row("running", Health::Good);
    row("ACTIVE", Health::Good);
    row("UPDATE_COMPLETE", Health::Good);
    row("UPDATE_ROLLBACK_COMPLETE", Health::Bad);
    row("CREATE_IN_PROGRESS", Health::Coming);
    row("DELETE_IN_PROGRESS", Health::Changing);
    row("UPDATE_ROLLBACK_FAILED", Health::Bad);
    row("stopped", Health::Off);
    row("DELETE_COMPLETE", Health::Gone);
    row("purple", Health::Unknown);
    row("", Health::Unknown);
}

void TestResourceLayouts::tellsHealth()
{
    QFile file(QStringLiteral(INIA_SOURCE_DIR "/resources/resourcetables.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto layouts = ResourceLayouts::parse(file.readAll());
    QVERIFY2(layouts.ok(), layouts ? "" : layouts.error().message.c_str());
    QFETCH(QString, state);
    QTEST(static_cast<int>(layouts->health(state.toStdString())), "health");
}

void TestResourceLayouts::refusesBadData_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("number as column") << QByteArray(R"({"tables": {"ec2.Vpc": [1]}})");
    QTest::newRow("path alone in a list") << QByteArray(R"({"tables": {"ec2.Vpc": [["State"]]}})");
    QTest::newRow("unknown kind") << QByteArray(R"({"tables": {"ec2.Vpc": [["a", "A", "colour"]]}})");
}

void TestResourceLayouts::refusesBadData()
{
    QFETCH(QByteArray, json);
    const auto layouts = ResourceLayouts::parse(json);
    QVERIFY(!layouts.ok());
    QCOMPARE(layouts.error().kind, ErrorKind::Configuration);
}

void TestResourceLayouts::readsColumns()
{
    const auto layouts = ResourceLayouts::parse(
        R"({"tables": {"s.T": ["@name", "tag:env", "A.Name", ["Size", "Big", "size"]]}})");
    QVERIFY(layouts.ok());
    ResourceDefinition type;
    type.service = "s";
    type.name = "T";
    const ResourceColumns& columns = layouts->columns(type);
    QCOMPARE(columns.size(), std::size_t(4));
    QCOMPARE(columns[0].source, ResourceColumn::Source::Identifier);
    QCOMPARE(columns[1].source, ResourceColumn::Source::Tag);
    QCOMPARE(columns[2].label, std::string("A"));
    QCOMPARE(columns[3].label, std::string("Big"));
    QCOMPARE(columns[3].kind, ColumnKind::Size);
    type.name = "U";
    QVERIFY(layouts->columns(type).empty());
}

INIA_TEST_CLASS(TestResourceLayouts, inia::tests::NoApplication)
#include "tst_resourcelayouts.moc"
