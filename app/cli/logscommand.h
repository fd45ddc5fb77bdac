#pragma once

#include "app/cli/command.h"
#include "app/cli/commandline.h"
#include "core/logs/logevents.h"
#include "core/session/session.h"

namespace inia::cli {

/// Runs one `inia-cli logs search` or `tail`: an event a line, the oldest first. A tail ends by a signal, or
/// when the group can no longer be read.
class LogsCommand final : public Command {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LogsCommand)
public:
    LogsCommand(Runtime runtime, LogsArguments arguments);

private:
    [[nodiscard]] Result<void> begin() override;
    void follow(Client client, logs::LogQuestion question);
    void search(Client client, logs::LogQuestion question);
    void printEvents(const std::vector<logs::LogEvent>& events);

    Runtime m_runtime;
    LogsArguments m_arguments;
    Interruption m_interruption;
    Owned<logs::LogSearch> m_search; // one of them
    Owned<logs::LogTail> m_tail;
    int m_signal = 0; ///< that asked for the end; 0 while none has
};

} // namespace inia::cli
