#pragma once

#include "core/identity/identity.h"
#include "core/identity/ssologin.h"
#include "core/session/session.h"
#include "ui/dialogs/popups.h"
#include "ui/models/keyvaluemodel.h"
#include "ui/widgets/sessionfacts.h"

#include <QtWidgets/QDialog>

#include <memory>
#include <string>
#include <vector>

class QLineEdit;
class QStackedLayout;

namespace inia::ui {

class AccountsModel;
class Appearance;
class Button;
class ChoiceBox;
class StateView;
class TableView;
class TextLabel;
class TreeView;
class WindowServices;

// Who the current session is, where its keys come from and until when: below the facts of the session bar.
class IdentityPopup final : public Popup {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(IdentityPopup)

public:
    // The services outlive it; `status` is null where keys were given by hand or none are used.
    IdentityPopup(const Appearance& appearance, WindowServices& services, const SessionInfo& info,
                  const IdentityStatus* status, QWidget* parent);

    [[nodiscard]] static std::vector<KeyValueSection> sections(const SessionInfo& info,
                                                               const IdentityStatus* status);

signals:
    void whyRequested();
    void accountsRequested();
    void signInRequested();
};

// Why a session is as it is: every setting with its value and where that comes from, down to file and line.
// No secret is among them.
class WhyDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WhyDialog)

public:
    // The services outlive it.
    WhyDialog(const Appearance& appearance, WindowServices& services, const Session& session,
              QWidget* parent = nullptr);

    [[nodiscard]] TableView* table() const { return m_table; }
    [[nodiscard]] const SettingsModel& model() const { return *m_model; }

private:
    [[nodiscard]] QString profileText(const Session& session) const;
    void copySelected();

    const Appearance& m_appearance;
    WindowServices& m_services;
    SettingsModel* m_model;
    TableView* m_table;
};

// Writes a role of Identity Center into the config file, as a profile under a name of the person's choice.
class SaveRoleDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SaveRoleDialog)

public:
    // `settingsOf` is the profile whose endpoints and the like the new one gets; empty: none. `proposed` is a
    // name that may be taken.
    SaveRoleDialog(const Appearance& appearance, Environment environment, SsoRole role,
                   std::string settingsOf, std::string region, const QString& proposed,
                   QWidget* parent = nullptr);

    [[nodiscard]] QLineEdit* nameField() const { return m_name; }
    [[nodiscard]] Button* saveButton() const { return m_save; }

    // "acme-dev-Developer" of an account's name and a role.
    [[nodiscard]] static QString proposedName(const QString& account, const QString& role);

signals:
    // It stands in the file; the dialog has accepted itself.
    void saved(const QString& profile);

private:
    void build(const QString& about);
    void save();

    const Appearance& m_appearance;
    Environment m_environment;
    SsoRole m_role;
    std::string m_settingsOf;
    std::string m_region;
    QLineEdit* m_name;
    TextLabel* m_problem;
    Button* m_save;
};

// Accounts whose name or id contains the text, and the roles below them.
class AccountsFilter final : public ChoiceFilter {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountsFilter)

public:
    using ChoiceFilter::ChoiceFilter;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
};

// The accounts and roles that a sign-in at Identity Center lets one enter, as a tree. A role is opened as a
// tab without a profile in any file.
class AccountsDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AccountsDialog)

public:
    // The first of the sign-ins is shown.
    AccountsDialog(const Appearance& appearance, SourceContextPtr sources, std::vector<SsoSettings> signIns,
                   QWidget* parent = nullptr);
    ~AccountsDialog() override;

    [[nodiscard]] TreeView* tree() const { return m_tree; }
    [[nodiscard]] AccountsModel* model() const { return m_model.get(); }
    [[nodiscard]] StateView* stateView() const { return m_state; }
    [[nodiscard]] Button* openButton() const { return m_open; }
    [[nodiscard]] Button* saveButton() const { return m_saveAs; }

public slots:
    // Somebody has signed in: lists that were waiting for it are asked for.
    void reloadAfterSignIn();

signals:
    void roleChosen(const inia::SsoRole& role);
    // As a profile, for which a name is proposed.
    void saveRequested(const inia::SsoRole& role, const QString& name);
    void signInRequested(const inia::SsoSettings& settings);
    void copyRequested(const QString& text);

private:
    void build();
    void showSignIn(int index);
    void refresh();
    void refreshButtons();
    void openCurrent();
    [[nodiscard]] std::optional<SsoRole> currentRole() const;

    const Appearance& m_appearance;
    SourceContextPtr m_sources;
    std::vector<SsoSettings> m_signIns;
    std::unique_ptr<AccountsModel> m_model;
    AccountsFilter m_filter;
    ChoiceBox* m_choice;
    QLineEdit* m_field;
    QStackedLayout* m_pages;
    TreeView* m_tree;
    StateView* m_state;
    TextLabel* m_count;
    Button* m_saveAs;
    Button* m_open;
};

} // namespace inia::ui
