#include "tests/benchmarks/measurement.h"

#include <algorithm>
#include <chrono>
#include <ctime>

namespace inia::benchmarks {

namespace {

Value summary(std::vector<double> samples)
{
    std::sort(samples.begin(), samples.end());
    return Value::map({{"min", samples.front()}, {"median", samples[samples.size() / 2]}});
}

} // namespace

Measurement Measurement::of(const Effort& effort, const std::function<void(int run)>& run,
                            const std::function<void()>& prepare)
{
    Measurement measurement;
    for (int round = 0; round < effort.rounds; ++round) {
        if (prepare)
            prepare();
        measurement.add(effort.runs, run);
    }
    return measurement;
}

void Measurement::add(int runs, const std::function<void(int run)>& run)
{
    using Clock = std::chrono::steady_clock;
    const auto wallStart = Clock::now();
    const auto cpuStart = std::clock();
    for (int i = 0; i < runs; ++i)
        run(i);
    const double cpu = static_cast<double>(std::clock() - cpuStart) / CLOCKS_PER_SEC;
    const std::chrono::duration<double> wall = Clock::now() - wallStart;
    m_wall.push_back(wall.count() / runs);
    m_cpu.push_back(cpu / runs);
}

Value Measurement::row(std::string_view name) const
{
    return Value::map(
        {{"name", name}, {"rounds", m_wall.size()}, {"wall", summary(m_wall)}, {"cpu", summary(m_cpu)}});
}

} // namespace inia::benchmarks
