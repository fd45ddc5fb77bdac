#include "ui/jobs/jobdesk.h"

#include "core/config/clientconfig.h"
#include "core/jobs/job.h"
#include "ui/jobs/plandialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/jobmodels.h"
#include "ui/widgets/windowservices.h"

#include <algorithm>
#include <utility>

namespace inia::ui {

namespace {

QString namesOf(const std::vector<std::string>& keys)
{
    return keys.size() == 1 ? toQString(nameOf(keys.front()))
                            : JobDesk::tr("%1 selected").arg(groupedNumber(qint64(keys.size())));
}

// As a button has room for it.
QString placeText(const S3Location& place)
{
    constexpr qsizetype longest = 36;
    const QString text = toOneLine(place.uri());
    return text.size() <= longest ? text : text.left(longest / 2) + u'…' + text.right(longest / 2);
}

// The error of a key as a sentence; null for a good one.
QString keyProblem(const std::string& key)
{
    const auto good = checkNewKey(key);
    return good ? QString() : toOneLine(good.error().message);
}

} // namespace

JobDesk::JobDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
                 JobList& jobs, WindowServices& services, QWidget* window, QObject* parent)
    : AskingDesk(appearance, std::move(session), std::move(info), services, window, parent), m_jobs(jobs)
{
    connect(&m_jobs, &JobList::changed, this, &JobDesk::followJob);
}

// ---- asking -----------------------------------------------------------------------------------------------

void JobDesk::ask(const NameDialog::Question& question, std::function<void(const QString&)> answered)
{
    if (isBusy() || m_question)
        return;
    auto* dialog = new NameDialog(m_appearance, question, m_window);
    m_question = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [dialog, answered = std::move(answered), this] {
        m_question.clear(); // what follows may ask again
        answered(dialog->text());
    });
    dialog->open();
}

void JobDesk::rename(const std::string& bucket, const std::string& key)
{
    const bool isFolder = key.ends_with('/');
    const QString shown = shownName(key);
    NameDialog::Question question;
    question.words.session = m_info();
    question.words.title = isFolder ? tr("Rename the folder %1").arg(shown) : tr("Rename %1").arg(shown);
    question.words.sentence =
        isFolder ? tr("Everything in it is copied to the new name and then deleted under the old one.")
                 : tr("It is copied to the new name and then deleted under the old one.");
    question.words.call = isFolder ? tr("Will call s3.CopyObject for each, then s3.DeleteObjects")
                                   : tr("Will call s3.CopyObject, then s3.DeleteObject");
    question.words.button = tr("Rename");
    question.label = tr("New name");
    question.proposed = shown;
    const qsizetype dot = shown.lastIndexOf(u'.');
    question.selected = !isFolder && dot > 0 ? dot : -1;
    question.problem = [key](const QString& text) { return nameProblem(key, text); };
    ask(question, [this, bucket, key](const QString& text) { renameTo(bucket, key, text); });
}

void JobDesk::renameTo(const std::string& bucket, const std::string& key, const QString& name)
{
    if (isBusy() || m_question)
        return;
    plan({bucket, {key}, bucket, folderOf(key), name.toStdString() + (key.ends_with('/') ? "/" : ""), true},
         tr("Rename %1").arg(toQString(nameOf(key))));
}

QString JobDesk::shownName(const std::string& key)
{
    const QString name = toQString(nameOf(key));
    return name.endsWith(u'/') ? name.chopped(1) : name;
}

QString JobDesk::nameProblem(const std::string& key, const QString& name)
{
    if (name == shownName(key))
        return tr("That is its name now");
    if (name.contains(u'/'))
        return tr("A name has no \"/\"; Move to\u2026 takes it to another folder");
    return name.isEmpty() ? tr("A name is missing")
                          : keyProblem(folderOf(key) + name.toStdString() + (key.ends_with('/') ? "/" : ""));
}

void JobDesk::relocate(const std::string& bucket, const std::vector<std::string>& keys, bool isMove)
{
    if (keys.empty())
        return;
    const QString what = namesOf(keys);
    NameDialog::Question question;
    question.words.session = m_info();
    question.words.title = isMove ? tr("Move %1 to").arg(what) : tr("Copy %1 to").arg(what);
    question.words.sentence = tr("A folder of any bucket of this session. Names stay as they are.");
    question.words.call = isMove ? tr("Will call s3.CopyObject, then s3.DeleteObjects; asks once more before")
                                 : tr("Will call s3.CopyObject; asks once more before");
    question.words.button = isMove ? tr("Move") : tr("Copy");
    question.label = tr("Folder");
    question.proposed = toQString(S3Location{bucket, folderOf(keys.front())}.uri());
    question.problem = [](const QString& text) {
        const auto location = S3Location::parse(text);
        if (!location)
            return toOneLine(location.error().message);
        return location->bucket.empty() ? tr("A bucket is missing") : QString();
    };
    ask(question, [this, bucket, keys, isMove](const QString& text) {
        S3Location target = S3Location::parse(text).value();
        if (!target.prefix.empty() && !target.prefix.ends_with('/'))
            target.prefix += '/';
        bring(bucket, keys, target, isMove);
    });
}

void JobDesk::bring(const std::string& bucket, const std::vector<std::string>& keys, const S3Location& target,
                    bool isMove)
{
    if (keys.empty() || isBusy() || m_question)
        return;
    plan({bucket, keys, target.bucket, target.folder(), {}, isMove},
         (isMove ? tr("Move %1 to %2") : tr("Copy %1 to %2")).arg(namesOf(keys), toQString(target.uri())));
}

void JobDesk::makeFolder(const S3Location& in)
{
    NameDialog::Question question;
    question.words.session = m_info();
    question.words.title = tr("New folder in %1").arg(toQString(in.uri()));
    question.words.sentence =
        tr("An empty object that ends with \"/\", by which the folder stays when it is empty.");
    question.words.call = tr("Will call s3.PutObject once");
    question.words.button = tr("Make the folder");
    question.label = tr("Name");
    question.problem = [folder = in.folder()](const QString& text) {
        if (text.contains(u'/'))
            return tr("A name has no \"/\"");
        return text.isEmpty() ? tr("A name is missing") : keyProblem(folder + text.toStdString() + '/');
    };
    ask(question, [this, in](const QString& text) {
        putFolder(in.bucket, in.folder() + text.toStdString() + '/', text);
    });
}

void JobDesk::putFolder(const std::string& bucket, const std::string& key, const QString& name)
{
    const QString failed = tr("The folder was not made");
    m_again = [this, bucket, key, name] { putFolder(bucket, key, name); };
    showProgress(tr("New folder %1").arg(name), QStringLiteral("s3.PutObject"));
    const auto s3 = client(failed);
    if (!s3)
        return;
    CallOptions options;
    options.cause = "New folder";
    options.target = key;
    ReplyPtr call = s3->call("PutObject",
                             Value::map({{"Bucket", bucket},
                                         {"Key", key},
                                         {"ContentType", "application/x-directory"},
                                         {"IfNoneMatch", "*"}}),
                             std::move(options));
    const Reply* reply = call.get();
    hold(std::move(call), [this, reply, bucket, failed] {
        if (const auto& result = reply->result(); !result) {
            refuse(result.error(), result.error().code == "PreconditionFailed"
                                       ? tr("There is a folder of that name already")
                                       : failed);
            return;
        }
        delete m_progress;
        emit finished(tr("The folder is made"));
        emit changed(bucket);
    });
}

// ---- looking, then doing ----------------------------------------------------------------------------------

void JobDesk::plan(const ObjectPlan::Wish& asked, const QString& heading)
{
    ObjectPlan::Wish wish = asked;
    wish.leavesOut = true;
    m_again = [this, wish, heading] { plan(wish, heading); };
    showProgress(heading, QStringLiteral("s3.ListObjectsV2"));
    const auto s3 = client(tr("Nothing was changed"));
    if (!s3)
        return;
    auto task = makeOwned<ObjectPlan>(*s3, wish, heading.toStdString());
    ObjectPlan* plan = task.get();
    connect(plan, &ObjectPlan::progressed, this, [this, plan] { showFound(plan->found()); });
    hold(std::move(task), [this, plan, wish] { planned(*plan, wish); });
    plan->start();
}

// One thing that gets another name and is in nobody's way was asked about already.
void JobDesk::planned(ObjectPlan& plan, const ObjectPlan::Wish& wish)
{
    if (const auto& result = plan.result(); !result) {
        refuse(result.error(), tr("Nothing was changed"));
        return;
    }
    Job job;
    job.action = wish.isMove ? JobAction::Move : JobAction::Copy;
    job.bucket = wish.bucket;
    job.targetBucket = wish.targetBucket;
    job.looksFirst = !session().endpointUrl.empty();
    job.title = m_heading.toStdString();
    std::map<std::string, std::int64_t> others;
    for (const std::string& key : plan.takeOthers())
        others.emplace_hint(others.end(), key, 0);
    auto model = std::make_unique<PlanModel>(std::move(job), plan.takeItems(), std::move(others));
    const bool isSimple = model->rowCount() == 1 && model->chosen() == 1 && !wish.newName.empty();
    if (isSimple)
        start(model->job());
    else
        proposeCopies(std::move(model), false);
}

// ---- new names by a rule ----------------------------------------------------------------------------------

void JobDesk::renameAll(const std::string& bucket, const std::vector<std::string>& keys)
{
    if (keys.empty() || isBusy() || m_question)
        return;
    m_again = [this, bucket, keys] { renameAll(bucket, keys); };
    showProgress(tr("Rename %1").arg(namesOf(keys)), QStringLiteral("s3.ListObjectsV2"));
    const auto s3 = client(tr("Nothing was changed"));
    if (!s3)
        return;
    auto task = ObjectSurvey::ofFolder(*s3, bucket, folderOf(keys.front()), m_heading.toStdString());
    ObjectSurvey* survey = task.get();
    connect(survey, &ObjectSurvey::progressed, this, [this, survey] { showFound(survey->found()); });
    hold(std::move(task), [this, bucket, keys, survey] { foundFolder(bucket, keys, *survey); });
    survey->start();
}

void JobDesk::foundFolder(const std::string& bucket, const std::vector<std::string>& keys,
                          const ObjectSurvey& survey)
{
    if (!survey.result()) {
        refuse(survey.result().error(), tr("Nothing was changed"));
        return;
    }
    std::map<std::string, const ListedObject*> there;
    for (const ListedObject& object : *survey.result())
        there.emplace(object.key, &object);
    std::vector<ObjectPlan::Item> items;
    for (const std::string& key : keys) {
        const auto found = there.find(key);
        if (found == there.end())
            continue;
        items.push_back({*found->second, key, ObjectPlan::Refusal::AlreadySo});
        there.erase(found);
    }
    std::map<std::string, std::int64_t> others;
    for (const auto& [key, object] : there)
        others.emplace_hint(others.end(), key, object->modified);
    if (items.empty()) {
        refuse(makeError(ErrorKind::Parameter, "NothingThere",
                         tr("None of them is there any more.").toStdString()),
               tr("Nothing was changed"));
        return;
    }
    Job job;
    job.action = JobAction::Move;
    job.bucket = bucket;
    job.targetBucket = bucket;
    job.looksFirst = !session().endpointUrl.empty();
    job.title = m_heading.toStdString();
    proposeCopies(std::make_unique<PlanModel>(std::move(job), items, std::move(others)), true);
}

// ---- what can be undone -----------------------------------------------------------------------------------

// Who may not ask for it may be allowed to change things.
void JobDesk::askVersioning(const std::string& bucket, std::function<void(Versioning)> then)
{
    const auto s3 = client(tr("Nothing was changed"));
    if (!s3)
        return;
    CallOptions options;
    options.cause = m_heading.toStdString();
    options.target = bucket;
    ReplyPtr call = s3->call("GetBucketVersioning", Value::map({{"Bucket", bucket}}), std::move(options));
    const Reply* reply = call.get();
    hold(std::move(call), [this, reply, then = std::move(then)] {
        const auto& answer = reply->result();
        if (!answer && answer.error().kind == ErrorKind::Cancelled) {
            refuse(answer.error(), tr("Nothing was changed"));
            return;
        }
        const std::string status = answer ? (*answer)["Status"].text() : std::string();
        then(!answer                 ? Versioning::Unknown
             : status == "Enabled"   ? Versioning::Enabled
             : status == "Suspended" ? Versioning::Suspended
                                     : Versioning::Off);
    });
}

QString JobDesk::deletionWords(Versioning versioning)
{
    switch (versioning) {
    case Versioning::Enabled:
        return tr(
            "This can be undone: the bucket keeps versions, and a delete marker takes the place of each, "
            "which can be taken away again.");
    case Versioning::Suspended:
        return tr(
            "This cannot be undone. Versions are suspended in this bucket: what came since then is gone "
            "for good.");
    case Versioning::Off:
        return tr("This cannot be undone: the bucket keeps no versions, they are gone for good.");
    case Versioning::Unknown:
        break;
    }
    return tr("Whether this bucket keeps versions is not to be found out: it may be for good.");
}

// Of a move both buckets matter, but only what a copy replaces can be lost.
QString JobDesk::copyWords(bool isMove, Versioning source, Versioning target)
{
    const bool isUndoable = target == Versioning::Enabled && (!isMove || source == Versioning::Enabled);
    const QString what = isMove ? tr("What was copied and verified is then deleted where it is now.")
                                : tr("The originals stay.");
    if (isUndoable)
        return tr("This can be undone, since versions are kept. %1").arg(what);
    const bool isUnknown = target == Versioning::Unknown || source == Versioning::Unknown;
    return (isUnknown
                ? tr("Whether versions are kept is not to be found out: perhaps this cannot be undone. %1")
                : tr("This cannot be undone by itself, since no versions are kept. %1"))
        .arg(what);
}

void JobDesk::proposeCopies(std::unique_ptr<PlanModel> model, bool hasRule)
{
    const Job& plan = model->plan();
    const bool isMove = plan.action == JobAction::Move;
    const std::string source = plan.bucket;
    const std::string target = plan.targetBucket;
    // Tasks are held by functions that can be copied.
    const auto kept = std::make_shared<std::unique_ptr<PlanModel>>(std::move(model));
    const auto show = [this, kept, hasRule, isMove](Versioning ofSource, Versioning ofTarget) {
        PlanModel& shown = **kept;
        PlanWords words;
        const QString what = countedObjects(hasRule ? shown.rowCount() : qint64(shown.chosen()));
        words.title = hasRule  ? tr("Rename %1").arg(what)
                      : isMove ? tr("Move %1?").arg(what)
                               : tr("Copy %1?").arg(what);
        words.sentence = copyWords(isMove, ofSource, ofTarget);
        words.place = placeText({shown.plan().targetBucket, folderOf(shown.plan().items.at(0).target)});
        words.verb = hasRule ? tr("Rename %1 in %2") : isMove ? tr("Move %1 to %2") : tr("Copy %1 to %2");
        words.destructive = shown.hasConflicts() && ofTarget != Versioning::Enabled;
        words.hasRule = hasRule;
        propose(std::move(words), std::move(*kept));
    };
    askVersioning(target, [this, source, target, isMove, show](Versioning ofTarget) {
        if (!isMove || source == target)
            show(ofTarget, ofTarget);
        else
            askVersioning(source, [ofTarget, show](Versioning ofSource) { show(ofSource, ofTarget); });
    });
}

void JobDesk::propose(PlanWords words, std::unique_ptr<PlanModel> model)
{
    delete m_progress;
    words.session = m_info();
    words.isPriced = session().endpointUrl.empty();
    auto* dialog = new PlanDialog(m_appearance, words, std::move(model), m_window);
    m_question = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { start(dialog->model().job()); });
    dialog->open();
}

// ---- deleting ---------------------------------------------------------------------------------------------

void JobDesk::remove(const std::string& bucket, const std::vector<std::string>& keys)
{
    if (keys.empty() || isBusy() || m_question)
        return;
    m_again = [this, bucket, keys] { remove(bucket, keys); };
    showProgress(tr("Delete %1").arg(namesOf(keys)), QStringLiteral("s3.ListObjectsV2"));
    const auto s3 = client(tr("Nothing was deleted"));
    if (!s3)
        return;
    auto task = makeOwned<ObjectSurvey>(*s3, bucket, keys, m_heading.toStdString());
    ObjectSurvey* survey = task.get();
    connect(survey, &ObjectSurvey::progressed, this, [this, survey] { showFound(survey->found()); });
    hold(std::move(task), [this, bucket, keys, survey] { found(bucket, keys, *survey); });
    survey->start();
}

// What deleting means depends on the bucket's versions.
void JobDesk::found(const std::string& bucket, const std::vector<std::string>& keys,
                    const ObjectSurvey& survey)
{
    if (!survey.result()) {
        refuse(survey.result().error(), tr("Nothing was deleted"));
        return;
    }
    const std::string below = keys.size() == 1 && keys.front().ends_with('/') ? keys.front() : std::string();
    const auto job =
        std::make_shared<Job>(deletionJob(bucket, *survey.result(), below, m_heading.toStdString()));
    askVersioning(bucket, [this, job, in = folderOf(keys.front())](Versioning versioning) {
        PlanWords words;
        words.title = tr("Delete %1?").arg(countedObjects(qint64(job->items.size())));
        words.sentence = deletionWords(versioning);
        words.place = placeText({job->bucket, job->below.empty() ? in : job->below});
        words.verb = tr("Delete %1 from %2");
        words.destructive = true;
        job->session = session();
        job->looksFirst = !job->session.endpointUrl.empty();
        propose(std::move(words), std::make_unique<PlanModel>(std::move(*job)));
    });
}

// ---- jobs -------------------------------------------------------------------------------------------------

TransferSession JobDesk::session() const
{
    const auto s3 = m_session.client("s3");
    return {m_session.profileName(), m_session.region(), s3 ? s3->config().endpointUrl : std::string()};
}

bool JobDesk::isOfThisSession(quint64 id) const
{
    const JobSummary* job = m_jobs.find(id);
    return job != nullptr && job->session == session();
}

std::optional<quint64> JobDesk::newestUndoable() const
{
    return m_jobs.newestUndoable(session());
}

void JobDesk::start(Job job)
{
    delete m_progress;
    job.session = session();
    job.looksFirst = !job.session.endpointUrl.empty(); // most servers but AWS take no conditions
    m_jobs.start(std::move(job), [guard = QPointer<JobDesk>(this)](quint64 id) {
        if (!guard)
            return;
        guard->m_begun.insert(id);
        guard->m_running.insert(id);
        emit guard->begun(id);
    });
}

// Those of other programs and tabs change what is shown here as well.
void JobDesk::followJob(quint64 id)
{
    const JobSummary* job = m_jobs.find(id);
    if (job == nullptr || job->session.profile != m_session.profileName())
        return;
    if (job->isRunningHere) {
        m_running.insert(id);
        return;
    }
    if (m_running.erase(id) == 0)
        return;
    if (m_begun.erase(id) > 0)
        emit finished(job->isUndoable && job->failed == 0 ? tr("%1. Ctrl+Z undoes it.").arg(jobEndText(*job))
                                                          : jobEndText(*job));
    const std::string bucket = job->bucket;
    const std::string target = job->targetBucket;
    emit changed(bucket);
    if (!target.empty() && target != bucket)
        emit changed(target);
}

void JobDesk::undo(quint64 id)
{
    if (isBusy() || m_question)
        return;
    m_jobs.read(id, this, [this](const Result<Job>& job) {
        auto undo = job ? undoOf(*job) : Result<Job>(job.error());
        if (!undo) {
            m_services.notify(sentenceText(undo.error().message));
            return;
        }
        const QString what = countedObjects(qint64(undo->items.size()));
        PlanWords words;
        words.title = tr("Undo “%1”?").arg(toOneLine(job->title));
        words.sentence =
            job->action == JobAction::Delete
                ? tr("The delete markers of %1 are taken away, each while nothing newer is there.").arg(what)
                : tr("The copies of %1 are deleted for good, each while nothing newer is there; what "
                     "was deleted for them comes back.")
                      .arg(what);
        if (const std::size_t left = notUndoable(*job); left > 0)
            words.sentence += u' ' + tr("%1 more cannot be undone.").arg(groupedNumber(qint64(left)));
        words.verb = tr("Undo %1");
        words.destructive = job->action != JobAction::Delete;
        propose(std::move(words), std::make_unique<PlanModel>(std::move(undo).value()));
    });
}

void JobDesk::retryFailed(quint64 id)
{
    if (isBusy() || m_question)
        return;
    m_jobs.read(id, this, [this](const Result<Job>& job) {
        Job again = job ? failedOf(*job) : Job();
        if (again.items.size() == 0) {
            m_services.notify(job ? tr("Nothing of it has failed") : sentenceText(job.error().message));
            return;
        }
        PlanWords words;
        words.title = tr("Try “%1” again?").arg(toOneLine(job->title));
        words.sentence = tr("What has failed is asked for once more, as it was planned then.");
        words.verb = tr("Try %1 again");
        words.destructive = isDestroying(again.action, again.overwrites) && again.action != JobAction::Move;
        propose(std::move(words), std::make_unique<PlanModel>(std::move(again)));
    });
}

} // namespace inia::ui
