#pragma once

#include "core/client/client.h"
#include "core/resource/resourcedefinition.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace inia {

class CollectionCursor;

/// What a resource has many of (bucket.objects), as a description: nothing is asked until it is opened.
/// Chaining copies, as in boto3: lists in filters are appended, scalars replaced.
class Collection final {
public:
    Collection(Client client, std::shared_ptr<const ResourceDefinitions> definitions,
               CollectionDefinition definition, Value params);

    [[nodiscard]] Collection all() const { return *this; }
    [[nodiscard]] Collection filter(const Value& params) const;
    /// At most this many items in all.
    [[nodiscard]] Collection limit(std::int64_t count) const;
    /// At most this many items a page; ignored when the operation has no such parameter.
    [[nodiscard]] Collection pageSize(std::int64_t count) const;

    [[nodiscard]] const CollectionDefinition& definition() const { return m_definition; }
    [[nodiscard]] const Client& client() const { return m_client; }
    [[nodiscard]] const Value& params() const { return m_params; }
    [[nodiscard]] const std::shared_ptr<const ResourceDefinitions>& definitions() const
    {
        return m_definitions;
    }
    [[nodiscard]] std::optional<std::int64_t> limit() const { return m_limit; }
    [[nodiscard]] std::optional<std::int64_t> pageSize() const { return m_pageSize; }

    /// A cursor before the first page.
    [[nodiscard]] std::unique_ptr<CollectionCursor> open() const;

private:
    Client m_client;
    std::shared_ptr<const ResourceDefinitions> m_definitions;
    CollectionDefinition m_definition;
    Value m_params;
    std::optional<std::int64_t> m_limit;
    std::optional<std::int64_t> m_pageSize;
};

} // namespace inia
