#include "core/jobs/joblist.h"

#include "core/async/background.h"
#include "core/common/clock.h"
#include "core/jobs/job.h"

#include <QtCore/QPointer>

#include <limits>

namespace inia {

namespace {

using namespace std::chrono_literals;

constexpr auto measuredTime = 10s;
constexpr auto betweenMeasures = 200ms;

} // namespace

JobSummary JobSummary::of(const Job& job)
{
    JobSummary summary;
    summary.action = job.action;
    summary.state = job.state;
    summary.session = job.session;
    summary.bucket = job.bucket;
    summary.targetBucket = job.targetBucket;
    summary.below = job.below;
    summary.firstKey = job.items.size() > 0 ? job.items.at(0).key : std::string();
    summary.title = job.title;
    summary.created = job.created;
    summary.ended = job.ended;
    summary.undoes = job.undoes;
    summary.items = job.items.size();
    summary.done = job.items.count(JobItemState::Done);
    summary.failed = job.items.ended() - summary.done;
    summary.bytes = job.items.bytes();
    summary.doneBytes = job.items.doneBytes();
    summary.why = job.why;
    summary.isMoreThere = job.isMoreThere;
    summary.isUndoable = job.hasEnded() && inia::isUndoable(job);
    return summary;
}

JobList::JobList(JobFolder folder, Clients clients)
    : m_folder(std::move(folder)), m_clients(std::move(clients))
{
}

JobList::~JobList() = default;

void JobList::load()
{
    runInOwnThread(
        [folder = m_folder] {
            std::map<quint64, JobSummary> found;
            for (const Job& job : folder.list())
                found.emplace(job.id, JobSummary::of(job));
            return found;
        },
        [guard = QPointer<JobList>(this), this](std::map<quint64, JobSummary> found) {
            if (!guard)
                return;
            for (auto& [id, summary] : found) {
                if (!m_running.contains(id))
                    m_jobs.insert_or_assign(id, std::move(summary));
            }
            for (const auto& [id, summary] : m_jobs) {
                const auto undone = m_jobs.find(summary.undoes);
                if (undone != m_jobs.end() && summary.done > 0)
                    undone->second.isUndoable = false;
            }
            emit loaded();
        });
}

std::vector<quint64> JobList::ids() const
{
    std::vector<quint64> all;
    for (auto job = m_jobs.rbegin(); job != m_jobs.rend(); ++job)
        all.push_back(job->first);
    return all;
}

const JobSummary* JobList::find(quint64 id) const
{
    const auto found = m_jobs.find(id);
    return found == m_jobs.end() ? nullptr : &found->second;
}

std::optional<quint64> JobList::newestUndoable(const TransferSession& session) const
{
    for (auto job = m_jobs.rbegin(); job != m_jobs.rend(); ++job) {
        if (job->second.isUndoable && job->second.session == session)
            return job->first;
    }
    return std::nullopt;
}

void JobList::read(quint64 id, QObject* context, std::function<void(const Result<Job>&)> taken) const
{
    if (const auto running = m_running.find(id); running != m_running.end()) {
        QMetaObject::invokeMethod(
            context, [job = running->second.runner->job(), taken = std::move(taken)] { taken(job); },
            Qt::QueuedConnection);
        return;
    }
    runInOwnThread([folder = m_folder, id] { return folder.read(id); },
                   [guard = QPointer<QObject>(context), taken = std::move(taken)](const Result<Job>& job) {
                       if (guard)
                           taken(job);
                   });
}

void JobList::start(Job job, std::function<void(quint64)> begun)
{
    const auto client = m_clients(job.session);
    if (!client) {
        emit problem(client.error());
        return;
    }
    const auto time = client->clock()->now().time_since_epoch();
    job.created = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    using Written = std::pair<std::shared_ptr<Job>, Result<std::unique_ptr<LineJournal>>>;
    runInOwnThread(
        [folder = m_folder, job = std::make_shared<Job>(std::move(job))]() -> Written {
            folder.tidy(job->created);
            auto lines = folder.write(*job);
            return {job, std::move(lines)};
        },
        [guard = QPointer<JobList>(this), this, begun = std::move(begun)](Written written) {
            if (!guard)
                return;
            auto& [job, lines] = written;
            const quint64 id = lines ? job->id : std::numeric_limits<quint64>::max() - m_lastUnwritten++;
            if (!lines)
                emit problem(lines.error());
            if (!guard)
                return;
            run(id, std::move(*job), lines ? JobFolder::journalOf(std::move(lines).value()) : nullptr);
            if (begun && guard && m_running.contains(id))
                begun(id);
        });
}

void JobList::run(quint64 id, Job job, std::unique_ptr<JobJournal> journal)
{
    auto client = m_clients(job.session);
    if (!client) {
        emit problem(client.error());
        return;
    }
    Running& running = m_running[id];
    running.ended.clear();
    running.runner = makeOwned<JobRunner>(std::move(client).value(), std::move(job), std::move(journal));
    JobRunner* runner = running.runner.get();
    connect(runner, &JobRunner::progressed, this, [this, id] { refresh(id); });
    connect(runner, &JobRunner::stateChanged, this, [this, id] { refresh(id); });
    connect(runner, &Task::finished, this, [this, id] {
        refresh(id);
        const auto ended = m_running.extract(id);
        JobSummary& summary = m_jobs[id];
        summary.isRunningHere = false;
        const auto undone = m_jobs.find(summary.undoes);
        if (undone != m_jobs.end() && summary.done > 0)
            undone->second.isUndoable = false;
        emit changed(id);
    });
    runner->start();
}

void JobList::refresh(quint64 id)
{
    const auto running = m_running.find(id);
    if (running == m_running.end())
        return;
    JobSummary& summary = m_jobs[id];
    const JobRunner& runner = *running->second.runner;
    const bool hasEnded = runner.job().hasEnded();
    // Whether it can be undone is looked at once, in the end: that takes a look at all items.
    if (hasEnded || summary.items == 0)
        summary = JobSummary::of(runner.job());
    summary.state = runner.job().state;
    summary.why = runner.job().why;
    summary.done = runner.job().items.count(JobItemState::Done);
    summary.failed = runner.job().items.ended() - summary.done;
    summary.doneBytes = runner.job().items.doneBytes();
    summary.isRunningHere = true;
    summary.isAtRest = runner.isAtRest();
    summary.isWrittenDown = runner.hasJournal();
    summary.callsAtOnce = runner.callsAtOnce();
    measure(running->second, summary);
    emit changed(id);
}

void JobList::measure(Running& running, JobSummary& summary) const
{
    auto& samples = running.ended;
    summary.itemsPerSecond = 0;
    summary.left.reset();
    if (summary.state != Job::State::Running) {
        samples.clear();
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    const std::size_t ended = summary.done + summary.failed;
    if (samples.empty() || now - samples.back().first >= betweenMeasures)
        samples.emplace_back(now, ended);
    while (samples.size() > 2 && now - samples.front().first > measuredTime)
        samples.pop_front();
    const std::chrono::duration<double> passed = now - samples.front().first;
    const std::size_t since = ended - samples.front().second;
    if (passed < betweenMeasures || since == 0)
        return;
    summary.itemsPerSecond = static_cast<double>(since) / passed.count();
    summary.left = std::chrono::seconds(
        static_cast<std::int64_t>(static_cast<double>(summary.items - ended) / summary.itemsPerSecond));
}

void JobList::pause(quint64 id)
{
    if (const auto running = m_running.find(id); running != m_running.end())
        running->second.runner->pause();
}

void JobList::resume(quint64 id)
{
    if (const auto running = m_running.find(id); running != m_running.end()) {
        running->second.runner->resume();
        return;
    }
    using Read = std::pair<std::shared_ptr<Job>, Result<std::unique_ptr<LineJournal>>>;
    runInOwnThread(
        [folder = m_folder, id]() -> Read {
            auto job = std::make_shared<Job>();
            auto lines = folder.reopen(id, *job);
            return {job, std::move(lines)};
        },
        [guard = QPointer<JobList>(this), this, id](Read read) {
            if (!guard)
                return;
            auto& [job, lines] = read;
            if (!lines)
                emit problem(lines.error());
            else if (!job->hasEnded() && !m_running.contains(id))
                run(id, std::move(*job), JobFolder::journalOf(std::move(lines).value()));
        });
}

void JobList::keysRenewed(const std::string& profile)
{
    for (const auto& [id, running] : m_running) {
        const Job& job = running.runner->job();
        if (job.state == Job::State::Interrupted && job.session.profile == profile)
            running.runner->resume();
    }
}

void JobList::cancel(quint64 id)
{
    if (const auto running = m_running.find(id); running != m_running.end())
        running->second.runner->cancel();
}

} // namespace inia
