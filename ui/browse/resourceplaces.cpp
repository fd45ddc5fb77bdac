#include "ui/browse/resourceplaces.h"

#include "core/common/redaction.h"
#include "core/text/ascii.h"
#include "ui/models/resourcefinder.h"

#include <algorithm>

namespace inia::ui {

namespace {

// S3 is browsed by prefixes: a bucket is the place of its keys, an object is one of them.
std::optional<S3Location> keysOf(const Resource& resource)
{
    if (resource.definition().service != "s3")
        return std::nullopt;
    if (resource.type() == "Bucket")
        return S3Location{resource.identifier("name").text(), {}};
    const std::string& bucket = resource.identifier("bucket_name").text();
    const std::string& key = resource.identifier("key").text();
    return key.empty() ? std::nullopt : std::optional(S3Location{bucket, key});
}

// One for all regions.
constexpr std::string_view regionlessService = "iam";

// "i-0123456789abcdef0", "vpc-1a2b3c4d"
bool isNumberedByAws(std::string_view id)
{
    constexpr std::size_t leastDigits = 8;
    const auto dash = id.rfind('-');
    if (dash == std::string_view::npos || dash == 0 || id.size() - dash - 1 < leastDigits)
        return false;
    const auto digits = id.substr(dash + 1);
    return std::all_of(digits.begin(), digits.end(),
                       [](char c) { return ascii::isDigit(c) || (c >= 'a' && c <= 'f'); });
}

bool existsElsewhere(std::string_view id, const std::string& region)
{
    const bool isAddress = id.starts_with("arn:") || id.find("://") != std::string_view::npos;
    return !isAddress && !isNumberedByAws(id) && id.find(region) == std::string_view::npos;
}

} // namespace

std::optional<Place> placeOf(const Resource& resource)
{
    if (const auto keys = keysOf(resource))
        return *keys;
    const auto location = locationOf(resource);
    return location ? std::optional<Place>(*location) : std::nullopt;
}

std::optional<Place> placeOfCollection(const Resource& owner, const std::string& name)
{
    const bool isService = owner.type() == ResourceDefinitions::serviceType;
    if (owner.definition().service == "s3" && isService && name == "buckets")
        return Place();
    if (owner.definition().service == "s3" && owner.type() == "Bucket" && name == "objects")
        return placeOf(owner);
    const auto location =
        isService ? std::optional(ResourceLocation{owner.definition().service, {}}) : locationOf(owner);
    return location ? std::optional<Place>(location->collection(name)) : std::nullopt;
}

Place placeFor(const Place& place, const Session& before, const Session& after)
{
    const bool sameProfile = before.profileName() == after.profileName();
    const bool sameRegion = before.region() == after.region();
    const ResourceLocation* location = place.resource();
    if (!location || (sameProfile && (sameRegion || location->service == regionlessService)))
        return place;
    for (std::size_t i = 0; i < location->steps.size(); ++i) {
        const auto& identifiers = location->steps[i].identifiers;
        if (std::all_of(identifiers.begin(), identifiers.end(),
                        [&](const std::string& id) { return existsElsewhere(id, before.region()); }))
            continue;
        ResourceLocation outer{
            location->service,
            {location->steps.begin(), location->steps.begin() + static_cast<std::ptrdiff_t>(i) + 1}};
        outer.steps.back().identifiers.clear();
        return outer;
    }
    return place;
}

Place placeToKeep(const Place& place)
{
    Place kept = place.unfiltered();
    while (!kept.isService() && redactText(kept.uri()) != kept.uri())
        kept = kept.parent();
    return kept;
}

} // namespace inia::ui
