#pragma once

#include "core/secrets/secretvalue.h"
#include "ui/panels/factsview.h"

#include <QtCore/QTimer>

#include <string>

class QPlainTextEdit;

namespace inia::ui {

class Button;
class ChangeGate;
class ElidedLabel;

// A secret or a parameter: what is known of it, and its value for a minute after somebody has asked for it.
class SecretView final : public FactsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretView)

public:
    // `profile` is named when something is denied; services and gate outlive the view.
    SecretView(const Appearance& appearance, WindowServices& services, ChangeGate& gate, QString profile,
               QWidget* parent = nullptr);
    ~SecretView() override;

    // A client of secretsmanager or ssm, by the kind; `name` is what its calls take.
    void enter(Client client, secrets::SecretValue::Kind kind, std::string name);
    // And wipes the value.
    void leave() override;
    void cancel();

    // Asks first; `version` empty for the current one.
    void reveal(const std::string& version = {});
    void hideValue();
    // Onto the clipboard, from which it goes after a minute if it still is there.
    void copyValue();

    // Says what was done elsewhere.
    void showNotice(const QString& text);
    [[nodiscard]] QPlainTextEdit* value() const { return m_text; }

private:
    void build();
    [[nodiscard]] ReplyPtr ask(CallOptions options) override;
    void take(const Value& answer) override;
    void hideSecrets() override { hideValue(); }
    void start(const std::string& version);
    void takeValue(const std::string& version);
    void showLeft();

    ChangeGate& m_gate;
    secrets::SecretValue::Kind m_kind = secrets::SecretValue::Kind::Secret;
    secrets::SecretFacts m_facts;
    Owned<secrets::SecretValue> m_value;
    QTimer m_second; // runs while a value is shown
    int m_left = 0;  // seconds
    ElidedLabel* m_note = nullptr;
    Button* m_reveal = nullptr;
    Button* m_hide = nullptr;
    Button* m_copy = nullptr;
    QPlainTextEdit* m_text = nullptr;
};

} // namespace inia::ui
