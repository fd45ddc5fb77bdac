#include "tests/support/testmain.h"
#include "ui/browse/navigator.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;

class TestNavigator final : public QObject {
    Q_OBJECT

private slots:
    void startsAtTheRoot();
    void goesBackAndForward();
    void forgetsWhatWasAhead();
    void goesUpThroughFilterFolderAndBucket();
    void refinesInPlace();
    void goesUpThroughResources();
    void queriesAreStepsOfTheirOwn();
    void readsState_data();
    void readsState();
    void stateIsAStepOfItsOwn();
    void staysQuietWhereItIs();
};

void TestNavigator::startsAtTheRoot()
{
    const Navigator navigator;
    QVERIFY(navigator.current().isService());
    QVERIFY(!navigator.canGoBack() && !navigator.canGoForward() && !navigator.canGoUp());
}

void TestNavigator::goesBackAndForward()
{
    Navigator navigator;
    navigator.go(S3Location{"a", {}});
    navigator.go(S3Location{"a", "x/"});
    navigator.back();
    QCOMPARE(navigator.current().s3()->prefix, "");
    QVERIFY(navigator.canGoForward());
    navigator.forward();
    QCOMPARE(navigator.current().s3()->prefix, "x/");
    QVERIFY(!navigator.canGoForward());
}

void TestNavigator::forgetsWhatWasAhead()
{
    Navigator navigator;
    navigator.go(S3Location{"a", {}});
    navigator.go(S3Location{"a", "x/"});
    navigator.back();
    navigator.go(S3Location{"b", {}});
    QVERIFY(!navigator.canGoForward());
    navigator.back();
    QCOMPARE(navigator.current().s3()->bucket, "a");
    QCOMPARE(navigator.current().s3()->prefix, "");
}

void TestNavigator::goesUpThroughFilterFolderAndBucket()
{
    Navigator navigator;
    navigator.go(S3Location{"a", "x/y/app"});
    navigator.up();
    QCOMPARE(navigator.current().s3()->prefix, "x/y/");
    navigator.up();
    QCOMPARE(navigator.current().s3()->prefix, "x/");
    navigator.up();
    QCOMPARE(navigator.current().s3()->prefix, "");
    navigator.up();
    QVERIFY(navigator.current().isService());
    QVERIFY(!navigator.canGoUp());
}

void TestNavigator::refinesInPlace()
{
    Navigator navigator;
    navigator.go(S3Location{"a", "x/"});
    navigator.refine(S3Location{"a", "x/app"});
    navigator.back();
    QVERIFY(navigator.current().isService());
    navigator.forward();
    QCOMPARE(navigator.current().s3()->prefix, "x/app");
}

void TestNavigator::goesUpThroughResources()
{
    Navigator navigator;
    navigator.go(*ResourceLocation::parse("ec2://vpcs/vpc-1/subnets/subnet-1"));
    QStringList uris;
    while (navigator.canGoUp()) {
        navigator.up();
        uris.append(QString::fromStdString(navigator.current().uri()));
    }
    QCOMPARE(uris,
             QStringList({QStringLiteral("ec2://vpcs/vpc-1/subnets"), QStringLiteral("ec2://vpcs/vpc-1"),
                          QStringLiteral("ec2://vpcs"), QStringLiteral("ec2://")}));
    navigator.back();
    QCOMPARE(navigator.current().uri(), "ec2://vpcs");
}

void TestNavigator::queriesAreStepsOfTheirOwn()
{
    const Place table = Place::parse("dynamodb://tables/orders").value();
    inia::dynamodb::ItemQuery query;
    query.mode = inia::dynamodb::ItemQuery::Mode::Query;
    Navigator navigator;
    navigator.go(table);
    navigator.go(table.withQuery(query));
    QCOMPARE(navigator.current().uri(), table.uri());
    QVERIFY(navigator.current().unfiltered() == table);
    navigator.back();
    QVERIFY(navigator.current() == table && !navigator.current().query());
    navigator.forward();
    QVERIFY(navigator.current().query() == query);
    navigator.up();
    QCOMPARE(navigator.current().uri(), std::string("dynamodb://tables"));
}

void TestNavigator::readsState_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("versions");
    QTest::addColumn<QString>("find");
    const QString none;
    const QString set(QLatin1String(""));
    QTest::newRow("s3://b/p/") << QStringLiteral("p/") << none << none;
    QTest::newRow("s3://b/p/?versions") << QStringLiteral("p/") << set << none;
    QTest::newRow("s3://b/p/?find=a%26b%20%3F%2F")
        << QStringLiteral("p/") << none << QStringLiteral("a&b ?/");
    QTest::newRow("s3://b/p/?find=x&versions") << QStringLiteral("p/") << set << QStringLiteral("x");
    // Keys that hold a "?".
    QTest::newRow("s3://b/page?id=5") << QStringLiteral("page?id=5") << none << none;
    QTest::newRow("s3://b/what?") << QStringLiteral("what?") << none << none;
    QTest::newRow("s3://b/page?id=5?find=x") << QStringLiteral("page?id=5") << none << QStringLiteral("x");
    QTest::newRow("s3://b/odd?versions?") << QStringLiteral("odd?versions") << none << none;
    QTest::newRow("s3://b/odd?versions??") << QStringLiteral("odd?versions?") << none << none;
    QTest::newRow("s3://b/p/?versions&other=1") << QStringLiteral("p/?versions&other=1") << none << none;
}

void TestNavigator::readsState()
{
    QFETCH(QString, path);
    QFETCH(QString, versions);
    QFETCH(QString, find);
    const std::string uri = QTest::currentDataTag();
    const auto place = Place::parse(uri);
    QVERIFY(place.ok());
    QCOMPARE(place->s3()->prefix, path.toStdString());
    const auto text = [&](const char* name) {
        const std::string* value = place->state(name);
        return value != nullptr ? QStringLiteral("=") + QString::fromStdString(*value) : QString();
    };
    const auto expected = [](const QString& value) {
        return value.isNull() ? QString() : QStringLiteral("=") + value;
    };
    QCOMPARE(text("versions"), expected(versions));
    QCOMPARE(text("find"), expected(find));
    QCOMPARE(place->uri(), uri);
    QCOMPARE(Place::parse(place->uri()).value(), *place);
}

void TestNavigator::stateIsAStepOfItsOwn()
{
    const Place folder = S3Location{"acme", "logs/"};
    const Place found = folder.withState("find", "2026").withState("versions");
    Navigator navigator(folder);
    navigator.go(found);
    QCOMPARE(navigator.current().uri(), std::string("s3://acme/logs/?find=2026&versions"));
    QVERIFY(!(navigator.current() == folder));
    QVERIFY(navigator.current().unfiltered() == folder);
    QCOMPARE(placeToKeep(found).uri(), std::string("s3://acme/logs/?versions")); // not what was looked for
    navigator.up();
    QVERIFY(navigator.current() == folder);
    navigator.back();
    QVERIFY(navigator.current() == found);
}

void TestNavigator::staysQuietWhereItIs()
{
    Navigator navigator;
    navigator.go(S3Location{"a", {}});
    QSignalSpy moved(&navigator, &Navigator::moved);
    navigator.go(S3Location{"a", {}});
    QCOMPARE(moved.count(), 0);
    QVERIFY(navigator.canGoBack());
}

INIA_TEST_CLASS(TestNavigator, QCoreApplication)
#include "tst_navigator.moc"
