#include "app/desktop/commandline.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QLibraryInfo>

static void loadCatalogues()
{
    Q_INIT_RESOURCE(i18n);
}

namespace inia::desktop {

namespace {

Error usageError(const QString& message)
{
    return makeError(ErrorKind::Parameter, "Usage", message.toStdString() + "; see inia --help");
}

void addOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(QStringLiteral("A desktop browser for AWS resources."));
    const auto add = [&parser](const char* name, const char* description, const char* value) {
        parser.addOption(
            {QString::fromLatin1(name), QString::fromLatin1(description), QString::fromLatin1(value)});
    };
    add("profile", "Profile of the AWS config files to open.", "name");
    add("region", "Region to open it in.", "region");
    add("endpoint-url", "Server to call instead of AWS.", "url");
    add("replay", "Answer from this recording (.iniarec) instead of the network; needs no keys.", "file");
    add("replay-pace", "How long recorded answers take: 1, 10 (ten times as fast) or 0 (at once).", "1|10|0");
    add("language", "Language of the window; without, the desktop's.",
        Language::known().join(u'|').toLatin1().constData());
    add("theme", "Look of this start: light or dark.", "light|dark");
    add("self-test",
        "Perform the main job with the real window, write a picture of each step to this folder, and end.",
        "folder");
    parser.addHelpOption();
    parser.addVersionOption();
}

std::optional<std::string> optionValue(const QCommandLineParser& parser, const char* name)
{
    const QString key = QString::fromLatin1(name);
    return parser.isSet(key) ? std::optional(parser.value(key).toStdString()) : std::nullopt;
}

std::optional<ReplayTransport::Pace> paceOf(const QCommandLineParser& parser)
{
    const QString text = parser.value(QStringLiteral("replay-pace"));
    if (text.isEmpty() || text == QStringLiteral("1"))
        return ReplayTransport::Pace::AsRecorded;
    if (text == QStringLiteral("10"))
        return ReplayTransport::Pace::TenTimes;
    return text == QStringLiteral("0") ? std::optional(ReplayTransport::Pace::AtOnce) : std::nullopt;
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList& words)
{
    QCommandLineParser parser;
    addOptions(parser);
    CommandLine result;
    if (!parser.parse(words))
        return usageError(parser.errorText());
    if (parser.isSet(QStringLiteral("help"))) {
        result.text = parser.helpText();
        return result;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        result.text = QStringLiteral("inia " INIA_VERSION "\n");
        return result;
    }
    if (!parser.positionalArguments().isEmpty())
        return usageError(
            QStringLiteral("inia takes no argument '%1'").arg(parser.positionalArguments().first()));
    Arguments arguments;
    arguments.profile = optionValue(parser, "profile");
    arguments.region = optionValue(parser, "region");
    arguments.endpointUrl = optionValue(parser, "endpoint-url");
    arguments.replayFile = parser.value(QStringLiteral("replay"));
    if (parser.isSet(QStringLiteral("replay")) && arguments.replayFile.isEmpty())
        return usageError(QStringLiteral("--replay needs the file of a recording"));
    if (const auto pace = paceOf(parser))
        arguments.replayPace = *pace;
    else
        return usageError(QStringLiteral("--replay-pace is 1, 10 or 0, not '%1'")
                              .arg(parser.value(QStringLiteral("replay-pace"))));
    arguments.language = parser.value(QStringLiteral("language"));
    if (parser.isSet(QStringLiteral("language")) && !Language::known().contains(arguments.language))
        return usageError(QStringLiteral("there is no language '%1', only %2")
                              .arg(arguments.language, Language::known().join(QStringLiteral(", "))));
    arguments.theme = parser.value(QStringLiteral("theme"));
    arguments.selfTestFolder = parser.value(QStringLiteral("self-test"));
    if (!arguments.theme.isEmpty() && arguments.theme != QStringLiteral("light") &&
        arguments.theme != QStringLiteral("dark"))
        return usageError(QStringLiteral("--theme is light or dark, not '%1'").arg(arguments.theme));
    if (parser.isSet(QStringLiteral("self-test")) && arguments.selfTestFolder.isEmpty())
        return usageError(QStringLiteral("--self-test needs a folder for its pictures"));
    result.arguments = std::move(arguments);
    return result;
}

namespace {

const QString english = QStringLiteral("en");

// The country is the desktop's where it speaks the same language. English is written as the sources have it.
QLocale localeOf(const QString& name)
{
    const QLocale system = QLocale::system();
    const QLocale::Language language = QLocale(name).language();
    if (language == QLocale::English)
        return {QLocale::English, QLocale::UnitedStates};
    return system.language() == language ? QLocale(language, system.territory()) : QLocale(name);
}

} // namespace

Language::~Language()
{
    QCoreApplication::removeTranslator(&m_words);
    QCoreApplication::removeTranslator(&m_qt);
    QLocale::setDefault(m_before);
}

QStringList Language::known()
{
    loadCatalogues();
    QStringList names{english};
    const QDir folder(QStringLiteral(":/inia/i18n"));
    for (const QString& file : folder.entryList({QStringLiteral("inia_*.qm")}, QDir::Files, QDir::Name))
        names.append(file.section(u'_', 1).section(u'.', 0, 0));
    return names;
}

QString Language::of(const QStringList& wanted)
{
    const QStringList names = known();
    for (const QString& each : wanted) {
        const QString name = each.section(u'-', 0, 0).section(u'_', 0, 0);
        if (names.contains(name))
            return name;
    }
    return english;
}

void Language::install(const QString& name)
{
    QLocale::setDefault(localeOf(name));
    if (name == english)
        return;
    if (m_words.load(QStringLiteral("inia_") + name, QStringLiteral(":/inia/i18n")))
        QCoreApplication::installTranslator(&m_words);
    if (m_qt.load(QStringLiteral("qtbase_") + name, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace inia::desktop
