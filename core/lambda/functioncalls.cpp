#include "core/lambda/functioncalls.h"

#include "core/call/clientcontext.h"
#include "core/protocol/jsonreader.h"

#include <charconv>
#include <utility>

namespace inia::lambda {

namespace {

constexpr std::chrono::seconds beyondTimeout{30};
constexpr std::size_t mostPayload = 6'291'456;
constexpr std::size_t mostEventPayload = 1'048'576;

/// As `client`, but patient.
Client waiting(const Client& client, std::chrono::milliseconds readTimeout)
{
    ClientContext context = client.caller().context();
    context.config.readTimeout = readTimeout;
    return Client(std::move(context));
}

std::string_view typeName(InvocationType type)
{
    switch (type) {
    case InvocationType::Event:
        return "Event";
    case InvocationType::DryRun:
        return "DryRun";
    case InvocationType::RequestResponse:
        break;
    }
    return "RequestResponse";
}

/// The number behind "Duration: " in a REPORT line.
double numberBehind(std::string_view line, std::string_view label)
{
    const auto at = line.find(label);
    double number = 0;
    if (at != line.npos) {
        const auto rest = line.substr(at + label.size());
        std::from_chars(rest.data(), rest.data() + rest.size(), number);
    }
    return number;
}

Error badPayload(std::string why)
{
    return makeError(ErrorKind::Parameter, "BadPayload", std::move(why));
}

Result<void> checkPayload(const Invocation::Options& options)
{
    const std::size_t most = options.type == InvocationType::Event ? mostEventPayload : mostPayload;
    if (options.payload.size() > most)
        return badPayload("The payload has " + std::to_string(options.payload.size()) + " bytes; " +
                          std::to_string(most) + " are the most.");
    if (options.payload.empty())
        return {};
    const auto parsed = parseJson(options.payload);
    return parsed ? Result<void>() : badPayload("The payload is no JSON: " + parsed.error().message);
}

} // namespace

FunctionFacts FunctionFacts::fromConfiguration(const Value& configuration)
{
    FunctionFacts facts;
    facts.name = configuration["FunctionName"].text();
    facts.arn = configuration["FunctionArn"].text();
    facts.runtime =
        configuration["PackageType"].text() == "Image" ? "container image" : configuration["Runtime"].text();
    facts.handler = configuration["Handler"].text();
    facts.description = configuration["Description"].text();
    facts.role = configuration["Role"].text();
    facts.state = configuration["State"].text();
    facts.stateReason = configuration["StateReason"].text();
    facts.lastUpdate = configuration["LastUpdateStatus"].text();
    facts.modified = configuration["LastModified"].text();
    facts.timeout = std::chrono::seconds(configuration["Timeout"].toInt(3));
    facts.memoryMegabytes = configuration["MemorySize"].toInt();
    facts.codeBytes = configuration["CodeSize"].toInt();
    facts.logGroup = configuration["LoggingConfig"]["LogGroup"].text();
    if (facts.logGroup.empty())
        facts.logGroup = "/aws/lambda/" + facts.name;
    for (const auto& [name, value] : configuration["Environment"]["Variables"].members())
        facts.variables.push_back(name);
    facts.environmentError = configuration["Environment"]["Error"]["Message"].text();
    return facts;
}

std::optional<InvocationReport> InvocationReport::fromLog(std::string_view log)
{
    constexpr std::string_view head = "REPORT RequestId: ";
    const auto at = log.rfind(head);
    if (at == log.npos)
        return std::nullopt;
    const auto line = log.substr(at, log.find('\n', at) - at);
    InvocationReport report;
    report.requestId = line.substr(head.size(), line.find_first_of(" \t", head.size()) - head.size());
    report.milliseconds = numberBehind(line, "\tDuration: ");
    report.billedMilliseconds = numberBehind(line, "Billed Duration: ");
    report.memoryMegabytes = static_cast<int>(numberBehind(line, "Memory Size: "));
    report.usedMegabytes = static_cast<int>(numberBehind(line, "Max Memory Used: "));
    return report;
}

Invocation::Invocation(const Client& client, Options options)
    : m_client(waiting(client, options.functionTimeout + beyondTimeout)),
      m_options(std::move(options)),
      m_result(makeError(ErrorKind::Cancelled, "NotFinished", "The invocation has not ended"))
{
}

void Invocation::start()
{
    m_started = std::chrono::steady_clock::now();
    if (auto checked = checkPayload(m_options); !checked) {
        m_result = checked.error();
        end();
        return;
    }
    Value params =
        Value::map({{"FunctionName", m_options.function}, {"InvocationType", typeName(m_options.type)}});
    if (m_options.type == InvocationType::RequestResponse)
        params.insert("LogType", "Tail");
    if (!m_options.qualifier.empty())
        params.insert("Qualifier", m_options.qualifier);
    if (!m_options.payload.empty())
        params.insert("Payload", QByteArray::fromStdString(m_options.payload));
    CallOptions options;
    options.cause = "Invoke " + m_options.function;
    options.target = m_options.function;
    m_reply = m_client.call("Invoke", std::move(params), std::move(options));
    m_lastCallId = m_reply->callId();
    connect(m_reply.get(), &Reply::finished, this, &Invocation::take);
}

std::chrono::milliseconds Invocation::elapsed() const
{
    if (isFinished() || m_started == std::chrono::steady_clock::time_point())
        return m_elapsed;
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                 m_started);
}

void Invocation::take()
{
    const ReplyPtr reply = std::move(m_reply);
    m_elapsed = elapsed();
    const auto& answer = reply->result();
    if (answer) {
        Outcome outcome;
        outcome.status = static_cast<int>((*answer)["StatusCode"].toInt());
        outcome.functionError = (*answer)["FunctionError"].text();
        outcome.version = (*answer)["ExecutedVersion"].text();
        const Value& payload = (*answer)["Payload"];
        outcome.payload = payload.isText() ? QByteArray::fromStdString(payload.text()) : payload.blob();
        outcome.log =
            QByteArray::fromBase64(QByteArray::fromStdString((*answer)["LogResult"].text())).toStdString();
        outcome.report = InvocationReport::fromLog(outcome.log);
        m_result = std::move(outcome);
    } else {
        m_result = answer.error();
    }
    end();
}

void Invocation::cancel()
{
    if (isFinished())
        return;
    m_elapsed = elapsed();
    m_reply.reset();
    m_result = makeError(ErrorKind::Cancelled, "Cancelled",
                         "No longer waited for; the function goes on if the request has arrived.");
    end();
}

} // namespace inia::lambda
