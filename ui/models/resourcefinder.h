#pragma once

#include "core/resource/collection.h"
#include "ui/models/resourcelocation.h"

#include <optional>

namespace inia::ui {

// From places to resources and back, by the definitions alone: nothing is asked.

/// The resource that a place names, or the one whose collection it names; `service` is the service's own.
/// Fails with UnknownName for collections that do not exist, with kind Parameter for a wrong number of
/// identifiers.
[[nodiscard]] Result<Resource> resourceAt(const Resource& service, const ResourceLocation& location);

/// The collection that a place names, or the one that its resource is in; as people expect it, see
/// ownCollection().
[[nodiscard]] Result<Collection> collectionAt(const Resource& service, const ResourceLocation& location);

/// A collection by name, narrowed to what belongs to the account where the service would otherwise list
/// everybody's.
[[nodiscard]] Result<Collection> ownCollection(const Resource& parent, std::string_view name);

/// KeyPair is listed as KeyPairInfo, Object as ObjectSummary: the same thing under another type. Without
/// regard to case: inference calls types by their bare nouns.
[[nodiscard]] bool isListedAs(std::string_view type, std::string_view listed);

/// Where a resource is that came out of a reference or an action, by the shortest way: a collection of the
/// service itself, else one of a resource that its identifiers name. Nothing for what no collection lists.
[[nodiscard]] std::optional<ResourceLocation> locationOf(const Resource& resource);

/// Where a resource of a collection is.
[[nodiscard]] ResourceLocation locationIn(const ResourceLocation& collection,
                                          const CollectionDefinition& definition, const Resource& resource);

} // namespace inia::ui
