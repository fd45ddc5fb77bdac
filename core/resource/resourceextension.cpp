#include "core/resource/resourceextension.h"

#include <string>

namespace inia {

Result<Value> ResourceExtension::travelling(const Resource& /*resource*/, std::string_view /*action*/,
                                            const Value& params) const
{
    return params;
}

Result<ResourceExtension::Work> ResourceExtension::begin(const Resource& /*resource*/,
                                                         std::string_view action, const Value& /*params*/,
                                                         const CallOptions& /*options*/) const
{
    return makeError(ErrorKind::Unsupported, "MoreThanOneCall",
                     "'" + std::string(action) + "' is more than one call and cannot be run as an action");
}

} // namespace inia
