#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "app/cli/jobscommand.h"
#include "core/objects/objectplan.h"
#include "core/session/session.h"

#include <memory>
#include <optional>

namespace inia::cli {

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
