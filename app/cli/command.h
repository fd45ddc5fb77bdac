#pragma once

#include "core/common/result.h"
#include "core/identity/sourcecontext.h"

#include <QtCore/QObject>

#include <functional>
#include <memory>
#include <set>
#include <string>

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

/// Whether a terminal shows what is typed.
enum class Echo { On, Off };
/// Asks on standard error and reads a line of standard input, without blanks around it; empty at its end.
/// Calls back once, later; never if `context` died.
void askForLine(const std::string& question, Echo echo, QObject* context,
                std::function<void(const std::string& line)> callback);

/// Asks on standard error and reads a line of standard input, one question after the other. Where standard
/// input is no terminal, or is read by somebody else, every question is declined. What there is to tell goes
/// to standard error, once.
class TerminalPrompt final : public SignInPrompt {
public:
    TerminalPrompt();
    ~TerminalPrompt() override;
    void askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback) override;
    void tell(const std::string& notice) override;

private:
    struct Questions;
    std::shared_ptr<Questions> m_questions;
    std::set<std::string> m_told;
};

} // namespace inia::cli
