#include "core/identity/identity.h"
#include "core/identity/ssologin.h"
#include "tests/support/identityhome.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QtTest>

using namespace inia;
using namespace std::chrono_literals;
using tests::IdentityHome;
using tests::keysOf;

namespace {

constexpr const char* startUrl = "https://corp.awsapps.com/start";

/// A portal with three accounts on two pages, and a role in each.
struct Portal {
    IdentityHome home;
    int status = 200;

    Portal()
    {
        home.write("config", "[profile dev]\nsso_session = corp\nsso_account_id = 111111111111\n"
                             "sso_role_name = Admin\nregion = eu-west-1\n"
                             "[profile ops]\nsso_session = corp\nsso_account_id = 222222222222\n"
                             "sso_role_name = Ops\n"
                             "[profile chained]\nrole_arn = arn:aws:iam::3:role/x\nsource_profile = dev\n"
                             "[profile loop]\nrole_arn = arn:aws:iam::3:role/x\nsource_profile = pool\n"
                             "[profile pool]\nrole_arn = arn:aws:iam::3:role/x\nsource_profile = loop\n"
                             "[profile old]\nsso_start_url = https://old.awsapps.com/start\n"
                             "sso_region = us-east-1\nsso_account_id = 1\nsso_role_name = R\n"
                             "[profile broken]\nsso_session = missing\n"
                             "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\n"
                             "sso_region = eu-west-1\n");
        home.transport().setHandler([this](const HttpRequest& request) { return answer(request); });
    }

    Result<HttpResponse> answer(const HttpRequest& request) const
    {
        if (status != 200) {
            auto response = tests::makeResponse(status, R"({"message": "no"})");
            response.headers.add("x-amzn-ErrorType", "UnauthorizedException");
            return response;
        }
        if (request.url.find("/federation/credentials") != std::string::npos)
            return tests::makeResponse(200, R"({"roleCredentials": {"accessKeyId": "ASIAROLE",
                "secretAccessKey": "s", "sessionToken": "t", "expiration": 4102444800000}})");
        if (request.url.find("/assignment/roles") != std::string::npos)
            return tests::makeResponse(200, R"({"roleList": [{"roleName": "Admin", "accountId": "1"},
                {"roleName": "ReadOnly", "accountId": "1"}]})");
        if (request.url.find("next_token=more") != std::string::npos)
            return tests::makeResponse(200, R"({"accountList": [{"accountId": "333333333333"}]})");
        return tests::makeResponse(200, R"({"nextToken": "more", "accountList": [
            {"accountId": "111111111111", "accountName": "Dev", "emailAddress": "dev@corp"},
            {"accountId": "222222222222", "accountName": "Ops"}]})");
    }

    Session open(const std::string& profile)
    {
        SessionOptions options;
        options.profile = profile;
        return home.open(options).value();
    }

    Owned<SsoList> list(const std::string& account = {})
    {
        const auto session = open("dev");
        auto settings = loginSettings(*session.sources(), "dev").value();
        return makeOwned<SsoList>(session.sources(), std::move(settings), account);
    }
};

SsoRole admin()
{
    return {"corp", startUrl, "eu-west-1", "444444444444", "Admin", {}};
}

} // namespace

class TestSsoAccounts final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void accountsComePageByPage();
    void rolesOfAnAccount();
    void withoutASignIn();
    void signInIsTakenNoLonger();
    void isDropped();
    void roleWithoutAProfile();
    void rolesAreDifferentIdentities();
    void signInsOfTheFiles();
    void signInOfAChain();
};

void TestSsoAccounts::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("no model pack");
}

void TestSsoAccounts::accountsComePageByPage()
{
    Portal portal;
    portal.home.signIn("corp", startUrl, "eu-west-1");
    const auto list = portal.list();
    QSignalSpy pages(list.get(), &SsoList::pageReady);
    QSignalSpy finished(list.get(), &SsoList::finished);
    list->start();
    QCOMPARE(finished.count(), 0);
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(list->result().ok());
    QCOMPARE(pages.count(), 2);
    QCOMPARE(list->accounts().size(), std::size_t(3));
    QCOMPARE(list->accounts()[0].name, std::string("Dev"));
    QCOMPARE(list->accounts()[0].email, std::string("dev@corp"));
    QCOMPARE(list->accounts()[2].id, std::string("333333333333"));
    const auto& request = portal.home.transport().requests().front();
    QVERIFY(request.url.starts_with("https://portal.sso.eu-west-1.amazonaws.com/assignment/accounts"));
    QCOMPARE(request.headers.value("x-amz-sso_bearer_token"), std::string_view("an access token"));
}

void TestSsoAccounts::rolesOfAnAccount()
{
    Portal portal;
    portal.home.signIn("corp", startUrl, "eu-west-1");
    const auto list = portal.list("111111111111");
    QSignalSpy finished(list.get(), &SsoList::finished);
    list->start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(list->roles(), (std::vector<std::string>{"Admin", "ReadOnly"}));
    QVERIFY(list->accounts().empty());
}

void TestSsoAccounts::withoutASignIn()
{
    Portal portal;
    const auto list = portal.list();
    QSignalSpy finished(list.get(), &SsoList::finished);
    list->start();
    QCOMPARE(finished.count(), 0);
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(list->result().error().code, std::string("SignInRequired"));
    QVERIFY(portal.home.transport().requests().empty());
}

void TestSsoAccounts::signInIsTakenNoLonger()
{
    Portal portal;
    portal.home.signIn("corp", startUrl, "eu-west-1");
    portal.status = 401;
    const auto list = portal.list();
    QSignalSpy finished(list.get(), &SsoList::finished);
    list->start();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(list->result().error().code, std::string("SignInRequired"));
    QVERIFY(list->result().error().cause);
}

void TestSsoAccounts::isDropped()
{
    Portal portal;
    portal.home.signIn("corp", startUrl, "eu-west-1");
    auto list = portal.list();
    QSignalSpy finished(list.get(), &SsoList::finished);
    list->start();
    list.reset();
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    QCOMPARE(finished.count(), 0);
    QVERIFY(portal.home.transport().requests().size() <= 1);
}

void TestSsoAccounts::roleWithoutAProfile()
{
    Portal portal;
    portal.home.signIn("corp", startUrl, "eu-west-1");
    portal.home.setVariable("AWS_ACCESS_KEY_ID", "AKIDVARIABLE");
    portal.home.setVariable("AWS_SECRET_ACCESS_KEY", "s");
    portal.home.setVariable("AWS_PROFILE", "nowhere");
    SessionOptions options;
    options.role = admin();
    options.region = "eu-north-1";
    const auto session = portal.home.open(options);
    QVERIFY(session.ok());
    QCOMPARE(session->profileName(), std::string("Admin@444444444444"));
    QCOMPARE(session->region(), std::string("eu-north-1"));
    const auto keys = keysOf(*session);
    QVERIFY(keys.ok());
    QCOMPARE(keys->accessKey, std::string("ASIAROLE"));
    QCOMPARE(keys->accountId, std::string("444444444444"));
    const auto& url = portal.home.transport().requests().back().url;
    QVERIFY(url.find("account_id=444444444444") != std::string::npos);
    const auto settings = loginSettings(*session->sources(), session->profileName());
    QVERIFY(settings.ok());
    QCOMPARE(settings->sessionName, std::string("corp"));
    // The settings of a profile, but not its keys.
    options.profile = "dev";
    options.region.reset();
    const auto dressed = portal.home.open(options);
    QVERIFY(dressed.ok());
    QCOMPARE(dressed->region(), std::string("eu-west-1"));
    QCOMPARE(dressed->profileName(), std::string("Admin@444444444444"));
    QCOMPARE(keysOf(*dressed)->accountId, std::string("444444444444"));
    options.profile = "missing";
    QCOMPARE(portal.home.open(options).error().code, std::string("ProfileNotFound"));
}

void TestSsoAccounts::rolesAreDifferentIdentities()
{
    Portal portal;
    SessionOptions options;
    options.role = admin();
    const auto first = portal.home.open(options).value();
    const auto same = portal.home.open(options).value();
    QCOMPARE(first.identity(), same.identity());
    options.role->startUrl = "https://other.awsapps.com/start";
    const auto other = portal.home.open(options).value();
    QVERIFY(first.identity() != other.identity());
    options.role = admin();
    options.role->roleName = "ReadOnly";
    const auto another = portal.home.open(options).value();
    QVERIFY(first.identity() != another.identity());
}

void TestSsoAccounts::signInsOfTheFiles()
{
    Portal portal;
    const auto signIns = ssoSignIns(*portal.open("dev").sources());
    QCOMPARE(signIns.size(), std::size_t(2));
    QCOMPARE(signIns[0].sessionName, std::string("corp"));
    QCOMPARE(signIns[0].profile, std::string("dev"));
    QCOMPARE(signIns[1].startUrl, std::string("https://old.awsapps.com/start"));
}

void TestSsoAccounts::signInOfAChain()
{
    Portal portal;
    const auto session = portal.open("chained");
    const auto settings = loginSettings(*session.sources(), "chained");
    QVERIFY(settings.ok());
    QCOMPARE(settings->profile, std::string("dev"));
    const auto loop = loginSettings(*session.sources(), "loop");
    QVERIFY(!loop.ok());
    QVERIFY(loop.error().message.find("\"loop\"") != std::string::npos);
}

INIA_TEST_CLASS(TestSsoAccounts, QCoreApplication)
#include "tst_ssoaccounts.moc"
