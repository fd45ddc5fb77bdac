#pragma once

#include "core/objects/objectplan.h"
#include "core/s3/s3listing.h"
#include "core/session/session.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

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

// Renames, moves, copies and deletes objects and folders, and makes folders: asks for the name or the place,
// looks what would be done, says it and does it. What is there already is never replaced: it is left out, and
// said.
class ObjectDesk final : public AskingDesk {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectDesk)

public:
    ObjectDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info,
               WindowServices& services, QWidget* window, QObject* parent = nullptr);

    // `key`: an object, or a folder that ends with "/".
    void rename(const std::string& bucket, const std::string& key);
    // `keys` are at least one; the place that is proposed is the one they are in.
    void relocate(const std::string& bucket, const std::vector<std::string>& keys, bool isMove);
    void makeFolder(const S3Location& in);
    // `keys` are at least one; of folders all that is below them.
    void remove(const std::string& bucket, const std::vector<std::string>& keys);

private:
    struct Question;

    void ask(const Question& question, std::function<void(const QString&)> answered);
    void plan(const ObjectPlan::Wish& wish, const QString& heading);
    void planned(const ObjectPlan& plan);
    void start(ObjectMove::Order order);
    void moved(const ObjectMove& move);
    void putFolder(const std::string& bucket, const std::string& key, const QString& name);
    void found(const std::string& bucket, const ObjectSurvey& survey);
    void confirmDeletion(const std::string& bucket, std::vector<ObjectDeletion::Key> keys, std::int64_t bytes,
                         const Result<Value>& versioning);
    void startDeletion(const std::string& bucket, std::vector<ObjectDeletion::Key> keys);
    void deleted(const std::string& bucket, const ObjectDeletion& deletion);
};

} // namespace inia::ui
