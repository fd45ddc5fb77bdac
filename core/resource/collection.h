#pragma once

#include "core/resource/resource.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace inia {

class BatchReply;
class CollectionCursor;

/// Disconnects, gives up and deletes later.
using BatchReplyPtr = Owned<BatchReply>;

/// What a resource has many of (bucket.objects), as a description: nothing is asked until it is opened.
/// Chaining copies, as in boto3: lists in filters are appended, scalars replaced.
class Collection final {
public:
    Collection(Resource parent, CollectionDefinition definition, Value params);

    [[nodiscard]] Collection all() const { return *this; }
    [[nodiscard]] Collection filter(const Value& params) const;
    /// At most this many items in all.
    [[nodiscard]] Collection limit(std::int64_t count) const;
    /// At most this many items a page; ignored when the operation has no such parameter.
    [[nodiscard]] Collection pageSize(std::int64_t count) const;
    /// The same collection asked through another operation that takes and answers the same members, such as
    /// ListObjectsV2 for the ListObjects that boto3's definitions still name.
    [[nodiscard]] Collection withOperation(std::string_view operation) const;

    [[nodiscard]] const CollectionDefinition& definition() const { return m_definition; }
    /// The resource that has this collection.
    [[nodiscard]] const Resource& parent() const { return m_parent; }
    [[nodiscard]] const Value& params() const { return m_params; }
    [[nodiscard]] std::optional<std::int64_t> limit() const { return m_limit; }
    [[nodiscard]] std::optional<std::int64_t> pageSize() const { return m_pageSize; }

    /// A cursor before the first page.
    [[nodiscard]] Owned<CollectionCursor> open() const;
    /// Runs a batch action ("delete") on all items, page by page. `params` take the place of those that the
    /// definition fills in. Never null.
    [[nodiscard]] BatchReplyPtr batch(std::string_view action, Value params = {},
                                      CallOptions options = {}) const;

private:
    Resource m_parent;
    CollectionDefinition m_definition;
    Value m_params;
    std::optional<std::int64_t> m_limit;
    std::optional<std::int64_t> m_pageSize;
};

} // namespace inia
