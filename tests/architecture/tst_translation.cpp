#include "tests/support/testmain.h"

#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QLibraryInfo>
#include <QtCore/QMap>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QtTest>

#include <algorithm>

namespace {

const QDir root(QStringLiteral(INIA_SOURCE_DIR));

struct Text {
    QString context;
    QString source;
    QString comment;
    QStringList translations; ///< more than one where a number decides
    QString type;             ///< "unfinished", "vanished", "obsolete"; empty when all is well
    QStringList places;       ///< "ui/mainwindow.cpp:12"

    [[nodiscard]] QString key() const
    {
        return context + QStringLiteral(": \"") + source + QStringLiteral("\"") +
               (comment.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(comment));
    }
};

std::vector<Text> textsIn(const QString& path)
{
    std::vector<Text> texts;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return texts;
    QXmlStreamReader xml(&file);
    QString context;
    bool isCounted = false;
    const QDir folder = QFileInfo(path).dir();
    const auto attribute = [&xml](const char* name) {
        return xml.attributes().value(QLatin1StringView(name)).toString();
    };
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto name = xml.name().toString();
        if (name == QStringLiteral("name"))
            context = xml.readElementText();
        else if (name == QStringLiteral("message")) {
            texts.push_back({context, {}, {}, {}, {}, {}});
            isCounted = attribute("numerus") == QStringLiteral("yes");
        } else if (name == QStringLiteral("location"))
            texts.back().places.append(
                root.relativeFilePath(QDir::cleanPath(folder.filePath(attribute("filename")))) + u':' +
                attribute("line"));
        else if (name == QStringLiteral("source"))
            texts.back().source = xml.readElementText();
        else if (name == QStringLiteral("comment"))
            texts.back().comment = xml.readElementText();
        else if (name == QStringLiteral("translation")) {
            texts.back().type = attribute("type");
            if (!isCounted)
                texts.back().translations.append(xml.readElementText());
        } else if (name == QStringLiteral("numerusform"))
            texts.back().translations.append(xml.readElementText());
    }
    return texts;
}

QStringList keysOf(const std::vector<Text>& texts)
{
    QStringList keys;
    for (const Text& text : texts)
        keys.append(text.key());
    keys.sort();
    return keys;
}

QStringList without(QStringList list, const QStringList& others)
{
    const QSet<QString> known(others.begin(), others.end());
    list.removeIf([&known](const QString& each) { return known.contains(each); });
    return list;
}

/// "%1", "%2", "%n" in order.
QStringList placeholders(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("%L?(\\d+|n)"));
    QStringList found;
    for (const auto& match : form.globalMatch(text))
        found.append(match.captured());
    found.sort();
    return found;
}

/// What is wrong with a translation; empty for nothing.
QString fault(const Text& text, const QString& words)
{
    if (words.isEmpty())
        return QStringLiteral("is empty");
    if (placeholders(words) != placeholders(text.source))
        return QStringLiteral("has other places for values");
    if (words.endsWith(u'…') != text.source.endsWith(u'…'))
        return QStringLiteral("asks for more, or does not, unlike the source (…)");
    if (words.startsWith(u' ') != text.source.startsWith(u' ') ||
        words.endsWith(u' ') != text.source.endsWith(u' '))
        return QStringLiteral("has other spaces at its ends");
    return {};
}

/// The text without comments, line by line as it was.
QString withoutComments(const QString& source)
{
    static const QRegularExpression comment(QStringLiteral("\"(?:\\\\.|[^\"\\\\])*\"|//[^\\n]*|/\\*.*?\\*/"),
                                            QRegularExpression::DotMatchesEverythingOption);
    QString text;
    qsizetype end = 0;
    for (const auto& match : comment.globalMatch(source)) {
        text += source.mid(end, match.capturedStart() - end);
        const QString found = match.captured();
        text += found.startsWith(u'"') ? found : QString(found.count(u'\n'), u'\n');
        end = match.capturedEnd();
    }
    return text + source.mid(end);
}

struct Sources {
    QMap<QString, int>
        calls; ///< of tr(), translate() and QT_TRANSLATE_NOOP() with a text of their own, by file
    QStringList withoutText; ///< those that lupdate cannot read
};

/// Contexts whose texts stand in tables of QT_TRANSLATE_NOOP() may be asked for by a variable.
void scan(const QString& path, const QString& source, const QSet<QString>& tables, Sources& found)
{
    static const QRegularExpression call(
        QStringLiteral("\\b(?:tr\\(|(?:QCoreApplication::translate|QT_TRANSLATE_NOOP)\\(\\s*(?:\"([^\"]*)"
                       "\"\\s*,)?)\\s*(.)"));
    for (const auto& match : call.globalMatch(source)) {
        if (match.captured(2) == QStringLiteral("\""))
            ++found.calls[path];
        else if (!tables.contains(match.captured(1)))
            found.withoutText.append(path + QStringLiteral(": ") +
                                     source.mid(match.capturedStart(), 60).simplified());
    }
}

Sources productSources()
{
    std::vector<std::pair<QString, QString>> files;
    QSet<QString> tables;
    static const QRegularExpression entry(QStringLiteral("QT_TRANSLATE_NOOP\\(\\s*\"([^\"]*)\""));
    for (const auto& folder : {QStringLiteral("ui"), QStringLiteral("app")}) {
        QDirIterator walk(root.filePath(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                          QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            files.emplace_back(root.relativeFilePath(file.fileName()),
                               withoutComments(QString::fromUtf8(file.readAll())));
            for (const auto& match : entry.globalMatch(files.back().second))
                tables.insert(match.captured(1));
        }
    }
    Sources found;
    for (const auto& [path, text] : files)
        scan(path, text, tables, found);
    return found;
}

} // namespace

/// Every text that is shown is found by lupdate, and German has all of them.
class tst_Translation final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void germanHasEveryText();
    void germanIsFinished();
    void everyCallIsFound();
    void faultsAreFound_data();
    void faultsAreFound();
    void callsWithoutTextAreFound();

private:
    QTemporaryDir m_folder;
    std::vector<Text> m_found; ///< by lupdate
    QString m_output;
    std::vector<Text> m_german = textsIn(root.filePath(QStringLiteral("resources/i18n/inia_de.ts")));
};

void tst_Translation::initTestCase()
{
    const QString lupdate = QStandardPaths::findExecutable(QStringLiteral("lupdate"),
                                                           {QLibraryInfo::path(QLibraryInfo::BinariesPath)});
    if (lupdate.isEmpty())
        QSKIP("lupdate is not installed (Debian: qt6-l10n-tools).");
    const QString catalogue = m_folder.filePath(QStringLiteral("found.ts"));
    QProcess process;
    process.setWorkingDirectory(root.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(lupdate, {QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("ui"),
                            QStringLiteral("app"), QStringLiteral("-ts"), catalogue});
    QVERIFY(process.waitForFinished(-1) && process.exitCode() == 0);
    m_output = QString::fromUtf8(process.readAll());
    m_found = textsIn(catalogue);
    QVERIFY2(m_found.size() > 1000, qPrintable(m_output)); // an empty run would prove nothing
}

void tst_Translation::germanHasEveryText()
{
    const QStringList found = keysOf(m_found);
    const QStringList german = keysOf(m_german);
    const QStringList missing = without(found, german);
    QVERIFY2(missing.isEmpty(),
             qPrintable(QStringLiteral("inia_de.ts lacks, see resources/i18n/README.md:\n") +
                        missing.join(u'\n')));
    const QStringList extra = without(german, found);
    QVERIFY2(extra.isEmpty(), qPrintable(QStringLiteral("no source has any more:\n") + extra.join(u'\n')));
}

void tst_Translation::germanIsFinished()
{
    QStringList problems;
    for (const Text& text : m_german) {
        if (!text.type.isEmpty() || text.translations.isEmpty())
            problems.append(text.key() + QStringLiteral(" is ") + text.type);
        for (const QString& words : text.translations) {
            if (const QString problem = fault(text, words); !problem.isEmpty())
                problems.append(text.key() + u' ' + problem + QStringLiteral(": ") + words);
        }
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

/// lupdate passes over what it cannot read, some of it in silence: so the calls in each source are counted.
void tst_Translation::everyCallIsFound()
{
    static const QRegularExpression warning(QStringLiteral("[^\\n]*\\.(?:h|cpp):\\d+:[^\\n]*"));
    const auto warned = warning.match(m_output);
    QVERIFY2(!warned.hasMatch(), qPrintable(warned.captured()));
    const Sources sources = productSources();
    QVERIFY2(sources.withoutText.isEmpty(), qPrintable(sources.withoutText.join(u'\n')));
    QMap<QString, int> found;
    for (const Text& text : m_found) {
        for (const QString& place : text.places)
            ++found[place.section(u':', 0, -2)];
    }
    QStringList problems;
    for (auto file = sources.calls.begin(); file != sources.calls.end(); ++file) {
        if (found.value(file.key()) != file.value())
            problems.append(QStringLiteral("%1 has %2 texts, lupdate finds %3")
                                .arg(file.key())
                                .arg(file.value())
                                .arg(found.value(file.key())));
    }
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void tst_Translation::faultsAreFound_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("good") << QStringLiteral("%1 of %2") << QStringLiteral("von %2 %1") << true;
    QTest::newRow("lost value") << QStringLiteral("%1 of %2") << QStringLiteral("%1 von") << false;
    QTest::newRow("number") << QStringLiteral("%n unfinished") << QStringLiteral("%1 nicht fertig") << false;
    QTest::newRow("dots") << QStringLiteral("Rename…") << QStringLiteral("Umbenennen") << false;
    QTest::newRow("space") << QStringLiteral(" and ") << QStringLiteral(" und") << false;
    QTest::newRow("empty") << QStringLiteral("Copy") << QString() << false;
}

void tst_Translation::faultsAreFound()
{
    QFETCH(QString, source);
    QFETCH(QString, words);
    QFETCH(bool, isGood);
    Text text;
    text.source = source;
    QCOMPARE(fault(text, words).isEmpty(), isGood);
}

void tst_Translation::callsWithoutTextAreFound()
{
    Sources found;
    const QSet<QString> tables{QStringLiteral("Commands")};
    scan(QStringLiteral("a.cpp"),
         withoutComments(QStringLiteral(
             "// tr(\"no\")\ntr(\"yes\"); Texts::tr(\n \"yes\"); QCoreApplication::translate(\"X\", \"yes\");"
             "QT_TRANSLATE_NOOP(\"Commands\", \"yes\"); QCoreApplication::translate(\"Commands\", text);")),
         tables, found);
    QCOMPARE(found.calls.value(QStringLiteral("a.cpp")), 4);
    QVERIFY2(found.withoutText.isEmpty(), qPrintable(found.withoutText.join(u'\n')));
    scan(QStringLiteral("b.cpp"),
         QStringLiteral("tr(names[i]); QCoreApplication::translate(\"Other\", text);"), tables, found);
    QCOMPARE(found.withoutText.size(), 2);
}

INIA_TEST_CLASS(tst_Translation, QCoreApplication)
#include "tst_translation.moc"
