#pragma once

#include "core/async/task.h"
#include "core/common/result.h"
#include "core/model/document.h"
#include "core/model/value.h"
#include "core/resource/resourcedefinition.h"

#include <QtCore/qglobal.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

class InferredDefinitions;
class Resource;
class ServiceModel;
struct CallOptions;

/// What boto3 writes in code for the resources of a service, beside its definitions: parameters in another
/// form than they travel in, and actions that are more than one call. The kits of services have them
/// (core/dynamodb, core/s3); the definitions of a service carry its own.
class ResourceExtension {
public:
    ResourceExtension() = default;
    virtual ~ResourceExtension() = default;
    Q_DISABLE_COPY_MOVE(ResourceExtension)

    /// Something under way, and what has become of it once it has finished.
    struct Work {
        Owned<Task> task;
        std::function<Result<void>()> result;
    };

    /// The caller's parameters of an action as they travel.
    [[nodiscard]] virtual Result<Value> travelling(const Resource& resource, std::string_view action,
                                                   const Value& params) const;
    /// Begins an action of ActionRule::Programmed. Without an extension, or where it does not know the
    /// action, that fails with kind Unsupported.
    [[nodiscard]] virtual Result<Work> begin(const Resource& resource, std::string_view action,
                                             const Value& params, const CallOptions& options) const;
};

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
