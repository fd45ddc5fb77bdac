#pragma once

#include "core/lambda/functioncalls.h"
#include "ui/panels/factsview.h"

#include <QtCore/QHash>
#include <QtCore/QTimer>

#include <string>

class QLineEdit;
class QPlainTextEdit;

namespace inia::ui {

class Badge;
class BodyView;
class Button;
class ChangeGate;
class ChoiceBox;
class ElidedLabel;
class LinkButton;

// A function of Lambda: what it is set to, a payload to call it with, and what came of that. Values of its
// environment are shown one at a time, by a call of their own, for a minute.
class FunctionView final : public FactsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FunctionView)

public:
    // `profile` is named when something is denied; services and gate outlive the view.
    FunctionView(const Appearance& appearance, WindowServices& services, ChangeGate& gate, QString profile,
                 QWidget* parent = nullptr);

    // A client of lambda; name or ARN.
    void enter(Client client, std::string function);
    // The function goes on.
    void leave() override;
    void cancel();
    // Says what was done elsewhere, until something is done here.
    void showNotice(const QString& text);

    // Asks first: the first time for each function, and in production each time.
    void invoke();

    [[nodiscard]] const lambda::FunctionFacts& facts() const { return m_facts; }
    [[nodiscard]] QPlainTextEdit* payload() const { return m_payload; }
    [[nodiscard]] Badge* outcome() const { return m_outcome; }
    [[nodiscard]] BodyView* answer() const { return m_answer; }
    [[nodiscard]] QPlainTextEdit* log() const { return m_log; }

private:
    [[nodiscard]] QWidget* buildRequest();
    [[nodiscard]] QWidget* buildOutcome();
    void build();
    void guard();
    [[nodiscard]] ReplyPtr ask(CallOptions options) override;
    void take(const Value& answer) override;
    void hideSecrets() override;
    [[nodiscard]] bool isSecret(const QString& text) const override
    {
        return !m_revealedName.isEmpty() && text == m_revealed;
    }
    void showSettings();
    void openLog();
    // Asks first, for each value.
    void reveal(const QString& variable);
    void startReveal(const QString& variable);
    void start();
    void takeOutcome();
    void showTime();
    void clearOutcome();

    ChangeGate& m_gate;
    lambda::FunctionFacts m_facts;
    ReplyPtr m_reveal; // under way
    Owned<lambda::Invocation> m_invocation;
    QString m_revealedName; // of a variable whose value is shown
    QString m_revealed;
    QTimer m_revealTimer;
    QTimer m_clock;                     // moves the time of an invocation
    QHash<QString, QString> m_payloads; // by function, while the program runs
    bool m_isAsked = false;
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
