#include "app/cli/callcommand.h"
#include "app/cli/output.h"

#include <QtCore/QCoreApplication>

#include <cstdio>

namespace {

int fail(const inia::Error& error)
{
    std::fputs(inia::cli::errorText(error).c_str(), stderr);
    return inia::cli::exitCode(error);
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    const auto commandLine = inia::cli::parseCommandLine(QCoreApplication::arguments());
    if (!commandLine)
        return fail(commandLine.error());
    if (!commandLine->call) {
        std::fputs(qPrintable(commandLine->text), stdout);
        return inia::cli::Success;
    }
    auto runtime = inia::Runtime::standard();
    if (!runtime)
        return fail(runtime.error());
    inia::cli::CallCommand command(std::move(runtime).value(), *commandLine->call);
    QObject::connect(
        &command, &inia::cli::CallCommand::done, &application, [](int code) { QCoreApplication::exit(code); },
        Qt::QueuedConnection);
    command.start();
    return QCoreApplication::exec();
}
