#include "core/resource/resourcedefinition.h"

#include <algorithm>

namespace inia {

namespace {

template <typename Sources>
bool namesData(const Sources& sources)
{
    return std::any_of(sources.begin(), sources.end(),
                       [](const auto& source) { return source.source == "data"; });
}

template <typename Definitions>
std::vector<std::string> namesOf(const Definitions& definitions)
{
    std::vector<std::string> names;
    names.reserve(definitions.size());
    for (const auto& definition : definitions)
        names.push_back(definition.name);
    std::sort(names.begin(), names.end());
    return names;
}

Value listOf(const std::vector<std::string>& names)
{
    return Value::List(names.begin(), names.end());
}

} // namespace

// ---- definitions ------------------------------------------------------------------------------------------

bool RequestDefinition::needsData() const
{
    return namesData(params);
}

bool ResourceReference::needsData() const
{
    return namesData(identifiers);
}

const ActionDefinition* findAction(const std::vector<ActionDefinition>& actions, std::string_view name)
{
    const auto found = std::find_if(actions.begin(), actions.end(),
                                    [name](const auto& action) { return action.name == name; });
    return found == actions.end() ? nullptr : &*found;
}

// ---- boto3's documents ------------------------------------------------------------------------------------

ResourceStructure ResourceStructure::of(const ResourceDefinition& definition)
{
    ResourceStructure structure;
    for (const auto& identifier : definition.identifiers)
        structure.identifiers.push_back(identifier.snakeName);
    std::sort(structure.identifiers.begin(), structure.identifiers.end());
    structure.attributes = namesOf(definition.attributes);
    structure.actions = namesOf(definition.actions);
    if (!definition.loadRequest.operation.empty()) {
        structure.actions.push_back("load");
        // What boto3 injects has no second name.
        if (definition.loadRule == LoadRule::Modelled)
            structure.actions.push_back("reload");
        std::sort(structure.actions.begin(), structure.actions.end());
    }
    structure.batchActions = namesOf(definition.batchActions);
    structure.subResources = namesOf(definition.subResources);
    structure.references = namesOf(definition.references);
    structure.collections = namesOf(definition.collections);
    structure.waiters = namesOf(definition.waiters);
    return structure;
}

Value ResourceStructure::toValue() const
{
    return Value::map({{"identifiers", listOf(identifiers)},
                       {"attributes", listOf(attributes)},
                       {"actions", listOf(actions)},
                       {"subresources", listOf(subResources)},
                       {"references", listOf(references)},
                       {"collections", listOf(collections)},
                       {"waiters", listOf(waiters)}});
}

} // namespace inia
