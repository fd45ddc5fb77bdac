#pragma once

#include "core/model/operationindex.h"
#include "core/model/operationmodel.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <typeindex>
#include <unordered_map>
#include <vector>

namespace inia {

/// One version of one service, read from botocore's service-2.json. Shapes and operations are looked up
/// when asked for; nothing is prepared ahead. Immutable, for any thread; Shape and OperationModel values
/// point into it.
class ServiceModel final {
public:
    /// `name` is the client name ("s3"), which the model itself does not hold.
    ServiceModel(std::string name, std::shared_ptr<const Document> document);
    ServiceModel(const ServiceModel&) = delete;
    ServiceModel& operator=(const ServiceModel&) = delete;

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] Node metadata() const { return m_metadata; }
    [[nodiscard]] std::string_view serviceId() const { return m_metadata["serviceId"].text(); }
    [[nodiscard]] std::string_view apiVersion() const { return m_metadata["apiVersion"].text(); }
    [[nodiscard]] std::string_view endpointPrefix() const { return m_metadata["endpointPrefix"].text(); }
    /// The name that goes into signatures: signingName, else endpointPrefix.
    [[nodiscard]] std::string_view signingName() const
    {
        return m_metadata["signingName"].text(endpointPrefix());
    }
    /// The protocol this client speaks: the first of json, rest-json, rest-xml, smithy-rpc-v2-cbor, query,
    /// ec2 that stands in metadata `protocols`; without that list `protocol` (botocore's order).
    [[nodiscard]] std::string_view protocol() const { return m_protocol; }

    [[nodiscard]] Node operations() const { return m_operations; }
    [[nodiscard]] Node shapes() const { return m_shapes; }
    [[nodiscard]] Node clientContextParams() const { return m_document->root()["clientContextParams"]; }
    /// By wire name ("ListObjectsV2") or snake case ("list_objects_v2"); invalid when there is none.
    [[nodiscard]] OperationModel operation(std::string_view nameOrSnakeCase) const;
    [[nodiscard]] Shape shape(std::string_view shapeName) const;
    /// Names of the operations that can be called, as the model spells them: all but those that stream both
    /// ways, which botocore's clients lack as well.
    [[nodiscard]] std::vector<std::string_view> callableOperations() const;
    /// Up to three names of callable operations that look like `name`, for error messages.
    [[nodiscard]] std::vector<std::string> similarOperations(std::string_view name) const;

    /// What a layer above works out of this model for more than one call: one T, made when it is first asked
    /// for, kept as long as the model is. T has to be safe to use from several threads.
    template <typename T>
    [[nodiscard]] T& kept() const
    {
        const std::lock_guard lock(m_mutex);
        auto& place = m_kept[std::type_index(typeid(T))];
        if (!place)
            place = std::make_shared<T>();
        return *static_cast<T*>(place.get());
    }

private:
    friend class OperationModel;
    [[nodiscard]] const OperationTraits& traitsOf(const OperationModel& operation) const;

    std::string m_name;
    std::shared_ptr<const Document> m_document;
    Node m_metadata;
    Node m_operations;
    Node m_shapes;
    std::string_view m_protocol;
    mutable std::once_flag m_indexed; ///< by whoever asks first for a name in snake case
    mutable std::optional<OperationIndex> m_index;
    mutable std::mutex m_mutex; ///< for what follows
    mutable std::unordered_map<std::string_view, std::unique_ptr<const OperationTraits>> m_traits;
    mutable std::unordered_map<std::type_index, std::shared_ptr<void>> m_kept;
};

} // namespace inia
