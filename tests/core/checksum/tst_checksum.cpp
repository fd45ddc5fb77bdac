#include "core/checksum/checksum.h"
#include "tests/support/jsonfile.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace inia;

namespace {

/// Bytes without a pattern that tables of 256 entries could hide in.
QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char& byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

/// The definition, a bit at a time.
template <typename Word>
Word byBits(const QByteArray& bytes, Word polynomial)
{
    Word crc = ~Word{0};
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) ? polynomial : Word{0});
    }
    return ~crc;
}

constexpr ChecksumAlgorithm always[] = {ChecksumAlgorithm::Crc32,     ChecksumAlgorithm::Crc32c,
                                        ChecksumAlgorithm::Crc64Nvme, ChecksumAlgorithm::Sha1,
                                        ChecksumAlgorithm::Sha256,    ChecksumAlgorithm::Sha512,
                                        ChecksumAlgorithm::Md5};

} // namespace

class TestChecksum final : public QObject {
    Q_OBJECT
private slots:
    void knownAnswers_data();
    void knownAnswers();
    void conformance();
    void crcsEqualTheirDefinition();
    void piecesGiveTheSame_data();
    void piecesGiveTheSame();
    void digestMayBeAskedInBetween();
    void partsGiveTheWhole_data();
    void partsGiveTheWhole();
    void onlyCrcsAreCombined();
    void namesAreFoundInAnyCase();
    void md5IsNoChecksumOfBodies();
};

void TestChecksum::knownAnswers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("expected");
    // Check values of the catalogue of parametrised CRC algorithms, of FIPS 180-4, and of xxHash.
    QTest::newRow("crc32") << "CRC32" << QByteArray("123456789") << QByteArray("cbf43926");
    QTest::newRow("crc32c") << "CRC32C" << QByteArray("123456789") << QByteArray("e3069283");
    QTest::newRow("crc64nvme") << "CRC64NVME" << QByteArray("123456789") << QByteArray("ae8b14860a799888");
    QTest::newRow("sha1") << "SHA1" << QByteArray("abc")
                          << QByteArray("a9993e364706816aba3e25717850c26c9cd0d89d");
    QTest::newRow("sha256") << "SHA256" << QByteArray("abc")
                            << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("sha512") << "SHA512" << QByteArray("abc")
                            << QByteArray("ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                          "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
    QTest::newRow("xxhash64") << "XXHASH64" << QByteArray() << QByteArray("ef46db3751d8e999");
    QTest::newRow("xxhash3") << "XXHASH3" << QByteArray() << QByteArray("2d06800538d394c2");
    QTest::newRow("xxhash128") << "XXHASH128" << QByteArray()
                               << QByteArray("99aa06d3014798d86001c324468d497f");
}

void TestChecksum::knownAnswers()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, expected);
    const auto algorithm = checksumByName(name.toStdString());
    if (!algorithm && name.startsWith(QStringLiteral("XXHASH")))
        QSKIP("built without libxxhash");
    Checksum checksum(algorithm.value());
    checksum.update(bytesOf(input));
    QCOMPARE(checksum.digest().toHex(), expected);
}

void TestChecksum::conformance()
{
    const auto cases =
        tests::readJsonFile(tests::conformancePath(QStringLiteral("checksums/known-answers.json")));
    if (cases.isNull())
        QSKIP("the conformance data is not beside the project");
    QVERIFY(cases.size() > 0);
    for (const auto& known : cases.items()) {
        const auto input = QByteArray::fromBase64(QByteArray::fromStdString(known["inputBase64"].text()));
        for (const auto& [name, expected] : known["expect"].members()) {
            const auto algorithm = name == "MD5" ? ChecksumAlgorithm::Md5 : checksumByName(name).value();
            QVERIFY2(checksumOf(algorithm, bytesOf(input)) == expected.text(),
                     (known["id"].text() + " " + name).c_str());
        }
    }
}

/// All lengths around the strides of either way, from unaligned addresses and in the middle of a stream too.
void TestChecksum::crcsEqualTheirDefinition()
{
    const QByteArray bytes = noise(400);
    for (qsizetype start = 0; start < 9; start += 4) {
        for (qsizetype size = 0; size < 300; ++size) {
            const QByteArray part = bytes.mid(start, size);
            const auto view = bytesOf(part);
            const auto gzip = byBits<quint32>(part, 0xEDB88320);
            const auto castagnoli = byBits<quint32>(part, 0x82F63B78);
            const auto nvme = byBits<quint64>(part, 0x9A6C9329AC4BC9B5);
            QCOMPARE(crc32(view), gzip);
            QCOMPARE(crc32ByTables(view), gzip);
            QCOMPARE(crc32c(view), castagnoli);
            QCOMPARE(crc32cByTables(view), castagnoli);
            QCOMPARE(crc64Nvme(view), nvme);
            QCOMPARE(crc64NvmeByTables(view), nvme);
            const auto half = view.size() / 2;
            QCOMPARE(crc32(view.substr(half), crc32(view.substr(0, half))), gzip);
            QCOMPARE(crc64Nvme(view.substr(half), crc64Nvme(view.substr(0, half))), nvme);
        }
    }
}

void TestChecksum::piecesGiveTheSame_data()
{
    QTest::addColumn<int>("algorithm");
    for (const auto algorithm : always)
        QTest::newRow(std::string(checksumName(algorithm)).c_str()) << static_cast<int>(algorithm);
    for (const auto algorithm : checksumsByPriority()) {
        if (std::find(std::begin(always), std::end(always), algorithm) == std::end(always))
            QTest::newRow(std::string(checksumName(algorithm)).c_str()) << static_cast<int>(algorithm);
    }
}

void TestChecksum::piecesGiveTheSame()
{
    QFETCH(int, algorithm);
    const QByteArray bytes = noise(5000);
    Checksum whole(static_cast<ChecksumAlgorithm>(algorithm));
    whole.update(bytesOf(bytes));
    Checksum pieces(static_cast<ChecksumAlgorithm>(algorithm));
    pieces.update({});
    qsizetype size = 1;
    for (qsizetype at = 0; at < bytes.size(); at += size, size = size * 3 % 257)
        pieces.update(bytesOf(bytes.mid(at, size)));
    QCOMPARE(pieces.digest(), whole.digest());
}

void TestChecksum::digestMayBeAskedInBetween()
{
    for (const auto algorithm : checksumsByPriority()) {
        Checksum checksum(algorithm);
        checksum.update("1234");
        QCOMPARE(checksum.base64(), checksumOf(algorithm, "1234"));
        checksum.update("56789");
        QCOMPARE(checksum.base64(), checksumOf(algorithm, "123456789"));
    }
}

void TestChecksum::partsGiveTheWhole_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    for (const int first : {0, 1, 7, 64, 1000, 8191}) {
        for (const int second : {0, 1, 9, 128, 4096, 70'001})
            QTest::addRow("%d and %d", first, second) << first << second;
    }
}

void TestChecksum::partsGiveTheWhole()
{
    QFETCH(const int, first);
    QFETCH(const int, second);
    std::string bytes;
    for (int i = 0; i < first + second; ++i)
        bytes += static_cast<char>(i * 31 + i / 253);
    const auto digest = [](ChecksumAlgorithm algorithm, std::string_view text) {
        return QByteArray::fromBase64(QByteArray::fromStdString(checksumOf(algorithm, text)));
    };
    const std::string_view whole = bytes;
    const auto size = static_cast<std::size_t>(first);
    for (const auto algorithm :
         {ChecksumAlgorithm::Crc32, ChecksumAlgorithm::Crc32c, ChecksumAlgorithm::Crc64Nvme}) {
        QVERIFY(isCombinable(algorithm));
        QCOMPARE(combinedDigest(algorithm, digest(algorithm, whole.substr(0, size)),
                                digest(algorithm, whole.substr(size)), second),
                 digest(algorithm, whole));
    }
}

void TestChecksum::onlyCrcsAreCombined()
{
    QVERIFY(!isCombinable(ChecksumAlgorithm::Sha256));
    const QByteArray sha(32, 'x');
    QVERIFY(combinedDigest(ChecksumAlgorithm::Sha256, sha, sha, 1).isEmpty());
    QVERIFY(combinedDigest(ChecksumAlgorithm::Crc32, "1234", "123", 1).isEmpty());
    QVERIFY(combinedDigest(ChecksumAlgorithm::Crc32, "1234", "1234", -1).isEmpty());
}

void TestChecksum::namesAreFoundInAnyCase()
{
    QCOMPARE(checksumByName("sha256").value(), ChecksumAlgorithm::Sha256);
    QCOMPARE(checksumByName("CRC64NVME").value(), ChecksumAlgorithm::Crc64Nvme);
    QVERIFY(!checksumByName("CRC16"));
    QVERIFY(!checksumByName(""));
    QCOMPARE(checksumHeader(ChecksumAlgorithm::Crc32c), std::string("x-amz-checksum-crc32c"));
}

void TestChecksum::md5IsNoChecksumOfBodies()
{
    QVERIFY(!checksumByName("MD5"));
    QCOMPARE(checksumOf(ChecksumAlgorithm::Md5, ""), std::string("1B2M2Y8AsgTpgAmY7PhCfg=="));
}

INIA_TEST_CLASS(TestChecksum, QCoreApplication)
#include "tst_checksum.moc"
