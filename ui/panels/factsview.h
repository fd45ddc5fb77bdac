#pragma once

#include "core/client/client.h"
#include "ui/models/keyvaluemodel.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

class QDialog;
class QPlainTextEdit;
class QStackedLayout;

namespace inia::ui {

class Appearance;
class BodyView;
class Button;
class ChoiceBox;
class DetailsHead;
class ElidedLabel;
class KeyValueView;
class StateView;
struct StateContent;

// A row of facts about something; `copy` is the whole value.
[[nodiscard]] KeyValue textRow(const QString& key, const std::string& value, bool mono = false);
// Empty for no time at all.
[[nodiscard]] KeyValue timeRow(const QString& key, Timestamp time);

// What is known of one thing, by one call, with what can be done with it beside; or why it is not known.
class FactsView : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FactsView)

public:
    // So long is a secret shown, and kept on the clipboard.
    static constexpr std::chrono::seconds revealedFor{60};

    ~FactsView() override;

    // Says why there is no client; `id` is the thing's.
    void enterFailed(const Error& error, std::string id);
    // Ends what is under way.
    virtual void leave();
    void reload();
    // Asks for what failed for want of a person who signs in.
    void goOn();

    [[nodiscard]] KeyValueView* settings() const { return m_settings; }
    [[nodiscard]] StateView* stateView() const { return m_state; }
    // The question on the screen; null when there is none.
    [[nodiscard]] QDialog* question() const;

signals:
    // The service has told the facts.
    void answered(const inia::Value& answer);

protected:
    struct Words {
        QString icon;
        QString settings; // as a screen reader names them
        int keyWidth;
    };
    // The services outlive the view; `profile` is named when something is denied.
    FactsView(const Appearance& appearance, WindowServices& services, QString profile, const Words& words,
              QWidget* parent);

    // With the head and the settings in it; `focus` gets the keyboard while it is shown.
    void setPage(QWidget* page, QWidget* focus);
    void begin(Client client, std::string id);
    // In place of the page.
    void showState(const StateContent& content);
    // Where a value would stand that was asked for: why it could not be read. Hidden while there is nothing
    // to say; the page has a place for it.
    [[nodiscard]] StateView* failure() const { return m_failure; }
    void showFailure(const Error& error, const QString& title, quint64 callId, std::function<void()> again);
    void hideFailure();
    // Onto the clipboard, from which it goes after a while if it still is there.
    static void copySecret(const QString& text);

    // The call that tells the facts.
    [[nodiscard]] virtual ReplyPtr ask(CallOptions options) = 0;
    virtual void take(const Value& answer) = 0;
    virtual void hideSecrets() = 0;
    // Whether a value that is copied is one that was revealed.
    [[nodiscard]] virtual bool isSecret(const QString&) const { return false; }

    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;

    [[nodiscard]] const Appearance& appearance() const { return m_appearance; }
    [[nodiscard]] WindowServices& services() const { return m_services; }
    [[nodiscard]] DetailsHead* head() const { return m_head; }
    [[nodiscard]] const std::optional<Client>& client() const { return m_client; }
    [[nodiscard]] const std::string& id() const { return m_id; }
    void setName(std::string name) { m_name = std::move(name); }
    // The id until the thing has told its name.
    [[nodiscard]] QString name() const;

    QPointer<QDialog> m_question;

private:
    // An action of a state; `call` is the one that failed.
    void act(const QString& id, quint64 call, const std::function<void()>& again);
    void askFacts();
    void receive(const Result<Value>& answer);

    const Appearance& m_appearance;
    WindowServices& m_services;
    QString m_profile;
    QString m_icon;
    std::optional<Client> m_client;
    std::string m_id;
    std::string m_name;
    std::optional<Error> m_error;
    ReplyPtr m_reply; // under way
    quint64 m_call = 0;
    QStackedLayout* m_pages;
    StateView* m_state;
    StateView* m_failure; // the page's
    quint64 m_failedCall = 0;
    std::function<void()> m_again; // asks once more for what failed
    DetailsHead* m_head;
    KeyValueView* m_settings;
    QWidget* m_focus = nullptr;
};

// One row of an answer whole, for the panel beside a view; and a secret of it, for a while, when somebody
// wants to see it.
class RowPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowPanel)

public:
    explicit RowPanel(const Appearance& appearance, QWidget* parent = nullptr);
    ~RowPanel() override;

    // Hides the secret of the row before. `reveal` names the button for the one of this row; empty: it has
    // none.
    void showRow(const QString& icon, const QString& name, const QString& about, const Value& row,
                 const QString& reveal);
    void showSecret(const QString& text);
    void hideSecret();
    [[nodiscard]] QString secret() const;
    [[nodiscard]] BodyView* body() const { return m_body; }
    [[nodiscard]] Button* actionButton() const { return m_action; }

signals:
    void actionRequested();
    void copyRequested(const QString& text);
    void addressActivated(const QString& text);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    DetailsHead* m_head;
    Button* m_action;
    QPlainTextEdit* m_secret;
    BodyView* m_body;
    QTimer m_timer;
};

// A text that a call has answered, in one of several forms that are asked for; or why there is none.
class TextPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TextPanel)

public:
    explicit TextPanel(const Appearance& appearance, QWidget* parent = nullptr);

    void setForms(const QStringList& forms);
    void chooseForm(int form);
    // -1 where there is but one.
    [[nodiscard]] int form() const;
    void setNote(const QString& note);
    // `value` is null for what has no structure.
    void showText(const QByteArray& text, const Value& value);
    void showState(const StateContent& content);
    [[nodiscard]] bool showsState() const;
    [[nodiscard]] BodyView* body() const { return m_body; }
    [[nodiscard]] StateView* stateView() const { return m_state; }

signals:
    void formChosen();
    void copyRequested(const QString& text);
    void actionTriggered(const QString& id);

private:
    ChoiceBox* m_forms;
    ElidedLabel* m_note;
    QStackedLayout* m_pages;
    BodyView* m_body;
    StateView* m_state;
};

} // namespace inia::ui
