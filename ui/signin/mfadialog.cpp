#include "ui/signin/mfadialog.h"

#include "ui/models/displaytext.h"
#include "ui/signin/signinhead.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/textlabel.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

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

} // namespace inia::ui
