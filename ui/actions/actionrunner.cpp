#include "ui/actions/actionrunner.h"

#include "core/endpoint/partitions.h"
#include "core/model/catalog.h"
#include "core/resource/actionjob.h"
#include "core/resource/requestparams.h"
#include "ui/actions/actionchoices.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QMenu>

#include <algorithm>
#include <memory>
#include <set>

namespace inia::ui {

namespace {

class ConfirmationsTexts {
    Q_DECLARE_TR_FUNCTIONS(Confirmations)
};

constexpr int sentenceLength = 220;

// "eu-west-1", "eu-west-1, us-west-2"
QString regionsText(const std::vector<Resource>& resources)
{
    std::set<std::string> regions;
    for (const auto& resource : resources)
        regions.insert(resource.client().region());
    QStringList names;
    for (const auto& region : regions)
        names.append(toQString(region));
    return names.join(QStringLiteral(", "));
}

QString callText(const SessionInfo& session, const ActionDefinition& action,
                 const std::vector<Resource>& resources)
{
    const QString where = QStringLiteral("%1 (%2)").arg(session.profile, regionsText(resources));
    const std::size_t calls = ActionJob(resources, action, {}, {}).callCount();
    const QString call = callName(resources.front(), calledAction(resources, action));
    if (calls == 1)
        return ConfirmationsTexts::tr("Will call %1 in %2").arg(call, where);
    return ConfirmationsTexts::tr("Will call %1 in %2, %3 times")
        .arg(call, where, groupedNumber(static_cast<qint64>(calls)));
}

// What all of them are part of; empty when there is none, or several.
QString sharedPlace(const std::vector<Resource>& resources)
{
    const QString place = resourcePlace(resources.front());
    const bool shared = std::all_of(resources.begin(), resources.end(), [&place](const Resource& resource) {
        return resourcePlace(resource) == place;
    });
    return shared ? place : QString();
}

} // namespace

Confirmation confirmationOf(const SessionInfo& session, const ActionDefinition& action, Effect effect,
                            const std::vector<Resource>& resources, const FormContext& context)
{
    Confirmation confirmation;
    confirmation.session = session;
    confirmation.destructive = effect == Effect::Destroy;
    const QString heading = actionHeading(action, resources);
    const QString place = sharedPlace(resources);
    const QString where = place.isEmpty() ? heading : ConfirmationsTexts::tr("%1 in %2").arg(heading, place);
    confirmation.title = confirmation.destructive ? ConfirmationsTexts::tr("%1?").arg(where) : where;
    confirmation.sentence = firstSentence(context.operationDocs(action.request.operation), sentenceLength);
    if (confirmation.destructive) {
        confirmation.sentence = (confirmation.sentence + QStringLiteral(" ") +
                                 ConfirmationsTexts::tr("This cannot be undone from here."))
                                    .trimmed();
    }
    if (resources.size() > 1) {
        for (const auto& resource : resources)
            confirmation.items.append(resourceLabel(resource));
    }
    confirmation.call = callText(session, action, resources);
    confirmation.button = actionVerb(action, resources);
    return confirmation;
}

Value filledParams(const ActionDefinition& called, const std::vector<Resource>& resources)
{
    Value filled = Value::emptyMap();
    addBatchParams(filled, resources.front(), called.request, 0);
    // What only loaded data tells is there when the call is made.
    for (const auto& param : called.request.params) {
        if (param.source == "data" && !resources.front().isLoaded())
            filled.mutableMap().remove(param.target.substr(0, param.target.find_first_of(".[")));
    }
    return filled;
}

struct ActionRunner::Job {
    QPointer<JobDialog> dialog;
    Owned<ActionJob> action; // or
    Owned<Waiter> waiter;
    Effect effect = Effect::Read;
    Value known; // data of the resource that a reading action is asked about
    QString heading;
};

ActionRunner::ActionRunner(const Appearance& appearance, Session session, ChangeGate& gate,
                           WindowServices& services, QWidget* window, QObject* parent)
    : QObject(parent),
      m_appearance(appearance),
      m_session(std::move(session)),
      m_gate(gate),
      m_services(services),
      m_partition(m_session.partitions()->forRegion(m_session.region()).name),
      m_window(window)
{
}

ActionRunner::~ActionRunner()
{
    for (const auto& dialog : m_dialogs)
        delete dialog;
    for (const auto& job : m_jobs)
        delete job->dialog;
}

void ActionRunner::run(const ActionChoice& choice, const std::vector<Resource>& resources)
{
    if (resources.empty() || (choice.changes() && !m_gate.isOpen()))
        return;
    switch (choice.kind) {
    case ActionChoice::Kind::Copy:
        m_services.copy(copiedText(choice, resources, m_partition));
        break;
    case ActionChoice::Kind::Open:
        m_services.openCollection(resources.front(), choice.name);
        break;
    case ActionChoice::Kind::Wait:
        wait(choice, resources.front());
        break;
    case ActionChoice::Kind::Act:
        act(choice, resources);
        break;
    }
}

void ActionRunner::act(const ActionChoice& choice, const std::vector<Resource>& resources)
{
    const auto* action = findAction(resources.front().definition().actions, choice.name);
    if (action == nullptr)
        return;
    if (choice.asks)
        ask(*action, choice.effect, resources);
    else
        start(resources, *action, choice.effect, {});
}

void ActionRunner::ask(const ActionDefinition& action, Effect effect, const std::vector<Resource>& resources)
{
    const auto docs = m_session.catalog()->documentation(resources.front().definition().service);
    const auto known = docs ? *docs : nullptr;
    const ActionDefinition& called = calledAction(resources, action);
    const auto asked = askedInputs(called.request, resources.front().client().model());
    const FormContext context{m_appearance, known};
    auto* dialog = new ActionDialog(
        m_appearance, confirmationOf(m_gate.info(), action, effect, resources, context),
        {asked.input, asked.names, asked.requiredCount}, filledParams(called, resources), known, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, action, effect, resources] {
        start(resources, action, effect, dialog->params());
    });
    m_dialogs.emplace_back(dialog);
    std::erase_if(m_dialogs, [](const auto& entry) { return entry.isNull(); });
    dialog->open();
}

JobDialog* ActionRunner::makeDialog(const QString& heading, const QString& call)
{
    auto* dialog = new JobDialog(m_appearance, m_gate.info(), heading, call, m_window);
    connect(dialog, &JobDialog::copyRequested, &m_services, &WindowServices::copy);
    connect(dialog, &QDialog::finished, this, [this, dialog] { drop(dialog); });
    return dialog;
}

ActionRunner::Job& ActionRunner::addJob(JobDialog* dialog)
{
    m_jobs.push_back(std::make_unique<Job>());
    m_jobs.back()->dialog = dialog;
    m_jobs.back()->heading = dialog->windowTitle();
    return *m_jobs.back();
}

// May run inside a signal of what it drops.
void ActionRunner::drop(const JobDialog* dialog)
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(),
                                    [dialog](const auto& job) { return job->dialog == dialog; });
    if (found == m_jobs.end())
        return;
    const auto job = std::move(*found);
    m_jobs.erase(found);
    job->dialog->disconnect(this);
    job->dialog->hide();
    job->dialog->deleteLater();
}

void ActionRunner::start(const std::vector<Resource>& resources, const ActionDefinition& action,
                         Effect effect, const Value& params)
{
    const QString heading = actionHeading(action, resources);
    Job& job = addJob(makeDialog(heading, callName(resources.front(), action)));
    job.effect = effect;
    if (!changesSomething(effect))
        job.known = resources.front().data();
    job.action = makeOwned<ActionJob>(resources, action, params, heading.toStdString());
    connect(job.action.get(), &ActionJob::finished, this, [this, &job] { takeEnd(job); });
    if (resources.size() > 1) {
        connect(job.action.get(), &ActionJob::progressed, this, [&job] {
            job.dialog->setProgress(tr("%1 of %2 done")
                                        .arg(groupedNumber(qint64(job.action->done())),
                                             groupedNumber(qint64(job.action->resources().size()))));
        });
    }
    connect(job.dialog, &JobDialog::cancelRequested, this, [&job] { job.action->cancel(); });
    connect(job.dialog, &JobDialog::showRequestRequested, this, [this, &job] {
        const auto& failures = job.action->failures();
        m_services.showCall(failures.empty() ? job.action->lastCallId() : failures.front().callId);
    });
    connect(job.dialog, &JobDialog::retryRequested, this, [this, &job, effect, params] {
        const std::vector<Resource> again = job.action->resources();
        const ActionDefinition same = job.action->action();
        drop(job.dialog);
        start(again, same, effect, params);
    });
    job.dialog->showSoon();
    job.action->start();
}

void ActionRunner::takeEnd(Job& job)
{
    const auto changedOnes = job.action->succeeded();
    const bool changes = changesSomething(job.effect);
    // As in boto3, every action makes a resource forget its data. Looking has changed nothing, and the rows
    // on screen still need their names.
    Resource first = job.action->resources().front(); // a handle: the data is that of all copies
    if (!changes && !first.isLoaded())
        first.setData(job.known);
    if (!job.action->failures().empty()) {
        // A reading call that was cancelled has nothing to tell.
        if (job.action->isCancelled() && !changes)
            drop(job.dialog);
        else
            showFailures(job);
    } else {
        showAnswer(job);
    }
    if (changes && !changedOnes.empty())
        emit changed(changedOnes);
}

void ActionRunner::showAnswer(Job& job)
{
    const ResourceAnswer answer = job.action->answer();
    const Value value = shownValue(*job.action, job.effect, answer);
    if (!value.isNull()) {
        job.dialog->showValue(value);
        return;
    }
    const QString heading = job.heading;
    drop(job.dialog);
    if (opensResource(answer))
        m_services.openResource(answer.resources.front());
    m_services.notify(tr("Done: %1").arg(heading));
}

void ActionRunner::showFailures(Job& job)
{
    const auto& action = *job.action;
    const auto& failures = action.failures();
    if (action.resources().size() == 1) {
        job.dialog->showError(failures.front().error, tr("%1 failed").arg(job.heading),
                              failures.front().callId != 0);
        return;
    }
    QList<JobDialog::Failed> lines;
    for (const auto& failure : failures)
        lines.append({resourceLabel(action.resources()[failure.resource]), errorText(failure.error)});
    const auto type = action.resources().front().type();
    job.dialog->showFailures(tr("%1 of %2 failed; the others are done")
                                 .arg(groupedNumber(lines.size()), typeNoun(type, action.resources().size())),
                             lines, failures.front().callId != 0);
}

void ActionRunner::wait(const ActionChoice& choice, const Resource& resource)
{
    auto waiter = resource.waiter(choice.name);
    const QString heading = QStringLiteral("%1 · %2").arg(choice.text, resourceLabel(resource));
    const QString operation = waiter ? toQString((*waiter)->model().operation) : QString();
    Job& job = addJob(makeDialog(
        heading, QStringLiteral("%1.%2").arg(toQString(resource.definition().service), operation)));
    if (!waiter) {
        job.dialog->showError(waiter.error(), tr("It cannot be waited for"), false);
        return;
    }
    job.waiter = std::move(waiter).value();
    const auto say = [&job] {
        job.dialog->setProgress(tr("Asked %1 of at most %2 times, every %3 s")
                                    .arg(job.waiter->polls())
                                    .arg(job.waiter->maxAttempts())
                                    .arg(double(job.waiter->delay().count()) / 1000));
    };
    connect(job.waiter.get(), &Waiter::polled, this, say);
    connect(job.waiter.get(), &Waiter::finished, this, [this, &job, resource] { takeWait(job, resource); });
    connect(job.dialog, &JobDialog::cancelRequested, this, [&job] { job.waiter->cancel(); });
    connect(job.dialog, &JobDialog::retryRequested, this, [this, &job, choice, resource] {
        drop(job.dialog);
        wait(choice, resource);
    });
    say();
    job.dialog->show();
    CallOptions options;
    options.cause = heading.toStdString();
    job.waiter->start(options);
}

void ActionRunner::takeWait(Job& job, const Resource& resource)
{
    const auto& result = job.waiter->result();
    if (job.waiter->state() == Waiter::State::Cancelled)
        drop(job.dialog);
    else if (result)
        job.dialog->showDone(tr("That is so now: %1").arg(job.heading));
    else
        job.dialog->showError(result.error(), tr("It did not come to that"), false);
    if (result)
        emit changed({resource});
}

namespace {

class ActionMenuTexts {
    Q_DECLARE_TR_FUNCTIONS(ActionMenu)
};

constexpr std::ptrdiff_t mostInGroup = 7; // a longer group folds into a menu of its own

// Choices of one group stand together; a line parts the groups.
enum Group { Reads, Copies, Collections, Waiters, Writes, Destroys, GroupCount };

Group groupOf(const ActionChoice& choice)
{
    switch (choice.kind) {
    case ActionChoice::Kind::Copy:
        return Copies;
    case ActionChoice::Kind::Open:
        return Collections;
    case ActionChoice::Kind::Wait:
        return Waiters;
    case ActionChoice::Kind::Act:
        break;
    }
    if (!choice.changes())
        return Reads;
    return choice.effect == Effect::Destroy ? Destroys : Writes;
}

QString groupName(Group group)
{
    switch (group) {
    case Reads:
        return ActionMenuTexts::tr("Look at");
    case Copies:
        return ActionMenuTexts::tr("Copy");
    case Collections:
        return ActionMenuTexts::tr("Open");
    case Waiters:
        return ActionMenuTexts::tr("Wait");
    case Writes:
        return ActionMenuTexts::tr("More changes");
    default:
        return ActionMenuTexts::tr("Delete and remove");
    }
}

} // namespace

ActionMenu::ActionMenu(const Icons& icons, ActionRunner& runner) : m_icons(icons), m_runner(runner) {}

void ActionMenu::fill(QMenu& menu, const std::vector<Resource>& resources) const
{
    const auto shared = std::make_shared<const std::vector<Resource>>(resources);
    auto choices = choicesFor(resources, m_runner.partition());
    std::erase_if(choices, [&](const ActionChoice& choice) {
        return choice.kind == ActionChoice::Kind::Open && !m_runner.canOpen(resources.front(), choice.name);
    });
    for (int group = 0; group < GroupCount; ++group) {
        const auto isMember = [group](const ActionChoice& choice) { return groupOf(choice) == group; };
        const auto count = std::count_if(choices.begin(), choices.end(), isMember);
        if (count == 0)
            continue;
        if (!menu.isEmpty())
            menu.addSeparator();
        const bool folds = count > mostInGroup;
        // What people do every day stays outside.
        for (const auto& choice : choices) {
            if (isMember(choice) && (!folds || choice.common))
                addItem(menu, choice, shared);
        }
        if (!folds)
            continue;
        QMenu* more =
            menu.addMenu(m_icons.icon(QStringLiteral("dots")), groupName(static_cast<Group>(group)));
        more->setToolTipsVisible(true);
        for (const auto& choice : choices) {
            if (isMember(choice) && !choice.common)
                addItem(*more, choice, shared);
        }
    }
    if (std::any_of(choices.begin(), choices.end(),
                    [](const ActionChoice& choice) { return choice.changes(); }))
        m_runner.gate().addOffer(menu, m_icons);
}

void ActionMenu::addItem(QMenu& menu, const ActionChoice& choice, const SharedResources& resources) const
{
    const Token ink = choice.effect == Effect::Destroy ? Token::Danger : Token::Text2;
    QAction* item = menu.addAction(m_icons.icon(choice.iconName, ink), choice.text);
    if (choice.changes())
        m_runner.gate().guard(item, m_icons);
    item->setObjectName(QString::fromStdString(choice.name));
    QObject::connect(item, &QAction::triggered, &m_runner,
                     [runner = &m_runner, choice, resources] { runner->run(choice, *resources); });
}

} // namespace inia::ui
