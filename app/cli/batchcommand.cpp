#include "app/cli/batchcommand.h"

#include "app/cli/jsonvalues.h"
#include "app/cli/output.h"

#include <QtCore/QMetaObject>

#include <cstdio>

namespace inia::cli {

namespace {

std::string answerLine(const Value& id, std::string_view member, const Value& value)
{
    return markedJson(Value::map({{"id", id}, {member, value}})) + "\n";
}

} // namespace

BatchCommand::BatchCommand(Runtime runtime, const BatchArguments& arguments)
    : m_sessions(std::move(runtime)), m_parallel(arguments.parallel)
{
    connect(&m_reader, &LineReader::ready, this, &BatchCommand::takeLines);
}

void BatchCommand::start()
{
    m_reader.start();
}

void BatchCommand::takeLines()
{
    // Answers that wait for an earlier one are bounded too.
    const auto mostJobs = static_cast<std::size_t>(m_parallel) * 16;
    while (m_running < m_parallel && m_jobs.size() < mostJobs) {
        const auto line = m_reader.take();
        if (!line)
            break;
        startLine(*line);
        printAnswers();
    }
    if (m_jobs.empty() && m_reader.atEnd())
        emit done(Success);
}

void BatchCommand::startLine(const std::string& text)
{
    Job& job = m_jobs.emplace_back();
    const auto line = parseBatchLine(text, job.id);
    const auto started = line ? startCall(*line, job) : Result<void>(line.error());
    if (!started)
        job.answer = answerLine(job.id, "error", errorValue(started.error(), Value()));
}

Result<void> BatchCommand::startCall(const BatchLine& line, Job& job)
{
    if (line.kind != "call") {
        return makeError(ErrorKind::Unsupported, "UnsupportedKind",
                         "lines of kind \"" + line.kind.substr(0, 64) +
                             "\" are not supported by this version");
    }
    auto lane = m_sessions.lane(line);
    if (!lane)
        return lane.error();
    const auto client = BatchSessions::client(**lane, line.service);
    if (!client)
        return client.error();
    const auto operation = client->model().operation(line.operation);
    auto params = valuesFromJson(line.params, operation.valid() ? operation.input() : Shape());
    if (!params)
        return params.error();
    CallOptions options;
    options.dryRun = line.dryRun;
    job.dryRun = line.dryRun;
    job.lane = std::move(lane).value();
    job.reply = client->call(line.operation, std::move(params).value(), options);
    ++job.lane->users;
    ++m_running;
    connect(job.reply.get(), &Reply::finished, this,
            [this, number = m_firstNumber + m_jobs.size() - 1] { finishJob(number); });
    return {};
}

void BatchCommand::finishJob(quint64 number)
{
    Job& job = m_jobs[number - m_firstNumber];
    const auto& result = job.reply->result();
    if (!result)
        job.answer = answerLine(job.id, "error", errorValue(result.error(), job.reply->errorResponse()));
    else if (job.dryRun)
        job.answer = answerLine(job.id, "request", requestValue(*job.reply));
    else
        job.answer = answerLine(job.id, "response", *result);
    job.reply.reset();
    --job.lane->users;
    job.lane.reset();
    --m_running;
    printAnswers();
    takeLines();
}

void BatchCommand::printAnswers()
{
    while (!m_jobs.empty() && m_jobs.front().answer) {
        print(stdout, *m_jobs.front().answer);
        m_jobs.pop_front();
        ++m_firstNumber;
    }
}

} // namespace inia::cli
