#include "core/identity/ssologin.h"
#include "tests/support/identityhome.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "ui/models/signin.h"
#include "ui/signin/identity.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/treeview.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>

#include <memory>

using namespace inia;
using namespace inia::ui;
using tests::IdentityHome;

// The accounts and roles that a sign-in lets one enter.
class TestAccountsTree final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void keepsTheRulesOfModels_data();
    void keepsTheRulesOfModels();
    void listsAccountsThenRoles();
    void asksForRolesOnce();
    void tellsOfAFailureAndRetries();
    void accountWithoutRoles();
    void isDroppedWithListsUnderWay();
    void opensARole();
    void filters();
    void isWalkedByKeys();
    void asksToSignIn();
    void withoutAnySignIn();

private:
    Result<HttpResponse> answer(const HttpRequest& request) const;
    [[nodiscard]] Session session();
    void makeModel();
    void makeDialog();
    [[nodiscard]] int requests(const char* part) const;

    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<IdentityHome> m_home;
    std::unique_ptr<AccountsModel> m_model;
    std::unique_ptr<AccountsDialog> m_dialog;
    bool m_rolesFail = false;
    bool m_hasRoles = true;
};

void TestAccountsTree::init()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
    m_rolesFail = false;
    m_hasRoles = true;
    m_home = std::make_unique<IdentityHome>();
    m_home->write("config", "[profile dev]\nsso_session = corp\nregion = us-east-1\nretry_mode = standard\n"
                            "[profile plain]\nregion = us-east-1\n[sso-session corp]\n"
                            "sso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n");
    m_home->signIn("corp", "https://corp.awsapps.com/start", "eu-west-1");
    m_home->transport().setHandler([this](const HttpRequest& request) { return answer(request); });
}

void TestAccountsTree::cleanup()
{
    m_dialog.reset();
    m_model.reset();
    m_home.reset();
}

Result<HttpResponse> TestAccountsTree::answer(const HttpRequest& request) const
{
    if (request.url.find("/assignment/roles") != std::string::npos) {
        if (m_rolesFail)
            return tests::makeResponse(400, R"({"message": "not now"})");
        if (!m_hasRoles)
            return tests::makeResponse(200, R"({"roleList": []})");
        if (request.url.find("next_token") != std::string::npos)
            return tests::makeResponse(200, R"({"roleList": [{"roleName": "ReadOnly"}]})");
        return tests::makeResponse(200, R"({"nextToken": "t", "roleList": [{"roleName": "Admin"}]})");
    }
    if (request.url.find("next_token") != std::string::npos)
        return tests::makeResponse(200, R"({"accountList": [
            {"accountId": "222222222222", "accountName": "Operations"}]})");
    return tests::makeResponse(200, R"({"nextToken": "t", "accountList": [
        {"accountId": "111111111111", "accountName": "Development", "emailAddress": "dev@corp"}]})");
}

Session TestAccountsTree::session()
{
    SessionOptions options;
    options.profile = "dev";
    return m_home->open(options).value();
}

void TestAccountsTree::makeModel()
{
    const auto made = session();
    m_model = std::make_unique<AccountsModel>(made.sources(), loginSettings(*made.sources(), "dev").value());
    m_model->load();
}

void TestAccountsTree::makeDialog()
{
    const auto made = session();
    m_dialog = std::make_unique<AccountsDialog>(*m_appearance, made.sources(), ssoSignIns(*made.sources()));
    m_dialog->show();
}

int TestAccountsTree::requests(const char* part) const
{
    int count = 0;
    for (const auto& request : m_home->transport().requests())
        count += request.url.find(part) != std::string::npos ? 1 : 0;
    return count;
}

void TestAccountsTree::keepsTheRulesOfModels_data()
{
    QTest::addColumn<bool>("fails");
    QTest::addColumn<bool>("hasRoles");
    QTest::newRow("roles") << false << true;
    QTest::newRow("no roles") << false << false;
    QTest::newRow("failed roles") << true << true;
}

// The tester asks for all there is.
void TestAccountsTree::keepsTheRulesOfModels()
{
    QFETCH(bool, fails);
    QFETCH(bool, hasRoles);
    m_rolesFail = fails;
    m_hasRoles = hasRoles;
    makeModel();
    QAbstractItemModelTester tester(m_model.get());
    const auto rows = [this] { return m_model->rowCount(m_model->index(1, 0)); };
    QTRY_COMPARE(m_model->accounts(), 2);
    QTRY_COMPARE(rows(), fails || !hasRoles ? 1 : 2);
    const auto state = [this] {
        return m_model->index(0, 0, m_model->index(1, 0)).data(StateRole).value<RowState>();
    };
    QTRY_COMPARE(state(), fails ? RowState::Failed : hasRoles ? RowState::Ready : RowState::Empty);
    m_rolesFail = false;
    m_model->retry(m_model->index(0, 0, m_model->index(1, 0)));
    QTRY_COMPARE(rows(), hasRoles ? 2 : 1);
    m_model->load();
    QTRY_COMPARE(m_model->accounts(), 2);
}

void TestAccountsTree::listsAccountsThenRoles()
{
    makeModel();
    QVERIFY(m_model->isLoading());
    QTRY_VERIFY(!m_model->isLoading());
    QCOMPARE(m_model->accounts(), 2);
    QCOMPARE(requests("/assignment/roles"), 0);
    const QModelIndex account = m_model->index(0, 0);
    QCOMPARE(account.data().toString(), QStringLiteral("Development"));
    QCOMPARE(account.data(SuffixRole).toString(), QStringLiteral("1111-1111-1111"));
    QVERIFY(!m_model->role(account));
    m_home->transport().hold();
    m_model->fetchMore(account);
    QTRY_COMPARE(m_model->index(0, 0, account).data(StateRole).value<RowState>(), RowState::Loading);
    m_home->transport().release();
    QTRY_COMPARE(m_model->rowCount(account), 2);
    QTRY_COMPARE(m_model->index(1, 0, account).data().toString(), QStringLiteral("ReadOnly"));
    const auto role = m_model->role(m_model->index(1, 0, account));
    QVERIFY(role.has_value());
    QCOMPARE(role->accountId, std::string("111111111111"));
    QCOMPARE(role->roleName, std::string("ReadOnly"));
    QCOMPARE(role->sessionName, std::string("corp"));
    QCOMPARE(role->startUrl, std::string("https://corp.awsapps.com/start"));
}

void TestAccountsTree::asksForRolesOnce()
{
    makeModel();
    QTRY_VERIFY(!m_model->isLoading());
    const QModelIndex account = m_model->index(0, 0);
    m_model->fetchMore(account);
    m_model->fetchMore(account);
    QTRY_COMPARE(requests("/assignment/roles"), 2); // its two pages
    QVERIFY(!m_model->canFetchMore(account));
}

void TestAccountsTree::tellsOfAFailureAndRetries()
{
    m_rolesFail = true;
    makeModel();
    QTRY_VERIFY(!m_model->isLoading());
    const QModelIndex account = m_model->index(1, 0);
    m_model->fetchMore(account);
    QTRY_COMPARE(m_model->index(0, 0, account).data(StateRole).value<RowState>(), RowState::Failed);
    QVERIFY(m_model->index(0, 0, account).data(ErrorTextRole).toString().contains(QStringLiteral("not now")));
    m_rolesFail = false;
    m_model->retry(m_model->index(0, 0, account));
    QTRY_COMPARE(m_model->index(0, 0, account).data().toString(), QStringLiteral("Admin"));
}

void TestAccountsTree::accountWithoutRoles()
{
    m_hasRoles = false;
    makeModel();
    QTRY_VERIFY(!m_model->isLoading());
    const QModelIndex account = m_model->index(0, 0);
    m_model->fetchMore(account);
    QTRY_COMPARE(m_model->index(0, 0, account).data(StateRole).value<RowState>(), RowState::Empty);
    m_model->retry(m_model->index(0, 0, account)); // nothing has failed
    QCOMPARE(m_model->rowCount(account), 1);
}

void TestAccountsTree::isDroppedWithListsUnderWay()
{
    makeModel();
    QTRY_VERIFY(!m_model->isLoading());
    m_home->transport().hold();
    m_model->fetchMore(m_model->index(0, 0));
    m_model->load(); // the roles' account goes
    QCOMPARE(m_model->accounts(), 0);
    m_model.reset();
    m_home->transport().release();
    QCoreApplication::processEvents();
}

void TestAccountsTree::opensARole()
{
    makeDialog();
    QSignalSpy chosen(m_dialog.get(), &AccountsDialog::roleChosen);
    QTRY_COMPARE(m_dialog->tree()->model()->rowCount(), 2);
    QVERIFY(!m_dialog->openButton()->isEnabled());
    auto* tree = m_dialog->tree();
    tree->expand(tree->model()->index(0, 0));
    QTRY_COMPARE(tree->model()->index(0, 0, tree->model()->index(0, 0)).data().toString(),
                 QStringLiteral("Admin"));
    tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
    QVERIFY(m_dialog->openButton()->isEnabled());
    m_dialog->openButton()->click();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<SsoRole>().name(), std::string("Admin@111111111111"));
    QVERIFY(!m_dialog->isVisible());
}

void TestAccountsTree::filters()
{
    makeDialog();
    auto* tree = m_dialog->tree();
    QTRY_COMPARE(tree->model()->rowCount(), 2);
    auto* field = m_dialog->findChild<QLineEdit*>();
    field->setText(QStringLiteral("oper"));
    QCOMPARE(tree->model()->rowCount(), 1);
    QCOMPARE(tree->model()->index(0, 0).data().toString(), QStringLiteral("Operations"));
    for (const char* number : {"1111", "111111111111", "1111-1111-1111", "11-1111"}) {
        field->setText(QString::fromLatin1(number));
        QCOMPARE(tree->model()->rowCount(), 1);
        QCOMPARE(tree->model()->index(0, 0).data().toString(), QStringLiteral("Development"));
    }
    field->setText(QStringLiteral("nowhere"));
    QCOMPARE(tree->model()->rowCount(), 0);
}

// From the field into the tree, to a role, and in.
void TestAccountsTree::isWalkedByKeys()
{
    makeDialog();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    auto* tree = m_dialog->tree();
    QTRY_COMPARE(tree->model()->rowCount(), 2);
    auto* field = m_dialog->findChild<QLineEdit*>();
    field->setFocus();
    QTest::keyClick(field, Qt::Key_Down);
    QVERIFY(tree->hasFocus());
    QCOMPARE(tree->currentIndex().data().toString(), QStringLiteral("Development"));
    QTest::keyClick(tree, Qt::Key_Right);
    QTRY_COMPARE(tree->model()->rowCount(tree->currentIndex()), 2);
    QTest::keyClick(tree, Qt::Key_Down);
    QCOMPARE(tree->currentIndex().data().toString(), QStringLiteral("Admin"));
    QSignalSpy chosen(m_dialog.get(), &AccountsDialog::roleChosen);
    QTest::keyClick(tree, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
}

void TestAccountsTree::asksToSignIn()
{
    QFile::remove(
        QString::fromStdString(m_home->path("sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json")));
    makeDialog();
    QSignalSpy asked(m_dialog.get(), &AccountsDialog::signInRequested);
    QTRY_VERIFY(m_dialog->stateView()->isVisible());
    emit m_dialog->stateView()->actionTriggered(stateaction::signIn);
    QCOMPARE(asked.count(), 1);
    QVERIFY(m_home->transport().requests().empty());
    m_home->signIn("corp", "https://corp.awsapps.com/start", "eu-west-1");
    m_dialog->reloadAfterSignIn();
    QTRY_COMPARE(m_dialog->tree()->model()->rowCount(), 2);
    QVERIFY(m_dialog->tree()->isVisible());
}

void TestAccountsTree::withoutAnySignIn()
{
    m_dialog =
        std::make_unique<AccountsDialog>(*m_appearance, session().sources(), std::vector<SsoSettings>());
    m_dialog->show();
    QVERIFY(m_dialog->stateView()->isVisible());
    QVERIFY(m_home->transport().requests().empty());
}

INIA_TEST_CLASS(TestAccountsTree, QApplication)
#include "tst_accountstree.moc"
