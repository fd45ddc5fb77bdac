#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/objecttablemodel.h"
#include "ui/s3/propertydesks.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"

#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>

#include <memory>

using namespace inia;
using namespace inia::ui;
using inia::test::S3Double;
using What = ObjectWish::What;

// From a wish to what is on the server afterwards: versions, properties, links.
class tst_PropertyDesks final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void tableListsVersions();
    void undeletesBelowAFolder();
    void nothingToUndeleteIsSaid();
    void makesAnOlderVersionCurrent();
    void deletesVersionsForGood();
    void saysWhatBecomesCurrent_data();
    void saysWhatBecomesCurrent();
    void editsTagsOfOne();
    void setsTagsOfMany();
    void badTagsHaveNoButton();
    void editsMetadataOfOne();
    void changesClassesAndSaysWhatItMeans();
    void restoresWhatIsArchived();
    void aclsThatAreOffAreSaid();
    void refusalsAreTold();
    void plansGoToWhoeverRunsThem();
    void linksSayUntilWhen();
    void uploadLinksHaveTheirHeaders();
    void lifeOfLinks();

private:
    static void begin(PlanDesk& desk, What what, const std::vector<std::string>& keys);
    [[nodiscard]] static FieldsDialog* fields(const PlanDesk& desk)
    {
        return dynamic_cast<FieldsDialog*>(desk.dialog());
    }
    static void confirm(const PlanDesk& desk);
    [[nodiscard]] static QString words(const QDialog* dialog);
    [[nodiscard]] std::vector<ObjectVersion> versionsOf(const std::string& key) const;
    void remove(const std::string& key) const;
    template <class Desk>
    std::unique_ptr<Desk> make()
    {
        return std::make_unique<Desk>(
            *m_appearance, *m_session, [] { return SessionInfo(); }, m_services, m_window.get());
    }

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Session> m_session;
    tests::RecordedServices m_services;
    std::unique_ptr<VersionDesk> m_versions;
    std::unique_ptr<PropertyDesk> m_properties;
    std::unique_ptr<LinkDesk> m_links;
};

void tst_PropertyDesks::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    m_appearance = std::make_unique<Appearance>(*qApp);
}

void tst_PropertyDesks::init()
{
    using namespace std::chrono_literals;
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    m_window = std::make_unique<QWidget>();
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
    m_versions = make<VersionDesk>();
    m_properties = make<PropertyDesk>();
    m_links = make<LinkDesk>();
    m_services.copied.clear();
}

void tst_PropertyDesks::cleanup()
{
    m_versions.reset();
    m_properties.reset();
    m_links.reset();
    m_session.reset();
    m_window.reset();
    m_s3.reset();
}

void tst_PropertyDesks::begin(PlanDesk& desk, What what, const std::vector<std::string>& keys)
{
    ObjectWish wish{what, "kept", {}};
    for (const auto& key : keys) {
        ObjectVersion object;
        object.key = key;
        wish.objects.push_back(object);
    }
    desk.begin(wish);
}

void tst_PropertyDesks::confirm(const PlanDesk& desk)
{
    QTRY_VERIFY(qobject_cast<ConfirmDialog*>(desk.dialog()));
    auto* question = qobject_cast<ConfirmDialog*>(desk.dialog());
    QVERIFY2(question->confirmButton()->isEnabled(), qPrintable(words(question)));
    question->confirmButton()->click();
}

QString tst_PropertyDesks::words(const QDialog* dialog)
{
    QString all;
    if (dialog != nullptr) {
        for (const auto* label : dialog->findChildren<QLabel*>())
            all += label->text() + u'\n';
        for (const auto* button : dialog->findChildren<QAbstractButton*>())
            all += button->text() + u'\n';
    }
    return all;
}

std::vector<ObjectVersion> tst_PropertyDesks::versionsOf(const std::string& key) const
{
    auto listing = makeOwned<ObjectVersions>(m_session->client("s3").value(), "kept",
                                             std::vector<std::string>{key}, "test");
    listing->start();
    [&] { QTRY_VERIFY(listing->isFinished()); }();
    return listing->result().value();
}

void tst_PropertyDesks::remove(const std::string& key) const
{
    const auto reply =
        m_session->client("s3")->call("DeleteObject", Value::map({{"Bucket", "kept"}, {"Key", key}}));
    QTRY_VERIFY(reply->isFinished());
}

/// Pages that end inside a key, markers among them; a version's row is its own.
void tst_PropertyDesks::tableListsVersions()
{
    for (const char* text : {"1", "2", "3"})
        m_s3->put("kept", "logs/a", text);
    remove("logs/a");
    m_s3->put("kept", "logs/b", "4");
    m_s3->put("kept", "logs/sub/c", "5");
    m_s3->manners.mostKeys = 2;
    const auto bucket = m_session->resource("s3")->subResource("Bucket", {"kept"}).value();
    ObjectTableModel model;
    model.open(versionsBelow(bucket, "logs/").value(), {"kept", "logs/"}, true);
    model.loadAll();
    QTRY_COMPARE(model.state(), CollectionCursor::State::Complete);
    QTRY_COMPARE(model.rowCount(), 6);
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows << model.index(row, ObjectTableModel::NameColumn).data().toString() + u' ' +
                    model.index(row, ObjectTableModel::VersionColumn).data().toString();
    QVERIFY2(rows[0].startsWith(QStringLiteral("a Deleted, ")), qPrintable(rows[0]));
    QCOMPARE(rows.mid(1), (QStringList{QStringLiteral("a v3"), QStringLiteral("a v2"), QStringLiteral("a v1"),
                                       QStringLiteral("b Current, v5"), QStringLiteral("sub/ ")}));
    QVERIFY(model.versionAt(0).isMarker);
    QCOMPARE(model.versionAt(2).id, std::string("v2"));
    QVERIFY(!model.versionAt(2).etag.empty());
    QVERIFY(!model.versionAt(2).isCurrent);
    QCOMPARE(model.columnCount(), int(ObjectTableModel::ColumnCount));
    // Without versions it is as it was.
    model.open(objectsBelow(bucket, "logs/").value(), {"kept", "logs/"});
    QCOMPARE(model.columnCount(), int(ObjectTableModel::VersionColumn));
    QTRY_COMPARE(model.rowCount(), 2);
}

void tst_PropertyDesks::undeletesBelowAFolder()
{
    for (const char* key : {"notes/a", "notes/b", "other"}) {
        m_s3->put("kept", key, key);
        remove(key);
        remove(key); // markers above each other
    }
    QVERIFY(m_s3->keys("kept").empty());
    m_s3->forgetRequests();
    QSignalSpy changed(m_versions.get(), &AskingDesk::changed);
    begin(*m_versions, What::Undelete, {"notes/"});
    QTRY_VERIFY(qobject_cast<ConfirmDialog*>(m_versions->dialog()));
    QVERIFY2(words(m_versions->dialog()).contains(QStringLiteral("Undelete 2 objects")),
             qPrintable(words(m_versions->dialog())));
    confirm(*m_versions);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_s3->keys("kept"), (std::vector<std::string>{"notes/a", "notes/b"}));
    QCOMPARE(m_s3->count("ListObjectVersions"), 1);
    QCOMPARE(m_s3->count("DeleteObjects"), 1);
    QCOMPARE(m_s3->requests().size(), std::size_t(2));
}

void tst_PropertyDesks::nothingToUndeleteIsSaid()
{
    m_s3->put("kept", "a", "x");
    begin(*m_versions, What::Undelete, {"a"});
    QTRY_VERIFY(words(m_versions->dialog()).contains(QStringLiteral("is not deleted")) ||
                !m_versions->isBusy());
    QCOMPARE(m_s3->count("DeleteObjects"), 0);
    QVERIFY(!qobject_cast<ConfirmDialog*>(m_versions->dialog()));
}

void tst_PropertyDesks::makesAnOlderVersionCurrent()
{
    m_s3->put("kept", "a", "old");
    m_s3->put("kept", "a", "new");
    QSignalSpy changed(m_versions.get(), &AskingDesk::changed);
    m_versions->begin({What::MakeCurrent, "kept", {versionsOf("a").back()}});
    confirm(*m_versions);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_s3->current("kept", "a")->bytes, QByteArray("old"));
    QCOMPARE(m_s3->versions("kept", "a").size(), std::size_t(3));
    // The current one: there is nothing to do.
    m_versions->begin({What::MakeCurrent, "kept", {versionsOf("a").front()}});
    QVERIFY(!qobject_cast<ConfirmDialog*>(m_versions->dialog()));
}

void tst_PropertyDesks::deletesVersionsForGood()
{
    m_s3->put("kept", "a", "1");
    m_s3->put("kept", "a", "2");
    m_s3->put("kept", "a", "3");
    QSignalSpy changed(m_versions.get(), &AskingDesk::changed);
    m_versions->begin({What::DeleteVersions, "kept", {versionsOf("a").front()}});
    QTRY_VERIFY(qobject_cast<ConfirmDialog*>(m_versions->dialog()));
    QVERIFY2(words(m_versions->dialog()).contains(QStringLiteral("The current one is among them")),
             qPrintable(words(m_versions->dialog())));
    confirm(*m_versions);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_s3->versions("kept", "a").size(), std::size_t(2));
    QCOMPARE(m_s3->current("kept", "a")->bytes, QByteArray("2"));
}

void tst_PropertyDesks::saysWhatBecomesCurrent_data()
{
    // Versions of keys, newest first: "a+1 a-2"; those with "!" go.
    QTest::addColumn<QString>("versions");
    QTest::addColumn<QString>("said");
    QTest::newRow("older ones") << QStringLiteral("a+3 a+2! a+1!")
                                << QStringLiteral("None of them is a current");
    QTest::newRow("the current one") << QStringLiteral("a+3! a+2") << QStringLiteral("then the version of ");
    QTest::newRow("a marker is next")
        << QStringLiteral("a+3! a-2 a+1") << QStringLiteral("and the object is deleted");
    QTest::newRow("all") << QStringLiteral("a+2! a+1!") << QStringLiteral("Of 1 object nothing is left");
    QTest::newRow("of several")
        << QStringLiteral("a+3! a+2 b+3! b-2 b+1 c+1!")
        << QStringLiteral(
               "3 of them are current: of 1 object an older version becomes current, 1 are deleted");
}

void tst_PropertyDesks::saysWhatBecomesCurrent()
{
    QFETCH(QString, versions);
    QFETCH(QString, said);
    std::vector<ObjectVersion> all;
    std::vector<ObjectVersion> chosen;
    for (const QString& word : versions.split(u' ')) {
        ObjectVersion version;
        version.key = word.left(1).toStdString();
        version.id = word.mid(2, 1).toStdString();
        version.isMarker = word[1] == u'-';
        version.isCurrent = all.empty() || all.back().key != version.key;
        version.modified = {1'700'000'000 + word.mid(2, 1).toInt(), 0};
        all.push_back(version);
        if (word.endsWith(u'!'))
            chosen.push_back(version);
    }
    const QString text = VersionDesk::lossText(chosen, all);
    QVERIFY2(text.contains(said), qPrintable(text));
}

void tst_PropertyDesks::editsTagsOfOne()
{
    m_s3->put("kept", "a", "x").tags = {{"team", "red"}, {"stage", "dev"}};
    begin(*m_properties, What::Tags, {"a"});
    QTRY_VERIFY(fields(*m_properties));
    QCOMPARE(fields(*m_properties)->pairs(),
             (std::map<std::string, std::string>{{"stage", "dev"}, {"team", "red"}}));
    fields(*m_properties)->addPair(QStringLiteral("new"), QStringLiteral("1"));
    QSignalSpy changed(m_properties.get(), &AskingDesk::changed);
    confirm(*m_properties);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_s3->current("kept", "a")->tags, (Tags{{"new", "1"}, {"stage", "dev"}, {"team", "red"}}));
    QCOMPARE(m_s3->versions("kept", "a").size(), std::size_t(1));
}

void tst_PropertyDesks::setsTagsOfMany()
{
    for (const char* key : {"d/1", "d/2", "d/3"})
        m_s3->put("kept", key, "x").tags = {{"own", key}, {"old", "1"}};
    begin(*m_properties, What::Tags, {"d/"});
    QTRY_VERIFY(fields(*m_properties));
    QVERIFY(fields(*m_properties)->pairs().empty());
    fields(*m_properties)->addPair(QStringLiteral("team"), QStringLiteral("blue"));
    fields(*m_properties)->set(QStringLiteral("remove"), QStringLiteral("old, none"));
    QSignalSpy changed(m_properties.get(), &AskingDesk::changed);
    m_s3->forgetRequests();
    confirm(*m_properties);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_s3->current("kept", "d/2")->tags, (Tags{{"own", "d/2"}, {"team", "blue"}}));
    QCOMPARE(m_s3->requests().size(), std::size_t(6));
}

void tst_PropertyDesks::badTagsHaveNoButton()
{
    m_s3->put("kept", "a", "x");
    begin(*m_properties, What::Tags, {"a"});
    QTRY_VERIFY(fields(*m_properties));
    FieldsDialog* dialog = fields(*m_properties);
    QVERIFY(dialog->confirmButton()->isEnabled());
    dialog->addPair(QStringLiteral("aws:mine"), {});
    dialog->addPair(QStringLiteral("k"), {}); // a line's text counts as soon as it is there
    QVERIFY(!dialog->pairs().empty());
    QVERIFY(!dialog->confirmButton()->isEnabled());
    QVERIFY(words(dialog).contains(QStringLiteral("AWS's own")));
}

void tst_PropertyDesks::editsMetadataOfOne()
{
    auto& version = m_s3->put("kept", "a", "x");
    version.headers = {{"content-type", "text/plain"},
                       {"cache-control", "max-age=1"},
                       {"x-amz-meta-old", "1"},
                       {"x-amz-meta-city", "=?UTF-8?Q?Z=C3=BCrich?="}};
    begin(*m_properties, What::Metadata, {"a"});
    QTRY_VERIFY(fields(*m_properties));
    FieldsDialog* dialog = fields(*m_properties);
    QCOMPARE(dialog->text(QStringLiteral("ContentType")), QStringLiteral("text/plain"));
    QCOMPARE(dialog->pairs().at("city"), std::string("Z\xC3\xBCrich"));
    dialog->set(QStringLiteral("ContentType"), QStringLiteral("text/html"));
    dialog->set(QStringLiteral("acl"), QString());
    dialog->addPair(QStringLiteral("new"), QStringLiteral("2"));
    QSignalSpy changed(m_properties.get(), &AskingDesk::changed);
    confirm(*m_properties);
    QTRY_COMPARE(changed.size(), 1);
    const auto& headers = m_s3->current("kept", "a")->headers;
    QCOMPARE(headers.at("content-type"), std::string("text/html"));
    QCOMPARE(headers.at("cache-control"), std::string("max-age=1"));
    QCOMPARE(headers.at("x-amz-meta-city"), std::string("=?UTF-8?Q?Z=C3=BCrich?="));
    QCOMPARE(headers.at("x-amz-meta-new"), std::string("2"));
}

void tst_PropertyDesks::changesClassesAndSaysWhatItMeans()
{
    m_s3->put("kept", "a", "x");
    begin(*m_properties, What::Class, {"a"});
    QTRY_VERIFY(fields(*m_properties));
    FieldsDialog* dialog = fields(*m_properties);
    QVERIFY(!dialog->confirmButton()->isEnabled()); // it has that class
    dialog->set(QStringLiteral("class"), QStringLiteral("Glacier Deep Archive"));
    QVERIFY(words(dialog).contains(QStringLiteral("180 days")));
    dialog->set(QStringLiteral("class"), QStringLiteral("Standard-IA"));
    QVERIFY(words(dialog).contains(QStringLiteral("128 KB")));
    QSignalSpy changed(m_properties.get(), &AskingDesk::changed);
    confirm(*m_properties);
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_s3->current("kept", "a")->headers.at("x-amz-storage-class"), std::string("STANDARD_IA"));
}

void tst_PropertyDesks::restoresWhatIsArchived()
{
    m_s3->put("kept", "d/a", "x").headers["x-amz-storage-class"] = "DEEP_ARCHIVE";
    m_s3->put("kept", "d/b", "x");
    Job given;
    m_properties->setRunner([&given](Job job) { given = std::move(job); });
    begin(*m_properties, What::Restore, {"d/"});
    QTRY_VERIFY(fields(*m_properties));
    FieldsDialog* dialog = fields(*m_properties);
    QVERIFY(!words(dialog).contains(QStringLiteral("Expedited")));
    QVERIFY(words(dialog).contains(QStringLiteral("Restore 1 object")));
    dialog->set(QStringLiteral("days"), QStringLiteral("0"));
    QVERIFY(!dialog->confirmButton()->isEnabled());
    dialog->set(QStringLiteral("days"), QStringLiteral("3"));
    dialog->set(QStringLiteral("tier"), QStringLiteral("Bulk, 48 hours"));
    confirm(*m_properties);
    QCOMPARE(given.items.size(), std::size_t(1));
    QCOMPARE(given.change.days, 3);
    QCOMPARE(given.change.tier, std::string("Bulk"));
}

void tst_PropertyDesks::aclsThatAreOffAreSaid()
{
    m_s3->put("kept", "a", "x");
    // What the double does not know is no obstacle: servers without ownership have ACLs.
    begin(*m_properties, What::Access, {"a"});
    QTRY_VERIFY(fields(*m_properties));
    FieldsDialog* dialog = fields(*m_properties);
    dialog->set(QStringLiteral("acl"), QStringLiteral("public-read"));
    QVERIFY(words(dialog).contains(QStringLiteral("Everybody on the internet")));
}

void tst_PropertyDesks::refusalsAreTold()
{
    m_s3->put("kept", "first", "x");
    m_s3->put("kept", "other", "x");
    begin(*m_properties, What::Tags, {"first", "other"});
    QTRY_VERIFY(fields(*m_properties));
    fields(*m_properties)->addPair(QStringLiteral("k"), QStringLiteral("v"));
    m_s3->fail({"PutObjectTagging", "first", 100, 403, "AccessDenied"});
    QSignalSpy changed(m_properties.get(), &AskingDesk::changed);
    confirm(*m_properties);
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(qobject_cast<JobDialog*>(m_properties->dialog()));
    QVERIFY2(words(m_properties->dialog()).contains(QStringLiteral("1 done; 1 not")),
             qPrintable(words(m_properties->dialog())));
    QCOMPARE(m_s3->current("kept", "other")->tags.at("k"), std::string("v"));
}

void tst_PropertyDesks::plansGoToWhoeverRunsThem()
{
    m_s3->put("kept", "a", "x");
    remove("a");
    std::vector<Job> given;
    m_versions->setRunner([&given](Job job) { given.push_back(std::move(job)); });
    begin(*m_versions, What::Undelete, {"a"});
    confirm(*m_versions);
    QCOMPARE(given.size(), std::size_t(1));
    QCOMPARE(given.front().action, JobAction::Undelete);
    QCOMPARE(given.front().session.profile, m_session->profileName());
    QCOMPARE(m_s3->count("DeleteObjects") + m_s3->count("DeleteObject"), 1); // the one of this test
}

void tst_PropertyDesks::linksSayUntilWhen()
{
    m_s3->put("kept", "docs/a.txt", "x");
    begin(*m_links, What::Link, {"docs/a.txt"});
    QTRY_VERIFY(fields(*m_links));
    fields(*m_links)->set(QStringLiteral("life"), QStringLiteral("7 days"));
    fields(*m_links)->set(QStringLiteral("name"), QStringLiteral("b.txt"));
    confirm(*m_links);
    QTRY_COMPARE(m_services.copied.size(), 1);
    const QString link = m_services.copied.front();
    QVERIFY2(link.contains(QStringLiteral("X-Amz-Expires=604800")), "the time that was asked for");
    QVERIFY(link.contains(QStringLiteral("response-content-disposition")));
    QVERIFY(m_s3->requests().empty());
    // The list keeps what it was for, and never the link.
    QCOMPARE(m_links->given().size(), 1);
    QVERIFY(m_links->given().front().startsWith(QStringLiteral("GET s3://kept/docs/a.txt, until ")));
    QVERIFY(!m_links->given().front().contains(QStringLiteral("X-Amz")));
}

void tst_PropertyDesks::uploadLinksHaveTheirHeaders()
{
    begin(*m_links, What::Link, {"up load's"});
    QTRY_VERIFY(fields(*m_links));
    FieldsDialog* dialog = fields(*m_links);
    dialog->set(QStringLiteral("use"), QStringLiteral("Upload in its place"));
    QVERIFY(words(dialog).contains(QStringLiteral("overwrites what is there")));
    dialog->set(QStringLiteral("type"), QStringLiteral("text/plain"));
    dialog->set(QStringLiteral("new"), QStringLiteral("yes"));
    dialog->set(QStringLiteral("curl"), QStringLiteral("yes"));
    confirm(*m_links);
    QTRY_COMPARE(m_services.copied.size(), 1);
    const QString line = m_services.copied.front();
    QVERIFY2(line.startsWith(QStringLiteral("curl -T FILE ")), qPrintable(line));
    QVERIFY2(line.contains(QStringLiteral("ontent-Type: text/plain'"), Qt::CaseInsensitive),
             qPrintable(line));
    QVERIFY2(line.contains(QStringLiteral("if-none-match: *'"), Qt::CaseInsensitive), qPrintable(line));
    QVERIFY2(line.contains(QStringLiteral("X-Amz-SignedHeaders=content-type")), qPrintable(line));
}

void tst_PropertyDesks::lifeOfLinks()
{
    using namespace std::chrono_literals;
    const QDateTime now = QDateTime::currentDateTime();
    PresignedUrl url;
    QVERIFY(LinkDesk::lifeText(url, now, 3600s).contains(QStringLiteral("as asked")));
    url.endsWithKeys = std::chrono::system_clock::now() + 10min;
    const QString text = LinkDesk::lifeText(url, now, 3600s);
    QVERIFY2(text.contains(QStringLiteral("when its keys end")), qPrintable(text));
    QVERIFY2(text.startsWith(momentText(now.addSecs(600))) || text.startsWith(momentText(now.addSecs(601))),
             qPrintable(text));
    url.endsWithKeys = std::chrono::system_clock::now() + 48h;
    QVERIFY(LinkDesk::lifeText(url, now, 3600s).contains(QStringLiteral("as asked")));
}

INIA_TEST_CLASS(tst_PropertyDesks, QApplication)
#include "tst_propertydesks.moc"
