#pragma once

#include "core/common/result.h"
#include "core/model/document.h"
#include "core/signing/signingcontext.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Names of ways to sign, as botocore's `signature_version` spells them: "none", "v4", "v4a", "s3v4",
/// "s3v4a", "v4-s3express", "v4-unsigned-body", "v2", "v3", "s3" (S3 before Version 4) and "bearer".
struct SignatureVersion {
    SigningScheme scheme = SigningScheme::None;
    bool s3Style = false;
};
/// Nothing for a name this program does not know.
[[nodiscard]] std::optional<SignatureVersion> signatureVersion(std::string_view name);

/// The name for a scheme of a model's `auth` list or an auth_scheme_preference, with or without what stands
/// before its "#": "aws.auth#sigv4" is "v4". Empty when unknown.
[[nodiscard]] std::string_view versionForScheme(std::string_view scheme);

/// The first scheme of an `auth` list that is known, in the user's order of preference where there is one.
/// Fails (Unsupported) when none is.
[[nodiscard]] Result<std::string> firstKnownVersion(Node authList,
                                                    const std::vector<std::string>& preference);

/// Whether a signature version asked for by hand means the scheme an endpoint offers: "s3v4" and "v4-query"
/// both are "sigv4".
[[nodiscard]] bool matchesScheme(std::string_view version, std::string_view endpointScheme);

} // namespace inia
