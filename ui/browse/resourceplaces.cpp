#include "ui/browse/resourceplaces.h"

#include "ui/models/resourcefinder.h"

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

} // namespace inia::ui
