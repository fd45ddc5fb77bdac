#include "core/protocol/jsonwriter.h"
#include "tests/support/formatreading.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

#include <zlib.h>
#include <zstd.h>

#include <string>
#include <vector>

using namespace inia;

namespace {

std::string gzip(const std::string& bytes)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string zstd(const std::string& bytes, int windowLog = 0)
{
    ZSTD_CCtx* context = ZSTD_createCCtx();
    if (windowLog > 0)
        ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    std::string out(ZSTD_compressBound(bytes.size()) + 64, '\0');
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    // In two steps, so that the size is not known when the header is written.
    ZSTD_inBuffer first{bytes.data(), bytes.size() / 2, 0};
    ZSTD_compressStream2(context, &to, &first, ZSTD_e_continue);
    ZSTD_inBuffer rest{bytes.data() + first.pos, bytes.size() - first.pos, 0};
    ZSTD_compressStream2(context, &to, &rest, ZSTD_e_end);
    ZSTD_freeCCtx(context);
    out.resize(to.pos);
    return out;
}

std::string little(std::uint64_t value, int bytes)
{
    std::string out;
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>(value >> (8 * i));
    return out;
}

struct ZipFile {
    std::string name;
    std::string content;
    int flags = 0;
};

/// Stored, with the directory in the form of zip64 if that is wanted.
std::string zip(const std::vector<ZipFile>& files, bool is64 = false, const std::string& comment = {})
{
    std::string out;
    std::string directory;
    for (const ZipFile& file : files) {
        const std::uint64_t size = file.content.size();
        const std::string head = little(file.flags, 2) + little(0, 2) + little(0x6C20, 2) +
                                 little(0x5CEE, 2) + little(0x12345678, 4);
        const std::string extra =
            is64 ? little(1, 2) + little(16, 2) + little(size, 8) + little(size, 8) : "";
        const std::string sizes =
            is64 ? little(0xFFFFFFFF, 4) + little(0xFFFFFFFF, 4) : little(size, 4) + little(size, 4);
        directory += "PK\1\2" + little(20, 2) + little(20, 2) + head + sizes + little(file.name.size(), 2) +
                     little(extra.size(), 2) + little(0, 2) + little(0, 8) + little(out.size(), 4) +
                     file.name + extra;
        out += "PK\3\4" + little(20, 2) + head + little(size, 4) + little(size, 4) +
               little(file.name.size(), 2) + little(0, 2) + file.name + file.content;
    }
    const std::uint64_t begin = out.size();
    out += directory;
    if (is64) {
        const std::uint64_t record = out.size();
        out += "PK\6\6" + little(44, 8) + little(45, 2) + little(45, 2) + little(0, 8) +
               little(files.size(), 8) + little(files.size(), 8) + little(directory.size(), 8) +
               little(begin, 8);
        out += "PK\6\7" + little(0, 4) + little(record, 8) + little(1, 4);
    }
    const std::uint64_t none = is64 ? 0xFFFFFFFF : 0;
    return out + "PK\5\6" + little(0, 4) + little(is64 ? 0xFFFF : files.size(), 2) +
           little(is64 ? 0xFFFF : files.size(), 2) + little(is64 ? none : directory.size(), 4) +
           little(is64 ? none : begin, 4) + little(comment.size(), 2) + comment;
}

std::string corpusFile(const QString& name)
{
    QFile file(QStringLiteral(INIA_SOURCE_DIR "/tests/fuzz/corpus/formats/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    return (name.endsWith(QStringLiteral(".hex")) ? QByteArray::fromHex(bytes) : bytes).toStdString();
}

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

QStringList texts(const std::vector<std::string>& all)
{
    QStringList list;
    for (const auto& each : all)
        list.append(text(each));
    return list;
}

TextTable::Row rowOf(const TextTable& table, std::size_t number)
{
    return table.row(number);
}

std::shared_ptr<const std::string> shared(std::string content)
{
    return std::make_shared<const std::string>(std::move(content));
}

} // namespace

class tst_Formats final : public QObject {
    Q_OBJECT

private slots:
    void tellsFormats_data();
    void tellsFormats();
    void tellsEncodings_data();
    void tellsEncodings();
    void decodesInPieces();
    void unpacksLayers();
    void unpacksManyMembers();
    void stopsAtLimits();
    void readsJson_data();
    void readsJson();
    void guessesDialects_data();
    void guessesDialects();
    void readsDelimited();
    void leavesOutTheCutRow();
    void readsJsonLines();
    void readsZip_data();
    void readsZip();
    void refusesZip();
    void readsParquet();
    void refusesParquet();
    void writesHexRows();
    void survivesDamage_data();
    void survivesDamage();
};

void tst_Formats::tellsFormats_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("format");
    const auto add = [](const char* what, const QByteArray& bytes, const char* name, const char* type,
                        Format format) {
        QTest::newRow(what) << bytes << QString::fromLatin1(name) << QString::fromLatin1(type)
                            << static_cast<int>(format);
    };
    add("png that says text", QByteArray("\x89PNG\r\n\x1a\n\0\0", 10), "a.txt", "text/plain", Format::Image);
    add("csv by its name", "a,b\n1,2\n", "a.CSV", "binary/octet-stream", Format::Delimited);
    add("csv by its type", "a,b\n1,2\n", "export", "text/csv; charset=utf-8", Format::Delimited);
    add("name before type", "a,b\n1,2\n", "a.csv", "application/json", Format::Delimited);
    add("json by itself", "  {\"a\": 1}", "noname", "", Format::Json);
    add("log with brackets", "[2026-07-14 10:00:00] started\n", "app", "", Format::Text);
    add("list of numbers by name", "[1, 2]", "a.json", "", Format::Json);
    add("lines in a .json", "{\"a\":1}\n{\"a\":2}\n", "a.json", "application/json", Format::JsonLines);
    add("pretty json", "{\n  \"a\": {\n}\n}", "a.json", "", Format::Json);
    add("svg", "<?xml version=\"1.0\"?>\n<svg xmlns=\"\"/>", "a.xml", "text/xml", Format::Svg);
    add("xml", "<?xml version=\"1.0\"?>\n<a/>", "a.xml", "text/xml", Format::Text);
    add("binary that says text", QByteArray("\0\1\2\3\0\5", 6), "a.txt", "text/plain", Format::Binary);
    add("zip", "PK\3\4rest", "a.bin", "", Format::Zip);
    add("parquet", "PAR1rest", "part-0", "", Format::Parquet);
    add("BM that is text", "BM is a bank in the city, and this is a sentence\n", "a", "", Format::Text);
    add("nothing", "", "a", "", Format::Text);
}

void tst_Formats::tellsFormats()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, name);
    QFETCH(const QString, type);
    QTEST(static_cast<int>(formatOf(bytes.toStdString(), name.toStdString(), type.toStdString())), "format");
    QCOMPARE(text(nameInside("logs/a.csv.GZ")), QStringLiteral("logs/a.csv"));
    QCOMPARE(text(nameInside("a.tgz")), QStringLiteral("a.tar"));
    QCOMPARE(text(nameInside("a.gzip.txt")), QStringLiteral("a.gzip.txt"));
}

void tst_Formats::tellsEncodings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("decoded");
    const auto s = [](const char* t) { return QString::fromUtf8(t); };
    QTest::newRow("ascii") << QByteArray("abc") << s("") << s("UTF-8") << s("abc");
    QTest::newRow("utf-8") << QByteArray("Gr\xC3\xBC\xC3\x9F") << s("") << s("UTF-8") << s("Grüß");
    QTest::newRow("cut utf-8") << QByteArray("Gr\xC3\xBC\xC3") << s("") << s("UTF-8") << s("Grü");
    QTest::newRow("mark") << QByteArray("\xEF\xBB\xBF"
                                        "a")
                          << s("text/plain; charset=latin1") << s("UTF-8") << s("a");
    QTest::newRow("utf-16 with mark") << QByteArray("\xFF\xFE"
                                                    "a\0b\0",
                                                    6)
                                      << s("") << s("UTF-16LE") << s("ab");
    QTest::newRow("utf-16 without") << QByteArray("a\0b\0c\0", 6) << s("") << s("UTF-16LE") << s("abc");
    QTest::newRow("utf-16 the other way") << QByteArray("\0a\0b\0c", 6) << s("") << s("UTF-16BE") << s("abc");
    QTest::newRow("utf-32") << QByteArray("\xFF\xFE\0\0a\0\0\0", 8) << s("") << s("UTF-32LE") << s("a");
    QTest::newRow("charset") << QByteArray("\xC7\xD1") << s("text/plain; charset=\"EUC-KR\"") << s("euc-kr")
                             << s("한");
    QTest::newRow("charset that is not true")
        << QByteArray("Gr\xFC\xDF") << s("text/plain; charset=utf-8") << s("windows-1252") << s("Grüß");
    QTest::newRow("windows") << QByteArray("5 \x80") << s("") << s("windows-1252") << s("5 €");
    QTest::newRow("binary") << QByteArray("ab\0\0\1\2zz", 8) << s("") << s("") << QString();
    QTest::newRow("controls") << QByteArray("\1\2\3\4\5\6") << s("") << s("") << QString();
}

void tst_Formats::tellsEncodings()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, type);
    QFETCH(const QString, encoding);
    QFETCH(const QString, decoded);
    QCOMPARE(text(encodingOf(bytes.toStdString(), type.toStdString())), encoding);
    if (encoding.isEmpty())
        return;
    TextDecoder decoder(encoding.toStdString());
    QCOMPARE(text(decoder.decode(bytes.toStdString())), decoded);
    QCOMPARE(decoder.unreadable(), std::int64_t(0));
}

void tst_Formats::decodesInPieces()
{
    const std::string whole = "Gr\xC3\xBC\xC3\x9F\r\nzwei\r\ndr\xFF"
                              "ei \xEF\xBF\xBD\r\n";
    TextDecoder decoder("UTF-8");
    std::string out;
    for (const char c : whole)
        out += decoder.decode(std::string(1, c));
    QCOMPARE(text(out), QString::fromUtf8("Grüß\r\nzwei\r\ndr\uFFFDei \uFFFD\r\n"));
    QCOMPARE(text(std::string(decoder.lineEnds().name())), QStringLiteral("CRLF"));
    TextDecoder once("UTF-8");
    (void)once.decode(whole);
    QCOMPARE(once.unreadable(), std::int64_t(1)); // the other is what the text says
    (void)once.decode("x\n");
    QCOMPARE(text(std::string(once.lineEnds().name())), QStringLiteral("mixed"));
}

void tst_Formats::unpacksLayers()
{
    const std::string plain = std::string(300'000, 'x') + "end";
    for (const auto& [packed, layers] :
         std::vector<std::pair<std::string, std::size_t>>{{plain, 0},
                                                          {gzip(plain), 1},
                                                          {zstd(plain), 1},
                                                          {gzip(zstd(plain)), 2},
                                                          {zstd(gzip(plain)), 2}}) {
        UnpackLimits limits;
        limits.ratio = 100'000;
        Unpacker unpacker(limits);
        std::string out;
        for (std::size_t at = 0; at < packed.size(); at += 100)
            QVERIFY(unpacker.add(std::string_view(packed).substr(at, 100), out).ok());
        QVERIFY(out == plain);
        QCOMPARE(unpacker.layers().size(), layers);
        QVERIFY(unpacker.isAtEnd());
    }
    // What is packed three times is shown as it is inside the second.
    Unpacker unpacker;
    std::string out;
    QVERIFY(unpacker.add(gzip(gzip(gzip("deep"))), out).ok());
    QCOMPARE(int(compressionOf(out)), int(Compression::Gzip));
    // What nobody unpacks here is said.
    const auto refused = Unpacker().add("BZh91AY&SY\x01\x02\x03", out);
    QVERIFY(!refused.ok());
    QCOMPARE(text(refused.error().code), QStringLiteral("UnknownCompression"));
}

void tst_Formats::unpacksManyMembers()
{
    const std::string packed = gzip("one,") + gzip("two,") + gzip("three") + std::string("\0\0rest", 6);
    Unpacker unpacker;
    std::string out;
    QVERIFY(unpacker.add(packed, out).ok());
    QCOMPARE(text(out), QStringLiteral("one,two,three"));
    // Damage is told behind what was good.
    std::string broken = gzip(std::string(1000, 'a')) + gzip("second");
    broken.back() ^= 0x55;
    Unpacker damaged;
    out.clear();
    const auto added = damaged.add(broken, out);
    QVERIFY(!added.ok());
    QCOMPARE(text(added.error().code), QStringLiteral("DamagedArchive"));
    QVERIFY(out.size() >= 1000);
    QVERIFY(!damaged.add("more", out).ok());
}

void tst_Formats::stopsAtLimits()
{
    const auto codeOf = [](const std::string& packed, const UnpackLimits& limits, std::string& out) {
        Unpacker unpacker(limits);
        const auto added = unpacker.add(packed, out);
        return added ? QString() : text(added.error().code);
    };
    const std::string zeros = gzip(std::string(16 << 20, '\0'));
    std::string out;
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(codeOf(zeros, {}, out), QStringLiteral("RatioLimit"));
    QVERIFY(out.size() <= (std::size_t(4) << 20)); // 200 times 16 KiB
    UnpackLimits small;
    small.ratio = 1'000'000;
    small.output = 1 << 20;
    out.clear();
    QCOMPARE(codeOf(zeros, small, out), QStringLiteral("OutputLimit"));
    QVERIFY(out.size() <= std::size_t(1) << 20);
    UnpackLimits quick;
    quick.ratio = 1'000'000;
    quick.time = std::chrono::milliseconds(0);
    QCOMPARE(codeOf(zeros, quick, out), QStringLiteral("TimeLimit"));
    QCOMPARE(codeOf(zstd(std::string(1000, 'x'), 27), {}, out), QStringLiteral("WindowLimit"));
    QVERIFY(clock.elapsed() < 5'000);
}

void tst_Formats::readsJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("value"); ///< as it is written again
    QTest::addColumn<bool>("isComplete");
    QTest::addColumn<bool>("hasProblem");
    const auto add = [](const char* name, const char* json, const char* value, bool isComplete,
                        bool hasProblem) {
        QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(value) << isComplete << hasProblem;
    };
    add("scalar", " 42 ", "42", true, false);
    add("all kinds", R"({"a":[1,-2.5,1e3,true,false,null,"x"],"b":{}})",
        R"({"a": [1, -2.5, 1000.0, true, false, null, "x"], "b": {}})", true, false);
    add("escapes", R"(["\"\\\/\n\u00fc\ud83d\ude00\ud83d"])",
        "[\"\\\"\\\\/\\n\\u00fc\\ud83d\\ude00\\ufffd\"]", true, false);
    add("cut in a list", "[1, 2, {\"a\": tr", "[1, 2, {\"a\": null}]", false, false);
    add("cut in a text", "{\"a\": \"hel", R"({"a": "hel"})", false, false);
    add("cut behind a comma", "[1, ", "[1]", false, false);
    add("cut in an escape", "[\"a\\u00", R"(["a"])", false, false);
    add("cut in a number", "[1, -", "[1]", false, false);
    add("nothing", "", "null", false, false);
    add("twice the same name", R"({"a":1,"a":2})", R"({"a": 1, "a": 2})", true, false);
    add("wrong", "[1, x]", "[1]", false, true);
    add("more behind", "[1] 2", "[1]", false, true);
    add("leading zero", "[01]", "[]", false, true);
    add("long numbers", "[12345678901234567890, 0.1, 0.10000000000000000001]",
        R"(["12345678901234567890", 0.1, "0.10000000000000000001"])", true, false);
    add("mark", "\xEF\xBB\xBF[1]", "[1]", true, false);
}

void tst_Formats::readsJson()
{
    QFETCH(const QByteArray, json);
    const JsonDocument document = readJson(json.toStdString());
    QTEST(text(toJson(document.value)), "value");
    QTEST(document.isComplete, "isComplete");
    QTEST(!document.problem.empty(), "hasProblem");
    const JsonDocument deep = readJson(std::string(100'000, '['));
    QVERIFY(!deep.problem.empty());
    JsonLimits few;
    few.values = 10;
    QVERIFY(!readJson("[1,2,3,4,5,6,7,8,9,10,11,12]", few).problem.empty());
}

void tst_Formats::guessesDialects_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<char>("delimiter");
    QTest::addColumn<bool>("hasHeader");
    QTest::newRow("comma") << QByteArray("id,name\n1,x\n2,y\n") << ',' << true;
    QTest::newRow("semicolon with decimals") << QByteArray("id;price\n1;2,50\n2;3,75\n") << ';' << true;
    QTest::newRow("tab") << QByteArray("1\t2\t3\n4\t5\t6\n") << '\t' << false;
    QTest::newRow("pipe") << QByteArray("a|b\nc, d|e\nf|g\n") << '|' << true;
    QTest::newRow("quoted delimiters") << QByteArray("name;x\n\"a,b,c\";1\n\"d,e,f\";2\n") << ';' << true;
    QTest::newRow("one column") << QByteArray("name\nx\ny\n") << ',' << true;
}

void tst_Formats::guessesDialects()
{
    QFETCH(const QByteArray, csv);
    const auto dialect = TextTable::guess(csv.toStdString());
    QTEST(dialect.delimiter, "delimiter");
    QTEST(dialect.hasHeader, "hasHeader");
}

void tst_Formats::readsDelimited()
{
    const auto content =
        shared("\xEF\xBB\xBFid,note\r\n1,\"two\r\nlines, \"\"quoted\"\"\"\r\n2,5\" pipe\n3\n4,a,b\n");
    const TextTable table = TextTable::delimited(content, TextTable::guess(*content), false);
    QCOMPARE(texts(table.columns()), QStringList({QStringLiteral("id"), QStringLiteral("note")}));
    QCOMPARE(table.size(), std::size_t(4));
    QCOMPARE(texts(rowOf(table, 0).cells),
             QStringList({QStringLiteral("1"), QStringLiteral("two\r\nlines, \"quoted\"")}));
    QCOMPARE(texts(rowOf(table, 1).cells), QStringList({QStringLiteral("2"), QStringLiteral("5\" pipe")}));
    QVERIFY(rowOf(table, 1).problem.empty());
    QVERIFY(!rowOf(table, 2).problem.empty());
    QCOMPARE(rowOf(table, 2).cells.size(), std::size_t(2));
    QVERIFY(!rowOf(table, 3).problem.empty());
    QCOMPARE(rowOf(table, 3).cells.size(), std::size_t(3));
    const TextTable plain = TextTable::delimited(content, {',', '"', false}, false);
    QCOMPARE(plain.size(), std::size_t(5));
    QCOMPARE(text(plain.columns()[1]), QStringLiteral("Column 2"));
    // Columns and cells end somewhere.
    const TextTable wide =
        TextTable::delimited(shared(std::string(5000, ',') + '\n'), {',', '"', false}, false);
    QCOMPARE(wide.columns().size(), TextTable::mostColumns);
    const TextTable large = TextTable::delimited(shared(std::string(200'000, 'x')), {',', '"', false}, false);
    QCOMPARE(rowOf(large, 0).cells[0].size(), TextTable::longestCell);
}

void tst_Formats::leavesOutTheCutRow()
{
    const auto content = shared("a,b\n1,2\n3,\"4");
    QCOMPARE(TextTable::delimited(content, {}, true).size(), std::size_t(1));
    QCOMPARE(TextTable::delimited(content, {}, false).size(), std::size_t(2));
    const auto lines = shared("{\"a\":1}\n{\"a\":");
    QCOMPARE(TextTable::jsonLines(lines, true).size(), std::size_t(1));
    QCOMPARE(TextTable::jsonLines(lines, false).size(), std::size_t(2));
}

void tst_Formats::readsJsonLines()
{
    const auto content = shared("{\"a\":1,\"b\":\"x\"}\n{\"b\":{\"c\":[1]},\"d\":null}\nnot json\n[1]\n");
    const TextTable table = TextTable::jsonLines(content, false);
    QCOMPARE(texts(table.columns()),
             QStringList({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("d")}));
    QCOMPARE(table.size(), std::size_t(4));
    QCOMPARE(texts(rowOf(table, 0).cells),
             QStringList({QStringLiteral("1"), QStringLiteral("x"), QString()}));
    QCOMPARE(texts(rowOf(table, 1).cells),
             QStringList({QString(), QStringLiteral("{\"c\": [1]}"), QString()}));
    QVERIFY(!rowOf(table, 2).problem.empty());
    QCOMPARE(text(rowOf(table, 2).cells[0]), QStringLiteral("not json"));
    QVERIFY(rowOf(table, 3).problem.empty());
    QCOMPARE(text(std::string(table.line(1))), QStringLiteral("{\"b\":{\"c\":[1]},\"d\":null}"));
}

void tst_Formats::readsZip_data()
{
    QTest::addColumn<bool>("is64");
    QTest::addColumn<int>("prefix");
    QTest::addColumn<int>("comment");
    QTest::newRow("plain") << false << 0 << 0;
    QTest::newRow("zip64") << true << 0 << 0;
    QTest::newRow("long comment") << false << 0 << 60'000;
    QTest::newRow("unpacks itself") << false << 5'000 << 10;
}

void tst_Formats::readsZip()
{
    QFETCH(const bool, is64);
    QFETCH(const int, prefix);
    QFETCH(const int, comment);
    const std::string file =
        std::string(prefix, '#') + zip({{"docs/", ""},
                                        {"docs/readme.txt", std::string(100'000, 'r'), 0},
                                        {"\x81"
                                         "ber.txt",
                                         "cp437"},
                                        {"\xC3\xBC.txt", "utf8", 1 << 11},
                                        {"../secret", "no", 1}},
                                       is64, std::string(comment, '!'));
    ZipDirectory directory(static_cast<std::int64_t>(file.size()));
    QCOMPARE(text(tests::readTail(directory, file)), QString());
    const auto& entries = directory.entries();
    QCOMPARE(entries.size(), std::size_t(5));
    QVERIFY(entries[0].isFolder());
    QCOMPARE(text(entries[1].name), QStringLiteral("docs/readme.txt"));
    QCOMPARE(entries[1].size, std::int64_t(100'000));
    QCOMPARE(text(entries[2].name), QString::fromUtf8("über.txt"));
    QCOMPARE(text(entries[3].name), QString::fromUtf8("ü.txt"));
    QCOMPARE(text(entries[4].name), QStringLiteral("../secret"));
    QVERIFY(entries[4].isEncrypted);
    QCOMPARE(QDateTime::fromSecsSinceEpoch(entries[1].modified, Qt::UTC).toString(Qt::ISODate),
             QStringLiteral("2026-07-14T13:33:00Z"));
    QVERIFY(file.compare(static_cast<std::size_t>(entries[1].offset), 4, "PK\3\4") == 0);
    QCOMPARE(directory.comment().size(), std::size_t(comment));
}

void tst_Formats::refusesZip()
{
    ZipDirectory none(1000);
    QCOMPARE(text(tests::readTail(none, std::string(1000, 'x'))), QStringLiteral("NoZip"));
    std::string lying = zip({{"a", "b"}});
    lying.replace(lying.size() - 10, 4, little(0x7000'0000, 4));
    ZipDirectory large(static_cast<std::int64_t>(lying.size()));
    QCOMPARE(text(tests::readTail(large, lying)), QStringLiteral("DirectoryTooLarge"));
    std::string counting = zip({{"a", "b"}});
    counting.replace(counting.size() - 12, 2, little(60'000, 2));
    ZipDirectory many(static_cast<std::int64_t>(counting.size()));
    QCOMPARE(text(tests::readTail(many, counting)), QStringLiteral("DamagedZip"));
}

void tst_Formats::readsParquet()
{
    const std::string file = corpusFile(QStringLiteral("parquet.hex"));
    QVERIFY(!file.empty());
    ParquetFooter footer(static_cast<std::int64_t>(file.size()));
    QCOMPARE(text(tests::readTail(footer, file)), QString());
    QCOMPARE(footer.rows(), std::int64_t(6));
    QStringList columns;
    for (const auto& column : footer.columns())
        columns.append(text(column.path + ' ' + column.type + ' ' + column.meaning) +
                       (column.isOptional ? QStringLiteral(" ?") : QString()) +
                       (column.isRepeated ? QStringLiteral(" *") : QString()));
    QCOMPARE(columns, QStringList({QStringLiteral("id INT64  ?"), QStringLiteral("name BYTE_ARRAY UTF8 ?"),
                                   QStringLiteral("price DOUBLE  ?"), QStringLiteral("day INT32 DATE ?"),
                                   QStringLiteral("at INT64 TIMESTAMP_MICROS ?"),
                                   QStringLiteral("place.city BYTE_ARRAY UTF8 ?"),
                                   QStringLiteral("tags.list.element BYTE_ARRAY UTF8 ? *")}));
    QCOMPARE(footer.rowGroupCount(), std::int64_t(2));
    const auto& chunks = footer.rowGroups().front().chunks;
    QCOMPARE(chunks.size(), std::size_t(7));
    QCOMPARE(text(chunks[0].codec), QStringLiteral("ZSTD"));
    QCOMPARE(text(chunks[0].least + " to " + chunks[0].greatest), QStringLiteral("1 to 3"));
    QCOMPARE(text(chunks[1].least + " to " + chunks[1].greatest), QString::fromUtf8("Ada to Grüße"));
    QCOMPARE(chunks[1].nulls, std::int64_t(1));
    QCOMPARE(text(chunks[2].least), QStringLiteral("-1.5"));
    QCOMPARE(text(chunks[3].least), QStringLiteral("2026-07-14"));
    QCOMPARE(text(chunks[4].greatest), QStringLiteral("2026-07-14 10:00:02"));
    QCOMPARE(text(footer.notes().front().first), QStringLiteral("origin"));
}

void tst_Formats::refusesParquet()
{
    const std::string encrypted = std::string("PAR1") + std::string(100, 'x') + little(50, 4) + "PARE";
    ParquetFooter first(static_cast<std::int64_t>(encrypted.size()));
    QCOMPARE(text(tests::readTail(first, encrypted)), QStringLiteral("EncryptedParquet"));
    const std::string lying = std::string("PAR1") + std::string(100, 'x') + little(5'000, 4) + "PAR1";
    ParquetFooter second(static_cast<std::int64_t>(lying.size()));
    QCOMPARE(text(tests::readTail(second, lying)), QStringLiteral("DamagedParquet"));
    ParquetFooter third(3);
    QCOMPARE(text(tests::readTail(third, "abc")), QStringLiteral("NoParquet"));
}

void tst_Formats::writesHexRows()
{
    QCOMPARE(text(hexRow(16, "Hello world.\n\xFF"
                             "ab")),
             QStringLiteral("00000010  48 65 6c 6c 6f 20 77 6f  72 6c 64 2e 0a ff 61 62  Hello world...ab"));
    QCOMPARE(text(hexRow(0, "a")).size(),
             QStringLiteral("00000000  61                                                a").size());
}

void tst_Formats::survivesDamage_data()
{
    QTest::addColumn<QByteArray>("file");
    const auto add = [](const char* name, const std::string& bytes) {
        QVERIFY(!bytes.empty());
        QTest::newRow(name) << QByteArray::fromStdString(bytes);
    };
    std::string csv = "id,name,note\n";
    std::string lines;
    std::string json = "[";
    for (int i = 0; i < 50; ++i) {
        const std::string id = std::to_string(i);
        csv += id + ",\"name " + id + "\",\"a \"\"b\"\"\nc\"\n";
        lines += "{\"id\":" + id + ",\"tags\":[\"\\u00fc\",1.5]}\n";
        json += (i > 0 ? "," : "") + std::string("{\"id\":") + id + ",\"x\":[{},[],null,true]}";
    }
    add("csv", csv);
    add("json lines", lines);
    add("json", json + ']');
    add("gzip", gzip(csv) + gzip(lines));
    add("zstd", zstd(csv));
    add("zstd in gzip", gzip(zstd(lines)));
    add("zip", zip({{"a.txt", csv}, {"b/", ""}, {"b/c", "x", 1 << 11}}));
    add("zip64", zip({{"a.txt", csv}, {"b/c", "x"}}, true, "comment"));
    add("parquet", corpusFile(QStringLiteral("parquet.hex")));
    add("utf-16", QByteArray("\xFF\xFE"
                             "a\0,\0b\0\n\0"
                             "1\0,\0"
                             "2\0\n\0",
                             18)
                      .toStdString());
}

/// Cut at every sixteenth, and one byte changed in a thousand places.
void tst_Formats::survivesDamage()
{
    QFETCH(const QByteArray, file);
    QElapsedTimer clock;
    qint64 longest = 0;
    const auto read = [&](const QByteArray& bytes) {
        clock.start();
        QVERIFY(tests::readEverything({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
        longest = qMax(longest, clock.elapsed());
    };
    for (int part = 0; part <= 16; ++part)
        read(file.left(file.size() * part / 16));
    quint32 random = 1;
    for (int i = 0; i < 1000; ++i) {
        random = random * 1664525 + 1013904223;
        QByteArray damaged = file;
        const auto at = static_cast<qsizetype>(i) * file.size() / 1000;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 + (random >> 24) % 255));
        read(damaged);
    }
    QVERIFY2(longest < 1000, qPrintable(QString::number(longest)));
}

INIA_TEST_CLASS(tst_Formats, QCoreApplication)
#include "tst_formats.moc"
