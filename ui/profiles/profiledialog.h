#pragma once

#include "core/session/accountlookup.h"
#include "ui/profiles/profileform.h"

#include <QtWidgets/QDialog>
#include <QtWidgets/QWidget>

#include <optional>
#include <string>

class QGridLayout;

namespace inia::ui {

class Appearance;
class Button;
class LinkButton;
class TextLabel;

// The steps of a trial, one below the other: what there is, or what failed and what to do about it.
class TrialView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TrialView)

public:
    explicit TrialView(const Appearance& appearance, QWidget* parent = nullptr);

    void setEntries(const std::vector<ProfileTrial::Entry>& entries);
    // "Keys: shared-credentials-file, key ****ABCD", for a screen reader and tests.
    [[nodiscard]] static QString entryText(const ProfileTrial::Entry& entry);

private:
    void addEntry(int row, const ProfileTrial::Entry& entry);

    const Appearance& m_appearance;
    QGridLayout* m_grid;
};

// Makes a profile from a template, or changes what a form can change of one. Writes the config files when it
// is accepted; what it does not show stays as it is. "Test" tries it as it stands in the form. The files are
// read and written in another thread.
class ProfileDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileDialog)

public:
    // `profile` is the one to change; none: a new one.
    ProfileDialog(const Appearance& appearance, Runtime runtime, std::optional<std::string> profile,
                  Keychain keychain = {}, QWidget* parent = nullptr);
    ~ProfileDialog() override;

    [[nodiscard]] QString name() const { return m_form->name(); }
    [[nodiscard]] ProfileForm* form() const { return m_form; }
    [[nodiscard]] Button* saveButton() const { return m_save; }
    [[nodiscard]] Button* testButton() const { return m_test; }
    // Null before there was one.
    [[nodiscard]] const ProfileTrial* trial() const { return m_trial.get(); }
    // The files are being read or written.
    [[nodiscard]] bool isBusy() const { return m_busy; }

signals:
    void signInRequested(const inia::SourceContextPtr& sources);

protected:
    bool event(QEvent* event) override;

private:
    void build();
    void load();
    void save();
    void keepKeys(const ProfileDraft& draft, const Result<Credentials>& keys);
    void write(const ProfileDraft& draft);
    void lookForKeychain();
    void toggleTest();
    void startTest(const Result<ConfigFiles>& files);
    void endTest();
    void refreshTest();
    // Gives the result of `act` on the files, in their thread, to `done` in this one.
    template <typename Act, typename Done>
    void withFiles(Act act, Done done);
    bool saysWhatIsMissing();
    void setBusy(bool busy);
    void showProblem(const QString& text);

    const Appearance& m_appearance;
    Runtime m_runtime;
    std::optional<std::string> m_profile;
    Owned<ProfileTrial> m_trial;
    bool m_busy = false;
    Keychain m_keychain;
    ProfileForm* m_form;
    TextLabel* m_problem;
    TrialView* m_steps;
    LinkButton* m_signIn;
    Button* m_test;
    Button* m_save;
};

} // namespace inia::ui
