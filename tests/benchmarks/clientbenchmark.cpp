#include "core/session/session.h"
#include "tests/benchmarks/benchmarks.h"
#include "tests/benchmarks/measurement.h"

namespace inia::benchmarks {

namespace {

constexpr Effort repeated{50, 1};

Result<Client> openClient(const Runtime& runtime, const std::string& service)
{
    const auto session = Session::create(runtime);
    if (!session)
        return session.error();
    return session->client(service);
}

/// Opens the model pack as well.
Result<Client> openFromNothing(const std::string& service)
{
    const auto runtime = Runtime::standard();
    if (!runtime)
        return runtime.error();
    return openClient(*runtime, service);
}

} // namespace

Result<Value> benchmarkClient(const QStringList& arguments)
{
    const std::string service = arguments.first().toStdString();
    Result<Client> client = makeError(ErrorKind::Cancelled, "NotRun", "nothing was measured");
    const auto first = Measurement::of({1, 1}, [&](int) { client = openFromNothing(service); });
    if (!client)
        return client.error();
    const auto fresh = Measurement::of(repeated, [&](int) { client = openFromNothing(service); });
    const auto runtime = Runtime::standard();
    if (!runtime)
        return runtime.error();
    const auto loaded = Measurement::of(repeated, [&](int) { client = openClient(*runtime, service); });
    return Value::list(
        {first.row("first in a process"), fresh.row("nothing loaded"), loaded.row("model loaded")});
}

} // namespace inia::benchmarks
