#include "tests/support/testmain.h"
#include "ui/panels/detailspanel.h"

#include <QtTest/QTest>

using namespace inia;
using namespace inia::ui;

class TestObjectFacts final : public QObject {
    Q_OBJECT

private slots:
    void showsWhatIsThere();
    void leavesOutWhatIsNot();
    void keepsSmallSizesExact();

private:
    [[nodiscard]] static QString value(const std::vector<KeyValueSection>& sections, const char* key)
    {
        for (const auto& section : sections) {
            for (const auto& row : section.rows) {
                if (row.key == QLatin1StringView(key))
                    return row.value;
            }
        }
        return {};
    }
};

void TestObjectFacts::showsWhatIsThere()
{
    const Value head =
        Value::map({{"ContentLength", 50524971},
                    {"ContentType", "application/x-ndjson"},
                    {"ContentEncoding", "gzip"},
                    {"StorageClass", "INTELLIGENT_TIERING"},
                    {"ServerSideEncryption", "aws:kms"},
                    {"ETag", "\"9b2c-7\""},
                    {"CacheControl", "no-store"},
                    {"Metadata", Value::map({{"producer", "ingest"}, {"city", "=?UTF-8?Q?Z=C3=BCrich?="}})}});
    const auto sections = objectSections(head);
    QCOMPARE(sections.size(), std::size_t(3));
    QCOMPARE(value(sections, "Size"), QStringLiteral("48.2 MB  (50,524,971 bytes)"));
    QCOMPARE(value(sections, "Type"), QStringLiteral("application/x-ndjson, gzip"));
    QCOMPARE(value(sections, "Storage class"), QStringLiteral("Intelligent-Tiering"));
    QCOMPARE(value(sections, "Encryption"), QStringLiteral("SSE-KMS"));
    QCOMPARE(value(sections, "ETag"), QStringLiteral("9b2c-7"));
    QCOMPARE(value(sections, "Cache-Control"), QStringLiteral("no-store"));
    QCOMPARE(value(sections, "producer"), QStringLiteral("ingest"));
    QCOMPARE(value(sections, "city"), QStringLiteral("Z\u00fcrich"));
}

void TestObjectFacts::leavesOutWhatIsNot()
{
    const auto sections = objectSections(Value::map({{"ContentLength", 3}}));
    QCOMPARE(sections.size(), std::size_t(1));
    QCOMPARE(value(sections, "Storage class"), QStringLiteral("Standard")); // what its absence means
    QVERIFY(value(sections, "Encryption").isEmpty());
    QVERIFY(value(sections, "ETag").isEmpty());
}

void TestObjectFacts::keepsSmallSizesExact()
{
    QCOMPARE(value(objectSections(Value::map({{"ContentLength", 1}})), "Size"), QStringLiteral("1 byte"));
    QCOMPARE(value(objectSections(Value::map({{"ContentLength", 0}})), "Size"), QStringLiteral("0 bytes"));
}

INIA_TEST_CLASS(TestObjectFacts, inia::tests::NoApplication)
#include "tst_objectfacts.moc"
