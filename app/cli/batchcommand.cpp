#include "app/cli/batchcommand.h"

#include "app/cli/output.h"
#include "core/async/background.h"

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <iostream>
#include <mutex>
#include <thread>

namespace inia::cli {

struct LineReader::Shared {
    static constexpr std::size_t mostWaiting = 64;

    std::mutex mutex;
    std::condition_variable taken;
    std::deque<std::string> lines;
    bool ended = false;
    LineReader* receiver = nullptr; ///< null once it is gone

    /// False when nobody wants more.
    bool add(std::optional<std::string> line)
    {
        std::unique_lock lock(mutex);
        taken.wait(lock, [this] { return !receiver || lines.size() < mostWaiting; });
        if (!receiver)
            return false;
        const bool wasEmpty = lines.empty();
        if (line)
            lines.push_back(std::move(*line));
        else
            ended = true;
        if (wasEmpty || ended)
            postTo(receiver->m_mailbox, [to = receiver] { emit to->ready(); });
        return true;
    }
};

LineReader::LineReader(QObject* parent) : QObject(parent), m_shared(std::make_shared<Shared>())
{
    m_shared->receiver = this;
}

LineReader::~LineReader()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->receiver = nullptr;
    m_shared->taken.notify_all();
}

void LineReader::start()
{
    // Detached, because nothing can wake it from its reading.
    std::thread([shared = m_shared] {
        std::string line;
        while (std::getline(std::cin, line, '\n')) {
            if (!shared->add(std::move(line)))
                return;
        }
        shared->add(std::nullopt);
    }).detach();
}

std::optional<std::string> LineReader::take()
{
    const std::lock_guard lock(m_shared->mutex);
    if (m_shared->lines.empty())
        return std::nullopt;
    std::string line = std::move(m_shared->lines.front());
    m_shared->lines.pop_front();
    m_shared->taken.notify_one();
    return line;
}

bool LineReader::atEnd() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->ended && m_shared->lines.empty();
}

namespace {

std::string answerLine(const Value& id, const BatchAnswer& answer)
{
    auto line = Value::map({{"id", id}, {answer.member, answer.value}});
    if (!answer.requests.isNull())
        line.insert("requests", answer.requests);
    return markedJson(line) + "\n";
}

} // namespace

BatchCommand::BatchCommand(Runtime runtime, const BatchArguments& arguments)
    : m_sessions(std::move(runtime), arguments.readOnly), m_parallel(arguments.parallel)
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
    while (m_running < m_parallel && m_jobs.size() < mostJobs && !m_hasGivenUp) {
        const auto line = m_reader.take();
        if (!line)
            break;
        startLine(*line);
        printAnswers();
    }
    if (!m_hasGivenUp && m_jobs.empty() && m_reader.atEnd())
        emit done(Success);
}

void BatchCommand::startLine(const std::string& text)
{
    Job& job = m_jobs.emplace_back();
    const auto line = parseBatchLine(text, job.id);
    const auto started = line ? startJob(*line, job) : Result<void>(line.error());
    if (!started)
        job.answer = answerLine(job.id, errorAnswer(started.error()));
}

Result<void> BatchCommand::startJob(const BatchLine& line, Job& job)
{
    auto lane = m_sessions.lane(line);
    if (!lane)
        return lane.error();
    const auto client = BatchSessions::client(**lane, line);
    if (!client)
        return client.error();
    const auto number = m_firstNumber + m_jobs.size() - 1;
    auto task = startTask(line, *client, this,
                          [this, number](const BatchAnswer& answer) { finishJob(number, answer); });
    if (!task)
        return task.error();
    job.task = std::move(task).value();
    job.lane = std::move(lane).value();
    ++job.lane->users;
    ++m_running;
    return {};
}

void BatchCommand::finishJob(quint64 number, const BatchAnswer& answer)
{
    Job& job = m_jobs[number - m_firstNumber];
    job.answer = answerLine(job.id, answer);
    job.task.reset();
    --job.lane->users;
    job.lane.reset();
    --m_running;
    printAnswers();
    takeLines();
}

/// Nobody gets to know what further lines would do.
void BatchCommand::giveUp()
{
    m_hasGivenUp = true;
    m_jobs.clear();
    emit done(OtherError);
}

void BatchCommand::printAnswers()
{
    while (!m_jobs.empty() && m_jobs.front().answer) {
        if (!print(stdout, *m_jobs.front().answer)) {
            giveUp();
            return;
        }
        m_jobs.pop_front();
        ++m_firstNumber;
    }
}

} // namespace inia::cli
