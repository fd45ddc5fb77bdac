#include "tests/support/testmain.h"
#include "ui/models/place.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;

Q_DECLARE_METATYPE(inia::ui::ResourceLocation)

class TestResourceLocation final : public QObject {
    Q_OBJECT

private slots:
    void roundTrips_data();
    void roundTrips();
    void refuses_data();
    void refuses();
    void tellsKindsApart();
    void beginsTheUrisInside();
    void namesItsParts();
    void spansRegions();
};

void TestResourceLocation::spansRegions()
{
    const auto place = Place::parse("ec2://instances?regions=eu-west-1,us-west-2");
    QVERIFY(place.ok());
    const ResourceLocation& location = *place->resource();
    QVERIFY(location.isMerged());
    QCOMPARE(location.regions, (std::vector<std::string>{"eu-west-1", "us-west-2"}));
    QCOMPARE(place->uri(), std::string("ec2://instances?regions=eu-west-1,us-west-2"));
    QCOMPARE(place->inOwnRegion().uri(), std::string("ec2://instances"));
    QCOMPARE(place->parts().back().label, QStringLiteral("Instances in 2 regions"));
    QCOMPARE(location.parent().uri(), std::string("ec2://"));
    QCOMPARE(location.resource({"i-1"}).uri(), std::string("ec2://instances/i-1"));
    QVERIFY(ResourceLocation::parse("ec2://instances?regions=all")->isMerged());
    QVERIFY(
        !ResourceLocation::parse("ec2://instances?regions=eu-west-1")->isMerged()); // a session of its own
    const auto there = ResourceLocation::parse("ec2://instances/i-1?regions=eu-west-1");
    QVERIFY(there->isResource() && !there->isMerged());
    const auto sessions =
        ResourceLocation::parse("ec2://instances?regions=us-west-2,my%20prod%2C2@eu-west-1");
    QVERIFY(sessions.ok());
    QVERIFY(sessions->isMerged());
    QCOMPARE(sessions->regions, (std::vector<std::string>{"us-west-2", "my prod,2@eu-west-1"}));
    QCOMPARE(sessions->uri(), std::string("ec2://instances?regions=us-west-2,my%20prod%2C2@eu-west-1"));
    QCOMPARE(RegionName(sessions->regions[1]).profile, std::string("my prod,2"));
    QCOMPARE(RegionName(sessions->regions[1]).region, std::string("eu-west-1"));
    QVERIFY(!ResourceLocation::parse("ec2://instances?regions=@eu-west-1"));
    QVERIFY(!ResourceLocation::parse("ec2://instances?regions=prod@"));
    QVERIFY(!ResourceLocation::parse("ec2://instances?regions="));
    QVERIFY(!ResourceLocation::parse("ec2://instances?regions=a b"));
}

void TestResourceLocation::roundTrips_data()
{
    using Step = ResourceLocation::Step;
    QTest::addColumn<QString>("uri");
    QTest::addColumn<ResourceLocation>("location");
    const auto row = [](const char* name, const QString& uri, std::vector<Step> steps) {
        QTest::newRow(name) << uri << ResourceLocation{"iam", std::move(steps)};
    };
    row("service", QStringLiteral("iam://"), {});
    row("collection", QStringLiteral("iam://instance_profiles"), {{"instance_profiles", {}}});
    row("resource", QStringLiteral("iam://users/jo"), {{"users", {"jo"}}});
    row("sub-collection", QStringLiteral("iam://users/jo/groups"), {{"users", {"jo"}}, {"groups", {}}});
    row("arn", QStringLiteral("iam://policies/arn:aws:iam::1:policy%2Fa%2Fb"),
        {{"policies", {"arn:aws:iam::1:policy/a/b"}}});
    row("url", QStringLiteral("iam://queues/https:%2F%2Fsqs%2F1%2Fq%3Fx"),
        {{"queues", {"https://sqs/1/q?x"}}});
    row("several identifiers", QStringLiteral("iam://metrics/AWS%2FEC2,CPU"),
        {{"metrics", {"AWS/EC2", "CPU"}}});
    row("comma", QStringLiteral("iam://users/a%2Cb"), {{"users", {"a,b"}}});
    row("percent and space", QStringLiteral("iam://users/50%25%20a"), {{"users", {"50% a"}}});
    row("unicode", QStringLiteral("iam://users/%C3%BC%E2%82%AC"), {{"users", {"\u00FC\u20AC"}}});
    row("line break", QStringLiteral("iam://users/a%0Ab"), {{"users", {"a\nb"}}});
}

void TestResourceLocation::roundTrips()
{
    QFETCH(QString, uri);
    QFETCH(ResourceLocation, location);
    QCOMPARE(QString::fromStdString(location.uri()), uri);
    const auto parsed = ResourceLocation::parse(uri.toStdString());
    QVERIFY(parsed.ok());
    QVERIFY(*parsed == location);
    const auto place = Place::parse(uri.toStdString());
    QVERIFY(place.ok());
    QVERIFY(*place == Place(location));
}

void TestResourceLocation::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("no scheme") << QStringLiteral("instances/i-1");
    QTest::newRow("no service") << QStringLiteral("://instances");
    QTest::newRow("space in service") << QStringLiteral("e c2://instances");
    QTest::newRow("no collection") << QStringLiteral("ec2:///i-1");
    QTest::newRow("capital in collection") << QStringLiteral("ec2://Instances");
    QTest::newRow("slash at the end") << QStringLiteral("ec2://instances/");
    QTest::newRow("empty identifier") << QStringLiteral("ec2://instances//volumes");
    QTest::newRow("empty one of two") << QStringLiteral("cloudwatch://metrics/a,");
    QTest::newRow("empty sub-collection") << QStringLiteral("ec2://vpcs/vpc-1/");
}

void TestResourceLocation::refuses()
{
    QFETCH(QString, text);
    const auto location = ResourceLocation::parse(text.toStdString());
    QVERIFY(!location.ok());
    QVERIFY(location.error().kind == ErrorKind::Parameter);
    QVERIFY(location.error().message.find(text.toStdString()) != std::string::npos);
}

void TestResourceLocation::tellsKindsApart()
{
    const ResourceLocation service{"ec2", {}};
    const auto vpcs = service.collection("vpcs");
    const auto vpc = vpcs.resource({"vpc-1"});
    QVERIFY(service.isService() && !service.isCollection() && !service.isResource());
    QVERIFY(!vpcs.isService() && vpcs.isCollection() && !vpcs.isResource());
    QVERIFY(!vpc.isService() && !vpc.isCollection() && vpc.isResource());
    QVERIFY(vpc.collection("subnets").parent() == vpc);
    QVERIFY(vpc.parent() == vpcs);
    QVERIFY(vpcs.parent() == service);
    QVERIFY(service.parent() == service);
}

void TestResourceLocation::beginsTheUrisInside()
{
    QVERIFY(isInside("ec2://instances/i-1", "ec2://"));
    QVERIFY(isInside("ec2://instances/i-1", "ec2://instances"));
    QVERIFY(isInside("ec2://instances/i-1", "ec2://instances/i-1"));
    QVERIFY(isInside("s3://acme/logs/a", "s3://acme/logs/"));
    QVERIFY(!isInside("ec2://instances/i-12", "ec2://instances/i-1"));
    QVERIFY(!isInside("ec2://instances", "ec2://instances/i-1"));
    QVERIFY(!isInside("ec2://instances", ""));
}

void TestResourceLocation::namesItsParts()
{
    const auto place = Place::parse("iam://policies/arn:aws:iam::1:policy%2Fteam%2Fread/attached_roles");
    QVERIFY(place.ok());
    const auto parts = place->parts();
    QStringList labels;
    for (const auto& part : parts)
        labels.append(part.label);
    QCOMPARE(labels, QStringList({QStringLiteral("Policies"), QStringLiteral("read"),
                                  QStringLiteral("Attached roles")}));
    QVERIFY(parts.back().place == *place);
    QVERIFY(parts.front().place == Place(ResourceLocation{"iam", {{"policies", {}}}}));
}

INIA_TEST_CLASS(TestResourceLocation, QCoreApplication)
#include "tst_resourcelocation.moc"
