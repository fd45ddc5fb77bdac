#include "ui/secrets/secretview.h"

#include "ui/dialogs/confirmdialog.h"
#include "ui/models/displaytext.h"
#include "ui/panels/detailssections.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sessionfacts.h"
#include "ui/widgets/stateview.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

namespace {

using Kind = secrets::SecretValue::Kind;

constexpr int factWidth = 120;

} // namespace

SecretView::SecretView(const Appearance& appearance, WindowServices& services, ChangeGate& gate,
                       QString profile, QWidget* parent)
    : FactsView(appearance, services, std::move(profile),
                {QStringLiteral("key"), tr("What is known of the secret"), factWidth}, parent),
      m_gate(gate)
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
}

void SecretView::build()
{
    const Theme& theme = appearance().theme();
    auto* all = new QWidget;
    m_note = new ElidedLabel(appearance(), FontRole::Data, Token::Text2, all);
    m_note->setElideMode(Qt::ElideRight);
    m_reveal =
        new Button(appearance(), Button::Kind::Primary, tr("Reveal value\u2026"), QStringLiteral("eye"), all);
    m_hide = new Button(appearance(), Button::Kind::Default, tr("Hide"), QStringLiteral("x"), all);
    m_copy = new Button(appearance(), Button::Kind::Default, tr("Copy"), QStringLiteral("copy"), all);
    m_copy->setToolTip(tr("The clipboard forgets it after %1 s").arg(revealedFor.count()));
    m_text = new QPlainTextEdit(all);
    m_text->setProperty("kind", QStringLiteral("field"));
    m_text->setFont(theme.font(FontRole::Mono));
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Value"));
    // It is copied by the button alone, since what it copies is forgotten again.
    m_text->setTextInteractionFlags(Qt::NoTextInteraction);
    m_text->setContextMenuPolicy(Qt::NoContextMenu);
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
    below->addWidget(failure(), 1);
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head());
    column->addWidget(settings());
    column->addLayout(below, 1);
    setPage(all, m_reveal);
    connect(m_reveal, &QAbstractButton::clicked, this, [this] { reveal(); });
    connect(m_hide, &QAbstractButton::clicked, this, &SecretView::hideValue);
    connect(m_copy, &QAbstractButton::clicked, this, &SecretView::copyValue);
    connect(settings(), &KeyValueView::linkActivated, this,
            [this](const QString& version, const QString&) { reveal(version.toStdString()); });
}

void SecretView::enter(Client client, Kind kind, std::string name)
{
    leave();
    m_kind = kind;
    begin(std::move(client), std::move(name));
}

void SecretView::leave()
{
    FactsView::leave();
    m_facts = {};
}

ReplyPtr SecretView::ask(CallOptions options)
{
    if (m_kind == Kind::Secret)
        return client()->call("DescribeSecret", Value::map({{"SecretId", id()}}), std::move(options));
    const Value filter = Value::map({{"Key", "Name"}, {"Option", "Equals"}, {"Values", Value::list({id()})}});
    return client()->call("DescribeParameters", Value::map({{"ParameterFilters", Value::list({filter})}}),
                          std::move(options));
}

void SecretView::take(const Value& answer)
{
    if (m_kind == Kind::Parameter && answer["Parameters"].size() == 0) {
        StateContent content;
        content.iconName = QStringLiteral("key");
        content.title = tr("There is no parameter %1").arg(name());
        content.actions = {{stateaction::retry, tr("Retry"), QStringLiteral("reload")}};
        showState(content);
        return;
    }
    m_facts = m_kind == Kind::Secret ? secrets::SecretFacts::fromSecret(answer)
                                     : secrets::SecretFacts::fromParameter(answer);
    setName(m_facts.name);
    head()->setContent(QStringLiteral("key"), name(),
                       m_kind == Kind::Secret ? tr("Secret")
                                              : tr("Parameter, %1").arg(toOneLine(m_facts.type)));
    KeyValueSection known{tr("Settings"), {}};
    for (KeyValue row :
         {textRow(tr("Description"), m_facts.description), textRow(tr("ARN"), m_facts.arn, true),
          textRow(tr("KMS key"), m_facts.key, true), timeRow(tr("Changed"), m_facts.changed),
          timeRow(tr("Last accessed"), m_facts.accessed), timeRow(tr("To be deleted"), m_facts.deleted)}) {
        if (!row.value.isEmpty())
            known.rows.push_back(std::move(row));
    }
    std::vector<KeyValueSection> sections{known};
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
    settings()->setSections(sections);
}

void SecretView::reveal(const std::string& version)
{
    if (!client() || (m_value && !m_value->isFinished()))
        return;
    const QString call = m_kind == Kind::Secret ? tr("Will call secretsmanager.GetSecretValue once")
                                                : tr("Will call ssm.GetParameter once, with decryption");
    delete m_question;
    m_question =
        new ConfirmDialog(appearance(), revealQuestion(m_gate.info(), name(), call, revealedFor), window());
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QDialog::accepted, this, [this, version] { start(version); });
    m_question->open();
}

void SecretView::start(const std::string& version)
{
    hideValue();
    m_note->setText(tr("Asking for the value\u2026"));
    m_value = makeOwned<secrets::SecretValue>(*client(), m_kind, id(), version);
    connect(m_value.get(), &Task::finished, this, [this, version] { takeValue(version); });
    m_value->start();
}

void SecretView::takeValue(const std::string& version)
{
    if (!m_value->result()) {
        const Error error = m_value->result().error();
        const quint64 call = m_value->lastCallId();
        hideValue();
        m_text->hide();
        showFailure(error, tr("The value of %1 could not be read").arg(name()), call,
                    [this, version] { reveal(version); });
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
    hideFailure();
    m_text->show();
    m_note->setText(tr("The value is not read before somebody asks for it."));
    m_reveal->show();
    m_hide->hide();
    m_copy->hide();
}

void SecretView::copyValue()
{
    copySecret(m_text->toPlainText());
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
