#include "core/retry/retrypolicy.h"

#include <random>

namespace inia {

double randomFraction()
{
    static thread_local std::mt19937_64 engine{std::random_device{}()};
    return std::uniform_real_distribution<double>(0.0, 1.0)(engine);
}

std::chrono::milliseconds RetryPolicy::waitToSend(TimePoint)
{
    return std::chrono::milliseconds(0);
}

bool RetryPolicy::announcesMaxAttempts(int) const
{
    return true;
}

} // namespace inia
