#include "ui/functions/functionview.h"

#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

namespace {

using lambda::Invocation;
using lambda::InvocationType;

constexpr int keyWidth = 110;
constexpr int settingsWidth = 340;
constexpr std::chrono::milliseconds timeStep{100};

// In the order of the choice.
constexpr std::array types{InvocationType::RequestResponse, InvocationType::Event, InvocationType::DryRun};

QPlainTextEdit* makeEditor(const Appearance& appearance, const QString& accessibleName)
{
    auto* editor = new QPlainTextEdit;
    editor->setProperty("kind", QStringLiteral("field"));
    editor->setFont(appearance.theme().font(FontRole::Mono));
    editor->setAccessibleName(accessibleName);
    editor->setTabChangesFocus(true);
    return editor;
}

Health healthOf(const std::string& state)
{
    if (state == "Active" || state == "Successful")
        return Health::Good;
    if (state == "Pending" || state == "InProgress")
        return Health::Coming;
    return state == "Failed" ? Health::Bad : Health::Unknown;
}

// Of the answer of GetFunctionConfiguration.
Result<std::string> environmentValue(const Result<Value>& answer, const std::string& variable)
{
    if (!answer)
        return answer.error();
    const Value environment = (*answer)["Environment"];
    const Value value = environment["Variables"][variable];
    if (value.isText())
        return value.text();
    const Value error = environment["Error"];
    if (!error.isNull())
        return makeError(ErrorKind::Service, error["ErrorCode"].text(), error["Message"].text());
    return makeError(ErrorKind::Service, "NotThere",
                     FunctionView::tr("The function has no such variable any more.").toStdString());
}

} // namespace

FunctionView::FunctionView(const Appearance& appearance, WindowServices& services, ChangeGate& gate,
                           QString profile, QWidget* parent)
    : FactsView(appearance, services, std::move(profile),
                {QStringLiteral("lambda"), tr("Settings of the function"), keyWidth}, parent),
      m_gate(gate)
{
    build();
    m_revealTimer.setSingleShot(true);
    m_revealTimer.setInterval(revealedFor);
    m_clock.setInterval(timeStep);
    connect(&m_revealTimer, &QTimer::timeout, this, &FunctionView::hideSecrets);
    connect(&m_clock, &QTimer::timeout, this, &FunctionView::showTime);
    connect(&gate, &ChangeGate::changed, this, &FunctionView::guard);
    guard();
    clearOutcome();
}

void FunctionView::build()
{
    const Theme& theme = appearance().theme();
    auto* all = new QWidget;
    auto* left = new QScrollArea;
    auto* facts = new QWidget;
    auto* factLines = new QVBoxLayout(facts);
    factLines->setContentsMargins(0, 0, 0, 0);
    factLines->setSpacing(0);
    factLines->addWidget(settings(), 1);
    factLines->addWidget(failure());
    factLines->addStretch(0);
    left->setWidget(facts);
    left->setWidgetResizable(true);
    left->setFrameShape(QFrame::NoFrame);
    left->viewport()->setBackgroundRole(QPalette::Base);
    auto* right = new QSplitter(Qt::Vertical);
    right->addWidget(buildRequest());
    right->addWidget(buildOutcome());
    right->setChildrenCollapsible(false);
    auto* both = new QSplitter(Qt::Horizontal);
    both->addWidget(left);
    both->addWidget(right);
    both->setStretchFactor(1, 1);
    both->setSizes({theme.px(settingsWidth), theme.px(2 * settingsWidth)});
    both->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head());
    column->addWidget(both, 1);
    setPage(all, m_payload);
    connect(settings(), &KeyValueView::linkActivated, this, [this](const QString& key, const QString&) {
        if (key == tr("Log group"))
            openLog();
        else
            reveal(key);
    });
}

QWidget* FunctionView::buildRequest()
{
    const Theme& theme = appearance().theme();
    auto* box = new QWidget;
    m_payload = makeEditor(appearance(), tr("Payload"));
    m_payload->setPlaceholderText(tr("Payload in JSON; may be empty"));
    m_type = new ChoiceBox(appearance(), ChoiceBox::Typing::No, box);
    m_type->setChoices({tr("Wait for the answer"), tr("Queue it (Event)"), tr("Only try the permission")});
    m_type->setCurrentIndex(0);
    m_type->fitWidth();
    m_type->setAccessibleName(tr("How it is invoked"));
    m_qualifier = new QLineEdit(box);
    m_qualifier->setPlaceholderText(tr("Version or alias"));
    m_qualifier->setAccessibleName(tr("Version or alias"));
    m_qualifier->setMaximumWidth(theme.px(keyWidth + keyWidth / 2));
    m_invoke = new Button(appearance(), Button::Kind::Primary, tr("Invoke"), QStringLiteral("play"), box);
    m_stop = new Button(appearance(), Button::Kind::Default, tr("Stop waiting"), QStringLiteral("stop"), box);
    m_stop->setToolTip(tr("Closes the connection; the function goes on"));
    m_stop->hide();
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.sizes().buttonGap);
    line->addWidget(m_type);
    line->addWidget(m_qualifier);
    line->addStretch(1);
    line->addWidget(m_invoke);
    line->addWidget(m_stop);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8));
    column->setSpacing(theme.px(8));
    column->addWidget(m_payload, 1);
    column->addLayout(line);
    connect(m_invoke, &QAbstractButton::clicked, this, &FunctionView::invoke);
    connect(m_stop, &QAbstractButton::clicked, this, &FunctionView::cancel);
    return box;
}

QWidget* FunctionView::buildOutcome()
{
    const Theme& theme = appearance().theme();
    auto* box = new QWidget;
    m_outcome = new Badge(appearance(), {}, BadgeKind::Neutral, box);
    m_cost = new ElidedLabel(appearance(), FontRole::Data, Token::Text2, box);
    m_cost->setElideMode(Qt::ElideRight);
    m_openLog = new LinkButton(appearance(), tr("Open log"), box);
    m_answer = new BodyView(appearance(), box);
    m_log = makeEditor(appearance(), tr("Last lines of the log"));
    m_log->setReadOnly(true);
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->setPlaceholderText(tr("The last 4 KB of its log"));
    auto* line = new QHBoxLayout;
    line->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    line->setSpacing(theme.sizes().buttonGap);
    line->addWidget(m_outcome);
    line->addWidget(m_cost, 1);
    line->addWidget(m_openLog);
    line->addWidget(m_answer->tools());
    auto* log = new QWidget;
    auto* logColumn = new QVBoxLayout(log);
    logColumn->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(8));
    logColumn->addWidget(m_log);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->addWidget(m_answer);
    parts->addWidget(log);
    parts->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, theme.px(4), 0, 0);
    column->setSpacing(theme.px(4));
    column->addLayout(line);
    column->addWidget(parts, 1);
    connect(m_answer, &BodyView::copyRequested, &services(), &WindowServices::copy);
    connect(m_openLog, &QAbstractButton::clicked, this, &FunctionView::openLog);
    return box;
}

void FunctionView::openLog()
{
    services().go(ResourceLocation{"logs", {{"log_groups", {m_facts.logGroup}}}});
}

void FunctionView::guard()
{
    m_invoke->setEnabled(m_gate.isOpen());
    m_invoke->setToolTip(m_gate.isOpen() ? tr("Call the function once") : m_gate.reason());
}

void FunctionView::enter(Client client, std::string function)
{
    leave();
    m_payload->setPlainText(m_payloads.value(toQString(function)));
    m_qualifier->clear(); // those of another function
    m_type->setCurrentIndex(0);
    m_isAsked = false;
    begin(std::move(client), std::move(function));
}

void FunctionView::leave()
{
    if (client())
        m_payloads.insert(toQString(id()), m_payload->toPlainText());
    m_invocation.reset();
    m_clock.stop();
    FactsView::leave();
    m_facts = {};
    clearOutcome();
}

void FunctionView::showNotice(const QString& text)
{
    m_cost->setText(text);
}

ReplyPtr FunctionView::ask(CallOptions options)
{
    return client()->call("GetFunction", Value::map({{"FunctionName", id()}}), std::move(options));
}

void FunctionView::take(const Value& answer)
{
    m_facts = lambda::FunctionFacts::fromConfiguration(answer["Configuration"]);
    setName(m_facts.name);
    showSettings();
}

void FunctionView::showSettings()
{
    head()->setContent(QStringLiteral("lambda"), name(),
                       tr("%1 \u00B7 %2 MB \u00B7 up to %3")
                           .arg(toOneLine(m_facts.runtime), countText(m_facts.memoryMegabytes),
                                elapsedText(std::chrono::microseconds(m_facts.timeout).count())));
    KeyValueSection known{tr("Settings"), {}};
    const auto add = [&known](KeyValue row) {
        if (!row.value.isEmpty())
            known.rows.push_back(std::move(row));
    };
    KeyValue state = textRow(tr("State"), m_facts.state);
    state.health = healthOf(m_facts.state);
    state.exact = toOneLine(m_facts.stateReason);
    add(state);
    KeyValue update = textRow(tr("Last update"), m_facts.lastUpdate);
    update.health = healthOf(m_facts.lastUpdate);
    add(update);
    add(textRow(tr("Description"), m_facts.description));
    add(textRow(tr("Runtime"), m_facts.runtime));
    add(textRow(tr("Handler"), m_facts.handler, true));
    KeyValue code;
    code.key = tr("Code");
    code.value = sizeText(m_facts.codeBytes);
    code.exact = exactSizeText(m_facts.codeBytes);
    add(code);
    KeyValue modified = textRow(tr("Modified"), m_facts.modified);
    if (const auto time = timestampFromText(m_facts.modified))
        modified = timeRow(modified.key, *time);
    add(modified);
    add(textRow(tr("Role"), m_facts.role, true));
    add(textRow(tr("ARN"), m_facts.arn, true));
    KeyValue log = textRow(tr("Log group"), m_facts.logGroup, true);
    log.link = true;
    add(log);
    KeyValueSection environment{tr("Environment"), {}};
    for (const auto& variable : m_facts.variables) {
        KeyValue row;
        row.key = toOneLine(variable);
        const bool isShown = row.key == m_revealedName;
        row.value = isShown ? toOneLine(m_revealed) : tr("Reveal");
        row.copy = isShown ? m_revealed : QString();
        row.mono = isShown;
        row.link = !isShown;
        environment.rows.push_back(row);
    }
    if (!m_facts.environmentError.empty())
        environment.rows.push_back(textRow(tr("Not readable"), m_facts.environmentError));
    std::vector<KeyValueSection> sections{known};
    if (!environment.rows.empty())
        sections.push_back(environment);
    settings()->setSections(sections);
}

void FunctionView::reveal(const QString& variable)
{
    if (!client())
        return;
    delete m_question;
    m_question =
        new ConfirmDialog(appearance(),
                          revealQuestion(m_gate.info(), tr("%1 of %2").arg(variable, name()),
                                         tr("Will call lambda.GetFunctionConfiguration once"), revealedFor),
                          window());
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, [this, variable] { startReveal(variable); });
    m_question->open();
}

// One call for one value, which stands in the inspector by its cause and without what it gave.
void FunctionView::startReveal(const QString& variable)
{
    hideSecrets();
    CallOptions options;
    options.cause = "Reveal " + variable.toStdString() + " of " + id();
    options.target = id();
    m_reveal =
        client()->call("GetFunctionConfiguration", Value::map({{"FunctionName", id()}}), std::move(options));
    connect(m_reveal.get(), &Reply::finished, this, [this, variable] {
        const ReplyPtr reply = std::move(m_reveal);
        const auto value = environmentValue(reply->result(), variable.toStdString());
        if (!value) {
            showFailure(value.error(), tr("%1 could not be read").arg(variable), reply->callId(),
                        [this, variable] { reveal(variable); });
            return;
        }
        m_revealedName = variable;
        m_revealed = toQString(*value);
        m_revealTimer.start();
        showSettings();
    });
}

void FunctionView::hideSecrets()
{
    m_reveal.reset();
    m_revealTimer.stop();
    hideFailure();
    if (m_revealedName.isEmpty())
        return;
    m_revealedName.clear();
    showSettings(); // which lets go of the text, so that it is this one that is overwritten
    m_revealed.fill(u'\0');
    m_revealed.clear();
}

void FunctionView::invoke()
{
    if (!client() || !m_gate.isOpen() || m_clock.isActive())
        return;
    const bool isTrial = types[static_cast<std::size_t>(m_type->currentIndex())] == InvocationType::DryRun;
    if (isTrial || (m_isAsked && !m_gate.info().production)) {
        start();
        return;
    }
    Confirmation words;
    words.session = m_gate.info();
    words.title = tr("Invoke %1?").arg(name());
    words.sentence = tr("The function runs once with this payload. What it does cannot be taken back.");
    words.call = tr("Will call lambda.Invoke once");
    words.button = tr("Invoke");
    delete m_question;
    m_question = new ConfirmDialog(appearance(), words, window());
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, [this] {
        m_isAsked = true;
        start();
    });
    m_question->open();
}

void FunctionView::start()
{
    clearOutcome();
    Invocation::Options options;
    options.function = id();
    options.qualifier = m_qualifier->text().trimmed().toStdString();
    options.payload = m_payload->toPlainText().trimmed().toStdString();
    options.type = types[static_cast<std::size_t>(m_type->currentIndex())];
    options.functionTimeout = m_facts.timeout;
    m_invocation = makeOwned<Invocation>(*client(), std::move(options));
    connect(m_invocation.get(), &Task::finished, this, &FunctionView::takeOutcome);
    m_invoke->hide();
    m_stop->show();
    m_outcome->setState(tr("Running"), BadgeKind::Neutral);
    m_outcome->show();
    m_clock.start();
    m_invocation->start();
    showTime();
}

void FunctionView::showTime()
{
    m_cost->setText(elapsedText(std::chrono::microseconds(m_invocation->elapsed()).count()));
}

void FunctionView::takeOutcome()
{
    m_clock.stop();
    m_stop->hide();
    m_invoke->show();
    const auto& result = m_invocation->result();
    const QString took = elapsedText(std::chrono::microseconds(m_invocation->elapsed()).count());
    if (!result) {
        const bool isStopped = result.error().kind == ErrorKind::Cancelled;
        m_outcome->setState(isStopped ? tr("Not waited for") : errorName(result.error()),
                            isStopped ? BadgeKind::Neutral : BadgeKind::Danger);
        m_cost->setText(QStringLiteral("%1 \u00B7 %2").arg(took, toOneLine(result.error().message)));
        return;
    }
    const bool failed = !result->functionError.empty();
    m_outcome->setState(failed ? tr("Function failed: %1").arg(toOneLine(result->functionError))
                        : result->status == 202 ? tr("Queued")
                        : result->status == 204 ? tr("Allowed")
                                                : tr("Succeeded"),
                        failed ? BadgeKind::Danger : BadgeKind::Success);
    QStringList costs{took};
    if (const auto& report = result->report) {
        costs.append(tr("ran %1 ms").arg(report->milliseconds));
        costs.append(tr("billed %1 ms").arg(countText(static_cast<qint64>(report->billedMilliseconds))));
        costs.append(
            tr("%1 of %2 MB").arg(countText(report->usedMegabytes), countText(report->memoryMegabytes)));
    }
    if (!result->version.empty())
        costs.append(tr("version %1").arg(toOneLine(result->version)));
    m_cost->setText(costs.join(QStringLiteral(" \u00B7 ")));
    m_answer->setBody(result->payload, QStringLiteral("application/json"), {});
    m_log->setPlainText(toQString(result->log));
    m_openLog->setVisible(result->status == 200);
}

void FunctionView::clearOutcome()
{
    m_outcome->hide();
    m_stop->hide();
    m_invoke->show();
    m_openLog->hide();
    m_cost->setText(tr("The answer stands here, with the end of the log."));
    m_answer->setBody({}, {}, {});
    m_log->clear();
}

void FunctionView::cancel()
{
    if (m_invocation)
        m_invocation->cancel();
}

} // namespace inia::ui
