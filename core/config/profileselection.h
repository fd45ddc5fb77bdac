#pragma once

#include "core/common/result.h"
#include "core/config/environment.h"
#include "core/config/profilefile.h"

#include <optional>
#include <string>
#include <vector>

namespace inia {

/// Which profile a session works with, and who said so.
struct ProfileSelection {
    std::string name = "default";
    /// Chosen by the caller, not by a variable or by default: then AWS_ACCESS_KEY_ID and its companions
    /// do not count (botocore's rule).
    bool isExplicit = false;
    std::string variable; ///< the environment variable that named it, else empty
    Profile profile;      ///< empty if nobody asked for a profile and there is no [default]
    /// What in the files was meant for this profile and does not say so rightly, one sentence each.
    std::vector<std::string> warnings;
};

/// The profile asked for, else AWS_PROFILE, else AWS_DEFAULT_PROFILE, else "default". An empty request is
/// none. A profile somebody asked for has to exist (kind Configuration, code ProfileNotFound: names those
/// that do).
[[nodiscard]] Result<ProfileSelection> selectProfile(const std::optional<std::string>& requested,
                                                     const Environment& environment,
                                                     const ConfigFiles& files);

} // namespace inia
