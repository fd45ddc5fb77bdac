#include "core/common/localpath.h"
#include "core/transfer/downloadfile.h"
#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace inia;

class tst_DownloadFile final : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder.emplace(); }
    void appearsWhenWhole();
    void existingTarget_data();
    void existingTarget();
    void targetThatComesMeanwhileIsKept();
    void onlyRegularFilesAreReplaced();
    void missingFolderIsSaid();
    void fullDiskIsSaidAtOnce();
    void shortWriteSaysWhy();
    void goesOnWithTemporaryFile();
    void takesUpOnlyItsOwn_data();
    void takesUpOnlyItsOwn();
    void deviceTakesBytesInOrder();
    void namesMayBeAsLongAsTheyGo_data();
    void namesMayBeAsLongAsTheyGo();
    void longerNamesAreRefused();
    void nothingIsLeftToGoOnWith();
    void smallOnesComeInOneGo();
    void smallOnesThatGrowBecomeFiles();
    void smallOnesSayWhatIsWrongWithTheTarget();
    void manySmallOnesComeInRounds();
    void whatNobodyWaitsForIsDropped();

private:
    [[nodiscard]] QString path(const char* name) const { return m_folder->filePath(QString::fromUtf8(name)); }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDir::Name);
    }
    void put(const QString& path, const QByteArray& text) const
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] QByteArray read(const QString& path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] Result<void> commit(DownloadOutput& output) const
    {
        QObject context;
        std::optional<Result<void>> result;
        output.commit(&context, [&](const Result<void>& done) { result = done; });
        [&] { QTRY_VERIFY(result); }();
        return *result;
    }

    std::optional<QTemporaryDir> m_folder;
    std::shared_ptr<FileCommits> m_commits = std::make_shared<FileCommits>();
};

void tst_DownloadFile::appearsWhenWhole()
{
    DownloadFile file(path("name.txt"), ExistingTarget::Fail);
    QVERIFY(file.open(6));
    QVERIFY(file.write(3, "def"));
    QVERIFY(file.write(0, "abc"));
    QCOMPARE(files().size(), 1);
    QVERIFY2(
        QRegularExpression(QStringLiteral("^name\\.txt\\.[0-9a-f]{8}$")).match(files().first()).hasMatch(),
        qPrintable(files().first()));
    QVERIFY(commit(file));
    QCOMPARE(files(), QStringList{QStringLiteral("name.txt")});
    QCOMPARE(read(path("name.txt")), QByteArray("abcdef"));
    file.discard();
    QCOMPARE(files(), QStringList{QStringLiteral("name.txt")});
}

void tst_DownloadFile::existingTarget_data()
{
    QTest::addColumn<int>("policy");
    QTest::addColumn<QByteArray>("old");
    QTest::addColumn<QString>("newPath");
    QTest::newRow("fail") << static_cast<int>(ExistingTarget::Fail) << QByteArray("old") << QString();
    QTest::newRow("overwrite") << static_cast<int>(ExistingTarget::Overwrite) << QByteArray("new") << "a.tar";
    QTest::newRow("keep both") << static_cast<int>(ExistingTarget::KeepBoth) << QByteArray("old")
                               << "a (2).tar";
}

void tst_DownloadFile::existingTarget()
{
    QFETCH(const int, policy);
    QFETCH(const QString, newPath);
    put(path("a.tar"), "old");
    put(path("a (1).tar"), "older");
    DownloadFile file(path("a.tar"), static_cast<ExistingTarget>(policy));
    const auto opened = file.open(3);
    QCOMPARE(opened.ok(), !newPath.isEmpty());
    if (opened) {
        QVERIFY(file.write(0, "new"));
        QVERIFY(commit(file));
        QCOMPARE(file.path(), m_folder->filePath(newPath));
        QCOMPARE(read(file.path()), QByteArray("new"));
    } else {
        QCOMPARE(opened.error().code, std::string("TargetExists"));
        QCOMPARE(files().size(), 2);
    }
    QTEST(read(path("a.tar")), "old");
    QCOMPARE(read(path("a (1).tar")), QByteArray("older"));
}

void tst_DownloadFile::targetThatComesMeanwhileIsKept()
{
    DownloadFile file(path("a"), ExistingTarget::Fail);
    QVERIFY(file.open(3));
    QVERIFY(file.write(0, "new"));
    put(path("a"), "came meanwhile");
    QVERIFY(!commit(file));
    file.discard();
    QCOMPARE(read(path("a")), QByteArray("came meanwhile"));
    QCOMPARE(files(), QStringList{QStringLiteral("a")});
}

void tst_DownloadFile::onlyRegularFilesAreReplaced()
{
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
    for (const QString& target : {path("folder"), QStringLiteral("/dev/null")}) {
        DownloadFile file(target, ExistingTarget::Overwrite);
        const auto opened = file.open(1);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, std::string("BadTarget"));
    }
    QCOMPARE(files(), QStringList{QStringLiteral("folder")});
    // A link is replaced itself; what it points to stays.
    put(path("real"), "real");
    QVERIFY(QFile::link(path("real"), path("link")));
    DownloadFile file(path("link"), ExistingTarget::Overwrite);
    QVERIFY(file.open(3));
    QVERIFY(file.write(0, "new"));
    QVERIFY(commit(file));
    QCOMPARE(read(path("real")), QByteArray("real"));
    QCOMPARE(read(path("link")), QByteArray("new"));
}

void tst_DownloadFile::missingFolderIsSaid()
{
    DownloadFile file(path("not/there"), ExistingTarget::Fail);
    const auto opened = file.open(1);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, std::string("BadTarget"));
    QVERIFY(files().isEmpty());
}

void tst_DownloadFile::fullDiskIsSaidAtOnce()
{
    DownloadFile file(path("huge"), ExistingTarget::Fail);
    const auto opened = file.open(qint64(1) << 60);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, std::string("DiskFull"));
    QVERIFY(files().isEmpty());
}

/// A limit on the size of files cuts a write as a full disk does: what fits is written and counted, the
/// reason comes with the next attempt.
void tst_DownloadFile::shortWriteSaysWhy()
{
    DownloadFile file(path("a"), ExistingTarget::Fail);
    QVERIFY(file.open(30));
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit few{20, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &few), 0);
    const auto written = file.write(0, std::string(30, 'x'));
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QVERIFY(!written);
    QVERIFY2(
        QString::fromStdString(written.error().message).contains(QString::fromLocal8Bit(strerror(EFBIG))),
        written.error().message.c_str());
}

void tst_DownloadFile::goesOnWithTemporaryFile()
{
    Value point;
    {
        DownloadFile file(path("a"), ExistingTarget::Fail);
        QVERIFY(file.open(6));
        QVERIFY(file.write(0, "abc"));
        point = file.resumePoint();
    }
    QCOMPARE(files().size(), 1); // whoever dies leaves it for the next
    DownloadFile file(path("a"), ExistingTarget::Fail);
    QVERIFY(file.reopen(point, 6));
    QVERIFY(file.write(3, "def"));
    QVERIFY(commit(file));
    QCOMPARE(read(path("a")), QByteArray("abcdef"));
    QCOMPARE(files(), QStringList{QStringLiteral("a")});
}

void tst_DownloadFile::takesUpOnlyItsOwn_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("gone") << "a.00000000";
    QTest::newRow("another file") << "other";
    QTest::newRow("another suffix") << "a.0000000g";
    QTest::newRow("longer than the object") << "a.11111111";
    QTest::newRow("a link") << "a.22222222";
    QTest::newRow("elsewhere") << "../a.00000000";
    QTest::newRow("nothing") << "";
}

void tst_DownloadFile::takesUpOnlyItsOwn()
{
    QFETCH(const QString, name);
    put(path("other"), "other");
    put(path("a.11111111"), "longer than six");
    QVERIFY(QFile::link(path("other"), path("a.22222222")));
    DownloadFile file(path("a"), ExistingTarget::Fail);
    QVERIFY(!file.reopen(Value::map({{"temporaryName", name.toStdString()}}), 6));
    QCOMPARE(read(path("other")), QByteArray("other"));
}

void tst_DownloadFile::deviceTakesBytesInOrder()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::WriteOnly));
    buffer.write("head ");
    DownloadDevice device(&buffer);
    QVERIFY(!device.isSequential());
    QVERIFY(device.open(6));
    QVERIFY(device.write(3, "def"));
    QVERIFY(device.write(0, "abc"));
    QVERIFY(commit(device));
    QCOMPARE(bytes, QByteArray("head abcdef"));
    buffer.close();
    QVERIFY(!DownloadDevice(&buffer).open(6));
}

void tst_DownloadFile::namesMayBeAsLongAsTheyGo_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("second"); // with KeepBoth
    const auto row = [](int size, QChar letter, const char* suffix, int kept) {
        const QString end = QString::fromUtf8(suffix);
        QTest::addRow("%d of U+%04X%s", size, letter.unicode(), suffix)
            << QString(size, letter) + end << QString(kept, letter) + QStringLiteral(" (1)") + end;
    };
    row(242, u'n', ".jpg", 242);
    row(243, u'n', ".jpg", 243);
    row(247, u'n', ".jpg", 247);
    row(251, u'n', ".jpg", 247);
    row(255, u'n', "", 251);
    row(125, u'\u00E9', ".tar", 123); // two bytes each
    row(85, u'\u65E5', "", 83);       // three
}

void tst_DownloadFile::namesMayBeAsLongAsTheyGo()
{
    QFETCH(const QString, name);
    QFETCH(const QString, second);
    for (const QString& expected : {name, second}) {
        DownloadFile file(m_folder->filePath(name), ExistingTarget::KeepBoth);
        const auto opened = file.open(3);
        QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
        QVERIFY(file.write(0, "new"));
        DownloadFile again(m_folder->filePath(name), ExistingTarget::KeepBoth);
        QVERIFY(again.reopen(file.resumePoint(), 3));
        const auto done = commit(file);
        QVERIFY2(done, done ? "" : done.error().message.c_str());
        QCOMPARE(file.path(), m_folder->filePath(expected));
    }
    QCOMPARE(files().size(), 2);
}

void tst_DownloadFile::longerNamesAreRefused()
{
    for (const QString& name : {QString(256, u'n'), QString(128, u'\u00E9')}) {
        DownloadFile file(m_folder->filePath(name), ExistingTarget::Fail);
        const auto opened = file.open(3);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, std::string("BadTarget"));
    }
    DownloadFile foreign(pathFromBytes(QFile::encodeName(path("caf")) + "\xE9"), ExistingTarget::Fail);
    QVERIFY(!foreign.open(3));
    QVERIFY(files().isEmpty());
}

/// A file that has its name is no rest of a download.
void tst_DownloadFile::nothingIsLeftToGoOnWith()
{
    DownloadFile file(path("a"), ExistingTarget::Fail);
    QVERIFY(file.open(3));
    QVERIFY(!file.resumePoint().isNull());
    QVERIFY(file.write(0, "new"));
    QVERIFY(commit(file));
    QVERIFY(file.resumePoint().isNull());
}

void tst_DownloadFile::smallOnesComeInOneGo()
{
    DownloadFile file(path("name.txt"), ExistingTarget::KeepBoth, m_commits);
    put(path("name.txt"), "earlier");
    QVERIFY(file.open(6));
    QVERIFY(file.write(3, "def"));
    QVERIFY(file.write(0, "abc"));
    QCOMPARE(files(), QStringList{QStringLiteral("name.txt")});
    QVERIFY(file.resumePoint().isNull());
    QVERIFY(commit(file));
    QCOMPARE(read(path("name (1).txt")), QByteArray("abcdef"));
    QCOMPARE(read(path("name.txt")), QByteArray("earlier"));
    file.discard();
    QCOMPARE(files().size(), 2);
}

void tst_DownloadFile::smallOnesThatGrowBecomeFiles()
{
    DownloadFile file(path("big"), ExistingTarget::Overwrite, m_commits);
    const std::string half(static_cast<std::size_t>(DownloadFile::mostInMemory), 'x');
    QVERIFY(file.open(0)); // nobody knows how much will come
    QVERIFY(file.write(0, half));
    QVERIFY(files().isEmpty());
    QVERIFY(file.write(DownloadFile::mostInMemory, half));
    QCOMPARE(files().size(), 1);
    QVERIFY(!file.resumePoint().isNull());
    QVERIFY(commit(file));
    QCOMPARE(read(path("big")), QByteArray::fromStdString(half + half));
}

void tst_DownloadFile::smallOnesSayWhatIsWrongWithTheTarget()
{
    put(path("there"), "earlier");
    DownloadFile kept(path("there"), ExistingTarget::Fail, m_commits);
    const Result<void> opened = kept.open(3);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, std::string("TargetExists"));

    DownloadFile nowhere(path("no/folder"), ExistingTarget::Overwrite, m_commits);
    QVERIFY(nowhere.open(3));
    QVERIFY(nowhere.write(0, "abc"));
    const Result<void> committed = commit(nowhere);
    QVERIFY(!committed);
    QCOMPARE(committed.error().code, std::string("BadTarget"));

    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
    DownloadFile folder(path("folder"), ExistingTarget::Overwrite, m_commits);
    QVERIFY(folder.open(3));
    QVERIFY(folder.write(0, "abc"));
    QVERIFY(!commit(folder));
    QCOMPARE(files(), (QStringList{QStringLiteral("folder"), QStringLiteral("there")}));
}

/// One that cannot be written is told by itself, whatever the others of its round came to.
void tst_DownloadFile::manySmallOnesComeInRounds()
{
    constexpr int count = 60;
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("folder")));
    std::vector<std::unique_ptr<DownloadFile>> outputs;
    std::vector<std::optional<Result<void>>> results(count + 1);
    QObject context;
    for (int i = 0; i <= count; ++i) {
        const QString name = i == count ? QStringLiteral("folder") : QString::number(i);
        outputs.push_back(
            std::make_unique<DownloadFile>(m_folder->filePath(name), ExistingTarget::Overwrite, m_commits));
        QVERIFY(outputs.back()->open(3));
        QVERIFY(outputs.back()->write(0, std::to_string(100 + i)));
        outputs.back()->commit(&context, [&results, i](const Result<void>& done) {
            results[static_cast<std::size_t>(i)] = done;
        });
    }
    QTRY_VERIFY(std::all_of(results.begin(), results.end(), [](const auto& result) { return result; }));
    for (int i = 0; i < count; ++i) {
        QVERIFY(*results[static_cast<std::size_t>(i)]);
        QCOMPARE(read(m_folder->filePath(QString::number(i))), QByteArray::number(100 + i));
    }
    QCOMPARE(results.back()->error().code, std::string("BadTarget"));
    QCOMPARE(files().size(), count + 1); // and no temporary one
}

void tst_DownloadFile::whatNobodyWaitsForIsDropped()
{
    bool isTold = false;
    {
        FileCommits commits;
        for (const char* name : {"first", "second"})
            commits.add("abc", path(name), ExistingTarget::Overwrite,
                        [&isTold](const Result<QString>&) { isTold = true; });
    }
    QCOMPARE(files(), QStringList{QStringLiteral("first")}); // which was under way
    QCoreApplication::processEvents();
    QVERIFY(isTold); // of the first; there is no second round
    QCOMPARE(files(), QStringList{QStringLiteral("first")});
}

INIA_TEST_CLASS(tst_DownloadFile, QCoreApplication)
#include "tst_downloadfile.moc"
