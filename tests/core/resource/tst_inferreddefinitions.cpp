#include "core/model/catalog.h"
#include "core/model/servicemodel.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/validator.h"
#include "core/resource/resource.h"
#include "core/resource/resourcereply.h"
#include "core/text/ascii.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <optional>
#include <set>

using namespace inia;
using namespace inia::tests;

namespace {

// ECS as it is inferred, cut to what the tests look at.
constexpr const char* ecs = R"({"service": "ecs", "version": 1, "first": ["cluster"],
  "facts": [{"op": "ListAccountSettings", "at": "@"}],
  "lists": [
    {"op": "ListTaskDefinitionFamilies", "type": "family", "items": "families[]", "paged": true},
    {"op": "ListClusters", "type": "cluster", "items": "clusterArns[]", "paged": true},
    {"op": "ListServices", "type": "service", "items": "serviceArns[]", "under": "cluster",
     "with": {"cluster": "item:@", "launchType": "enum:[\"EC2\", \"FARGATE\"]"}, "paged": true},
    {"op": "DescribeTaskSets", "type": "taskset", "items": "taskSets[]", "under": "service",
     "with": {"cluster": "given:cluster", "service": "item:@"}},
    {"op": "ListTasks", "type": "task", "items": "taskArns[]", "under": "service", "paged": true,
     "with": {"cluster": "given:cluster", "serviceName": "item:@|tail"}}],
  "types": {
    "family": {"shape": "String", "title": "task definition families", "key": "@"},
    "cluster": {"shape": "String", "title": "clusters", "key": "@",
      "load": {"op": "DescribeClusters", "with": {"clusters[]": "item:@"}, "at": "clusters[0]"},
      "actions": [{"op": "DeleteCluster", "effect": "destructive", "with": {"cluster": "item:@"}}]},
    "service": {"shape": "String", "title": "services", "key": "@",
      "load": {"op": "DescribeServices", "with": {"services[]": "item:@", "cluster": "given:cluster"},
               "at": "services[0]"},
      "links": {"clusterArn": "ecs:cluster", "roleArn": "iam:role"}},
    "taskset": {"shape": "TaskSet", "title": "task sets", "key": "id",
      "actions": [{"op": "DeleteTaskSet", "effect": "destructive",
                   "with": {"cluster": "up1:given:cluster", "service": "up1:item:@", "taskSet": "item:id"}}]},
    "task": {"shape": "String", "title": "tasks", "key": "@"}}})";

const std::string cluster = "arn:aws:ecs:eu-west-1:123456789012:cluster/blue";
const std::string service = "arn:aws:ecs:eu-west-1:123456789012:service/blue/web";

QByteArray oneOf(const char* member, const std::string& text)
{
    return QByteArray("{\"") + member + "\": [\"" + QByteArray::fromStdString(text) + "\"]}";
}

std::shared_ptr<const Document> documentOf(const QString& file)
{
    QFile json(file);
    return json.open(QIODevice::ReadOnly)
               ? Document::fromJson(json.readAll().toStdString(), "service").value()
               : Document::fromJson("{}", "service").value();
}

QStringList namesOf(const std::vector<CollectionDefinition>& collections)
{
    QStringList names;
    for (const auto& collection : collections)
        names.append(QString::fromStdString(collection.name));
    return names;
}

} // namespace

class tst_InferredDefinitions final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsAreCollections();
    void textsNameTheirRows();
    void askingTheHostIsRemembered();
    void anEnumerationIsACollectionEach();
    void loadedDataIsLaidOverTheRow();
    void actionsAreFilledIn();
    void linksLeadToTheirTypes();
    void everyServiceCanBeRead_data();
    void everyServiceCanBeRead();
    void nothingRequiredIsMissing_data() { everyServiceCanBeRead_data(); }
    void nothingRequiredIsMissing();

private:
    [[nodiscard]] Resource root() const
    {
        auto document = Document::fromJson(ecs, "ecs").value();
        auto definitions = std::make_shared<const ResourceDefinitions>(std::move(document));
        return Resource::create(m_test->session.client("ecs").value(), definitions,
                                ResourceDefinitions::serviceType, {})
            .value();
    }
    void answer(const QByteArray& json) const { m_test->transport->enqueue(makeResponse(200, json)); }
    [[nodiscard]] std::vector<Resource> rows(const Collection& collection) const
    {
        std::vector<Resource> rows;
        const auto cursor = collection.open();
        QSignalSpy changed(cursor.get(), &CollectionCursor::stateChanged);
        connect(cursor.get(), &CollectionCursor::pageReady, this,
                [&](const CollectionPage& page) { rows = cursor->resources(page); });
        cursor->fetchNextPage();
        while (cursor->state() == CollectionCursor::State::Loading && changed.wait()) {
        }
        return rows;
    }
    [[nodiscard]] Value sent() const
    {
        return parseJson(m_test->transport->requests().back().body.toStdString()).value();
    }
    [[nodiscard]] Resource webService() const
    {
        answer(oneOf("clusterArns", cluster));
        const auto clusters = rows(root().collection("clusters").value());
        answer(oneOf("serviceArns", service));
        return rows(clusters.front().collection("services_fargate").value()).front();
    }

    std::optional<TestSession> m_test;
};

void tst_InferredDefinitions::init()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
    m_test = makeTestSession().value();
}

void tst_InferredDefinitions::listsAreCollections()
{
    const auto resource = root();
    QCOMPARE(namesOf(resource.definition().collections),
             QStringList({QStringLiteral("task_definition_families"), QStringLiteral("clusters")}));
    QCOMPARE(resource.definition().foremost, std::vector<std::string>{"clusters"});
    QCOMPARE(resource.definition().actions.front().name, std::string("list_account_settings"));
}

void tst_InferredDefinitions::textsNameTheirRows()
{
    answer(oneOf("clusterArns", cluster));
    const auto clusters = rows(root().collection("clusters").value());
    QCOMPARE(clusters.size(), std::size_t(1));
    QCOMPARE(clusters.front().identifier("id").text(), cluster);
    QVERIFY(!clusters.front().isLoaded());
    QVERIFY(clusters.front().canLoad());
}

void tst_InferredDefinitions::askingTheHostIsRemembered()
{
    const auto web = webService();
    QCOMPARE(web.identifier("id").text(), service);
    QCOMPARE(web.identifier("cluster").text(), cluster);
    answer(R"({"taskArns": []})");
    (void)rows(web.collection("tasks").value());
    QCOMPARE(sent()["cluster"].text(), cluster);
    QCOMPARE(sent()["serviceName"].text(), std::string("web"));
}

void tst_InferredDefinitions::anEnumerationIsACollectionEach()
{
    (void)webService();
    QCOMPARE(sent()["launchType"].text(), std::string("FARGATE"));
    const auto definition = root().definitions()->definition("Cluster", root().client().model()).value();
    QCOMPARE(namesOf(definition->collections),
             QStringList({QStringLiteral("services_ec2"), QStringLiteral("services_fargate")}));
}

void tst_InferredDefinitions::loadedDataIsLaidOverTheRow()
{
    auto web = webService();
    answer(R"({"services": [{"serviceName": "web", "status": "ACTIVE"}]})");
    const auto reply = web.load();
    QSignalSpy finished(reply.get(), &Reply::finished);
    QVERIFY(reply->isFinished() || finished.wait());
    QCOMPARE(sent()["services"][0].text(), service);
    QCOMPARE(sent()["cluster"].text(), cluster);
    web.setData(Value::map({{"schedulingStrategy", Value("REPLICA")}, {"status", Value("DRAINING")}}));
    web.acceptLoad(*reply->result());
    QCOMPARE(web.attribute("service_name").text(), std::string("web"));
    QCOMPARE(web.attribute("status").text(), std::string("ACTIVE"));
    QCOMPARE(web.attribute("scheduling_strategy").text(), std::string("REPLICA"));
}

void tst_InferredDefinitions::actionsAreFilledIn()
{
    const auto web = webService();
    answer(R"({"taskSets": [{"id": "ecs-svc/1"}]})");
    const auto sets = rows(web.collection("task_sets").value());
    QCOMPARE(sets.front().identifier("id").text(), std::string("ecs-svc/1"));
    answer("{}");
    const auto reply = sets.front().act("delete_task_set");
    QSignalSpy finished(reply.get(), &ResourceReply::finished);
    QVERIFY(finished.wait());
    QCOMPARE(sent()["taskSet"].text(), std::string("ecs-svc/1"));
    QCOMPARE(sent()["service"].text(), service);
    QCOMPARE(sent()["cluster"].text(), cluster);
}

void tst_InferredDefinitions::linksLeadToTheirTypes()
{
    auto web = webService();
    web.setData(Value::map({{"clusterArn", Value(cluster)}}));
    const auto answer = web.reference("cluster_arn").value();
    QCOMPARE(answer.resources.front().type(), std::string("Cluster"));
    QCOMPARE(answer.resources.front().identifier("id").text(), cluster);
}

void tst_InferredDefinitions::everyServiceCanBeRead_data()
{
    QTest::addColumn<QString>("file");
    QDir folder(QStringLiteral(INIA_CONFORMANCE_DIR "/../explorer/services"));
    for (const auto& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files))
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    if (folder.entryList({QStringLiteral("*.json")}, QDir::Files).isEmpty())
        QTest::newRow("none") << QString();
}

// Each list is a collection, once for each host; each identifier is one of its type; nothing is named twice.
void tst_InferredDefinitions::everyServiceCanBeRead()
{
    QFETCH(const QString, file);
    if (file.isEmpty())
        QSKIP("the inferred services are not beside this source tree");
    const auto document = documentOf(file);
    const auto root = document->root();
    const auto model = m_test->session.catalog()->service(root["service"].text());
    if (!model)
        QSKIP("not one of the built-in services");
    const ResourceDefinitions definitions(document);
    std::vector<std::string> types = definitions.types();
    types.emplace_back(ResourceDefinitions::serviceType);
    std::set<std::string> listed;
    for (const auto& type : types) {
        const auto definition = definitions.definition(type, **model).value();
        std::set<std::string> names;
        for (const auto& identifier : definition->identifiers)
            QVERIFY2(names.insert(identifier.snakeName).second, identifier.snakeName.c_str());
        for (const auto& collection : definition->collections) {
            QVERIFY2(names.insert(collection.name).second, collection.name.c_str());
            listed.insert(collection.request.operation + ' ' +
                          (type == ResourceDefinitions::serviceType ? type : ascii::lowered(type)));
            QVERIFY2((*model)->operation(collection.request.operation).valid(),
                     collection.request.operation.c_str());
            const auto item = definitions.definition(collection.resource.type, **model).value();
            for (const auto& source : collection.resource.identifiers) {
                const auto isTarget = [&](const auto& other) { return other.name == source.target; };
                QVERIFY(std::any_of(item->identifiers.begin(), item->identifiers.end(), isTarget));
                const auto isKnown = [&](const auto& other) { return other.name == source.name; };
                QVERIFY2(source.source != "identifier" || std::any_of(definition->identifiers.begin(),
                                                                      definition->identifiers.end(), isKnown),
                         (type + '.' + collection.name + ' ' + source.target + ' ' + source.name).c_str());
            }
            for (const auto& param : collection.request.params)
                QVERIFY2(param.source != "given" && !param.source.starts_with("up"),
                         (type + '.' + collection.name + ' ' + param.target).c_str());
        }
    }
    for (const auto list : root["lists"].items()) {
        const auto under = list["under"].text(ResourceDefinitions::serviceType);
        int choices = 0; // of all values of two enumerations there are too many
        for (const auto& [target, source] : list["with"].members())
            choices += source.text().starts_with("enum:") ? 1 : 0;
        if (choices > 1)
            continue;
        bool isEach = root["types"][list["type"].text()].contains("borrowed") ||
                      root["types"][under].contains("borrowed");
        for (const auto& [target, source] : list["with"].members())
            isEach = isEach || source.text().find("each:") != std::string_view::npos;
        const auto name = std::string(list["op"].text()) + ' ' + std::string(under);
        QVERIFY2(isEach || listed.contains(name), name.c_str());
    }
}

// Every list that the tree can ask for has all that its operation requires, however deep: each row knows its
// identifiers, and nothing else was loaded.
void tst_InferredDefinitions::nothingRequiredIsMissing()
{
    QFETCH(const QString, file);
    if (file.isEmpty())
        QSKIP("the inferred services are not beside this source tree");
    const auto document = documentOf(file);
    const auto client = m_test->session.client(document->root()["service"].text());
    if (!client)
        QSKIP("not one of the built-in services");
    const auto definitions = std::make_shared<const ResourceDefinitions>(document);
    definitions->setAccount("123456789012");
    auto types = definitions->types();
    types.emplace_back(ResourceDefinitions::serviceType);
    QStringList missing;
    for (const auto& type : types) {
        const auto definition = definitions->definition(type, client->model()).value();
        const std::vector<Value> identifiers(definition->identifiers.size(), Value("stand-in"));
        const auto resource = Resource::create(*client, definitions, type, identifiers).value();
        for (const auto& collection : definition->collections) {
            const auto& params = collection.request.params;
            if (std::any_of(params.begin(), params.end(),
                            [](const auto& param) { return param.source == "data"; }))
                continue; // known once the row is loaded
            const auto& operation = collection.request.operation;
            const auto checked = validateParameters(client->model().operation(operation),
                                                    resource.collection(collection.name)->params());
            if (!checked && checked.error().message.find("Missing required") != std::string::npos)
                missing.append(
                    QString::fromStdString(type + '.' + collection.name + ": " + checked.error().message));
        }
    }
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

INIA_TEST_CLASS(tst_InferredDefinitions, QCoreApplication)
#include "tst_inferreddefinitions.moc"
