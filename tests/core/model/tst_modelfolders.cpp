#include "core/model/catalog.h"
#include "tests/support/testmain.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <zlib.h>

using namespace inia;

namespace {

constexpr char parrots[] = R"({
"metadata": {"apiVersion": "2026-01-01", "endpointPrefix": "parrots", "protocol": "json", "jsonVersion": "1.1",
             "serviceId": "Parrots", "signatureVersion": "v4", "targetPrefix": "Parrots", "uid": "parrots"},
"operations": {"ListParrots": {"name": "ListParrots", "http": {"method": "POST", "requestUri": "/"},
                               "input": {"shape": "ListParrotsRequest"}}},
"shapes": {"ListParrotsRequest": {"type": "structure", "members": {"Colour": {"shape": "Colour"}}},
           "Colour": {"type": "string"}}})";

} // namespace

/// The user's own models, laid out as botocore has them.
class tst_ModelFolders final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void anOwnServiceStandsAmongTheBuiltIn();
    void gzipIsRead();
    void theEarlierFolderWins();
    void aNewerOwnVersionWinsAndOlderOnesStay();
    void builtInExtrasApplyToAnOwnCopy();
    void olderBuiltInVersionsAreThere();
    void aModelWithoutRulesGetsGenericOnes();
    void namesDoNotLeadOutOfTheFolder();
    void badModelsSayWhere_data();
    void badModelsSayWhere();

private:
    void write(const QString& path, const QByteArray& text) const;
    [[nodiscard]] std::shared_ptr<const Catalog> catalog(const QStringList& folders = {
                                                             QStringLiteral("own")}) const;

    std::shared_ptr<const Catalog> m_builtIn;
    std::unique_ptr<QTemporaryDir> m_home;
};

void tst_ModelFolders::initTestCase()
{
    const auto opened = Catalog::open();
    if (!opened)
        QSKIP(qPrintable(QString::fromStdString(opened.error().message)));
    m_builtIn = *opened;
}

void tst_ModelFolders::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(m_home->isValid());
}

void tst_ModelFolders::write(const QString& path, const QByteArray& text) const
{
    const QString full = m_home->filePath(path);
    QVERIFY(QDir().mkpath(QFileInfo(full).path()));
    QFile file(full);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

std::shared_ptr<const Catalog> tst_ModelFolders::catalog(const QStringList& folders) const
{
    std::vector<std::string> paths;
    for (const auto& folder : folders)
        paths.push_back(m_home->filePath(folder).toStdString());
    return m_builtIn->withFolders(ModelFolders(std::move(paths)));
}

void tst_ModelFolders::anOwnServiceStandsAmongTheBuiltIn()
{
    write(QStringLiteral("own/parrots/2026-01-01/service-2.json"), parrots);
    const auto models = catalog();
    const auto names = models->services();
    QVERIFY(std::find(names.begin(), names.end(), "parrots") != names.end());
    QVERIFY(std::find(names.begin(), names.end(), "s3") != names.end());
    const auto model = models->service("parrots");
    QVERIFY2(model.ok(), model ? "" : model.error().message.c_str());
    QVERIFY((*model)->operation("list_parrots").valid());
    QVERIFY(!models->paginators("parrots"));
}

void tst_ModelFolders::gzipIsRead()
{
    const QString folder = m_home->filePath(QStringLiteral("own/parrots/2026-01-01"));
    QVERIFY(QDir().mkpath(folder));
    const gzFile file = gzopen(qPrintable(folder + QStringLiteral("/service-2.json.gz")), "wb");
    QCOMPARE(gzputs(file, parrots), static_cast<int>(sizeof(parrots) - 1));
    gzclose(file);
    QVERIFY(catalog()->service("parrots").ok());
}

void tst_ModelFolders::theEarlierFolderWins()
{
    write(QStringLiteral("first/parrots/2026-01-01/service-2.json"),
          QByteArray(parrots).replace("\"Parrots\", \"signature", "\"First\", \"signature"));
    write(QStringLiteral("second/parrots/2026-01-01/service-2.json"), parrots);
    const auto models = catalog({QStringLiteral("first"), QStringLiteral("second")});
    QVERIFY(models->service("parrots").value()->serviceId() == "First");
}

void tst_ModelFolders::aNewerOwnVersionWinsAndOlderOnesStay()
{
    write(QStringLiteral("own/sqs/2099-01-01/service-2.json"),
          QByteArray(parrots).replace("2026-01-01", "2099-01-01"));
    const auto models = catalog();
    QVERIFY(models->service("sqs").value()->apiVersion() == "2099-01-01");
    QVERIFY(models->service("sqs", "2012-11-05").value()->operation("SendMessage").valid());
    // Each file has its own newest version.
    QVERIFY(models->paginators("sqs").ok());
    const auto missing = models->service("sqs", "2001-01-01");
    QVERIFY(!missing);
    QVERIFY(missing.error().message.find("2012-11-05, 2099-01-01") != std::string::npos);
}

void tst_ModelFolders::builtInExtrasApplyToAnOwnCopy()
{
    write(QStringLiteral("own/s3/2006-03-01/service-2.json"),
          QByteArray(parrots).replace(
              "\"Colour\": {\"type\": \"string\"}",
              "\"Colour\": {\"type\": \"string\"}, \"Expires\": {\"type\": \"string\"}"));
    QCOMPARE(catalog()->service("s3").value()->shape("Expires").type(), ShapeType::Time);
    write(QStringLiteral("own/s3/2006-03-01/service-2.sdk-extras.json"),
          R"({"merge": {"shapes": {"Expires": {"type": "blob"}}}})");
    QCOMPARE(catalog()->service("s3").value()->shape("Expires").type(), ShapeType::Blob);
}

void tst_ModelFolders::olderBuiltInVersionsAreThere()
{
    const auto old = m_builtIn->service("cloudfront", "2014-05-31");
    QVERIFY2(old.ok(), old ? "" : old.error().message.c_str());
    QVERIFY((*old)->apiVersion() == "2014-05-31");
    QVERIFY(m_builtIn->service("cloudfront").value()->apiVersion() > "2019");
    QVERIFY(m_builtIn->ruleSet("cloudfront", "2014-05-31").ok());
}

void tst_ModelFolders::aModelWithoutRulesGetsGenericOnes()
{
    write(QStringLiteral("own/parrots/2026-01-01/service-2.json"), parrots);
    const auto rules = catalog()->ruleSet("parrots");
    QVERIFY(rules.ok());
    QVERIFY((*rules)->root()["parameters"].contains("Region"));
    QVERIFY(!catalog()->ruleSet("no-such-service"));
}

void tst_ModelFolders::namesDoNotLeadOutOfTheFolder()
{
    write(QStringLiteral("parrots/2026-01-01/service-2.json"), parrots);
    QVERIFY(QDir().mkpath(m_home->filePath(QStringLiteral("own"))));
    QVERIFY(!catalog()->service("../parrots"));
    QVERIFY(!catalog()->service("parrots/../../parrots"));
}

void tst_ModelFolders::badModelsSayWhere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");

    const auto with = [](const char* from, const char* to) { return QByteArray(parrots).replace(from, to); };
    QTest::newRow("no JSON") << QByteArray("{\"metadata\": ") << "service-2";
    QTest::newRow("nothing") << QByteArray() << "service-2";
    QTest::newRow("a list") << QByteArray("[1, 2]") << "metadata.protocol";
    QTest::newRow("protocol") << with("\"json\"", "\"soap\"") << "metadata.protocol";
    QTest::newRow("prefix") << with("\"endpointPrefix\": \"parrots\",", "") << "metadata.endpointPrefix";
    QTest::newRow("input") << with("\"input\": {\"shape\": \"ListParrotsRequest\"}",
                                   "\"input\": {\"shape\": \"Gone\"}")
                           << "operations.ListParrots.input: there is no shape 'Gone'";
    QTest::newRow("http") << with("\"http\": {\"method\": \"POST\", \"requestUri\": \"/\"}", "\"http\": {}")
                          << "operations.ListParrots.http";
    QTest::newRow("member") << with("{\"Colour\": {\"shape\": \"Colour\"}}",
                                    "{\"Colour\": {\"shape\": \"Hue\"}}")
                            << "shapes.ListParrotsRequest.members.Colour: there is no shape 'Hue'";
    QTest::newRow("type") << with("\"Colour\": {\"type\": \"string\"}", "\"Colour\": {\"type\": \"feather\"}")
                          << "'feather' is no type of shape";
    QTest::newRow("list") << with("\"Colour\": {\"type\": \"string\"}", "\"Colour\": {\"type\": \"list\"}")
                          << "shapes.Colour.member";
}

void tst_ModelFolders::badModelsSayWhere()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    write(QStringLiteral("own/parrots/2026-01-01/service-2.json"), text);
    const auto model = catalog()->service("parrots");
    QVERIFY(!model);
    QCOMPARE(model.error().kind, ErrorKind::Model);
    const QString message = QString::fromStdString(model.error().message);
    QVERIFY2(message.contains(expected), qPrintable(message));
    QVERIFY2(message.contains(QStringLiteral("own/parrots/2026-01-01")), qPrintable(message));
}

INIA_TEST_CLASS(tst_ModelFolders, QCoreApplication)
#include "tst_modelfolders.moc"
