#include "core/listing/objectquery.h"
#include "tests/support/testmain.h"

#include <QtTest/QTest>

using namespace inia;

// What a query finds, what it refuses, and what it has listed.
class tst_ObjectQuery final : public QObject {
    Q_OBJECT

private slots:
    void names_data();
    void names();
    void predicates();
    void refusals_data();
    void refusals();
    void asksForNoMoreThanItNeeds_data();
    void asksForNoMoreThanItNeeds();
    void givesUpOnSlowExpressions();
    void looksThroughRowsInMemory();
};

void tst_ObjectQuery::names_data()
{
    using Kind = ObjectQuery::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isOfWholeKey");
    QTest::addColumn<bool>("isCaseSensitive");
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("isFound");
    const auto row = [](Kind kind, const char* text, bool whole, bool exact, const char* key, bool isFound) {
        QTest::addRow("%s %s%s in %s", text, whole ? "whole" : "name", exact ? " exact" : "", key)
            << int(kind) << QString::fromUtf8(text) << whole << exact << QString::fromUtf8(key) << isFound;
    };
    row(Kind::Words, "report 2026", false, false, "docs/Report of 2026.pdf", true);
    row(Kind::Words, "report 2026", false, true, "docs/Report of 2026.pdf", false);
    row(Kind::Words, "docs", false, false, "docs/report.pdf", false);
    row(Kind::Words, "docs", true, false, "docs/report.pdf", true);
    row(Kind::Words, "ÄRGER", false, false, "x/ärger.txt", true);
    row(Kind::Words, "", false, false, "anything", true);
    row(Kind::Glob, "*.gz", false, false, "a/b/c.GZ", true);
    row(Kind::Glob, "*.gz", false, true, "a/b/c.GZ", false);
    row(Kind::Glob, "*.gz", false, true, "a/b/c.gz.old", false);
    row(Kind::Glob, "logs/*.gz", true, true, "logs/a/b.gz", false);
    row(Kind::Glob, "logs/**.gz", true, true, "logs/a/b.gz", true);
    row(Kind::Glob, "logs/**/b.gz", true, true, "logs/b.gz", true);
    row(Kind::Glob, "logs/**/b.gz", true, true, "logs/x/y/b.gz", true);
    row(Kind::Glob, "**/b.gz", true, true, "b.gz", true);
    row(Kind::Glob, "**/a*/c", true, true, "a/b/ab/c", true);
    row(Kind::Glob, "**/a*/c", true, true, "a/b/ab/d", false);
    row(Kind::Glob, "?.txt", false, true, "x/\xF0\x9F\x98\x80.txt", true);
    row(Kind::Glob, "??.txt", false, true, "x/\xF0\x9F\x98\x80.txt", false);
    row(Kind::Glob, "[a-c]?[!0-9]", false, true, "b1x", true);
    row(Kind::Glob, "[a-c]?[!0-9]", false, true, "b11", false);
    row(Kind::Glob, "[]-]x", false, true, "]x", true);
    row(Kind::Glob, "{one,t{wo,en}}.txt", false, true, "ten.txt", true);
    row(Kind::Glob, "{one,t{wo,en}}.txt", false, true, "tone.txt", false);
    row(Kind::Glob, "a\\*b", false, true, "a*b", true);
    row(Kind::Glob, "a\\*b", false, true, "axb", false);
    row(Kind::Glob, "a*b*c", false, true, "aXbXbXc", true);
    row(Kind::Glob, "a*b", true, true, "ax/xb", false);
    row(Kind::Glob, "a*", true, true, "ax/x", false);
    row(Kind::Glob, "*", true, true, "", true);
    row(Kind::Glob, "**x*y", true, true, "a/x/xy", true);
    row(Kind::Glob, "**x*y", true, true, "a/x/y", false);
    row(Kind::Regex, "^\\d{4}-.*gz$", false, true, "logs/2026-07.gz", true);
    row(Kind::Regex, "LOGS/\\d", true, false, "logs/2026-07.gz", true);
    row(Kind::Regex, "LOGS/\\d", true, true, "logs/2026-07.gz", false);
}

void tst_ObjectQuery::names()
{
    QFETCH(const int, kind);
    QFETCH(const QString, text);
    QFETCH(const bool, isOfWholeKey);
    QFETCH(const bool, isCaseSensitive);
    QFETCH(const QString, key);
    QFETCH(const bool, isFound);
    ObjectQuery query;
    query.kind = ObjectQuery::Kind(kind);
    query.text = text.toStdString();
    query.isOfWholeKey = isOfWholeKey;
    query.isCaseSensitive = isCaseSensitive;
    auto matcher = ObjectMatcher::of(query);
    QVERIFY2(matcher.ok(), matcher ? "" : matcher.error().message.c_str());
    const std::string bytes = key.toStdString();
    QCOMPARE(matcher->matches({bytes, {}, {}, 0, 0}), isFound);
}

void tst_ObjectQuery::predicates()
{
    const ListedRow row{"logs/2026/a/b.gz", "\"abc\"", "DEEP_ARCHIVE", 1000, 1'700'000'000'000};
    const auto matches = [&row](auto change) {
        ObjectQuery query;
        change(query);
        return ObjectMatcher::of(query)->matches(row, "logs/");
    };
    QVERIFY(matches([](ObjectQuery& query) { query.larger = 1000; }));
    QVERIFY(!matches([](ObjectQuery& query) { query.larger = 1001; }));
    QVERIFY(!matches([](ObjectQuery& query) { query.smaller = 999; }));
    QVERIFY(matches([](ObjectQuery& query) { query.newer = 1'700'000'000'000; }));
    QVERIFY(!matches([](ObjectQuery& query) { query.newer = 1'700'000'000'001; }));
    QVERIFY(!matches([](ObjectQuery& query) { query.older = 1'699'999'999'999; }));
    QVERIFY(matches([](ObjectQuery& query) { query.classes = {"STANDARD", "DEEP_ARCHIVE"}; }));
    QVERIFY(!matches([](ObjectQuery& query) { query.classes = {"STANDARD"}; }));
    QVERIFY(matches([](ObjectQuery& query) { query.etag = "abc"; }));
    QVERIFY(matches([](ObjectQuery& query) { query.etag = "\"abc\""; })); // as listings have it
    QVERIFY(!matches([](ObjectQuery& query) { query.etag = "ab"; }));
    QVERIFY(matches([](ObjectQuery& query) { query.isArchived = true; }));
    QVERIFY(!matches([](ObjectQuery& query) { query.isArchived = false; }));
    QVERIFY(matches([](ObjectQuery& query) { query.depth = 2; }));
    QVERIFY(!matches([](ObjectQuery& query) { query.depth = 1; }));
}

void tst_ObjectQuery::refusals_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("bracket") << int(ObjectQuery::Kind::Glob) << QStringLiteral("ab[c")
                             << QStringLiteral("character 3");
    QTest::newRow("brace") << int(ObjectQuery::Kind::Glob) << QStringLiteral("a{b,c")
                           << QStringLiteral("character 2");
    QTest::newRow("range") << int(ObjectQuery::Kind::Glob) << QStringLiteral("[z-a]")
                           << QStringLiteral("character 1");
    QTest::newRow("many") << int(ObjectQuery::Kind::Glob) << QStringLiteral("{a,b}").repeated(12)
                          << QStringLiteral("alternatives");
    QTest::newRow("expression") << int(ObjectQuery::Kind::Regex) << QStringLiteral("ab(c")
                                << QStringLiteral("character 5");
}

void tst_ObjectQuery::refusals()
{
    QFETCH(const int, kind);
    QFETCH(const QString, text);
    QFETCH(const QString, place);
    ObjectQuery query;
    query.kind = ObjectQuery::Kind(kind);
    query.text = text.toStdString();
    const auto matcher = ObjectMatcher::of(query);
    QVERIFY(!matcher);
    QCOMPARE(matcher.error().code, std::string("BadPattern"));
    QVERIFY2(QString::fromStdString(matcher.error().message).contains(place),
             matcher.error().message.c_str());
}

void tst_ObjectQuery::asksForNoMoreThanItNeeds_data()
{
    using Kind = ObjectQuery::Kind;
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("below");
    QTest::addColumn<QStringList>("prefixes");
    const auto row = [](Kind kind, const char* text, const char* below, const char* prefixes) {
        QTest::addRow("%s below '%s'", text, below)
            << int(kind) << QString::fromUtf8(text) << QString::fromUtf8(below)
            << (prefixes ? QString::fromUtf8(prefixes).split(u' ') : QStringList());
    };
    row(Kind::Glob, "logs/2026-*/x", "", "logs/2026-");
    row(Kind::Glob, "logs/2026-*/x", "logs/", "logs/2026-");
    row(Kind::Glob, "logs/2026-*/x", "logs/2026-07/", "logs/2026-07/");
    row(Kind::Glob, "logs/2026-*/x", "docs/", nullptr);
    row(Kind::Glob, "{a,b}/x*", "", "a/x b/x");
    row(Kind::Glob, "{a,ab}*", "", "a");
    row(Kind::Glob, "*x", "", "");
    row(Kind::Regex, "^logs/20\\d\\d", "", "logs/20");
    row(Kind::Regex, "^a\\.b+", "", "a.b");
    row(Kind::Regex, "^ab?c", "", "a");
    row(Kind::Regex, "^a|b", "", "");
    row(Kind::Regex, "logs", "", "");
    row(Kind::Words, "logs", "x/", "x/");
}

void tst_ObjectQuery::asksForNoMoreThanItNeeds()
{
    QFETCH(const int, kind);
    QFETCH(const QString, text);
    QFETCH(const QString, below);
    QFETCH(const QStringList, prefixes);
    ObjectQuery query;
    query.kind = ObjectQuery::Kind(kind);
    query.text = text.toStdString();
    query.isOfWholeKey = true;
    query.isCaseSensitive = true;
    std::vector<std::string> expected;
    for (const QString& prefix : prefixes)
        expected.push_back(prefix.toStdString());
    QCOMPARE(ObjectMatcher::of(query)->prefixes(below.toStdString()), expected);
    query.isCaseSensitive = false;
    QCOMPARE(ObjectMatcher::of(query)->prefixes(below.toStdString()),
             std::vector<std::string>{below.toStdString()});
}

void tst_ObjectQuery::givesUpOnSlowExpressions()
{
    ObjectQuery query;
    query.kind = ObjectQuery::Kind::Regex;
    query.text = "^(a+)+$";
    auto matcher = ObjectMatcher::of(query);
    const std::string key(60, 'a');
    QVERIFY(matcher->matches({key, {}, {}, 0, 0}));
    QVERIFY(!matcher->matches({key + '!', {}, {}, 0, 0}));
    QVERIFY(matcher->isTooSlow());
    auto impatient = ObjectMatcher::of(query);
    impatient->setPatience(std::chrono::nanoseconds(0));
    QVERIFY(!impatient->matches({key, {}, {}, 0, 0}));
    QVERIFY(impatient->isTooSlow());
}

void tst_ObjectQuery::looksThroughRowsInMemory()
{
    ListedRows rows;
    for (int i = 0; i < 5000; ++i)
        rows.append({"key-" + std::to_string(i), {}, {}, i, 0});
    ObjectQuery query;
    query.text = "77";
    auto matcher = ObjectMatcher::of(query);
    QCOMPARE(matchingRows(rows, *matcher, 0, 800),
             (std::vector<std::uint32_t>{77, 177, 277, 377, 477, 577, 677, 770, 771, 772, 773, 774, 775, 776,
                                         777, 778, 779}));
    QCOMPARE(matchingRows(rows, *matcher, 4970, 800), std::vector<std::uint32_t>{4977});
}

INIA_TEST_CLASS(tst_ObjectQuery, QCoreApplication)
#include "tst_objectquery.moc"
