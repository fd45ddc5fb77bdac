#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/browse/servicekit.h"
#include "ui/panels/dockpanel.h"
#include "ui/widgets/treeview.h"

#include <QtTest/QTest>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

// The window where there is little room for it: everything one can press or type in is whole and in reach.
class TestSmallWindow final : public WindowTest {
    Q_OBJECT

private slots:
    void init();
    void everythingIsInReach_data();
    void everythingIsInReach();
    void detailsOpenWhereTheyAreAskedFor();
    void smallWindowsBeginWithTheList();

private:
    // Widgets one uses that are cut, or out of the window. What a scroll area holds can be scrolled to.
    [[nodiscard]] QStringList cut() const;
};

void TestSmallWindow::init()
{
    if (!makeWindow())
        return;
    m_fixture->s3.addBucket("a-bucket-with-a-name-that-is-as-long-as-names-of-buckets-may-be",
                            {"logs/1", "a.txt"});
    FakeServices& services = m_fixture->services;
    services.setPages("DescribeInstances", {instancesAnswer({{"i-1", "web"}, {"i-2", "worker"}})});
    services.setPages(
        "DescribeTable",
        {R"({"Table": {"TableName": "orders", "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
             "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
             "GlobalSecondaryIndexes": [{"IndexName": "by-a-rather-long-name-of-an-index",
                 "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                 "Projection": {"ProjectionType": "ALL"}}]}})"});
    services.setPages("Scan", {R"({"Items": [{"id": {"S": "o-1"}}], "Count": 1, "ScannedCount": 1})"});
    openSession();
    QTRY_VERIFY(m_fixture->view() != nullptr);
}

QStringList TestSmallWindow::cut() const
{
    QStringList found;
    for (const QWidget* widget : m_fixture->window().findChildren<QWidget*>()) {
        const bool isUsed = qobject_cast<const QAbstractButton*>(widget) != nullptr ||
                            qobject_cast<const QLineEdit*>(widget) != nullptr ||
                            qobject_cast<const QComboBox*>(widget) != nullptr;
        if (!isUsed || !widget->isVisible())
            continue;
        bool scrolls = false;
        for (const QWidget* outer = widget->parentWidget(); outer != nullptr; outer = outer->parentWidget())
            scrolls = scrolls || qobject_cast<const QAbstractScrollArea*>(outer) != nullptr;
        const QRect place(widget->mapTo(&m_fixture->window(), QPoint()), widget->size());
        if (!scrolls && (widget->visibleRegion().boundingRect() != widget->rect() ||
                         !m_fixture->window().rect().contains(place)))
            found.append(
                QStringLiteral("%1 \"%2\"")
                    .arg(QLatin1StringView(widget->metaObject()->className()), widget->accessibleName()));
    }
    return found;
}

void TestSmallWindow::everythingIsInReach_data()
{
    QTest::addColumn<QString>("uri");
    for (const char* uri :
         {"s3://", "s3://a-bucket-with-a-name-that-is-as-long-as-names-of-buckets-may-be/logs/", "ec2://",
          "ec2://instances", "dynamodb://tables/orders"})
        QTest::newRow(uri) << QString::fromLatin1(uri);
}

void TestSmallWindow::everythingIsInReach()
{
    QFETCH(QString, uri);
    MainWindow& window = m_fixture->window();
    window.resize(1000, 650);
    QCOMPARE(window.size(), QSize(1000, 650));
    window.workArea()->setDetailsOpen(true);
    window.workArea()->setDockOpen(true);
    window.workArea()->setTreeOpen(true);
    const auto place = Place::parse(uri.toStdString());
    QVERIFY(place.ok());
    m_fixture->view()->go(*place);
    if (uri.startsWith(QStringLiteral("dynamodb")))
        QTRY_VERIFY(m_fixture->button(QStringLiteral("Run")) != nullptr);
    QTRY_COMPARE(m_fixture->transport->openCount(), 0);
    QVERIFY(m_fixture->view()->details()->isVisible());
    QVERIFY(window.dock()->isVisible());
    QCOMPARE(cut(), QStringList());
}

void TestSmallWindow::detailsOpenWhereTheyAreAskedFor()
{
    MainWindow& window = m_fixture->window();
    QVERIFY(m_fixture->view()->details()->isVisible());
    window.resize(1000, 650);
    QVERIFY(!m_fixture->view()->details()->isVisible()); // they give way
    QTest::mouseClick(m_fixture->button(QStringLiteral("Details")), Qt::LeftButton);
    QVERIFY(m_fixture->view()->details()->isVisible());
    QTest::mouseClick(m_fixture->button(QStringLiteral("Details")), Qt::LeftButton);
    QVERIFY(!m_fixture->view()->details()->isVisible());
    window.resize(1440, 900);
    QVERIFY(m_fixture->view()->details()->isVisible());
}

// Of a screen of 1024x700 at 1.75.
void TestSmallWindow::smallWindowsBeginWithTheList()
{
    MainWindow& window = m_fixture->window();
    window.setMinimumSize(0, 0);
    window.resize(585, 360);
    QCOMPARE(window.size(), QSize(585, 360));
    QVERIFY(!m_fixture->view()->tree()->isVisible() && !window.dock()->isVisible());
    QVERIFY(m_fixture->view()->centre()->isVisible());
    window.workArea()->focusTree();
    QCOMPARE(window.focusWidget(), m_fixture->view()->focusArea());
    QCOMPARE(cut(), QStringList());
    m_fixture->view()->go(*Place::parse("dynamodb://tables/orders"));
    QTRY_VERIFY(m_fixture->button(QStringLiteral("Run")) != nullptr);
    QCOMPARE(cut(), QStringList());
    QTest::mouseClick(m_fixture->button(QStringLiteral("Inspector")), Qt::LeftButton);
    QVERIFY(window.dock()->isVisible());
    window.resize(1440, 900);
    QVERIFY(m_fixture->view()->tree()->isVisible() && window.dock()->isVisible());
}

INIA_TEST_CLASS(TestSmallWindow, QApplication)
#include "tst_smallwindow.moc"
