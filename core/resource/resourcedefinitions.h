#pragma once

#include "core/common/result.h"
#include "core/model/document.h"
#include "core/resource/resourcedefinition.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class ServiceModel;

/// All resource types of one service. Types are read when first asked for; one thread.
class ResourceDefinitions final {
public:
    using Definition = std::shared_ptr<const ResourceDefinition>;

    /// The name of the service itself among the types.
    static constexpr std::string_view serviceType = "ServiceResource";

    explicit ResourceDefinitions(std::shared_ptr<const Document> document);

    /// `model` is the service's, of the version the definitions are for: attributes are members of its
    /// shapes. Fails with UnknownName for types not in the file, with kind Model when names clash.
    [[nodiscard]] Result<Definition> definition(std::string_view type, const ServiceModel& model) const;
    /// Without the service itself.
    [[nodiscard]] std::vector<std::string> types() const;

private:
    std::shared_ptr<const Document> m_document;
    mutable std::map<std::string, Definition, std::less<>> m_known;
};

} // namespace inia
