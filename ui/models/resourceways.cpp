// The way to a resource from its service, worked out backwards from its identifiers.
#include "core/model/names.h"
#include "core/text/ascii.h"
#include "ui/models/resourcefinder.h"

#include <algorithm>
#include <map>

namespace inia::ui {

namespace {

constexpr std::size_t longestWay = 3;

/// Identifiers by their names in the definitions.
using Known = std::map<std::string, std::string>;

struct Finder {
    const Resource& resource; // for its client and definitions

    /// The definition of a type; null when it cannot be read.
    [[nodiscard]] ResourceDefinitions::Definition definition(std::string_view type) const
    {
        const auto found = resource.definitions()->definition(type, resource.client().model());
        return found ? *found : nullptr;
    }

    /// A place for `type`, by a way of at most `steps` collections.
    [[nodiscard]] std::optional<ResourceLocation> find(const std::string& type, const Known& known,
                                                       std::size_t steps) const;
    [[nodiscard]] std::optional<ResourceLocation> findIn(const std::string& owner, const std::string& type,
                                                         const Known& known, std::size_t steps) const;
};

/// What the collection's owner has to be called; false when the known values do not say it.
bool ownerOf(const CollectionDefinition& collection, const ResourceDefinition& owner, const Known& known,
             Known& result)
{
    for (const auto& source : collection.resource.identifiers) {
        const auto value = known.find(source.target);
        if (source.source == "identifier" && value != known.end())
            result[source.name] = value->second;
    }
    return result.size() == owner.identifiers.size();
}

std::vector<std::string> ownIdentifiers(const CollectionDefinition& collection,
                                        const ResourceDefinition& listed, const Known& known)
{
    std::vector<std::string> result;
    for (const auto& identifier : listed.identifiers) {
        for (const auto& source : collection.resource.identifiers) {
            const auto value = known.find(identifier.name);
            if (source.target == identifier.name && source.isOwn() && value != known.end())
                result.push_back(value->second);
        }
    }
    return result;
}

/// The collections of an owner that list a type, those first that ask for all of it: jobs before
/// completed_jobs.
std::vector<const CollectionDefinition*> collectionsOf(const ResourceDefinition& owner,
                                                       const std::string& type)
{
    std::vector<const CollectionDefinition*> result;
    for (const auto& collection : owner.collections) {
        if (isListedAs(type, collection.resource.type))
            result.push_back(&collection);
    }
    std::stable_sort(result.begin(), result.end(), [](const auto* a, const auto* b) {
        return a->request.params.size() < b->request.params.size();
    });
    return result;
}

std::optional<ResourceLocation> Finder::find(const std::string& type, const Known& known,
                                             std::size_t steps) const
{
    if (steps == 0)
        return std::nullopt;
    if (auto place = findIn(std::string(ResourceDefinitions::serviceType), type, known, steps))
        return place;
    for (const auto& owner : resource.definitions()->types()) {
        if (auto place = findIn(owner, type, known, steps))
            return place;
    }
    return std::nullopt;
}

std::optional<ResourceLocation> Finder::findIn(const std::string& owner, const std::string& type,
                                               const Known& known, std::size_t steps) const
{
    const auto has = definition(owner);
    if (!has)
        return std::nullopt;
    for (const auto* collection : collectionsOf(*has, type)) {
        const auto listed = definition(collection->resource.type);
        Known ownerKnown;
        if (!listed || !ownerOf(*collection, *has, known, ownerKnown))
            continue;
        auto own = ownIdentifiers(*collection, *listed, known);
        if (own.empty())
            continue;
        const bool atService = owner == ResourceDefinitions::serviceType;
        auto place = atService ? ResourceLocation{has->service, {}} : find(owner, ownerKnown, steps - 1);
        if (place)
            return place->collection(collection->name).resource(std::move(own));
    }
    return std::nullopt;
}

} // namespace

bool isListedAs(std::string_view type, std::string_view listed)
{
    const std::string noun = ascii::lowered(type);
    const std::string other = ascii::lowered(listed);
    return other == noun || other == noun + "info" || other == noun + "summary";
}

std::optional<ResourceLocation> locationOf(const Resource& resource)
{
    Known known;
    const auto& identifiers = resource.definition().identifiers;
    for (std::size_t i = 0; i < identifiers.size(); ++i) {
        const Value& value = resource.identifiers()[i];
        const std::string text = value.isInt() ? std::to_string(value.toInt()) : value.text();
        if (!text.empty())
            known[identifiers[i].name] = text;
    }
    return Finder{resource}.find(resource.type(), known, longestWay);
}

} // namespace inia::ui
