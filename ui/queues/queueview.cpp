#include "ui/queues/queueview.h"

#include "ui/commands/commandtable.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/models/displaytext.h"
#include "ui/models/signin.h"
#include "ui/panels/detailssections.h"
#include "ui/queues/queueparts.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtGui/QAction>
#include <QtWidgets/QMenu>

#include <chrono>
#include <utility>

namespace inia::ui {

namespace {

constexpr int messagesInOneLook = 50;
constexpr std::chrono::seconds lookWait{2};
constexpr std::chrono::seconds purgeRest{60};
const QString lookAction = QStringLiteral("look");

} // namespace

QueueView::QueueView(const Appearance& appearance, ChangeGate& gate, QString profile, QWidget* parent)
    : QueueView(appearance, gate, std::move(profile), new QueueBar(appearance), parent)
{
}

QueueView::QueueView(const Appearance& appearance, ChangeGate& gate, QString profile, QueueBar* bar,
                     QWidget* parent)
    : RowsView(appearance, bar, tr("Messages"), parent),
      m_gate(gate),
      m_profile(std::move(profile)),
      m_bar(bar),
      m_details(new BodyPanel(appearance))
{
    connect(bar, &QueueBar::lookRequested, this, &QueueView::look);
    connect(bar, &QueueBar::stopRequested, this, &QueueView::cancel);
    connect(bar, &QueueBar::sendRequested, this, &QueueView::send);
    connect(bar, &QueueBar::menuRequested, this, [this](const QPoint& global) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(*menu);
        menu->popup(global);
    });
    setModel(&m_model);
    const Theme& theme = appearance.theme();
    table()->setStretchColumn(QueueMessagesModel::BodyColumn);
    table()->header()->setSectionsClickable(false);
    for (const auto& [column, width] :
         {std::pair(QueueMessagesModel::SentColumn, 140), std::pair(QueueMessagesModel::ReceivesColumn, 80),
          std::pair(QueueMessagesModel::GroupColumn, 110), std::pair(QueueMessagesModel::IdColumn, 150)})
        table()->header()->resizeSection(column, theme.px(width));
    auto* remove = new QAction(tr("Delete message\u2026"), table());
    remove->setShortcuts(keysOf(CommandId::Delete));
    remove->setShortcutContext(Qt::WidgetShortcut);
    table()->addAction(remove);
    connect(remove, &QAction::triggered, this, &QueueView::removeMessage);
    table()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table(), &QWidget::customContextMenuRequested, this, &QueueView::showMenu);
    connect(this, &RowsView::selectionSettled, this, &QueueView::showDetails);
    connect(&gate, &ChangeGate::changed, this, &QueueView::guard);
    m_purged.setSingleShot(true);
    m_purged.setInterval(purgeRest);
    guard();
    refresh();
}

// The table looks at the model, which goes with this object.
QueueView::~QueueView()
{
    table()->setModel(nullptr);
    delete m_question;
    delete m_details;
}

QDialog* QueueView::question() const
{
    return m_question;
}

QString QueueView::name() const
{
    return toOneLine(m_url.substr(m_url.rfind('/') + 1));
}

const sqs::QueueFacts& QueueView::facts() const
{
    static const sqs::QueueFacts unknown;
    return m_peek ? m_peek->queue() : unknown;
}

void QueueView::guard()
{
    m_bar->setObstacle(m_gate.isOpen() ? QString() : m_gate.reason());
}

void QueueView::fillMenu(QMenu& menu)
{
    const Icons& icons = appearance().icons();
    menu.setToolTipsVisible(true);
    QAction* redrive = menu.addAction(icons.icon(QStringLiteral("back")), tr("Redrive messages\u2026"), this,
                                      &QueueView::redrive);
    redrive->setToolTip(tr("Move messages of a dead-letter queue back to the queues they came from"));
    QAction* purge = menu.addAction(icons.icon(QStringLiteral("trash"), Token::Danger), tr("Purge\u2026"),
                                    this, &QueueView::purge);
    if (m_purged.isActive()) {
        purge->setEnabled(false);
        purge->setText(tr("Purge (possible again in %1 s)").arg(m_purged.remainingTime() / 1000 + 1));
    }
    for (auto* action : {redrive, purge})
        m_gate.guard(action, icons);
    m_gate.addOffer(menu, icons);
}

void QueueView::showMenu(const QPoint& inViewport)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const Icons& icons = appearance().icons();
    QAction* copy =
        menu->addAction(icons.icon(QStringLiteral("copy")), tr("Copy body"), this, &QueueView::copySelected);
    copy->setEnabled(hasSelection());
    menu->addSeparator();
    QAction* remove = menu->addAction(icons.icon(QStringLiteral("trash"), Token::Danger),
                                      tr("Delete message\u2026"), this, &QueueView::removeMessage);
    remove->setEnabled(selectedRows().size() == 1);
    m_gate.guard(remove, icons);
    menu->addSeparator();
    fillMenu(*menu);
    menu->popup(table()->viewport()->mapToGlobal(inViewport));
}

void QueueView::enter(Client client, std::string queueUrl)
{
    leave();
    m_client = std::move(client);
    m_url = std::move(queueUrl);
    askFacts();
    showDetails();
}

void QueueView::enterFailed(const Error& error, std::string queueUrl)
{
    leave();
    m_url = std::move(queueUrl);
    m_error = error;
    refresh();
}

void QueueView::leave()
{
    delete m_question;
    m_attributes.reset();
    m_change.reset();
    m_sources.reset();
    m_deletion.reset();
    m_redrive.reset();
    m_peek.reset();
    m_client.reset();
    m_error.reset();
    m_factsCall = 0;
    m_purged.stop();
    m_isWarned = false;
    m_bar->clearFacts();
    m_model.setMessages({});
}

void QueueView::reload()
{
    askFacts();
}

void QueueView::askFacts()
{
    if (!m_client)
        return;
    CallOptions options;
    options.cause = "Open " + name().toStdString();
    options.target = name().toStdString();
    m_error.reset();
    m_attributes = m_client->call("GetQueueAttributes",
                                  Value::map({{"QueueUrl", m_url}, {"AttributeNames", Value::list({"All"})}}),
                                  std::move(options));
    m_factsCall = m_attributes->callId();
    connect(m_attributes.get(), &Reply::finished, this, [this] {
        const ReplyPtr reply = std::move(m_attributes);
        takeFacts(reply->result());
    });
    refresh();
}

void QueueView::takeFacts(const Result<Value>& answer)
{
    if (!answer) {
        m_error = answer.error();
        refresh();
        return;
    }
    auto facts = sqs::QueueFacts::fromAttributes(m_url, *answer);
    m_bar->setFacts(facts);
    if (m_peek) {
        m_peek->setQueue(std::move(facts));
    } else {
        m_peek = makeOwned<sqs::QueuePeek>(*m_client, std::move(facts));
        connect(m_peek.get(), &sqs::QueuePeek::changed, this, [this] {
            m_model.setMessages(m_peek->messages());
            refresh();
        });
    }
    refresh();
    emit answered(*answer);
}

void QueueView::confirm(const Confirmation& words, std::function<void()> confirmed)
{
    delete m_question;
    m_question = new ConfirmDialog(appearance(), words, window());
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, std::move(confirmed));
    m_question->open();
}

void QueueView::look()
{
    if (!m_peek || !m_gate.isOpen() || m_peek->state() == sqs::QueuePeek::State::Looking)
        return;
    if (facts().maxReceives == 0 || m_isWarned || m_peek->refusal()) {
        startLook();
        return;
    }
    Confirmation words;
    words.session = m_gate.info();
    words.title = tr("Look at messages of %1?").arg(name());
    words.sentence =
        tr("Each look counts as a receive, and after %1 receives a message moves to %2. The look stops "
           "where a message it has seen would have no receive left for its consumer; of those that were "
           "received by others before, nobody can know.")
            .arg(facts().maxReceives)
            .arg(toOneLine(facts().deadLetterArn));
    words.call = tr("Will call sqs.ReceiveMessage up to %1 times")
                     .arg(messagesInOneLook / 10 + sqs::QueuePeek::pollsWithoutNews);
    words.button = tr("Look");
    confirm(words, [this] {
        m_isWarned = true;
        startLook();
    });
}

void QueueView::startLook()
{
    if (m_peek)
        m_peek->look(messagesInOneLook, lookWait);
}

void QueueView::send()
{
    if (!m_peek || !m_gate.isOpen())
        return;
    Confirmation words;
    words.session = m_gate.info();
    words.title = tr("Send a message to %1").arg(name());
    words.call = tr("Will call sqs.SendMessage once");
    words.button = tr("Send");
    delete m_question;
    auto* dialog = new SendDialog(appearance(), words, facts(), window());
    m_question = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        if (auto params = dialog->params())
            change("SendMessage", std::move(params).value(), tr("Send a message"), tr("Sent"));
    });
    dialog->open();
}

void QueueView::change(const char* operation, Value params, const QString& cause, const QString& done)
{
    if (m_change) { // whose answer nobody would hear
        showNotice(tr("Wait until the change under way has ended, and try again"));
        return;
    }
    CallOptions options;
    options.cause = cause.toStdString();
    options.target = name().toStdString();
    m_change = m_client->call(operation, std::move(params), std::move(options));
    connect(m_change.get(), &Reply::finished, this,
            [this, cause, done, isPurge = QByteArray(operation) == "PurgeQueue"] {
                const ReplyPtr reply = std::move(m_change);
                const auto& result = reply->result();
                const bool isPurging =
                    !result && result.error().code.find("PurgeQueueInProgress") != std::string::npos;
                if (isPurge && (result || isPurging))
                    m_purged.start();
                if (isPurging) {
                    showNotice(
                        tr("A purge has begun less than 60 s ago; another is possible when they are over"));
                } else if (result) {
                    showNotice(done);
                    askFacts();
                } else {
                    fail(result.error(), cause, reply->callId());
                }
            });
}

void QueueView::fail(const Error& error, const QString& what, quint64 callId)
{
    if (error.kind == ErrorKind::Cancelled) {
        showNotice(toOneLine(error.message));
        return;
    }
    delete m_question;
    auto* dialog = new JobDialog(appearance(), m_gate.info(), what,
                                 QStringLiteral("sqs.") + toOneLine(error.operation), window());
    m_question = dialog;
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &JobDialog::copyRequested, this, &QueueView::copyRequested);
    connect(dialog, &JobDialog::showRequestRequested, this,
            [this, callId] { emit showCallRequested(callId); });
    dialog->showError(error, tr("It was not done"), callId != 0);
    dialog->open();
}

void QueueView::removeMessage()
{
    const auto rows = selectedRows();
    const auto* message = rows.size() == 1 ? m_model.at(rows.front()) : nullptr;
    if (!message || !m_gate.isOpen() || m_deletion)
        return;
    Confirmation words;
    words.session = m_gate.info();
    words.title = tr("Delete this message?");
    words.sentence =
        tr("To delete it, it has to be received once more. Other messages that come with it are hidden "
           "for a moment, and it counts as a receive of theirs.");
    words.items = {toOneLine(message->id)};
    words.call = tr("Will call sqs.ReceiveMessage up to 3 times, sqs.DeleteMessage once");
    words.button = tr("Delete message");
    words.destructive = true;
    confirm(words, [this, id = message->id] {
        m_deletion = makeOwned<sqs::MessageDeletion>(*m_client, m_url, id);
        connect(m_deletion.get(), &Task::finished, this, [this, id] {
            const auto deletion = std::move(m_deletion);
            if (!deletion->result()) {
                fail(deletion->result().error(), tr("Delete message"), deletion->lastCallId());
                return;
            }
            if (m_peek)
                m_peek->forget(id);
            showNotice(tr("Deleted"));
        });
        m_deletion->start();
    });
}

void QueueView::redrive()
{
    if (!m_peek || !m_gate.isOpen() || m_redrive)
        return;
    CallOptions options;
    options.cause = "Find where messages would be moved";
    options.target = name().toStdString();
    m_sources =
        m_client->call("ListDeadLetterSourceQueues", Value::map({{"QueueUrl", m_url}}), std::move(options));
    connect(m_sources.get(), &Reply::finished, this, [this] {
        const ReplyPtr reply = std::move(m_sources);
        if (reply->result())
            startRedrive((*reply->result())["queueUrls"]);
        else
            fail(reply->result().error(), tr("Redrive messages"), reply->callId());
    });
}

void QueueView::startRedrive(const Value& sources)
{
    if (sources.size() == 0) {
        showNotice(
            tr("No queue has %1 as its dead-letter queue: there is nowhere to move messages to").arg(name()));
        return;
    }
    Confirmation words;
    words.session = m_gate.info();
    words.title = tr("Move %1 messages back?").arg(approximateText(facts().visible));
    words.sentence =
        tr("They return to the queues they came from. What has moved stays moved when it is stopped.");
    for (const Value& source : sources.items())
        words.items.append(toOneLine(source.text()));
    words.call = tr("Will call sqs.StartMessageMoveTask once");
    words.button = tr("Move messages");
    confirm(words, [this] {
        m_redrive = makeOwned<sqs::QueueRedrive>(*m_client, facts().arn, 0);
        connect(m_redrive.get(), &sqs::QueueRedrive::progressed, this, &QueueView::refresh);
        connect(m_redrive.get(), &Task::finished, this, [this] {
            const auto redrive = std::move(m_redrive);
            const QString moved = tr("%1 messages moved").arg(approximateText(redrive->moved()));
            if (redrive->result())
                showNotice(moved);
            else
                fail(redrive->result().error(), moved, redrive->lastCallId());
            askFacts();
        });
        m_redrive->start();
        refresh();
    });
}

void QueueView::purge()
{
    if (!m_peek || !m_gate.isOpen() || m_purged.isActive())
        return;
    Confirmation words;
    words.session = m_gate.info();
    words.title = tr("Delete all messages of %1?").arg(name());
    words.sentence =
        tr("%1 messages are lost for good. It takes up to 60 s and may take messages that are sent "
           "meanwhile.")
            .arg(approximateText(facts().visible + facts().inFlight + facts().delayed));
    words.call = tr("Will call sqs.PurgeQueue once");
    words.button = tr("Purge %1").arg(name());
    words.destructive = true;
    confirm(words, [this] {
        change("PurgeQueue", Value::map({{"QueueUrl", m_url}}), tr("Purge"),
               tr("The purge has begun; it takes up to 60 s"));
    });
}

void QueueView::cancel()
{
    if (m_peek)
        m_peek->cancel();
    if (m_redrive)
        m_redrive->cancel();
    if (std::exchange(m_attributes, nullptr))
        m_error = makeError(ErrorKind::Cancelled, "Cancelled", "The request was given up.");
    refresh();
}

void QueueView::focusFilter()
{
    m_bar->focusLook();
}

void QueueView::showDetails()
{
    if (!m_details)
        return;
    const auto rows = selectedRows();
    const auto* message = rows.isEmpty() ? nullptr : m_model.at(rows.back());
    if (!message) {
        m_details->head().setContent(QStringLiteral("queue"), name(), tr("Select a message"));
        m_details->body().setBody({}, {}, {});
        return;
    }
    m_details->head().setContent(QStringLiteral("queue"), toOneLine(message->id),
                                 message->receives == 1
                                     ? tr("Received once")
                                     : tr("Received %1 times").arg(countText(message->receives)));
    Value value = Value::map({{"MessageId", message->id},
                              {"ApproximateReceiveCount", message->receives},
                              {"MessageGroupId", message->group},
                              {"MessageAttributes", message->attributes}});
    const auto body = QByteArray::fromStdString(message->body);
    m_details->body().setBody(
        body, body.startsWith('{') ? QStringLiteral("application/json") : QStringLiteral("text/plain"),
        value);
}

RowsReport QueueView::report() const
{
    RowsReport report;
    if (!m_client && !m_error)
        return report;
    using Look = sqs::QueuePeek::State;
    const int seen = m_model.rowCount();
    report.hasRows = seen > 0;
    const bool isLooking = m_peek && m_peek->state() == Look::Looking;
    const auto& lookError = m_peek ? m_peek->error() : m_error;
    report.status.mark = isLooking || m_attributes || m_redrive ? StatusFacts::Mark::Busy
                         : m_error || lookError                 ? StatusFacts::Mark::Warning
                                                                : StatusFacts::Mark::None;
    report.status.count = seen == 1 ? tr("1 message seen") : tr("%1 messages seen").arg(countText(seen));
    if (isLooking)
        report.status.count += tr(", looking\u2026");
    if (m_redrive)
        report.status.facts.append(
            tr("moving back: %1 of %2")
                .arg(approximateText(m_redrive->moved()), approximateText(m_redrive->toMove())));
    if (m_peek) {
        report.status.facts.append(tr("%1 in the queue").arg(approximateText(facts().visible)));
        report.status.facts.append(requestsText(m_peek->requests()));
    }
    report.status.canCancel = isLooking || m_redrive != nullptr;
    if (m_error && !m_peek) {
        report.instead = errorState(*m_error, tr("%1 could not be read").arg(name()), m_factsCall != 0);
        if (isAccessDenied(*m_error))
            report.instead->sentence = tr("%1 may not call sqs:%2 on this queue, or a policy denies it.")
                                           .arg(m_profile, toOneLine(m_error->operation));
        offerSignIn(*report.instead, *m_error);
        if (!m_client)
            report.instead = withoutRetry(*report.instead);
    } else if (m_error && report.hasRows) {
        report.below = notReadAgain();
    } else if (m_error) {
        report.instead = errorState(*m_error, tr("%1 could not be read again").arg(name()), m_factsCall != 0);
        offerSignIn(*report.instead, *m_error);
    } else if (lookError && report.hasRows) {
        report.below =
            endedEarlyState(*lookError, tr("The %1 messages above are kept.").arg(countText(seen)));
    } else if (lookError && m_peek) {
        report.instead = errorState(*lookError, tr("There was no look at %1").arg(name()), lastCallId() != 0);
        offerSignIn(*report.instead, *lookError);
    } else if (!report.hasRows && m_peek && !isLooking) {
        StateContent content;
        content.iconName = QStringLiteral("queue");
        const bool hasLooked = m_peek->requests() > 0;
        content.title = hasLooked ? tr("No message came") : tr("Nothing is received by itself");
        content.sentence = hasLooked
                               ? tr("The queue may still have some: those in flight and delayed are hidden.")
                               : tr("A look receives messages and leaves them in the queue. It counts as a "
                                    "receive.");
        if (m_gate.isOpen())
            content.actions = {{lookAction, tr("Look at messages"), QStringLiteral("eye")}};
        report.instead = content;
    }
    return report;
}

StateContent QueueView::notReadAgain() const
{
    StateContent content =
        endedEarlyState(*m_error, tr("The messages above are kept; the counts are those of before."));
    if (signInNeed(*m_error) == SignInNeed::None)
        content.title = tr("The queue could not be read again: %1").arg(errorText(*m_error));
    return content;
}

void QueueView::refresh()
{
    RowsView::refresh();
    const bool isRunning = (m_peek && m_peek->state() == sqs::QueuePeek::State::Looking) || m_redrive;
    m_bar->setRunning(isRunning);
}

void QueueView::retry()
{
    if (m_peek && !m_error)
        look();
    else
        askFacts();
}

void QueueView::act(const QString& id)
{
    if (id == lookAction)
        look();
    else
        RowsView::act(id);
}

quint64 QueueView::lastCallId() const
{
    return m_peek && !m_error && m_peek->lastCallId() != 0 ? m_peek->lastCallId() : m_factsCall;
}

std::string QueueView::rowKey(int row) const
{
    const auto* message = m_model.at(row);
    return message ? message->id : std::string();
}

QString QueueView::copyText() const
{
    QStringList bodies;
    for (const int row : selectedRows())
        bodies.append(toQString(m_model.at(row)->body));
    return bodies.join(u'\n');
}

} // namespace inia::ui
