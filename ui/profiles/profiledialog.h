#pragma once

#include "core/config/environment.h"
#include "ui/profiles/profiletemplates.h"

#include <QtWidgets/QDialog>

#include <optional>
#include <string>

class QGridLayout;
class QLineEdit;

namespace inia::ui {

class Appearance;
class Button;
class ChoiceBox;
class TextLabel;

// Makes a profile from a template, or changes what a form can change of one. Writes the config files when it
// is accepted; what it does not show stays as it is.
class ProfileDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProfileDialog)

public:
    // `profile` is the one to change; none: a new one.
    ProfileDialog(const Appearance& appearance, Environment environment, std::optional<std::string> profile,
                  QWidget* parent = nullptr);

    [[nodiscard]] QString name() const;
    [[nodiscard]] ChoiceBox* templateChoice() const { return m_choice; }
    [[nodiscard]] Button* saveButton() const { return m_save; }

private:
    struct Row {
        TemplateField field;
        QLineEdit* edit;
        QString before;
        bool isInConfig = false; // where the other tools would look for it in the credentials file
    };

    void build();
    void showTemplate(const ProfileTemplate& chosen);
    void load();
    void save();
    void showProblem(const QString& text);
    [[nodiscard]] Result<void> write();
    [[nodiscard]] QString missingField() const;

    const Appearance& m_appearance;
    Environment m_environment;
    std::optional<std::string> m_profile;
    const ProfileTemplate* m_template = nullptr;
    std::vector<Row> m_rows;
    ChoiceBox* m_choice;
    QLineEdit* m_name;
    QWidget* m_fields = nullptr;
    QWidget* m_fieldsHolder;
    TextLabel* m_problem;
    Button* m_save;
};

} // namespace inia::ui
