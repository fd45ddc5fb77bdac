#include "core/signing/cryptography.h"
#include "core/signing/sigv4signer.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

/// Known answers of FIPS 180-2, RFC 4231 and the AWS IAM User Guide.
class TestHashing final : public QObject {
    Q_OBJECT
private slots:
    void sha256_data();
    void sha256();
    void hmac();
    void signingKey();
    void signingKeysAreKeptApart();
    void cacheForgetsTheOldest();
};

void TestHashing::sha256_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("empty") << QByteArray()
                           << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc") << QByteArray("abc")
                         << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("a million a") << QByteArray(1'000'000, 'a')
                                 << QByteArray(
                                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void TestHashing::sha256()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, expected);
    QCOMPARE(sha256Hex({input.constData(), static_cast<std::size_t>(input.size())}), expected.toStdString());
}

void TestHashing::hmac()
{
    QCOMPARE(toHex(hmacSha256("Jefe", "what do ya want for nothing?")),
             std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    const std::string longKey(131, '\xaa');
    QCOMPARE(toHex(hmacSha256(longKey, "Test Using Larger Than Block-Size Key - Hash Key First")),
             std::string("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    // An empty key is a key of its own and not the one before.
    const std::string empty("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
    QCOMPARE(toHex(hmacSha256("", "")), empty);
    QCOMPARE(toHex(hmacSha256(std::string_view(), std::string_view())), empty);
}

void TestHashing::signingKey()
{
    SigningKeyCache keys;
    QCOMPARE(toHex(keys.key("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "20150830", "us-east-1", "iam")),
             std::string("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"));
}

void TestHashing::signingKeysAreKeptApart()
{
    SigningKeyCache keys;
    const Sha256Digest first = keys.key("secret", "20260102", "us-west-2", "s3");
    QVERIFY(keys.key("other", "20260102", "us-west-2", "s3") != first);
    QVERIFY(keys.key("secret", "20260103", "us-west-2", "s3") != first);
    QVERIFY(keys.key("secret", "20260102", "us-east-1", "s3") != first);
    QVERIFY(keys.key("secret", "20260102", "us-west-2", "sts") != first);
    QVERIFY(keys.key("secret", "20260102", "us-west-2", "s3") == first);
}

void TestHashing::cacheForgetsTheOldest()
{
    SigningKeyCache keys(2);
    const Sha256Digest a = keys.key("secret", "20260102", "a", "s3");
    const Sha256Digest b = keys.key("secret", "20260102", "b", "s3");
    const Sha256Digest c = keys.key("secret", "20260102", "c", "s3");
    QVERIFY(keys.key("secret", "20260102", "a", "s3") == a);
    QVERIFY(keys.key("secret", "20260102", "b", "s3") == b);
    QVERIFY(keys.key("secret", "20260102", "c", "s3") == c);
}

INIA_TEST_CLASS(TestHashing, QCoreApplication)
#include "tst_hashing.moc"
