#include "core/protocol/jsonwriter.h"
#include "tests/benchmarks/benchmarks.h"

#include <QtCore/QCoreApplication>

#include <array>
#include <cstdio>

namespace {

using namespace inia;
using namespace inia::benchmarks;

struct Command {
    const char* name;
    const char* arguments;
    Result<Value> (*run)(const QStringList&);
};

constexpr std::array<Command, 3> commands{{
    {"client", "SERVICE", benchmarkClient},
    {"sign", "CASES", benchmarkSign},
    {"protocol", "CASES", benchmarkProtocol},
}};

int explain()
{
    std::fputs(
        "Measures parts of Inia and prints one JSON object. CASES is a file that run_benchmarks.py writes.\n",
        stderr);
    for (const auto& command : commands)
        std::fprintf(stderr, "  inia-bench %s %s\n", command.name, command.arguments);
    return 2;
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    for (const auto& command : commands) {
        if (arguments.size() < 3 || arguments.at(1) != QLatin1String(command.name))
            continue;
        const auto rows = command.run(arguments.mid(2));
        if (!rows) {
            std::fprintf(stderr, "inia-bench: %s\n", rows.error().message.c_str());
            return 1;
        }
        const auto answer = Value::map({{"benchmark", command.name}, {"rows", *rows}});
        std::fprintf(stdout, "%s\n", toJson(answer, JsonStyle::indented()).c_str());
        return 0;
    }
    return explain();
}
