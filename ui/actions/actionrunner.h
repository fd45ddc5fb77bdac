#pragma once

#include "core/policy/effect.h"
#include "core/resource/actionjob.h"
#include "core/resource/resource.h"
#include "core/session/session.h"
#include "core/waiting/waiter.h"
#include "ui/actions/actionchoices.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/forms/formfields.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QDialog>

#include <functional>
#include <memory>
#include <string>
#include <vector>

class QMenu;

namespace inia::ui {

class Appearance;
class ChangeGate;
class Icons;
class JobDialog;
class WindowServices;

// How a dialog words an action before it is run: what it does, to which resources, by which calls, where.
[[nodiscard]] Confirmation confirmationOf(const SessionInfo& session, const ActionDefinition& action,
                                          Effect effect, const std::vector<Resource>& resources,
                                          const FormContext& context);

// What the definition sets, as far as it is known: enough to check the rest against. `called` is
// calledAction()'s; of several resources the first one stands for all.
[[nodiscard]] Value filledParams(const ActionDefinition& called, const std::vector<Resource>& resources);

// Runs what a menu offers in one session: asks where something will be changed, shows what is under way and
// what came of it. Owns its calls; dropping it ends them all. Its dialogs stand over `window`.
class ActionRunner final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ActionRunner)

public:
    // `gate` and `services` outlive it.
    ActionRunner(const Appearance& appearance, Session session, ChangeGate& gate, WindowServices& services,
                 QWidget* window, QObject* parent = nullptr);
    ~ActionRunner() override;

    // While it is closed, what changes something is offered greyed, and not run.
    [[nodiscard]] ChangeGate& gate() const { return m_gate; }
    [[nodiscard]] const std::string& partition() const { return m_partition; }
    // Which collections there is a place for; the others are not offered. All, unless this is called.
    using CanOpen = std::function<bool(const Resource& parent, std::string_view collection)>;
    void setCanOpen(CanOpen canOpen) { m_canOpen = std::move(canOpen); }
    [[nodiscard]] bool canOpen(const Resource& parent, std::string_view collection) const
    {
        return !m_canOpen || m_canOpen(parent, collection);
    }

    // `choice` is one of choicesFor(resources).
    void run(const ActionChoice& choice, const std::vector<Resource>& resources);

signals:
    // These were changed, or are gone: who shows them asks again.
    void changed(const std::vector<inia::Resource>& resources);

private:
    struct Job;

    void act(const ActionChoice& choice, const std::vector<Resource>& resources);
    void ask(const ActionDefinition& action, Effect effect, const std::vector<Resource>& resources);
    void start(const std::vector<Resource>& resources, const ActionDefinition& action, Effect effect,
               const Value& params);
    void wait(const ActionChoice& choice, const Resource& resource);
    JobDialog* makeDialog(const QString& heading, const QString& call);
    Job& addJob(JobDialog* dialog);
    void drop(const JobDialog* dialog);
    void takeEnd(Job& job);
    void showAnswer(Job& job);
    void showFailures(Job& job);
    void takeWait(Job& job, const Resource& resource);

    const Appearance& m_appearance;
    Session m_session;
    ChangeGate& m_gate;
    WindowServices& m_services;
    std::string m_partition;
    QWidget* m_window;
    CanOpen m_canOpen;
    std::vector<std::unique_ptr<Job>> m_jobs;
    std::vector<QPointer<QDialog>> m_dialogs; // that ask
};

// The menu of a resource, or of several that are selected. Filling it asks nobody anything.
class ActionMenu final {
public:
    // Both outlive the menus that are filled.
    ActionMenu(const Icons& icons, ActionRunner& runner);

    // Adds to `menu`, which keeps what it has: reading actions, copies and collections, waiters, changes and,
    // last, what destroys. In a read-only session changes stay visible, grey and with a lock. A long group
    // folds into a menu of its own, but for what has a batch action.
    void fill(QMenu& menu, const std::vector<Resource>& resources) const;

private:
    using SharedResources = std::shared_ptr<const std::vector<Resource>>;
    void addItem(QMenu& menu, const ActionChoice& choice, const SharedResources& resources) const;

    const Icons& m_icons;
    ActionRunner& m_runner;
};

} // namespace inia::ui
