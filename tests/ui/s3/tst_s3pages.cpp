#include "core/objects/objectversions.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/conflictdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/forms/shapeform.h"
#include "ui/panels/keyvalueview.h"
#include "ui/s3/s3pages.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

#include <memory>

using namespace inia;
using namespace inia::ui;
using inia::test::S3Double;

namespace {

HttpResponse refusal(int status, const char* code)
{
    return tests::makeResponse(status, QByteArray("<Error><Code>") + code + "</Code></Error>");
}

/// A bucket's configuration by sub-resources, as they were stored.
struct ConfiguredBucket {
    std::map<std::string, QByteArray> stored{
        {"cors", "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod><AllowedOrigin>*"
                 "</AllowedOrigin></CORSRule></CORSConfiguration>"},
        {"policy", "{\"Version\":\"2012-10-17\",\"Statement\":[]}"}};
    std::vector<std::string> changes; // "PUT cors"

    std::string serverName = "Ceph Object Gateway (squid)"; // which offers all that is changed here

    HttpResponse answer(const HttpRequest& request)
    {
        HttpResponse response = answerOf(request);
        response.headers.add("Server", serverName);
        return response;
    }

private:
    HttpResponse answerOf(const HttpRequest& request)
    {
        const auto mark = request.url.find('?');
        const std::string what = mark == std::string::npos ? std::string() : request.url.substr(mark + 1);
        if (request.method == "PUT") {
            changes.push_back("PUT " + what);
            stored[what] = request.body;
            return tests::makeResponse(200, "");
        }
        if (request.method == "DELETE") {
            changes.push_back("DELETE " + what);
            stored.erase(what);
            return tests::makeResponse(204, "");
        }
        if (stored.contains(what))
            return tests::makeResponse(200, stored[what]);
        if (what == "cors")
            return refusal(404, "NoSuchCORSConfiguration");
        if (what == "policy")
            return refusal(404, "NoSuchBucketPolicy");
        if (what == "versioning")
            return tests::makeResponse(200, "<VersioningConfiguration/>");
        return what == "tagging" ? refusal(403, "AccessDenied") : refusal(501, "NotImplemented");
    }
};

class UploadingServices final : public WindowServices {
public:
    void copy(const QString&) override {}
    void showCall(quint64) override {}
    quint64 callOf(const std::string&) const override { return 0; }
    void go(const Place& place) override { places.push_back(place.uri()); }
    void goToRegion(const std::string&, const Place&) override {}
    void openResource(const Resource&) override {}
    void openCollection(const Resource&, const std::string&) override {}
    void openAddress(const QString&) override {}
    void openAddressOf(const Resource&, const QString&) override {}
    void notify(const QString&) override {}
    void signIn() override {}
    void allowChanges() override {}
    void openUrl(const QUrl&) override {}
    [[nodiscard]] std::set<std::string> ownUploads() const override { return ours; }

    std::vector<std::string> places;
    std::set<std::string> ours;
};

} // namespace

// Objects edited as texts, the configuration of a bucket, its unfinished uploads; buckets made and deleted.
class tst_S3Pages final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void placesHaveTheirPages();
    void editsAndSaves();
    void nothingIsSentWithoutAChange();
    void theSecondEditorIsAsked();
    void mergesWhatDoesNotTouch();
    void deletedObjectsAreSavedAnew();
    void lockedSessionsOnlyRead();
    void mixedLineEndsWaitForAWord();
    void draftsAreKeptAndOffered();
    void whatIsNoTextIsSaid();
    void differencesHaveTheirMarks();
    void rowsTellTheirState();
    void changesAreShownBeforeTheyAreSent();
    void problemsAreSaidAndNothingIsSent();
    void serversThatMayNotOfferItAreNotAsked();
    void theLastRuleTakesAllAway();
    void policiesAreTexts();
    void changesOfOthersAreAChoice();
    void uploadsAreListedAndAborted();
    void oldUploadsAreSelected();
    void bucketsAreMadeAndDeleted();
    void fullBucketsAreEmptiedFirst();

private:
    [[nodiscard]] Client client() const { return m_session->client("s3").value(); }
    [[nodiscard]] std::unique_ptr<ObjectEditor> open(const std::string& key);
    void confirm(QDialog* dialog) const;
    void makeConfiguration(bool closesServerGate = true); // as the window's sessions do
    void selectFeature(std::string_view name) const;
    [[nodiscard]] std::string beginUpload(const std::string& key) const;

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<ChangeGate> m_gate;
    std::unique_ptr<QTemporaryDir> m_drafts;
    UploadingServices m_services;
    ConfiguredBucket m_bucket;
    std::optional<tests::TestSession> m_configured;
    std::unique_ptr<ConfigurationView> m_view;
};

void tst_S3Pages::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    m_appearance = std::make_unique<Appearance>(*qApp);
}

void tst_S3Pages::init()
{
    using namespace std::chrono_literals;
    m_s3 = std::make_unique<S3Double>();
    m_s3->manners.serverName = "MinIO"; // which heeds conditions
    m_s3->addBucket("acme");
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
    m_gate = std::make_unique<ChangeGate>(SessionInfo(), m_session->policy());
    m_drafts = std::make_unique<QTemporaryDir>();
    m_services.places.clear();
    m_services.ours.clear();
    m_bucket = {};
}

void tst_S3Pages::cleanup()
{
    m_view.reset();
    m_gate.reset();
    m_session.reset();
    m_configured.reset();
    m_s3.reset();
}

void tst_S3Pages::placesHaveTheirPages()
{
    const BucketKit kit;
    const Place objects = placeOf("acme", BucketPage::Objects);
    const Place configuration = placeOf("acme", BucketPage::Configuration);
    QCOMPARE(configuration.uri(), std::string("s3://acme/?configuration"));
    QCOMPARE(Place::parse("s3://acme?uploads").value().s3()->bucket, std::string("acme"));
    QVERIFY(!kit.pageFor(objects));
    QVERIFY(kit.pageFor(configuration) == &makePage<ConfigurationPage>);
    QVERIFY(kit.pageFor(placeOf("acme", BucketPage::Uploads)) == &makePage<UploadsPage>);
    QVERIFY(configuration.parent() == objects);
}

// ---- the editor -------------------------------------------------------------------------------------------

std::unique_ptr<ObjectEditor> tst_S3Pages::open(const std::string& key)
{
    auto editor = std::make_unique<ObjectEditor>(
        *m_appearance, ObjectEditor::Target{client(), {"acme", key}, "test"}, *m_gate, m_services,
        m_drafts->path() + QStringLiteral("/drafts"), nullptr);
    editor->QDialog::show();
    [&] { QTRY_VERIFY(editor->editor()->isVisible()); }();
    return editor;
}

void tst_S3Pages::confirm(QDialog* dialog) const
{
    auto* question = qobject_cast<ConfirmDialog*>(dialog);
    QVERIFY(question);
    question->confirmButton()->click();
}

void tst_S3Pages::editsAndSaves()
{
    auto& object = m_s3->put("acme", "a.txt", "one\r\ntwo\r\n");
    object.headers = {{"content-type", "text/plain"}, {"x-amz-meta-who", "me"}};
    object.tags = {{"k", "v"}};
    auto editor = open("a.txt");
    QCOMPARE(editor->text(), std::string("one\ntwo\n"));
    QTest::keyClicks(editor->editor(), QStringLiteral("x"));
    QVERIFY(editor->windowTitle().startsWith(u'*'));
    QSignalSpy saved(editor.get(), &ObjectEditor::saved);
    editor->save();
    confirm(editor->question());
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(m_s3->current("acme", "a.txt")->bytes, QByteArray("xone\r\ntwo\r\n"));
    QCOMPARE(m_s3->current("acme", "a.txt")->headers.at("x-amz-meta-who"), std::string("me"));
    QCOMPARE(m_s3->current("acme", "a.txt")->tags.at("k"), std::string("v"));
    QVERIFY(!editor->isChanged());
    // Asked once; the next one goes by the new ETag.
    QTest::keyClicks(editor->editor(), QStringLiteral("y"));
    editor->save();
    QVERIFY(!editor->question());
    QTRY_COMPARE(saved.count(), 2);
    QCOMPARE(m_s3->current("acme", "a.txt")->bytes, QByteArray("xyone\r\ntwo\r\n"));
}

void tst_S3Pages::nothingIsSentWithoutAChange()
{
    m_s3->put("acme", "a.txt", "one");
    auto editor = open("a.txt");
    editor->save();
    QVERIFY(!editor->question());
    QCOMPARE(m_s3->count("PutObject"), 0);
}

void tst_S3Pages::theSecondEditorIsAsked()
{
    m_s3->put("acme", "a.txt", "one\n");
    auto first = open("a.txt");
    auto second = open("a.txt");
    first->setText("first\n");
    second->setText("second\n");
    first->save();
    confirm(first->question());
    QTRY_VERIFY(!first->isChanged());
    second->save();
    confirm(second->question());
    QTRY_VERIFY(qobject_cast<ConflictDialog*>(second->question()));
    QCOMPARE(m_s3->current("acme", "a.txt")->bytes, QByteArray("first\n"));
    auto* conflict = qobject_cast<ConflictDialog*>(second->question());
    QVERIFY(!conflict->choice(4)->isEnabled()); // the same line
    conflict->otherName()->setText(QStringLiteral("b.txt"));
    conflict->choice(1)->click();
    QTRY_VERIFY(m_s3->current("acme", "b.txt"));
    QCOMPARE(m_s3->current("acme", "b.txt")->bytes, QByteArray("second\n"));
    QCOMPARE(m_s3->current("acme", "a.txt")->bytes, QByteArray("first\n"));
    QTRY_VERIFY(!second->isChanged());
}

void tst_S3Pages::mergesWhatDoesNotTouch()
{
    m_s3->put("acme", "a.txt", "a\nb\nc\nd\n");
    auto editor = open("a.txt");
    editor->setText("A\nb\nc\nd\n");
    m_s3->put("acme", "a.txt", "a\nb\nc\nD\n");
    editor->save();
    confirm(editor->question());
    QTRY_VERIFY(qobject_cast<ConflictDialog*>(editor->question()));
    qobject_cast<ConflictDialog*>(editor->question())->choice(4)->click();
    QCOMPARE(editor->text(), std::string("A\nb\nc\nD\n"));
    QVERIFY(editor->isChanged());
    editor->save();
    QTRY_COMPARE(m_s3->current("acme", "a.txt")->bytes, QByteArray("A\nb\nc\nD\n"));
    // And theirs may be overwritten, knowingly.
    QTRY_VERIFY(!editor->isChanged());
    editor->setText("mine");
    m_s3->put("acme", "a.txt", "theirs");
    editor->save();
    QTRY_VERIFY(qobject_cast<ConflictDialog*>(editor->question()));
    qobject_cast<ConflictDialog*>(editor->question())->choice(2)->click();
    QTRY_COMPARE(m_s3->current("acme", "a.txt")->bytes, QByteArray("mine"));
}

void tst_S3Pages::deletedObjectsAreSavedAnew()
{
    m_s3->put("acme", "a.txt", "one");
    auto editor = open("a.txt");
    editor->setText("two");
    const auto gone = client().call("DeleteObject", Value::map({{"Bucket", "acme"}, {"Key", "a.txt"}}));
    QTRY_VERIFY(gone->isFinished());
    editor->save();
    confirm(editor->question());
    QTRY_VERIFY(qobject_cast<ConflictDialog*>(editor->question()));
    QVERIFY(!m_s3->current("acme", "a.txt"));
    qobject_cast<ConflictDialog*>(editor->question())->choice(2)->click();
    QTRY_VERIFY(m_s3->current("acme", "a.txt"));
    QCOMPARE(m_s3->current("acme", "a.txt")->bytes, QByteArray("two"));
}

void tst_S3Pages::lockedSessionsOnlyRead()
{
    m_s3->put("acme", "a.txt", "one");
    m_session->policy().lock("Unlock it.");
    auto editor = open("a.txt");
    QVERIFY(editor->editor()->isReadOnly());
    m_session->policy().unlock();
    QVERIFY(!editor->editor()->isReadOnly());
}

void tst_S3Pages::mixedLineEndsWaitForAWord()
{
    m_s3->put("acme", "a.txt", "one\ntwo\r\nthree");
    auto editor = open("a.txt");
    QVERIFY(editor->editor()->isReadOnly());
    const auto words = editor->findChildren<LinkButton*>();
    QCOMPARE(words.size(), 2);
    words.back()->click();
    QTRY_VERIFY(!editor->editor()->isReadOnly());
    editor->setText("one\n2\nthree");
    editor->save();
    confirm(editor->question());
    QTRY_COMPARE(m_s3->current("acme", "a.txt")->bytes, QByteArray("one\r\n2\r\nthree"));
}

void tst_S3Pages::draftsAreKeptAndOffered()
{
    m_s3->put("acme", "a.txt", "one");
    auto editor = open("a.txt");
    editor->setText("typed");
    editor.reset(); // as when the program ends
    QDir drafts(m_drafts->path() + QStringLiteral("/drafts"));
    QCOMPARE(drafts.entryList(QDir::Files).size(), 1);
    const QFileInfo file(drafts.filePath(drafts.entryList(QDir::Files).first()));
    constexpr auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(file.permissions() & others));
    m_s3->put("acme", "a.txt", "changed since");
    editor = open("a.txt");
    QCOMPARE(editor->text(), std::string("changed since"));
    auto words = editor->findChildren<LinkButton*>();
    QCOMPARE(words.size(), 2);
    words.front()->click();
    QTRY_COMPARE(editor->text(), std::string("typed"));
    // It is of the old content, so that the new one is not overwritten.
    editor->save();
    confirm(editor->question());
    QTRY_VERIFY(qobject_cast<ConflictDialog*>(editor->question()));
    QCOMPARE(m_s3->current("acme", "a.txt")->bytes, QByteArray("changed since"));
    qobject_cast<ConflictDialog*>(editor->question())->choice(2)->click();
    QTRY_COMPARE(m_s3->current("acme", "a.txt")->bytes, QByteArray("typed"));
    QTRY_VERIFY(drafts.entryList(QDir::Files).isEmpty());
}

void tst_S3Pages::whatIsNoTextIsSaid()
{
    m_s3->put("acme", "a.bin", QByteArray("\0\1\2\3", 4));
    ObjectEditor editor(*m_appearance, {client(), {"acme", "a.bin"}, "test"}, *m_gate, m_services,
                        m_drafts->path(), nullptr);
    editor.QDialog::show();
    QTRY_COMPARE(m_s3->count("GetObject"), 1);
    QTRY_VERIFY(editor.findChild<StateView*>()->isVisible());
    QVERIFY(!editor.editor()->isVisible());
}

void tst_S3Pages::differencesHaveTheirMarks()
{
    DiffView view(*m_appearance);
    view.setTexts("a\nb\nc\nd\ne\nf\ng\nh\ni", "a\nb\nc\nd\nE\nf\ng\nh\ni");
    QCOMPARE(view.toPlainText(), QStringLiteral("  b\n  c\n  d\n- e\n+ E\n  f\n  g\n  h\n"));
    QCOMPARE(view.extraSelections().size(), 2);
}

// ---- configuration ----------------------------------------------------------------------------------------

void tst_S3Pages::makeConfiguration(bool closesServerGate)
{
    SessionOptions options;
    options.closesServerGate = closesServerGate;
    m_view.reset(); // before what it looks at
    m_configured = tests::makeTestSession({}, nullptr, std::move(options)).value();
    m_configured->transport->setHandler(
        [this](const HttpRequest& request) { return m_bucket.answer(request); });
    m_gate = std::make_unique<ChangeGate>(SessionInfo(), m_configured->session.policy());
    m_view = std::make_unique<ConfigurationView>(*m_appearance, *m_gate, m_services, QStringLiteral("dev"));
    m_view->show();
    m_view->enter(m_configured->session.client("s3").value(), "acme");
    QTRY_VERIFY(std::none_of(m_view->rows().begin(), m_view->rows().end(), [](const auto& row) {
        return row.state == BucketConfiguration::State::Loading;
    }));
}

void tst_S3Pages::selectFeature(std::string_view name) const
{
    const auto features = bucketFeatures();
    const auto found = std::find_if(features.begin(), features.end(),
                                    [name](const auto& feature) { return feature.name == name; });
    m_view->select(std::size_t(found - features.begin()));
}

void tst_S3Pages::rowsTellTheirState()
{
    makeConfiguration();
    QCOMPARE(m_configured->transport->requestCount(), int(bucketFeatures().size()));
    const auto* model = m_view->features()->rows()->model();
    QStringList texts;
    for (int row = 0; row < model->rowCount(); ++row)
        texts << model->index(row, 0).data().toString() + u'=' + model->index(row, 1).data().toString();
    QVERIFY(texts.contains(QStringLiteral("Versioning=Not set")));
    QVERIFY(texts.contains(QStringLiteral("Tags=GetBucketTagging is denied")));
    QVERIFY(texts.contains(QStringLiteral("Lifecycle=Not offered by this server")));
    selectFeature("tags");
    QVERIFY(!m_view->form());
    QVERIFY(!m_view->saveButton()->isVisible());
    selectFeature("versioning");
    QVERIFY(m_view->form());
    QVERIFY(!m_view->removeButton()->isVisible());
}

void tst_S3Pages::changesAreShownBeforeTheyAreSent()
{
    makeConfiguration();
    selectFeature("cors");
    auto* form = m_view->form();
    QVERIFY(form);
    const Value value = form->value();
    form->setMode(ShapeForm::Mode::Json);
    QCOMPARE(form->value(), value); // both ways
    form->setMode(ShapeForm::Mode::Form);
    QCOMPARE(form->value(), value);
    m_view->save();
    QVERIFY(!m_view->question()); // nothing has changed
    Value changed = value;
    Value rule = changed["CORSConfiguration"]["CORSRules"][0];
    rule.insert("AllowedMethods", Value::list({"GET", "PUT"}));
    changed.insert("CORSConfiguration", Value::map({{"CORSRules", Value::list({rule})}}));
    form->setValue(changed);
    m_view->save();
    QVERIFY(m_view->question());
    QVERIFY(m_view->question()->findChild<DiffView*>()->toPlainText().contains(QStringLiteral("+ ")));
    QVERIFY(m_bucket.changes.empty());
    confirm(m_view->question());
    QTRY_COMPARE(m_bucket.changes, std::vector<std::string>{"PUT cors"});
    QTRY_COMPARE(m_view->note()->text(), QStringLiteral("Stored, and read again"));
}

void tst_S3Pages::problemsAreSaidAndNothingIsSent()
{
    makeConfiguration();
    selectFeature("cors");
    Value changed = m_view->form()->value();
    Value rule = changed["CORSConfiguration"]["CORSRules"][0];
    rule.insert("AllowedMethods", Value::list({"PATCH"}));
    changed.insert("CORSConfiguration", Value::map({{"CORSRules", Value::list({rule})}}));
    m_view->form()->setValue(changed);
    m_view->save();
    QVERIFY(!m_view->question());
    QVERIFY(m_view->problems()->text().contains(QStringLiteral("PATCH")));
    QVERIFY(m_bucket.changes.empty());
    m_configured->session.policy().lock("Unlock it.");
    QVERIFY(!m_view->saveButton()->isEnabled());
}

void tst_S3Pages::serversThatMayNotOfferItAreNotAsked()
{
    m_bucket.serverName = "AmazonS3"; // as which many others answer
    makeConfiguration();
    selectFeature("cors");
    QVERIFY(m_view->form());
    QVERIFY(!m_view->saveButton()->isEnabled());
    QVERIFY(!m_view->removeButton()->isEnabled());
    QVERIFY(m_view->problems()->text().contains(QStringLiteral("PutBucketCors")));
    m_view->form()->setValue(Value::map({{"CORSConfiguration", Value::emptyMap()}}));
    m_view->save();
    QVERIFY(!m_view->question());
    QVERIFY(m_bucket.changes.empty());
    makeConfiguration(false);
    selectFeature("cors");
    QVERIFY(m_view->saveButton()->isEnabled());
    QVERIFY(m_view->problems()->text().isEmpty());
}

void tst_S3Pages::theLastRuleTakesAllAway()
{
    makeConfiguration();
    selectFeature("cors");
    m_view->form()->setValue(Value::map({{"CORSConfiguration", Value::emptyMap()}}));
    m_view->save();
    QVERIFY(m_view->question());
    confirm(m_view->question());
    QTRY_COMPARE(m_bucket.changes, std::vector<std::string>{"DELETE cors"});
    QTRY_VERIFY(!m_view->removeButton()->isVisible());
}

void tst_S3Pages::policiesAreTexts()
{
    makeConfiguration();
    selectFeature("policy");
    QVERIFY(m_view->json());
    QVERIFY(m_view->json()->toPlainText().contains(u'\n'));
    m_view->json()->setPlainText(QStringLiteral("{\"Version\": "));
    m_view->save();
    QVERIFY(!m_view->problems()->text().isEmpty());
    QVERIFY(!m_view->question());
    m_view->json()->setPlainText(
        QStringLiteral("{\"Version\": \"2012-10-17\", \"Statement\": [], \"Id\": \"x\"}"));
    m_view->save();
    confirm(m_view->question());
    QTRY_COMPARE(m_bucket.changes, std::vector<std::string>{"PUT policy"});
    QTRY_COMPARE(m_view->note()->text(), QStringLiteral("Stored, and read again"));
}

void tst_S3Pages::changesOfOthersAreAChoice()
{
    makeConfiguration();
    selectFeature("policy");
    m_view->json()->setPlainText(QStringLiteral("{\"Statement\": [], \"Id\": \"mine\"}"));
    m_bucket.stored["policy"] = "{\"Statement\":[],\"Id\":\"theirs\"}";
    m_view->save();
    confirm(m_view->question());
    QTRY_VERIFY(qobject_cast<ConflictDialog*>(m_view->question()));
    QVERIFY(m_bucket.changes.empty());
    QVERIFY(m_view->json()->toPlainText().contains(QStringLiteral("mine")));
    qobject_cast<ConflictDialog*>(m_view->question())->choice(1)->click();
    QTRY_COMPARE(m_bucket.changes, std::vector<std::string>{"PUT policy"});
    QVERIFY(m_bucket.stored["policy"].contains("mine"));
}

// ---- uploads and buckets ----------------------------------------------------------------------------------

std::string tst_S3Pages::beginUpload(const std::string& key) const
{
    const auto reply = client().call("CreateMultipartUpload", Value::map({{"Bucket", "acme"}, {"Key", key}}));
    [&] { QTRY_VERIFY(reply->isFinished()); }();
    const std::string id = (*reply->result())["UploadId"].text();
    const auto part = client().call("UploadPart", Value::map({{"Bucket", "acme"},
                                                              {"Key", key},
                                                              {"UploadId", id},
                                                              {"PartNumber", 1},
                                                              {"Body", QByteArray("12345")}}));
    [&] { QTRY_VERIFY(part->isFinished()); }();
    return id;
}

void tst_S3Pages::uploadsAreListedAndAborted()
{
    static_cast<void>(beginUpload("a"));
    static_cast<void>(beginUpload("b"));
    m_services.ours = {beginUpload("mine")};
    UploadsView view(*m_appearance, *m_gate, m_services, nullptr);
    view.resize(900, 400);
    view.show();
    view.enter(client(), "acme");
    auto* model = view.table()->model();
    QTRY_COMPARE(model->rowCount(), 3);
    view.table()->selectAll();
    view.countParts();
    QTRY_COMPARE(model->index(0, model->columnCount() - 2).data().toInt(), 1);
    QCOMPARE(model->index(0, model->columnCount() - 1).data().toLongLong(), 5);
    view.abortSelected();
    confirm(view.dialog());
    QTRY_COMPARE(m_s3->unfinishedUploads(), std::size_t(1)); // the own one stays
    QTRY_COMPARE(model->rowCount(), 1);
    QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("mine"));
    view.table()->selectAll();
    view.abortSelected();
    QVERIFY(!view.dialog());
}

void tst_S3Pages::oldUploadsAreSelected()
{
    static_cast<void>(beginUpload("a")); // of the first of January 2026
    UploadsView view(*m_appearance, *m_gate, m_services, nullptr);
    view.show();
    view.enter(client(), "acme");
    QTRY_COMPARE(view.table()->model()->rowCount(), 1);
    view.selectOlder(3650);
    QVERIFY(!view.hasSelection());
    view.selectOlder(1);
    QVERIFY(view.hasSelection());
}

void tst_S3Pages::bucketsAreMadeAndDeleted()
{
    QWidget window;
    BucketDesk desk(*m_appearance, *m_session, *m_gate, m_services, &window, nullptr);
    QSignalSpy changed(&desk, &BucketDesk::listChanged);
    desk.create();
    auto* question = qobject_cast<ConfirmDialog*>(desk.dialog());
    QVERIFY(question);
    auto* name = question->findChild<QLineEdit*>();
    name->setText(QStringLiteral("Not Good"));
    QVERIFY(!question->confirmButton()->isEnabled());
    name->setText(QStringLiteral("fresh-one"));
    QVERIFY(question->confirmButton()->isEnabled());
    question->findChildren<QCheckBox*>().front()->setChecked(true);
    question->confirmButton()->click();
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(m_s3->count("PutBucketVersioning"), 1);
    desk.remove("fresh-one");
    question = qobject_cast<ConfirmDialog*>(desk.dialog());
    QVERIFY(!question->confirmButton()->isEnabled());
    question->findChild<QLineEdit*>()->setText(QStringLiteral("fresh-one"));
    question->confirmButton()->click();
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(m_s3->count("DeleteBucket"), 1);
}

void tst_S3Pages::fullBucketsAreEmptiedFirst()
{
    m_s3->put("acme", "a", "1");
    static_cast<void>(beginUpload("b"));
    QWidget window;
    BucketDesk desk(*m_appearance, *m_session, *m_gate, m_services, &window, nullptr);
    QSignalSpy finished(&desk, &BucketDesk::finished);
    desk.remove("acme");
    desk.dialog()->findChild<QLineEdit*>()->setText(QStringLiteral("acme"));
    confirm(desk.dialog());
    // Not empty: offers to empty it, and wants the name once more.
    QTRY_VERIFY(desk.dialog() && desk.dialog()->windowTitle().contains(QStringLiteral("Empty")));
    QVERIFY(m_s3->current("acme", "a"));
    desk.dialog()->findChild<QLineEdit*>()->setText(QStringLiteral("acme"));
    confirm(desk.dialog());
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(m_s3->keys("acme").empty());
    QCOMPARE(m_s3->unfinishedUploads(), std::size_t(0));
}

INIA_TEST_CLASS(tst_S3Pages, QApplication)
#include "tst_s3pages.moc"
