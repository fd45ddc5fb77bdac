#include "ui/profiles/profileform.h"

#include "core/config/inifile.h"
#include "core/config/profilefile.h"
#include "ui/models/displaytext.h"
#include "ui/models/profilemodels.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace inia::ui {

namespace {

using Section = TemplateField::Section;

QString templateText(const char* text)
{
    return QCoreApplication::translate("ProfileTemplates", text);
}

TemplateField region(const char* value)
{
    return {"region",       Section::Config, QT_TRANSLATE_NOOP("ProfileTemplates", "Region"),
            "eu-central-1", value,           false};
}

std::vector<TemplateField> keyFields(const char* id, const char* secret)
{
    return {{"aws_access_key_id", Section::Credentials,
             QT_TRANSLATE_NOOP("ProfileTemplates", "Access key id"), "", id, true},
            {"aws_secret_access_key", Section::Credentials,
             QT_TRANSLATE_NOOP("ProfileTemplates", "Secret access key"), "", secret, true, true}};
}

std::vector<TemplateField> storeFields(const char* endpoint, const char* regionName, const char* id = "",
                                       const char* secret = "")
{
    auto fields = keyFields(id, secret);
    fields.insert(fields.begin(),
                  {"endpoint_url", Section::Config, QT_TRANSLATE_NOOP("ProfileTemplates", "Endpoint"),
                   "https://s3.example.com", endpoint, true});
    fields.push_back(region(regionName));
    return fields;
}

KeyChange pathStyle()
{
    return {"s3", "path", "addressing_style"};
}

// Stores that know no checksums but MD5 refuse requests that carry others.
std::vector<KeyChange> fewChecksums(std::vector<KeyChange> others = {})
{
    others.push_back({"request_checksum_calculation", "when_required", {}});
    others.push_back({"response_checksum_validation", "when_required", {}});
    return others;
}

std::vector<ProfileTemplate> makeTemplates()
{
    auto aws = keyFields("", "");
    aws.push_back(region(""));
    return {
        {QT_TRANSLATE_NOOP("ProfileTemplates", "AWS access key"), std::move(aws), {}},
        {QT_TRANSLATE_NOOP("ProfileTemplates", "AWS Identity Center"),
         {{"sso_session", Section::Config, QT_TRANSLATE_NOOP("ProfileTemplates", "Name of the sign-in"),
           "acme", "", true},
          {"sso_start_url", Section::SignIn, QT_TRANSLATE_NOOP("ProfileTemplates", "Start URL"),
           "https://acme.awsapps.com/start", "", true},
          {"sso_region", Section::SignIn, QT_TRANSLATE_NOOP("ProfileTemplates", "Region of the sign-in"),
           "eu-central-1", "", true},
          {"sso_account_id", Section::Config, QT_TRANSLATE_NOOP("ProfileTemplates", "Account"),
           "123456789012", "", true},
          {"sso_role_name", Section::Config, QT_TRANSLATE_NOOP("ProfileTemplates", "Role"), "Developer", "",
           true},
          region("")},
         {}},
        {QT_TRANSLATE_NOOP("ProfileTemplates", "AWS role"),
         {{"role_arn", Section::Config, QT_TRANSLATE_NOOP("ProfileTemplates", "Role ARN"),
           "arn:aws:iam::123456789012:role/Admin", "", true},
          {"source_profile", Section::Config, QT_TRANSLATE_NOOP("ProfileTemplates", "Keys of profile"),
           "default", "", true},
          {"mfa_serial", Section::Config, QT_TRANSLATE_NOOP("ProfileTemplates", "MFA device"),
           "arn:aws:iam::123456789012:mfa/ann", "", false},
          {"external_id", Section::Config, QT_TRANSLATE_NOOP("ProfileTemplates", "External id"), "", "",
           false},
          region("")},
         {}},
        {"MinIO", storeFields("http://localhost:9000", "us-east-1"), {pathStyle()}},
        {"Cloudflare R2", storeFields("https://ACCOUNT.r2.cloudflarestorage.com", "auto"), fewChecksums()},
        {"Backblaze B2", storeFields("https://s3.us-west-004.backblazeb2.com", "us-west-004"),
         fewChecksums()},
        {"Wasabi", storeFields("https://s3.eu-central-1.wasabisys.com", "eu-central-1"), fewChecksums()},
        {"Ceph", storeFields("", "us-east-1"), fewChecksums({pathStyle()})},
        {"Google Cloud Storage", storeFields("https://storage.googleapis.com", "auto"),
         fewChecksums({pathStyle()})},
        {"LocalStack", storeFields("http://localhost:4566", "us-east-1", "test", "test"), {pathStyle()}},
        {"moto", storeFields("http://localhost:5000", "us-east-1", "testing", "testing"), {pathStyle()}},
    };
}

} // namespace

const std::vector<ProfileTemplate>& profileTemplates()
{
    static const auto templates = makeTemplates();
    return templates;
}

const ProfileTemplate& templateOf(const Profile& profile)
{
    const auto& all = profileTemplates();
    if (profile.find("sso_session") != nullptr)
        return all[1];
    if (profile.find("role_arn") != nullptr)
        return all[2];
    return profile.find("endpoint_url") != nullptr ? all[3] : all[0];
}

namespace {

constexpr int profileLabelWidth = 150; // at least
// Of sessionColorNames.
constexpr std::array<const char*, sessionColorNames.size()> colorTexts{
    QT_TRANSLATE_NOOP("ProfileTemplates", "Teal"), QT_TRANSLATE_NOOP("ProfileTemplates", "Ochre"),
    QT_TRANSLATE_NOOP("ProfileTemplates", "Violet"), QT_TRANSLATE_NOOP("ProfileTemplates", "Steel"),
    QT_TRANSLATE_NOOP("ProfileTemplates", "Grey")};
enum Care : int { Ordinary, ReadOnly, Production };

bool isKey(const TemplateField& field)
{
    const std::string_view key = field.key;
    return key == "aws_access_key_id" || key == "aws_secret_access_key";
}

// As the longest label that there may be, so that the parts of the form stand in line in every language.
int labelWidth(const Theme& theme)
{
    const QFontMetrics metrics(theme.font(FontRole::Data));
    int width = theme.px(profileLabelWidth);
    for (const ProfileTemplate& each : profileTemplates()) {
        for (const TemplateField& field : each.fields)
            width = std::max(width, metrics.horizontalAdvance(templateText(field.label)));
    }
    return std::max(width, metrics.horizontalAdvance(ProfileForm::tr("Keys are kept in")));
}

std::optional<std::string> valueOf(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text.toStdString());
}

} // namespace

Error profileExists(const std::string& name)
{
    return makeError(
        ErrorKind::Parameter, "ProfileExists",
        QCoreApplication::translate("ProfileTemplates", "There is a profile %1 already. Choose another name.")
            .arg(toQString(name))
            .toStdString());
}

Result<void> ProfileDraft::applyTo(ProfileEditor& editor) const
{
    if (!before && editor.hasProfile(name)) {
        return profileExists(name);
    }
    Result<void> done;
    if (before && name != *before)
        done = editor.rename(*before, name);
    if (done && (!config.empty() || (!before && credentials.empty())))
        done = editor.change(ProfileEditor::File::Config, name, config);
    if (done && !credentials.empty())
        done = editor.change(ProfileEditor::File::Credentials, name, credentials);
    if (done && !signIn.empty())
        done = editor.changeSsoSession(signInName, signIn);
    return done;
}

ProfileForm::ProfileForm(const Appearance& appearance, std::optional<std::string> profile, Keychain keychain,
                         QWidget* parent)
    : QWidget(parent),
      m_appearance(appearance),
      m_profile(std::move(profile)),
      m_choice(new ChoiceBox(appearance, ChoiceBox::Typing::No)),
      m_name(new QLineEdit),
      m_keychain(std::move(keychain)),
      m_fieldsHolder(new QWidget),
      m_folder(new ChoiceBox(appearance, ChoiceBox::Typing::Yes)),
      m_color(new ChoiceBox(appearance, ChoiceBox::Typing::No)),
      m_notes(new QLineEdit),
      m_care(new SegmentedControl(appearance, {tr("Ordinary"), tr("Read-only"), tr("Production")}))
{
    build();
    showTemplate(profileTemplates().front());
    if (m_profile)
        m_name->setText(toQString(*m_profile));
    setFocusProxy(m_name);
}

QString ProfileForm::Row::text() const
{
    return edit->text().trimmed();
}

QString ProfileForm::name() const
{
    return m_name->text().trimmed();
}

// ---- fields -----------------------------------------------------------------------------------------------

QGridLayout* ProfileForm::makeGrid(QWidget* owner) const
{
    const Theme& theme = m_appearance.theme();
    auto* grid = new QGridLayout(owner);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnMinimumWidth(0, labelWidth(theme));
    grid->setColumnStretch(1, 1);
    grid->setVerticalSpacing(theme.px(8));
    grid->setHorizontalSpacing(theme.px(8));
    return grid;
}

void ProfileForm::addLabel(QGridLayout* grid, int row, const QString& text) const
{
    auto* label = new TextLabel(m_appearance, FontRole::Data, Token::Text2, text);
    label->setWordWrap(false);
    grid->addWidget(label, row, 0);
}

void ProfileForm::build()
{
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(m_appearance.theme().px(8));
    QStringList names;
    for (const auto& each : profileTemplates())
        names.append(templateText(each.name));
    m_choice->setChoices(names);
    m_choice->setCurrentIndex(0);
    m_choice->setAccessibleName(tr("Kind of profile"));
    m_name->setAccessibleName(tr("Name"));
    auto* head = makeGrid();
    if (!m_profile)
        addLabel(head, 0, tr("Kind"));
    head->addWidget(m_choice, 0, 1);
    m_choice->setVisible(!m_profile);
    addLabel(head, 1, tr("Name"));
    head->addWidget(m_name, 1, 1);
    all->addLayout(head);
    auto* holder = new QVBoxLayout(m_fieldsHolder);
    holder->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_fieldsHolder);
    auto* own = makeGrid();
    buildOwn(own);
    all->addSpacing(m_appearance.theme().px(8));
    all->addLayout(own);
    connect(m_name, &QLineEdit::textChanged, this, &ProfileForm::edited);
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        showTemplate(profileTemplates().at(static_cast<std::size_t>(index)));
        emit edited();
    });
}

void ProfileForm::buildOwn(QGridLayout* grid)
{
    m_folder->setAccessibleName(tr("Folder"));
    QStringList colors{tr("Automatic")};
    for (const char* name : colorTexts)
        colors.append(templateText(name));
    m_color->setChoices(colors);
    m_color->setCurrentIndex(0);
    m_color->setAccessibleName(tr("Colour"));
    m_notes->setAccessibleName(tr("Notes"));
    m_care->setOptionToolTip(ReadOnly, tr("Sessions begin locked: nothing is changed before the lock is "
                                          "opened."));
    m_care->setOptionToolTip(Production, tr("A red frame, sessions that begin locked, and a name to type "
                                            "before something is destroyed."));
    const std::pair<QString, QWidget*> rows[]{{tr("Folder"), m_folder},
                                              {tr("Colour"), m_color},
                                              {tr("Notes"), m_notes},
                                              {tr("Sessions are"), m_care}};
    int at = 0;
    for (const auto& [label, widget] : rows) {
        addLabel(grid, at, label);
        const auto align = widget == m_care ? Qt::AlignLeft : Qt::Alignment();
        grid->addWidget(widget, at++, 1, align);
    }
    m_own = {{"inia_folder", [this] { return m_folder->currentText().trimmed(); }, {}},
             {"inia_color", [this] { return colorName(); }, {}},
             {"inia_notes", [this] { return m_notes->text().trimmed(); }, {}},
             {"inia_production", [this] { return flag(Production, m_own[3].before); }, {}},
             {"inia_read_only", [this] { return flag(ReadOnly, m_own[4].before); }, {}}};
}

QString ProfileForm::colorName() const
{
    const int index = m_color->currentIndex();
    return index > 0 ? QString::fromLatin1(sessionColorNames[static_cast<std::size_t>(index) - 1])
                     : m_foreignColor;
}

// What stands there stays where it says the same, in whatever words. Production leaves a lock as it is: it
// has one of its own.
QString ProfileForm::flag(int care, const QString& before) const
{
    const bool was = !isExplicitNo(before.toStdString());
    if (care == ReadOnly && m_care->currentIndex() == Production)
        return before;
    const bool is = m_care->currentIndex() == care;
    return was == is ? before : is ? QStringLiteral("true") : QString();
}

void ProfileForm::showTemplate(const ProfileTemplate& chosen)
{
    m_template = &chosen;
    m_rows.clear();
    delete m_fields;
    m_fields = new QWidget;
    m_fieldsHolder->layout()->addWidget(m_fields); // before the order of its fields, which a window has
    auto* grid = makeGrid(m_fields);
    QWidget* previous = m_name;
    for (const TemplateField& field : chosen.fields) {
        auto* edit = new QLineEdit(m_profile ? QString() : QString::fromLatin1(field.value));
        edit->setPlaceholderText(QString::fromLatin1(field.hint));
        edit->setAccessibleName(templateText(field.label));
        if (field.secret)
            edit->setEchoMode(QLineEdit::Password);
        const int row = grid->rowCount();
        addLabel(grid, row, templateText(field.label));
        grid->addWidget(edit, row, 1);
        connect(edit, &QLineEdit::textChanged, this, &ProfileForm::edited);
        m_rows.push_back({field, edit, {}});
        setTabOrder(previous, edit);
        previous = edit;
    }
    m_place = nullptr;
    m_placeNote = nullptr;
    if (std::any_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.field.secret; }))
        addKeyPlace(grid);
    setTabOrder(previous, m_folder);
}

// ---- keychain ---------------------------------------------------------------------------------------------

void ProfileForm::addKeyPlace(QGridLayout* grid)
{
    const int row = grid->rowCount();
    m_place = new SegmentedControl(m_appearance, {tr("Credentials file"), tr("Keychain")});
    m_placeNote = new TextLabel(m_appearance, FontRole::Secondary, Token::Text2);
    addLabel(grid, row, tr("Keys are kept in"));
    grid->addWidget(m_place, row, 1, Qt::AlignLeft);
    grid->addWidget(m_placeNote, row + 1, 1);
    connect(m_place, &SegmentedControl::currentChanged, this, &ProfileForm::edited);
    refreshKeyPlace();
}

void ProfileForm::setKeychainProblem(const QString& problem)
{
    m_keychainProblem = problem;
    refreshKeyPlace();
}

void ProfileForm::refreshKeyPlace()
{
    if (m_place == nullptr)
        return;
    const bool canKeep = m_keychainProblem && m_keychainProblem->isEmpty();
    m_place->setOptionEnabled(1, canKeep || isInKeychain());
    m_place->setOptionToolTip(1, tr("The keys are in the keychain of the desktop, and AWS tools get them by "
                                    "credential_process"));
    m_placeNote->setText(m_keychainProblem.value_or(QString()));
    m_placeNote->setVisible(!m_placeNote->text().isEmpty());
}

bool ProfileForm::isInKeychain() const
{
    return m_place != nullptr && m_place->currentIndex() == 1;
}

void ProfileForm::keepInKeychain(ProfileDraft& draft) const
{
    for (const Row& row : m_rows) {
        if (!isKey(row.field))
            continue;
        (row.field.secret ? draft.secret : draft.keyId) = row.text().toStdString();
        if (row.isThere)
            (row.isInConfig ? draft.config : draft.credentials).push_back({row.field.key, std::nullopt, {}});
    }
    if (!m_storedName.empty() && draft.keyId.empty() && draft.secret.empty())
        return;
    // A renamed profile keeps its entry and a copy shares one: what others use is not written over.
    const bool isNew = m_storedName.empty() || m_othersStoredNames.contains(m_storedName);
    draft.storedName = isNew ? draft.name : m_storedName;
    for (int number = 2; m_othersStoredNames.contains(draft.storedName); ++number)
        draft.storedName = draft.name + '-' + std::to_string(number);
    if (isNew) {
        draft.config.push_back(
            {"credential_process", storedKeysCommand(m_keychain.program, draft.storedName), {}});
    }
}

// ---- values -----------------------------------------------------------------------------------------------

bool ProfileForm::load(const ConfigFiles& files)
{
    QStringList folders;
    m_othersStoredNames.clear();
    for (const auto& each : files.profileNames()) {
        const Profile& other = *files.profile(each);
        const QString folder = toOneLine(other.text("inia_folder"));
        if (!folder.isEmpty() && !folders.contains(folder))
            folders.append(folder);
        if (each != m_profile)
            m_othersStoredNames.insert(storedKeysName(other.text("credential_process")));
    }
    m_folder->setChoices(folders);
    m_folder->setText({});
    if (!m_profile)
        return true;
    const Profile* profile = files.profile(*m_profile);
    if (profile == nullptr)
        return false;
    showTemplate(templateOf(*profile));
    const Profile* keys = files.credentialsFileProfile(*m_profile);
    m_storedName = storedKeysName(profile->text("credential_process"));
    if (m_place != nullptr)
        m_place->setCurrentIndex(m_storedName.empty() ? 0 : 1);
    refreshKeyPlace();
    for (Row& row : m_rows) {
        if (isKey(row.field) && !m_storedName.empty())
            row.edit->setPlaceholderText(tr("In the keychain"));
        const bool isSignIn = row.field.section == TemplateField::Section::SignIn;
        const ConfigSection* section = isSignIn ? files.ssoSession(profile->text("sso_session")) : profile;
        if (section != nullptr && !row.field.secret)
            row.before = toQString(section->text(row.field.key));
        row.isThere = section != nullptr && section->find(row.field.key) != nullptr;
        row.isInConfig = row.isThere && (keys == nullptr || keys->find(row.field.key) == nullptr);
        if (row.isThere && row.field.secret) {
            row.edit->setPlaceholderText(tr("Stays as it is"));
        } else if (row.isThere && !row.isInConfig && !isSignIn) {
            row.field.section = TemplateField::Section::Credentials;
        }
        row.edit->setText(row.before);
    }
    loadOwn(files, *profile);
    return true;
}

void ProfileForm::loadOwn(const ConfigFiles& files, const Profile& profile)
{
    const Profile* keys = files.credentialsFileProfile(*m_profile);
    for (OwnRow& row : m_own) {
        row.before = toQString(profile.text(row.key));
        row.isInCredentials = keys != nullptr && keys->find(row.key) != nullptr;
    }
    m_folder->setText(m_own[0].before);
    m_color->setCurrentIndex(sessionColorOf(profile).value_or(-1) + 1);
    m_foreignColor = m_color->currentIndex() == 0 ? m_own[1].before : QString();
    m_notes->setText(m_own[2].before);
    m_care->setCurrentIndex(profile.isProduction()                          ? Production
                            : !isExplicitNo(profile.text("inia_read_only")) ? ReadOnly
                                                                            : Ordinary);
}

QString ProfileForm::missing() const
{
    if (name().isEmpty())
        return tr("Name");
    // A profile may well do without what was never in it, but for half a pair of keys.
    const bool hasKeys = std::any_of(m_rows.begin(), m_rows.end(), [](const Row& row) {
        return isKey(row.field) && (!row.text().isEmpty() || (row.field.secret && row.isThere));
    });
    const bool mayStay = !m_storedName.empty() && isInKeychain() && !hasKeys;
    for (const Row& row : m_rows) {
        const bool isLeft = row.field.secret && row.isThere;
        const bool mustKeep = isKey(row.field) && (hasKeys || isInKeychain()) && !mayStay;
        const bool mayLack = m_profile && !row.isThere && !mustKeep;
        if (row.field.needed && row.text().isEmpty() && !isLeft && !mayLack)
            return templateText(row.field.label);
    }
    return {};
}

ProfileDraft ProfileForm::draft() const
{
    return draftWith(isInKeychain());
}

ProfileDraft ProfileForm::trialDraft() const
{
    const bool hasNewKeys = std::any_of(m_rows.begin(), m_rows.end(), [](const Row& row) {
        return isKey(row.field) && !row.text().isEmpty();
    });
    return draftWith(isInKeychain() && !hasNewKeys);
}

ProfileDraft ProfileForm::draftWith(bool inKeychain) const
{
    ProfileDraft draft{m_profile, name().toStdString(), {}, {}, {}, {}, {}, {}, {}};
    if (inKeychain)
        keepInKeychain(draft);
    else if (!m_storedName.empty())
        draft.config.push_back({"credential_process", std::nullopt, {}});
    if (!m_profile)
        draft.config.insert(draft.config.end(), m_template->fixed.begin(), m_template->fixed.end());
    for (const Row& row : m_rows) {
        if (inKeychain && isKey(row.field))
            continue;
        const QString text = row.text();
        if (std::string_view(row.field.key) == "sso_session")
            draft.signInName = text.toStdString();
        if (text == row.before)
            continue;
        const KeyChange change{row.field.key, valueOf(text), {}};
        if (row.field.section == TemplateField::Section::SignIn)
            draft.signIn.push_back(change);
        else if (row.field.section == TemplateField::Section::Credentials && !row.isInConfig)
            draft.credentials.push_back(change);
        else
            draft.config.push_back(change);
    }
    for (const OwnRow& row : m_own) {
        if (const QString text = row.text(); text != row.before)
            (row.isInCredentials ? draft.credentials : draft.config).push_back({row.key, valueOf(text), {}});
    }
    return draft;
}

} // namespace inia::ui
