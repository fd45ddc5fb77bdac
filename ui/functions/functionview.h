#pragma once

#include "core/client/client.h"
#include "core/lambda/functioncalls.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>
#include <string>

class QDialog;
class QLineEdit;
class QPlainTextEdit;
class QStackedLayout;

namespace inia::ui {

class Appearance;
class Badge;
class BodyView;
class Button;
class ChangeGate;
class ChoiceBox;
class DetailsHead;
class ElidedLabel;
class KeyValueView;
class LinkButton;
class StateView;

// A function of Lambda: what it is set to, a payload to call it with, and what came of that. Values of its
// environment are shown one at a time, by a call of their own, for a minute.
class FunctionView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FunctionView)

public:
    static constexpr std::chrono::seconds revealedFor{60};

    // `profile` is named when something is denied; `gate` outlives the view.
    FunctionView(const Appearance& appearance, ChangeGate& gate, QString profile, QWidget* parent = nullptr);
    ~FunctionView() override;

    // A client of lambda; name or ARN.
    void enter(Client client, std::string function);
    // Says why there is no client.
    void enterFailed(const Error& error);
    // Ends what is under way; the function goes on.
    void leave();
    void reload();
    void cancel();
    // Asks for what failed for want of a person who signs in.
    void goOn();
    void focusPayload();
    // Says what was done elsewhere, until something is done here.
    void showNotice(const QString& text);

    // Asks first: the first time for each function, and in production each time.
    void invoke();

    [[nodiscard]] const lambda::FunctionFacts& facts() const { return m_facts; }
    [[nodiscard]] QPlainTextEdit* payload() const { return m_payload; }
    [[nodiscard]] Badge* outcome() const { return m_outcome; }
    [[nodiscard]] BodyView* answer() const { return m_answer; }
    [[nodiscard]] QPlainTextEdit* log() const { return m_log; }
    [[nodiscard]] KeyValueView* settings() const { return m_settings; }
    [[nodiscard]] StateView* stateView() const { return m_state; }
    // The question on the screen; null when there is none.
    [[nodiscard]] QDialog* question() const;

signals:
    // `pattern` may be empty.
    void logRequested(const std::string& group, const QString& pattern);
    void copyRequested(const QString& text);
    void showCallRequested(quint64 callId);
    void signInRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QWidget* buildRequest();
    [[nodiscard]] QWidget* buildOutcome();
    void build();
    void guard();
    void askFacts();
    void takeFacts(const Result<Value>& answer);
    void showSettings();
    void reveal(const QString& variable);
    void hideRevealed();
    void start();
    void take();
    void showTime();
    void clearOutcome();
    [[nodiscard]] QString name() const;

    const Appearance& m_appearance;
    ChangeGate& m_gate;
    QString m_profile;
    std::string m_function;
    std::optional<Client> m_client;
    lambda::FunctionFacts m_facts;
    std::optional<Error> m_error; // of the configuration
    ReplyPtr m_configuration;     // under way
    ReplyPtr m_reveal;            // under way
    quint64 m_factsCall = 0;
    Owned<lambda::Invocation> m_invocation;
    QString m_revealedName; // of a variable whose value is shown
    QString m_revealed;
    QTimer m_revealTimer;
    QTimer m_clock;                     // moves the time of an invocation
    QHash<QString, QString> m_payloads; // by function, while the program runs
    bool m_isAsked = false;
    QPointer<QDialog> m_question;
    QStackedLayout* m_pages = nullptr;
    StateView* m_state = nullptr;
    DetailsHead* m_head = nullptr;
    KeyValueView* m_settings = nullptr;
    QPlainTextEdit* m_payload = nullptr;
    ChoiceBox* m_type = nullptr;
    QLineEdit* m_qualifier = nullptr;
    Button* m_invoke = nullptr;
    Button* m_stop = nullptr;
    Badge* m_outcome = nullptr;
    ElidedLabel* m_cost = nullptr;
    LinkButton* m_openLog = nullptr;
    BodyView* m_answer = nullptr;
    QPlainTextEdit* m_log = nullptr;
};

} // namespace inia::ui
