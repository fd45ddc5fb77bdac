#pragma once

#include <chrono>
#include <ctime>

namespace inia::benchmarks {

/// The most memory this process has had at a time, resident, in bytes.
[[nodiscard]] double peakBytes();

/// Seconds since it was made.
class Stopwatch final {
public:
    [[nodiscard]] double wall() const;
    /// Processor time of all threads.
    [[nodiscard]] double cpu() const;

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    std::clock_t m_cpu = std::clock();
};

} // namespace inia::benchmarks
