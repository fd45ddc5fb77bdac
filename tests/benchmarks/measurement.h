#pragma once

#include "core/model/value.h"

#include <functional>
#include <string_view>
#include <vector>

namespace inia::benchmarks {

/// How often something is done: `runs` times in a row count as one sample, so that clocks are fine enough.
struct Effort {
    int rounds = 1;
    int runs = 1;
};

/// Seconds that one run took, a sample a round.
class Measurement final {
public:
    /// `prepare` is called before each round and not timed; it may be empty.
    [[nodiscard]] static Measurement of(const Effort& effort, const std::function<void(int run)>& run,
                                        const std::function<void()>& prepare = {});

    /// One more sample.
    void add(int runs, const std::function<void(int run)>& run);

    /// {"name", "rounds", "wall": {"min", "median"}, "cpu": {"min", "median"}}; cpu is that of all threads.
    [[nodiscard]] Value row(std::string_view name) const;

private:
    std::vector<double> m_wall;
    std::vector<double> m_cpu;
};

} // namespace inia::benchmarks
