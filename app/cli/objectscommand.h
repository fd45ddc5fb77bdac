#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "core/objects/objectplan.h"
#include "core/session/session.h"

#include <optional>

namespace inia::cli {

/// Runs one `inia-cli mv` or `rm`: looks first what is meant, then does it; what failed is said key by key on
/// standard error. With --dry-run what would be done is printed as JSON, and nothing is changed. A signal
/// ends it with what has been done so far.
class ObjectsCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectsCommand)
public:
    ObjectsCommand(Runtime runtime, ObjectsArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;
    void planned();
    void found();
    void moved();
    void deleted();
    void interrupt(int signalNumber);
    void tell(std::size_t done, std::size_t all);
    void end(std::size_t failed, std::size_t all);

    Runtime m_runtime;
    ObjectsArguments m_arguments;
    std::optional<Client> m_client;
    std::string m_bucket;
    Interruption m_interruption;
    Owned<ObjectPlan> m_plan; // one of them at a time
    Owned<ObjectSurvey> m_survey;
    Owned<ObjectMove> m_move;
    Owned<ObjectDeletion> m_deletion;
    int m_signal = 0; ///< that asked for the end; 0 while none has
};

} // namespace inia::cli
