#include "ui/operations/operationsview.h"

#include "core/jmespath/expression.h"
#include "core/jmespath/jsontext.h"
#include "core/logs/logevents.h"
#include "ui/models/displaytext.h"
#include "ui/models/resourcepresentation.h"
#include "ui/models/signin.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/factsview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/sessiontabs.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <string_view>
#include <utility>

namespace inia::ui {

namespace {

constexpr int mostWarnings = 4;
const QString showEventAction = QStringLiteral("show-event");
const QString openResourceAction = QStringLiteral("open-resource");

CallOptions openOptions(const Subject& subject)
{
    CallOptions options;
    options.cause = "Open " + subject.id();
    options.target = subject.id();
    return options;
}

} // namespace

OperationsView::OperationsView(const Appearance& appearance, const Session& session, ChangeGate& gate,
                               WindowServices& services, QString profile,
                               std::shared_ptr<operations::Turns> turns, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_session(session),
      m_gate(gate),
      m_services(services),
      m_profile(std::move(profile)),
      m_turns(std::move(turns)),
      m_deeds(new Deeds(appearance, session, gate, services, this)),
      m_details(new RowPanel(appearance)),
      m_head(new DetailsHead(appearance, this)),
      m_actions(new Button(appearance, Button::Kind::Default, tr("Actions"), QStringLiteral("bolt"), this)),
      m_tabs(new TabStrip(appearance, this)),
      m_cause(new FailureStrip(appearance, this)),
      m_warnings(new NoticeStrip(appearance, this)),
      m_pages(new QStackedWidget(this)),
      m_rows(new LiveRowsView(appearance, m_profile, this)),
      m_metrics(new MetricsView(appearance, m_profile, this)),
      m_text(new TextPanel(appearance, this))
{
    build();
    connectParts();
}

OperationsView::~OperationsView()
{
    delete m_details;
}

RowPanel* OperationsView::details() const
{
    return m_details;
}

void OperationsView::build()
{
    m_head->addTool(m_actions);
    for (QWidget* page :
         {static_cast<QWidget*>(m_rows), static_cast<QWidget*>(m_metrics), static_cast<QWidget*>(m_text)})
        m_pages->addWidget(page);
    m_cause->hide();
    auto* tabs = new QHBoxLayout;
    tabs->setContentsMargins(m_appearance.theme().px(12), 0, 0, 0);
    tabs->addWidget(m_tabs, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addLayout(tabs);
    column->addWidget(m_cause);
    column->addWidget(m_warnings);
    column->addWidget(m_pages, 1);
}

void OperationsView::connectParts()
{
    connect(m_actions, &QAbstractButton::clicked, this, &OperationsView::openMenu);
    connect(m_tabs, &QTabBar::currentChanged, this, &OperationsView::showTab);
    connect(m_warnings, &NoticeStrip::dismissed, m_warnings, [this] { m_warnings->setNotices({}); });
    connect(m_cause, &FailureStrip::actionTriggered, this, [this](const QString& id) {
        if (id == openResourceAction)
            activate(m_causeEvent);
        else
            m_rows->selectRow(m_causeEvent);
    });
    connect(m_rows, &LiveRowsView::rowActivated, this, &OperationsView::activate);
    connect(m_rows, &LiveRowsView::rowsChanged, this, &OperationsView::showAbove);
    connect(m_rows, &LiveRowsView::settled, this, &OperationsView::askFacts);
    connect(m_rows, &RowsView::selectionSettled, this, &OperationsView::showDetails);
    connect(m_metrics, &MetricsView::showCallRequested, &m_services, &WindowServices::showCall);
    connect(m_metrics, &MetricsView::copyRequested, &m_services, &WindowServices::copy);
    connect(m_metrics, &MetricsView::signInRequested, &m_services, &WindowServices::signIn);
    connect(m_text, &TextPanel::formChosen, this, &OperationsView::askText);
    connect(m_text, &TextPanel::copyRequested, &m_services, &WindowServices::copy);
    connect(m_text, &TextPanel::actionTriggered, this, [this](const QString& id) {
        if (id == stateaction::retry)
            askText();
        else if (id == stateaction::showRequest)
            m_services.showCall(m_textCall);
        else
            m_services.signIn();
    });
    connect(m_deeds, &Deeds::done, this, &OperationsView::takeChange);
    connect(m_deeds, &Deeds::revealed, m_details, &RowPanel::showSecret);
    connect(m_details, &RowPanel::copyRequested, &m_services, &WindowServices::copy);
    connect(m_details, &RowPanel::addressActivated, &m_services, &WindowServices::openAddress);
    connect(m_details, &RowPanel::actionRequested, this, [this] {
        if (hasSelection() && m_aspect->reveal)
            m_deeds->reveal(*m_aspect->reveal, target());
        else
            m_services.showCall(m_ownCall);
    });
}

void OperationsView::enter(const Place& place)
{
    leave();
    m_place = place;
    m_kind = subjectAt(place, m_subject);
    if (!m_kind)
        return;
    if (*m_kind->service) { // else it has metrics only, which are another service's
        auto client = m_session.client(m_kind->service);
        if (client)
            m_client = std::move(client).value();
        else
            m_failure = client.error();
    }
    askFacts();
    addTabs();
    showHead();
}

void OperationsView::leave()
{
    m_deeds->drop();
    m_facts.reset();
    m_textReply.reset();
    if (m_details)
        m_details->hideSecret();
    m_rows->leave();
    m_metrics->leave();
    m_client.reset();
    m_failure.reset();
    m_subject = {};
    m_aspect = nullptr;
    m_textOf = nullptr;
    m_kind = nullptr;
    m_causeEvent = {};
    m_cause->hide();
    m_warnings->setNotices({});
}

void OperationsView::reload()
{
    if (!m_kind)
        return;
    askFacts();
    if (m_aspect->show == Aspect::Show::Metrics)
        m_metrics->read(false);
    else if (m_aspect->show == Aspect::Show::Text)
        askText();
    else
        m_rows->reload();
}

void OperationsView::goOn()
{
    if (m_failure && signInNeed(*m_failure) != SignInNeed::None)
        askFacts();
    m_rows->goOn();
    m_metrics->goOn();
    if (m_aspect && m_aspect->show == Aspect::Show::Text && m_text->showsState())
        askText();
}

void OperationsView::cancel()
{
    m_rows->cancel();
    m_metrics->cancel();
    m_textReply.reset();
}

void OperationsView::showNotice(const QString& text)
{
    m_rows->showNotice(text);
    m_text->setNote(text);
    m_metrics->note()->setText(text);
}

bool OperationsView::hasSelection() const
{
    return m_aspect && m_aspect->show == Aspect::Show::Rows && !m_rows->selectedRow().isNull();
}

QWidget* OperationsView::shownPage() const
{
    return m_pages->currentWidget();
}

QString OperationsView::name() const
{
    const Value name = searchOrNull(m_kind->name, m_subject.facts);
    return toOneLine(name.text().empty() ? shortIdentifier(m_subject.id()) : std::string_view(name.text()));
}

QString OperationsView::rowName() const
{
    if (!hasSelection())
        return {};
    for (const auto& column : m_rows->model().columns()) {
        if (column.kind == ColumnKind::Text || column.kind == ColumnKind::Mono)
            return toOneLine(plainCell(cellValue(column, {m_rows->selectedRow(), {}, {}, {}})));
    }
    return {};
}

void OperationsView::askFacts()
{
    if (!m_client || !m_kind->operation)
        return;
    m_facts = m_client->call(m_kind->operation, m_kind->params(m_subject), openOptions(m_subject));
    connect(m_facts.get(), &Reply::finished, this, [this] {
        const ReplyPtr reply = std::move(m_facts);
        takeFacts(reply->result());
    });
}

void OperationsView::takeFacts(const Result<Value>& answer)
{
    m_failure.reset();
    if (answer)
        m_subject.facts = searchOrNull(m_kind->found, *answer);
    else
        m_failure = answer.error();
    showHead();
    // What stands in the facts, and what is asked by them.
    if (m_aspect->show == Aspect::Show::Rows && (!m_aspect->operation || m_aspect->needsFacts))
        m_rows->showAspect(*m_aspect, source());
}

void OperationsView::showHead()
{
    QStringList words;
    const auto* live = m_rows->live();
    const Value state = searchOrNull(m_kind->state, m_subject.facts);
    if (m_failure)
        words.append(errorName(*m_failure));
    // Of a stack the newest event knows better.
    else if (m_aspect && m_aspect->tellsCause && live && live->isMoving())
        words.append(tr("In progress"));
    else if (state.isText())
        words.append(toOneLine(stateLabel(state.text())));
    words.append(m_subject.ids.empty() ? toQString(m_session.region()) : toOneLine(m_subject.id()));
    m_head->setContent(QString::fromLatin1(m_kind->icon),
                       m_subject.ids.empty() ? collectionLabel(m_kind->path.back()) : name(),
                       words.join(QStringLiteral(" \u00B7 ")));
    m_actions->setVisible(!m_kind->deeds.empty());
}

void OperationsView::addTabs()
{
    {
        const QSignalBlocker quiet(m_tabs);
        while (m_tabs->count() > 0)
            m_tabs->removeTab(m_tabs->count() - 1);
        m_shown.clear();
        for (const Aspect& aspect : m_kind->aspects) {
            if (aspect.isOpened)
                continue;
            m_shown.push_back(&aspect);
            m_tabs->addPage(aspectText(aspect.title));
        }
        m_tabs->setCurrentIndex(0);
    }
    m_tabs->setVisible(m_shown.size() > 1);
    showTab(0);
}

void OperationsView::showTab(int index)
{
    if (index >= 0 && static_cast<std::size_t>(index) < m_shown.size())
        showAspect(*m_shown[static_cast<std::size_t>(index)]);
}

LiveRowsView::Source OperationsView::source() const
{
    const std::string account = m_gate.info().accountId.toStdString();
    return {m_client, m_failure, m_subject, m_turns,
            (account.empty() ? m_profile.toStdString() : account) + ' ' + m_session.region()};
}

void OperationsView::showAspect(const Aspect& aspect)
{
    m_aspect = &aspect;
    m_cause->hide();
    m_warnings->setNotices({});
    if (aspect.show == Aspect::Show::Text) {
        m_pages->setCurrentWidget(m_text);
        showTextAspect(aspect);
    } else if (aspect.show == Aspect::Show::Metrics) {
        m_pages->setCurrentWidget(m_metrics);
        if (auto set = metricsAt(m_place); set && m_metrics->charts().empty())
            m_metrics->enter(m_session.client("cloudwatch"), *std::move(set));
    } else {
        m_pages->setCurrentWidget(m_rows);
        m_rows->showAspect(aspect, source());
    }
    showDetails();
}

void OperationsView::showTextAspect(const Aspect& aspect)
{
    if (std::exchange(m_textOf, &aspect) == &aspect)
        return;
    QStringList forms;
    for (const auto& [title, params] : aspect.forms)
        forms.append(aspectText(title));
    m_text->setForms(forms);
    askText();
}

void OperationsView::askText()
{
    if (!m_client) {
        if (m_failure)
            m_text->showState(withoutRetry(
                errorState(*m_failure, tr("%1 could not be read").arg(aspectText(m_textOf->title)), false)));
        return;
    }
    Value params = m_textOf->params(m_subject);
    const int form = m_text->form();
    if (form >= 0) {
        for (const auto& [name, value] : m_textOf->forms[static_cast<std::size_t>(form)].second.members())
            params.insert(name, value);
    }
    m_textReply = m_client->call(m_textOf->operation, std::move(params), openOptions(m_subject));
    m_textCall = m_textReply->callId();
    m_text->setNote(tr("Loading\u2026"));
    connect(m_textReply.get(), &Reply::finished, this, [this, isFirst = form == 0] {
        const ReplyPtr reply = std::move(m_textReply);
        takeText(reply->result(), isFirst);
    });
}

void OperationsView::takeText(const Result<Value>& answer, bool isFirst)
{
    m_text->setNote({});
    if (!answer) {
        const Error& error = answer.error();
        if (m_textOf->fallsBack && isFirst && error.kind == ErrorKind::Service && !isAccessDenied(error)) {
            m_text->chooseForm(1);
            askText();
            return;
        }
        auto state =
            errorState(error, tr("%1 could not be read").arg(aspectText(m_textOf->title)), m_textCall != 0);
        if (isAccessDenied(error))
            state.sentence = tr("%1 may not call %2 here, or a policy denies it.")
                                 .arg(m_profile, toOneLine(error.operation));
        offerSignIn(state, error);
        m_text->showState(state);
        return;
    }
    const Value found = searchOrNull(m_textOf->found, *answer);
    const QByteArray text = found.isMap()    ? QByteArray::fromStdString(jmespath::spacedJsonText(found))
                            : found.isBlob() ? found.blob()
                                             : QByteArray::fromStdString(found.text());
    if (text.isEmpty())
        m_text->showState({QStringLiteral("terminal"), false, aspectText(m_textOf->empty), {}, {}, {}});
    else
        m_text->showText(text, found.isMap() ? found : Value());
    if (m_textOf->moment && (*answer)[m_textOf->moment].isTime())
        m_text->setNote(tr("As of %1").arg(dateText((*answer)[m_textOf->moment].time().seconds * 1000)));
}

// What made a stack fail, and what one should know about the rows.
void OperationsView::showAbove()
{
    if (!m_aspect || m_aspect->show != Aspect::Show::Rows)
        return;
    showHead();
    QStringList warnings;
    const auto& model = m_rows->model();
    for (int row = 0; m_aspect->warning && row < model.rowCount() && warnings.size() < mostWarnings; ++row) {
        if (const char* warning = m_aspect->warning(model.at(row)))
            warnings.append(
                aspectText(warning).arg(toOneLine(searchOrNull(m_aspect->key, model.at(row)).text())));
    }
    m_warnings->setNotices(warnings);
    const auto* live = m_rows->live();
    const Value* cause = m_aspect->tellsCause && live ? operations::failureCause(live->rows()) : nullptr;
    m_causeEvent = cause ? *cause : Value();
    m_cause->setVisible(cause != nullptr);
    if (!cause)
        return;
    StateContent content;
    content.title = QStringLiteral("%1: %2").arg(toOneLine((*cause)["LogicalResourceId"].text()),
                                                 toOneLine(stateLabel((*cause)["ResourceStatus"].text())));
    content.sentence = toOneLine((*cause)["ResourceStatusReason"].text());
    content.actions = {{showEventAction, tr("Show event"), {}}};
    if (m_aspect->place(m_subject, *cause))
        content.actions.append({openResourceAction, tr("Open resource"), {}});
    m_cause->setContent(content);
}

void OperationsView::showDetails()
{
    if (!m_details)
        return;
    m_details->hideSecret();
    if (hasSelection()) {
        const Value& row = m_rows->selectedRow();
        const Value whole = m_aspect->document ? logs::membersOf(row[m_aspect->document].text()) : Value();
        const auto& reveal = m_aspect->reveal;
        QString action;
        m_ownCall = m_services.callOf(whole["requestID"].text());
        if (reveal && (!reveal->isOffered || reveal->isOffered(row)))
            action = aspectText(reveal->title);
        else if (m_ownCall != 0)
            action = tr("Show request");
        m_details->showRow(QString::fromLatin1(m_kind->icon), rowName(), aspectText(m_aspect->title),
                           whole.isNull() ? row : whole, action);
    }
    emit selectionSettled();
}

void OperationsView::activate(const Value& row)
{
    if (!m_aspect)
        return;
    if (m_aspect->place) {
        if (const auto place = m_aspect->place(m_subject, row))
            m_services.go(*place);
        return;
    }
    const Aspect* opened = aspectCalled(m_aspect->opens);
    if (!opened)
        return;
    m_subject.row = row;
    m_rows->forget(*opened);
    m_textOf = nullptr;
    auto shown = std::find(m_shown.begin(), m_shown.end(), opened);
    if (shown == m_shown.end()) {
        m_shown.push_back(opened);
        const QSignalBlocker quiet(m_tabs);
        m_tabs->addPage(aspectText(opened->title));
        shown = m_shown.end() - 1;
    }
    m_tabs->setCurrentIndex(static_cast<int>(shown - m_shown.begin()));
}

const Aspect* OperationsView::aspectCalled(const char* title) const
{
    const auto& all = m_kind->aspects;
    const auto found = std::find_if(all.begin(), all.end(), [title](const Aspect& aspect) {
        return title && std::string_view(aspect.title) == title;
    });
    return found == all.end() ? nullptr : &*found;
}

std::vector<const Deed*> OperationsView::offered() const
{
    std::vector<const Deed*> deeds;
    if (!m_kind || !m_client)
        return deeds;
    for (const Deed& deed : m_kind->deeds) {
        const bool isForRow = deed.aspect && m_aspect == aspectCalled(deed.aspect) && hasSelection() &&
                              (!deed.isFor || deed.isFor(m_rows->selectedRow()));
        if (!deed.aspect || isForRow)
            deeds.push_back(&deed);
    }
    return deeds;
}

DeedTarget OperationsView::target() const
{
    Subject subject = m_subject;
    if (hasSelection())
        subject.row = m_rows->selectedRow();
    return {*m_client, m_kind, std::move(subject), name(), rowName()};
}

void OperationsView::openMenu()
{
    if (!m_client)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_deeds->fill(*menu, offered(), target());
    menu->popup(m_actions->mapToGlobal(QPoint(0, m_actions->height())));
}

// Whatever tells of it comes anew.
void OperationsView::takeChange()
{
    if (!m_kind)
        return;
    for (const Aspect& aspect : m_kind->aspects) {
        if (&aspect != m_aspect)
            m_rows->forget(aspect);
    }
    reload();
}

void OperationsView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

} // namespace inia::ui
