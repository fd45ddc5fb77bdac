#include "app/cli/objectscommand.h"

#include "app/cli/connection.h"
#include "app/cli/jsonvalues.h"
#include "app/cli/output.h"
#include "core/jobs/jobreport.h"
#include "core/s3/s3listing.h"

#include <utility>

namespace inia::cli {

namespace {

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
