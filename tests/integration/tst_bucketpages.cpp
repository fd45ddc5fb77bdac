#include "core/objects/objectedit.h"
#include "core/objects/objectversions.h"
#include "core/s3/bucketconfiguration.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QUuid>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <map>
#include <optional>

using namespace inia;

namespace {

constexpr int patience = 60'000;

std::size_t featureOf(std::string_view name)
{
    const auto features = bucketFeatures();
    return std::size_t(std::find_if(features.begin(), features.end(),
                                    [name](const auto& feature) { return feature.name == name; }) -
                       features.begin());
}

} // namespace

// What pages of a bucket do, at MinIO: configuration stored and read again, objects edited with all they had,
// uploads aborted.
class tst_BucketPages final : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void rowsHaveAState();
    void configurationsAreStored_data();
    void configurationsAreStored();
    void editsKeepWhatThereIs();
    void theSecondEditorLoses();
    void uploadsAreAborted();

private:
    /// Skips where the server is missing; else a client and a bucket of its own.
    [[nodiscard]] bool begin();
    template <class T>
    void run(T& task) const
    {
        QSignalSpy ended(&task, &Task::finished);
        task.start();
        ended.wait(patience);
        QVERIFY(task.isFinished());
    }
    [[nodiscard]] Value call(const char* operation, Value params) const;
    [[nodiscard]] ObjectSave::Order order(const std::string& key, const QByteArray& bytes) const;

    std::optional<tests::TestServer> m_server;
    std::optional<Client> m_client;
    std::string m_bucket;
};

bool tst_BucketPages::begin()
{
    auto found = tests::minioServer();
    if (!found) {
        QTest::qSkip(found.error().message.c_str(), __FILE__, __LINE__);
        return false;
    }
    m_server = std::move(found).value();
    SessionOptions options;
    options.closesServerGate = true;
    const auto session = m_server->session(options);
    m_client = session.value().client("s3").value();
    m_bucket = "inia-pages-" + QUuid::createUuid().toString(QUuid::Id128).left(12).toStdString();
    BucketCreation creation(*m_client, {m_bucket, false, false, {}});
    run(creation);
    if (!creation.result())
        QTest::qFail(creation.result().error().message.c_str(), __FILE__, __LINE__);
    return creation.isMade();
}

void tst_BucketPages::cleanup()
{
    if (!m_client || m_bucket.empty())
        return;
    BucketEmptying emptying(*m_client, m_bucket, {}, "test");
    run(emptying);
    static_cast<void>(call("DeleteBucket", Value::map({{"Bucket", m_bucket}})));
    m_bucket.clear();
}

Value tst_BucketPages::call(const char* operation, Value params) const
{
    const ReplyPtr reply = m_client->call(operation, std::move(params));
    QSignalSpy finished(reply.get(), &Task::finished);
    finished.wait(patience);
    if (!reply->isFinished() || !reply->result()) {
        QTest::qFail(reply->isFinished() ? reply->result().error().message.c_str() : operation, __FILE__,
                     __LINE__);
        return {};
    }
    return *reply->result();
}

/// Each of the four, and no red error (complaint C21).
void tst_BucketPages::rowsHaveAState()
{
    if (!begin())
        return;
    BucketConfiguration configuration(*m_client, m_bucket);
    run(configuration);
    for (std::size_t i = 0; i < bucketFeatures().size(); ++i) {
        const auto& row = configuration.rows()[i];
        const bool isTold = row.state == BucketConfiguration::State::Set ||
                            row.state == BucketConfiguration::State::NotSet ||
                            row.state == BucketConfiguration::State::NotOffered;
        QVERIFY2(isTold, (std::string(bucketFeatures()[i].name) +
                          (row.error ? ": " + row.error->code + " " + row.error->message : ""))
                             .c_str());
    }
}

void tst_BucketPages::configurationsAreStored_data()
{
    QTest::addColumn<QString>("feature");
    for (const char* feature : {"versioning", "policy", "lifecycle", "tags"})
        QTest::newRow(feature) << QString::fromLatin1(feature);
}

void tst_BucketPages::configurationsAreStored()
{
    QFETCH(const QString, feature);
    if (!begin())
        return;
    const std::string policy = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",)"
                               R"("Action":["s3:GetObject"],"Resource":["arn:aws:s3:::)" +
                               m_bucket + R"(/*"]}]})";
    const std::map<std::string, Value> structures{
        {"versioning", Value::map({{"Status", "Enabled"}})},
        {"encryption",
         Value::map({{"Rules", Value::list({Value::map({{"ApplyServerSideEncryptionByDefault",
                                                         Value::map({{"SSEAlgorithm", "AES256"}})}})})}})},
        {"policy", policy},
        {"cors",
         Value::map({{"CORSRules", Value::list({Value::map({{"AllowedMethods", Value::list({"GET"})},
                                                            {"AllowedOrigins", Value::list({"*"})}})})}})},
        {"lifecycle",
         Value::map({{"Rules", Value::list({Value::map({{"ID", "old"},
                                                        {"Status", "Enabled"},
                                                        {"Filter", Value::map({{"Prefix", "tmp/"}})},
                                                        {"Expiration", Value::map({{"Days", 9}})}})})}})},
        {"website", Value::map({{"IndexDocument", Value::map({{"Suffix", "index.html"}})}})},
        {"tags", Value::map({{"TagSet", Value::list({Value::map({{"Key", "a"}, {"Value", "1"}})})}})},
        {"public access block", Value::map({{"BlockPublicAcls", true},
                                            {"IgnorePublicAcls", true},
                                            {"BlockPublicPolicy", false},
                                            {"RestrictPublicBuckets", false}})},
        {"ownership",
         Value::map({{"Rules", Value::list({Value::map({{"ObjectOwnership", "BucketOwnerPreferred"}})})}})},
        {"acceleration", Value::map({{"Status", "Enabled"}})}};
    const std::size_t index = featureOf(feature.toStdString());
    const auto& known = bucketFeatures()[index];
    const Value params =
        Value::map({{"Bucket", m_bucket}, {known.writeMember, structures.at(feature.toStdString())}});
    QVERIFY(bucketProblems(known, m_bucket, params).empty());
    BucketConfiguration before(*m_client, m_bucket, {index});
    run(before);
    BucketChange change(*m_client, {m_bucket, index, before.rows()[index].value, params});
    run(change);
    QVERIFY2(change.result(), change.result() ? "" : change.result().error().message.c_str());
    QCOMPARE(change.result()->state, BucketConfiguration::State::Set);
    if (known.remove.empty())
        return;
    BucketChange removal(*m_client, {m_bucket, index, change.result()->value, {}});
    run(removal);
    QVERIFY2(removal.result(), removal.result() ? "" : removal.result().error().message.c_str());
    QVERIFY(removal.result()->state == BucketConfiguration::State::NotSet || feature == u"encryption");
}

ObjectSave::Order tst_BucketPages::order(const std::string& key, const QByteArray& bytes) const
{
    ObjectRead read(*m_client, m_bucket, key, EditableText::mostBytes, "test");
    run(read);
    ObjectSave::Order order;
    order.bucket = m_bucket;
    order.key = key;
    order.tagsOf = key;
    order.bytes = bytes;
    if (read.result()) {
        order.like = read.result()->answer;
        order.etag = order.like["ETag"].text();
    }
    order.cause = "test";
    return order;
}

/// The attributes of an object before and after: equal, but for what the new bytes make.
void tst_BucketPages::editsKeepWhatThereIs()
{
    if (!begin())
        return;
    static_cast<void>(
        call("PutObject", Value::map({{"Bucket", m_bucket},
                                      {"Key", "page.html"},
                                      {"Body", QByteArray("<p>old</p>")},
                                      {"ContentType", "text/html"},
                                      {"ContentLanguage", "de"},
                                      {"ContentDisposition", "inline"},
                                      {"ContentEncoding", "identity"},
                                      {"CacheControl", "max-age=60"},
                                      {"Expires", "2026-10-21T07:28:00Z"},
                                      {"Metadata", Value::map({{"author", "me"}, {"x-y", "1"}})},
                                      {"ChecksumAlgorithm", "SHA256"},
                                      {"Tagging", "team=a%20b&x=1"}})));
    const auto attributes = [&] {
        Value head = call("HeadObject", Value::map({{"Bucket", m_bucket}, {"Key", "page.html"}}));
        for (const char* name : {"ResponseMetadata", "ETag", "LastModified", "ContentLength", "VersionId"})
            head.mutableMap().remove(name);
        Value tags = call("GetObjectTagging", Value::map({{"Bucket", m_bucket}, {"Key", "page.html"}}));
        return std::pair(head, tags["TagSet"]);
    };
    const auto before = attributes();
    ObjectSave save(*m_client, order("page.html", "<p>new</p>"));
    run(save);
    QVERIFY2(save.result(), save.result() ? "" : save.result().error().message.c_str());
    const auto after = attributes();
    QVERIFY(after.first == before.first);
    QCOMPARE(after.second.size(), std::size_t(2));
    QVERIFY(after.second == before.second || after.second[0] == before.second[1]);
    const Value got = call("GetObject", Value::map({{"Bucket", m_bucket}, {"Key", "page.html"}}));
    QCOMPARE(got["Body"].blob(), QByteArray("<p>new</p>"));
}

void tst_BucketPages::theSecondEditorLoses()
{
    if (!begin())
        return;
    static_cast<void>(
        call("PutObject", Value::map({{"Bucket", m_bucket}, {"Key", "a"}, {"Body", QByteArray("0")}})));
    for (int round = 0; round < 20; ++round) {
        ObjectSave first(*m_client, order("a", "first " + QByteArray::number(round)));
        ObjectSave second(*m_client, order("a", "second " + QByteArray::number(round)));
        run(first);
        QVERIFY(first.result());
        run(second);
        QVERIFY(!second.result());
        QCOMPARE(second.result().error().code, std::string("ChangedMeanwhile"));
    }
    const Value got = call("GetObject", Value::map({{"Bucket", m_bucket}, {"Key", "a"}}));
    QCOMPARE(got["Body"].blob(), QByteArray("first 19"));
}

void tst_BucketPages::uploadsAreAborted()
{
    if (!begin())
        return;
    std::vector<UploadAbort::Upload> uploads;
    for (int i = 0; i < 5; ++i) {
        const std::string key = "part/" + std::to_string(i);
        const Value made = call("CreateMultipartUpload", Value::map({{"Bucket", m_bucket}, {"Key", key}}));
        uploads.push_back({key, made["UploadId"].text()});
    }
    UploadAbort abort(*m_client, m_bucket, uploads, "test");
    run(abort);
    QCOMPARE(abort.done(), uploads.size());
    QVERIFY2(abort.failures().empty(),
             abort.failures().empty() ? "" : abort.failures().front().error.message.c_str());
}

INIA_TEST_CLASS(tst_BucketPages, QCoreApplication)
#include "tst_bucketpages.moc"
