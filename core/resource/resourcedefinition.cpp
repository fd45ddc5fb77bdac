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

} // namespace

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

} // namespace inia
