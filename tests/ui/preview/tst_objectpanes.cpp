#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/panels/keyvalueview.h"
#include "ui/preview/objecttabs.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/treeview.h"

#include <QtTest/QtTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>

#include <memory>

using namespace inia;
using namespace inia::ui;
using inia::test::S3Double;

// Versions and properties of an object in its details: what is asked for when, and what is said of it.
class tst_ObjectPanes final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void versionsAreListedWhenSomebodyLooks();
    void markersAreSaid();
    void wishesAreOfTheVersion();
    void partsAskWhenTheyAreOpened();
    void whatIsNotSetIsNoFailure();
    void whatCannotBeReadIsSaid();
    void changesAreShown();

private:
    [[nodiscard]] PreviewTarget target(const char* key) const
    {
        return {m_session->client("s3").value(), {"kept", key}, 1, {}, {}};
    }
    [[nodiscard]] static QString rows(KeyValueView* view);
    [[nodiscard]] static QAbstractButton* button(QWidget* in, const QString& text);

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<Session> m_session;
    tests::RecordedServices m_services;
    std::unique_ptr<VersionsPane> m_versions;
    std::unique_ptr<PropertiesPane> m_properties;
};

void tst_ObjectPanes::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    qRegisterMetaType<ObjectWish>("inia::ui::ObjectWish");
    m_appearance = std::make_unique<Appearance>(*qApp);
}

void tst_ObjectPanes::init()
{
    using namespace std::chrono_literals;
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
    m_versions = std::make_unique<VersionsPane>(*m_appearance, m_services, nullptr);
    m_properties = std::make_unique<PropertiesPane>(*m_appearance, m_services, nullptr);
    m_properties->resize(320, 600);
}

void tst_ObjectPanes::cleanup()
{
    m_versions.reset();
    m_properties.reset();
    m_session.reset();
    m_s3.reset();
}

QString tst_ObjectPanes::rows(KeyValueView* view)
{
    QStringList lines;
    const QAbstractItemModel* model = view->rows()->model();
    for (int row = 0; row < model->rowCount(); ++row)
        lines << model->index(row, 0).data().toString() + u'=' + model->index(row, 1).data().toString();
    return lines.join(u'\n');
}

QAbstractButton* tst_ObjectPanes::button(QWidget* in, const QString& text)
{
    for (auto* each : in->findChildren<QAbstractButton*>()) {
        if (each->text() == text)
            return each;
    }
    return nullptr;
}

void tst_ObjectPanes::versionsAreListedWhenSomebodyLooks()
{
    m_s3->put("kept", "a", "1");
    m_s3->put("kept", "a", "22");
    m_s3->put("kept", "a.longer", "3");
    m_versions->setObject(target("a"));
    QCoreApplication::processEvents();
    QVERIFY(m_s3->requests().empty());
    m_versions->load();
    QTRY_COMPARE(m_versions->versions().size(), std::size_t(2));
    QCOMPARE(m_s3->requests().size(), std::size_t(1));
    auto* view = m_versions->findChild<KeyValueView*>();
    const QStringList lines = rows(view).split(u'\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[0].contains(QStringLiteral("Current")) && lines[0].contains(QStringLiteral("2 B")),
             qPrintable(lines[0]));
    QVERIFY(!lines[1].contains(QStringLiteral("Current")));
    m_versions->load(); // what is there is not asked for again
    QCOMPARE(m_s3->requests().size(), std::size_t(1));
}

void tst_ObjectPanes::markersAreSaid()
{
    m_s3->put("kept", "a", "1");
    const auto reply =
        m_session->client("s3")->call("DeleteObject", Value::map({{"Bucket", "kept"}, {"Key", "a"}}));
    QTRY_VERIFY(reply->isFinished());
    m_versions->show();
    m_versions->setObject(target("a"));
    m_versions->load();
    QTRY_COMPARE(m_versions->versions().size(), std::size_t(2));
    bool isSaid = false;
    for (const auto* label : m_versions->findChildren<QLabel*>())
        isSaid = isSaid || label->text().startsWith(QStringLiteral("Deleted on "));
    QVERIFY(isSaid);
    QVERIFY(button(m_versions.get(), QStringLiteral("Undelete\u2026"))->isVisible());
    QVERIFY(!button(m_versions.get(), QStringLiteral("Preview"))->isVisible());
    QVERIFY(button(m_versions.get(), QStringLiteral("Delete the marker\u2026"))->isVisible());
}

void tst_ObjectPanes::wishesAreOfTheVersion()
{
    m_s3->put("kept", "a", "1");
    const std::string older = m_s3->current("kept", "a")->id;
    m_s3->put("kept", "a", "2");
    m_versions->show();
    m_versions->setObject(target("a"));
    m_versions->load();
    QTRY_COMPARE(m_versions->versions().size(), std::size_t(2));
    QVERIFY(!button(m_versions.get(), QStringLiteral("Make current\u2026"))->isVisible());
    m_versions->select(1);
    QVERIFY(button(m_versions.get(), QStringLiteral("Make current\u2026"))->isVisible());
    QSignalSpy wished(&m_services, &WindowServices::objectChangeRequested);
    button(m_versions.get(), QStringLiteral("Make current\u2026"))->click();
    QCOMPARE(wished.size(), 1);
    const auto wish = wished.front().front().value<ObjectWish>();
    QCOMPARE(wish.what, ObjectWish::What::MakeCurrent);
    QCOMPARE(wish.objects.front().id, older);
    QCOMPARE(wish.objects.front().key, std::string("a"));
}

void tst_ObjectPanes::partsAskWhenTheyAreOpened()
{
    using Part = PropertiesPane::Part;
    auto& version = m_s3->put("kept", "a", "x");
    version.tags = {{"team", "red"}};
    version.headers = {{"content-type", "text/plain"},
                       {"x-amz-meta-city", "=?UTF-8?Q?Z=C3=BCrich?="},
                       {"x-amz-storage-class", "GLACIER"},
                       {"x-amz-restore", "ongoing-request=\"true\""}};
    m_properties->setObject(target("a"));
    m_properties->show();
    QVERIFY(m_s3->requests().empty());
    m_properties->open(Part::Tags);
    QTRY_COMPARE(rows(m_properties->rows(Part::Tags)), QStringLiteral("team=red"));
    QCOMPARE(m_s3->requests().size(), std::size_t(1));
    m_properties->open(Part::Metadata);
    QTRY_VERIFY(rows(m_properties->rows(Part::Metadata)).contains(QString::fromUtf8("city=Zürich")));
    QCOMPARE(m_s3->requests().size(), std::size_t(2));
    m_properties->open(Part::Storage);
    QTRY_VERIFY(rows(m_properties->rows(Part::Storage)).contains(QStringLiteral("Restore=Under way")));
    QVERIFY(rows(m_properties->rows(Part::Storage)).contains(QStringLiteral("Class=Glacier Flexible")));
}

void tst_ObjectPanes::whatIsNotSetIsNoFailure()
{
    using Part = PropertiesPane::Part;
    m_s3->put("kept", "a", "x");
    m_properties->setObject(target("a"));
    m_properties->show();
    m_properties->open(Part::Tags);
    QTRY_COMPARE(rows(m_properties->rows(Part::Tags)), QStringLiteral("Not set="));
    m_properties->open(Part::Lock);
    QTRY_VERIFY(rows(m_properties->rows(Part::Lock)).startsWith(QStringLiteral("Not locked")));
}

void tst_ObjectPanes::whatCannotBeReadIsSaid()
{
    using Part = PropertiesPane::Part;
    m_s3->put("kept", "a", "x");
    m_s3->fail({"GetObjectTagging", "a", 100, 403, "AccessDenied"});
    m_properties->setObject(target("a"));
    m_properties->show();
    m_properties->open(Part::Tags);
    QTRY_COMPARE(rows(m_properties->rows(Part::Tags)), QStringLiteral("GetObjectTagging is denied="));
    // It answers with the object itself, which is no list of annotations.
    m_properties->open(Part::Annotations);
    QTRY_COMPARE(rows(m_properties->rows(Part::Annotations)), QStringLiteral("Not offered by this server="));
}

void tst_ObjectPanes::changesAreShown()
{
    using Part = PropertiesPane::Part;
    m_s3->put("kept", "a", "x").tags = {{"team", "red"}};
    m_properties->setObject(target("a"));
    m_properties->show();
    m_properties->open(Part::Tags);
    QTRY_COMPARE(rows(m_properties->rows(Part::Tags)), QStringLiteral("team=red"));
    const_cast<S3Double::Version*>(m_s3->current("kept", "a"))->tags["team"] = "blue";
    m_properties->reload();
    QTRY_COMPARE(rows(m_properties->rows(Part::Tags)), QStringLiteral("team=blue"));
    m_properties->setObject(target("b"));
    QCoreApplication::processEvents();
    QCOMPARE(m_s3->count("GetObjectTagging"), 2);
}

INIA_TEST_CLASS(tst_ObjectPanes, QApplication)
#include "tst_objectpanes.moc"
