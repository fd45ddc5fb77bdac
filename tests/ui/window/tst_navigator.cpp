#include "tests/support/testmain.h"
#include "ui/browse/places.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

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
