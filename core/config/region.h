#pragma once

#include <string>
#include <string_view>

namespace inia {

/// Whether the region can stand in a host name: letters, digits and inner hyphens, at most 63, not all
/// digits. Whether such a region exists is the endpoint rules' business.
[[nodiscard]] bool isValidRegionName(std::string_view region);

/// The region without the "fips-" or "-fips" of pseudo regions such as "fips-us-east-1".
[[nodiscard]] std::string withoutFips(std::string_view region);

} // namespace inia
