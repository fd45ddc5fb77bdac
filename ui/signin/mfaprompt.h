#pragma once

#include "core/identity/signinprompt.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QDialog>

#include <deque>

class QLineEdit;
class QWidget;

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

} // namespace inia::ui
