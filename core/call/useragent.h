#pragma once

#include "core/call/features.h"

#include <string>
#include <vector>

namespace inia {

class Environment;
struct ClientConfig;

/// What the User-Agent says of the program and the client; features come with each call.
struct UserAgentFacts {
    std::string product; ///< "Inia/0.1.0"
    std::string osFamily;
    std::string osVersion;
    std::string architecture;
    std::string language;             ///< "c++#20"
    std::string toolkit;              ///< "qt#6.4.2"
    std::string executionEnvironment; ///< AWS_EXECUTION_ENV; empty: not said
    std::string retryMode;
    std::string appId;                  ///< empty: not said
    std::vector<std::string> libraries; ///< programs built on this one: "name" or "name#version"
    std::string extra; ///< a word of the layer above, at the end as it stands: "Resource"; may be empty
};

/// This program on this machine.
[[nodiscard]] UserAgentFacts userAgentFacts(const Environment& environment, const ClientConfig& config);

/// User-Agent in the form AWS SDKs agreed on (version 2.1), in botocore's order. What no component may hold
/// becomes "-"; feature ids that do not fit into 1,024 bytes are left out. ASCII.
[[nodiscard]] std::string userAgent(const UserAgentFacts& facts, const FeatureSet& features);

} // namespace inia
