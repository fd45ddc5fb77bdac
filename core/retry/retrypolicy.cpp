#include "core/retry/retrypolicy.h"

namespace inia {

std::chrono::milliseconds RetryPolicy::waitToSend(TimePoint)
{
    return std::chrono::milliseconds(0);
}

bool RetryPolicy::announcesMaxAttempts(int) const
{
    return true;
}

} // namespace inia
