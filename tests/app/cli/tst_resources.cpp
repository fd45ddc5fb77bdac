#include "tests/app/cli/cliprocess.h"
#include "tests/support/rawhttpserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QUrl>
#include <QtTest/QTest>

using namespace inia::test;

namespace {

/// A line of kind resource with keys and a region, at a fixed time.
QJsonObject lineFor(const char* service, const QJsonObject& members)
{
    QJsonObject line{{"kind", "resource"},
                     {"service", service},
                     {"region", "us-west-2"},
                     {"credentials", QJsonObject{{"access_key", "AKIDEXAMPLE"}, {"secret_key", "secret"}}},
                     {"at", "2026-01-02T03:04:05Z"}};
    for (auto member = members.begin(); member != members.end(); ++member)
        line[member.key()] = member.value();
    return line;
}

QByteArray json(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

class tst_Resources final : public QObject {
    Q_OBJECT
private slots:
    void dryRuns_data();
    void dryRuns();
    void answers();
    void errors();
};

void tst_Resources::dryRuns_data()
{
    QTest::addColumn<QJsonObject>("members");
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("query");
    const auto row = [](const char* tag, QJsonObject members, const QJsonObject& more, const char* method,
                        const char* url, const char* query = "") {
        for (auto member = more.begin(); member != more.end(); ++member)
            members[member.key()] = member.value();
        QTest::newRow(tag) << members << method << url << query;
    };
    const QJsonObject bucket{{"resource", "Bucket"}, {"identifiers", QJsonArray{"acme"}}};
    const char* all = "https://s3.us-west-2.amazonaws.com/";
    const char* acme = "https://acme.s3.us-west-2.amazonaws.com/";
    row("collection of the service", {}, {{"collection", "buckets"}}, "GET", all);
    row("filtered collection", bucket,
        {{"collection", "objects"}, {"filter", QJsonObject{{"Prefix", "p"}}}, {"page_size", 7}}, "GET", acme,
        "prefix=p max-keys=7");
    row("batch action lists first", bucket, {{"collection", "object_versions"}, {"batch_action", "delete"}},
        "GET", acme, "versions");
    row("action", bucket, {{"action", "delete"}}, "DELETE", acme);
    row("attribute", bucket, {{"get", QJsonArray{"creation_date"}}}, "GET", all);
    row("waiter", bucket, {{"wait", "wait_until_exists"}}, "HEAD", acme);
}

void tst_Resources::dryRuns()
{
    QFETCH(QJsonObject, members);
    QFETCH(QString, method);
    QFETCH(QString, url);
    QFETCH(QString, query);
    members["dry_run"] = true;
    const auto answer = runCli({"batch"}, json(lineFor("s3", members))).lines().value(0);
    QVERIFY2(answer.contains("request"), json(answer).constData());
    QCOMPARE(answer["requests"].toArray(), (QJsonArray{answer["request"]}));
    QCOMPARE(answer["request"]["method"].toString(), method);
    const QUrl asked(answer["request"]["url"].toString());
    QCOMPARE(asked.adjusted(QUrl::RemoveQuery), QUrl(url));
    for (const auto& part : query.split(' ', Qt::SkipEmptyParts))
        QVERIFY2(asked.query().split('&').contains(part), qPrintable(asked.query()));
}

void tst_Resources::answers()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::ok(R"({"TableNames": ["aaa", "bbb"], "LastEvaluatedTableName": "bbb"})"));
    server.enqueue(RawAnswer::ok(R"({"TableNames": ["ccc"]})"));
    server.enqueue(RawAnswer::ok(R"({"Table": {"TableName": "aaa", "ItemCount": 4}})"));
    server.enqueue(RawAnswer::ok(R"({"TableDescription": {"TableName": "ddd"}})"));
    const QString url = QString::fromStdString(server.url(""));
    const auto line = [&url](QJsonObject members) {
        members["endpoint_url"] = url;
        return json(lineFor("dynamodb", members));
    };
    const QJsonObject create{
        {"TableName", "ddd"},
        {"KeySchema", QJsonArray{QJsonObject{{"AttributeName", "k"}, {"KeyType", "HASH"}}}},
        {"AttributeDefinitions", QJsonArray{QJsonObject{{"AttributeName", "k"}, {"AttributeType", "S"}}}}};
    const auto answers =
        runCli({"batch"}, line({{"collection", "tables"}, {"limit", 3}}) +
                              line({{"resource", "Table"},
                                    {"identifiers", QJsonArray{"aaa"}},
                                    {"get", QJsonArray{"item_count", "name"}}}) +
                              line({{"action", "create_table"}, {"params", create}}) +
                              line({{"resource", "Table"}, {"identifiers", QJsonArray{"aaa"}}}))
            .lines();
    QCOMPARE(answers.size(), 4);
    const auto table = [](const char* name) {
        return QJsonObject{{"$resource", "Table"}, {"identifiers", QJsonObject{{"name", name}}}};
    };
    QCOMPARE(answers[0]["response"].toArray(), (QJsonArray{table("aaa"), table("bbb"), table("ccc")}));
    QCOMPARE(answers[1]["response"].toObject(), (QJsonObject{{"item_count", 4}, {"name", "aaa"}}));
    QCOMPARE(answers[2]["response"]["identifiers"]["name"].toString(), "ddd");
    QCOMPARE(answers[2]["response"]["data"]["TableName"].toString(), "ddd");
    QCOMPARE(answers[3]["response"].toObject(), table("aaa"));
}

void tst_Resources::errors()
{
    RawHttpServer server;
    server.enqueue(RawAnswer::status(400, R"({"__type": "ResourceNotFoundException", "message": "no"})"));
    QJsonObject members{
        {"resource", "Table"}, {"identifiers", QJsonArray{"aaa"}}, {"get", QJsonArray{"item_count"}}};
    members["endpoint_url"] = QString::fromStdString(server.url(""));
    const auto answer = runCli({"batch"}, json(lineFor("dynamodb", members))).lines().value(0);
    QCOMPARE(answer["error"]["code"].toString(), "ResourceNotFoundException");
    QCOMPARE(answer["error"]["response"]["Error"]["Message"].toString(), "no");
}

INIA_TEST_CLASS(tst_Resources, QCoreApplication)
#include "tst_resources.moc"
