#include "core/model/servicemodel.h"
#include "core/resource/resourcedefinition.h"
#include "core/resource/resourcedefinitions.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

#include <algorithm>

using namespace inia;
using namespace inia::tests;

namespace {

ResourceStructure structureOf(const Session& session, const char* service, const char* type)
{
    const auto resource = session.resource(service).value();
    const auto definition = resource.definitions()->definition(type, resource.client().model());
    return ResourceStructure::of(*definition.value());
}

bool contains(const std::vector<std::string>& names, const char* name)
{
    return std::binary_search(names.begin(), names.end(), name);
}

ResourceDefinitions small(const char* resources)
{
    return ResourceDefinitions(Document::fromJson(resources, "test").value());
}

ServiceModel smallModel()
{
    return {"tiny", Document::fromJson(R"({"metadata": {}, "shapes": {
        "Thing": {"type": "structure", "members": {"Id": {"shape": "Text"}, "Run": {"shape": "Text"},
                  "Load": {"shape": "Text"}, "Meta": {"shape": "Text"}, "ThingName": {"shape": "Text"}}},
        "Text": {"type": "string"}}})",
                                       "test")
                        .value()};
}

} // namespace

class tst_ResourceDefinitions final : public QObject {
    Q_OBJECT

private slots:
    void takenNamesGetTheirKind();
    void clashesAreErrors();
    void realCollisions_data();
    void realCollisions();
    void serviceOffersEveryType();
    void injectedMembers();
    void unknownTypesNameNearOnes();
};

void tst_ResourceDefinitions::takenNamesGetTheirKind()
{
    const auto definitions = small(R"({"service": {}, "resources": {"Thing": {
        "identifiers": [{"name": "Id"}, {"name": "Name", "memberName": "ThingName"}], "shape": "Thing",
        "load": {"request": {"operation": "GetThing"}, "path": "@"},
        "actions": {"Run": {"request": {"operation": "RunThing"}}, "Load": {"request": {"operation": "Load"}}}}}})");
    const auto model = smallModel();
    const auto thing = definitions.definition("Thing", model).value();
    const auto structure = ResourceStructure::of(*thing);
    QCOMPARE(structure.actions, (std::vector<std::string>{"load", "load_action", "reload", "run"}));
    QCOMPARE(structure.attributes,
             (std::vector<std::string>{"load_attribute", "meta_attribute", "run_attribute", "thing_name"}));
    QCOMPARE(thing->attributes.back().identifier, std::string("name"));
}

void tst_ResourceDefinitions::clashesAreErrors()
{
    const auto definitions = small(R"({"service": {}, "resources": {"Thing": {
        "identifiers": [{"name": "Id"}, {"name": "RunAttribute"}], "shape": "Thing",
        "actions": {"Run": {"request": {"operation": "RunThing"}}}}}})");
    const auto thing = definitions.definition("Thing", smallModel());
    QVERIFY(!thing);
    QCOMPARE(thing.error().kind, ErrorKind::Model);
    QVERIFY(thing.error().message.find("run_attribute") != std::string::npos);
}

void tst_ResourceDefinitions::realCollisions_data()
{
    QTest::addColumn<QByteArray>("service");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("attribute");
    QTest::newRow("ec2 Instance") << QByteArray("ec2") << QByteArray("Instance")
                                  << QByteArray("network_interfaces_attribute");
    QTest::newRow("ec2 RouteTable") << QByteArray("ec2") << QByteArray("RouteTable")
                                    << QByteArray("routes_attribute");
    QTest::newRow("sqs Queue keeps its name")
        << QByteArray("sqs") << QByteArray("Queue") << QByteArray("attributes");
}

void tst_ResourceDefinitions::realCollisions()
{
    QFETCH(QByteArray, service);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, attribute);
    const auto test = makeTestSession();
    if (!test)
        QSKIP("no model pack");
    QVERIFY(contains(structureOf(test->session, service.constData(), type.constData()).attributes,
                     attribute.constData()));
}

void tst_ResourceDefinitions::serviceOffersEveryType()
{
    const auto test = makeTestSession();
    if (!test)
        QSKIP("no model pack");
    const auto ec2 = test->session.resource("ec2").value();
    const auto offered = ec2.availableSubResources();
    QVERIFY(contains(offered, "KeyPair"));
    QVERIFY(!contains(offered, "KeyPairInfo"));
    QCOMPARE(ec2.subResource("KeyPair", {"k"}).value().type(), std::string("KeyPairInfo"));
    QVERIFY(contains(test->session.resource("s3").value().availableSubResources(), "MultipartUploadPart"));
}

void tst_ResourceDefinitions::injectedMembers()
{
    const auto test = makeTestSession();
    if (!test)
        QSKIP("no model pack");
    const auto bucket = structureOf(test->session, "s3", "Bucket").actions;
    QVERIFY(contains(bucket, "upload_file") && contains(bucket, "load") && !contains(bucket, "reload"));
    const auto object = structureOf(test->session, "s3", "Object").actions;
    QVERIFY(contains(object, "copy") && contains(object, "load") && contains(object, "reload"));
    QVERIFY(contains(structureOf(test->session, "ec2", "ServiceResource").actions, "create_tags"));
    QVERIFY(contains(structureOf(test->session, "ec2", "Instance").actions, "delete_tags"));
    QVERIFY(contains(structureOf(test->session, "dynamodb", "Table").actions, "batch_writer"));
}

void tst_ResourceDefinitions::unknownTypesNameNearOnes()
{
    const auto test = makeTestSession();
    if (!test)
        QSKIP("no model pack");
    const auto s3 = test->session.resource("s3").value();
    const auto none = s3.definitions()->definition("Buckt", s3.client().model());
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::UnknownName);
    QVERIFY(none.error().message.find("did you mean Bucket") != std::string::npos);
}

INIA_TEST_CLASS(tst_ResourceDefinitions, QCoreApplication)
#include "tst_resourcedefinitions.moc"
