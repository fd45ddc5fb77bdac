#pragma once

#include "core/model/modelfiles.h"
#include "core/model/servicemodel.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace inia {

/// Which services exist, and their models when asked for; each is decompressed once and then shared. The
/// built-in models and the user's own form one set, as in botocore: the newest version of either counts,
/// and of equal ones the user's. Safe to use from several threads.
class Catalog final {
public:
    explicit Catalog(std::shared_ptr<const ModelPack> pack, ModelFolders folders = {});
    Catalog(const Catalog&) = delete;
    Catalog& operator=(const Catalog&) = delete;

    /// Opens the pack at INIA_MODEL_PACK, else beside the program (../share/inia/models.pack), else where
    /// the build put it, else where the library was to be installed. `packPath` empty: look in those places.
    [[nodiscard]] static Result<std::shared_ptr<const Catalog>> open(const QString& packPath = QString(),
                                                                     ModelFolders folders = {});
    /// The same built-in models with other folders.
    [[nodiscard]] std::shared_ptr<const Catalog> withFolders(ModelFolders folders) const;
    [[nodiscard]] const ModelFolders& folders() const { return m_folders; }

    /// Client names in alphabetical order.
    [[nodiscard]] std::vector<std::string> services() const;
    /// What the index says of a built-in service without opening it: serviceId, fullName, protocol,
    /// apiVersions, operationCount.
    [[nodiscard]] Node summary(std::string_view service) const;

    /// A version of the model, the newest when `version` is empty. Fails with UnknownName and the nearest
    /// known services, or the versions there are; with kind Model when the user's file is malformed.
    [[nodiscard]] Result<std::shared_ptr<const ServiceModel>> service(std::string_view name,
                                                                      std::string_view version = {}) const;
    [[nodiscard]] Result<std::shared_ptr<const Document>> paginators(std::string_view service,
                                                                     std::string_view version = {}) const;
    [[nodiscard]] Result<std::shared_ptr<const Document>> waiters(std::string_view service,
                                                                  std::string_view version = {}) const;
    /// A model without rules of its own gets those that botocore had before there were any.
    [[nodiscard]] Result<std::shared_ptr<const Document>> ruleSet(std::string_view service,
                                                                  std::string_view version = {}) const;
    [[nodiscard]] Result<std::shared_ptr<const Document>> resources(std::string_view service,
                                                                    std::string_view version = {}) const;
    /// Whether boto3 has resources for the service, without opening them.
    [[nodiscard]] bool hasResources(std::string_view service) const;
    /// What can be listed in the service and how its things hang together, as inferred from its model (see
    /// InferredDefinitions): "explorer-1" beside the model.
    [[nodiscard]] Result<std::shared_ptr<const Document>> explorer(std::string_view service) const;
    /// Whether that is all there is: a service that boto3 has no resources for. Opens nothing.
    [[nodiscard]] bool isExplored(std::string_view service) const;
    /// What the service's built-in model says in prose: its tree, with members called "documentation" alone
    /// (HTML; see plainText()). Fails with kind Model when no documentation is installed beside the models.
    [[nodiscard]] Result<std::shared_ptr<const Document>> documentation(std::string_view service) const;
    /// Names of the operations of all built-in services: {service: {"reads": [...], "changes": [...]}}.
    [[nodiscard]] Result<std::shared_ptr<const Document>> operationNames() const
    {
        return shared("operations");
    }
    [[nodiscard]] Result<std::shared_ptr<const Document>> partitions() const { return shared("partitions"); }
    /// botocore's endpoints.json: regions and signing defaults by endpoint prefix.
    [[nodiscard]] Result<std::shared_ptr<const Document>> legacyEndpoints() const
    {
        return shared("endpoints");
    }
    /// What S3 servers that are not S3 do of its operations; see S3Servers.
    [[nodiscard]] Result<std::shared_ptr<const Document>> s3Servers() const { return shared("s3servers"); }
    [[nodiscard]] Result<std::shared_ptr<const Document>> defaultConfiguration() const
    {
        return shared("sdk-default-configuration");
    }

private:
    using DocumentPtr = std::shared_ptr<const Document>;
    [[nodiscard]] Result<DocumentPtr> shared(const std::string& entry) const;
    [[nodiscard]] Result<DocumentPtr> part(std::string_view service, std::string_view version,
                                           std::string_view file) const;
    [[nodiscard]] Result<DocumentPtr> find(std::string_view service, std::string_view version,
                                           std::string_view file) const;
    /// Null when the user has no such file.
    [[nodiscard]] Result<DocumentPtr> fromFolders(std::string_view service, const std::string& version,
                                                  std::string_view file) const;
    /// Sorted; empty when the service has no such file.
    [[nodiscard]] std::vector<std::string> versions(std::string_view service, std::string_view file) const;
    [[nodiscard]] Result<DocumentPtr> remembered(const std::string& key, Result<DocumentPtr> document) const;
    [[nodiscard]] DocumentPtr known(const std::string& key) const;
    [[nodiscard]] Error unknownService(std::string_view name) const;
    [[nodiscard]] Error noSuchPart(std::string_view service, std::string_view version,
                                   std::string_view file) const;

    std::shared_ptr<const ModelPack> m_pack;
    ModelFolders m_folders;
    DocumentPtr m_index;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, DocumentPtr, std::less<>> m_documents;
    mutable std::map<std::string, std::shared_ptr<const ServiceModel>, std::less<>> m_services;
};

} // namespace inia
