#include "tests/architecture/includerules.h"
#include "tests/support/testmain.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtTest/QtTest>

using architecture::SourceFile;
using architecture::violations;

class tst_Architecture final : public QObject {
    Q_OBJECT

private slots:
    void everyFileKeepsTheRules();
    void brokenRulesAreFound_data();
    void brokenRulesAreFound();
};

void tst_Architecture::everyFileKeepsTheRules()
{
    const QString root = QStringLiteral(INIA_SOURCE_DIR);
    QStringList problems;
    int files = 0;
    for (const auto& folder : {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")}) {
        QDirIterator walk(root + u'/' + folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
            problems += violations({file.fileName().mid(root.size() + 1), QString::fromUtf8(file.readAll())});
            ++files;
        }
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
    QVERIFY(files > 100); // an empty walk would prove nothing
}

void tst_Architecture::brokenRulesAreFound_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("broken");
    QTest::newRow("core with a widget") << "core/model/value.cpp"
                                        << "#include <QtWidgets/QWidget>" << true;
    QTest::newRow("core with QtGui") << "core/session/session.cpp"
                                     << "#include <QtGui/QColor>" << true;
    QTest::newRow("second network file") << "core/client/call.cpp"
                                         << "#include <QtNetwork/QNetworkReply>" << true;
    QTest::newRow("second manager") << "core/http/networkreply.cpp"
                                    << "#include <QtNetwork/QNetworkAccessManager>" << true;
    QTest::newRow("the network file") << "core/http/networktransport.cpp"
                                      << "#include <QtNetwork/QNetworkAccessManager>" << false;
    QTest::newRow("ui with network") << "ui/panels/panel.cpp"
                                     << "#include <QtNetwork/QTcpSocket>" << true;
    QTest::newRow("model with gui") << "ui/models/tree.cpp"
                                    << "#include <QtGui/QIcon>" << true;
    QTest::newRow("core upward") << "core/model/shape.cpp"
                                 << "#include \"core/client/client.h\"" << true;
    QTest::newRow("core downward") << "core/client/call.cpp"
                                   << "#include \"core/model/value.h\"" << false;
    QTest::newRow("async below") << "core/http/transport.h"
                                 << "#include \"core/async/background.h\"" << false;
    QTest::newRow("async alone") << "core/async/background.h"
                                 << "#include \"core/common/result.h\"" << true;
    QTest::newRow("cli with ui") << "app/cli/main.cpp"
                                 << "#include \"ui/mainwindow.h\"" << true;
    QTest::newRow("ui that waits") << "ui/mainwindow.cpp"
                                   << "#include \"core/sync/await.h\"" << true;
    QTest::newRow("ui with all of core") << "ui/mainwindow.cpp"
                                         << "#include \"core/inia.h\"" << true;
    QTest::newRow("core that waits") << "core/session/session.cpp"
                                     << "#include \"core/sync/await.h\"" << true;
    QTest::newRow("sync on all") << "core/sync/program.h"
                                 << "#include \"core/session/session.h\"" << false;
    QTest::newRow("without module") << "core/model/value.h"
                                    << "#include <QByteArray>" << true;
}

void tst_Architecture::brokenRulesAreFound()
{
    QFETCH(const QString, path);
    QFETCH(const QString, line);
    QFETCH(const bool, broken);
    QCOMPARE(!violations({path, line + u'\n'}).isEmpty(), broken);
}

INIA_TEST_CLASS(tst_Architecture, QCoreApplication)
#include "tst_architecture.moc"
