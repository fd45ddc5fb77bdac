#include "core/jmespath/expression.h"
#include "core/protocol/jsonreader.h"
#include "core/resource/collectionexport.h"
#include "tests/support/testmain.h"
#include "tests/support/testsession.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <optional>

using namespace inia;
using namespace inia::tests;
using Format = CollectionExport::Format;

namespace {

QByteArray firstPage();
QByteArray lastPage();

} // namespace

/// A whole collection in a file; Lambda's functions, whose variables are secret, stand for all.
class tst_CollectionExport final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void writesCsv();
    void writesJson();
    void writesALineEach();
    void rowsThatAreIdsAlone();
    void nothingListedIsAFileToo();
    void failureLeavesWhatWasThere();
    void cancelledLeavesNoFile();
    void droppedLeavesNoFile();
    void saysWhereItCannotWrite();

private:
    void answer(const QByteArray& body, int status = 200) const
    {
        m_test->transport->enqueue(makeResponse(status, body));
    }
    [[nodiscard]] Collection functions() const
    {
        return m_test->session.explore("lambda")->collection("functions").value();
    }
    void begin(const Collection& collection, Format format)
    {
        CollectionExport::Options options;
        options.path = path();
        options.format = format;
        for (const char* name : {"FunctionName", "CodeSize", "Description", "Architectures", "Environment"})
            options.columns.push_back(
                {name == std::string("CodeSize") ? "CodeSize (B)" : name,
                 [name](const ExportRow& row) { return searchOrNull(name, row.data); }});
        m_export = makeOwned<CollectionExport>(collection, std::move(options));
    }
    void finish()
    {
        QSignalSpy finished(m_export.get(), &Task::finished);
        m_export->start();
        QVERIFY(finished.wait());
        QCOMPARE(finished.size(), 1);
    }
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("out")); }
    [[nodiscard]] QByteArray written() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    }

    std::optional<TestSession> m_test;
    std::unique_ptr<QTemporaryDir> m_folder;
    Owned<CollectionExport> m_export;
};

// Behind the class: moc does not get past them.
namespace {

QByteArray firstPage()
{
    return R"({"NextMarker": "m", "Functions": [
    {"FunctionName": "a,1", "CodeSize": 9007199254740993, "Description": "says \"hi\"\nthere",
     "Environment": {"Variables": {"DB_HOST": "hunter2-host"}}},
    {"FunctionName": "b", "CodeSize": 0, "Architectures": ["arm64", "x86_64"]}]})";
}

QByteArray lastPage()
{
    return R"({"Functions": [{"FunctionName": " c", "CodeSize": -1}]})";
}

} // namespace

void tst_CollectionExport::initTestCase()
{
    if (!hasModelPack())
        QSKIP("this build has no service models");
}

void tst_CollectionExport::init()
{
    m_test = makeTestSession().value();
    m_folder = std::make_unique<QTemporaryDir>();
    m_export.reset();
}

void tst_CollectionExport::writesCsv()
{
    answer(firstPage());
    answer(lastPage());
    begin(functions(), Format::Csv);
    QSignalSpy progress(m_export.get(), &CollectionExport::progressChanged);
    finish();
    QVERIFY(m_export->result().ok());
    QCOMPARE(*m_export->result(), 3);
    QCOMPARE(progress.size(), 2);
    QVERIFY(m_export->hidesSecrets());
    const QByteArray file = written();
    QVERIFY2(!file.contains("hunter2"), file.constData());
    QVERIFY2(file.startsWith("FunctionName,CodeSize (B),Description,Architectures,Environment\r\n"
                             "\"a,1\",9007199254740993,\"says \"\"hi\"\"\nthere\",,\"{"),
             file.constData());
    QVERIFY2(file.endsWith("b,0,,\"[\"\"arm64\"\",\"\"x86_64\"\"]\",\r\n\" c\",-1,,,\r\n"), file.constData());
    QCOMPARE(files(), QStringList{QStringLiteral("out")});
}

void tst_CollectionExport::writesJson()
{
    answer(firstPage());
    answer(lastPage());
    begin(functions(), Format::Json);
    finish();
    const auto value = parseJson(written().toStdString());
    QVERIFY(value.ok());
    QCOMPARE(value->size(), std::size_t{3});
    QCOMPARE((*value)[0]["CodeSize"].toInt(), std::int64_t{9007199254740993});
    QCOMPARE((*value)[2]["FunctionName"].text(), std::string(" c"));
    QVERIFY((*value)[0].members().find("Environment") != nullptr);
    QVERIFY(!written().contains("hunter2"));
}

void tst_CollectionExport::writesALineEach()
{
    answer(firstPage());
    answer(lastPage());
    begin(functions(), Format::Ndjson);
    finish();
    const auto lines = written().trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    for (const auto& line : lines)
        QVERIFY2(parseJson(line.toStdString()).ok(), line.constData());
    QVERIFY(!written().contains("hunter2"));
}

void tst_CollectionExport::rowsThatAreIdsAlone()
{
    answer(R"({"TableNames": ["orders", "parts"]})");
    begin(m_test->session.resource("dynamodb").value().collection("tables").value(), Format::Ndjson);
    finish();
    QCOMPARE(written(), QByteArray("{\"name\":\"orders\"}\n{\"name\":\"parts\"}\n"));
}

void tst_CollectionExport::nothingListedIsAFileToo()
{
    answer(R"({"Functions": []})");
    begin(functions(), Format::Json);
    finish();
    QCOMPARE(*m_export->result(), 0);
    QVERIFY(!m_export->hidesSecrets());
    QCOMPARE(written(), QByteArray("[\n]\n"));
}

void tst_CollectionExport::failureLeavesWhatWasThere()
{
    QFile before(path());
    QVERIFY(before.open(QIODevice::WriteOnly));
    before.write("before");
    before.close();
    answer(firstPage());
    answer(R"({"__type": "AccessDeniedException", "message": "not today"})", 403);
    begin(functions(), Format::Csv);
    finish();
    QVERIFY(!m_export->result().ok());
    QCOMPARE(m_export->result().error().kind, ErrorKind::Service);
    QCOMPARE(written(), QByteArray("before"));
    QCOMPARE(files(), QStringList{QStringLiteral("out")});
}

void tst_CollectionExport::cancelledLeavesNoFile()
{
    answer(firstPage());
    begin(functions(), Format::Csv);
    QSignalSpy finished(m_export.get(), &Task::finished);
    connect(m_export.get(), &CollectionExport::progressChanged, m_export.get(), &CollectionExport::cancel);
    m_export->start();
    QVERIFY(finished.wait());
    QCOMPARE(m_export->result().error().kind, ErrorKind::Cancelled);
    QVERIFY(files().isEmpty());
}

void tst_CollectionExport::droppedLeavesNoFile()
{
    answer(firstPage());
    answer(lastPage());
    begin(functions(), Format::Csv);
    connect(m_export.get(), &CollectionExport::progressChanged, this, [this] { m_export.reset(); });
    m_export->start();
    QTRY_VERIFY(!m_export);
    QTRY_VERIFY(files().isEmpty());
    const auto asked = m_test->transport->requestCount();
    QCoreApplication::processEvents();
    QCOMPARE(m_test->transport->requestCount(), asked);
}

void tst_CollectionExport::saysWhereItCannotWrite()
{
    CollectionExport::Options options;
    options.path = m_folder->filePath(QStringLiteral("no/such/folder/out.csv"));
    m_export = makeOwned<CollectionExport>(functions(), std::move(options));
    finish();
    QVERIFY(!m_export->result().ok());
    QVERIFY(m_export->result().error().message.find("no/such/folder/out.csv") != std::string::npos);
    QCOMPARE(m_test->transport->requestCount(), 0);
}

INIA_TEST_CLASS(tst_CollectionExport, QCoreApplication)
#include "tst_collectionexport.moc"
