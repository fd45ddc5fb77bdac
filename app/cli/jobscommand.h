#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "core/jobs/jobrunner.h"
#include "core/session/session.h"

#include <functional>

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

} // namespace inia::cli
