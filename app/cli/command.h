#pragma once

#include "core/common/result.h"

#include <QtCore/QObject>

namespace inia::cli {

/// A command that needs the event loop. begin() starts the work, finish() ends it.
class Command : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Command)
public:
    /// Begins, and ends at once when that fails.
    void start();

signals:
    /// Exactly once, from the event loop.
    void done(int exitCode);

protected:
    Command() = default;

    [[nodiscard]] virtual Result<void> begin() = 0;
    /// Prints the error when there is one and announces the exit code.
    void finish(const Result<void>& result);
    /// The same with a code of its own.
    void finish(const Result<void>& result, int exitCode);
};

} // namespace inia::cli
