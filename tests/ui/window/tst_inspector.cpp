#include "core/observe/recording.h"
#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/inspector/calldetail.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/keyvalueview.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPlainTextEdit>

#include <algorithm>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;

class TestInspector final : public WindowTest {
    Q_OBJECT

private slots:
    void init();
    void listsEveryCall();
    void showsTheAnswerOfACall();
    void tellsYoursFromBackground();
    void filtersAndSaysWhatIsWrong();
    void comesFromAnErrorToItsRequest();
    void hidesSecrets();
    void notesWhatCouldNotBeRead();
    void groupsPages();
    void offersKeysAsOneTypes();
    void savesWhatIsShown();
    void comparesARefusedSignature();
    void opensAMenuThatOthersFill();
    void drawsTheChainOfCauses();

private:
    [[nodiscard]] InspectorPanel* inspector() const { return m_fixture->window().inspector(); }
    [[nodiscard]] QAbstractItemModel* rows() const { return inspector()->list()->model(); }
    void openBucket(const QString& name);
};

void TestInspector::init()
{
    if (!makeWindow())
        return;
    m_fixture->s3.addBucket("acme", {"a", "b"});
    m_fixture->s3.addBucket("secret", {"a"});
    m_fixture->s3.deny("secret");
    openSession();
    QTRY_COMPARE(rows()->rowCount(), 3); // the buckets of tree and table, and who one is
    QTRY_COMPARE(m_fixture->transport->openCount(), 0);
}

void TestInspector::openBucket(const QString& name)
{
    QTRY_VERIFY(m_fixture->clickBucket(name));
    QTRY_VERIFY(m_fixture->objects().state() != CollectionCursor::State::Loading);
}

void TestInspector::listsEveryCall()
{
    openBucket(QStringLiteral("acme"));
    QTRY_COMPARE(rows()->rowCount(), 4);
    const QModelIndex last = rows()->index(3, ExchangeLogModel::OperationColumn);
    QCOMPARE(last.data().toString(), QStringLiteral("ListObjectsV2"));
    QCOMPARE(last.siblingAtColumn(ExchangeLogModel::CauseColumn).data().toString(),
             QStringLiteral("Open acme"));
}

void TestInspector::showsTheAnswerOfACall()
{
    openBucket(QStringLiteral("acme"));
    QTRY_COMPARE(rows()->rowCount(), 4);
    inspector()->list()->setCurrentIndex(rows()->index(3, 0));
    BodyView* body = inspector()->detail()->response()->body();
    const auto* text = body->findChild<QPlainTextEdit*>();
    body->setForm(BodyView::Form::Value);
    const QAbstractItemModel* value = body->valueTree()->model();
    QVERIFY(value->rowCount() > 0);
    body->setForm(BodyView::Form::Raw);
    const QString raw = text->toPlainText();
    QVERIFY(raw.contains(QStringLiteral("<Key>a</Key>")));
    body->setForm(BodyView::Form::Pretty);
    QVERIFY(text->toPlainText().contains(QStringLiteral("\n    <Key>a</Key>\n")));
}

void TestInspector::tellsYoursFromBackground()
{
    QTest::mouseClick(m_fixture->button(QStringLiteral("Background")), Qt::LeftButton);
    QCOMPARE(rows()->rowCount(), 1);
    QCOMPARE(rows()->index(0, ExchangeLogModel::OperationColumn).data().toString(),
             QStringLiteral("GetCallerIdentity"));
    QTest::mouseClick(m_fixture->button(QStringLiteral("Yours")), Qt::LeftButton);
    QCOMPARE(rows()->index(0, ExchangeLogModel::OperationColumn).data().toString(),
             QStringLiteral("ListBuckets"));
}

void TestInspector::filtersAndSaysWhatIsWrong()
{
    auto* field = inspector()->findChild<QLineEdit*>();
    field->setText(QStringLiteral("service:sts"));
    QCOMPARE(rows()->rowCount(), 1);
    field->setText(QStringLiteral("slower-than:soon"));
    QVERIFY(!field->toolTip().isEmpty());
    QCOMPARE(rows()->rowCount(), 1); // the last good one stays
    field->setText(QStringLiteral("statu:200"));
    QCOMPARE(field->toolTip(), QStringLiteral("status:?"));
    field->clear();
    QCOMPARE(rows()->rowCount(), 3);
    QVERIFY(field->toolTip().isEmpty());
}

void TestInspector::comesFromAnErrorToItsRequest()
{
    openBucket(QStringLiteral("secret"));
    m_fixture->window().workArea()->setDockOpen(false);
    QTest::mouseClick(m_fixture->button(QStringLiteral("Show request")), Qt::LeftButton);
    QTRY_VERIFY(inspector()->isVisible());
    QCOMPARE(inspector()->detail()->callId(), m_fixture->objects().lastCallId());
}

void TestInspector::hidesSecrets()
{
    openBucket(QStringLiteral("acme"));
    QTRY_COMPARE(rows()->rowCount(), 4);
    inspector()->list()->setCurrentIndex(rows()->index(3, 0));
    QString all;
    for (const QPlainTextEdit* edit : inspector()->findChildren<QPlainTextEdit*>())
        all += edit->toPlainText();
    for (const TreeView* tree : inspector()->findChildren<TreeView*>()) {
        for (int row = 0; row < tree->model()->rowCount(); ++row)
            all += tree->model()->index(row, 1).data().toString() + u'\n';
    }
    QVERIFY(all.contains(QStringLiteral("AWS4-HMAC-SHA256"))); // the string to sign is shown, ...
    QVERIFY(!all.contains(QStringLiteral("an invented secret")));
    const auto call = m_fixture->log->find(m_fixture->objects().lastCallId());
    const std::string& signature = call->attempts.back().signing.signature;
    QVERIFY(signature.empty() || !all.contains(QString::fromStdString(signature))); // ... its result is not
    QVERIFY(!all.contains(QStringLiteral("Signature=")) ||
            !all.contains(QRegularExpression(QStringLiteral("Signature=[0-9a-f]{8}"))));
}

void TestInspector::notesWhatCouldNotBeRead()
{
    m_fixture->transport->setHandler([this](const HttpRequest& request) {
        if (request.url.find("list-type=2") == std::string::npos)
            return m_fixture->answer(request);
        return makeResponse(200, "<ListBucketResult><Contents><Key>a.txt</"
                                 "Key><LastModified>:2026-01-02T03:04:05.000Z</LastModified>"
                                 "<Size>3</Size></Contents><Contents><Key>b.txt</Key><Size>4</Size></"
                                 "Contents></ListBucketResult>");
    });
    openBucket(QStringLiteral("acme"));
    QTRY_COMPARE(m_fixture->objects().rowCount(), 2);
    const auto call = m_fixture->log->find(m_fixture->objects().lastCallId());
    QString note;
    for (const auto& section : callSections(*call)) {
        for (const auto& row : section.rows)
            note = row.key == QStringLiteral("Note") ? row.value : note;
    }
    QCOMPARE(note, QStringLiteral("1 value could not be read: LastModified, which is no timestamp"));
}

void TestInspector::groupsPages()
{
    std::vector<std::string> keys;
    for (int i = 0; i < 2500; ++i)
        keys.push_back("k" + std::to_string(10000 + i));
    m_fixture->s3.addBucket("large", keys);
    openBucket(QStringLiteral("large"));
    m_fixture->objects().loadAll();
    QTRY_COMPARE(m_fixture->objects().state(), CollectionCursor::State::Complete);
    const int calls = rows()->rowCount();
    QVERIFY(calls >= 6);
    inspector()->list()->setCurrentIndex(rows()->index(calls - 1, 0));
    const quint64 chosen = inspector()->detail()->callId();
    QTest::mouseClick(m_fixture->button(QStringLiteral("Group pages and parts")), Qt::LeftButton);
    QCOMPARE(rows()->rowCount(), calls - 2);
    const QModelIndex group = rows()->index(rows()->rowCount() - 1, ExchangeLogModel::OperationColumn);
    QCOMPARE(group.data(TargetRole).toString().section(u' ', -2), QStringLiteral("3 pages"));
    QCOMPARE(inspector()->detail()->callId(), chosen); // it stays chosen, below its group
    QCOMPARE(inspector()->list()->currentIndex().parent(), group.siblingAtColumn(0));
}

void TestInspector::offersKeysAsOneTypes()
{
    auto* field = inspector()->findChild<QLineEdit*>();
    m_fixture->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_fixture->window()));
    field->setFocus();
    QTest::keyClicks(field, QStringLiteral("operation:list stat"));
    QAbstractItemView* popup = field->completer()->popup();
    QTRY_VERIFY(popup->isVisible());
    QCOMPARE(popup->model()->index(0, 0).data().toString(), QStringLiteral("status:"));
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QTRY_COMPARE(field->text(), QStringLiteral("operation:list status:"));
    QTRY_VERIFY(popup->isVisible()); // with its values
    QCOMPARE(popup->model()->index(0, 0).data().toString(), QStringLiteral("200"));
    popup->hide();
}

void TestInspector::savesWhatIsShown()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("calls.har"));
    inspector()->findChild<QLineEdit*>()->setText(QStringLiteral("service:sts"));
    QCOMPARE(rows()->rowCount(), 1);
    QTRY_COMPARE(rows()->index(0, ExchangeLogModel::StatusColumn).data().toString(), QStringLiteral("200"));
    inspector()->saveHar(path);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto har = QJsonDocument::fromJson(file.readAll()).object();
    const auto entries = har[QStringLiteral("log")].toObject()[QStringLiteral("entries")].toArray();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(
        entries[0].toObject()[QStringLiteral("_inia")].toObject()[QStringLiteral("operation")].toString(),
        QStringLiteral("GetCallerIdentity"));
    QTRY_VERIFY(m_fixture->button(QStringLiteral("Save the calls that are shown"))->isEnabled());
    const QString recording = folder.filePath(QStringLiteral("calls.iniarec"));
    inspector()->saveRecording(recording);
    QTRY_VERIFY(QFile::exists(recording));
    const auto read = readRecording(recording);
    QVERIFY(read.ok());
    QCOMPARE(read->calls.size(), std::size_t{1});
    QCOMPARE(read->calls.front()->operation, std::string("GetCallerIdentity"));
}

void TestInspector::comparesARefusedSignature()
{
    m_fixture->transport->setHandler([this](const HttpRequest& request) {
        if (request.url.find("list-type=2") == std::string::npos)
            return m_fixture->answer(request);
        return makeResponse(403, "<Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message>"
                                 "<CanonicalRequest>HEAD\n/acme\n\n\n\n</CanonicalRequest></Error>");
    });
    openBucket(QStringLiteral("acme"));
    inspector()->list()->setCurrentIndex(rows()->index(rows()->rowCount() - 1, 0));
    QTRY_COMPARE(inspector()->detail()->signing()->verdict(),
                 QStringLiteral("A proxy or redirect changed GET into HEAD."));
    inspector()->list()->setCurrentIndex(rows()->index(0, 0));
    QCOMPARE(inspector()->detail()->signing()->verdict(), QString());
}

void TestInspector::opensAMenuThatOthersFill()
{
    quint64 asked = 0;
    connect(inspector(), &InspectorPanel::rowMenuOpening, this,
            [&asked](const std::shared_ptr<const ExchangeCall>& call, QMenu* menu) {
                asked = call->id;
                menu->addAction(QStringLiteral("Something of others"));
            });
    const QModelIndex row = rows()->index(0, 0);
    emit inspector()->list()->customContextMenuRequested(inspector()->list()->visualRect(row).center());
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu != nullptr);
    QVERIFY(asked != 0);
    const auto isOthers = [](const QAction* action) {
        return action->text() == QStringLiteral("Something of others");
    };
    const auto actions = menu->actions();
    QVERIFY(std::any_of(actions.begin(), actions.end(), isOthers));
    QVERIFY(actions.first()->menu() != nullptr); // as code
    for (QAction* action : menu->actions()) {
        if (action->text() == QStringLiteral("Only ListBuckets"))
            action->trigger();
    }
    menu->close();
    QCOMPARE(inspector()->findChild<QLineEdit*>()->text(), QStringLiteral("operation:ListBuckets"));
}

void TestInspector::drawsTheChainOfCauses()
{
    m_fixture->transport->setHandler([this](const HttpRequest& request) {
        HttpResponse response = m_fixture->answer(request);
        if (request.method == "HEAD") {
            response = makeResponse(200, {});
            response.headers.add("x-amz-bucket-region", "eu-west-1");
        } else if (request.url.find("list-type=2") != std::string::npos &&
                   request.headers.value("authorization").find("eu-west-1") == std::string_view::npos) {
            response = makeResponse(301, "<Error><Code>PermanentRedirect</Code></Error>");
        }
        return response;
    });
    openBucket(QStringLiteral("acme"));
    const auto listing = m_fixture->log->find(m_fixture->objects().lastCallId());
    quint64 lookup = 0;
    for (std::size_t i = 0; i < m_fixture->log->size(); ++i) {
        if (m_fixture->log->at(i).operation == "HeadBucket")
            lookup = m_fixture->log->at(i).id;
    }
    QVERIFY(lookup != 0);
    inspector()->showCall(lookup);
    const auto sections = causeSections(*m_fixture->log->find(lookup), *m_fixture->log);
    QCOMPARE(sections.front().rows.size(), std::size_t{3});
    QCOMPARE(sections.front().rows[1].key, QStringLiteral("Call %1").arg(listing->id));
    emit inspector()->detail()->cause()->linkActivated(sections.front().rows[1].key, {});
    QCOMPARE(inspector()->detail()->callId(), listing->id);
    const auto down = causeSections(*listing, *m_fixture->log).back();
    QCOMPARE(linkedCall(down.rows.front().key), lookup);
    emit inspector()->detail()->cause()->linkActivated(QStringLiteral("Caused by"), {});
    QCOMPARE(inspector()->findChild<QLineEdit*>()->text(), QStringLiteral("cause:\"Open acme\""));
    QCOMPARE(rows()->rowCount(), 1);
}

INIA_TEST_CLASS(TestInspector, QApplication)
#include "tst_inspector.moc"
