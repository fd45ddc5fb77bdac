#include "tests/benchmarks/stopwatch.h"

#include <sys/resource.h>

namespace inia::benchmarks {

double peakBytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024;
}

double Stopwatch::wall() const
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
}

double Stopwatch::cpu() const
{
    return static_cast<double>(std::clock() - m_cpu) / CLOCKS_PER_SEC;
}

} // namespace inia::benchmarks
