#include "tests/support/fakeservices.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/models/resourcefinder.h"
#include "ui/models/resourcetreemodel.h"
#include "ui/models/treesource.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using State = CollectionCursor::State;

// Services in the tree, by their definitions.
class TestServiceTreeSource final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void knowsTheServices();
    void showsFewServicesAtFirst();
    void showsCollectionsWithoutAsking();
    void foldsWhatIsUsedLess();
    void namesResources();
    void showsSubCollections();
    void hidesArrowsOfLeaves();
    void hidesArrowsOfThingsWithoutIds();
    void loadsMoreAndCounts();
    void saysDeniedAndGoesOn();
    void saysEmpty();
    void asksForOwnImages();
    void opensWhatIsKnown();
    void revealsResources();
    void reloads();
    void findsWhatTheUrisName_data();
    void findsWhatTheUrisName();
    void findsTheWayTo_data();
    void findsTheWayTo();
    void refusesWrongPlaces_data();
    void refusesWrongPlaces();

private:
    [[nodiscard]] QModelIndex at(const char* uri) const;
    void expand(const char* uri);
    [[nodiscard]] QStringList rows(const QModelIndex& parent) const;
    [[nodiscard]] QModelIndex lastRow(const QModelIndex& parent) const;

    std::optional<TestSession> m_session;
    std::optional<FakeServices> m_services;
    std::unique_ptr<ServiceResources> m_resources;
    std::unique_ptr<ResourceTreeModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestServiceTreeSource::initTestCase()
{
    if (!hasModelPack())
        QSKIP("The models are not built: set INIA_BOTOCORE_DIR.");
    auto session = makeTestSession();
    QVERIFY2(session.ok(), session.ok() ? "" : session.error().message.c_str());
    m_session = std::move(session).value();
    m_resources = std::make_unique<ServiceResources>(m_session->session);
}

void TestServiceTreeSource::init()
{
    m_services.emplace();
    m_services->setPages("DescribeInstances", {instancesAnswer({{"i-1", "web"}, {"i-12", ""}})});
    m_services->setPages("ListRoles", {rolesAnswer({"admin", "reader"}, 1), rolesAnswer({"writer"})});
    m_services->setPages("ListQueues", {queuesAnswer({"orders", "orders-dlq"})});
    m_session->transport->setHandler(
        [this](const HttpRequest& request) { return m_services->answer(request); });
    m_session->transport->forgetRequests();
    m_model = std::make_unique<ResourceTreeModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
    std::vector<std::unique_ptr<TreeSource>> sources;
    for (const char* service : {"ec2", "iam", "sqs", "glacier"})
        sources.push_back(std::make_unique<ServiceTreeSource>(*m_resources, service));
    m_model->setSession({QStringLiteral("west"), QStringLiteral("us-west-2")}, std::move(sources));
}

void TestServiceTreeSource::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

QModelIndex TestServiceTreeSource::at(const char* uri) const
{
    const QString wanted = QString::fromLatin1(uri);
    const QModelIndex index = m_model->indexOf(wanted);
    return m_model->uri(index) == wanted ? index : QModelIndex();
}

void TestServiceTreeSource::expand(const char* uri)
{
    const QModelIndex index = at(uri);
    QVERIFY2(index.isValid(), uri);
    QVERIFY2(m_model->canFetchMore(index), uri);
    m_model->fetchMore(index);
    m_model->fetchMore(index); // as views do
    QTRY_VERIFY(m_model->state(index) != State::Loading);
}

QStringList TestServiceTreeSource::rows(const QModelIndex& parent) const
{
    QStringList rows;
    for (int row = 0; row < m_model->rowCount(parent); ++row)
        rows.append(m_model->index(row, 0, parent).data().toString());
    return rows;
}

QModelIndex TestServiceTreeSource::lastRow(const QModelIndex& parent) const
{
    return m_model->index(m_model->rowCount(parent) - 1, 0, parent);
}

void TestServiceTreeSource::knowsTheServices()
{
    const std::vector<std::string> expected{"s3",  "ec2",        "dynamodb",       "sqs",    "sns",
                                            "iam", "cloudwatch", "cloudformation", "glacier"};
    const auto& services = m_resources->services();
    QCOMPARE(std::vector<std::string>(
                 services.begin(), services.begin() + static_cast<std::ptrdiff_t>(m_resources->foremost())),
             expected);
    // The others are in the pack by what was inferred of them.
    QVERIFY(std::find(services.begin(), services.end(), "lambda") != services.end());
    QVERIFY(services.size() > 400);
    QCOMPARE(rows(m_model->sessionIndex()), QStringList({QStringLiteral("EC2"), QStringLiteral("IAM"),
                                                         QStringLiteral("SQS"), QStringLiteral("Glacier")}));
    QVERIFY(m_resources->service("lambda").ok());
    QVERIFY(!m_resources->service("no-such-service").ok());
}

void TestServiceTreeSource::showsFewServicesAtFirst()
{
    std::vector<std::unique_ptr<TreeSource>> sources;
    for (const char* service : {"sqs", "iam", "ec2", "glacier"})
        sources.push_back(std::make_unique<ServiceTreeSource>(*m_resources, service));
    m_model->setSession({QStringLiteral("west"), QStringLiteral("us-west-2")}, std::move(sources), 1);
    const auto session = m_model->sessionIndex();
    QCOMPARE(rows(session), QStringList({QStringLiteral("SQS"), QStringLiteral("3 more services")}));
    // The one that somebody goes to, and no other.
    QCOMPARE(m_model->open(QStringLiteral("ec2://instances")).data().toString(), QStringLiteral("Instances"));
    QCOMPARE(rows(session),
             QStringList({QStringLiteral("SQS"), QStringLiteral("EC2"), QStringLiteral("2 more services")}));
    QVERIFY(m_model->activate(lastRow(session)));
    QCOMPARE(rows(session), QStringList({QStringLiteral("SQS"), QStringLiteral("EC2"), QStringLiteral("IAM"),
                                         QStringLiteral("Glacier")}));
    QVERIFY(m_model->hasChildren(at("glacier://")));
    QCOMPARE(m_session->transport->requestCount(), 0);
}

void TestServiceTreeSource::showsCollectionsWithoutAsking()
{
    QVERIFY(m_model->hasChildren(at("sqs://")));
    expand("sqs://");
    QCOMPARE(rows(at("sqs://")), QStringList{QStringLiteral("Queues")});
    QVERIFY(!at("sqs://").data(CountRole).isValid());
    expand("glacier://");
    QCOMPARE(rows(at("glacier://")), QStringList{QStringLiteral("Vaults")});
    QCOMPARE(m_session->transport->requestCount(), 0);
}

void TestServiceTreeSource::foldsWhatIsUsedLess()
{
    expand("ec2://");
    const QModelIndex ec2 = at("ec2://");
    QCOMPARE(m_model->rowCount(ec2), 9);
    QCOMPARE(rows(ec2).mid(0, 3), QStringList({QStringLiteral("Instances"), QStringLiteral("Images"),
                                               QStringLiteral("Key pairs")}));
    QCOMPARE(lastRow(ec2).data().toString(), QStringLiteral("9 more types"));
    QCOMPARE(lastRow(ec2).data(StateRole).value<RowState>(), RowState::LoadMore);
    QVERIFY(m_model->activate(lastRow(ec2)));
    QCOMPARE(m_model->rowCount(ec2), 17);
    QVERIFY(rows(ec2).contains(QStringLiteral("DHCP options sets")));
    QVERIFY(lastRow(ec2).data(StateRole).isNull());
    QCOMPARE(m_session->transport->requestCount(), 0);
}

void TestServiceTreeSource::namesResources()
{
    expand("ec2://");
    expand("ec2://instances");
    const QModelIndex instances = at("ec2://instances");
    QCOMPARE(rows(instances), QStringList({QStringLiteral("web"), QStringLiteral("i-12")}));
    QCOMPARE(at("ec2://instances/i-1").data(SuffixRole).toString(), QStringLiteral("i-1"));
    QVERIFY(!at("ec2://instances/i-12").data(SuffixRole).isValid());
    QCOMPARE(instances.data(CountRole).toLongLong(), 2);
    expand("sqs://");
    expand("sqs://queues");
    QCOMPARE(rows(at("sqs://queues")), QStringList({QStringLiteral("orders"), QStringLiteral("orders-dlq")}));
    QVERIFY(!lastRow(at("sqs://queues")).data(SuffixRole).isValid());
}

void TestServiceTreeSource::showsSubCollections()
{
    expand("ec2://");
    expand("ec2://instances");
    m_session->transport->forgetRequests();
    expand("ec2://instances/i-1");
    QCOMPARE(rows(at("ec2://instances/i-1")),
             QStringList({QStringLiteral("Volumes"), QStringLiteral("VPC addresses")}));
    QCOMPARE(m_session->transport->requestCount(), 0);
    m_services->setPages("DescribeVolumes",
                         {"<DescribeVolumesResponse><volumeSet><entry><volumeId>vol-1</volumeId>"
                          "</entry></volumeSet></DescribeVolumesResponse>"});
    expand("ec2://instances/i-1/volumes");
    QVERIFY(at("ec2://instances/i-1/volumes/vol-1").isValid());
    QVERIFY(m_session->transport->requests().back().body.contains("i-1"));
}

void TestServiceTreeSource::hidesArrowsOfLeaves()
{
    expand("iam://");
    m_services->setPages(
        "ListInstanceProfiles",
        {"<ListInstanceProfilesResponse><ListInstanceProfilesResult><InstanceProfiles><member>"
         "<InstanceProfileName>web</InstanceProfileName></member></InstanceProfiles>"
         "</ListInstanceProfilesResult></ListInstanceProfilesResponse>"});
    expand("iam://instance_profiles");
    const QModelIndex leaf = at("iam://instance_profiles/web");
    QVERIFY(leaf.data(LeafRole).toBool());
    QVERIFY(!m_model->hasChildren(leaf));
    QVERIFY(!m_model->canFetchMore(leaf));
    QVERIFY(!at("iam://instance_profiles").data(LeafRole).toBool());
}

// No place below them has a uri.
void TestServiceTreeSource::hidesArrowsOfThingsWithoutIds()
{
    m_services->setPages("DescribeInstances", {instancesAnswer({{"i-1", "web"}, {"", "nameless"}})});
    expand("ec2://");
    expand("ec2://instances");
    const QModelIndex instances = at("ec2://instances");
    QCOMPARE(m_model->rowCount(instances), 2);
    QVERIFY(m_model->hasChildren(m_model->index(0, 0, instances)));
    QVERIFY(!m_model->hasChildren(m_model->index(1, 0, instances)));
}

void TestServiceTreeSource::loadsMoreAndCounts()
{
    expand("iam://");
    expand("iam://roles");
    const QModelIndex roles = at("iam://roles");
    QCOMPARE(rows(roles),
             QStringList({QStringLiteral("admin"), QStringLiteral("reader"), QStringLiteral("Load more")}));
    QVERIFY(!roles.data(CountRole).isValid());
    QVERIFY(m_model->activate(lastRow(roles)));
    QTRY_COMPARE(m_model->state(roles), State::Complete);
    QCOMPARE(roles.data(CountRole).toLongLong(), 3);
    QCOMPARE(m_session->transport->requestCount(), 2);
}

void TestServiceTreeSource::saysDeniedAndGoesOn()
{
    m_services->deny("ListRoles");
    expand("iam://");
    expand("iam://roles");
    const QModelIndex roles = at("iam://roles");
    QCOMPARE(lastRow(roles).data().toString(), QStringLiteral("No permission: iam:ListRoles"));
    QVERIFY(roles.data(LockedRole).toBool());
    QVERIFY(m_model->lastCallId(roles) != 0);
    m_services->allow("ListRoles");
    QVERIFY(m_model->activate(lastRow(roles)));
    QTRY_COMPARE(m_model->rowCount(roles), 3);
    QVERIFY(!roles.data(LockedRole).toBool());
}

void TestServiceTreeSource::saysEmpty()
{
    m_services->setPages("DescribeVpcs", {"<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>"});
    expand("ec2://");
    expand("ec2://vpcs");
    QCOMPARE(rows(at("ec2://vpcs")), QStringList{QStringLiteral("No VPCs")});
    QCOMPARE(at("ec2://vpcs").data(CountRole).toLongLong(), 0);
}

void TestServiceTreeSource::asksForOwnImages()
{
    m_services->setPages("DescribeImages", {"<DescribeImagesResponse><imagesSet/></DescribeImagesResponse>"});
    m_services->setPages("DescribeSnapshots",
                         {"<DescribeSnapshotsResponse><snapshotSet/></DescribeSnapshotsResponse>"});
    expand("ec2://");
    expand("ec2://images");
    expand("ec2://snapshots");
    QVERIFY(m_session->transport->requests()[0].body.contains("Owner.1=self"));
    QVERIFY(m_session->transport->requests()[1].body.contains("Owner.1=self"));
}

void TestServiceTreeSource::opensWhatIsKnown()
{
    QCOMPARE(m_model->uri(m_model->open(QStringLiteral("ec2://route_tables/rtb-1"))),
             QStringLiteral("ec2://route_tables"));
    QCOMPARE(m_model->rowCount(at("ec2://")), 17); // it was folded away
    QCOMPARE(m_model->uri(m_model->open(QStringLiteral("iam://nonsense"))), QStringLiteral("iam://"));
    QVERIFY(!m_model->open(QStringLiteral("lambda://functions")).isValid());
    QCOMPARE(m_session->transport->requestCount(), 0);
}

void TestServiceTreeSource::revealsResources()
{
    QSignalSpy revealed(m_model.get(), &ResourceTreeModel::revealed);
    m_model->reveal(QStringLiteral("ec2://instances/i-12/volumes"));
    QVERIFY(revealed.wait());
    QVERIFY(revealed[0][1].toBool());
    QCOMPARE(m_model->uri(revealed[0][0].toModelIndex()), QStringLiteral("ec2://instances/i-12/volumes"));
    QCOMPARE(m_session->transport->requestCount(), 1);
}

void TestServiceTreeSource::reloads()
{
    expand("ec2://");
    expand("ec2://instances");
    m_services->setPages("DescribeInstances", {instancesAnswer({{"i-3", "new"}})});
    m_model->reload(at("ec2://"));
    QTRY_COMPARE(rows(at("ec2://instances")), QStringList{QStringLiteral("new")});
    QCOMPARE(m_session->transport->requestCount(), 2);
}

void TestServiceTreeSource::findsWhatTheUrisName_data()
{
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("resource");
    const auto row = [](const char* uri, const char* resource) {
        QTest::newRow(uri) << QString::fromLatin1(uri) << QString::fromLatin1(resource);
    };
    row("ec2://", "ec2.ServiceResource()");
    row("ec2://instances", "ec2.ServiceResource()");
    row("ec2://instances/i-1/volumes/vol-1", "ec2.Volume(id='vol-1')");
    row("iam://users/jo/access_keys/AK", "iam.AccessKey(user_name='jo', id='AK')");
    row("iam://policies/arn:aws:iam::1:policy%2Fa/versions/v2",
        "iam.PolicyVersion(arn='arn:aws:iam::1:policy/a', version_id='v2')");
    row("glacier://vaults/old/jobs/j", "glacier.Job(account_id='-', vault_name='old', id='j')");
    row("cloudwatch://metrics/AWS%2FEC2,CPU", "cloudwatch.Metric(namespace='AWS/EC2', name='CPU')");
    row("cloudformation://stacks/app/resource_summaries/Queue",
        "cloudformation.StackResourceSummary(stack_name='app', logical_id='Queue')");
    row("dynamodb://tables/orders", "dynamodb.Table(name='orders')");
}

void TestServiceTreeSource::findsWhatTheUrisName()
{
    QFETCH(QString, uri);
    const auto location = ResourceLocation::parse(uri.toStdString());
    QVERIFY(location.ok());
    const auto found = resourceAt(*m_resources->service(location->service), *location);
    QVERIFY2(found.ok(), found.ok() ? "" : found.error().message.c_str());
    QTEST(QString::fromStdString(found->text()), "resource");
    if (!location->isResource())
        return;
    const auto collection = collectionAt(*m_resources->service(location->service), *location);
    QVERIFY(collection.ok());
    QVERIFY(locationIn(location->parent(), collection->definition(), *found) == *location);
}

void TestServiceTreeSource::findsTheWayTo_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QStringList>("identifiers");
    QTest::addColumn<QString>("uri");
    const auto row = [](const char* uri, const char* service, const char* type,
                        const QStringList& identifiers) {
        QTest::newRow(uri) << QString::fromLatin1(service) << QString::fromLatin1(type) << identifiers
                           << QString::fromLatin1(uri);
    };
    row("ec2://subnets/subnet-1", "ec2", "Subnet", {QStringLiteral("subnet-1")});
    row("ec2://key_pairs/jo", "ec2", "KeyPair", {QStringLiteral("jo")});
    row("iam://users/jo/access_keys/AK", "iam", "AccessKey", {QStringLiteral("jo"), QStringLiteral("AK")});
    row("iam://roles/app/policies/read", "iam", "RolePolicy",
        {QStringLiteral("app"), QStringLiteral("read")});
    row("glacier://vaults/old/jobs/j", "glacier", "Job",
        {QStringLiteral("-"), QStringLiteral("old"), QStringLiteral("j")});
    row("s3://buckets/acme/objects/a%2Fb", "s3", "Object", {QStringLiteral("acme"), QStringLiteral("a/b")});
    row("", "ec2", "NetworkInterfaceAssociation", {QStringLiteral("assoc-1")});
}

void TestServiceTreeSource::findsTheWayTo()
{
    QFETCH(QString, service);
    QFETCH(QString, type);
    QFETCH(QStringList, identifiers);
    const auto& root = m_resources->service(service.toStdString());
    std::vector<Value> values;
    for (const QString& identifier : identifiers)
        values.emplace_back(identifier.toStdString());
    const auto resource = Resource::create(root->client(), root->definitions(), type.toStdString(), values);
    QVERIFY(resource.ok());
    const auto location = locationOf(*resource);
    QTEST(location ? QString::fromStdString(location->uri()) : QString(), "uri");
}

void TestServiceTreeSource::refusesWrongPlaces_data()
{
    QTest::addColumn<QString>("uri");
    QTest::newRow("collection") << QStringLiteral("ec2://machines/i-1");
    QTest::newRow("sub-collection") << QStringLiteral("ec2://instances/i-1/queues");
    QTest::newRow("too many identifiers") << QStringLiteral("ec2://instances/i-1,i-2");
    QTest::newRow("too few identifiers") << QStringLiteral("cloudwatch://metrics/AWS%2FEC2");
}

void TestServiceTreeSource::refusesWrongPlaces()
{
    QFETCH(QString, uri);
    const auto location = ResourceLocation::parse(uri.toStdString());
    QVERIFY(location.ok());
    const auto& service = m_resources->service(location->service);
    const bool found = resourceAt(*service, *location).ok() && collectionAt(*service, *location).ok();
    QVERIFY(!found);
}

INIA_TEST_CLASS(TestServiceTreeSource, QCoreApplication)
#include "tst_servicetreesource.moc"
