#include "ui/s3/objectdesk.h"

#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/transfermodel.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/windowservices.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

// What is asked before something gets a name or a place.
struct ObjectDesk::Question {
    Confirmation words;
    QString label; // of the field, for those who hear it
    QString proposed;
    qsizetype selected = -1;                        // characters of it that are selected at first; all
    std::function<QString(const QString&)> problem; // null while the button may be pressed
};

namespace {

QString counted(qint64 count)
{
    return count == 1 ? ObjectDesk::tr("1 object") : ObjectDesk::tr("%1 objects").arg(groupedNumber(count));
}

QString namesOf(const std::vector<std::string>& keys)
{
    return keys.size() == 1 ? toQString(nameOf(keys.front()))
                            : ObjectDesk::tr("%1 selected").arg(groupedNumber(qint64(keys.size())));
}

// A question with a field; says below it what is wrong, as soon as something was typed.
class NameDialog final : public ConfirmDialog {
public:
    NameDialog(const Appearance& appearance, const Confirmation& words, const QString& label,
               const QString& proposed, qsizetype selected, std::function<QString(const QString&)> problem,
               QWidget* parent)
        : ConfirmDialog(appearance, words, parent),
          m_proposed(proposed),
          m_field(new QLineEdit(proposed)),
          m_wrong(new TextLabel(appearance, FontRole::Secondary, Token::Danger)),
          m_problem(std::move(problem))
    {
        constexpr int longestProblem = 2; // lines, for which there is always room
        m_field->setAccessibleName(label);
        m_field->setSelection(0, static_cast<int>(selected < 0 ? proposed.size() : selected));
        m_wrong->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_wrong->setMinimumHeight(longestProblem * m_wrong->fontMetrics().lineSpacing());
        auto* body = new QWidget(this);
        auto* column = new QVBoxLayout(body);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(appearance.theme().px(4));
        column->addWidget(m_field);
        column->addWidget(m_wrong, 1);
        setBody(body);
        m_field->setFocus();
        connect(m_field, &QLineEdit::textChanged, this, &NameDialog::check);
        check();
    }
    [[nodiscard]] QString text() const { return m_field->text(); }

protected:
    // Return in the field is what the button is for.
    void keyPressEvent(QKeyEvent* event) override
    {
        const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
        if (isReturn && confirmButton()->isEnabled())
            confirm();
        else
            ConfirmDialog::keyPressEvent(event);
    }

private:
    void check()
    {
        const QString problem = m_problem(text());
        confirmButton()->setEnabled(problem.isNull());
        confirmButton()->setToolTip(problem);
        m_field->setAccessibleDescription(problem);
        m_wrong->setText(text() == m_proposed ? QString() : problem);
    }

    QString m_proposed;
    QLineEdit* m_field;
    TextLabel* m_wrong;
    std::function<QString(const QString&)> m_problem;
};

// The error of a key as a sentence; null for a good one.
QString keyProblem(const std::string& key)
{
    const auto good = checkNewKey(key);
    return good ? QString() : toOneLine(good.error().message);
}

} // namespace

AskingDesk::AskingDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
                       WindowServices& services, QWidget* window, QObject* parent)
    : QObject(parent),
      m_appearance(appearance),
      m_session(std::move(session)),
      m_info(std::move(info)),
      m_services(services),
      m_window(window)
{
}

AskingDesk::~AskingDesk()
{
    delete m_question;
    delete m_progress;
}

QDialog* AskingDesk::dialog() const
{
    if (m_question)
        return m_question;
    return m_progress;
}

ObjectDesk::ObjectDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
                       WindowServices& services, QWidget* window, QObject* parent)
    : AskingDesk(appearance, std::move(session), std::move(info), services, window, parent)
{
}

// ---- asking -----------------------------------------------------------------------------------------------

void ObjectDesk::ask(const Question& question, std::function<void(const QString&)> answered)
{
    if (isBusy() || m_question)
        return;
    auto* dialog = new NameDialog(m_appearance, question.words, question.label, question.proposed,
                                  question.selected, question.problem, m_window);
    m_question = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [dialog, answered = std::move(answered), this] {
        m_question.clear(); // what follows may ask again
        answered(dialog->text());
    });
    dialog->open();
}

void ObjectDesk::rename(const std::string& bucket, const std::string& key)
{
    const bool isFolder = key.ends_with('/');
    const std::string folder = folderOf(key);
    std::string name = nameOf(key);
    if (isFolder)
        name.pop_back();
    const QString shown = toQString(name);
    const QString end = isFolder ? QStringLiteral("/") : QString();
    Question question;
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
    question.problem = [folder, shown, end](const QString& text) {
        if (text == shown)
            return tr("That is its name now");
        if (text.contains(u'/'))
            return tr("A name has no \"/\"; Move to\u2026 takes it to another folder");
        return text.isEmpty() ? tr("A name is missing") : keyProblem(folder + (text + end).toStdString());
    };
    ask(question, [this, bucket, key, folder, end](const QString& text) {
        plan({bucket, {key}, bucket, folder, (text + end).toStdString(), true},
             tr("Rename %1").arg(toQString(nameOf(key))));
    });
}

void ObjectDesk::relocate(const std::string& bucket, const std::vector<std::string>& keys, bool isMove)
{
    if (keys.empty())
        return;
    const QString what = namesOf(keys);
    Question question;
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
    ask(question, [this, bucket, keys, isMove, title = question.words.title](const QString& text) {
        S3Location target = S3Location::parse(text).value();
        if (!target.prefix.empty() && !target.prefix.ends_with('/'))
            target.prefix += '/';
        plan({bucket, keys, target.bucket, target.prefix, {}, isMove},
             title + u' ' + toQString(target.uri()));
    });
}

void ObjectDesk::makeFolder(const S3Location& in)
{
    Question question;
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

void ObjectDesk::putFolder(const std::string& bucket, const std::string& key, const QString& name)
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

void AskingDesk::showProgress(const QString& heading, const QString& call)
{
    delete m_progress;
    m_heading = heading;
    m_progress = new JobDialog(m_appearance, m_info(), heading, call, m_window);
    m_progress->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_progress, &JobDialog::copyRequested, &m_services, &WindowServices::copy);
    connect(m_progress, &JobDialog::cancelRequested, this, [this] {
        if (m_task)
            m_task->cancel();
    });
    // Queued, since it takes away the dialog whose button was pressed.
    connect(
        m_progress, &JobDialog::retryRequested, this,
        [this] {
            const auto again = m_again; // which sets it anew
            again();
        },
        Qt::QueuedConnection);
    m_progress->showSoon();
}

void AskingDesk::showFound(std::size_t count)
{
    if (m_progress)
        m_progress->setProgress(tr("%1 found").arg(counted(qint64(count))));
}

void AskingDesk::showDone(std::size_t done, std::size_t all)
{
    if (m_progress)
        m_progress->setProgress(
            tr("%1 of %2 done").arg(groupedNumber(qint64(done)), groupedNumber(qint64(all))));
}

void AskingDesk::hold(Owned<Task> task, std::function<void()> ended)
{
    connect(task.get(), &Task::finished, this, [this, ended = std::move(ended)] {
        const auto task = std::move(m_task); // what follows may begin the next one
        ended();
    });
    m_task = std::move(task);
}

std::optional<Client> AskingDesk::client(const QString& otherwise)
{
    auto s3 = m_session.client("s3");
    if (s3)
        return std::move(s3).value();
    refuse(s3.error(), otherwise);
    return std::nullopt;
}

void AskingDesk::refuse(const Error& error, const QString& title)
{
    if (error.kind == ErrorKind::Cancelled)
        delete m_progress;
    else if (m_progress)
        m_progress->showError(error, title, false);
}

void ObjectDesk::plan(const ObjectPlan::Wish& wish, const QString& heading)
{
    m_again = [this, wish, heading] { plan(wish, heading); };
    showProgress(heading, QStringLiteral("s3.ListObjectsV2"));
    const auto s3 = client(tr("Nothing was changed"));
    if (!s3)
        return;
    auto task = makeOwned<ObjectPlan>(*s3, wish, heading.toStdString());
    ObjectPlan* plan = task.get();
    connect(plan, &ObjectPlan::progressed, this, [this, plan] { showFound(plan->found()); });
    hold(std::move(task), [this, plan] { planned(*plan); });
    plan->start();
}

// One thing that gets another name and is in nobody's way was asked about already.
void ObjectDesk::planned(const ObjectPlan& plan)
{
    const auto& result = plan.result();
    if (!result) {
        refuse(result.error(), tr("Nothing was changed"));
        return;
    }
    ObjectMove::Order order = *result;
    const auto& taken = plan.conflicts();
    const std::size_t all = order.items.size();
    std::erase_if(order.items,
                  [&taken](const ObjectMove::Item& item) { return taken.contains(item.target); });
    const bool isSimple = all == 1 && order.isMove && order.sourceBucket == order.targetBucket;
    if (order.items.empty()) {
        refuse(makeError(ErrorKind::Parameter, "TargetExists",
                         (all == 1 ? tr("There is an object of that name already. Choose another name.")
                                   : tr("All of the new names are there already."))
                             .toStdString()),
               tr("Nothing was changed"));
        return;
    }
    if (isSimple) {
        start(std::move(order));
        return;
    }
    delete m_progress;
    Confirmation words;
    words.session = m_info();
    const QString what = counted(qint64(order.items.size()));
    words.title = order.isMove ? tr("Move %1?").arg(what) : tr("Copy %1?").arg(what);
    words.sentence =
        tr("%1 in all. %2")
            .arg(byteText(plan.bytes()),
                 order.isMove ? tr("What was copied and verified is then deleted where it is now.")
                              : tr("The originals stay."));
    if (order.items.size() < all)
        words.sentence += u' ' + tr("%1 are left out, since their new names are there already.")
                                     .arg(groupedNumber(qint64(all - order.items.size())));
    for (const ObjectMove::Item& item : order.items)
        words.items << toOneLine(item.source.key) + QStringLiteral(" \u2192 ") + toOneLine(item.target);
    const QString copies =
        tr("Will call s3.CopyObject %1 times").arg(groupedNumber(qint64(order.items.size())));
    words.call = order.isMove ? copies + tr(", then s3.DeleteObjects") : copies;
    words.button = order.isMove ? tr("Move %1").arg(what) : tr("Copy %1").arg(what);
    confirm(words, [this, order = std::move(order)]() mutable { start(std::move(order)); });
}

void AskingDesk::confirm(const Confirmation& words, std::function<void()> confirmed)
{
    m_question = new ConfirmDialog(m_appearance, words, m_window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, std::move(confirmed));
    m_question->open();
}

void ObjectDesk::start(ObjectMove::Order order)
{
    showProgress(m_heading, order.isMove ? QStringLiteral("s3.CopyObject, s3.DeleteObjects")
                                         : QStringLiteral("s3.CopyObject"));
    const auto s3 = client(tr("Nothing was changed"));
    if (!s3)
        return;
    auto task = makeOwned<ObjectMove>(*s3, std::move(order));
    ObjectMove* move = task.get();
    connect(move, &ObjectMove::progressed, this,
            [this, move] { showDone(move->done(), move->order().items.size()); });
    hold(std::move(task), [this, move] { moved(*move); });
    move->start();
}

void ObjectDesk::moved(const ObjectMove& move)
{
    const auto& items = move.order().items;
    const qint64 good = qint64(items.size() - move.failures().size());
    const bool isRenamed = items.size() == 1 && move.order().isMove && good == 1 &&
                           folderOf(items.front().source.key) == folderOf(items.front().target);
    const QString done = isRenamed             ? tr("Renamed")
                         : move.order().isMove ? tr("%1 moved").arg(counted(good))
                                               : tr("%1 copied").arg(counted(good));
    QList<JobDialog::Failed> failed;
    for (const auto& failure : move.failures())
        failed << JobDialog::Failed{toOneLine(items[failure.index].source.key),
                                    failure.isCopied
                                        ? tr("Copied, the original stays: %1").arg(errorText(failure.error))
                                        : errorText(failure.error)};
    showEnd(done, failed);
    emit changed(move.order().sourceBucket);
    if (move.order().targetBucket != move.order().sourceBucket)
        emit changed(move.order().targetBucket);
}

void AskingDesk::showEnd(const QString& done, const QList<JobDialog::Failed>& failed)
{
    if (failed.isEmpty()) {
        delete m_progress;
        emit finished(done);
    } else if (m_progress) {
        m_progress->showFailures(tr("%1; %2 not").arg(done, groupedNumber(failed.size())), failed, false);
    }
}

// ---- deleting ---------------------------------------------------------------------------------------------

void ObjectDesk::remove(const std::string& bucket, const std::vector<std::string>& keys)
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
    hold(std::move(task), [this, bucket, survey] { found(bucket, *survey); });
    survey->start();
}

// What deleting means depends on the bucket's versions.
void ObjectDesk::found(const std::string& bucket, const ObjectSurvey& survey)
{
    const QString title = tr("Nothing was deleted");
    if (!survey.result()) {
        refuse(survey.result().error(), title);
        return;
    }
    const auto s3 = client(title);
    if (!s3)
        return;
    CallOptions options;
    options.cause = m_heading.toStdString();
    options.target = bucket;
    ReplyPtr call = s3->call("GetBucketVersioning", Value::map({{"Bucket", bucket}}), std::move(options));
    const Reply* reply = call.get();
    std::vector<ObjectDeletion::Key> keys;
    for (const ListedObject& object : *survey.result())
        keys.push_back({object.key, object.etag, {}});
    hold(std::move(call),
         [this, reply, bucket, title, bytes = survey.bytes(), keys = std::move(keys)]() mutable {
             const auto& versioning = reply->result();
             if (!versioning && versioning.error().kind == ErrorKind::Cancelled)
                 refuse(versioning.error(), title);
             else
                 confirmDeletion(bucket, std::move(keys), bytes, versioning);
         });
}

// Who may not ask for the versions may be allowed to delete.
void ObjectDesk::confirmDeletion(const std::string& bucket, std::vector<ObjectDeletion::Key> keys,
                                 std::int64_t bytes, const Result<Value>& versioning)
{
    delete m_progress;
    const QString versions = versioning ? toQString((*versioning)["Status"].text()) : QString();
    Confirmation words;
    words.session = m_info();
    const QString what = counted(qint64(keys.size()));
    words.title = tr("Delete %1?").arg(what);
    words.sentence =
        tr("%1 in all. ").arg(byteText(bytes)) +
        (!versioning ? tr("Whether this bucket keeps versions is not to be found out: it may be for good.")
         : versions == QLatin1String("Enabled") ? tr("This bucket keeps versions: a delete marker takes the "
                                                     "place of each and can be taken away again.")
         : versions == QLatin1String("Suspended")
             ? tr("Versions are suspended in this bucket: what came since then is gone for good.")
             : tr("This bucket keeps no versions: they are gone for good."));
    for (const auto& key : keys)
        words.items << toOneLine(key.key);
    constexpr qint64 mostInACall = 1000;
    const qint64 calls = (qint64(keys.size()) + mostInACall - 1) / mostInACall;
    words.call = keys.size() == 1 ? tr("Will call s3.DeleteObject once")
                 : calls == 1     ? tr("Will call s3.DeleteObjects once")
                                  : tr("Will call s3.DeleteObjects %1 times").arg(groupedNumber(calls));
    words.button = tr("Delete %1").arg(what);
    words.destructive = true;
    confirm(words,
            [this, bucket, keys = std::move(keys)]() mutable { startDeletion(bucket, std::move(keys)); });
}

void ObjectDesk::startDeletion(const std::string& bucket, std::vector<ObjectDeletion::Key> keys)
{
    showProgress(m_heading,
                 keys.size() == 1 ? QStringLiteral("s3.DeleteObject") : QStringLiteral("s3.DeleteObjects"));
    const auto s3 = client(tr("Nothing was deleted"));
    if (!s3)
        return;
    auto task = makeOwned<ObjectDeletion>(*s3, bucket, std::move(keys), m_heading.toStdString());
    ObjectDeletion* deletion = task.get();
    connect(deletion, &ObjectDeletion::progressed, this,
            [this, deletion] { showDone(deletion->done(), deletion->keys().size()); });
    hold(std::move(task), [this, bucket, deletion] { deleted(bucket, *deletion); });
    deletion->start();
}

void ObjectDesk::deleted(const std::string& bucket, const ObjectDeletion& deletion)
{
    QList<JobDialog::Failed> failed;
    for (const auto& failure : deletion.failures())
        failed << JobDialog::Failed{toOneLine(deletion.keys()[failure.index].key), errorText(failure.error)};
    showEnd(tr("%1 deleted").arg(counted(qint64(deletion.keys().size() - deletion.failures().size()))),
            failed);
    emit changed(bucket);
}

} // namespace inia::ui
