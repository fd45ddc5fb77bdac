#include "ui/s3/objectdesk.h"

#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/transfertexts.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/button.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QLineEdit>

#include <algorithm>
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

// A question with a field; says below it what is wrong.
class NameDialog final : public ConfirmDialog {
public:
    NameDialog(const Appearance& appearance, const Confirmation& words, const QString& label,
               const QString& proposed, qsizetype selected, std::function<QString(const QString&)> problem,
               QWidget* parent)
        : ConfirmDialog(appearance, words, parent),
          m_field(new QLineEdit(proposed, this)),
          m_problem(std::move(problem))
    {
        m_field->setAccessibleName(label);
        m_field->setSelection(0, static_cast<int>(selected < 0 ? proposed.size() : selected));
        setBody(m_field);
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
        m_field->setToolTip(problem);
    }

    QLineEdit* m_field;
    std::function<QString(const QString&)> m_problem;
};

// The error of a key as a sentence; null for a good one.
QString keyProblem(const std::string& key)
{
    const auto good = checkNewKey(key);
    return good ? QString() : toOneLine(good.error().message);
}

} // namespace

ObjectDesk::ObjectDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
                       QWidget* window, QObject* parent)
    : QObject(parent),
      m_appearance(appearance),
      m_session(std::move(session)),
      m_info(std::move(info)),
      m_window(window)
{
}

ObjectDesk::~ObjectDesk()
{
    delete m_question;
    delete m_progress;
}

QDialog* ObjectDesk::dialog() const
{
    if (m_question)
        return m_question;
    return m_progress;
}

Result<Client> ObjectDesk::client() const
{
    return m_session.client("s3");
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
    const QString what = keys.size() == 1 ? toQString(nameOf(keys.front()))
                                          : tr("%1 selected").arg(groupedNumber(qint64(keys.size())));
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
        const std::string key = in.folder() + text.toStdString() + '/';
        const auto s3 = client();
        showProgress(tr("New folder %1").arg(text), QStringLiteral("s3.PutObject"));
        if (!s3) {
            refuse(s3.error(), tr("The folder was not made"));
            return;
        }
        CallOptions options;
        options.cause = "New folder";
        options.target = key;
        m_call = s3->call("PutObject",
                          Value::map({{"Bucket", in.bucket},
                                      {"Key", key},
                                      {"ContentType", "application/x-directory"},
                                      {"IfNoneMatch", "*"}}),
                          std::move(options));
        connect(m_call.get(), &Reply::finished, this, [this, bucket = in.bucket] { madeFolder(bucket); });
    });
}

void ObjectDesk::madeFolder(const std::string& bucket)
{
    const auto reply = std::move(m_call);
    if (!reply->result()) {
        const bool isThere = reply->result().error().code == "PreconditionFailed";
        refuse(reply->result().error(),
               isThere ? tr("There is a folder of that name already") : tr("The folder was not made"));
        return;
    }
    delete m_progress;
    emit finished(tr("The folder is made"));
    emit changed(bucket);
}

// ---- looking, then doing ----------------------------------------------------------------------------------

void ObjectDesk::showProgress(const QString& heading, const QString& call)
{
    delete m_progress;
    m_heading = heading;
    m_progress = new JobDialog(m_appearance, m_info(), heading, call, m_window);
    m_progress->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_progress, &JobDialog::copyRequested, this, &ObjectDesk::copyRequested);
    connect(m_progress, &JobDialog::cancelRequested, this, [this] {
        if (m_plan)
            m_plan->cancel();
        if (m_move)
            m_move->cancel();
        if (m_call)
            m_call->cancel();
        if (m_survey)
            m_survey->cancel();
        if (m_deletion)
            m_deletion->cancel();
    });
    m_progress->showSoon();
}

void ObjectDesk::refuse(const Error& error, const QString& title)
{
    if (error.kind == ErrorKind::Cancelled)
        delete m_progress;
    else if (m_progress)
        m_progress->showError(error, title, false);
}

void ObjectDesk::plan(const ObjectPlan::Wish& wish, const QString& heading)
{
    showProgress(heading, QStringLiteral("s3.ListObjectsV2"));
    const auto s3 = client();
    if (!s3) {
        refuse(s3.error(), tr("Nothing was changed"));
        return;
    }
    m_plan = makeOwned<ObjectPlan>(*s3, wish, heading.toStdString());
    connect(m_plan.get(), &ObjectPlan::progressed, this, [this] {
        if (m_progress)
            m_progress->setProgress(tr("%1 found").arg(counted(qint64(m_plan->found()))));
    });
    connect(m_plan.get(), &Task::finished, this, &ObjectDesk::planned);
    m_plan->start();
}

// One thing that gets another name and is in nobody's way was asked about already.
void ObjectDesk::planned()
{
    const auto plan = std::move(m_plan);
    const auto& result = plan->result();
    if (!result) {
        refuse(result.error(), tr("Nothing was changed"));
        return;
    }
    ObjectMove::Order order = *result;
    const auto& taken = plan->conflicts();
    const std::size_t all = order.items.size();
    std::erase_if(order.items,
                  [&taken](const ObjectMove::Item& item) { return taken.contains(item.target); });
    const bool isSimple = all == 1 && order.isMove && order.sourceBucket == order.targetBucket;
    if (order.items.empty()) {
        refuse(makeError(ErrorKind::Parameter, "TargetExists",
                         all == 1 ? "There is an object of that name already. Choose another name."
                                  : "All of the new names are there already."),
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
            .arg(byteText(plan->bytes()),
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
    m_question = new ConfirmDialog(m_appearance, words, m_window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, [this, order = std::move(order)] { start(order); });
    m_question->open();
}

void ObjectDesk::start(ObjectMove::Order order)
{
    const auto s3 = client();
    showProgress(m_heading, order.isMove ? QStringLiteral("s3.CopyObject, s3.DeleteObjects")
                                         : QStringLiteral("s3.CopyObject"));
    if (!s3) {
        refuse(s3.error(), tr("Nothing was changed"));
        return;
    }
    m_move = makeOwned<ObjectMove>(*s3, std::move(order));
    connect(m_move.get(), &ObjectMove::progressed, this, [this] {
        if (m_progress)
            m_progress->setProgress(tr("%1 of %2 done")
                                        .arg(groupedNumber(qint64(m_move->done())),
                                             groupedNumber(qint64(m_move->order().items.size()))));
    });
    connect(m_move.get(), &Task::finished, this, &ObjectDesk::moved);
    m_move->start();
}

void ObjectDesk::moved()
{
    const auto move = std::move(m_move);
    const auto& items = move->order().items;
    const qint64 good = qint64(items.size() - move->failures().size());
    const bool isRenamed = items.size() == 1 && move->order().isMove && good == 1 &&
                           folderOf(items.front().source.key) == folderOf(items.front().target);
    const QString done = isRenamed              ? tr("Renamed")
                         : move->order().isMove ? tr("%1 moved").arg(counted(good))
                                                : tr("%1 copied").arg(counted(good));
    QList<JobDialog::Failed> failed;
    for (const auto& failure : move->failures())
        failed << JobDialog::Failed{toOneLine(items[failure.index].source.key),
                                    failure.isCopied
                                        ? tr("Copied, the original stays: %1").arg(errorText(failure.error))
                                        : errorText(failure.error)};
    showEnd(done, failed);
    emit changed(move->order().sourceBucket);
    if (move->order().targetBucket != move->order().sourceBucket)
        emit changed(move->order().targetBucket);
}

void ObjectDesk::showEnd(const QString& done, const QList<JobDialog::Failed>& failed)
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
    const QString what = keys.size() == 1 ? toQString(nameOf(keys.front()))
                                          : tr("%1 selected").arg(groupedNumber(qint64(keys.size())));
    showProgress(tr("Delete %1").arg(what), QStringLiteral("s3.ListObjectsV2"));
    const auto s3 = client();
    if (!s3) {
        refuse(s3.error(), tr("Nothing was deleted"));
        return;
    }
    m_survey = makeOwned<ObjectSurvey>(*s3, bucket, keys, m_heading.toStdString());
    connect(m_survey.get(), &ObjectSurvey::progressed, this, [this] {
        if (m_progress)
            m_progress->setProgress(tr("%1 found").arg(counted(qint64(m_survey->found()))));
    });
    connect(m_survey.get(), &Task::finished, this, [this, bucket] { found(bucket); });
    m_survey->start();
}

// What deleting means depends on the bucket's versions.
void ObjectDesk::found(const std::string& bucket)
{
    const auto s3 = client();
    if (!m_survey->result() || !s3) {
        refuse(s3 ? m_survey->result().error() : s3.error(), tr("Nothing was deleted"));
        m_survey.reset();
        return;
    }
    CallOptions options;
    options.cause = m_heading.toStdString();
    options.target = bucket;
    m_call = s3->call("GetBucketVersioning", Value::map({{"Bucket", bucket}}), std::move(options));
    connect(m_call.get(), &Reply::finished, this,
            [this, bucket] { confirmDeletion(bucket, *m_survey->result()); });
}

void ObjectDesk::confirmDeletion(const std::string& bucket, const std::vector<ListedObject>& objects)
{
    const auto call = std::move(m_call);
    const auto survey = std::move(m_survey);
    delete m_progress;
    const QString versions = !call->result() ? QString() : toQString((*call->result())["Status"].text());
    Confirmation words;
    words.session = m_info();
    const QString what = counted(qint64(objects.size()));
    words.title = tr("Delete %1?").arg(what);
    words.sentence =
        tr("%1 in all. ").arg(byteText(survey->bytes())) +
        (!call->result()
             ? tr("Whether this bucket keeps versions is not to be found out: it may be for good.")
         : versions == QLatin1String("Enabled") ? tr("This bucket keeps versions: a delete marker takes the "
                                                     "place of each and can be taken away again.")
         : versions == QLatin1String("Suspended")
             ? tr("Versions are suspended in this bucket: what came since then is gone for good.")
             : tr("This bucket keeps no versions: they are gone for good."));
    for (const ListedObject& object : objects)
        words.items << toOneLine(object.key);
    constexpr qint64 mostInACall = 1000;
    const qint64 calls = (qint64(objects.size()) + mostInACall - 1) / mostInACall;
    words.call = calls == 1 ? tr("Will call s3.DeleteObjects once")
                            : tr("Will call s3.DeleteObjects %1 times").arg(groupedNumber(calls));
    words.button = tr("Delete %1").arg(what);
    words.destructive = true;
    std::vector<ObjectDeletion::Key> keys;
    for (const ListedObject& object : objects)
        keys.push_back({object.key, object.etag, {}});
    m_question = new ConfirmDialog(m_appearance, words, m_window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, [this, bucket, keys = std::move(keys)] {
        const auto s3 = client();
        showProgress(m_heading, QStringLiteral("s3.DeleteObjects"));
        if (!s3) {
            refuse(s3.error(), tr("Nothing was deleted"));
            return;
        }
        m_deletion = makeOwned<ObjectDeletion>(*s3, bucket, keys, m_heading.toStdString());
        connect(m_deletion.get(), &ObjectDeletion::progressed, this, [this] {
            if (m_progress)
                m_progress->setProgress(tr("%1 of %2 done")
                                            .arg(groupedNumber(qint64(m_deletion->done())),
                                                 groupedNumber(qint64(m_deletion->keys().size()))));
        });
        connect(m_deletion.get(), &Task::finished, this, [this, bucket] { deleted(bucket); });
        m_deletion->start();
    });
    m_question->open();
}

void ObjectDesk::deleted(const std::string& bucket)
{
    const auto deletion = std::move(m_deletion);
    QList<JobDialog::Failed> failed;
    for (const auto& failure : deletion->failures())
        failed << JobDialog::Failed{toOneLine(deletion->keys()[failure.index].key), errorText(failure.error)};
    showEnd(tr("%1 deleted").arg(counted(qint64(deletion->keys().size() - deletion->failures().size()))),
            failed);
    emit changed(bucket);
}

} // namespace inia::ui
