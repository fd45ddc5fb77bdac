#include "core/http/textencoding.h"
#include "core/objects/objectproperties.h"
#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtTest/QTest>

#include <chrono>
#include <memory>
#include <string>

using namespace inia;
using inia::test::S3Double;

// Tags, metadata and what else is changed of an object whose bytes stay.
class tst_ObjectProperties final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void tagRules_data();
    void tagRules();
    void metadataRules();
    void wordsComeBack_data();
    void wordsComeBack();
    void restoreHeaders_data();
    void restoreHeaders();
    void tiersOfClasses();
    void changesAreReadBack();
    void tagsAreReadBack();
    void tagsOfOthersStay();
    void sameTagsAreNotWritten();
    void tooManyTagsAreNotSent();
    void metadataKeepsAllElse();
    void sameMetadataIsNotCopied();
    void doesNotTouchWhatChanged();
    void doesNotTouchArchives();

private:
    ObjectChanging::Order order(ObjectChange::Kind kind) const;
    Result<ObjectChanging::Changed> change(const ObjectChanging::Order& order) const;

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
};

void tst_ObjectProperties::initTestCase()
{
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
}

void tst_ObjectProperties::init()
{
    using namespace std::chrono_literals;
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("kept", S3Double::Versioning::Enabled);
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
}

void tst_ObjectProperties::cleanup()
{
    m_session.reset();
    m_s3.reset();
}

ObjectChanging::Order tst_ObjectProperties::order(ObjectChange::Kind kind) const
{
    ObjectChanging::Order order;
    order.bucket = "kept";
    order.key = "a";
    order.change.kind = kind;
    order.cause = "test";
    return order;
}

Result<ObjectChanging::Changed> tst_ObjectProperties::change(const ObjectChanging::Order& order) const
{
    auto changing = makeOwned<ObjectChanging>(m_session->client("s3").value(), order);
    changing->start();
    [&] { QTRY_VERIFY_WITH_TIMEOUT(changing->isFinished(), 60'000); }();
    return changing->result();
}

void tst_ObjectProperties::tagRules_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isGood");
    const QString wide = QString::fromUtf8("\xF0\x9D\x92\xB3"); // a letter beyond U+FFFF
    QTest::newRow("plain") << QStringLiteral("team") << QStringLiteral("a+b=c@d.e/f:g_h-i 1") << true;
    QTest::newRow("letters of others") << QString::fromUtf8("Größe") << QString::fromUtf8("日本") << true;
    QTest::newRow("128 characters") << wide.repeated(128) << QString() << true;
    QTest::newRow("129 characters") << QStringLiteral("k").repeated(129) << QString() << false;
    QTest::newRow("value of 256") << QStringLiteral("k") << wide.repeated(256) << true;
    QTest::newRow("value of 257") << QStringLiteral("k") << QStringLiteral("v").repeated(257) << false;
    QTest::newRow("no key") << QString() << QStringLiteral("v") << false;
    QTest::newRow("AWS's own") << QStringLiteral("AWS:x") << QStringLiteral("v") << false;
    QTest::newRow("a star") << QStringLiteral("k") << QStringLiteral("*") << false;
    QTest::newRow("a tab") << QStringLiteral("k\t") << QStringLiteral("v") << false;
}

void tst_ObjectProperties::tagRules()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, isGood);
    const auto result = checkTags({{key.toStdString(), value.toStdString()}});
    QCOMPARE(result.ok(), isGood);
    if (!isGood)
        QCOMPARE(result.error().code, std::string("BadTags"));
    Tags eleven;
    for (int i = 0; i < 11; ++i)
        eleven["k" + std::to_string(i)] = "";
    QVERIFY(!checkTags(eleven));
    eleven.erase("k0");
    QVERIFY(checkTags(eleven));
}

void tst_ObjectProperties::metadataRules()
{
    QVERIFY(checkMetadata({{"source-1", std::string(2000, 'x')}}));
    QVERIFY(!checkMetadata({{"source-1", std::string(2048, 'x')}}));
    QVERIFY(!checkMetadata({{"two words", "x"}}));
    QVERIFY(!checkMetadata({{"", "x"}}));
    QVERIFY2(!checkMetadata({{"a", QString(QChar(0x65E5)).repeated(600).toStdString()}}), "as it is sent");
}

void tst_ObjectProperties::wordsComeBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << QStringLiteral("plain = text?");
    QTest::newRow("umlauts") << QString::fromUtf8("Zürich, Straße 1");
    QTest::newRow("long") << QString::fromUtf8("日本語のとても長いメタデータの値です。").repeated(9);
    QTest::newRow("beyond U+FFFF") << QString::fromUtf8("\xF0\x9F\x98\x80 \xF0\x9D\x92\xB3").repeated(12);
    QTest::newRow("a line feed") << QStringLiteral("a\nb");
}

void tst_ObjectProperties::wordsComeBack()
{
    QFETCH(QString, text);
    const std::string sent = encodedWords(text.toStdString());
    QCOMPARE(QString::fromStdString(decodedWords(sent)), text);
    for (const char c : sent)
        QVERIFY(c >= ' ' && c <= '~');
    for (const QString& word : QString::fromStdString(sent).split(u' ')) {
        if (word.startsWith(QLatin1String("=?")))
            QVERIFY2(word.size() <= 75, qPrintable(word));
    }
}

void tst_ObjectProperties::restoreHeaders_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<bool>("isOngoing");
    QTest::addColumn<bool>("isReadable");
    QTest::addColumn<QString>("until");
    QTest::newRow("never asked") << QString() << false << false << QString();
    QTest::newRow("under way") << QStringLiteral("ongoing-request=\"true\"") << true << false << QString();
    QTest::newRow("done") << QStringLiteral(
                                 "ongoing-request=\"false\", expiry-date=\"Fri, 21 Dec 2012 00:00:00 GMT\"")
                          << false << true << QStringLiteral("Fri, 21 Dec 2012 00:00:00 GMT");
    QTest::newRow("with others") << QStringLiteral("tier=\"Bulk\", ongoing-request=\"false\"") << false
                                 << true << QString();
}

void tst_ObjectProperties::restoreHeaders()
{
    QFETCH(QString, header);
    QFETCH(QString, until);
    const RestoreState state = RestoreState::of(header.toStdString());
    QTEST(state.isOngoing, "isOngoing");
    QTEST(state.isReadable(), "isReadable");
    QCOMPARE(QString::fromStdString(state.until), until);
}

void tst_ObjectProperties::tiersOfClasses()
{
    QCOMPARE(restoreTiers("GLACIER").size(), std::size_t(3));
    for (const RestoreTier& tier : restoreTiers("DEEP_ARCHIVE"))
        QVERIFY(tier.name != "Expedited");
    QVERIFY(restoreTiers("GLACIER_IR").empty());
    QVERIFY(restoreTiers("STANDARD").empty());
    QVERIFY(restoresForGood("INTELLIGENT_TIERING"));
}

void tst_ObjectProperties::changesAreReadBack()
{
    ObjectChange change;
    change.kind = ObjectChange::Kind::Retention;
    change.set = {{"a", "1"}, {"\xC3\xBC", "\"quoted\""}};
    change.remove = {"b", "c"};
    change.headers = {{"ContentType", ""}};
    change.word = "private";
    change.days = 7;
    change.tier = "Bulk";
    change.isOn = true;
    change.mode = "GOVERNANCE";
    change.until = 4'000'000'000;
    change.bypasses = true;
    change.keepsAcl = true;
    QCOMPARE(ObjectChange::read(change.text()), std::optional(change));
    QVERIFY(!ObjectChange::read("{\"kind\":\"nonsense\"}"));
    QVERIFY(!ObjectChange::read("no JSON"));
}

void tst_ObjectProperties::tagsAreReadBack()
{
    const Tags tags{{"a b", "1&2=3"}, {"empty", ""}, {"\xC3\xBC", "%"}};
    QCOMPARE(readTags(tagsText(tags)), tags);
    QVERIFY(readTags("").empty());
}

void tst_ObjectProperties::tagsOfOthersStay()
{
    m_s3->put("kept", "a", "x").tags = {{"mine", "1"}, {"old", "2"}, {"other", "3"}};
    auto wanted = order(ObjectChange::Kind::Tags);
    wanted.change.set = {{"mine", "9"}};
    wanted.change.remove = {"old"};
    // Somebody sets one while the person who asked was thinking.
    m_s3->before = [this](const S3Double::Request& request) {
        if (request.operation == "GetObjectTagging")
            const_cast<S3Double::Version*>(m_s3->current("kept", "a"))->tags["late"] = "4";
    };
    const auto changed = change(wanted);
    QVERIFY(changed);
    QCOMPARE(m_s3->current("kept", "a")->tags, (Tags{{"late", "4"}, {"mine", "9"}, {"other", "3"}}));
    QCOMPARE(changed->before,
             std::optional(Tags{{"late", "4"}, {"mine", "1"}, {"old", "2"}, {"other", "3"}}));
    QCOMPARE(m_s3->requests().size(), std::size_t(2));
    QCOMPARE(m_s3->versions("kept", "a").size(), std::size_t(1));
}

void tst_ObjectProperties::sameTagsAreNotWritten()
{
    m_s3->put("kept", "a", "x").tags = {{"mine", "1"}};
    auto wanted = order(ObjectChange::Kind::Tags);
    wanted.change.set = {{"mine", "1"}};
    wanted.change.remove = {"gone"};
    const auto changed = change(wanted);
    QVERIFY(changed && changed->wasSo);
    QCOMPARE(m_s3->count("PutObjectTagging"), 0);
}

void tst_ObjectProperties::tooManyTagsAreNotSent()
{
    auto& tags = m_s3->put("kept", "a", "x").tags;
    for (int i = 0; i < 9; ++i)
        tags["k" + std::to_string(i)] = "v";
    auto wanted = order(ObjectChange::Kind::Tags);
    wanted.change.set = {{"x", "1"}, {"y", "2"}};
    const auto changed = change(wanted);
    QVERIFY(!changed);
    QCOMPARE(changed.error().code, std::string("BadTags"));
    QCOMPARE(m_s3->count("PutObjectTagging"), 0);
}

/// All that an object has, but for what every copy changes.
void tst_ObjectProperties::metadataKeepsAllElse()
{
    auto& version = m_s3->put("kept", "a", "bytes");
    const std::map<std::string, std::string> before{{"content-type", "text/plain"},
                                                    {"content-encoding", "identity"},
                                                    {"content-language", "de"},
                                                    {"content-disposition", "inline"},
                                                    {"cache-control", "max-age=60"},
                                                    {"expires", "Wed, 21 Oct 2037 07:28:00 GMT"},
                                                    {"x-amz-website-redirect-location", "/elsewhere"},
                                                    {"x-amz-storage-class", "STANDARD_IA"},
                                                    {"x-amz-meta-raw", "=?UTF-8?Q?Z=C3=BCrich?="},
                                                    {"x-amz-meta-old", "1"},
                                                    {"x-amz-meta-kept", "2"}};
    version.headers = before;
    version.tags = {{"team", "blue"}};
    const std::string etag = version.etag;
    auto wanted = order(ObjectChange::Kind::Metadata);
    wanted.etag = etag;
    wanted.change.headers = {{"ContentType", "text/html"}, {"ContentLanguage", ""}};
    wanted.change.set = {{"New", "Stra\xC3\x9F"
                                 "e"}};
    wanted.change.remove = {"old"};
    const auto changed = change(wanted);
    QVERIFY2(changed, changed ? "" : changed.error().message.c_str());
    auto after = before;
    after["content-type"] = "text/html";
    after.erase("content-language");
    after.erase("x-amz-meta-old");
    after["x-amz-meta-new"] = encodedWords("Stra\xC3\x9F"
                                           "e");
    const auto* now = m_s3->current("kept", "a");
    QCOMPARE(now->headers, after);
    QCOMPARE(now->tags, (Tags{{"team", "blue"}}));
    QCOMPARE(now->bytes, QByteArray("bytes"));
    QCOMPARE(now->etag, etag);
    QCOMPARE(now->id, changed->version);
    QCOMPARE(m_s3->requests().size(), std::size_t(2));
    QCOMPARE(m_s3->count("HeadObject"), 1);
    QCOMPARE(m_s3->count("CopyObject"), 1);
}

void tst_ObjectProperties::sameMetadataIsNotCopied()
{
    m_s3->put("kept", "a", "x").headers = {{"content-type", "text/plain"}, {"x-amz-meta-k", "v"}};
    auto wanted = order(ObjectChange::Kind::Metadata);
    wanted.change.headers = {{"ContentType", "text/plain"}};
    wanted.change.set = {{"K", "v"}};
    const auto changed = change(wanted);
    QVERIFY(changed && changed->wasSo);
    QCOMPARE(m_s3->count("CopyObject"), 0);
}

void tst_ObjectProperties::doesNotTouchWhatChanged()
{
    m_s3->put("kept", "a", "x");
    auto wanted = order(ObjectChange::Kind::Metadata);
    wanted.etag = "\"another\"";
    wanted.change.set = {{"k", "v"}};
    QCOMPARE(change(wanted).error().code, std::string("PreconditionFailed"));
    // Between the look and the copy.
    wanted.etag.clear();
    m_s3->before = [this](const S3Double::Request& request) {
        if (request.operation == "CopyObject" && m_s3->versions("kept", "a").size() == 1)
            m_s3->put("kept", "a", "newer");
    };
    QCOMPARE(change(wanted).error().code, std::string("PreconditionFailed"));
    QCOMPARE(m_s3->current("kept", "a")->bytes, QByteArray("newer"));
}

void tst_ObjectProperties::doesNotTouchArchives()
{
    m_s3->put("kept", "a", "x").headers = {{"x-amz-storage-class", "GLACIER"}};
    auto wanted = order(ObjectChange::Kind::Metadata);
    wanted.change.set = {{"k", "v"}};
    QCOMPARE(change(wanted).error().code, std::string("Archived"));
    const_cast<S3Double::Version*>(m_s3->current("kept", "a"))->headers["x-amz-restore"] =
        "ongoing-request=\"false\", expiry-date=\"Fri, 21 Dec 2040 00:00:00 GMT\"";
    QVERIFY(change(wanted));
    const_cast<S3Double::Version*>(m_s3->current("kept", "a"))->headers["x-amz-missing-meta"] = "2";
    wanted.change.set = {{"k", "w"}};
    QCOMPARE(change(wanted).error().code, std::string("UnreadableMetadata"));
}

INIA_TEST_CLASS(tst_ObjectProperties, QCoreApplication)
#include "tst_objectproperties.moc"
