#include "app/cli/batchcommand.h"
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

template <typename Command, typename Arguments>
int run(inia::Runtime runtime, const Arguments& arguments)
{
    Command command(std::move(runtime), arguments);
    QObject::connect(
        &command, &Command::done, QCoreApplication::instance(),
        [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    command.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    const auto commandLine = inia::cli::parseCommandLine(QCoreApplication::arguments());
    if (!commandLine)
        return fail(commandLine.error());
    if (!commandLine->call && !commandLine->batch) {
        std::fputs(qPrintable(commandLine->text), stdout);
        return inia::cli::Success;
    }
    auto runtime = inia::Runtime::standard();
    if (!runtime)
        return fail(runtime.error());
    if (commandLine->batch)
        return run<inia::cli::BatchCommand>(std::move(runtime).value(), *commandLine->batch);
    return run<inia::cli::CallCommand>(std::move(runtime).value(), *commandLine->call);
}
