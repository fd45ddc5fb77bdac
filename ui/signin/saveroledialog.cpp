#include "ui/signin/saveroledialog.h"

#include "core/async/background.h"
#include "core/config/profileeditor.h"
#include "ui/models/displaytext.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/button.h"
#include "ui/widgets/textlabel.h"

#include <QtCore/QPointer>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int saveRoleWidth = 420;

// What says how to get there, and nothing of who one is.
constexpr const char* takenOver[]{"region",    "endpoint_url",           "services",
                                  "ca_bundle", "use_dualstack_endpoint", "use_fips_endpoint"};

Result<void> writeRole(ProfileEditor& editor, const std::string& name, const SsoRole& role,
                       const std::string& settingsOf, const std::string& region)
{
    if (editor.hasProfile(name))
        return makeError(ErrorKind::Parameter, "ProfileExists",
                         "There is a profile " + name + " already. Choose another name.");
    const auto files = editor.files();
    if (!files)
        return files.error();
    std::vector<KeyChange> keys;
    Result<void> done;
    if (role.sessionName.empty()) {
        keys = {{"sso_start_url", role.startUrl, {}}, {"sso_region", role.region, {}}};
    } else {
        keys = {{"sso_session", role.sessionName, {}}};
        if (files->ssoSession(role.sessionName) == nullptr) {
            std::vector<KeyChange> session{{"sso_start_url", role.startUrl, {}},
                                           {"sso_region", role.region, {}}};
            if (!role.scopes.empty())
                session.push_back({"sso_registration_scopes", role.scopes, {}});
            done = editor.changeSsoSession(role.sessionName, session);
        }
    }
    keys.push_back({"sso_account_id", role.accountId, {}});
    keys.push_back({"sso_role_name", role.roleName, {}});
    const Profile* like = files->profile(settingsOf);
    for (const char* key : takenOver) {
        const bool isRegion = std::string_view(key) == "region" && !region.empty();
        const auto text = isRegion ? region : like != nullptr ? std::string(like->text(key)) : std::string();
        if (!text.empty())
            keys.push_back({key, text, {}});
    }
    return done ? editor.change(ProfileEditor::File::Config, name, keys) : done;
}

} // namespace

SaveRoleDialog::SaveRoleDialog(const Appearance& appearance, Environment environment, SsoRole role,
                               std::string settingsOf, std::string region, const QString& proposed,
                               QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_environment(std::move(environment)),
      m_role(std::move(role)),
      m_settingsOf(std::move(settingsOf)),
      m_region(std::move(region)),
      m_name(new QLineEdit(proposed)),
      m_problem(new TextLabel(appearance, FontRole::Secondary, Token::Danger)),
      m_save(new Button(appearance, Button::Kind::Primary, tr("Save and open")))
{
    setWindowTitle(tr("Save as profile"));
    setFixedWidth(appearance.theme().px(saveRoleWidth));
    build(tr("The role %1 of the account %2, for all AWS tools on this machine.")
              .arg(toOneLine(m_role.roleName), accountText(toOneLine(m_role.accountId))));
    m_name->selectAll();
    m_name->setFocus();
}

QString SaveRoleDialog::proposedName(const QString& account, const QString& role)
{
    QString name;
    for (const QChar c : QString(account + u'-' + role)) {
        const bool fits = c.isLetterOrNumber() || c == u'.' || c == u'_' || c == u'@' || c == u'+';
        if (fits)
            name.append(c);
        else if (!name.isEmpty() && !name.endsWith(u'-'))
            name.append(u'-');
    }
    return name;
}

void SaveRoleDialog::build(const QString& about)
{
    const Theme& theme = m_appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(padding, padding, padding, padding);
    all->setSpacing(theme.px(12));
    all->addWidget(new TextLabel(m_appearance, FontRole::Data, Token::Text2, about));
    m_name->setAccessibleName(tr("Name"));
    auto* line = new QHBoxLayout;
    line->setSpacing(theme.px(8));
    auto* label = new TextLabel(m_appearance, FontRole::Data, Token::Text2, tr("Name"));
    label->setWordWrap(false);
    line->addWidget(label);
    line->addWidget(m_name, 1);
    all->addLayout(line);
    m_problem->hide();
    all->addWidget(m_problem);
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
    connect(m_save, &QAbstractButton::clicked, this, &SaveRoleDialog::save);
}

void SaveRoleDialog::save()
{
    const QString name = m_name->text().trimmed();
    m_save->setEnabled(false);
    runInOwnThread(
        [environment = m_environment, name = name.toStdString(), role = m_role, like = m_settingsOf,
         region = m_region]() -> Result<void> {
            auto editor = ProfileEditor::open(environment);
            if (!editor)
                return editor.error();
            const auto done = writeRole(*editor, name, role, like, region);
            return done ? editor->save() : done;
        },
        [guard = QPointer(this), name](const Result<void>& written) {
            if (!guard)
                return;
            guard->m_save->setEnabled(true);
            if (written) {
                guard->accept();
                emit guard->saved(name);
                return;
            }
            guard->m_problem->setText(sentenceText(written.error().message));
            guard->m_problem->show();
            guard->adjustSize();
        });
}

} // namespace inia::ui
