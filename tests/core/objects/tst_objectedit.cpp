#include "core/call/requestsigner.h"
#include "core/objects/objectedit.h"
#include "core/objects/objectkeys.h"
#include "core/objects/objectversions.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

using namespace inia;
using inia::test::S3Double;

// Texts of objects: read, merged, and saved so that nothing is lost; unfinished uploads aborted with proof;
// buckets made.
class tst_ObjectEdit final : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void textsKeepTheirForm_data();
    void textsKeepTheirForm();
    void whatCannotBeWrittenAgainIsSaid_data();
    void whatCannotBeWrittenAgainIsSaid();
    void packedTextsArePackedAgain();
    void charactersThatTheEncodingLacks();
    void linesAreMerged_data();
    void linesAreMerged();
    void changesMakeTheOtherText();
    void savesWithAllThatWasThere();
    void whatCouldNotBeSentAgainIsRefused_data();
    void whatCouldNotBeSentAgainIsRefused();
    void largeObjectsAreNotRead();
    void theSecondEditorLoses();
    void looksFirstWhereConditionsAreIgnored();
    void conflictsAreTriedAgain();
    void noUpdateIsLost();
    void abortsUntilNothingIsThere();
    void uploadsThatSurviveAreFailures();
    void abortsCanBeCancelled();
    void namesOfBuckets_data();
    void namesOfBuckets();
    void bucketsAreLookedForFirst();

private:
    [[nodiscard]] Client client() const { return m_session->client("s3").value(); }
    [[nodiscard]] Result<ObjectRead::Content> read(const std::string& key) const;
    [[nodiscard]] Result<ObjectSave::Saved> save(ObjectSave::Order order) const;
    [[nodiscard]] ObjectSave::Order order(const std::string& key, const QByteArray& bytes) const;
    [[nodiscard]] std::string beginUpload(const std::string& key) const;

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
};

void tst_ObjectEdit::init()
{
    using namespace std::chrono_literals;
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("acme");
    SessionOptions options;
    options.closesServerGate = true;
    m_s3->manners.serverName = "MinIO"; // which heeds conditions
    m_session =
        std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s, nullptr, options).value());
}

void tst_ObjectEdit::cleanup()
{
    m_session.reset();
    m_s3.reset();
}

Result<ObjectRead::Content> tst_ObjectEdit::read(const std::string& key) const
{
    auto task = makeOwned<ObjectRead>(client(), "acme", key, EditableText::mostBytes, "test");
    task->start();
    [&] { QTRY_VERIFY(task->isFinished()); }();
    return task->result();
}

Result<ObjectSave::Saved> tst_ObjectEdit::save(ObjectSave::Order order) const
{
    auto task = makeOwned<ObjectSave>(client(), std::move(order));
    QSignalSpy ended(task.get(), &Task::finished);
    task->start();
    ended.wait(20'000);
    return task->result();
}

ObjectSave::Order tst_ObjectEdit::order(const std::string& key, const QByteArray& bytes) const
{
    const auto content = read(key);
    ObjectSave::Order order;
    order.bucket = "acme";
    order.key = key;
    order.tagsOf = key;
    order.bytes = bytes;
    order.like = content->answer;
    order.etag = content->answer["ETag"].text();
    order.cause = "test";
    return order;
}

std::string tst_ObjectEdit::beginUpload(const std::string& key) const
{
    const auto reply = client().call("CreateMultipartUpload", Value::map({{"Bucket", "acme"}, {"Key", key}}));
    [&] { QTRY_VERIFY(reply->isFinished()); }();
    return (*reply->result())["UploadId"].text();
}

// ---- texts ------------------------------------------------------------------------------------------------

void tst_ObjectEdit::textsKeepTheirForm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const QByteArray& bytes, const char* type, const char* text) {
        QTest::newRow(name) << bytes << QByteArray(type) << QByteArray(text);
    };
    row("nothing", "", "", "");
    row("lines", "a\nb\n", "", "a\nb\n");
    row("lines of Windows", "a\r\nb", "", "a\nb");
    row("lines of old Macs", "a\rb\r", "", "a\nb\n");
    row("a mark",
        "\xEF\xBB\xBF"
        "a\n",
        "", "a\n");
    row("UTF-16",
        QByteArray("\xFF\xFE"
                   "a\0\n\0",
                   6),
        "", "a\n");
    row("big-endian", QByteArray("\xFE\xFF\0a\0\n", 6), "", "a\n");
    row("a charset", "caf\xE9", "text/plain; charset=iso-8859-1", "caf\xC3\xA9");
    row("no-break space",
        "a\xC2\xA0"
        "b",
        "",
        "a\xC2\xA0"
        "b");
}

void tst_ObjectEdit::textsKeepTheirForm()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, text);
    const auto read = EditableText::read(bytes.toStdString(), type.toStdString());
    QVERIFY(read.ok());
    QCOMPARE(QByteArray::fromStdString(read->text), text);
    QCOMPARE(QByteArray::fromStdString(read->obstacle), QByteArray());
    QCOMPARE(read->write(read->text).value(), bytes);
}

void tst_ObjectEdit::whatCannotBeWrittenAgainIsSaid_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code"); // empty: it can be read
    QTest::newRow("mixed line ends") << QByteArray("a\nb\r\nc") << QByteArray();
    QTest::newRow("a broken character") << QByteArray("\xEF\xBB\xBF"
                                                      "a\xC3(b")
                                        << QByteArray();
    QTest::newRow("no text") << QByteArray("\0\1\2\3", 4) << QByteArray("NotText");
    QTest::newRow("too large") << QByteArray((4 << 20) + 1, 'a') << QByteArray("TooLarge");
    QByteArray numbers;
    for (int i = 0; numbers.size() <= EditableText::mostBytes; ++i)
        numbers += QByteArray::number(i);
    QTest::newRow("packed and too large") << gzip(numbers) << QByteArray("TooLarge");
}

void tst_ObjectEdit::whatCannotBeWrittenAgainIsSaid()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, code);
    const auto read = EditableText::read(bytes.toStdString(), "");
    if (code.isEmpty()) {
        QVERIFY(read.ok());
        QVERIFY(!read->obstacle.empty());
    } else {
        QVERIFY(!read.ok());
        QCOMPARE(QByteArray::fromStdString(read.error().code), code);
    }
}

void tst_ObjectEdit::packedTextsArePackedAgain()
{
    const auto read = EditableText::read(gzip("a\nb\n").toStdString(), "");
    QVERIFY(read.ok());
    QVERIFY(read->isPacked);
    QCOMPARE(read->text, std::string("a\nb\n"));
    QCOMPARE(read->write("a\nc\n").value(), gzip("a\nc\n"));
}

void tst_ObjectEdit::charactersThatTheEncodingLacks()
{
    const auto read = EditableText::read("caf\xE9", "text/plain; charset=iso-8859-1");
    QVERIFY(read.ok());
    QCOMPARE(read->write("\xE2\x82\xAC").error().code, std::string("BadCharacter"));
}

void tst_ObjectEdit::linesAreMerged_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("mine");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("merged"); // null: they touch each other
    const auto row = [](const char* name, const char* base, const char* mine, const char* theirs,
                        const char* merged) {
        QTest::newRow(name) << QByteArray(base) << QByteArray(mine) << QByteArray(theirs)
                            << (merged ? QByteArray(merged) : QByteArray());
    };
    row("nothing", "a\nb\n", "a\nb\n", "a\nb\n", "a\nb\n");
    row("one side", "a\nb\n", "a\nB\n", "a\nb\n", "a\nB\n");
    row("far apart", "a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n");
    row("the same line", "a\nb\nc\n", "a\nX\nc\n", "a\nY\nc\n", nullptr);
    row("the same change", "a\nb\nc\n", "a\nX\nc\n", "a\nX\nc\n", "a\nX\nc\n");
    row("beside each other", "a\nb\nc\n", "X\nb\nc\n", "a\nY\nc\n", nullptr);
    row("both at the end", "a\n", "a\nb\n", "a\nc\n", nullptr);
    row("deleted and changed", "a\nb\nc\n", "a\nc\n", "a\nX\nc\n", nullptr);
    row("deleted and added", "a\nb\nc\nd\n", "b\nc\nd\n", "a\nb\nc\nd\ne\n", "b\nc\nd\ne\n");
    row("without a last end", "a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC");
}

void tst_ObjectEdit::linesAreMerged()
{
    QFETCH(const QByteArray, base);
    QFETCH(const QByteArray, mine);
    QFETCH(const QByteArray, theirs);
    QFETCH(const QByteArray, merged);
    const auto result = mergeLines(base.toStdString(), mine.toStdString(), theirs.toStdString());
    QCOMPARE(result.has_value(), !merged.isNull());
    if (result)
        QCOMPARE(QByteArray::fromStdString(*result), merged);
}

/// Whatever the texts are: the changes, applied, give the other one.
void tst_ObjectEdit::changesMakeTheOtherText()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 300; ++round) {
        const auto make = [&random] {
            std::string text;
            for (int i = random.bounded(40); i > 0; --i)
                text += std::string(1, char('a' + random.bounded(5))) + '\n';
            return text;
        };
        const std::string before = make();
        const std::string after = make();
        const auto from = linesOf(before);
        const auto to = linesOf(after);
        std::vector<std::string_view> made;
        std::size_t next = 0;
        for (const auto& change : lineChanges(from, to)) {
            QVERIFY(change.first >= next);
            made.insert(made.end(), from.begin() + std::ptrdiff_t(next),
                        from.begin() + std::ptrdiff_t(change.first));
            made.insert(made.end(), to.begin() + std::ptrdiff_t(change.otherFirst),
                        to.begin() + std::ptrdiff_t(change.otherFirst + change.added));
            next = change.first + change.removed;
        }
        made.insert(made.end(), from.begin() + std::ptrdiff_t(next), from.end());
        QCOMPARE(made, to);
        QCOMPARE(mergeLines(before, after, before).value(), after);
    }
    // Nothing in common, and too long to be looked through.
    std::string many;
    std::string others;
    for (int i = 0; i < 5000; ++i) {
        many += std::to_string(i) + '\n';
        others += std::to_string(-i - 1) + '\n';
    }
    QCOMPARE(lineChanges(linesOf(many), linesOf(others)).size(), std::size_t(1));
}

// ---- saving -----------------------------------------------------------------------------------------------

void tst_ObjectEdit::savesWithAllThatWasThere()
{
    auto& object = m_s3->put("acme", "page.html", "<p>old</p>");
    object.headers = {{"content-type", "text/html; charset=utf-8"},
                      {"content-encoding", "identity"},
                      {"content-language", "de"},
                      {"content-disposition", "inline"},
                      {"cache-control", "max-age=60"},
                      {"expires", "Wed, 21 Oct 2026 07:28:00 GMT"},
                      {"x-amz-website-redirect-location", "/new.html"},
                      {"x-amz-storage-class", "STANDARD_IA"},
                      {"x-amz-meta-author", "=?UTF-8?B?w7w=?="}};
    object.tags = {{"team", "a b"}, {"x", "1+1"}};
    const auto before = object;
    auto wanted = order("page.html", "<p>new</p>");
    const std::string etag = wanted.etag;
    m_s3->forgetRequests();
    const auto saved = save(std::move(wanted));
    QVERIFY(saved.ok());
    const auto* now = m_s3->current("acme", "page.html");
    QCOMPARE(now->bytes, QByteArray("<p>new</p>"));
    QCOMPARE(now->headers, before.headers);
    QCOMPARE(now->tags, before.tags);
    QCOMPARE(saved->etag, now->etag);
    // One for the tags, one for the rest.
    QCOMPARE(m_s3->requests().size(), std::size_t(2));
    QCOMPARE(m_s3->requests().back().headers.at("if-match"), etag);
}

void tst_ObjectEdit::whatCouldNotBeSentAgainIsRefused_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("expires") << QByteArray("expires") << QByteArray("never") << QByteArray("BadExpires");
    QTest::newRow("metadata") << QByteArray("x-amz-missing-meta") << QByteArray("1")
                              << QByteArray("MissingMetadata");
}

void tst_ObjectEdit::whatCouldNotBeSentAgainIsRefused()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, code);
    m_s3->put("acme", "a", "old").headers = {{header.toStdString(), value.toStdString()}};
    auto wanted = order("a", "new");
    m_s3->forgetRequests();
    const auto saved = save(std::move(wanted));
    QVERIFY(!saved.ok());
    QCOMPARE(QByteArray::fromStdString(saved.error().code), code);
    QVERIFY(m_s3->requests().empty());
}

void tst_ObjectEdit::largeObjectsAreNotRead()
{
    m_s3->putSynthetic("acme", "large", EditableText::mostBytes + 1);
    const auto content = read("large");
    QVERIFY(!content.ok());
    QCOMPARE(content.error().code, std::string("TooLarge"));
}

void tst_ObjectEdit::theSecondEditorLoses()
{
    m_s3->put("acme", "a", "old");
    auto first = order("a", "first");
    auto second = order("a", "second");
    QVERIFY(save(std::move(first)).ok());
    const auto lost = save(second);
    QVERIFY(!lost.ok());
    QCOMPARE(lost.error().code, std::string("ChangedMeanwhile"));
    QCOMPARE(m_s3->current("acme", "a")->bytes, QByteArray("first"));
    // A name that is taken is not overwritten.
    second.etag.clear();
    QCOMPARE(save(second).error().code, std::string("ChangedMeanwhile"));
    second.key = "b";
    QVERIFY(save(second).ok());
    QCOMPARE(m_s3->current("acme", "b")->bytes, QByteArray("second"));
}

void tst_ObjectEdit::looksFirstWhereConditionsAreIgnored()
{
    m_s3->manners.serverName = "Ours"; // of which nothing is known
    m_s3->manners.ignoresConditions = true;
    m_s3->put("acme", "a", "old");
    auto first = order("a", "first");
    auto second = order("a", "second");
    QVERIFY(!ObjectSave::isAtomic(client(), false));
    QVERIFY(save(std::move(first)).ok());
    QCOMPARE(m_s3->count("HeadObject"), 1);
    QCOMPARE(save(std::move(second)).error().code, std::string("ChangedMeanwhile"));
    QCOMPARE(m_s3->current("acme", "a")->bytes, QByteArray("first"));
}

void tst_ObjectEdit::conflictsAreTriedAgain()
{
    m_s3->put("acme", "a", "old");
    m_s3->fail({"PutObject", "a", 2, 409, "ConditionalRequestConflict"});
    QVERIFY(save(order("a", "new")).ok());
    QCOMPARE(m_s3->count("PutObject"), 3);
    m_s3->fail({"PutObject", "a", 3, 409, "ConditionalRequestConflict"});
    QCOMPARE(save(order("a", "newer")).error().code, std::string("ChangedMeanwhile"));
    QCOMPARE(m_s3->current("acme", "a")->bytes, QByteArray("new"));
}

/// Somebody writes between reading and saving, a thousand times: he is never overwritten.
void tst_ObjectEdit::noUpdateIsLost()
{
    m_s3->put("acme", "a", "0");
    const auto like = order("a", "mine");
    int refused = 0;
    for (int i = 0; i < 1000; ++i) {
        auto mine = like;
        mine.etag = m_s3->current("acme", "a")->etag;
        const bool isRace = i % 2 == 0;
        const QByteArray theirs = "theirs " + QByteArray::number(i);
        mine.bytes = "mine " + QByteArray::number(i);
        if (isRace)
            m_s3->put("acme", "a", theirs);
        const bool isSaved = save(mine).ok();
        QCOMPARE(isSaved, !isRace);
        QCOMPARE(m_s3->current("acme", "a")->bytes, isRace ? theirs : mine.bytes);
        refused += isSaved ? 0 : 1;
    }
    QCOMPARE(refused, 500);
}

// ---- uploads and buckets ----------------------------------------------------------------------------------

void tst_ObjectEdit::abortsUntilNothingIsThere()
{
    std::vector<UploadAbort::Upload> uploads;
    for (int i = 0; i < 20; ++i) {
        const std::string key = "part/" + std::to_string(i);
        uploads.push_back({key, beginUpload(key)});
    }
    uploads.push_back({"gone", "no-such-id"});
    QCOMPARE(m_s3->unfinishedUploads(), std::size_t(20));
    m_s3->forgetRequests();
    auto task = makeOwned<UploadAbort>(client(), "acme", uploads, "test");
    task->start();
    QTRY_VERIFY(task->isFinished());
    QCOMPARE(task->done(), uploads.size());
    QVERIFY(task->failures().empty());
    QCOMPARE(m_s3->unfinishedUploads(), std::size_t(0));
    QCOMPARE(m_s3->count("AbortMultipartUpload"), 21);
    QCOMPARE(m_s3->count("ListParts"), 21);
}

/// A part that is under way brings the upload back; five rounds, and no more.
void tst_ObjectEdit::uploadsThatSurviveAreFailures()
{
    const std::string id = beginUpload("a");
    m_s3->fail({"AbortMultipartUpload", "a", 99, 404, "NoSuchUpload"}); // it says so, and it stays
    auto task = makeOwned<UploadAbort>(client(), "acme", std::vector<UploadAbort::Upload>{{"a", id}}, "test");
    task->start();
    QTRY_VERIFY(task->isFinished());
    QCOMPARE(task->failures().size(), std::size_t(1));
    QCOMPARE(task->failures().front().error.code, std::string("UploadSurvives"));
    QCOMPARE(m_s3->count("AbortMultipartUpload"), UploadAbort::mostRounds);
}

void tst_ObjectEdit::abortsCanBeCancelled()
{
    std::vector<UploadAbort::Upload> uploads(20, {"a", "x"});
    auto task = makeOwned<UploadAbort>(client(), "acme", uploads, "test");
    task->start();
    task->cancel();
    QVERIFY(task->isFinished());
    QCOMPARE(task->failures().size(), uploads.size());
    QCOMPARE(task->failures().front().error.kind, ErrorKind::Cancelled);
}

void tst_ObjectEdit::namesOfBuckets_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("isGood");
    for (const char* good : {"abc", "a.b-c", "logs-2026", "1a2", "x-111122223333-eu-west-1-an"})
        QTest::newRow(good) << QByteArray(good) << true;
    for (const char* bad : {"ab", "Abc", "a_b", "-abc", "abc-", ".abc", "a..b", "192.168.0.1", "xn--abc",
                            "sthree-a", "amzn-s3-demo-a", "a-s3alias", "a--ol-s3", "abc.mrap", "a--x-s3",
                            "a--table-s3", "x-1-eu-west-1-an"})
        QTest::newRow(bad) << QByteArray(bad) << false;
    QTest::newRow("too long") << QByteArray(64, 'a') << false;
}

void tst_ObjectEdit::namesOfBuckets()
{
    QFETCH(const QByteArray, name);
    QFETCH(const bool, isGood);
    QCOMPARE(checkBucketName(name.toStdString(), "111122223333", "eu-west-1").ok(), isGood);
}

void tst_ObjectEdit::bucketsAreLookedForFirst()
{
    const auto make = [this](BucketCreation::Order order) {
        auto task = makeOwned<BucketCreation>(client(), std::move(order));
        task->start();
        [&] { QTRY_VERIFY(task->isFinished()); }();
        return task->result();
    };
    QCOMPARE(make({"acme", false, false, {}}).error().code, std::string("BucketAlreadyOwnedByYou"));
    QCOMPARE(m_s3->count("CreateBucket"), 0);
    m_s3->manners.deniedBuckets = {"theirs"};
    m_s3->addBucket("theirs");
    QCOMPARE(make({"theirs", false, false, {}}).error().code, std::string("BucketAlreadyExists"));
    QCOMPARE(m_s3->count("CreateBucket"), 0);
    QVERIFY(make({"fresh", true, false, {}}).ok());
    QCOMPARE(m_s3->count("CreateBucket"), 1);
    m_s3->put("fresh", "a", "1");
    QVERIFY(m_s3->current("fresh", "a")->id != "null");
}

INIA_TEST_CLASS(tst_ObjectEdit, QCoreApplication)
#include "tst_objectedit.moc"
