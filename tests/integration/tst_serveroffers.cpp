#include "core/client/client.h"
#include "core/policy/s3servers.h"
#include "tests/integration/testserver.h"
#include "tests/support/testmain.h"

#include <QtCore/QUuid>
#include <QtTest/QtTest>

#include <functional>

using namespace inia;
using namespace inia::tests;

namespace {

using Offer = S3Servers::Offer;

const QByteArray precious("precious");

/// The least that an operation takes, in a bucket with the object "o".
Value leastOf(const Shape& shape, const std::string& member, const std::string& bucket)
{
    static const std::map<std::string, std::string> texts{
        {"Key", "o"},
        {"UploadId", "none-such"},
        {"AnnotationName", "note"},
        {"KMSKeyArn", "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"}};
    switch (shape.type()) {
    case ShapeType::Structure: {
        Value value = Value::emptyMap();
        for (const auto name : shape.required().items())
            value.insert(name.text(), leastOf(shape.member(name.text()), std::string(name.text()), bucket));
        const bool isChoice = shape.isUnion() || member == "ObjectEncryption";
        if (isChoice && shape.memberCount() > 0) {
            const auto first = shape.memberAt(0);
            value.insert(first.name, leastOf(first.shape, std::string(first.name), bucket));
        }
        return value;
    }
    case ShapeType::List: {
        Value list = Value::emptyList();
        list.append(leastOf(shape.element(), member, bucket));
        return list;
    }
    case ShapeType::Bool:
        return true;
    case ShapeType::Int:
    case ShapeType::Long:
        return 1;
    case ShapeType::Blob:
        return QByteArray("XX");
    case ShapeType::Text:
        break;
    default:
        return Value();
    }
    if (member == "Bucket")
        return bucket;
    if (member == "Policy")
        return R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",)"
               R"( "Action": "s3:GetObject", "Resource": "arn:aws:s3:::)" +
               bucket + '/' + R"(*"}]})";
    if (const auto found = texts.find(member); found != texts.end())
        return found->second;
    const auto words = shape.target()["enum"];
    return words.size() > 0 ? Value(words.at(0).text()) : Value("sample");
}

} // namespace

/// What MinIO and moto do with the operations that they do not offer, by a client without a gate in buckets
/// made for it; that the table says the same; and that a closed gate sends none of them.
class tst_ServerOffers final : public QObject {
    Q_OBJECT

private slots:
    void refusedOperations_data() { servers(); }
    void refusedOperations();
    void offeredOperationsDoNoHarm_data() { servers(); }
    void offeredOperationsDoNoHarm();
    void conditions_data() { servers(); }
    void conditions();

private:
    static void servers()
    {
        QTest::addColumn<bool>("isMinio");
        QTest::newRow("MinIO") << true;
        QTest::newRow("moto") << false;
    }
    [[nodiscard]] Result<void> open(bool isMinio);
    [[nodiscard]] Result<Value> call(const Client& client, std::string_view operation,
                                     const Value& params) const;
    /// A bucket of its own, with the object or without.
    [[nodiscard]] std::string makeBucket(bool isFull) const;
    void removeBucket(const std::string& name) const;
    [[nodiscard]] bool hasBucket(const std::string& name) const;
    /// Of the object, empty when it is gone.
    [[nodiscard]] QByteArray content(const std::string& bucket) const;
    void tryRefused(const OperationModel& operation);

    std::optional<TestServer> m_server;
    std::optional<Client> m_raw;
    std::optional<Client> m_gated;
    std::string m_kind;
};

Result<void> tst_ServerOffers::open(bool isMinio)
{
    auto server = isMinio ? minioServer() : sandboxServer();
    if (!server)
        return server.error();
    m_server = std::move(server).value();
    SessionOptions options;
    if (!isMinio) {
        options.profile = "sandbox-west";
        options.region = "us-east-1"; // where a bucket is made without saying where
    }
    SessionOptions closed = options;
    closed.closesServerGate = true;
    m_raw = m_server->session(options)->client("s3").value();
    m_gated = m_server->session(closed)->client("s3").value();
    m_kind = isMinio ? "minio" : "moto";
    return {};
}

Result<Value> tst_ServerOffers::call(const Client& client, std::string_view operation,
                                     const Value& params) const
{
    const auto reply = client.call(operation, params);
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 30'000))
        qFatal("the call does not end");
    return reply->result();
}

std::string tst_ServerOffers::makeBucket(bool isFull) const
{
    const auto name = "inia-offers-" + QUuid::createUuid().toString(QUuid::Id128).left(16).toStdString();
    const auto made = call(*m_raw, "CreateBucket", Value::map({{"Bucket", name}}));
    if (!made)
        qFatal("no bucket: %s", made.error().message.c_str());
    if (isFull &&
        !call(*m_raw, "PutObject", Value::map({{"Bucket", name}, {"Key", "o"}, {"Body", precious}})))
        qFatal("no object");
    return name;
}

void tst_ServerOffers::removeBucket(const std::string& name) const
{
    (void)call(*m_raw, "DeleteObject", Value::map({{"Bucket", name}, {"Key", "o"}}));
    (void)call(*m_raw, "DeleteBucket", Value::map({{"Bucket", name}}));
}

bool tst_ServerOffers::hasBucket(const std::string& name) const
{
    return call(*m_raw, "HeadBucket", Value::map({{"Bucket", name}})).ok();
}

QByteArray tst_ServerOffers::content(const std::string& bucket) const
{
    const auto got = call(*m_raw, "GetObject", Value::map({{"Bucket", bucket}, {"Key", "o"}}));
    return got ? (*got)["Body"].blob() : QByteArray();
}

void tst_ServerOffers::tryRefused(const OperationModel& operation)
{
    const auto place = m_raw->server()->servers().inPlaceOf(m_kind, operation);
    const std::string name(operation.name());
    const auto full = makeBucket(true);
    const auto empty = makeBucket(false);
    const auto onFull = call(*m_raw, name, leastOf(operation.input(), {}, full));
    const auto onEmpty = place == "DeleteBucket" ? call(*m_raw, name, leastOf(operation.input(), {}, empty))
                                                 : Result<Value>(Value());
    const auto now = content(full);
    const bool isThere = hasBucket(full);
    const bool isEmptyThere = hasBucket(empty);
    qInfo("%s %s: %s; the object is %s, the empty bucket %s", m_kind.c_str(), name.c_str(),
          onFull ? "done" : onFull.error().code.c_str(),
          now == precious ? "as it was"
          : now.isEmpty() ? "gone or empty"
                          : "another",
          isEmptyThere ? "there" : "gone");
    const auto before = m_server->transport->requests();
    const auto gated = call(*m_gated, name, leastOf(operation.input(), {}, full));
    const auto sent = m_server->transport->requests() - before;
    removeBucket(full);
    removeBucket(empty);

    QVERIFY(isThere);
    QCOMPARE(sent, 0);
    QVERIFY(!gated.ok());
    QCOMPARE(gated.error().code, std::string(notOfferedByServer));
    // What the table says becomes of it.
    QCOMPARE(isEmptyThere, place != "DeleteBucket");
    if (place == "PutObject") {
        QVERIFY(now != precious);
    } else if (place == "DeleteObject") {
        QVERIFY(now.isEmpty());
    } else {
        QCOMPARE(now, precious);
    }
    if (place == "DeleteBucket")
        QVERIFY(onEmpty.ok());
    if (place == "refused")
        QVERIFY(!onFull.ok());
    if (place == "nothing")
        QVERIFY(onFull.ok());
    if (place == "CreateBucket" && !onFull) {
        const auto& code = onFull.error().code;
        QVERIFY2(code == "MalformedXML" || code.starts_with("BucketAlready"), code.c_str());
    }
}

void tst_ServerOffers::refusedOperations()
{
    QFETCH(const bool, isMinio);
    if (const auto there = open(isMinio); !there)
        QSKIP(there.error().message.c_str());
    QVERIFY(call(*m_gated, "ListBuckets", Value::emptyMap()).ok());
    QCOMPARE(m_gated->server()->kind(), m_kind); // by its answer alone
    int count = 0;
    for (const auto& [name, node] : m_raw->model().operations().members()) {
        const auto operation = m_raw->model().operation(name);
        // The first needs a host of its own, and the other is answered by no server at all.
        const bool isElsewhere = name == "WriteGetObjectResponse" || name == "GetObjectTorrent";
        if (isElsewhere || m_raw->server()->servers().offer(m_kind, operation) != Offer::No)
            continue;
        tryRefused(operation);
        if (QTest::currentTestFailed())
            QFAIL(std::string(name).c_str());
        ++count;
    }
    qInfo("%s: %d operations are refused", m_kind.c_str(), count);
    QVERIFY(count >= 20);
}

/// Else the table would let through what falls through.
void tst_ServerOffers::offeredOperationsDoNoHarm()
{
    QFETCH(const bool, isMinio);
    if (const auto there = open(isMinio); !there)
        QSKIP(there.error().message.c_str());
    int count = 0;
    for (const auto& [name, node] : m_raw->model().operations().members()) {
        const auto operation = m_raw->model().operation(name);
        const auto uri = operation.requestUri();
        const bool isPlain = uri.find('?') == std::string_view::npos || uri.ends_with("?delete") ||
                             uri.ends_with("?uploads") || operation.httpMethod() == "GET";
        if (isPlain || m_raw->server()->servers().offer(m_kind, operation) == Offer::No)
            continue;
        const auto full = makeBucket(true);
        const auto empty = makeBucket(false);
        (void)call(*m_raw, name, leastOf(operation.input(), {}, full));
        (void)call(*m_raw, name, leastOf(operation.input(), {}, empty));
        const auto now = content(full);
        const bool isEmptyThere = hasBucket(empty);
        removeBucket(full);
        removeBucket(empty);
        QVERIFY2(now == precious, std::string(name).c_str());
        QVERIFY2(isEmptyThere, std::string(name).c_str());
        ++count;
    }
    QVERIFY(count >= 20);
}

void tst_ServerOffers::conditions()
{
    QFETCH(const bool, isMinio);
    if (const auto there = open(isMinio); !there)
        QSKIP(there.error().message.c_str());
    const std::string other = "\"00000000000000000000000000000000\"";
    const auto bucket = makeBucket(true);
    const auto object = Value::map({{"Bucket", bucket}, {"Key", "o"}});
    const auto check = [&](const char* operation, const char* member, const Value& condition) {
        (void)call(*m_raw, "PutObject", Value::map({{"Bucket", bucket}, {"Key", "o"}, {"Body", precious}}));
        (void)call(*m_raw, "PutObject",
                   Value::map({{"Bucket", bucket}, {"Key", "source"}, {"Body", QByteArray("source")}}));
        Value params = object;
        if (operation == std::string("DeleteObjects")) {
            Value key = Value::map({{"Key", "o"}, {member, condition}});
            Value keys = Value::emptyList();
            keys.append(std::move(key));
            params = Value::map({{"Bucket", bucket}, {"Delete", Value::map({{"Objects", std::move(keys)}})}});
        } else {
            params.insert(member, condition);
        }
        if (operation == std::string("CopyObject"))
            params.insert("CopySource", bucket + "/source");
        if (operation == std::string("PutObject"))
            params.insert("Body", QByteArray("other"));
        (void)call(*m_raw, operation, params);
        const bool isHeeded = content(bucket) == precious;
        const bool isSaid =
            m_raw->server()->servers().honours(m_kind, m_raw->model().operation(operation), member);
        QVERIFY2(isHeeded == isSaid, (std::string(operation) + " " + member).c_str());
    };
    check("PutObject", "IfMatch", other);
    check("PutObject", "IfNoneMatch", "*");
    check("CopyObject", "IfMatch", other);
    check("CopyObject", "IfNoneMatch", "*");
    check("CopyObject", "CopySourceIfMatch", other);
    check("DeleteObject", "IfMatch", other);
    check("DeleteObjects", "ETag", other);
    (void)call(*m_raw, "DeleteObject", Value::map({{"Bucket", bucket}, {"Key", "source"}}));
    removeBucket(bucket);
}

INIA_TEST_CLASS(tst_ServerOffers, QCoreApplication)
#include "tst_serveroffers.moc"
