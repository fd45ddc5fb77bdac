#include "app/cli/batchcommand.h"
#include "app/cli/callcommand.h"
#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/describe.h"
#include "app/cli/jobscommand.h"
#include "app/cli/keychaincommand.h"
#include "app/cli/listingcommand.h"
#include "app/cli/output.h"
#include "app/cli/sessioncommands.h"
#include "app/cli/transfercommand.h"
#include "app/keychain/systemkeystore.h"
#include "core/common/localpath.h"
#include "core/http/networktransport.h"

#include <QtCore/QCoreApplication>

namespace inia::cli {

namespace {

int fail(const Error& error)
{
    print(stderr, errorText(error));
    return exitCode(error);
}

/// Commands that need the event loop.
template <typename Command>
int execute(Command& command)
{
    QObject::connect(
        &command, &Command::done, QCoreApplication::instance(),
        [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    command.start();
    return QCoreApplication::exec();
}

/// Commands that open sessions.
template <typename Command, typename Arguments>
int runCommand(const Arguments& arguments)
{
    auto runtime = Runtime::standard();
    if (!runtime)
        return fail(runtime.error());
    runtime->prompt = std::make_shared<TerminalPrompt>();
    Command command(std::move(runtime).value(), arguments);
    return execute(command);
}

/// Commands that read models and nothing else.
template <typename Arguments>
int printModel(Result<std::string> (*text)(const Catalog&, const Arguments&), const Arguments& arguments)
{
    const auto runtime = Runtime::standard();
    if (!runtime)
        return fail(runtime.error());
    const auto result = text(*runtime->catalog, arguments);
    if (!result)
        return fail(result.error());
    print(stdout, *result);
    return Success;
}

struct Run {
    int operator()(const TextArguments& arguments) const
    {
        print(stdout, arguments.text);
        return Success;
    }
    int operator()(const CallArguments& arguments) const { return runCommand<CallCommand>(arguments); }
    int operator()(const WaitArguments& arguments) const { return runCommand<WaitCommand>(arguments); }
    int operator()(const PresignArguments& arguments) const { return runCommand<PresignCommand>(arguments); }
    int operator()(const CodeArguments& arguments) const
    {
        const auto runtime = Runtime::standard();
        const auto code = runtime ? codeText(*runtime, arguments) : Result<std::string>(runtime.error());
        if (!code)
            return fail(code.error());
        print(stdout, *code);
        return Success;
    }
    int operator()(const TransferArguments& arguments) const
    {
        return runCommand<TransferCommand>(arguments);
    }
    int operator()(const ObjectsArguments& arguments) const { return runCommand<ObjectsCommand>(arguments); }
    int operator()(const SyncArguments& arguments) const { return runCommand<SyncCommand>(arguments); }
    int operator()(const JobsArguments& arguments) const { return runCommand<JobsCommand>(arguments); }
    int operator()(const LogsArguments& arguments) const { return runCommand<LogsCommand>(arguments); }
    int operator()(const BatchArguments& arguments) const { return runCommand<BatchCommand>(arguments); }
    int operator()(const SessionArguments& arguments) const { return runCommand<SessionCommand>(arguments); }
    int operator()(const ListingArguments& arguments) const { return runCommand<ListingCommand>(arguments); }
    int operator()(const LoginArguments& arguments) const { return runCommand<LoginCommand>(arguments); }
    int operator()(const KeychainArguments& arguments) const
    {
        KeychainCommand command(systemKeyStore(), arguments);
        return execute(command);
    }
    int operator()(const ServicesArguments& arguments) const { return printModel(servicesText, arguments); }
    int operator()(const OperationsArguments& arguments) const
    {
        return printModel(operationsText, arguments);
    }
    int operator()(const DescribeArguments& arguments) const { return printModel(describeText, arguments); }
    int operator()(const RedactionArguments& arguments) const { return printModel(redactionText, arguments); }
};

} // namespace

} // namespace inia::cli

int main(int argc, char* argv[])
{
    inia::cli::prepareStreams();
    // Qt's own list has lost what is no UTF-8, and names of files may be anything.
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(inia::pathFromBytes(argv[i]));
    // GLib's dispatcher wakes its thread for every event that is posted, also when it is awake: 25 system
    // calls more for each small file. The keychain alone is asked by it,
    // also where this is the credential_process of one of us.
    if (arguments.contains(QStringLiteral("keychain")))
        qunsetenv("QT_NO_GLIB");
    else
        qputenv("QT_NO_GLIB", "1");
    const QCoreApplication application(argc, argv);
    inia::NetworkTransport::dismissApplicationProxy();
    const auto commandLine = inia::cli::parseCommandLine(arguments);
    const int code =
        commandLine ? std::visit(inia::cli::Run(), *commandLine) : inia::cli::fail(commandLine.error());
    return inia::cli::outputHasFailed() ? inia::cli::OtherError : code;
}
