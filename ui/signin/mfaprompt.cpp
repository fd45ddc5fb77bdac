#include "ui/signin/mfaprompt.h"

#include "ui/models/displaytext.h"
#include "ui/signin/signindialog.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/labels.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QApplication>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>
#include <QtWidgets/QWidget>

#include <algorithm>
#include <utility>

namespace inia::ui {

namespace {

constexpr int mfaDialogWidth = 420;
constexpr int codeFieldWidth = 150;
constexpr int codeDigits = 6;

} // namespace

MfaDialog::MfaDialog(const Appearance& appearance, const MfaQuestion& question, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_field(new QLineEdit),
      m_waiting(new TextLabel(appearance, FontRole::Secondary, Token::Text2)),
      m_continue(new Button(appearance, Button::Kind::Primary, tr("Use code")))
{
    setWindowTitle(tr("Code of your device"));
    setFixedWidth(appearance.theme().px(mfaDialogWidth));
    build(question);
    m_continue->setDefault(true);
    m_continue->setEnabled(false);
    m_waiting->hide();
    m_field->setFocus();
    connect(m_field, &QLineEdit::textChanged, this, &MfaDialog::keepDigits);
    connect(m_continue, &QAbstractButton::clicked, this, [this] {
        emit entered(m_field->text());
        accept();
    });
}

void MfaDialog::build(const MfaQuestion& question)
{
    const Theme& theme = m_appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(padding, padding, padding, padding);
    all->setSpacing(theme.px(12));
    auto* head = new SignInHead(m_appearance, this);
    head->setTexts(tr("Enter the code for %1").arg(toOneLine(question.profile)),
                   tr("The role asks for the six digits that your device shows now."));
    all->addWidget(head);
    auto* facts = new QGridLayout;
    facts->setHorizontalSpacing(theme.px(8));
    facts->setVerticalSpacing(theme.px(4));
    facts->setColumnMinimumWidth(0, theme.px(64));
    facts->setColumnStretch(1, 1);
    const auto addFact = [&](int row, const QString& key, const std::string& value) {
        auto* name = new ElidedLabel(m_appearance, FontRole::Secondary, Token::Text2, this);
        name->setText(key);
        auto* label = new ElidedLabel(m_appearance, FontRole::Mono, Token::Text, this);
        label->setText(toOneLine(value));
        facts->addWidget(name, row, 0);
        facts->addWidget(label, row, 1);
    };
    addFact(0, tr("Device"), question.device);
    addFact(1, tr("Role"), question.role);
    all->addLayout(facts);
    m_field->setAccessibleName(tr("Code of the device, six digits"));
    m_field->setPlaceholderText(QStringLiteral("000000"));
    m_field->setFont(theme.font(FontRole::Mono));
    m_field->setFixedWidth(theme.px(codeFieldWidth));
    m_field->setInputMethodHints(Qt::ImhDigitsOnly | Qt::ImhNoPredictiveText | Qt::ImhSensitiveData);
    all->addWidget(m_field);
    if (question.isAgain)
        all->addWidget(new TextLabel(m_appearance, FontRole::Data, Token::Danger,
                                     tr("The code was not accepted. Each code serves once: wait until the "
                                        "device shows another."),
                                     this));
    all->addWidget(m_waiting);
    auto* cancel = new Button(m_appearance, Button::Kind::Default, tr("Cancel"), {}, this);
    cancel->setAutoDefault(false);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.sizes().buttonGap);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_continue);
    all->addLayout(buttons);
}

// No limit of length, which would cut "123 456" before its blank is gone.
void MfaDialog::keepDigits()
{
    QString digits;
    for (const QChar c : m_field->text()) {
        if (c >= u'0' && c <= u'9' && digits.size() < codeDigits)
            digits += c;
    }
    if (digits != m_field->text()) {
        const QSignalBlocker quiet(m_field);
        m_field->setText(digits);
    }
    m_continue->setEnabled(digits.size() == codeDigits);
}

void MfaDialog::setWaiting(int count)
{
    m_waiting->setVisible(count > 0);
    m_waiting->setText(count == 1 ? tr("Another role asks for a code after this one.")
                                  : tr("%1 other roles ask for a code after this one.").arg(count));
}

MfaPrompt::MfaPrompt(const Appearance& appearance) : m_appearance(appearance) {}

void MfaPrompt::setWindow(QWidget* window)
{
    m_window = window;
}

MfaDialog* MfaPrompt::dialog() const
{
    return m_dialog;
}

MfaPrompt::~MfaPrompt()
{
    for (const auto& question : m_questions) {
        if (question.guard)
            question.guard->disconnect(this);
    }
    delete m_dialog;
}

void MfaPrompt::askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback)
{
    // A child dies with the context and tells.
    auto* guard = new QObject(context);
    connect(guard, &QObject::destroyed, this, &MfaPrompt::takeBack);
    Question asked{question, guard, std::move(callback)};
    if (question.isAgain && !m_dialog)
        m_questions.push_front(std::move(asked));
    else
        m_questions.push_back(std::move(asked));
    show();
}

void MfaPrompt::show()
{
    if (m_questions.empty())
        return;
    if (!m_dialog) {
        // Another dialog may hold the window; what stands on that can be used. It may close, and this with
        // it.
        QWidget* modal = QApplication::activeModalWidget();
        m_dialog = new MfaDialog(m_appearance, m_questions.front().about,
                                 modal != nullptr ? modal : m_window.data());
        connect(m_dialog, &QObject::destroyed, this, &MfaPrompt::show, Qt::QueuedConnection);
        connect(m_dialog, &MfaDialog::entered, this,
                [this](const QString& code) { answer(code.toStdString()); });
        connect(m_dialog, &QDialog::rejected, this, [this] {
            const auto& about = m_questions.front().about;
            answer(makeError(ErrorKind::Credentials, "MfaRequired",
                             "No code of the device " + about.device +
                                 " was entered, which the role of profile \"" + about.profile + "\" needs."));
        });
        m_dialog->show();
    }
    m_dialog->setWaiting(static_cast<int>(m_questions.size()) - 1);
}

void MfaPrompt::answer(const Result<std::string>& code)
{
    const Question question = std::move(m_questions.front());
    m_questions.pop_front();
    m_dialog->disconnect(this);
    m_dialog->deleteLater();
    m_dialog.clear();
    // The next one not before what this one was for has had its turn: a wrong code is asked for again first.
    QMetaObject::invokeMethod(this, &MfaPrompt::show, Qt::QueuedConnection);
    if (!question.guard)
        return;
    question.guard->disconnect(this);
    delete question.guard.data();
    question.callback(code);
}

void MfaPrompt::takeBack()
{
    const bool isShown = m_dialog && !m_questions.front().guard;
    std::erase_if(m_questions, [](const Question& question) { return question.guard.isNull(); });
    if (isShown) {
        m_dialog->disconnect(this);
        m_dialog->hide();
        m_dialog->deleteLater();
        m_dialog.clear();
    }
    show();
}

} // namespace inia::ui
