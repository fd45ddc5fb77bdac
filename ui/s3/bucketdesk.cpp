#include "core/objects/objectkeys.h"
#include "core/session/session.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/models/displaytext.h"
#include "ui/s3/s3pages.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

namespace {

// A question that is answered by typing a name, or by giving one.
class BucketDialog final : public ConfirmDialog {
public:
    // `wanted` empty: the name of a new bucket.
    BucketDialog(const Appearance& appearance, const Confirmation& words, QString wanted, QString account,
                 QString region, QWidget* parent)
        : ConfirmDialog(appearance, words, parent),
          m_wanted(std::move(wanted)),
          m_account(std::move(account)),
          m_region(std::move(region)),
          m_name(new QLineEdit),
          m_wrong(new TextLabel(appearance, FontRole::Secondary, Token::Danger)),
          m_versions(new QCheckBox(BucketDesk::tr("Keep versions of objects"))),
          m_lock(new QCheckBox(BucketDesk::tr("Object lock, which cannot be switched off")))
    {
        auto* body = new QWidget(this);
        auto* column = new QVBoxLayout(body);
        column->setContentsMargins(0, 0, 0, 0);
        const QString label = m_wanted.isEmpty() ? BucketDesk::tr("Name of the bucket")
                                                 : BucketDesk::tr("Type %1 to confirm").arg(m_wanted);
        column->addWidget(new TextLabel(appearance, FontRole::Data, Token::Text, label));
        m_name->setAccessibleName(label);
        column->addWidget(m_name);
        m_wrong->setMinimumHeight(m_wrong->fontMetrics().lineSpacing());
        column->addWidget(m_wrong);
        if (m_wanted.isEmpty()) {
            column->addWidget(m_versions);
            column->addWidget(m_lock);
        }
        m_versions->setVisible(m_wanted.isEmpty());
        m_lock->setVisible(m_wanted.isEmpty());
        setBody(body);
        connect(m_name, &QLineEdit::textChanged, this, &BucketDialog::check);
        check();
        m_name->setFocus();
    }
    [[nodiscard]] BucketCreation::Order order() const
    {
        return {m_name->text().toStdString(), m_versions->isChecked(), m_lock->isChecked(), {}};
    }

protected:
    void confirm() override
    {
        if (problem().isNull())
            accept();
    }

private:
    [[nodiscard]] QString problem() const
    {
        if (!m_wanted.isEmpty())
            return m_name->text() == m_wanted ? QString() : QStringLiteral(" ");
        const auto good =
            checkBucketName(m_name->text().toStdString(), m_account.toStdString(), m_region.toStdString());
        return good ? QString() : toOneLine(good.error().message);
    }
    void check()
    {
        const QString problem = this->problem();
        const bool isDotted = m_wanted.isEmpty() && m_name->text().contains(u'.');
        confirmButton()->setEnabled(problem.isNull());
        confirmButton()->setToolTip(problem.trimmed());
        m_wrong->setText(m_name->text().isEmpty()       ? QString()
                         : problem.isNull() && isDotted ? BucketDesk::tr("With a dot in its name it is asked "
                                                                         "path style, and not accelerated.")
                                                        : problem.trimmed());
    }

    QString m_wanted;
    QString m_account;
    QString m_region;
    QLineEdit* m_name;
    TextLabel* m_wrong;
    QCheckBox* m_versions;
    QCheckBox* m_lock;
};

} // namespace

BucketDesk::BucketDesk(const Appearance& appearance, const Session& session, ChangeGate& gate,
                       WindowServices& services, QWidget* window, QObject* parent)
    : QObject(parent),
      m_appearance(appearance),
      m_session(session),
      m_gate(gate),
      m_services(services),
      m_window(window)
{
}

BucketDesk::~BucketDesk()
{
    delete m_question;
    delete m_progress;
}

QDialog* BucketDesk::dialog() const
{
    return m_question ? m_question.data() : m_progress.data();
}

void BucketDesk::fillMenu(QMenu& menu, const std::vector<Resource>& selected)
{
    const auto add = [&](const QString& icon, const QString& text, bool changes, const auto& act) {
        QAction* action = menu.addAction(m_appearance.icons().icon(icon), text, this, act);
        if (changes)
            m_gate.guard(action, m_appearance.icons());
    };
    menu.addSeparator();
    if (selected.size() == 1 && selected.front().type() == "Bucket") {
        const std::string bucket = selected.front().identifier("name").text();
        add(QStringLiteral("list"), tr("Configuration"), false,
            [this, bucket] { m_services.go(placeOf(bucket, BucketPage::Configuration)); });
        add(QStringLiteral("upload"), tr("Unfinished uploads"), false,
            [this, bucket] { m_services.go(placeOf(bucket, BucketPage::Uploads)); });
        add(QStringLiteral("trash"), tr("Empty bucket\u2026"), true, [this, bucket] { empty(bucket); });
        add(QStringLiteral("trash"), tr("Delete bucket\u2026"), true, [this, bucket] { remove(bucket); });
    }
    add(QStringLiteral("plus"), tr("New bucket\u2026"), true, [this] { create(); });
}

std::optional<Client> BucketDesk::client()
{
    auto s3 = m_session.client("s3");
    if (s3)
        return std::move(s3).value();
    m_services.notify(errorText(s3.error()));
    return std::nullopt;
}

void BucketDesk::showProgress(const QString& heading, const QString& call)
{
    delete m_progress;
    m_progress = new JobDialog(m_appearance, m_gate.info(), heading, call, m_window);
    m_progress->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_progress, &JobDialog::copyRequested, &m_services, &WindowServices::copy);
    connect(m_progress, &JobDialog::cancelRequested, this, [this] {
        if (m_task)
            m_task->cancel();
    });
    m_progress->showSoon();
}

void BucketDesk::hold(Owned<Task> task, std::function<void()> ended)
{
    connect(task.get(), &Task::finished, this, [this, ended = std::move(ended)] {
        const auto task = std::move(m_task); // what follows may begin the next one
        ended();
    });
    m_task = std::move(task);
}

void BucketDesk::create()
{
    if (m_task || m_question)
        return;
    const SessionInfo info = m_gate.info();
    Confirmation words;
    words.session = info;
    words.title = tr("New bucket in %1").arg(info.region);
    words.sentence = tr("Its owner alone has access: ACLs are off, public access is blocked where the server "
                        "does so. Names are shared with all other accounts.");
    words.call = tr("Will call s3.HeadBucket, then s3.CreateBucket");
    words.button = tr("Make the bucket");
    auto* dialog = new BucketDialog(m_appearance, words, {}, info.accountId, info.region, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_question = dialog;
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_question = nullptr;
        const auto s3 = client();
        if (!s3)
            return;
        const BucketCreation::Order order = dialog->order();
        showProgress(tr("New bucket %1").arg(toOneLine(order.bucket)), QStringLiteral("s3.CreateBucket"));
        auto task = makeOwned<BucketCreation>(*s3, order);
        BucketCreation* creation = task.get();
        connect(creation, &BucketCreation::isWaiting, this, [this] {
            if (m_progress)
                m_progress->setProgress(tr("One of that name is being deleted. Trying again\u2026"));
        });
        hold(std::move(task), [this, creation] {
            const auto& result = creation->result();
            if (!result && m_progress)
                m_progress->showError(result.error(),
                                      creation->isMade() ? tr("The bucket is made, but keeps no versions")
                                                         : tr("The bucket was not made"),
                                      false);
            else
                delete m_progress;
            if (result)
                emit finished(tr("The bucket is made"));
            if (creation->isMade())
                emit listChanged();
        });
        creation->start();
    });
    dialog->open();
}

void BucketDesk::askTyped(const Confirmation& words, const std::string& bucket,
                          std::function<void()> confirmed)
{
    if (m_task || m_question)
        return;
    if (!m_gate.isOpen()) {
        m_services.notify(m_gate.reason());
        return;
    }
    delete m_progress;
    m_question = new BucketDialog(m_appearance, words, toQString(bucket), {}, {}, m_window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, [this, confirmed = std::move(confirmed)] {
        m_question = nullptr;
        confirmed();
    });
    m_question->open();
}

void BucketDesk::empty(const std::string& bucket)
{
    Confirmation words;
    words.session = m_gate.info();
    words.title = tr("Empty %1?").arg(toOneLine(bucket));
    words.sentence = tr("All objects with all their versions and markers are deleted, and unfinished uploads "
                        "aborted. There is no way back.");
    words.call = tr("Will call s3.ListObjectVersions and s3.DeleteObjects once for each 1,000 versions");
    words.button = tr("Empty %1").arg(toOneLine(bucket));
    words.destructive = true;
    askTyped(words, bucket, [this, bucket] { startEmptying(bucket); });
}

void BucketDesk::startEmptying(const std::string& bucket)
{
    const auto s3 = client();
    if (!s3)
        return;
    const QString heading = tr("Empty %1").arg(toOneLine(bucket));
    showProgress(heading, QStringLiteral("s3.DeleteObjects"));
    auto task = makeOwned<BucketEmptying>(*s3, bucket, m_services.ownUploads(), heading.toStdString());
    BucketEmptying* emptying = task.get();
    connect(emptying, &BucketEmptying::progressed, this, [this, emptying] {
        if (m_progress)
            m_progress->setProgress(tr("%1 deleted").arg(groupedNumber(qint64(emptying->deleted()))));
    });
    hold(std::move(task), [this, bucket, emptying] { emptied(bucket, *emptying); });
    emptying->start();
}

void BucketDesk::emptied(const std::string& bucket, const BucketEmptying& emptying)
{
    const QString done = tr("%1 versions deleted, %2 uploads aborted in %3")
                             .arg(groupedNumber(qint64(emptying.deleted())),
                                  groupedNumber(qint64(emptying.aborted())), toOneLine(bucket));
    QList<JobDialog::Failed> failed;
    for (const auto& failure : emptying.failures())
        failed << JobDialog::Failed{toOneLine(failure.key), errorText(failure.error)};
    if (emptying.result()) {
        delete m_progress;
        emit finished(done);
    } else if (m_progress && !failed.isEmpty()) {
        m_progress->showFailures(tr("%1; %2 stay").arg(done, groupedNumber(failed.size())), failed, false);
    } else if (m_progress) {
        m_progress->showError(emptying.result().error(), done, false);
    }
}

void BucketDesk::remove(const std::string& bucket)
{
    Confirmation words;
    words.session = m_gate.info();
    words.title = tr("Delete bucket %1?").arg(toOneLine(bucket));
    words.sentence = tr("Only an empty bucket is deleted. Its name becomes free for other accounts; logs, "
                        "replication or websites may still point to it.");
    words.call = tr("Will call s3.DeleteBucket once");
    words.button = tr("Delete %1").arg(toOneLine(bucket));
    words.destructive = true;
    askTyped(words, bucket, [this, bucket] { startRemoval(bucket); });
}

void BucketDesk::startRemoval(const std::string& bucket)
{
    const auto s3 = client();
    if (!s3)
        return;
    showProgress(tr("Delete bucket %1").arg(toOneLine(bucket)), QStringLiteral("s3.DeleteBucket"));
    CallOptions options;
    options.cause = "Delete bucket";
    options.target = bucket;
    ReplyPtr call = s3->call("DeleteBucket", Value::map({{"Bucket", bucket}}), std::move(options));
    const Reply* reply = call.get();
    hold(std::move(call), [this, reply, bucket] {
        const auto& result = reply->result();
        if (result) {
            delete m_progress;
            emit finished(tr("Bucket %1 is deleted").arg(toOneLine(bucket)));
            emit listChanged();
        } else if (result.error().code == "BucketNotEmpty") {
            empty(bucket); // which says what it takes
        } else if (m_progress) {
            m_progress->showError(result.error(), tr("The bucket was not deleted"), false);
        }
    });
}

} // namespace inia::ui
