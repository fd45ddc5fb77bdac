#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/panels/detailspanel.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/resourcedetails.h"
#include "ui/theme/appearance.h"

#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QTreeView>

#include <vector>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

// What the panel asks for, and what it says of the answer.
class TestResourceDetails final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void asksOnceAndOnlyWhenSeen();
    void asksNothingForWhatIsKnown_data();
    void asksNothingForWhatIsKnown();
    void tellsAnErrorInPlace();
    void loadsAgainWhenAsked();
    void dropsTheOldAnswer();
    void showsTagsAndWhereItLeads();
    void offersTheArn();
    void readsWhatIsOpened();
    void showsNoSecretByItself();
    void tellsWhatIsSetForABucket();

private:
    [[nodiscard]] Resource resource(const char* service, const char* type, const char* id);
    [[nodiscard]] static QAbstractButton* button(const QWidget& panel, const QString& text);

    std::optional<TestSession> m_session;
    std::unique_ptr<Appearance> m_appearance;
};

void TestResourceDetails::initTestCase()
{
    if (!hasModelPack())
        QSKIP("The models are not built: set INIA_BOTOCORE_DIR.");
    auto session = makeTestSession();
    QVERIFY2(session.ok(), session.ok() ? "" : session.error().message.c_str());
    m_session = std::move(session).value();
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

void TestResourceDetails::init()
{
    m_session->transport->release();
    m_session->transport->forgetRequests();
    m_session->transport->setHandler([](const HttpRequest&) {
        return makeResponse(200,
                            R"({"Table": {"TableName": "orders", "TableStatus": "ACTIVE", "ItemCount": 7}})");
    });
}

Resource TestResourceDetails::resource(const char* service, const char* type, const char* id)
{
    return m_session->session.resource(service)->subResource(type, {id}).value();
}

QAbstractButton* TestResourceDetails::button(const QWidget& panel, const QString& text)
{
    const auto buttons = panel.findChildren<QAbstractButton*>();
    for (auto* button : buttons) {
        if (button->text() == text && button->isVisibleTo(&panel))
            return button;
    }
    return nullptr;
}

void TestResourceDetails::asksOnceAndOnlyWhenSeen()
{
    RecordedServices window;
    ResourceDetails panel(*m_appearance, window);
    const Resource table = resource("dynamodb", "Table", "orders");
    panel.showResource(table);
    QCoreApplication::processEvents();
    QCOMPARE(m_session->transport->requestCount(), 0);
    panel.show();
    QTRY_VERIFY(table.isLoaded());
    QCOMPARE(m_session->transport->requestCount(), 1);
    panel.showResource(table);
    panel.hide();
    panel.show();
    QCoreApplication::processEvents();
    QCOMPARE(m_session->transport->requestCount(), 1);
}

void TestResourceDetails::asksNothingForWhatIsKnown_data()
{
    QTest::addColumn<bool>("canLoad");
    QTest::newRow("loaded") << true;
    QTest::newRow("cannot be loaded") << false;
}

void TestResourceDetails::asksNothingForWhatIsKnown()
{
    QFETCH(bool, canLoad);
    RecordedServices window;
    ResourceDetails panel(*m_appearance, window);
    Resource known = canLoad ? resource("dynamodb", "Table", "orders") : resource("glacier", "Account", "-");
    QCOMPARE(known.canLoad(), canLoad);
    if (canLoad)
        known.setData(Value::map({{"TableName", "orders"}}));
    panel.show();
    panel.showResource(known);
    QCoreApplication::processEvents();
    QCOMPARE(m_session->transport->requestCount(), 0);
}

void TestResourceDetails::tellsAnErrorInPlace()
{
    m_session->transport->setHandler([](const HttpRequest&) {
        return makeResponse(400, R"({"__type": "AccessDeniedException", "message": "No."})");
    });
    RecordedServices window;
    ResourceDetails panel(*m_appearance, window);
    panel.show();
    panel.showResource(resource("dynamodb", "Table", "orders"));
    QTRY_VERIFY(button(panel, QStringLiteral("Retry")) != nullptr);
    button(panel, QStringLiteral("Show request"))->click();
    QTRY_COMPARE(window.shownCalls.size(), 1);
    QVERIFY(window.shownCalls.first() != 0);
    init();
    button(panel, QStringLiteral("Retry"))->click();
    QTRY_VERIFY(button(panel, QStringLiteral("Retry")) == nullptr);
    QVERIFY(panel.resources().front().isLoaded());
}

void TestResourceDetails::loadsAgainWhenAsked()
{
    RecordedServices window;
    ResourceDetails panel(*m_appearance, window);
    panel.show();
    Resource table = resource("dynamodb", "Table", "orders");
    table.setData(Value::map({{"TableName", "orders"}}));
    panel.showResource(table);
    panel.reload();
    QTRY_COMPARE(table.data()["ItemCount"].toInt(), 7);
    QCOMPARE(m_session->transport->requestCount(), 1);
}

void TestResourceDetails::dropsTheOldAnswer()
{
    RecordedServices window;
    ResourceDetails panel(*m_appearance, window);
    panel.show();
    m_session->transport->hold();
    const Resource first = resource("dynamodb", "Table", "first");
    panel.showResource(first);
    QTRY_COMPARE(m_session->transport->openCount(), 1);
    panel.showResource(resource("dynamodb", "Table", "orders"));
    QTRY_COMPARE(m_session->transport->openCount(), 1); // the first was given up
    m_session->transport->release();
    QTRY_VERIFY(panel.resources().front().isLoaded());
    QVERIFY(!first.isLoaded());
}

void TestResourceDetails::showsTagsAndWhereItLeads()
{
    RecordedServices window;
    ResourceDetails panel(*m_appearance, window);
    panel.show();
    Resource instance = resource("ec2", "Instance", "i-1");
    instance.setData(Value::map({{"InstanceId", "i-1"},
                                 {"VpcId", "vpc-1"},
                                 {"Tags", Value::list({Value::map({{"Key", "team"}, {"Value", "data"}})})}}));
    panel.showResource(instance);
    QVERIFY(button(panel, QStringLiteral("data")) != nullptr);
    button(panel, QStringLiteral("data"))->click();
    QCOMPARE(window.copied.value(0), QStringLiteral("team=data"));

    button(panel, QStringLiteral("Volumes"))->click();
    QCOMPARE(window.openedCollections, QStringList{QStringLiteral("ec2.Instance(id='i-1')/volumes")});
    QVERIFY(button(panel, QStringLiteral("ARN")) == nullptr); // EC2's data holds none
}

void TestResourceDetails::offersTheArn()
{
    RecordedServices window;
    ResourceDetails panel(*m_appearance, window);
    panel.show();
    Resource topic = resource("sns", "Topic", "arn:aws:sns:us-west-2:123:orders");
    topic.setData(Value::emptyMap());
    panel.showResource(topic);
    button(panel, QStringLiteral("ARN"))->click();
    QCOMPARE(window.copied.value(0), QStringLiteral("arn:aws:sns:us-west-2:123:orders"));
}

// Of Lambda's functions, which inference knows more calls of.
void TestResourceDetails::readsWhatIsOpened()
{
    bool isDenied = true;
    m_session->transport->setHandler([&](const HttpRequest& request) {
        if (request.url.ends_with("/concurrency"))
            return isDenied ? makeResponse(403, R"({"Message": "No."})")
                            : makeResponse(200, R"({"ReservedConcurrentExecutions": 5})");
        return makeResponse(200, R"({"Functions": [{"FunctionName": "f",
            "FunctionArn": "arn:aws:lambda:us-west-2:123456789012:function:f"}]})");
    });
    const auto cursor = m_session->session.explore("lambda")->collection("functions")->open();
    std::vector<Resource> functions;
    connect(cursor.get(), &CollectionCursor::pageReady, this,
            [&](const CollectionPage& page) { functions = cursor->resources(page); });
    cursor->fetchNextPage();
    QTRY_COMPARE(functions.size(), std::size_t(1));
    RecordedServices window;
    ResourceDetails panel(*m_appearance, window);
    panel.resize(400, 800);
    panel.show();
    panel.showResource(functions.front());
    QCoreApplication::processEvents();
    m_session->transport->forgetRequests(); // nothing is read of what is folded
    QAbstractButton* fold = button(panel, QStringLiteral("Function concurrency"));
    QVERIFY(fold != nullptr);
    QVERIFY(button(panel, QStringLiteral("Tags")) != nullptr);
    fold->click();
    QTRY_COMPARE(m_session->transport->requestCount(), 1);
    QTRY_VERIFY(!fold->isChecked()); // closed again, with the reason beside it
    isDenied = false;
    fold->click();
    QTRY_COMPARE(m_session->transport->requestCount(), 2);
    auto* owner = qobject_cast<ValueFold*>(fold->parentWidget());
    QVERIFY(owner != nullptr);
    QTRY_VERIFY(owner->findChild<QTreeView*>() != nullptr);
    QCOMPARE(owner->findChild<QTreeView*>()->model()->rowCount(), 1);
    fold->click();
    fold->click();
    QCoreApplication::processEvents();
    QCOMPARE(m_session->transport->requestCount(), 2); // once read it is known
}

void TestResourceDetails::showsNoSecretByItself()
{
    // As one comes to it by its address, and not by a list.
    const auto known = [&](const char* service, const char* collection, const char* answer, const char* id) {
        m_session->transport->setHandler([answer](const HttpRequest&) { return makeResponse(200, answer); });
        const auto cursor = m_session->session.explore(service)->collection(collection)->open();
        std::vector<Resource> rows;
        connect(cursor.get(), &CollectionCursor::pageReady, this,
                [&](const CollectionPage& page) { rows = cursor->resources(page); });
        cursor->fetchNextPage();
        [&] { QTRY_COMPARE(rows.size(), std::size_t(1)); }();
        m_session->transport->forgetRequests();
        return rows.at(0).sibling({id});
    };
    RecordedServices window;
    ResourceDetails panel(*m_appearance, window);
    panel.show();
    const Resource parameter = known("ssm", "parameters", R"({"Parameters": [{"Name": "a"}]})", "/acme/db");
    QVERIFY(parameter.canLoad()); // by GetParameter, which answers with the value
    panel.showResource(parameter);
    panel.reload();
    QCoreApplication::processEvents();
    QCOMPARE(m_session->transport->requestCount(), 0);

    Resource function = known("lambda", "functions", R"({"Functions": [{"FunctionName": "a"}]})", "resize");
    const Value variables = Value::map({{"DB", "hush"}});
    function.setData(
        Value::map({{"FunctionName", "resize"}, {"Environment", Value::map({{"Variables", variables}})}}));
    const Resource shown = function.redacted();
    QVERIFY(shown.data()["Environment"]["Variables"]["DB"].text() != "hush");
    QCOMPARE(shown.data()["FunctionName"].text(), std::string("resize"));
    QCOMPARE(function.data()["Environment"]["Variables"], variables);
}

void TestResourceDetails::tellsWhatIsSetForABucket()
{
    m_session->transport->setHandler([](const HttpRequest& request) -> FakeTransport::Answer {
        if (request.url.find("?versioning") != std::string::npos)
            return makeResponse(200, "<VersioningConfiguration><Status>Enabled</Status>"
                                     "</VersioningConfiguration>");
        if (request.url.find("?policy") != std::string::npos)
            return makeResponse(403, "<Error><Code>AccessDenied</Code></Error>");
        if (request.url.find("?cors") != std::string::npos)
            return makeResponse(404, "<Error><Code>NoSuchCORSConfiguration</Code></Error>");
        return makeResponse(501, "<Error><Code>NotImplemented</Code></Error>");
    });
    RecordedServices window;
    DetailsPanel panel(*m_appearance, window, "aws");
    panel.show();
    const Selection bucket{S3Location{"acme", {}}, {resource("s3", "Bucket", "acme")}, {}, {}};
    panel.showSelection(bucket);
    QCoreApplication::processEvents();
    QCOMPARE(m_session->transport->requestCount(), 0); // not by itself
    auto* more = button(panel, QStringLiteral("Configuration"));
    QVERIFY(more);
    more->click();
    panel.showSelection(bucket); // stays
    QTRY_VERIFY(more->text() == QStringLiteral("Load again") && more->isEnabled());
    QCOMPARE(m_session->transport->requestCount(), 19);
    const auto* facts = panel.findChild<QAbstractItemView*>()->model();
    QMap<QString, QString> rows;
    for (int row = 0; row < facts->rowCount(); ++row)
        rows.insert(facts->index(row, 0).data().toString(), facts->index(row, 1).data().toString());
    QCOMPARE(rows.value(QStringLiteral("Versioning")), QStringLiteral("Enabled"));
    QCOMPARE(rows.value(QStringLiteral("Policy")), QStringLiteral("GetBucketPolicy is denied"));
    QCOMPARE(rows.value(QStringLiteral("CORS")), QStringLiteral("Not set"));
    QCOMPARE(rows.value(QStringLiteral("Ownership")), QStringLiteral("Not offered by this server"));
    panel.showSelection({S3Location{"acme", "logs/"}, {}, {}, {}});
    QVERIFY(!more->isVisibleTo(&panel));
}

INIA_TEST_CLASS(TestResourceDetails, QApplication)
#include "tst_resourcedetails.moc"
