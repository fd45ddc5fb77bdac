#include "ui/s3/propertydesks.h"

#include "core/http/textencoding.h"
#include "core/jobs/jobrunner.h"
#include "ui/models/displaytext.h"
#include "ui/models/jobmodels.h"
#include "ui/models/objecttablemodel.h"
#include "ui/models/transfermodel.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/windowservices.h"

#include <algorithm>
#include <set>
#include <utility>

namespace inia::ui {

namespace {

constexpr std::size_t manyForARule = 10'000; // of more, a rule of the bucket does it without calls

} // namespace

QString versionsText(std::size_t count)
{
    return count == 1 ? PlanDesk::tr("1 version")
                      : PlanDesk::tr("%1 versions").arg(groupedNumber(qint64(count)));
}

QString callsText(std::string_view operation, std::size_t calls)
{
    return calls == 1 ? PlanDesk::tr("Will call s3.%1 once").arg(toQString(operation))
                      : PlanDesk::tr("Will call s3.%1 %2 times")
                            .arg(toQString(operation), groupedNumber(qint64(calls)));
}

void PlanDesk::begin(const ObjectWish& wish)
{
    if (wish.objects.empty() || isBusy() || m_question)
        return;
    m_wish = wish;
    m_again = [this, wish] { begin(wish); };
    std::vector<std::string> keys;
    for (const ObjectVersion& object : wish.objects)
        keys.push_back(object.key);
    begin(keys.size() == 1 ? toOneLine(nameOf(keys.front())) : countedObjects(qint64(keys.size())), keys);
}

void PlanDesk::say(const QString& title, const QString& sentence)
{
    refuse(makeError(ErrorKind::Parameter, "NothingToDo", sentence.toStdString()), title);
}

void PlanDesk::ask(FieldsQuestion question, std::function<void(const FieldsDialog&)> answered)
{
    delete m_progress;
    question.words.session = m_info();
    auto* dialog = new FieldsDialog(m_appearance, std::move(question), m_window);
    m_question = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, answered = std::move(answered)] {
        m_question.clear(); // what follows may ask again
        answered(*dialog);
    });
    dialog->open();
}

// ---- plans ------------------------------------------------------------------------------------------------

void PlanDesk::run(Job job)
{
    job.session = {m_session.profileName(), m_session.region(), {}};
    if (m_run) {
        m_run(std::move(job));
        return;
    }
    const std::string_view operation = job.action == JobAction::Change ? job.change.operation()
                                       : isCopying(job.action)         ? "CopyObject"
                                                                       : "DeleteObjects";
    showProgress(m_heading, QStringLiteral("s3.") + toQString(operation));
    const auto s3 = client(tr("Nothing was changed"));
    if (!s3)
        return;
    auto task = makeOwned<JobRunner>(*s3, std::move(job), nullptr);
    JobRunner* runner = task.get();
    connect(runner, &JobRunner::progressed, this,
            [this, runner] { showDone(runner->job().items.ended(), runner->job().items.size()); });
    // What stops by itself waits for somebody, who can begin anew here.
    connect(
        runner, &JobRunner::stateChanged, this,
        [this, runner] {
            const bool hasStopped = m_task.get() == runner && !runner->isFinished() && runner->isAtRest() &&
                                    runner->job().why.has_value();
            if (!hasStopped)
                return;
            const Error why = *runner->job().why;
            const std::string bucket = runner->job().bucket;
            m_task.reset();
            refuse(why, tr("It stopped before its end"));
            emit changed(bucket);
        },
        Qt::QueuedConnection);
    hold(std::move(task), [this, runner] { ended(runner->job()); });
    runner->start();
}

void PlanDesk::ended(const Job& job)
{
    QList<JobDialog::Failed> failed;
    forEachRow(job, std::nullopt, [&failed](const JobRow& row) {
        if (row.state != JobItemState::Done)
            failed << JobDialog::Failed{toOneLine(row.item.key),
                                        toQString(row.outcome.code + ": " + row.outcome.message)};
        return true;
    });
    showEnd(tr("%1 done").arg(groupedNumber(qint64(job.items.count(JobItemState::Done)))), failed);
    emit changed(job.bucket);
}

// ---- properties -------------------------------------------------------------------------------------------

PropertyDesk::PropertyDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
                           WindowServices& services, QWidget* window, QObject* parent)
    : PlanDesk(appearance, std::move(session), std::move(info), services, window, parent)
{
}

// A version that is meant is known from its row; of all else the listing tells class and size.
void PropertyDesk::begin(const QString& what, const std::vector<std::string>& keys)
{
    using What = ObjectWish::What;
    const QString heading = m_wish.what == What::Tags       ? tr("Tags of %1")
                            : m_wish.what == What::Metadata ? tr("Metadata of %1")
                            : m_wish.what == What::Class    ? tr("Storage class of %1")
                            : m_wish.what == What::Restore  ? tr("Restore %1")
                            : m_wish.what == What::Access   ? tr("Access to %1")
                                                            : tr("Lock of %1");
    showProgress(heading.arg(what), QStringLiteral("s3.ListObjectsV2"));
    const auto s3 = client(tr("Nothing was changed"));
    if (!s3)
        return;
    if (const ObjectVersion& first = m_wish.objects.front(); keys.size() == 1 && !first.id.empty()) {
        surveyed({{first.key, {}, first.storageClass, first.size, first.id}});
        return;
    }
    auto task = makeOwned<ObjectSurvey>(*s3, m_wish.bucket, keys, m_heading.toStdString());
    ObjectSurvey* survey = task.get();
    connect(survey, &ObjectSurvey::progressed, this, [this, survey] { showFound(survey->found()); });
    hold(std::move(task), [this, survey] {
        if (survey->result())
            surveyed(*survey->result());
        else
            refuse(survey->result().error(), tr("Nothing was changed"));
    });
    survey->start();
}

void PropertyDesk::surveyed(const Objects& objects)
{
    using What = ObjectWish::What;
    const bool isOne = objects.size() == 1;
    switch (m_wish.what) {
    case What::Tags:
        isOne ? read("GetObjectTagging", objects, &PropertyDesk::askTags) : askTags(objects, {});
        break;
    case What::Metadata:
        isOne ? read("HeadObject", objects, &PropertyDesk::askMetadata) : askMetadata(objects, {});
        break;
    case What::Class:
        askClass(objects);
        break;
    case What::Restore:
        askRestore(objects);
        break;
    case What::Access:
        read("GetBucketOwnershipControls", objects, &PropertyDesk::askAccess);
        break;
    case What::LegalHold:
        askHold(objects);
        break;
    case What::Retention:
        isOne ? read("HeadObject", objects, &PropertyDesk::askRetention) : askRetention(objects, {});
        break;
    default:
        break;
    }
}

// Of the bucket's ownership, that it is not known is no obstacle: servers without it have ACLs.
void PropertyDesk::read(const char* operation, const Objects& objects, Ask then)
{
    const auto s3 = client(tr("Nothing was changed"));
    if (!s3)
        return;
    const bool isOfBucket = std::string_view(operation).starts_with("GetBucket");
    const ListedObject& object = objects.front();
    Value params = Value::map({{"Bucket", m_wish.bucket}});
    if (!isOfBucket)
        params.insert("Key", object.key);
    if (!isOfBucket && !object.version.empty())
        params.insert("VersionId", object.version);
    CallOptions options;
    options.cause = m_heading.toStdString();
    options.target = isOfBucket ? m_wish.bucket : object.key;
    ReplyPtr call = s3->call(operation, std::move(params), std::move(options));
    const Reply* reply = call.get();
    hold(std::move(call), [this, reply, objects, then, isOfBucket] {
        const auto& answer = reply->result();
        if (!answer && (!isOfBucket || answer.error().kind == ErrorKind::Cancelled))
            refuse(answer.error(), tr("Nothing was changed"));
        else
            (this->*then)(objects, answer ? *answer : Value());
    });
}

namespace {

// What has to be set, and taken away, to come from one to the other.
void putDifference(ObjectChange& change, const std::map<std::string, std::string>& before,
                   const std::map<std::string, std::string>& after)
{
    for (const auto& [key, value] : after) {
        const auto was = before.find(key);
        if (was == before.end() || was->second != value)
            change.set[key] = value;
    }
    for (const auto& [key, value] : before) {
        if (!after.contains(key))
            change.remove.insert(key);
    }
}

QString problemOf(const Result<void>& good)
{
    return good ? QString() : toOneLine(good.error().message);
}

std::set<std::string> wordsOf(const QString& text)
{
    std::set<std::string> words;
    for (const QString& word : text.split(u',', Qt::SkipEmptyParts))
        words.insert(word.trimmed().toStdString());
    return words;
}

} // namespace

void PropertyDesk::askTags(const Objects& objects, const Value& now)
{
    const bool isOne = objects.size() == 1;
    const Tags before = objectTags(now);
    FieldsQuestion question;
    question.words.title = m_heading;
    question.words.sentence =
        tr("Up to ten, by which rules and bills tell objects apart. No version is made.");
    question.words.call = callsText("GetObjectTagging", objects.size()) +
                          tr(", then s3.PutObjectTagging where something changes");
    question.words.button =
        isOne ? tr("Set the tags") : tr("Set tags of %1").arg(countedObjects(qint64(objects.size())));
    question.pairsTitle = isOne ? tr("Tags") : tr("Tags to set; all others stay");
    question.pairs = before;
    if (!isOne)
        question.fields << AskedField{QStringLiteral("remove"), tr("Keys to remove"), {}, {}, false,
                                      tr("Separated by commas")};
    question.problem = [](const FieldsDialog& dialog) { return problemOf(checkTags(dialog.pairs())); };
    ask(question, [this, objects, before](const FieldsDialog& answers) {
        ObjectChange wanted;
        putDifference(wanted, before, answers.pairs());
        wanted.remove.merge(wordsOf(answers.text(QStringLiteral("remove"))));
        change(objects, wanted);
    });
}

void PropertyDesk::askMetadata(const Objects& objects, const Value& now)
{
    const bool isOne = objects.size() == 1;
    static const QStringList names{
        QStringLiteral("ContentType"),     QStringLiteral("ContentDisposition"),
        QStringLiteral("CacheControl"),    QStringLiteral("ContentEncoding"),
        QStringLiteral("ContentLanguage"), QStringLiteral("WebsiteRedirectLocation")};
    std::map<std::string, std::string> before;
    for (const auto& [name, value] : now["Metadata"].members())
        before[name] = decodedWords(value.text());
    FieldsQuestion question;
    question.words.title = m_heading;
    question.words.sentence =
        tr("S3 copies each object onto itself with all else that it has: it is modified now, a bucket with "
           "versions gets another one, and what waits for new objects (functions, replication) sees one.");
    question.words.call = callsText("HeadObject", objects.size()) + tr(", then s3.CopyObject each");
    question.words.button =
        isOne ? tr("Set the metadata") : tr("Set metadata of %1").arg(countedObjects(qint64(objects.size())));
    for (const QString& name : names)
        question.fields << AskedField{name, name,  toQString(now[name.toStdString()].text()),
                                      {},   false, isOne ? QString() : tr("Stays as it is")};
    question.fields << AskedField{QStringLiteral("acl"),
                                  tr("Keep ACLs, by two more requests each"),
                                  isOne ? QStringLiteral("yes") : QString(),
                                  {},
                                  true,
                                  {}};
    question.pairsTitle =
        isOne ? tr("Own metadata (x-amz-meta-\u2026)") : tr("Own metadata to set; all other stays");
    question.pairs = before;
    question.problem = [](const FieldsDialog& dialog) { return problemOf(checkMetadata(dialog.pairs())); };
    ask(question, [this, objects, before, isOne, now](const FieldsDialog& answers) {
        ObjectChange wanted;
        wanted.kind = ObjectChange::Kind::Metadata;
        wanted.keepsAcl = answers.isChecked(QStringLiteral("acl"));
        putDifference(wanted, before, answers.pairs());
        for (const QString& name : names) {
            const std::string value = answers.text(name).toStdString();
            if (isOne ? value != now[name.toStdString()].text() : !value.empty())
                wanted.headers[name.toStdString()] = value;
        }
        change(objects, wanted);
    });
}

void PropertyDesk::askClass(const Objects& objects)
{
    QStringList shown;
    for (const StorageClass& each : storageClasses())
        shown << storageClassText(each.name);
    FieldsQuestion question;
    question.words.title = m_heading;
    question.words.sentence =
        tr("S3 copies each object onto itself. Where versions are kept, the old one stays and is paid for. "
           "Redirections and ACLs are not kept.");
    question.words.call = callsText("CopyObject", objects.size());
    question.words.button = tr("Change the class");
    const std::string& now = objects.front().storageClass;
    question.fields << AskedField{QStringLiteral("class"),
                                  tr("Class"),
                                  storageClassText(now.empty() ? "STANDARD" : now),
                                  shown,
                                  false,
                                  {}};
    question.note = [count = objects.size()](const FieldsDialog& dialog) {
        const StorageClass& chosen =
            storageClasses()[static_cast<std::size_t>(qMax(0, dialog.choice(QStringLiteral("class"))))];
        QStringList words;
        if (chosen.leastDays > 0)
            words << tr("Paid for at least %1 days.").arg(chosen.leastDays);
        if (chosen.hasLeast)
            words << tr("Billed as 128 KB at least.");
        if (chosen.isArchive)
            words << tr("Archived: it has to be restored before it can be read.");
        else if (chosen.hasFee)
            words << tr("Each byte that is read is charged for.");
        if (count > manyForARule)
            words << tr("For so many, a lifecycle rule of the bucket does it without these requests.");
        return words.join(u' ');
    };
    question.problem = [objects](const FieldsDialog& dialog) {
        const std::string chosen(
            storageClasses()[static_cast<std::size_t>(qMax(0, dialog.choice(QStringLiteral("class"))))].name);
        return classJob({}, objects, chosen, {}).items.size() == 0 ? tr("That is the class now") : QString();
    };
    ask(question, [this, objects](const FieldsDialog& answers) {
        const std::string chosen(
            storageClasses()[static_cast<std::size_t>(answers.choice(QStringLiteral("class")))].name);
        run(classJob(m_wish.bucket, objects, chosen, m_heading.toStdString()));
    });
}

void PropertyDesk::askRestore(const Objects& objects)
{
    std::map<std::string, std::int64_t> bytes; // by classes that are archives
    for (const ListedObject& object : objects) {
        if (!restoreTiers(object.storageClass).empty())
            bytes[object.storageClass] += object.size;
    }
    if (bytes.empty()) {
        say(tr("Nothing to restore"), tr("None of them is archived."));
        return;
    }
    const auto tiers = restoreTiers(bytes.contains("DEEP_ARCHIVE") ? "DEEP_ARCHIVE" : bytes.begin()->first);
    QStringList shown;
    for (const RestoreTier& tier : tiers)
        shown << tr("%1, %2").arg(toQString(tier.name), toQString(tier.wait));
    FieldsQuestion question;
    question.words.title = m_heading;
    question.words.sentence =
        tr("A copy that can be read, for some days; the class stays. For good: restore, then "
           "change the class. It cannot be called off.");
    for (const auto& [name, sum] : bytes)
        question.words.items << storageClassText(name) + QStringLiteral(" \u00B7 ") + byteText(sum);
    const std::size_t count =
        changeJob({}, objects, ObjectChange{.kind = ObjectChange::Kind::Restore}, {}).items.size();
    question.words.call = callsText("RestoreObject", count);
    question.words.button = tr("Restore %1").arg(countedObjects(qint64(count)));
    question.fields << AskedField{QStringLiteral("tier"), tr("How fast"), shown.front(), shown, false, {}};
    const bool hasDays = bytes.size() > 1 || !restoresForGood(bytes.begin()->first);
    if (hasDays)
        question.fields << AskedField{QStringLiteral("days"), tr("Days"), QStringLiteral("7"), {}, false, {}};
    question.problem = [hasDays](const FieldsDialog& dialog) {
        return hasDays && dialog.text(QStringLiteral("days")).toInt() < 1 ? tr("At least one day")
                                                                          : QString();
    };
    ask(question, [this, objects, tiers](const FieldsDialog& answers) {
        ObjectChange wanted;
        wanted.kind = ObjectChange::Kind::Restore;
        wanted.days = answers.text(QStringLiteral("days")).toInt();
        wanted.tier = tiers[static_cast<std::size_t>(answers.choice(QStringLiteral("tier")))].name;
        change(objects, wanted);
    });
}

void PropertyDesk::askAccess(const Objects& objects, const Value& ownership)
{
    const Value& rules = ownership["OwnershipControls"]["Rules"];
    if (rules.size() > 0 && rules[0]["ObjectOwnership"].text() == "BucketOwnerEnforced") {
        say(tr("ACLs are off for this bucket"), tr("Its owner owns all objects in it (BucketOwnerEnforced). "
                                                   "Who may read them is for the bucket's "
                                                   "policy to say."));
        return;
    }
    const QStringList canned{
        QStringLiteral("private"),           QStringLiteral("public-read"),
        QStringLiteral("public-read-write"), QStringLiteral("authenticated-read"),
        QStringLiteral("bucket-owner-read"), QStringLiteral("bucket-owner-full-control")};
    FieldsQuestion question;
    question.words.title = m_heading;
    question.words.sentence = tr("Takes the place of the ACL that is there. It cannot be undone.");
    question.words.call = callsText("PutObjectAcl", objects.size());
    question.words.button = tr("Set the ACL");
    question.fields << AskedField{QStringLiteral("acl"), tr("ACL"), canned.front(), canned, false, {}};
    question.note = [](const FieldsDialog& dialog) {
        return dialog.text(QStringLiteral("acl")).startsWith(QLatin1String("public"))
                   ? tr("Everybody on the internet can read it then, unless the bucket blocks public access.")
                   : QString();
    };
    ask(question, [this, objects](const FieldsDialog& answers) {
        ObjectChange wanted;
        wanted.kind = ObjectChange::Kind::Acl;
        wanted.word = answers.text(QStringLiteral("acl")).toStdString();
        change(objects, wanted);
    });
}

void PropertyDesk::askHold(const Objects& objects)
{
    FieldsQuestion question;
    question.words.title = m_heading;
    question.words.sentence = tr("While it is on, the version cannot be deleted by anybody.");
    question.words.call = callsText("PutObjectLegalHold", objects.size());
    question.words.button = tr("Set the legal hold");
    const QStringList states{tr("On"), tr("Off")};
    question.fields << AskedField{
        QStringLiteral("hold"), tr("Legal hold"), states.front(), states, false, {}};
    ask(question, [this, objects](const FieldsDialog& answers) {
        ObjectChange wanted;
        wanted.kind = ObjectChange::Kind::LegalHold;
        wanted.isOn = answers.choice(QStringLiteral("hold")) == 0;
        change(objects, wanted);
    });
}

void PropertyDesk::askRetention(const Objects& objects, const Value& now)
{
    const QStringList modes{QStringLiteral("GOVERNANCE"), QStringLiteral("COMPLIANCE")};
    const Value& until = now["ObjectLockRetainUntilDate"];
    const QString typed = objects.size() == 1 ? toOneLine(objects.front().key) : toQString(m_wish.bucket);
    FieldsQuestion question;
    question.words.title = m_heading;
    question.words.sentence = tr("Until then the version cannot be deleted. It can always be made longer.");
    question.words.call = callsText("PutObjectRetention", objects.size());
    question.words.button = tr("Set the retention");
    question.fields
        << AskedField{QStringLiteral("mode"),
                      tr("Mode"),
                      toQString(now["ObjectLockMode"].text()),
                      modes,
                      false,
                      {}}
        << AskedField{QStringLiteral("until"),
                      tr("Until"),
                      until.isTime() ? QDateTime::fromSecsSinceEpoch(until.time().seconds, Qt::UTC)
                                           .date()
                                           .toString(Qt::ISODate)
                                     : QString(),
                      {},
                      false,
                      tr("Year-month-day, UTC")}
        << AskedField{QStringLiteral("bypass"), tr("Shorten it, past governance mode"), {}, {}, true, {}}
        << AskedField{QStringLiteral("typed"), tr("For compliance, type"), {}, {}, false, typed};
    question.note = [](const FieldsDialog& dialog) {
        return dialog.choice(QStringLiteral("mode")) == 1
                   ? tr("Nobody can shorten or remove it, AWS and the root user among them.")
                   : QString();
    };
    question.problem = [typed](const FieldsDialog& dialog) {
        const QDate date = QDate::fromString(dialog.text(QStringLiteral("until")), Qt::ISODate);
        if (!date.isValid() || date <= QDateTime::currentDateTimeUtc().date())
            return tr("A day in the future, such as 2030-12-31");
        const bool isTyped = dialog.text(QStringLiteral("typed")) == typed;
        return dialog.choice(QStringLiteral("mode")) == 1 && !isTyped ? tr("Type %1").arg(typed) : QString();
    };
    ask(question, [this, objects](const FieldsDialog& answers) {
        ObjectChange wanted;
        wanted.kind = ObjectChange::Kind::Retention;
        wanted.mode = answers.text(QStringLiteral("mode")).toStdString();
        wanted.until = QDate::fromString(answers.text(QStringLiteral("until")), Qt::ISODate)
                           .startOfDay(Qt::UTC)
                           .toSecsSinceEpoch();
        wanted.bypasses = answers.isChecked(QStringLiteral("bypass"));
        change(objects, wanted);
    });
}

void PropertyDesk::change(const Objects& objects, ObjectChange change)
{
    const bool isNothing =
        (change.kind == ObjectChange::Kind::Tags || change.kind == ObjectChange::Kind::Metadata) &&
        change.set.empty() && change.remove.empty() && change.headers.empty();
    if (!isNothing)
        run(changeJob(m_wish.bucket, objects, std::move(change), m_heading.toStdString()));
}

} // namespace inia::ui
