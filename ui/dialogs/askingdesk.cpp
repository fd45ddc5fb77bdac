#include "ui/dialogs/askingdesk.h"

#include "core/async/task.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/jobmodels.h"
#include "ui/widgets/windowservices.h"

#include <utility>

namespace inia::ui {

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
        m_progress->setProgress(tr("%1 found").arg(countedObjects(qint64(count))));
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

void AskingDesk::confirm(const Confirmation& words, std::function<void()> confirmed)
{
    m_question = new ConfirmDialog(m_appearance, words, m_window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, std::move(confirmed));
    m_question->open();
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

} // namespace inia::ui
