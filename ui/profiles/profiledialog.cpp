#include "ui/profiles/profiledialog.h"

#include "core/config/profilefile.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/textlabel.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace inia::ui {

namespace {

constexpr int profileDialogWidth = 520;
constexpr int profileLabelWidth = 150;

} // namespace

ProfileDialog::ProfileDialog(const Appearance& appearance, Environment environment,
                             std::optional<std::string> profile, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_environment(std::move(environment)),
      m_profile(std::move(profile)),
      m_choice(new ChoiceBox(appearance, ChoiceBox::Typing::No)),
      m_name(new QLineEdit),
      m_fieldsHolder(new QWidget),
      m_problem(new TextLabel(appearance, FontRole::Secondary, Token::Danger)),
      m_save(new Button(appearance, Button::Kind::Primary,
                        m_profile ? tr("Save profile") : tr("Create profile")))
{
    setWindowTitle(m_profile ? tr("Edit profile") : tr("New profile"));
    setFixedWidth(appearance.theme().px(profileDialogWidth));
    build();
    if (m_profile)
        load();
    else
        showTemplate(profileTemplates().front());
    m_name->setFocus();
}

QString ProfileDialog::name() const
{
    return m_name->text().trimmed();
}

void ProfileDialog::build()
{
    const Theme& theme = m_appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(padding, padding, padding, padding);
    all->setSpacing(theme.px(12));
    QStringList names;
    for (const auto& each : profileTemplates())
        names.append(QString::fromLatin1(each.name));
    m_choice->setChoices(names);
    m_choice->setCurrentIndex(0);
    m_choice->setAccessibleName(tr("Kind of profile"));
    m_name->setAccessibleName(tr("Name"));
    auto* head = new QGridLayout;
    head->setColumnMinimumWidth(0, theme.px(profileLabelWidth));
    head->setColumnStretch(1, 1);
    head->setVerticalSpacing(theme.px(8));
    head->setHorizontalSpacing(theme.px(8));
    if (!m_profile)
        head->addWidget(new TextLabel(m_appearance, FontRole::Data, Token::Text2, tr("Kind")), 0, 0);
    head->addWidget(m_choice, 0, 1);
    m_choice->setVisible(!m_profile);
    head->addWidget(new TextLabel(m_appearance, FontRole::Data, Token::Text2, tr("Name")), 1, 0);
    head->addWidget(m_name, 1, 1);
    all->addLayout(head);
    auto* holder = new QVBoxLayout(m_fieldsHolder);
    holder->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_fieldsHolder);
    m_problem->hide();
    all->addWidget(m_problem);
    all->addWidget(
        new TextLabel(m_appearance, FontRole::Secondary, Token::Text2,
                      tr("Written to ~/.aws for all AWS tools. Keys stand in the credentials file, "
                         "which only you can read.")));
    auto* cancel = new Button(m_appearance, Button::Kind::Default, tr("Cancel"), {}, this);
    cancel->setAutoDefault(false);
    m_save->setDefault(true);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(theme.sizes().buttonGap);
    foot->addStretch(1);
    foot->addWidget(cancel);
    foot->addWidget(m_save);
    all->addLayout(foot);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_save, &QAbstractButton::clicked, this, &ProfileDialog::save);
    connect(m_choice, &QComboBox::activated, this,
            [this](int index) { showTemplate(profileTemplates().at(static_cast<std::size_t>(index))); });
}

void ProfileDialog::showTemplate(const ProfileTemplate& chosen)
{
    const Theme& theme = m_appearance.theme();
    m_template = &chosen;
    m_rows.clear();
    delete m_fields;
    m_fields = new QWidget;
    auto* grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnMinimumWidth(0, theme.px(profileLabelWidth));
    grid->setColumnStretch(1, 1);
    grid->setVerticalSpacing(theme.px(8));
    grid->setHorizontalSpacing(theme.px(8));
    QWidget* previous = m_name;
    for (const TemplateField& field : chosen.fields) {
        auto* edit = new QLineEdit(m_profile ? QString() : QString::fromLatin1(field.value));
        edit->setPlaceholderText(QString::fromLatin1(field.hint));
        edit->setAccessibleName(QString::fromLatin1(field.label));
        if (field.secret)
            edit->setEchoMode(QLineEdit::Password);
        const int row = grid->rowCount();
        grid->addWidget(
            new TextLabel(m_appearance, FontRole::Data, Token::Text2, QString::fromLatin1(field.label)), row,
            0);
        grid->addWidget(edit, row, 1);
        m_rows.push_back({field, edit, {}});
    }
    m_fieldsHolder->layout()->addWidget(m_fields);
    for (const Row& row : m_rows) {
        setTabOrder(previous, row.edit);
        previous = row.edit;
    }
    m_problem->hide();
    adjustSize();
}

void ProfileDialog::load()
{
    m_name->setText(toQString(*m_profile));
    const auto files = ConfigFiles::load(m_environment);
    const Profile* profile = files ? files->profile(*m_profile) : nullptr;
    showTemplate(profile != nullptr ? templateOf(*profile) : profileTemplates().front());
    if (profile == nullptr) {
        showProblem(files ? tr("The profile is no longer there.") : sentenceText(files.error().message));
        m_save->setEnabled(false);
        return;
    }
    const Profile* keys = files->credentialsFileProfile(*m_profile);
    for (Row& row : m_rows) {
        const bool isSignIn = row.field.section == TemplateField::Section::SignIn;
        const ConfigSection* section = isSignIn ? files->ssoSession(profile->text("sso_session")) : profile;
        if (section != nullptr && !row.field.secret)
            row.before = toQString(section->text(row.field.key));
        const bool isThere = section != nullptr && section->find(row.field.key) != nullptr;
        row.isInConfig = isThere && (keys == nullptr || keys->find(row.field.key) == nullptr);
        if (isThere && row.field.secret) {
            row.edit->setPlaceholderText(tr("Stays as it is"));
            row.field.needed = false;
        } else if (isThere && !row.isInConfig) {
            row.field.section = TemplateField::Section::Credentials;
        }
        row.edit->setText(row.before);
    }
}

QString ProfileDialog::missingField() const
{
    if (name().isEmpty())
        return tr("Name");
    for (const Row& row : m_rows) {
        if (row.field.needed && row.edit->text().trimmed().isEmpty())
            return QString::fromLatin1(row.field.label);
    }
    return {};
}

void ProfileDialog::showProblem(const QString& text)
{
    m_problem->setText(text);
    m_problem->show();
    adjustSize();
}

void ProfileDialog::save()
{
    if (const QString missing = missingField(); !missing.isEmpty()) {
        showProblem(tr("%1 is needed.").arg(missing));
        return;
    }
    const auto written = write();
    if (written)
        accept();
    else
        showProblem(sentenceText(written.error().message));
}

Result<void> ProfileDialog::write()
{
    auto editor = ProfileEditor::open(m_environment);
    if (!editor)
        return editor.error();
    const auto wanted = name().toStdString();
    if (!m_profile && editor->hasProfile(wanted))
        return makeError(ErrorKind::Parameter, "ProfileExists",
                         "There is a profile " + wanted + " already. Choose another name.");
    if (m_profile && wanted != *m_profile) {
        if (auto renamed = editor->rename(*m_profile, wanted); !renamed)
            return renamed;
    }
    std::vector<KeyChange> config;
    std::vector<KeyChange> credentials;
    std::vector<KeyChange> signIn;
    std::string signInName;
    if (!m_profile)
        config = m_template->fixed;
    for (const Row& row : m_rows) {
        const QString text = row.edit->text().trimmed();
        if (std::string_view(row.field.key) == "sso_session")
            signInName = text.toStdString();
        if (text == row.before)
            continue;
        const KeyChange change{
            row.field.key, text.isEmpty() ? std::nullopt : std::optional(text.toStdString()), {}};
        if (row.field.section == TemplateField::Section::SignIn)
            signIn.push_back(change);
        else if (row.field.section == TemplateField::Section::Credentials && !row.isInConfig)
            credentials.push_back(change);
        else
            config.push_back(change);
    }
    Result<void> done;
    if (!config.empty())
        done = editor->change(ProfileEditor::File::Config, wanted, config);
    if (done && !credentials.empty())
        done = editor->change(ProfileEditor::File::Credentials, wanted, credentials);
    if (done && !signIn.empty())
        done = editor->changeSsoSession(signInName, signIn);
    return done ? editor->save() : done;
}

} // namespace inia::ui
