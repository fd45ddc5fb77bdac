#include "ui/models/resourcefinder.h"

#include "core/jmespath/search.h"
#include "core/model/names.h"

namespace inia::ui {

namespace {

const ResourceReference::Identifier* sourceOf(const CollectionDefinition& definition,
                                              const std::string& identifier)
{
    for (const auto& source : definition.resource.identifiers) {
        if (source.target == identifier)
            return &source;
    }
    return nullptr;
}

Result<Resource> resourceOf(const Collection& collection, const std::vector<std::string>& given)
{
    const auto& definition = collection.definition();
    const Resource& parent = collection.parent();
    auto prototype = Resource::create(parent.client(), parent.definitions(), definition.resource.type, {});
    if (!prototype)
        return prototype;
    std::vector<Value> values;
    std::size_t next = 0;
    for (const auto& identifier : prototype->definition().identifiers) {
        const auto* source = sourceOf(definition, identifier.name);
        if (!source)
            values.emplace_back();
        else if (source->isOwn())
            values.push_back(next < given.size() ? Value(given[next]) : Value()), ++next;
        else if (source->source == "requestParameter")
            values.push_back(searchOrNull(source->path, collection.params()));
        else
            values.push_back(parent.identifier(snakeCase(source->name)));
    }
    if (next != given.size()) {
        return makeError(ErrorKind::Parameter, "WrongIdentifiers",
                         "One of " + definition.name + " is told by " + std::to_string(next) +
                             " identifiers, not " + std::to_string(given.size()) + ".");
    }
    return prototype->sibling(std::move(values));
}

} // namespace

Result<Collection> ownCollection(const Resource& parent, std::string_view name)
{
    auto collection = parent.collection(name);
    // Without an owner EC2 lists the public images and snapshots of all accounts, hundreds of thousands.
    // Those of the account itself are what its console shows too.
    if (!collection || parent.definition().service != "ec2" ||
        parent.type() != ResourceDefinitions::serviceType)
        return collection;
    if (name == "images")
        return collection->filter(Value::map({{"Owners", Value::list({"self"})}}));
    if (name == "snapshots")
        return collection->filter(Value::map({{"OwnerIds", Value::list({"self"})}}));
    return collection;
}

Result<Resource> resourceAt(const Resource& service, const ResourceLocation& location)
{
    Resource found = service;
    for (const auto& step : location.steps) {
        if (step.identifiers.empty())
            break;
        const auto collection = found.collection(step.collection);
        if (!collection)
            return collection.error();
        auto next = resourceOf(*collection, step.identifiers);
        if (!next)
            return next;
        found = std::move(next).value();
    }
    return found;
}

Result<Collection> collectionAt(const Resource& service, const ResourceLocation& location)
{
    ResourceLocation place = location.isResource() ? location.parent() : location;
    if (place.isService()) {
        return makeError(ErrorKind::Parameter, "InvalidLocation",
                         place.uri() + " is a service, not a collection of one.");
    }
    const auto parent = resourceAt(service, place);
    if (!parent)
        return parent.error();
    return ownCollection(*parent, place.steps.back().collection);
}

ResourceLocation locationIn(const ResourceLocation& collection, const CollectionDefinition& definition,
                            const Resource& resource)
{
    std::vector<std::string> identifiers;
    const auto& known = resource.definition().identifiers;
    for (std::size_t i = 0; i < known.size(); ++i) {
        const auto* source = sourceOf(definition, known[i].name);
        if (!source || !source->isOwn())
            continue;
        const Value& value = resource.identifiers()[i];
        identifiers.push_back(value.isInt() ? std::to_string(value.toInt()) : value.text());
    }
    return collection.resource(std::move(identifiers));
}

} // namespace inia::ui
