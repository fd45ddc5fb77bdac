#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/session/session.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QList>
#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QDialog>
#include <QtWidgets/QWidget>

#include <functional>
#include <optional>
#include <string>

class QLabel;
class QStackedLayout;

namespace inia::ui {

class Appearance;
class BodyView;
class Button;
class ConfirmDialog;
class KeyValueView;
class StateView;
class WindowServices;
struct Confirmation;
struct SessionInfo;

// What is going on with something that was started, and what came of it: a spinner with words and Cancel,
// then a value, an error card, or a list of what failed. Knows nothing of calls. Closing it while it runs
// asks to cancel; it stays until the owner tells the end, or calls done().
class JobDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobDialog)

public:
    // `heading`: "Console output of web-01"; `call`: "ec2.GetConsoleOutput".
    JobDialog(const Appearance& appearance, const SessionInfo& session, const QString& heading,
              const QString& call, QWidget* parent = nullptr);

    // Shows itself unless the end comes first: fast calls do not flicker.
    void showSoon();

    void setProgress(const QString& text);
    void showValue(const Value& value);
    struct Failed {
        QString name;
        QString reason;
    };
    // `hasRequest` offers to show the call in the inspector; retrying is offered where somebody hears it.
    void showError(const Error& error, const QString& title, bool hasRequest);
    void showFailures(const QString& summary, const QList<Failed>& failures, bool hasRequest);
    // A plain good end that is worth saying.
    void showDone(const QString& text);

    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] BodyView* body() const { return m_body; }

public slots:
    void reject() override;

signals:
    void cancelRequested();
    void retryRequested();
    void showRequestRequested();
    void copyRequested(const QString& text);

private:
    void build(const SessionInfo& session, const QString& heading, const QString& call);
    QWidget* buildRunning();
    QWidget* buildFailures();
    void end(QWidget* page);

    const Appearance& m_appearance;
    QTimer m_showTimer;
    bool m_running = true;
    QStackedLayout* m_pages;
    QLabel* m_progress;
    BodyView* m_body;
    StateView* m_state;
    QLabel* m_summary;
    KeyValueView* m_failures;
    QWidget* m_runningPage;
    QWidget* m_failuresPage;
    Button* m_showRequest;
    Button* m_close;
};

// What asks before it changes objects of one session, shows what is under way and tells what came of it. One
// thing at a time; dropping it ends what is under way.
class AskingDesk : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AskingDesk)

public:
    ~AskingDesk() override;

    [[nodiscard]] bool isBusy() const { return m_task != nullptr; }
    // The question or the progress on the screen; null when there is none.
    [[nodiscard]] QDialog* dialog() const;

signals:
    // Something has changed below these places: who shows them asks again.
    void changed(const std::string& bucket);
    void finished(const QString& text); // a good end that no dialog tells

protected:
    // Its dialogs stand over `window`. `info` says whose session it is, each time anew. `services` outlives
    // it.
    AskingDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
               WindowServices& services, QWidget* window, QObject* parent);

    void confirm(const Confirmation& words, std::function<void()> confirmed);
    void showProgress(const QString& heading, const QString& call);
    void showFound(std::size_t count);
    void showDone(std::size_t done, std::size_t all);
    void showEnd(const QString& done, const QList<JobDialog::Failed>& failed);
    // Keeps the task until it has ended, which is told while it is still there.
    void hold(Owned<Task> task, std::function<void()> ended);
    // None when there is no client, which is said then, under the title `otherwise`.
    [[nodiscard]] std::optional<Client> client(const QString& otherwise);
    void refuse(const Error& error, const QString& title);

    const Appearance& m_appearance;
    Session m_session;
    std::function<SessionInfo()> m_info;
    WindowServices& m_services;
    QPointer<QWidget> m_window;
    QPointer<ConfirmDialog> m_question;
    QPointer<JobDialog> m_progress;
    QString m_heading;
    std::function<void()> m_again; // what Retry does after a refusal: begins from the start
    Owned<Task> m_task;            // what is under way
};

} // namespace inia::ui
