#pragma once

#include "core/jobs/joblist.h"
#include "core/objects/objectplan.h"
#include "core/s3/s3listing.h"
#include "core/session/session.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/jobs/plandialog.h"
#include "ui/models/planmodel.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace inia::ui {

class Appearance;
class WindowServices;

// Renames, moves, copies and deletes objects and folders of one session, and makes folders: asks for the name
// or the place, looks what would be done, shows it, and hands it to the jobs. One question at a time; the
// jobs go on without it. What is there already is never replaced unless that was chosen.
class JobDesk final : public AskingDesk {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobDesk)

public:
    // Its dialogs stand over `window`. `info` says whose session it is, each time anew. `jobs` and `services`
    // outlive it.
    JobDesk(const Appearance& appearance, Session session, std::function<SessionInfo()> info, JobList& jobs,
            WindowServices& services, QWidget* window, QObject* parent = nullptr);

    // `key`: an object, or a folder that ends with "/".
    void rename(const std::string& bucket, const std::string& key);
    // To a name that was given already; without a further question where nothing is in its way.
    void renameTo(const std::string& bucket, const std::string& key, const QString& name);
    // Why it cannot be called so; null when it can.
    [[nodiscard]] static QString nameProblem(const std::string& key, const QString& name);
    // As people see it: of a folder without its "/".
    [[nodiscard]] static QString shownName(const std::string& key);
    // Objects of one folder, by a rule, in this order.
    void renameAll(const std::string& bucket, const std::vector<std::string>& keys);
    // `keys` are at least one; the place that is proposed is the one they are in.
    void relocate(const std::string& bucket, const std::vector<std::string>& keys, bool isMove);
    // The same with a place that is known.
    void bring(const std::string& bucket, const std::vector<std::string>& keys, const S3Location& target,
               bool isMove);
    void makeFolder(const S3Location& in);
    // `keys` are at least one; of folders all that is below them.
    void remove(const std::string& bucket, const std::vector<std::string>& keys);

    // The newest job of this session that can be taken back.
    [[nodiscard]] std::optional<quint64> newestUndoable() const;
    // Each after its preview.
    void undo(quint64 id);
    void retryFailed(quint64 id);
    // Any plan of this session. Its session is set here.
    void propose(PlanWords words, std::unique_ptr<PlanModel> model);

    [[nodiscard]] TransferSession session() const;
    [[nodiscard]] bool isOfThisSession(quint64 id) const;
    // A job that was asked about already.
    void start(Job job);

signals:
    // A job has begun by this desk.
    void begun(quint64 id);

private:
    enum class Versioning { Unknown, Off, Enabled, Suspended };

    void ask(const NameDialog::Question& question, std::function<void(const QString&)> answered);
    void plan(const ObjectPlan::Wish& wish, const QString& heading);
    void planned(ObjectPlan& plan, const ObjectPlan::Wish& wish);
    void putFolder(const std::string& bucket, const std::string& key, const QString& name);
    void found(const std::string& bucket, const std::vector<std::string>& keys, const ObjectSurvey& survey);
    void foundFolder(const std::string& bucket, const std::vector<std::string>& keys,
                     const ObjectSurvey& survey);
    void askVersioning(const std::string& bucket, std::function<void(Versioning)> then);
    void proposeCopies(std::unique_ptr<PlanModel> model, bool hasRule);
    [[nodiscard]] static QString copyWords(bool isMove, Versioning source, Versioning target);
    [[nodiscard]] static QString deletionWords(Versioning versioning);
    void followJob(quint64 id);

    JobList& m_jobs;
    std::set<quint64> m_running; // jobs that this session has, of whoever has begun them
    std::set<quint64> m_begun;   // those of this desk
};

} // namespace inia::ui
