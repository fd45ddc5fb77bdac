#include "core/auth/signatureversion.h"

#include <algorithm>
#include <array>

namespace inia {

namespace {

struct NamedVersion {
    std::string_view name;
    SignatureVersion version;
};

constexpr std::array<NamedVersion, 13> versions{{
    {"none", {SigningScheme::None, false}},
    {"v4", {SigningScheme::SigV4, false}},
    {"v4a", {SigningScheme::SigV4a, false}},
    {"v4-unsigned-body", {SigningScheme::SigV4, false}},
    {"v4-s3express", {SigningScheme::SigV4, true}},
    {"s3v4", {SigningScheme::SigV4, true}},
    {"s3v4a", {SigningScheme::SigV4a, true}},
    {"v2", {SigningScheme::SigV2, false}},
    {"v3", {SigningScheme::SigV3, false}},
    {"v3https", {SigningScheme::SigV3, false}},
    {"s3", {SigningScheme::S3HmacV1, true}},
    {"bearer", {SigningScheme::Bearer, false}},
    {"unsigned", {SigningScheme::None, false}},
}};

std::string_view withoutNamespace(std::string_view scheme)
{
    const auto hash = scheme.rfind('#');
    return hash == std::string_view::npos ? scheme : scheme.substr(hash + 1);
}

} // namespace

std::optional<SignatureVersion> signatureVersion(std::string_view name)
{
    const auto* found = std::find_if(versions.begin(), versions.end(),
                                     [name](const NamedVersion& entry) { return entry.name == name; });
    return found == versions.end() ? std::nullopt : std::optional(found->version);
}

std::string_view versionForScheme(std::string_view scheme)
{
    const auto name = withoutNamespace(scheme);
    if (name == "sigv4")
        return "v4";
    if (name == "sigv4a")
        return "v4a";
    if (name == "httpBearerAuth")
        return "bearer";
    return name == "noAuth" ? "none" : "";
}

Result<std::string> firstKnownVersion(Node authList, const std::vector<std::string>& preference)
{
    std::vector<std::string_view> offered;
    for (const auto item : authList.items())
        offered.push_back(withoutNamespace(item.text()));
    std::vector<std::string_view> ordered;
    for (const auto& scheme : preference) {
        if (std::find(offered.begin(), offered.end(), scheme) != offered.end())
            ordered.push_back(scheme);
    }
    ordered.insert(ordered.end(), offered.begin(), offered.end());
    for (const auto scheme : ordered) {
        if (const auto version = versionForScheme(scheme); !version.empty())
            return std::string(version);
    }
    std::string names;
    for (const auto scheme : offered)
        names.append(names.empty() ? "" : ", ").append(scheme);
    return makeError(ErrorKind::Unsupported, "UnsupportedSignatureVersion",
                     "The service asks for authorization by " + names +
                         ", which this version does not know.");
}

bool matchesScheme(std::string_view version, std::string_view endpointScheme)
{
    auto name = version.substr(0, version.find('-'));
    if (name != "s3" && name.starts_with("s3"))
        name.remove_prefix(2);
    const auto scheme = endpointScheme.starts_with("sig") ? endpointScheme.substr(3) : endpointScheme;
    return scheme == name;
}

} // namespace inia
