#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "core/jobs/jobrunner.h"
#include "core/objects/objectplan.h"
#include "core/session/session.h"

#include <functional>
#include <memory>
#include <optional>

namespace inia::cli {

/// Runs a job for a command: its progress on a terminal, in the end what failed, item by item, on standard
/// error. It is written down where all programs of the user find it, so that it can be gone on with and
/// undone; where that cannot be, it says so and runs without. A signal ends it when what is under way has
/// ended.
class JobRun final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobRun)
public:
    /// With the exit code.
    using Ended = std::function<void(const Result<void>& result, int exitCode)>;

    explicit JobRun(Ended ended);

    /// A new one.
    void start(Client client, Job job);
    /// One that was written down.
    void goOn(Client client, JobFolder::Opened opened);
    void interrupt(int signalNumber);

private:
    void run(Client client, Job job, std::unique_ptr<JobJournal> journal);
    void tellProgress();
    void stateChanged();
    void finished();
    void tellFailures() const;
    void end(const Result<void>& result, int exitCode);

    Ended m_ended;
    Owned<JobRunner> m_runner;
    Interruption m_interruption;
    int m_signal = 0; ///< that asked for the end; 0 while none has
    std::size_t m_told = 0;
};

/// Runs one `inia-cli jobs`: lists what was done to many objects, shows what came of each, undoes it, goes on
/// with it, or tries again what has failed.
class JobsCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobsCommand)
public:
    JobsCommand(Runtime runtime, JobsArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;
    [[nodiscard]] Result<void> list();
    [[nodiscard]] Result<void> show(const Job& job);
    [[nodiscard]] Result<void> run(Job job);
    [[nodiscard]] Result<void> goOn();
    [[nodiscard]] Result<Client> clientOf(const Job& job) const;

    Runtime m_runtime;
    JobsArguments m_arguments;
    JobFolder m_folder;
    JobRun m_run;
};

/// Runs one `inia-cli mv` or `rm`: looks first what is meant, then does it as a job. With --dry-run what
/// would be done is printed as JSON, and nothing is changed.
class ObjectsCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectsCommand)
public:
    ObjectsCommand(Runtime runtime, ObjectsArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;
    void planned();
    void found();
    void run(Job job);
    void interrupt(int signalNumber);

    Runtime m_runtime;
    ObjectsArguments m_arguments;
    std::optional<Client> m_client;
    std::string m_bucket;
    std::string m_below;      ///< what was named: a folder, or an object
    Owned<ObjectPlan> m_plan; // one of them at a time
    Owned<ObjectSurvey> m_survey;
    std::unique_ptr<Interruption> m_interruption; ///< of these
    std::unique_ptr<JobRun> m_run;
};

} // namespace inia::cli
