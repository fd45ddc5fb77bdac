#include "ui/secrets/secretview.h"

#include "ui/actions/changegate.h"
#include "ui/delegates/format.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/panels/statetexts.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

namespace {

using Kind = secrets::SecretValue::Kind;

constexpr int factWidth = 120;

KeyValue factRow(const QString& key, const std::string& value, bool mono = false)
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

} // namespace

SecretView::SecretView(const Appearance& appearance, ChangeGate& gate, QString profile, QWidget* parent)
    : QWidget(parent), m_appearance(appearance), m_gate(gate), m_profile(std::move(profile))
{
    build();
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (--m_left <= 0)
            hideValue();
        else
            showLeft();
    });
    hideValue();
}

SecretView::~SecretView()
{
    hideValue();
    delete m_question;
}

QDialog* SecretView::question() const
{
    return m_question;
}

void SecretView::build()
{
    const Theme& theme = m_appearance.theme();
    auto* all = new QWidget(this);
    m_head = new DetailsHead(m_appearance, all);
    m_settings = new KeyValueView(m_appearance, tr("What is known of the secret"), factWidth, all);
    m_note = new ElidedLabel(m_appearance, FontRole::Data, Token::Text2, all);
    m_note->setElideMode(Qt::ElideRight);
    m_reveal =
        new Button(m_appearance, Button::Kind::Primary, tr("Reveal value\u2026"), QStringLiteral("eye"), all);
    m_hide = new Button(m_appearance, Button::Kind::Default, tr("Hide"), QStringLiteral("x"), all);
    m_copy = new Button(m_appearance, Button::Kind::Default, tr("Copy"), QStringLiteral("copy"), all);
    m_copy->setToolTip(tr("The clipboard forgets it after %1 s").arg(revealedFor.count()));
    m_text = new QPlainTextEdit(all);
    m_text->setProperty("kind", QStringLiteral("field"));
    m_text->setFont(theme.font(FontRole::Mono));
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Value"));
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.sizes().buttonGap);
    line->addWidget(m_note, 1);
    line->addWidget(m_copy);
    line->addWidget(m_hide);
    line->addWidget(m_reveal);
    auto* below = new QVBoxLayout;
    below->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(12));
    below->setSpacing(theme.px(8));
    below->addLayout(line);
    below->addWidget(m_text, 1);
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_settings);
    column->addLayout(below, 1);
    m_state = new StateView(m_appearance);
    m_pages = new QStackedLayout(this);
    m_pages->addWidget(all);
    m_pages->addWidget(m_state);
    connect(m_reveal, &QAbstractButton::clicked, this, [this] { reveal(); });
    connect(m_hide, &QAbstractButton::clicked, this, &SecretView::hideValue);
    connect(m_copy, &QAbstractButton::clicked, this, &SecretView::copyValue);
    connect(m_settings, &KeyValueView::copyRequested, this, &SecretView::copyRequested);
    connect(m_settings, &KeyValueView::linkActivated, this,
            [this](const QString& version, const QString&) { reveal(version.toStdString()); });
    connect(m_state, &StateView::copyRequested, this, &SecretView::copyRequested);
    connect(m_state, &StateView::actionTriggered, this, [this](const QString& id) {
        if (id == stateaction::retry)
            askFacts();
        else if (id == stateaction::showRequest)
            emit showCallRequested(m_factsCall);
        else if (id == stateaction::signIn || id == stateaction::enterCode)
            emit signInRequested();
    });
}

void SecretView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_appearance.theme().color(Token::Surface));
}

// What nobody looks at is not left standing there.
void SecretView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    hideValue();
}

QString SecretView::name() const
{
    return toOneLine(m_facts.name.empty() ? m_id : m_facts.name);
}

void SecretView::enter(Client client, Kind kind, std::string name)
{
    leave();
    m_client = std::move(client);
    m_kind = kind;
    m_id = std::move(name);
    askFacts();
}

void SecretView::enterFailed(const Error& error)
{
    leave();
    m_factsCall = 0;
    takeFacts(error);
}

void SecretView::leave()
{
    delete m_question;
    hideValue();
    m_description.reset();
    m_client.reset();
    m_error.reset();
    m_facts = {};
}

void SecretView::reload()
{
    hideValue();
    askFacts();
}

void SecretView::goOn()
{
    if (m_error && m_error->kind == ErrorKind::Credentials)
        askFacts();
}

void SecretView::askFacts()
{
    if (!m_client)
        return;
    CallOptions options;
    options.cause = "Open " + m_id;
    options.target = m_id;
    const Value filter = Value::map({{"Key", "Name"}, {"Option", "Equals"}, {"Values", Value::list({m_id})}});
    m_description =
        m_kind == Kind::Secret
            ? m_client->call("DescribeSecret", Value::map({{"SecretId", m_id}}), std::move(options))
            : m_client->call("DescribeParameters", Value::map({{"ParameterFilters", Value::list({filter})}}),
                             std::move(options));
    m_factsCall = m_description->callId();
    m_head->setContent(QStringLiteral("key"), name(), tr("Loading\u2026"));
    m_settings->setSections({KeyValueView::loadingSection(tr("Settings"))});
    m_pages->setCurrentIndex(0);
    connect(m_description.get(), &Reply::finished, this, [this] {
        const ReplyPtr reply = std::move(m_description);
        takeFacts(reply->result());
    });
}

void SecretView::takeFacts(const Result<Value>& answer)
{
    m_error.reset();
    if (!answer) {
        m_error = answer.error();
        auto content = errorState(*m_error, tr("%1 could not be read").arg(name()), m_factsCall != 0);
        if (isAccessDenied(*m_error))
            content.sentence = tr("%1 may not call %2, or a policy denies it.")
                                   .arg(m_profile, toOneLine(m_error->operation));
        offerSignIn(content, *m_error);
        m_state->setContent(content);
        m_pages->setCurrentIndex(1);
        return;
    }
    m_facts = m_kind == Kind::Secret ? secrets::SecretFacts::fromSecret(*answer)
                                     : secrets::SecretFacts::fromParameter(*answer);
    m_head->setContent(QStringLiteral("key"), name(),
                       m_kind == Kind::Secret ? tr("Secret")
                                              : tr("Parameter, %1").arg(toOneLine(m_facts.type)));
    KeyValueSection settings{tr("Settings"), {}};
    for (KeyValue row :
         {factRow(tr("Description"), m_facts.description), factRow(tr("ARN"), m_facts.arn, true),
          factRow(tr("KMS key"), m_facts.key, true), timeRow(tr("Changed"), m_facts.changed),
          timeRow(tr("Last accessed"), m_facts.accessed), timeRow(tr("To be deleted"), m_facts.deleted)}) {
        if (!row.value.isEmpty())
            settings.rows.push_back(std::move(row));
    }
    std::vector<KeyValueSection> sections{settings};
    KeyValueSection versions{tr("Versions"), {}};
    for (const auto& version : m_facts.versions) {
        KeyValue row;
        row.key = toOneLine(version.id);
        QStringList stages;
        for (const auto& stage : version.stages)
            stages.append(toOneLine(stage));
        row.value = tr("Reveal \u00B7 %1").arg(stages.join(QStringLiteral(", ")));
        row.link = true;
        versions.rows.push_back(row);
    }
    if (!versions.rows.empty())
        sections.push_back(versions);
    m_settings->setSections(sections);
}

void SecretView::reveal(const std::string& version)
{
    if (!m_client || (m_value && !m_value->isFinished()))
        return;
    Confirmation words;
    words.session = m_gate.info();
    words.title = tr("Reveal the value of %1?").arg(name());
    words.sentence =
        tr("It stands here for %1 s, and is kept nowhere. CloudTrail records that it was read, and by "
           "whom.")
            .arg(revealedFor.count());
    words.call = m_kind == Kind::Secret ? tr("Will call secretsmanager.GetSecretValue once")
                                        : tr("Will call ssm.GetParameter once, with decryption");
    words.button = tr("Reveal");
    delete m_question;
    m_question = new ConfirmDialog(m_appearance, words, window());
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, [this, version] { start(version); });
    m_question->open();
}

void SecretView::start(const std::string& version)
{
    hideValue();
    m_note->setText(tr("Asking for the value\u2026"));
    m_value = makeOwned<secrets::SecretValue>(*m_client, m_kind, m_id, version);
    connect(m_value.get(), &Task::finished, this, &SecretView::takeValue);
    m_value->start();
}

void SecretView::takeValue()
{
    if (!m_value->result()) {
        m_note->setText(errorText(m_value->result().error()));
        return;
    }
    m_text->setPlainText(QString::fromUtf8(m_value->value()));
    m_reveal->hide();
    m_hide->show();
    m_copy->show();
    m_left = static_cast<int>(revealedFor.count());
    showLeft();
    m_second.start();
}

void SecretView::showLeft()
{
    m_note->setText(tr("Hidden again in %1 s").arg(m_left));
}

void SecretView::hideValue()
{
    m_second.stop();
    if (m_value)
        m_value->wipe();
    m_value.reset();
    m_text->setPlainText({});
    m_text->document()->clearUndoRedoStacks();
    m_note->setText(tr("The value is not read before somebody asks for it."));
    m_reveal->show();
    m_hide->hide();
    m_copy->hide();
}

void SecretView::copyValue()
{
    const QString copied = m_text->toPlainText();
    QClipboard* clipboard = QGuiApplication::clipboard();
    clipboard->setText(copied);
    // The clipboard outlives the view.
    QTimer::singleShot(revealedFor, clipboard, [clipboard, copied] {
        if (clipboard->text() == copied)
            clipboard->clear();
    });
}

void SecretView::showNotice(const QString& text)
{
    m_note->setText(text);
}

void SecretView::cancel()
{
    if (m_value)
        m_value->cancel();
}

} // namespace inia::ui
