#include "app/cli/command.h"

#include "app/cli/output.h"

#include <QtCore/QMetaObject>
#include <QtCore/QSocketNotifier>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace inia::cli {

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

} // namespace inia::cli
