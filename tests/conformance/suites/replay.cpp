#include "core/call/clientcontext.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"
#include "core/waiting/waiter.h"
#include "tests/conformance/bench.h"
#include "tests/conformance/compare.h"
#include "tests/conformance/suites/recording.h"
#include "tests/conformance/suites/suites.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QRegularExpression>

namespace inia::conformance {

namespace {

constexpr std::string_view bearerMark = "bearer token ";

BenchSetup setupFor(const Value& test)
{
    const auto& credentials = test["credentials"].text();
    BenchSetup setup;
    setup.region = test["region"].text();
    setup.isUnsigned = credentials == "anonymous";
    if (credentials.find("session token") != std::string::npos)
        setup.sessionToken = "notarealsessiontoken";
    if (credentials.starts_with(bearerMark)) {
        auto name = QString::fromStdString(test["service"].text())
                        .toUpper()
                        .replace(QLatin1Char('-'), QLatin1Char('_'));
        setup.environment["AWS_BEARER_TOKEN_" + name.toStdString()] = credentials.substr(bearerMark.size());
    }
    setup.options.s3UsEast1Regional = RegionalEndpoints::Regional;
    if (test.contains("retries"))
        setup.options.maxAttempts = static_cast<int>(test["retries"].toInt()) + 1;
    return setup;
}

/// The recordings were made long ago, and what they hold has expired since.
void setClock(tests::FakeClock& clock, const std::vector<RecordedExchange>& exchanges)
{
    for (const auto& exchange : exchanges) {
        if (const auto time = parseTimestamp(exchange.request.headers.value("x-amz-date"))) {
            clock.setNow(std::chrono::system_clock::time_point(std::chrono::seconds(time->seconds)));
            return;
        }
    }
}

/// Query parameters that one of the two programs adds and that change nothing.
std::string comparableQuery(std::string_view query)
{
    static const QRegularExpression extra(QStringLiteral("(^|&)(x-id=[^&]*|encoding-type=url)(?=&|$)"));
    auto text = QString::fromUtf8(query.data(), static_cast<qsizetype>(query.size())).remove(extra);
    return sortedQuery((text.startsWith(QLatin1Char('&')) ? text.mid(1) : text).toStdString());
}

std::string comparableBody(std::string_view protocol, QByteArray body)
{
    // Tokens are random, and each program fixes its randomness in its own way.
    body.replace("00000000-0000-4000-8000-000000000000", "TOKEN").replace("0000-0000-0000", "TOKEN");
    return bodyMeaning(protocol, body);
}

std::string requestsProblem(std::string_view protocol, const std::vector<HttpRequest>& sent,
                            const std::vector<RecordedExchange>& recorded)
{
    auto text = differs("requests", std::to_string(sent.size()), std::to_string(recorded.size()));
    for (std::size_t i = 0; i < sent.size() && i < recorded.size(); ++i) {
        const auto& wanted = recorded[i].request;
        const auto url = splitUrl(sent[i].url);
        const auto wantedUrl = splitUrl(wanted.url);
        text += differs("method", sent[i].method, wanted.method);
        text += differs("host", url.host, wantedUrl.host);
        text += differs("path", url.path, wantedUrl.path);
        text += differs("query", comparableQuery(url.query), comparableQuery(wantedUrl.query));
        text +=
            differs("body", comparableBody(protocol, sent[i].body), comparableBody(protocol, wanted.body));
    }
    return text;
}

std::string authorizationProblem(const Value& test, const std::vector<HttpRequest>& sent,
                                 const std::vector<RecordedExchange>& recorded)
{
    const auto& credentials = test["credentials"].text();
    std::string text;
    for (std::size_t i = 0; i < sent.size() && i < recorded.size(); ++i) {
        const auto authorization = sent[i].headers.value("Authorization");
        if (credentials == "anonymous")
            text += differs("authorization", authorization, "");
        else if (credentials.starts_with(bearerMark))
            text +=
                differs("authorization", authorization, "Bearer " + credentials.substr(bearerMark.size()));
        const std::string_view session = "x-amz-s3session-token";
        text += differs(session, sent[i].headers.value(session), recorded[i].request.headers.value(session));
    }
    return text;
}

std::string callProblem(const Client& client, const Value& call)
{
    const auto reply = client.call(call["operation"].text(), untagged(call["params"]));
    wait(*reply);
    const bool fails = call["expect"].text().find("error") != std::string::npos;
    if (reply->result().ok() == fails)
        return fails ? "no error" : "failed: " + reply->result().error().message;
    if (fails)
        return {};
    const auto json = toJson(*reply->result());
    std::string text;
    for (const auto& [name, value] : call["result"].members()) {
        if (json.find(toJson(value)) == std::string::npos)
            text += differs(name, json, toJson(value));
    }
    for (const auto& event : call["events"].items()) {
        const auto& [name, members] = *event.members().begin();
        if (json.find("\"" + name + "\"") == std::string::npos)
            text += differs("events", json, toJson(members));
    }
    return text;
}

std::string waitProblem(const Client& client, const Value& call)
{
    auto waiter = client.waiter(call["waiter"].text(), untagged(call["params"]));
    if (!waiter)
        return waiter.error().message;
    (*waiter)->start();
    QDeadlineTimer deadline(20'000);
    while (!(*waiter)->isFinished() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1'000);
    const auto outcome = std::string((*waiter)->result().ok() ? "success" : "failure") + " after " +
                         std::to_string((*waiter)->polls()) + " polls";
    return differs("waiter", outcome, call["expect"].text());
}

/// What the network transport makes of a body that is shorter than announced.
tests::FakeTransport::Answer answerOf(const RecordedExchange& exchange)
{
    const auto length = parseInteger(exchange.response.headers.value("content-length"));
    if (exchange.request.method != "HEAD" && length.value_or(0) > exchange.response.body.size())
        return makeError(ErrorKind::Transport, "ConnectionClosed", "the body was cut short");
    return exchange.response;
}

std::string problem(const Value& test, const Value& recording)
{
    const auto exchanges = exchangesOf(recording);
    const auto bench = makeBench(setupFor(test));
    const auto client = bench ? bench->session.client(test["service"].text()) : bench.error();
    if (!client)
        return client.error().message;
    setClock(*bench->clock, exchanges);
    for (const auto& exchange : exchanges)
        bench->transport->enqueue(answerOf(exchange));
    std::string text;
    for (const auto& call : test["calls"].items()) {
        if (call.contains("advanceClockSeconds"))
            bench->clock->setNow(bench->clock->now() +
                                 std::chrono::seconds(call["advanceClockSeconds"].toInt()));
        else
            text += call.contains("waiter") ? waitProblem(*client, call) : callProblem(*client, call);
    }
    const auto& sent = bench->transport->requests();
    return text + requestsProblem(client->model().protocol(), sent, exchanges) +
           authorizationProblem(test, sent, exchanges);
}

} // namespace

void runReplay(SuiteRun& run)
{
    const auto cases = run.json(QStringLiteral("replay/cases.json"));
    for (const auto& test : cases.items()) {
        const auto recording =
            run.json(QStringLiteral("replay/recordings/") + QString::fromStdString(test["recording"].text()));
        run.check(test["id"].text(), test, [&] { return problem(test, recording); });
    }
}

} // namespace inia::conformance
