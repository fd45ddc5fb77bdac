#include "core/signing/sigv4signer.h"
#include "tests/benchmarks/benchmarks.h"
#include "tests/benchmarks/casefile.h"
#include "tests/benchmarks/measurement.h"

namespace inia::benchmarks {

namespace {

constexpr Effort effort{30, 2000};

HttpRequest requestFrom(const Value& benchmarkCase)
{
    HttpRequest request;
    request.method = benchmarkCase["method"].text();
    request.url = benchmarkCase["url"].text();
    request.headers = headersFrom(benchmarkCase["headers"]);
    request.body = QByteArray::fromStdString(benchmarkCase["body"].text());
    return request;
}

} // namespace

Result<Value> benchmarkSign(const QStringList& arguments)
{
    const auto file = CaseFile::read(arguments.first());
    if (!file)
        return file.error();
    const auto credentials = file->credentials();
    Value::List rows;
    for (const auto& benchmarkCase : file->cases("sign")) {
        const auto context = CaseFile::signing(benchmarkCase);
        const auto request = requestFrom(benchmarkCase);
        SigV4Signer signer;
        if (auto copy = request; !signer.signHeaders(copy, credentials, context))
            return signer.signHeaders(copy, credentials, context).error();
        std::vector<HttpRequest> unsignedRequests;
        const auto measurement = Measurement::of(
            effort,
            [&](int run) {
                (void)signer.signHeaders(unsignedRequests[static_cast<std::size_t>(run)], credentials,
                                         context);
            },
            [&] { unsignedRequests.assign(static_cast<std::size_t>(effort.runs), request); });
        rows.push_back(measurement.row(benchmarkCase["name"].text()));
    }
    return Value(std::move(rows));
}

} // namespace inia::benchmarks
