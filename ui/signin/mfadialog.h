#pragma once

#include "core/identity/signinprompt.h"

#include <QtWidgets/QDialog>

class QLineEdit;

namespace inia::ui {

class Appearance;
class Button;
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

} // namespace inia::ui
