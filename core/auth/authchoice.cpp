#include "core/auth/authchoice.h"

#include "core/common/result.h"
#include "core/config/clientconfig.h"
#include "core/credentials/credentials.h"
#include "core/endpoint/partitions.h"
#include "core/model/catalog.h"
#include "core/model/document.h"
#include "core/model/servicemodel.h"
#include "core/signing/signingcontext.h"

#include <algorithm>
#include <array>
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

namespace {

bool isS3SigningName(std::string_view name)
{
    static constexpr std::array<std::string_view, 4> names{"s3", "s3-outposts", "s3-object-lambda",
                                                           "s3express"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool isSetInCode(const ClientConfig& config, std::string_view setting)
{
    const auto origin = config.origins.find(setting);
    return origin != config.origins.end() && origin->second.kind == SettingOrigin::Kind::Explicit;
}

/// Callers of these have no keys yet; botocore leaves them unsigned wherever they go.
bool isNeverSigned(const OperationModel& operation)
{
    struct Entry {
        std::string_view service;
        std::string_view operation;
    };
    static constexpr std::array<Entry, 6> table{{
        {"cognito-identity", "GetCredentialsForIdentity"},
        {"cognito-identity", "GetId"},
        {"cognito-identity", "GetOpenIdToken"},
        {"cognito-identity", "UnlinkIdentity"},
        {"sts", "AssumeRoleWithSAML"},
        {"sts", "AssumeRoleWithWebIdentity"},
    }};
    return std::any_of(table.begin(), table.end(), [&operation](const Entry& entry) {
        return entry.operation == operation.name() && entry.service == operation.service().name();
    });
}

std::string joined(const std::vector<std::string>& texts)
{
    std::string text;
    for (const auto& part : texts)
        text.append(text.empty() ? "" : ",").append(part);
    return text;
}

/// "sigv4" of the rules is "v4"; "sigv4-s3express" is "v4-s3express".
std::string versionOf(const AuthScheme& scheme)
{
    return scheme.name.starts_with("sig") ? scheme.name.substr(3) : scheme.name;
}

/// Makes one decision; a value for the time of it.
class AuthChoice final {
public:
    AuthChoice(const AuthFacts& facts, const OperationModel& operation, const Endpoint& endpoint)
        : m_facts(facts), m_config(facts.config), m_operation(operation), m_endpoint(endpoint)
    {
    }

    [[nodiscard]] Result<std::string> version();
    /// Whether the version is the client's own and not that of operation or endpoint.
    [[nodiscard]] bool isOfClient() const { return m_isOfClient; }
    /// The endpoint's entry for the version, null when it has none.
    [[nodiscard]] const AuthScheme* scheme() const { return m_scheme; }

private:
    [[nodiscard]] Result<std::string> ofOperation() const;
    [[nodiscard]] Result<std::string> ofEndpoint();
    [[nodiscard]] Result<std::string> ofClient() const;
    [[nodiscard]] Result<std::string> preferredOfClient(const std::string& own) const;
    [[nodiscard]] const AuthScheme* pickScheme() const;
    [[nodiscard]] bool prefersBearer(std::string_view version) const;

    const AuthFacts& m_facts;
    const ClientConfig& m_config;
    const OperationModel& m_operation;
    const Endpoint& m_endpoint;
    const AuthScheme* m_scheme = nullptr;
    bool m_isOfClient = false;
};

Result<std::string> AuthChoice::ofOperation() const
{
    if (const auto auth = m_operation.node()["auth"]; auth.size() > 0)
        return firstKnownVersion(auth, m_config.authSchemePreference);
    return std::string(m_operation.node()["authtype"].text());
}

const AuthScheme* AuthChoice::pickScheme() const
{
    const auto& schemes = m_endpoint.authSchemes;
    const auto first = [&schemes](auto matches) -> const AuthScheme* {
        const auto found = std::find_if(schemes.begin(), schemes.end(), matches);
        return found == schemes.end() ? nullptr : &*found;
    };
    if (isSetInCode(m_config, "signature_version"))
        return first([this](const AuthScheme& scheme) {
            return matchesScheme(m_config.signatureVersion, scheme.name);
        });
    for (const auto& preferred : m_config.authSchemePreference) {
        if (const auto* found = first([&](const AuthScheme& scheme) { return scheme.name == preferred; }))
            return found;
    }
    return first([](const AuthScheme& scheme) { return signatureVersion(versionOf(scheme)).has_value(); });
}

/// Empty when the endpoint offers what the user did not ask for: the client's own version applies then.
Result<std::string> AuthChoice::ofEndpoint()
{
    m_scheme = pickScheme();
    if (m_scheme)
        return isSetInCode(m_config, "signature_version") ? m_config.signatureVersion : versionOf(*m_scheme);
    if (isSetInCode(m_config, "signature_version"))
        return std::string();
    std::string names;
    for (const auto& scheme : m_endpoint.authSchemes)
        names.append(names.empty() ? "" : ", ").append(scheme.name);
    return makeError(ErrorKind::Unsupported, "UnknownSignatureVersion",
                     "The endpoint asks for authorization by " + names +
                         ", which this version does not know.");
}

Result<std::string> AuthChoice::ofClient() const
{
    if (!m_config.signatureVersion.empty())
        return preferredOfClient(m_config.signatureVersion);
    const auto& service = m_facts.model;
    if (service.name() == "s3" || service.name() == "s3control")
        return preferredOfClient("s3v4");
    if (const auto auth = service.metadata()["auth"]; auth.size() > 0) {
        auto own = firstKnownVersion(auth, {});
        return own ? preferredOfClient(*own) : own;
    }
    return preferredOfClient(std::string(service.metadata()["signatureVersion"].text("v4")));
}

Result<std::string> AuthChoice::preferredOfClient(const std::string& own) const
{
    const auto offered = m_facts.model.metadata()["auth"];
    std::string version = own;
    if (!isSetInCode(m_config, "signature_version") && !m_config.authSchemePreference.empty() &&
        offered.size() > 0) {
        auto preferred = firstKnownVersion(offered, m_config.authSchemePreference);
        if (!preferred)
            return preferred;
        version = std::move(preferred).value();
    }
    return prefersBearer(version) ? std::string("bearer") : version;
}

/// Bedrock takes a token that was set for it, unless something else was asked for in code.
bool AuthChoice::prefersBearer(std::string_view version) const
{
    if (m_facts.model.signingName() != "bedrock" || !m_facts.token || !m_facts.token->isSetForService())
        return false;
    bool offered = false;
    for (const auto scheme : m_facts.model.metadata()["auth"].items())
        offered = offered || versionForScheme(scheme.text()) == "bearer";
    const bool decided =
        isSetInCode(m_config, "signature_version") || isSetInCode(m_config, "auth_scheme_preference");
    return offered && (version == "bearer" || !decided);
}

Result<std::string> AuthChoice::version()
{
    if (!m_facts.hasCredentials)
        return std::string("none");
    auto version = ofOperation();
    if (!version || isNeverSigned(m_operation))
        return version ? Result<std::string>("none") : version;
    // The endpoint's word goes before the operation's, even where that asks for no signature.
    if (*version == "none" && m_endpoint.authSchemes.empty())
        return version;
    if (!m_endpoint.authSchemes.empty())
        version = ofEndpoint();
    // Import/Export moved to Version 4 without its model, and settings never reached it.
    if (m_facts.model.name() == "importexport")
        return std::string("v4");
    // Other names come from the user and mean what the client is set to.
    if (!version || version->starts_with("v4") || *version == "bearer")
        return version;
    m_isOfClient = true;
    return version->empty() ? ofClient() : preferredOfClient(*version);
}

/// Region and signing name where the endpoint leaves them open.
Result<void> fillFromService(const AuthFacts& facts, const std::string& region, SigningContext& context)
{
    if (!context.region.empty() && !context.service.empty())
        return {};
    auto document = facts.catalog.legacyEndpoints();
    if (!document)
        return document.error();
    const auto& service = facts.model;
    const auto legacy = LegacyEndpoints(std::move(document).value()).find(service.endpointPrefix(), region);
    if (context.service.empty() && legacy)
        context.service = legacy->signingName;
    if (context.service.empty())
        context.service = service.signingName();
    // Nobody but the user knows what lives behind an endpoint of his own.
    if (context.region.empty())
        context.region = legacy && facts.config.endpointUrl.empty() ? legacy->signingRegion : region;
    return {};
}

} // namespace

Result<SigningContext> chooseAuth(const AuthFacts& facts, const OperationModel& operation,
                                  const Endpoint& endpoint, const std::string& region)
{
    AuthChoice choice(facts, operation, endpoint);
    auto name = choice.version();
    if (!name)
        return name.error();
    auto version = signatureVersion(*name);
    if (!version)
        return makeError(ErrorKind::Unsupported, "UnknownSignatureVersion",
                         "There is no signature version \"" + *name + "\"; use v4, v4a, s3v4 or bearer.");
    SigningContext context;
    context.scheme = version->scheme;
    context.time = facts.now;
    // A signature version "s3v4a" set by hand means the client's region, as any other version does.
    std::string regionSet = *name == "v4a" ? joined(facts.config.sigv4aSigningRegionSet) : std::string();
    if (const auto* scheme = choice.scheme()) {
        context.service = scheme->signingName;
        context.region = scheme->signingRegion;
        if (regionSet.empty())
            regionSet =
                scheme->signingRegion.empty() ? joined(scheme->signingRegionSet) : scheme->signingRegion;
        context.encodePathTwice = !scheme->disableDoubleEncoding;
        if (scheme->name == "sigv4-s3express")
            context.sessionTokenHeader = s3ExpressTokenHeader;
    }
    if (auto filled = fillFromService(facts, region, context); !filled)
        return filled.error();
    context.regionSet = !regionSet.empty() ? regionSet : *name == "v4a" ? "*" : context.region;
    // What operation or endpoint calls "v4" is S3's variant where S3 signs; a client's own "v4" is not.
    context.s3Style = version->s3Style || (!choice.isOfClient() && isS3SigningName(context.service));
    return context;
}

} // namespace inia
