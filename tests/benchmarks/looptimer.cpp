#include "tests/benchmarks/looptimer.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <ctime>

namespace inia::benchmarks {

namespace {

double threadTime()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

} // namespace

void LoopTimer::run(const std::function<bool()>& isDone)
{
    while (!isDone()) {
        const double start = threadTime();
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        m_longest = std::max(m_longest, threadTime() - start);
    }
}

} // namespace inia::benchmarks
