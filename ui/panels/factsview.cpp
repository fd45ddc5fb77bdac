#include "ui/panels/factsview.h"

#include "ui/models/displaytext.h"
#include "ui/models/signin.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/stateview.h"

#include <QtCore/QMimeData>
#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QDialog>
#include <QtWidgets/QStackedLayout>

#include <utility>

namespace inia::ui {

KeyValue textRow(const QString& key, const std::string& value, bool mono)
{
    KeyValue row;
    row.key = key;
    row.value = toOneLine(value);
    row.copy = toQString(value);
    row.mono = mono;
    return row;
}

FactsView::FactsView(const Appearance& appearance, QString profile, const Words& words, QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_profile(std::move(profile)),
      m_icon(words.icon),
      m_pages(new QStackedLayout(this)),
      m_state(new StateView(appearance)),
      m_head(new DetailsHead(appearance)),
      m_settings(new KeyValueView(appearance, words.settings, words.keyWidth))
{
    connect(m_settings, &KeyValueView::copyRequested, this, [this](const QString& text) {
        if (isSecret(text))
            copySecret(text);
        else
            emit copyRequested(text);
    });
    connect(m_state, &StateView::copyRequested, this, &FactsView::copyRequested);
    // Queued: what an action does may replace the buttons it came from.
    connect(
        m_state, &StateView::actionTriggered, this,
        [this](const QString& id) {
            if (id == stateaction::retry)
                askFacts();
            else if (id == stateaction::showRequest)
                emit showCallRequested(m_call);
            else if (id == stateaction::signIn || id == stateaction::enterCode)
                emit signInRequested();
        },
        Qt::QueuedConnection);
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

} // namespace inia::ui
