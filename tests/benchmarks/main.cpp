#include "core/http/networktransport.h"
#include "core/protocol/jsonwriter.h"
#include "tests/benchmarks/benchmarks.h"

#ifdef INIA_HAS_VIEW
#include <QtWidgets/QApplication>
#endif

#include <QtCore/QCoreApplication>

#include <array>
#include <cstdio>
#include <memory>

namespace {

using namespace inia;
using namespace inia::benchmarks;

struct Command {
    const char* name;
    const char* arguments;
    Result<Value> (*run)(const QStringList&);
};

#ifdef INIA_HAS_VIEW
constexpr std::size_t commandCount = 9;
#else
constexpr std::size_t commandCount = 8;
#endif
constexpr std::array<Command, commandCount> commands{{
    {"client", "SERVICE", benchmarkClient},
    {"sign", "CASES", benchmarkSign},
    {"protocol", "CASES", benchmarkProtocol},
    {"record", "CASES", benchmarkRecord},
    {"list", "--endpoint-url URL --bucket BUCKET [--prefix PREFIX] [--view] [--record]", benchmarkList},
    {"ranges", "--endpoint-url URL --bucket BUCKET [--prefix PREFIX] [--workers N]", benchmarkRanges},
    {"first-rows", "--endpoint-url URL --bucket BUCKET [--prefix PREFIX]", benchmarkFirstRows},
    {"transfer", "--endpoint-url URL --bucket BUCKET (--upload PATH | --download DIR) [--prefix PREFIX]",
     benchmarkTransfer},
#ifdef INIA_HAS_VIEW
    {"window", "opening | rows", benchmarkWindow},
#endif
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

std::unique_ptr<QCoreApplication> makeApplication(int& argc, char* argv[])
{
#ifdef INIA_HAS_VIEW
    for (int i = 1; i < argc; ++i) {
        const QLatin1String word(argv[i]);
        if (word == QLatin1String("--view") || word == QLatin1String("first-rows") ||
            word == QLatin1String("window"))
            return std::make_unique<QApplication>(argc, argv);
    }
#endif
    return std::make_unique<QCoreApplication>(argc, argv);
}

} // namespace

int main(int argc, char* argv[])
{
    // As the window.
    qputenv("QT_NO_THREADED_GLIB", "1");
    qputenv("TZ", ":/etc/localtime");
    const auto application = makeApplication(argc, argv);
    inia::NetworkTransport::dismissApplicationProxy();
    const QStringList arguments = QCoreApplication::arguments();
    for (const auto& command : commands) {
        if (arguments.size() < 3 || arguments.at(1) != QLatin1String(command.name))
            continue;
        const auto result = command.run(arguments.mid(2));
        if (!result) {
            std::fprintf(stderr, "inia-bench: %s\n", result.error().message.c_str());
            return 1;
        }
        const auto answer =
            result->isMap() ? *result : Value::map({{"benchmark", command.name}, {"rows", *result}});
        std::fprintf(stdout, "%s\n", toJson(answer, JsonStyle::indented()).c_str());
        return 0;
    }
    return explain();
}
