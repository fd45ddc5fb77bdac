#include "core/explorer/findableservices.h"
#include "core/model/catalog.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

using namespace inia;
using Kind = Findable::Kind;

namespace {

Findable thing(Kind kind, const char* title)
{
    Findable made;
    made.kind = kind;
    made.title = title;
    return made;
}

/// "EC2 instances" of a type, "RunInstances (EC2)" of an operation.
QString told(const Findable& thing)
{
    const QString title = QString::fromStdString(thing.title);
    return thing.kind == Kind::Operation
               ? QStringLiteral("%1 (%2)").arg(title, QString::fromStdString(thing.detail))
               : title;
}

} // namespace

/// What is found first for what was typed.
class tst_Finder final : public QObject {
    Q_OBJECT

private slots:
    void scores_data();
    void scores();
    void addsWhatIsNear();
    void equalsStandByLengthThenName();
    void bestNameCounts();
    void narrows();
    void hostileTextsEnd();
    void firstEntry_data();
    void firstEntry();
    void manyNamesAreQuick();

private:
    const Finder& services();
    std::optional<Finder> m_services;
};

void tst_Finder::scores_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("score");
    const auto row = [](const char* name, const char* typed, double score) {
        QTest::addRow("%s in %s", typed, name)
            << QString::fromUtf8(name) << QString::fromUtf8(typed) << score;
    };
    row("DescribeInstances", "describeinstances", 100);
    row("orders", " Orders ", 100);
    row("orders-dlq", "orders", 80);
    row("RDS DB instances", "rds ins", 60);
    row("RunInstances", "run_inst", 60);
    row("run-instances", "inst", 60);
    row("DBInstance", "inst", 60);
    row("EC2Instance", "inst", 60);
    row("logs/2026/07/x.gz", "07", 60);
    row("RDS DB instances", "ins rds", 0); // words keep their order
    row("certificates", "tific", 40);
    row("DescribeInstances", "dscinst", 17); // gaps behind d, c and i
    row("abc", "acb", 0);
    row("abc", "abcd", 0);
    row("\u00DCbersicht", "\u00DCber", 80);
    row("a b c d e f g h i j k l m n o p q r s t u v w x y z", "acegikmoqsuwy", 8);
}

void tst_Finder::scores()
{
    QFETCH(const QString, name);
    QFETCH(const QString, typed);
    QFETCH(const double, score);
    Finder finder;
    finder.add(thing(Kind::Row, name.toUtf8().constData()));
    const auto found = finder.find(typed.toStdString(), {}, 5);
    QCOMPARE(found.empty() ? 0.0 : found.front().score, score);
}

void tst_Finder::addsWhatIsNear()
{
    const auto scoreOf = [](const std::function<void(Findable&)>& change) {
        Findable one = thing(Kind::Row, "orders");
        one.service = "sqs";
        change(one);
        Finder finder;
        finder.add(one);
        return finder.find("orders", {"sqs", {}, false}, 1).front().score;
    };
    QCOMPARE(scoreOf([](Findable& one) { one.service = "sns"; }), 100.0);
    QCOMPARE(scoreOf([](Findable&) {}), 110.0);
    QCOMPARE(scoreOf([](Findable& one) { one.isPinned = true; }), 125.0);
    QCOMPARE(scoreOf([](Findable& one) { one.isLoaded = true; }), 115.0);
    QCOMPARE(scoreOf([](Findable& one) { one.writes = true; }), 100.0);
    QCOMPARE(scoreOf([](Findable& one) { one.age = std::chrono::seconds(0); }), 120.0);
    const double weekOld = scoreOf([](Findable& one) { one.age = std::chrono::hours(7 * 24); });
    QVERIFY2(weekOld > 113.6 && weekOld < 113.7, qPrintable(QString::number(weekOld)));
}

void tst_Finder::equalsStandByLengthThenName()
{
    Finder finder;
    for (const char* name : {"web-22", "web-1", "web-10", "web-0"})
        finder.add(thing(Kind::Row, name));
    QStringList order;
    for (const auto& one : finder.find("web", {}, 3))
        order.append(QString::fromStdString(one.thing->title));
    QCOMPARE(order,
             QStringList({QStringLiteral("web-0"), QStringLiteral("web-1"), QStringLiteral("web-10")}));
}

void tst_Finder::bestNameCounts()
{
    Finder finder;
    finder.add(thing(Kind::Row, "web"), {"i-0123", "arn:aws:ec2:us-west-2:1:instance/i-0123"});
    const auto found = finder.find("i-0123", {}, 5);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().score, 100.0);
    QCOMPARE(finder.find("instance", {}, 5).front().score, 60.0);
}

void tst_Finder::narrows()
{
    Finder finder;
    Findable operation = thing(Kind::Operation, "ListQueues");
    operation.service = "sqs";
    finder.add(operation);
    operation.title = "ListTopics";
    operation.service = "sns";
    finder.add(operation);
    finder.add(thing(Kind::Command, "Load all"));
    QCOMPARE(finder.find("l", {}, 9).size(), std::size_t{3});
    QCOMPARE(finder.find("l", {{}, {Kind::Operation}, false}, 9).size(), std::size_t{2});
    QCOMPARE(finder.find("l", {"sns", {Kind::Operation}, true}, 9).size(), std::size_t{1});
    QCOMPARE(finder.find("", {{}, {Kind::Command}, false}, 9).size(), std::size_t{1});
    const auto merged = Finder::merged(finder.find("list", {}, 9), finder.find("load", {}, 9), 2);
    QCOMPARE(merged.size(), std::size_t{2});
}

void tst_Finder::hostileTextsEnd()
{
    Finder finder;
    finder.add(thing(Kind::Row, ""));
    finder.add(thing(Kind::Row, std::string(100'000, 'a').c_str()));
    for (const auto& text : {std::string(10'000, 'a'), std::string(" \t "), std::string("\0\xff\xfe", 3),
                             std::string("_-_-"), std::string(200'000, 'b')})
        QVERIFY(finder.find(text, {}, 5).size() <= 2);
}

const Finder& tst_Finder::services()
{
    if (!m_services) {
        m_services.emplace();
        const auto catalog = Catalog::open();
        QElapsedTimer timer;
        timer.start();
        if (catalog)
            explorer::addServices(*m_services, **catalog);
        qInfo() << m_services->size() << "things of the models in" << timer.elapsed() << "ms";
    }
    return *m_services;
}

/// Over all services, their types and operations, and a few things that are loaded.
void tst_Finder::firstEntry_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("service"); // one is in
    QTest::addColumn<QString>("first");
    const auto row = [](const char* typed, const char* service, const char* first) {
        QTest::addRow("%s in %s", typed, service) << typed << service << first;
    };
    row("ec2", "", "EC2");
    row("s3", "", "S3");
    row("lambda", "", "Lambda");
    row("dynamo", "", "DynamoDB");
    row("amazon elastic compute cloud", "", "EC2");
    row("elasticloadbalancingv2", "", "Elastic Load Balancing v2");
    row("stepfunctions", "", "SFN");
    row("ec2 instances", "", "EC2 instances");
    row("ec2 ins", "", "EC2 instances");
    row("rds ins", "", "RDS DB instances");
    row("lambda fun", "", "Lambda functions");
    row("instances", "ec2", "EC2 instances");
    row("vpcs", "", "EC2 VPCs");
    row("buckets", "", "S3 buckets");
    row("queues", "sqs", "SQS queues");
    row("roles", "", "IAM roles");
    row("iam users", "", "IAM users");
    row("kms keys", "", "KMS keys");
    row("ecs clus", "", "ECS clusters");
    row("eks clusters", "", "EKS clusters");
    row("log groups", "", "CloudWatch Logs log groups");
    row("state machines", "", "SFN state machines");
    row("secrets", "", "Secrets Manager secrets");
    row("hosted zones", "", "Route 53 hosted zones");
    row("certificates", "acm", "ACM certificates");
    row("stacks", "cloudformation", "CloudFormation stacks");
    row("run_instances", "", "RunInstances (EC2)");
    row("RunInstances", "", "RunInstances (EC2)");
    row("run-instances", "", "RunInstances (EC2)");
    row("describeinstances", "", "DescribeInstances (EC2)");
    row("ec2 describeins", "", "DescribeInstances (EC2)");
    row("list_objects_v2", "", "ListObjectsV2 (S3)");
    row("get_caller_identity", "", "GetCallerIdentity (STS)");
    row("put item", "dynamodb", "PutItem (DynamoDB)");
    row("getobject", "", "GetObject (S3)");
    row("invoke", "lambda", "Invoke (Lambda)");
    row("kms encrypt", "", "Encrypt (KMS)");
    row("orders", "", "orders");
    row("orders", "dynamodb", "orders");
    row("acme-logs", "", "acme-logs");
    row("acme", "", "acme-data");
    row("web", "", "web-1");
    row("0123456", "", "web-1");
    row("lock", "", "Lock or unlock the session");
    row("reload", "", "Reload");
    row("2026", "", "s3://acme-logs/2026/");
}

void tst_Finder::firstEntry()
{
    QFETCH(const QString, typed);
    QFETCH(const QString, service);
    QFETCH(const QString, first);
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    Finder near;
    for (const char* bucket : {"acme-data", "acme-logs"}) {
        Findable one = thing(Kind::Bucket, bucket);
        one.service = "s3";
        one.isLoaded = true;
        near.add(one);
    }
    Findable instance = thing(Kind::Row, "web-1");
    instance.isLoaded = true;
    near.add(instance, {"i-0123456789abcdef0"});
    Findable table = thing(Kind::Row, "orders");
    table.isLoaded = true;
    near.add(table);
    near.add(thing(Kind::Command, "Reload"));
    near.add(thing(Kind::Command, "Lock or unlock the session"));
    Findable place = thing(Kind::Place, "s3://acme-logs/2026/");
    place.age = std::chrono::hours(1);
    near.add(place, {"2026"});
    const Finder::Context context{service.toStdString(), {}, false};
    QElapsedTimer timer;
    const Finder& all = services();
    timer.start();
    const auto found = Finder::merged(near.find(typed.toStdString(), context, 60),
                                      all.find(typed.toStdString(), context, 60), 60);
    const auto spent = timer.nsecsElapsed();
    QVERIFY(!found.empty());
    QStringList next;
    for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 5); ++i)
        next.append(told(*found[i].thing) + QStringLiteral(" %1").arg(found[i].score));
    QVERIFY2(told(*found.front().thing) == first, qPrintable(next.join(u'\n')));
    QVERIFY2(spent < 150'000'000, qPrintable(QString::number(spent)));
}

void tst_Finder::manyNamesAreQuick()
{
    Finder finder;
    for (int i = 0; i < 500'000; ++i)
        finder.add(thing(Kind::Row,
                         ("logs/2026/" + std::to_string(i % 365) + "/part-" + std::to_string(i)).c_str()));
    qint64 best = std::numeric_limits<qint64>::max();
    for (const char* text : {"part-499", "logs 12", "l26p7", "nothing of it"}) {
        qint64 quickest = std::numeric_limits<qint64>::max();
        for (int time = 0; time < 5; ++time) {
            QElapsedTimer timer;
            timer.start();
            (void)finder.find(text, {}, 60);
            quickest = std::min(quickest, timer.nsecsElapsed());
        }
        qInfo() << "500,000 names for" << text << quickest / 1000 << "us";
        best = std::min(best, quickest);
    }
    QVERIFY(best < 300'000'000);
}

INIA_TEST_CLASS(tst_Finder, QCoreApplication)
#include "tst_finder.moc"
