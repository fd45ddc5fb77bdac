#pragma once

#include "core/common/result.h"
#include "core/config/clientconfig.h"
#include "core/config/environment.h"
#include "core/config/profilefile.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace inia {

/// An endpoint URL somebody configured, and where.
struct ConfiguredUrl {
    std::string url;
    SettingOrigin origin;
};

/// The service id as variables and services sections write it: "Elastic Load Balancing v2" ->
/// "elastic_load_balancing_v2". (botocore derives it from the client's name and 53 exceptions; the result is
/// the same for all services.)
[[nodiscard]] std::string endpointServiceKey(std::string_view serviceId);

/// The two names of a service that settings go by.
struct ServiceIdentity {
    std::string name; ///< as boto3.client() takes it: "elbv2"
    std::string id;   ///< the model's serviceId: "Elastic Load Balancing v2"
};

/// AWS_ENDPOINT_URL_<SERVICE>, else AWS_ENDPOINT_URL, else the service's endpoint_url in the services section
/// the profile names, else the profile's endpoint_url. A services section that is named but missing is an
/// error, if the search gets that far; so is, where nothing was found, a URL that somebody meant for this
/// service and wrote where no AWS tool looks (endpoint-url, a URL below "s3 =" of the profile): without a
/// word, requests and keys would go to AWS instead. An empty service asks for the global ones only.
[[nodiscard]] Result<std::optional<ConfiguredUrl>> configuredEndpointUrl(const ServiceIdentity& service,
                                                                         const Environment& environment,
                                                                         const ConfigFiles& files,
                                                                         const Profile& profile);

/// An absolute http or https URL with a host and without query and fragment, or an error that says so.
[[nodiscard]] Result<void> checkEndpointUrl(const std::string& url, const SettingOrigin& origin);

/// Puts together what a client is set to: what the caller says, else the environment, else the profile, else
/// the default (boto3's, with the changes of defaults_mode). Says which of them won in ClientConfig::origins.
class ConfigResolver final {
public:
    ConfigResolver(Environment environment, std::shared_ptr<const ConfigFiles> files,
                   ProfileSelection selection);

    /// Errors are of kind Configuration and name setting, value and place. Without a service, settings
    /// that depend on one (its own endpoint URL, API version) are left out.
    [[nodiscard]] Result<ClientConfig> resolve(const ServiceIdentity& service = {},
                                               const ClientOptions& options = {}) const;

    [[nodiscard]] const Environment& environment() const { return m_environment; }
    [[nodiscard]] const std::shared_ptr<const ConfigFiles>& files() const { return m_files; }
    [[nodiscard]] const ProfileSelection& selection() const { return m_selection; }

private:
    struct Found {
        std::string text;
        SettingOrigin origin;
    };
    [[nodiscard]] Result<std::optional<Found>> findConfigured(const Setting& setting) const;
    [[nodiscard]] Result<std::optional<Found>> findInProfile(std::string_view key) const;
    template <typename Row>
    [[nodiscard]] Result<void> apply(const Row& row, const ClientOptions& options,
                                     ClientConfig& config) const;
    void applyDefaultsMode(ClientConfig& config) const;
    void applyCaBundle(ClientConfig& config) const;
    [[nodiscard]] Result<void> applyRegion(ClientConfig& config) const;
    void applyService(const ServiceIdentity& service, const ClientOptions& options,
                      ClientConfig& config) const;
    [[nodiscard]] Result<void> applyEndpointUrl(const ServiceIdentity& service, const ClientOptions& options,
                                                ClientConfig& config) const;

    Environment m_environment;
    std::shared_ptr<const ConfigFiles> m_files;
    ProfileSelection m_selection;
};

} // namespace inia
