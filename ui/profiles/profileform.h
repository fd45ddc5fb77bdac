#pragma once

#include "core/config/inifile.h"
#include "core/config/profileeditor.h"
#include "core/identity/keystore.h"

#include <QtCore/QString>
#include <QtWidgets/QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

class QGridLayout;
class QLineEdit;

namespace inia::ui {

// A value that a person is asked for.
struct TemplateField {
    enum class Section { Config, Credentials, SignIn }; // SignIn: the sso-session that the profile names
    const char* key;
    Section section;
    const char* label;
    const char* hint; // an example
    const char* value;
    bool needed;
    bool secret = false;
};

// A way to get at a service, as data: what is asked for and what is written besides.
struct ProfileTemplate {
    const char* name;
    std::vector<TemplateField> fields;
    std::vector<KeyChange> fixed;
};

[[nodiscard]] const std::vector<ProfileTemplate>& profileTemplates();
// The one whose fields suit the profile best.
[[nodiscard]] const ProfileTemplate& templateOf(const Profile& profile);
[[nodiscard]] Error profileExists(const std::string& name);

} // namespace inia::ui

namespace inia {

class ConfigFiles;

} // namespace inia

namespace inia::ui {

class Appearance;
class ChoiceBox;
class SegmentedControl;
class TextLabel;

// Where keys are kept that are to stand in no file, and the program that gives them to AWS tools from there.
struct Keychain {
    std::shared_ptr<KeyStore> store; // null: there is none
    std::string program;             // inia-cli, with its path where it may not be found otherwise
};

// What is to be written of a profile: nothing but what was changed. Holds secrets.
struct ProfileDraft {
    std::optional<std::string> before; // its name until now; none: it is new
    std::string name;
    std::vector<KeyChange> config;
    std::vector<KeyChange> credentials;
    std::string signInName;
    std::vector<KeyChange> signIn;
    // Keys that go to the keychain by this name before the files are written; empty: none do.
    std::string storedName;
    std::string keyId;
    std::string secret; // empty: the one that stands in the files

    [[nodiscard]] Result<void> applyTo(ProfileEditor& editor) const;
};

// The fields of a profile: its name, those of its template, and what only this program makes of it: folder,
// colour, notes, how careful its sessions are.
class ProfileForm final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileForm)

public:
    // `profile` is the one to change; none: a new one.
    ProfileForm(const Appearance& appearance, std::optional<std::string> profile, Keychain keychain,
                QWidget* parent = nullptr);

    // Fills it with what the files say. False when the profile is not in them.
    bool load(const ConfigFiles& files);
    // What is wrong with the keychain; empty: nothing. Until it is told, keys go to the file.
    void setKeychainProblem(const QString& problem);
    // The choice between the credentials file and the keychain; null where there are no keys to keep.
    [[nodiscard]] SegmentedControl* keyPlace() const { return m_place; }

    [[nodiscard]] QString name() const;
    // What has to be filled in first; empty: nothing.
    [[nodiscard]] QString missing() const;
    [[nodiscard]] ProfileDraft draft() const;
    // The same with new keys in the file, for a trial before they are in the keychain.
    [[nodiscard]] ProfileDraft trialDraft() const;
    [[nodiscard]] ChoiceBox* templateChoice() const { return m_choice; }
    [[nodiscard]] SegmentedControl* care() const { return m_care; }

signals:
    void edited();

private:
    struct Row {
        TemplateField field;
        QLineEdit* edit;
        QString before;
        bool isInConfig = false; // where the other tools would look for it in the credentials file
        bool isThere = false;
        [[nodiscard]] QString text() const;
    };
    // A key of our own.
    struct OwnRow {
        const char* key;
        std::function<QString()> text;
        QString before;
        bool isInCredentials = false;
    };

    void build();
    void buildOwn(QGridLayout* grid);
    void showTemplate(const ProfileTemplate& chosen);
    void addLabel(QGridLayout* grid, int row, const QString& text) const;
    void loadOwn(const ConfigFiles& files, const Profile& profile);
    [[nodiscard]] QGridLayout* makeGrid(QWidget* owner = nullptr) const;
    [[nodiscard]] QString colorName() const;
    [[nodiscard]] ProfileDraft draftWith(bool inKeychain) const;
    void keepInKeychain(ProfileDraft& draft) const;
    void addKeyPlace(QGridLayout* grid);
    void refreshKeyPlace();
    [[nodiscard]] bool isInKeychain() const;
    [[nodiscard]] QString flag(int care, const QString& before) const;

    const Appearance& m_appearance;
    std::optional<std::string> m_profile;
    const ProfileTemplate* m_template = nullptr;
    std::vector<Row> m_rows;
    std::vector<OwnRow> m_own;
    QString m_foreignColor; // stands in the file and is none of ours
    ChoiceBox* m_choice;
    QLineEdit* m_name;
    Keychain m_keychain;
    std::string m_storedName; // of keys that are in the keychain now
    std::set<std::string> m_othersStoredNames;
    std::optional<QString> m_keychainProblem;
    SegmentedControl* m_place = nullptr;
    TextLabel* m_placeNote = nullptr;
    QWidget* m_fields = nullptr;
    QWidget* m_fieldsHolder;
    ChoiceBox* m_folder;
    ChoiceBox* m_color;
    QLineEdit* m_notes;
    SegmentedControl* m_care;
};

} // namespace inia::ui
