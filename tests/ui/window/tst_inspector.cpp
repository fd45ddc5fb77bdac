#include "tests/support/testmain.h"
#include "tests/ui/window/windowtest.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/calldetail.h"
#include "ui/panels/callfacts.h"
#include "ui/panels/inspectorpanel.h"
#include "ui/panels/messageview.h"
#include "ui/widgets/treeview.h"

#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

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

INIA_TEST_CLASS(TestInspector, QApplication)
#include "tst_inspector.moc"
