#pragma once

#include "core/resource/resource.h"

#include <optional>

namespace inia::conformance {

/// Walks the steps of a case over the resource layer, each on what the one before has given:
/// ["sub", type, identifiers ...], ["action", name, params], ["attr", name], ["all" | "filter", collection,
/// params], ["page_size" | "limit", number], ["list"], ["pages"], ["batch", collection, action, params],
/// ["wait", name].
class ResourceSteps final {
public:
    explicit ResourceSteps(Resource service) : m_resource(std::move(service)) {}

    /// What the last step gives, as the reference run writes it.
    [[nodiscard]] Result<Value> run(const Value& steps);

private:
    [[nodiscard]] Result<void> step(const Value& step);
    [[nodiscard]] Result<void> collectionStep(const Value& step);
    [[nodiscard]] Result<void> walk(bool asPages);
    [[nodiscard]] Result<void> runBatch(const Value& step);
    [[nodiscard]] Result<void> runWaiter(const Value& step);
    [[nodiscard]] Result<void> take(const ResourceReplyPtr& reply);

    std::optional<Resource> m_resource; ///< unless the last step gave something else
    std::optional<Collection> m_collection;
    Value m_value;
};

} // namespace inia::conformance
