#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/xmlreader.h"
#include "core/protocol/xmlscanner.h"
#include "tests/support/testmain.h"

#include <QtTest/QtTest>

using namespace inia;

/// The scanner either reads exactly what the tree reads, or nothing.
class tst_XmlScanner final : public QObject {
    Q_OBJECT

private slots:
    void scans_data();
    void scans();
    void leavesToTheTree_data();
    void leavesToTheTree();
    void readsNoOddNames_data();
    void readsNoOddNames();
    void neverDiffers_data();
    void neverDiffers();
    void readsTheHeadAlone_data();
    void readsTheHeadAlone();
    void listsComeAsRecords();
};

namespace {

const ServiceModel& model()
{
    static const ServiceModel model("test", Document::fromJson(R"({"metadata": {"protocol": "rest-xml"},
        "operations": {}, "shapes": {
            "Page": {"type": "structure", "members": {
                "Name": {"shape": "Text"}, "More": {"shape": "Bool"}, "Count": {"shape": "Int"},
                "Ratio": {"shape": "Double"}, "Rows": {"shape": "FlatRows"}, "Owner": {"shape": "Owner"},
                "Tags": {"shape": "Texts"}, "Head": {"shape": "Text", "location": "header"},
                "Pairs": {"shape": "Map"}, "Choice": {"shape": "Choice"}, "Marked": {"shape": "Marked"},
                "Child": {"shape": "Page"}, "Data": {"shape": "Blob"}}},
            "FlatRows": {"type": "list", "member": {"shape": "Row"}, "flattened": true},
            "Row": {"type": "structure", "members": {
                "Key": {"shape": "Text"}, "At": {"shape": "Time"}, "Size": {"shape": "Long"},
                "Owner": {"shape": "Owner"}, "Sum": {"shape": "FlatTexts"}, "Last": {"shape": "Bool"},
                "Far": {"shape": "Text", "location": "header"}}},
            "FlatTexts": {"type": "list", "member": {"shape": "Text"}, "flattened": true},
            "Owner": {"type": "structure", "members": {"ID": {"shape": "Text"}}},
            "Marked": {"type": "structure", "members": {
                "Kind": {"shape": "Text", "locationName": "xsi:type", "xmlAttribute": true}}},
            "Choice": {"type": "structure", "union": true, "members": {"A": {"shape": "Text"}}},
            "Texts": {"type": "list", "member": {"shape": "Text", "locationName": "member"}},
            "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
            "Text": {"type": "string"}, "Bool": {"type": "boolean"}, "Int": {"type": "integer"},
            "Long": {"type": "long"}, "Double": {"type": "double"}, "Time": {"type": "timestamp"},
            "Blob": {"type": "blob"}}})",
                                                               "test")
                                                .value());
    return model;
}

std::optional<Value> scanned(const QByteArray& text)
{
    if (!QUtf8StringView(text).isValidUtf8())
        return std::nullopt; // the scanner asks for UTF-8
    ShapeTables tables;
    return scanXml(ShapeTables::entry(model().shape("Page")), tables, text);
}

std::optional<Value> byTree(const QByteArray& text)
{
    const auto document = XmlDocument::parse(text);
    if (!document)
        return std::nullopt;
    ShapeTables tables;
    XmlValueReader reader(tables);
    auto value = reader.read(ShapeTables::entry(model().shape("Page")), document->root());
    return reader.error().empty() ? std::optional<Value>(std::move(value)) : std::nullopt;
}

/// JSON shows the order of members as well.
std::string shown(const std::optional<Value>& value)
{
    return value ? toJson(*value) : std::string("nothing");
}

const QByteArray page(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Page xmlns=\"http://s3/\">\n <Name>a &amp; "
    "b&#x20;&#8364;</Name>"
    "<More>true</More><Rows><Key>k\xC3\xA4</Key><At>2026-01-02T03:04:05.678Z</At><Size>5</Size></Rows>"
    "<Other><Deep a='1'>x</Deep><Rows/></Other><Owner><ID>o</ID></Owner>"
    "<Rows><Size>9000000000</Size><Key>&quot;x&quot;</Key></Rows>"
    "<Rows><Sum>s</Sum><Owner><ID>p</ID></Owner><Far/></Rows>"
    "<Rows><Owner><ID>p</ID></Owner><Sum>s</Sum><Sum>s</Sum><Last>true</Last><Key>1</Key><Key>2</Key></Rows>"
    "<Rows><Sum>s</Sum><s:Owner><ID>p</ID></s:Owner><Last>true</Last><Last>false</Last></Rows><Count>-7</"
    "Count>"
    "<Tags><member>t</member><member/></Tags><Name>second</Name><Head>h</Head><Data>AAE=</Data></Page>\n");

} // namespace

void tst_XmlScanner::scans_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("page") << page;
    QTest::newRow("empty root") << QByteArray("<Page/>");
    QTest::newRow("empty with space") << QByteArray("<Page ></Page >");
    QTest::newRow("text beside elements") << QByteArray("<Page>x<Name>a</Name>y</Page>");
    QTest::newRow("white space is content") << QByteArray("<Page><Name> \n </Name></Page>");
    QTest::newRow("prefixes") << QByteArray("<s:Page xmlns:s='u'><s:Name>a</s:Name></s:Page>");
    QTest::newRow("empty row") << QByteArray("<Page><Rows/></Page>");
    QTest::newRow("empty list") << QByteArray("<Page><Tags></Tags></Page>");
    QTest::newRow("other times") << QByteArray("<Page><Rows><At>1700000000</At></Rows><Rows>"
                                               "<At>2024-02-29T23:59:59Z</At></Rows><Rows><At>Fri, 02 Jan "
                                               "2026 03:04:05 GMT</At></Rows></Page>");
    QTest::newRow("time zone") << QByteArray(
        "<Page><Rows><At>2026-01-02T03:04:05.123456+02:00</At></Rows></Page>");
    QTest::newRow("greater sign in attribute") << QByteArray("<Page a=\">\" b='\"'><Name>a</Name></Page>");
    QTest::newRow("false words") << QByteArray("<Page><More>TRUE</More><Ratio>1e3</Ratio></Page>");
}

void tst_XmlScanner::scans()
{
    QFETCH(QByteArray, text);
    const auto tree = byTree(text);
    QVERIFY(tree);
    const auto scan = scanned(text);
    QVERIFY(scan);
    QCOMPARE(shown(scan), shown(tree));
}

void tst_XmlScanner::leavesToTheTree_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("comment") << QByteArray("<Page><!-- c --><Name>a</Name></Page>");
    QTest::newRow("CDATA") << QByteArray("<Page><Name><![CDATA[a]]></Name></Page>");
    QTest::newRow("DTD") << QByteArray("<!DOCTYPE Page><Page><Name>a</Name></Page>");
    QTest::newRow("instruction") << QByteArray("<Page><?x y?><Name>a</Name></Page>");
    QTest::newRow("map") << QByteArray(
        "<Page><Pairs><entry><key>a</key><value>b</value></entry></Pairs></Page>");
    QTest::newRow("union") << QByteArray("<Page><Choice><A>a</A></Choice></Page>");
    QTest::newRow("attribute") << QByteArray("<Page><Marked xsi:type='t'/></Page>");
    QTest::newRow("foreign entity") << QByteArray("<Page><Name>&nbsp;</Name></Page>");
    QTest::newRow("line end") << QByteArray("<Page><Name>a\r\nb</Name></Page>");
    QTest::newRow("elements in a scalar") << QByteArray("<Page><Name>a<b/></Name></Page>");
    QTest::newRow("scalars that cannot be read")
        << QByteArray("<Page><Count>x</Count><Rows><At>noon</At></Rows><More>maybe</More></Page>");
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF<Page/>");
    QTest::newRow("deep") << QByteArray("<Page>") + QByteArray("<Child>").repeated(150) +
                                 QByteArray("</Child>").repeated(150) + "</Page>";
}

void tst_XmlScanner::leavesToTheTree()
{
    QFETCH(QByteArray, text);
    QVERIFY(byTree(text));
    QVERIFY(!scanned(text));
}

void tst_XmlScanner::neverDiffers_data()
{
    QTest::addColumn<QByteArray>("piece");
    for (const char* piece : {"", "<", ">", "/", "&", "\"", " ", "a", "</Page>", "<Name>", "<!--", "&#0;",
                              "&#xD800;", "&#x110000;", "]]>", "\r"})
        QTest::newRow(qPrintable(QString::fromUtf8(piece).toHtmlEscaped())) << QByteArray(piece);
}

/// What is not well-formed is for the tree to refuse.
void tst_XmlScanner::readsNoOddNames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("element, digit") << QByteArray("<Page><0a/></Page>");
    QTest::newRow("element, dash") << QByteArray("<Page><-a/></Page>");
    QTest::newRow("attribute, digit") << QByteArray("<Page 0a=\"0\"><Name>a</Name></Page>");
    QTest::newRow("attribute, dash") << QByteArray("<Page><Name -a='0'>a</Name></Page>");
}

void tst_XmlScanner::readsNoOddNames()
{
    QFETCH(QByteArray, text);
    QVERIFY(!byTree(text));
    QVERIFY(!scanned(text));
}

/// Every document with one byte replaced by something else: whatever the scanner still reads, the tree reads.
void tst_XmlScanner::neverDiffers()
{
    QFETCH(QByteArray, piece);
    for (qsizetype at = 0; at <= page.size(); ++at) {
        for (const qsizetype removed : {0, 1}) {
            const QByteArray text = page.left(at) + piece + page.mid(at + removed);
            if (const auto scan = scanned(text))
                QVERIFY2(shown(scan) == shown(byTree(text)), text.constData());
        }
        const QByteArray cut = page.left(at) + piece;
        if (const auto scan = scanned(cut))
            QVERIFY2(shown(scan) == shown(byTree(cut)), cut.constData());
    }
}

void tst_XmlScanner::readsTheHeadAlone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("up to the list")
        << QByteArray("<Page><Name>a&amp;b</Name><More>true</More><Rows><Key>k</Key></Rows>"
                      "<Count>3</Count></Page>")
        << QByteArray(R"({"Name": "a&b", "More": true})");
    QTest::newRow("nothing is looked at behind it")
        << QByteArray("<Page><Count>3</Count><Tags><member>never") << QByteArray(R"({"Count": 3})");
    QTest::newRow("the first of two counts")
        << QByteArray("<Page><Count>3</Count><Count>4</Count></Page>") << QByteArray(R"({"Count": 3})");
    QTest::newRow("unknown elements")
        << QByteArray("<Page><Other><Deep/></Other><Count>3</Count></Page>") << QByteArray(R"({"Count": 3})");
    QTest::newRow("list first") << QByteArray("<Page><Rows/><Count>3</Count></Page>") << QByteArray("{}");
    QTest::newRow("cut within") << QByteArray("<Page><Name>a") << QByteArray();
    QTest::newRow("no value of its type") << QByteArray("<Page><Count>x</Count></Page>") << QByteArray();
    QTest::newRow("no XML") << QByteArray("{}") << QByteArray();
}

void tst_XmlScanner::readsTheHeadAlone()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, json);
    ShapeTables tables;
    const auto head = scanXmlHead(ShapeTables::entry(model().shape("Page")), tables, text);
    QCOMPARE(head ? QByteArray::fromStdString(toJson(*head)) : QByteArray(), json);
}

void tst_XmlScanner::listsComeAsRecords()
{
    const auto scan = scanned(page);
    QVERIFY(scan);
    const Value& rows = (*scan)["Rows"];
    const auto records = rows.records();
    QVERIFY(records);
    QCOMPARE(records->size(), std::size_t(5));
    QCOMPARE(rows.size(), records->size());
    std::string buffer;
    QCOMPARE(records->text(0, records->columnOf("Key"), buffer), std::string_view("k\xC3\xA4"));
    QCOMPARE(records->text(1, records->columnOf("Key"), buffer), std::string_view("\"x\""));
    QCOMPARE(records->text(2, records->columnOf("Key"), buffer), std::string_view());
    QVERIFY(records->cell(0, records->columnOf("None")).isNull());
    QVERIFY(records->cell(9, 0).isNull());
    QCOMPARE(records->cell(3, records->columnOf("Sum")).size(), std::size_t(2));
    QCOMPARE(records->cell(4, records->columnOf("Sum")).size(), std::size_t(1));
    // And so do their items.
    const auto tree = byTree(page);
    QVERIFY(tree);
    QCOMPARE(shown(Value(rows.items())), shown((*tree)["Rows"]));
    QVERIFY(rows == (*tree)["Rows"]);
}

INIA_TEST_CLASS(tst_XmlScanner, QCoreApplication)
#include "tst_xmlscanner.moc"
