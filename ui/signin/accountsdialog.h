#pragma once

#include "core/identity/ssoaccounts.h"
#include "ui/browse/choicepopup.h"

#include <QtWidgets/QDialog>

#include <memory>
#include <vector>

class QLineEdit;
class QStackedLayout;

namespace inia::ui {

class AccountsModel;
class Appearance;
class Button;
class ChoiceBox;
class StateView;
class TextLabel;
class TreeView;

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
