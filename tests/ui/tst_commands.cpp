#include "tests/support/testmain.h"
#include "ui/commands/commandtable.h"

#include <QtCore/QFile>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QPushButton>

using namespace inia::ui;

namespace {

/// "Ctrl+C, Del" and what it does, as README writes the keys of a command.
struct KeyRow {
    QString keys;
    QString text;
};

QString written(const QList<QKeySequence>& keys)
{
    QStringList texts;
    for (const auto& key : keys)
        texts.append(key.toString(QKeySequence::PortableText));
    return texts.join(QStringLiteral(", "));
}

/// Commands with keys; those that are called the same stand together.
std::vector<KeyRow> keyRows()
{
    std::vector<KeyRow> rows;
    for (const auto& command : commandTable()) {
        if (command.keys.isEmpty())
            continue;
        QString text = QString::fromLatin1(command.text);
        const bool isPart = command.scope != CommandScope::Window && command.scope != CommandScope::Rows;
        if (isPart)
            text += QStringLiteral(" (%1)").arg(scopeText(command.scope));
        const auto same =
            std::find_if(rows.begin(), rows.end(), [&](const KeyRow& row) { return row.text == text; });
        if (same == rows.end())
            rows.push_back({written(command.keys), text});
        else
            same->keys += QStringLiteral(", ") + written(command.keys);
    }
    return rows;
}

QString readmeTable()
{
    QString text = QStringLiteral("| | | | |\n|---|---|---|---|\n");
    const auto rows = keyRows();
    for (std::size_t i = 0; i < rows.size(); i += 2) {
        const KeyRow right = i + 1 < rows.size() ? rows[i + 1] : KeyRow();
        text +=
            QStringLiteral("| %1 | %2 | %3 | %4 |\n").arg(rows[i].keys, rows[i].text, right.keys, right.text);
    }
    return text;
}

} // namespace

/// The one table of commands: what menus, buttons, the palette and README say of keys.
class tst_Commands final : public QObject {
    Q_OBJECT

private slots:
    void everyCommandStandsOnce();
    void noKeyMeansTwoThings();
    void overlappingScopes();
    void readmeTellsTheKeys();
    void aSetRunsOrSaysWhyNot();
    void keysRun();
};

void tst_Commands::everyCommandStandsOnce()
{
    QSet<int> ids;
    QSet<QString> names;
    for (const auto& command : commandTable()) {
        QVERIFY2(!ids.contains(int(command.id)), command.name);
        QVERIFY2(!names.contains(QString::fromLatin1(command.name)), command.name);
        ids.insert(int(command.id));
        names.insert(QString::fromLatin1(command.name));
        QVERIFY2(!command.title().isEmpty(), command.name);
        QVERIFY2(QFile::exists(QStringLiteral(INIA_SOURCE_DIR "/resources/icons/%1.svg")
                                   .arg(QString::fromLatin1(command.icon))),
                 command.name);
    }
    QCOMPARE(ids.size(), int(CommandId::Quit) + 1);
}

void tst_Commands::noKeyMeansTwoThings()
{
    const auto& table = commandTable();
    for (std::size_t i = 0; i < table.size(); ++i) {
        for (std::size_t j = i + 1; j < table.size(); ++j) {
            if (!overlap(table[i].scope, table[j].scope))
                continue;
            for (const auto& key : table[i].keys)
                QVERIFY2(!table[j].keys.contains(key),
                         qPrintable(QStringLiteral("%1: %2 and %3")
                                        .arg(key.toString(), QString::fromLatin1(table[i].name),
                                             QString::fromLatin1(table[j].name))));
        }
    }
}

void tst_Commands::overlappingScopes()
{
    QVERIFY(overlap(CommandScope::Window, CommandScope::Items));
    QVERIFY(overlap(CommandScope::Items, CommandScope::Rows));
    QVERIFY(overlap(CommandScope::Console, CommandScope::Window));
    QVERIFY(!overlap(CommandScope::Console, CommandScope::Items));
    QVERIFY(!overlap(CommandScope::ItemEditor, CommandScope::Window));
}

void tst_Commands::readmeTellsTheKeys()
{
    QFile file(QStringLiteral(INIA_SOURCE_DIR "/README.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString readme = QString::fromUtf8(file.readAll());
    const qsizetype begin = readme.indexOf(QStringLiteral("| | | | |\n"));
    const qsizetype end = readme.indexOf(QStringLiteral("\n\n"), begin);
    const QString told = readme.mid(begin, end - begin + 1);
    if (told != readmeTable())
        qInfo().noquote() << "README should say:\n" << readmeTable();
    QCOMPARE(told, readmeTable());
}

void tst_Commands::aSetRunsOrSaysWhyNot()
{
    QWidget window;
    CommandSet commands(&window);
    QSignalSpy refused(&commands, &CommandSet::refused);
    int runs = 0;
    QString obstacle = QStringLiteral("Nothing is selected");
    commands.add(
        CommandId::CopyId, [&] { ++runs; }, [&] { return obstacle; });
    commands.run(CommandId::CopyId);
    QCOMPARE(runs, 0);
    QCOMPARE(refused.takeFirst().at(0).toString(), obstacle);
    obstacle = QString();
    commands.run(CommandId::CopyId);
    QCOMPARE(runs, 1);
    commands.run(CommandId::Quit); // nobody has said what it does
    QCOMPARE(refused.size(), 1);
    QPushButton button;
    connect(&button, &QPushButton::clicked, &button, [&] { ++runs; });
    commands.add(CommandId::Back, &button, QStringLiteral("No way back"));
    commands.run(CommandId::Back);
    QCOMPARE(runs, 2);
    button.setEnabled(false);
    QCOMPARE(commands.obstacle(CommandId::Back), QStringLiteral("No way back"));
    QCOMPARE(commands.all(), (std::vector<CommandId>{CommandId::Back, CommandId::CopyId}));
}

void tst_Commands::keysRun()
{
    QWidget window;
    CommandSet commands(&window);
    int runs = 0;
    commands.add(CommandId::Filter, [&] { ++runs; });
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.activateWindow();
    QTest::keyClick(&window, Qt::Key_I, Qt::ControlModifier);
    QTRY_COMPARE(runs, 1);
}

INIA_TEST_CLASS(tst_Commands, QApplication)
#include "tst_commands.moc"
