#include "app/cli/jobrun.h"

#include "app/cli/output.h"
#include "core/common/clock.h"
#include "core/common/redaction.h"
#include "core/jobs/jobreport.h"

#include <unistd.h>

#include <utility>

namespace inia::cli {

namespace {

std::string placeOfItem(const Job& job, const JobItem& item)
{
    return "s3://" + job.bucket + '/' + item.key;
}

std::string countText(std::size_t done, std::size_t all)
{
    return std::to_string(done) + " of " + std::to_string(all);
}

} // namespace

JobRun::JobRun(Ended ended) : m_ended(std::move(ended))
{
    connect(&m_interruption, &Interruption::requested, this, &JobRun::interrupt);
}

void JobRun::start(Client client, Job job)
{
    const JobFolder folder(JobFolder::usualPath());
    const auto time = client.clock()->now().time_since_epoch();
    job.created = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    folder.tidy(job.created);
    auto journal = folder.create(job);
    if (!journal)
        tell(journal.error().message);
    run(std::move(client), std::move(job), journal ? std::move(journal).value() : nullptr);
}

void JobRun::goOn(Client client, JobFolder::Opened opened)
{
    run(std::move(client), std::move(opened.job), std::move(opened.journal));
}

void JobRun::run(Client client, Job job, std::unique_ptr<JobJournal> journal)
{
    m_runner = makeOwned<JobRunner>(std::move(client), std::move(job), std::move(journal));
    connect(m_runner.get(), &JobRunner::progressed, this, &JobRun::tellProgress);
    connect(m_runner.get(), &JobRunner::stateChanged, this, &JobRun::stateChanged);
    connect(m_runner.get(), &Task::finished, this, &JobRun::finished);
    m_runner->start();
}

/// On a terminal one line that changes.
void JobRun::tellProgress()
{
    const auto& items = m_runner->job().items;
    const std::size_t ended = items.ended();
    if (items.size() < 2 || ended == m_told || ::isatty(STDERR_FILENO) == 0)
        return;
    m_told = ended;
    print(stderr, '\r' + countText(ended, items.size()) + (ended == items.size() ? "\n" : ""));
}

/// It stands still and would go on if somebody told it to.
void JobRun::stateChanged()
{
    const Job& job = m_runner->job();
    const bool isHeld = job.state == Job::State::Stopped || job.state == Job::State::Interrupted;
    if (!isHeld || !m_runner->isAtRest())
        return;
    tellFailures();
    std::string text = countText(job.items.ended(), job.items.size()) + " have ended. ";
    if (job.why)
        text += "It stopped by itself: " + job.why->message + ' ';
    if (m_runner->hasJournal())
        text += "To go on: inia-cli jobs resume " + std::to_string(job.id);
    const Error error = makeError(job.why ? job.why->kind : ErrorKind::Cancelled, "Stopped", text);
    const int code = m_signal != 0 ? Interruption::exitCode(m_signal)
                     : job.why     ? int(cli::exitCode(*job.why))
                                   : int(OtherError);
    // Inside a signal of the runner.
    QMetaObject::invokeMethod(
        this, [this, error, code] { end(makeError(ErrorKind::Cancelled, error.code, error.message), code); },
        Qt::QueuedConnection);
}

void JobRun::tellFailures() const
{
    const Job& job = m_runner->job();
    for (const auto state : {JobItemState::Failed, JobItemState::Kept, JobItemState::Skipped}) {
        forEachRow(job, state, [&job](const JobRow& row) {
            tell(placeOfItem(job, row.item) + ": " +
                 (row.state == JobItemState::Kept ? "copied, the original stays: " : "") + row.outcome.code +
                 ": " + redactText(row.outcome.message));
            return true;
        });
    }
}

void JobRun::finished()
{
    tellFailures();
    const Job& job = m_runner->job();
    if (job.isMoreThere)
        tell("New objects have come into s3://" + job.bucket + '/' + job.below + " meanwhile; they stay.");
    const std::size_t failed = job.items.size() - job.items.count(JobItemState::Done);
    if (failed == 0) {
        if (job.id != 0 && ::isatty(STDERR_FILENO) != 0 && isUndoable(job))
            print(stderr, "To undo it: inia-cli jobs undo " + std::to_string(job.id) + '\n');
        end({}, Success);
        return;
    }
    end(makeError(ErrorKind::Cancelled, "Unfinished",
                  std::to_string(failed) + " of " + std::to_string(job.items.size()) + " failed."),
        m_signal != 0 ? Interruption::exitCode(m_signal) : int(OtherError));
}

void JobRun::interrupt(int signalNumber)
{
    m_signal = signalNumber;
    if (!m_runner)
        return;
    if (m_runner->hasJournal())
        m_runner->interrupt();
    else
        m_runner->cancel();
}

void JobRun::end(const Result<void>& result, int exitCode)
{
    if (m_runner && !m_runner->isFinished())
        m_runner.reset(); // what is written down stays
    if (const auto ended = std::exchange(m_ended, nullptr))
        ended(result, exitCode);
}

} // namespace inia::cli
