#include "core/config/defaultsmode.h"

namespace inia {

DefaultsMode effectiveDefaultsMode(DefaultsMode mode, std::string_view region, const Environment& environment)
{
    if (mode != DefaultsMode::Auto)
        return mode;
    auto here = environment.find("AWS_REGION");
    if (!here)
        here = environment.find("AWS_DEFAULT_REGION");
    if (!here || !environment.find("AWS_EXECUTION_ENV"))
        return DefaultsMode::Standard;
    return *here == region ? DefaultsMode::InRegion : DefaultsMode::CrossRegion;
}

std::chrono::milliseconds defaultConnectTimeout(DefaultsMode mode)
{
    using std::chrono::milliseconds;
    switch (mode) {
    case DefaultsMode::Legacy:
        return milliseconds(60'000);
    case DefaultsMode::InRegion:
        return milliseconds(1'100);
    case DefaultsMode::Mobile:
        return milliseconds(30'000);
    case DefaultsMode::Standard:
    case DefaultsMode::CrossRegion:
    case DefaultsMode::Auto:
        break;
    }
    return milliseconds(3'100);
}

} // namespace inia
