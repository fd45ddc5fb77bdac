#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace inia {

/// What it takes to get other keys in the place of these.
enum class Renewal {
    None,   ///< they are what they are until somebody changes a file or variable
    Silent, ///< their source gives new ones without a person
    Person, ///< somebody has to enter a code
};

/// Keys that sign requests. `secretKey` and `sessionToken` are secrets: never log, show or export them.
struct Credentials {
    std::string accessKey;
    std::string secretKey;
    std::string sessionToken; ///< empty for long-lived keys
    std::string accountId;    ///< empty when the source does not say
    std::optional<std::chrono::system_clock::time_point> expiry;
    std::string source; ///< which provider they come from ("env", "shared-credentials-file", ...)
    Renewal renewal = Renewal::None;
    std::string notice; ///< what a person should know of them, such as that a sign-in could not be kept
};

} // namespace inia
