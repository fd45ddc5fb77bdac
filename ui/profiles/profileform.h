#pragma once

#include "ui/profiles/profiletemplates.h"

#include <QtWidgets/QWidget>

#include <functional>
#include <optional>
#include <string>
#include <vector>

class QGridLayout;
class QLineEdit;

namespace inia {
class ConfigFiles;
} // namespace inia

namespace inia::ui {

class Appearance;
class ChoiceBox;
class SegmentedControl;

// What is to be written of a profile: nothing but what was changed. Holds secrets.
struct ProfileDraft {
    std::optional<std::string> before; // its name until now; none: it is new
    std::string name;
    std::vector<KeyChange> config;
    std::vector<KeyChange> credentials;
    std::string signInName;
    std::vector<KeyChange> signIn;

    [[nodiscard]] Result<void> applyTo(ProfileEditor& editor) const;
};

// The fields of a profile: its name, those of its template, and what only this program makes of it: folder,
// colour, notes, how careful its sessions are.
class ProfileForm final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileForm)

public:
    // `profile` is the one to change; none: a new one.
    ProfileForm(const Appearance& appearance, std::optional<std::string> profile, QWidget* parent = nullptr);

    // Fills it with what the files say. False when the profile is not in them.
    bool load(const ConfigFiles& files);

    [[nodiscard]] QString name() const;
    // What has to be filled in first; empty: nothing.
    [[nodiscard]] QString missing() const;
    [[nodiscard]] ProfileDraft draft() const;
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
    [[nodiscard]] QString flag(int care, const QString& before) const;

    const Appearance& m_appearance;
    std::optional<std::string> m_profile;
    const ProfileTemplate* m_template = nullptr;
    std::vector<Row> m_rows;
    std::vector<OwnRow> m_own;
    QString m_foreignColor; // stands in the file and is none of ours
    ChoiceBox* m_choice;
    QLineEdit* m_name;
    QWidget* m_fields = nullptr;
    QWidget* m_fieldsHolder;
    ChoiceBox* m_folder;
    ChoiceBox* m_color;
    QLineEdit* m_notes;
    SegmentedControl* m_care;
};

} // namespace inia::ui
