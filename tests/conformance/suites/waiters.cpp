#include "core/protocol/protocol.h"
#include "core/waiting/waiter.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/suites.h"
#include "tests/support/changedclient.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>

#include <deque>

namespace inia::conformance {

namespace {

/// The cases give answers as they are after parsing.
class ParsedAnswers final : public ResponseParser {
public:
    explicit ParsedAnswers(const Value& answers) : m_answers(answers.items().begin(), answers.items().end())
    {
    }

    Result<ParsedResponse> parse(const OperationModel&, const HttpResponse& response) const override
    {
        if (m_answers.empty())
            return makeError(ErrorKind::Parse, "NoAnswer", "asks more often than there are answers");
        const auto answer = m_answers.front();
        m_answers.pop_front();
        ParsedResponse parsed;
        const auto metadata = Value::map({{"HTTPStatusCode", response.status}});
        if (answer.contains("error")) {
            const auto& code = answer["error"].text();
            parsed.error = makeError(ErrorKind::Service, code, "");
            parsed.error->httpStatus = response.status;
            parsed.errorValue = Value::map(
                {{"Error", Value::map({{"Code", code}, {"Message", ""}})}, {"ResponseMetadata", metadata}});
        } else {
            parsed.value = untagged(answer["response"]);
            parsed.value.insert("ResponseMetadata", metadata);
        }
        return parsed;
    }

private:
    mutable std::deque<Value> m_answers;
};

std::string_view stateName(Waiter::State state)
{
    switch (state) {
    case Waiter::State::Success:
        return "success";
    case Waiter::State::Failure:
        return "failure";
    case Waiter::State::TimedOut:
        return "timeout";
    default:
        return "unfinished";
    }
}

std::string delaysText(const std::vector<std::chrono::milliseconds>& delays)
{
    std::string text;
    for (const auto delay : delays)
        text += std::to_string(delay.count() / 1000) + " ";
    return text;
}

std::string delaysText(const Value& seconds)
{
    std::string text;
    for (const auto& delay : seconds.items())
        text += std::to_string(delay.toInt()) + " ";
    return text;
}

std::string problem(const Value& test)
{
    BenchSetup setup;
    setup.options.maxAttempts = 1; // a poll is answered as it stands
    const auto bench = makeBench(setup);
    const auto client = bench ? bench->session.client(test["service"].text()) : bench.error();
    if (!client)
        return client.error().message;
    const ParsedAnswers answers(test["responses"]);
    const Protocol& real = *client->caller().context().protocol;
    const Protocol protocol{real.name, real.serializer, answers};
    const auto scripted =
        tests::changed(*client, [&protocol](ClientContext& context) { context.protocol = &protocol; });
    for (const auto& response : test["responses"].items())
        bench->transport->enqueue(
            tests::makeResponse(static_cast<int>(response["status"].toInt(200)), "<answer/>"));
    const auto config = test["waiterConfig"].isNull() ? Result<WaiterConfig>(WaiterConfig())
                                                      : WaiterConfig::fromValue(test["waiterConfig"]);
    auto waiter = config ? scripted.waiter(test["waiter"].text(), untagged(test["params"]), *config)
                         : Result<Owned<Waiter>>(config.error());
    if (!waiter)
        return waiter.error().message;
    (*waiter)->start();
    QDeadlineTimer deadline(20'000);
    while (!(*waiter)->isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1'000);
    const auto& expected = test["expect"];
    return differs("state", stateName((*waiter)->state()), expected["state"].text()) +
           differs("polls", std::to_string((*waiter)->polls()), std::to_string(expected["polls"].toInt())) +
           differs("sleeps", delaysText(bench->clock->delays()), delaysText(expected["sleeps"]));
}

} // namespace

void runWaiters(SuiteRun& run)
{
    const auto file = run.json(QStringLiteral("oracle/waiters.json"));
    for (const auto& test : file["cases"].items())
        run.check(test["id"].text(), test, [&test] { return problem(test); });
}

} // namespace inia::conformance
