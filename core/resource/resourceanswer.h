#pragma once

#include "core/resource/resource.h"

#include <string_view>
#include <vector>

namespace inia {

/// What an action, an attribute or a reference gives.
struct ResourceAnswer {
    enum class Kind {
        Data, ///< `data`
        One,  ///< the only one of `resources`
        Many, ///< `resources`, of which there may be none
    };
    Kind kind = Kind::Data;
    Value data;
    std::vector<Resource> resources;

    [[nodiscard]] static ResourceAnswer of(Value data) { return {Kind::Data, std::move(data), {}}; }
};

/// What a path of a definition finds; an empty one and "$" mean all of it.
[[nodiscard]] Value foundAt(std::string_view path, const Value& value);

/// The resources that `reference` makes of an answer to `params`. boto3's ResourceHandler: lists among the
/// identifiers give one resource for each item, with the item of the reference's path as its data. Without
/// an identifier there is an empty value of the type that the operation's output has at the path; null where
/// `operation` is empty. Fails (kind Parse) when an item of a list lacks an identifier.
[[nodiscard]] Result<ResourceAnswer> answerOf(const Resource& parent, const ResourceReference& reference,
                                              const Value& params, const Value& response,
                                              std::string_view operation);

/// The resources of one page of a collection, the first `count` of them.
[[nodiscard]] std::vector<Resource> pageResources(const Resource& parent, const ResourceReference& reference,
                                                  const Value& params, const Value& response,
                                                  std::size_t count);
/// How many there are on a page that holds no data but identifiers.
[[nodiscard]] std::size_t identifiedCount(const Resource& parent, const ResourceReference& reference,
                                          const Value& params, const Value& response);

/// The data of each row of a page, as a list. Where the definition names none the items that hold the
/// identifiers may still say something: "Subscriptions[]" of "Subscriptions[].SubscriptionArn"; else null.
[[nodiscard]] Value rowData(const CollectionDefinition& definition, const Value& response);

} // namespace inia
