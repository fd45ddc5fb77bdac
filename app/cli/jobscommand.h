#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/jobrun.h"
#include "core/session/session.h"

namespace inia::cli {

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
