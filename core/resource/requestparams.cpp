#include "core/resource/requestparams.h"

#include "core/jmespath/search.h"
#include "core/resource/resource.h"

#include <charconv>

namespace inia {

namespace {

Value sourceValue(const Resource& resource, const RequestDefinition::Param& param)
{
    if (param.source == "identifier") {
        for (std::size_t i = 0; i < resource.definition().identifiers.size(); ++i) {
            if (resource.definition().identifiers[i].name == param.name)
                return resource.identifiers()[i];
        }
        return {};
    }
    if (param.source == "data")
        return searchOrNull(param.path, resource.data());
    // string, integer, boolean carry their value; input is the caller's.
    return param.value;
}

/// The list item that "[0]", "[]" or "[*]" means; `list` grows as needed.
Value& itemAt(Value& list, std::string_view index)
{
    auto& items = list.mutableList();
    std::size_t position = items.size();
    if (index == "*")
        position = 0;
    else if (!index.empty())
        std::from_chars(index.data(), index.data() + index.size(), position);
    constexpr std::size_t longestTarget = 1000; // definitions use 0; a damaged one must not ask for gigabytes
    if (position >= items.size())
        items.resize(std::min(position, longestTarget) + 1);
    return items[std::min(position, longestTarget)];
}

} // namespace

void setAtTarget(Value& params, std::string_view target, Value value)
{
    Value* at = &params;
    while (!target.empty()) {
        const auto end = target.find('.');
        auto part = target.substr(0, end);
        target.remove_prefix(end == std::string_view::npos ? target.size() : end + 1);
        const auto bracket = part.find('[');
        at = &at->mutableMap()[part.substr(0, bracket)];
        if (bracket == std::string_view::npos)
            continue;
        part.remove_prefix(bracket + 1);
        at = &itemAt(*at, part.substr(0, part.find(']')));
    }
    *at = std::move(value);
}

Value buildParams(const Resource& resource, const RequestDefinition& request)
{
    Value params = Value::emptyMap();
    for (const auto& param : request.params) {
        if (param.source != "input")
            setAtTarget(params, param.target, sourceValue(resource, param));
    }
    return params;
}

Value mergedParams(const Value& base, const Value& added)
{
    if (base.isList() && added.isList()) {
        Value result = base;
        for (const auto& item : added.items())
            result.append(item);
        return result;
    }
    if (!base.isMap() || !added.isMap())
        return added;
    Value result = base;
    for (const auto& [name, value] : added.members())
        result.insert(name, mergedParams(base[name], value));
    return result;
}

} // namespace inia
