#pragma once

#include "core/resource/resourcedefinition.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace inia {

class Resource;

/// Parameters that a definition takes from a resource: its identifiers, its loaded data and constants.
/// boto3's params.create_request_parameters.
[[nodiscard]] Value buildParams(const Resource& resource, const RequestDefinition& request);

/// The same for one of many resources that share a request: adds to `params`; "[*]" means item `index`.
void addBatchParams(Value& params, const Resource& resource, const RequestDefinition& request,
                    std::size_t index);

/// Whether the operation requires something that the definition takes from an identifier that this resource
/// lacks: it was listed in a way that did not tell. Only what was inferred may be like that.
[[nodiscard]] bool lacksIdentifiers(const Resource& resource, const RequestDefinition& request);

/// Sets `value` at a target such as "Bucket", "Filters[0].Values[]", "Objects[*].Key": maps and lists on the
/// way are made. "[*]" is the item `index`, or the one that an earlier part of the target named; "[]", and
/// "[*]" without either, is a new item.
void setAtTarget(Value& params, std::string_view target, Value value,
                 std::optional<std::size_t> index = std::nullopt);

/// boto3's merge for chained filters: parameters that are lists are appended, maps merged, everything else,
/// lists deeper down included, replaced.
[[nodiscard]] Value mergedParams(const Value& base, const Value& added);

/// boto3's rule for what callers of actions and waiters say: it replaces what was built, name by name.
[[nodiscard]] Value overriddenParams(Value base, const Value& said);

} // namespace inia
