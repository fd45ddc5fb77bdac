#include "ui/dialogs/jobdialog.h"

#include "core/async/task.h"
#include "core/protocol/jsonwriter.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/jobmodels.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/treeview.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QMetaMethod>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <chrono>
#include <utility>

namespace inia::ui {

namespace {

constexpr std::chrono::milliseconds showAfter{150};
constexpr int nameWidth = 220;
constexpr int openDepth = 2;

// The member that reads best as lines of its own, such as the output of a console; empty when there is none.
std::string linesIn(const Value& value)
{
    if (value.isText())
        return value.text().find('\n') != std::string::npos ? value.text() : std::string();
    for (const auto& [name, member] : value.members()) {
        if (member.isText() && member.text().find('\n') != std::string::npos)
            return member.text();
    }
    return {};
}

} // namespace

// ---- what is under way ------------------------------------------------------------------------------------

JobDialog::JobDialog(const Appearance& appearance, const SessionInfo& session, const QString& heading,
                     const QString& call, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_pages(new QStackedLayout),
      m_progress(new TextLabel(appearance, FontRole::Data, Token::Text2)),
      m_body(new BodyView(appearance, this)),
      m_state(new StateView(appearance, this)),
      m_summary(new TextLabel(appearance, FontRole::Strong, Token::Danger)),
      m_failures(new KeyValueView(appearance, tr("What failed"), nameWidth, this)),
      m_showRequest(new Button(appearance, Button::Kind::Default, tr("Show request"))),
      m_close(new Button(appearance, Button::Kind::Default, tr("Cancel")))
{
    setWindowTitle(heading);
    resize(appearance.theme().px(640), appearance.theme().px(460));
    m_runningPage = buildRunning();
    m_failuresPage = buildFailures();
    build(session, heading, call);
    m_showTimer.setSingleShot(true);
    m_showTimer.setInterval(showAfter);
    connect(&m_showTimer, &QTimer::timeout, this, &QWidget::show);
    connect(m_close, &QAbstractButton::clicked, this, &JobDialog::reject);
    connect(m_showRequest, &QAbstractButton::clicked, this, &JobDialog::showRequestRequested);
    connect(m_body, &BodyView::copyRequested, this, &JobDialog::copyRequested);
    connect(m_state, &StateView::copyRequested, this, &JobDialog::copyRequested);
    connect(m_failures, &KeyValueView::copyRequested, this, &JobDialog::copyRequested);
    connect(m_state, &StateView::actionTriggered, this, [this](const QString& id) {
        if (id == stateaction::retry)
            emit retryRequested();
        else
            emit showRequestRequested();
    });
}

void JobDialog::build(const SessionInfo& session, const QString& heading, const QString& call)
{
    const Theme& theme = m_appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    auto* title = new ElidedLabel(m_appearance, FontRole::DialogHeading, Token::Text);
    title->setText(heading);
    auto* name = new ElidedLabel(m_appearance, FontRole::Mono, Token::Text2);
    name->setText(call);
    auto* head = new QHBoxLayout;
    head->addWidget(name, 1);
    head->addWidget(m_body->tools());
    m_body->tools()->hide();

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.sizes().buttonGap);
    buttons->addStretch(1);
    buttons->addWidget(m_showRequest);
    buttons->addWidget(m_close);
    m_showRequest->hide();
    m_close->setDefault(true);

    for (QWidget* page :
         {m_runningPage, static_cast<QWidget*>(m_body), static_cast<QWidget*>(m_state), m_failuresPage})
        m_pages->addWidget(page);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(padding, padding, padding, padding);
    all->setSpacing(theme.px(12));
    all->addWidget(new SessionBanner(m_appearance, session));
    all->addWidget(title);
    all->addLayout(head);
    all->addLayout(m_pages, 1);
    all->addLayout(buttons);
}

QWidget* JobDialog::buildRunning()
{
    const Theme& theme = m_appearance.theme();
    auto* page = new QWidget(this);
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.sizes().buttonGap);
    line->addWidget(new Spinner(m_appearance), 0, Qt::AlignVCenter);
    line->addWidget(m_progress, 1);
    auto* all = new QVBoxLayout(page);
    all->setContentsMargins(0, 0, 0, 0);
    all->addLayout(line);
    all->addStretch(1);
    m_progress->setText(tr("Waiting for the answer…"));
    return page;
}

QWidget* JobDialog::buildFailures()
{
    auto* page = new QWidget(this);
    auto* all = new QVBoxLayout(page);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(m_appearance.theme().px(8));
    all->addWidget(m_summary);
    all->addWidget(m_failures, 1);
    all->addStretch();
    return page;
}

void JobDialog::showSoon()
{
    m_showTimer.start();
}

void JobDialog::setProgress(const QString& text)
{
    m_progress->setText(text);
}

void JobDialog::end(QWidget* page)
{
    m_showTimer.stop();
    m_running = false;
    m_close->setText(tr("Close"));
    m_close->updateGeometry();
    m_body->tools()->setVisible(page == m_body);
    m_pages->setCurrentWidget(page);
    show();
    m_close->setFocus();
}

void JobDialog::showValue(const Value& value)
{
    const std::string lines = linesIn(value);
    if (lines.empty()) {
        const auto json = QByteArray::fromStdString(toJson(value, JsonStyle::indented()));
        m_body->setBody(json, QStringLiteral("application/json"), value);
        m_body->setForm(BodyView::Form::Value);
        m_body->valueTree()->expandToDepth(openDepth);
    } else {
        m_body->setBody(QByteArray::fromStdString(lines), QStringLiteral("text/plain"), value);
        m_body->setForm(BodyView::Form::Raw);
    }
    end(m_body);
}

void JobDialog::showError(const Error& error, const QString& title, bool hasRequest)
{
    StateContent content = errorState(error, title, hasRequest);
    if (!isSignalConnected(QMetaMethod::fromSignal(&JobDialog::retryRequested)))
        content = withoutRetry(std::move(content));
    m_state->setContent(content);
    end(m_state);
}

void JobDialog::showFailures(const QString& summary, const QList<Failed>& failures, bool hasRequest)
{
    KeyValueSection section;
    for (const auto& failure : failures) {
        KeyValue row;
        row.key = failure.name;
        row.value = failure.reason;
        row.exact = failure.reason;
        row.copy = failure.name + QStringLiteral(": ") + failure.reason;
        section.rows.push_back(std::move(row));
    }
    m_summary->setText(summary);
    m_failures->setSections({section});
    m_showRequest->setVisible(hasRequest);
    end(m_failuresPage);
}

void JobDialog::showDone(const QString& text)
{
    StateContent content;
    content.iconName = QStringLiteral("check");
    content.title = text;
    m_state->setContent(content);
    end(m_state);
}

void JobDialog::reject()
{
    if (m_running) {
        emit cancelRequested(); // the owner says how it ended, or ends the dialog
        return;
    }
    QDialog::reject();
}

// ---- asking before and telling after ----------------------------------------------------------------------

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
