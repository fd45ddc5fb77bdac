#include "core/presign/presigner.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

using namespace inia;

namespace {

std::chrono::system_clock::time_point at(long long seconds)
{
    return std::chrono::system_clock::time_point(std::chrono::seconds(seconds));
}

std::string pemOf(EVP_PKEY* key, const char* password = nullptr)
{
    BIO* memory = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(memory, key, password ? EVP_aes_128_cbc() : nullptr,
                             reinterpret_cast<const unsigned char*>(password),
                             password ? int(qstrlen(password)) : 0, nullptr, nullptr);
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(memory);
    return text;
}

std::string valueOf(const std::string& url, const std::string& name)
{
    const auto at = url.find(name + '=');
    if (at == std::string::npos)
        return {};
    const auto begin = at + name.size() + 1;
    return url.substr(begin, url.find('&', begin) - begin);
}

QByteArray decoded(std::string text)
{
    for (char& c : text)
        c = c == '-' ? '+' : c == '_' ? '=' : c == '~' ? '/' : c;
    return QByteArray::fromBase64(QByteArray::fromStdString(text));
}

} // namespace

class tst_CloudFrontSigner final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_key.reset(EVP_RSA_gen(2048), EVP_PKEY_free);
        QVERIFY(m_key);
        auto key = RsaKey::fromPem(pemOf(m_key.get()));
        QVERIFY(key.ok());
        m_signer.emplace("KEYPAIR", *key);
    }
    void policyText_data();
    void policyText();
    void cannedUrl();
    void urlWithAQuery();
    void urlWithPolicy();
    void badKeys_data();
    void badKeys();

private:
    [[nodiscard]] bool verifies(const std::string& message, const QByteArray& signature) const
    {
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        const bool verified =
            EVP_DigestVerifyInit(context, nullptr, EVP_sha1(), nullptr, m_key.get()) == 1 &&
            EVP_DigestVerify(context, reinterpret_cast<const unsigned char*>(signature.constData()),
                             static_cast<std::size_t>(signature.size()),
                             reinterpret_cast<const unsigned char*>(message.data()), message.size()) == 1;
        EVP_MD_CTX_free(context);
        return verified;
    }

    std::shared_ptr<EVP_PKEY> m_key;
    std::optional<CloudFrontSigner> m_signer;
};

void tst_CloudFrontSigner::policyText_data()
{
    QTest::addColumn<QString>("ip");
    QTest::addColumn<bool>("starts");
    QTest::addColumn<QString>("expected");
    const QString head = QStringLiteral(R"({"Statement":[{"Resource":"foo","Condition":{"DateLessThan":)"
                                        R"({"AWS:EpochTime":1451606400})");
    const QString tail = QStringLiteral("}}]}");
    const QString starts = QStringLiteral(R"(,"DateGreaterThan":{"AWS:EpochTime":1448928000})");
    const QString ip = QStringLiteral(R"(,"IpAddress":{"AWS:SourceIp":"%1"})");
    QTest::newRow("canned") << QString() << false << head + tail;
    QTest::newRow("address") << QStringLiteral("12.34.56.78") << false
                             << head + ip.arg(QLatin1String("12.34.56.78/32")) + tail;
    QTest::newRow("everything") << QStringLiteral("12.34.56.78/9") << true
                                << head + ip.arg(QLatin1String("12.34.56.78/9")) + starts + tail;
}

void tst_CloudFrontSigner::policyText()
{
    QFETCH(QString, ip);
    QFETCH(bool, starts);
    CloudFrontPolicy policy;
    policy.resource = "foo";
    policy.expires = at(1'451'606'400);
    policy.ipAddress = ip.toStdString();
    if (starts)
        policy.starts = at(1'448'928'000);
    QTEST(QString::fromStdString(policy.text()), "expected");
}

void tst_CloudFrontSigner::cannedUrl()
{
    const auto url = m_signer->url("https://d.cloudfront.net/a.html", at(1'451'606'400));
    QVERIFY(url.ok());
    QVERIFY(url->starts_with("https://d.cloudfront.net/a.html?Expires=1451606400&Signature="));
    QVERIFY(url->ends_with("&Key-Pair-Id=KEYPAIR"));
    const std::string signature = valueOf(*url, "Signature");
    QCOMPARE(signature.find_first_of("+=/"), std::string::npos);
    QVERIFY(verifies(R"({"Statement":[{"Resource":"https://d.cloudfront.net/a.html","Condition":)"
                     R"({"DateLessThan":{"AWS:EpochTime":1451606400}}}]})",
                     decoded(signature)));
}

void tst_CloudFrontSigner::urlWithAQuery()
{
    const auto url = m_signer->url("https://d.cloudfront.net/a?b=c", at(0));
    QVERIFY(url->starts_with("https://d.cloudfront.net/a?b=c&Expires=0&Signature="));
}

void tst_CloudFrontSigner::urlWithPolicy()
{
    const std::string policy = R"({"any": "policy >>>???"})";
    const auto url = m_signer->urlWithPolicy("https://d.cloudfront.net/a", policy);
    QVERIFY(url->starts_with("https://d.cloudfront.net/a?Policy="));
    QCOMPARE(decoded(valueOf(*url, "Policy")).toStdString(), policy);
    QVERIFY(verifies(policy, decoded(valueOf(*url, "Signature"))));
}

void tst_CloudFrontSigner::badKeys_data()
{
    QTest::addColumn<QByteArray>("pem");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no PEM") << QByteArray("not a key");
    QTest::newRow("cut off") << QByteArray::fromStdString(pemOf(m_key.get()).substr(0, 200));
    QTest::newRow("encrypted") << QByteArray::fromStdString(pemOf(m_key.get(), "password"));
    EVP_PKEY* other = EVP_EC_gen("P-256");
    QTest::newRow("no RSA") << QByteArray::fromStdString(pemOf(other));
    EVP_PKEY_free(other);
}

void tst_CloudFrontSigner::badKeys()
{
    QFETCH(QByteArray, pem);
    const auto key = RsaKey::fromPem(pem.toStdString());
    QVERIFY(!key.ok());
    QCOMPARE(key.error().kind, ErrorKind::Credentials);
    QCOMPARE(key.error().code, std::string("BadPrivateKey"));
}

INIA_TEST_CLASS(tst_CloudFrontSigner, QCoreApplication)
#include "tst_cloudfrontsigner.moc"
