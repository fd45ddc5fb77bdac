#pragma once

#include "core/client/client.h"
#include "core/secrets/secretvalue.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <chrono>
#include <optional>
#include <string>

class QDialog;
class QPlainTextEdit;
class QStackedLayout;

namespace inia::ui {

class Appearance;
class Button;
class ChangeGate;
class DetailsHead;
class ElidedLabel;
class KeyValueView;
class StateView;

// A secret or a parameter: what is known of it, and its value for a minute after somebody has asked for it.
class SecretView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretView)

public:
    static constexpr std::chrono::seconds revealedFor{60};

    // `profile` is named when something is denied; `gate` outlives the view.
    SecretView(const Appearance& appearance, ChangeGate& gate, QString profile, QWidget* parent = nullptr);
    ~SecretView() override;

    // A client of secretsmanager or ssm, by the kind; `name` is what its calls take.
    void enter(Client client, secrets::SecretValue::Kind kind, std::string name);
    // Says why there is no client.
    void enterFailed(const Error& error);
    // Ends what is under way and wipes the value.
    void leave();
    void reload();
    void cancel();
    // Asks for what failed for want of a person who signs in.
    void goOn();

    // Asks first; `version` empty for the current one.
    void reveal(const std::string& version = {});
    void hideValue();
    // Onto the clipboard, from which it goes after a minute if it still is there.
    void copyValue();

    // Says what was done elsewhere.
    void showNotice(const QString& text);
    [[nodiscard]] KeyValueView* settings() const { return m_settings; }
    [[nodiscard]] QPlainTextEdit* value() const { return m_text; }
    [[nodiscard]] StateView* stateView() const { return m_state; }
    // The question on the screen; null when there is none.
    [[nodiscard]] QDialog* question() const;

signals:
    void copyRequested(const QString& text);
    void showCallRequested(quint64 callId);
    void signInRequested();

protected:
    void hideEvent(QHideEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void askFacts();
    void takeFacts(const Result<Value>& answer);
    void start(const std::string& version);
    void takeValue();
    void showLeft();
    [[nodiscard]] QString name() const;

    const Appearance& m_appearance;
    ChangeGate& m_gate;
    QString m_profile;
    secrets::SecretValue::Kind m_kind = secrets::SecretValue::Kind::Secret;
    std::string m_id;
    std::optional<Client> m_client;
    secrets::SecretFacts m_facts;
    std::optional<Error> m_error; // of the facts
    ReplyPtr m_description;       // under way
    quint64 m_factsCall = 0;
    Owned<secrets::SecretValue> m_value;
    QTimer m_second; // runs while a value is shown
    int m_left = 0;  // seconds
    QPointer<QDialog> m_question;
    QStackedLayout* m_pages = nullptr;
    StateView* m_state = nullptr;
    DetailsHead* m_head = nullptr;
    KeyValueView* m_settings = nullptr;
    ElidedLabel* m_note = nullptr;
    Button* m_reveal = nullptr;
    Button* m_hide = nullptr;
    Button* m_copy = nullptr;
    QPlainTextEdit* m_text = nullptr;
};

} // namespace inia::ui
