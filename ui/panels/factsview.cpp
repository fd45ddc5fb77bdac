#include "ui/panels/factsview.h"

#include "core/jmespath/jsontext.h"
#include "ui/models/displaytext.h"
#include "ui/models/signin.h"
#include "ui/panels/bodyview.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"

#include <QtCore/QMimeData>
#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

namespace {

constexpr int failureHeight = 260;

} // namespace

KeyValue textRow(const QString& key, const std::string& value, bool mono)
{
    KeyValue row;
    row.key = key;
    row.value = toOneLine(value);
    row.copy = toQString(value);
    row.mono = mono;
    return row;
}

KeyValue timeRow(const QString& key, Timestamp time)
{
    KeyValue row;
    row.key = key;
    if (time.seconds != 0) {
        row.value = dateText(time.seconds * 1000);
        row.exact = exactDateText(time.seconds * 1000);
    }
    return row;
}

FactsView::FactsView(const Appearance& appearance, WindowServices& services, QString profile,
                     const Words& words, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_services(services),
      m_profile(std::move(profile)),
      m_icon(words.icon),
      m_pages(new QStackedLayout(this)),
      m_state(new StateView(appearance)),
      m_failure(new StateView(appearance)),
      m_head(new DetailsHead(appearance)),
      m_settings(new KeyValueView(appearance, words.settings, words.keyWidth))
{
    connect(m_settings, &KeyValueView::copyRequested, this, [this](const QString& text) {
        if (isSecret(text))
            copySecret(text);
        else
            m_services.copy(text);
    });
    m_failure->setMinimumHeight(appearance.theme().px(failureHeight));
    m_failure->hide();
    for (StateView* state : {m_state, m_failure})
        connect(state, &StateView::copyRequested, &m_services, &WindowServices::copy);
    // Queued: what an action does may replace the buttons it came from.
    connect(
        m_state, &StateView::actionTriggered, this,
        [this](const QString& id) { act(id, m_call, [this] { askFacts(); }); }, Qt::QueuedConnection);
    connect(
        m_failure, &StateView::actionTriggered, this,
        [this](const QString& id) { act(id, m_failedCall, std::function(m_again)); }, Qt::QueuedConnection);
}

void FactsView::act(const QString& id, quint64 call, const std::function<void()>& again)
{
    if (id == stateaction::retry && again)
        again();
    else if (id == stateaction::showRequest)
        m_services.showCall(call);
    else if (id == stateaction::signIn || id == stateaction::enterCode)
        m_services.signIn();
}

FactsView::~FactsView()
{
    delete m_question;
}

QDialog* FactsView::question() const
{
    return m_question;
}

QString FactsView::name() const
{
    return toOneLine(m_name.empty() ? m_id : m_name);
}

void FactsView::setPage(QWidget* page, QWidget* focus)
{
    m_focus = focus;
    m_pages->addWidget(page);
    m_pages->addWidget(m_state);
    setFocusProxy(m_focus);
}

void FactsView::begin(Client client, std::string id)
{
    m_client = std::move(client);
    m_id = std::move(id);
    askFacts();
}

void FactsView::enterFailed(const Error& error, std::string id)
{
    leave();
    m_id = std::move(id);
    receive(error);
}

void FactsView::leave()
{
    delete m_question;
    hideSecrets();
    m_reply.reset();
    m_client.reset();
    m_error.reset();
    m_id.clear();
    m_name.clear();
    m_call = 0;
}

void FactsView::reload()
{
    hideSecrets();
    askFacts();
}

void FactsView::goOn()
{
    if (m_error && signInNeed(*m_error) != SignInNeed::None)
        askFacts();
}

void FactsView::askFacts()
{
    if (!m_client)
        return;
    CallOptions options;
    options.cause = "Open " + m_id;
    options.target = m_id;
    m_reply = ask(std::move(options));
    m_call = m_reply->callId();
    m_head->setContent(m_icon, name(), tr("Loading…"));
    m_settings->setSections({KeyValueView::loadingSection(tr("Settings"))});
    m_pages->setCurrentIndex(0);
    setFocusProxy(m_focus);
    connect(m_reply.get(), &Reply::finished, this, [this] {
        const ReplyPtr reply = std::move(m_reply);
        receive(reply->result());
    });
}

void FactsView::receive(const Result<Value>& answer)
{
    m_error.reset();
    if (answer) {
        take(*answer);
        emit answered(*answer);
        return;
    }
    m_error = answer.error();
    auto content = errorState(*m_error, tr("%1 could not be read").arg(name()), m_call != 0);
    if (isAccessDenied(*m_error))
        content.sentence =
            tr("%1 may not call %2, or a policy denies it.").arg(m_profile, toOneLine(m_error->operation));
    offerSignIn(content, *m_error);
    showState(m_client ? content : withoutRetry(content));
}

void FactsView::showState(const StateContent& content)
{
    m_state->setContent(content);
    m_pages->setCurrentIndex(1);
    setFocusProxy(m_state);
}

void FactsView::showFailure(const Error& error, const QString& title, quint64 callId,
                            std::function<void()> again)
{
    m_failedCall = callId;
    m_again = std::move(again);
    StateContent content = errorState(error, title, callId != 0);
    offerSignIn(content, error);
    m_failure->setContent(content);
    m_failure->show();
}

void FactsView::hideFailure()
{
    m_failure->hide();
    m_again = nullptr;
}

// Histories of clipboards that know the mark leave it out.
void FactsView::copySecret(const QString& text)
{
    auto* data = new QMimeData;
    data->setText(text);
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    QClipboard* clipboard = QGuiApplication::clipboard();
    clipboard->setMimeData(data);
    // The clipboard outlives the view.
    QTimer::singleShot(revealedFor, clipboard, [clipboard, text] {
        if (clipboard->text() == text)
            clipboard->clear();
    });
}

// What nobody looks at is not left standing there.
void FactsView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    hideSecrets();
}

void FactsView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

RowPanel::RowPanel(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_head(new DetailsHead(appearance, this)),
      m_action(new Button(appearance, Button::Kind::Default, {}, QStringLiteral("eye"), this)),
      m_secret(new QPlainTextEdit(this)),
      m_body(new BodyView(appearance, this))
{
    m_secret->setProperty("kind", QStringLiteral("field"));
    m_secret->setReadOnly(true);
    m_secret->setFont(appearance.theme().font(FontRole::Mono));
    m_secret->setAccessibleName(tr("Revealed value"));
    // It is in sight for a while only, and no selection may keep it longer.
    m_secret->setTextInteractionFlags(Qt::NoTextInteraction);
    m_secret->setContextMenuPolicy(Qt::NoContextMenu);
    m_secret->hide();
    m_body->followLinks();
    m_head->addTool(m_action);
    m_action->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_secret, 1);
    column->addWidget(m_body->tools(), 0, Qt::AlignRight);
    column->addWidget(m_body, 2);
    m_timer.setSingleShot(true);
    m_timer.setInterval(FactsView::revealedFor);
    connect(&m_timer, &QTimer::timeout, this, &RowPanel::hideSecret);
    connect(m_action, &QAbstractButton::clicked, this, &RowPanel::actionRequested);
    connect(m_body, &BodyView::copyRequested, this, &RowPanel::copyRequested);
    connect(m_body, &BodyView::addressActivated, this, &RowPanel::addressActivated);
}

RowPanel::~RowPanel()
{
    hideSecret();
}

void RowPanel::showRow(const QString& icon, const QString& name, const QString& about, const Value& row,
                       const QString& action)
{
    hideSecret();
    m_head->setContent(icon, name, about);
    m_body->setBody(QByteArray::fromStdString(jmespath::spacedJsonText(row)),
                    QStringLiteral("application/json"), row);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
}

void RowPanel::showSecret(const QString& text)
{
    m_secret->setPlainText(text);
    m_secret->show();
    m_timer.start();
}

void RowPanel::hideSecret()
{
    m_timer.stop();
    m_secret->clear();
    m_secret->hide();
}

QString RowPanel::secret() const
{
    return m_secret->toPlainText();
}

// What nobody looks at is not left standing there.
void RowPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    hideSecret();
}

TextPanel::TextPanel(const Appearance& appearance, QWidget* parent)
    : QWidget(parent),
      m_forms(new ChoiceBox(appearance, ChoiceBox::Typing::No, this)),
      m_note(new ElidedLabel(appearance, FontRole::Secondary, Token::Text2, this)),
      m_pages(new QStackedLayout),
      m_body(new BodyView(appearance, this)),
      m_state(new StateView(appearance, this))
{
    const Theme& theme = appearance.theme();
    m_forms->setAccessibleName(tr("Which of them"));
    m_note->setElideMode(Qt::ElideRight);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(6));
    bar->setSpacing(theme.sizes().buttonGap);
    bar->addWidget(m_forms);
    bar->addWidget(m_note, 1);
    bar->addWidget(m_body->tools());
    m_pages->addWidget(m_body);
    m_pages->addWidget(m_state);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addLayout(m_pages, 1);
    connect(m_forms, &QComboBox::activated, this, &TextPanel::formChosen);
    connect(m_body, &BodyView::copyRequested, this, &TextPanel::copyRequested);
    connect(m_state, &StateView::copyRequested, this, &TextPanel::copyRequested);
    // Queued: what an action does may replace the buttons it came from.
    connect(m_state, &StateView::actionTriggered, this, &TextPanel::actionTriggered, Qt::QueuedConnection);
}

void TextPanel::setForms(const QStringList& forms)
{
    m_forms->setChoices(forms);
    m_forms->setVisible(!forms.isEmpty());
    m_forms->fitWidth();
    chooseForm(forms.isEmpty() ? -1 : 0);
}

void TextPanel::chooseForm(int form)
{
    m_forms->setCurrentIndex(form);
}

int TextPanel::form() const
{
    return m_forms->currentIndex();
}

void TextPanel::setNote(const QString& note)
{
    m_note->setText(note);
}

void TextPanel::showText(const QByteArray& text, const Value& value)
{
    m_body->setBody(text, {}, value);
    m_pages->setCurrentWidget(m_body);
}

void TextPanel::showState(const StateContent& content)
{
    m_state->setContent(content);
    m_pages->setCurrentWidget(m_state);
}

bool TextPanel::showsState() const
{
    return m_pages->currentWidget() == m_state;
}

} // namespace inia::ui
