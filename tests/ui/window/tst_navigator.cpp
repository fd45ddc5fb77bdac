#include "ui/browse/navigator.h"

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
    void staysQuietWhereItIs();
};

void TestNavigator::startsAtTheRoot()
{
    const Navigator navigator;
    QVERIFY(navigator.current().bucket.empty());
    QVERIFY(!navigator.canGoBack() && !navigator.canGoForward() && !navigator.canGoUp());
}

void TestNavigator::goesBackAndForward()
{
    Navigator navigator;
    navigator.go({"a", {}});
    navigator.go({"a", "x/"});
    navigator.back();
    QCOMPARE(navigator.current().prefix, "");
    QVERIFY(navigator.canGoForward());
    navigator.forward();
    QCOMPARE(navigator.current().prefix, "x/");
    QVERIFY(!navigator.canGoForward());
}

void TestNavigator::forgetsWhatWasAhead()
{
    Navigator navigator;
    navigator.go({"a", {}});
    navigator.go({"a", "x/"});
    navigator.back();
    navigator.go({"b", {}});
    QVERIFY(!navigator.canGoForward());
    navigator.back();
    QCOMPARE(navigator.current().bucket, "a");
    QCOMPARE(navigator.current().prefix, "");
}

void TestNavigator::goesUpThroughFilterFolderAndBucket()
{
    Navigator navigator;
    navigator.go({"a", "x/y/app"});
    navigator.up();
    QCOMPARE(navigator.current().prefix, "x/y/");
    navigator.up();
    QCOMPARE(navigator.current().prefix, "x/");
    navigator.up();
    QCOMPARE(navigator.current().prefix, "");
    navigator.up();
    QVERIFY(navigator.current().bucket.empty());
    QVERIFY(!navigator.canGoUp());
}

void TestNavigator::refinesInPlace()
{
    Navigator navigator;
    navigator.go({"a", "x/"});
    navigator.refine({"a", "x/app"});
    navigator.back();
    QVERIFY(navigator.current().bucket.empty());
    navigator.forward();
    QCOMPARE(navigator.current().prefix, "x/app");
}

void TestNavigator::staysQuietWhereItIs()
{
    Navigator navigator;
    navigator.go({"a", {}});
    QSignalSpy moved(&navigator, &Navigator::moved);
    navigator.go({"a", {}});
    QCOMPARE(moved.count(), 0);
    QVERIFY(navigator.canGoBack());
}

QTEST_GUILESS_MAIN(TestNavigator)
#include "tst_navigator.moc"
