#pragma once

#include "core/session/session.h"

#include <QtWidgets/QDialog>

#include <string>

class QLineEdit;

namespace inia::ui {

class Appearance;
class Button;
class TextLabel;

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

} // namespace inia::ui
