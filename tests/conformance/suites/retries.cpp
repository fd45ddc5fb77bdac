#include "core/config/clientconfig.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"

namespace inia::conformance {

namespace {

tests::FakeTransport::Answer answerOf(const Value& given)
{
    if (!given.contains("exception")) {
        HttpResponse response;
        response.status = static_cast<int>(given["status"].toInt());
        for (const auto& [name, value] : given["headers"].members())
            response.headers.add(name, value.text());
        response.body = QByteArray::fromStdString(given["body"].text());
        return response;
    }
    const auto& name = given["exception"].text();
    const bool isTimeout = name.find("Timeout") != std::string::npos;
    auto error = makeError(isTimeout ? ErrorKind::Timeout : ErrorKind::Transport, name, "no answer: " + name);
    error.retryable = true;
    return error;
}

std::string outcomeProblem(const Reply& reply, const Value& expected)
{
    const bool succeeds = expected["outcome"].text() == "success";
    if (reply.result().ok() != succeeds)
        return succeeds ? "failed: " + reply.result().error().message : "did not fail";
    auto text =
        differs("attempts", std::to_string(reply.attempts()), std::to_string(expected["attempts"].toInt()));
    if (succeeds) {
        const auto retries = (*reply.result())["ResponseMetadata"]["RetryAttempts"].toInt();
        return text +
               differs("retries", std::to_string(retries), std::to_string(expected["retryAttempts"].toInt()));
    }
    return expected.contains("code")
               ? text + differs("code", reply.result().error().code, expected["code"].text())
               : text;
}

std::string delaysProblem(const std::vector<std::chrono::milliseconds>& delays, const Value& expected)
{
    auto text = differs("delays", std::to_string(delays.size()), std::to_string(expected.size()));
    for (std::size_t i = 0; i < delays.size() && i < expected.size(); ++i) {
        const double seconds = static_cast<double>(delays[i].count()) / 1000;
        if (seconds > expected[i].toDouble() + 0.001)
            text += differs("delay", std::to_string(seconds),
                            "at most " + std::to_string(expected[i].toDouble()));
    }
    return text;
}

/// Attempt and maximum; a time limit may come before them.
std::string attemptsProblem(const std::vector<HttpRequest>& requests, const Value& expected)
{
    std::string text;
    for (std::size_t i = 0; i < requests.size() && i < expected.size(); ++i) {
        auto sent = std::string(requests[i].headers.value("amz-sdk-request"));
        sent = sent.substr(std::min(sent.find("attempt="), sent.size()));
        auto wanted = expected[i].text();
        wanted = wanted.substr(std::min(wanted.find("attempt="), wanted.size()));
        text += differs("amz-sdk-request", sent, wanted);
    }
    return text;
}

std::string problem(const Value& test)
{
    BenchSetup setup;
    setup.options.retryMode = parseSetting<RetryMode>(test["mode"].text());
    if (!test["totalMaxAttempts"].isNull())
        setup.options.maxAttempts = static_cast<int>(test["totalMaxAttempts"].toInt());
    const auto bench = makeBench(setup);
    const auto client = bench ? bench->session.client(test["service"].text()) : bench.error();
    if (!client)
        return client.error().message;
    for (const auto& response : test["responses"].items())
        bench->transport->enqueue(answerOf(response));
    const auto reply = client->call(test["operation"].text(), untagged(test["params"]));
    wait(*reply);
    const auto& expected = test["expect"];
    return outcomeProblem(*reply, expected) + delaysProblem(bench->clock->delays(), expected["maxDelays"]) +
           attemptsProblem(bench->transport->requests(), expected["amzSdkRequest"]);
}

} // namespace

void runRetries(SuiteRun& run)
{
    const auto file = run.json(QStringLiteral("oracle/retries.json"));
    for (const auto& test : file["cases"].items())
        run.check(test["id"].text(), test, [&test] { return problem(test); });
}

} // namespace inia::conformance
