#pragma once

#include "core/common/result.h"

#include <QtCore/QObject>

class QSocketNotifier;

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

/// Ctrl-C, SIGTERM and SIGHUP as a signal of the event loop, so that a command can take back what it has
/// begun. The first one is told; from then on the program ends at once by the next. What was ignored when the
/// program began (nohup) stays ignored. SIGXFSZ is ignored as well: writing fails instead. One at a time.
class Interruption final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Interruption)
public:
    explicit Interruption(QObject* parent = nullptr);
    ~Interruption() override;

    /// What a shell sees of a program that a signal has ended.
    [[nodiscard]] static int exitCode(int signalNumber) { return 128 + signalNumber; }

signals:
    void requested(int signalNumber);

private:
    int m_read = -1;
    QSocketNotifier* m_notifier = nullptr;
};

} // namespace inia::cli
