#pragma once

#include "core/session/session.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <functional>
#include <optional>
#include <string>

namespace inia::ui {

class Appearance;
class ConfirmDialog;
class WindowServices;
struct Confirmation;

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
