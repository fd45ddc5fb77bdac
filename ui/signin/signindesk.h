#pragma once

#include "core/identity/sourcecontext.h"
#include "ui/signin/signindialog.h"

#include <QtCore/QFileSystemWatcher>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QDialog>

#include <deque>
#include <map>
#include <string>

class QLineEdit;
class QWidget;

namespace inia::ui {

class AccountsDialog;
class Appearance;
class Button;
class SessionController;
class TextLabel;

// Asks for the six digits that a person's device shows, and says for which role of which profile.
class MfaDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MfaDialog)

public:
    MfaDialog(const Appearance& appearance, const MfaQuestion& question, QWidget* parent = nullptr);

    // How many other questions wait behind this one.
    void setWaiting(int count);
    [[nodiscard]] QLineEdit* field() const { return m_field; }
    [[nodiscard]] Button* continueButton() const { return m_continue; }

signals:
    // Once: with six digits; not when the dialog is rejected.
    void entered(const QString& code);

private:
    void build(const MfaQuestion& question);
    void keepDigits();

    const Appearance& m_appearance;
    QLineEdit* m_field;
    TextLabel* m_waiting;
    Button* m_continue;
};

// Puts the questions for codes to the person before the window, one dialog after the other. A question whose
// asker has gone is taken back. When the person declines, the answer is MfaRequired: what waits says so where
// its data would be, and asks again when told to.
class MfaPrompt final : public QObject, public SignInPrompt {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MfaPrompt)

public:
    explicit MfaPrompt(const Appearance& appearance);
    ~MfaPrompt() override;

    // Over which the dialogs stand.
    void setWindow(QWidget* window);
    void askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback) override;
    // Null while nothing is asked.
    [[nodiscard]] MfaDialog* dialog() const;

private:
    struct Question {
        MfaQuestion about;
        QPointer<QObject> guard; // lives as long as who asks
        CodeCallback callback;
    };
    void show();
    void answer(const Result<std::string>& code);
    void takeBack();

    const Appearance& m_appearance;
    QPointer<QWidget> m_window;
    std::deque<Question> m_questions; // the first is the one shown
    QPointer<MfaDialog> m_dialog;
};

// Where the window's sign-ins are made: one dialog for each sign-in at Identity Center or as at the AWS
// console, however many tabs ask for it. When it has ended well, here or in another program, all that waited
// for it go on.
class SignInDesk final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SignInDesk)

public:
    SignInDesk(const Appearance& appearance, SessionController& sessions, SignInDialog::OpenUrl openUrl,
               QObject* parent = nullptr);
    ~SignInDesk() override;

    // Over which the dialogs stand.
    void setWindow(QWidget* window);
    // How many transfers wait for keys of a profile.
    void setTransfers(std::function<int(const std::string& profile)> count)
    {
        m_transfers = std::move(count);
    }

    // What the tab needs a person for: a dialog for Identity Center; a code is asked for by asking for keys
    // once more.
    void signIn(int index);
    // The same for a sign-in that no tab has to belong to.
    void signIn(const SourceContextPtr& sources, const SsoSettings& settings);
    // The same for the profile of these sources.
    void signIn(const SourceContextPtr& sources);
    // The accounts and roles that the tab's sign-in allows to enter, or that of the first profile with one.
    void showAccounts(int index);
    // Null when there is none under way.
    [[nodiscard]] SignInDialog* dialog() const;
    [[nodiscard]] AccountsDialog* accountsDialog() const;

signals:
    void copyRequested(const QString& text);
    // A tab was opened for a role, or for the profile it was saved as.
    void roleOpened(int index);
    void signedIn(const std::string& tokenPath);

private:
    void open(const std::string& path, const SourceContextPtr& sources, const SignInFacts& facts,
              const std::variant<SsoSettings, ConsoleLoginSettings>& settings);
    void finish(const std::string& path);
    void refreshWaiting();
    void watchFiles();
    void lookAtFiles();
    [[nodiscard]] QString waitingFor(const std::string& path) const;

    const Appearance& m_appearance;
    SessionController& m_sessions;
    SignInDialog::OpenUrl m_openUrl;
    std::function<int(const std::string&)> m_transfers;
    QPointer<QWidget> m_window;
    std::map<std::string, QPointer<SignInDialog>> m_dialogs; // by the file of the token
    QFileSystemWatcher m_watcher;
    std::map<std::string, std::size_t> m_seen; // of the files waited for: a hash of the token in them
    QPointer<AccountsDialog> m_accounts;
};

} // namespace inia::ui
