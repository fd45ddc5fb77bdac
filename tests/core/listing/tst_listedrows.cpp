#include "core/listing/listedrows.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

#include <random>
#include <vector>

using namespace inia;

// Rows come back as they went in, in little memory.
class tst_ListedRows final : public QObject {
    Q_OBJECT

private slots:
    void comeBackAsTheyWere();
    void areReadFromAnyOfThem();
    void stayAsTheyWereCopied();
    void takeLittleMemory();
    void sumsTellSetsApart();

private:
    struct Kept {
        std::string key;
        std::string etag;
        std::string storageClass;
        std::int64_t size;
        std::int64_t modified;
        [[nodiscard]] ListedRow row() const { return {key, etag, storageClass, size, modified}; }
    };
    static std::vector<Kept> some(int count);
    static bool isSame(const Kept& kept, const ListedRow& row)
    {
        return kept.key == row.key && kept.etag == row.etag && kept.storageClass == row.storageClass &&
               kept.size == row.size && kept.modified == row.modified;
    }
};

std::vector<tst_ListedRows::Kept> tst_ListedRows::some(int count)
{
    const std::vector<std::string> etags{"\"0123456789abcdef0123456789abcdef\"",
                                         "\"0123456789abcdef0123456789abcdef-12\"",
                                         "\"0123456789ABCDEF0123456789abcdef\"",
                                         "\"0123456789abcdef0123456789abcdef-012\"",
                                         "\"0123456789abcdef0123456789abcdef-\"",
                                         "0123456789abcdef0123456789abcdef",
                                         "\"short\"",
                                         "",
                                         std::string(300, 'e')};
    const std::vector<std::string> classes{"STANDARD", "", "DEEP_ARCHIVE", "A_NEW_CLASS", "FSX_ONTAP"};
    const std::vector<std::int64_t> times{1'700'000'000'000, 1'700'000'000'123, ListedRow::noTime, 0, -5000};
    const std::vector<std::int64_t> sizes{0, 1, 127, 128, 5'368'709'121, -1, std::int64_t(1) << 62};
    std::mt19937 random(7);
    const auto any = [&random](const auto& from) { return from[random() % from.size()]; };
    std::vector<Kept> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back({"some/" + std::to_string(i / 3) + std::string(random() % 5, 'x'), any(etags),
                        any(classes), any(sizes), any(times)});
    rows.push_back({std::string(1024, 'k'), {}, {}, 0, 0});
    rows.push_back({"", {}, {}, 0, 0});
    return rows;
}

void tst_ListedRows::comeBackAsTheyWere()
{
    const auto kept = some(5000);
    ListedRows rows;
    ListedRows behind;
    for (std::size_t i = 0; i < kept.size(); ++i)
        (i < 1500 ? rows : behind).append(kept[i].row());
    rows.append(std::move(behind));
    QCOMPARE(rows.size(), kept.size());
    ListedRows::Cursor cursor(rows);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        QVERIFY(cursor.next());
        QVERIFY2(isSame(kept[i], cursor.row()), std::to_string(i).c_str());
    }
    QVERIFY(!cursor.next());
}

void tst_ListedRows::areReadFromAnyOfThem()
{
    const auto kept = some(3000);
    ListedRows rows;
    for (const auto& row : kept)
        rows.append(row.row());
    for (const std::size_t first : {0UL, 1UL, 63UL, 64UL, 1023UL, 1024UL, 2999UL, 3001UL}) {
        ListedRows::Cursor cursor(rows, first);
        QVERIFY(cursor.next());
        QVERIFY(isSame(kept[first], cursor.row()));
    }
    ListedRows::Cursor none(rows, rows.size());
    QVERIFY(!none.next());
}

void tst_ListedRows::stayAsTheyWereCopied()
{
    ListedRows rows;
    rows.append({"a", {}, "STANDARD", 1, 1000});
    const ListedRows copy = rows;
    rows.append({"b", {}, "STANDARD", 2, 2000});
    QCOMPARE(copy.size(), std::size_t(1));
    ListedRows::Cursor cursor(copy);
    QVERIFY(cursor.next() && cursor.row().key == "a" && !cursor.next());
    ListedRows::Cursor both(rows, 1);
    QVERIFY(both.next() && both.row().key == "b" && both.row().modified == 2000);
}

/// As many bytes a row as a million of them may take, ETags included.
void tst_ListedRows::takeLittleMemory()
{
    ListedRows rows;
    std::mt19937_64 random(1);
    constexpr int count = 100'000;
    for (int i = 0; i < count; ++i) {
        char key[80];
        char etag[40];
        std::snprintf(key, sizeof key, "logs/2025/11/site/%06d-0000-%016llx.json.gz", i,
                      static_cast<unsigned long long>(random()));
        std::snprintf(etag, sizeof etag, "\"%016llx%016llx\"", static_cast<unsigned long long>(random()),
                      static_cast<unsigned long long>(random()));
        rows.append({key, etag, "STANDARD", std::int64_t(random() % 9'000'000),
                     1'760'000'000'000 + std::int64_t(random() % 2'000'000) * 1000});
    }
    QVERIFY2(rows.bytes() < 64UL * count, std::to_string(double(rows.bytes()) / count).c_str());
}

void tst_ListedRows::sumsTellSetsApart()
{
    KeySum forth;
    KeySum back;
    KeySum other;
    for (int i = 0; i < 1000; ++i) {
        forth.add("key-" + std::to_string(i));
        back.add("key-" + std::to_string(999 - i));
        other.add("key-" + std::to_string(i == 500 ? 1000 : i));
    }
    QVERIFY(forth == back);
    QVERIFY(!(forth == other));
    QCOMPARE(forth.text().size(), std::size_t(32));
    KeySum shortKey;
    KeySum longKey;
    shortKey.add("a");
    longKey.add(std::string("a\0", 2));
    QVERIFY(!(shortKey == longKey));
}

INIA_TEST_CLASS(tst_ListedRows, QCoreApplication)
#include "tst_listedrows.moc"
