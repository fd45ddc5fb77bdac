#pragma once

#include "core/session/session.h"
#include "ui/delegates/tabledelegate.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/models/profilemodels.h"
#include "ui/profiles/profileform.h"

#include <QtCore/QTimer>
#include <QtWidgets/QDialog>

#include <functional>

class QLineEdit;
class QStackedLayout;

namespace inia::ui {

// The first column of "Open session": colour, name, and what a session of the profile begins as; or a folder.
class ProfileDelegate final : public TableDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileDelegate)

public:
    using TableDelegate::TableDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    void paintFolder(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
};

} // namespace inia::ui

namespace inia {

class ProfileEditor;

} // namespace inia

namespace inia::ui {

class Appearance;
class Button;
class StateView;
class TableView;
class TextLabel;
class ToolButton;

// "Open session": the profiles of the config files to search, open, make, change, copy and delete. The files
// are read when it opens and after each change, in another thread; nobody is asked for anything.
class OpenSessionDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpenSessionDialog)

public:
    // `readOnlyProfiles` are those that a person has locked by hand.
    OpenSessionDialog(const Appearance& appearance, Runtime runtime, const QStringList& readOnlyProfiles = {},
                      QWidget* parent = nullptr);
    ~OpenSessionDialog() override;

    // Where keys may be kept besides the credentials file.
    void setKeychain(Keychain keychain) { m_keychain = std::move(keychain); }
    [[nodiscard]] TableView* table() const { return m_table; }
    [[nodiscard]] QLineEdit* searchField() const { return m_field; }
    [[nodiscard]] StateView* stateView() const { return m_state; }
    // Of the current profile, or of what failed.
    [[nodiscard]] TextLabel* note() const { return m_note; }
    // The files are being read or written.
    [[nodiscard]] bool isBusy() const { return m_work > 0; }

signals:
    // Empty: none; the keys are those of the environment, the container or the machine.
    void chosen(const QString& profile, bool newTab);
    // A profile that was tried wants a person to sign in.
    void signInRequested(const inia::SourceContextPtr& sources);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Profiles {
        std::vector<ProfileRow> rows;
        std::optional<Error> error;
    };

    void build();
    void addTools(QLayout* row);
    void reload(const QString& current = {});
    void take(Profiles profiles, const QString& wanted);
    void refresh();
    // From there on in that direction, past the rows of folders.
    void selectProfile(int row, int step);
    void editProfile(bool isNew);
    void duplicateProfile();
    void deleteProfile();
    // What going away means for its keys.
    [[nodiscard]] QString deletionText(const ProfileRow& row, bool takesKeys) const;
    void confirm(const Confirmation& question, std::function<void()> act);
    void removeProfile(const std::string& profile);
    void removeWithKeys(const std::string& profile, const std::string& storedName,
                        const Confirmation& question);
    void openCurrent(bool newTab);
    // Does it to the files; `done` says which profile is to be the current one then.
    void change(std::function<Result<QString>(ProfileEditor& editor)> act);
    // What is chosen before there are rows counts when they are there.
    [[nodiscard]] bool isFirstReading() const { return m_work > 0 && m_model.rowCount() == 0; }
    [[nodiscard]] const ProfileRow* currentRow() const;
    [[nodiscard]] QString current() const;

    const Appearance& m_appearance;
    Runtime m_runtime;
    Keychain m_keychain;
    ProfileTableModel m_model;
    ProfileFilter m_filter;
    QStringList m_readOnlyProfiles;
    QTimer m_minute;
    std::optional<Error> m_problem; // of the files as a whole
    std::optional<bool> m_awaited;  // chosen so early, for a new tab or this one
    int m_work = 0;                 // reading and writing under way
    int m_reading = 0;              // number of the last one

    QLineEdit* m_field;
    QStackedLayout* m_pages;
    TableView* m_table;
    StateView* m_state;
    TextLabel* m_note;
    ToolButton* m_edit;
    ToolButton* m_copy;
    ToolButton* m_delete;
    Button* m_here;
    Button* m_newTab;
};

} // namespace inia::ui
