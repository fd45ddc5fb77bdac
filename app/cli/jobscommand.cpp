#include "app/cli/jobscommand.h"

#include "app/cli/output.h"
#include "app/cli/sessioncommands.h"
#include "core/common/clock.h"
#include "core/common/redaction.h"
#include "core/jobs/job.h"
#include "core/s3/s3listing.h"

#include <QtCore/QDateTime>

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

/// "s3://bucket/key": what is below a folder needs --recursive, so that a "/" too many does no harm.
Result<S3Location> placeOf(const std::string& text, bool isRecursive, bool isTarget)
{
    const auto wrong = [&text](const char* why) {
        return makeError(ErrorKind::Parameter, "Usage", "'" + text + "' " + why);
    };
    if (!text.starts_with("s3://"))
        return wrong("is no place in S3; write s3://bucket/key");
    auto place = S3Location::parse(text);
    if (!place)
        return place;
    if (place->bucket.empty())
        return wrong("names no bucket; write s3://bucket/key");
    if (isTarget)
        return place;
    const bool isFolder = place->prefix.ends_with('/');
    if (place->prefix.empty())
        return wrong("is a whole bucket, which is too much for this command; name a folder or an object");
    if (isFolder && !isRecursive)
        return wrong("is a folder; with --recursive all that is below it is meant");
    if (isRecursive && !isFolder)
        return wrong("is no folder; write it with a \"/\" at its end, or leave --recursive out");
    return place;
}

} // namespace

// ---- jobs -------------------------------------------------------------------------------------------------

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

// ---- mv and rm --------------------------------------------------------------------------------------------

ObjectsCommand::ObjectsCommand(Runtime runtime, ObjectsArguments arguments)
    : m_runtime(std::move(runtime)), m_arguments(std::move(arguments))
{
}

Result<void> ObjectsCommand::begin()
{
    const auto from = placeOf(m_arguments.from, m_arguments.isRecursive, false);
    if (!from)
        return from.error();
    m_arguments.connection.checksServer = true;
    auto client = openClient(m_runtime, m_arguments.connection, "s3");
    if (!client)
        return client.error();
    m_client = std::move(client).value();
    m_bucket = from->bucket;
    m_below = from->prefix;
    m_interruption = std::make_unique<Interruption>();
    connect(m_interruption.get(), &Interruption::requested, this, &ObjectsCommand::interrupt);
    if (m_arguments.kind == ObjectsArguments::Kind::Remove) {
        m_survey =
            makeOwned<ObjectSurvey>(*m_client, from->bucket, std::vector<std::string>{from->prefix}, "rm");
        connect(m_survey.get(), &Task::finished, this, &ObjectsCommand::found);
        m_survey->start();
        return {};
    }
    const auto to = placeOf(m_arguments.to, m_arguments.isRecursive, true);
    if (!to)
        return to.error();
    ObjectPlan::Wish wish{from->bucket, {from->prefix}, to->bucket, to->prefix, {}, true};
    // A file goes into a folder by its name, as with cp; what is below a folder goes below the other one.
    const bool isFolder = to->prefix.empty() || to->prefix.ends_with('/');
    wish.withoutFolders = m_arguments.isRecursive;
    if (m_arguments.isRecursive && !isFolder) {
        wish.targetFolder += '/';
    } else if (!isFolder) {
        wish.targetFolder = folderOf(to->prefix);
        wish.newName = nameOf(to->prefix);
    }
    m_plan = makeOwned<ObjectPlan>(*m_client, std::move(wish), "mv");
    connect(m_plan.get(), &Task::finished, this, &ObjectsCommand::planned);
    m_plan->start();
    return {};
}

void ObjectsCommand::planned()
{
    const auto plan = std::move(m_plan);
    const auto& result = plan->result();
    if (!result) {
        finish(result.error());
        return;
    }
    ObjectMove::Order order = *result;
    if (!plan->conflicts().empty() && !m_arguments.overwrite) {
        finish(makeError(ErrorKind::Parameter, "TargetExists",
                         "s3://" + order.targetBucket + '/' + *plan->conflicts().begin() +
                             " is there already" +
                             (plan->conflicts().size() == 1
                                  ? std::string()
                                  : ", and " + std::to_string(plan->conflicts().size() - 1) + " more are") +
                             ". Nothing was moved. --overwrite replaces what is there."));
        return;
    }
    order.overwrites = m_arguments.overwrite;
    if (m_arguments.isDryRun) {
        Value moves = Value::emptyList();
        for (const ObjectMove::Item& item : order.items)
            moves.append(Value::map({{"source", "s3://" + order.sourceBucket + '/' + item.source.key},
                                     {"target", "s3://" + order.targetBucket + '/' + item.target},
                                     {"size", item.source.size}}));
        print(stdout, toJson(moves) + '\n');
        finish({});
        return;
    }
    run(moveJob(order));
}

void ObjectsCommand::found()
{
    const auto survey = std::move(m_survey);
    const auto& result = survey->result();
    if (!result) {
        finish(result.error());
        return;
    }
    if (m_arguments.isDryRun) {
        Value objects = Value::emptyList();
        for (const ListedObject& object : *result)
            objects.append(
                Value::map({{"object", "s3://" + m_bucket + '/' + object.key}, {"size", object.size}}));
        print(stdout, toJson(objects) + '\n');
        finish({});
        return;
    }
    run(deletionJob(m_bucket, *result, m_arguments.isRecursive ? m_below : std::string(), "rm"));
}

void ObjectsCommand::run(Job job)
{
    m_interruption.reset(); // the job has its own
    job.session = {m_arguments.connection.profile.value_or(""), m_client->region(),
                   m_client->config().endpointUrl};
    job.looksFirst = !m_client->config().endpointUrl.empty(); // most servers but AWS take no conditions
    m_run = std::make_unique<JobRun>(
        [this](const Result<void>& result, int exitCode) { finish(result, exitCode); });
    m_run->start(*m_client, std::move(job));
}

void ObjectsCommand::interrupt(int)
{
    if (m_plan)
        m_plan->cancel();
    if (m_survey)
        m_survey->cancel();
}

} // namespace inia::cli
