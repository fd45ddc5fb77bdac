#include "tests/architecture/houserules.h"
#include "tests/architecture/includerules.h"
#include "tests/support/testmain.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtTest/QtTest>

using namespace architecture;

namespace {

QString textOf(const QString& path)
{
    QFile file(QStringLiteral(INIA_SOURCE_DIR "/") + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

bool exists(const QString& path)
{
    return QFileInfo::exists(QStringLiteral(INIA_SOURCE_DIR "/") + path);
}

/// Units a, b, … of a folder, each of which includes the next one and the last the first.
SourceTree ring(const QString& folder, int units)
{
    SourceTree tree;
    for (int i = 0; i < units; ++i) {
        const auto name = [&](int number) { return folder + QStringLiteral("/u%1.h").arg(number % units); };
        tree.add({name(i), QStringLiteral("#include \"%1\"\n").arg(name(i + 1))});
    }
    return tree;
}

} // namespace

class tst_Architecture final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyFileKeepsTheRules();
    void theHouseKeepsItsBudgets();
    void publicHeadersAreWhole();
    void whatIsWrittenIsTrue();
    void brokenRulesAreFound_data();
    void brokenRulesAreFound();
    void brokenBudgetsAreFound();
    void cyclesAreFound();
    void leakingPublicHeadersAreFound();
    void untrueReadmesAreFound();
    void scatteredClassesAreFound();

private:
    SourceTree m_tree;
    QStringList m_publicHeaders;
};

void tst_Architecture::initTestCase()
{
    const QString root = QStringLiteral(INIA_SOURCE_DIR "/");
    for (const auto& folder : {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")}) {
        QDirIterator walk(root + folder, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const QString path = walk.next().mid(root.size());
            m_tree.add({path, textOf(path)});
        }
    }
    QVERIFY(m_tree.files().size() > 100); // an empty walk would prove nothing
    m_publicHeaders = publicHeadersIn(textOf(QStringLiteral("core/publicheaders.cmake")));
    qInfo().noquote() << u'\n' + table(m_tree, m_publicHeaders);
}

void tst_Architecture::everyFileKeepsTheRules()
{
    QStringList problems;
    for (const auto& file : m_tree.files())
        problems += violations(file);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_Architecture::theHouseKeepsItsBudgets()
{
    const auto problems = budgetViolations(figures(m_tree, m_publicHeaders)) + cycleViolations(m_tree);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_Architecture::publicHeadersAreWhole()
{
    const auto problems = publicHeaderViolations(m_tree, m_publicHeaders);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_Architecture::whatIsWrittenIsTrue()
{
    QStringList problems = layerTableViolations(textOf(QStringLiteral("core/README.md")));
    for (const auto& readme :
         {QStringLiteral("README.md"), QStringLiteral("core/README.md"), QStringLiteral("ui/README.md"),
          QStringLiteral("packaging/README.md"), QStringLiteral("tests/README.md")}) {
        QVERIFY2(exists(readme), qPrintable(readme));
        problems += pathViolations(readme, textOf(readme), exists);
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
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
    QTest::newRow("second network file") << "core/call/call.cpp"
                                         << "#include <QtNetwork/QNetworkReply>" << true;
    QTest::newRow("second manager") << "core/http/networkreply.cpp"
                                    << "#include <QtNetwork/QNetworkAccessManager>" << true;
    QTest::newRow("the network file") << "core/http/networktransport.cpp"
                                      << "#include <QtNetwork/QNetworkAccessManager>" << false;
    QTest::newRow("ui with network") << "ui/panels/panel.cpp"
                                     << "#include <QtNetwork/QTcpSocket>" << true;
    QTest::newRow("model with gui") << "ui/models/tree.cpp"
                                    << "#include <QtGui/QIcon>" << true;
    QTest::newRow("core upward") << "core/model/servicemodel.cpp"
                                 << "#include \"core/client/client.h\"" << true;
    QTest::newRow("core downward") << "core/call/call.cpp"
                                   << "#include \"core/model/value.h\"" << false;
    QTest::newRow("async below") << "core/http/transport.h"
                                 << "#include \"core/async/background.h\"" << false;
    QTest::newRow("async alone") << "core/async/background.h"
                                 << "#include \"core/common/result.h\"" << true;
    QTest::newRow("cli with ui") << "app/cli/main.cpp"
                                 << "#include \"ui/mainwindow.h\"" << true;
    QTest::newRow("ui that waits") << "ui/mainwindow.cpp"
                                   << "#include \"core/sync/client.h\"" << true;
    QTest::newRow("ui with all of core") << "ui/mainwindow.cpp"
                                         << "#include \"core/inia.h\"" << true;
    QTest::newRow("core that waits") << "core/session/session.cpp"
                                     << "#include \"core/sync/client.h\"" << true;
    QTest::newRow("sync on all") << "core/sync/program.h"
                                 << "#include \"core/session/session.h\"" << false;
    QTest::newRow("ui with an inner part") << "ui/browse/page.cpp"
                                           << "#include \"core/protocol/validator.h\"" << true;
    QTest::newRow("ui upward") << "ui/widgets/labels.cpp"
                               << "#include \"ui/browse/page.h\"" << true;
    QTest::newRow("ui downward") << "ui/browse/page.cpp"
                                 << "#include \"ui/widgets/labels.h\"" << false;
    QTest::newRow("unknown folder of core") << "core/utils/all.h"
                                            << "#include \"core/model/value.h\"" << true;
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

void tst_Architecture::brokenBudgetsAreFound()
{
    for (std::size_t i = 0; i < budgets().size(); ++i) {
        std::vector<double> values;
        for (const auto& budget : budgets())
            values.push_back(budget.most);
        QVERIFY(budgetViolations(values).isEmpty());
        values[i] = budgets()[i].most + 1;
        QCOMPARE(budgetViolations(values).size(), 1);
        values[i] = budgets()[i].least - 1;
        QCOMPARE(budgetViolations(values).size(), 1);
    }
}

void tst_Architecture::cyclesAreFound()
{
    QVERIFY(cycleViolations(ring(QStringLiteral("core/http"), 3)).isEmpty());
    QCOMPARE(cycleViolations(ring(QStringLiteral("core/http"), 4)).size(), 1);
    SourceTree unit; // header and source are one
    unit.add({QStringLiteral("core/http/a.h"), {}});
    unit.add({QStringLiteral("core/http/a.cpp"), QStringLiteral("#include \"core/http/a.h\"\n")});
    QVERIFY(unit.cycles().empty());
}

void tst_Architecture::leakingPublicHeadersAreFound()
{
    const auto listed = publicHeadersIn(QStringLiteral("set(LIST\n    client/a.h\n    client/b.h\n)\n"));
    QCOMPARE(listed, QStringList({QStringLiteral("core/client/a.h"), QStringLiteral("core/client/b.h")}));
    SourceTree tree;
    tree.add({QStringLiteral("core/client/a.h"), QStringLiteral("#include \"core/client/b.h\"\n")});
    tree.add({QStringLiteral("core/client/b.h"), {}});
    tree.add({QStringLiteral("core/client/inner.h"), {}});
    QVERIFY(publicHeaderViolations(tree, listed).isEmpty());
    QCOMPARE(publicHeaderViolations(tree, {listed.first()}).size(), 1);
    QCOMPARE(publicHeaderViolations(tree, listed + QStringList{QStringLiteral("core/gone.h")}).size(), 1);
}

void tst_Architecture::untrueReadmesAreFound()
{
    QString readme = textOf(QStringLiteral("core/README.md"));
    QVERIFY(layerTableViolations(readme).isEmpty());
    readme.replace(QStringLiteral("| `jmespath` | JMESPath over `Value` | model |"),
                   QStringLiteral("| `jmespath` | JMESPath over `Value` | model, http |"));
    QCOMPARE(layerTableViolations(readme).size(), 1);
    const QString text = QStringLiteral("`core/README.md`, `core/gone.h` and `tests/architecture`");
    QCOMPARE(pathViolations(QStringLiteral("README.md"), text, exists).size(), 1);
}

void tst_Architecture::scatteredClassesAreFound()
{
    SourceTree tree;
    tree.add({QStringLiteral("core/http/a.cpp"), QStringLiteral("void Request::send()\n")});
    tree.add({QStringLiteral("core/sync/a.cpp"), QStringLiteral("void Request::wait()\n")});
    QVERIFY(tree.scatteredClasses().isEmpty());
    tree.add({QStringLiteral("core/http/b.cpp"), QStringLiteral("int Request::size() const\n")});
    QCOMPARE(tree.scatteredClasses().size(), 1);
}

INIA_TEST_CLASS(tst_Architecture, QCoreApplication)
#include "tst_architecture.moc"
