#pragma once

#include "core/common/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace inia::ui {

/// A place among the resources of a service: "ec2://" the service, "ec2://instances" a collection of it,
/// "ec2://instances/i-1" one resource, "ec2://vpcs/vpc-1/subnets" a collection of that. Collections go by
/// boto3's names. Whether there is such a service, collection or resource is not known here.
struct ResourceLocation {
    struct Step {
        std::string collection;
        /// What tells a resource from its siblings, decoded; mostly one. Empty for the collection itself,
        /// which only the last step can be.
        std::vector<std::string> identifiers;

        friend bool operator==(const Step&, const Step&) = default;
    };

    std::string service;
    std::vector<Step> steps;

    /// Identifiers are percent-encoded ("/" in ARNs), several of one resource are joined by ",". Fails (kind
    /// Parameter) with a sentence for the user.
    [[nodiscard]] static Result<ResourceLocation> parse(std::string_view text);

    /// The uri of a place is the beginning of the uris of all places in it; see isInside().
    [[nodiscard]] std::string uri() const;
    [[nodiscard]] bool isService() const { return steps.empty(); }
    [[nodiscard]] bool isCollection() const { return !steps.empty() && steps.back().identifiers.empty(); }
    [[nodiscard]] bool isResource() const { return !steps.empty() && !isCollection(); }

    /// One level up: a resource -> the collection it is in -> the resource that has that -> ... the service.
    [[nodiscard]] ResourceLocation parent() const;
    /// From a service or a resource into one of its collections.
    [[nodiscard]] ResourceLocation collection(std::string name) const;
    /// From a collection to one of its resources.
    [[nodiscard]] ResourceLocation resource(std::vector<std::string> identifiers) const;

    friend bool operator==(const ResourceLocation&, const ResourceLocation&) = default;
};

/// Whether the place at `uri` is the one at `outer` or below it: "ec2://instances/i-1" is not the beginning
/// of "ec2://instances/i-12".
[[nodiscard]] bool isInside(std::string_view uri, std::string_view outer);

} // namespace inia::ui
