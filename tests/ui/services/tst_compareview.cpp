#include "core/policy/effect.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/compare/compareview.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/tableview.h"

#include <QtCore/QFile>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>

#include <memory>
#include <string>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using inia::test::S3Double;

// Two places beside one another as a person meets them: nothing changes that nobody has said yes to.
class tst_CompareView final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void showsWhatDiffers();
    void runsWhatIsTakenIn();
    void deletesOnlyWhenTold();
    void aLockedSessionComparesOnly();
    void saysWhyItCannot();
    void wishesAreAddresses();

private:
    void enter(bool isIntoOther = false);
    void write(const char* name, const QByteArray& bytes) const;
    [[nodiscard]] QString cell(int row, int column) const
    {
        return m_view->table()->model()->index(row, column).data().toString();
    }
    [[nodiscard]] QAbstractButton* button(const QString& text) const
    {
        for (auto* each : m_view->findChildren<QAbstractButton*>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }
    void run()
    {
        QTest::mouseClick(button(QStringLiteral("Run\u2026")), Qt::LeftButton);
        auto* question = static_cast<ConfirmDialog*>(m_view->question());
        QVERIFY(question);
        question->confirmButton()->click();
        QTRY_VERIFY(!m_view->run());
    }

    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<ChangeGate> m_gate;
    std::unique_ptr<CompareView> m_view;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_CompareView::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
    QStandardPaths::setTestModeEnabled(true);
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

void tst_CompareView::init()
{
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("acme");
    m_session = std::make_unique<Session>(makeNetworkSession(m_s3->url(), std::chrono::seconds(10)).value());
    SessionInfo info;
    info.profile = QStringLiteral("dev");
    m_gate = std::make_unique<ChangeGate>(info, m_session->policy());
    m_view = std::make_unique<CompareView>(*m_appearance, *m_gate);
    m_view->resize(1200, 600);
    m_view->show();
    m_folder = std::make_unique<QTemporaryDir>();
}

void tst_CompareView::cleanup()
{
    m_view.reset();
    m_gate.reset();
}

void tst_CompareView::write(const char* name, const QByteArray& bytes) const
{
    QFile file(m_folder->filePath(QString::fromLatin1(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

void tst_CompareView::enter(bool isIntoOther)
{
    CompareView::Wish wish;
    wish.other = m_folder->path();
    wish.isIntoOther = isIntoOther;
    m_view->enter(m_session->client("s3").value(), {}, {"acme", "site/"}, wish);
    QTRY_VERIFY(m_view->comparison() && m_view->comparison()->isFinished());
}

void tst_CompareView::showsWhatDiffers()
{
    write("a", "one");
    write("same", "");
    m_s3->put("acme", "site/a", "longer");
    m_s3->put("acme", "site/old", "old");
    enter();
    QCOMPARE(m_view->table()->model()->rowCount(), 3); // an empty file is newer than its object
    QCOMPARE(cell(0, PairsModel::PathColumn), QStringLiteral("a"));
    QCOMPARE(cell(0, PairsModel::ActionColumn), QStringLiteral("Upload"));
    QCOMPARE(cell(0, PairsModel::ReasonColumn), QStringLiteral("Other size"));
    QCOMPARE(cell(1, PairsModel::ReasonColumn), QStringLiteral("Only in the target"));
    QCOMPARE(cell(1, PairsModel::ActionColumn), QStringLiteral("\u2013"));
    QCOMPARE(cell(2, PairsModel::ReasonColumn), QStringLiteral("New"));
    QCOMPARE(m_s3->requests().size(), std::size_t(1));
}

void tst_CompareView::runsWhatIsTakenIn()
{
    write("a", "one");
    write("b", "two");
    enter();
    QCOMPARE(m_view->pairs().items().size(), std::size_t(2));
    m_view->activateWindow(); // shortcuts go to what has the focus
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    m_view->focusRows();
    m_view->table()->setCurrentIndex(m_view->table()->model()->index(0, 0));
    QTest::keyClick(m_view->table(), Qt::Key_Space);
    QCOMPARE(m_view->pairs().items().size(), std::size_t(1));
    run();
    QCOMPARE(m_s3->keys("acme"), (std::vector<std::string>{"site/b"}));
    QCOMPARE(cell(1, PairsModel::ActionColumn), QStringLiteral("Done"));
    // Once more: what is the same is the same.
    m_view->compare();
    QTRY_VERIFY(m_view->comparison()->isFinished());
    QCOMPARE(m_view->table()->model()->rowCount(), 1);
}

void tst_CompareView::deletesOnlyWhenTold()
{
    write("a", "one");
    m_s3->put("acme", "site/old", "old");
    enter();
    run();
    QVERIFY(m_s3->current("acme", "site/old"));
    m_view->compare();
    QTRY_VERIFY(m_view->comparison()->isFinished());
    m_view->findChild<QCheckBox*>()->click();
    QCOMPARE(cell(0, PairsModel::ActionColumn), QStringLiteral("Delete"));
    run();
    QCOMPARE(m_s3->keys("acme"), (std::vector<std::string>{"site/a"}));
}

void tst_CompareView::aLockedSessionComparesOnly()
{
    write("a", "one");
    m_session->policy().lock("test");
    enter();
    QCOMPARE(m_view->table()->model()->rowCount(), 1);
    QVERIFY(!button(QStringLiteral("Run\u2026"))->isEnabled());
    m_session->policy().unlock();
    QTRY_VERIFY(button(QStringLiteral("Run\u2026"))->isEnabled());
}

void tst_CompareView::saysWhyItCannot()
{
    m_s3->manners.deniedBuckets = {"acme"};
    enter();
    QVERIFY(!m_view->comparison()->result());
    QVERIFY(m_view->pairs().items().empty());
    QVERIFY(!button(QStringLiteral("Run\u2026"))->isEnabled());
}

void tst_CompareView::wishesAreAddresses()
{
    CompareView::Wish wish{QStringLiteral("/home/ann/site"), true, CompareWay::Content,
                           QStringLiteral("*.tmp\nbuild/")};
    const auto read = CompareView::Wish::fromText(wish.text());
    QCOMPARE(read.text(), wish.text());
    QVERIFY(read.isIntoOther && read.way == CompareWay::Content);
    QVERIFY(CompareView::Wish::fromText("").other.isEmpty());
    QVERIFY(CompareView::Wish::fromText("{\"way\": 99}").way == CompareWay::LastSeen);
}

INIA_TEST_CLASS(tst_CompareView, QApplication)
#include "tst_compareview.moc"
