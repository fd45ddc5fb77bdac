#pragma once

#include "core/common/result.h"
#include "core/model/document.h"
#include "core/resource/resourcedefinition.h"
#include "core/resource/resourceextension.h"

#include <QtCore/qglobal.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class ServiceModel;

class InferredDefinitions;

/// All resource types of one service, by boto3's resources-1.json or by what was inferred. Types are read
/// when first asked for; one thread.
class ResourceDefinitions final {
public:
    using Definition = std::shared_ptr<const ResourceDefinition>;

    /// The name of the service itself among the types.
    static constexpr std::string_view serviceType = serviceResourceType;

    /// `extension` is what the service has beside its definitions; null for none.
    explicit ResourceDefinitions(std::shared_ptr<const Document> document,
                                 std::shared_ptr<const ResourceExtension> extension = nullptr);
    ~ResourceDefinitions();
    Q_DISABLE_COPY_MOVE(ResourceDefinitions)

    /// `model` is the service's, of the version the definitions are for: attributes are members of its
    /// shapes. Fails with UnknownName for types not in the file, with kind Model when names clash.
    [[nodiscard]] Result<Definition> definition(std::string_view type, const ServiceModel& model) const;
    [[nodiscard]] const ResourceExtension& extension() const { return *m_extension; }
    /// Without the service itself.
    [[nodiscard]] std::vector<std::string> types() const;
    /// Twelve digits, for parameters that want the account's number (source account); empty until somebody
    /// knows it.
    [[nodiscard]] const std::string& account() const { return m_account; }
    void setAccount(std::string account) const { m_account = std::move(account); }

private:
    std::shared_ptr<const Document> m_document;
    std::shared_ptr<const ResourceExtension> m_extension; ///< never null
    [[nodiscard]] Node typeNodes() const;
    [[nodiscard]] bool isType(std::string_view type) const;
    [[nodiscard]] Result<ResourceDefinition> read(std::string_view type, const ServiceModel& model) const;

    mutable std::map<std::string, Definition, std::less<>> m_known;
    mutable std::unique_ptr<const InferredDefinitions> m_inferred; ///< once a type is asked for
    mutable std::string m_account;
};

} // namespace inia
