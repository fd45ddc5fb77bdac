#include "tests/conformance/report.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QDir>

#include <algorithm>
#include <cstdio>

using namespace inia::conformance;

namespace {

constexpr int exitFailed = 1;
constexpr int exitNothingToRun = 2;

bool isWanted(const Suite& suite, const std::string& wanted)
{
    return wanted.empty() || suite.name == wanted || suite.name.starts_with(wanted + "/");
}

std::vector<SuiteResult> runSuites(const QString& root, const std::string& wanted,
                                   const std::string& onlyCase)
{
    std::vector<SuiteResult> results;
    for (const auto& suite : allSuites()) {
        if (!isWanted(suite, wanted) || !QFileInfo::exists(root + QLatin1Char('/') + suite.data))
            continue;
        SuiteRun run(std::string(suite.name), root, onlyCase);
        suite.run(run);
        if (onlyCase.empty() || !run.result().counts.empty())
            results.push_back(run.result());
    }
    return results;
}

int fail(const QString& message)
{
    std::fprintf(stderr, "inia-conformance: %s\n", qPrintable(message));
    return exitNothingToRun;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Runs the conformance suites below a folder."));
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("ROOT"), QStringLiteral("folder of the suites"));
    const QCommandLineOption suite(QStringLiteral("suite"), QStringLiteral("this suite (or group) alone"),
                                   QStringLiteral("name"));
    const QCommandLineOption onlyCase(QStringLiteral("case"), QStringLiteral("this case alone"),
                                      QStringLiteral("id"));
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("report as JSON"));
    parser.addOptions({suite, onlyCase, json});
    parser.process(application);

    const auto root = parser.positionalArguments().value(0);
    if (root.isEmpty() || !QDir(root).exists())
        return fail(QStringLiteral("no conformance data at '%1'").arg(root));
    const auto results =
        runSuites(root, parser.value(suite).toStdString(), parser.value(onlyCase).toStdString());
    if (results.empty())
        return fail(QStringLiteral("no conformance data at '%1' for what was asked").arg(root));
    const auto report =
        parser.isSet(json) ? jsonReport(results) : textReport(results, parser.isSet(onlyCase));
    std::fputs(report.c_str(), stdout);
    const bool failed = std::any_of(results.begin(), results.end(), [](const SuiteResult& result) {
        return result.count(Verdict::Failed) > 0;
    });
    return failed ? exitFailed : 0;
}
