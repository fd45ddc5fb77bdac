#pragma once

#include <functional>

namespace inia {

/// A source of random numbers in [0, 1]; tests fix it.
using RandomFraction = std::function<double()>;

/// The usual one.
[[nodiscard]] double randomFraction();

} // namespace inia
