#include "app/desktop/application.h"
#include "app/desktop/commandline.h"
#include "app/desktop/selftest.h"
#include "core/http/networktransport.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtWidgets/QApplication>

#include <cstdio>

namespace {

constexpr int usageExitCode = 252; // as inia-cli's
constexpr int configurationExitCode = 253;

int runSelfTest(QApplication& qt, const inia::desktop::Arguments& arguments)
{
    // The pictures have to come out the same whatever the user has set.
    const QTemporaryDir folder;
    inia::desktop::Settings settings(folder.filePath(QStringLiteral("inia.ini")));
    inia::desktop::Application application(qt, arguments, settings);
    inia::desktop::SelfTest test(application, arguments.selfTestFolder);
    application.start();
    test.start();
    return QApplication::exec();
}

// Nothing of the user's is read or written: tabs and the look of the window are the recording's.
int runReplay(QApplication& qt, inia::desktop::Arguments arguments)
{
    auto replay = inia::desktop::Replay::open(arguments.replayFile, arguments.replayPace);
    if (!replay) {
        std::fprintf(stderr, "inia: %s\n", replay.error().message.c_str());
        return configurationExitCode;
    }
    const QTemporaryDir folder;
    inia::desktop::Settings settings(folder.filePath(QStringLiteral("inia.ini")));
    const auto kept = (*replay)->tabs();
    settings.saveTabs(kept);
    if (!kept.tabs.empty()) {
        arguments.profile = kept.tabs.front().profile;
        arguments.region = kept.tabs.front().region;
    }
    inia::desktop::Application application(qt, arguments, settings, std::move(replay).value());
    application.start();
    return QApplication::exec();
}

// Without TZ, glibc looks at /etc/localtime each time somebody asks for a local time: once for every date in
// a table. Told to use that file, it reads it once.
void settleTimeZone()
{
    if (!qEnvironmentVariableIsSet("TZ") && QFile::exists(QStringLiteral("/etc/localtime")))
        qputenv("TZ", ":/etc/localtime");
}

} // namespace

int main(int argc, char* argv[])
{
    // Before there are threads that may read the environment.
    settleTimeZone();
    // For all threads but this one, where GTK's platform theme needs GLib: its dispatcher wakes a thread for
    // every event that is posted, also when it is awake.
    qputenv("QT_NO_THREADED_GLIB", "1");
    QApplication qt(argc, argv);
    inia::NetworkTransport::dismissApplicationProxy();
    QApplication::setApplicationName(QStringLiteral("Inia"));
    QApplication::setApplicationVersion(QStringLiteral(INIA_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("inia"));
    const auto commandLine = inia::desktop::parseCommandLine(QApplication::arguments());
    if (!commandLine) {
        std::fprintf(stderr, "inia: %s\n", commandLine.error().message.c_str());
        return usageExitCode;
    }
    if (!commandLine->arguments) {
        std::fputs(qPrintable(commandLine->text), stdout);
        return 0;
    }
    const auto& arguments = *commandLine->arguments;
    inia::desktop::Language language;
    if (!arguments.selfTestFolder.isEmpty()) {
        language.install(QStringLiteral("en")); // it finds widgets by their words
        return runSelfTest(qt, arguments);
    }
    language.install(arguments.language.isEmpty() ? inia::desktop::Language::of() : arguments.language);
    if (!arguments.replayFile.isEmpty())
        return runReplay(qt, arguments);
    inia::desktop::Settings settings;
    inia::desktop::Application application(qt, arguments, settings);
    application.start();
    return QApplication::exec();
}
