#pragma once

#include "core/client/client.h"
#include "core/sqs/queue.h"
#include "ui/models/everydaymodels.h"
#include "ui/panels/bodyview.h"
#include "ui/widgets/rowsview.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <functional>
#include <optional>
#include <string>

class QDialog;
class QMenu;

namespace inia::ui {

class Appearance;
class ChangeGate;
class QueueBar;
struct Confirmation;

// A queue: about how many messages it has, and those that somebody looked at. Nothing is received before
// somebody asks for it, since each receive counts. What changes the queue asks first.
class QueueView final : public RowsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QueueView)

public:
    // `profile` is named when something is denied; `gate` outlives the view.
    QueueView(const Appearance& appearance, ChangeGate& gate, QString profile, QWidget* parent = nullptr);
    ~QueueView() override;

    // A client of sqs.
    void enter(Client client, std::string queueUrl);
    // Says why there is no client.
    void enterFailed(const Error& error, std::string queueUrl);
    // Ends all requests and forgets the messages.
    void leave();
    // Asks for the attributes; messages stay.
    void reload();
    void cancel() override;
    void focusFilter() override;

    void look();
    void send();
    void removeMessage();
    void redrive();
    void purge();

    // The message that is selected; for the panel beside the view. Deleted with the view.
    [[nodiscard]] BodyPanel* details() const { return m_details; }
    [[nodiscard]] const sqs::QueuePeek* peek() const { return m_peek.get(); }
    // The question on the screen; null when there is none.
    [[nodiscard]] QDialog* question() const;

signals:
    // Of GetQueueAttributes.
    void answered(const inia::Value& answer);

private:
    QueueView(const Appearance& appearance, ChangeGate& gate, QString profile, QueueBar* bar,
              QWidget* parent);

    void guard();
    void fillMenu(QMenu& menu);
    void showMenu(const QPoint& inViewport);
    void askFacts();
    void takeFacts(const Result<Value>& answer);
    void startLook();
    void confirm(const Confirmation& words, std::function<void()> confirmed);
    // One call that changes the queue; `done` is told when it went well.
    void change(const char* operation, Value params, const QString& cause, const QString& done);
    void startRedrive(const Value& sources);
    void showDetails();
    // Tells what did not go well; `callId` 0 for no call.
    void fail(const Error& error, const QString& what, quint64 callId);
    [[nodiscard]] QString name() const;
    [[nodiscard]] const sqs::QueueFacts& facts() const;

    // The strip below messages that were seen before.
    [[nodiscard]] StateContent notReadAgain() const;
    [[nodiscard]] RowsReport report() const override;
    void refresh() override;
    void loadMore() override { look(); }
    void loadAll() override { look(); }
    void retry() override;
    void clearFilters() override {}
    void act(const QString& id) override;
    [[nodiscard]] quint64 lastCallId() const override;
    [[nodiscard]] std::string rowKey(int row) const override;
    [[nodiscard]] QString copyText() const override;

    ChangeGate& m_gate;
    QString m_profile;
    std::string m_url;
    std::optional<Client> m_client;
    QueueMessagesModel m_model;
    Owned<sqs::QueuePeek> m_peek; // once the attributes are known
    ReplyPtr m_attributes;        // under way
    ReplyPtr m_change;            // under way
    ReplyPtr m_sources;           // likewise: where messages would be moved
    Owned<sqs::MessageDeletion> m_deletion;
    Owned<sqs::QueueRedrive> m_redrive;
    std::optional<Error> m_error; // of the attributes
    quint64 m_factsCall = 0;
    QPointer<QDialog> m_question;
    QTimer m_purged;         // runs for the minute in which a queue is not purged twice
    bool m_isWarned = false; // of what a look costs here
    QueueBar* m_bar;
    QPointer<BodyPanel> m_details; // another place of the window may have deleted it
};

} // namespace inia::ui
