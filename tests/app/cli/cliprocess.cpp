#include "tests/app/cli/cliprocess.h"

#include <QtCore/QEventLoop>
#include <QtCore/QJsonDocument>
#include <QtCore/QProcessEnvironment>
#include <QtCore/QTimer>

namespace inia::test {

QList<QJsonObject> CliOutcome::lines() const
{
    QList<QJsonObject> objects;
    auto texts = out.split('\n');
    if (!texts.isEmpty() && texts.last().isEmpty())
        texts.removeLast();
    for (const auto& text : std::as_const(texts))
        objects << QJsonDocument::fromJson(text).object();
    return objects;
}

QJsonObject CliOutcome::object() const
{
    return QJsonDocument::fromJson(out).object();
}

namespace {

QProcessEnvironment bareEnvironment(const QStringList& variables)
{
    QProcessEnvironment environment;
    for (const auto& name :
         {QStringLiteral("INIA_MODEL_PACK"), QStringLiteral("PATH"), QStringLiteral("LC_ALL")})
        environment.insert(name, qEnvironmentVariable(qPrintable(name)));
    environment.insert(QStringLiteral("HOME"), QStringLiteral("/nonexistent"));
    // Keys of the machine that the tests run on are none of theirs.
    environment.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
    for (const auto& variable : variables)
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    return environment;
}

} // namespace

void startCli(QProcess& process, const QStringList& arguments, const QStringList& variables)
{
    process.setProcessEnvironment(bareEnvironment(variables));
    process.start(QStringLiteral(INIA_CLI_PROGRAM), arguments);
}

void startShell(QProcess& process, const QString& line, const QStringList& variables)
{
    auto environment = bareEnvironment(variables);
    environment.insert(QStringLiteral("CLI"), QStringLiteral(INIA_CLI_PROGRAM));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), line});
}

CliOutcome runCli(const QStringList& arguments, const QByteArray& input, const QStringList& variables,
                  const QString& output)
{
    constexpr int longest = 120'000;
    QProcess process;
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    QTimer::singleShot(longest, &loop, &QEventLoop::quit);
    if (!output.isEmpty())
        process.setStandardOutputFile(output);
    startCli(process, arguments, variables);
    process.write(input);
    process.closeWriteChannel();
    loop.exec();
    if (process.state() != QProcess::NotRunning)
        process.kill();
    process.waitForFinished();
    const bool ended =
        process.exitStatus() == QProcess::NormalExit && process.error() == QProcess::UnknownError;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace inia::test
