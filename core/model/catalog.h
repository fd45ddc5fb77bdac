#pragma once

#include "core/model/modelpack.h"
#include "core/model/servicemodel.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace inia {

/// Which services exist, and their models when asked for; each is decompressed once and then shared.
/// Safe to use from several threads.
class Catalog final {
public:
    explicit Catalog(std::shared_ptr<const ModelPack> pack);
    Catalog(const Catalog&) = delete;
    Catalog& operator=(const Catalog&) = delete;

    /// Opens the pack at INIA_MODEL_PACK, else beside the program (../share/inia/models.pack), else where
    /// the build put it. `packPath` empty: look in those places.
    [[nodiscard]] static Result<std::shared_ptr<const Catalog>> open(const QString& packPath = QString());

    /// Client names in alphabetical order.
    [[nodiscard]] std::vector<std::string> services() const;
    /// What the index says of a service without opening it: serviceId, fullName, apiVersions, operations.
    [[nodiscard]] Node summary(std::string_view service) const;

    /// The newest version of the model. Unknown names fail with UnknownName and the nearest known ones.
    [[nodiscard]] Result<std::shared_ptr<const ServiceModel>> service(std::string_view name) const;
    [[nodiscard]] Result<std::shared_ptr<const Document>> paginators(std::string_view service) const;
    [[nodiscard]] Result<std::shared_ptr<const Document>> waiters(std::string_view service) const;
    [[nodiscard]] Result<std::shared_ptr<const Document>> ruleSet(std::string_view service) const;
    [[nodiscard]] Result<std::shared_ptr<const Document>> resources(std::string_view service) const;
    [[nodiscard]] Result<std::shared_ptr<const Document>> partitions() const { return shared("partitions"); }
    /// botocore's endpoints.json: regions and signing defaults by endpoint prefix.
    [[nodiscard]] Result<std::shared_ptr<const Document>> legacyEndpoints() const
    {
        return shared("endpoints");
    }
    [[nodiscard]] Result<std::shared_ptr<const Document>> defaultConfiguration() const
    {
        return shared("sdk-default-configuration");
    }

private:
    [[nodiscard]] Result<std::shared_ptr<const Document>> shared(const std::string& entry) const;
    [[nodiscard]] Result<std::shared_ptr<const Document>> part(std::string_view service,
                                                               std::string_view file) const;
    [[nodiscard]] Error unknownService(std::string_view name) const;

    std::shared_ptr<const ModelPack> m_pack;
    std::shared_ptr<const Document> m_index;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, std::shared_ptr<const Document>, std::less<>> m_documents;
    mutable std::map<std::string, std::shared_ptr<const ServiceModel>, std::less<>> m_services;
};

} // namespace inia
