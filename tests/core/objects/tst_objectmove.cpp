#include "core/objects/objectplan.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QTest>

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace inia;
using inia::test::S3Double;

// Plans, copies, moves and deletions, at a server that counts and fails.
class tst_ObjectMove final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void deletesAThousandWithACall();
    void accountsForEachKey();
    void leavesMarkersWhereThereAreVersions();
    void keysThatXmlCannotHoldGoOneByOne();
    void keysOfWhichNothingIsSaidAreFailures();
    void renamesAFolderOf500();
    void renamesOneObject();
    void takesAlongWhatBelongsToAnObject();
    void neverReplacesWhatCameMeanwhile();
    void leavesWhatChangedSincePlanned();
    void leavesSourcesOfCopiesThatAreNotThere();
    void findsCopiesOfWhatCameInParts();
    void copiesLargeOnesInLargeParts();
    void cancelLosesNothing();
    void plansAreRefused_data();
    void plansAreRefused();
    void tellsWhatIsThereAlready();
    void looksForManyWithOneListing();

private:
    using Wish = ObjectPlan::Wish;
    [[nodiscard]] Client client() const { return m_session->client("s3").value(); }
    Result<ObjectMove::Order> plan(const Wish& wish);
    Owned<ObjectMove> move(const Wish& wish);
    Owned<ObjectDeletion> remove(const std::vector<std::string>& keys);

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
    Owned<ObjectPlan> m_plan;
};

void tst_ObjectMove::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
}

void tst_ObjectMove::init()
{
    using namespace std::chrono_literals;
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("acme");
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
}

void tst_ObjectMove::cleanup()
{
    m_plan.reset();
    m_session.reset();
    m_s3.reset();
}

Result<ObjectMove::Order> tst_ObjectMove::plan(const Wish& wish)
{
    m_plan = makeOwned<ObjectPlan>(client(), wish, "test");
    m_plan->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(m_plan->isFinished(), 60'000); }();
    return m_plan->result();
}

Owned<ObjectMove> tst_ObjectMove::move(const Wish& wish)
{
    auto order = plan(wish);
    if (!order) {
        qWarning("%s", order.error().message.c_str());
        return {};
    }
    auto move = makeOwned<ObjectMove>(client(), *order);
    move->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(move->isFinished(), 60'000); }();
    return move;
}

Owned<ObjectDeletion> tst_ObjectMove::remove(const std::vector<std::string>& keys)
{
    std::vector<ObjectDeletion::Key> wanted;
    for (const std::string& key : keys)
        wanted.push_back({key, {}, {}});
    auto deletion = makeOwned<ObjectDeletion>(client(), "acme", std::move(wanted), "test");
    deletion->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(deletion->isFinished(), 60'000); }();
    return deletion;
}

void tst_ObjectMove::deletesAThousandWithACall()
{
    m_s3->putNumbered("acme", "many/", 2500);
    m_s3->put("acme", "stays");
    auto keys = m_s3->keys("acme");
    std::erase(keys, "stays");
    const auto deletion = remove(keys);
    QVERIFY(deletion->failures().empty());
    QCOMPARE(deletion->done(), std::size_t(2500));
    QCOMPARE(m_s3->keys("acme"), std::vector<std::string>{"stays"});
    QCOMPARE(m_s3->count("DeleteObjects"), 3);
    QCOMPARE(m_s3->requests().size(), std::size_t(3));
}

/// What passes is tried again, with the others of its kind; what does not is the key's alone.
void tst_ObjectMove::accountsForEachKey()
{
    m_s3->putNumbered("acme", "key-", 10);
    m_s3->fail({"DeleteObjects", "key-000000003", 2, 200, "SlowDown"});
    m_s3->fail({"DeleteObjects", "key-000000005", 1, 200, "InternalError"});
    m_s3->fail({"DeleteObjects", "key-000000007", 1, 200, "AccessDenied"});
    const auto deletion = remove(m_s3->keys("acme"));
    QCOMPARE(deletion->failures().size(), std::size_t(1));
    QCOMPARE(deletion->failures()[0].error.code, std::string("AccessDenied"));
    QCOMPARE(deletion->keys()[deletion->failures()[0].index].key, std::string("key-000000007"));
    QCOMPARE(deletion->done(), std::size_t(10));
    QCOMPARE(m_s3->keys("acme"), std::vector<std::string>{"key-000000007"});
}

void tst_ObjectMove::leavesMarkersWhereThereAreVersions()
{
    for (const char* key : {"a", "b"})
        m_s3->put("kept", key, "text");
    auto deletion = makeOwned<ObjectDeletion>(
        client(), "kept", std::vector<ObjectDeletion::Key>{{"a", {}, {}}, {"b", {}, {}}}, "test");
    deletion->start();
    QTRY_VERIFY(deletion->isFinished());
    QCOMPARE(deletion->markers().size(), std::size_t(2));
    QCOMPARE(m_s3->versions("kept", "a").size(), std::size_t(2));
    QCOMPARE(m_s3->versions("kept", "a").front().id, deletion->markers().at(0));
}

void tst_ObjectMove::keysThatXmlCannotHoldGoOneByOne()
{
    const std::string odd = "odd\x01key";
    for (const std::string& key : {std::string("plain"), std::string("other"), odd})
        m_s3->put("acme", key);
    const auto deletion = remove({"plain", odd, "other"});
    QVERIFY(deletion->failures().empty());
    QVERIFY(m_s3->keys("acme").empty());
    QCOMPARE(m_s3->count("DeleteObject"), 1);
    QCOMPARE(m_s3->count("DeleteObjects"), 1);
}

void tst_ObjectMove::keysOfWhichNothingIsSaidAreFailures()
{
    m_s3->put("acme", "a");
    m_s3->put("acme", "b");
    // An answer that is whole and good, and empty.
    m_s3->before = [this](const S3Double::Request& request) {
        if (request.operation == "DeleteObjects" && m_s3->count("DeleteObjects") == 1)
            m_s3->manners.isMute = true;
    };
    const auto deletion = remove({"a", "b"});
    QCOMPARE(deletion->failures().size(), std::size_t(2));
    QCOMPARE(deletion->failures()[0].error.code, std::string("Unconfirmed"));
}

/// The requests that are allowed for it: a copy each, one deletion, three listings.
void tst_ObjectMove::renamesAFolderOf500()
{
    m_s3->putNumbered("acme", "logs/2026/", 500);
    m_s3->put("acme", "logs/2026x");
    const auto moved = move({"acme", {"logs/2026/"}, "acme", "logs/", "old/", true});
    QVERIFY(moved);
    QVERIFY(moved->failures().empty());
    QCOMPARE(moved->done(), std::size_t(500));
    QCOMPARE(m_s3->count("CopyObject"), 500);
    QCOMPARE(m_s3->count("DeleteObjects"), 1);
    QVERIFY(m_s3->count("ListObjectsV2") <= 3);
    QVERIFY(m_s3->requests().size() <= 504);
    const auto keys = m_s3->keys("acme");
    QCOMPARE(keys.size(), std::size_t(501));
    QCOMPARE(keys.front(), std::string("logs/2026x"));
    QCOMPARE(keys.back(), std::string("logs/old/000000499"));
}

void tst_ObjectMove::renamesOneObject()
{
    m_s3->put("acme", "notes/a+b c.txt", "text");
    m_s3->put("acme", "notes/a+b c.txt.bak", "older");
    const auto moved = move({"acme", {"notes/a+b c.txt"}, "acme", "notes/", "\u00fcber 100%.txt", true});
    QVERIFY(moved);
    QVERIFY(moved->failures().empty());
    QCOMPARE(m_s3->keys("acme"),
             (std::vector<std::string>{"notes/a+b c.txt.bak", "notes/\u00fcber 100%.txt"}));
    QCOMPARE(m_s3->current("acme", "notes/\u00fcber 100%.txt")->bytes, QByteArray("text"));
    QCOMPARE(m_s3->requests().size(), std::size_t(4)); // two looks, the copy, the deletion
}

void tst_ObjectMove::takesAlongWhatBelongsToAnObject()
{
    auto& version = m_s3->put("acme", "a", "text");
    version.headers = {
        {"content-type", "text/x-odd"}, {"x-amz-meta-who", "ann"}, {"x-amz-storage-class", "STANDARD_IA"}};
    version.tags = {{"team", "red"}};
    const auto moved = move({"acme", {"a"}, "kept", "there/", {}, true});
    QVERIFY(moved && moved->failures().empty());
    const auto* copy = m_s3->current("kept", "there/a");
    QVERIFY(copy);
    QCOMPARE(copy->headers.at("content-type"), std::string("text/x-odd"));
    QCOMPARE(copy->headers.at("x-amz-meta-who"), std::string("ann"));
    QCOMPARE(copy->headers.at("x-amz-storage-class"), std::string("STANDARD_IA"));
    QCOMPARE(copy->tags.at("team"), std::string("red"));
    QVERIFY(!m_s3->current("acme", "a"));
}

void tst_ObjectMove::neverReplacesWhatCameMeanwhile()
{
    m_s3->put("acme", "a", "mine");
    m_s3->before = [this](const S3Double::Request& request) {
        if (request.operation == "CopyObject")
            m_s3->put("acme", "b", "theirs");
    };
    const auto moved = move({"acme", {"a"}, "acme", "", "b", true});
    QCOMPARE(moved->failures().size(), std::size_t(1));
    QCOMPARE(moved->failures()[0].error.code, std::string("PreconditionFailed"));
    QVERIFY(!moved->failures()[0].isCopied);
    QCOMPARE(m_s3->current("acme", "a")->bytes, QByteArray("mine"));
    QCOMPARE(m_s3->current("acme", "b")->bytes, QByteArray("theirs"));
}

void tst_ObjectMove::leavesWhatChangedSincePlanned()
{
    m_s3->put("acme", "a", "planned");
    m_s3->put("acme", "b", "planned");
    m_s3->before = [this](const S3Double::Request& request) {
        if (request.operation == "CopyObject" && request.key == "to/a")
            m_s3->put("acme", "a", "changed before the copy");
        if (request.operation == "DeleteObjects" || request.operation == "DeleteObject")
            m_s3->put("acme", "b", "changed before it goes");
    };
    const auto moved = move({"acme", {"a", "b"}, "acme", "to/", {}, true});
    QCOMPARE(moved->failures().size(), std::size_t(2));
    QCOMPARE(m_s3->current("acme", "a")->bytes, QByteArray("changed before the copy"));
    QCOMPARE(m_s3->current("acme", "b")->bytes, QByteArray("changed before it goes"));
    QVERIFY(!m_s3->current("acme", "to/a"));
    QVERIFY(moved->failures()[1].isCopied);
}

/// A copy that the server only claims to have made.
void tst_ObjectMove::leavesSourcesOfCopiesThatAreNotThere()
{
    m_s3->put("acme", "a", "text").etag = "\"0123-2\""; // came in parts, so that the ETag proves nothing
    m_s3->before = [this](const S3Double::Request& request) {
        m_s3->manners.forgetsCopies = request.operation == "CopyObject";
    };
    const auto moved = move({"acme", {"a"}, "acme", "to/", {}, true});
    QCOMPARE(moved->failures().size(), std::size_t(1));
    QCOMPARE(moved->failures()[0].error.code, std::string("CopyNotFound"));
    QVERIFY(m_s3->current("acme", "a"));
    QCOMPARE(m_s3->count("DeleteObject") + m_s3->count("DeleteObjects"), 0);
}

void tst_ObjectMove::findsCopiesOfWhatCameInParts()
{
    for (int i = 0; i < 20; ++i)
        m_s3->put("acme", "parts/" + std::to_string(i), "text").etag = "\"0123-2\"";
    const auto moved = move({"acme", {"parts/"}, "kept", {}, {}, true});
    QVERIFY(moved->failures().empty());
    QCOMPARE(m_s3->keys("kept").size(), std::size_t(20));
    QVERIFY(m_s3->keys("acme").empty());
    QCOMPARE(m_s3->count("HeadObject"), 0);
}

void tst_ObjectMove::copiesLargeOnesInLargeParts()
{
    constexpr std::int64_t gibibyte = std::int64_t(1024) * 1024 * 1024;
    m_s3->putSynthetic("acme", "fits", 5 * gibibyte);
    m_s3->putSynthetic("acme", "large", 6 * gibibyte);
    const auto moved = move({"acme", {"fits", "large"}, "acme", "to/", {}, true});
    for (const auto& failure : moved->failures())
        qWarning("%s: %s", failure.error.code.c_str(), failure.error.message.c_str());
    QVERIFY(moved->failures().empty());
    QCOMPARE(m_s3->keys("acme"), (std::vector<std::string>{"to/fits", "to/large"}));
    QCOMPARE(m_s3->current("acme", "to/large")->size, 6 * gibibyte);
    QCOMPARE(m_s3->count("CopyObject"), 1);
    QCOMPARE(m_s3->count("UploadPartCopy"), 12);
    QCOMPARE(m_s3->unfinishedUploads(), std::size_t(0));
}

/// Each object is there once or twice, wherever it was stopped.
void tst_ObjectMove::cancelLosesNothing()
{
    for (const int stop : {0, 1, 30, 99, 100, 101, 150}) {
        init();
        for (int i = 0; i < 100; ++i)
            m_s3->put("acme", "from/" + std::to_string(i), QByteArray::number(i));
        auto order = plan({"acme", {"from/"}, "acme", {}, "to/", true});
        QVERIFY(order);
        auto moving = makeOwned<ObjectMove>(client(), *order);
        int seen = 0;
        m_s3->before = [&](const S3Double::Request&) {
            if (seen++ == stop)
                QMetaObject::invokeMethod(moving.get(), &Task::cancel, Qt::QueuedConnection);
        };
        moving->start();
        QTRY_VERIFY(moving->isFinished());
        QCOMPARE(moving->done(), std::size_t(100));
        std::set<std::string> failed;
        for (const auto& failure : moving->failures())
            failed.insert(moving->order().items[failure.index].source.key);
        for (int i = 0; i < 100; ++i) {
            const auto* source = m_s3->current("acme", "from/" + std::to_string(i));
            const auto* target = m_s3->current("acme", "to/" + std::to_string(i));
            QVERIFY(source || target);
            QCOMPARE((source ? source : target)->bytes, QByteArray::number(i));
            QVERIFY(source == nullptr || failed.contains("from/" + std::to_string(i)));
        }
        moving.reset();
        cleanup();
    }
    init();
}

void tst_ObjectMove::plansAreRefused_data()
{
    QTest::addColumn<std::string>("key");
    QTest::addColumn<std::string>("folder");
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("code");
    const auto row = [](const char* title, const char* key, const char* folder, const char* name,
                        const char* code) {
        QTest::newRow(title) << std::string(key) << std::string(folder) << std::string(name)
                             << std::string(code);
    };
    row("into itself", "a/", "a/b/", "", "InsideItself");
    row("by its own name", "a/x", "a/", "", "StaysTheSame");
    row("dot segments", "a/x", "", "../y", "BadKey");
    row("leading slash", "a/x", "/", "y", "BadKey");
    row("too long", "a/x", "", std::string(1100, 'x').c_str(), "BadKey");
    row("no UTF-8", "a/x", "", "\xFF", "BadKey");
    row("control characters", "a/x", "", "a\x02", "BadKey");
    row("gone", "a/gone", "b/", "", "NothingThere");
    row("an empty folder", "empty/", "b/", "", "NothingThere");
    row("archived", "a/cold", "b/", "", "Archived");
    row("a chain", "a/b/", "", "a/", "Chain");
}

void tst_ObjectMove::plansAreRefused()
{
    QFETCH(std::string, key);
    QFETCH(std::string, folder);
    QFETCH(std::string, name);
    m_s3->put("acme", "a/x", "text");
    m_s3->put("acme", "a/cold", "text").headers["x-amz-storage-class"] = "GLACIER";
    m_s3->put("acme", "a/b/b/y", "text");
    m_s3->put("acme", "a/b/y", "text");
    const auto order = plan({"acme", {key}, "acme", folder, name, true});
    QVERIFY(!order);
    QTEST(order.error().code, "code");
    QCOMPARE(m_s3->count("ListObjectsV2"), static_cast<int>(m_s3->requests().size())); // it has only read
}

void tst_ObjectMove::tellsWhatIsThereAlready()
{
    for (const char* key : {"a/1", "a/2", "a/3", "b/a/2", "b/a/4"})
        m_s3->put("acme", key, "text");
    const auto order = plan({"acme", {"a/"}, "acme", "b/", {}, false});
    QVERIFY(order);
    QCOMPARE(order->items.size(), std::size_t(3));
    QCOMPARE(m_plan->conflicts(), std::set<std::string>{"b/a/2"});
    QCOMPARE(m_plan->bytes(), std::int64_t(12));
}

void tst_ObjectMove::looksForManyWithOneListing()
{
    m_s3->putNumbered("acme", "many/", 1500);
    std::vector<std::string> chosen;
    for (int i = 0; i < 50; ++i)
        chosen.push_back(m_s3->keys("acme")[static_cast<std::size_t>(i * 7)]);
    const auto order = plan({"acme", chosen, "acme", "to/", {}, true});
    QVERIFY(order);
    QCOMPARE(order->items.size(), std::size_t(50));
    QCOMPARE(m_s3->requests().size(), std::size_t(2));
}

INIA_TEST_CLASS(tst_ObjectMove, QCoreApplication)
#include "tst_objectmove.moc"
