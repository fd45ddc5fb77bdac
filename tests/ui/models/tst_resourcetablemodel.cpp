#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/models/listingtablemodel.h"
#include "ui/models/resourcetablemodel.h"

#include <QtCore/QFile>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using Model = ResourceTableModel;
using State = Model::State;
using Source = ResourceColumn::Source;

// Answers like EC2 and SQS would, page after page.
class TestResourceTableModel final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void showsInstances();
    void derivesColumnsWithoutAnEntry();
    void readsQueuesByTheirUrls();
    void showsWhatThePageBringsBesideIdentifiers();
    void fetchesPages();
    void goesOnFromTheTokenAfterAFailure();
    void tellsEmptyFromFailed();
    void refusesWhatCannotBeMade();
    void sortsWithBlanksLast();
    void filtersShownCells();
    void choosesColumns();
    void keepsTheChoiceForTheType();
    void findsRowsByIdentifiers();
    void showsTimesAndUnits();
    void completesRowsOnce();
    void namesWhatIsToldByItsArn();
    void aFailedCompletionIsTheLast();
    void cellsHoldNoSecrets();
    void sortsAndFiltersWhileItPaints();
    void rowsAreReadInTwoThreads();

private:
    [[nodiscard]] Collection collection(const char* service, const char* name);
    [[nodiscard]] static ResourceLayouts layouts();
    [[nodiscard]] static QByteArray instance(int number, const char* state, const QByteArray& tags = {});
    [[nodiscard]] static QByteArray instances(const QByteArrayList& items, const QByteArray& token = {});
    [[nodiscard]] static QStringList labels(const Model& model);
    [[nodiscard]] static QStringList texts(const Model& model, int column);

    std::optional<TestSession> m_session;
};

#define WATCH(model)                                                                                         \
    QAbstractItemModelTester tester(&(model), QAbstractItemModelTester::FailureReportingMode::QtTest);       \
    tester.setUseFetchMore(false)

void TestResourceTableModel::initTestCase()
{
    if (!hasModelPack())
        QSKIP("The models are not built: set INIA_BOTOCORE_DIR.");
    auto session = makeTestSession();
    QVERIFY2(session.ok(), session.ok() ? "" : session.error().message.c_str());
    m_session = std::move(session).value();
}

void TestResourceTableModel::init()
{
    m_session->transport->setHandler({});
    m_session->transport->forgetRequests();
}

ResourceLayouts TestResourceTableModel::layouts()
{
    QFile file(QStringLiteral(INIA_SOURCE_DIR "/resources/resourcetables.json"));
    auto layouts = file.open(QIODevice::ReadOnly) ? ResourceLayouts::parse(file.readAll())
                                                  : Result<ResourceLayouts>(ResourceLayouts());
    return layouts ? std::move(layouts).value() : ResourceLayouts();
}

Collection TestResourceTableModel::collection(const char* service, const char* name)
{
    return m_session->session.resource(service)->collection(name).value();
}

QByteArray TestResourceTableModel::instance(int number, const char* state, const QByteArray& tags)
{
    const QByteArray id = QByteArray::number(number);
    return "<item><instancesSet><item><instanceId>i-" + id +
           "</instanceId><instanceState><code>16</code><name>" + state +
           "</name></instanceState><instanceType>t3.micro</instanceType><privateIpAddress>10.0.0." + id +
           "</privateIpAddress><launchTime>2026-07-14T10:00:0" + id +
           "Z</launchTime><placement><availabilityZone>us-west-2a</availabilityZone></placement><tagSet>" +
           tags + "</tagSet></item></instancesSet></item>";
}

QByteArray TestResourceTableModel::instances(const QByteArrayList& items, const QByteArray& token)
{
    return "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><reservationSet>" +
           items.join() + "</reservationSet>" +
           (token.isEmpty() ? QByteArray() : "<nextToken>" + token + "</nextToken>") +
           "</DescribeInstancesResponse>";
}

namespace {

QByteArray tag(const char* key, const char* value)
{
    return QByteArray("<item><key>") + key + "</key><value>" + value + "</value></item>";
}

HttpResponse serverError()
{
    return makeResponse(503, "<Response><Errors><Error><Code>Unavailable</Code><Message>Later.</Message>"
                             "</Error></Errors><RequestID>r-1</RequestID></Response>");
}

} // namespace

QStringList TestResourceTableModel::labels(const Model& model)
{
    QStringList labels;
    for (int section = 0; section < model.columnCount(); ++section)
        labels.append(model.headerData(section, Qt::Horizontal, Qt::DisplayRole).toString());
    return labels;
}

QStringList TestResourceTableModel::texts(const Model& model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, column).data().toString());
    return texts;
}

void TestResourceTableModel::showsInstances()
{
    m_session->transport->enqueue(
        makeResponse(200, instances({instance(1, "running", tag("Name", "web") + tag("team", "shop")),
                                     instance(2, "terminated", tag("team", "data"))})));
    Model model(layouts());
    WATCH(model);
    model.open(collection("ec2", "instances"));
    QVERIFY(labels(model).contains(QStringLiteral("Type"))); // a skeleton needs columns
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(labels(model).join(u','),
             QStringLiteral("Name,State,Instance id,Type,Zone,Private IP,Launched,team"));
    QCOMPARE(texts(model, 0), QStringList({QStringLiteral("web"), QString()}));
    QVERIFY(!model.index(1, 0).data().isValid());
    QCOMPARE(texts(model, 1), QStringList({QStringLiteral("Running"), QStringLiteral("Terminated")}));
    QCOMPARE(model.index(0, 1).data(HealthRole).value<Health>(), Health::Good);
    QCOMPARE(model.index(1, 1).data(HealthRole).value<Health>(), Health::Gone);
    QCOMPARE(model.index(1, 1).data(ExactTextRole).toString(), QStringLiteral("terminated"));
    QVERIFY(model.index(1, 0).data(DimRole).toBool() && !model.index(0, 0).data(DimRole).toBool());
    QCOMPARE(model.index(0, 6).data().toLongLong(), 1'784'023'201'000);
    QCOMPARE(model.headerData(2, Qt::Horizontal, ColumnKindRole).value<ColumnKind>(), ColumnKind::Mono);
    QCOMPARE(model.headerData(7, Qt::Horizontal, IconNameRole).toString(), QStringLiteral("tag"));
    QCOMPARE(model.resourceAt(1).identifier("id").text(), std::string("i-2"));
}

void TestResourceTableModel::derivesColumnsWithoutAnEntry()
{
    m_session->transport->enqueue(
        makeResponse(200, instances({instance(1, "running", tag("team", "shop"))})));
    Model model(ResourceLayouts{});
    model.open(collection("ec2", "instances"));
    QTRY_COMPARE(model.state(), State::Complete);
    const QStringList found = labels(model);
    QCOMPARE(found.first(), QStringLiteral("Instance id")); // no row has a Name
    QCOMPARE(found.at(1), QStringLiteral("State"));
    QVERIFY(found.contains(QStringLiteral("Instance type")));
    QCOMPARE(found.count(QStringLiteral("Instance id")), 1); // not once more as a member
    QCOMPARE(found.last(), QStringLiteral("team"));
    QVERIFY(!found.contains(QStringLiteral("Kernel id"))); // in the shape, blank everywhere
}

void TestResourceTableModel::readsQueuesByTheirUrls()
{
    m_session->transport->enqueue(
        makeResponse(200, R"({"QueueUrls": ["https://sqs.us-west-2.amazonaws.com/123/orders"]})"));
    Model model(layouts());
    model.open(collection("sqs", "queues"));
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(labels(model), QStringList({QStringLiteral("Name"), QStringLiteral("URL")}));
    QCOMPARE(texts(model, 0), QStringList({QStringLiteral("orders")}));
    QCOMPARE(texts(model, 1),
             QStringList({QStringLiteral("https://sqs.us-west-2.amazonaws.com/123/orders")}));
    QCOMPARE(model.headerData(1, Qt::Horizontal, ColumnKindRole).value<ColumnKind>(), ColumnKind::Mono);
}

void TestResourceTableModel::showsWhatThePageBringsBesideIdentifiers()
{
    m_session->transport->enqueue(makeResponse(
        200, "<ListSubscriptionsResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
             "<ListSubscriptionsResult><Subscriptions><member><Protocol>sqs</Protocol>"
             "<SubscriptionArn>arn:aws:sns:us-west-2:123:orders:1f</SubscriptionArn></member></Subscriptions>"
             "</ListSubscriptionsResult></ListSubscriptionsResponse>"));
    Model model(layouts());
    model.open(collection("sns", "subscriptions"));
    QTRY_COMPARE(model.state(), State::Complete);
    const int protocol = static_cast<int>(labels(model).indexOf(QStringLiteral("Protocol")));
    QVERIFY2(protocol >= 0, qPrintable(labels(model).join(u',')));
    QCOMPARE(texts(model, protocol), QStringList({QStringLiteral("sqs")}));
    QVERIFY(!model.resourceAt(0).isLoaded()); // boto3's resource has no data either
}

void TestResourceTableModel::fetchesPages()
{
    m_session->transport->enqueue(makeResponse(200, instances({instance(1, "running")}, "t1")));
    m_session->transport->enqueue(makeResponse(200, instances({instance(2, "running")}, "t2")));
    m_session->transport->enqueue(makeResponse(200, instances({instance(3, "running")})));
    Model model(layouts());
    WATCH(model);
    model.open(collection("ec2", "instances"));
    QTRY_COMPARE(model.state(), State::More);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 2);
    model.loadAll();
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.requests(), 3);
}

void TestResourceTableModel::goesOnFromTheTokenAfterAFailure()
{
    m_session->transport->enqueue(makeResponse(200, instances({instance(1, "running")}, "t1")));
    m_session->transport->enqueue(serverError());
    m_session->transport->enqueue(makeResponse(200, instances({instance(2, "running")})));
    Model model(layouts());
    WATCH(model);
    model.open(collection("ec2", "instances"));
    QTRY_COMPARE(model.state(), State::More);
    model.loadMore();
    QTRY_COMPARE(model.state(), State::Failed);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.error()->code, std::string("Unavailable"));
    model.retry();
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(model.rowCount(), 2);
    const auto& requests = m_session->transport->requests();
    QCOMPARE(requests.size(), std::size_t(3));
    QVERIFY(requests[2].body.contains("NextToken=t1"));
}

void TestResourceTableModel::tellsEmptyFromFailed()
{
    m_session->transport->enqueue(makeResponse(200, instances({})));
    Model model(layouts());
    WATCH(model);
    model.open(collection("ec2", "instances"));
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.error());

    m_session->transport->enqueue(serverError());
    model.open(collection("ec2", "instances"));
    QTRY_COMPARE(model.state(), State::Failed);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.error());
}

void TestResourceTableModel::refusesWhatCannotBeMade()
{
    Model model(layouts());
    WATCH(model);
    QSignalSpy changed(&model, &Model::listingChanged);
    model.openFailed(makeError(ErrorKind::UnknownName, "Unknown", "There is no such collection."));
    QCOMPARE(model.state(), State::Failed);
    QCOMPARE(model.columnCount(), 0);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(m_session->transport->requestCount(), 0);
}

void TestResourceTableModel::sortsWithBlanksLast()
{
    m_session->transport->enqueue(
        makeResponse(200, instances({instance(3, "running", tag("Name", "b")), instance(1, "stopped"),
                                     instance(2, "running", tag("Name", "A"))})));
    Model model(layouts());
    WATCH(model);
    model.open(collection("ec2", "instances"));
    QTRY_COMPARE(model.state(), State::Complete);
    const QPersistentModelIndex kept = model.index(0, 0);
    QSignalSpy applied(&model, &Model::orderApplied);
    model.sort(0, Qt::AscendingOrder);
    QVERIFY(applied.wait());
    QCOMPARE(texts(model, 2).join(u' '), QStringLiteral("i-2 i-3 i-1"));
    QCOMPARE(kept.row(), 1);
    model.sort(0, Qt::DescendingOrder);
    QVERIFY(applied.wait());
    QCOMPARE(texts(model, 2).join(u' '), QStringLiteral("i-3 i-2 i-1"));
    model.sort(6, Qt::AscendingOrder);
    QVERIFY(applied.wait());
    QCOMPARE(texts(model, 2).join(u' '), QStringLiteral("i-1 i-2 i-3"));
    model.sort(-1, Qt::AscendingOrder);
    QCOMPARE(texts(model, 2).join(u' '), QStringLiteral("i-3 i-1 i-2"));
}

void TestResourceTableModel::filtersShownCells()
{
    m_session->transport->enqueue(makeResponse(200, instances({instance(1, "running", tag("Name", "Web")),
                                                               instance(2, "stopped", tag("Name", "db"))},
                                                              "more")));
    Model model(layouts());
    WATCH(model);
    model.open(collection("ec2", "instances"));
    QTRY_COMPARE(model.state(), State::More);
    QSignalSpy applied(&model, &Model::orderApplied);
    model.setContains(QStringLiteral("web"));
    QVERIFY(applied.wait());
    QCOMPARE(texts(model, 0), QStringList({QStringLiteral("Web")}));
    QCOMPARE(model.loadedCount(), 2);
    QVERIFY(!model.canFetchMore({}));
    model.setContains(QStringLiteral("x86")); // in no cell that is shown
    QVERIFY(applied.wait());
    QCOMPARE(model.rowCount(), 0);
    model.setContains({});
    QCOMPARE(model.rowCount(), 2);
}

void TestResourceTableModel::choosesColumns()
{
    m_session->transport->enqueue(
        makeResponse(200, instances({instance(1, "running", tag("cost", "4410"))})));
    Model model(layouts());
    WATCH(model);
    QSignalSpy chosen(&model, &Model::columnsChosen);
    model.open(collection("ec2", "instances"));
    QTRY_COMPARE(model.state(), State::Complete);
    const ResourceColumns before = model.columns();
    chosen.clear();
    const ResourceColumns others = model.otherColumns();
    const auto ebs = std::find_if(others.begin(), others.end(),
                                  [](const auto& column) { return column.key == "EbsOptimized"; });
    QVERIFY(ebs != others.end()); // a member of the shape that no row has
    model.setColumnShown(*ebs, true);
    QCOMPARE(labels(model).last(), QStringLiteral("EBS optimized"));
    model.setColumnShown(before.front(), false);
    QCOMPARE(model.columnCount(), static_cast<int>(before.size()));
    QCOMPARE(chosen.count(), 2);
    model.resetColumns();
    QVERIFY(model.columns() == before);
}

void TestResourceTableModel::keepsTheChoiceForTheType()
{
    m_session->transport->setHandler([](const HttpRequest&) {
        return makeResponse(200, instances({instance(1, "running", tag("Name", "web"))}));
    });
    Model model(layouts());
    model.open(collection("ec2", "instances"));
    QTRY_COMPARE(model.state(), State::Complete);
    model.setColumnShown(model.columns().back(), false);
    const QStringList chosen = labels(model);
    model.open(collection("ec2", "instances"));
    QCOMPARE(labels(model), chosen);
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(labels(model), chosen);
}

void TestResourceTableModel::findsRowsByIdentifiers()
{
    m_session->transport->enqueue(
        makeResponse(200, instances({instance(1, "running"), instance(2, "running")})));
    Model model(layouts());
    model.open(collection("ec2", "instances"));
    QTRY_COMPARE(model.state(), State::Complete);
    QCOMPARE(model.rowOf("i-2"), 1);
    QCOMPARE(model.rowOf("2"), -1); // not the end of an identifier
    QCOMPARE(model.idOf(0), std::string("i-1"));
}

namespace {

/// An instance with all of the 60 members that the model names; those that are no texts are short.
QByteArray fullInstance(const Shape& shape, int number)
{
    QByteArray text;
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        const auto wireName = member.shape.locationName();
        const auto name = QByteArray::fromStdString(std::string(wireName.empty() ? member.name : wireName));
        const auto type = member.shape.type();
        const QByteArray value = type == ShapeType::Text   ? name + '-' + QByteArray::number(number)
                                 : type == ShapeType::Bool ? QByteArray("true")
                                 : type == ShapeType::Int  ? QByteArray::number(number)
                                 : type == ShapeType::Time ? QByteArray("2026-07-14T10:00:00Z")
                                                           : QByteArray();
        text += '<' + name + '>' + value + "</" + name + '>';
    }
    return "<item><instancesSet><item>" + text + "</item></instancesSet></item>";
}

int columnOf(const Model& model, const std::string& key)
{
    const auto& columns = model.columns();
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&key](const auto& column) { return column.key == key; });
    return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
}

} // namespace

// The worker of a sorted and filtered table reads the rows that the window paints. ThreadSanitizer looks on.
void TestResourceTableModel::showsTimesAndUnits()
{
    m_session->transport->enqueue(makeResponse(
        200,
        "{\"Functions\": [{\"FunctionName\": \"f\", \"MemorySize\": 512, \"Timeout\": 5400, \"CodeSize\": "
        "170, "
        "\"LastModified\": \"2026-07-14T10:12:40.500+0000\"}, {\"FunctionName\": \"g\", \"LastModified\": "
        "\"yesterday\"}]}"));
    Model model(layouts());
    model.open(m_session->session.explore("lambda")->collection("functions").value());
    QTRY_COMPARE(model.rowCount(), 2);
    const auto section = [&model](const char* label) {
        return static_cast<int>(labels(model).indexOf(QString::fromLatin1(label)));
    };
    const auto cell = [&](int row, const char* label, int role = Qt::DisplayRole) {
        return model.index(row, section(label)).data(role);
    };
    QCOMPARE(cell(0, "Memory size").toLongLong(), qint64(512) << 20);
    QCOMPARE(cell(0, "Memory size", ExactTextRole).toString(), QStringLiteral("512 MiB"));
    QCOMPARE(cell(0, "Timeout").toLongLong(), qint64(5400) * 1000 * 1000);
    QCOMPARE(cell(0, "Code size").toLongLong(), qint64(170));
    QCOMPARE(cell(0, "Last modified").toLongLong(), qint64(1784023960500));
    QCOMPARE(cell(1, "Last modified").toString(), QStringLiteral("yesterday")); // as it came
    QVERIFY(!cell(1, "Memory size").isValid());
    QCOMPARE(columnTitle(model.columns()[static_cast<std::size_t>(section("Memory size"))]),
             std::string("Memory size (MiB)"));
}

void TestResourceTableModel::completesRowsOnce()
{
    const auto arn = [](int number) {
        return "arn:aws:ecs:us-west-2:123456789012:cluster/c" + QByteArray::number(number);
    };
    QByteArrayList arns;
    for (int i = 0; i < 150; ++i)
        arns.append('"' + arn(i) + '"');
    QByteArrayList described;
    m_session->transport->setHandler([&](const HttpRequest& request) {
        if (request.headers.value("X-Amz-Target").ends_with("ListClusters"))
            return makeResponse(200, "{\"clusterArns\": [" + arns.join(", ") + "]}");
        described.append(request.body);
        return makeResponse(200, "{\"clusters\": [{\"clusterArn\": \"" + arn(1) +
                                     "\", \"clusterName\": \"c1\", \"status\": \"ACTIVE\", "
                                     "\"runningTasksCount\": 7}]}");
    });
    Model model(layouts());
    WATCH(model);
    model.open(m_session->session.explore("ecs")->collection("clusters").value());
    QTRY_COMPARE(model.rowCount(), 150);
    const auto section = static_cast<int>(labels(model).indexOf(QStringLiteral("Status")));
    QVERIFY2(section >= 0, qPrintable(labels(model).join(u',')));
    QCOMPARE(labels(model).first(), QStringLiteral("Name"));
    QCOMPARE(labels(model).last(), QStringLiteral("Id"));
    QVERIFY(!labels(model).contains(QStringLiteral("Cluster name"))); // the same once more
    QVERIFY(!model.index(1, section).data().isValid());
    model.completeRows(0, 20);
    model.completeRows(0, 20); // they are on their way
    QTRY_COMPARE(model.index(1, section).data().toString(), QStringLiteral("Active"));
    QVERIFY(!model.index(0, section).data().isValid()); // the answer did not have it
    QCOMPARE(described.size(), 1);
    QVERIFY(described[0].contains(arn(0)) && described[0].contains(arn(20)) &&
            !described[0].contains(arn(21)));
    QCOMPARE(model.requests(), 2);
    model.completeRows(10, 149); // 129 new ones, a hundred at once
    QTRY_COMPARE(described.size(), 3);
    QTRY_COMPARE(model.requests(), 4);
}

void TestResourceTableModel::namesWhatIsToldByItsArn()
{
    m_session->transport->setHandler([&](const HttpRequest&) {
        return makeResponse(200, "{\"taskDefinitionArns\": "
                                 "[\"arn:aws:ecs:us-west-2:1:task-definition/web:7\"]}");
    });
    Model model(layouts());
    model.open(m_session->session.explore("ecs")->collection("task_definitions").value());
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(labels(model).first(), QStringLiteral("Name"));
    QCOMPARE(labels(model).count(QStringLiteral("Id")), 1);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("web:7"));
}

void TestResourceTableModel::aFailedCompletionIsTheLast()
{
    int asked = 0;
    m_session->transport->setHandler([&](const HttpRequest& request) {
        if (request.headers.value("X-Amz-Target").ends_with("ListClusters"))
            return makeResponse(200, "{\"clusterArns\": [\"arn:aws:ecs:us-west-2:1:cluster/a\", "
                                     "\"arn:aws:ecs:us-west-2:1:cluster/b\"]}");
        ++asked;
        return makeResponse(400, "{\"__type\": \"AccessDeniedException\", \"message\": \"not today\"}");
    });
    Model model(layouts());
    QSignalSpy failed(&model, &Model::completionFailed);
    model.open(m_session->session.explore("ecs")->collection("clusters").value());
    QTRY_COMPARE(model.rowCount(), 2);
    model.completeRows(0, 0);
    QTRY_COMPARE(failed.size(), 1);
    model.completeRows(0, 1);
    QCoreApplication::processEvents();
    QCOMPARE(asked, 1);
    QCOMPARE(model.state(), State::Complete);
}

// ListFunctions brings the values of every environment.
void TestResourceTableModel::cellsHoldNoSecrets()
{
    m_session->transport->enqueue(makeResponse(
        200,
        R"({"Functions": [{"FunctionName": "orders", "Environment": {"Variables": {"TABLE": "canary-17"}}}]})"));
    Model model(layouts());
    WATCH(model);
    model.open(m_session->session.explore("lambda")->collection("functions").value());
    QTRY_COMPARE(model.rowCount(), 1);
    ResourceColumn column{ResourceColumn::Source::Expression, "Environment.Variables.TABLE", "Table",
                          ColumnKind::Text};
    column.expression = *Expression::parse(column.key);
    ResourceColumn all{ResourceColumn::Source::Expression, "to_string(Environment)", "All", ColumnKind::Text};
    all.expression = *Expression::parse(all.key);
    model.chooseColumns({column, all});
    QCOMPARE(model.columnCount(), 2);
    for (int section = 0; section < 2; ++section) {
        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole), int(CopyRole)})
            QVERIFY(!model.index(0, section).data(role).toString().contains(QStringLiteral("canary")));
    }
    QVERIFY(!model.index(0, 1).data().toString().isEmpty()); // that there is something may be told
    model.setContains(QStringLiteral("canary"));
    QTRY_COMPARE(model.rowCount(), 0);
}

void TestResourceTableModel::sortsAndFiltersWhileItPaints()
{
    constexpr int rows = 300;
    const Collection listing = collection("ec2", "instances");
    const Shape shape = listing.parent().client().model().shape("Instance");
    QByteArrayList items;
    for (int number = 0; number < rows; ++number)
        items.append(fullInstance(shape, rows - number));
    m_session->transport->enqueue(makeResponse(200, instances(items)));
    Model model(layouts());
    WATCH(model);
    QSignalSpy applied(&model, &Model::orderApplied);
    model.open(listing);
    QTRY_COMPARE(model.state(), State::Complete);
    QVERIFY(model.resourceAt(0).data().size() >= 60);
    const int column = columnOf(model, "InstanceType");
    QVERIFY(column >= 0);

    const auto paintUntilApplied = [&] {
        applied.clear();
        QElapsedTimer sinceStart;
        sinceStart.start();
        while (applied.isEmpty() && sinceStart.elapsed() < 60'000) {
            for (int row = 0; row < std::min(model.rowCount(), 40); ++row) {
                for (int section = 0; section < model.columnCount(); ++section) {
                    for (const int role : {int(Qt::DisplayRole), int(ExactTextRole), int(HealthRole)})
                        static_cast<void>(model.index(row, section).data(role));
                }
            }
            QCoreApplication::processEvents();
        }
        return !applied.isEmpty();
    };
    model.sort(column, Qt::DescendingOrder);
    QVERIFY(paintUntilApplied());
    QCOMPARE(model.index(0, column).data().toString(), QStringLiteral("instanceType-99"));
    model.setContains(QStringLiteral("-7"));
    QVERIFY(paintUntilApplied());
    QCOMPARE(model.rowCount(), 11); // 7 and 70 to 79
    QCOMPARE(model.index(0, column).data().toString(), QStringLiteral("instanceType-79"));
    model.sort(-1, Qt::AscendingOrder);
    QVERIFY(paintUntilApplied());
    QCOMPARE(model.index(0, column).data().toString(), QStringLiteral("instanceType-79"));
}

// The same without what the model has looked at before: here the first look at a row may be that of either.
void TestResourceTableModel::rowsAreReadInTwoThreads()
{
    constexpr int count = 300;
    const Collection listing = collection("ec2", "instances");
    CollectionPage page;
    std::vector<Resource> resources;
    Value::List items;
    for (int row = 0; row < count; ++row) {
        ValueMap members;
        for (int i = 0; i < 60; ++i)
            members.appendUnchecked("Member" + std::to_string(i), "value " + std::to_string(row * i % 97));
        items.emplace_back(std::move(members));
        resources.push_back(
            m_session->session.resource("ec2")->subResource("Instance", {std::to_string(row)}).value());
    }
    page.items = std::move(items);
    page.count = count;
    ResourceRows rows;
    rows.append(listing.definition(), page, resources);

    const ResourceColumn column{Source::Member, "Member59", {}, {}};
    ResourceOrder order;
    order.column = column;
    order.contains = "value";
    order.searched = {column};
    RowArranger arranger;
    QSignalSpy arranged(&arranger, &RowArranger::arranged);
    arranger.start(
        [rows, order](Arrangement done, const std::function<bool()>& cancelled) {
            return arrange(rows, order, std::move(done), cancelled);
        },
        {});
    for (std::size_t row = count; row > 0; --row)
        QVERIFY(cellValue(column, rows[row - 1]).isText());
    QTRY_COMPARE(arranged.count(), 1);
    const auto result = arranger.takeResult();
    QCOMPARE(result.order.size(), std::size_t(count));
    QCOMPARE(cellValue(column, rows[result.order.front()]).text(), std::string("value 0"));
}

INIA_TEST_CLASS(TestResourceTableModel, QCoreApplication)
#include "tst_resourcetablemodel.moc"
