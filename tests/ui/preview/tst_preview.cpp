#include "tests/support/s3double.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"
#include "tests/ui/recordedservices.h"
#include "ui/browse/objectspage.h"
#include "ui/browse/servicekit.h"
#include "ui/models/resourcefinder.h"
#include "ui/preview/linesview.h"
#include "ui/preview/objecttabs.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QtEndian>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>

#include <zlib.h>

#include <chrono>
#include <memory>

using namespace inia;
using namespace inia::tests;
using namespace inia::ui;
using inia::test::S3Double;

namespace {

QByteArray gzipped(const QByteArray& bytes)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))) + 64,
                   '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.constData()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

QByteArray corpus(const char* name)
{
    QFile file(QStringLiteral(INIA_SOURCE_DIR "/tests/fuzz/corpus/formats/") + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? QByteArray::fromHex(file.readAll()) : QByteArray();
}

QByteArray picture(const char* format, const QSize& size)
{
    QImage image(size, QImage::Format_ARGB32);
    image.fill(QColor(200, 30, 60));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return buffer.data();
}

// What stands beside a preview.
class Summary final : public DetailsView {
public:
    using DetailsView::DetailsView;
    void showSelection(const Selection&) override {}
    void clear() override {}
};

} // namespace

// From an object at a server to what is on the screen.
class tst_Preview final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void showsText();
    void loadsMoreText();
    void showsTheEnd();
    void showsJson();
    void showsLargeJsonAsText();
    void showsTables();
    void showsJsonLines();
    void unpacks();
    void saysWhatLimitStopped();
    void showsPictures_data();
    void showsPictures();
    void brokenPicturesAreAState_data();
    void brokenPicturesAreAState();
    void decodersAreKilled();
    void svgLeadsNowhere();
    void showsArchives();
    void showsParquet();
    void showsBytes();
    void hugeObjectsCostLittle_data();
    void hugeObjectsCostLittle();
    void failuresHaveNames_data();
    void failuresHaveNames();
    void replacedObjectsAreReloaded();
    void loadingCanBeStopped();
    void emptyOnesSaySo();
    void findsAndSelects();
    void modelKeepsItsPromises();
    void tabsLoadWhenAsked();
    void chargedReadingIsAskedFirst();
    void spaceClosesTheWindow();
    void rowsOpenTheirPreview();

private:
    void open(const char* key, std::int64_t size = -1);
    void put(const char* key, const QByteArray& bytes, const char* type = nullptr);
    [[nodiscard]] PreviewTarget target(const char* key, std::int64_t size = -1) const;
    [[nodiscard]] QString words(const QWidget* widget) const;
    [[nodiscard]] QString status() const;
    [[nodiscard]] LinesView* lines() const { return m_view->findChild<LinesView*>(); }
    [[nodiscard]] QAbstractItemModel* rows() const { return m_view->findChild<TableView*>()->model(); }
    [[nodiscard]] PreviewKind kind() const { return m_view->content()->kind; }
    void press(const QString& text);

    std::unique_ptr<S3Double> m_s3;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Appearance> m_appearance;
    RecordedServices m_services;
    std::unique_ptr<PreviewView> m_view;
};

void tst_Preview::initTestCase()
{
    qputenv("INIA_DECODER", INIA_BINARY_DIR "/bin/inia-decoder");
    if (!tests::hasModelPack())
        QSKIP("this build has no service models");
    m_appearance = std::make_unique<Appearance>(*qApp);
}

void tst_Preview::init()
{
    using namespace std::chrono_literals;
    m_s3 = std::make_unique<S3Double>();
    m_s3->addBucket("acme");
    m_session = std::make_unique<Session>(tests::makeNetworkSession(m_s3->url(), 20s).value());
    m_view = std::make_unique<PreviewView>(*m_appearance, m_services);
    m_view->resize(800, 500);
    m_view->show();
}

void tst_Preview::cleanup()
{
    m_view.reset();
    m_session.reset();
    m_s3.reset();
}

void tst_Preview::put(const char* key, const QByteArray& bytes, const char* type)
{
    auto& version = m_s3->put("acme", key, bytes);
    if (type != nullptr)
        version.headers["content-type"] = type;
}

PreviewTarget tst_Preview::target(const char* key, std::int64_t size) const
{
    return {m_session->client("s3").value(), {"acme", key}, size, {}};
}

void tst_Preview::open(const char* key, std::int64_t size)
{
    QSignalSpy shown(m_view.get(), &PreviewView::shown);
    m_view->open(target(key, size).object());
    QTRY_VERIFY_WITH_TIMEOUT(!shown.isEmpty(), 20'000);
}

QString tst_Preview::words(const QWidget* widget) const
{
    QString all;
    for (const auto* label : widget->findChildren<QLabel*>())
        all += label->text() + u'\n';
    for (const auto* label : widget->findChildren<ElidedLabel*>())
        all += label->text() + u'\n';
    for (const auto* button : widget->findChildren<QPushButton*>())
        all += button->text() + u'\n';
    return all;
}

QString tst_Preview::status() const
{
    return words(m_view.get());
}

void tst_Preview::press(const QString& text)
{
    for (auto* button : m_view->findChildren<QAbstractButton*>()) {
        if (button->text() == text && button->isVisible()) {
            button->click();
            return;
        }
    }
    QFAIL(qPrintable(QStringLiteral("no button \"%1\" in %2").arg(text, status())));
}

void tst_Preview::showsText()
{
    put("notes.txt", "first\r\nGr\xC3\xBC\xC3\x9F"
                     "e\tx\r\nlast");
    open("notes.txt");
    QCOMPARE(kind(), PreviewKind::Text);
    QCOMPARE(lines()->lineCount(), 3);
    QCOMPARE(lines()->line(1), QString::fromUtf8("Grüße   x"));
    QVERIFY2(status().contains(QStringLiteral("CRLF")), qPrintable(status()));
    QVERIFY2(status().contains(QStringLiteral("22 B of 22 B")), qPrintable(status()));
    QVERIFY2(status().contains(QStringLiteral("1 request")), qPrintable(status()));
    QCOMPARE(m_s3->requests().size(), std::size_t(1));
    m_view->chooseKind(PreviewKind::Hex);
    QTRY_COMPARE(kind(), PreviewKind::Hex);
    QVERIFY(lines()->line(0).startsWith(QStringLiteral("00000000  66 69 72 73")));
    QCOMPARE(m_s3->requests().size(), std::size_t(1)); // what is there is not asked for again
}

void tst_Preview::loadsMoreText()
{
    QByteArray text;
    for (int i = 0; text.size() < 3'000'000; ++i)
        text += "line number " + QByteArray::number(i) + '\n';
    put("big.log", text);
    open("big.log", text.size());
    QCOMPARE(m_view->content()->text.text->size(), std::size_t(256) << 10);
    QVERIFY2(status().contains(QStringLiteral("256 KB of 2.86 MB")), qPrintable(status()));
    lines()->verticalScrollBar()->setValue(1000);
    QSignalSpy shown(m_view.get(), &PreviewView::shown);
    press(QStringLiteral("Load more"));
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(m_view->content()->text.text->size(), (std::size_t(256) << 10) + (std::size_t(1) << 20));
    QCOMPARE(lines()->verticalScrollBar()->value(), 1000); // what is in sight stays
    for (int i = 2; i <= 3; ++i) {
        press(QStringLiteral("Load more"));
        QTRY_COMPARE(shown.size(), i);
    }
    QCOMPARE(*m_view->content()->text.text, text.toStdString());
    QCOMPARE(m_s3->count("GetObject"), 4);
    for (const auto* link : m_view->findChildren<LinkButton*>())
        QVERIFY(!link->isVisible() || link->text() != QStringLiteral("Load more"));
}

void tst_Preview::showsTheEnd()
{
    QByteArray text;
    for (int i = 0; text.size() < 3'000'000; ++i)
        text += "line number " + QByteArray::number(i) + '\n';
    put("big.log", text);
    open("big.log");
    QSignalSpy shown(m_view.get(), &PreviewView::shown);
    m_view->showPart(true);
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(m_s3->count("GetObject"), 2);
    QVERIFY(lines()->line(0).startsWith(QStringLiteral("line number "))); // a whole one
    const QByteArray last = text.trimmed().split('\n').constLast();
    QCOMPARE(lines()->line(lines()->lineCount() - 1), QString::fromUtf8(last));
    QCOMPARE(lines()->verticalScrollBar()->value(), lines()->verticalScrollBar()->maximum());
    m_view->chooseKind(PreviewKind::Hex);
    QTRY_COMPARE(shown.size(), 2);
    const qint64 base = (text.size() - (256 << 10)) / 16 * 16;
    QVERIFY2(lines()->line(0).startsWith(QStringLiteral("%1  ").arg(base, 8, 16, QLatin1Char('0'))),
             qPrintable(lines()->line(0)));
    m_view->showPart(false);
    QTRY_COMPARE(shown.size(), 3);
    QVERIFY(lines()->line(0).startsWith(QStringLiteral("00000000  ")));
    m_view->showPart(true);
    QTRY_COMPARE(shown.size(), 4);
    m_view->chooseKind(PreviewKind::Table); // of what comes first
    QTRY_COMPARE(shown.size(), 5);
    QCOMPARE(rows()->index(0, 1).data().toString(), QStringLiteral("line number 1"));
    QCOMPARE(m_s3->count("GetObject"), 3);
}

void tst_Preview::showsJson()
{
    put("a.json", R"({"name":"x","list":[1,2,{"deep":true}],"name":"twice"})", "application/json");
    open("a.json");
    QCOMPARE(kind(), PreviewKind::Json);
    auto* tree = m_view->findChild<TreeView*>();
    QVERIFY(tree->isVisible());
    QCOMPARE(tree->model()->rowCount(), 3);
    m_view->showFind(); // goes to the text, where there is something to be found
    QTRY_VERIFY(lines()->isVisible());
    QCOMPARE(lines()->line(1), QStringLiteral("  \"name\": \"x\","));
    put("cut.json", R"({"a": [1, 2)");
    open("cut.json");
    QVERIFY2(status().contains(QStringLiteral("ends too early")), qPrintable(status()));
    put("bad.json", R"({"a": [1, 2], oops})");
    open("bad.json");
    QVERIFY2(status().contains(QStringLiteral("from byte 14 on")), qPrintable(status()));
}

void tst_Preview::showsLargeJsonAsText()
{
    m_s3->putSynthetic("acme", "big.json", std::int64_t(5) << 30);
    const QByteArray whole = "[" + QByteArray("\"0123456789\",").repeated(50'000) + "1]"; // some windows
    put("some.json", whole);
    open("some.json");
    QCOMPARE(kind(), PreviewKind::Json);
    QCOMPARE(m_view->content()->json.value.size(), std::size_t(50'001));
    QCOMPARE(m_s3->count("GetObject"), 2); // the first window, and the rest at once
    PreviewInput input;
    input.bytes = "[1, 2";
    input.size = std::int64_t(5) << 30;
    input.key = "big.json";
    const auto content = readPreview(input);
    QCOMPARE(content.kind, PreviewKind::Text);
    QVERIFY(content.notice.contains(QStringLiteral("8.00 MB")));
}

void tst_Preview::showsTables()
{
    put("a.csv", "id;price\n1;2,50\n2;\"3;75\"\n3\n");
    open("a.csv");
    QCOMPARE(kind(), PreviewKind::Table);
    QCOMPARE(rows()->rowCount(), 3);
    QCOMPARE(rows()->columnCount(), 3);
    QCOMPARE(rows()->headerData(2, Qt::Horizontal).toString(), QStringLiteral("price"));
    QCOMPARE(rows()->index(1, 2).data().toString(), QStringLiteral("3;75"));
    QVERIFY(rows()->index(1, 0).data(IconNameRole).isNull());
    QCOMPARE(rows()->index(2, 0).data(IconNameRole).toString(), QStringLiteral("warn"));
    QVERIFY(rows()->index(2, 0).data(ExactTextRole).toString().contains(QStringLiteral("1 cells")));
    QSignalSpy shown(m_view.get(), &PreviewView::shown);
    for (auto* control : m_view->findChildren<SegmentedControl*>()) {
        if (control->isVisible()) {
            control->setCurrentIndex(1);
            emit control->currentChanged(1);
        }
    }
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(rows()->rowCount(), 4);
    QCOMPARE(m_s3->count("GetObject"), 1);
}

void tst_Preview::showsJsonLines()
{
    put("a.ndjson", "{\"a\":1}\n{\"b\":[2]}\nbad\n");
    open("a.ndjson");
    QCOMPARE(kind(), PreviewKind::Table);
    QCOMPARE(rows()->rowCount(), 3);
    QCOMPARE(rows()->index(1, 2).data().toString(), QStringLiteral("[2]"));
    QCOMPARE(rows()->index(2, 0).data(IconNameRole).toString(), QStringLiteral("warn"));
}

void tst_Preview::unpacks()
{
    put("a.csv.gz", gzipped("a,b\n1,2\n"), "binary/octet-stream");
    open("a.csv.gz");
    QCOMPARE(kind(), PreviewKind::Table);
    QCOMPARE(rows()->rowCount(), 1);
    QVERIFY2(status().contains(QStringLiteral("gzip")), qPrintable(status()));
    m_view->chooseKind(PreviewKind::Hex); // as it is stored
    QTRY_VERIFY(lines()->line(0).startsWith(QStringLiteral("00000000  1f 8b")));
}

void tst_Preview::saysWhatLimitStopped()
{
    put("zeros.gz", gzipped(QByteArray(64 << 20, '0')));
    open("zeros.gz");
    QVERIFY2(status().contains(QStringLiteral("200 times as much")), qPrintable(status()));
    put("broken.gz", gzipped(QByteArray("text\n").repeated(1000)).replace(30, 4, "????"));
    open("broken.gz");
    QVERIFY2(status().contains(QStringLiteral("no gzip data")), qPrintable(status()));
}

void tst_Preview::showsPictures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("facts");
    QTest::newRow("png") << picture("PNG", {120, 80})
                         << QStringLiteral("PNG \u00B7 120 \u00D7 80 \u00B7 32 bits");
    QTest::newRow("bmp") << picture("BMP", {20, 10}) << QStringLiteral("BMP \u00B7 20 \u00D7 10");
    QTest::newRow("large jpeg") << picture("JPG", {5000, 2500})
                                << QStringLiteral("JPEG \u00B7 5000 \u00D7 2500");
    QTest::newRow("svg") << QByteArray("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"32\">"
                                       "<rect width=\"64\" height=\"32\" fill=\"#c81e3c\"/></svg>")
                         << QStringLiteral("SVG \u00B7 64 \u00D7 32");
}

void tst_Preview::showsPictures()
{
    QFETCH(const QByteArray, bytes);
    put("picture", bytes);
    open("picture");
    QCOMPARE(kind(), PreviewKind::Picture);
    auto* view = m_view->findChild<PictureView*>();
    QVERIFY2(view->isVisible(), qPrintable(status()));
    QFETCH(const QString, facts);
    QVERIFY2(status().contains(facts), qPrintable(status()));
    const QImage& image = view->picture();
    QVERIFY(!image.isNull() && image.width() <= 2000);
    const QColor middle = image.pixelColor(image.width() / 2, image.height() / 2);
    QVERIFY2(qAbs(middle.red() - 200) < 6 && qAbs(middle.blue() - 60) < 6, qPrintable(middle.name()));
}

void tst_Preview::brokenPicturesAreAState_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    QTest::newRow("cut") << picture("PNG", {200, 200}).left(60) << QStringLiteral("damaged");
    // Its header says 30,000 x 30,000 points.
    QByteArray bomb = picture("PNG", {10, 10});
    bomb.replace(16, 8, QByteArray::fromHex("0000753000007530"));
    QTest::newRow("bomb") << bomb << QStringLiteral("damaged");
    // The same with a checksum that is right.
    QByteArray large = bomb;
    const auto sum =
        qToBigEndian(quint32(crc32(0, reinterpret_cast<const Bytef*>(large.constData()) + 12, 17)));
    large.replace(29, 4, QByteArray(reinterpret_cast<const char*>(&sum), 4));
    QTest::newRow("large") << large << QStringLiteral("30,000 \u00D7 30,000 points");
    QTest::newRow("none") << QByteArray("\x89PNG\r\n\x1a\nrest") << QString();
    QTest::newRow("svg that is none")
        << QByteArray("<svg><rect") << QStringLiteral("no SVG that can be drawn");
}

void tst_Preview::brokenPicturesAreAState()
{
    QFETCH(const QByteArray, bytes);
    put("picture", bytes);
    open("picture");
    QVERIFY2(m_view->findChild<StateView*>()->isVisible(), qPrintable(status()));
    QVERIFY2(status().contains(QStringLiteral("cannot be shown")), qPrintable(status()));
    QFETCH(const QString, why);
    QVERIFY2(status().contains(why), qPrintable(status()));
    press(QStringLiteral("Show its bytes"));
    QTRY_COMPARE(kind(), PreviewKind::Hex);
    QTRY_VERIFY(lines()->isVisible());
}

void tst_Preview::decodersAreKilled()
{
    const auto codeOf = [](const char* program, int limit) {
        qputenv("INIA_DECODER", program);
        const auto decoding = makeOwned<PictureDecoding>(QByteArray(1000, 'x'), 100);
        decoding->setTimeLimit(limit);
        decoding->start();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(decoding->isFinished(), 20'000); }();
        qputenv("INIA_DECODER", INIA_BINARY_DIR "/bin/inia-decoder");
        return QByteArray::fromStdString(decoding->result().error().code);
    };
    QTemporaryDir folder;
    const auto script = [&folder](const char* name, const char* body) {
        QFile file(folder.filePath(QLatin1String(name)));
        (void)file.open(QIODevice::WriteOnly);
        file.write(QByteArray("#!/bin/sh\n") + body);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return file.fileName().toLocal8Bit();
    };
    QCOMPARE(codeOf(script("hangs", "exec sleep 600\n").constData(), 300), QByteArray("DecoderTimeout"));
    QCOMPARE(codeOf(script("crashes", "kill -SEGV $$\n").constData(), 15'000), QByteArray("NotDecoded"));
    QCOMPARE(
        codeOf(script("lies", "echo '{\"shownWidth\":9,\"shownHeight\":9}'\necho no\n").constData(), 15'000),
        QByteArray("NotDecoded"));
    QCOMPARE(codeOf("/nowhere/inia-decoder", 15'000), QByteArray("NoDecoder"));
}

// What a picture refers to is not read, wherever it is.
void tst_Preview::svgLeadsNowhere()
{
    QTemporaryDir folder;
    const QString red = folder.filePath(QStringLiteral("red.png"));
    QImage image(64, 64, QImage::Format_RGB32);
    image.fill(Qt::red);
    QVERIFY(image.save(red));
    put("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                 "width=\"64\" height=\"64\"><rect width=\"64\" height=\"64\" fill=\"#00ff00\"/>"
                 "<image width=\"64\" height=\"64\" xlink:href=\"" +
                     red.toUtf8() + "\"/></svg>");
    open("a.svg");
    const QImage& shown = m_view->findChild<PictureView*>()->picture();
    QVERIFY2(!shown.isNull(), qPrintable(status()));
    QCOMPARE(shown.pixelColor(32, 32), QColor(0, 255, 0));
}

void tst_Preview::showsArchives()
{
    put("a.zip", corpus("zip.hex"));
    open("a.zip");
    QCOMPARE(kind(), PreviewKind::Archive);
    QCOMPARE(rows()->rowCount(), 2);
    QCOMPARE(rows()->index(0, 0).data().toString(), QString::fromUtf8("a/ü.txt"));
    QCOMPARE(rows()->index(0, 1).data().toLongLong(), 20);
    QVERIFY2(status().contains(QStringLiteral("2 entries")), qPrintable(status()));
    QCOMPARE(m_s3->count("GetObject"), 1); // it is all there after the first window
    put("bad.zip", "PK\3\4 and nothing more");
    open("bad.zip");
    QVERIFY2(status().contains(QStringLiteral("no directory at the end")), qPrintable(status()));
}

void tst_Preview::showsParquet()
{
    put("part-0.parquet", corpus("parquet.hex"));
    open("part-0.parquet");
    QCOMPARE(kind(), PreviewKind::Parquet);
    QCOMPARE(rows()->rowCount(), 7);
    QCOMPARE(rows()->index(5, 0).data().toString(), QStringLiteral("place.city"));
    QCOMPARE(rows()->index(5, 4).data().toString(), QStringLiteral("ZSTD"));
    QCOMPARE(rows()->index(0, 8).data().toString(), QString::fromUtf8("1 … 3, 4 … 6"));
    QVERIFY2(status().contains(QStringLiteral("6 rows")), qPrintable(status()));
}

void tst_Preview::showsBytes()
{
    put("a.bin", QByteArray("\0\1\2\3", 4).repeated(10));
    open("a.bin");
    QCOMPARE(kind(), PreviewKind::Hex);
    QCOMPARE(lines()->lineCount(), 3);
    QVERIFY(lines()->line(2).startsWith(QStringLiteral("00000020  00 01 02 03")));
}

void tst_Preview::hugeObjectsCostLittle_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<QString>("key");
    const QByteArray text = QByteArray("a,b,c\n").repeated(50'000);
    QTest::newRow("text") << text << QByteArray() << QStringLiteral("a.txt");
    QTest::newRow("csv") << text << QByteArray() << QStringLiteral("a.csv");
    QTest::newRow("parquet") << QByteArray("PAR1") << corpus("parquet.hex") << QStringLiteral("a.parquet");
}

// At most three requests and 384 KiB until something is to be seen of any object.
void tst_Preview::hugeObjectsCostLittle()
{
    QFETCH(const QByteArray, begin);
    QFETCH(const QByteArray, end);
    QFETCH(const QString, key);
    put(key.toUtf8().constData(), begin + QByteArray(6 << 20, 'x') + end);
    open(key.toUtf8().constData());
    QVERIFY2(!m_view->findChild<StateView*>()->isVisible(), qPrintable(status()));
    QVERIFY(m_s3->requests().size() <= 3);
    qint64 asked = 0;
    for (const auto& request : m_s3->requests()) {
        const auto parts = QByteArray::fromStdString(request.headers.at("range")).mid(6).split('-');
        asked += parts.at(1).toLongLong() - parts.at(0).toLongLong() + 1;
    }
    QVERIFY2(asked <= 384 << 10, qPrintable(QString::number(asked)));
}

void tst_Preview::failuresHaveNames_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("title");
    QTest::newRow("archived") << 403 << QByteArray("InvalidObjectState")
                              << QStringLiteral("This object is archived");
    QTest::newRow("denied") << 403 << QByteArray("AccessDenied")
                            << QStringLiteral("You may not read this object");
    QTest::newRow("gone") << 404 << QByteArray("NoSuchKey")
                          << QStringLiteral("There is no such object any more");
    QTest::newRow("key disabled") << 400 << QByteArray("KMS.DisabledException")
                                  << QStringLiteral("The key of this object is disabled");
}

void tst_Preview::failuresHaveNames()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    QFETCH(const QString, title);
    put("a.txt", "text");
    m_s3->fail({"GetObject", {}, 1, status, code.toStdString()});
    open("a.txt");
    QVERIFY2(this->status().contains(title), qPrintable(this->status()));
    QSignalSpy shown(m_view.get(), &PreviewView::shown);
    press(QStringLiteral("Retry"));
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(lines()->line(0), QStringLiteral("text"));
}

void tst_Preview::replacedObjectsAreReloaded()
{
    put("a.txt", QByteArray("old\n").repeated(200'000));
    open("a.txt");
    put("a.txt", QByteArray("new\n").repeated(200'000));
    QSignalSpy shown(m_view.get(), &PreviewView::shown);
    press(QStringLiteral("Load more"));
    QTRY_COMPARE(shown.size(), 1);
    QVERIFY2(status().contains(QStringLiteral("Changed meanwhile")), qPrintable(status()));
    press(QStringLiteral("Reload"));
    QTRY_COMPARE(shown.size(), 2);
    QVERIFY(m_view->content()->text.text->find("old") == std::string::npos);
    QCOMPARE(lines()->line(0), QStringLiteral("new"));
}

void tst_Preview::loadingCanBeStopped()
{
    put("a.txt", QByteArray("text\n").repeated(200'000));
    m_s3->manners.pause = std::chrono::milliseconds(400);
    m_view->open(target("a.txt").object());
    QTRY_VERIFY(status().contains(QStringLiteral("Loading")));
    QSignalSpy shown(m_view.get(), &PreviewView::shown);
    press(QStringLiteral("Cancel"));
    QTRY_COMPARE(shown.size(), 1);
    QVERIFY2(status().contains(QStringLiteral("Loading was stopped")), qPrintable(status()));
    press(QStringLiteral("Load it"));
    QTRY_COMPARE(shown.size(), 2);
    QCOMPARE(kind(), PreviewKind::Text);
    // A second window that is stopped leaves the first.
    press(QStringLiteral("Load more"));
    press(QStringLiteral("Cancel"));
    QTRY_COMPARE(shown.size(), 3);
    QVERIFY(lines()->isVisible());
    QCOMPARE(lines()->line(0), QStringLiteral("text"));
}

void tst_Preview::emptyOnesSaySo()
{
    put("empty", {});
    open("empty", 0);
    QVERIFY2(status().contains(QStringLiteral("This object is empty")), qPrintable(status()));
    QVERIFY2(status().contains(QStringLiteral("0 requests")), qPrintable(status()));
    QVERIFY(m_s3->requests().empty());
}

void tst_Preview::findsAndSelects()
{
    put("a.txt", QByteArray("alpha\nbeta ALPHA\n\xC3\xBC alpha\n"));
    open("a.txt");
    QVERIFY(lines()->find(QStringLiteral("alpha")));
    QCOMPARE(lines()->selectedText(), QStringLiteral("alpha"));
    QVERIFY(lines()->find(QStringLiteral("alpha")));
    QCOMPARE(lines()->selectedText(), QStringLiteral("ALPHA"));
    QVERIFY(lines()->find(QStringLiteral("\u00FC alpha")));
    QCOMPARE(lines()->selectedText(), QStringLiteral("\u00FC alpha"));
    QVERIFY(lines()->find(QStringLiteral("alpha"))); // around
    QVERIFY(lines()->find(QStringLiteral("alpha"), true));
    QCOMPARE(lines()->selectedText(), QStringLiteral("alpha"));
    QVERIFY(!lines()->find(QStringLiteral("gamma")));
    lines()->selectAll();
    QCOMPARE(lines()->selectedText(), QStringLiteral("alpha\nbeta ALPHA\n\u00FC alpha"));
    m_services.copied.clear();
    QTest::keyClick(lines(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(m_services.copied.size(), 1);
    QTest::keyClick(m_view.get(), Qt::Key_F, Qt::ControlModifier);
    // Any line may be very long: only what is in sight is laid out.
    put("long.txt", QByteArray(20 << 20, 'x') + "\nend");
    QElapsedTimer clock;
    open("long.txt");
    lines()->horizontalScrollBar()->setValue(lines()->horizontalScrollBar()->maximum());
    clock.start();
    (void)lines()->viewport()->grab();
    QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
}

void tst_Preview::modelKeepsItsPromises()
{
    PreviewTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto table = [](const char* text) {
        return PreviewRows::of(
            TextTable::delimited(std::make_shared<const std::string>(text), {',', '"', true}, false));
    };
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.setRows(table("a,b\n1,2\n"));
    QCOMPARE(reset.size(), 1);
    model.setRows(table("a,b\n1,2\n3,4\n5,6\n"));
    QCOMPARE(reset.size(), 1);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.copyText({model.index(0, 0), model.index(2, 0)}), QStringLiteral("1\t1\t2\n3\t5\t6"));
    model.setRows(table("a\n1\n"));
    QCOMPARE(reset.size(), 2);
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
}

// Not by mere selection.
void tst_Preview::tabsLoadWhenAsked()
{
    put("a.txt", "text a");
    put("b.txt", "text b");
    RecordedServices services;
    auto* summary = new Summary(services);
    ObjectTabs tabs(*m_appearance, services, summary);
    const auto select = [&](const char* key) {
        const auto object = m_session->resource("s3").value().subResource("Object", {"acme", key});
        tabs.showSelection({S3Location{"acme", key}, {object.value()}, {}, Value::map({{"Size", 6}})});
    };
    tabs.show();
    select("a.txt");
    QVERIFY(summary->isVisible());
    QVERIFY(m_s3->requests().empty());
    QSignalSpy shown(tabs.preview(), &PreviewView::shown);
    tabs.showPreview(true);
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(m_s3->count("GetObject"), 1);
    select("a.txt");
    select("b.txt");
    QVERIFY2(words(&tabs).contains(QStringLiteral("Not loaded")), qPrintable(words(&tabs)));
    QCOMPARE(m_s3->count("GetObject"), 1);
    tabs.showPreview(true);
    for (auto* button : tabs.findChildren<QAbstractButton*>()) {
        if (button->text() == QStringLiteral("Show it"))
            button->click();
    }
    QTRY_COMPARE(shown.size(), 2);
    QCOMPARE(tabs.preview()->findChild<LinesView*>()->line(0), QStringLiteral("text b"));
    tabs.clear();
    QVERIFY(!tabs.preview()->isOpen());
}

void tst_Preview::chargedReadingIsAskedFirst()
{
    put("a.txt", "text");
    PreviewTarget rare = target("a.txt");
    rare.storageClass = "STANDARD_IA";
    rare.showIn(*m_view);
    QVERIFY2(status().contains(QStringLiteral("STANDARD_IA has a fee")), qPrintable(status()));
    QVERIFY(m_s3->requests().empty());
    QSignalSpy shown(m_view.get(), &PreviewView::shown);
    press(QStringLiteral("Show it"));
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(lines()->line(0), QStringLiteral("text"));
}

void tst_Preview::spaceClosesTheWindow()
{
    put("a.txt", "text");
    PreviewWindow window(*m_appearance, m_services, nullptr);
    QSignalSpy shown(window.view(), &PreviewView::shown);
    window.showObject(target("a.txt"));
    QTRY_COMPARE(shown.size(), 1);
    QVERIFY(window.isVisible());
    QVERIFY(window.windowTitle().startsWith(QStringLiteral("a.txt")));
    QTest::keyClick(window.view()->findChild<LinesView*>(), Qt::Key_Space);
    QVERIFY(!window.isVisible());
    QVERIFY(!window.view()->isOpen());
}

// Space and opening in a table of objects, the command, and the tab beside it.
void tst_Preview::rowsOpenTheirPreview()
{
    put("a/b.txt", "inside");
    put("a.txt", "text a");
    put("z.txt", "text z");
    const ServiceResources resources(*m_session);
    ChangeGate gate({}, m_session->policy());
    RecordedServices services;
    const ViewParts parts{*m_appearance,          *m_session, resources, gate, services,
                          QStringLiteral("test"), {},         {}};
    ServiceKits kits;
    kits.add<S3Kit>();
    DetailsArea details(kits, parts);
    ObjectsPage page(parts, details);
    page.view()->resize(600, 400);
    page.view()->show();
    page.enter(Place(S3Location{"acme", {}}), {});
    TableView* table = page.view()->table();
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QVERIFY(!page.act(CommandId::Preview).obstacle.isNull()); // nothing is selected
    page.showRow("a.txt");
    QVERIFY(page.act(CommandId::Preview).obstacle.isNull());
    m_view->hide(); // keys go to the window that is active
    page.view()->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(page.view()));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Space);
    auto* window = page.view()->findChild<PreviewWindow*>();
    QVERIFY(window);
    QTRY_VERIFY(window->view()->content().has_value());
    QCOMPARE(window->view()->findChild<LinesView*>()->line(0), QStringLiteral("text a"));
    page.showRow("z.txt");
    emit table->activated(table->currentIndex()); // a double click, or Enter
    QTRY_COMPARE(window->view()->findChild<LinesView*>()->line(0), QStringLiteral("text z"));
    page.showRow("a/"); // a folder is opened and not shown
    QVERIFY(!page.act(CommandId::Preview).obstacle.isNull());
    QCOMPARE(m_s3->count("GetObject"), 2);
}

INIA_TEST_CLASS(tst_Preview, QApplication)
#include "tst_preview.moc"
