#include "core/common/localpath.h"
#include "core/http/httpmessage.h"
#include "core/transfer/upload.h"
#include "tests/support/testmain.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <fcntl.h>
#include <unistd.h>

using namespace inia;

/// Paths whose bytes are no UTF-8: nothing is lost on the way, and such files can be read.
class tst_LocalPath final : public QObject {
    Q_OBJECT

private slots:
    void bytesComeBack_data();
    void bytesComeBack();
    void foreignFilesAreRead();
};

void tst_LocalPath::bytesComeBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isForeign");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray("/a/b c.txt") << false << QByteArray("/a/b c.txt");
    QTest::newRow("UTF-8") << QByteArray("caf\xC3\xA9 \xE6\x97\xA5 \xF0\x9F\x98\x80") << false
                           << QByteArray("caf\xC3\xA9 \xE6\x97\xA5 \xF0\x9F\x98\x80");
    QTest::newRow("Latin-1") << QByteArray("caf\xE9.txt") << true << QByteArray("caf\\xE9.txt");
    QTest::newRow("at the end") << QByteArray("caf\xE9") << true << QByteArray("caf\\xE9");
    QTest::newRow("both") << QByteArray("\xC3\xA9\xE9\xC3\xA9") << true
                          << QByteArray("\xC3\xA9\\xE9\xC3\xA9");
    QTest::newRow("cut character") << QByteArray("a\xF0\x9F\x98") << true << QByteArray("a\\xF0\\x9F\\x98");
    QTest::newRow("overlong") << QByteArray("\xC0\xAF") << true << QByteArray("\\xC0\\xAF");
    QTest::newRow("a surrogate") << QByteArray("\xED\xB3\xA9") << true << QByteArray("\\xED\\xB3\\xA9");
    QByteArray every;
    for (int byte = 1; byte < 256; ++byte)
        every += static_cast<char>(byte);
    QTest::newRow("every byte") << every << true << QByteArray();
}

void tst_LocalPath::bytesComeBack()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isForeign);
    QFETCH(const QByteArray, text);
    const QString path = pathFromBytes(bytes);
    QCOMPARE(bytesOfPath(path), bytes);
    QCOMPARE(hasForeignBytes(path), isForeign);
    if (!text.isEmpty())
        QCOMPARE(QByteArray::fromStdString(pathText(path)), text);
}

void tst_LocalPath::foreignFilesAreRead()
{
    const QTemporaryDir folder;
    const QByteArray name = QFile::encodeName(folder.filePath(QStringLiteral("caf"))) + "\xE9";
    const int descriptor = ::open(name.constData(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor < 0)
        QSKIP("this file system takes no such names");
    QCOMPARE(::write(descriptor, "hello", 5), ssize_t(5));
    ::close(descriptor);
    FileSource source(pathFromBytes(name));
    const auto opened = source.open();
    QVERIFY2(opened, opened ? "" : opened.error().message.c_str());
    QCOMPARE(source.size(), 5);
    const FileBody body(pathFromBytes(name), 1, 3);
    const auto device = body.open();
    QVERIFY(device);
    QCOMPARE((*device)->readAll(), QByteArray("ell"));
    const FileBody gone(pathFromBytes(name + "\xFF"), 0, 1);
    const auto missing = gone.open();
    QVERIFY(!missing);
    const QByteArray message = QByteArray::fromStdString(missing.error().message);
    QVERIFY2(message.contains("caf\\xE9\\xFF") && message.contains("No such file"), message.constData());
}

INIA_TEST_CLASS(tst_LocalPath, QCoreApplication)
#include "tst_localpath.moc"
