#pragma once

#include "core/common/result.h"
#include "core/config/clientconfig.h"
#include "core/config/endpointurl.h"
#include "core/config/environment.h"
#include "core/config/profilefile.h"
#include "core/config/profileselection.h"
#include "core/config/settings.h"

#include <memory>
#include <optional>
#include <string>

namespace inia {

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
