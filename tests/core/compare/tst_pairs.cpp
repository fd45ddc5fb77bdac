#include "core/compare/sides.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <unistd.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace inia;

namespace {

struct Thing {
    std::int64_t size = 0;
    std::int64_t time = 0; ///< ns
    std::string etag;      ///< of objects
};
using Tree = std::map<std::string, Thing>;

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t begin = 1'700'000'000 * second;

SideRows rowsOf(const Tree& tree, bool isLocal)
{
    SideRows side;
    side.isLocal = isLocal;
    side.isWhole = true;
    side.prefix = isLocal ? 0 : 5;
    for (const auto& [path, thing] : tree) {
        const std::string key = (isLocal ? "" : "pre/x") + path;
        const std::string etag = isLocal ? std::string() : '"' + thing.etag + '"';
        ListedRow row;
        row.key = key;
        row.etag = etag;
        row.storageClass = isLocal ? "" : "STANDARD";
        row.size = thing.size;
        row.modified = isLocal ? thing.time : thing.time / 1'000'000;
        side.rows.append(row);
    }
    return side;
}

std::string printOf(const Thing& thing, bool isLocal)
{
    return std::to_string(thing.size) + ':' + (isLocal ? std::to_string(thing.time) : thing.etag);
}

/// State and whether it may be otherwise, looked up name by name.
using Verdicts = std::map<std::string, std::pair<PairState, bool>>;

Verdicts oracle(const Tree& source, const Tree& target, bool isSourceLocal, bool isTargetLocal,
                CompareWay way, const std::map<std::string, SeenPairs::Seen>& seen)
{
    Verdicts verdicts;
    std::set<std::string> all;
    for (const auto& [path, thing] : source)
        all.insert(path);
    for (const auto& [path, thing] : target)
        all.insert(path);
    for (const std::string& path : all) {
        const auto known = seen.find(path);
        const bool isSeen = way == CompareWay::LastSeen && known != seen.end();
        auto& verdict = verdicts[path];
        if (!target.contains(path)) {
            verdict = {PairState::New, false};
            continue;
        }
        const Thing& there = target.at(path);
        const bool isTargetOther =
            known != seen.end() && known->second.target != printOf(there, isTargetLocal);
        if (!source.contains(path)) {
            verdict = {isTargetOther ? PairState::Conflict : PairState::OnlyInTarget, false};
            continue;
        }
        const Thing& here = source.at(path);
        const bool isSameEtag =
            !isSourceLocal && !isTargetLocal && here.size == there.size && here.etag == there.etag;
        if (isSameEtag) {
            verdict = {PairState::Same, false};
        } else if (isSeen) {
            const bool isSourceOther = known->second.source != printOf(here, isSourceLocal);
            verdict = {isSourceOther && isTargetOther   ? PairState::Conflict
                       : isSourceOther || isTargetOther ? PairState::Changed
                                                        : PairState::Same,
                       false};
        } else if (here.size != there.size) {
            verdict = {PairState::Changed, false};
        } else if (way == CompareWay::Size) {
            verdict = {PairState::Same, false};
        } else {
            verdict = {here.time > there.time ? PairState::Changed : PairState::Same,
                       here.time != there.time};
        }
    }
    return verdicts;
}

class Random final {
public:
    explicit Random(unsigned seed) : m_engine(seed) {}
    std::size_t below(std::size_t most) { return m_engine() % most; }
    const std::string& oneOf(const std::vector<std::string>& list) { return list[below(list.size())]; }

private:
    std::mt19937 m_engine;
};

/// Names that sort otherwise folder by folder, or in UTF-16.
std::string pathFrom(Random& random)
{
    static const std::vector<std::string> parts{
        "a", "a-b", "a.c", "a0", "a b", "A", "\xC3\xA4", "\xEF\xBF\xBD", "\xF0\x9F\x98\x80", "-", "0"};
    std::string path;
    for (std::size_t depth = random.below(3); depth > 0; --depth)
        path += "d" + random.oneOf(parts) + '/';
    return path + random.oneOf(parts);
}

Thing thingFrom(Random& random)
{
    static constexpr std::int64_t shifts[]{-3600, -1, 0, 0, 1, 3600};
    Thing thing;
    thing.size = static_cast<std::int64_t>(random.below(3));
    thing.time = begin + shifts[random.below(std::size(shifts))] * second +
                 static_cast<std::int64_t>(random.below(2)) * second / 2;
    thing.etag = std::string(32, "0123456789abcdef"[random.below(4)]);
    return thing;
}

} // namespace

/// Which pairs are the same, without any server.
class tst_Pairs final : public QObject {
    Q_OBJECT

private slots:
    void randomTrees();
    void unknownBehindTheEnd();
    void refusedNames();
    void limitsAreOfPairs();
    void filters_data();
    void filters();
    void filtersAreGits();
    void foldersInTheOrderOfBytes();
    void circlesAndOddThings();
    void recordsSurvive();
    void recordsOfOthers();
};

void tst_Pairs::randomTrees()
{
    Random random(7);
    std::map<PairState, int> found;
    for (int round = 0; round < 10'000; ++round) {
        const bool isSourceLocal = round % 3 == 0;
        const bool isTargetLocal = round % 3 == 1;
        Tree source;
        Tree target;
        std::map<std::string, SeenPairs::Seen> known;
        SeenPairs seen({}, {}, {});
        for (std::size_t count = random.below(14); count > 0; --count) {
            const std::string path = pathFrom(random);
            const Thing thing = thingFrom(random);
            if (random.below(5) > 0)
                source[path] = random.below(3) > 0 ? thing : thingFrom(random);
            if (random.below(5) > 0)
                target[path] = random.below(3) > 0 ? thing : thingFrom(random);
            if (random.below(2) == 0) {
                const Thing was = random.below(2) == 0 ? thing : thingFrom(random);
                known[path] = {printOf(was, isSourceLocal), printOf(thing, isTargetLocal), {}};
                seen.learn(path, known[path].source, known[path].target);
            }
        }
        CompareRules rules;
        rules.way = round % 2 == 0  ? CompareWay::LastSeen
                    : round % 5 < 3 ? CompareWay::SizeAndTime
                                    : CompareWay::Size;
        rules.keepsSame = true;
        rules.targetIsLocal = isTargetLocal;
        rules.now = begin + 86400 * second;
        // A path that is a file and a folder at once cannot be; the names here see to it.
        const auto compared =
            comparePairs(rowsOf(source, isSourceLocal), rowsOf(target, isTargetLocal), rules, &seen);
        const auto expected = oracle(source, target, isSourceLocal, isTargetLocal, rules.way, known);
        QCOMPARE(compared.pairs.size(), expected.size());
        std::size_t maybes = 0;
        std::string last;
        for (const ComparedPair& pair : compared.pairs) {
            const auto& [state, isMaybe] = expected.at(pair.path);
            QVERIFY2(pair.state == state && pair.isMaybe == isMaybe,
                     (pair.path + ": " + std::string(pairStateNames[std::size_t(pair.state)]) + " and not " +
                      std::string(pairStateNames[std::size_t(state)]) + ", round " + std::to_string(round))
                         .c_str());
            QVERIFY(last.empty() || last < pair.path);
            last = pair.path;
            maybes += isMaybe ? 1 : 0;
            ++found[state];
            // What the AWS CLI takes for the same although nobody knows is among what may be otherwise.
            const bool isAwsSame = pair.isInSource && pair.isInTarget && pair.sourceSize == pair.targetSize &&
                                   pair.sourceTime <= pair.targetTime;
            if (isAwsSame && rules.way == CompareWay::SizeAndTime && !pair.isProven)
                QVERIFY(pair.isMaybe || pair.sourceTime == pair.targetTime);
        }
        QCOMPARE(compared.maybes, maybes);
        QVERIFY(compared.mayDelete());
    }
    for (const auto state :
         {PairState::Same, PairState::New, PairState::Changed, PairState::OnlyInTarget, PairState::Conflict})
        QVERIFY2(found[state] > 500, pairStateNames[std::size_t(state)].data());
}

void tst_Pairs::unknownBehindTheEnd()
{
    const Thing thing{1, begin, "e"};
    SideRows source = rowsOf({{"a", thing}, {"b", thing}}, false);
    const SideRows target = rowsOf({{"a", thing}, {"a2", thing}, {"c", thing}, {"d", thing}}, false);
    source.isWhole = false;
    source.knownTo = "b";
    CompareRules rules;
    rules.keepsSame = true;
    const auto compared = comparePairs(source, target, rules, nullptr);
    const std::vector<PairState> expected{PairState::Same, PairState::OnlyInTarget, PairState::New,
                                          PairState::Unknown, PairState::Unknown};
    std::vector<PairState> states;
    for (const auto& pair : compared.pairs)
        states.push_back(pair.state);
    QVERIFY(states == expected);
    QVERIFY(!compared.mayDelete());
}

void tst_Pairs::refusedNames()
{
    Tree source;
    const std::string decomposed = "na\x69\xCC\x88ve";
    for (const char* path : {"a", "a/b", "x/../y", "x//y", "back\\slash", "Twin", "twin", "na\xC3\xAFve"})
        source[path] = {1, begin, "e"};
    source[decomposed] = {1, begin, "e"};
    SideRows side = rowsOf(source, false);
    ListedRow archived;
    archived.key = "pre/xzz";
    archived.storageClass = "DEEP_ARCHIVE";
    side.rows.append(archived);
    CompareRules rules;
    rules.targetIsLocal = true;
    rules.targetIgnoresCase = true;
    const auto compared = comparePairs(side, rowsOf({}, true), rules, nullptr);
    std::map<std::string, const ComparedPair*> pairs;
    for (const auto& pair : compared.pairs)
        pairs[pair.path] = &pair;
    for (const char* path : {"a/b", "x/../y", "x//y", "back\\slash", "twin", "zz"})
        QVERIFY2(pairs.at(path)->state == PairState::Refused && !pairs.at(path)->note.empty(), path);
    for (const char* path : {"a", "Twin"})
        QVERIFY2(pairs.at(path)->state == PairState::New, path);
    QVERIFY(pairs.at(decomposed)->state == PairState::Refused || !pairs.at("na\xC3\xAFve")->note.empty());
    rules.targetIgnoresCase = false;
    QCOMPARE(comparePairs(side, rowsOf({}, true), rules, nullptr).count(PairState::Refused), std::size_t(5));
    // As keys most of them are fine.
    rules.targetIsLocal = false;
    rules.targetPrefix = std::string(1019, 'p') + '/';
    QVERIFY(comparePairs(rowsOf(source, false), rowsOf({}, false), rules, nullptr).count(PairState::Refused) >
            0);
}

void tst_Pairs::limitsAreOfPairs()
{
    const Tree source{{"large", {100, begin, "e"}}, {"small", {1, begin, "e"}}};
    const Tree target{{"large", {5, begin, "f"}}, {"other", {50, begin, "e"}}, {"tiny", {1, begin, "e"}}};
    CompareRules rules;
    rules.limits.smaller = 10;
    const auto compared = comparePairs(rowsOf(source, false), rowsOf(target, false), rules, nullptr);
    std::vector<std::string> paths;
    for (const auto& pair : compared.pairs)
        paths.push_back(pair.path);
    QCOMPARE(paths, (std::vector<std::string>{"small", "tiny"}));
}

void tst_Pairs::filters_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isOut");
    const auto row = [](const char* lines, const char* path, bool isOut) {
        QTest::addRow("%s with %s", path, lines) << QByteArray(lines) << QByteArray(path) << isOut;
    };
    row("*.o", "a/b.o", true);
    row("*.o\n!keep.o", "a/keep.o", false);
    row("!keep.o\n*.o", "a/keep.o", true);
    row("/*.o", "a/b.o", false);
    row("build/", "build/x", true);
    row("build/", "build", false);
    row("build/\n!build/x", "build/x", true);
    row("*\n!*/\n!*.txt", "a/b.txt", false);
    row("*\n!*/\n!*.txt", "a/b.bin", true);
    row("a/**/z", "a/z", true);
    row("a/**/z", "a/b/c/z", true);
    row("**/z", "q/z", true);
    row("a/**", "a/b", true);
    row("a/**", "a", false);
    row("# x\n\\#x", "#x", true);
    row("x\\ ", "x ", true);
    row("x ", "x", true);
    row("[a-c]x", "bx", true);
    row("[!a-c]x", "bx", false);
    row("a/b", "c/a/b", false);
    row("?x", "/x", false);
}

void tst_Pairs::filters()
{
    QFETCH(const QByteArray, lines);
    QFETCH(const QByteArray, path);
    QFETCH(const bool, isOut);
    PathFilter filter;
    filter.addLines(lines.toStdString());
    QCOMPARE(filter.isLeftOut(path.toStdString()), isOut);
}

/// Random lines and paths, as git itself has them.
void tst_Pairs::filtersAreGits()
{
    if (QStandardPaths::findExecutable(QStringLiteral("git")).isEmpty())
        QSKIP("there is no git");
    Random random(3);
    const std::vector<std::string> pieces{"a", "b",    "*",    "**", "?",  "/",
                                          "/", "[ab]", "[!a]", "a*", ".x", "\\*"};
    const std::vector<std::string> names{"a", "b", "ab", "a.x", "*", "c", "aa"};
    const QTemporaryDir folder;
    const auto git = [&folder](const QStringList& arguments, const QByteArray& input) {
        QProcess process;
        process.setWorkingDirectory(folder.path());
        process.start(QStringLiteral("git"), arguments);
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished();
        return process.readAllStandardOutput();
    };
    git({QStringLiteral("init"), QStringLiteral("-q")}, {});
    int out = 0;
    for (int round = 0; round < 60; ++round) {
        std::string lines;
        for (std::size_t count = 1 + random.below(4); count > 0; --count) {
            std::string line = random.below(4) == 0 ? "!" : "";
            for (std::size_t length = 1 + random.below(5); length > 0; --length)
                line += random.oneOf(pieces);
            // What several slashes in a row mean is nobody's business.
            if (line.find("//") == std::string::npos && line.find("***") == std::string::npos)
                lines += line + '\n';
        }
        QFile file(folder.filePath(QStringLiteral(".gitignore")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(lines.c_str());
        file.close();
        std::set<std::string> paths;
        for (int count = 0; count < 60; ++count) {
            std::string path;
            for (std::size_t depth = random.below(3); depth > 0; --depth)
                path += random.oneOf(names) + '/';
            paths.insert(path + random.oneOf(names));
        }
        QByteArray input;
        for (const std::string& path : paths)
            input += QByteArray::fromStdString(path) + '\0';
        const QByteArray ignored = git({QStringLiteral("check-ignore"), QStringLiteral("--no-index"),
                                        QStringLiteral("--stdin"), QStringLiteral("-z")},
                                       input);
        std::set<std::string> expected;
        for (const QByteArray& path : ignored.split('\0')) {
            if (!path.isEmpty())
                expected.insert(path.toStdString());
        }
        PathFilter filter;
        filter.addLines(lines);
        for (const std::string& path : paths) {
            QVERIFY2(filter.isLeftOut(path) == expected.contains(path),
                     ("'" + path + "' with\n" + lines).c_str());
            out += expected.contains(path) ? 1 : 0;
        }
    }
    QVERIFY(out > 200);
}

void tst_Pairs::foldersInTheOrderOfBytes()
{
    const QTemporaryDir folder;
    Random random(11);
    std::set<std::string> paths;
    for (int i = 0; i < 300; ++i) {
        const std::string path = pathFrom(random);
        paths.insert(path);
        const QString file = folder.filePath(QString::fromStdString(path));
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile made(file);
        QVERIFY(made.open(QIODevice::WriteOnly));
    }
    const std::atomic_bool stopped = false;
    std::atomic<std::uint64_t> read = 0;
    const SideRows side = readFolder(folder.path(), {}, stopped, read);
    std::vector<std::string> found;
    for (SideRows::Cursor cursor(side); !cursor.isAtEnd(); cursor.next())
        found.emplace_back(cursor.row().path);
    QCOMPARE(found, std::vector<std::string>(paths.begin(), paths.end()));
    QVERIFY(side.isWhole);
    PathFilter filter;
    filter.add("d*/");
    const SideRows filtered = readFolder(folder.path(), filter, stopped, read);
    for (SideRows::Cursor cursor(filtered); !cursor.isAtEnd(); cursor.next())
        QVERIFY(cursor.row().path.find('/') == std::string_view::npos);
}

void tst_Pairs::circlesAndOddThings()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("in")));
    QVERIFY(QFile::link(folder.path(), folder.filePath(QStringLiteral("in/circle"))));
    QVERIFY(QFile::link(QStringLiteral("/nowhere"), folder.filePath(QStringLiteral("broken"))));
    const std::string foreign = folder.path().toStdString() + "/\xE9";
    std::FILE* file = std::fopen(foreign.c_str(), "w");
    QVERIFY(file);
    std::fclose(file);
    const std::atomic_bool stopped = false;
    std::atomic<std::uint64_t> read = 0;
    const SideRows side = readFolder(folder.path(), {}, stopped, read);
    QVERIFY(!side.isWhole);
    const SideRows target = rowsOf({{"broken", {1, begin, "e"}}, {"in/circle/x", {1, begin, "e"}}}, false);
    const auto compared = comparePairs(side, target, {}, nullptr);
    std::map<std::string, PairState> states;
    for (const auto& pair : compared.pairs)
        states[pair.path] = pair.state;
    QVERIFY(states.at("broken") == PairState::Unreadable);
    QVERIFY(states.at("in/circle/") == PairState::Unreadable);
    QVERIFY(states.at("in/circle/x") == PairState::Unknown); // and not: only in the target
    QVERIFY(states.at("\xE9") == PairState::Refused);
    QVERIFY(!compared.mayDelete());
}

void tst_Pairs::recordsSurvive()
{
    const QTemporaryDir folder;
    const ComparePlace source{folder.path(), {}, {}, {}};
    const ComparePlace target{{}, {}, "acme", "logs/"};
    const std::string odd = "line\nbreak\\and\ttab";
    {
        SeenPairs seen(folder.path(), source, target);
        QVERIFY(!seen.load());
        seen.learn("a", "1:2", "1:e");
        seen.learn("b", "1:2", "1:e");
        QVERIFY(seen.save());
        seen.noteSending("b", "9:9");
        seen.noteSame(odd, "3:4", "3:f");
        seen.forget("a");
    } // as if it had been killed
    SeenPairs seen(folder.path(), source, target);
    QVERIFY(seen.load());
    QCOMPARE(seen.pairs().size(), std::size_t(2));
    QCOMPARE(seen.pairs().at("b").sending, std::string("9:9"));
    QCOMPARE(seen.pairs().at("b").source, std::string("1:2"));
    QCOMPARE(seen.pairs().at(odd).target, std::string("3:f"));
    const QStringList files = QDir(folder.path()).entryList({QStringLiteral("*.pairs")});
    QCOMPARE(files.size(), 1);
    const QFile file(folder.filePath(files.front()));
    QVERIFY((file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup |
                                   QFile::WriteOther)) == QFile::Permissions());
    // What was being sent when the program ended is taken for sent, not for a conflict.
    CompareRules rules;
    rules.keepsSame = true;
    seen.learn("b", "1:2", "1:e");
    seen.noteSending("b", "9:" + std::to_string(begin));
    const auto compared = comparePairs(rowsOf({{"b", {9, begin, {}}}}, true),
                                       rowsOf({{"b", {9, begin, "new"}}}, false), rules, &seen);
    QVERIFY(compared.pairs.front().state == PairState::Same);
    QVERIFY(compared.pairs.front().isMaybe);
}

void tst_Pairs::recordsOfOthers()
{
    const QTemporaryDir folder;
    const ComparePlace source{folder.path(), {}, {}, {}};
    const ComparePlace target{{}, {}, "acme", "logs/"};
    SeenPairs seen(folder.path(), source, target);
    seen.learn("a", "1:2", "1:e");
    QVERIFY(seen.save());
    QVERIFY(!SeenPairs(folder.path(), target, source).load());
    const QString path = folder.filePath(QDir(folder.path()).entryList({QStringLiteral("*.pairs")}).front());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("something else\n");
    file.close();
    QVERIFY(!seen.load());
    QVERIFY(!seen.note().empty());
}

INIA_TEST_CLASS(tst_Pairs, QCoreApplication)
#include "tst_pairs.moc"
