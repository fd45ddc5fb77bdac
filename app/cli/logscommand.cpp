#include "app/cli/logscommand.h"

#include "app/cli/connection.h"
#include "app/cli/output.h"
#include "core/common/clock.h"
#include "core/protocol/jsonwriter.h"

#include <QtCore/QDateTime>

#include <utility>

namespace inia::cli {

namespace {

std::string timeText(logs::LogTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs)
        .toStdString();
}

std::string lineOf(const logs::LogEvent& event, bool asJson)
{
    if (asJson) {
        JsonWriter writer(JsonStyle::compact());
        writer.value(Value::map({{"timestamp", event.time.time_since_epoch().count()},
                                 {"logStreamName", event.stream},
                                 {"eventId", event.id},
                                 {"message", event.message}}));
        return writer.take() + '\n';
    }
    std::string_view message = event.message;
    while (message.ends_with('\n') || message.ends_with('\r'))
        message.remove_suffix(1);
    return timeText(event.time) + ' ' + printable(event.stream) + ' ' + printable(message) + '\n';
}

} // namespace

LogsCommand::LogsCommand(Runtime runtime, LogsArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> LogsCommand::begin()
{
    auto client = openClient(m_runtime, m_arguments.connection, "logs");
    if (!client)
        return client.error();
    connect(&m_interruption, &Interruption::requested, this, [this](int signalNumber) {
        m_signal = signalNumber;
        if (m_tail)
            m_tail->cancel();
        if (m_search) {
            m_search->cancel();
            finish({}, Interruption::exitCode(signalNumber));
        }
    });
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(client->clock()->now());
    logs::LogQuestion question{
        m_arguments.group, m_arguments.streams, m_arguments.pattern, now - m_arguments.since, {}, false};
    if (m_arguments.follows)
        follow(std::move(client).value(), std::move(question));
    else
        search(std::move(client).value(), std::move(question));
    return {};
}

void LogsCommand::follow(Client client, logs::LogQuestion question)
{
    m_tail = makeOwned<logs::LogTail>(std::move(client), std::move(question));
    connect(m_tail.get(), &logs::LogTail::arrived, this, &LogsCommand::printEvents);
    connect(m_tail.get(), &Task::finished, this, [this] {
        const Error error = m_tail->error().value_or(Error());
        if (m_signal != 0)
            finish({}, Interruption::exitCode(m_signal));
        else
            finish(outputHasFailed() ? outputFailed() : error);
    });
    m_tail->start();
}

void LogsCommand::search(Client client, logs::LogQuestion question)
{
    using State = logs::LogSearch::State;
    m_search = makeOwned<logs::LogSearch>(std::move(client), std::move(question));
    connect(m_search.get(), &logs::LogSearch::pageReady, this, &LogsCommand::printEvents);
    connect(m_search.get(), &logs::LogSearch::stateChanged, this, [this] {
        const State state = m_search->state();
        if (outputHasFailed())
            finish(outputFailed());
        else if (state == State::More)
            m_search->fetchNextPage("logs search");
        else if (state == State::Failed)
            finish(*m_search->error());
        else if (state == State::Complete)
            finish({});
    });
    m_search->fetchNextPage("logs search");
}

void LogsCommand::printEvents(const std::vector<logs::LogEvent>& events)
{
    std::string text;
    for (const auto& event : events)
        text += lineOf(event, m_arguments.asJson);
    if (!print(stdout, text) && m_tail)
        m_tail->cancel();
}

} // namespace inia::cli
