#include "core/s3/s3listing.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

namespace {

Value object(const std::string& key, std::int64_t size = 1, const char* storageClass = "STANDARD")
{
    return Value::map({{"Key", key},
                       {"Size", size},
                       {"LastModified", Timestamp{1'000'000'000, 250'000'000}},
                       {"ETag", "\"abc\""},
                       {"StorageClass", storageClass}});
}

Value page(Value::List objects, const std::vector<std::string>& prefixes = {})
{
    Value::List list;
    for (const auto& prefix : prefixes)
        list.push_back(Value::map({{"Prefix", prefix}}));
    return Value::map({{"Contents", std::move(objects)}, {"CommonPrefixes", std::move(list)}});
}

} // namespace

class TestObjectStore final : public QObject {
    Q_OBJECT

private slots:
    void keepsFields();
    void mergesPrefixesByKey();
    void keepsKeysOutsideThePrefix();
    void survivesMissingMembers();
    void keepsEtagsWhenAsked();
    void versionsStandAsTheServiceHasThem();
    void snapshotStaysWhileTheStoreGrows();
    void holdsOneMillionRows();
};

void TestObjectStore::keepsFields()
{
    ObjectStore store("logs/");
    QCOMPARE(store.append(page({object("logs/a", 7, "GLACIER_IR"), object("logs/b")})), std::size_t(2));
    const auto& rows = store.rows();
    QCOMPARE(rows.name(0), std::string_view("a"));
    QCOMPARE(store.key(0), std::string("logs/a"));
    QCOMPARE(rows[0].size, std::int64_t(7));
    QCOMPARE(rows[0].modified, std::int64_t(1'000'000'000'250));
    QCOMPARE(rows.storageClasses()[rows[0].storageClass], std::string("GLACIER_IR"));
    QVERIFY(rows[0].storageClass != rows[1].storageClass);
    QVERIFY(rows.etag(0).empty());
}

void TestObjectStore::mergesPrefixesByKey()
{
    ObjectStore store;
    store.append(page({object("a"), object("c"), object("z")}, {"b/", "d/", "zz/"}));
    std::string order;
    for (std::size_t row = 0; row < store.size(); ++row)
        order += store.key(row) + (store.rows()[row].kind == ObjectKind::Prefix ? "|" : " ");
    QCOMPARE(order, std::string("a b/|c d/|z zz/|"));
    QCOMPARE(store.rows()[1].size, ObjectRows::noSize);
    QCOMPARE(store.rows()[1].modified, ObjectRows::noTime);
}

void TestObjectStore::keepsKeysOutsideThePrefix()
{
    ObjectStore store("logs/");
    store.append(page({object("other/a"), object("logs/")}));
    QCOMPARE(store.key(0), std::string("other/a"));
    QCOMPARE(store.rows().name(0), std::string_view("other/a"));
    QCOMPARE(store.key(1), std::string("logs/"));
    QVERIFY(store.rows().name(1).empty());
}

void TestObjectStore::survivesMissingMembers()
{
    ObjectStore store;
    QCOMPARE(store.append(Value()), std::size_t(0));
    QCOMPARE(store.append(page({Value::map({{"Key", "only"}}), Value()})), std::size_t(2));
    QCOMPARE(store.rows()[0].size, ObjectRows::noSize);
    QCOMPARE(store.rows()[0].modified, ObjectRows::noTime);
    QCOMPARE(store.rows()[0].storageClass, std::uint16_t(0));
}

void TestObjectStore::keepsEtagsWhenAsked()
{
    ObjectStore store({}, ObjectStore::Etags::Keep);
    store.append(page({object("a"), object("b")}, {"c/"}));
    QCOMPARE(store.rows().etag(1), std::string_view("\"abc\""));
    QCOMPARE(store.rows().name(1), std::string_view("b"));
    QVERIFY(store.rows().etag(2).empty());
}

void TestObjectStore::versionsStandAsTheServiceHasThem()
{
    const auto version = [](const char* key, const char* id, bool isLatest, bool isMarker) {
        Value value = Value::map({{"Key", key},
                                  {"VersionId", id},
                                  {"IsLatest", isLatest},
                                  {"LastModified", Timestamp{1'000'000'000, 0}}});
        if (!isMarker) {
            value.insert("Size", 7);
            value.insert("ETag", "\"abc\"");
            value.insert("StorageClass", "STANDARD");
        }
        return value;
    };
    const Value page = Value::map({{"Versions", Value::list({version("logs/a", "v2", false, false),
                                                             version("logs/c", "v9", true, false)})},
                                   {"DeleteMarkers", Value::list({version("logs/a", "m3", true, true)})},
                                   {"CommonPrefixes", Value::list({Value::map({{"Prefix", "logs/b/"}})})}});
    ObjectStore store("logs/", ObjectStore::Etags::Keep);
    QCOMPARE(store.append(page), std::size_t(4));
    std::string all;
    const auto& rows = store.rows();
    for (std::size_t row = 0; row < store.size(); ++row)
        all += std::string(rows.name(row)) + (rows[row].kind == ObjectKind::Marker ? "-" : "+") +
               std::string(rows.version(row)) + (rows[row].isOlder ? " " : "! ");
    QCOMPARE(all, std::string("a-m3! a+v2 b/+! c+v9! "));
    QCOMPARE(rows.etag(1), std::string_view("\"abc\""));
    QVERIFY(rows.etag(0).empty());
    QCOMPARE(rows[0].size, ObjectRows::noSize);
    QCOMPARE(rows[1].size, std::int64_t(7));
}

void TestObjectStore::snapshotStaysWhileTheStoreGrows()
{
    ObjectStore store;
    store.append(page({object("first")}));
    const auto rows = store.rows();
    for (int i = 0; i < 10'000; ++i)
        store.append(page({object("later" + std::to_string(i))}));
    store.clear();
    QCOMPARE(store.size(), std::size_t(0));
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows.name(0), std::string_view("first"));
}

void TestObjectStore::holdsOneMillionRows()
{
    ObjectStore store("data/");
    constexpr int pages = 1000;
    for (int number = 0; number < pages; ++number) {
        Value::List objects;
        for (int i = 0; i < 1000; ++i)
            objects.push_back(object("data/" + std::to_string(10'000'000 + number * 1000 + i), i));
        store.append(page(std::move(objects)));
    }
    QCOMPARE(store.size(), std::size_t(1'000'000));
    for (const std::size_t row :
         {std::size_t(0), std::size_t(4095), std::size_t(4096), std::size_t(999'999)}) {
        QCOMPARE(store.key(row), "data/" + std::to_string(10'000'000 + row));
        QCOMPARE(store.rows()[row].size, static_cast<std::int64_t>(row % 1000));
    }
}

INIA_TEST_CLASS(TestObjectStore, QCoreApplication)
#include "tst_objectstore.moc"
