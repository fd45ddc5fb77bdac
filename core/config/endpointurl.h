#pragma once

#include "core/common/result.h"
#include "core/config/clientconfig.h"
#include "core/config/environment.h"
#include "core/config/profilefile.h"

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

} // namespace inia
