#include "ui/signin/identity.h"

#include "core/async/background.h"
#include "core/config/configresolver.h"
#include "core/config/profileeditor.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/models/displaytext.h"
#include "ui/models/signin.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QPointer>
#include <QtGui/QAction>
#include <QtGui/QShortcut>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

namespace inia::ui {

namespace {

constexpr int identityWidth = 480;
constexpr int identityKeys = 110;

class IdentityTexts {
    Q_DECLARE_TR_FUNCTIONS(IdentityTexts)
};

QString renewalText(Renewal renewal)
{
    switch (renewal) {
    case Renewal::Silent:
        return IdentityTexts::tr("by itself, before they end");
    case Renewal::Person:
        return IdentityTexts::tr("with a code of your device");
    case Renewal::None:
        break;
    }
    return IdentityTexts::tr("when a file or variable changes");
}

void addKeySection(std::vector<KeyValueSection>& sections, const IdentityStatus& status)
{
    KeyValueSection keys{IdentityTexts::tr("Keys"), {}};
    if (!status.source.empty()) {
        keys.rows.push_back(keyValue(IdentityTexts::tr("Source"), toOneLine(status.source)));
        keys.rows.push_back(keyValue(IdentityTexts::tr("Key id"), toQString(maskedKeyId(status.accessKey))));
        keys.rows.back().mono = true;
        QString end = IdentityTexts::tr("not known to end");
        if (status.expiry) {
            const auto ms =
                std::chrono::duration_cast<std::chrono::milliseconds>(status.expiry->time_since_epoch());
            end = exactDateText(ms.count());
        }
        keys.rows.push_back(keyValue(IdentityTexts::tr("End"), end));
        keys.rows.push_back(keyValue(IdentityTexts::tr("Renewed"), renewalText(status.renewal)));
    } else if (status.error) {
        keys.rows.push_back(keyValue(IdentityTexts::tr("None"), signInReason(*status.error)));
    } else {
        keys.rows.push_back(
            keyValue(IdentityTexts::tr("None"), IdentityTexts::tr("nothing has needed any yet")));
    }
    sections.push_back(std::move(keys));
    if (status.notes.empty())
        return;
    KeyValueSection asked{IdentityTexts::tr("Asked for keys"), {}};
    for (const auto& note : status.notes)
        asked.rows.push_back(keyValue(toOneLine(note.link), note.answer.empty()
                                                                ? IdentityTexts::tr("gave them")
                                                                : toOneLine(note.answer)));
    sections.push_back(std::move(asked));
}

} // namespace

std::vector<KeyValueSection> IdentityPopup::sections(const SessionInfo& info, const IdentityStatus* status)
{
    std::vector<KeyValueSection> sections;
    KeyValueSection who{IdentityTexts::tr("Identity"), {}};
    const QString account =
        info.accountId.isEmpty() && status != nullptr ? toOneLine(status->accountId) : info.accountId;
    if (!info.arn.isEmpty())
        who.rows.push_back(keyValue(IdentityTexts::tr("ARN"), info.arn, true));
    if (!account.isEmpty()) {
        who.rows.push_back(keyValue(IdentityTexts::tr("Account"), accountText(account)));
        who.rows.back().copy = account;
    }
    if (!info.accountProblem.isEmpty())
        who.rows.push_back(keyValue(IdentityTexts::tr("Not known"), info.accountProblem));
    if (!who.rows.empty())
        sections.push_back(std::move(who));
    if (status != nullptr)
        addKeySection(sections, *status);
    return sections;
}

IdentityPopup::IdentityPopup(const Appearance& appearance, WindowServices& services, const SessionInfo& info,
                             const IdentityStatus* status, QWidget* parent)
    : Popup(appearance, identityWidth, Token::Surface, parent)
{
    const Theme& theme = appearance.theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, theme.px(6), 1, theme.px(10));
    column->setSpacing(theme.px(8));
    auto* facts = new KeyValueView(appearance, tr("Identity of the session"), identityKeys, this);
    facts->setSections(sections(info, status));
    facts->setMinimumHeight(facts->maximumHeight());
    connect(facts, &KeyValueView::copyRequested, &services, &WindowServices::copy);
    column->addWidget(facts);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(theme.sizes().panelPadding, 0, theme.sizes().panelPadding, 0);
    buttons->setSpacing(theme.sizes().buttonGap);
    const auto addButton = [&](const QString& text, void (IdentityPopup::*asked)()) {
        auto* button = new Button(appearance, Button::Kind::Default, text, {}, this);
        connect(button, &QAbstractButton::clicked, this, [this, asked] {
            close(); // deletes later
            emit(this->*asked)();
        });
        buttons->addWidget(button);
    };
    if (info.keys.need != SignInNeed::None)
        addButton(info.keys.text, &IdentityPopup::signInRequested);
    addButton(tr("Why?"), &IdentityPopup::whyRequested);
    addButton(tr("Accounts and roles\u2026"), &IdentityPopup::accountsRequested);
    buttons->addStretch(1);
    column->addLayout(buttons);
}

namespace {

constexpr int whyWidth = 760;
constexpr int whyHeight = 560;
constexpr int nameColumnWidth = 230;
constexpr int valueColumnWidth = 170;

} // namespace

WhyDialog::WhyDialog(const Appearance& appearance, WindowServices& services, const Session& session,
                     QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_services(services),
      m_model(new SettingsModel(session.settings(), this)),
      m_table(new TableView(appearance, this))
{
    const Theme& theme = appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    const QString name = toOneLine(session.profileName());
    setWindowTitle(tr("Why %1 is as it is").arg(name));
    resize(theme.px(whyWidth), theme.px(whyHeight));
    m_table->setAccessibleName(tr("Settings"));
    m_table->setModel(m_model);
    m_table->header()->resizeSection(SettingsModel::NameColumn, theme.px(nameColumnWidth));
    m_table->header()->resizeSection(SettingsModel::ValueColumn, theme.px(valueColumnWidth));
    m_table->setStretchColumn(SettingsModel::OriginColumn);
    auto* copyRows = new QShortcut(QKeySequence::Copy, m_table);
    copyRows->setContext(Qt::WidgetShortcut);
    connect(copyRows, &QShortcut::activated, this, &WhyDialog::copySelected);

    auto* copy = new Button(appearance, Button::Kind::Default, tr("Copy all"), QStringLiteral("copy"), this);
    auto* shut = new Button(appearance, Button::Kind::Default, tr("Close"), {}, this);
    shut->setDefault(true);
    copy->setAutoDefault(false);
    connect(copy, &QAbstractButton::clicked, this,
            [this, head = profileText(session)] { m_services.copy(head + u'\n' + m_model->text()); });
    connect(shut, &QAbstractButton::clicked, this, &QDialog::accept);

    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, padding, 0, padding);
    all->setSpacing(theme.px(10));
    auto* head = new QVBoxLayout;
    head->setContentsMargins(padding, 0, padding, 0);
    head->setSpacing(theme.px(4));
    head->addWidget(new TextLabel(appearance, FontRole::DialogHeading, Token::Text,
                                  tr("Settings of %1 and where they come from").arg(name), this));
    head->addWidget(new TextLabel(appearance, FontRole::Secondary, Token::Text2, profileText(session), this));
    for (const auto& warning : session.warnings())
        head->addWidget(
            new TextLabel(appearance, FontRole::Secondary, Token::Warning, toOneLine(warning), this));
    all->addLayout(head);
    all->addWidget(m_table, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(padding, 0, padding, 0);
    buttons->setSpacing(theme.sizes().buttonGap);
    buttons->addWidget(copy);
    buttons->addStretch(1);
    buttons->addWidget(shut);
    all->addLayout(buttons);
}

QString WhyDialog::profileText(const Session& session) const
{
    const auto& resolver = session.resolver();
    const auto& selection = resolver.selection();
    QString text;
    if (session.sources()->role)
        text = tr("A role of Identity Center, named by no profile.");
    else if (!selection.variable.empty())
        text = tr("The profile was named by %1.").arg(toOneLine(selection.variable));
    else if (selection.isExplicit)
        text = tr("The profile was chosen in this window.");
    else
        text = tr("Nobody has named a profile.");
    if (!selection.profile.file.empty())
        text += QLatin1Char(' ') + tr("It stands in %1.").arg(toOneLine(selection.profile.place()));
    return text + QLatin1Char(' ') +
           tr("Files: %1, %2.")
               .arg(toOneLine(resolver.files()->configPath()),
                    toOneLine(resolver.files()->credentialsPath()));
}

void WhyDialog::copySelected()
{
    QString lines;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < SettingsModel::ColumnCount; ++column)
            cells.append(index.siblingAtColumn(column).data().toString());
        lines += cells.join(u'\t') + u'\n';
    }
    if (!lines.isEmpty())
        m_services.copy(lines);
}

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
                         SaveRoleDialog::tr("There is a profile %1 already. Choose another name.")
                             .arg(toQString(name))
                             .toStdString());
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

namespace {

constexpr int accountsWidth = 560;
constexpr int accountsHeight = 520;

} // namespace

// ---- filter -----------------------------------------------------------------------------------------------

bool AccountsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const auto isFound = [this](const QModelIndex& each) {
        return contains(each) || isInAccount(text(), each.data(SuffixRole).toString());
    };
    if (isFound(index))
        return true;
    if (parent.isValid())
        return isFound(parent) || index.data(StateRole).value<RowState>() != RowState::Ready;
    for (int child = 0; child < sourceModel()->rowCount(index); ++child) {
        if (isFound(sourceModel()->index(child, 0, index)))
            return true;
    }
    return false;
}

// ---- dialog -----------------------------------------------------------------------------------------------

AccountsDialog::AccountsDialog(const Appearance& appearance, SourceContextPtr sources,
                               std::vector<SsoSettings> signIns, QWidget* parent)
    : QDialog(parent),
      m_appearance(appearance),
      m_sources(std::move(sources)),
      m_signIns(std::move(signIns)),
      m_choice(new ChoiceBox(appearance, ChoiceBox::Typing::No)),
      m_field(new QLineEdit),
      m_pages(new QStackedLayout),
      m_tree(new TreeView(appearance, TreeView::Look::Rows, new TreeDelegate(appearance))),
      m_state(new StateView(appearance)),
      m_count(new TextLabel(appearance, FontRole::Secondary, Token::Text2)),
      m_saveAs(new Button(appearance, Button::Kind::Default, tr("Save as profile\u2026"))),
      m_open(new Button(appearance, Button::Kind::Primary, tr("Open in new tab")))
{
    setWindowTitle(tr("Accounts and roles"));
    resize(appearance.theme().px(accountsWidth), appearance.theme().px(accountsHeight));
    build();
    if (m_signIns.empty())
        refresh();
    else
        showSignIn(0);
}

AccountsDialog::~AccountsDialog()
{
    m_tree->setModel(nullptr);
    m_filter.setSourceModel(nullptr);
}

void AccountsDialog::build()
{
    const Theme& theme = m_appearance.theme();
    const int padding = theme.sizes().dialogPadding;
    // Each once: the tab's own may be in the files as well.
    for (std::size_t i = m_signIns.size(); i-- > 1;) {
        if (m_signIns[i].sessionName == m_signIns[0].sessionName &&
            m_signIns[i].startUrl == m_signIns[0].startUrl)
            m_signIns.erase(m_signIns.begin() + static_cast<std::ptrdiff_t>(i));
    }
    QStringList names;
    for (const auto& signIn : m_signIns)
        names.append(toOneLine(signIn.sessionName.empty() ? signIn.startUrl : signIn.sessionName));
    m_choice->setChoices(names);
    m_choice->setCurrentIndex(names.isEmpty() ? -1 : 0);
    m_choice->setAccessibleName(tr("Sign-in"));
    m_choice->setVisible(names.size() > 1);
    m_field->setPlaceholderText(tr("Search account, number or role"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_field->addAction(m_appearance.icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_tree->setAccessibleName(tr("Accounts and roles"));
    m_tree->setModel(&m_filter);
    m_tree->setStretchColumn(0);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, padding, 0, padding);
    all->setSpacing(theme.px(10));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(padding, 0, padding, 0);
    head->setSpacing(theme.sizes().buttonGap);
    head->addWidget(m_choice);
    head->addWidget(m_field, 1);
    all->addLayout(head);
    m_pages->addWidget(m_tree);
    m_pages->addWidget(m_state);
    all->addLayout(m_pages, 1);
    auto* cancel = new Button(m_appearance, Button::Kind::Default, tr("Close"), {}, this);
    cancel->setAutoDefault(false);
    m_open->setDefault(true);
    m_saveAs->setAutoDefault(false);
    refreshButtons();
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(padding, 0, padding, 0);
    foot->setSpacing(theme.sizes().buttonGap);
    foot->addWidget(m_count, 1);
    foot->addWidget(cancel);
    foot->addWidget(m_saveAs);
    foot->addWidget(m_open);
    all->addLayout(foot);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_open, &QAbstractButton::clicked, this, &AccountsDialog::openCurrent);
    connect(m_saveAs, &QAbstractButton::clicked, this, [this] {
        const QModelIndex index = m_filter.mapToSource(m_tree->currentIndex());
        if (const auto role = currentRole())
            emit saveRequested(
                *role, SaveRoleDialog::proposedName(m_model->accountName(index), toOneLine(role->roleName)));
    });
    connect(m_choice, &QComboBox::activated, this, &AccountsDialog::showSignIn);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) { m_filter.setText(text); });
    auto* intoTree = new QShortcut(Qt::Key_Down, m_field);
    intoTree->setContext(Qt::WidgetShortcut);
    connect(intoTree, &QShortcut::activated, this, [this] {
        m_tree->setFocus();
        if (!m_tree->currentIndex().isValid())
            m_tree->setCurrentIndex(m_filter.index(0, 0));
    });
    connect(m_tree, &QAbstractItemView::doubleClicked, this, &AccountsDialog::openCurrent);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &AccountsDialog::refreshButtons);
    connect(m_tree, &TreeView::retryRequested, this,
            [this](const QModelIndex& index) { m_model->retry(m_filter.mapToSource(index)); });
    connect(m_state, &StateView::copyRequested, this, &AccountsDialog::copyRequested);
    connect(m_state, &StateView::actionTriggered, this, [this](const QString& id) {
        if (id == stateaction::signIn)
            emit signInRequested(m_model->settings());
        else if (id == stateaction::retry)
            m_model->load();
    });
}

void AccountsDialog::showSignIn(int index)
{
    auto model = std::make_unique<AccountsModel>(m_sources, m_signIns.at(static_cast<std::size_t>(index)));
    m_filter.setSourceModel(model.get());
    m_model = std::move(model);
    connect(m_model.get(), &AccountsModel::changed, this, &AccountsDialog::refresh);
    m_model->load();
}

void AccountsDialog::refresh()
{
    std::optional<StateContent> instead;
    if (!m_model) {
        instead = StateContent{.iconName = QStringLiteral("key"),
                               .title = tr("No profile signs in at Identity Center"),
                               .sentence = tr("Accounts and roles come with such a sign-in.")};
    } else if (const Error* error = m_model->error()) {
        instead = errorState(*error, tr("The accounts could not be listed"), false);
        offerSignIn(*instead, *error);
    } else if (!m_model->isLoading() && m_model->accounts() == 0) {
        instead = StateContent{.iconName = QStringLiteral("folder-open"),
                               .title = tr("No accounts"),
                               .sentence = tr("This sign-in lets you enter no account.")};
    }
    if (instead)
        m_state->setContent(*instead);
    m_pages->setCurrentIndex(instead ? 1 : 0);
    QString count;
    if (m_model && m_model->isLoading())
        count = tr("%1 loaded, loading more\u2026").arg(groupedNumber(m_model->accounts()));
    else if (m_model && !m_model->error())
        count = m_model->accounts() == 1 ? tr("1 account")
                                         : tr("%1 accounts").arg(groupedNumber(m_model->accounts()));
    m_count->setText(count);
    refreshButtons();
}

void AccountsDialog::refreshButtons()
{
    const bool hasRole = currentRole().has_value();
    m_saveAs->setEnabled(hasRole);
    m_open->setEnabled(hasRole);
}

void AccountsDialog::reloadAfterSignIn()
{
    if (m_model && m_model->error() != nullptr && signInNeed(*m_model->error()) != SignInNeed::None)
        m_model->load();
}

std::optional<SsoRole> AccountsDialog::currentRole() const
{
    const QModelIndex index = m_filter.mapToSource(m_tree->currentIndex());
    return m_model && index.isValid() ? m_model->role(index) : std::nullopt;
}

void AccountsDialog::openCurrent()
{
    if (const auto role = currentRole()) {
        accept();
        emit roleChosen(*role);
    }
}

} // namespace inia::ui
