#include "app/cli/jobscommand.h"

#include "app/cli/connection.h"
#include "app/cli/jsonvalues.h"
#include "app/cli/output.h"
#include "core/jobs/jobreport.h"

#include <QtCore/QDateTime>

#include <utility>

namespace inia::cli {

namespace {

std::string timeText(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(Qt::ISODate).toStdString();
}

/// The only object, or the folder that all are below.
std::string placeOfJob(const Job& job)
{
    if (job.items.size() == 0)
        return "s3://" + job.bucket + '/';
    const JobItem first = job.items.at(0);
    const JobItem last = job.items.at(job.items.size() - 1);
    const auto common = [&job](const std::string& a, const std::string& b) {
        const std::string start = commonStart(a, b);
        return job.items.size() == 1 || start.ends_with('/') ? start : folderOf(start);
    };
    std::string place = "s3://" + job.bucket + '/' + common(first.key, last.key);
    if (isCopying(job.action))
        place += " -> s3://" + job.targetBucket + '/' + common(first.target, last.target);
    return place;
}

Value valueOf(const Job& job)
{
    Value value = Value::map({{"id", static_cast<std::int64_t>(job.id)},
                              {"state", jobStateName(job.state)},
                              {"action", jobActionName(job.action)},
                              {"place", placeOfJob(job)},
                              {"items", job.items.size()},
                              {"done", job.items.count(JobItemState::Done)},
                              {"failed", job.items.count(JobItemState::Failed)},
                              {"kept", job.items.count(JobItemState::Kept)},
                              {"skipped", job.items.count(JobItemState::Skipped)},
                              {"created", timeText(job.created)}});
    if (job.hasEnded())
        value.insert("ended", timeText(job.ended));
    if (job.undoes != 0)
        value.insert("undoes", static_cast<std::int64_t>(job.undoes));
    if (job.why)
        value.insert("why", job.why->message);
    value.insert("undoable", isUndoable(job));
    return value;
}

std::string lineOf(const Job& job)
{
    std::string text = std::to_string(job.id) + "  " + std::string(jobStateName(job.state));
    if (job.state == Job::State::Unreadable)
        return text + '\n';
    text += "  " + std::string(jobActionName(job.action)) + "  " +
            std::to_string(job.items.count(JobItemState::Done)) + " of " + std::to_string(job.items.size());
    if (const std::size_t failed = job.items.ended() - job.items.count(JobItemState::Done); failed > 0)
        text += ", " + std::to_string(failed) + " failed";
    return text + "  " + placeOfJob(job) + "  " + timeText(job.created) + '\n';
}

} // namespace

JobsCommand::JobsCommand(Runtime runtime, JobsArguments arguments)
    : m_runtime(std::move(runtime)),
      m_arguments(std::move(arguments)),
      m_folder(JobFolder::usualPath()),
      m_run([this](const Result<void>& result, int exitCode) { finish(result, exitCode); })
{
}

Result<void> JobsCommand::begin()
{
    using Action = JobsArguments::Action;
    if (m_arguments.action == Action::List)
        return list();
    if (m_arguments.action == Action::Resume)
        return goOn();
    const auto job = m_folder.read(m_arguments.id);
    if (!job)
        return job.error();
    if (m_arguments.action == Action::Show)
        return show(*job);
    if (!job->hasEnded())
        return makeError(ErrorKind::Parameter, "NotEnded",
                         "Job " + std::to_string(job->id) +
                             " has not come to its end; go on with it first: inia-cli jobs resume " +
                             std::to_string(job->id));
    if (m_arguments.action == Action::Retry) {
        Job again = failedOf(*job);
        if (again.items.size() == 0)
            return makeError(ErrorKind::Parameter, "NothingFailed",
                             "Nothing of job " + std::to_string(job->id) + " has failed.");
        return run(std::move(again));
    }
    auto undo = undoOf(*job);
    if (!undo)
        return undo.error();
    if (const std::size_t left = notUndoable(*job); left > 0)
        tell(std::to_string(left) + " of " + std::to_string(job->items.size()) +
             " cannot be undone: no version was kept, or nobody knows which.");
    return run(std::move(undo).value());
}

Result<void> JobsCommand::list()
{
    const auto jobs = m_folder.list();
    if (m_arguments.format == JobsArguments::Format::Text) {
        for (const Job& job : jobs)
            print(stdout, printable(lineOf(job)));
    } else {
        Value all = Value::emptyList();
        for (const Job& job : jobs)
            all.append(valueOf(job));
        print(stdout, toJson(all) + '\n');
    }
    finish({});
    return {};
}

Result<void> JobsCommand::show(const Job& job)
{
    using Format = JobsArguments::Format;
    if (m_arguments.format == Format::Text) {
        print(stdout, printable(lineOf(job)));
        if (job.why)
            print(stdout, printable(job.why->message) + '\n');
        forEachRow(job, m_arguments.outcome, [&](const JobRow& row) {
            if (row.state == JobItemState::Done && !m_arguments.outcome)
                return true;
            std::string text = std::string(jobItemStateName(row.state)) + "  " + row.item.key;
            if (!row.outcome.code.empty())
                text += "  " + row.outcome.code + ": " + row.outcome.message;
            return print(stdout, printable(text) + '\n');
        });
    } else {
        const auto format = m_arguments.format == Format::Csv    ? ReportFormat::Csv
                            : m_arguments.format == Format::Json ? ReportFormat::Json
                                                                 : ReportFormat::NdJson;
        writeReport(job, m_arguments.outcome, format,
                    [](const QByteArray& text) { return print(stdout, text.toStdString()); });
    }
    finish({});
    return {};
}

/// As the job's own session, where the command line says nothing else.
Result<Client> JobsCommand::clientOf(const Job& job) const
{
    ConnectionArguments connection = m_arguments.connection;
    const auto take = [](std::optional<std::string>& option, const std::string& known) {
        if (!option && !known.empty())
            option = known;
    };
    take(connection.profile, job.session.profile);
    take(connection.region, job.session.region);
    take(connection.endpointUrl, job.session.endpointUrl);
    return openClient(m_runtime, connection, "s3");
}

Result<void> JobsCommand::run(Job job)
{
    auto client = clientOf(job);
    if (!client)
        return client.error();
    m_run.start(std::move(client).value(), std::move(job));
    return {};
}

Result<void> JobsCommand::goOn()
{
    auto opened = m_folder.open(m_arguments.id);
    if (!opened)
        return opened.error();
    if (opened->job.hasEnded())
        return makeError(ErrorKind::Parameter, "HasEnded",
                         "Job " + std::to_string(m_arguments.id) + " has come to its end.");
    auto client = clientOf(opened->job);
    if (!client)
        return client.error();
    m_run.goOn(std::move(client).value(), std::move(opened).value());
    return {};
}

} // namespace inia::cli
