#include "ui/console/consoleview.h"

#include "core/model/catalog.h"
#include "core/model/servicemodel.h"
#include "core/policy/effect.h"
#include "core/policy/s3servers.h"
#include "ui/commands/commandtable.h"
#include "ui/console/callmenu.h"
#include "ui/console/operationlist.h"
#include "ui/console/operationrun.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/forms/shapeform.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QTime>
#include <QtGui/QPainter>
#include <QtGui/QShortcut>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

namespace {

constexpr int listWidth = 230;
constexpr qsizetype mostUnasked = 1024 * 1024; // characters for the clipboard

QString effectWord(Effect effect)
{
    switch (effect) {
    case Effect::Read:
        return ConsoleView::tr("READ");
    case Effect::Reveal:
        return ConsoleView::tr("REVEALS SECRETS");
    case Effect::Consume:
        return ConsoleView::tr("TAKES");
    case Effect::Write:
        return ConsoleView::tr("WRITE");
    case Effect::Destroy:
        break;
    }
    return ConsoleView::tr("DESTRUCTIVE");
}

BadgeKind badgeOf(Effect effect)
{
    if (effect == Effect::Destroy)
        return BadgeKind::Danger;
    return effect == Effect::Read ? BadgeKind::Neutral : BadgeKind::Warning;
}

} // namespace

ConsoleView::ConsoleView(const Appearance& appearance, Session session, ChangeGate& gate,
                         WindowServices& services, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_session(std::move(session)),
      m_gate(gate),
      m_services(services),
      m_list(new OperationList(appearance, m_session.catalog(), this)),
      m_result(new ResultPanel(appearance, services, this)),
      m_name(new TextLabel(appearance, FontRole::DialogHeading, Token::Text, {}, this)),
      m_effect(new Badge(appearance, {}, BadgeKind::Neutral, this)),
      m_sentence(new TextLabel(appearance, FontRole::Secondary, Token::Text2, {}, this)),
      m_past(new Button(appearance, Button::Kind::Default, tr("History"), QStringLiteral("history"), this)),
      m_more(new Button(appearance, Button::Kind::Default, tr("More"), QStringLiteral("dots"), this)),
      m_copyAs(new Button(appearance, Button::Kind::Default, tr("Copy as"), QStringLiteral("code"), this)),
      m_showRequest(new Button(appearance, Button::Kind::Default, tr("Show request"), {}, this)),
      m_dryRun(new Button(appearance, Button::Kind::Default, tr("Dry run"), {}, this)),
      m_allPages(new Button(appearance, Button::Kind::Default, tr("All pages"), {}, this)),
      m_run(new Button(appearance, Button::Kind::Primary, tr("Run"), QStringLiteral("play"), this)),
      m_operationPage(new QWidget(this)),
      m_formPlace(new QVBoxLayout),
      m_modesPlace(new QVBoxLayout),
      m_state(new StateView(appearance, this)),
      m_pages(new QStackedLayout),
      m_status(new StatusLine(appearance, this))
{
    build();
    connect(m_list, &OperationList::serviceChosen, this,
            [this](const std::string& service) { emit operationRequested(service, {}); });
    connect(m_list, &OperationList::operationChosen, this,
            [this](const std::string& operation) { emit operationRequested(m_service, operation); });
    const std::pair<Button*, OperationRun::Kind> kinds[] = {{m_run, OperationRun::Kind::Once},
                                                            {m_allPages, OperationRun::Kind::AllPages},
                                                            {m_dryRun, OperationRun::Kind::DryRun},
                                                            {m_showRequest, OperationRun::Kind::ShowRequest}};
    for (const auto& [button, kind] : kinds)
        connect(button, &QAbstractButton::clicked, this, [this, kind = kind] { run(kind); });
    connect(m_past, &QAbstractButton::clicked, this,
            [this] { makeHistoryMenu()->popup(m_past->mapToGlobal(QPoint(0, m_past->height()))); });
    connect(m_more, &QAbstractButton::clicked, this,
            [this] { makeMoreMenu()->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    connect(m_copyAs, &QAbstractButton::clicked, this,
            [this] { makeCopyMenu()->popup(m_copyAs->mapToGlobal(QPoint(0, m_copyAs->height()))); });
    connect(m_status, &StatusLine::cancelRequested, this, &ConsoleView::cancel);
    connect(m_result, &ResultPanel::showCallRequested, this, [this] { m_services.showCall(m_lastCallId); });
    connect(&m_gate, &ChangeGate::changed, this, &ConsoleView::updateButtons);
    for (const auto& key : keysOf(CommandId::RunOperation)) {
        auto* runKey = new QShortcut(key, this);
        runKey->setContext(Qt::WidgetWithChildrenShortcut);
        connect(runKey, &QShortcut::activated, m_run, &QAbstractButton::click);
    }
}

ConsoleView::~ConsoleView() = default;

void ConsoleView::build()
{
    const Theme& theme = m_appearance.theme();
    const int margin = theme.sizes().panelPadding;
    m_name->setWordWrap(false);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* title = new QHBoxLayout;
    title->setSpacing(theme.px(8));
    title->addWidget(m_name);
    title->addWidget(m_effect);
    title->addStretch(1);
    title->addWidget(m_past);
    title->addWidget(m_more);
    m_past->setAutoDefault(false);
    m_more->setAutoDefault(false);
    m_more->setToolTip(tr("Presign, wait"));
    m_past->setToolTip(tr("Calls that were run before, to fill the form with"));
    m_past->hide();
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(6));
    buttons->addLayout(m_modesPlace);
    buttons->addStretch(1);
    for (Button* button : {m_copyAs, m_showRequest, m_dryRun, m_allPages, m_run}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    m_run->setToolTip(tr("Run (Ctrl+Return)"));
    m_copyAs->setToolTip(tr("As a command or a program that makes this call"));
    m_showRequest->setToolTip(tr("Builds and signs the request and sends nothing"));
    auto* page = new QVBoxLayout(m_operationPage);
    page->setContentsMargins(margin, margin, margin, theme.px(6));
    page->setSpacing(theme.px(8));
    page->addLayout(title);
    page->addWidget(m_sentence);
    page->addLayout(buttons);
    page->addLayout(m_formPlace, 1);
    m_pages->addWidget(m_operationPage);
    m_pages->addWidget(m_state);
    m_pages->setCurrentWidget(m_state); // until an operation is chosen
    auto* right = new QWidget(this);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(m_pages, 1);
    column->addWidget(m_status);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({theme.px(listWidth), theme.px(560)});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(splitter);
}

void ConsoleView::showState(const QString& icon, const QString& title, const QString& sentence)
{
    StateContent content;
    content.iconName = icon;
    content.title = title;
    content.sentence = sentence;
    m_state->setContent(content);
    m_pages->setCurrentWidget(m_state);
    m_status->setFacts({});
}

void ConsoleView::enter(const std::string& service, const std::string& operation)
{
    if (service != m_service || !m_client) {
        m_service = service;
        m_operation.clear();
        m_client.reset();
        m_docs.reset();
        if (!service.empty()) {
            const auto client = m_session.client(service);
            const auto model = m_session.catalog()->service(service);
            m_list->setService(service, model ? *model : nullptr);
            if (!client) {
                showState(QStringLiteral("error"),
                          tr("%1 cannot be used in this session").arg(toQString(service)),
                          toQString(client.error().message));
                return;
            }
            m_client = *client;
            if (const auto docs = m_session.catalog()->documentation(service))
                m_docs = *docs;
        }
    }
    m_list->select(operation);
    if (m_service.empty())
        showState(QStringLiteral("terminal"), tr("Choose a service"),
                  tr("Any operation of any service can be called from here."));
    else if (operation.empty())
        showState(QStringLiteral("terminal"), tr("Choose an operation"),
                  tr("The field above the list finds them by any part of their names."));
    else if (!m_client->model().operation(operation).valid())
        showState(QStringLiteral("error"),
                  tr("%1 has no operation %2").arg(toQString(m_service), toQString(operation)),
                  tr("Choose one at the left."));
    else if (operation != m_operation)
        showOperation(operation);
    else
        m_pages->setCurrentWidget(m_operationPage);
    if (const Value awaited = std::exchange(m_awaited, Value()); awaited.isMap() && operation == m_operation)
        fillFrom(awaited);
    if (operation.empty())
        m_list->focusField();
}

void ConsoleView::showOperation(const std::string& operation)
{
    cancel();
    m_operation = operation;
    const auto model = m_client->model().operation(operation);
    const Effect effect = effectOf(model).effect;
    m_name->setText(toQString(operation));
    m_effect->setState(effectWord(effect), badgeOf(effect));
    const FormContext context{m_appearance, m_docs};
    m_sentence->setText(firstSentence(context.operationDocs(operation)));
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    if (m_form != nullptr)
        delete m_form->modes(); // which stands here and not in the form
    delete m_form;
    m_form = new ShapeForm(m_appearance, StructureField::Members::of(model.input()), m_docs);
    m_formPlace->addWidget(m_form, 1);
    m_modesPlace->addWidget(m_form->modes());
    connect(m_form, &ShapeForm::edited, this, &ConsoleView::follow);
    m_pages->setCurrentWidget(m_operationPage);
    m_status->setFacts({});
    m_result->clearResult();
    follow();
    updateButtons();
}

void ConsoleView::setParams(const Value& params)
{
    if (m_form == nullptr)
        return;
    m_form->setValue(params);
    follow();
}

// What is sent is what stands at the right.
void ConsoleView::follow()
{
    m_result->showParams(m_form->value());
}

void ConsoleView::updateButtons()
{
    if (m_operation.empty() || !m_client)
        return;
    const auto model = m_client->model().operation(m_operation);
    const Effect effect = effectOf(model).effect;
    const bool allowed = m_gate.isOpen() || !changesSomething(effect);
    const bool idle = m_active == nullptr;
    for (Button* button : {m_run, m_showRequest})
        button->setEnabled(idle && allowed);
    m_run->setToolTip(allowed ? tr("Run (Ctrl+Return)") : m_gate.reason());
    m_dryRun->setVisible(!OperationRun::dryRunMember(model.input()).empty());
    m_dryRun->setEnabled(idle);
    m_allPages->setVisible(m_client->canPaginate(m_operation));
    m_allPages->setEnabled(idle && allowed);
}

// Only what is in sight.
bool ConsoleView::isReady()
{
    if (m_pages->currentWidget() != m_operationPage || m_active || m_asking)
        return false;
    const bool isGood = m_form->check();
    if (!isGood)
        m_status->showNotice(m_form->problemCount() == 1 ? tr("1 problem")
                                                         : tr("%1 problems").arg(m_form->problemCount()));
    return isGood;
}

// The call was refused before it was signed: the server may take it for another one. Who knows better says
// so.
void ConsoleView::warn(const OperationRun& refused)
{
    Confirmation confirmation;
    confirmation.session = m_gate.info();
    confirmation.destructive = true;
    confirmation.title = tr("Send %1 all the same?").arg(toQString(refused.operation()));
    confirmation.sentence = toQString(refused.result().error().message);
    confirmation.call = tr("Will call %1.%2 in %3 (%4)")
                            .arg(toQString(m_service), toQString(refused.operation()), m_gate.info().profile,
                                 toQString(m_client->region()));
    confirmation.button = tr("Send %1").arg(toQString(refused.operation()));
    auto* dialog = new ConfirmDialog(m_appearance, confirmation, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_asking = dialog;
    connect(dialog, &QDialog::accepted, this,
            [this, operation = refused.operation(), params = refused.params(), kind = refused.kind()] {
                auto run = makeOwned<OperationRun>(*m_client, operation, params, kind);
                run->ignoreServerGate();
                begin(std::move(run), tr("Running %1…").arg(toQString(operation)));
            });
    dialog->open();
}

// What destroys asks first.
void ConsoleView::run(OperationRun::Kind kind)
{
    if (!isReady())
        return;
    const Value params = m_form->value();
    const bool changes = kind == OperationRun::Kind::Once || kind == OperationRun::Kind::AllPages;
    const Effect effect = effectOf(m_client->model().operation(m_operation), params).effect;
    if (changes && effect == Effect::Destroy)
        ask(kind, params);
    else
        start(kind, params);
}

// Names the session and what it is done to.
void ConsoleView::ask(OperationRun::Kind kind, const Value& params)
{
    Confirmation confirmation;
    confirmation.session = m_gate.info();
    confirmation.destructive = true;
    confirmation.title = tr("Run %1?").arg(toQString(m_operation));
    confirmation.sentence =
        (m_sentence->text() + QStringLiteral(" ") + tr("This cannot be undone from here.")).trimmed();
    for (const auto& [name, value] : params.members()) {
        if (value.isText())
            confirmation.items.append(QStringLiteral("%1: %2").arg(toQString(name), toOneLine(value.text())));
    }
    confirmation.call = tr("Will call %1.%2 in %3 (%4)")
                            .arg(toQString(m_service), toQString(m_operation), m_gate.info().profile,
                                 toQString(m_client->region()));
    confirmation.button = tr("Run %1").arg(toQString(m_operation));
    auto* dialog = new ConfirmDialog(m_appearance, confirmation, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_asking = dialog;
    connect(dialog, &QDialog::accepted, this, [this, kind, params] { start(kind, params); });
    dialog->open();
}

QMenu* ConsoleView::makeCopyMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addCopyAs(*menu, {m_session, m_service, m_operation, m_form->value(), {}, false},
              [this](const QString& text) { copyCode(text); });
    return menu;
}

// Much of it would stand in the memory of whoever looks into the clipboard.
void ConsoleView::copyCode(const QString& text)
{
    if (text.size() <= mostUnasked || m_asking) {
        m_services.copy(text);
        return;
    }
    Confirmation confirmation;
    confirmation.session = m_gate.info();
    confirmation.title = tr("Copy %1?").arg(sizeText(text.size()));
    confirmation.call = tr("Nothing is called");
    confirmation.button = tr("Put it");
    confirmation.place = tr("the clipboard");
    auto* dialog = new ConfirmDialog(m_appearance, confirmation, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_asking = dialog;
    connect(dialog, &QDialog::accepted, this, [this, text] { m_services.copy(text); });
    dialog->open();
}

void ConsoleView::start(OperationRun::Kind kind, const Value& params)
{
    begin(makeOwned<OperationRun>(*m_client, m_operation, params, kind),
          tr("Running %1…").arg(toQString(m_operation)));
}

void ConsoleView::presign(std::chrono::seconds life)
{
    if (!isReady())
        return;
    auto run = makeOwned<OperationRun>(*m_client, m_operation, m_form->value(), OperationRun::Kind::Presign);
    run->setLife(life);
    begin(std::move(run), tr("Signing…"));
}

void ConsoleView::waitFor(const std::string& waiter)
{
    if (m_active || m_asking)
        return;
    auto run = makeOwned<OperationRun>(*m_client, m_operation, m_form->value(), OperationRun::Kind::Wait);
    run->setWaiter(waiter);
    begin(std::move(run), tr("Waiting for %1…").arg(toQString(waiter)));
}

QString ConsoleView::progressOf(const OperationRun& run) const
{
    const Waiter* waiter = run.waiter();
    if (waiter == nullptr)
        return tr("%1 pages").arg(groupedNumber(run.pages()));
    const QString judged = run.judged();
    return tr("asked %1 of %2 times, again in %3%4")
        .arg(groupedNumber(waiter->polls()), groupedNumber(waiter->maxAttempts()),
             durationText(std::chrono::microseconds(waiter->delay()).count()),
             judged.isEmpty() ? QString() : QStringLiteral(" · ") + judged);
}

void ConsoleView::begin(Owned<OperationRun> run, const QString& title)
{
    m_active = std::move(run);
    connect(m_active.get(), &OperationRun::finished, this, &ConsoleView::takeEnd);
    StatusFacts busy;
    busy.mark = StatusFacts::Mark::Busy;
    busy.count = title;
    busy.canCancel = true;
    connect(m_active.get(), &OperationRun::progressed, this, [this, busy] {
        StatusFacts facts = busy;
        facts.facts = {progressOf(*m_active)};
        m_status->setFacts(facts);
    });
    m_status->setFacts(busy);
    m_active->start();
    updateButtons();
}

void ConsoleView::takeEnd()
{
    const auto run = std::move(m_active);
    m_lastCallId = run->lastCallId();
    note(*run);
    const auto& result = run->result();
    StatusFacts facts;
    facts.facts = {durationText(std::chrono::microseconds(run->elapsed()).count())};
    const QString title = QStringLiteral("%1, %2").arg(
        toQString(m_operation), QTime::currentTime().toString(QStringLiteral("HH:mm")));
    if (!result && run->kind() == OperationRun::Kind::DryRun && result.error().code == "DryRunOperation") {
        facts.count = tr("Would have worked: nothing was changed");
        m_result->showResult(Value::emptyMap(), title, facts.count, m_lastCallId != 0);
    } else if (!result) {
        facts.mark = StatusFacts::Mark::Warning;
        facts.count = tr("Failed");
        m_result->showError(result.error(), tr("%1 failed").arg(toQString(m_operation)), m_lastCallId != 0);
    } else {
        facts.count = run->kind() == OperationRun::Kind::ShowRequest ? tr("Built and signed, not sent")
                      : run->kind() == OperationRun::Kind::Presign
                          ? tr("Works until %1, for everybody who has it")
                                .arg(toQString((*result)["WorksUntil"].text()))
                      : run->kind() == OperationRun::Kind::Wait ? tr("It has come true")
                      : run->hasMore()                          ? tr("Done, and there are more pages")
                                                                : tr("Done");
        if (run->pages() > 1)
            facts.facts.prepend(tr("%1 pages").arg(groupedNumber(run->pages())));
        m_result->showResult(*result, title,
                             facts.count + QStringLiteral(" · ") + facts.facts.join(QStringLiteral(" · ")),
                             m_lastCallId != 0);
    }
    m_status->setFacts(facts);
    updateButtons();
    const bool isCall =
        run->kind() == OperationRun::Kind::Once || run->kind() == OperationRun::Kind::ShowRequest;
    if (!result && result.error().code == notOfferedByServer && result.error().kind == ErrorKind::Parameter &&
        isCall && (m_asking == nullptr || !m_asking->isVisible()))
        warn(*run);
}

void ConsoleView::setKeptCalls(std::shared_ptr<KeptCalls> kept)
{
    delete m_callMenu;
    m_callMenu = kept ? new CallMenu(m_appearance, m_session, std::move(kept), this) : nullptr;
    m_past->setVisible(m_callMenu != nullptr);
    if (m_callMenu == nullptr)
        return;
    connect(m_callMenu, &CallMenu::copyRequested, &m_services, &WindowServices::copy);
    connect(m_callMenu, &CallMenu::noticeRequested, this, &ConsoleView::showNotice);
    connect(m_callMenu, &CallMenu::chosen, this,
            [this](const std::string& service, const std::string& operation, const Value& params) {
                if (service == m_service && operation == m_operation) {
                    fillFrom(params);
                    return;
                }
                m_awaited = params;
                emit operationRequested(service, operation);
            });
}

// What was sent, and how it ended; what came back is in the inspector as long as that keeps it.
void ConsoleView::note(const OperationRun& run)
{
    const bool isCall = run.kind() == OperationRun::Kind::Once ||
                        run.kind() == OperationRun::Kind::AllPages ||
                        run.kind() == OperationRun::Kind::DryRun;
    if (m_callMenu == nullptr || !isCall)
        return;
    PastCall call;
    call.at = QDateTime::currentDateTimeUtc();
    call.account = CallMenu::accountOf(m_gate.info());
    call.region = m_client->region();
    call.service = m_service;
    call.operation = run.operation();
    call.status = run.result() ? "done" : run.result().error().code;
    call.milliseconds = run.elapsed().count();
    call.requestId = run.result() ? run.requestId() : run.result().error().requestId;
    m_callMenu->history().add(std::move(call), m_client->model().operation(run.operation()), run.params());
}

QMenu* ConsoleView::makeMoreMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const auto model = m_client->model().operation(m_operation);
    const Value params = m_form->value();
    QMenu* urls = menu->addMenu(tr("Presign"));
    const bool isAllowed = m_gate.isOpen() || !changesSomething(effectOf(model, params).effect);
    const QString why = isAllowed ? OperationRun::whyNoUrl(model) : m_gate.reason();
    urls->menuAction()->setEnabled(why.isEmpty() && !m_active);
    urls->menuAction()->setToolTip(why);
    using std::chrono::hours;
    using std::chrono::minutes;
    const std::pair<QString, std::chrono::seconds> lives[] = {{tr("For 15 minutes"), minutes(15)},
                                                              {tr("For an hour"), hours(1)},
                                                              {tr("For 12 hours"), hours(12)},
                                                              {tr("For 7 days"), hours(7 * 24)}};
    for (const auto& [text, life] : lives)
        urls->addAction(text, this, [this, life = life] { presign(life); });
    QMenu* waits = menu->addMenu(tr("Wait for"));
    for (const auto& name : OperationRun::waitersFor(*m_client, model, params))
        waits->addAction(toQString(name), this, [this, name] { waitFor(name); });
    waits->menuAction()->setEnabled(!waits->isEmpty() && !m_active);
    waits->menuAction()->setToolTip(waits->isEmpty() ? tr("No waiter takes these parameters") : QString());
    return menu;
}

QMenu* ConsoleView::makeHistoryMenu()
{
    return m_callMenu->makeMenu(m_gate.info(), {m_client->model().operation(m_operation), m_form->value()});
}

void ConsoleView::fillFrom(const Value& kept)
{
    const auto past = paramsOf(kept, m_client->model().operation(m_operation));
    if (!past) {
        m_status->showNotice(tr("The operation takes other parameters now"));
        return;
    }
    setParams(past->params);
    if (past->left > 0)
        m_status->showNotice(past->left == 1
                                 ? tr("1 secret or file has to be given anew")
                                 : tr("%1 secrets or files have to be given anew").arg(past->left));
}

void ConsoleView::cancel()
{
    if (!m_active)
        return;
    m_active.reset();
    StatusFacts facts;
    facts.count = tr("Cancelled");
    m_status->setFacts(facts);
    updateButtons();
}

void ConsoleView::focusForm()
{
    if (m_form != nullptr && m_pages->currentWidget() == m_operationPage)
        m_form->focusFirst();
    else
        m_list->focusField();
}

void ConsoleView::showNotice(const QString& text)
{
    m_status->showNotice(text);
}

void ConsoleView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

} // namespace inia::ui
