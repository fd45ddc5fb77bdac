#include "app/cli/command.h"

#include "app/cli/output.h"
#include "core/async/background.h"
#include "core/text/ascii.h"

#include <QtCore/QMetaObject>
#include <QtCore/QPointer>
#include <QtCore/QSocketNotifier>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <deque>
#include <iostream>
#include <utility>

namespace inia::cli {

namespace {

Error nobodyAnswers(const MfaQuestion& question)
{
    return makeError(ErrorKind::Credentials, "MfaRequired",
                     "Profile \"" + question.profile + "\" needs a code of the device " + question.device +
                         ", and standard input is no terminal to ask for it at.");
}

/// A terminal that shows nothing of what is typed for as long as this lives. What has been typed ahead
/// counts.
class SilentTerminal final {
public:
    SilentTerminal()
    {
        if (tcgetattr(STDIN_FILENO, &m_before) != 0)
            return;
        termios silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_isSilent = tcsetattr(STDIN_FILENO, TCSADRAIN, &silent) == 0;
    }
    Q_DISABLE_COPY_MOVE(SilentTerminal)
    ~SilentTerminal()
    {
        if (!m_isSilent)
            return;
        static_cast<void>(tcsetattr(STDIN_FILENO, TCSADRAIN, &m_before));
        print(stderr, "\n"); // the one that was typed has not been shown
    }

private:
    termios m_before{};
    bool m_isSilent = false;
};

std::string lineOfInput()
{
    std::string line;
    std::getline(std::cin, line);
    return std::string(ascii::trimmed(line));
}

} // namespace

// ---- commands ---------------------------------------------------------------------------------------------

void Command::start()
{
    if (const auto begun = begin(); !begun)
        finish(begun);
}

void Command::finish(const Result<void>& result)
{
    finish(result, result ? Success : exitCode(result.error()));
}

void Command::finish(const Result<void>& result, int exitCode)
{
    if (!result)
        print(stderr, errorText(result.error()));
    // Queued, since this may run before the event loop does.
    QMetaObject::invokeMethod(
        this, [this, exitCode] { emit done(exitCode); }, Qt::QueuedConnection);
}

namespace {

constexpr std::array<int, 3> watchedSignals{SIGINT, SIGTERM, SIGHUP};

/// A handler of signals can reach nothing but this, and may do little more than write to it.
volatile std::sig_atomic_t wakeUp = -1;

void restoreDefaults()
{
    for (const int number : watchedSignals) {
        struct sigaction current {};
        if (::sigaction(number, nullptr, &current) == 0 && current.sa_handler != SIG_IGN)
            ::signal(number, SIG_DFL);
    }
}

void handle(int number)
{
    const int before = errno;
    restoreDefaults();
    const auto byte = static_cast<unsigned char>(number);
    if (::write(wakeUp, &byte, 1) != 1)
        ::raise(number); // nobody would hear of it
    errno = before;
}

} // namespace

Interruption::Interruption(QObject* parent) : QObject(parent)
{
    // A file that may not get as large (ulimit -f) is then an error of its writing, told and taken back.
    ::signal(SIGXFSZ, SIG_IGN);
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // the signals do what they always did
    m_read = ends[0];
    wakeUp = ends[1];
    m_notifier = new QSocketNotifier(m_read, QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        unsigned char number = 0;
        if (::read(m_read, &number, 1) == 1)
            emit requested(number);
    });
    for (const int number : watchedSignals) {
        struct sigaction current {};
        if (::sigaction(number, nullptr, &current) == 0 && current.sa_handler != SIG_IGN)
            ::signal(number, handle);
    }
}

Interruption::~Interruption()
{
    if (m_read < 0)
        return;
    restoreDefaults();
    ::close(wakeUp);
    ::close(m_read);
    wakeUp = -1;
}

// ---- questions on a terminal ------------------------------------------------------------------------------

void askForLine(const std::string& question, Echo echo, QObject* context,
                std::function<void(const std::string& line)> callback)
{
    // Before the question: who answers it at once must not see it.
    auto silence = echo == Echo::Off ? std::make_shared<SilentTerminal>() : nullptr;
    print(stderr, question);
    runInOwnThread(lineOfInput, [silence, context = QPointer<QObject>(context),
                                 callback = std::move(callback)](const std::string& line) mutable {
        silence.reset();
        if (context)
            callback(line);
    });
}

struct TerminalPrompt::Questions : std::enable_shared_from_this<TerminalPrompt::Questions> {
    struct Question {
        MfaQuestion about;
        QPointer<QObject> context;
        CodeCallback callback;
    };
    std::deque<Question> waiting;
    bool isReading = false;

    void next()
    {
        while (!waiting.empty() && !waiting.front().context)
            waiting.pop_front();
        if (isReading || waiting.empty())
            return;
        const auto& about = waiting.front().about;
        print(stderr, (about.isAgain ? "The code was not accepted. " : "") + std::string("MFA code of ") +
                          printable(about.device) + " for profile " + printable(about.profile) + ": ");
        isReading = true;
        runInOwnThread(lineOfInput,
                       [self = shared_from_this()](const std::string& code) { self->take(code); });
    }

    void take(const std::string& code)
    {
        isReading = false;
        auto question = std::move(waiting.front());
        waiting.pop_front();
        if (question.context && code.empty())
            question.callback(makeError(ErrorKind::Cancelled, "Cancelled", "No MFA code was entered."));
        else if (question.context)
            question.callback(code);
        next();
    }
};

TerminalPrompt::TerminalPrompt() : m_questions(std::make_shared<Questions>()) {}

TerminalPrompt::~TerminalPrompt() = default;

void TerminalPrompt::askMfaCode(const MfaQuestion& question, QObject* context, CodeCallback callback)
{
    if (isatty(STDIN_FILENO) == 0) {
        callback(nobodyAnswers(question));
        return;
    }
    m_questions->waiting.push_back({question, context, std::move(callback)});
    m_questions->next();
}

void TerminalPrompt::tell(const std::string& notice)
{
    if (m_told.insert(notice).second)
        inia::cli::tell("warning: " + notice);
}

} // namespace inia::cli
